"""The rows of all tables of a report as unknowns of one account book, in cents of yuan whatever unit was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from math import comb
from typing import Final

from etl.parse.numbers import YUAN_PER
from etl.parse.statements.columns import WITHIN, Column, balances, identities
from etl.parse.statements.rows import Row, Table
from etl.parse.statements.solve import DISPLAY_ROUNDING, Choice, Unknown, Vector, Wanted, placements
from etl.vocabulary import Phase

_MAX_PLACEMENTS: Final = 2000  # of a row's numbers in its columns
_CENTS: Final = Decimal(100)


class Book:
    """The tables of one report with an `Unknown` for every row, in cents of yuan whatever unit was printed."""

    def __init__(self, tables: Sequence[Table], units: Mapping[int, str]) -> None:
        """`units` gives the money unit of each table by its position."""
        self.tables = list(tables)
        self.unknowns: dict[int, Unknown] = {}
        self._units = units
        for index, table in enumerate(self.tables):
            factor = YUAN_PER[units[index]] * _CENTS
            places = max((figure.places for row in table.rows for figure in row.figures), default=0)
            tolerance = int(factor.scaleb(-places) / 2)
            accounts = _accounts(table.columns)
            for row in table.rows:
                self.unknowns[id(row)] = _unknown(accounts, row, factor, tolerance)

    def of(self, row: Row) -> Unknown:
        """The unknown of a row."""
        return self.unknowns[id(row)]

    def find(self, kind: str, side: str = "") -> Iterator[Table]:
        """The tables of a kind."""
        return (table for table in self.tables if table.region.kind == kind and table.side == side)


def in_cents(value: Decimal, factor: Decimal = _CENTS) -> int:
    """An amount as whole cents; `factor` are those of one unit that it is given in, by itself yuan."""
    return int((value * factor).to_integral_value(ROUND_HALF_EVEN))


@dataclass(frozen=True, slots=True)
class _Accounts:
    """What holds between the columns of every row of a table, as column indices: sums, parts within a whole, balances."""

    width: int
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    inner: tuple[tuple[int, int], ...]
    balances: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def _accounts(columns: Sequence[Column]) -> _Accounts:
    inner: list[tuple[int, int]] = []
    for i, column in enumerate(columns):
        whole = WITHIN.get(column.role)
        places = [j for j, other in enumerate(columns) if other.role == whole and other.phase == column.phase]
        if whole is not None and places:
            inner.append((i, places[0]))
    return _Accounts(len(columns), identities(columns), tuple(inner), balances(columns))


def _unknown(accounts: _Accounts, row: Row, factor: Decimal, tolerance: int) -> Unknown:
    amounts = [in_cents(figure.value, factor) for figure in row.figures]
    width = accounts.width
    if all(slot is not None for slot in row.slots) or row.fixed:
        return Unknown(amounts, width, [tuple(row.slots)], tolerance)
    count = len(amounts)
    if count + row.marks == width:
        return Unknown(amounts, width, [tuple(row.places)], tolerance)
    if count > width:
        return Unknown(amounts, width, [], tolerance)
    if comb(width, count) > _MAX_PLACEMENTS:
        return Unknown(amounts, width, [], tolerance)
    unknown = Unknown(amounts, width, placements(count, width), tolerance)
    if not _keep_identities(unknown, accounts):
        unknown.settle([])
    return unknown


def _keep_identities(unknown: Unknown, accounts: _Accounts) -> bool:
    """Keep the choices in which the parts of the row make up its totals. False where none does."""
    for extra in (0, DISPLAY_ROUNDING * unknown.unit):
        if unknown.fit(_adds_up(accounts.sums, accounts.inner, unknown.tolerance, extra)):
            break
    else:
        return False
    for plus, minus in accounts.balances:
        unknown.keep(_balanced(plus, minus, unknown.tolerance * 4))
    return True


def _adds_up(sums: Sequence[tuple[int, tuple[int, ...]]], inner: Sequence[tuple[int, int]], slack: int, extra: int) -> Wanted:
    def wanted(vector: Vector, choice: Choice) -> bool:
        filled = set(choice)
        for total, parts in sums:
            present = [part for part in parts if part in filled]
            if total not in filled and present:
                return False
            if total in filled and abs(vector[total] - sum(vector[p] for p in present)) > slack * (len(present) + 1) + extra:
                return False
        return all(part not in filled or (whole in filled and vector[part] <= vector[whole] + slack) for part, whole in inner)

    return wanted


def _balanced(plus: Sequence[int], minus: Sequence[int], slack: int) -> Wanted:
    return lambda vector, _: abs(sum(vector[i] for i in plus) - sum(vector[i] for i in minus)) <= slack


def total_row(table: Table) -> Row | None:
    """The first total row that prints a figure."""
    return next((row for row in table.rows if row.subject.is_total and row.figures), None)


def columns_by_role(table: Table, phase: Phase = Phase.FINAL) -> dict[str, int]:
    """The index of each column of a phase by its role."""
    return {column.role: index for index, column in enumerate(table.columns) if column.phase == phase}


def levels(row: Row) -> tuple[str, ...]:
    """类, 款 and 项 of a row's subject, by code or by name; empty for the total row."""
    code = row.subject.functional_code or row.subject.economic_code
    if code:
        return tuple(code[:length] for length in (3, 5, 7) if length <= len(code))
    return row.subject.functional_path
