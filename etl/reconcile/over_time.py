"""Checks over time: the opening balance inside one report, and a report against the report of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.reconcile.catalogue import rule, year_rule
from etl.reconcile.facts import Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up, fine, remark
from etl.reconcile.tolerance import judge_amounts
from etl.reconcile.wording import in_unit, label, printed
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

_BASIS: Final = "上年末结转和结余即本年初结转和结余；年初余额调整须说明"
_JUMP: Final = (Decimal(3_000), Decimal(30_000))
_FUNDS: Final = (Fund.ALL, Fund.FISCAL, Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


@rule(
    "over_time.opening_balance",
    zh="年初结转和结余与由年末数、增减额推得的上年末数",
    severity="notice",
    basis=_BASIS,
    needs="年初结转和结余，年末结转和结余及其比上年增减额",
    example="年末 2.00，比上年减少 5.00，即上年末 7.00；年初印为 4.00",
)
def opening_balance(facts: Facts) -> Iterator[Finding]:
    """Last year's closing balance follows from this year's and its change; the opening balance should be the same."""
    for fund in _FUNDS:
        closing = facts.value(Key(fund, Item.CLOSING_BALANCE, Phase.FINAL))
        change = facts.value(Key(fund, Item.CLOSING_BALANCE, Phase.DELTA_PRIOR))
        opening = facts.value(Key(fund, Item.OPENING_BALANCE, Phase.FINAL))
        if closing and change and opening:
            finding = adds_up(opening, [(1, closing), (-1, change)], words="年末数减去增减额（上年末）", most="notice")
            if finding.severity == "notice" and finding.status == "failed":
                finding.notes.append("年初余额如有调整应予说明")
            yield finding


@year_rule(
    "over_time.closing_carried",
    zh="年初结转和结余等于上年报告的年末结转和结余",
    severity="notice",
    basis=_BASIS,
    needs="本年与上年的报告",
    example="上年报告年末 7.00，本年报告年初 4.00",
)
def closing_carried(facts: Facts, previous: Facts) -> Iterator[Finding]:
    """This year's opening balance is last year's closing balance as published."""
    for fund in _FUNDS:
        opening = facts.value(Key(fund, Item.OPENING_BALANCE, Phase.FINAL))
        closing = previous.value(Key(fund, Item.CLOSING_BALANCE, Phase.FINAL))
        if opening and closing:
            yield _compared(opening, opening.value, opening.tolerance, closing, f"{label(opening)}", "上年报告年末结转和结余")


@year_rule(
    "over_time.prior_stated",
    zh="本年报告所述上年数与上年报告的决算数一致",
    severity="notice",
    basis="同一年度的决算只有一个数；重述须说明",
    needs="本年报告的上年数或比上年增减额，上年的报告",
    example="本年报告推得上年支出 90.00，上年报告支出 95.00",
)
def prior_stated(facts: Facts, previous: Facts) -> Iterator[Finding]:
    """Last year's figure as stated now, or as final less change, against last year's report: a difference is a restatement."""
    for key, figures in facts.by_key.items():
        if key.phase not in (Phase.PRIOR_FINAL, Phase.DELTA_PRIOR) or figures[0].unit is not MeasureUnit.YUAN:
            continue
        before = previous.value(key._replace(phase=Phase.FINAL))
        stated = figures[0]
        if before is None:
            continue
        if key.phase is Phase.PRIOR_FINAL:
            yield _compared(stated, stated.value, stated.tolerance, before, label(stated), "上年报告决算数")
            continue
        final = facts.value(key._replace(phase=Phase.FINAL))
        if final:
            prior, spread = final.value - stated.value, final.tolerance + stated.tolerance
            yield _compared(stated, prior, spread, before, f"{label(final)}减去增减额推得的上年数", "上年报告决算数")


def _compared(stated: Figure, value: Decimal, tolerance: Decimal, before: Figure, words: str, against: str) -> Finding:
    """A notice where this year's view of an amount is not what last year's report printed; places are this report's."""
    difference = value - before.value
    outcome, allowed = judge_amounts(difference, (tolerance, before.tolerance))
    recomputed = f"{against} {printed(before)}"
    if outcome == "passed":
        return Finding("passed", "notice", "", in_unit(value, stated), recomputed, difference, allowed, places=(stated.place,))
    return Finding(
        "failed",
        "rounding" if outcome == "rounding" else "notice",
        f"{words}为 {in_unit(value, stated)}，{against}为 {printed(before)}，相差 {in_unit(abs(difference), stated)}",
        in_unit(value, stated),
        recomputed,
        difference,
        allowed,
        places=(stated.place,),
    )


@year_rule(
    "over_time.unit_jump",
    zh="与上年相差约一万倍（元印作万元，或相反）",
    severity="notice",
    basis="同一科目两年之间的量级",
    needs="本年与上年的报告",
    example="上年 80.00 万元，本年 800000.00 万元",
)
def unit_jump(facts: Facts, previous: Facts) -> Iterator[Finding]:
    """Amounts that differ from last year's by about four digits were printed in another unit."""
    for key in facts.by_key:
        if key.phase is not Phase.FINAL:
            continue
        now, before = facts.value(key), previous.value(key)
        if not now or not before or now.unit is not MeasureUnit.YUAN or now.value <= 0 or before.value <= 0:
            continue
        ratio = max(now.value, before.value) / min(now.value, before.value)
        if _JUMP[0] <= ratio <= _JUMP[1]:
            yield remark(
                f"{label(now)} {printed(now)}，上年报告 {printed(before)}，相差约一万倍，疑为单位有误",
                at=(now.place,),
                stated=printed(now),
                recomputed=f"上年报告 {printed(before)}",
                figures=(now,),
            )
        else:
            yield fine(at=(now.place,))


@year_rule(
    "over_time.subjects",
    zh="与上年报告相比新出现或消失的功能分类科目",
    severity="notice",
    basis="科目的增减须能说明（职能划转、科目调整）",
    needs="本年与上年报告的项级科目",
    example="上年有 2080701，本年没有",
)
def subjects(facts: Facts, previous: Facts) -> Iterator[Finding]:
    """Functional 项 with spending in one of the two years only."""
    now, before = _leaves(facts), _leaves(previous)
    if not now or not before:
        return
    for code, figure in now.items():
        if code in before:
            yield fine(at=(figure.place,), stated=code)
        else:
            yield remark(f"{code} {_name(figure)} 上年报告没有", at=(figure.place,), stated=printed(figure), figures=(figure,))
    for code, figure in before.items():
        if code not in now and figure.value:
            yield remark(f"{code} {_name(figure)} 本年没有，上年报告为 {printed(figure)}", at=(), recomputed=printed(figure))


def _name(figure: Figure) -> str:
    return figure.observation.functional_name if figure.observation else ""


def _leaves(facts: Facts) -> dict[str, Figure]:
    return {
        key.function: figures[0]
        for key, figures in facts.by_key.items()
        if key.item is Item.TOTAL_EXPENDITURE
        and key.phase is Phase.FINAL
        and key.fund in (Fund.ALL, Fund.GENERAL_PUBLIC)
        and len(key.function) == 7
        and key.function.isdigit()
    }
