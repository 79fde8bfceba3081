"""The words of indicator dimensions: labels of levels 1 and 2 in the official framework and as provinces print them.

Levels 1 and 2 of project forms are those of the template of 财预〔2020〕10 号; forms of whole departments have their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

LEVEL0: Final = frozenset({"绩效指标", "年度绩效指标", "年度绩效指标完成情况", "绩效指标完成情况"})
_LEVEL1: Final = (
    "产出指标",
    "效益指标",
    "效果指标",
    "满意度指标",
    "成本指标",
    "管理指标",
    "投入指标",
    "过程指标",
    "决策指标",
    "预算执行指标",
    "履职指标",
    "影响力指标",
)
_LEVEL1_OVERALL: Final = (
    "运行成本",
    "管理效率",
    "履职效能",
    "履职效果",
    "社会效应",
    "社会效益",
    "可持续发展能力",
    "可持续性",
    "服务对象满意度",
    "满意度",
    "履职产出",
    "履职效益",
    "预算管理",
    "年度履职目标",
    "整体管理",
    "部门管理",
)
_LEVEL2: Final = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "生态成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "可持续发展指标",
    "可持续指标",
    "服务对象满意度指标",
    "社会公众满意度指标",
    "社会公众或服务对象满意度指标",
    "满意度指标",
    "经济性指标",
    "效率性指标",
    "预算执行率指标",
)


def _without_suffix(labels: Iterable[str]) -> frozenset[str]:
    full = tuple(labels)
    return frozenset(full) | {label.removesuffix("指标") for label in full}


LEVEL1: Final = _without_suffix(_LEVEL1)
LEVEL1_OVERALL: Final = LEVEL1 | frozenset(_LEVEL1_OVERALL)
LEVEL2: Final = _without_suffix(_LEVEL2)
# a level-2 label that is one only below this level 1; elsewhere it opens its own level 1
LEVEL2_BELOW: Final = MappingProxyType({"满意度指标": ("满意度指标", "满意度", "服务对象满意度")})
LEVEL_BRACKET: Final = re.compile(r"（?(\d{1,3}(?:\.\d+)?)分?）?")
# the level 1 that the official framework puts a level-2 label under; the first that a form prints is taken
PARENTS: Final = MappingProxyType(
    {
        "数量指标": ("产出指标",),
        "质量指标": ("产出指标",),
        "时效指标": ("产出指标",),
        "成本指标": ("产出指标", "成本指标"),
        "经济成本指标": ("成本指标", "产出指标"),
        "社会成本指标": ("成本指标", "产出指标"),
        "生态环境成本指标": ("成本指标", "产出指标"),
        "经济效益指标": ("效益指标",),
        "社会效益指标": ("效益指标",),
        "生态效益指标": ("效益指标",),
        "可持续影响指标": ("效益指标",),
        "服务对象满意度指标": ("满意度指标", "效益指标"),
        "社会公众满意度指标": ("满意度指标", "效益指标"),
        "满意度指标": ("满意度指标", "效益指标"),
    }
)
# words in the name of an indicator that speak for its dimension
LEVEL2_CUES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"满意"), "服务对象满意度指标"),
    (re.compile(r"及时|时间|时限|按时|按期|时效"), "时效指标"),
    (re.compile(r"成本|费用?$|单价|标准$"), "成本指标"),
    (re.compile(r"合格|准确|质量|达标|完成率$|认证率$|素质"), "质量指标"),
    (re.compile(r"数量?$|次数|人数|月数"), "数量指标"),
)
