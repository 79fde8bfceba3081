"""`juesuan show --forms` lists the forms of a report, `--form` prints one with every number of it and where it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from typer.testing import CliRunner

from etl.cli import app, console
from etl.cli.forms import chosen, measure
from etl.load import load_report

D = Decimal


@pytest.fixture
def juesuan(database, tmp_path, monkeypatch):
    """Runs a command on the test's own database and home."""
    monkeypatch.setenv("JUESUAN_DATABASE_URL", database.url)
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(console.out, "width", 220)
    monkeypatch.setattr(console.err, "width", 220)

    def run(*arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.output

    return run


@pytest.fixture
def loaded(database, sample_report):
    """A report with the form of a project and that of the whole department."""
    report = sample_report()
    with database.connect() as connection:
        connection.commit()
        load_report(connection, report)
    return report


def cells(output: str, word: str) -> list[str]:
    """The cells of the first table row in which `word` stands."""
    line = next(line for line in output.splitlines() if word in line and "│" in line)
    return [cell.strip() for cell in line.strip().removeprefix("│").removesuffix("│").split("│")]


@pytest.mark.database
def test_the_list_shows_money_scores_and_places(juesuan, loaded):
    out = juesuan("show", loaded.unit.name, str(loaded.fiscal_year), "--forms")
    row = cells(out, "窗口服务 改造")
    assert row[2:] == ["1", "项目支出", "窗口服务 改造", "34.00", "31.90", "93.82", "2", "100", "95.1", "95.1", "80行"]
    assert cells(out, "部门整体支出")[2:] == ["2", "整体支出", "部门整体支出", "—", "—", "—", "0", "—", "—", "—", "10页1行"]


@pytest.mark.database
def test_a_form_is_printed_whole_with_the_line_of_each_row(juesuan, loaded):
    out = juesuan("show", loaded.unit.name, str(loaded.fiscal_year), "--form", "1")
    assert "自评表 1　窗口服务 改造" in out
    assert "主管部门：云溪市人力资源和社会保障局" in out
    assert cells(out, "年度资金总额") == ["年度资金总额", "34.00", "34.00", "31.90", "10", "93.82", "9.38", "81行"]
    assert cells(out, "当年财政拨款") == ["当年财政拨款*", "34.00", "—", "—", "—", "—", "—", "82行"]
    assert "* 各列由账目关系推出" in out
    for printed in ("预期目标", "改造窗口", "两处", "实际完成情况", "已完成"):
        assert printed in out
    assert cells(out, "改造窗口数量") == [
        *("产出指标", "数量 指标", "改造窗口数量", "正向", "≥2 个", "2个", "20", "20", "", "85行"),
    ]
    assert "总分 100　得分 95.1" in out
    assert "文字部分所述：自评得分 95.1，全年预算 34.00 万元，执行 31.90 万元，完成预算 93.82%" in out


@pytest.mark.database
def test_a_cell_whose_column_stayed_open_is_marked(juesuan, loaded):
    out = juesuan("show", loaded.unit.name, "--form", "窗口服务改造")
    row = cells(out, "群众满意度")
    assert row[4:9] == ["≥90%", "较好？", "10", "—？", "问卷样本偏少"]
    assert row[9] == "9页86行"
    assert "？ 原文未能确定所属的列" in out


@pytest.mark.database
def test_scores_that_do_not_add_up_or_differ_from_the_text_are_said(juesuan, database, sample_report):
    report = sample_report()
    form = report.forms[0].model_copy(update={"total_score": D(90), "narrative_score": D(97)})
    with database.connect() as connection:
        connection.commit()
        load_report(connection, report.model_copy(update={"forms": (form,)}))
    out = juesuan("show", report.unit.name, "--form", "1")
    assert "得分 90（各项得分合计 29.38）" in out
    assert "得分与自评表不同" in out
    assert "97 ≠" in juesuan("show", report.unit.name, "--forms")


@pytest.mark.database
def test_what_is_printed_is_not_taken_for_markup(juesuan, database, sample_report):
    report = sample_report()
    form = report.forms[0].model_copy(update={"project_name": "[bold]网[/bold] [2023]"})
    with database.connect() as connection:
        connection.commit()
        load_report(connection, report.model_copy(update={"forms": (form,)}))
    assert "[bold]网[/bold] [2023]" in juesuan("show", report.unit.name, "--forms")
    assert "[bold]网[/bold] [2023]" in juesuan("show", report.unit.name, "--form", "1")


@pytest.mark.database
def test_a_form_or_report_that_is_not_there_ends_with_status_1(juesuan, loaded):
    name, year = loaded.unit.name, str(loaded.fiscal_year)
    assert f"共 2 张，列出：juesuan show {name} {year} --forms" in juesuan("show", name, year, "--form", "9", status=1)
    assert "没有自评表" in juesuan("show", name, "1999", "--forms", status=1)
    assert "没有自评表" in juesuan("show", "无此单位", "--forms", status=1)


def test_a_form_is_named_by_number_then_by_whole_name_then_by_a_part():
    forms = [{"form_no": no, "project_name": name} for no, name in ((1, "培训 经费"), (2, "培训经费（二）"), (3, "2023"))]
    numbers = [[form["form_no"] for form in chosen(forms, wanted)] for wanted in ("2", "培训经费", "培训", "2023", "维修")]
    assert numbers == [[2], [1], [1, 2], [3], []]


@pytest.mark.parametrize(
    ("raw", "unit", "comparator", "shown"),
    [
        ("95", "%", ">=", "≥95%"),
        ("95%", "%", ">=", "≥95%"),
        ("≥95%", "%", ">=", "≥95%"),
        ("80%以上", "%", ">=", "80%以上"),
        ("1,200.5", "元/人", "<=", "≤1,200.5元/人"),
        ("2023年12月", "", "=", "2023年12月"),
        ("有效提升", "", "", "有效提升"),
        ("", "次", "", ""),
    ],
)
def test_sign_and_unit_of_their_own_columns_stand_beside_the_value(raw, unit, comparator, shown):
    assert measure(raw, unit, comparator) == shown
