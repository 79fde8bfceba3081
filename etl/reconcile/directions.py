"""Checks of direction: signs of changes against each other, words of reasons against the change they explain, reasons owed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key
from etl.reconcile.findings import Finding, fine, remark, weigh
from etl.reconcile.spots import spot
from etl.reconcile.wording import label, printed
from etl.report import Explanation, Place
from etl.vocabulary import Channel, Item, Phase

_BASIS: Final = "《部门决算公开操作规程》：增减变化须说明方向与原因，且与数字一致"
_PAIRS: Final = (
    (Phase.DELTA_PRIOR, Phase.PCT_PRIOR),
    (Phase.DELTA_INITIAL_BUDGET, Phase.PCT_INITIAL_BUDGET),
    (Phase.DELTA_ANNUAL_BUDGET, Phase.PCT_ANNUAL_BUDGET),
)
_UP: Final = re.compile(r"增加|增长|上升|提高|追加|新增|超支|扩大")
_DOWN: Final = re.compile(r"减少|下降|降低|压减|节约|缩减|收回|厉行|过紧日子")
_LEFT_OVER: Final = re.compile(r"未执行|结余|结转|未支付|未发生|未完成|延期|推迟")
_NONE: Final = re.compile(r"无差异|无变动|无变化|无增减|持平|没有差异|没有变化")
_BELOW: Final = re.compile(r"(?:小于|低于)(?:年初|全年)?预算")
_ABOVE: Final = re.compile(r"(?:大于|高于|超过)(?:年初|全年)?预算")
_BUDGET_OF: Final = {
    Phase.DELTA_INITIAL_BUDGET: (Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET),
    Phase.DELTA_ANNUAL_BUDGET: (Phase.ANNUAL_BUDGET, Phase.INITIAL_BUDGET),
}
_NEAR: Final = 12  # lines; a reason stands close to the figures it explains


@rule(
    "directions.signs",
    zh="增减额与增减百分比方向应一致",
    basis=_BASIS,
    needs="同一变动的增减额与百分比",
    example="比上年增加 10.00 万元，下降 9.00%",
)
def signs(facts: Facts) -> Iterator[Finding]:
    """A change and its percentage go the same way, and are zero together."""
    for delta_phase, pct_phase in _PAIRS:
        for stated in facts.figures:
            if stated.key.phase is not pct_phase:
                continue
            delta = next(iter(facts.of(stated.key._replace(phase=delta_phase), stated)), None)
            if delta is None or delta.context != stated.context:
                continue
            yield _signs(delta, stated)


def _signs(delta: Figure, stated: Figure) -> Finding:
    figures = (delta, stated)
    if delta.value * stated.value >= 0:
        return Finding("passed", stated=printed(stated), recomputed=printed(delta), figures=figures, tight=False)
    severity, doubtful = weigh("error", figures, "error")
    message = f"{label(delta)} {printed(delta)} 与百分比 {printed(stated)} 方向相反{doubtful}"
    return Finding("failed", severity, message, printed(stated), printed(delta), figures=figures, tight=False)


def _change(facts: Facts, reason: Explanation) -> tuple[int, tuple[Figure, ...]] | None:
    """Which way the account went that a reason explains (-1, 0, 1), with the figures that say so; None where unknown."""
    at = spot(reason.page, reason.line)
    function = reason.functional_code or (f"={reason.functional_name}" if reason.functional_name else "")
    economy = reason.economic_code or (f"={reason.economic_name}" if reason.economic_name else "")
    key = Key(reason.fund, reason.item, reason.basis, function, economy)
    fiscal = key._replace(fund=next((f.key.fund for f in facts.figures if f.key.item is reason.item), key.fund))
    for delta_key in (key, fiscal):
        delta = _close(facts, delta_key, at)
        if delta:
            return (delta.value > 0) - (delta.value < 0), (delta,)
        for phase in _BUDGET_OF.get(reason.basis, ()):
            final = _close(facts, delta_key._replace(phase=Phase.FINAL), at)
            budget = _close(facts, delta_key._replace(phase=phase), at)
            if final and budget:
                gap = final.value - budget.value
                if abs(gap) <= final.tolerance + budget.tolerance:
                    return 0, (final, budget)
                return (1 if gap > 0 else -1), (final, budget)
    return None


def _close(facts: Facts, key: Key, at: Place) -> Figure | None:
    """The figure of the prose printed last before a reason and close to it."""
    found = [
        figure
        for figure in facts.by_key.get(key, ())
        if figure.context.channel is Channel.NARRATIVE
        and figure.place.page == at.page
        and 0 <= (at.line or 0) - (figure.place.line or 0) <= _NEAR
    ]
    return found[-1] if found else None


@rule(
    "directions.reason",
    zh="原因说明与增减方向应一致",
    severity="notice",
    basis=_BASIS,
    needs="原因说明与其解释的增减",
    example="决算小于预算，原因写“支出增加”",
)
def reason(facts: Facts) -> Iterator[Finding]:
    """A reason that speaks only of the opposite direction, or of no difference where there is one."""
    for stated in facts.report.explanations:
        change = _change(facts, stated)
        if change is None:
            continue
        way, figures = change
        at = (spot(stated.page, stated.line), *(figure.place for figure in figures))
        says = _contradiction(way, stated, figures, facts)
        what = label(figures[0])
        if says:
            text = "、".join(f"{label(figure)} {printed(figure)}" for figure in figures)
            yield remark(
                f"{what}的原因说明{says}，与数字不符（{text}）",
                at=at,
                stated=_short(stated.text),
                recomputed=text,
                figures=figures,
            )
        else:
            yield fine(at=at[:1])


def _contradiction(way: int, stated: Explanation, figures: tuple[Figure, ...], facts: Facts) -> str:
    text = stated.text
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    to_budget = stated.basis is not Phase.DELTA_PRIOR
    if way > 0 and ((down and not up) or (to_budget and _BELOW.search(text))):
        return "只说减少" if not _BELOW.search(text) else "说决算小于预算"
    if way < 0 and ((up and not down and not _LEFT_OVER.search(text)) or (to_budget and _ABOVE.search(text))):
        return "只说增加" if not _ABOVE.search(text) else "说决算大于预算"
    if _NONE.search(text) and not up and not down and (way or _completion_differs(figures[0], facts)):
        return "说无差异"
    return ""


def _completion_differs(figure: Figure, facts: Facts) -> bool:
    stated = facts.of(figure.key._replace(phase=Phase.COMPLETION_PCT), figure)
    return any(abs(pct.value - 100) > pct.tolerance and pct.value and pct.place == figure.place for pct in stated)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


@rule(
    "directions.reason_owed",
    zh="增减变化应说明原因",
    severity="notice",
    basis=_BASIS,
    needs="说明中的增减额或与预算不符的决算",
    example="比上年增加 10.00 万元，未说明原因；完成预算 80.00%，其他科目均说明而本科目未说明",
)
def reason_owed(facts: Facts) -> Iterator[Finding]:
    """A change of an account that the prose states without any reason for it, its total or its parts."""
    explained = defaultdict(set)
    for given in facts.report.explanations:
        explained[given.item].add(given.functional_code or given.functional_name)
        explained[given.item].add(given.economic_code or given.economic_name)
    for figure in facts.figures:
        if figure.context.channel is not Channel.NARRATIVE or figure.key.phase is not Phase.DELTA_PRIOR:
            continue
        if figure.key.item not in _OWED or figure.value == 0:
            continue
        row = figure.observation
        names = {"", figure.key.function.removeprefix("="), figure.key.economy.removeprefix("=")}
        if row:
            names |= {row.functional_name, row.economic_name}
        subject = names - {""}
        given_for = explained.get(figure.key.item, set())
        if (subject & given_for) or (not subject and given_for):
            yield fine(at=(figure.place,), stated=printed(figure))
        elif not given_for:
            yield _owed(figure)
    yield from _owed_to_budget(facts)


def _owed(figure: Figure) -> Finding:
    text = f"{label(figure)} {printed(figure)}，未说明原因"
    return remark(text, at=(figure.place,), stated=printed(figure), figures=(figure,))


def _owed_to_budget(facts: Facts) -> Iterator[Finding]:
    """Subjects whose completion is not 100 % and unexplained, in a report that explains most of its subjects."""
    stated = [
        figure
        for figure in facts.figures
        if figure.key.phase is Phase.COMPLETION_PCT and figure.key.function and abs(figure.value - 100) > figure.tolerance
    ]
    explained = {
        (given.functional_code or f"={given.functional_name}")
        for given in facts.report.explanations
        if given.basis in _BUDGET_OF
    }
    missing = [figure for figure in stated if figure.key.function not in explained]
    if len(missing) * 2 >= len(stated):
        return
    for figure in stated:
        yield _owed(figure) if figure in missing else fine(at=(figure.place,), stated=printed(figure))


_OWED: Final = frozenset(
    {
        Item.GRAND_TOTAL,
        Item.TOTAL_EXPENDITURE,
        Item.THREE_PUBLIC_TOTAL,
        Item.OVERSEAS_TRAVEL,
        Item.VEHICLE_TOTAL,
        Item.RECEPTION_TOTAL,
        Item.OPERATING_COST,
    }
)
