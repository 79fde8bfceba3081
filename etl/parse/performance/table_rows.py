"""Indicator rows whose cells are kept: each cell to its column, though rows lose cells on the left or gain empty ones.

Cells of a row keep their order; how far they stand from the header's columns changes rarely inside a row and little inside a
page. A row torn by a page break goes on in a row that holds the rests of its texts and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from etl.parse.performance.facts import points
from etl.parse.performance.grid import Cell, Row
from etl.parse.performance.levels import LabelledRow, assign_levels, is_label, is_label_piece
from etl.parse.performance.raw import RawForm, RawRow
from etl.parse.performance.value_wording import COMPARATORS, NATURES, YES_OR_NO
from etl.parse.performance.values import UNIT, is_value
from etl.parse.performance.wording import INDICATOR_ORDER, UNLEVELLED_HEADER, Field, ideographs

_POINTS: Final = (Field.WEIGHT, Field.SCORE)
_LABELS: Final = (Field.LEVEL0, Field.LEVEL1, Field.LEVEL2)
_MISSING: Final = {
    Field.LEVEL3: 0.4,  # one cell may stand for several rows
    Field.NAME: 5.0,
    Field.NATURE: 0.6,
    Field.TARGET: 1.5,
    Field.ACTUAL: 1.0,
    Field.WEIGHT: 1.5,
    Field.SCORE: 1.5,
}
_SHIFT: Final = 0.8  # a change of the distance between cells and header inside a row
_WRONG: Final = 8.0
_REMARK: Final = re.compile(r"其[他它]需?要?说明的?(?:事项|问题|情况)")
_TEMPLATE: Final = re.compile(r"(?:指标\d{0,2}[：:；、.．]*)|[…\.。]{2,}")


@dataclass(slots=True)
class _Read:
    """A row with its cells put to columns; `shift` is the distance of its name from the header's."""

    row: Row
    cells: dict[Field, Cell] = field(default_factory=dict)
    labels: list[Cell] = field(default_factory=list)
    shift: int = 0

    @property
    def whole(self) -> bool:
        """True for a row with values of its own; one whose points stand over its group and whose result is blank has a target.

        In the first row of a page, which may be the rest of a torn one, it must look like a target.
        """
        values = sum(column in self.cells for column in (Field.TARGET, Field.ACTUAL, Field.NATURE, Field.WEIGHT, Field.SCORE))
        numbers = any(column in self.cells for column in (Field.WEIGHT, Field.SCORE))
        target = self.cells.get(Field.TARGET)
        aimed = target is not None and (not self.row.after_break or is_value(target.key))
        return Field.NAME in self.cells and (numbers or aimed or values >= 2)


def read_indicators(form: RawForm, header: Row, at: Mapping[Field, int], rows: Sequence[Row]) -> None:
    """Read the rows below an indicator header into a form, in printed order."""
    columns = _columns(at, header)
    data = _without_remarks(form, _without_headers(rows))
    read = [_align(row, columns) for row in data]
    kept: list[_Read] = []
    labelled: list[LabelledRow] = []
    above: list[tuple[Field, str]] = []
    broken = False
    for item, shift in zip(read, _page_shifts(read), strict=True):
        form.claim(cell.token() for cell in item.row.cells)
        broken |= item.row.after_break
        torn = item.row.after_break and bool(kept) and _goes_on(kept[-1], item)
        if item.whole and not torn and not _TEMPLATE.fullmatch(item.cells[Field.NAME].key):
            kept.append(item)
            labelled.append(_labels_of(item, columns, shift, above, broken=broken))
            above, broken = [], False
        else:
            above.extend(_continue(item, kept, columns, shift))
    labelled = [replace(row, name=item.cells[Field.NAME].key) for row, item in zip(labelled, kept, strict=True)]
    levels = assign_levels(labelled, form.kind)
    for item, (level1, level2, doubtful) in zip(kept, levels, strict=True):
        cells = {column: cell.text for column, cell in item.cells.items()}
        form.rows.append(RawRow(item.row.line, cells, level1, level2, set(doubtful)))
    form.claim((cell.token() for cell in header.cells), "label")


def _goes_on(above: _Read, below: _Read) -> bool:
    """True for the first row of a page that holds the rest of the row above: together they are one row, apart none."""
    if below.labels or Field.NAME not in below.cells:
        return False
    points_above, points_below = (any(c in item.cells for c in _POINTS) for item in (above, below))
    values = [below.cells[column] for column in (Field.TARGET, Field.ACTUAL) if column in below.cells]
    if points_below:
        return not points_above and len(values) < 2
    return points_above and not any(is_value(cell.key) for cell in values)


def _is_header(row: Row) -> bool:
    return ("三级指标" in row.words and "二级指标" in row.words) or bool(UNLEVELLED_HEADER.search(row.words))


def _without_headers(rows: Sequence[Row]) -> list[Row]:
    """The rows below a header and below those printed again at the top of a page, where the page begins with the row below."""
    kept: list[Row] = []
    again = False
    for row in rows:
        if _is_header(row):
            again = True
            continue
        kept.append(replace(row, after_break=True) if again else row)
        again = False
    return kept


def _without_remarks(form: RawForm, rows: Sequence[Row]) -> list[Row]:
    """The rows but those of remarks on the whole form (其他需要说明的事项), which are no indicators."""
    remarks = [row for row in rows if _REMARK.match(row.cells[0].key)]
    form.claim((cell.token() for row in remarks for cell in row.cells), "form_text")
    return [row for row in rows if row not in remarks]


def _columns(at: Mapping[Field, int], header: Row) -> dict[Field, int]:
    """The header's columns; labels that were not recognised stand left of the name in their order.

    A form without points is read by its header where each label right of the names was recognised.
    """
    name = at.get(Field.NAME, len(header.cells))
    right = {cell.column for cell in header.cells if cell.column > name}
    without_points = {Field.NAME, Field.TARGET, Field.ACTUAL} <= set(at) and right <= set(at.values())
    columns = (
        dict(at)
        if Field.NAME in at and (Field.WEIGHT in at or Field.SCORE in at or without_points)
        else {c: i for i, c in enumerate(INDICATOR_ORDER)}
    )
    name = columns[Field.NAME]
    for back, label in ((1, Field.LEVEL2), (2, Field.LEVEL1), (3, Field.LEVEL0)):
        columns.setdefault(label, name - back)
    return columns


def _fits(column: Field, cell: Cell) -> float:
    """Cost of a cell in a column by what it looks like."""
    key, number = cell.key, points(cell.key)
    if column in (Field.NAME, Field.LEVEL3):
        if is_label(key):
            return 2.0
        return 4.0 if number is not None or is_value(key) or key in NATURES or key in COMPARATORS else 0.0
    if column == Field.NATURE:
        return -1.0 if key in NATURES or key in COMPARATORS else 5.0
    if column == Field.COMPARATOR:
        return -1.0 if key in COMPARATORS or any(word.startswith(key) for word in COMPARATORS) else 5.0
    if column in (Field.WEIGHT, Field.SCORE):
        return _WRONG if number is None else 0.0 if number <= 50 else 2.0
    if column == Field.UNIT:
        return 0.0 if UNIT.fullmatch(key) or key in YES_OR_NO else _WRONG if number is not None else 0.5 + 0.2 * len(key)
    if column == Field.COEFFICIENT:
        return 0.0 if number is not None or is_value(key) else _WRONG
    if column == Field.DEVIATION:
        return 3.0 if number is not None else 0.3
    if key in NATURES:
        return 3.0
    return 1.5 if UNIT.fullmatch(key) and not key[0].isdigit() else 0.0


def _as_label(cell: Cell) -> float:
    if is_label(cell.key):
        return 0.0
    return 0.3 if is_label_piece(cell.key) or not ideographs(cell.text) else 3.0


def _align(row: Row, columns: Mapping[Field, int]) -> _Read:
    """Put the cells of a row to columns in order, at the least cost; a row of labels only (a group left blank) has none."""
    if len(row.cells) > 1 and all(is_label(cell.key) for cell in row.cells):
        return _Read(row, labels=list(row.cells))
    order = sorted((column for column in columns if column not in _LABELS), key=columns.__getitem__)
    best: tuple[float, list[tuple[Field, Cell]], int] = (float("inf"), [], 0)
    label_cost = 0.0
    for first in range(min(4, len(row.cells)) + 1):
        cost, placed = _assign(row.cells[first:], order, columns)
        if label_cost + cost < best[0]:
            best = label_cost + cost, placed, first
        if first < len(row.cells):
            label_cost += _as_label(row.cells[first]) + 0.05
    read = _Read(row, dict(best[1]), list(row.cells[: best[2]]))
    if Field.NAME in read.cells:
        read.shift = read.cells[Field.NAME].column - columns[Field.NAME]
    return read


def _assign(
    cells: Sequence[Cell], order: Sequence[Field], columns: Mapping[Field, int]
) -> tuple[float, list[tuple[Field, Cell]]]:
    """The cheapest way to put cells to columns in order; every cell has a column."""
    # state: (columns used, shift of the last cell) → cost and cells placed
    states: dict[tuple[int, int | None], tuple[float, list[tuple[Field, Cell]]]] = {(0, None): (0.0, [])}
    for cell in cells:
        following: dict[tuple[int, int | None], tuple[float, list[tuple[Field, Cell]]]] = {}
        for (used, shift), (cost, placed) in states.items():
            skipped = 0.0
            for i in range(used, len(order)):
                column = order[i]
                step = cost + skipped + _fits(column, cell)
                here = cell.column - columns[column]
                step += min(2.4, _SHIFT * abs(here - shift)) if shift is not None else 0.0
                if column == Field.SCORE and placed and placed[-1][0] == Field.WEIGHT:
                    weight, score = points(placed[-1][1].key), points(cell.key)
                    step += 3.0 if weight is not None and score is not None and score > weight else 0.0
                known = following.get((i + 1, here))
                if step < _WRONG and (known is None or step < known[0]):
                    following[i + 1, here] = step, [*placed, (column, cell)]
                skipped += _MISSING.get(column, 0.0)
        states = following
    final = [
        (cost + sum(_MISSING.get(column, 0.0) for column in order[used:]), placed)
        for (used, _), (cost, placed) in states.items()
    ]
    return min(final, key=lambda item: item[0], default=(float("inf"), []))


def _page_shifts(read: Sequence[_Read]) -> list[int]:
    """The usual shift of the page that each row stands on: of the whole rows up to the next break, else of the page before."""
    shifts: list[int] = []
    start = 0
    last = 0
    while start < len(read):
        end = start + 1
        while end < len(read) and not read[end].row.after_break:
            end += 1
        seen = Counter(item.shift for item in read[start:end] if item.whole)
        last = seen.most_common(1)[0][0] if seen else last
        shifts.extend([last] * (end - start))
        start = end
    return shifts


def _column_at(cell: Cell, columns: Mapping[Field, int], shift: int) -> Field:
    """The column of the header that a cell stands nearest to."""
    place = cell.column - shift
    return min(columns, key=lambda column: (abs(columns[column] - place), columns[column]))


def _labels_of(
    item: _Read, columns: Mapping[Field, int], shift: int, above: list[tuple[Field, str]], *, broken: bool
) -> LabelledRow:
    """The label cells of a row, each with the column it stands in, and those of torn rows since the row before."""
    own = item.shift if abs(item.shift - shift) <= 1 else shift
    labels = []
    for cell in item.labels:
        column = _column_at(cell, columns, own)
        labels.append((column if column in _LABELS else Field.LEVEL2, cell.key))
    return LabelledRow(
        name=item.cells[Field.NAME].key,
        labels=tuple(labels),
        above=tuple(above),
        lines=max(cell.wraps for cell in item.cells.values()),
        exact=own == 0,
        opens_page=broken,
    )


def _continue(item: _Read, kept: list[_Read], columns: Mapping[Field, int], shift: int) -> list[tuple[Field, str]]:
    """Add the rests of torn texts to the row before; returns the labels that stand in the row."""
    labels: list[tuple[Field, str]] = []
    own = {cell: column for column, cell in item.cells.items()} if item.whole else {}
    for cell in item.row.cells:
        column = own.get(cell) or _column_at(cell, columns, shift)
        if column in _LABELS:
            labels.append((column, cell.key))
        elif kept and not _TEMPLATE.fullmatch(cell.key):
            begun = kept[-1].cells.get(column)
            kept[-1].cells[column] = replace(begun, text=begun.text + cell.text, key=begun.key + cell.key) if begun else cell
    return labels
