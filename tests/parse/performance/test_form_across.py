"""Forms printed line by line across the page: cells centred beside each other, labels in the middle of their groups."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from across_shape import as_across
from form_shapes import Form, Row, random_form, read_text_forms

from etl.report import PerformanceForm

WIDTHS = ((6, 5, 6), (8, 7, 5), (5, 4, 8))  # of the columns of names, values and reasons
ROWS = (
    Row("产出指标", "数量指标", "疏浚村级河道长度", "≥12公里", "12.6公里", "20", "20"),
    Row("产出指标", "数量指标", "新建生态护岸及岸坡绿化面积", "≥3000平方米", "2760平方米", "20", "18.4", "因雨季推迟施工"),
    Row("产出指标", "时效指标", "工程完工时间", "2024年11月底前", "2024年11月", "20", "20"),
    Row("效益指标", "可持续影响指标", "河道管护机制", "健全", "较健全", "20", "18"),
    Row("满意度指标", "服务对象满意度指标", "沿河村民满意度", "95%以上", "96%", "10", "10"),
)
FORM = Form("河道疏浚", ROWS)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def meant(form: Form) -> list[tuple[str, ...]]:
    return [
        (r.level1, r.level2, bare(r.name), bare(r.target), bare(r.actual), r.weight, r.score, bare(r.reason)) for r in form.rows
    ]


def found(form: PerformanceForm) -> list[tuple[str, ...]]:
    return [
        (
            i.level1,
            i.level2,
            *(bare(t) for t in (i.level3, i.target_raw, i.actual_raw)),
            str(i.weight),
            str(i.score),
            bare(i.deviation),
        )
        for i in form.indicators
    ]


@pytest.mark.parametrize(("name", "value", "reason"), WIDTHS)
@pytest.mark.parametrize("pages", [1, 2])
def test_a_form_printed_across_the_page_is_read_cell_by_cell(name: int, value: int, reason: int, pages: int) -> None:
    [form], read, _ = read_text_forms(as_across(FORM, name=name, value=value, reason=reason, pages=pages))
    assert found(form) == meant(FORM)
    assert not [note for note in read.notes if note.code == "form_text_unplaced"]


def test_money_between_the_lines_of_its_labels_is_read() -> None:
    [form], _, _ = read_text_forms(as_across(FORM))
    assert [(line.source, line.annual_budget, line.executed, line.execution_rate, line.score) for line in form.funding] == [
        ("total", 1_200_000, 960_000, 80, 8),
        ("fiscal", 1_200_000, 960_000, 80, None),
        ("carryover", None, None, None, None),
        ("other", None, None, None, None),
    ]
    assert (form.total_weight, form.total_score) == (100, FORM.score)


def test_goals_beside_each_other_are_kept_apart() -> None:
    [form], _, _ = read_text_forms(as_across(FORM))
    assert (form.expected_goal, form.actual_goal) == FORM.goals


def test_points_of_a_level_below_its_label_are_no_word_of_a_row() -> None:
    [form], _, _ = read_text_forms(as_across(FORM, points=True))
    assert found(form) == meant(FORM)


def test_hardly_any_row_of_many_forms_is_misread() -> None:
    """What geometry leaves open (two cells of words of the same lines) is told by words and now and then wrongly."""
    wrong = total = 0
    for seed in range(12):
        for name, value, reason in WIDTHS:
            form = random_form(seed)
            [read], _, _ = read_text_forms(as_across(form, name=name, value=value, reason=reason))
            total += len(form.rows)
            wrong += len(set(meant(form)) - set(found(read)))
    assert wrong * 50 <= total, f"{wrong} of {total}"


def test_a_form_printed_cell_after_cell_is_not_taken_for_one_across() -> None:
    cells = (
        *("项目支出绩效自评表", "项目名称 河道疏浚", "主管部门 某局 实施单位 某站"),
        *("年初预算数 全年预算数 全年执行数 分值 执行率 得分", "年度资金总额 10 10 9 10 90% 9"),
        *("预期目标 实际完成情况", "疏浚河道。 已疏浚。"),
        *("一级指", "标", "二级指标 三级指标", "年度指标", "值", "实际完成", "值", "分值 得分", "偏差原因分析", "及改进措施"),
        *("产出指标", "数量指标", "疏浚河道长度 ≥12公里 12.6公里 90 90", "总分 100 99"),
    )
    [form], _, _ = read_text_forms("\n\n".join(cells))
    [indicator] = form.indicators
    assert (indicator.level1, indicator.level2, indicator.level3, indicator.weight) == (
        "产出指标",
        "数量指标",
        "疏浚河道长度",
        90,
    )


LAID_OUT = """
                          项目支出绩效自评表
                              （2024 年度）
  项目名称       苗木培育补助
                                                        某县林木种苗繁育
  主管部门       某县林业局                        实施单位
                                                        推广站
                       年初预算数      全年预算数      全年执行数      分值    执行率     得分
              年度资金总额   300000     320000     304000.50   10     95.00%  9.5
  项目资金        其中：财政拨款  300000     320000     304000.50          95.00%
   （元）
              上年结转资金
              其他资金
年度总                预期目标                         实际完成情况
体目标     培育乡土树种，供应造林苗木。                  苗木出圃，供应造林。
一级指                                                      偏差原因分析及改进措
      二级指标    三级指标      年度指标值     实际完成值      分值     得分
 标                                                       施
            培育容器苗       ≥80 万株    86 万株       20      20
产出指   数量指标
            改造旧苗床       ≥5 亩      5 亩         20      20
 标
                        2024 年 5 月   2024 年 5 月           雨季提前到来，
(60 分)  时效指标  苗木出圃时间                              20      15   明年错开雨季
                        1 日前       25 日                出圃
效益指
      社会效益指
 标          带动农户户数      ≥40 户      46 户        20      20
       标
(20 分)
满意度   服务对象满
            用苗单位满意度     ≥90%       94%         10      10
 指标    意度指标
                 总分                                  100     94.5
"""


def test_a_page_laid_out_by_spaces_is_read_with_its_wrapped_cells() -> None:
    [form], _, _ = read_text_forms(LAID_OUT)
    assert (form.project_name, form.department, form.implementing_unit) == (
        "苗木培育补助",
        "某县林业局",
        "某县林木种苗繁育推广站",
    )
    assert [row[:3] + row[5:] for row in found(form)] == [
        ("产出指标", "数量指标", "培育容器苗", "20", "20", ""),
        ("产出指标", "数量指标", "改造旧苗床", "20", "20", ""),
        ("产出指标", "时效指标", "苗木出圃时间", "20", "15", "雨季提前到来，明年错开雨季出圃"),
        ("效益指标", "社会效益指标", "带动农户户数", "20", "20", ""),
        ("满意度指标", "服务对象满意度指标", "用苗单位满意度", "10", "10", ""),
    ]


def test_cells_of_two_lines_beside_one_of_three_share_its_lines() -> None:
    [form], _, _ = read_text_forms(LAID_OUT)
    indicator = form.indicators[2]
    assert (bare(indicator.target_raw), bare(indicator.actual_raw)) == ("2024年5月1日前", "2024年5月25日")


def test_sources_without_amounts_are_blank_and_the_unit_beside_them_counts() -> None:
    [form], _, _ = read_text_forms(LAID_OUT)
    assert [(line.source, line.annual_budget, line.executed) for line in form.funding] == [
        ("total", 320_000, Decimal("304000.50")),
        ("fiscal", 320_000, Decimal("304000.50")),
        ("carryover", None, None),
        ("other", None, None),
    ]
