"""Checks between the tables: one fact in two of them, funds that add up, parts that stay within their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up, not_above, remark, same
from etl.reconcile.wording import printed
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_BUDGETS: Final = (Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
_WIDER: Final = (
    (Fund.GENERAL_PUBLIC, Fund.FISCAL),
    (Fund.GOVERNMENT_FUND, Fund.FISCAL),
    (Fund.STATE_CAPITAL, Fund.FISCAL),
    (Fund.FISCAL, Fund.ALL),
    (Fund.GENERAL_PUBLIC, Fund.ALL),
)
_SPENT: Final = frozenset({Item.TOTAL_EXPENDITURE, Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE})
# the same income under the names of the table of all money and of the table of fiscal money
_INCOME_TWICE: Final = (
    (Key(Fund.ALL, Item.FISCAL_APPROPRIATION, Phase.FINAL), Key(Fund.FISCAL, Item.TOTAL_INCOME, Phase.FINAL)),
    (
        Key(Fund.ALL, Item.GENERAL_PUBLIC_APPROPRIATION, Phase.FINAL),
        Key(Fund.FISCAL, Item.GENERAL_PUBLIC_APPROPRIATION, Phase.FINAL),
    ),
    (
        Key(Fund.ALL, Item.GOVERNMENT_FUND_APPROPRIATION, Phase.FINAL),
        Key(Fund.FISCAL, Item.GOVERNMENT_FUND_APPROPRIATION, Phase.FINAL),
    ),
    (
        Key(Fund.ALL, Item.STATE_CAPITAL_APPROPRIATION, Phase.FINAL),
        Key(Fund.FISCAL, Item.STATE_CAPITAL_APPROPRIATION, Phase.FINAL),
    ),
    (
        Key(Fund.GOVERNMENT_FUND, Item.TOTAL_INCOME, Phase.FINAL),
        Key(Fund.FISCAL, Item.GOVERNMENT_FUND_APPROPRIATION, Phase.FINAL),
    ),
    (Key(Fund.STATE_CAPITAL, Item.TOTAL_INCOME, Phase.FINAL), Key(Fund.FISCAL, Item.STATE_CAPITAL_APPROPRIATION, Phase.FINAL)),
)
# 款 of the economic classification → the public expense that contains it
_INSIDE_THREE_PUBLIC: Final = (
    ("30212", Item.OVERSEAS_TRAVEL),
    ("30217", Item.RECEPTION_TOTAL),
    ("30231", Item.VEHICLE_OPERATION),
    ("31013", Item.VEHICLE_PURCHASE),
)


def _in_tables(facts: Facts, key: Key) -> list[Figure]:
    return [figure for figure in facts.by_key.get(key, ()) if figure.context.channel is Channel.TABLE]


def _in_table(facts: Facts, key: Key) -> Figure | None:
    return next(iter(_in_tables(facts, key)), None)


@rule(
    "between_tables.same_fact",
    zh="表间：同一数字在两张表中应一致",
    basis="部门决算报表的表间勾稽关系（公开01—09表）",
    needs="两张表都印有的同一数字",
    example="01 表 208 类支出 50.00，03 表 208 类支出 52.00",
)
def same_fact(facts: Facts) -> Iterator[Finding]:
    """Each number that two tables print, or one table twice, is the same in both."""
    for key, figures in facts.by_key.items():
        if key.phase is Phase.SHARE_PCT or figures[0].unit is MeasureUnit.PCT:
            continue
        tables = [figure for figure in figures if figure.context.channel is Channel.TABLE]
        for other in tables[1:]:
            yield same(tables[0], other)


@rule(
    "between_tables.same_income",
    zh="表间：财政拨款收入在收入表与财政拨款总表中应一致",
    basis="部门决算报表的表间勾稽关系（01、02 与 04、08、09 表）",
    needs="收入表与财政拨款收入支出总表的财政拨款收入",
    example="02 表财政拨款收入 90.00，04 表本年收入合计 91.00",
)
def same_income(facts: Facts) -> Iterator[Finding]:
    """The appropriation in the table of all money is the income in the table of fiscal money."""
    for first, second in _INCOME_TWICE:
        one, two = _in_table(facts, first), _in_table(facts, second)
        if one and two:
            yield same(one, two)


@rule(
    "between_tables.funds",
    zh="表间：财政拨款等于一般公共预算、政府性基金、国有资本经营预算之和",
    basis="部门决算报表的勾稽关系（公开04表各栏）",
    needs="财政拨款收入支出总表的合计栏与各预算栏",
    example="财政拨款支出 100.00，一般公共预算 90.00 + 政府性基金 8.00 = 98.00",
)
def funds(facts: Facts) -> Iterator[Finding]:
    """In each row of a table with a column for each budget, the fiscal column is their sum."""
    for context, figures in facts.tables():
        for whole in figures:
            if whole.key.fund is not Fund.FISCAL or whole.key.item not in (*_SPENT, Item.CLOSING_BALANCE, Item.OPENING_BALANCE):
                continue
            parts = [facts.inside(context, whole.key._replace(fund=fund)) for fund in _BUDGETS]
            terms = [(1, part) for part in parts if part]
            if terms:
                yield adds_up(whole, terms, words="三项预算", doubt=facts.unread_within(context))


@rule(
    "between_tables.within_fund",
    zh="表间：一般公共预算支出不大于财政拨款支出，财政拨款支出不大于全部支出",
    basis="资金范围逐级包含",
    needs="同一科目在不同资金范围的支出",
    example="208 类一般公共预算支出 55.00，全部资金支出 50.00",
)
def within_fund(facts: Facts) -> Iterator[Finding]:
    """What one fund spent on a subject is no more than what the wider fund spent on it."""
    for key in list(facts.by_key):
        if key.item not in _SPENT or key.phase is not Phase.FINAL or key.economy:
            continue
        for narrow, wide in _WIDER:
            if key.fund is narrow:
                part, whole = _in_table(facts, key), _in_table(facts, key._replace(fund=wide))
                if part and whole:
                    yield not_above(part, whole, words="全部范围的")


@rule(
    "between_tables.basic_expenditure",
    zh="基本支出等于人员经费加公用经费",
    basis="部门决算报表的表间勾稽关系（05 与 06 表）",
    needs="一般公共预算基本支出与人员经费、公用经费",
    example="基本支出 100.00，人员经费 80.00 + 公用经费 18.00 = 98.00",
)
def basic_expenditure(facts: Facts) -> Iterator[Finding]:
    """Basic expenditure (table 05) = personnel + public (table 06); and the same within each section of the prose."""
    for fund in (Fund.GENERAL_PUBLIC, Fund.FISCAL, Fund.ALL):
        keys = [Key(fund, item, Phase.FINAL) for item in (Item.BASIC_EXPENDITURE, Item.PERSONNEL, Item.PUBLIC)]
        whole, personnel, public = (_in_table(facts, key) for key in keys)
        if whole and personnel and public and personnel.context == public.context:
            yield adds_up(whole, [(1, personnel), (1, public)], words="人员经费与公用经费")
        for context, _ in facts.sections():
            said, persons, running = (facts.inside(context, key) for key in keys)
            if said and persons and running:
                yield adds_up(said, [(1, persons), (1, running)], words="人员经费与公用经费")


@rule(
    "between_tables.three_public_inside",
    zh="基本支出中的“三公”经济科目不大于“三公”经费决算",
    basis="财政拨款“三公”经费包含基本支出与项目支出中的相应科目（30212、30217、30231、31013）",
    needs="一般公共预算基本支出的相应款与“三公”经费决算",
    example="基本支出 30217 公务接待费 3.00，“三公”公务接待费 2.00",
)
def three_public_inside(facts: Facts) -> Iterator[Finding]:
    """One way only: project money may pay for the rest, so basic expenditure must not exceed the public expense."""
    for code, item in _INSIDE_THREE_PUBLIC:
        part = _in_table(facts, Key(Fund.GENERAL_PUBLIC, Item.BASIC_EXPENDITURE, Phase.FINAL, economy=code))
        whole = facts.value(Key(Fund.FISCAL, item, Phase.FINAL))
        if part and whole:
            yield not_above(part, whole, words="“三公”经费中的")


@rule(
    "between_tables.operating_cost",
    zh="机关运行经费不大于公用经费",
    severity="notice",
    basis="机关运行经费为行政及参公单位的公用经费（《中华人民共和国预算法实施条例》；名词解释）",
    needs="机关运行经费与公用经费",
    example="机关运行经费 12.00，公用经费 10.00",
)
def operating_cost(facts: Facts) -> Iterator[Finding]:
    """Operating cost is the public part of basic expenditure, or the part of it that administrative units spend."""
    cost = facts.value(Key(Fund.FISCAL, Item.OPERATING_COST, Phase.FINAL))
    public = [facts.value(Key(fund, Item.PUBLIC, Phase.FINAL)) for fund in (Fund.GENERAL_PUBLIC, Fund.FISCAL, Fund.ALL)]
    known = [figure for figure in public if figure]
    if cost and known:
        yield not_above(cost, max(known, key=lambda figure: figure.value), words="", most="notice")


@rule(
    "between_tables.mandatory_contributions",
    zh="养老、年金、医疗、公积金：经济分类与功能分类两种口径应接近",
    severity="notice",
    basis="同一缴费在功能分类与经济分类中各列一次；差额须能说明（如部分在其他功能科目列支）",
    needs="基本支出经济分类的款与对应的功能分类项",
    example="30113 住房公积金 20.00，2210201 住房公积金 10.00",
)
def mandatory_contributions(facts: Facts) -> Iterator[Finding]:
    """An economic 款 far above or below the functional 项 for the same contribution needs a reader."""
    pairs = (("30108", "2080505"), ("30109", "2080506"), ("30113", "2210201"), ("30110", "21011"))
    for economic, functional in pairs:
        one = facts.value(Key(Fund.GENERAL_PUBLIC, Item.BASIC_EXPENDITURE, Phase.FINAL, economy=economic))
        two = _functional(facts, functional)
        if not one or not two:
            continue
        if one.value > two.value + one.tolerance + two.tolerance:
            yield remark(
                f"经济分类“{one.observation.economic_name if one.observation else economic}” {printed(one)}，"
                f"功能分类“{two.observation.functional_name if two.observation else functional}”仅 {printed(two)}",
                at=(one.place, two.place),
                stated=printed(one),
                recomputed=f"功能分类 {printed(two)}",
                figures=(one, two),
            )
        else:
            yield Finding("passed", "notice", figures=(one, two), stated=printed(one), recomputed=printed(two), tight=False)


def _functional(facts: Facts, code: str) -> Figure | None:
    """The functional subject spent by the general public budget; of a 款 that is not printed, its only 项."""
    found = facts.value(Key(Fund.GENERAL_PUBLIC, Item.TOTAL_EXPENDITURE, Phase.FINAL, code))
    if found or len(code) == 7:
        return found
    below = {
        key: figures[0]
        for key, figures in facts.by_key.items()
        if key.fund is Fund.GENERAL_PUBLIC
        and key.item is Item.TOTAL_EXPENDITURE
        and key.phase is Phase.FINAL
        and len(key.function) == 7
        and key.function.startswith(code)
    }
    return next(iter(below.values())) if len(below) == 1 else None
