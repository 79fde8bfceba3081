"""八、九: 政府性基金 and 国有资本经营: what there is, or in words or zeros that there is nothing."""

from __future__ import annotations

from typing import Final

from etl.generate.accounts import Column
from etl.generate.blocks import Paragraph, Pieces, fill, join
from etl.generate.narrative_subjects import path, planned_and_spent, printed_name
from etl.generate.pen import Pen, What
from etl.generate.sentences import compared, owned, paragraph, who
from etl.vocabulary import Fund, Item

_COLUMNS: Final[tuple[tuple[str, Column, Item], ...]] = (
    ("年初结转和结余", "opening", Item.OPENING_BALANCE),
    ("本年收入", "income", Item.TOTAL_INCOME),
    ("本年支出", "spent", Item.TOTAL_EXPENDITURE),
    ("年末结转和结余", "closing", Item.CLOSING_BALANCE),
)


def other_budget(pen: Pen, fund: Fund) -> list[Paragraph]:
    """The section of one of the two budgets."""
    a, style = pen.accounts, pen.style
    name = "政府性基金预算财政拨款" if fund is Fund.GOVERNMENT_FUND else "国有资本经营预算财政拨款"
    if not any(a.sum(column, fund) for _, column, _ in _COLUMNS):
        return [_nothing(pen, fund, name)]
    shown = _COLUMNS if style.pick(f"columns/{fund}", (True, False)) else _COLUMNS[1:]
    amounts = [
        fill("{title}{x}", title=title, x=pen.money(a.sum(column, fund), What(fund, item))) for title, column, item in shown
    ]
    where, noun = f"fund/{fund}", f"{name}支出"
    now, then = a.sum("spent", fund), a.before.sum("spent", fund)
    change = compared(pen, now, then, What(fund, Item.TOTAL_EXPENDITURE), "task", noun=noun, where=where)
    template = "{who}{year}年度{name}{amounts}。{change}。具体情况如下："
    slots = {"amounts": join(amounts, "，"), "change": owned(change, noun)}
    paragraphs = [paragraph(template, who=who(pen, where), year=pen.year(), name=name, **slots)]
    planned = style.pick(f"manner/{fund}", (True, False))
    for number, code in enumerate(a.codes(["spent", "budget"], fund), 1):
        text = _planned(pen, fund, code) if planned else _compared(pen, fund, code)
        label = f"{code}" if style.codes_in_prose else ""
        paragraphs.append(Paragraph((f"{number}.{label}{path(pen, code, from_class=True)}。", *text)))
    return paragraphs


def _planned(pen: Pen, fund: Fund, code: str) -> Pieces:
    a, what = pen.accounts, What(fund, Item.TOTAL_EXPENDITURE, code)
    return planned_and_spent(
        pen, what, a.sum("spent", fund, code), a.sum("budget", fund, code), printed_name(pen, code), "task"
    )


def _compared(pen: Pen, fund: Fund, code: str) -> Pieces:
    a, what = pen.accounts, What(fund, Item.TOTAL_EXPENDITURE, code)
    now, then, name = a.sum("spent", fund, code), a.before.sum("spent", fund, code), printed_name(pen, code)
    change = compared(pen, now, then, what, "task", name=name, where=f"fund/{fund}")
    return fill("支出决算数为{x}，{change}。", x=pen.money(now, what, name=name), change=change)


def _nothing(pen: Pen, fund: Fund, name: str) -> Paragraph:
    """Nothing to report, in one of four ways; two of them print zeros."""
    zero = pen.money(0, What(fund, Item.TOTAL_EXPENDITURE))
    word, year = pen.accounts.unit.word, pen.year()
    income, closing = pen.money(0, What(fund, Item.TOTAL_INCOME)), pen.money(0, What(fund, Item.CLOSING_BALANCE))
    zeros = {"income": income, "zero": zero, "closing": closing}
    texts = (
        paragraph("{who}{year}年度无{name}收入和支出。", who=who(pen, f"none/{fund}"), year=year, name=name),
        paragraph("{year}年度，本{word}没有发生{name}收支业务。", year=year, word=word, name=name),
        paragraph("{year}年度{name}支出决算{zero}，本{word}不存在此类收支。", year=year, name=name, zero=zero, word=word),
        paragraph("{year}年度{name}本年收入{income}，本年支出{zero}，年末结转和结余{closing}。", year=year, name=name, **zeros),
    )
    return pen.style.pick(f"nothing/{fund}", texts)
