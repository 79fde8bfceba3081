"""Files into the warehouse: read in parallel, loaded one by one or a new year at once, every file accounted for."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from etl.database import connect
from etl.errors import UnreadableFile
from etl.load import (
    LoadOutcome,
    RunSummary,
    UnloadableReport,
    bulk_load,
    finish_run,
    load_report,
    load_together,
    quarantine,
    start_run,
)
from etl.load.units import unit_of
from etl.load.writing import Connection
from etl.load.years import check_years
from etl.report import Report
from etl.settings import Settings
from etl.workers import Outcome, read_all

OUTCOME_ZH: Final = {"loaded": "载入", "new_version": "新版本", "unchanged": "未变"}
QUARANTINED_ZH: Final = "隔离"
JOINED_ZH: Final = "合并"
# a new year with at least so many reports is built aside; with fewer, keys in place cost less than the attaching
BULK_FROM: Final = 50
BULK_UP_TO: Final = 1000

Held = list[tuple[Path, Report]]


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """What became of one file; `joined_with` names the files that carry the other parts of its report."""

    document: str
    outcome: str
    unit: str = ""
    fiscal_year: int | None = None
    observations: int = 0
    unread_share: Decimal | None = None
    reason: str = ""
    joined_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a run: the balance that the database holds, and each file."""

    summary: RunSummary
    files: tuple[IngestedFile, ...]


@dataclass
class _Run:
    connection: Connection
    run_id: int
    files: list[IngestedFile]
    waiting: dict[int, Held]  # reports of years that the warehouse does not hold yet
    known: set[int]
    fresh: list[int]  # keys of the versions that this run has written

    def take(self, outcome: Outcome) -> None:
        """Load one report, keep it for its year's bulk load, or put the file into quarantine."""
        if outcome.report is None:
            self.refuse(outcome.path, outcome.error or UnreadableFile("没有报告", place=outcome.path.name))
            return
        year = outcome.report.fiscal_year
        if year in self.known:
            self._load(outcome.path, outcome.report)
            return
        self.waiting[year].append((outcome.path, outcome.report))
        if len(self.waiting[year]) >= BULK_UP_TO:
            self._flush(year)

    def refuse(self, path: Path, error: UnreadableFile) -> None:
        """Put a file into quarantine with its reason."""
        quarantine(self.connection, self.run_id, path, error)
        self.files.append(IngestedFile(path.name, QUARANTINED_ZH, reason=str(error)))

    def flush(self) -> None:
        """Load the years that were kept back."""
        for year in sorted(self.waiting):
            self._flush(year)

    def _flush(self, year: int) -> None:
        held = self.waiting.pop(year, [])
        self.known.add(year)
        if len(held) < BULK_FROM:
            for files in _by_report(held):
                self._load_together(files)
            return
        paths = [str(path) for path, _ in held]
        outcomes = bulk_load(self.connection, [report for _, report in held], run_id=self.run_id, paths=paths)
        for (path, report), result in zip(held, outcomes, strict=True):
            self._book(path, report, result)

    def _load_together(self, files: Held) -> None:
        """Load the files of one unit and year; those that cannot be loaded together, one by one."""
        if len(files) > 1:
            with contextlib.suppress(UnloadableReport):
                paths, reports = [str(path) for path, _ in files], [report for _, report in files]
                outcomes = load_together(self.connection, reports, run_id=self.run_id, paths=paths)
                for (path, report), result in zip(files, outcomes, strict=True):
                    self._book(path, report, result)
                return
        for path, report in files:
            self._load(path, report)

    def _load(self, path: Path, report: Report) -> None:
        try:
            result: LoadOutcome | UnloadableReport = load_report(self.connection, report, run_id=self.run_id, path=str(path))
        except UnloadableReport as error:
            result = error
        self._book(path, report, result)

    def _book(self, path: Path, report: Report, result: LoadOutcome | UnloadableReport) -> None:
        if isinstance(result, UnloadableReport):
            self.refuse(path, result)
            return
        if result.outcome != "unchanged":
            self.fresh.append(result.report_key)
        joined_with = result.joined_with if result.outcome != "unchanged" else ()
        self.files.append(
            IngestedFile(
                report.source.name,
                JOINED_ZH if joined_with else OUTCOME_ZH[result.outcome],
                report.unit.name,
                report.fiscal_year,
                len(report.observations),
                report.coverage.unread_share,
                joined_with=joined_with,
            )
        )


def _by_report(held: Held) -> list[Held]:
    """The files in groups of one unit and year, in the order of the first of each."""
    groups: dict[tuple[str, int], Held] = defaultdict(list)
    for path, report in held:
        groups[unit_of(report).unit_id, report.fiscal_year].append((path, report))
    return list(groups.values())


def _known_years(connection: Connection) -> set[int]:
    with connection.transaction():
        rows = connection.execute("select distinct fiscal_year from warehouse.dim_report").fetchall()
    return {int(row[0]) for row in rows}


def ingest(
    files: Sequence[Path],
    settings: Settings,
    url: str,
    *,
    command: str = "load",
    progress: Callable[[Outcome], None] | None = None,
) -> Ingested:
    """Read and load `files` into the warehouse at `url`; `progress` is called for each file as it has been read.

    A file that cannot be read or loaded goes to quarantine and the run goes on. Raises DatabaseUnavailable.
    """
    with connect(url, autocommit=True) as connection:
        run = _Run(connection, start_run(connection, command), [], defaultdict(list), _known_years(connection), [])
        for outcome in read_all(files, settings):
            run.take(outcome)
            if progress:
                progress(outcome)
        run.flush()
        check_years(connection, run.fresh)
        return Ingested(finish_run(connection, run.run_id), tuple(sorted(run.files, key=lambda file: file.document)))
