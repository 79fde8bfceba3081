"""Names of performance indicators made comparable: official names of levels 1 and 2, one spelling of a unit of measure.

Sources of the names: the framework of 《项目支出绩效评价管理办法》(财预〔2020〕10号) and the form of goals of
《中央部门预算绩效目标管理办法》(财预〔2015〕88号) for projects; the dimensions of 中发〔2018〕34号 for whole departments.
What is in no table here keeps its printed name without white space, and is marked as not listed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from etl.parse.flow import canonical

LEVEL1: Final = {
    "产出": "产出指标",
    "项目产出": "产出指标",
    "效益": "效益指标",
    "效果": "效益指标",
    "项目效益": "效益指标",
    "项目效果": "效益指标",
    "满意度": "满意度指标",
    "满意": "满意度指标",
    "服务对象满意度": "满意度指标",
    "成本": "成本指标",
    "预算执行": "预算执行率指标",
    "预算执行率": "预算执行率指标",
    # 项目支出绩效评价指标体系框架, 财预〔2020〕10号; 投入 in that of 财预〔2013〕53号
    "决策": "决策指标",
    "投入": "投入指标",
    "过程": "过程指标",
    # whole departments, 中发〔2018〕34号
    "运行成本": "运行成本",
    "管理效率": "管理效率",
    "履职效能": "履职效能",
    "社会效应": "社会效应",
    "可持续发展能力": "可持续发展能力",
}
LEVEL2: Final = {
    "数量": "数量指标",
    "质量": "质量指标",
    "时效": "时效指标",
    "成本": "成本指标",
    "经济成本": "经济成本指标",
    "社会成本": "社会成本指标",
    "生态环境成本": "生态环境成本指标",
    "生态成本": "生态环境成本指标",
    "环境成本": "生态环境成本指标",
    "经济效益": "经济效益指标",
    "社会效益": "社会效益指标",
    "生态效益": "生态效益指标",
    "环境效益": "生态效益指标",
    "生态环境效益": "生态效益指标",
    "可持续影响": "可持续影响指标",
    "可持续发展": "可持续影响指标",
    "可持续性影响": "可持续影响指标",
    "可持续": "可持续影响指标",
    "服务对象满意度": "服务对象满意度指标",
    "服务对象满意": "服务对象满意度指标",
    "服务对象": "服务对象满意度指标",
    "社会公众或服务对象满意度": "服务对象满意度指标",
    "服务对象或社会公众满意度": "服务对象满意度指标",
    "社会公众满意度": "服务对象满意度指标",
    "受益对象满意度": "服务对象满意度指标",
    "群众满意度": "服务对象满意度指标",
    "满意度": "服务对象满意度指标",
    "预算执行": "预算执行率指标",
    "预算执行率": "预算执行率指标",
}
MEASURE_UNIT: Final = {
    "百分比": "%",
    "百分之": "%",
    "百分号": "%",
    "个百分点": "百分点",
    "千分比": "‰",
    "名": "人",
    "人/次": "人次",
    "人·次": "人次",
    "人（次）": "人次",
    "场次": "场",
    "场/次": "场",
    "批次": "批",
    "平方": "平方米",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平方千米": "平方公里",
    "km": "公里",
    "千米": "公里",
    "立方": "立方米",
    "m3": "立方米",
    "m³": "立方米",
    "kg": "公斤",
    "千克": "公斤",
    "日": "天",
    "日历天": "天",
    "月": "个月",
    "个工作日": "工作日",
    "个小时": "小时",
    "个班次": "班次",
    "个课时": "课时",
    "个学时": "学时",
    "元人民币": "元",
    "人民币元": "元",
}
_TIME: Final = ("年", "季", "季度", "月", "周", "天", "学年", "学期", "小时")  # what a rate is per, after what it is for
_PER: Final = {"日": "天", "个月": "月", "每月": "月", "人均": "人"}  # after a slash, where 月 is the official word
_TWO: Final = re.compile(r"(人|户|家)(年|月|天|日)")  # 元/人月
_SPLIT: Final = re.compile(r"[/·]每?|每")
_SCALE: Final = re.compile(r"(千万|百万|十万|亿|万|千|百)(?=.)(?!元)")
_COUNTED: Final = re.compile(r"(个|项|类|套)[\u4e00-\u9fff]{2,}")  # 个标准展位, 类专项: what is counted stands in the name
_IN_BRACKETS: Final = re.compile(r"（(?:单位[:：])?([^（）]+)）")
_POINTS: Final = re.compile(r"（[^（）]*分）|（?\d+(?:\.\d+)?分?）?$")  # （50分）, 50分, （50）
_ITEM: Final = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,2}[)）、.．]+|[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳])+")
_NUMBERING: Final = re.compile(r"^指标\d*[:：]")
_QUOTED: Final = re.compile(r"”([^“”]*)”")  # both marks are one in canonical text
_WIDTH: Final = str.maketrans({",": "，", ";": "；"})


def _official(printed: str, table: dict[str, str]) -> tuple[str, bool]:
    squeezed = _POINTS.sub("", _without_item(canonical(printed))).rstrip(":：")
    name = table.get(squeezed.removesuffix("指标"))
    return (name, True) if name else (squeezed, not squeezed)


def _without_item(text: str) -> str:
    """Text without the number of an enumeration before it."""
    match = _ITEM.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


@lru_cache(maxsize=4096)
def measure_unit(printed: str) -> str:
    """One spelling of a unit of measure: ``元／人·月`` is ``元/人/月``, ``元每月每人`` too; a unit unknown here stays as it is.

    >>> measure_unit("元 每 人 月"), measure_unit("个标准展位"), measure_unit("％")
    ('元/人/月', '个', '%')
    """
    text = canonical(printed).rstrip("。.")
    inside = _IN_BRACKETS.fullmatch(text)
    text = inside.group(1) if inside else text
    if text in MEASURE_UNIT or not text:
        return MEASURE_UNIT.get(text, text)
    first, *per = _SPLIT.split(text)
    if not first or not all(per):
        return text
    named = [_PER.get(part, part if part in _TIME else _plain_unit(part)) for group in per for part in _two(group)]
    return "/".join((_plain_unit(first), *sorted(named, key=_TIME.__contains__)))


def _two(denominator: str) -> tuple[str, ...]:
    """人月 as 人 and 月; any other denominator as it is."""
    match = _TWO.fullmatch(denominator)
    return match.groups() if match else (denominator,)


def _plain_unit(text: str) -> str:
    """A unit without denominators, its scale (万, 亿 …) kept."""
    known = MEASURE_UNIT.get(text) or MEASURE_UNIT.get(text.lower())
    if known:
        return known
    scale = _SCALE.match(text)
    if scale:
        return scale.group() + _plain_unit(text[scale.end() :])
    counted = _COUNTED.fullmatch(text)
    return counted.group(1) if counted else text


def indicator_name(printed: str) -> str:
    """A third-level name without white space, ``指标1：`` or enumeration before it, and the stop at its end."""
    squeezed = canonical(printed)
    text = _without_item(_NUMBERING.sub("", squeezed))
    return _QUOTED.sub(r"“\1”", text.translate(_WIDTH)).rstrip("。；：、，:.") or squeezed


@lru_cache(maxsize=65536)
def comparable(level1: str, level2: str, level3: str, unit: str) -> tuple[str, str, str, str, bool]:
    """Normalised level 1, 2, 3 and unit of measure, and whether levels 1 and 2 both are official names (or not printed)."""
    first, first_listed = _official(level1, LEVEL1)
    second, second_listed = _official(level2, LEVEL2)
    return first, second, indicator_name(level3), measure_unit(unit), first_listed and second_listed
