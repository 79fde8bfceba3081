"""What may be taken from pages that were not written row by row: figures that a sum of their table confirms, and no others.

A number that stands behind the wrong label there looks like any other; only the accounts tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from etl.parse.statements import kinds
from etl.parse.statements.accounts import sums_of_side, sums_of_subjects
from etl.parse.statements.rows import Row, Table

_ROUNDING: Final = Decimal("0.5")  # of the last printed digit, for the total and for each part
Cell = tuple[int, int]


def withhold(tables: Sequence[Table]) -> None:
    """Leave out every figure of tables by subject or with two sides that no sum confirms; the row is marked for a note."""
    for table in tables:
        if table.side == "labels" or table.region.kind not in (*kinds.SIDES, *kinds.BY_FUNCTION, *kinds.BY_ECONOMY):
            continue
        confirmed = set(_confirmed(table))
        for row in table.rows:
            kept = [slot if slot is not None and (id(row), slot) in confirmed else None for slot in row.slots]
            row.withheld = kept != list(row.slots)
            row.slots = kept


def _confirmed(table: Table) -> Iterator[Cell]:
    """The cells, as row and column, that take part in a sum that holds in their column."""
    places = max((figure.places for row in table.rows for figure in row.figures), default=0)
    sums = sums_of_side(table) if table.side else sums_of_subjects(table)
    for total, parts in sums:
        for column in range(len(table.columns)):
            stated, values = _value(total, column), [_value(part, column) for part in parts]
            known = [value for value in values if value is not None]
            if not stated or len(known) < len(values):
                continue
            if abs(stated - sum(known)) <= _ROUNDING.scaleb(-places) * (len(known) + 1):
                yield from ((id(row), column) for row in (total, *parts))


def _value(row: Row, column: int) -> Decimal | None:
    """What a row has in a column: zero where all its figures stand elsewhere, None where that is not known."""
    if column in row.slots:
        return row.figures[row.slots.index(column)].value
    return None if None in row.slots else Decimal(0)
