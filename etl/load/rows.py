"""A Report as rows of the fact and audit tables. Every field of every record has its column: nothing of a Report is lost.

`etl.load.rebuild` is the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from psycopg.types.json import Jsonb

from etl.load import members
from etl.load.members import Member
from etl.load.writing import Row, array_literal, number_array
from etl.report import Observation, PerformanceForm, Report
from etl.vocabulary import MeasureUnit, Phase
from models import content_keys

MONEY_PHASES: Final = frozenset({Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET, Phase.FINAL, Phase.PRIOR_FINAL})

_HEAD: Final = ("fiscal_year", "report_key", "unit_key", "position", "part", "page", "line")
_NUMBER: Final = (
    *("functional_key", "economic_key", "account_key", "fund", "phase", "channel", "value", "unit", "tolerance", "raw"),
    *("printed_unit", "method", "functional_name", "functional_path", "economic_name", "economic_path", "section"),
)
FACT_COLUMNS: Final = {
    "fact_amount": ("amount_key", *_HEAD, *_NUMBER),
    "fact_count": ("count_key", *_HEAD, *_NUMBER),
    "fact_stated_change": ("change_key", *_HEAD, *_NUMBER),
    "fact_explanation": (
        *("explanation_key", *_HEAD, "functional_key", "economic_key", "account_key", "fund", "basis", "text"),
        *("functional_name", "functional_path", "economic_name", "section"),
    ),
    "fact_performance_form": (
        *("form_key", *_HEAD, "project_key", "form_no", "kind", "project_name", "department", "implementing_unit"),
        *("total_weight", "total_score", "narrative_score", "narrative_annual_budget", "narrative_executed"),
        *("narrative_completion_pct", "expected_goal", "actual_goal", "total_page", "total_line"),
    ),
    "fact_project_funding": (
        *("funding_key", *_HEAD, "project_key", "form_key", "form_no", "source", "initial_budget", "annual_budget"),
        *("executed", "weight", "execution_rate", "score", "printed", "method"),
    ),
    "fact_indicator": (
        *("result_key", *_HEAD, "project_key", "indicator_key", "form_key", "form_no", "printed_position"),
        *("level1", "level2", "level3", "nature", "comparator", "target_raw", "target_value", "actual_raw"),
        *("actual_value", "measure_unit", "weight", "score", "deviation", "doubtful", "method"),
        *("values_page", "values_line"),
    ),
    "fact_check": (
        *("check_key", *_HEAD, "rule", "status", "severity", "message", "stated", "recomputed", "difference"),
        *("tolerance", "parts", "pages", "lines", "cause", "proposed"),
    ),
}
AUDIT_COLUMNS: Final = {
    "unread_number": ("report_key", "position", "part", "page", "line", "raw", "context", "in_form", "is_quantity"),
    "report_note": ("report_key", "position", "part", "page", "line", "code", "text"),
    "statement_seen": (
        *("report_key", "position", "part", "page", "line", "kind", "title", "printed_unit", "amounts", "empty_note"),
    ),
    "coverage": ("report_key", "tokens", "read", "classed", "unread", "quantities", "unread_quantities"),
}
COLUMNS: Final = FACT_COLUMNS | AUDIT_COLUMNS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report's rows belong: the keys that all of them carry."""

    fiscal_year: int
    report_key: int
    unit_key: int
    unit_id: str


RowsOf = Callable[[Report, Place], Iterator[Row]]


def fact_of(observation: Observation) -> str:
    """The fact that takes an observation: money, stated changes and shares, or counts, areas and scores."""
    if observation.phase not in MONEY_PHASES or observation.unit is MeasureUnit.PCT:
        return "fact_stated_change"
    return "fact_amount" if observation.unit is MeasureUnit.YUAN else "fact_count"


def row_count(report: Report) -> int:
    """How many fact rows a report has."""
    forms = sum(1 + len(form.funding) + len(form.indicators) for form in report.forms)
    return len(report.observations) + len(report.explanations) + forms + len(report.checks)


def members_of(reports: Iterable[tuple[Report, str]]) -> dict[int, Member]:
    """Every dimension member, by key, that the facts of these reports (each with its unit's id) point to."""
    functional: set[tuple[str, str, tuple[str, ...], int]] = set()
    economic: set[tuple[str, str, tuple[str, ...], int]] = set()
    items: set[str] = set()
    found: list[Member] = []
    for report, unit_id in reports:
        year = report.fiscal_year
        functional.update((o.functional_code, o.functional_name, o.functional_path, year) for o in report.observations)
        functional.update((e.functional_code, e.functional_name, e.functional_path, year) for e in report.explanations)
        economic.update((o.economic_code, o.economic_name, o.economic_path, year) for o in report.observations)
        economic.update((e.economic_code, e.economic_name, (), year) for e in report.explanations)
        items.update({o.item for o in report.observations}, {e.item for e in report.explanations})
        found += (members.project(unit_id, form.kind, form.project_name) for form in report.forms)
        found += (
            members.indicator(i.level1, i.level2, i.level3, i.nature, i.comparator, i.measure_unit)
            for form in report.forms
            for i in form.indicators
        )
    found += (members.functional(*subject) for subject in functional)
    found += (members.economic(*subject) for subject in economic)
    found += (members.account(str(item)) for item in items)
    return {member.key: member for member in found}


def _observations(table: str) -> RowsOf:
    """The rows of one of the three facts of printed numbers."""

    def rows(report: Report, place: Place) -> Iterator[Row]:
        year, report_key, unit_key = place.fiscal_year, place.report_key, place.unit_key
        key = content_keys(table, report_key)
        for i, o in enumerate(report.observations):
            if fact_of(o) != table:
                continue
            yield (
                *(key(i), year, report_key, unit_key, i, o.part, o.page, o.line),
                members.functional(o.functional_code, o.functional_name, o.functional_path, year).key,
                members.economic(o.economic_code, o.economic_name, o.economic_path, year).key,
                members.account(o.item).key,
                *(o.fund, o.phase, o.channel, o.value, o.unit, o.tolerance, o.raw, o.printed_unit),
                *(o.method, o.functional_name, array_literal(o.functional_path)),
                *(o.economic_name, array_literal(o.economic_path), o.section),
            )

    return rows


def _explanations(report: Report, place: Place) -> Iterator[Row]:
    year = place.fiscal_year
    key = content_keys("fact_explanation", place.report_key)
    for i, e in enumerate(report.explanations):
        yield (
            *(key(i), year, place.report_key, place.unit_key, i, e.part, e.page, e.line),
            members.functional(e.functional_code, e.functional_name, e.functional_path, year).key,
            members.economic(e.economic_code, e.economic_name, (), year).key,
            members.account(e.item).key,
            *(e.fund, e.basis, e.text, e.functional_name, array_literal(e.functional_path), e.economic_name),
            e.section,
        )


def _forms(report: Report, place: Place) -> Iterator[Row]:
    for i, (form, form_key, project_key) in enumerate(_keyed_forms(report, place)):
        yield (
            *(form_key, place.fiscal_year, place.report_key, place.unit_key, i, form.part, form.page, form.line),
            project_key,
            *(form.form_no, form.kind, form.project_name, form.department, form.implementing_unit, form.total_weight),
            *(form.total_score, form.narrative_score, form.narrative_annual_budget, form.narrative_executed),
            *(form.narrative_completion_pct, form.expected_goal, form.actual_goal, form.total_page, form.total_line),
        )


def _keyed_forms(report: Report, place: Place) -> Iterator[tuple[PerformanceForm, int, int]]:
    key = content_keys("fact_performance_form", place.report_key)
    for i, form in enumerate(report.forms):
        yield form, key(i), members.project(place.unit_id, form.kind, form.project_name).key


def _funding(report: Report, place: Place) -> Iterator[Row]:
    key = content_keys("fact_project_funding", place.report_key)
    lines = ((*form, line) for form in _keyed_forms(report, place) for line in form[0].funding)
    for i, (form, form_key, project_key, f) in enumerate(lines):
        yield (
            *(key(i), place.fiscal_year, place.report_key, place.unit_key, i, form.part, f.page, f.line, project_key),
            *(form_key, form.form_no, f.source, f.initial_budget, f.annual_budget, f.executed, f.weight, f.execution_rate),
            *(f.score, array_literal(f.printed), f.method),
        )


def _indicators(report: Report, place: Place) -> Iterator[Row]:
    key = content_keys("fact_indicator", place.report_key)
    printed = ((*form, indicator) for form in _keyed_forms(report, place) for indicator in form[0].indicators)
    for i, (form, form_key, project_key, n) in enumerate(printed):
        indicator = members.indicator(n.level1, n.level2, n.level3, n.nature, n.comparator, n.measure_unit)
        yield (
            *(key(i), place.fiscal_year, place.report_key, place.unit_key, i, form.part, n.page, n.line, project_key),
            *(indicator.key, form_key, form.form_no, n.position, n.level1, n.level2, n.level3, n.nature, n.comparator),
            *(n.target_raw, n.target_value, n.actual_raw, n.actual_value, n.measure_unit, n.weight, n.score, n.deviation),
            *(array_literal(n.doubtful), n.method, n.values_page, n.values_line),
        )


def _checks(report: Report, place: Place) -> Iterator[Row]:
    key = content_keys("fact_check", place.report_key)
    for i, c in enumerate(report.checks):
        first = c.places[0] if c.places else None
        parts, pages, lines = [at.part for at in c.places], [at.page for at in c.places], [at.line for at in c.places]
        yield (
            *(key(i), place.fiscal_year, place.report_key, place.unit_key, i),
            *((first.part, first.page, first.line) if first else (1, None, None)),
            *(c.rule, c.status, c.severity, c.message, c.stated, c.recomputed, c.difference, c.tolerance),
            *(number_array(parts), number_array(pages), number_array(lines), c.cause, c.proposed),
        )


def _unread(report: Report, place: Place) -> Iterator[Row]:
    for i, u in enumerate(report.unread):
        yield place.report_key, i, u.part, u.page, u.line, u.raw, u.context, u.in_form, u.is_quantity


def _notes(report: Report, place: Place) -> Iterator[Row]:
    for i, note in enumerate(report.notes):
        yield place.report_key, i, note.part, note.page, note.line, note.code, note.text


def _statements(report: Report, place: Place) -> Iterator[Row]:
    for i, s in enumerate(report.statements):
        yield place.report_key, i, s.part, s.page, s.line, s.kind, s.title, s.printed_unit, s.amounts, s.empty_note


def _coverage(report: Report, place: Place) -> Iterator[Row]:
    c = report.coverage
    yield place.report_key, c.tokens, c.read, Jsonb(c.classed), c.unread, c.quantities, c.unread_quantities


ROWS_OF: Final[Mapping[str, RowsOf]] = MappingProxyType(
    {
        "fact_amount": _observations("fact_amount"),
        "fact_count": _observations("fact_count"),
        "fact_stated_change": _observations("fact_stated_change"),
        "fact_explanation": _explanations,
        "fact_performance_form": _forms,
        "fact_project_funding": _funding,
        "fact_indicator": _indicators,
        "fact_check": _checks,
        "unread_number": _unread,
        "report_note": _notes,
        "statement_seen": _statements,
        "coverage": _coverage,
    }
)
