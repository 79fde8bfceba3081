"""A report as read, with codes for its printed names; the one entry to this stage."""

from __future__ import annotations

from collections.abc import Iterable

from etl.reference import regions
from etl.report import Explanation, Note, Observation, PerformanceForm, Report
from etl.resolve.subjects import EconomicSubjects, FunctionalSubjects
from etl.resolve.unit import resolve_unit


def resolve(report: Report) -> Report:
    """Return a copy of the report with codes, unit identity and notes filled in.

    Codes that are printed stay as they are; a path of printed names gets its code of the report's fiscal year, or none and a
    note saying why. Pure and repeatable: the same report yields the same copy, and a resolved report comes out unchanged.
    """
    functional, economic = FunctionalSubjects(report), EconomicSubjects(report)

    def with_codes(row: Observation) -> Observation:
        found = {"functional_code": functional.code_of(row), "economic_code": economic.code_of(row)}
        missing = {name: code for name, code in found.items() if code and not getattr(row, name)}
        return row.model_copy(update=missing) if missing else row

    def explained(row: Explanation) -> Explanation:
        found = {"functional_code": functional.code_of(row), "economic_code": economic.code_of(row)}
        missing = {name: code for name, code in found.items() if code and not getattr(row, name)}
        return row.model_copy(update=missing) if missing else row

    unit, unit_notes = resolve_unit(report.unit)
    return report.model_copy(
        update={
            "unit": unit,
            "forms": _with_municipal_money(report.forms, unit.region_code),
            "observations": tuple(with_codes(row) for row in report.observations),
            "explanations": tuple(explained(row) for row in report.explanations),
            "notes": _joined(report.notes, (*functional.notes(), *economic.notes(), *unit_notes)),
        }
    )


def _with_municipal_money(forms: tuple[PerformanceForm, ...], region: str | None) -> tuple[PerformanceForm, ...]:
    """The forms; below a city that is a province itself (直辖市), money of the city (市级资金) is that of the province."""
    province = next((known for known in regions() if region and known.adcode == f"{region[:2]}0000"), None)
    if province is None or not province.name.endswith("市"):
        return forms
    return tuple(_of_province(form) for form in forms)


def _of_province(form: PerformanceForm) -> PerformanceForm:
    funding = tuple(
        line.model_copy(update={"source": "province"}) if line.source == "prefecture" else line for line in form.funding
    )
    return form if funding == form.funding else form.model_copy(update={"funding": funding})


def _joined(held: tuple[Note, ...], new: Iterable[Note]) -> tuple[Note, ...]:
    return held + tuple(note for note in dict.fromkeys(new) if note not in held)
