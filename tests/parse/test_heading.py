"""Whose accounts of which year: decided by all of the text, refused where it does not decide."""

from __future__ import annotations

import pytest

from etl.errors import EmptyTemplate, NoFiscalYear, NotFinalAccounts, NoUnitName, SeveralUnits
from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.heading import read_heading


def document(text: str) -> Document:
    return Document("sample", "0" * 64, "text", split_lines(text))


BODY = """
收入支出决算总表
公开部门：{unit} 金额单位：万元
一、收入支出决算总体情况说明
{unit}2022年度收入总计10.00万元。{unit}2022年度支出总计10.00万元。
截至2022年12月31日，本部门无车辆。部门决算。
"""


def test_the_name_that_the_text_uses_most_wins_over_a_garbled_title():
    heading = read_heading(document("海东市档案 案局\n2022年度部门决算\n" + BODY.format(unit="海东市档案局")))
    assert (heading.unit.name, heading.fiscal_year, heading.scope) == ("海东市档案局", 2022, "department")


def test_a_single_unit_is_told_from_a_department():
    text = "2022年度乌海市档案局（本级）单位决算公开\n" + BODY.format(unit="乌海市档案局（本级）")
    heading = read_heading(document(text))
    assert heading.scope == "unit"
    assert heading.unit.name == "乌海市档案局（本级）"


def test_the_year_of_comparisons_is_not_the_year_of_the_report():
    text = BODY.format(unit="海东市档案局") + "与2021年度决算相比增加1万元。比2021年度决算减少。较2021年度决算持平。" * 3
    assert read_heading(document(text)).fiscal_year == 2022


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2023年部门预算公开\n海东市档案局2023年度部门预算编制说明。", NotFinalAccounts),
        ("今天天气很好。", NotFinalAccounts),
        ("海东市档案局部门决算\n公开部门：海东市档案局\n部门决算说明", NoFiscalYear),
        ("2022年度部门决算\n2022年度收入决算\n2022年度支出决算", NoUnitName),
    ],
)
def test_what_the_text_does_not_say_is_refused_and_never_guessed(text, error):
    with pytest.raises(error):
        read_heading(document(text))


def test_an_empty_form_is_recognised_as_one():
    hole = "本年收入合计XXX万元，占XX%。支出XXX万元，完成预算的XX%。\n"
    with pytest.raises(EmptyTemplate, match="空白模板"):
        read_heading(document("上海市XX局2024年度部门决算\n2024年度部门决算情况说明\n" + hole * 4))


def test_two_units_in_one_file_are_refused():
    text = BODY.format(unit="海东市档案局") * 3 + BODY.format(unit="乌海市审计局") * 3
    with pytest.raises(SeveralUnits, match="拆分文件"):
        read_heading(document(text))


COVER = """四川省绵阳市安州区交通运输局
2023年度部门决算
公开时间：2024年9月20日
目录
第一部分 部门概况
2023年度收、支总计均为8732.16万元。单位：万元
2023年度，绵阳市安州区交通运输局机关运行经费支出186.32万元。
截至2023年12月31日，绵阳市安州区交通运输局共有车辆5辆。部门决算。
"""


def test_a_name_on_the_cover_and_in_clauses_is_enough():
    assert read_heading(document(COVER)).unit.name == "四川省绵阳市安州区交通运输局"


def test_a_name_printed_with_and_without_a_small_word_is_one_unit():
    one, other = "桃源县人力资源和社会保障局", "桃源县人力资源社会保障局"
    text = "\n".join(
        f"公开部门：{name} 金额单位：万元\n{name}2022年度收入总计10.00万元。{name}2022年度部门决算。"
        for name in (one, other) * 4
    )
    assert read_heading(document(text)).unit.name in (one, other)


def test_the_note_of_an_empty_table_tells_the_year_where_nothing_else_does():
    text = "公开部门：海东市档案局\n收入决算表\n支出决算表\n注：本部门2022年度没有国有资本经营预算财政拨款支出，故本表为空。"
    assert read_heading(document(text)).fiscal_year == 2022


def test_a_name_begins_below_the_line_that_says_where_it_is():
    text = "四川省巴中市平昌县\n平昌县林业局\n2022年度部门决算\n" + BODY.format(unit="平昌县林业局")
    assert read_heading(document(text)).unit.name == "平昌县林业局"


def test_all_units_in_scope_are_listed_whatever_their_names_end_in():
    listed = "\n".join(
        (
            "序号\t单位名称\t单位性质",
            "1\t某市水务局（本级）\t行政单位",
            "2\t某市水文站（防汛中心）\t公益一类",
            "3\t合计\t",
            "以上单位。",
        )
    )
    text = f"某市水务局2023年度部门决算\n{listed}\n某市水务局2023年度部门决算公开。本部门2023年度没有国有资本经营预算。"
    heading = read_heading(document(text))
    assert heading.unit.members == ("某市水务局（本级）", "某市水文站（防汛中心）")
    assert heading.unit.nature == "行政单位"


def test_a_form_s_department_ends_before_the_label_of_its_unit():
    form = "主管部门\t海东市林业局\t\t项目实施单位\t海东市苗圃管理中心\t\n"
    heading = read_heading(document(BODY.format(unit="海东市苗圃管理中心") + 8 * form))
    assert [name for name, _ in heading.unit.printed_names] == ["海东市苗圃管理中心"]


@pytest.mark.parametrize(
    "name", ["新疆生产建设兵团第四师七十八团", "甘肃省定西市安定区石峡湾乡", "国家税务总局兰州市税务局", "水利部黄河上游管理局"]
)
def test_a_unit_is_known_by_its_cover_whatever_kind_of_body_it_is(name):
    text = f"{name}\n2023年度部门决算\n" + BODY.format(unit=name)
    assert read_heading(document(text)).unit.name == name


def test_the_department_that_a_form_names_is_not_the_unit_of_the_cover():
    unit = "新疆生产建设兵团第四师七十八团"
    form = "主管部门 第四师财政局 实施单位 七十八团经济发展办公室\n"
    text = f"{unit}\n2023年度部门决算公开\n{unit}2023年度收入总计10.00万元。部门决算。本部门2023年度没有国有资本经营预算。\n"
    assert read_heading(document(text + 4 * form)).unit.name == unit
