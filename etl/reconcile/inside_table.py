"""Checks inside one table: parts of a row, balances, 人员 and 公用, the three public expenses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from etl.reconcile import identities
from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Context, Facts, Figure, Key
from etl.reconcile.findings import Finding, Term, adds_up, same
from etl.reconcile.sums import over_contexts, over_rows
from etl.vocabulary import Channel, Fund, Item, Phase

_ACCOUNTS = "部门决算报表的勾稽关系"
_PUBLIC_CLASSES = ("302", "307", "309", "310", "311", "312", "313", "399")
_PERSONNEL_CLASSES = ("301", "303")
_APPROPRIATION = {
    Fund.GENERAL_PUBLIC: Item.GENERAL_PUBLIC_APPROPRIATION,
    Fund.GOVERNMENT_FUND: Item.GOVERNMENT_FUND_APPROPRIATION,
    Fund.STATE_CAPITAL: Item.STATE_CAPITAL_APPROPRIATION,
}


def _rows_then_tables(facts: Facts, identity: identities.Identity) -> Iterator[Finding]:
    """Rows where total and parts stand side by side; for other tables the unit's totals wherever they stand."""
    seen: set[Context] = set()
    for finding in over_rows(facts, identity):
        seen.add(finding.figures[0].context)
        yield finding
    for finding in over_contexts(facts, identity, Channel.TABLE):
        if finding.figures[0].context not in seen:
            yield finding


@rule(
    "table.income_parts",
    zh="表内：本年收入合计等于各项收入之和",
    basis=f"{_ACCOUNTS}：公开01、02表",
    needs="收入表的合计与各项收入",
    example="本年收入合计 100.00，财政拨款 90.00 + 其他收入 8.00 = 98.00",
)
def income_parts(facts: Facts) -> Iterable[Finding]:
    """Income of a row or table = fiscal appropriation + the other sources."""
    return _rows_then_tables(facts, identities.INCOME_PARTS)


@rule(
    "table.expenditure_parts",
    zh="表内：本年支出合计等于基本支出、项目支出等之和",
    basis=f"{_ACCOUNTS}：公开03、05、07—09表",
    needs="支出表的合计与基本支出、项目支出",
    example="本年支出 100.00，基本支出 60.00 + 项目支出 38.00 = 98.00",
)
def expenditure_parts(facts: Facts) -> Iterable[Finding]:
    """Expenditure of a row = basic + project + remittance + business + subsidy."""
    return _rows_then_tables(facts, identities.EXPENDITURE_PARTS)


@rule(
    "table.split_balances",
    zh="表内：结转结余、本年收入等于其基本支出与项目支出的部分之和",
    basis=f"{_ACCOUNTS}：公开05、08表",
    needs="列出基本支出、项目支出部分的收入支出决算表",
    example="年初结转和结余 5.00，基本支出结转 2.00 + 项目支出结转和结余 2.00 = 4.00",
)
def split_balances(facts: Facts) -> Iterator[Finding]:
    """Balances and income of a row = their parts for basic expenditure and for projects, where the table prints these."""
    for identity in identities.SPLITS:
        yield from over_rows(facts, identity)


@rule(
    "table.income_balance",
    zh="表内：收入总计等于本年收入、使用非财政拨款结余、年初结转和结余之和",
    basis=f"{_ACCOUNTS}：公开01、04表",
    needs="总表的收入总计与本年收入",
    example="收入总计 110.00，本年收入 100.00 + 年初结转和结余 9.00 = 109.00",
)
def income_balance(facts: Facts) -> Iterable[Finding]:
    """Grand total of income = income of the year + surplus used + opening balance."""
    return over_contexts(facts, identities.INCOME_BALANCE, Channel.TABLE)


@rule(
    "table.expenditure_balance",
    zh="表内：支出总计等于本年支出、结余分配、年末结转和结余之和",
    basis=f"{_ACCOUNTS}：公开01、04表",
    needs="总表的支出总计与本年支出",
    example="支出总计 110.00，本年支出 100.00 + 年末结转和结余 9.00 = 109.00",
)
def expenditure_balance(facts: Facts) -> Iterable[Finding]:
    """Grand total of expenditure = expenditure of the year + distribution + closing balance."""
    return over_contexts(facts, identities.EXPENDITURE_BALANCE, Channel.TABLE)


@rule(
    "table.grand_totals",
    zh="收入总计等于支出总计",
    basis=f"{_ACCOUNTS}：收支平衡",
    needs="收入总计与支出总计",
    example="收入总计 110.00，支出总计 111.00",
)
def grand_totals(facts: Facts) -> Iterator[Finding]:
    """The two sides of a summary have one grand total, in tables and in prose."""
    for context in facts.by_context:
        for fund in Fund:
            for phase in (Phase.FINAL, Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET):
                income = facts.inside(context, Key(fund, Item.GRAND_TOTAL_INCOME, phase))
                spent = facts.inside(context, Key(fund, Item.GRAND_TOTAL_EXPENDITURE, phase))
                if income and spent:
                    yield same(income, spent, words="收入总计与支出总计")


@rule(
    "table.fund_balance",
    zh="表内：年初结转和结余加本年收入等于本年支出加年末结转和结余（分预算、分科目）",
    basis=f"{_ACCOUNTS}：公开04、08、09表",
    needs="同一预算的年初结转、收入、支出与年末结转",
    example="年初 10.00 + 收入 90.00 = 100.00，支出 85.00 + 年末 14.00 = 99.00",
)
def fund_balance(facts: Facts) -> Iterator[Finding]:
    """Opening balance + income = expenditure + closing balance for each budget, and for each subject where a row has all."""
    for context, figures in facts.tables():
        functions = dict.fromkeys(
            (figure.key.fund, figure.key.function)
            for figure in figures
            if figure.key.item is Item.CLOSING_BALANCE and figure.key.phase is Phase.FINAL and figure.key.fund in _APPROPRIATION
        )
        for fund, function in functions:
            finding = _balance(facts, context, fund, function)
            if finding:
                yield finding


def _balance(facts: Facts, context: Context, fund: Fund, function: str) -> Finding | None:
    def figure(item: Item, of: Fund = fund) -> Figure | None:
        return facts.inside(context, Key(of, item, Phase.FINAL, function))

    closing, opening = figure(Item.CLOSING_BALANCE), figure(Item.OPENING_BALANCE)
    income = figure(Item.TOTAL_INCOME) or figure(_APPROPRIATION[fund]) or figure(_APPROPRIATION[fund], Fund.FISCAL)
    spent = figure(Item.TOTAL_EXPENDITURE)
    if closing is None or (opening is None and income is None):
        return None
    terms: list[Term] = [(1, part) for part in (opening, income) if part] + ([(-1, spent)] if spent else [])
    whole = opening is not None and income is not None and spent is not None
    return adds_up(closing, terms, words="年初结转加本年收入减本年支出", doubt=not whole)


def _classes(facts: Facts, context: Context, fund: Fund, codes: tuple[str, ...]) -> list[Term]:
    found = (facts.inside(context, Key(fund, Item.BASIC_EXPENDITURE, Phase.FINAL, economy=code)) for code in codes)
    return [(1, figure) for figure in found if figure]


@rule(
    "table.personnel_public",
    zh="表内：人员经费、公用经费等于所含经济分类各类之和",
    basis=f"{_ACCOUNTS}：公开06表（人员经费为301、303类，其余为公用经费）",
    needs="基本支出表的人员经费、公用经费与经济分类各类",
    example="人员经费合计 80.00，301 类 70.00 + 303 类 9.00 = 79.00",
)
def personnel_public(facts: Facts) -> Iterator[Finding]:
    """人员经费 = classes 301 and 303, 公用经费 = the other classes of basic expenditure."""
    for context, figures in facts.tables():
        for fund in dict.fromkeys(figure.key.fund for figure in figures if figure.key.item is Item.PERSONNEL):
            for item, codes in ((Item.PERSONNEL, _PERSONNEL_CLASSES), (Item.PUBLIC, _PUBLIC_CLASSES)):
                total = facts.inside(context, Key(fund, item, Phase.FINAL))
                terms = _classes(facts, context, fund, codes)
                if total and terms:
                    yield adds_up(total, terms, words="经济分类各类", doubt=facts.unread_within(context))


@rule(
    "table.three_public_parts",
    zh="表内：“三公”经费合计等于三项之和，公务用车费等于购置费加运行维护费",
    basis=f"{_ACCOUNTS}：公开07表",
    needs="“三公”经费表的合计与各项",
    example="“三公”经费合计 9.00，0.00 + 5.00 + 3.00 = 8.00",
)
def three_public_parts(facts: Facts) -> Iterator[Finding]:
    """Total = travel + vehicles + reception; vehicles = purchase + operation; reception = domestic + foreign."""
    for context, figures in facts.tables():
        if not any(figure.key.item is Item.THREE_PUBLIC_TOTAL for figure in figures):
            continue
        for phase in dict.fromkeys(figure.key.phase for figure in figures):
            yield from _three_public(facts, context, phase)


def _three_public(facts: Facts, context: Context, phase: Phase) -> Iterator[Finding]:
    def figure(item: Item) -> Figure | None:
        return facts.inside(context, Key(Fund.FISCAL, item, phase))

    printed = [item for item in identities.THREE_PUBLIC.items if figure(item)]
    for identity in (identities.THREE_PUBLIC.fitting(printed), identities.VEHICLES, identities.RECEPTION):
        total = figure(identity.totals[0])
        parts = [part for part in map(figure, identity.parts) if part]
        if total is None or not parts:
            continue
        others = sum((part.value for part in parts), Decimal(0))
        if total.value == 0 and others == 0:
            continue
        yield adds_up(total, [(1, part) for part in parts], words=identity.words, doubt=facts.unread_within(context))
