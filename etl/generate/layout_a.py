"""Layout A: one paragraph a line, table rows with a tab between cells and every empty cell kept."""

from __future__ import annotations

from typing import Final

from etl.generate.blocks import Block, Cause, Fact, Lines, Mark, PageEnd, Paragraph, Piece, Pieces, Placed, Print, Table
from etl.generate.dice import dice
from etl.generate.style import Style

HALF_WIDTH: Final = str.maketrans({"，": ", ", "；": "; ", "：": ": ", "（": "(", "）": ")"})
_LONG: Final = 120  # only a paragraph longer than this is ever broken at the end of a page


def print_a(blocks: list[Block], style: Style) -> Print:
    """Print blocks in layout A."""
    out = Print()
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for part in _pages(block, style, number):
                _line(out, part, style if not block.heading else None)
                out.lines.append("")
        elif isinstance(block, Table):
            _table(out, block, style, number)
        elif isinstance(block, Lines) and block.verbatim:
            out.verbatim(block)
        elif isinstance(block, Lines):
            for line in block.lines:
                _line(out, line, None)
            out.lines.append("")
        elif isinstance(block, PageEnd):
            out.lines.append("")
    return out


def _line(out: Print, pieces: Pieces, style: Style | None) -> None:
    """One line; `style` is None for what is no running text."""
    line = ""
    number = len(out.lines) + 1
    for at, piece in enumerate(pieces):
        words = spoken(piece, style, f"{number}/{at}")
        marked = bool(style and style.underlined and isinstance(piece, Mark) and isinstance(piece.truth, Fact))
        line += f"<u>{words}</u>" if marked else words
        if isinstance(piece, Mark) and piece.truth is not None:
            out.placed.append(Placed(piece.truth, number, words))
    out.lines.append(line.strip())


def spoken(piece: Piece, style: Style | None, place: str) -> str:
    """The piece as printed, with half-width signs or a stray blank inside a long number where the style has them."""
    text, truth = (piece, None) if isinstance(piece, str) else (piece.text, piece.truth)
    if not style:
        return text
    if style.half_width and (isinstance(piece, str) or isinstance(truth, Cause)):
        return text.translate(HALF_WIDTH)
    if style.stray_blanks and isinstance(truth, Fact) and len(text) > 5 and not dice("stray", style.seed, place).randrange(15):
        return f"{text[:-1]} {text[-1]}"
    return text


def _pages(block: Paragraph, style: Style, number: int) -> list[Pieces]:
    """The paragraph, in two parts where a page ends inside it; the break falls into words, not into numbers."""
    chance = dice("page cut", style.seed, number)
    plain = [at for at, piece in enumerate(block.pieces) if isinstance(piece, str) and len(piece) > 6]
    length = sum(len(piece if isinstance(piece, str) else piece.text) for piece in block.pieces)
    if not style.page_cuts or block.heading or length < _LONG or not plain or chance.randrange(4):
        return [block.pieces]
    at = chance.choice(plain)
    text = block.pieces[at]
    if not isinstance(text, str):
        return [block.pieces]
    cut = chance.randint(2, len(text) - 2)
    return [(*block.pieces[:at], text[:cut]), (text[cut:], *block.pieces[at + 1 :])]


def _table(out: Print, table: Table, style: Style, number: int) -> None:
    for text in table.above:
        out.lines += [text, ""]
    chance = dice("page in table", style.seed, number)
    broken = chance.randint(3, len(table.rows)) if style.page_cuts and len(table.rows) > 8 else 0
    for row in table.header:
        out.lines.append("\t".join(row))
    for at, cells in enumerate(table.rows):
        if broken and at == broken:
            out.lines.append("")
            if style.repeats_header:
                out.lines += ["\t".join(row) for row in table.header]
        out.lines.append("\t".join(spoken(cell, None, "") for cell in cells))
        for cell in cells:
            if isinstance(cell, Mark) and cell.truth is not None:
                out.placed.append(Placed(cell.truth, len(out.lines), cell.text))
    out.lines += [*table.below, ""]
