"""A Report as rows of the fact and audit tables. Every field of every record has its column: nothing of a Report is lost.

`etl.load.rebuild` is the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from psycopg.types.json import Jsonb

from etl.load import members
from etl.load.members import Member
from etl.load.writing import Row, array_literal, number_array
from etl.report import Observation, PerformanceForm, Report
from etl.vocabulary import MeasureUnit, Phase
from models import content_keys

MONEY_PHASES: Final = frozenset({Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET, Phase.FINAL, Phase.PRIOR_FINAL})

_HEAD: Final = ("fiscal_year", "report_key", "unit_key", "position", "page", "line")
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
        *("narrative_completion_pct", "expected_goal", "actual_goal"),
    ),
    "fact_project_funding": (
        *("funding_key", *_HEAD, "project_key", "form_key", "form_no", "source", "initial_budget", "annual_budget"),
        *("executed", "weight", "execution_rate", "score", "printed", "method"),
    ),
    "fact_indicator": (
        *("result_key", *_HEAD, "project_key", "indicator_key", "form_key", "form_no", "printed_position"),
        *("level1", "level2", "level3", "nature", "comparator", "target_raw", "target_value", "actual_raw"),
        *("actual_value", "measure_unit", "weight", "score", "deviation", "doubtful"),
    ),
    "fact_check": (
        *("check_key", *_HEAD, "rule", "status", "severity", "message", "stated", "recomputed", "difference"),
        *("tolerance", "pages", "lines", "cause", "proposed"),
    ),
}
AUDIT_COLUMNS: Final = {
    "unread_number": ("report_key", "position", "page", "line", "raw", "context", "in_form", "is_quantity"),
    "report_note": ("report_key", "position", "page", "line", "code", "text"),
    "statement_seen": ("report_key", "position", "page", "line", "kind", "title", "printed_unit", "amounts", "empty_note"),
    "coverage": ("report_key", "tokens", "read", "classed", "unread", "quantities", "unread_quantities"),
}

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report's rows belong: the keys that all of them carry."""

    fiscal_year: int
    report_key: int
    unit_key: int
    unit_id: str


def fact_of(observation: Observation) -> str:
    """The fact that takes an observation: money, stated changes and shares, or counts, areas and scores."""
    if observation.phase not in MONEY_PHASES or observation.unit is MeasureUnit.PCT:
        return "fact_stated_change"
    return "fact_amount" if observation.unit is MeasureUnit.YUAN else "fact_count"


def fact_rows(report: Report, place: Place) -> Rows:
    """All fact rows of a report, by table."""
    rows: Rows = {table: [] for table in FACT_COLUMNS}
    _add_observations(rows, report, place)
    _add_explanations(rows, report, place)
    _add_forms(rows, report, place)
    _add_checks(rows, report, place)
    return rows


def audit_rows(report: Report, report_key: int) -> Rows:
    """What a report leaves in the audit: numbers not read, notes, statements seen, coverage."""
    coverage = report.coverage
    return {
        "unread_number": [
            (report_key, i, u.page, u.line, u.raw, u.context, u.in_form, u.is_quantity) for i, u in enumerate(report.unread)
        ],
        "report_note": [(report_key, i, note.page, note.line, note.code, note.text) for i, note in enumerate(report.notes)],
        "statement_seen": [
            (report_key, i, s.page, s.line, s.kind, s.title, s.printed_unit, s.amounts, s.empty_note)
            for i, s in enumerate(report.statements)
        ],
        "coverage": [
            (
                *(report_key, coverage.tokens, coverage.read, Jsonb(coverage.classed), coverage.unread),
                *(coverage.quantities, coverage.unread_quantities),
            )
        ],
    }


def members_of(report: Report, unit_id: str) -> Iterator[Member]:
    """Every dimension member that the facts of a report point to."""
    year = report.fiscal_year
    functional = {(o.functional_code, o.functional_name, o.functional_path) for o in report.observations}
    functional |= {(e.functional_code, e.functional_name, e.functional_path) for e in report.explanations}
    economic = {(o.economic_code, o.economic_name, o.economic_path) for o in report.observations}
    economic |= {(e.economic_code, e.economic_name, ()) for e in report.explanations}
    yield from (members.functional(*subject, year) for subject in functional)
    yield from (members.economic(*subject, year) for subject in economic)
    yield from map(members.account, {o.item.value for o in report.observations} | {e.item.value for e in report.explanations})
    for form in report.forms:
        yield members.project(unit_id, form.kind, form.project_name)
        for i in form.indicators:
            yield members.indicator(i.level1, i.level2, i.level3, i.nature, i.comparator, i.measure_unit)


def _add_observations(rows: Rows, report: Report, place: Place) -> None:
    year, report_key, unit_key = place.fiscal_year, place.report_key, place.unit_key
    keys = {table: content_keys(table, report_key) for table in ("fact_amount", "fact_count", "fact_stated_change")}
    for i, o in enumerate(report.observations):
        table = fact_of(o)
        rows[table].append(
            (
                *(keys[table](i), year, report_key, unit_key, i, o.page, o.line),
                members.functional(o.functional_code, o.functional_name, o.functional_path, year).key,
                members.economic(o.economic_code, o.economic_name, o.economic_path, year).key,
                members.account(o.item.value).key,
                *(o.fund.value, o.phase.value, o.channel.value, o.value, o.unit.value, o.tolerance, o.raw, o.printed_unit),
                *(o.method.value, o.functional_name, array_literal(o.functional_path)),
                *(o.economic_name, array_literal(o.economic_path), o.section),
            )
        )


def _add_explanations(rows: Rows, report: Report, place: Place) -> None:
    year = place.fiscal_year
    key = content_keys("fact_explanation", place.report_key)
    rows["fact_explanation"] = [
        (
            *(key(i), year, place.report_key, place.unit_key, i, e.page, e.line),
            members.functional(e.functional_code, e.functional_name, e.functional_path, year).key,
            members.economic(e.economic_code, e.economic_name, (), year).key,
            members.account(e.item.value).key,
            *(e.fund.value, e.basis.value, e.text, e.functional_name, array_literal(e.functional_path), e.economic_name),
            e.section,
        )
        for i, e in enumerate(report.explanations)
    ]


def _add_forms(rows: Rows, report: Report, place: Place) -> None:
    head = (place.fiscal_year, place.report_key, place.unit_key)
    key = content_keys("fact_performance_form", place.report_key)
    for i, form in enumerate(report.forms):
        project_key = members.project(place.unit_id, form.kind, form.project_name).key
        rows["fact_performance_form"].append(
            (
                *(key(i), *head, i, form.page, form.line, project_key, form.form_no, form.kind, form.project_name),
                *(form.department, form.implementing_unit, form.total_weight, form.total_score, form.narrative_score),
                *(form.narrative_annual_budget, form.narrative_executed, form.narrative_completion_pct),
                *(form.expected_goal, form.actual_goal),
            )
        )
        _add_funding(rows["fact_project_funding"], form, head, project_key, key(i))
        _add_indicators(rows["fact_indicator"], form, head, project_key, key(i))


def _add_funding(rows: list[Row], form: PerformanceForm, head: Row, project_key: int, form_key: int) -> None:
    key = content_keys("fact_project_funding", head[1])
    for f in form.funding:
        i = len(rows)
        rows.append(
            (
                *(key(i), *head, i, f.page, f.line, project_key, form_key, form.form_no, f.source),
                *(f.initial_budget, f.annual_budget, f.executed, f.weight, f.execution_rate, f.score),
                *(array_literal(f.printed), f.method.value),
            )
        )


def _add_indicators(rows: list[Row], form: PerformanceForm, head: Row, project_key: int, form_key: int) -> None:
    key = content_keys("fact_indicator", head[1])
    for n in form.indicators:
        i = len(rows)
        indicator = members.indicator(n.level1, n.level2, n.level3, n.nature, n.comparator, n.measure_unit)
        rows.append(
            (
                *(key(i), *head, i, n.page, n.line, project_key, indicator.key, form_key, form.form_no, n.position),
                *(n.level1, n.level2, n.level3, n.nature, n.comparator, n.target_raw, n.target_value, n.actual_raw),
                *(n.actual_value, n.measure_unit, n.weight, n.score, n.deviation, array_literal(n.doubtful)),
            )
        )


def _add_checks(rows: Rows, report: Report, place: Place) -> None:
    key = content_keys("fact_check", place.report_key)
    for i, c in enumerate(report.checks):
        first = c.places[0] if c.places else None
        pages, lines = [at.page for at in c.places], [at.line for at in c.places]
        rows["fact_check"].append(
            (
                *(key(i), place.fiscal_year, place.report_key, place.unit_key, i),
                *(first.page if first else None, first.line if first else None),
                *(c.rule, c.status, c.severity, c.message, c.stated, c.recomputed, c.difference, c.tolerance),
                *(number_array(pages), number_array(lines), c.cause, c.proposed),
            )
        )
