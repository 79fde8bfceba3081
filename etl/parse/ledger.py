"""The ledger of coverage: which characters of which line have been read, and which number tokens are left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from etl.extract.document import Line
from etl.parse.flow import Flow

Claim = tuple[int, int, str]


class Ledger:
    """Claims on characters of lines. A claim has a kind: ``read`` for an observation, else the class of what it is.

    `pieces` of the rows that were put together (`Line.pieces`), by number: a claim on such a row is one on its printed lines.
    """

    def __init__(self, pieces: Mapping[int, Sequence[tuple[int, int]]] | None = None) -> None:
        self._claims: dict[tuple[int | None, int], list[Claim]] = defaultdict(list)
        self._pieces = pieces or {}

    def claim(self, page: int | None, line: int, start: int, end: int, kind: str = "read") -> None:
        """Account for the characters `start` to `end` of a line."""
        if page is None and line in self._pieces:
            for number, first, last in _stretches(self._pieces[line], start, end):
                self._claims[page, number].append((first, last, kind))
        else:
            self._claims[page, line].append((start, end, kind))

    def claim_all(self, claims: Iterable[tuple[Line, int, int, str]]) -> None:
        """Account for stretches of lines, each with its kind."""
        before: Line | None = None
        found: list[Claim] = []
        for line, start, end, kind in claims:
            if line.pieces:
                self.claim(line.page, line.number, start, end, kind)
                continue
            if line is not before:  # most claims follow one on the same line
                before, found = line, self._claims[line.page, line.number]
            found.append((start, end, kind))

    def claim_line(self, page: int | None, line: int, kind: str) -> None:
        """Account for a whole line."""
        self.claim(page, line, 0, 1 << 30, kind)

    def claim_flow(self, flow: Flow, start: int, end: int, kind: str = "read") -> None:
        """Account for the printed characters behind a stretch of a flow."""
        at = start
        while at < end:
            index = flow.line_index[at]
            last = at
            while last + 1 < end and flow.line_index[last + 1] == index:
                last += 1
            line = flow.lines[index]
            self.claim(line.page, line.number, flow.column[at], flow.column[last] + 1, kind)
            at = last + 1

    def kind_at(self, page: int | None, line: int, start: int, end: int) -> str | None:
        """The kind of the first claim that touches these characters, ``read`` before any class; None where unclaimed."""
        return kind_among(self._claims.get((page, line), ()), start, end)

    def claims_on(self, page: int | None, line: int) -> Sequence[Claim]:
        """All claims on a line."""
        return self._claims.get((page, line), ())


def kind_among(claims: Sequence[Claim], start: int, end: int) -> str | None:
    """The kind of the first of the claims on a line that touches these characters, as `Ledger.kind_at`."""
    found: str | None = None
    for a, b, kind in claims:
        if a < end and start < b:
            if kind == "read":
                return kind
            found = found or kind
    return found


def _stretches(pieces: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The characters of a row as characters of its printed lines: the number of each, where they begin and end in it."""
    for at, (begins, number) in enumerate(pieces):
        ends = pieces[at + 1][0] - 1 if at + 1 < len(pieces) else end
        if max(start, begins) < min(end, ends):
            yield number, max(start, begins) - begins, min(end, ends) - begins
