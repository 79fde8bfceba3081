"""The statements by functional subject: income (02), expenditure (03), general public budget (05), the other two budgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from etl.generate.accounts import Column
from etl.generate.blocks import Piece, Pieces, Table
from etl.generate.dice import dice
from etl.generate.pen import Pen, What
from etl.vocabulary import Fund, Item

_INCOME: Final = (
    (Item.FISCAL_APPROPRIATION, "财政拨款收入"),
    (Item.SUPERIOR_SUBSIDY, "上级补助收入"),
    (Item.INSTITUTIONAL_INCOME, "事业收入"),
    (Item.BUSINESS_INCOME, "经营收入"),
    (Item.AFFILIATE_REMITTANCE, "附属单位上缴收入"),
    (Item.OTHER_INCOME, "其他收入"),
)
_EXPENDITURE: Final[tuple[tuple[Item, str, Column | None], ...]] = (
    (Item.TOTAL_EXPENDITURE, "本年支出合计", "spent"),
    (Item.BASIC_EXPENDITURE, "基本支出", "basic"),
    (Item.PROJECT_EXPENDITURE, "项目支出", "project"),
    (Item.REMITTANCE_TO_SUPERIOR, "上缴上级支出", None),
    (Item.BUSINESS_EXPENDITURE, "经营支出", "business"),
    (Item.AFFILIATE_SUBSIDY, "对附属单位补助支出", None),
)
_FUND: Final[tuple[tuple[Item, str, Column], ...]] = (
    (Item.OPENING_BALANCE, "年初结转和结余", "opening"),
    (Item.TOTAL_INCOME, "本年收入", "income"),
    (Item.TOTAL_EXPENDITURE, "小计", "spent"),
    (Item.BASIC_EXPENDITURE, "基本支出", "basic"),
    (Item.PROJECT_EXPENDITURE, "项目支出", "project"),
    (Item.CLOSING_BALANCE, "年末结转和结余", "closing"),
)


def income_table(pen: Pen) -> Table:
    """收入决算表."""
    a = pen.accounts

    def cells(code: str) -> Pieces:
        total = pen.cell(a.sum("income", code=code), What(Fund.ALL, Item.TOTAL_INCOME, code))
        return (total, *(pen.cell(a.received(item, code), What(Fund.ALL, item, code)) for item, _ in _INCOME))

    titles = ("本年收入合计", *(name for _, name in _INCOME))
    return _by_subject(pen, a.codes(["income"]), titles, cells)


def expenditure_table(pen: Pen) -> Table:
    """支出决算表."""
    a = pen.accounts

    def cells(code: str) -> Pieces:
        return tuple(
            pen.cell(a.sum(column, code=code) if column else 0, What(Fund.ALL, item, code)) for item, _, column in _EXPENDITURE
        )

    return _by_subject(pen, a.codes(["spent"]), tuple(name for _, name, _ in _EXPENDITURE), cells)


def appropriation_table(pen: Pen) -> Table:
    """一般公共预算财政拨款支出决算表."""
    a, fund = pen.accounts, Fund.GENERAL_PUBLIC

    def cells(code: str) -> Pieces:
        columns: tuple[tuple[Item, Column], ...] = (
            (Item.TOTAL_EXPENDITURE, "spent"), (Item.BASIC_EXPENDITURE, "basic"), (Item.PROJECT_EXPENDITURE, "project"),
        )  # fmt: skip
        return tuple(pen.cell(a.sum(column, fund, code), What(fund, item, code)) for item, column in columns)

    return _by_subject(pen, a.codes(["spent"], fund), ("本年支出合计", "基本支出", "项目支出"), cells)


def fund_table(pen: Pen, fund: Fund) -> Table:
    """The statement of 政府性基金 or 国有资本经营; with nothing to report, an empty 合计 row and a note that says so."""
    a = pen.accounts
    columns = _FUND if fund is Fund.GOVERNMENT_FUND or pen.style.pick("capital columns", (True, False)) else _FUND[2:5]
    codes = a.codes(["opening", "income", "spent", "closing"], fund)

    def cells(code: str) -> Pieces:
        if not codes:
            return ("",) * len(columns)
        return tuple(pen.cell(a.sum(c, fund, code), What(fund, item, code)) for item, _, c in columns)

    table = _by_subject(pen, codes, tuple(name for _, name, _ in columns), cells)
    if codes:
        return table
    name = "政府性基金预算" if fund is Fund.GOVERNMENT_FUND else "国有资本经营预算"
    word = pen.accounts.unit.word
    notes = (
        f"说明：本{word}没有{name}财政拨款收支，本表无数据。",
        f"注：本{word}本年度未发生{name}财政拨款业务，此表为空。",
        "",
    )
    note = pen.style.pick(f"empty/{fund}", notes)
    return Table(table.above, table.header, table.rows, (note,) if note else (), table.names)


def _by_subject(pen: Pen, codes: list[str], titles: tuple[str, ...], cells: Callable[[str], Pieces]) -> Table:
    """合计, then a row for each subject; 类 and 款 rows where the style has them."""
    style = pen.style
    shown = list(codes)
    if style.shuffled:
        dice("rows", style.seed, *titles).shuffle(shown)
    if style.hierarchy:
        shown = sorted({part for code in codes for part in (code[:3], code[:5], code)})
    labels: tuple[str, ...] = ("科目编码", "科目名称") if style.table_codes else ("科目名称",)
    rows: list[Pieces] = [("合计", *("",) * (len(labels) - 1), *cells(""))]
    for code in shown:
        label: tuple[Piece, ...] = (code, pen.subject(code)) if style.table_codes else (pen.subject(code),)
        rows.append((*label, *cells(code)))
    blanks = ("",) * (len(labels) - 1)
    header = (
        ("项目", *blanks, *titles),
        (*labels, *("",) * len(titles)),
        ("栏次", *blanks, *(str(i) for i in range(1, len(titles) + 1))),
    )
    return Table((), header, tuple(rows), (), names=(len(labels) - 1,))
