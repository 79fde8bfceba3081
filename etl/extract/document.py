"""The Document: what every extractor yields, whatever the format; positions and nothing else of the file survive.

A line either is running text or has cells. `cells` is non-empty only where the source has columns (tabs, a ruled table, a
sheet, an HTML table), and then empty cells are kept, so that a cell's index is its column. Where the source shows a row of a
table as plain text with its empty cells gone, `cells` is empty and the columns are the parser's to work out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Line(NamedTuple):
    """One printed line or table row. `number` is 1-based in the file, or on the page where `page` is given.

    `recognised` says that the characters were recognised in a picture; `doubtful` are the numbers among them, as far as they
    stand on this line, that were recognised with little confidence. `pieces` of a row put together from several
    printed lines: where each of them begins in the text, and its number.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    page: int | None = None
    recognised: bool = False
    doubtful: tuple[str, ...] = ()
    pieces: tuple[tuple[int, int], ...] = ()

    def number_at(self, start: int) -> int:
        """The number of the printed line in which a character of the text stands."""
        return next((number for begins, number in reversed(self.pieces) if begins <= start), self.number)

    @property
    def blank(self) -> bool:
        """True where nothing is printed."""
        return not self.text.strip()


@dataclass(frozen=True)
class Document:
    """A file as lines in reading order. `name` is the file's stem, `media` the format, `sha256` the hash of its bytes."""

    name: str
    sha256: str
    media: str
    lines: tuple[Line, ...]
    size_bytes: int = 0
    encoding: str = ""
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def begins(self) -> list[int]:
        """Where each line begins in `text`, and where one behind the last would."""
        return list(accumulate([len(line.text) + 1 for line in self.lines], initial=0))

    def lines_with(self, word: str) -> list[int]:
        """Indices of the lines that print a word or sign; much faster than asking each line."""
        found: list[int] = []
        at = self.text.find(word)
        while at >= 0:
            found.append(bisect_right(self.begins, at) - 1)
            at = self.text.find(word, self.begins[found[-1] + 1])
        return found

    @cached_property
    def squeezed(self) -> str:
        """All text without white space, for weighing evidence over the whole document."""
        return "".join(self.text.split())
