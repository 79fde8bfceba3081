"""A batch of reports written set-wise in the caller's transaction: dimensions first, then facts and audit, then the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain, starmap
from typing import Any

from psycopg.types.json import Jsonb

from etl.join import join
from etl.load.rebuild import read_report
from etl.load.rows import COLUMNS, FACT_COLUMNS, ROWS_OF, Place, members_of, row_count
from etl.load.units import Unit, add_units, refresh_units, unit_of
from etl.load.versions import Decision, History, Outcome, read_history
from etl.load.writing import Connection, add_members, copy_rows, insert_rows
from etl.report import Part, Report
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
    joined_with: tuple[str, ...] = ()  # the other files that the version was joined from


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with its unit and the hash of its content (all but the file it came from).

    `joined` is the version that it becomes where it was joined with files that were there before.
    """

    report: Report
    unit: Unit
    content_hash: str
    joined: Prepared | None = None

    @property
    def whole(self) -> Prepared:
        """What is to be written: the joined report, or the report itself."""
        return self.joined or self

    @property
    def place(self) -> tuple[str, int]:
        """The unit and year that the report is of."""
        return self.unit.unit_id, self.report.fiscal_year


Decided = Sequence[tuple[Prepared, Decision]]


def content_of(report: Report) -> str:
    """All that a report says, without the files that it came from."""
    return report.model_dump_json(exclude={"source", "parts"})


@cache
def code_version() -> str:
    """The version of this program."""
    return version("juesuan")


def write_batch(
    connection: Connection, batch: Sequence[Prepared], run_id: int | None, paths: Sequence[str], *, suffix: str = ""
) -> list[LoadOutcome]:
    """Decide on each report and write those that are new; `suffix` names fact tables that are not attached yet."""
    history = read_history(connection, (p.place for p in batch), (p.report.source.sha256 for p in batch))
    decided: list[tuple[Prepared, Decision]] = []
    for prepared in batch:
        _decide(connection, history, prepared, decided)
    written = [(p, d) for p, d in decided if not d.with_another]
    fresh = [(p.whole, d) for p, d in written if d.outcome != "unchanged"]
    if fresh:
        _write_dimensions(connection, fresh)
        _write_rows(connection, fresh, suffix)
    _write_documents(connection, written, run_id)
    outcomes = [_outcome(prepared, decision) for prepared, decision in decided]
    if run_id is not None:
        _book(connection, batch, outcomes, run_id, paths)
    return outcomes


def _decide(connection: Connection, history: History, prepared: Prepared, decided: list[tuple[Prepared, Decision]]) -> None:
    """Decide on one report, joined with the current version of its unit and year where that has other parts of it.

    Where that version is of the same batch and loses nothing, the two are written as one version.
    """
    report, content_hash = prepared.report, prepared.content_hash
    unit_id, fiscal_year = prepared.place
    file = {"sha256": report.source.sha256, "content_hash": content_hash}
    current = history.joined_with(unit_id=unit_id, fiscal_year=fiscal_year, **file)
    joined_hash = ""
    if current is not None:
        pending = next((n for n, (_, d) in enumerate(decided) if d.version is current and _is_new(d)), None)
        previous = read_report(connection, current.report_key) if pending is None else decided[pending][0].whole.report
        joined = join(previous, report, content_hashes=(current.content_hash, content_hash))
        if joined is previous:
            decided.append((prepared, history.same_content(current, **file)))
            return
        if joined is not report:
            joined_hash = sha256(content_of(joined).encode()).hexdigest()
            whole = Prepared(joined, unit_of(joined), joined_hash)
            prepared = replace(prepared, joined=whole)
            if pending is not None and _count(joined) == _count(previous) + _count(report):
                first, decision = decided[pending]
                decided[pending] = replace(first, joined=whole), decision
                decided.append((prepared, history.part_of(decision, joined_hash=joined_hash, **file)))
                return
    decision = history.decide(unit_id=unit_id, fiscal_year=fiscal_year, joined_hash=joined_hash, **file)
    decided.append((prepared, decision))


def _is_new(decision: Decision) -> bool:
    return decision.outcome != "unchanged" and not decision.with_another


def _count(report: Report) -> int:
    return len(report.observations) + len(report.explanations) + len(report.statements) + len(report.forms)


def _outcome(prepared: Prepared, decision: Decision) -> LoadOutcome:
    now = decision.version
    rows = row_count(prepared.whole.report) if _is_new(decision) else 0
    source = prepared.report.source
    others = tuple(part.source.name for part in prepared.whole.report.parts if part.source.sha256 != source.sha256)
    return LoadOutcome(decision.outcome, now.report_key, now.number, now.is_current, now.unit_id, source.name, rows, others)


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
    """COPY facts and audit rows of the new versions, table by table, sent while they are built.

    In the order of their keys: then the primary key of a partition that is built aside finds its rows sorted.
    """
    unit_keys = dict(
        connection.execute(
            "select report_key, unit_key from warehouse.dim_report where report_key = any(%s)",
            [[decision.version.report_key for _, decision in fresh]],
        ).fetchall()
    )
    placed = [
        (p.report, Place(p.report.fiscal_year, d.version.report_key, unit_keys[d.version.report_key], p.unit.unit_id))
        for p, d in sorted(fresh, key=lambda decided: decided[1].version.report_key)
    ]
    for table, rows_of in ROWS_OF.items():
        rows = chain.from_iterable(starmap(rows_of, placed))
        first = next(rows, None)
        if first is None:
            continue
        schema, name = (WAREHOUSE, table + suffix) if table in FACT_COLUMNS else (AUDIT, table)
        frozen = bool(suffix) and table in FACT_COLUMNS
        copy_rows(connection, schema, name, COLUMNS[table], chain([first], rows), frozen=frozen)


def _write_documents(connection: Connection, decided: Decided, run_id: int | None) -> None:
    """The file of each new version; and a file that only repeats the content of a version, once."""
    kept = [(p, d) for p, d in decided if d.outcome != "unchanged" or d.same_content]
    numbers: dict[int, int] = defaultdict(int)
    numbers |= dict(
        connection.execute(
            "select report_key, max(part) from audit.document where report_key = any(%s) group by report_key",
            [[d.version.report_key for _, d in kept]],
        ).fetchall()
    )
    rows = []
    for prepared, decision in kept:
        report_key = decision.version.report_key
        for part in prepared.whole.report.parts or (Part(source=prepared.report.source, content_hash=prepared.content_hash),):
            numbers[report_key] += 1
            rows.append(
                {
                    "document_key": content_key("document", report_key, numbers[report_key]),
                    "report_key": report_key,
                    "part": numbers[report_key],
                    "contribution": _contribution(prepared, decision),
                    "name": part.source.name,
                    "sha256": part.source.sha256,
                    "media": part.source.media,
                    "size_bytes": part.source.size_bytes,
                    "content_hash": part.content_hash,
                    "coverage": part.coverage.model_dump() if prepared.joined else None,
                    "run_id": run_id,
                }
            )
    insert_rows(connection, AUDIT, "document", rows, order="document_key")


def _contribution(prepared: Prepared, decision: Decision) -> str:
    if decision.same_content:
        return "same_content"
    return "part" if prepared.whole.report.parts else "whole"


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
