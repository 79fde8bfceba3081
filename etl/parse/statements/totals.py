"""Totals that one table prints and another must repeat: they settle the columns of total rows before anything is solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from etl.parse.statements import kinds
from etl.parse.statements.book import Book, columns_by_role, levels, total_row
from etl.parse.statements.columns import ECONOMIC
from etl.parse.statements.names import class_codes
from etl.parse.statements.rows import Row, Table
from etl.parse.statements.solve import Unknown, at_least, equals
from etl.vocabulary import Fund, Item

APPROPRIATIONS: Final = (
    Item.GENERAL_PUBLIC_APPROPRIATION,
    Item.GOVERNMENT_FUND_APPROPRIATION,
    Item.STATE_CAPITAL_APPROPRIATION,
)
SUBJECTS: Final = (kinds.GENERAL_PUBLIC, kinds.GOVERNMENT_FUND, kinds.STATE_CAPITAL)
_BUDGETS: Final = (Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


def _figures(table: Table, book: Book) -> dict[Item | None, int]:
    return {row.subject.item: book.of(row).amounts[0] for row in table.rows if row.figures and row.subject.item}


def keep_known_totals(book: Book) -> None:
    """Totals that another table prints under a label, where nothing is to be solved."""
    _income_total(book)
    _basic_total(book)
    _fund_totals(book)
    _fund_sources(book)
    _class_totals(book)
    _budget_totals(book)


def _income_total(book: Book) -> None:
    """The total row of the income table against the labels of the summary table."""
    stated: dict[Item | None, int] = {}
    for table in book.find(kinds.SUMMARY, "income"):
        if len(table.columns) == 1:
            stated = _figures(table, book)
    if not stated:
        return
    appropriation = [stated[i] for i in APPROPRIATIONS if i in stated]
    if appropriation and Item.FISCAL_APPROPRIATION not in stated:
        stated[Item.FISCAL_APPROPRIATION] = sum(appropriation)
    for table in book.find(kinds.INCOME):
        row = total_row(table)
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
    for kind, compare in ((kinds.GENERAL_PUBLIC, equals), (kinds.EXPENDITURE, at_least)):
        for table in book.find(kind):
            row, roles = total_row(table), columns_by_role(table)
            if row is not None and "basic" in roles and (table.fund == fund or kind == kinds.EXPENDITURE):
                unknown = book.of(row)
                unknown.keep(compare(roles["basic"], amount, 2 * unknown.tolerance + 2 * book.of(total).tolerance))


def _fund_totals(book: Book) -> None:
    """Income plus opening balance of each budget is what the expenditure side totals for it."""
    for left in book.find(kinds.FISCAL_SUMMARY, "income"):
        if len(left.columns) != 1:
            continue
        by_fund = dict.fromkeys(_BUDGETS, 0)
        stated = _figures(left, book)
        for fund, item in zip(by_fund, APPROPRIATIONS, strict=True):
            by_fund[fund] += stated.get(item, 0)
        for row in left.rows:
            if row.subject.item == Item.OPENING_BALANCE and row.subject.fund in by_fund and row.figures:
                by_fund[row.subject.fund] += book.of(row).amounts[0]
        total = stated.get(Item.GRAND_TOTAL_INCOME)
        tolerance = max((book.of(row).tolerance for row in left.rows), default=0)
        if total is None or abs(total - sum(by_fund.values())) > 6 * tolerance:
            continue
        for right in book.find(kinds.FISCAL_SUMMARY, "expenditure"):
            roles = columns_by_role(right)
            for row in right.rows:
                if row.subject.item == Item.GRAND_TOTAL_EXPENDITURE and row.figures:
                    wanted = {roles[fund.value]: amount for fund, amount in by_fund.items() if fund.value in roles}
                    _keep_equal(book.of(row), wanted, 4 * tolerance)


def _fund_sources(book: Book) -> None:
    """Income and opening balance of one budget's own table as the summary of the budgets has them."""
    stated: dict[tuple[Fund, str], int] = {}
    for left in book.find(kinds.FISCAL_SUMMARY, "income"):
        if len(left.columns) != 1:
            continue
        figures = _figures(left, book)
        stated |= {
            (fund, "income.flow"): figures[item] for fund, item in zip(_BUDGETS, APPROPRIATIONS, strict=True) if item in figures
        }
        for row in left.rows:
            if row.subject.item == Item.OPENING_BALANCE and row.subject.fund in _BUDGETS and row.figures:
                stated[row.subject.fund, "opening"] = book.of(row).amounts[0]
    for kind in SUBJECTS:
        for table in book.find(kind):
            total, roles = total_row(table), columns_by_role(table)
            wanted = {roles[role]: value for (fund, role), value in stated.items() if fund == table.fund and role in roles}
            if total is not None and wanted:
                _keep_equal(book.of(total), wanted)


def _class_totals(book: Book) -> None:
    """A class in the summary of the budgets spends from each budget what that budget's own table says."""
    known = {kind: _spent_by_class(book, kind) for kind in SUBJECTS}
    for right in book.find(kinds.FISCAL_SUMMARY, "expenditure"):
        roles = columns_by_role(right)
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
    tables = [table for table in book.find(kind) if not _is_economic(table)]
    for table in tables:
        column = columns_by_role(table).get("expenditure")
        keys = {key: row for row in table.rows if (key := levels(row)) and row.figures}
        for key, row in keys.items():
            if any(len(other) > len(key) and other[: len(key)] == key for other in keys):
                continue
            values = {vector[column] for vector in book.of(row).vectors} if column is not None else set()
            code = class_codes().get(key[0], key[0])
            if len(values) != 1 or not code.isdigit():
                return None
            out[code] = out.get(code, 0) + values.pop()
    return out if tables else None


def _is_economic(table: Table) -> bool:
    """True for a table that breaks the expenditure of another one down by economic subject, down or across."""
    return any(c.role == ECONOMIC for c in table.columns) or any(row.subject.economic_code for row in table.rows)


def _budget_totals(book: Book) -> None:
    """A table with a column a budget totals for each what that budget's own table does; nothing where that is empty."""
    known: dict[str, int] = {}
    for kind in SUBJECTS:
        tables = [table for table in book.find(kind) if not _is_economic(table)]
        totals = {book.of(row).vectors[0][column] for table in tables for row, column in _certain_total(book, table)}
        empty = tables and not any(row.figures for table in tables for row in table.rows)
        if len(totals) == 1 or empty:
            known[kind] = totals.pop() if totals else 0
    for table in book.find(kinds.FISCAL_EXPENDITURE):
        roles, total = columns_by_role(table), total_row(table)
        wanted = {roles[kind]: amount for kind, amount in known.items() if kind in roles}
        if total is not None and wanted:
            _keep_equal(book.of(total), wanted)


def _certain_total(book: Book, table: Table) -> Iterator[tuple[Row, int]]:
    """The total row of a table with its column of expenditure, where one amount only can stand there."""
    row, column = total_row(table), columns_by_role(table).get("expenditure")
    if row is not None and column is not None and len({vector[column] for vector in book.of(row).vectors}) == 1:
        yield row, column
