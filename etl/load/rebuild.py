"""The way back: a report version read from the warehouse as the Report it was loaded from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from psycopg import sql
from psycopg.rows import dict_row

from etl.load.writing import Connection
from etl.report import (
    Check,
    Coverage,
    Explanation,
    FundingLine,
    Indicator,
    Note,
    Observation,
    Part,
    PerformanceForm,
    Place,
    Report,
    SourceFile,
    StatementSeen,
    UnitIdentity,
    UnreadNumber,
)

_Values = dict[str, Any]


def read_report(connection: Connection, report_key: int) -> Report:
    """The report of a version, current or superseded, equal to the one that was loaded. Raises LookupError."""
    with connection.transaction():
        found = _rows(connection, "warehouse.dim_report", report_key, order="report_key")
        if not found or not report_key:
            raise LookupError(f"no report {report_key}")
        report = found[0]
        documents = _rows(connection, "audit.document", report_key, order="part")
        coverage = _rows(connection, "audit.coverage", report_key, order="report_key")
        return Report(
            schema_version=report["schema_version"],
            source=SourceFile(**_fields(SourceFile, documents[0])),
            unit=UnitIdentity.model_validate(report["identity"]),
            fiscal_year=report["fiscal_year"],
            scope=report["scope"],
            title=report["title"],
            observations=_observations(connection, report_key),
            explanations=_explanations(connection, report_key),
            statements=_listed(connection, "statement_seen", report_key, StatementSeen),
            forms=_forms(connection, report_key),
            checks=_checks(connection, report_key),
            unread=_listed(connection, "unread_number", report_key, UnreadNumber),
            coverage=Coverage(**_fields(Coverage, coverage[0])),
            notes=_listed(connection, "report_note", report_key, Note),
            parts=tuple(_part(row) for row in documents if row["contribution"] == "part"),
        )


def _part(document: _Values) -> Part:
    source = SourceFile(**_fields(SourceFile, document))
    return Part(source=source, content_hash=document["content_hash"], coverage=Coverage(**document["coverage"]))


def _fields(record: Any, values: _Values) -> _Values:
    """The columns that are fields of the record; arrays as tuples."""
    kept = {name: values[name] for name in record.model_fields if name in values}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def _rows(connection: Connection, table: str, report_key: int, *, order: str = "position") -> list[_Values]:
    statement = sql.SQL("select * from {} where report_key = %s order by {}").format(
        sql.Identifier(*table.split(".")), sql.Identifier(order)
    )
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, [report_key]).fetchall()


def _listed(connection: Connection, table: str, report_key: int, record: Callable[..., Any]) -> tuple[Any, ...]:
    return tuple(record(**_fields(record, row)) for row in _rows(connection, f"audit.{table}", report_key))


def _with_codes(connection: Connection, fact: str, report_key: int) -> list[_Values]:
    """Rows of a fact with the codes of their subjects and the item of their account."""
    statement = sql.SQL(
        """
        select
            fact.*, functional.code as functional_code, economic.code as economic_code, account.item
        from {} as fact
        inner join warehouse.dim_functional_subject as functional using (functional_key)
        inner join warehouse.dim_economic_subject as economic using (economic_key)
        inner join warehouse.dim_account as account using (account_key)
        where fact.report_key = %s
        order by fact.position
        """
    ).format(sql.Identifier("warehouse", fact))
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, [report_key]).fetchall()


def _observations(connection: Connection, report_key: int) -> tuple[Observation, ...]:
    facts = ("fact_amount", "fact_count", "fact_stated_change")
    rows = [row for fact in facts for row in _with_codes(connection, fact, report_key)]
    rows.sort(key=lambda row: row["position"])
    return tuple(Observation(**_fields(Observation, row)) for row in rows)


def _explanations(connection: Connection, report_key: int) -> tuple[Explanation, ...]:
    rows = _with_codes(connection, "fact_explanation", report_key)
    return tuple(Explanation(**_fields(Explanation, row)) for row in rows)


def _forms(connection: Connection, report_key: int) -> tuple[PerformanceForm, ...]:
    funding: dict[int, list[FundingLine]] = defaultdict(list)
    for row in _rows(connection, "warehouse.fact_project_funding", report_key):
        funding[row["form_key"]].append(FundingLine(**_fields(FundingLine, row)))
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in _rows(connection, "warehouse.fact_indicator", report_key):
        values = row | {"position": row["printed_position"]}
        indicators[row["form_key"]].append(Indicator(**_fields(Indicator, values)))
    return tuple(
        PerformanceForm(
            **_fields(PerformanceForm, row),
            funding=tuple(funding[row["form_key"]]),
            indicators=tuple(indicators[row["form_key"]]),
        )
        for row in _rows(connection, "warehouse.fact_performance_form", report_key)
    )


def _checks(connection: Connection, report_key: int) -> tuple[Check, ...]:
    checks = []
    for row in _rows(connection, "warehouse.fact_check", report_key):
        parts = row["parts"] or [1] * len(row["lines"])  # none where it was loaded before reports could have several files
        printed = zip(row["pages"], row["lines"], parts, strict=True)
        places = tuple(Place(page=page, line=line, part=part) for page, line, part in printed)
        checks.append(Check(**_fields(Check, row), places=places))
    return tuple(checks)
