"""The truth of generated reports as gold files, in the format that hand readings have."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from etl.generate.text import RenderedReport

_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "observations": (
        "fund", "functional_code", "functional_name", "economic_code", "economic_name", "item", "phase", "value", "unit",
        "channel", "line", "raw",
    ),
    "projects": (
        "form_no", "project_name", "department", "implementing_unit", "source", "initial_budget", "annual_budget", "executed",
        "weight", "execution_rate", "score", "total_score", "narrative_score", "line",
    ),
    "indicators": (
        "form_no", "project_name", "level1", "level2", "level3", "nature", "comparator", "target_raw", "target_value",
        "actual_raw", "actual_value", "measure_unit", "weight", "score", "deviation", "line",
    ),
    "explanations": ("fund", "functional_code", "economic_code", "item", "basis", "text", "line"),
    "claims": ("claim_id", "lines", "level", "kind", "stated", "recomputed", "note"),
}  # fmt: skip
_DOCUMENTS: Final = (
    "gold", "document", "place", "unit_name", "fiscal_year", "scope", "region_code", "administrative_level", "department_type",
)  # fmt: skip


def write_gold(reports: Sequence[RenderedReport], folder: Path) -> None:
    """Write ``documents.csv`` and a folder for each report; a report without faults has no claims but their header."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "documents.csv", _DOCUMENTS, map(_document, reports))
    for report in reports:
        of_report = folder / report.document
        of_report.mkdir(exist_ok=True)
        rows: dict[str, Sequence[Mapping[str, str]]] = {
            "observations": report.observations(),
            "projects": report.projects(),
            "indicators": report.indicators(),
            "explanations": report.explanations(),
            "claims": list(report.claims),
        }
        for name, columns in _COLUMNS.items():
            _write(of_report / f"{name}.csv", columns, rows[name])


def _document(report: RenderedReport) -> dict[str, str]:
    unit = report.accounts.unit
    return {
        "gold": report.document,
        "document": report.document,
        "place": report.place,
        "unit_name": unit.name,
        "fiscal_year": str(report.accounts.year),
        "scope": "department" if unit.consolidated else "unit",
        "region_code": unit.region.adcode,
        "administrative_level": unit.level,
        "department_type": unit.trade.department_type,
    }


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
