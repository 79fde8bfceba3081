"""Tables written a cell a line with an empty line for every empty cell, as word processors save them as text: rows again.

The rows show by what repeats at one distance: the codes of subjects, the numbered classes of a two-sided table, the groups of
economic codes. Where the distances differ (a converter that drops empty cells, or writes columns) nothing is folded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from etl.extract.document import Line
from etl.parse.statements import kinds, labels
from etl.parse.statements.names import class_codes, names_of
from etl.parse.statements.tokens import number_of, squeeze

_FUNCTIONAL: Final = re.compile(r"2\d\d(?:\d\d){0,2}")
_ECONOMIC: Final = re.compile(r"[35]\d\d(?:\d\d)?")
_SOURCE: Final = re.compile(r"^一、")
_LEADS_HEADER: Final = re.compile(r"^(?:项目|栏次|科目编码|经济分类科目编码|功能分类科目编码)$")
_COLUMN_NUMBERS: Final = re.compile(r"^栏次$")
_CODE_HEADER: Final = re.compile(r"编码$|代码$")
_LEAST: Final = 3  # subjects or classes that stand at one distance


@dataclass(frozen=True, slots=True)
class Folded:
    """The lines of a table with its rows as lines with cells; `parts` has the printed lines of each row by its number."""

    lines: tuple[Line, ...]
    parts: Mapping[int, tuple[Line, ...]]


def fold(kind: str, lines: Sequence[Line]) -> Folded:
    """The lines of a table of this kind with its cells put back into rows; as they are where it is not written so."""
    plain = Folded(tuple(lines), {})
    if any(line.cells and len(line.cells) < 3 and any(line.cells) for line in lines) or any(line.page for line in lines):
        return plain
    texts = [squeeze(line.text) for line in lines]
    if kind in kinds.SIDES:
        found = _sides(texts)
    elif kind in kinds.BY_FUNCTION:
        found = _subjects(texts)
    else:
        found = _groups(texts) if kind in kinds.BY_ECONOMY else None
    if found is None:
        return plain
    return _folded(lines, texts, found)


@dataclass(frozen=True, slots=True)
class _Raster:
    """Where the rows begin and how many lines each takes; `first` is the first row with figures."""

    first: int
    width: int
    end: int


def _step(anchors: Sequence[int]) -> int | None:
    """The one distance between neighbours; None where they are few or their distances differ."""
    steps = {after - before for before, after in pairwise(anchors)}
    return steps.pop() if len(anchors) >= _LEAST and len(steps) == 1 else None


def _subjects(texts: Sequence[str]) -> _Raster | None:
    anchors = [i for i, text in enumerate(texts) if _FUNCTIONAL.fullmatch(text) and names_of(text)]
    width = _step(anchors)
    if not width or width < 3:
        return None
    rows = [[*texts[at : at + width], *[""] * (at + width - len(texts))] for at in anchors]
    if any(not row[1] or number_of(row[1]) is not None or number_of(row[2]) is None for row in rows):
        return None
    counted = [i for i in range(anchors[0]) if texts[i] == "栏次"]
    numbers = [text for text in texts[counted[-1] + 1 : anchors[0]] if text.isdigit()] if counted else []
    gaps = any(not cell and any(row[at + 1 :]) for row in rows for at, cell in enumerate(row))
    return _Raster(anchors[0], width, anchors[-1] + width) if gaps or len(numbers) == width - 2 else None


def _sides(texts: Sequence[str]) -> _Raster | None:
    classes = [i for i, text in enumerate(texts) if labels.plain(text) in class_codes() and text != labels.plain(text)]
    width = _step(classes)
    if width is None or width < 3:
        return None
    first = next((i for i in range(classes[0] - 1, max(classes[0] - width, -1), -1) if _SOURCE.match(texts[i])), None)
    if first is None or labels.income_label(texts[first]) is None:
        return None
    totals = [i for i, text in enumerate(texts) if labels.GRAND_TOTAL.match(text) and i > first and (i - first) % width == 0]
    return _Raster(first, width, totals[-1] + width) if totals else None


def _groups(texts: Sequence[str]) -> _Raster | None:
    """Groups of economic codes side by side: as many and as wide as the codes in the header say."""
    codes = [i for i, text in enumerate(texts) if _ECONOMIC.fullmatch(text) and names_of(text)]
    header = [i for i, text in enumerate(texts[: codes[0]]) if _CODE_HEADER.search(text)] if len(codes) >= _LEAST else []
    size = codes[0] - header[-1] if header else 0
    if size < 3 or any(after - before != size for before, after in pairwise(header)):
        return None
    if any((i - codes[0]) % size for i in codes) or codes[-1] - codes[0] < _LEAST * size:
        return None
    width = size * len(header)
    return _Raster(codes[0], width, codes[0] + ((codes[-1] - codes[0]) // width + 1) * width)


def _folded(lines: Sequence[Line], texts: Sequence[str], raster: _Raster) -> Folded:
    rows = _above(texts, raster)
    rows += [(at, raster.width, True) for at in range(raster.first, min(raster.end, len(lines)), raster.width)]
    rows += _below(texts, raster)
    out: list[Line] = []
    parts: dict[int, tuple[Line, ...]] = {}
    at = 0
    for start, count, is_whole in rows:
        out += lines[at:start]
        printed = tuple(lines[start : start + count])
        blank = printed[0]._replace(text="")
        missing = raster.width - len(printed) if is_whole else 0
        before = missing if start < raster.first else 0  # what a wide first cell covers; else the end of the last row
        row = (printed[0], *[blank] * before, *printed[1:], *[blank] * (missing - before))
        cells = tuple(squeeze(line.text) for line in row)
        out.append(Line(printed[0].number, "\t".join(cells), cells))
        parts[printed[0].number] = row
        at = start + count
    return Folded((*out, *lines[at:]), parts)


def _above(texts: Sequence[str], raster: _Raster) -> list[tuple[int, int, bool]]:
    """Rows above the first subject: where they begin, how many lines they take, whether they are made as wide as the table.

    The total and the column numbers may have a first cell as wide as two or more; the topmost header may have such everywhere.
    """
    out: list[tuple[int, int, bool]] = []
    top = raster.first
    for begins in (labels.TOTAL, _COLUMN_NUMBERS):
        out += _as_wide(texts, top, raster.width)
        top = out[-1][0] if out else top
        start = next((i for i in range(top - 1, max(top - raster.width - 1, -1), -1) if begins.match(texts[i])), None)
        if start is not None and all(not text or number_of(text) is not None for text in texts[start + 1 : top]):
            out.append((start, top - start, True))
            top = start
    out += _as_wide(texts, top, raster.width)
    top = out[-1][0] if out else top
    start = next((i for i in range(top - 1, max(top - raster.width, -1), -1) if texts[i] == "项目"), None)
    if start is not None and all(texts[start:top]):
        out.append((start, top - start, False))
    return out[::-1]


def _as_wide(texts: Sequence[str], top: int, width: int) -> list[tuple[int, int, bool]]:
    """Header rows as wide as the table, from `top` upwards."""
    out: list[tuple[int, int, bool]] = []
    while top - width >= 0 and _LEADS_HEADER.match(texts[top - width]):
        top -= width
        out.append((top, width, True))
    return out


def _below(texts: Sequence[str], raster: _Raster) -> list[tuple[int, int, bool]]:
    """The row of totals behind the last subject, whose labels are as wide as several cells: ``人员经费合计``, its amount, …"""
    end = raster.end
    while end < len(texts) and (texts[end].endswith("合计") or number_of(texts[end]) is not None):
        end += 1
    return [(raster.end, end - raster.end, False)] if end - raster.end > 1 and texts[raster.end].endswith("合计") else []
