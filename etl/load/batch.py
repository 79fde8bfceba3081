"""A batch of reports written set-wise in the caller's transaction: dimensions first, then facts and audit, then the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from typing import Any

from psycopg.types.json import Jsonb

from etl.load.rows import COLUMNS, FACT_COLUMNS, ROWS_OF, Place, members_of, row_count
from etl.load.units import Unit, add_units, refresh_units
from etl.load.versions import Decision, Outcome, read_history
from etl.load.writing import Connection, add_members, copy_rows, insert_rows
from etl.report import Report
from models import AUDIT, WAREHOUSE, content_key


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What became of a report: the version it is now, how many fact rows were written (none where it is unchanged)."""

    outcome: Outcome
    report_key: int
    version: int
    is_current: bool
    unit_id: str
    document: str
    row_count: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with its unit and the hash of its content (all but the file it came from)."""

    report: Report
    unit: Unit
    content_hash: str

    @property
    def place(self) -> tuple[str, int]:
        """The unit and year that the report is of."""
        return self.unit.unit_id, self.report.fiscal_year


Decided = Sequence[tuple[Prepared, Decision]]


def code_version() -> str:
    """The version of this program."""
    return version("juesuan")


def write_batch(
    connection: Connection, batch: Sequence[Prepared], run_id: int | None, paths: Sequence[str], *, suffix: str = ""
) -> list[LoadOutcome]:
    """Decide on each report and write those that are new; `suffix` names fact tables that are not attached yet."""
    history = read_history(connection, (p.place for p in batch), (p.report.source.sha256 for p in batch))
    decided = [
        (
            prepared,
            history.decide(
                unit_id=prepared.unit.unit_id,
                fiscal_year=prepared.report.fiscal_year,
                sha256=prepared.report.source.sha256,
                content_hash=prepared.content_hash,
            ),
        )
        for prepared in batch
    ]
    fresh = [(prepared, decision) for prepared, decision in decided if decision.outcome != "unchanged"]
    if fresh:
        _write_dimensions(connection, fresh)
        _write_rows(connection, fresh, suffix)
    _write_documents(connection, decided, run_id)
    outcomes = [_outcome(prepared, decision) for prepared, decision in decided]
    if run_id is not None:
        _book(connection, batch, outcomes, run_id, paths)
    return outcomes


def _outcome(prepared: Prepared, decision: Decision) -> LoadOutcome:
    now = decision.version
    rows = 0 if decision.outcome == "unchanged" else row_count(prepared.report)
    name = prepared.report.source.name
    return LoadOutcome(decision.outcome, now.report_key, now.number, now.is_current, now.unit_id, name, rows)


def _write_dimensions(connection: Connection, fresh: Decided) -> None:
    wanted = members_of((p.report, p.unit.unit_id) for p, _ in fresh)
    for p, _ in fresh:
        wanted |= {p.unit.region.key: p.unit.region, p.unit.department_type.key: p.unit.department_type}
    add_members(connection, wanted.values())
    add_units(connection, (p.unit for p, _ in fresh))
    superseded = [old for _, decision in fresh for old in decision.superseded]
    connection.execute(
        "update warehouse.dim_report set is_current = false where report_key = any(%s) and is_current",
        [[old.report_key for old in superseded]],
    )
    insert_rows(connection, WAREHOUSE, "dim_report", [_report_row(p, d) for p, d in fresh], order="report_key")
    refresh_units(connection, {p.unit.unit_id for p, _ in fresh} | {old.unit_id for old in superseded})


def _report_row(prepared: Prepared, decision: Decision) -> dict[str, Any]:
    report = prepared.report
    return {
        "report_key": decision.version.report_key,
        "unit_key": prepared.unit.attribute_key,
        "unit_id": prepared.unit.unit_id,
        "fiscal_year": report.fiscal_year,
        "scope": report.scope,
        "version": decision.version.number,
        "is_current": decision.version.is_current,
        "title": report.title,
        "document": report.source.name,
        "media": report.source.media,
        "sha256": report.source.sha256,
        "content_hash": prepared.content_hash,
        "schema_version": report.schema_version,
        "extractor_version": code_version(),
        "identity": report.unit.model_dump(mode="json"),
    }


def _write_rows(connection: Connection, fresh: Decided, suffix: str) -> None:
    """COPY facts and audit rows of the new versions, table by table, sent while they are built."""
    unit_keys = dict(
        connection.execute(
            "select report_key, unit_key from warehouse.dim_report where report_key = any(%s)",
            [[decision.version.report_key for _, decision in fresh]],
        ).fetchall()
    )
    placed = [
        (p.report, Place(p.report.fiscal_year, d.version.report_key, unit_keys[d.version.report_key], p.unit.unit_id))
        for p, d in fresh
    ]
    for table, rows_of in ROWS_OF.items():
        rows = (row for report, place in placed for row in rows_of(report, place))
        first = next(rows, None)
        if first is None:
            continue
        schema, name = (WAREHOUSE, table + suffix) if table in FACT_COLUMNS else (AUDIT, table)
        copy_rows(connection, schema, name, COLUMNS[table], chain([first], rows))


def _write_documents(connection: Connection, decided: Decided, run_id: int | None) -> None:
    """The file of each new version; and a file that only repeats the content of a version, once."""
    kept = [(p, d) for p, d in decided if d.outcome != "unchanged" or d.same_content]
    parts: dict[int, int] = defaultdict(int)
    parts |= dict(
        connection.execute(
            "select report_key, max(part) from audit.document where report_key = any(%s) group by report_key",
            [[d.version.report_key for _, d in kept]],
        ).fetchall()
    )
    rows = []
    for prepared, decision in kept:
        report_key, source = decision.version.report_key, prepared.report.source
        parts[report_key] += 1
        rows.append(
            {
                "document_key": content_key("document", report_key, parts[report_key]),
                "report_key": report_key,
                "part": parts[report_key],
                "contribution": "same_content" if decision.same_content else "whole",
                "name": source.name,
                "sha256": source.sha256,
                "media": source.media,
                "size_bytes": source.size_bytes,
                "content_hash": prepared.content_hash,
                "run_id": run_id,
            }
        )
    insert_rows(connection, AUDIT, "document", rows, order="document_key")


def _book(
    connection: Connection, batch: Sequence[Prepared], outcomes: Sequence[LoadOutcome], run_id: int, paths: Sequence[str]
) -> None:
    """What became of each file in this run; a file that loads leaves quarantine."""
    events = [
        {
            "name": outcome.document,
            "sha256": prepared.report.source.sha256,
            "outcome": outcome.outcome,
            "report_key": outcome.report_key,
            "row_count": outcome.row_count,
            "path": path,
        }
        for prepared, outcome, path in zip(batch, outcomes, paths, strict=True)
    ]
    connection.execute(
        """
        insert into audit.run_document (run_id, name, sha256, outcome, report_key, row_count, seconds)
        select
            %s, event.name, event.sha256, event.outcome, event.report_key, event.row_count,
            extract(epoch from clock_timestamp() - now()) / %s
        from jsonb_to_recordset(%s)
            as event (name text, sha256 text, outcome text, report_key bigint, row_count integer)
        """,
        [run_id, len(events), Jsonb(events)],
    )
    connection.execute(
        """
        update audit.quarantine as bad set resolved_run_id = %s
        from jsonb_to_recordset(%s) as event (path text, sha256 text)
        where bad.resolved_run_id is null and (bad.path = event.path or (bad.sha256 <> '' and bad.sha256 = event.sha256))
        """,
        [run_id, Jsonb(events)],
    )
