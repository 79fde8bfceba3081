"""Real reports, from file to export, compared with the readings made by hand; skipped where they are missing."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from etl.errors import EmptyTemplate
from etl.export import WHAT, export
from etl.ingest import ingest
from etl.pipeline import find_files, read_report
from etl.settings import PROJECT_ROOT, Settings

SHARED = PROJECT_ROOT.parent / "shared"
TEXTS = sorted((SHARED / "corpus").glob("*.txt"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (SHARED / "gold").is_dir() or not TEXTS, reason="the real reports are not beside this checkout"),
]


@pytest.fixture(scope="module")
def reports():
    """Each text report as read."""
    return {path.stem: read_report(path) for path in TEXTS}


def test_at_most_one_percent_of_amounts_and_percentages_is_unread(reports):
    for name, report in reports.items():
        assert report.coverage.quantities > 100, name
        assert report.coverage.unread_share <= Decimal("0.01"), name


def test_region_and_department_of_each_unit_are_resolved(reports):
    found = {name: (r.unit.region_code, r.unit.administrative_level, r.unit.department_type) for name, r in reports.items()}
    assert found == {
        "haidong_hrss_2024": ("630200", "prefecture", "hr_social_security"),
        "ningxia_hrss_2023": ("640000", "province", "hr_social_security"),
        "urumqi_hrss_2023": ("650104", "county", "hr_social_security"),
        "wuhai_hrss_2023": ("150300", "prefecture", "hr_social_security"),
        "wuhai_sics_2024": ("150300", "prefecture", "hr_social_security"),
    }


def test_the_unfilled_template_is_recognised():
    with pytest.raises(EmptyTemplate):
        read_report(SHARED / "corpus" / "template_2024.pdf")


def test_what_is_exported_agrees_with_the_readings_made_by_hand(database, tmp_path):
    settings = Settings(workers=2)
    result = ingest(find_files([SHARED / "corpus"]), settings, database.url)
    assert (result.summary.loaded, result.summary.quarantined) == (6, 1)
    with database.connect() as connection:
        for what in WHAT:
            export(connection, what, tmp_path)
    score = subprocess.run(
        [
            sys.executable,
            SHARED / "score" / "score.py",
            SHARED / "gold",
            tmp_path,
            "--min-recall",
            "0.98",
            "--min-precision",
            "0.99",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert score.returncode == 0, score.stdout
    _check_rows(score.stdout)
    _check_findings(tmp_path)


def _check_rows(printed: str) -> None:
    for kind, found, rows, right in re.findall(r"(projects|indicators): rows (\d+)/(\d+).*?= ([\d.]+)%", printed):
        assert int(found) >= 0.99 * int(rows), kind
        assert float(right) >= 97, kind


def _check_findings(folder: Path) -> None:
    """Every hard contradiction that readers found is among the findings, and no false alarm is raised."""
    printed = subprocess.run(
        [sys.executable, SHARED / "score" / "score_findings.py", SHARED / "gold", folder / "findings.csv", "--window", "2"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    total = re.search(r"total\s+(\d+)/(\d+)\s+\d+/\d+\s+\d+\s+(\d+)", printed)
    assert total is not None, printed
    hard, of, false_alarms = map(int, total.groups())
    assert hard == of, printed
    assert false_alarms == 0, printed
