"""Checks of the money of performance forms: sources, execution rate, funding score, prose, all forms together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Context, Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up, fine, not_above, remark, same
from etl.reconcile.forms_figures import MONEY_COLUMNS, context_of, form_name, money, place_of, rate, total_line, total_place
from etl.reconcile.percentages import HUNDREDFOLD, Way, judge
from etl.reconcile.tolerance import HUNDRED, ZERO, Interval, half_unit, rounded
from etl.reconcile.wording import bare, digits, printed
from etl.report import FundingLine, PerformanceForm, Severity
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_BASIS: Final = "《项目支出绩效评价管理办法》（财预〔2020〕10号）及自评表格式"
_LEVELS: Final = ("central", "province", "prefecture", "county")
_PARTS: Final = ("fiscal", "carryover", "other", *_LEVELS)
_EVIDENCE: Final = 3  # forms that must follow the formula before one that does not is an error
_GOAL_RATE: Final = re.compile(r"(?:资金|预算)?执行率(?:达到|达|为|是|：)*(\d{1,3}(?:\.\d+)?)%")
_UNIT_MONEY: Final = 10_000
_FRACTION: Final = Decimal("1.2")  # a rate up to here may be a fraction of one
_PROSE: Final = Context(Channel.NARRATIVE, "performance", 0)


def _rate_way(stated: Figure, executed: Figure, budget: Figure) -> Way | None:
    allowed = executed.interval.over(budget.interval)
    if allowed is None or budget.value == 0:
        return None
    centre = executed.value / budget.value * HUNDRED
    text = f"{digits(executed)} / {digits(budget)} = {bare(centre, stated) if stated.tolerance < 1 else centre}%"
    return Way(centre, allowed.times(HUNDREDFOLD), text, (executed, budget))


def _as_fraction(way: Way, stated: Figure) -> list[Way]:
    """The same rate as a fraction of one, where the form prints no more than that (``0.98`` for 98 %)."""
    if stated.value > _FRACTION:
        return []
    one = Interval(way.allowed.low / HUNDRED, way.allowed.high / HUNDRED)
    return [Way(way.centre / HUNDRED, one, way.text, way.figures)]


@rule(
    "forms.execution_rate",
    zh="自评表：执行率等于全年执行数除以全年预算数",
    basis=_BASIS,
    needs="自评表的全年预算数、全年执行数与执行率",
    example="全年预算 20.00，执行 15.00，执行率印为 85.00%，应为 75.00%",
)
def execution_rate(facts: Facts) -> Iterator[Finding]:
    """Rate = executed / annual budget; against the initial budget it is for a reader. No rate exists on a budget of zero."""
    for form in facts.report.forms:
        for line in form.funding:
            stated, executed = rate(form, line), money(form, line, "executed")
            annual, initial = money(form, line, "annual_budget"), money(form, line, "initial_budget")
            budget = annual or initial
            if stated is None or executed is None or budget is None:
                continue
            if budget.value == 0:
                yield _no_rate(stated, executed, budget)
                continue
            way = _rate_way(stated, executed, budget)
            finding = judge(stated, [way, *_as_fraction(way, stated)], words="执行率") if way else None
            if finding is None:
                continue
            if finding.severity == "error" and finding.status == "failed" and initial and annual:
                other = _rate_way(stated, executed, initial)
                by_initial = judge(stated, [other], words="执行率") if other else None
                if by_initial and by_initial.status == "passed":
                    finding.severity = "notice"
                    finding.notes.append("按年初预算计算则相符")
            yield finding


def _no_rate(stated: Figure, executed: Figure, budget: Figure) -> Finding:
    figures = (stated, executed, budget)
    if executed.value == 0:
        return fine(at=(stated.place,), stated=printed(stated), recomputed="预算与执行均为零")
    certain = all(figure.certain for figure in figures)
    return remark(
        f"{executed.label} {printed(executed)}，但{budget.label}为 {printed(budget)}，执行率 {printed(stated)} 无从算起",
        at=(stated.place,),
        stated=printed(stated),
        recomputed=f"{digits(executed)} / {digits(budget)} 无意义",
        severity="error" if certain and executed.value > budget.tolerance else "notice",
        figures=figures,
    )


@rule(
    "forms.funding_blank",
    zh="自评表：资金总额行应填执行率与得分",
    severity="notice",
    basis=_BASIS,
    needs="有分值的资金总额行",
    example="全年预算 20.00，执行 20.00，分值 10，执行率与得分空白",
)
def funding_blank(facts: Facts) -> Iterator[Finding]:
    """The line of all money has a weight and amounts, so it owes a rate and a score."""
    for form in facts.report.forms:
        line = total_line(form)
        if line is None or line.weight is None or not line.annual_budget or line.executed is None:
            continue
        blank = [name for name, value in (("执行率", line.execution_rate), ("得分", line.score)) if value is None]
        if not blank:
            yield fine(at=(place_of(line),))
            continue
        reached = min(line.executed / line.annual_budget, Decimal(1))
        score = rounded(line.weight * reached, 2).normalize()
        share = rounded(line.executed / line.annual_budget * HUNDRED, 2)
        yield remark(
            f"{form_name(form)}资金总额行的{'、'.join(blank)}未填（分值 {line.weight:f}）",
            at=(place_of(line),),
            stated="空白",
            recomputed=f"执行率 {share:f}%，得分 {score:f}",
            proposed=f"{share:f}%；{score:f}",
        )


def _proportional(line: FundingLine) -> Decimal | None:
    """Weight × execution, at most the weight; None where it cannot be computed."""
    if line.weight is None or line.executed is None or not line.annual_budget:
        return None
    return line.weight * min(line.executed / line.annual_budget, Decimal(1))


def _fits(line: FundingLine, score: Decimal, exact: Decimal) -> str:
    """How a funding score stands to the formula: passed, rounding (to fewer digits), error.

    The rate in the formula may be the printed, rounded one.
    """
    by_rate = [exact]
    if line.execution_rate is not None and line.weight is not None:
        by_rate.append(line.weight * min(line.execution_rate / HUNDRED, Decimal(1)))
    if any(abs(score - value) <= half_unit(score) for value in by_rate):
        return "passed"
    shorter = {rounded(value, places) for value in by_rate for places in (0, 1, 2)}
    return "rounding" if score in shorter else "error"


def _formula_holds(forms: tuple[PerformanceForm, ...]) -> bool:
    """True where the other forms show that the funding score is weight × execution rate in this report."""
    follow = against = 0
    for form in forms:
        line = total_line(form)
        exact = _proportional(line) if line else None
        if line is None or exact is None or line.score is None or exact == line.weight:
            continue
        if _fits(line, line.score, exact) == "error":
            against += 1
        else:
            follow += 1
    return follow >= _EVIDENCE and follow > 2 * against


@rule(
    "forms.funding_score",
    zh="自评表：预算执行得分等于分值乘以执行率",
    basis=_BASIS,
    needs="资金总额行的分值、执行率与得分",
    example="分值 10，执行率 88.00%，得分 8，应为 8.8",
)
def funding_score(facts: Facts) -> Iterator[Finding]:
    """Score = weight × rate, full from 100 % on. An error only where the report's other forms follow the formula."""
    sure = _formula_holds(facts.report.forms)
    for form in facts.report.forms:
        line = total_line(form)
        exact = _proportional(line) if line else None
        if line is None or exact is None or line.score is None or line.weight is None:
            continue
        outcome = _fits(line, line.score, exact)
        shown = rounded(exact, 2)
        recomputed = f"{line.weight:f} × 执行率 = {shown:f}"
        at = (place_of(line),)
        if outcome == "passed":
            yield Finding(
                "passed", "error", "", f"{line.score:f}", recomputed, line.score - exact, half_unit(line.score), places=at
            )
            continue
        severity: Severity = "rounding" if outcome == "rounding" else "error" if sure else "notice"
        yield Finding(
            "failed",
            severity,
            f"{form_name(form)}预算执行得分 {line.score:f}，按分值 {line.weight:f} 与执行率计算为 {shown:f}",
            f"{line.score:f}",
            recomputed,
            line.score - exact,
            half_unit(line.score),
            places=at,
            proposed=f"{shown:f}",
        )


@rule(
    "forms.funding_parts",
    zh="自评表：年度资金总额等于各来源之和",
    basis=_BASIS,
    needs="自评表资金总额与各来源的金额",
    example="年度资金总额 20.00，财政拨款 15.00 + 上年结转 4.00 = 19.00",
)
def funding_parts(facts: Facts) -> Iterator[Finding]:
    """Each money column adds up over the sources; a source left blank may hold the rest.

    Some forms print 上年结转 as a part of 财政拨款 (``其中：`` below it), others beside it: either way may add up.
    """
    for form in facts.report.forms:
        total = next((line for line in form.funding if line.source == "total"), None)
        lines = [line for line in form.funding if line.source in _PARTS]
        if total is None or not lines:
            continue
        for column in MONEY_COLUMNS:
            whole = money(form, total, column)
            parts = [(line, part) for line in lines if (part := money(form, line, column))]
            if whole and parts:
                bound = lines if column != "executed" or not _whole_budget(total, lines) else [line for line, _ in parts]
                yield _beside_or_within(whole, parts, bound)


def _whole_budget(total: FundingLine, lines: list[FundingLine]) -> bool:
    """True where the printed budgets of the sources are all the budget: a source left blank has nothing to spend."""
    budgets = [line.annual_budget for line in lines if line.annual_budget is not None]
    return bool(budgets) and total.annual_budget is not None and sum(budgets) == total.annual_budget


def _beside_or_within(whole: Figure, parts: list[tuple[FundingLine, Figure]], lines: list[FundingLine]) -> Finding:
    """All sources added up; where that fails, without a 上年结转 that 财政拨款 may hold, if it adds up so."""
    beside = _sources(whole, [part for _, part in parts], lines)
    carried = [part for line, part in parts if line.source == "carryover"]
    fiscal = [part for line, part in parts if line.source == "fiscal"]
    if beside.status == "passed" or len(carried) != 1 or len(fiscal) != 1 or carried[0].value > fiscal[0].value:
        return beside
    within = _sources(
        whole,
        [part for line, part in parts if line.source != "carryover"],
        [line for line in lines if line.source != "carryover"],
    )
    if within.status != "passed":
        return beside
    within.notes.append("上年结转含在财政拨款内")
    return within


def _sources(whole: Figure, parts: list[Figure], lines: list[FundingLine]) -> Finding:
    """One column of the sources; where one of them may contain others (财政拨款 and its levels), a gap is for a reader."""
    sources = {line.source for line in lines}
    by_level = "fiscal" in sources and not sources.isdisjoint(_LEVELS)
    contained = by_level or any(part.value == whole.value for part in parts)
    blank = len(parts) < len(lines)
    why = "各来源可能互相包含"
    return adds_up(whole, [(1, part) for part in parts], words="各来源", at_most=blank, doubt=contained, why=why)


@rule(
    "forms.overspent",
    zh="自评表：执行数不大于全年预算数",
    severity="notice",
    basis="《预算法》：不得超预算支出",
    needs="自评表的全年预算数与执行数",
    example="全年预算 20.00，执行 21.00",
)
def overspent(facts: Facts) -> Iterator[Finding]:
    """What was executed stays within the annual budget of its source."""
    for form in facts.report.forms:
        for line in form.funding:
            spent, budget = money(form, line, "executed"), money(form, line, "annual_budget")
            if spent and budget and budget.value:
                yield not_above(spent, budget, words="", most="notice")


def _said(form: PerformanceForm, value: Decimal, name: str, like: Figure) -> Figure:
    """A number of the prose about a form, with the unit of the form's own."""
    shown = value / _UNIT_MONEY if like.unit is MeasureUnit.YUAN else value
    tolerance = half_unit(shown) * _UNIT_MONEY if like.unit is MeasureUnit.YUAN else half_unit(shown)
    unit = "万元" if like.unit is MeasureUnit.YUAN else like.printed_unit
    return Figure(value, tolerance, like.unit, unit, f"{shown.normalize():f}", place_of(form), like.key, _PROSE, label=name)


@rule(
    "forms.narrative",
    zh="自评表与自评综述：得分、预算、执行数、完成比例应一致",
    basis="决算公开模板的绩效自评综述",
    needs="自评综述中的得分或金额与自评表",
    example="综述写自评得分 97，自评表总得分 87",
)
def narrative(facts: Facts) -> Iterator[Finding]:
    """What the prose says of a project against its form."""
    for form in facts.report.forms:
        yield from _score_against_prose(form)
        line = total_line(form)
        if line is None:
            continue
        for column, said, name in (
            ("annual_budget", form.narrative_annual_budget, "全年预算数"),
            ("executed", form.narrative_executed, "执行数"),
        ):
            own = money(form, line, column)
            if own is not None and said is not None:
                yield _against(form, own, said, name)
        own_rate = rate(form, line)
        if own_rate is not None and form.narrative_completion_pct is not None:
            yield _against(form, own_rate, form.narrative_completion_pct, "完成比例")


def _against(form: PerformanceForm, own: Figure, said: Decimal, name: str) -> Finding:
    finding = same(_said(form, said, f"{form_name(form)}综述{name}", own), own, words=f"{form_name(form)}{name}")
    finding.places = (own.place,)
    return finding


def _score_against_prose(form: PerformanceForm) -> Iterator[Finding]:
    if form.narrative_score is None or form.total_score is None:
        return
    line = total_line(form)
    at = (total_place(form), *(place_of(row) for row in (form, line) if row is not None))
    stated, recomputed = f"{form.total_score:f}", f"综述 {form.narrative_score:f}"
    if form.total_score == form.narrative_score:
        yield Finding("passed", "error", "", stated, recomputed, ZERO, ZERO, places=at)
        return
    yield Finding(
        "failed",
        "error",
        f"{form_name(form)}总得分 {form.total_score:f}，综述中自评得分 {form.narrative_score:f}",
        stated,
        recomputed,
        form.total_score - form.narrative_score,
        ZERO,
        places=at,
    )


@rule(
    "forms.goal_rate",
    zh="自评表：目标完成情况中的执行率与资金行一致",
    basis="自评表内部一致",
    needs="实际完成情况中的执行率与资金行",
    example="完成情况写“执行率为 60%”，资金行 80.00%",
)
def goal_rate(facts: Facts) -> Iterator[Finding]:
    """An execution rate in the words on the goal fits one of the money lines."""
    for form in facts.report.forms:
        for match in _GOAL_RATE.finditer("".join(f"{form.expected_goal}。{form.actual_goal}".split())):
            value = Decimal(match.group(1))
            line = total_line(form)
            if line is None:
                continue
            like = Figure(
                value, half_unit(value), MeasureUnit.PCT, "%", match.group(1), place_of(line),
                Key(Fund.ALL, Item.PROJECT_EXPENDITURE, Phase.COMPLETION_PCT), context_of(form),
                label=f"{form_name(form)}完成情况中的执行率",
            )  # fmt: skip
            ways = (way for each in (line, *form.funding) if (way := _goal_way(form, each, like)))
            finding = judge(like, ways, words="执行率")
            if finding:
                yield finding


def _goal_way(form: PerformanceForm, line: FundingLine, stated: Figure) -> Way | None:
    executed, budget = money(form, line, "executed"), money(form, line, "annual_budget")
    return _rate_way(stated, executed, budget) if executed and budget else None
