"""Forms printed one cell or half a cell a line, of a project and of a whole department."""

from __future__ import annotations

from decimal import Decimal

from running_form import HEAD, read, row

HALF_CELLS = """一级指

标
二级指标 三级指标 年度指标值

实际完成

值
分值 得分

偏差原因分析及改进

措施

产出指

标

数量指标

新建量测水设

施
>=80 处 =82 处 30 30

新建量测水设施较

多，超过预期指标

改造末级渠系 =30 公里 =30 公里 30 30

成本指

标

经济成本

指标

设施平均造价
<=6500

元/处

=6300 元/

处
20 20

满意度

指标

满意度指

标
用水户满意度 >=90% =92% 10 10 超过预期
总分 100
99.5

分
"""


def test_half_cells_a_line_are_put_together() -> None:
    head = HEAD.split("绩\n\n效\n\n指\n\n标", maxsplit=1)[0]
    form = read(HALF_CELLS, head)
    assert [row(i) for i in form.indicators] == [
        "产出指标|数量指标|新建量测水设施|>=80处|=82处|30|30|新建量测水设施较多，超过预期指标",
        "产出指标|数量指标|改造末级渠系|=30公里|=30公里|30|30|",
        "成本指标|经济成本指标|设施平均造价|<=6500元/处|=6300元/处|20|20|",
        "满意度指标|满意度指标|用水户满意度|>=90%|=92%|10|10|超过预期",
    ]
    assert [(i.comparator, i.target_value, i.actual_value, i.measure_unit) for i in form.indicators][2] == (
        "<=",
        6500,
        6300,
        "元/处",
    )
    assert form.total_score == Decimal("99.5")


OVERALL = """部门（单位）整体支出绩效目标自评表

（2024 年度）

部门（单位）名称 某市水务局

部门资金（万元）

资金来源 年初预算数 全年预算数 全年执行数 分值权重 执行率 得分

年度总资金 500 520 494 10 95% 9.5

其中:中央安排

（万元）
100 100 90 - - -

自治区安排（万

元）
50 60 60

地（州、市）安排

（万元）
0 10 4 - - -

县（市、区）安排

（万元）
350 350 340 - - -

其他资金（万元） 0 0 0 - - -

年度总体目标

预期目标 实际完成情况

保障供水安全。 供水安全有保障。

一级指标 二级指标 三级指标 预期指标值
指标值设定依

据

实际完成指

标值
分值权重 得分

运行成本

成本指标 公用经费
<=22.40

万元
预算公开

21.3 万

元
20 20

履职效能

水质抽检合

格率
>=98% 工作计划 99% 60 60

服务对象满意度 满意度指标
用水户满意

度
>=95% 历史标准 98% 10 10

总分 100 99.5 分
"""


def test_the_form_of_a_department_has_its_own_sources_and_levels() -> None:
    form = read(OVERALL, "")
    assert (form.kind, form.project_name, form.department) == ("overall", "部门（单位）整体支出", "某市水务局")
    assert [(f.source, f.initial_budget, f.annual_budget, f.executed) for f in form.funding] == [
        ("total", 5_000_000, 5_200_000, 4_940_000),
        ("central", 1_000_000, 1_000_000, 900_000),
        ("province", 500_000, 600_000, 600_000),
        ("prefecture", 0, 100_000, 40_000),
        ("county", 3_500_000, 3_500_000, 3_400_000),
        ("other", 0, 0, 0),
    ]
    assert [row(i) for i in form.indicators] == [
        "运行成本|成本指标|公用经费|<=22.40万元|21.3万元|20|20|",
        "履职效能||水质抽检合格率|>=98%|99%|60|60|",
        "服务对象满意度|满意度指标|用水户满意度|>=95%|98%|10|10|",
    ]
