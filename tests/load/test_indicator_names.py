"""Names of indicators are comparable however they are printed, and what is no official name stays as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.load.indicator_names import LEVEL1, LEVEL2, comparable, indicator_name, measure_unit

OFFICIAL_PROJECT = {
    "产出指标": {"数量指标", "质量指标", "时效指标"},
    "成本指标": {"经济成本指标", "社会成本指标", "生态环境成本指标"},
    "效益指标": {"经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"},
    "满意度指标": {"服务对象满意度指标"},
}


@pytest.mark.parametrize(
    "printed",
    [
        "社会效益",
        "社会效益指标",
        "社会效 益指标",
        "社会 效益",
        "社会效益指标（15分）",
        "社会效益指标(15)",
        "（二）社会效益",
        "社会效益：",
    ],
)
def test_one_level_two_is_one_name_in_every_spelling(printed):
    assert comparable("效益指标", printed, "知晓率", "%")[1] == "社会效益指标"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("产出指标（50分）", "产出指标"),
        ("产出指标50分", "产出指标"),
        ("一、产出指标", "产出指标"),
        ("项目效果", "效益指标"),
        ("满 意 度", "满意度指标"),
        ("服务对象满意度指标", "满意度指标"),
        ("预算执行率", "预算执行率指标"),
        ("履职效能", "履职效能"),
    ],
)
def test_level_one_has_its_official_name(printed, name):
    assert comparable(printed, "", "", "")[0] == name
    assert comparable(printed, "", "", "")[4]


def test_every_official_pair_of_levels_is_listed_and_stays_as_it_is():
    for level1, seconds in OFFICIAL_PROJECT.items():
        for level2 in seconds:
            assert comparable(level1, level2, "", "") == (level1, level2, "", "", True)


def test_an_unofficial_level_keeps_its_printed_name_and_is_marked():
    assert comparable("管 理指标", "数量指标", "次数", "次") == ("管理指标", "数量指标", "次数", "次", False)
    assert comparable("社会效益", "", "", "")[4] is False  # a level 2 printed where level 1 stands is no level 1


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("％", "%"),
        ("百分比", "%"),
        ("个百分点", "百分点"),
        ("个标准展位", "个"),
        ("类专项", "类"),
        ("个班次", "班次"),
        ("月", "个月"),
        ("人(次)", "人次"),
        ("名", "人"),
        ("M2", "平方米"),
        ("（万元）", "万元"),
        ("元/人·月", "元/人/月"),
        ("元 每 人 每 月", "元/人/月"),
        ("元/月/人", "元/人/月"),
        ("元/人月", "元/人/月"),
        ("元/人日", "元/人/天"),
        ("元每人次", "元/人次"),
        ("万元每台", "万元/台"),
        ("元/㎡", "元/平方米"),
        ("万元/个月", "万元/月"),
        ("万个项目", "万个"),
    ],
)
def test_one_unit_of_measure_has_one_spelling(printed, unit):
    assert measure_unit(printed) == unit


@pytest.mark.parametrize(
    "unit", ["人", "人次", "人天", "个月", "万元", "千元", "万人", "MB/秒", "元/车/趟次", "台套", "人/年", "万", ""]
)
def test_a_unit_that_says_something_of_its_own_is_kept(unit):
    assert measure_unit(unit) == unit


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标 1：培训 人数", "培训人数"),
        ("1.培训人数", "培训人数"),
        ("（1）培训人数", "培训人数"),
        ("①培训人数；", "培训人数"),
        ("完成率。", "完成率"),
        ("检查,验收", "检查，验收"),
        ("12333电话咨询", "12333电话咨询"),
        ("2.5万元以上项目数", "2.5万元以上项目数"),
        ("三支一扶人员到岗率", "三支一扶人员到岗率"),
        ("“三支一扶” 人数", "“三支一扶”人数"),
        ("指标1：", "指标1："),
    ],
)
def test_a_name_loses_its_enumeration_and_nothing_of_itself(printed, name):
    assert indicator_name(printed) == name


@given(st.text(alphabet="个人项万元千百月日天年次/·每%（）()标准班 分比", max_size=8))
def test_a_normalised_unit_is_normal(printed):
    once = measure_unit(printed)
    assert measure_unit(once) == once


@given(st.sampled_from(sorted({*LEVEL1, *LEVEL2})), st.integers(0, 6), st.sampled_from(["", "指标"]))
def test_white_space_inside_a_label_makes_no_other_name(label, at, suffix):
    printed = label + suffix
    torn = printed[:at] + " \n" + printed[at:]
    assert comparable(torn, torn, "", "") == comparable(printed, printed, "", "")
