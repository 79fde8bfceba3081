"""What was written and what was read as rows that can be compared: numbers, reasons, self-evaluation forms."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from etl.generate import RenderedReport
from etl.report import Report

Key = tuple[str, str, str, str, str, str, str]
FUND_FREE = ("three_public", "overseas", "vehicle", "reception", "operating_cost", "procurement", "equipment", "building",
             "fixed_assets", "staff", "units_in", "selfeval")  # fmt: skip
_FIELDS = ("fund", "functional_code", "economic_code", "item", "phase", "channel", "value")
_CHANGE = ("functional_code", "economic_code", "item", "basis")


def key(row: dict[str, str]) -> Key:
    """What two readings of a number must agree in; money that is fund-free by its item, and one account under two names."""
    fund, item = row["fund"], row["item"]
    if any(part in item for part in FUND_FREE):
        fund = "*"
    if item == "fiscal_appropriation":
        fund, item = "fiscal", "total_income"
    value = str(Decimal(row["value"]).normalize())
    return fund, row["functional_code"], row["economic_code"], item, row["phase"], row["channel"], value


def written(report: RenderedReport) -> Counter[Key]:
    return Counter(key(row) for row in report.observations())


def observed(report: Report) -> list[tuple[Key, int | None, int | None]]:
    """Each number read with its line and page."""
    return [(key({name: str(getattr(o, name)) for name in _FIELDS}), o.line, o.page) for o in report.observations]


def read(report: Report) -> Counter[Key]:
    return Counter(number for number, _, _ in observed(report))


def spoken(text: str) -> str:
    """A reason without the accidents of its printing."""
    return "".join(text.split()).translate(str.maketrans(",;:()", "，；：（）")).rstrip("。；")


def reasons_written(report: RenderedReport) -> set[tuple[str, ...]]:
    return {(*(row[name] for name in _CHANGE), spoken(row["text"])) for row in report.explanations()}


def reasons_read(report: Report) -> set[tuple[str, ...]]:
    return {(*(str(getattr(e, name)) for name in _CHANGE), spoken(e.text)) for e in report.explanations}


def digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def normal(row: dict[str, str], like: dict[str, str]) -> dict[str, str]:
    """The truth in the columns that are compared, numbers without needless zeros."""
    numbers = {"target_value", "actual_value"}
    return {name: digits(Decimal(row[name])) if name in numbers and row[name] else row[name] for name in like}


def indicators_read(report: Report) -> list[dict[str, str]]:
    """The indicators of all forms as ``indicators.csv`` has them."""
    words = ("level1", "level2", "level3", "nature", "comparator", "target_raw", "actual_raw", "measure_unit", "deviation")
    numbers = ("target_value", "actual_value", "weight", "score")
    return [
        {
            "form_no": str(form.form_no),
            **{name: getattr(i, name) for name in words},
            **{name: digits(getattr(i, name)) for name in numbers},
            "line": str(i.line),
        }
        for form in report.forms
        for i in form.indicators
    ]


def money_read(report: Report) -> list[dict[str, str]]:
    """The money lines and scores of all forms as ``projects.csv`` has them."""
    amounts = ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
    return [
        {
            "form_no": str(form.form_no),
            **{name: getattr(form, name) for name in ("project_name", "department", "implementing_unit")},
            "source": line.source,
            **{name: digits(getattr(line, name)) for name in amounts},
            **{name: digits(getattr(form, name)) for name in ("total_score", "narrative_score")},
        }
        for form in report.forms
        for line in form.funding
    ]


def alike(truth: list[dict[str, str]], have: list[dict[str, str]]) -> list[dict[str, str]]:
    """The truth in the columns of what was read."""
    return [normal(row, have[0]) if have else row for row in truth]
