"""Printed lines and cells as tokens: numbers, text and empty-cell marks, each with the characters it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from etl.extract.document import Line
from etl.extract.rows import between_bars
from etl.parse.numbers import BLANK_CELLS

# Signs of one width, one character for one, so that positions stay those of the printed line.
_FOLD: Final = dict(zip("０１２３４５６７８９．％﹪－﹣−＋():;﹑|", "0123456789.%%---+（）：；、 ", strict=True))
_TO_FOLD: Final = re.compile(f"[{re.escape(''.join(_FOLD))}]")
_THOUSANDS: Final = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_COMMA: Final = re.compile(r",(?!\d)|(?<!\d),")
_MARKUP: Final = re.compile(r"</?[uU]>|\*\*|(?<=\d)_|_(?=\d)")
_NUMBER: Final = re.compile(
    r"(?<!\S)（?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?）?(?!\S)"  # 1,272.49 between white space
    r"|(?<!\S)\d{3}(?:\d{2}){0,2}(?=[“‘\"《]?[\u4e00-\u9fff])"  # a code glued to its name
)
_PRINTED: Final = re.compile(r"\S+")
_CELL: Final = re.compile(r"（?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?）?")
_SHORT: Final = re.compile(r"-?[\d,]+\.\d")
_MARKED_EMPTY: Final = BLANK_CELLS - {"", "无", "*"}


class Token(NamedTuple):
    """A printed piece of a line: `text` without white space, one width; `start`, `end` its characters in the line."""

    text: str
    line: Line
    start: int
    end: int
    is_number: bool = False

    @property
    def is_integer(self) -> bool:
        """True for a number printed without separators and decimals, as codes and line numbers are."""
        return self.is_number and self.text.isdigit()

    @property
    def is_empty_mark(self) -> bool:
        """True for a dash that stands in an empty cell."""
        return not self.is_number and self.text in _MARKED_EMPTY

    @property
    def raw(self) -> str:
        """The characters as printed."""
        return self.line.text[self.start : self.end].strip()


def fold(text: str) -> str:
    """The text with signs of one width and markup blanked out; as long as before."""
    text = _TO_FOLD.sub(lambda m: _FOLD[m[0]], text)
    if "<" in text or "*" in text or "_" in text:
        text = _MARKUP.sub(lambda m: " " * len(m.group()), text)
    if "，" in text:
        text = _THOUSANDS.sub(",", text)
    return _COMMA.sub("，", text) if "," in text else text


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """The text with signs of one width and no white space."""
    return "".join(fold(text).split())


def number_of(text: str) -> Decimal | None:
    """The printed number of a folded token or cell; None where it is none. Percent signs are ignored."""
    text = "".join(text.split())
    if not _CELL.fullmatch(text):
        return None
    negative = text.startswith("（") and text.endswith("）")
    value = Decimal(text.strip("（）").rstrip("%").replace(",", ""))
    return -value if negative else value


def tokenize(line: Line) -> tuple[Token, ...]:
    """The tokens of a line of running text, in printed order; text between two numbers is one token."""
    text = fold(line.text)
    tokens: list[Token] = []
    at = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start > at + 1:  # else numbers with a space between them
            tokens.extend(_text_tokens(line, text, at, start))
        tokens.append(Token(match.group(), line, start, end, True))
        at = end
    tokens.extend(_text_tokens(line, text, at, len(text)))
    return tuple(tokens)


def _text_tokens(line: Line, text: str, start: int, end: int) -> Iterator[Token]:
    """The text between two numbers: empty-cell marks apart, everything else as one token."""
    run: tuple[int, int] | None = None
    for match in _PRINTED.finditer(text, start, end):
        first, last = match.span()
        if match.group() in _MARKED_EMPTY:
            if run:
                yield Token("".join(text[run[0] : run[1]].split()), line, *run)
            run = None
            yield Token(match.group(), line, first, last)
        else:
            run = (run[0] if run else first, last)
    if run:
        yield Token("".join(text[run[0] : run[1]].split()), line, *run)


def mend(lines: Sequence[tuple[Token, ...]]) -> tuple[tuple[Token, ...], ...]:
    """Put together amounts with a stray space before their last digit (``1,272.4 9``).

    Only in a table whose other amounts all print two decimals: elsewhere ``6.8 5`` may be two amounts.
    """
    cut: list[tuple[int, int]] = []
    others: list[str] = []
    for at, tokens in enumerate(lines):
        for index, token in enumerate(tokens):
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if (
                token.is_number
                and _SHORT.fullmatch(token.text)
                and after is not None
                and after.is_integer
                and len(after.text) == 1
            ):
                cut.append((at, index))
            elif token.is_number and "." in token.text:
                others.append(token.text)
    if not cut or len(others) < 3 or not all(len(text.rpartition(".")[2]) == 2 for text in others):
        return tuple(lines)
    out = [list(tokens) for tokens in lines]
    for at, index in reversed(cut):
        token, after = out[at][index : index + 2]
        out[at][index : index + 2] = [Token(token.text + after.text, token.line, token.start, after.end, True)]
    return tuple(tuple(tokens) for tokens in out)


def with_cells(line: Line) -> Line:
    """A row of a table drawn with bars (``| 合计 | 12.00 |``) as a row with cells; any other line as it is."""
    if line.cells or line.text.count("|") < 2:
        return line
    return line._replace(cells=between_bars(line.text))


def cell_tokens(line: Line) -> tuple[Token | None, ...]:
    """One token a cell, None for an empty one; positions fall back on the whole line where a cell is not found in it."""
    out: list[Token | None] = []
    tabs = line.text.split("\t")
    at = 0
    exact = len(tabs) == len(line.cells)
    for index, cell in enumerate(line.cells):
        text = squeeze(cell or "")
        if exact:
            start, end = at + len(tabs[index]) - len(tabs[index].lstrip()), at + len(tabs[index])
            at = end + 1
        else:
            start, end = _locate(line.text, cell or "", at)
            at = end if end <= len(line.text) else at
        if not text:
            out.append(None)
        else:
            out.append(Token(text, line, start, end, number_of(text) is not None))
    return tuple(out)


def _locate(text: str, cell: str, at: int) -> tuple[int, int]:
    """Where a cell is printed in its line, looked for from `at` on; past the line's end where it is not."""
    for piece in (cell, cell.strip(), " ".join(cell.split()), "".join(cell.split())):
        found = text.find(piece, at) if piece else -1
        if found >= 0:
            return found, found + len(piece)
    first = cell.split("\n", 1)[0].strip()
    found = text.find(first, at) if first else -1
    if found >= 0:
        return found, found + len(first)
    return (at, at) if not cell.strip() else (0, 1 << 30)
