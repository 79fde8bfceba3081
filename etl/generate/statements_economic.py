"""The statements by economic item (basic expenditure, operating cost), of the 三公 and of procurement."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from etl.generate.blocks import Piece, Pieces, Table
from etl.generate.names import economic_name
from etl.generate.pen import Pen, What
from etl.reference import economic_subjects
from etl.vocabulary import Fund, Item, Phase

_GROUPS: Final = (("301", "303"), ("302",), ("307", "310", "399"))
_THREE: Final = (
    (Item.THREE_PUBLIC_TOTAL, "合计"),
    (Item.OVERSEAS_TRAVEL, "因公出国（境）费"),
    (Item.VEHICLE_TOTAL, "小计"),
    (Item.VEHICLE_PURCHASE, "公务用车购置费"),
    (Item.VEHICLE_OPERATION, "公务用车运行维护费"),
    (Item.RECEPTION_TOTAL, "公务接待费"),
)
_COUNTS: Final = (
    ((Item.OVERSEAS_GROUPS, "因公出国（境）团组数（个）"), (Item.OVERSEAS_PERSONS, "因公出国（境）人次数（人）")),
    ((Item.VEHICLES_PURCHASED, "公务用车购置数（辆）"), (Item.VEHICLES_HELD, "公务用车保有量（辆）")),
    ((Item.RECEPTION_DOMESTIC_BATCHES, "国内公务接待批次（个）"), (Item.RECEPTION_DOMESTIC_PERSONS, "国内公务接待人次（人）")),
)


def _listed(classes: tuple[str, ...], year: int) -> list[str]:
    """The codes of some economic classes that were in force in a year, each class before its items."""
    return [s.code for s in economic_subjects() if s.code[:3] in classes and s.valid_in(year)]


def basic_table(pen: Pen) -> Table:
    """一般公共预算财政拨款基本支出决算表: three groups of code, name and amount side by side."""
    a = pen.accounts

    def amount(code: str) -> Piece:
        return pen.cell(a.economic("basic", code), What(Fund.GENERAL_PUBLIC, Item.BASIC_EXPENDITURE, "", code))

    groups = [[(code, economic_name(code, a.year), amount(code)) for code in _listed(classes, a.year)] for classes in _GROUPS]
    rows: list[Pieces] = [
        tuple(piece for cells in row for piece in cells) for row in zip_longest(*groups, fillvalue=("", "", ""))
    ]
    fund = Fund.GENERAL_PUBLIC
    rows.append(
        ("人员经费合计", "", pen.cell(a.personnel, What(fund, Item.PERSONNEL)),
         "公用经费合计", "", "", "", "", pen.cell(a.public, What(fund, Item.PUBLIC)))
    )  # fmt: skip
    if pen.style.pick("basic total", (True, False)):
        rows.append(("合计", "", pen.cell(a.economic("basic"), What(fund, Item.BASIC_EXPENDITURE)), *("",) * 6))
    amount_word = pen.style.pick("amount word", ("决算数", "金额"))
    header = (("人员经费", "", "", "公用经费", "", "", "", "", ""), ("科目编码", "科目名称", amount_word) * 3)
    return Table((), header, tuple(rows))


def three_public_table(pen: Pen) -> Table:
    """财政拨款“三公”经费支出决算表: budget beside final, or a pair of them for each expense; at times with the counts."""
    three, style = pen.accounts.three_public, pen.style
    phase = Phase.ANNUAL_BUDGET if style.budget_word == "全年预算" else Phase.INITIAL_BUDGET
    budget = tuple(pen.cell(three.budget[item], What(Fund.FISCAL, item), phase) for item, _ in _THREE)
    final = tuple(pen.cell(three.final[item], What(Fund.FISCAL, item)) for item, _ in _THREE)
    names = tuple(name for _, name in _THREE)
    word = "年初预算数" if phase is Phase.INITIAL_BUDGET else "预算数"
    header: tuple[tuple[str, ...], ...]
    if style.pick("three public pairs", (False, False, True)):
        amounts: Pieces = tuple(piece for pair in zip(budget, final, strict=True) for piece in pair)
        header = (
            tuple(cell for name in names for cell in (name, "")),
            (word, "决算数") * len(names),
        )
    else:
        amounts = (*budget, *final)
        header = (
            (word, "", "", "", "", "", "决算数", "", "", "", "", ""),
            ("合计", names[1], "公务用车购置及运行维护费", "", "", names[5]) * 2,
            ("", "", *names[2:5], "") * 2,
            tuple(str(i) for i in range(1, 13)),
        )
    rows: list[Pieces] = [amounts]
    if style.pick("three public counts", (False, False, True)):
        rows.append(("项目", "统计数", "项目", "统计数", *("",) * 8))
        for (item, name), (other, other_name) in _COUNTS:
            cells = (name, pen.tally(three.counts[item], item), other_name, pen.tally(three.counts[other], other))
            rows.append((*cells, *("",) * 8))
    below: tuple[str, ...] = ()
    if phase is Phase.ANNUAL_BUDGET:
        below = ("注：预算数为“三公”经费全年预算数，即调整后的预算；决算数含以前年度结转资金安排的支出。",)
    return Table((), header, tuple(rows), below)


def operating_cost_table(pen: Pen) -> Table:
    """机关运行经费支出情况表 by economic item."""
    a = pen.accounts
    what = What(Fund.GENERAL_PUBLIC, Item.OPERATING_COST)
    rows: list[Pieces] = [("合计", "", pen.cell(a.operating_cost or 0, what))]
    for code in _listed(("302", "307", "310", "399"), a.year):
        amount = a.economic("basic", code)
        if amount or len(code) == 3 or code[:3] == "302":
            cell = pen.cell(amount, What(what.fund, what.item, "", code))
            rows.append((code, economic_name(code, a.year), cell))
    return Table((), (("经济分类编码", "经济分类名称", "机关运行经费支出决算数"),), tuple(rows), names=(1,))


def procurement_table(pen: Pen) -> Table:
    """政府采购支出情况表."""
    p = pen.accounts.procurement
    lines = (
        ("（一）政府采购支出合计", p.total, Item.PROCUREMENT_TOTAL),
        ("1.政府采购货物支出", p.goods, Item.PROCUREMENT_GOODS),
        ("2.政府采购工程支出", p.works, Item.PROCUREMENT_WORKS),
        ("3.政府采购服务支出", p.services, Item.PROCUREMENT_SERVICES),
        ("（二）政府采购授予中小企业合同金额", p.sme, Item.PROCUREMENT_SME),
        ("其中：授予小微企业合同金额", p.micro, Item.PROCUREMENT_MICRO),
    )
    rows = tuple((name, str(i), pen.cell(cents, What(Fund.ALL, item))) for i, (name, cents, item) in enumerate(lines, 1))
    return Table((), (("政府采购支出信息", "行次", "金额"),), rows)
