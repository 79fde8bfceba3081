"""Splits a report into the files that a bureau might publish it in: each section in one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from etl.report import Coverage, Report, SourceFile

LISTS = ("observations", "explanations", "statements", "forms")


def section(record) -> str:
    """The section that a record of a report stands in."""
    if hasattr(record, "project_name"):
        return f"form {record.form_no}"
    if hasattr(record, "kind"):
        return f"table {record.kind}"
    return f"{getattr(record, 'channel', 'narrative')} {record.section}"


def file_of(report: Report, name: str, carries: Callable[[str], bool]) -> Report:
    """A file with the sections that `carries` accepts; its number-like tokens are its observations."""
    kept = {name: tuple(record for record in getattr(report, name) if carries(section(record))) for name in LISTS}
    tokens = len(kept["observations"])
    return report.model_copy(
        update={
            **kept,
            "source": SourceFile(name=name, sha256=hashlib.sha256(name.encode()).hexdigest(), media="text", size_bytes=1),
            "coverage": Coverage(tokens=tokens, read=tokens),
            "unread": (),
            "notes": (),
            "checks": (),
        }
    )


def text_and_tables(report: Report) -> tuple[Report, Report]:
    """The text in one file, the tables in the other."""
    return (
        file_of(report, "说明", lambda section: not section.startswith("table")),
        file_of(report, "附表", lambda section: section.startswith("table")),
    )
