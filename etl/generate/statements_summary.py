"""The two summary statements: all money (01) and the treasury's (04), income beside expenditure by class."""

from __future__ import annotations

from typing import Final

from etl.generate.accounts import Column
from etl.generate.blocks import Mark, Piece, Pieces, Table
from etl.generate.names import exists
from etl.generate.pen import Pen, What
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item

CLASSES: Final = (
    "201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "217", "219",
    "220", "221", "222", "223", "224", "229", "231", "232", "234",
)  # fmt: skip
SOURCES: Final = (
    (Item.GENERAL_PUBLIC_APPROPRIATION, "一般公共预算财政拨款收入"),
    (Item.GOVERNMENT_FUND_APPROPRIATION, "政府性基金预算财政拨款收入"),
    (Item.STATE_CAPITAL_APPROPRIATION, "国有资本经营预算财政拨款收入"),
    (Item.SUPERIOR_SUBSIDY, "上级补助收入"),
    (Item.INSTITUTIONAL_INCOME, "事业收入"),
    (Item.BUSINESS_INCOME, "经营收入"),
    (Item.AFFILIATE_REMITTANCE, "附属单位上缴收入"),
    (Item.OTHER_INCOME, "其他收入"),
)
_FUNDS: Final = (Fund.FISCAL, Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
_BY_FUND: Final = (
    (Fund.GENERAL_PUBLIC, Item.GENERAL_PUBLIC_APPROPRIATION, "一般公共预算财政拨款"),
    (Fund.GOVERNMENT_FUND, Item.GOVERNMENT_FUND_APPROPRIATION, "政府性基金预算财政拨款"),
    (Fund.STATE_CAPITAL, Item.STATE_CAPITAL_APPROPRIATION, "国有资本经营预算财政拨款"),
)
_FISCAL_HEADER: Final = (
    ("收入", "", "", "支出", "", "", "", "", ""),
    ("项目", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    ("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
)


def classes_of(year: int) -> tuple[str, ...]:
    """The classes that the summary statements list in a year."""
    return tuple(code for code in CLASSES if exists(code, year))


def summary_table(pen: Pen) -> Table:
    """收入支出决算总表."""
    a = pen.accounts
    classes = classes_of(a.year)
    left = [
        (f"{ordinal(i)}、{name}", pen.cell(a.received(item), What(Fund.ALL, item))) for i, (item, name) in enumerate(SOURCES, 1)
    ]
    left += [("", "")] * (len(classes) - len(left))
    right: list[tuple[str, Pieces]] = [
        (
            f"{ordinal(i)}、{pen.subject(code)}",
            (pen.cell(a.sum("spent", code=code), What(Fund.ALL, Item.TOTAL_EXPENDITURE, code)),),
        )
        for i, code in enumerate(classes, 1)
    ]

    def total(cents: int, item: Item) -> Piece:
        return pen.cell(cents, What(Fund.ALL, item))

    left += [
        ("本年收入合计", total(a.sum("income"), Item.TOTAL_INCOME)),
        ("使用非财政拨款结余", total(a.sum("used_surplus"), Item.USE_OF_NONFISCAL_SURPLUS)),
        ("年初结转和结余", total(a.sum("opening"), Item.OPENING_BALANCE)),
        ("总计", total(a.grand_total(), Item.GRAND_TOTAL_INCOME)),
    ]
    right += [
        ("本年支出合计", (total(a.sum("spent"), Item.TOTAL_EXPENDITURE),)),
        ("结余分配", (total(a.sum("distributed"), Item.SURPLUS_DISTRIBUTION),)),
        ("年末结转和结余", (total(a.sum("closing"), Item.CLOSING_BALANCE),)),
        ("总计", (total(a.grand_total(), Item.GRAND_TOTAL_EXPENDITURE),)),
    ]
    amount = pen.style.pick("amount word", ("决算数", "金额"))
    by_function = pen.style.pick("by function", ("项目", "项目（按功能分类）"))
    header = (
        ("收入", "", "", "支出", "", ""),
        ("项目", "行次", amount, by_function, "行次", amount),
        ("栏次", "", "1", "栏次", "", "2"),
    )
    below = pen.style.pick("note/summary", (("注：本表列示本年度全部收入、支出以及结转结余。",), ()))
    return _two_sided(pen, left, right, header, below)


def fiscal_summary_table(pen: Pen) -> Table:
    """财政拨款收入支出决算总表: expenditure in a column for each budget."""
    a = pen.accounts
    classes = classes_of(a.year)

    def cells(column: Column | None, item: Item, code: str = "") -> Pieces:
        """The four columns of one account; without a column, the grand total."""
        return tuple(
            pen.cell(a.sum(column, fund, code) if column else a.grand_total(fund), What(fund, item, code)) for fund in _FUNDS
        )

    left: list[tuple[str, Piece]] = [
        (f"{ordinal(i)}、{name}", pen.cell(a.received(item), What(Fund.FISCAL, item)))
        for i, (_, item, name) in enumerate(_BY_FUND, 1)
    ]
    left += [("", "")] * (len(classes) - len(left))
    right: list[tuple[str, Pieces]] = [
        (f"{ordinal(i)}、{pen.subject(code)}", cells("spent", Item.TOTAL_EXPENDITURE, code))
        for i, code in enumerate(classes, 1)
    ]
    left += [
        ("本年收入合计", pen.cell(a.sum("income", Fund.FISCAL), What(Fund.FISCAL, Item.TOTAL_INCOME))),
        ("年初财政拨款结转和结余", pen.cell(a.sum("opening", Fund.FISCAL), What(Fund.FISCAL, Item.OPENING_BALANCE))),
    ]
    left += [
        (f"{ordinal(i)}、{name}", pen.cell(a.sum("opening", fund), What(fund, Item.OPENING_BALANCE)))
        for i, (fund, _, name) in enumerate(_BY_FUND, 1)
    ]
    left.append(("总计", pen.cell(a.grand_total(Fund.FISCAL), What(Fund.FISCAL, Item.GRAND_TOTAL_INCOME))))
    right += [
        ("本年支出合计", cells("spent", Item.TOTAL_EXPENDITURE)),
        ("年末财政拨款结转和结余", cells("closing", Item.CLOSING_BALANCE)),
    ]
    right += [("", ("",) * 4)] * 3
    right.append(("总计", cells(None, Item.GRAND_TOTAL_EXPENDITURE)))
    amount = pen.style.pick("amount word", ("决算数", "金额"))
    return _two_sided(
        pen, left, right, (_FISCAL_HEADER[0], ("项目", "行次", amount, *_FISCAL_HEADER[1]), _FISCAL_HEADER[2]), ()
    )


def _two_sided(
    pen: Pen,
    left: list[tuple[str, Piece]],
    right: list[tuple[str, Pieces]],
    header: tuple[tuple[str, ...], ...],
    below: tuple[str, ...],
) -> Table:
    """Left and right side row by row, with row numbers running down the left side and on down the right."""
    numbered = pen.style.row_numbers
    rows: list[Pieces] = []
    for i, ((name, amount), (other, amounts)) in enumerate(zip(left, right, strict=True), 1):
        first: Pieces = (name, Mark(str(i)), amount) if numbered else (name, amount)
        second: Pieces = (other, Mark(str(i + len(left) + 1)), *amounts) if numbered else (other, *amounts)
        rows.append((*first, *second))
    if not numbered:
        drop = {1, 4}
        header = tuple(tuple(cell for at, cell in enumerate(row) if at not in drop) for row in header)
    return Table((), header, tuple(rows), below)
