"""The statements (公开表): which there are in this report, in which order, under which numbers and titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from etl.generate.blocks import Block, PageEnd, Table
from etl.generate.pen import Pen
from etl.generate.statements_by_subject import appropriation_table, expenditure_table, fund_table, income_table
from etl.generate.statements_economic import basic_table, operating_cost_table, procurement_table, three_public_table
from etl.generate.statements_summary import fiscal_summary_table, summary_table
from etl.vocabulary import Fund

_TITLES: Final = {
    "summary": ("收入支出决算总表",),
    "income": ("收入决算表",),
    "expenditure": ("支出决算表",),
    "fiscal": ("财政拨款收入支出决算总表",),
    "appropriation": ("一般公共预算财政拨款支出决算表",),
    "basic": ("一般公共预算财政拨款基本支出决算表", "一般公共预算财政拨款基本支出决算明细表"),
    "three public": ("财政拨款“三公”经费支出决算表",),
    "fund": ("政府性基金预算财政拨款收入支出决算表",),
    "capital": ("国有资本经营预算财政拨款支出决算表",),
    "operating": ("机关运行经费支出情况表",),
    "procurement": ("政府采购支出情况表",),
}
_FIRST: Final = ("summary", "income", "expenditure", "fiscal", "appropriation", "basic")
_ORDERS: Final = (
    (*_FIRST, "three public", "fund", "capital"),
    (*_FIRST, "fund", "capital", "three public"),
    (*_FIRST, "fund", "capital", "three public", "operating", "procurement"),
)
_BUILDERS: Final[dict[str, Callable[[Pen], Table]]] = {
    "summary": summary_table,
    "income": income_table,
    "expenditure": expenditure_table,
    "fiscal": fiscal_summary_table,
    "appropriation": appropriation_table,
    "basic": basic_table,
    "three public": three_public_table,
    "fund": lambda pen: fund_table(pen, Fund.GOVERNMENT_FUND),
    "capital": lambda pen: fund_table(pen, Fund.STATE_CAPITAL),
    "operating": operating_cost_table,
    "procurement": procurement_table,
}


def kinds(pen: Pen) -> tuple[str, ...]:
    """The statements of this report in printed order; an institution shows no table of operating cost."""
    order = pen.style.pick("statements", _ORDERS)
    return tuple(kind for kind in order if kind != "operating" or pen.accounts.operating_cost is not None)


def title(pen: Pen, kind: str) -> str:
    """The title of a statement in this report."""
    return pen.style.pick(f"title/{kind}", _TITLES[kind])


def statements(pen: Pen) -> list[Block]:
    """All statements, each with its title, number, unit line and note."""
    blocks: list[Block] = []
    for number, kind in enumerate(kinds(pen), 1):
        table = _BUILDERS[kind](pen)
        blocks.append(Table(_above(pen, kind, number), table.header, table.rows, table.below, table.names))
        if pen.style.pick(f"page after/{kind}", (True, False)):
            blocks.append(PageEnd())
    return blocks


def _above(pen: Pen, kind: str, number: int) -> tuple[str, ...]:
    label = pen.style.pick("number label", ("公开 {:02d} 表", "公开{:02d}表", "表{}", "")).format(number)
    unit = pen.style.unit
    line = pen.style.pick(
        "unit line",
        (f"单位：{unit}", f"金额单位：{unit}", f"公开部门：{pen.accounts.unit.name} 金额单位：{unit}", f"（单位：{unit}）"),
    )
    return tuple(text for text in (title(pen, kind), label, line) if text)
