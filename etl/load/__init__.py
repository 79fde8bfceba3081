"""Report → PostgreSQL: dimensions, facts by COPY, versions, quarantine."""

from etl.load.batch import LoadOutcome, code_version
from etl.load.loader import UnloadableReport, bulk_load, ensure_year, load_report, load_together
from etl.load.rebuild import read_report
from etl.load.reference import load_reference
from etl.load.runs import RunSummary, finish_run, quarantine, start_run

__all__ = [
    "LoadOutcome",
    "RunSummary",
    "UnloadableReport",
    "bulk_load",
    "code_version",
    "ensure_year",
    "finish_run",
    "load_reference",
    "load_report",
    "load_together",
    "quarantine",
    "read_report",
    "start_run",
]
