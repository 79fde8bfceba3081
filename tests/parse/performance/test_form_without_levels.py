"""Forms whose indicator header names no levels or no points; remarks and grades beside. ``⇥`` is a tab."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

from form_shapes import read_text_forms

from etl.report import PerformanceForm

COLUMNS = "计量单位⇥指标性质⇥指标值⇥指标权重⇥全年完成值⇥得分系数⇥指标得分⇥说明"
OVERALL = f"""
    2024年度部门整体绩效自评表
    部门名称⇥某市公园管理局⇥⇥部门联系人⇥某人⇥联系电话⇥000-00000000⇥自评总分（分）⇥91.5
    部门预算执行情况（万元）⇥⇥年初预算数⇥全年（调整）预算数⇥全年执行数⇥执行率（%）⇥执行率权重⇥执行率得分
    ⇥年度支出总金额⇥60.00⇥80.00⇥76.00⇥95⇥10⇥9.5
    ⇥其中：中央资金⇥0.00⇥20.00⇥20.00⇥⇥⇥
    ⇥区级资金⇥60.00⇥60.00⇥56.00⇥⇥⇥
    当年整体绩效目标⇥年初绩效目标⇥⇥全年（调整）绩效目标⇥⇥全年完成情况
    ⇥养护公园。⇥⇥增种树木。⇥⇥树木已种。
    绩效指标⇥{COLUMNS}
    公园开放天数⇥天⇥≥⇥300⇥20⇥310⇥1⇥20⇥
    树木成活率⇥%⇥＝⇥95⇥30⇥90⇥90%⇥27⇥天旱少雨
    园容⇥⇥定性⇥整洁⇥40⇥较整洁⇥90%⇥35⇥

    （二）部门绩效评价情况
    本部门未开展。
"""
PROJECT = f"""
    2024年度项目绩效自评表
    项目名称⇥树木养护⇥⇥⇥自评总分（分）⇥96
    主管部门⇥某市公园管理局⇥⇥⇥实施单位⇥某市苗圃
    项目资金（万元）⇥⇥年初预算数⇥全年（调整）预算数⇥全年执行数⇥执行率
    （%）⇥执行率权重⇥执行率得分
    ⇥年度总金额⇥10.00⇥20.00⇥18.00⇥90⇥10⇥9
    ⇥其中：财政拨款⇥10.00⇥20.00⇥18.00⇥⇥⇥
    年度绩效目标⇥年初绩效目标⇥⇥全年（调整）绩效目标⇥⇥全年完成情况
    ⇥养护树木。⇥⇥同年初绩效目标。⇥⇥已养护。
    绩效指标⇥⇥⇥{COLUMNS}
    产出指标⇥数量指标⇥养护树木⇥棵⇥≥⇥100⇥50⇥110⇥100%⇥50⇥
    效益指标⇥生态效益指标⇥绿化面积⇥平方米⇥≥⇥20⇥40⇥18⇥90%⇥37⇥大旱
"""


def forms(*texts: str) -> list[PerformanceForm]:
    """The forms of texts printed one after the other."""
    text = "".join(dedent(text) for text in texts).replace("⇥", "\t")
    return list(read_text_forms(text)[0])


def test_a_header_that_names_no_levels_begins_the_indicators_of_a_form() -> None:
    [form] = forms(OVERALL)
    assert (form.kind, form.department, form.total_score) == ("overall", "某市公园管理局", Decimal("91.5"))
    assert [(i.level1, i.level2, i.level3) for i in form.indicators] == [
        ("", "", "公园开放天数"),
        ("", "", "树木成活率"),
        ("", "", "园容"),
    ]
    assert [(i.nature, i.comparator, i.target_raw, i.actual_raw, i.measure_unit) for i in form.indicators] == [
        ("", ">=", "300", "310", "天"),
        ("", "=", "95", "90", "%"),
        ("定性", "", "整洁", "较整洁", ""),
    ]
    assert [(i.weight, i.score, i.deviation) for i in form.indicators] == [(20, 20, ""), (30, 27, "天旱少雨"), (40, 35, "")]


def test_the_weight_and_score_of_the_rate_are_no_rates() -> None:
    [form] = forms(OVERALL)
    assert [(f.source, f.initial_budget, f.executed, f.weight, f.execution_rate, f.score) for f in form.funding] == [
        ("total", 600_000, 760_000, 10, 95, Decimal("9.5")),
        ("central", 0, 200_000, None, None, None),
        ("county", 600_000, 560_000, None, None, None),
    ]


def test_an_adjusted_goal_is_a_goal_and_no_result() -> None:
    [form] = forms(OVERALL)
    assert (form.expected_goal, form.actual_goal) == ("养护公园。增种树木。", "树木已种。")


def test_levels_without_a_header_of_their_own_stand_left_of_the_names() -> None:
    [form] = forms(PROJECT.replace("执行率\n    （%）", "执行率（%）"))
    assert [(i.level1, i.level2, i.level3, i.weight, i.score) for i in form.indicators] == [
        ("产出指标", "数量指标", "养护树木", 50, 50),
        ("效益指标", "生态效益指标", "绿化面积", 40, 37),
    ]


WITHOUT_POINTS = """
    2024年度部门整体支出绩效自评表
    部门名称⇥⇥某市公园管理局⇥⇥⇥⇥⇥⇥⇥
    内容⇥⇥说明⇥⇥⇥⇥⇥⇥⇥
    部门总体目标⇥部门职责⇥管理公园。⇥⇥⇥⇥⇥⇥⇥
    任务名称⇥⇥项目级次⇥主要内容⇥批复金额（元）⇥⇥⇥实际支出金额（元）⇥预算执行率⇥原因
    ⇥⇥⇥⇥总额⇥财政拨款⇥其他资金⇥⇥⇥
    种树⇥⇥县级⇥种树木⇥500.00⇥400.00⇥100.00⇥450.00⇥90%⇥
    合计⇥⇥⇥⇥500.00⇥400.00⇥100.00⇥450.00⇥90%⇥
    一级指标⇥二级指标⇥三级指标⇥⇥指标性质⇥指标值⇥度量单位⇥实际完成值⇥偏差原因分析及改进措施⇥
    产出指标⇥数量指标⇥种树数量⇥⇥≥⇥40⇥棵⇥42⇥⇥
    效益指标⇥可持续影响指标⇥养护制度⇥⇥=⇥建立⇥是/否⇥是⇥人手不足⇥
    其他需要说明的事项⇥⇥无⇥⇥⇥⇥⇥⇥⇥
"""


def test_a_form_without_points_is_read_by_its_header() -> None:
    [form] = forms(WITHOUT_POINTS)
    assert [(i.level3, i.comparator, i.target_raw, i.measure_unit, i.actual_raw, i.deviation) for i in form.indicators] == [
        ("种树数量", ">=", "40", "棵", "42", ""),
        ("养护制度", "=", "建立", "是/否", "是", "人手不足"),
    ]


def test_what_a_department_tells_of_itself_is_no_part_of_its_name() -> None:
    [form] = forms(WITHOUT_POINTS)
    assert form.department == "某市公园管理局"


def test_an_amount_in_one_column_is_that_of_all_sources_together() -> None:
    [form] = forms(WITHOUT_POINTS)
    assert [(f.source, f.annual_budget, f.executed, f.execution_rate) for f in form.funding] == [
        ("total", 500, 450, 90),
        ("fiscal", 400, None, None),
        ("other", 100, None, None),
    ]


def test_a_grade_beside_the_total_leaves_it_a_total_and_a_remark_above_it_is_no_indicator() -> None:
    text = """
    2024年度项目支出绩效自评表
    项目名称⇥种树⇥⇥⇥⇥⇥⇥
    主管部门⇥某市公园管理局⇥⇥⇥实施单位⇥某市苗圃⇥⇥
    项目资金（元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
    ⇥年度资金总额⇥50.00⇥50.00⇥50.00⇥10⇥100%⇥10
    一级指标⇥二级指标⇥三级指标⇥指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
    产出指标⇥数量指标⇥种树数量⇥≥40棵⇥42棵⇥90⇥88⇥天旱
    其他需要说明的事项⇥⇥无⇥⇥⇥⇥⇥
    总分⇥⇥⇥⇥⇥100⇥98⇥（自评等级：优）
    """
    [form] = forms(text)
    assert (form.total_weight, form.total_score) == (100, 98)
    assert [(i.level3, i.score) for i in form.indicators] == [("种树数量", 88)]
