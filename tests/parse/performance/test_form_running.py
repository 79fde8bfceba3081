"""Forms printed as running lines: wrapped cells, merged weights, torn labels, template lines, page breaks."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from form_shapes import as_running, random_form, read_text_forms
from hypothesis import given, settings
from hypothesis import strategies as st
from running_form import HEAD, read, row

NUMBERED = """产

出

指

标

（60 分）

数量指标

指标 1：新建量测水设施 80 处 82 处 20 20

指标 2：改造灌区末级渠系长

度
30 公里 30 公里 20 20

……

质量指标

指标 1：设施一次验收

合格率
≥95% 93% 20 19
两处设施返工，已于

年内整改

指标 2：

……

效益指标

（20 分）

社会效益

指标
指标 1：灌区用水秩序 明显改善 20 20

生态效益

指标

指标 1：

指标 2：

满意度指标

（10 分）

服务对象

满意度

指标

指标 1：用水户满意度 90%以上 92% 10 10

总 分 100 98.5
"""


def test_numbered_indicators_are_read_and_empty_numbers_are_not() -> None:
    form = read(NUMBERED)
    assert [row(i) for i in form.indicators] == [
        "产出指标|数量指标|新建量测水设施|80处|82处|20|20|",
        "产出指标|数量指标|改造灌区末级渠系长度|30公里|30公里|20|20|",
        "产出指标|质量指标|设施一次验收合格率|≥95%|93%|20|19|两处设施返工，已于年内整改",
        "效益指标|社会效益指标|灌区用水秩序|明显改善||20|20|",
        "满意度指标|服务对象满意度指标|用水户满意度|90%以上|92%|10|10|",
    ]
    assert (form.total_weight, form.total_score) == (100, Decimal("98.5"))


def test_one_value_where_two_could_stand_is_the_target_and_marked() -> None:
    form = read(NUMBERED)
    assert form.indicators[3].doubtful == ("actual", "target")
    assert not any(i.doubtful for i in form.indicators if i.actual_raw)


def test_head_money_and_goals_are_read() -> None:
    form = read(NUMBERED)
    assert (form.project_name, form.department, form.implementing_unit) == ("灌区节水改造", "某省水利厅", "某省灌溉试验总站")
    assert form.expected_goal == "新建智能量测水设施八十处，改造末级渠系三十公里，培训灌区管理人员六百人次。"
    assert form.actual_goal == "全年新建量测水设施八十二处，改造渠系三十公里，培训六百一十人次。"
    assert [(f.source, f.initial_budget, f.annual_budget, f.executed, f.method.value) for f in form.funding] == [
        ("total", 4_200_000, 4_000_000, 3_800_000, "read"),
        ("fiscal", None, 4_000_000, None, "solved"),  # only the annual budget's sum comes out
        ("carryover", None, None, None, "read"),
        ("other", None, None, None, "read"),
    ]


def test_a_label_torn_by_a_page_break_is_put_together() -> None:
    torn = NUMBERED.replace(
        "产\n\n出\n\n指\n\n标\n\n（60 分）\n\n数量指标\n\n指标 1：新建量测水设施 80 处 82 处 20 20\n",
        "产\n\n出\n\n数量指 指标 1：新建量测水设施 80 处 82 处 20 20\n 指\n\n标\n\n（60\n\n分） 标\n",
    )
    assert [row(i) for i in read(torn).indicators] == [row(i) for i in read(NUMBERED).indicators]


def test_page_numbers_and_page_breaks_inside_rows_leave_no_trace() -> None:
    torn = NUMBERED.replace("指标 1：设施一次验收\n\n合格率\n", "指标 1：设施一次验收\n\n\n\n- 45 -\n\n合格率\n")
    assert [row(i) for i in read(torn).indicators] == [row(i) for i in read(NUMBERED).indicators]


def test_the_rest_of_a_name_at_the_top_of_a_page_belongs_to_the_torn_row() -> None:
    torn = NUMBERED.replace(
        "指标 2：改造灌区末级渠系长\n\n度\n30 公里 30 公里 20 20\n", "指标 2：改造灌区末级渠系 30 公里 30 公里 20 20\n 长度\n"
    )
    assert row(read(torn).indicators[1]) == "产出指标|数量指标|改造灌区末级渠系长度|30公里|30公里|20|20|"


MERGED = """产出指标

（60 分）

数量指标

渠道测量 12 公里 完成

40 35

因汛期影响，部分断

面未测

断面布设 60 处 未完成

水尺安装 18 套 完成

质量指标 测量合格率 100% 100% 20 20

效益指标

（20 分）

经济效益

指标

0 0

社会效益

指标
灌区用水秩序 明显改善 有所改善 20 20

满意度

指标

（10 分）

服务对象

满意度

指标

用水户满意度 90% 92% 10 10

总 分 100 94.5
"""


def test_points_of_a_merged_cell_stand_on_the_first_row_of_the_group() -> None:
    assert [row(i) for i in read(MERGED).indicators] == [
        "产出指标|数量指标|渠道测量|12公里|完成|40|35|因汛期影响，部分断面未测",
        "产出指标|数量指标|断面布设|60处|未完成|||",
        "产出指标|数量指标|水尺安装|18套|完成|||",
        "产出指标|质量指标|测量合格率|100%|100%|20|20|",
        "效益指标|社会效益指标|灌区用水秩序|明显改善|有所改善|20|20|",
        "满意度指标|服务对象满意度指标|用水户满意度|90%|92%|10|10|",
    ]


def test_numbers_without_a_name_are_no_indicator() -> None:
    assert not any(i.level2 == "经济效益指标" for i in read(MERGED).indicators)


def test_lines_without_blank_ones_between_them_are_read_too() -> None:
    form = read(re.sub(r"\n\n+", "\n", NUMBERED), re.sub(r"\n\n+", "\n", HEAD))
    assert [row(i) for i in form.indicators] == [row(i) for i in read(NUMBERED).indicators]


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    widths=st.sampled_from([(14, 8, 9), (7, 5, 6), (11, 6, 14), (20, 10, 10)]),
    numbered=st.booleans(),
)
def test_any_form_in_running_lines_is_read_back_whole(seed: int, widths: tuple[int, int, int], numbered: bool) -> None:
    meant = random_form(seed)
    name, value, reason = widths
    [form], told, _ = read_text_forms(as_running(meant, name=name, value=value, reason=reason, numbered=numbered))
    assert [row(i) for i in form.indicators] == [
        "|".join(
            (r.level1, r.level2, r.name, r.target.replace(" ", ""), r.actual.replace(" ", ""), r.weight, r.score, r.reason)
        )
        for r in meant.rows
    ]
    assert (form.expected_goal, form.actual_goal) == meant.goals
    assert form.total_score == meant.score
    assert told.notes == ()


@pytest.mark.parametrize("page_length", [29, 33, 37, 43])
def test_page_breaks_anywhere_lose_no_row_and_no_point(page_length: int) -> None:
    for seed in range(60):
        meant = random_form(seed)
        [form], _, _ = read_text_forms(as_running(meant, page_length=page_length))
        assert [(i.weight, i.score) for i in form.indicators] == [(Decimal(r.weight), Decimal(r.score)) for r in meant.rows]
        assert [(i.level1, i.level2) for i in form.indicators] == [(r.level1, r.level2) for r in meant.rows]


def test_costs_with_points_in_brackets_are_a_level_of_their_own() -> None:
    rows = """
数量指标

新建泵站 2 座 2 座 50 50

 成

本

指

标

（40

分）

经济成本

指标

泵站造价 ≤50 万元 48 万元 40 40

总分 100 100
"""
    found = [row(i).split("|")[:3] for i in read(rows).indicators]
    assert found[1] == ["成本指标", "经济成本指标", "泵站造价"]
