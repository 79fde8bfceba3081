"""The words and the truth that all shapes of a form share: labels, headers, printed points, rows of the gold files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from etl.generate.blocks import FundingTruth, IndicatorTruth
from etl.generate.form_style import FormStyle
from etl.generate.indicators import Amounts, Form, Indicator, amount, rate_of

SIGNS: Final = {">=": "≥", "<=": "≤", "=": "＝", "": ""}
WORDS: Final = {">=": "大于等于", "<=": "小于等于", "=": "等于", "": ""}
TITLES: Final = {"project": "项目支出绩效自评表", "overall": "部门整体支出绩效自评表"}
MONEY_HEADERS: Final = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
REASON_HEADER: Final = "偏差原因分析及改进措施"
_LABELS: Final = {
    "total": "年度资金总额",
    "fiscal": "其中：财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
    "central": "其中：中央安排",
    "prefecture": "地（州、市）安排",
    "county": "县（市、区）安排",
}
_AUTONOMOUS: Final = ("15", "45", "54", "64", "65")  # the provinces that are 自治区, by the first digits of their codes


def source_label(source: str, adcode: str, kind: str = "project") -> str:
    """The label of a money line in a form of this kind; the province's by what the region's province is called."""
    if source == "total" and kind == "overall":
        return "年度总资金"
    if source == "province":
        return "自治区安排" if adcode[:2] in _AUTONOMOUS else "省级安排"
    return _LABELS[source]


def points(hundredths: int | None) -> str:
    """Points without needless zeros: 7, 9.4, 98.84; nothing for points that stand elsewhere."""
    if hundredths is None:
        return ""
    return f"{Decimal(hundredths) / 100:f}".rstrip("0").rstrip(".") if hundredths % 100 else str(hundredths // 100)


def rate_in(amounts: Amounts) -> str:
    """The execution rate of a money line."""
    return points(rate_of(amounts[2], amounts[1]))


def money_cells(amounts: Amounts, style: FormStyle) -> tuple[str, str, str]:
    """The three amounts of a money line as printed."""
    initial, annual, executed = (amount(cents, style.unit) for cents in amounts)
    return initial, annual, executed


def funding_truth(form: Form, source: str, told: bool, cells: Mapping[str, str], *, blank: bool = False) -> FundingTruth:
    """One row of ``projects.csv``; `cells` holds weight, rate and score as printed on this line, `blank` that no amount is."""
    columns = {
        "form_no": str(form.number),
        "project_name": form.name,
        "department": form.department,
        "implementing_unit": form.unit,
        "source": source,
        "initial_budget": "",
        "annual_budget": "",
        "executed": "",
        "weight": "",
        "execution_rate": "",
        "score": "",
        "total_score": points(form.total),
        "narrative_score": points(form.total) if told and form.kind == "project" else "",
    }
    if not blank:
        amounts = (_yuan(cents) for cents in form.money[source])
        columns |= dict(zip(("initial_budget", "annual_budget", "executed"), amounts, strict=True))
    return FundingTruth(columns | dict(cells))


def _yuan(cents: int) -> str:
    return f"{(Decimal(cents) / 100).normalize():f}"


def indicator_truth(form: Form, indicator: Indicator, cells: Mapping[str, str]) -> IndicatorTruth:
    """One row of ``indicators.csv``; `cells` holds what depends on the shape."""
    numeric = bool(indicator.comparator)
    columns = {
        "form_no": str(form.number),
        "project_name": form.name,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.name,
        "nature": "",
        "comparator": indicator.comparator,
        "target_raw": indicator.target,
        "target_value": indicator.target if numeric else "",
        "actual_raw": indicator.actual,
        "actual_value": indicator.actual if numeric else "",
        "measure_unit": indicator.unit,
        "weight": points(indicator.weight),
        "score": points(indicator.score),
        "deviation": indicator.deviation,
    }
    return IndicatorTruth(columns | dict(cells))


def signed(indicator: Indicator, signs: Mapping[str, str] = SIGNS) -> tuple[str, str, dict[str, str]]:
    """Target and result with sign and unit in the cell, ``≥90%`` and ``95%``, and the truth of these cells."""
    target = f"{signs[indicator.comparator]}{indicator.target}{indicator.unit}"
    actual = f"{indicator.actual}{indicator.unit}" if indicator.actual else ""
    return target, actual, {"target_raw": target, "actual_raw": actual}
