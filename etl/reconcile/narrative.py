"""Checks of the prose: against the tables, against itself, and of the sums it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from etl.reconcile import identities
from etl.reconcile.catalogue import rule
from etl.reconcile.facts import MONEY_PHASES, Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up, not_above, remark, same
from etl.reconcile.sums import over_contexts
from etl.reconcile.wording import bare_digits, exchanged, label
from etl.vocabulary import GRAND_SIDES, Channel, Fund, Item, MeasureUnit, Phase

# percentages whose base the words leave open cannot be compared with each other
_OPEN_BASE: Final = frozenset({Phase.SHARE_PCT, Phase.COMPLETION_PCT})
_AMOUNTS: Final = frozenset({Phase.FINAL, Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET})
_SUMMED: Final = (
    identities.INCOME_PARTS,
    identities.EXPENDITURE_PARTS,
    identities.INCOME_BALANCE,
    identities.EXPENDITURE_BALANCE,
    identities.THREE_PUBLIC,
    identities.VEHICLES,
    identities.RECEPTION,
    identities.PROCUREMENT,
    identities.FLEET,
)


def _fund_differs(first: Figure, second: Figure) -> bool:
    one, two = first.observation, second.observation
    return one is not None and two is not None and one.fund is not two.fund


def _may_be_part(figure: Figure, figures: list[Figure]) -> bool:
    """True where the same section has stated the account in full before: a smaller amount after it may be that of one unit.

    Not where it has the same digits as that one in another order.
    """
    before = [
        other
        for other in figures[: figures.index(figure)]
        if other.context == figure.context and other.position <= figure.position and other.value > figure.value > 0
    ]
    slip = any(exchanged(bare_digits(other.raw), bare_digits(figure.raw)) for other in before)
    return figure.key.phase in _AMOUNTS and bool(before) and not slip


@rule(
    "narrative.table",
    zh="表文：说明中的数字与报表应一致",
    basis="《部门决算公开操作规程》：说明应与报表一致；不一致时以报表为准",
    needs="报表与说明都印有的同一数字",
    example="06 表人员经费 80.00，说明中人员经费 81.00",
)
def with_table(facts: Facts) -> Iterator[Finding]:
    """Each number of the prose that a table prints too agrees with the table."""
    for key, figures in facts.by_key.items():
        table = next((figure for figure in figures if figure.context.channel is Channel.TABLE), None)
        if table is None or key.phase in _OPEN_BASE:
            continue
        for figure in figures:
            if figure.context.channel is Channel.NARRATIVE:
                unsure = _fund_differs(table, figure) or _may_be_part(figure, figures)
                yield same(table, figure, most="notice" if unsure else "error")


# counted by kind of post in some reports (行政编制…，事业编制…): two counts need not be of the same people
_STAFF: Final = frozenset({Item.STAFF_TOTAL, Item.STAFF_ACTIVE, Item.STAFF_RETIRED_CADRE, Item.STAFF_RETIRED, Item.STAFF_QUOTA})


@rule(
    "narrative.same_fact",
    zh="文内：同一数字在说明中多次出现时应一致",
    basis="《部门决算公开操作规程》：说明前后一致",
    needs="说明中出现两次以上的同一数字",
    example="总体情况写支出 100.00，支出说明写支出 101.00",
)
def same_fact(facts: Facts) -> Iterator[Finding]:
    """One fact that the prose states in several places, and no table does, has one value."""
    for key, figures in facts.by_key.items():
        if len(figures) < 2 or key.phase in _OPEN_BASE:
            continue
        if any(figure.context.channel is Channel.TABLE for figure in figures):
            continue
        for other in figures[1:]:
            unsure = _fund_differs(figures[0], other) or _may_be_part(other, figures) or key.item in _STAFF
            yield same(figures[0], other, most="notice" if unsure else "error")


@rule(
    "narrative.grand_total",
    zh="表文：收、支总计与收入总计、支出总计应一致",
    basis="部门决算报表的勾稽关系：收支平衡",
    needs="收、支总计与收入总计或支出总计",
    example="说明写收、支总计 110.00，01 表总计 111.00",
)
def grand_total(facts: Facts) -> Iterator[Finding]:
    """A single figure for both sides equals the grand total of each side, for amounts and their changes."""
    for fund in Fund:
        for phase in MONEY_PHASES:
            both = facts.value(Key(fund, Item.GRAND_TOTAL, phase))
            for item in GRAND_SIDES:
                side = facts.value(Key(fund, item, phase))
                if both and side:
                    yield same(side, both)


@rule(
    "narrative.sums",
    zh="文内：合计与所列各部分之和",
    basis="部门决算报表的勾稽关系，用于说明文字",
    needs="说明中同一段落的合计与各部分",
    example="收入总计 110.00，本年收入 100.00 + 结余 0.00 + 年初结转 9.00 = 109.00",
)
def sums(facts: Facts) -> Iterable[Finding]:
    """Totals, balances, public expenses, procurement and vehicles as the prose lists them; changes add up like amounts."""
    for identity in _SUMMED:
        yield from over_contexts(facts, identity, Channel.NARRATIVE)


@rule(
    "narrative.basic_and_project",
    zh="文内：各预算的支出等于其基本支出加项目支出",
    basis="部门决算报表的勾稽关系，用于说明各段落之间",
    needs="说明中同一预算的支出、基本支出与项目支出",
    example="一般公共预算支出 100.00，基本支出 60.00，项目支出 39.00",
)
def basic_and_project(facts: Facts) -> Iterator[Finding]:
    """Expenditure of a budget in one section, basic and project expenditure in others, where no table prints them."""
    for fund in (Fund.GENERAL_PUBLIC, Fund.FISCAL):
        items = (Item.TOTAL_EXPENDITURE, Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE)
        whole, basic, project = (_prose_only(facts, Key(fund, item, Phase.FINAL)) for item in items)
        if whole and basic and project:
            yield adds_up(whole, [(1, basic), (1, project)], words="基本支出与项目支出")


@rule(
    "narrative.staff",
    zh="文内：实有人数与在职、离休、退休人数",
    severity="notice",
    basis="人员情况说明；实有人数的口径可能不含离退休人员",
    needs="实有人数与各类人数",
    example="实有人数 60，在职 50 + 离休 0 + 退休 9 = 59",
)
def staff(facts: Facts) -> Iterator[Finding]:
    """Persons in all = active + retired cadres + retired; a notice, as some count the active only."""
    for finding in over_contexts(facts, identities.STAFF, Channel.NARRATIVE):
        if finding.severity == "error":
            finding.severity = "notice"
        yield finding


@rule(
    "narrative.fund_total",
    zh="文内：一般公共预算支出不大于本年支出合计",
    basis="资金范围逐级包含",
    needs="说明中不同资金范围的支出",
    example="一般公共预算支出 105.00，本年支出合计 100.00",
)
def fund_total(facts: Facts) -> Iterator[Finding]:
    """Where no table says so, the prose's expenditure of a budget is still part of the unit's."""
    whole = _prose_only(facts, Key(Fund.ALL, Item.TOTAL_EXPENDITURE, Phase.FINAL))
    part = _prose_only(facts, Key(Fund.GENERAL_PUBLIC, Item.TOTAL_EXPENDITURE, Phase.FINAL))
    if whole and part:
        yield not_above(part, whole, words="")


def _prose_only(facts: Facts, key: Key) -> Figure | None:
    found = facts.by_key.get(key, [])
    if any(figure.context.channel is Channel.TABLE for figure in found):
        return None
    return found[0] if found else None


@rule(
    "narrative.missing_percent_sign",
    zh="文内：百分比缺少百分号",
    severity="notice",
    basis="《部门决算公开操作规程》：数字表述完整",
    needs="说明中的百分比",
    example="增长 12.08，未印百分号",
)
def missing_percent_sign(facts: Facts) -> Iterator[Finding]:
    """A percentage that is printed without its sign."""
    for figure in facts.figures:
        if figure.unit is not MeasureUnit.PCT or figure.context.channel is not Channel.NARRATIVE:
            continue
        if figure.printed_unit or "%" in figure.raw or "％" in figure.raw:
            yield Finding("passed", "notice", stated=figure.raw, figures=(figure,), tight=False)
        else:
            yield remark(
                f"{label(figure)}“{figure.raw}”之后缺少百分号",
                at=(figure.place,),
                stated=figure.raw,
                recomputed=f"{figure.raw}%",
                proposed=f"{figure.raw}%",
                figures=(figure,),
            )
