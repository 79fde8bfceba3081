"""Forms whose rows have cells: rows with their cells' columns and places, and phrases over cells that scanning tore apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from etl.extract.document import Line
from etl.parse.flow import is_page_number
from etl.parse.performance.tokens import Gap, Token
from etl.parse.performance.wording import ideographs, squeeze

_ZH_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_MARKUP: Final = re.compile(r"</?u>|\*\*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: its column, its text with the spaces of line wrapping removed, and where it stands in its line."""

    column: int
    text: str
    key: str
    line: Line
    start: int
    end: int
    wraps: int  # printed lines in the cell, as its inner spaces show

    def token(self) -> Token:
        """The cell as a token that phrases are matched on: its Chinese characters only, since scanning adds noise."""
        return Token(self.text, ideographs(self.text) or self.key, self.line, self.start, self.end, Gap.SAME)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its filled cells, and whether a page break or a gap stands before it."""

    line: Line
    cells: tuple[Cell, ...]
    after_break: bool

    @property
    def words(self) -> str:
        """All Chinese characters of the row."""
        return "".join(ideographs(cell.text) for cell in self.cells)


def clean(text: str) -> str:
    """Cell text as read: markup off, and no space beside a Chinese character, where cells wrap.

    >>> clean("购买办公 用品 100 份")
    '购买办公用品100份'
    """
    return _ZH_SPACE.sub("", _MARKUP.sub("", text)).strip()


def _cell_spans(line: Line) -> list[tuple[int, int]]:
    """Where each cell stands in the line's text; cells that cannot be found there stand for the whole line."""
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in line.cells:
        found = line.text.find(cell, at) if cell else at
        if found < 0:
            spans.append((0, len(line.text)))
        else:
            spans.append((found, found + len(cell)))
            at = found + len(cell) + (1 if "\t" in line.text else 0)
    return spans


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Rows with anything printed in them; a line without cells is a row of one cell in column 0."""
    rows: list[Row] = []
    broken, page = False, lines[0].page if lines else None
    for line in lines:
        if line.blank or is_page_number(line):
            broken = True
            continue
        texts = line.cells or (line.text.strip(),)
        spans = _cell_spans(line) if line.cells else [(0, len(line.text))]
        cells = tuple(
            Cell(column, clean(text), squeeze(text), line, start, end, len(text.split()))
            for column, (text, (start, end)) in enumerate(zip(texts, spans, strict=True))
            if squeeze(text)
        )
        if cells:
            rows.append(Row(line, cells, broken or line.page != page))
            broken, page = False, line.page
    return rows
