"""Names of performance indicators made comparable: official names of levels 1 and 2, one spelling of a unit of measure.

Source of the names: 财政部《项目支出绩效评价管理办法》(财预〔2020〕10号) and the forms that departments publish. What is in no
table here keeps its printed name without white space, and is marked as not listed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from etl.parse.flow import canonical

LEVEL1: Final = {
    "产出": "产出指标",
    "效益": "效益指标",
    "效果": "效益指标",
    "满意度": "满意度指标",
    "满意": "满意度指标",
    "成本": "成本指标",
}
LEVEL2: Final = {
    "数量": "数量指标",
    "质量": "质量指标",
    "时效": "时效指标",
    "成本": "成本指标",
    "经济成本": "经济成本指标",
    "社会成本": "社会成本指标",
    "生态环境成本": "生态环境成本指标",
    "经济效益": "经济效益指标",
    "社会效益": "社会效益指标",
    "生态效益": "生态效益指标",
    "环境效益": "生态效益指标",
    "可持续影响": "可持续影响指标",
    "可持续发展": "可持续影响指标",
    "可持续": "可持续影响指标",
    "服务对象满意度": "服务对象满意度指标",
    "服务对象满意": "服务对象满意度指标",
    "服务对象": "服务对象满意度指标",
    "社会公众或服务对象满意度": "服务对象满意度指标",
    "满意度": "服务对象满意度指标",
}
MEASURE_UNIT: Final = {
    "百分比": "%",
    "百分之": "%",
    "人/次": "人次",
    "人(次)": "人次",
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平方": "平方米",
    "平米": "平方米",
    "km": "公里",
    "千米": "公里",
    "元/人月": "元/人/月",
    "元/人·月": "元/人/月",
    "元/月/人": "元/人/月",
    "元/人年": "元/人/年",
    "元/人·年": "元/人/年",
    "元/年/人": "元/人/年",
    "万": "万元",
}
_POINTS: Final = re.compile(r"（[^（）]*分）")  # （50分）
_NUMBERING: Final = re.compile(r"^指标\d*[:：]")


def _official(printed: str, table: dict[str, str]) -> tuple[str, bool]:
    squeezed = _POINTS.sub("", canonical(printed))
    name = table.get(squeezed.removesuffix("指标"))
    return (name, True) if name else (squeezed, not squeezed)


@lru_cache(maxsize=65536)
def comparable(level1: str, level2: str, level3: str, measure_unit: str) -> tuple[str, str, str, str, bool]:
    """Normalised level 1, 2, 3 and unit of measure, and whether levels 1 and 2 both are official names (or not printed)."""
    first, first_listed = _official(level1, LEVEL1)
    second, second_listed = _official(level2, LEVEL2)
    unit = canonical(measure_unit)
    return first, second, _NUMBERING.sub("", canonical(level3)), MEASURE_UNIT.get(unit, unit), first_listed and second_listed
