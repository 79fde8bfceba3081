"""Layout B: lines cut wherever they fall, table rows with blanks between cells and the empty cells gone, pages numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from etl.generate.blocks import Block, Cause, Lines, Mark, PageEnd, Paragraph, Piece, Pieces, Placed, Print, Table
from etl.generate.layout_a import HALF_WIDTH
from etl.generate.style import Style

_HEADER_CELL: Final = 7  # characters a header cell holds before it breaks


def print_b(blocks: list[Block], style: Style) -> Print:
    """Print blocks in layout B."""
    printer = _Printer(style)
    for block in blocks:
        if isinstance(block, Paragraph):
            printer.running(block.pieces, style.width, half_width=style.half_width and not block.heading)
        elif isinstance(block, Table):
            printer.table(block)
        elif isinstance(block, Lines) and block.verbatim:
            printer.out.verbatim(block)
        elif isinstance(block, Lines):
            for line in block.lines:
                printer.line(line)
        elif isinstance(block, PageEnd):
            printer.page_end()
    return printer.out


@dataclass(slots=True)
class _Printer:
    style: Style
    out: Print = field(default_factory=Print)
    on_page: int = 0
    page: int = 1
    fresh: bool = False  # the next line is the first of a page

    def line(self, pieces: Pieces) -> None:
        """One printed line, with the page's end before it where the page is full."""
        if self.on_page >= self.style.page_lines:
            self.page_end()
        text = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces).strip()
        if self.fresh:
            text, self.fresh = f" {text}", False
        self.out.lines.append(text)
        for piece in pieces:
            if isinstance(piece, Mark) and piece.truth is not None:
                self.out.placed.append(Placed(piece.truth, len(self.out.lines), piece.text))
        if self.style.blank_between:
            self.out.lines.append("")
        self.on_page += 1

    def page_end(self) -> None:
        """The number of the page, if pages have numbers; the next line begins with the blank that a page break leaves."""
        if self.on_page:
            if self.style.page_number:
                self.out.lines += [self.style.page_number.format(self.page), ""]
            elif self.out.lines and not self.out.lines[-1]:
                self.out.lines.pop()
            self.page, self.on_page, self.fresh = self.page + 1, 0, True

    def running(self, pieces: Pieces, width: int, *, half_width: bool = False) -> None:
        """Running text, cut every `width` characters, also inside numbers and words; a number stands where it begins."""
        text = ""
        starts: list[tuple[int, Mark]] = []
        for piece in pieces:
            words = _plain(piece)
            if half_width and (isinstance(piece, str) or isinstance(piece.truth, Cause)):
                words = words.translate(HALF_WIDTH)
            if isinstance(piece, Mark):
                starts.append((len(text), Mark(words, piece.truth)))
            text += words
        for at, end in self._lines(text, width):
            self.line((text[at:end],))
            here = len(self.out.lines) - self.style.blank_between
            for start, mark in starts:
                if at <= start < end and mark.truth is not None:
                    self.out.placed.append(Placed(mark.truth, here, mark.text))

    def _lines(self, text: str, width: int) -> Iterator[tuple[int, int]]:
        """Where each line of a text begins and ends."""
        at, used = 0, 0
        for end, char in enumerate(text):
            wide = 1 if self.style.narrow_digits and char.isascii() else 2
            if used + wide > 2 * width:
                yield at, end
                at, used = end, 0
            used += wide
        if at < len(text):
            yield at, len(text)

    def table(self, table: Table) -> None:
        """A table as text: what a narrow cell breaks stands on lines of its own."""
        for text in table.above:
            self.line((text,))
        self._headers(table)
        for cells in table.rows:
            if self.style.repeats_header and self.on_page >= self.style.page_lines:
                self.page_end()
                self._headers(table)
            self._row(cells, table.names)
        for text in table.below:
            self.running((text,), 2 * self.style.width)

    def _headers(self, table: Table) -> None:
        for row in table.header:
            self._header([cell for cell in row if cell])

    def _header(self, cells: list[str]) -> None:
        short: list[str] = []
        for cell in cells:
            if len(cell) <= _HEADER_CELL:
                short.append(cell)
                continue
            if short:
                self.line((" ".join(short),))
                short = []
            for at in range(0, len(cell), _HEADER_CELL):
                self.line((cell[at : at + _HEADER_CELL],))
        if short:
            self.line((" ".join(short),))

    def _row(self, cells: Pieces, names: tuple[int, ...]) -> None:
        """One row; a long name goes above its numbers, around them, or on below them."""
        wide = next((at for at in names if len(_plain(cells[at])) > self.style.name_width), None)
        if wide is None:
            self.line(_spaced(cells))
            return
        name, before, after = _plain(cells[wide]), cells[:wide], cells[wide + 1 :]
        width = self.style.name_width
        parts = [name[at : at + width] for at in range(0, len(name), width)]
        if self.style.wrapping == "above":
            if before:
                self.line(_spaced(before))
            for part in parts:
                self.line((part,))
            self.line(_spaced(after))
        elif self.style.wrapping == "around":
            half = (len(parts) + 1) // 2
            for part in parts[:half]:
                self.line((part,))
            self.line(_spaced((*before, *after)))
            for part in parts[half:]:
                self.line((part,))
        else:
            self.line(_spaced((*before, parts[0], *after)))
            for part in parts[1:]:
                self.line((part,))


def _plain(piece: Piece) -> str:
    return piece if isinstance(piece, str) else piece.text


def _spaced(cells: Pieces) -> Pieces:
    """The cells that print something, a blank between them."""
    out: list[Piece] = []
    for cell in cells:
        if _plain(cell):
            out += [cell] if not out else [" ", cell]
    return tuple(out)
