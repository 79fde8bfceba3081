"""Report → database: one report, one transaction; a new year whole, its partition built aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import psycopg
from psycopg.pq import TransactionStatus
from pydantic_core import PydanticSerializationError

from etl.errors import UnreadableFile
from etl.load.batch import LoadOutcome, Prepared, content_of, write_batch
from etl.load.units import unit_of
from etl.load.writing import PARTITIONS_LOCK, Connection
from etl.report import Report
from models import content_key

_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_ATTEMPTS: Final = 4
_REFUSED: Final = (psycopg.DataError, psycopg.errors.ProgramLimitExceeded)  # the latter: a name too long to be looked up


class UnloadableReport(UnreadableFile):
    """A report that the database refuses as data: a NUL sign in a text, a number out of range."""

    code = "unloadable"


def load_report(connection: Connection, report: Report, *, run_id: int | None = None, path: str = "") -> LoadOutcome:
    """Load one report in a transaction of its own: all of it or nothing.

    `run_id` is the run that it is booked on, `path` the file it came from, whose quarantine it ends. Safe beside other loaders.
    Raises UnloadableReport where the data are refused; `connection` must not be in a transaction.
    """
    return load_together(connection, [report], run_id=run_id, paths=[path])[0]


def load_together(
    connection: Connection, reports: Sequence[Report], *, run_id: int | None = None, paths: Sequence[str] = ()
) -> list[LoadOutcome]:
    """Load files of one unit and year in one transaction, joined to one version where they carry different parts of a report.

    See `load_report`, for one file.
    """
    paths = paths or [""] * len(reports)
    batch = [prepare(report) for report in reports]
    for year in {report.fiscal_year for report in reports}:
        ensure_year(connection, year)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with connection.transaction():
                connection.execute("select pg_advisory_xact_lock_shared(%s)", [PARTITIONS_LOCK])
                _lock(connection, batch)
                return write_batch(connection, batch, run_id, paths)
        except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
            if attempt == _ATTEMPTS:
                raise
        except _REFUSED as error:
            raise UnloadableReport(f"数据库拒收：{error}", place=reports[0].source.name, remedy="改正后再载入") from error
    raise AssertionError("unreachable")


def bulk_load(
    connection: Connection, reports: Sequence[Report], *, run_id: int | None = None, paths: Sequence[str] = ()
) -> list[LoadOutcome | UnloadableReport]:
    """Load many reports of one year, in their order.

    A year that is new is built aside in one transaction: bare COPY, then keys and indexes, foreign keys checked set-wise, then
    attached. Where the year is there already, or the database refuses something in it, each report is loaded by itself, so that
    a bad one costs only itself. Returns for each report its outcome or the refusal.
    """
    years = {report.fiscal_year for report in reports}
    if len(years) > 1:
        raise ValueError(f"reports of one year expected, found {sorted(years)}")
    paths = paths or [""] * len(reports)
    try:
        done = _load_new_year(connection, reports, years.pop(), run_id, paths) if reports else []
    except (*_REFUSED, UnloadableReport):
        done = None
    if done is not None:
        return list(done)
    return [_load_or_refuse(connection, report, run_id, path) for report, path in zip(reports, paths, strict=True)]


def ensure_year(connection: Connection, fiscal_year: int) -> bool:
    """Create the partitions of a year that was never seen; True where it did. A short transaction of its own."""
    if connection.info.transaction_status != TransactionStatus.IDLE:
        raise RuntimeError("loading needs a connection that is not in a transaction")
    with connection.transaction():
        if _has_year(connection, fiscal_year):
            return False
        row = connection.execute("select warehouse.ensure_year(%s::smallint)", [fiscal_year]).fetchone()
        return bool(row and row[0])


def _has_year(connection: Connection, fiscal_year: int) -> bool:
    """By query, as a name that was looked up before a wait may still be remembered as missing."""
    found = connection.execute(
        "select from pg_class where relnamespace = 'warehouse'::regnamespace and relname = %s", [f"fact_amount_y{fiscal_year}"]
    )
    return found.fetchone() is not None


def prepare(report: Report) -> Prepared:
    """A report with its unit and content hash. Raises UnloadableReport for text that no database takes."""
    try:
        content = content_of(report)
    except PydanticSerializationError as error:
        raise UnloadableReport("含有不是文字的字符", place=report.source.name, remedy="改正文件编码") from error
    if "\\u0000" in content and _NUL.search(content):
        raise UnloadableReport("文字中含有 NUL 字符", place=report.source.name, remedy="除去后再载入")
    return Prepared(report, unit_of(report), sha256(content.encode()).hexdigest())


def _lock(connection: Connection, batch: Sequence[Prepared]) -> None:
    """One loader at a time for a file and for a unit (years of one unit share its rows in dim_unit)."""
    files = {content_key("file", prepared.report.source.sha256) for prepared in batch}
    for key in sorted(files | {content_key("unit", prepared.unit.unit_id) for prepared in batch}):
        connection.execute("select pg_advisory_xact_lock(%s)", [key])


def _load_or_refuse(connection: Connection, report: Report, run_id: int | None, path: str) -> LoadOutcome | UnloadableReport:
    try:
        return load_report(connection, report, run_id=run_id, path=path)
    except UnloadableReport as refusal:
        return refusal


def _load_new_year(
    connection: Connection, reports: Sequence[Report], fiscal_year: int, run_id: int | None, paths: Sequence[str]
) -> list[LoadOutcome] | None:
    """None where the year is no longer new. Other loaders wait until the year stands."""
    batch = [prepare(report) for report in reports]
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [PARTITIONS_LOCK])
        if _has_year(connection, fiscal_year):
            return None
        connection.execute("select warehouse.create_year_aside(%s::smallint)", [fiscal_year])
        outcomes = write_batch(connection, batch, run_id, paths, suffix=f"_y{fiscal_year}")
        # the rows come sorted by key: workers to build its index cost more than they give
        connection.execute("set local max_parallel_maintenance_workers = 0")
        connection.execute("select warehouse.attach_year(%s::smallint)", [fiscal_year])
    return outcomes
