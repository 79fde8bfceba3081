"""Rows whose columns are known become observations; every figure used is claimed as read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.parse.ledger import Ledger
from etl.parse.numbers import read_amount, read_decimal
from etl.parse.statements import labels
from etl.parse.statements.columns import PCT_PHASES, Column
from etl.parse.statements.rows import Figure, Row, Table
from etl.report import Note, Observation
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Method, Phase

_PARTS_OF_BASIC: Final = frozenset({"personnel", "public"})


def observe(table: Table, unit: str, ledger: Ledger) -> Iterator[Observation]:
    """The observations of a table in `unit`, row by row.

    Figures without a known column or account yield none, nor does a percentage in a column of amounts.
    """
    for row in table.rows:
        for index, (figure, slot) in enumerate(zip(row.figures, row.slots, strict=True)):
            column = table.columns[slot] if slot is not None and slot < len(table.columns) else None
            if column is None:
                continue
            item = Item.BASIC_EXPENDITURE if _is_whole(table, row, index) else _item(table, row, column)
            if item is None or (figure.token.text.endswith("%") and column.phase not in PCT_PHASES):
                continue
            token = figure.token
            ledger.claim(token.line.page, token.line.number, token.start, token.end)
            solved = row.solved and index > 0
            yield _observation(table, row, column, item, figure, unit, Method.SOLVED if solved else Method.READ)


def _item(table: Table, row: Row, column: Column) -> Item | None:
    """The account of a cell: the row's own label first, then the column, then the table."""
    if row.subject.item is not None:
        return row.subject.item
    if table.side == "labels":
        return None
    return column.item or table.item


def _is_whole(table: Table, row: Row, index: int) -> bool:
    """True for the amount of an economic subject that stands under 人员经费 or 公用经费 and again under 合计: all it has."""
    slots = [None if slot is None or slot >= len(table.columns) else table.columns[slot] for slot in row.slots]
    column = slots[index]
    if column is None or column.role not in _PARTS_OF_BASIC or not row.subject.economic_code:
        return False
    wholes = (figure for figure, other in zip(row.figures, slots, strict=True) if other and other.role == "basic")
    return any(figure.value == row.figures[index].value for figure in wholes if figure is not row.figures[index])


def _observation(table: Table, row: Row, column: Column, item: Item, figure: Figure, unit: str, method: Method) -> Observation:
    subject, token = row.subject, figure.token
    measure = _measure(item, column.phase)
    amount = read_amount(token.text, unit) if measure is MeasureUnit.YUAN else read_decimal(token.text)
    fund = subject.fund or column.fund or table.fund
    return Observation(
        fund=Fund.NONE if measure in (MeasureUnit.COUNT, MeasureUnit.SQM) else fund,
        item=item,
        phase=column.phase,
        value=_plain(amount.value),
        unit=measure,
        channel=Channel.TABLE,
        raw=token.raw,
        tolerance=amount.tolerance,
        functional_code=subject.functional_code,
        functional_name=subject.functional_name,
        functional_path=subject.functional_path,
        economic_code=subject.economic_code or column.economic_code,
        economic_name=subject.economic_name or column.economic_name,
        economic_path=subject.economic_path,
        page=token.line.page,
        line=token.line.number_at(token.start),
        printed_unit=unit if measure is MeasureUnit.YUAN else "",
        method=method,
        section=table.region.kind,
    )


def _measure(item: Item, phase: Phase) -> MeasureUnit:
    if phase in PCT_PHASES:
        return MeasureUnit.PCT
    if item in labels.COUNTS:
        return MeasureUnit.COUNT
    return MeasureUnit.SQM if item is Item.BUILDING_AREA else MeasureUnit.YUAN


def _plain(value: Decimal) -> Decimal:
    """The value without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def ambiguous(table: Table) -> Iterator[Note]:
    """A note for each row that has figures whose column stays open."""
    for row in table.rows:
        left = [figure.token.raw for figure, slot in zip(row.figures, row.slots, strict=True) if slot is None]
        if left and (row.withheld or not row.fixed):
            name = row.subject.functional_name or row.subject.economic_name or row.subject.label or "合计"
            line = row.figures[0].token.line
            where = f"{table.region.title}：{name} 的 {'、'.join(left)}"
            if row.withheld:
                text = f"{where} 所在页面不是按行写出，加总不能证实，未取"
                yield Note(code="unconfirmed_row", text=text, page=line.page, line=line.number)
            elif row.contradicts:
                text = f"{where} 无论放入哪些列，加总都不等于本行合计，各列均未取"
                yield Note(code="unsolvable_columns", text=text, page=line.page, line=line.number)
            else:
                text = f"{where} 可放入不止一列，各列均未取"
                yield Note(code="ambiguous_columns", text=text, page=line.page, line=line.number)
