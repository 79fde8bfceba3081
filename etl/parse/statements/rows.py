"""What the readers of both layouts yield: rows of figures with their places, their columns known or still to be solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.extract.document import Line
from etl.parse.statements.columns import Column
from etl.parse.statements.regions import StatementRegion
from etl.parse.statements.tokens import Token, number_of
from etl.vocabulary import Fund, Item


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number: its value in the printed unit, its digits after the point, its place."""

    value: Decimal
    token: Token

    @property
    def places(self) -> int:
        """Printed digits after the point."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def figure(token: Token) -> Figure | None:
    """The figure that a token prints; None for text and empty-cell marks."""
    value = number_of(token.text)
    return None if value is None else Figure(value, token)


@dataclass(slots=True)
class Subject:
    """What a row speaks of, as printed: codes and names, or an account and budget by its label; all empty for the total."""

    functional_code: str = ""
    functional_name: str = ""
    functional_path: tuple[str, ...] = ()
    economic_code: str = ""
    economic_name: str = ""
    economic_path: tuple[str, ...] = ()
    item: Item | None = None
    fund: Fund | None = None
    label: str = ""
    is_total: bool = False


@dataclass(slots=True)
class Row:
    """One row: its figures in printed order and, for each, the index of its column; None where that is still to be solved."""

    subject: Subject
    line: Line
    figures: list[Figure] = field(default_factory=list)
    slots: list[int | None] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # position among the row's numbers and dashes
    marks: int = 0  # dashes printed for empty cells
    fixed: bool = False  # the slots are final, None included
    solved: bool = False
    contradicts: bool = False  # its numbers add up in no assignment to the columns
    withheld: bool = False  # no sum of its table confirms it, where the order of print is lost

    def add(self, found: Figure, slot: int | None = None) -> None:
        """Append a figure."""
        self.places.append(len(self.figures) + self.marks)
        self.figures.append(found)
        self.slots.append(slot)


@dataclass(slots=True)
class Table:
    """One block of rows under the same columns; a statement may have two (income and expenditure side)."""

    region: StatementRegion
    fund: Fund
    columns: Sequence[Column]
    rows: list[Row]
    side: str = ""
    item: Item | None = None  # the account of all figures, where neither row nor column names one
    disordered: bool = False  # its total is printed column by column: the page was not written row by row
