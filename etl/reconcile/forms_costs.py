"""Checks of the cost indicators of performance forms against the money of the form and of the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key
from etl.reconcile.findings import Finding, not_above
from etl.reconcile.forms_figures import context_of, form_name, merged, money, place_of, total_line
from etl.reconcile.tolerance import ZERO, half_unit, judge_amounts, rounded
from etl.reconcile.wording import finest, in_unit, printed
from etl.report import Indicator, PerformanceForm, Severity
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

_BASIS: Final = "自评表内部一致：成本指标为项目资金的构成"
_WAN: Final = Decimal(10_000)
_LUMP: Final = re.compile(r"^万元(?:/年|/班次|/项|/次|/批|/期)?$")
_NOT_A_PART: Final = re.compile(
    r"总成本|总额|合计|总投入|总费用|人均|平均|单价|单位成本|每|标准|控制率|节约|以内$|社会成本|生态"
)


def _sides(form: PerformanceForm) -> Iterator[Indicator]:
    return (row for row in form.indicators if "成本" in row.level1 + row.level2)


def _lump_sums(form: PerformanceForm) -> list[Indicator]:
    """The cost indicators that are amounts of 万元, provided that all of a form's are: else they do not add up to anything."""
    rows = [row for row in _sides(form) if row.target_raw.strip() or row.actual_raw.strip()]
    rows = [row for row in rows if row.nature != "定性"]
    if len(rows) < 2 or any(not _LUMP.match("".join(row.measure_unit.split())) for row in rows):
        return []
    return [] if any(_NOT_A_PART.search(row.level3) for row in rows) else rows


def _figure(form: PerformanceForm, row: Indicator, value: Decimal, name: str) -> Figure:
    return Figure(
        value * _WAN,
        half_unit(value) * _WAN,
        MeasureUnit.YUAN,
        "万元",
        f"{value:f}",
        place_of(row),
        Key(Fund.ALL, Item.PROJECT_EXPENDITURE, Phase.FINAL),
        context_of(form),
        certain=not row.doubtful,
        label=f"{form_name(form)}成本指标“{row.level3}”{name}",
    )


def _cents(value: Decimal) -> Decimal:
    """Costs printed as ``20 万元`` beside ``20.72 万元`` are exact amounts: two decimals at least."""
    return value if value.as_tuple().exponent in (-2, -3, -4) else rounded(value, 2)


def _judge(whole: Figure, parts: list[Figure], words: str, *, capped: bool, covering: bool) -> Finding:
    total = sum((part.value for part in parts), ZERO)
    difference = whole.value - total
    outcome, allowed = judge_amounts(difference, [figure.tolerance for figure in (whole, *parts)])
    figures = (whole, *parts)
    shown = " + ".join(part.raw for part in parts[:3]) + (f" + …（共 {len(parts)} 项）" if len(parts) > 3 else "")
    fine = finest(whole, figures)
    recomputed = f"{shown} = {in_unit(total, fine)}"
    nested = any(part.value == total - part.value or abs(part.value - whole.value) <= allowed for part in parts)
    if outcome == "passed":
        return Finding("passed", "error", "", printed(whole), recomputed, difference, allowed, figures, tight=False)
    severity: Severity
    if outcome == "rounding":
        severity = "rounding"
    else:
        proven = (difference < 0 and not capped and not nested) or (difference > 0 and covering)
        severity = "error" if proven and all(figure.certain for figure in figures) else "notice"
    return Finding(
        "failed",
        severity,
        f"{whole.label} {printed(whole)}，成本指标{words}合计 {in_unit(total, fine)}，相差 {in_unit(abs(difference), fine)}",
        printed(whole),
        recomputed,
        difference,
        allowed,
        figures,
        tight=False,
    )


@rule(
    "forms.cost_targets",
    zh="自评表：成本指标目标值之和与全年预算数",
    basis=_BASIS,
    needs="以万元计的成本指标与全年预算数",
    example="全年预算 50.00，成本指标目标 30 + 25 = 55",
)
def cost_targets(facts: Facts) -> Iterator[Finding]:
    """Planned costs add up to no more than the budget; upper limits (≤) may, and a budget may hold other costs."""
    for form in facts.report.forms:
        rows, line = _lump_sums(form), total_line(form)
        budget = money(form, line, "annual_budget") if line else None
        if not rows or line is None or budget is None or any(row.target_value is None for row in rows):
            continue
        parts = [_figure(form, row, _cents(row.target_value), "目标") for row in rows if row.target_value is not None]
        capped = any(row.comparator in ("<=", "<") for row in rows)
        finding = _judge(budget, parts, "目标值", capped=capped, covering=False)
        initial = money(form, line, "initial_budget")
        if finding.status == "failed" and finding.severity != "rounding" and initial:
            other = _judge(initial, parts, "目标值", capped=capped, covering=False)
            if other.status == "passed" or other.severity == "rounding":
                finding.severity = "notice"
                finding.notes.append("与年初预算数相符")
        yield finding


@rule(
    "forms.cost_actuals",
    zh="自评表：成本指标实际值之和与全年执行数",
    basis=_BASIS,
    needs="以万元计的成本指标与全年执行数",
    example="全年执行 50.00，成本指标实际 30 + 25 = 55",
)
def cost_actuals(facts: Facts) -> Iterator[Finding]:
    """Actual costs add up to no more than what was executed, and to just that where the targets are the whole budget."""
    for form in facts.report.forms:
        rows, line = _lump_sums(form), total_line(form)
        executed = money(form, line, "executed") if line else None
        known = [row for row in rows if row.actual_value is not None]
        if line is None or executed is None or len(known) < 2 or _merged_actuals(form, rows):
            continue
        parts = [_figure(form, row, _cents(row.actual_value), "实际") for row in known if row.actual_value is not None]
        yield _judge(executed, parts, "实际值", capped=False, covering=_targets_cover(form, rows))


def _merged_actuals(form: PerformanceForm, rows: list[Indicator]) -> bool:
    """True where one actual value stands for several rows: it is then the whole, not a part."""
    known = [row for row in rows if row.actual_value is not None]
    return len(known) == 1 and len(rows) > 1 and bool(merged(form))


def _targets_cover(form: PerformanceForm, rows: list[Indicator]) -> bool:
    line = total_line(form)
    budget = money(form, line, "annual_budget") if line else None
    total = sum((row.target_value for row in rows if row.target_value is not None), ZERO) * _WAN
    capped = any(row.comparator in ("<=", "<") for row in rows)
    return budget is not None and total == budget.value and not capped


@rule(
    "forms.cost_in_accounts",
    zh="自评表：成本指标不大于单位同名经济科目的支出",
    severity="notice",
    basis="一个项目的某项费用不大于本单位同一经济科目的支出",
    needs="与经济分类款同名的成本指标，以及列出该款的项目支出",
    example="项目支出电费 11.00，一张自评表的电费实际 12.00",
)
def cost_in_accounts(facts: Facts) -> Iterator[Finding]:
    """A cost named like an economic 款 is part of what all projects (and basic expenditure) spent on it."""
    spent = _by_economic_name(facts)
    if not spent:
        return
    for form in facts.report.forms:
        for row in _sides(form):
            whole = spent.get("".join(row.level3.split()))
            if whole is None or row.actual_value is None or row.doubtful or "".join(row.measure_unit.split()) != "万元":
                continue
            part = _figure(form, row, row.actual_value, "实际")
            yield not_above(part, whole, words="本单位", most="notice")


def _by_economic_name(facts: Facts) -> dict[str, Figure]:
    """Economic 款 that project expenditure prints and basic expenditure does not, by name."""
    found: dict[str, Figure] = {}
    basic: set[str] = set()
    for figure in facts.figures:
        row = figure.observation
        if row is None or not row.economic_name or figure.key.phase is not Phase.FINAL or figure.key.function:
            continue
        if figure.key.item is Item.BASIC_EXPENDITURE and figure.value:
            basic.add(row.economic_name)
        elif figure.key.item is Item.PROJECT_EXPENDITURE and len(figure.key.economy) != 3:
            found.setdefault(row.economic_name, figure)
    return {name: figure for name, figure in found.items() if name not in basic}
