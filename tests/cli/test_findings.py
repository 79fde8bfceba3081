"""What `juesuan findings` prints: one cause, one finding, with both sides, the places and the numbers printed there."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Database
from report_examples import amount, build_report
from typer.testing import CliRunner

from etl.cli import app
from etl.cli.findings import Failed, chosen, grouped, measure
from etl.report import Check, Part, Place, Report, SourceFile
from etl.vocabulary import Channel, Fund, Item

D = Decimal
Run = Callable[..., str]

LEADING = Check(
    rule="narrative.table",
    status="failed",
    message="人员经费表中为 4.00万元，另一处文中为 4.10万元",
    stated="4.10万元",
    recomputed="表中 4.00万元",
    difference=D(1000),
    tolerance=D(100),
    places=(Place(page=3, line=12), Place(page=9, line=5)),
    proposed="4.00万元",
)
FOLLOWING = LEADING.model_copy(
    update={
        "rule": "percentages.share",
        "message": "占比印为 41.00%，按所印金额计算为 40.00%",
        "stated": "41.00%",
        "recomputed": "4.00 / 10.00 = 40.00%",
        "difference": D("1"),
        "tolerance": D("0.0051"),
        "places": (Place(page=9, line=6),),
        "cause": "narrative.table 第3页第12行",
        "proposed": "",
    }
)
ROUNDING = Check(
    rule="table.column_sum",
    status="failed",
    severity="rounding",
    message="合计 10.00万元，各科目合计 10.01万元",
    places=(Place(page=3, line=20),),
)
MISSING = Check(rule="publication.tables", status="failed", severity="notice", message="没有“三公”经费支出决算表")
APPLIED = (
    Check(rule="table.column_sum", status="passed", places=(Place(page=3, line=30),)),
    Check(rule="forms.weights", status="not_applicable", severity="error", message="缺少：自评表的指标分值"),
)


def contradicting(**changes: object) -> Report:
    """A report whose text says 4.10 where its table says 4.00, with what follows from it."""
    place = {"fund": Fund.GENERAL_PUBLIC, "raw": "4.00", "page": 3, "line": 12}
    observations = (
        amount(Item.PERSONNEL, "40000", **place),
        amount(Item.PUBLIC, "60000", **place | {"raw": "6.00"}),
        amount(Item.PERSONNEL, "41000", **place | {"raw": "4.10", "page": 9, "line": 5, "channel": Channel.NARRATIVE}),
    )
    fields = {"observations": observations, "forms": (), "checks": (ROUNDING, FOLLOWING, MISSING, LEADING, *APPLIED)}
    return build_report(**fields | changes)


@pytest.fixture
def juesuan(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the test's own database and home."""
    monkeypatch.setenv("JUESUAN_DATABASE_URL", database.url)
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("etl.cli.console.out._width", 200)

    def run(*arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.output

    return run


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The contradicting report as a file."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "yunxi.report.json").write_text(contradicting().model_dump_json(), encoding="utf-8")
    return folder


def test_the_leading_finding_comes_first_and_what_follows_from_it_is_indented_below(juesuan: Run, inbox: Path) -> None:
    juesuan("load", str(inbox))
    lines = juesuan("findings").splitlines()
    assert lines[0] == "云溪市人力资源和社会保障局 2023 年度（部门决算，yunxi_2023）"
    assert lines[1] == "  错误  narrative.table  表文：说明中的数字与报表应一致"
    assert lines[2] == "    • 人员经费表中为 4.00万元，另一处文中为 4.10万元"
    assert lines[3] == "      所印 4.10万元；对照 表中 4.00万元；相差 0.1万元；容差 ±0.01万元；应为 4.00万元"
    following = lines.index("      └ 由此引起  错误  percentages.share  占比按部分与整体重算")
    assert following < lines.index("  提示  publication.tables  应公开的决算报表齐全")
    assert "相差 1 个百分点；容差 ±0.0051 个百分点" in lines[following + 2]


def test_beside_each_place_stands_the_number_printed_there(juesuan: Run, inbox: Path) -> None:
    juesuan("load", str(inbox))
    out = juesuan("findings", "--rule", "narrative")
    assert "第3页第12行  人员经费 决算 4.00万元\n" in out  # and not the other number of this line
    assert "第9页第5行  人员经费 决算 4.10万元\n" in out


def test_rows_of_forms_are_shown_as_printed(juesuan: Run, inbox: Path) -> None:
    score = Check(
        rule="forms.target_met", status="failed", message="已达目标而得 0 分", places=(Place(line=85), Place(line=81))
    )
    report = build_report(checks=(score,))
    (inbox / "yunxi.report.json").write_text(report.model_dump_json(), encoding="utf-8")
    juesuan("load", str(inbox))
    out = juesuan("findings")
    assert "第85行  改造窗口数量 目标 2 个，实际 2，分值 20，得分 20" in out
    assert "第81行  资金 34 34.00 31.90005 10 93.82% 9.38" in out


def test_differences_of_the_last_digit_are_counted_and_shown_on_demand(juesuan: Run, inbox: Path) -> None:
    juesuan("load", str(inbox))
    out = juesuan("findings")
    assert "table.column_sum" not in out
    assert out.endswith("1 份报告：错误 2，提示 1；另有舍入 1 项（--all 列出）\n")
    assert "合计 10.00万元，各科目合计 10.01万元" in juesuan("findings", "--all")
    assert juesuan("findings", "--severity", "rounding").endswith("1 份报告：舍入 1\n")


def test_a_finding_is_never_shown_without_its_cause(juesuan: Run, inbox: Path) -> None:
    juesuan("load", str(inbox))
    out = juesuan("findings", "--rule", "percentages.share")
    assert out.index("narrative.table") < out.index("percentages.share")
    assert "publication.tables" not in out


def test_units_and_years_are_chosen(juesuan: Run, inbox: Path) -> None:
    other = contradicting(name="石泉县档案局", fiscal_year=2022)
    (inbox / "shiquan.report.json").write_text(other.model_dump_json(), encoding="utf-8")
    juesuan("load", str(inbox))
    assert "石泉县档案局" not in juesuan("findings", "--unit", "人力资源")
    assert "云溪市" not in juesuan("findings", "--year", "2022")
    assert juesuan("findings").endswith("2 份报告：错误 4，提示 2；另有舍入 2 项（--all 列出）\n")


def test_nothing_found_is_said_and_is_no_failure(juesuan: Run, inbox: Path) -> None:
    assert juesuan("findings") == "没有报告；处理：先执行 juesuan load\n"
    (inbox / "yunxi.report.json").write_text(contradicting(checks=APPLIED).model_dump_json(), encoding="utf-8")
    juesuan("load", str(inbox))
    assert juesuan("findings") == "1 份报告，没有符合条件的发现\n"
    assert juesuan("findings", "--unit", "无此单位", "--year", "2022") == "没有名称含“无此单位”的单位 2022 年度的报告\n"


@pytest.mark.parametrize("option", [["--rule", "tabel"], ["--severity", "fatal"], ["--year", "soon"]])
def test_a_rule_severity_or_year_that_there_is_not_is_wrong_use(juesuan: Run, option: list[str]) -> None:
    juesuan("findings", *option, status=2)


def test_a_load_ends_with_its_findings_and_the_rules_that_applied_nowhere(juesuan: Run, inbox: Path) -> None:
    for _ in ("loaded", "unchanged"):
        last = juesuan("load", str(inbox)).splitlines()[-1]
        assert last.startswith("核对：错误 2，提示 1，舍入 1；")
        idle = last.rpartition("无处适用：")[2].split("、")
        assert "forms.weights" in idle  # it had nothing to apply to
        assert "over_time.closing_carried" in idle  # it is not in the report at all
        assert not {"narrative.table", "table.column_sum"} & set(idle)
        assert f"{len(idle)} 条规则" in last


def test_a_load_without_reports_says_nothing_of_checks(juesuan: Run, inbox: Path) -> None:
    (inbox / "yunxi.report.json").write_text("{}", encoding="utf-8")
    assert "核对：" not in juesuan("load", str(inbox), status=3)


def test_the_export_has_every_check_with_its_cause_and_places(juesuan: Run, inbox: Path, tmp_path: Path) -> None:
    juesuan("load", str(inbox))
    juesuan("export", "findings", "--output", str(tmp_path / "out"))
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["status"] == "failed"]
    assert [(row["rule"], row["severity"], row["page"], row["line"], row["cause"]) for row in rows] == [
        ("table.column_sum", "rounding", "3", "20", ""),
        ("percentages.share", "error", "9", "6", "narrative.table 第3页第12行"),
        ("publication.tables", "notice", "", "", ""),
        ("narrative.table", "error", "3;9", "12;5", ""),
    ]


@pytest.fixture
def in_two_files(inbox: Path) -> Path:
    """The contradicting report with its table in one file and its text in another."""
    names = ("yunxi_tables", "yunxi_text")
    parts = tuple(Part(source=SourceFile(name=name, sha256=str(at) * 64, media="text")) for at, name in enumerate(names))
    whole = contradicting()
    told = whole.observations[-1].model_copy(update={"part": 2, "page": 3, "line": 12})
    places = (Place(page=3, line=12), Place(page=3, line=12, part=2))
    report = whole.model_copy(
        update={
            "source": parts[0].source,
            "parts": parts,
            "observations": (*whole.observations[:-1], told),
            "checks": (LEADING.model_copy(update={"places": places}), MISSING),
        }
    )
    (inbox / "yunxi.report.json").write_text(report.model_dump_json(), encoding="utf-8")
    return inbox


def test_places_in_several_files_are_named_with_their_file(juesuan: Run, in_two_files: Path) -> None:
    juesuan("load", str(in_two_files))
    out = juesuan("findings")
    assert "yunxi_tables 第3页第12行  人员经费 决算 4.00万元\n" in out
    assert "yunxi_text 第3页第12行  人员经费 决算 4.10万元\n" in out


def test_the_export_has_a_row_for_each_file_that_a_finding_is_printed_in(
    juesuan: Run, in_two_files: Path, tmp_path: Path
) -> None:
    juesuan("load", str(in_two_files))
    juesuan("export", "findings", "--output", str(tmp_path / "out"))
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as handle:
        rows = [(row["document"], row["rule"], row["page"], row["line"]) for row in csv.DictReader(handle)]
    assert rows == [
        ("yunxi_tables", "narrative.table", "3", "12"),
        ("yunxi_tables", "publication.tables", "", ""),
        ("yunxi_text", "narrative.table", "3", "12"),
    ]


def failed(rule: str, severity: str = "error", cause: str = "", line: int = 1) -> Failed:
    return Failed(rule, severity, "", "", "", None, None, [1], [None], [line], cause, "")


def test_a_finding_whose_cause_is_not_there_stands_alone() -> None:
    orphan = failed("percentages.share", cause="table.hierarchy 第1行")
    assert grouped([orphan]) == [(orphan, [])]


def test_every_finding_is_in_exactly_one_group() -> None:
    twins = [failed("table.hierarchy"), failed("table.hierarchy")]
    others = [failed("table.column_sum", cause="table.hierarchy 第1行", line=at) for at in (2, 3)]
    groups = grouped([*others, *twins])
    assert groups == [(twins[0], others), (twins[1], [])]


def test_errors_come_before_notices_before_roundings() -> None:
    found = [failed("a", "rounding"), failed("b", "notice"), failed("c", "error"), failed("d", "notice")]
    assert [leader.rule for leader, _ in grouped(found)] == ["c", "b", "d", "a"]


def test_a_group_of_rules_is_chosen_by_its_first_word_alone() -> None:
    groups = grouped([failed("forms.weights"), failed("formset.x")])
    assert [leader.rule for leader, _ in chosen(groups, frozenset({"error"}), "forms")] == ["forms.weights"]


@pytest.mark.parametrize(
    ("value", "stated", "shown"),
    [
        ("1000.00", "4.10万元", "0.1万元"),
        ("0.005", "3,616.50元", "0.005元"),
        ("0.9970", "99.76%", "0.997 个百分点"),
        ("-2", "50", "-2"),
        ("0", "", "0"),
    ],
)
def test_differences_are_shown_in_the_unit_of_what_is_stated(value: str, stated: str, shown: str) -> None:
    assert measure(D(value), stated) == shown
