"""Every documented command does what its help says, with a true exit status, on a real database."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from etl.cli import app, console
from etl.report import Report
from etl.settings import PROJECT_ROOT

SAMPLES = sorted((PROJECT_ROOT / "samples" / "reports").glob("*.txt"))


@pytest.fixture
def juesuan(database, tmp_path, monkeypatch):
    """Runs a command on the test's own database and home."""
    monkeypatch.setenv("JUESUAN_DATABASE_URL", database.url)
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(console.out, "width", 200)
    monkeypatch.setattr(console.err, "width", 200)

    def run(*arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.output

    return run


@pytest.fixture
def inbox(tmp_path) -> Path:
    """Two sample reports of one unit."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for sample in SAMPLES[:2]:
        shutil.copy(sample, folder)
    return folder


def test_run_loads_a_folder_builds_the_marts_and_shows_the_unit(juesuan, inbox):
    out = juesuan("run", str(inbox))
    assert "找到 2 = 载入 2 + 未变 0 + 隔离 0" in out
    assert "集市已生成" in out
    report = json.loads(juesuan("parse", str(SAMPLES[0])))
    unit, year = report["unit"]["name"], report["fiscal_year"]
    shown = juesuan("show", unit, str(year))
    assert "本年支出合计" in shown
    assert "一般公共预算财政拨款支出，按功能科目" in shown
    assert "没有名称含" in juesuan("show", "无此单位", status=1)


def test_the_same_folder_twice_changes_nothing(juesuan, inbox, database):
    juesuan("load", str(inbox))
    before = database.snapshot()
    assert "找到 2 = 载入 0 + 未变 2 + 隔离 0" in juesuan("load", str(inbox))
    assert database.snapshot() == before


def test_an_archive_is_loaded_file_by_file(juesuan, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for sample in SAMPLES[:2]:
            archive.write(sample, f"附件/{sample.name}")
        archive.writestr("附件/封面.png", b"\x89PNG" + bytes(40))
    out = juesuan("load", str(tmp_path / "all.zip"), status=3)
    assert "找到 3 = 载入 2 + 未变 0 + 隔离 1" in out
    assert "封面.png" in out
    assert "找到 3 = 载入 0 + 未变 2 + 隔离 1" in juesuan("load", str(tmp_path / "all.zip"), status=3)


def test_a_bad_file_is_quarantined_with_its_reason_and_the_rest_is_loaded(juesuan, inbox):
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "budget.txt").write_text("某市档案局2023年部门预算公开\n2023年度部门预算编制说明", encoding="utf-8")
    out = juesuan("load", str(inbox), status=3)
    assert "找到 4 = 载入 2 + 未变 0 + 隔离 2" in out
    assert "文件为空" in out
    status = juesuan("status")
    assert "这是预算，不是决算" in status
    shutil.copy(SAMPLES[2], inbox / "empty.txt")
    (inbox / "budget.txt").unlink()
    assert "隔离 0" in juesuan("load", str(inbox))
    assert "文件为空" not in juesuan("status")


def test_reading_and_loading_can_run_apart(juesuan, inbox, tmp_path, database):
    juesuan("parse", str(inbox), "--output", str(tmp_path / "parsed"))
    files = sorted((tmp_path / "parsed").iterdir())
    schema = json.loads((PROJECT_ROOT / "schemas" / "report-1.schema.json").read_text(encoding="utf-8"))
    for file in files:
        jsonschema.validate(json.loads(file.read_text(encoding="utf-8")), schema)
    assert "载入 2" in juesuan("load", str(tmp_path / "parsed"))
    apart = database.snapshot()["warehouse.fact_amount"]
    assert "未变 2" in juesuan("load", str(inbox))
    assert database.snapshot()["warehouse.fact_amount"] == apart


def test_a_report_file_that_breaks_the_schema_is_quarantined_with_the_place(juesuan, tmp_path):
    bad = tmp_path / "bad.report.json"
    bad.write_text('{"source": {"name": "x"}, "fiscal_year": "someday"}', encoding="utf-8")
    assert "source.sha256" in juesuan("load", str(bad), status=3)


def test_export_writes_each_observation_of_the_report(juesuan, inbox, tmp_path):
    juesuan("load", str(inbox))
    juesuan("export", "--output", str(tmp_path / "out"))
    with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["document"] == SAMPLES[0].stem]
    report = json.loads(juesuan("parse", str(SAMPLES[0])))
    assert len(rows) == len(report["observations"])
    assert {row["raw"] for row in rows} == {o["raw"] for o in report["observations"]}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "observations.csv",
        "projects.csv",
        "indicators.csv",
        "findings.csv",
    }


def test_facts_only_leaves_no_prose(juesuan):
    whole = json.loads(juesuan("parse", str(SAMPLES[0])))
    facts = json.loads(juesuan("parse", str(SAMPLES[0]), "--facts-only"))
    assert len(facts["observations"]) == len(whole["observations"])
    assert "explanations" not in facts
    assert whole["explanations"]


def test_generated_reports_are_the_same_for_the_same_seed(juesuan, tmp_path):
    for name in ("a", "b"):
        juesuan("generate", str(tmp_path / name), "--seed", "3", "--units", "1", "--years", "2022-2023")
    first, second = ([p.read_bytes() for p in sorted((tmp_path / n).iterdir())] for n in ("a", "b"))
    assert first == second
    assert len(first) == 2


@pytest.mark.parametrize(
    "arguments", [["load", "does-not-exist"], ["generate", "x", "--years", "soon"], ["export", "everything"], ["nonsense"]]
)
def test_wrong_use_has_status_2(juesuan, arguments, tmp_path, monkeypatch):
    from etl.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["juesuan", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2


def test_every_command_explains_itself_with_an_example(juesuan):
    listed = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert {"run", "parse", "load", "build", "status", "show", "export", "generate", "demo"} <= set(listed)
    for command in listed:
        assert "例：juesuan" in juesuan(command, "--help")
    assert "psql" in juesuan("db", "--help")


def test_the_published_schema_is_that_of_the_report():
    published = json.loads((PROJECT_ROOT / "schemas" / "report-1.schema.json").read_text(encoding="utf-8"))
    assert published == Report.model_json_schema()
