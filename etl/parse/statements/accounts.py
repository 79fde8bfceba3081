"""The accounts that tie the tables of a report together, as constraints on the rows whose columns are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from etl.parse.statements import kinds
from etl.parse.statements.book import Book, columns_by_role, in_cents, levels, total_row
from etl.parse.statements.rows import Row, Table
from etl.parse.statements.solve import AtMost, Constraint, Sum, Unknown, Wanted, at_least, equals, solve
from etl.parse.statements.totals import APPROPRIATIONS, SUBJECTS, keep_known_totals
from etl.report import Observation
from etl.vocabulary import Item, MeasureUnit, Phase

_SHARED: Final = ("expenditure", "basic", "project")
# Economic subjects of the basic expenditure that are a part of one of the 三公.
_ECONOMIC_THREE_PUBLIC: Final = {
    "30212": "overseas",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
_TOTAL_FIRST: Final = frozenset({"income", "expenditure", "fiscal", "three_public", "basic"})
_LIST_PARTS: Final = (
    (Item.THREE_PUBLIC_TOTAL, (Item.OVERSEAS_TRAVEL, Item.VEHICLE_TOTAL, Item.RECEPTION_TOTAL)),
    (Item.VEHICLE_TOTAL, (Item.VEHICLE_PURCHASE, Item.VEHICLE_OPERATION)),
    (Item.RECEPTION_TOTAL, (Item.RECEPTION_DOMESTIC, Item.RECEPTION_FOREIGN)),
)
_SOURCES: Final = (
    *APPROPRIATIONS,
    Item.SUPERIOR_SUBSIDY,
    Item.INSTITUTIONAL_INCOME,
    Item.BUSINESS_INCOME,
    Item.AFFILIATE_REMITTANCE,
    Item.OTHER_INCOME,
)


def assign(tables: Sequence[Table], units: Mapping[int, str], said: Sequence[Observation] = ()) -> None:
    """Work out the columns of all figures whose slots are None, as far as the accounts settle them.

    `said` is what the prose states; it decides where the accounts leave a choice.
    """
    if all(slot is not None for table in tables for row in table.rows for slot in row.slots):
        return
    book = Book(tables, units)
    keep_known_totals(book)
    solve([*_sums(book), *_across(book)])
    _after(book)
    _as_said(book, said)
    for table in tables:
        for row in table.rows:
            if any(slot is None for slot in row.slots) and not row.fixed:
                _store(book, table, row)


def _store(book: Book, table: Table, row: Row) -> None:
    unknown = book.of(row)
    if not unknown.choices:
        row.contradicts = bool(table.columns)
        _by_presence(book, table, unknown)
    row.slots = list(unknown.agreed())
    row.solved = len(row.figures) + row.marks < len(table.columns)


def _by_presence(book: Book, table: Table, unknown: Unknown) -> None:
    """A row whose numbers do not add up still has its columns where the total row fills just as many."""
    total = next((book.of(other) for other in table.rows if other.subject.is_total and book.of(other).known), None)
    if total is not None and len(total.columns()) == len(unknown.amounts) and total is not unknown:
        unknown.settle([tuple(sorted(total.columns()))])
    elif unknown.amounts and table.columns and table.columns[0].role in _TOTAL_FIRST and _mostly_adds_up(book, table):
        unknown.settle([(0, *[None] * (len(unknown.amounts) - 1))])  # the total alone is certain


def _mostly_adds_up(book: Book, table: Table) -> bool:
    """True where most rows satisfy the sums of the columns, so that these are the table's columns indeed."""
    several = [book.of(row) for row in table.rows if len(row.figures) > 1]
    return sum(1 for unknown in several if unknown.choices) * 2 > len(several)


def _sums(book: Book) -> Iterator[Constraint]:
    for table in book.tables:
        if not table.columns:
            continue
        if table.region.kind in kinds.BY_FUNCTION or table.region.kind in kinds.BY_ECONOMY:
            yield from _tree(book, table)
        elif table.side == "expenditure":
            yield from _side_sums(book, table)
        elif table.side == "labels":
            yield from _list_sums(book, table)


def _tree(book: Book, table: Table) -> Iterator[Sum]:
    for total, parts in sums_of_subjects(table):
        yield Sum(book.of(total), tuple(book.of(row) for row in parts))


def sums_of_subjects(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Subjects add up to the class or group above them that is printed, the topmost ones to the total row."""
    by_key: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        key = levels(row)
        if key and row.figures:
            by_key.setdefault(key, row)
    parts: dict[tuple[str, ...], list[Row]] = {}
    for key, row in by_key.items():
        above = next((key[:length] for length in range(len(key) - 1, 0, -1) if key[:length] in by_key), ())
        parts.setdefault(above, []).append(row)
    for above, rows in parts.items():
        total = by_key[above] if above else total_row(table)
        if total is not None:
            yield total, rows


def _side_sums(book: Book, table: Table) -> Iterator[Sum]:
    for total, parts in sums_of_side(table):
        yield Sum(book.of(total), tuple(book.of(row) for row in parts))


def sums_of_side(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """What the labels of one side add up to: sources or classes to the year's total, that and balances to the grand total."""
    labelled = [row for row in table.rows if row.figures and not row.subject.functional_path and not row.subject.economic_path]
    accounts = {row.subject.item: row for row in labelled if row.subject.item and not row.subject.fund}
    if table.side == "income":
        parts = [accounts[item] for item in _SOURCES if item in accounts]
        ends = (Item.TOTAL_INCOME, Item.GRAND_TOTAL_INCOME, Item.USE_OF_NONFISCAL_SURPLUS, Item.OPENING_BALANCE)
    else:
        parts = [row for row in table.rows if row.subject.functional_path and row.figures]
        ends = (Item.TOTAL_EXPENDITURE, Item.GRAND_TOTAL_EXPENDITURE, Item.SURPLUS_DISTRIBUTION, Item.CLOSING_BALANCE)
    year, grand = accounts.get(ends[0]), accounts.get(ends[1])
    if year and parts:
        yield year, parts
    if grand and year:
        yield grand, [year, *(accounts[item] for item in ends[2:] if item in accounts)]


def _list_sums(book: Book, table: Table) -> Iterator[Sum]:
    rows = {row.subject.item: book.of(row) for row in table.rows if row.figures}
    for total, parts in _LIST_PARTS:
        present = tuple(rows[part] for part in parts if part in rows)
        if total in rows and present:
            yield Sum(rows[total], present)


def _pairs(small: Table, large: Table, roles: Sequence[str]) -> tuple[tuple[int, int], ...]:
    a, b = columns_by_role(small), columns_by_role(large)
    return tuple((a[role], b[role]) for role in roles if role in a and role in b)


def _across(book: Book) -> Iterator[AtMost]:
    """What a fund spends on a subject is a part of what the unit spends on it."""
    for whole in book.find(kinds.EXPENDITURE):
        for kind in SUBJECTS:
            for part in book.find(kind):
                pairs = _pairs(part, whole, _SHARED)
                large = {_printed_subject(row): row for row in whole.rows if row.figures}
                for row in part.rows:
                    other = large.get(_printed_subject(row))
                    if row.figures and other is not None and (row.subject.is_total or any(_printed_subject(row))):
                        yield AtMost(book.of(row), book.of(other), pairs)


def _printed_subject(row: Row) -> tuple[str, ...]:
    """The code of a row's functional subject, or its names where the table prints no codes."""
    subject = row.subject
    return (subject.functional_code,) if subject.functional_code else subject.functional_path


def _after(book: Book) -> None:
    """三公 of the final account hold at least what the basic expenditure table prints, the adjusted budget holds the final."""
    floor: dict[str, int] = {}
    for table in book.find(kinds.BASIC):
        for row in table.rows:
            role = _ECONOMIC_THREE_PUBLIC.get(row.subject.economic_code)
            if role and row.figures:
                floor[role] = book.of(row).amounts[0]
    for table in book.find(kinds.THREE_PUBLIC, "columns"):
        final, budget = columns_by_role(table), columns_by_role(table, Phase.ANNUAL_BUDGET)
        for row in table.rows:
            unknown = book.of(row)
            for role, amount in floor.items():
                if role in final and amount > 0:
                    unknown.keep(at_least(final[role], amount, 2 * unknown.tolerance))
            pairs = [(final[role], budget[role]) for role in final if role in budget]
            if len({tuple(v[f] for f, _ in pairs) for v in unknown.vectors}) == 1:
                unknown.keep(_covered(pairs))


def _as_said(book: Book, said: Sequence[Observation]) -> None:
    """三公 as the prose states them, where the table leaves open which of them an amount is."""
    stated = {(row.item, row.phase): row for row in reversed(said) if row.unit is MeasureUnit.YUAN}
    for table in book.find(kinds.THREE_PUBLIC, "columns"):
        columns = [(index, column.item, _alike(column.phase)) for index, column in enumerate(table.columns)]
        amounts = [
            (index, next((stated[item, phase] for phase in phases if (item, phase) in stated), None))
            for index, item, phases in columns
            if item is not None
        ]
        for row in table.rows:
            unknown = book.of(row)
            for index, own in amounts:
                if own is not None:
                    slack = unknown.tolerance + in_cents(own.tolerance)
                    unknown.keep(equals(index, in_cents(own.value), slack))


def _alike(phase: Phase) -> tuple[Phase, ...]:
    """A phase and what prose may call it: its 预算 is of one kind or the other."""
    return (phase, Phase.INITIAL_BUDGET) if phase is Phase.ANNUAL_BUDGET else (phase,)


def _covered(pairs: Sequence[tuple[int, int]]) -> Wanted:
    return lambda vector, _: all(vector[budget] >= vector[final] for final, budget in pairs)
