"""Loaders beside each other: processes of their own, one database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest
from report_examples import build_report, corrected

from etl.load import load_report
from etl.settings import PROJECT_ROOT

pytestmark = pytest.mark.database

LOADER = """
import sys
from pathlib import Path
from etl.database import connect
from etl.load import load_report
from etl.report import Report

with connect(sys.argv[1], role="juesuan_loader") as connection:
    reports = [Report.model_validate_json(Path(name).read_bytes()) for name in sys.argv[2:]]
    sys.stdin.read(1)  # all begin at once
    for report in reports:
        print(load_report(connection, report).outcome)
"""


def load_beside_each_other(database, tmp_path, *loads: Sequence):
    """Each load in a process of its own, all begun at one moment; returns the outcomes of each."""
    processes = []
    for number, reports in enumerate(loads):
        names = []
        for at, report in enumerate(reports):
            path = tmp_path / f"{number}_{at}.json"
            path.write_text(report.model_dump_json(), encoding="utf-8")
            names.append(str(path))
        command = [sys.executable, "-c", LOADER, database.url, *names]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        processes.append(subprocess.Popen(command, text=True, cwd=PROJECT_ROOT, **pipes))
    for process in processes:
        process.stdin.write("!")
        process.stdin.flush()
    done = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), done
    return [out.split() for out, _ in done]


def test_two_loaders_of_the_same_file_load_it_once(database, tmp_path):
    reports = [build_report(fiscal_year=year) for year in range(2016, 2024)]
    first, second = load_beside_each_other(database, tmp_path, reports, list(reversed(reports)))
    assert sorted(first + second) == ["loaded"] * 8 + ["unchanged"] * 8
    assert database.value("select count(*) from warehouse.dim_report where is_current") == 8


def test_two_loaders_of_one_unit_end_like_one_after_the_other(database, make_database, _template, tmp_path):
    years = range(2014, 2024)
    units = {year: build_report().unit.model_copy(update={"nature": "甲" if year % 4 else "乙"}) for year in years}
    reports = [build_report(fiscal_year=year, unit=units[year]) for year in years]
    load_beside_each_other(database, tmp_path, reports[::2], reports[1::2])
    alone = make_database(_template)
    with alone.connect() as connection:
        for report in reports:
            load_report(connection, report)
    together, apart = database.snapshot(), alone.snapshot()
    for table in ("warehouse.dim_unit", "warehouse.dim_report", "warehouse.fact_amount", "warehouse.fact_check"):
        assert together[table] == apart[table]


def test_two_corrections_at_once_leave_one_current_version(database, tmp_path):
    first, second = build_report(), corrected(build_report())
    load_beside_each_other(database, tmp_path, [first], [second], [corrected(second)])
    versions = database.query("select version, is_current from warehouse.dim_report where version > 0 order by 1")
    assert [version for version, _ in versions] == [1, 2, 3][: len(versions)]
    assert sum(is_current for _, is_current in versions) == 1
