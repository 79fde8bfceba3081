"""The right edge of a cell: what its lines cost that end before their column does or are wider than it."""

from __future__ import annotations

from collections.abc import Sequence


class RightEdge:
    """The right edge of a cell that grows token by token: what lines cost that end before their column does or are wider.

    The last line may be short. `known`: the column's width where it is known, else the widest line's is taken.
    """

    __slots__ = ("_known", "_over", "_reaches", "_short", "_widest", "_width")

    def __init__(self, lead: float, known: float | None) -> None:
        self._known = known
        self._width = lead  # of the last line
        self._widest = known or 0.0
        self._reaches: list[float] = []  # of the lines before it: the width from which on the next word would have fitted
        self._over = self._short = 0.0  # what these lines cost that are too wide, and too short

    def break_line(self, run: float) -> None:
        """Begin a line with a word whose unbreakable beginning is so wide."""
        reach = self._width + 1.3 + run
        self._reaches.append(reach)
        self._over += self._too_wide()
        self._short += _too_short(self._widest - reach)
        self._width = 0.0

    def grow(self, width: float) -> float:
        """Add to the last line; returns what the lines cost now."""
        self._width += width
        if self._width > self._widest:
            self._widest = self._width
            self._short = sum([_too_short(self._widest - reach) for reach in self._reaches])
        return self._short + self._over + self._too_wide()

    def _too_wide(self) -> float:
        return 0.0 if self._known is None else min(3.0, 1.2 * max(0.0, self._width - self._known - 1.0))


def _too_short(by: float) -> float:
    return min(2.0, 0.6 * by) if by > 0.0 else 0.0


def ragged(pieces: Sequence[float], runs: Sequence[float], known: float | None) -> float:
    """Cost of lines of these widths as one cell; `runs`: the unbreakable beginnings of all lines but the first."""
    edge = RightEdge(0.0, known)
    cost = edge.grow(pieces[0])
    for piece, run in zip(pieces[1:], runs, strict=True):
        edge.break_line(run)
        cost = edge.grow(piece)
    return cost
