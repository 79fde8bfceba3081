"""Small reports to check, written as the lines they are printed in; and the two questions tests ask of their checks.

A line reads ``table section fund [code name]: item[.phase]=digits …`` or ``prose …``. ``@code`` after the item is an economic
subject; digits ending in ``%`` are a percentage, digits after ``#`` a count, all others amounts in 万元. The lines are numbered
10, 20, 30 … in their order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.numbers import read_amount, read_decimal
from etl.reconcile import reconcile
from etl.report import (
    Check,
    Explanation,
    FundingLine,
    Indicator,
    Observation,
    PerformanceForm,
    Report,
    SourceFile,
    StatementSeen,
    UnitIdentity,
)
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Method, Phase

_LINE = re.compile(r"(?P<channel>table|prose) (?P<section>\w+) (?P<fund>\w+)(?: (?P<subject>[^:]+))?: (?P<cells>.+)")
_CELL = re.compile(r"(?P<item>\w+)(?:@(?P<economic>\w+))?(?:\.(?P<phase>\w+))?=(?P<digits>\S+)")
WAN = Decimal(10_000)


def _observation(where: re.Match[str], cell: re.Match[str], number: int, unit: str) -> Observation:
    digits = cell["digits"]
    common: dict[str, Any] = {
        "fund": Fund(where["fund"]),
        "item": Item(cell["item"]),
        "phase": Phase(cell["phase"] or "final"),
        "channel": Channel.TABLE if where["channel"] == "table" else Channel.NARRATIVE,
        "section": where["section"],
        "line": number,
        "economic_code": cell["economic"] or "",
        "economic_name": f"经济科目{cell['economic']}" if cell["economic"] else "",
    }
    code, _, name = (where["subject"] or "").partition(" ")
    common |= {"functional_code": code, "functional_name": name or code}
    if digits.endswith("%"):
        amount = read_decimal(digits)
        return Observation(
            **common, value=amount.value, tolerance=amount.tolerance, unit=MeasureUnit.PCT, raw=digits[:-1], printed_unit="%"
        )
    if digits.startswith("#"):
        amount = read_decimal(digits[1:])
        return Observation(
            **common, value=amount.value, tolerance=amount.tolerance, unit=MeasureUnit.COUNT, raw=digits[1:], printed_unit="个"
        )
    amount = read_amount(digits, unit)
    return Observation(
        **common,
        value=amount.value,
        tolerance=amount.tolerance,
        unit=MeasureUnit.YUAN,
        raw=digits.lstrip("-"),
        printed_unit=unit,
    )


def observations(*lines: str, unit: str = "万元") -> tuple[Observation, ...]:
    """The observations that some printed lines hold."""
    found = []
    for at, line in enumerate(lines, start=1):
        where = _LINE.fullmatch(line)
        assert where, line
        cells = list(_CELL.finditer(where["cells"]))
        assert cells and len(cells) == len(where["cells"].split()), line
        found += [_observation(where, cell, at * 10, unit) for cell in cells]
    return tuple(found)


def report(*lines: str, unit: str = "万元", **more: Any) -> Report:
    """A report of 2023 that prints these lines and nothing else."""
    given: dict[str, Any] = {
        "source": SourceFile(name="example", sha256="0" * 64, media="text"),
        "unit": UnitIdentity(name="某市档案局"),
        "fiscal_year": 2023,
        "scope": "unit",
        "observations": observations(*lines, unit=unit),
    }
    return Report(**{**given, **more})


def document(text: str) -> Document:
    """A text file with these lines."""
    return Document("example", hashlib.sha256(text.encode()).hexdigest(), "text", split_lines(text))


def statement(kind: str, *, line: int = 1, title: str = "", amounts: int = 1, empty_note: str = "") -> StatementSeen:
    """A table as found."""
    return StatementSeen(kind=kind, title=title or kind, line=line, amounts=amounts, empty_note=empty_note)


def explanation(
    text: str, item: Item, basis: Phase, *, fund: Fund = Fund.GENERAL_PUBLIC, line: int = 20, **more: Any
) -> Explanation:
    """A reason as stated."""
    return Explanation(fund=fund, item=item, basis=basis, text=text, line=line, **more)


def funding(source: str = "total", *, line: int = 100, **cells: str) -> FundingLine:
    """A money line; amounts as printed in 万元, the other cells as printed."""
    values: dict[str, Any] = {}
    for name, digits in cells.items():
        number = Decimal(digits)
        values[name] = number * WAN if name in ("initial_budget", "annual_budget", "executed") else number
    return FundingLine(source=source, printed=tuple(cells.values()), line=line, **values)


def indicator(
    position: int,
    weight: str = "",
    score: str = "",
    *,
    target: str = "",
    actual: str = "",
    comparator: str = "",
    unit: str = "",
    level1: str = "产出指标",
    level2: str = "数量指标",
    name: str = "",
    **more: Any,
) -> Indicator:
    """An indicator with its cells as printed; numbers are read from them where they are plain."""

    def number(text: str) -> Decimal | None:
        return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None

    return Indicator(
        position=position,
        level1=level1,
        level2=level2,
        level3=name or f"指标{position}",
        comparator=comparator,
        target_raw=target,
        target_value=number(target),
        actual_raw=actual,
        actual_value=number(actual),
        measure_unit=unit,
        weight=number(weight),
        score=number(score),
        line=100 + position * 10,
        **more,
    )


def form(
    *rows: Indicator, money: Iterable[FundingLine] = (), score: str = "", form_no: int = 1, **more: Any
) -> PerformanceForm:
    """A self-evaluation form."""
    given: dict[str, Any] = {
        "form_no": form_no,
        "project_name": f"项目{form_no}",
        "funding": tuple(money),
        "indicators": rows,
        "total_score": Decimal(score) if score else None,
        "line": form_no * 1000,
    }
    return PerformanceForm(**{**given, **more})


def checks(of: Report, rule: str, text: str | None = None) -> list[Check]:
    """What one rule said of a report, applied or not."""
    found = reconcile(of, document(text) if text is not None else None).checks
    return [check for check in found if check.rule == rule]


def failed(of: Report, rule: str, text: str | None = None) -> list[Check]:
    """The failed checks of one rule."""
    return [check for check in checks(of, rule, text) if check.status == "failed"]


def errors(of: Report, text: str | None = None) -> list[Check]:
    """All failed checks that are errors."""
    found = reconcile(of, document(text) if text is not None else None).checks
    return [check for check in found if check.status == "failed" and check.severity == "error"]


def solved(of: Report, line: int) -> Report:
    """The same report, where the columns of one line were worked out instead of read."""
    rows = tuple(row.model_copy(update={"method": Method.SOLVED}) if row.line == line else row for row in of.observations)
    return of.model_copy(update={"observations": rows})
