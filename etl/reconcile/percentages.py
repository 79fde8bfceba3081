"""Every stated percentage, share, completion and difference, recomputed from the printed amounts by interval arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key, places
from etl.reconcile.findings import Finding, Term, adds_up, remark, weigh
from etl.reconcile.shares import wholes_of
from etl.reconcile.tolerance import HUNDRED, Interval, Outcome, growth, judge_percentage, rounded
from etl.reconcile.wording import bare, digits, label, printed
from etl.report import Severity
from etl.vocabulary import GRAND_SIDES, Item, Phase

HUNDREDFOLD: Final = Interval(HUNDRED, HUNDRED)
_RANK: Final = {"passed": 0, "rounding": 1, "error": 2}
_MOST_TRIED: Final = 4
_BUDGETS: Final = (Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET)
_BASES: Final = {
    Phase.PCT_PRIOR: (Phase.DELTA_PRIOR, Phase.PRIOR_FINAL),
    Phase.PCT_INITIAL_BUDGET: (Phase.DELTA_INITIAL_BUDGET, Phase.INITIAL_BUDGET),
    Phase.PCT_ANNUAL_BUDGET: (Phase.DELTA_ANNUAL_BUDGET, Phase.ANNUAL_BUDGET),
}


Implied = tuple[tuple[Figure, Interval], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to recompute a percentage: what it gives, what it allows, how it reads, what it rests on, what would mend it."""

    centre: Decimal
    allowed: Interval
    text: str
    figures: tuple[Figure, ...]
    implied: Callable[[], Implied] = tuple


def _quotient(part: Figure, whole: Figure, stated: Figure) -> Way | None:
    allowed = part.interval.over(whole.interval)
    if allowed is None or whole.value == 0:
        return None
    centre = part.value / whole.value * HUNDRED
    text = f"{digits(part)} / {digits(whole)} = {bare(centre, stated)}%"
    return Way(centre, allowed.times(HUNDREDFOLD), text, (part, whole), partial(_of_quotient, part, whole, stated))


def _of_quotient(part: Figure, whole: Figure, stated: Figure) -> Implied:
    """What part and whole would have to be for the stated percentage."""
    share = Interval(stated.interval.low / HUNDRED, stated.interval.high / HUNDRED)
    back = part.interval.over(share)
    return ((part, share.times(whole.interval)), *(((whole, back),) if back else ()))


def judge(
    stated: Figure, ways: Iterable[Way], *, words: str, most: Severity = "error", nearest: bool = False
) -> Finding | None:
    """The verdict on a percentage that may be meant in several ways: the way that fits best counts; None where there is none.

    The first of `ways` is the one that the words mean first, which a failure shows, or the one that comes nearest where
    `nearest` says so; none is asked for after one that passes.
    """
    best: Way | None = None
    outcome: Outcome = "error"
    for way in ways:
        other = judge_percentage(stated.value, stated.tolerance, way.allowed, way.centre)
        closer = nearest and best is not None and abs(stated.value - way.centre) < abs(stated.value - best.centre)
        if best is None or _RANK[other] < _RANK[outcome] or (closer and other == outcome):
            best, outcome = way, other
        if outcome == "passed":
            break
    if best is None:
        return None
    figures = (stated, *best.figures)
    difference = stated.value - best.centre
    spread = stated.tolerance + (best.allowed.high - best.allowed.low) / 2
    gap = rounded(difference, 4)
    width = rounded(spread, 4)
    if outcome == "passed":
        return Finding("passed", most, "", printed(stated), best.text, gap, width, figures, (), places(figures), tight=False)
    severity, doubtful = weigh(outcome, figures, most)
    message = f"{label(stated)}印为 {printed(stated)}，按所印金额计算，{words}为 {bare(best.centre, stated)}%"
    message += "（末位舍入可以解释）" if outcome == "rounding" else doubtful
    implied = ((stated, best.allowed), *best.implied())
    return Finding("failed", severity, message, printed(stated), best.text, gap, width, figures, implied, places(figures))


def _stated(facts: Facts, *phases: Phase) -> Iterator[Figure]:
    return (figure for figure in facts.figures if figure.key.phase in phases)


def _zero_base(stated: Figure, parts: tuple[Figure, ...], what: str) -> Finding:
    if stated.value == 0:
        return Finding("passed", "notice", stated=printed(stated), figures=(stated, *parts), tight=False)
    return remark(
        f"{label(stated)}印为 {printed(stated)}，但{what}为零，没有百分比可言",
        at=places((stated, *parts)),
        stated=printed(stated),
        recomputed=f"{what} 0",
        figures=(stated, *parts),
    )


@rule(
    "percentages.completion",
    zh="完成预算百分比按决算与预算重算",
    basis="完成预算% = 决算数 ÷ 预算数",
    needs="完成百分比与同一科目的决算、预算",
    example="预算 50.00，决算 40.00，印“完成预算的 82.00%”，应为 80.00%",
)
def completion(facts: Facts) -> Iterator[Finding]:
    """Completion = final / budget, whichever budget is printed for the same account."""
    for stated in _stated(facts, Phase.COMPLETION_PCT):
        finals = facts.of(stated.key._replace(phase=Phase.FINAL), stated)[:_MOST_TRIED]
        budgets = [figure for phase in _BUDGETS for figure in facts.of(stated.key._replace(phase=phase), stated)[:_MOST_TRIED]]
        ways = (way for budget in budgets for final in finals if (way := _quotient(final, budget, stated)))
        finding = judge(stated, ways, words="完成比例")
        if finding:
            yield finding


@rule(
    "percentages.zero_budget",
    zh="预算为零时不应有完成百分比",
    severity="notice",
    basis="除数为零",
    needs="预算为零的科目与其完成百分比",
    example="预算 0.00，决算 3.00，印“完成预算的 100%”",
)
def zero_budget(facts: Facts) -> Iterator[Finding]:
    """The completion of a budget of zero has no value."""
    for stated in _stated(facts, Phase.COMPLETION_PCT):
        budgets = [figure for phase in _BUDGETS for figure in facts.of(stated.key._replace(phase=phase), stated)]
        if budgets and all(budget.value == 0 for budget in budgets):
            yield _zero_base(stated, (budgets[0],), "预算")


@rule(
    "percentages.share",
    zh="占比按部分与整体重算",
    basis="占比% = 部分 ÷ 整体",
    needs="占比与部分、整体的金额",
    example="基本支出 30.00，本年支出 100.00，印“占 31.00%”，应为 30.00%",
)
def share(facts: Facts) -> Iterator[Finding]:
    """Share = part / whole, for every whole that the words may mean."""
    for stated in _stated(facts, Phase.SHARE_PCT):
        parts = facts.of(stated.key._replace(phase=Phase.FINAL), stated)[:_MOST_TRIED]
        wholes = wholes_of(facts, stated)
        ways = (way for whole in wholes.figures for part in parts if (way := _quotient(part, whole, stated)))
        finding = judge(stated, ways, words="占比", most="error" if wholes.certain else "notice", nearest=wholes.either)
        if finding:
            yield finding


@rule(
    "percentages.share_of_zero",
    zh="整体为零时不应有非零占比",
    severity="notice",
    basis="除数为零",
    needs="整体为零的占比",
    example="政府采购总额 0.00，印“占 100%”",
)
def share_of_zero(facts: Facts) -> Iterator[Finding]:
    """A share of nothing."""
    for stated in _stated(facts, Phase.SHARE_PCT):
        wholes = wholes_of(facts, stated).figures
        if wholes and all(whole.value == 0 for whole in wholes):
            yield _zero_base(stated, (wholes[0],), "整体")


@rule(
    "percentages.growth",
    zh="增减百分比按金额重算",
    basis="增减% = 增减额 ÷ 基数",
    needs="增减百分比与决算、增减额（或基数）",
    example="决算 110.00，比上年增加 10.00，印“增长 12.00%”，应为 10.00%",
)
def change(facts: Facts) -> Iterator[Finding]:
    """Growth over last year's account or over a budget = change / base; signs are another rule's."""
    for stated in _stated(facts, *_BASES):
        finding = judge(stated, _growths(facts, stated), words="增减幅度")
        if finding:
            yield finding


def _growths(facts: Facts, stated: Figure) -> Iterator[Way]:
    delta_phase, base_phase = _BASES[stated.key.phase]
    finals = _finals(facts, stated)
    for delta in facts.of(stated.key._replace(phase=delta_phase), stated)[:_MOST_TRIED]:
        for final in finals:
            way = _from_change(final, delta, stated)
            if way:
                yield way
    for base in facts.of(stated.key._replace(phase=base_phase), stated)[:_MOST_TRIED]:
        for final in finals:
            grown = (final.interval - base.interval).over(base.interval)
            if grown is None or base.value == 0:
                continue
            centre = (final.value - base.value) / base.value * HUNDRED
            text = f"({digits(final)} - {digits(base)}) / {digits(base)} = {bare(centre, stated)}%"
            yield Way(centre, grown.times(HUNDREDFOLD), text, (final, base), partial(_of_base, final, base, stated))


def _of_base(final: Figure, base: Figure, stated: Figure) -> Implied:
    """What the final amount and the base would have to be for the stated growth."""
    factor = _factor(stated.interval)
    back = final.interval.over(factor)
    return ((final, base.interval.times(factor)), *(((base, back),) if back else ()))


def _finals(facts: Facts, stated: Figure) -> list[Figure]:
    """The final amounts of a stated change's account; for 收支总计 those of both sides where it is printed for each alone."""
    key = stated.key._replace(phase=Phase.FINAL)
    found = facts.of(key, stated)
    if not found and key.item is Item.GRAND_TOTAL:
        found = [figure for side in GRAND_SIDES for figure in facts.of(key._replace(item=side), stated)]
    return found[:_MOST_TRIED]


def _from_change(final: Figure, delta: Figure, stated: Figure) -> Way | None:
    base = final.value - delta.value
    allowed = growth(final.interval, delta.interval)
    if base == 0 or allowed is None:
        return None
    centre = delta.value / base * HUNDRED
    flipped = delta.value * stated.value < 0
    if flipped:
        centre, allowed = -centre, Interval(-allowed.high, -allowed.low)
    step = digits(delta)
    text = f"{step} / ({digits(final)} - {f'({step})' if step.startswith('-') else step}) = {bare(centre, stated)}%"
    return Way(centre, allowed, text, (final, delta), tuple if flipped else partial(_of_growth, final, delta, stated))


def _factor(percent: Interval) -> Interval:
    """What an amount is multiplied with when it grows by a percentage."""
    return Interval(1 + percent.low / HUNDRED, 1 + percent.high / HUNDRED)


def _of_growth(final: Figure, delta: Figure, stated: Figure) -> Implied:
    """What the final amount and the change would have to be for the stated growth."""
    share = Interval(stated.interval.low / HUNDRED, stated.interval.high / HUNDRED)
    grown = share.over(_factor(stated.interval))
    found = [(delta, final.interval.times(grown))] if grown else []
    base = delta.interval.over(share)
    if base:
        found.append((final, base.times(_factor(stated.interval))))
    return tuple(found)


@rule(
    "percentages.zero_prior",
    zh="基数为零时不应有增减百分比",
    severity="notice",
    basis="除数为零",
    needs="基数为零的增减百分比",
    example="上年 0.00，本年 5.00，印“增长 100%”",
)
def zero_prior(facts: Facts) -> Iterator[Finding]:
    """Growth from nothing has no percentage."""
    for stated in _stated(facts, *_BASES):
        delta_phase, base_phase = _BASES[stated.key.phase]
        final = next(iter(_finals(facts, stated)), None)
        delta = next(iter(facts.of(stated.key._replace(phase=delta_phase), stated)), None)
        base = next(iter(facts.of(stated.key._replace(phase=base_phase), stated)), None)
        if base is not None and base.value == 0:
            yield _zero_base(stated, (base,), "基数")
        elif base is None and final is not None and delta is not None and final.value == delta.value:
            yield _zero_base(stated, (final, delta), "基数")


@rule(
    "percentages.difference",
    zh="增减额等于决算减基数",
    basis="增减额 = 决算数 − 预算数（或上年决算数）",
    needs="增减额与决算、基数",
    example="年初预算 50.00，决算 60.00，印“增加 9.00”，应为 10.00",
)
def difference(facts: Facts) -> Iterator[Finding]:
    """A stated change of an amount = final - base; a 类 without a printed budget takes those of its 项."""
    for delta_phase, base_phase in _BASES.values():
        for stated in _stated(facts, delta_phase):
            tries = list(_differences(facts, stated, base_phase))
            if tries:
                yield min(tries, key=lambda finding: (finding.status != "passed", finding.severity == "error"))


def _differences(facts: Facts, stated: Figure, base_phase: Phase) -> Iterator[Finding]:
    finals = _finals(facts, stated)
    bases = facts.of(stated.key._replace(phase=base_phase), stated)[:_MOST_TRIED]
    for final in finals:
        for base in bases:
            yield adds_up(stated, [(1, final), (-1, base)], words="决算减基数")
        if not bases and stated.key.item is Item.TOTAL_EXPENDITURE and stated.key.function:
            terms = _base_of_children(facts, stated, final, base_phase)
            if terms:
                yield adds_up(stated, [(1, final), *terms], words="决算减所列各项的基数")


def _base_of_children(facts: Facts, stated: Figure, final: Figure, phase: Phase) -> list[Term]:
    """The bases of the 项 below a subject, where they are all printed and their finals add up to the subject's."""
    code = stated.key.function
    if not code.isdigit():
        return []
    finals, bases = Decimal(0), []
    for figure in facts.by_context[stated.context]:
        key = figure.key
        if key.phase is Phase.FINAL and _is_leaf_of(key, stated.key, code):
            base = facts.inside(stated.context, key._replace(phase=phase))
            if base is None:
                return []
            finals += figure.value
            bases.append(base)
    allowed = final.tolerance + sum((base.tolerance for base in bases), Decimal(0))
    return [(-1, base) for base in bases] if bases and abs(finals - final.value) <= allowed else []


def _is_leaf_of(key: Key, parent: Key, code: str) -> bool:
    same_account = key.fund is parent.fund and key.item is parent.item and not key.economy
    return same_account and len(key.function) == 7 and key.function.startswith(code) and key.function != code
