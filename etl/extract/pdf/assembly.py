"""Rows put together from printed lines where no rules part them: names wrap over lines above and below their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from etl.extract.rows import cell_text

_WRAPPED: Final = 0.75  # of the distance between rows: a line nearer to a row than that is a part of it


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line of a table: the height of its middle, its text by column, whether it has figures or several cells."""

    middle: float
    cells: Mapping[int, str]
    is_anchor: bool


def assemble(strips: Sequence[Strip], width: int) -> list[list[str]]:
    """The rows of a table of `width` columns; a line that is no anchor and stands near one belongs to its row."""
    anchors = [index for index, strip in enumerate(strips) if strip.is_anchor]
    pitch = _pitch(strips, anchors)
    owner: dict[int, list[int]] = {index: [index] for index in anchors}
    for index, strip in enumerate(strips):
        if strip.is_anchor:
            continue
        nearest = min(anchors, key=lambda i, at=strip.middle: (abs(strips[i].middle - at), i), default=None)  # type: ignore[misc]
        if nearest is not None and abs(strips[nearest].middle - strip.middle) < _WRAPPED * pitch:
            owner[nearest].append(index)
        else:
            owner[index] = [index]
    rows: list[list[str]] = []
    for index in sorted(owner):
        texts: list[list[str]] = [[] for _ in range(width)]
        for member in sorted(owner[index]):
            for column, text in strips[member].cells.items():
                texts[column].append(text)
        rows.append([cell_text(pieces) for pieces in texts])
    return rows


def _pitch(strips: Sequence[Strip], anchors: Sequence[int]) -> float:
    """The distance between rows: that of rows with no other line between them, where there are such."""
    pairs = list(pairwise(anchors))
    near = [(a, b) for a, b in pairs if b == a + 1] or pairs
    return median(strips[b].middle - strips[a].middle for a, b in near) if near else 0.0
