"""What could not be loaded stays visible with its reason until it loads."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from report_examples import build_report

from etl.errors import NoMoneyUnit
from etl.load import finish_run, load_report, quarantine, start_run

pytestmark = pytest.mark.database
PATH = Path("收件箱") / "云溪_2023.txt"
ERROR = NoMoneyUnit("1272.49 没有单位", expected="元或万元", remedy="补上单位", place="第31行")


def test_a_quarantined_file_is_kept_with_place_reason_and_remedy(database):
    with database.connect() as connection:
        run_id = start_run(connection, "juesuan load")
        quarantine(connection, run_id, PATH, ERROR, sha256="a" * 64)
        summary = finish_run(connection, run_id)
    assert (summary.found, summary.quarantined) == (1, 1)
    kept = database.query("select path, name, sha256, code, reason, expected, remedy, place, times from audit.quarantine")
    assert kept == [
        (str(PATH), "云溪_2023", "a" * 64, "no_money_unit", "1272.49 没有单位", "元或万元", "补上单位", "第31行", 1)
    ]


def test_the_same_file_every_night_is_one_row_that_counts(database):
    with database.connect() as connection:
        runs = [start_run(connection, "juesuan load") for _ in range(3)]
        for run_id in runs:
            quarantine(connection, run_id, PATH, ERROR)
    assert database.query("select first_run_id, last_run_id, times from audit.quarantine") == [(runs[0], runs[2], 3)]


def test_a_mended_file_leaves_quarantine(database):
    with database.connect() as connection:
        bad, good = start_run(connection, "juesuan load"), start_run(connection, "juesuan load")
        quarantine(connection, bad, PATH, ERROR, sha256="a" * 64)
        quarantine(connection, bad, "别处.txt", ERROR, sha256="b" * 64)
        load_report(connection, build_report(), run_id=good, path=str(PATH))
    resolved = dict(database.query("select name, resolved_run_id from audit.quarantine"))
    assert resolved == {"云溪_2023": good, "别处": None}


def test_any_error_can_be_quarantined_and_its_signs_do_not_break_the_row(database):
    with database.connect() as connection:
        run_id = start_run(connection, "juesuan load")
        quarantine(connection, run_id, PATH, ValueError("坏\0字符"))
    assert database.query("select code, reason from audit.quarantine") == [("unreadable", "ValueError：坏␀字符")]


def test_a_run_whose_balance_does_not_hold_is_refused(database):
    with database.connect() as connection:
        run_id = start_run(connection, "juesuan load")
    with pytest.raises(psycopg.errors.CheckViolation):
        database.query("update audit.load_run set found = 1, finished_at = now() where run_id = %s", [run_id])


def test_a_run_names_code_and_schema(database):
    with database.connect() as connection:
        start_run(connection, "juesuan run 收件箱")
    ((command, code, schema),) = database.query("select command, code_version, schema_revision from audit.load_run")
    assert command == "juesuan run 收件箱"
    assert code and schema
