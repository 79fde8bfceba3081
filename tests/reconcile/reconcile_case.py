"""One rule with a report that satisfies it and a report that does not."""

from __future__ import annotations

from dataclasses import dataclass

from etl.report import Report, Severity


@dataclass(frozen=True)
class Case:
    """`fault` says what is wrong in `bad`; `says` is a part of the message; texts are the printed lines where they matter."""

    rule: str
    fault: str
    good: Report
    bad: Report
    severity: Severity = "error"
    says: str = ""
    good_text: str | None = None
    bad_text: str | None = None
