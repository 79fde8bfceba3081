"""What was loaded leaves the warehouse as it was read, in the files that the scorer takes."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from report_examples import build_report, corrected

from etl.export import WHAT, export, plain
from etl.load import load_report

pytestmark = pytest.mark.database
SHARED = Path(__file__).resolve().parents[3] / "shared"


def exported(database, tmp_path, *reports):
    """Load reports, export everything, and return the rows of each file."""
    with database.connect() as connection:
        for report in reports:
            load_report(connection, report)
        files = {what: export(connection, what, tmp_path) for what in WHAT}
    return {what: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for what, path in files.items()}


def test_each_observation_is_exported_as_it_was_read(database, tmp_path):
    report = build_report()
    rows = exported(database, tmp_path, report)["observations"]
    expected = [
        {
            "document": "yunxi_2023",
            "unit_name": "云溪市人力资源和社会保障局",
            "fiscal_year": "2023",
            "fund": o.fund,
            "functional_code": o.functional_code,
            "functional_name": o.functional_name,
            "economic_code": o.economic_code,
            "economic_name": o.economic_name,
            "item": o.item,
            "phase": o.phase,
            "value": plain(o.value),
            "unit": o.unit,
            "channel": o.channel,
            "page": str(o.page or ""),
            "line": str(o.line or ""),
            "raw": o.raw,
            "tolerance": plain(o.tolerance),
            "printed_unit": o.printed_unit,
            "method": o.method,
            "section": o.section,
        }
        for o in report.observations
    ]
    assert rows == expected


def test_numbers_are_plain_decimals(database, tmp_path):
    rows = exported(database, tmp_path, build_report())
    assert [row["value"] for row in rows["observations"]][:2] == ["12724900", "12724900"]
    assert [row["value"] for row in rows["observations"]][-4:] == ["-120000", "-0.93", "101.2", "87"]
    assert [row["executed"] for row in rows["projects"]] == ["319000.5", ""]


def test_each_money_line_carries_the_total_of_its_form(database, tmp_path):
    rows = exported(database, tmp_path, build_report())["projects"]
    assert [(row["form_no"], row["source"], row["total_score"], row["narrative_score"], row["line"]) for row in rows] == [
        ("1", "total", "95.1", "95.1", "81"),
        ("1", "fiscal", "95.1", "95.1", "82"),
    ]


def test_indicators_are_exported_as_printed(database, tmp_path):
    rows = exported(database, tmp_path, build_report())["indicators"]
    assert [(row["level2"], row["level3"], row["target_raw"], row["target_value"], row["deviation"]) for row in rows] == [
        ("数量 指标", "改造窗口数量", "2 个", "2", ""),
        ("服务对象满意度", "群众满意度", "≥90%", "", "问卷样本偏少"),
    ]


def test_a_finding_names_each_of_its_places_once(database, tmp_path):
    rows = exported(database, tmp_path, build_report())["findings"]
    assert [(row["rule"], row["status"], row["severity"], row["line"], row["page"]) for row in rows] == [
        ("three_public.parts", "failed", "error", "40;41", "3"),
        ("income.total", "passed", "error", "11", ""),
        ("fund.balance", "not_applicable", "notice", "", ""),
    ]


def test_superseded_versions_leave_the_export(database, tmp_path):
    report = build_report()
    rows = exported(database, tmp_path, report, corrected(report))["observations"]
    assert len(rows) == len(report.observations)
    assert rows[0]["value"] == "12724800"


def test_the_order_of_an_export_does_not_depend_on_the_order_of_loading(database, make_database, _template, tmp_path):
    reports = [build_report(document=name, fiscal_year=year) for name, year in (("b", 2022), ("a", 2023), ("甲", 2021))]
    exported(database, tmp_path / "one", *reports)
    exported(make_database(_template), tmp_path / "other", *reversed(reports))
    for what in WHAT:
        assert (tmp_path / "one" / f"{what}.csv").read_bytes() == (tmp_path / "other" / f"{what}.csv").read_bytes()


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="no scorer beside the checkout")
def test_the_scorers_read_the_export(database, tmp_path):
    exported(database, tmp_path, build_report())
    score = [sys.executable, SHARED / "score" / "score.py", SHARED / "gold", tmp_path]
    assert "observations recall" in subprocess.run(score, capture_output=True, text=True, check=True).stdout
    findings = [sys.executable, SHARED / "score" / "score_findings.py", SHARED / "gold", tmp_path / "findings.csv"]
    printed = subprocess.run(findings, capture_output=True, text=True, check=True).stdout
    assert "warning" not in printed
    assert "yunxi_2023 (1 failed)" in printed
