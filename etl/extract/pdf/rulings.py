"""The ruled lines of a page, joined from the pieces they are drawn in: strokes, thin filled boxes, frames of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from etl.extract.pdf.glyphs import Box, Turn

_THIN: Final = 3.0  # a filled box narrower than this is a line
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


def read_rulings(rects: Iterable[Any], lines: Iterable[Any], curves: Iterable[Any], turn: Turn) -> Rulings:
    """The lines that a page shows; white ones and shading are none."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for stroke in _strokes(rects, lines, curves):
        x0, top, x1, bottom = turn.box(*stroke)
        wide, high = x1 - x0, bottom - top
        if high <= _THIN and wide > high:
            horizontal.append(Ruling((top + bottom) / 2, x0, x1))
        elif wide <= _THIN and high > wide:
            vertical.append(Ruling((x0 + x1) / 2, top, bottom))
    return Rulings(_join(horizontal), _join(vertical))


def _strokes(rects: Iterable[Any], lines: Iterable[Any], curves: Iterable[Any]) -> Iterator[Box]:
    """The boxes of all drawn straight lines, before they are told apart."""
    for rect in rects:
        thin = min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) <= _THIN
        if thin and (rect["stroke"] or rect["fill"]):
            if not _white(rect["stroking_color"] if rect["stroke"] else rect["non_stroking_color"]):
                yield rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        elif rect["stroke"] and not _white(rect["stroking_color"]):
            yield rect["x0"], rect["top"], rect["x1"], rect["top"]
            yield rect["x0"], rect["bottom"], rect["x1"], rect["bottom"]
            yield rect["x0"], rect["top"], rect["x0"], rect["bottom"]
            yield rect["x1"], rect["top"], rect["x1"], rect["bottom"]
    for line in lines:
        if line["stroke"] and not _white(line["stroking_color"]):
            yield line["x0"], line["top"], line["x1"], line["bottom"]
    for curve in curves:
        if not curve["stroke"] or _white(curve["stroking_color"]):
            continue
        for (ax, ay), (bx, by) in zip(curve["pts"], curve["pts"][1:], strict=False):
            if abs(ax - bx) < 0.5 or abs(ay - by) < 0.5:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _white(color: object) -> bool:
    """True for white paint in grey, RGB or CMYK."""
    parts: Sequence[object] = color if isinstance(color, tuple | list) else (color,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) == 4:
        return all(part <= 0.02 for part in numbers)
    return len(numbers) in (1, 3) and all(part >= 0.98 for part in numbers)


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
