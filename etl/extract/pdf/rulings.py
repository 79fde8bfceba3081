"""The ruled lines of a page, joined from the pieces they are drawn in: strokes, thin filled boxes, frames of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from etl.extract.pdf.drawn import THIN, Box
from etl.extract.pdf.glyphs import Turn

SNAP: Final = 3.0  # lines closer than this are one; double frames too
_SHORTEST: Final = 4.0


class Ruling(NamedTuple):
    """A line at position `at` (y of a horizontal, x of a vertical one) from `start` to `end`."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """The horizontal and vertical lines of a page."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def read_rulings(strokes: Iterable[Box], turn: Turn) -> Rulings:
    """The lines that the straight strokes of a page make."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for stroke in strokes:
        x0, top, x1, bottom = turn.box(*stroke)
        wide, high = x1 - x0, bottom - top
        if high <= THIN and wide > high:
            horizontal.append(Ruling((top + bottom) / 2, x0, x1))
        elif wide <= THIN and high > wide:
            vertical.append(Ruling((x0 + x1) / 2, top, bottom))
    return Rulings(_join(horizontal), _join(vertical))


def _join(rulings: list[Ruling]) -> list[Ruling]:
    """Pieces at one position joined to whole lines; what is too short to be a line left out."""
    out: list[Ruling] = []
    for group in _at_one_place(sorted(rulings)):
        at = sum(piece.at * (piece.end - piece.start + 0.1) for piece in group)
        at /= sum(piece.end - piece.start + 0.1 for piece in group)
        start: float | None = None
        end = 0.0
        for piece in sorted(group, key=lambda p: p.start):
            if start is None:
                start, end = piece.start, piece.end
            elif piece.start <= end + SNAP:
                end = max(end, piece.end)
            else:
                out.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
        if start is not None:
            out.append(Ruling(at, start, end))
    return [ruling for ruling in out if ruling.end - ruling.start >= _SHORTEST]


def _at_one_place(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Groups of pieces whose positions lie within the snapping distance of the group's first one."""
    group: list[Ruling] = []
    for ruling in rulings:
        if group and ruling.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(ruling)
    if group:
        yield group
