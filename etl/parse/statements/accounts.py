"""The accounts that tie the tables of a report together, as constraints on the rows whose columns are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from etl.parse.statements import kinds
from etl.parse.statements.book import Book, in_cents
from etl.parse.statements.names import class_codes
from etl.parse.statements.rows import Row, Table
from etl.parse.statements.solve import AtMost, Constraint, Sum, Unknown, Wanted, solve
from etl.report import Observation
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

_SHARED: Final = ("expenditure", "basic", "project")
_FUND_ROLE: Final = {
    Fund.FISCAL: "fiscal",
    Fund.GENERAL_PUBLIC: "general_public",
    Fund.GOVERNMENT_FUND: "government_fund",
    Fund.STATE_CAPITAL: "state_capital",
}
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
_APPROPRIATIONS: Final = (
    Item.GENERAL_PUBLIC_APPROPRIATION,
    Item.GOVERNMENT_FUND_APPROPRIATION,
    Item.STATE_CAPITAL_APPROPRIATION,
)
_SOURCES: Final = (
    *_APPROPRIATIONS,
    Item.SUPERIOR_SUBSIDY,
    Item.INSTITUTIONAL_INCOME,
    Item.BUSINESS_INCOME,
    Item.AFFILIATE_REMITTANCE,
    Item.OTHER_INCOME,
)
_BUDGETS: Final = (Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
_SUBJECTS: Final = (kinds.GENERAL_PUBLIC, kinds.GOVERNMENT_FUND, kinds.STATE_CAPITAL)


def assign(tables: Sequence[Table], units: Mapping[int, str], said: Sequence[Observation] = ()) -> None:
    """Work out the columns of all figures whose slots are None, as far as the accounts settle them.

    `said` is what the prose states; it decides where the accounts leave a choice.
    """
    if all(slot is not None for table in tables for row in table.rows for slot in row.slots):
        return
    book = Book(tables, units)
    _known_totals(book)
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
        key = _levels(row)
        if key and row.figures:
            by_key.setdefault(key, row)
    parts: dict[tuple[str, ...], list[Row]] = {}
    for key, row in by_key.items():
        above = next((key[:length] for length in range(len(key) - 1, 0, -1) if key[:length] in by_key), ())
        parts.setdefault(above, []).append(row)
    for above, rows in parts.items():
        total = by_key[above] if above else _total_row(table)
        if total is not None:
            yield total, rows


def _levels(row: Row) -> tuple[str, ...]:
    """类, 款 and 项 of a row's subject, by code or by name; empty for the total row."""
    code = row.subject.functional_code or row.subject.economic_code
    if code:
        return tuple(code[:length] for length in (3, 5, 7) if length <= len(code))
    return row.subject.functional_path


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


def _roles(table: Table, phase: Phase = Phase.FINAL) -> dict[str, int]:
    return {column.role: index for index, column in enumerate(table.columns) if column.phase == phase}


def _pairs(small: Table, large: Table, roles: Sequence[str]) -> tuple[tuple[int, int], ...]:
    a, b = _roles(small), _roles(large)
    return tuple((a[role], b[role]) for role in roles if role in a and role in b)


def _across(book: Book) -> Iterator[AtMost]:
    """What a fund spends on a subject is a part of what the unit spends on it."""
    for whole in book.find(kinds.EXPENDITURE):
        for kind in _SUBJECTS:
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


def _figures(table: Table, book: Book) -> dict[Item | None, int]:
    return {row.subject.item: book.of(row).amounts[0] for row in table.rows if row.figures and row.subject.item}


def _known_totals(book: Book) -> None:
    """Totals that another table prints under a label, where nothing is to be solved."""
    _income_total(book)
    _basic_total(book)
    _fund_totals(book)
    _fund_sources(book)
    _class_totals(book)


def _total_row(table: Table) -> Row | None:
    return next((row for row in table.rows if row.subject.is_total and row.figures), None)


def _income_total(book: Book) -> None:
    """The total row of the income table against the labels of the summary table."""
    stated: dict[Item | None, int] = {}
    for table in book.find(kinds.SUMMARY, "income"):
        if len(table.columns) == 1:
            stated = _figures(table, book)
    if not stated:
        return
    appropriation = [stated[i] for i in _APPROPRIATIONS if i in stated]
    if appropriation and Item.FISCAL_APPROPRIATION not in stated:
        stated[Item.FISCAL_APPROPRIATION] = sum(appropriation)
    for table in book.find(kinds.INCOME):
        row = _total_row(table)
        if row is None:
            continue
        wanted = [(i, column.item) for i, column in enumerate(table.columns) if column.item and column.role != "education_fee"]
        unknown = book.of(row)
        if not _keep_equal(unknown, {i: stated.get(item, 0) for i, item in wanted}):
            # what the summary says of the appropriation may be cut; the other sources stand for themselves
            _keep_equal(unknown, {i: stated.get(item, 0) for i, item in wanted if item is not Item.FISCAL_APPROPRIATION})


def _keep_equal(unknown: Unknown, wanted: Mapping[int, int], slack: int = 0) -> bool:
    """Keep the choices with these amounts by column; False where none has them, which keeps all."""
    slack = slack or 2 * unknown.tolerance
    unknown.keep(lambda vector, _: all(abs(vector[i] - value) <= slack for i, value in wanted.items()))
    first = next(iter(unknown.vectors), None)
    return first is not None and all(abs(first[i] - value) <= slack for i, value in wanted.items())


def _basic_total(book: Book) -> None:
    """基本支出 of the general public budget as its own table totals it."""
    total = next((row for table in book.find(kinds.BASIC) for row in table.rows if row.subject.is_total and row.figures), None)
    if total is None:
        return
    fund = next(table.fund for table in book.find(kinds.BASIC))
    amount = book.of(total).amounts[0]
    for kind, compare in ((kinds.GENERAL_PUBLIC, _equals), (kinds.EXPENDITURE, _at_least)):
        for table in book.find(kind):
            row, roles = _total_row(table), _roles(table)
            if row is not None and "basic" in roles and (table.fund == fund or kind == kinds.EXPENDITURE):
                unknown = book.of(row)
                unknown.keep(compare(roles["basic"], amount, 2 * unknown.tolerance + 2 * book.of(total).tolerance))


def _equals(column: int, amount: int, slack: int) -> Wanted:
    return lambda vector, _: abs(vector[column] - amount) <= slack


def _at_least(column: int, amount: int, slack: int) -> Wanted:
    return lambda vector, _: vector[column] >= amount - slack


def _fund_totals(book: Book) -> None:
    """Income plus opening balance of each budget is what the expenditure side totals for it."""
    for left in book.find(kinds.FISCAL_SUMMARY, "income"):
        if len(left.columns) != 1:
            continue
        by_fund = dict.fromkeys(_BUDGETS, 0)
        stated = _figures(left, book)
        for fund, item in zip(by_fund, _APPROPRIATIONS, strict=True):
            by_fund[fund] += stated.get(item, 0)
        for row in left.rows:
            if row.subject.item == Item.OPENING_BALANCE and row.subject.fund in by_fund and row.figures:
                by_fund[row.subject.fund] += book.of(row).amounts[0]
        total = stated.get(Item.GRAND_TOTAL_INCOME)
        tolerance = max((book.of(row).tolerance for row in left.rows), default=0)
        if total is None or abs(total - sum(by_fund.values())) > 6 * tolerance:
            continue
        for right in book.find(kinds.FISCAL_SUMMARY, "expenditure"):
            roles = _roles(right)
            for row in right.rows:
                if row.subject.item == Item.GRAND_TOTAL_EXPENDITURE and row.figures:
                    wanted = {roles[_FUND_ROLE[f]]: v for f, v in by_fund.items() if _FUND_ROLE[f] in roles}
                    _keep_equal(book.of(row), wanted, 4 * tolerance)


def _fund_sources(book: Book) -> None:
    """Income and opening balance of one budget's own table as the summary of the budgets has them."""
    stated: dict[tuple[Fund, str], int] = {}
    for left in book.find(kinds.FISCAL_SUMMARY, "income"):
        if len(left.columns) != 1:
            continue
        figures = _figures(left, book)
        stated |= {
            (fund, "income.flow"): figures[item]
            for fund, item in zip(_BUDGETS, _APPROPRIATIONS, strict=True)
            if item in figures
        }
        for row in left.rows:
            if row.subject.item == Item.OPENING_BALANCE and row.subject.fund in _BUDGETS and row.figures:
                stated[row.subject.fund, "opening"] = book.of(row).amounts[0]
    for kind in _SUBJECTS:
        for table in book.find(kind):
            total, roles = _total_row(table), _roles(table)
            wanted = {roles[role]: value for (fund, role), value in stated.items() if fund == table.fund and role in roles}
            if total is not None and wanted:
                _keep_equal(book.of(total), wanted)


def _class_totals(book: Book) -> None:
    """A class in the summary of the budgets spends from each budget what that budget's own table says."""
    known = {kind: _spent_by_class(book, kind) for kind in _SUBJECTS}
    for right in book.find(kinds.FISCAL_SUMMARY, "expenditure"):
        roles = _roles(right)
        for row in right.rows:
            if not row.subject.functional_path or not row.figures:
                continue
            code = class_codes().get(row.subject.functional_path[0], "")
            for kind, spent in known.items():
                if code and kind in roles and spent is not None:
                    unknown = book.of(row)
                    _keep_equal(unknown, {roles[kind]: spent.get(code, 0)}, 40 * unknown.tolerance)


def _spent_by_class(book: Book, kind: str) -> dict[str, int] | None:
    """Expenditure by class of one budget's table, from the rows of its lowest level; None where its column is not certain."""
    out: dict[str, int] = {}
    tables = list(book.find(kind))
    for table in tables:
        column = _roles(table).get("expenditure")
        keys = {key: row for row in table.rows if (key := _levels(row)) and row.figures}
        for key, row in keys.items():
            if any(len(other) > len(key) and other[: len(key)] == key for other in keys):
                continue
            values = {vector[column] for vector in book.of(row).vectors} if column is not None else set()
            code = class_codes().get(key[0], key[0])
            if len(values) != 1 or not code.isdigit():
                return None
            out[code] = out.get(code, 0) + values.pop()
    return out if tables else None


def _after(book: Book) -> None:
    """三公 of the final account hold at least what the basic expenditure table prints, the adjusted budget holds the final."""
    floor: dict[str, int] = {}
    for table in book.find(kinds.BASIC):
        for row in table.rows:
            role = _ECONOMIC_THREE_PUBLIC.get(row.subject.economic_code)
            if role and row.figures:
                floor[role] = book.of(row).amounts[0]
    for table in book.find(kinds.THREE_PUBLIC, "columns"):
        final, budget = _roles(table), _roles(table, Phase.ANNUAL_BUDGET)
        for row in table.rows:
            unknown = book.of(row)
            for role, amount in floor.items():
                if role in final and amount > 0:
                    unknown.keep(_at_least(final[role], amount, 2 * unknown.tolerance))
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
                    unknown.keep(_equals(index, in_cents(own.value), slack))


def _alike(phase: Phase) -> tuple[Phase, ...]:
    """A phase and what prose may call it: its 预算 is of one kind or the other."""
    return (phase, Phase.INITIAL_BUDGET) if phase is Phase.ANNUAL_BUDGET else (phase,)


def _covered(pairs: Sequence[tuple[int, int]]) -> Wanted:
    return lambda vector, _: all(vector[budget] >= vector[final] for final, budget in pairs)
