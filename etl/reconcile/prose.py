"""The printed text of a report as one string that leads back to its lines, for the checks on words and form."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

from etl.extract.document import Document
from etl.parse.flow import one_width, without_markup
from etl.reconcile.spots import spot
from etl.report import Place


class Prose:
    """A document without white space and markup, signs of one width; every position knows its page and line."""

    def __init__(self, document: Document) -> None:
        pieces = [without_markup(line.text) if line.text else "" for line in document.lines]
        self.text: Final = one_width("".join(pieces))
        self.lines: Final = document.lines
        self.lines_with: Final = document.lines_with
        self._starts: Final = list(accumulate(map(len, pieces), initial=0))[:-1]
        self._positions: Final = [(line.page or 0, line.number) for line in document.lines]

    def place(self, at: int) -> Place:
        """The page and line of the character at a position."""
        line = self.lines[self.line_index(at)]
        return spot(line.page, line.number)

    def line_index(self, at: int) -> int:
        """The index in `lines` of the character at a position."""
        return max(0, bisect_right(self._starts, at) - 1)

    def start_of(self, page: int | None, line: int | None) -> int:
        """The position where a printed line begins; the end of the text for one that is not there."""
        index = bisect_left(self._positions, (page or 0, line or 0))
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def index_of(self, page: int | None, line: int | None) -> int:
        """The index in `lines` of a printed line; the number of lines for one that is not there."""
        return bisect_left(self._positions, (page or 0, line or 0))
