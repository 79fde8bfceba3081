"""A word processor's page turned into text: cell after cell, in the order in which they were set.

Rows are as high as their tallest cell and a cell's lines are centred in them. Where the next line stands at the same height,
a blank parts the two; lower or higher by less than a line, a line end; by more, a blank line too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.generate.blocks import Mark, Piece, Pieces, Truth

Cell = Sequence[Pieces]  # its lines
_LINE: Final = 10  # heights are in tenths of a line
_BORDER: Final = 4
_HANGS: Final = frozenset("，。、；：）%")  # never begins a line


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell over several rows: its lines and the height of the rows together."""

    lines: Cell
    height: int


def wrap(text: str, width: int) -> list[str]:
    """Lines so many Chinese characters wide; numbers, signs and Latin words stay whole.

    >>> wrap("惠及人数达到4000人", 5)
    ['惠及人数达', '到4000人']
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _unbreakable(text):
        wide = sum(2 if ord(char) > 0x2000 else 1 for char in piece)
        if line and used + wide > 2 * width and piece not in _HANGS:
            lines.append(line)
            line, used = "", 0
        line, used = line + piece, used + wide
    return [*lines, line] if line else lines


def _unbreakable(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        if pieces and char.isascii() and pieces[-1][-1].isascii():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def cell(text: str, width: int, truth: Truth | None = None) -> Cell:
    """A text as a cell of a width; the truth goes to its first line."""
    lines: list[Pieces] = [(line,) for line in wrap(text, width)]
    if truth is not None and lines:
        lines[0] = (Mark(wrap(text, width)[0], truth),)
    return lines


def height_of(cells: Sequence[Cell]) -> int:
    """How high a row of these cells is."""
    return _LINE * max(len(lines) for lines in cells) + _BORDER


@dataclass(slots=True)
class Page:
    """Rows set one below the other; where a page of `length` lines ends inside a row, the row is torn."""

    length: int
    lines: list[list[Piece]] = field(default_factory=list)
    _top: int = 0
    _last: int | None = None
    _fresh: bool = False  # the next line is the first of a page

    def row(self, *cells: Cell, before: Sequence[Merged] = (), after: Sequence[Merged] = ()) -> None:
        """Set a row; `before` and `after` are merged cells that begin in it, left of its own cells and right of them."""
        room = self.length - self._top // _LINE
        tallest = max(len(lines) for lines in cells)
        for merged in before:
            self._centred(merged)
        if room < tallest:
            self._tear(cells, max(room, 0))
        else:
            for lines in cells:
                self._column(lines, self._top + (tallest - len(lines)) * _LINE // 2)
            self._top += height_of(cells)
        for merged in after:
            self._centred(merged, below=-height_of(cells))

    def keep(self, height: int) -> None:
        """Begin a new page where rows of this height do not fit on what is left of this one."""
        if self._top and self._top + height > self.length * _LINE:
            self._new_page()

    def _centred(self, merged: Merged, below: int = 0) -> None:
        """Set a merged cell in the middle of its rows, of those on this page where it goes on over the page's end."""
        start = max(0, self._top + below)
        height = min(merged.height, max(self.length * _LINE - start, 0))
        self._column(merged.lines, start + max(0, height - len(merged.lines) * _LINE) // 2)

    def _column(self, lines: Cell, top: int) -> None:
        for number, line in enumerate(lines):
            self._set(line, top + _LINE * number)

    def _tear(self, cells: Sequence[Cell], room: int) -> None:
        """Set so many lines of each cell here and the rest on the next page."""
        for lines in cells:
            self._column(lines[:room], self._top)
        self._new_page()
        for lines in cells:
            self._column(lines[room:], 0)
        self._top = _LINE * max(len(lines[room:]) for lines in cells) + _BORDER

    def _new_page(self) -> None:
        self._top, self._last, self._fresh = 0, None, True

    def _set(self, line: Pieces, height: int) -> None:
        if self._fresh:
            self.lines.append([" ", *line])
            self._fresh = False
        elif self._last == height:
            self.lines[-1] += [" ", *line]
        else:
            if self.lines and (self._last is None or abs(height - self._last) >= _LINE):
                self.lines.append([])
            self.lines.append(list(line))
        self._last = height

    def printed(self) -> tuple[Pieces, ...]:
        """The lines of the text, blank ones too."""
        return tuple(tuple(line) for line in self.lines)
