"""Forms in numbered parts: money named beside each amount, a target of sign, value and unit, execution below the indicators.

Printed as running lines, and with cells. ``⇥`` is a tab.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from form_shapes import read_text_forms

from etl.report import PerformanceForm

LINES = """项目支出绩效自评表
（2024 年度）
填报单位：某市文物局 单位：万元
一、基本情况
项目名称 古塔修缮 实施（主管）单位 某市文物局
二、预算执行情况
预算安排情况（调整后） 资金到位情况 资金执行情况 预算执行进度
预算数： 50.00 到位数： 48.00 执行数： 40.00 80.00%
其中：财政资金 45.00 其中：财政资金 44.00 其中：财政资金 40.00
其他 5.00 其他 4.00 其他 0.00
三、目标完成情况
年度预期目标 具体完成情况 总体完成率
修缮古塔两座。 两座修缮完工。 96%
四、年度绩效指标完成情况
一级指标 二级指标 三级指标 分值 预期指标值 实际完成值 自评得分
符号 值 单位（文字描述）
产出指标（50分） 数量指标 修缮古塔数量 20 ≥ 2 座 2座 20
修缮面积 10 ＝ 350 平方米 330 9
成本指标 单座平均修缮成本 20 ≤ 25 万元 20.5 20
效益指标（30分） 社会效益指标 文物安全隐患消除 30 有效消除 有效消除 30
满意度指标 服务对象满意度指标 游客满意度 10 ≥ 90 % 93.5% 10
（10 分）
预算执行率（10分） 10 8
自评总分 100 97
五、存在问题、原因及下一步整改措施
无
"""
CELLS = """项目支出绩效自评表
（2024年度）
填报单位：某市文物局⇥⇥⇥⇥⇥⇥⇥⇥单位：万元
一、基本情况⇥⇥⇥⇥⇥⇥⇥⇥
项目名称⇥古塔修缮⇥⇥⇥实施（主管）单位⇥某市文物局⇥⇥⇥
二、预算执行情况⇥⇥⇥⇥⇥⇥⇥⇥
预算安排情况（调整后）⇥⇥资金到位情况⇥⇥资金执行情况⇥⇥⇥预算执行进度⇥
预算数：⇥50.00⇥到位数：⇥48.00⇥执行数：⇥40.00⇥⇥80.00%⇥
其中：财政资金⇥45.00⇥其中：财政资金⇥44.00⇥其中：财政资金⇥40.00⇥⇥⇥
其他⇥5.00⇥其他⇥4.00⇥其他⇥0.00⇥⇥⇥
三、目标完成情况⇥⇥⇥⇥⇥⇥⇥⇥
年度预期目标⇥⇥⇥⇥具体完成情况⇥⇥⇥总体完成率⇥
修缮古塔两座。⇥⇥⇥⇥两座修缮完工。⇥⇥⇥96%⇥
四、年度绩效指标完成情况⇥⇥⇥⇥⇥⇥⇥⇥
一级指标⇥二级指标⇥三级指标⇥分值⇥预期指标值{merged}⇥实际完成值⇥自评得分
⇥⇥⇥⇥符号⇥值⇥单位（文字描述）⇥⇥
产出指标（50分）⇥数量指标⇥修缮古塔数量⇥20⇥≥⇥2⇥座⇥2座⇥20
⇥⇥修缮面积⇥10⇥＝⇥350⇥平方米⇥330⇥9
⇥成本指标⇥单座平均修缮成本⇥20⇥≤⇥25⇥万元⇥20.5⇥20
效益指标（30分）⇥社会效益指标⇥文物安全隐患消除⇥30⇥⇥有效消除⇥⇥有效消除⇥30
满意度指标（10分）⇥服务对象满意度指标⇥游客满意度⇥10⇥≥⇥90⇥%⇥93.5%⇥10
预算执行率（10分）⇥⇥⇥10⇥⇥⇥⇥⇥8
自评总分⇥⇥⇥100⇥⇥⇥⇥⇥97
"""
SHAPES = {
    "running lines": LINES,
    "a wrapped title": LINES.replace("预算执行率（10分） 10", "预算执行率\n（10 分） 10"),
    "cells": CELLS.format(merged="⇥⇥"),
    "cells, the merged one counted once": CELLS.format(merged=""),
}


@pytest.fixture(params=SHAPES.values(), ids=SHAPES.keys())
def form(request: pytest.FixtureRequest) -> PerformanceForm:
    [read], told, _ = read_text_forms(request.param.replace("⇥", "\t"))
    assert told.notes == ()
    return read


def test_numbered_part_titles_end_the_head_and_the_goals(form: PerformanceForm) -> None:
    assert (form.project_name, form.implementing_unit) == ("古塔修缮", "某市文物局")
    assert (form.expected_goal, form.actual_goal) == ("修缮古塔两座。", "两座修缮完工。")


def test_money_that_arrived_is_neither_budget_nor_execution(form: PerformanceForm) -> None:
    assert [(line.source, line.annual_budget, line.executed, line.execution_rate) for line in form.funding] == [
        ("total", 500_000, 400_000, Decimal("80.00")),
        ("fiscal", 450_000, 400_000, None),
        ("other", 50_000, 0, None),
    ]


def test_the_row_of_execution_is_weight_and_score_of_the_money_and_no_indicator(form: PerformanceForm) -> None:
    assert [(line.weight, line.score) for line in form.funding] == [(10, 8), (None, None), (None, None)]
    assert not any("执行率" in indicator.level3 for indicator in form.indicators)
    assert (form.total_weight, form.total_score) == (100, 97)


def test_a_target_in_the_parts_sign_value_and_unit_is_read_by_them(form: PerformanceForm) -> None:
    assert [
        (i.level3, i.comparator, i.target_raw, i.measure_unit, i.actual_raw, i.weight, i.score) for i in form.indicators
    ] == [
        ("修缮古塔数量", ">=", "2", "座", "2座", 20, 20),
        ("修缮面积", "=", "350", "平方米", "330", 10, 9),
        ("单座平均修缮成本", "<=", "25", "万元", "20.5", 20, 20),
        ("文物安全隐患消除", "", "有效消除", "", "有效消除", 30, 30),
        ("游客满意度", ">=", "90", "%", "93.5%", 10, 10),
    ]


def test_points_behind_a_label_or_below_its_first_row_leave_the_label_whole(form: PerformanceForm) -> None:
    assert [(i.level1, i.level2) for i in form.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_a_row_of_execution_beside_money_with_points_of_its_own_stays_an_indicator() -> None:
    text = LINES.replace("二、预算执行情况\n", "").replace(
        "预算安排情况（调整后） 资金到位情况 资金执行情况 预算执行进度\n"
        "预算数： 50.00 到位数： 48.00 执行数： 40.00 80.00%\n"
        "其中：财政资金 45.00 其中：财政资金 44.00 其中：财政资金 40.00\n"
        "其他 5.00 其他 4.00 其他 0.00\n",
        "年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 50.00 50.00 40.00 10 80% 8\n",
    )
    [read], _, _ = read_text_forms(text)
    assert [(line.weight, line.score) for line in read.funding] == [(10, 8)]
    assert any("执行率" in indicator.level3 for indicator in read.indicators)
