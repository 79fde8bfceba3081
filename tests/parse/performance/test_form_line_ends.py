"""What line ends do to the words of a form printed as running lines, and to cells of different rows on one line."""

from __future__ import annotations

import pytest
from running_form import HEAD, read, row

from etl.report import Indicator

_HEADER = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
_WITH_NATURE = "一级指标 二级指标 三级指标 指标性质 指标方向 年度指标值 实际完成值 计量单位 分值 得分"
WIDE = HEAD.replace(_HEADER, _WITH_NATURE)
TOTAL = "\n总分 100 97.5\n"


def wide_row(i: Indicator) -> str:
    return "|".join((i.level1, i.level2, i.level3, i.nature, i.comparator, i.measure_unit)) + "|" + row(i).split("|", 3)[3]


def test_target_and_actual_value_before_a_column_of_units_are_no_points() -> None:
    rows = (
        "产出指标\n\n数量指标\n\n开展联合检查\n\n次数\n正向\n大于\n\n等于\n9 8 次 20 18.5\n\n"
        "购置记录仪 正向 等于 10 10 台 30 30\n"
    )
    form = read(rows + TOTAL, WIDE)
    assert [wide_row(i) for i in form.indicators] == [
        "产出指标|数量指标|开展联合检查次数|正向|>=|次|9|8|20|18.5|",
        "产出指标|数量指标|购置记录仪|正向|=|台|10|10|30|30|",
    ]


def test_a_comparison_torn_by_a_line_end_is_read_whole() -> None:
    rows = (
        "产出指标\n\n质量指标\n\n受损河岸修复完成\n\n率\n\n正向 大于\n\n等于\n\n"
        "90 85 % 15 14 部分河段错过施工\n\n期，明年补做\n"
    )
    [indicator] = read(rows + TOTAL, WIDE).indicators
    assert (indicator.comparator, indicator.target_raw) == (">=", "90")


def test_a_name_behind_the_points_of_the_row_before_begins_a_row() -> None:
    rows = "产出指标\n\n数量指标\n\n核查地块个数 正向 大于等于 3200 3416 个\n\n18 18 外业核查乡镇个数 正向 等于 13 13 个\n"
    form = read(rows + TOTAL, WIDE)
    assert [wide_row(i) for i in form.indicators] == [
        "产出指标|数量指标|核查地块个数|正向|>=|个|3200|3416|18|18|",
        "产出指标|数量指标|外业核查乡镇个数|正向|=|个|13|13|||",
    ]


@pytest.mark.parametrize(
    "values",
    ["2024 年 9\n\n月 30 日前\n\n2024 年 11\n\n月 10 日\n\n", "2024 年 9 月 30\n\n日前\n\n2024 年 11 月 10\n\n日\n\n"],
)
def test_dates_torn_by_line_ends_are_one_value_each(values: str) -> None:
    rows = f"产出指标\n\n时效指标 核查成果提交时间 定性 {values}10 8 上级下发图斑批次由\n\n两批调整为三批\n"
    [indicator] = read(rows + TOTAL, WIDE).indicators
    printed = ("".join(text.split()) for text in (indicator.target_raw, indicator.actual_raw))
    assert list(printed) == ["2024年9月30日前", "2024年11月10日"]


def test_a_label_whose_points_are_torn_is_a_label() -> None:
    rows = (
        "效益指标\n\n（30 分）\n\n可持续影响\n\n指标\n指标 1：节水意识 持续提升 持续提升 30 30\n\n"
        "满意度指\n\n标（10\n\n分）\n\n服务对象满\n\n意度指标\n\n指标 1：用水户满意度 ≥90% 96% 10 10\n"
    )
    form = read(rows + TOTAL)
    assert [row(i) for i in form.indicators] == [
        "效益指标|可持续影响指标|节水意识|持续提升|持续提升|30|30|",
        "满意度指标|服务对象满意度指标|用水户满意度|≥90%|96%|10|10|",
    ]


OVERALL = WIDE.replace("某省项目支出绩效自评表", "某省部门整体支出绩效自评表").replace("项目名称 灌区", "部门名称 灌区")


def test_a_department_s_own_labels_are_told_by_the_names_beside_them() -> None:
    rows = (
        "运行成本\n\n（15 分）\n\n成本控制\n公用经费控制率 正向 小于等于 100 98.02 % 5 5\n\n"
        "会议费变动率 反向 小于等于 0 -6.76 % 5 5\n\n资产管理 固定资产利用率 正向 大于等于 95 90.5 % 5 4.5\n\n"
        "履职效益\n\n（20 分）\n\n社会效益\n\n指标\n居民节水意识 定性 逐步增强 逐步增强 10 9 宣传形式较为单一\n\n"
        "满意度\n\n（10 分）\n\n服务对象\n\n满意度\n\n用水户满意度 正向 大于等于 90 93 % 10 10\n"
    )
    form = read(rows + TOTAL, OVERALL)
    assert form.kind == "overall"
    assert [wide_row(i) for i in form.indicators] == [
        "运行成本|成本控制|公用经费控制率|正向|<=|%|100|98.02|5|5|",
        "运行成本|成本控制|会议费变动率|反向|<=|%|0|-6.76|5|5|",
        "运行成本|资产管理|固定资产利用率|正向|>=|%|95|90.5|5|4.5|",
        "履职效益|社会效益指标|居民节水意识|定性|||逐步增强|逐步增强|10|9|宣传形式较为单一",
        "满意度|服务对象满意度|用水户满意度|正向|>=|%|90|93|10|10|",
    ]
