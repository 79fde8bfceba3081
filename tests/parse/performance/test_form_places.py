"""Forms in text that keeps where its words stand on the page: columns by place, rows by the symmetry of their cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from across_shape import as_across
from form_shapes import Row, random_form, read_text_forms
from test_form_across import FORM, WIDTHS, found, meant

from etl.extract.text import split_lines
from etl.parse.performance.places import keeps_places
from etl.report import PerformanceForm

# goals above the money, a column of units, labels torn over lines; the lines of a name around the line of its numbers
GOALS_FIRST = """
                         专项预算项目支出绩效自评表
                                （2024 年度）
       项目名称            茶园灌溉补助
       主管部门            某县茶业中心                 实施单位（盖章）    某县茶叶站
                       项目年度目标                      年度目标完成情况
            1.项目年度目标   改造茶园灌溉管网 80 公里，培训茶农
项目基本情       完成情况       600 人次，提高夏季抗旱能力。    改造管网 82 公里，培训 580 人次。
况
            2.项目实施内容
                       由乡镇组织施工，验收后拨付。
            及过程概述
            年度预算数（万
                          年初预算     调整后预算数              预算执行数            预算执行率           权重   得分
预算执行情       元）
况（10 分）     总额         50.00       64.00               60.80            95.00%         10   9.5
            其中：财政资金    50.00       60.00               56.80            94.67%          /    /
            单位资金                     4.00                4.00           100.00%          /    /
      一级指                             指标      指标      度量
               二级指标       三级指标                               完成值     权重      得分    未完成原因分析
       标                              性质       值      单位
                                                     万立
                       新增灌溉供水能力        ≥         3            3.4      20     20
               数量指标                                  方米
                       茶农培训            ≥       600   人次       580      20     18   汛期停课两次
      产出指
               质量指标    管网验收合格率         ＝       100   %        100      20     20
       标
绩效                     管网改造完工时                                                因材料晚到，工
               时效指标                    ≤         6   月          8       10     6
指标                     间                                                   期顺延两个月
（90            社会效益
      效益指              茶农抗旱信心         定性        强    级          强       10     10
分）             指标
       标
               服务对象
      满意度
               满意度指    茶农满意度           ≥        95   %         96       10     10
       指标
               标
                              合计                                           100   93.5
"""
# the rest of a table on a page whose columns stand further left, with no header above them
NO_HEADER = """
                  项目支出绩效自评表
  项目名称      湿地巡护
  主管部门      某市林业局                实施单位       某市湿地站
               年初预算数     全年预算数     全年执行数     分值    执行率      得分
  年度资金总额      10.00     10.00     9.00     10    90.00%    9
       预期目标                        实际完成情况
  巡护湿地。                        巡护完成。
         一级指标    二级指标     三级指标          年度指标值       实际完成值      分值     得分
 绩效     产出指标    数量指标     巡护湿地面积         ≥500 公顷     510 公顷     30     30
 指标             质量指标     巡护记录完整率        100%        100%        30     30
\f效益指标    生态效益指标    湿地水鸟数量       ≥300 只   290 只    20    18
满意度指标   服务对象满意     周边村民满意度      ≥90%    92%     10    10
        度指标
                   总分                       100   97
"""


def one(text: str) -> PerformanceForm:
    [form], read, _ = read_text_forms(text)
    assert not [note for note in read.notes if note.code == "form_text_unplaced"]
    return form


def rows(form: PerformanceForm) -> list[tuple[str, ...]]:
    return [
        (
            i.level1,
            i.level2,
            i.level3,
            i.comparator or i.nature,
            i.target_raw,
            i.actual_raw,
            i.measure_unit,
            f"{i.weight}/{i.score}",
        )
        for i in form.indicators
    ]


def test_torn_labels_wrapped_names_and_units_are_put_together() -> None:
    assert rows(one(GOALS_FIRST)) == [
        ("产出指标", "数量指标", "新增灌溉供水能力", ">=", "3", "3.4", "万立方米", "20/20"),
        ("产出指标", "数量指标", "茶农培训", ">=", "600", "580", "人次", "20/18"),
        ("产出指标", "质量指标", "管网验收合格率", "=", "100", "100", "%", "20/20"),
        ("产出指标", "时效指标", "管网改造完工时间", "<=", "6", "8", "月", "10/6"),
        ("效益指标", "社会效益指标", "茶农抗旱信心", "定性", "强", "强", "级", "10/10"),
        ("满意度指标", "服务对象满意度指标", "茶农满意度", ">=", "95", "96", "%", "10/10"),
    ]


def test_a_reason_is_its_own_rows() -> None:
    assert [i.deviation for i in one(GOALS_FIRST).indicators] == ["", "汛期停课两次", "", "因材料晚到，工期顺延两个月", "", ""]


def test_an_indicator_stands_on_the_line_of_its_numbers() -> None:
    form, lines = one(GOALS_FIRST), GOALS_FIRST.split("\n")
    for indicator in form.indicators:
        assert {str(indicator.weight), str(indicator.score)} <= set(lines[(indicator.line or 0) - 1].split())


def test_goals_above_the_money_are_no_part_of_the_unit() -> None:
    form = one(GOALS_FIRST)
    assert (form.project_name, form.department, form.implementing_unit) == ("茶园灌溉补助", "某县茶业中心", "某县茶叶站")
    assert form.expected_goal == "改造茶园灌溉管网 80 公里，培训茶农600 人次，提高夏季抗旱能力。"
    assert form.actual_goal == "改造管网 82 公里，培训 580 人次。"


def test_an_amount_is_in_the_column_that_it_stands_below() -> None:
    assert [
        (line.source, line.initial_budget, line.annual_budget, line.executed, line.execution_rate, line.weight, line.score)
        for line in one(GOALS_FIRST).funding
    ] == [
        ("total", 500_000, 640_000, 608_000, 95, 10, Decimal("9.5")),
        ("fiscal", 500_000, 600_000, 568_000, Decimal("94.67"), None, None),
        ("other", None, 40_000, 40_000, 100, None, None),
    ]


def test_a_page_without_a_header_has_columns_of_its_own() -> None:
    assert rows(one(NO_HEADER)) == [
        ("产出指标", "数量指标", "巡护湿地面积", ">=", "≥500 公顷", "510 公顷", "公顷", "30/30"),
        ("产出指标", "质量指标", "巡护记录完整率", "", "100%", "100%", "%", "30/30"),
        ("效益指标", "生态效益指标", "湿地水鸟数量", ">=", "≥300 只", "290 只", "只", "20/18"),
        ("满意度指标", "服务对象满意度指标", "周边村民满意度", ">=", "≥90%", "92%", "%", "10/10"),
    ]


@pytest.mark.parametrize("space", [2, 3, 6])
@pytest.mark.parametrize("points", [False, True])
@pytest.mark.parametrize("pages", [1, 2])
def test_no_row_of_many_forms_is_misread(space: int, points: bool, pages: int) -> None:
    for seed in range(4):
        form = random_form(seed)
        for name, value, reason in WIDTHS:
            text = as_across(form, name=name, value=value, reason=reason, pages=pages, points=points, space=space)
            [read], _, _ = read_text_forms(text)
            assert found(read) == meant(form)
            assert (read.expected_goal, read.actual_goal) == form.goals


def test_a_value_that_is_blank_is_left_blank() -> None:
    blank = Row("产出指标", "数量指标", "水表检定数量", "≥400只", "", "20", "0")
    form = replace(FORM, rows=(FORM.rows[0], blank, *FORM.rows[2:]))
    [read], _, _ = read_text_forms(as_across(form, space=4))
    assert found(read) == meant(form)


def test_a_number_that_a_reason_begins_with_is_no_score() -> None:
    row = Row("产出指标", "数量指标", "更换闸门启闭机", "6台", "4台", "20", "16", "2 台启闭机延期到货下年安装")
    form = replace(FORM, rows=(FORM.rows[0], row, *FORM.rows[2:]))
    [read], _, _ = read_text_forms(as_across(form, space=4))
    assert found(read) == meant(form)


def test_text_whose_words_stand_one_space_apart_shows_no_places() -> None:
    assert keeps_places(split_lines(GOALS_FIRST))
    assert not keeps_places(split_lines(as_across(FORM)))


def test_a_line_wider_than_any_page_is_not_read_by_place() -> None:
    lines = GOALS_FIRST.split("\n")
    assert keeps_places(split_lines(GOALS_FIRST))
    lines[-3] += "  " + "说明" * 300
    assert not keeps_places(split_lines("\n".join(lines)))
