"""Invented self-evaluation forms: small ones whose marts can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from etl.report import FundingLine, Indicator, PerformanceForm

D = Decimal
CONTENT: dict[str, Any] = {"level1": "满意度", "level2": "服务对象 满意度"}
BENEFIT: dict[str, Any] = {
    "level1": "效益指标",
    "level2": "社会效 益指标",
    "nature": "定性",
    "comparator": "",
    "measure_unit": "",
}


def indicator(name: str, target: str, actual: str, weight: str, score: str, **changes: Any) -> Indicator:
    """An output in numbers, in percent, to be reached or passed; words where target or actual is no number."""
    fields: dict[str, Any] = {
        "position": 1,
        "level1": "产出 指标（50分）",
        "level2": "质量指标",
        "level3": name,
        "nature": "正向",
        "comparator": ">=",
        "target_raw": target,
        "target_value": _number(target),
        "actual_raw": actual,
        "actual_value": _number(actual),
        "measure_unit": "%",
        "weight": D(weight),
        "score": D(score),
        "line": 90,
    }
    return Indicator(**fields | changes)


def _number(text: str) -> Decimal | None:
    digits = text.strip("≥≤%元万 ")
    return D(digits) if digits.replace(".", "", 1).isdigit() else None


def form(
    project: str, budget: str, executed: str, score: str, indicators: Iterable[Indicator], **changes: Any
) -> PerformanceForm:
    """A project's form of 100 points, 10 of them for execution, all of which it got unless `funding_score` says otherwise."""
    funding_score = changes.pop("funding_score", "10")
    total = FundingLine(
        source="total",
        initial_budget=D(budget),
        annual_budget=D(budget),
        executed=D(executed),
        weight=D(10),
        execution_rate=(D(executed) / D(budget) * 100).quantize(D("0.01")),
        score=D(funding_score),
        printed=(budget, budget, executed),
        line=81,
    )
    own = FundingLine(source="other", annual_budget=D(0), executed=D(0), line=82)
    fields: dict[str, Any] = {
        "form_no": 1,
        "project_name": project,
        "funding": (total, own),
        "total_weight": D(100),
        "total_score": D(score),
        "expected_goal": "按计划完成",
        "actual_goal": "已完成",
        "indicators": tuple(row.model_copy(update={"position": at}) for at, row in enumerate(indicators, 1)),
        "line": 80,
    }
    return PerformanceForm(**fields | changes)


def training_2022() -> PerformanceForm:
    """Everything reached."""
    rows = (indicator("培训 合格率", "90", "95", "50", "50"), indicator("学员满意度", "90", "90", "40", "40", **CONTENT))
    return form("2022年培训经费", "1000", "800", "100", rows)


def training_2023(**changes: Any) -> PerformanceForm:
    """The same project under this year's name: a target missed, a cost above its limit, one far too easy, one in words."""
    rows = (
        indicator("培训合格率", "90", "81", "20", "18"),
        indicator(
            "1.培训成本",
            "≤10万元",
            "11万元",
            "10",
            "10",
            level2="成本指标",
            nature="反向",
            comparator="<=",
            measure_unit="万元",
        ),
        indicator("开班次数", "2", "6", "20", "20", level2="数量指标", measure_unit="次"),
        indicator("提升能力", "有效提升", "有效提升", "20", "17", **BENEFIT),
        indicator("学员满意度", "90", "95", "20", "20", **CONTENT),
    )
    fields: dict[str, Any] = {"narrative_score": D("97"), "funding_score": "6"}
    return form("2023年培训经费项目", "1000", "600", "91", rows, **fields | changes)
