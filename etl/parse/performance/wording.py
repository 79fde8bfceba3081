"""The words of performance forms: titles, headers, rows of totals, reasons.

All keys are squeezed (no white space, signs of one width, see `squeeze`). Wordings come from the template of 财预〔2020〕10 号
(项目支出绩效自评表) and from the variants that provinces print.
"""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from etl.parse.flow import canonical


class Field(StrEnum):
    """A column of the indicator table, in the order of the template."""

    LEVEL0 = "level0"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"  # what stands between level 2 and the name in a form of four levels
    NAME = "name"
    NATURE = "nature"
    COMPARATOR = "comparator"
    TARGET = "target"
    BASIS = "basis"
    ACTUAL = "actual"
    UNIT = "unit"
    WEIGHT = "weight"
    COEFFICIENT = "coefficient"  # the part of the weight that was reached
    SCORE = "score"
    DEVIATION = "deviation"
    # the rest of a cell that a page break tore, printed at the top of the next page
    REST_NAME = "rest_name"
    REST_TARGET = "rest_target"
    REST_ACTUAL = "rest_actual"
    REST_DEVIATION = "rest_deviation"


REST_OF: Final = MappingProxyType(
    {
        Field.REST_NAME: Field.NAME,
        Field.REST_TARGET: Field.TARGET,
        Field.REST_ACTUAL: Field.ACTUAL,
        Field.REST_DEVIATION: Field.DEVIATION,
    }
)


squeeze: Final = canonical  # text as it is compared: white space and markup gone, signs of one width

_ZH: Final = re.compile(r"[^\u4e00-\u9fff]+")


def ideographs(text: str) -> str:
    """Only the Chinese characters of a text: what is left of a label after scanning noise."""
    return _ZH.sub("", text)


# 项目支出绩效自评表, 整体支出绩效自评表 and their variants; 评表 is a misprint of 自评表
TITLE: Final = re.compile(
    r"[^，。；：、]{0,40}(?:绩效[^，。；：、]{0,8}|自评[^，。；：、]{0,4}|评价[^，。；：、]{0,4})表(?:（[^（）]{0,20}）){0,2}(?:\d{4}年度?)?"
)

OVERALL_NAME: Final = "部门（单位）整体支出"  # what stands for the project in the form of a whole department

# the head of a form: label → where its value goes; the longest label that fits wins
HEAD_LABELS: Final = MappingProxyType(
    {
        "项目名称": "project_name",
        "项目支出名称": "project_name",
        "项目（政策）名称": "project_name",
        "政策和项目名称": "project_name",
        "专项名称": "project_name",
        "专项资金名称": "project_name",
        "专项（项目）名称": "project_name",
        "项目（专项）名称": "project_name",
        "部门（单位）名称": "unit_name",
        "单位（部门）名称": "unit_name",
        "预算部门（单位）名称": "unit_name",
        "预算单位名称": "unit_name",
        "预算部门名称": "unit_name",
        "部门名称": "unit_name",
        "单位名称": "unit_name",
        "主管部门": "department",
        "主管部门（单位）": "department",
        "主管部门名称": "department",
        "主管单位": "department",
        "项目主管部门": "department",
        "项目主管单位": "department",
        "预算主管部门": "department",
        "一级预算主管部门": "department",
        "业务主管部门": "department",
        "资金主管部门": "department",
        "省级主管部门": "department",
        "市级主管部门": "department",
        "县级主管部门": "department",
        "主管部门及代码": "department",
        "预算部门": "department",
        "实施单位": "implementing_unit",
        "实施单位名称": "implementing_unit",
        "实施部门": "implementing_unit",
        "实施部门（单位）": "implementing_unit",
        "实施（责任）单位": "implementing_unit",
        "实施（主管）单位": "implementing_unit",
        "项目实施单位": "implementing_unit",
        "项目实施部门": "implementing_unit",
        "项目承担单位": "implementing_unit",
        "项目执行单位": "implementing_unit",
        "项目建设单位": "implementing_unit",
        "项目责任单位": "implementing_unit",
        "项目使用单位": "implementing_unit",
        "资金使用单位": "implementing_unit",
        "项目单位": "implementing_unit",
        "预算单位": "implementing_unit",
        "预算执行单位": "implementing_unit",
        "填报单位": "reporting_unit",
        "填报单位名称": "reporting_unit",
        "填报部门": "reporting_unit",
        "自评单位": "reporting_unit",
        "评价单位": "reporting_unit",
        "自评总分": "total_score",
        "自评总得分": "total_score",
        "自评得分": "total_score",
        "项目总得分": "total_score",
        "自评总分（分）": "total_score",
        "项目自评得分": "total_score",
        "绩效自评得分": "total_score",
        "评价得分": "total_score",
        "自评等级": "",
        "评价等级": "",
        "评价等次": "",
        "项目编码": "",
        "项目代码": "",
        "项目类型": "",
        "项目类别": "",
        "项目属性": "",
        "项目负责人": "",
        "联系人": "",
        "部门联系人": "",
        "项目联系人": "",
        "联系电话": "",
        "项目起止时间": "",
        "资金用途": "",
        "填报日期": "",
        "填报人": "",
    }
)
# labels of what the form of a whole department tells between its name and its money, none of it a party
OVERALL_LABELS: Final = frozenset(
    {"内容", "说明", "部门总体目标", "部门职责", "部门职能", "总体绩效目标", "一、部门年度目标", "部门年度目标", "财年"}
)
GOAL_HEADS: Final = ("年度总体目标", "总体目标", "年度绩效目标", "年度目标")
EXPECTED: Final = (
    "预期目标",
    "年初设定目标",
    "年初目标",
    "年初绩效目标",
    "预期绩效目标",
    "目标申报",
    "年度预期目标",
    "绩效目标",
    "项目年度目标",
)
ACHIEVED: Final = (
    "实际完成情况",
    "全年实际完成情况",
    "目标实际完成情况",
    "年度总体目标完成情况",
    "年度目标完成情况",
    "目标完成情况",
    "实际完成目标",
    "具体完成情况",
    "完成情况",
)
# labels of merged cells beside the goals, and of the parts of the same table that may follow them
BESIDE_GOALS: Final = ("年度总体目标", "年度绩效目标", "项目基本情况", "项目年度目标完成情况")
PARTS_BELOW_GOALS: Final = ("项目实施内容及过程概述",)
GOAL_RATES: Final = ("总体完成率",)  # a column behind the two goals
# the parts that a form is divided in, each below its numbered title
PART_TITLES: Final = frozenset(
    {"基本情况", "预算执行情况", "项目预算执行情况", "目标完成情况", "绩效指标完成情况", "年度绩效指标完成情况"}
)

_PART_NUMBER: Final = re.compile(r"^[一二三四五六七八九十]{1,2}、")


def unnumbered(title: str) -> str:
    """A squeezed title without the number of its part.

    >>> unnumbered("二、预算执行情况")
    '预算执行情况'
    """
    return _PART_NUMBER.sub("", title)


INDICATOR_HEADERS: Final = MappingProxyType(
    {
        "绩效指标": Field.LEVEL0,
        "年度绩效指标": Field.LEVEL0,
        "年度绩效指标完成情况": Field.LEVEL0,
        "绩效指标完成情况": Field.LEVEL0,
        "一级指标": Field.LEVEL1,
        "二级指标": Field.LEVEL2,
        "三级指标": Field.NAME,  # `Field.LEVEL3` beside 四级指标
        "指标名称": Field.NAME,
        "指标内容": Field.NAME,
        "四级指标": Field.NAME,
        "指标性质": Field.NATURE,
        "指标类型": Field.NATURE,
        "指标方向": Field.COMPARATOR,
        "运算符号": Field.COMPARATOR,
        "计算符号": Field.COMPARATOR,
        "比较符号": Field.COMPARATOR,
        "比较符": Field.COMPARATOR,
        "运算符": Field.COMPARATOR,
        "关系符号": Field.COMPARATOR,
        "指标符号": Field.COMPARATOR,
        "指标值符号": Field.COMPARATOR,
        "目标值符号": Field.COMPARATOR,
        "符号": Field.COMPARATOR,
        "年度指标值": Field.TARGET,
        "年度目标值": Field.TARGET,
        "年初指标值": Field.TARGET,
        "年初目标值": Field.TARGET,
        "预期指标值": Field.TARGET,
        "预期目标值": Field.TARGET,
        "计划指标值": Field.TARGET,
        "绩效指标值": Field.TARGET,
        "指标值": Field.TARGET,
        "目标值": Field.TARGET,
        "预期值": Field.TARGET,
        "计划值": Field.TARGET,
        "年度指标": Field.TARGET,
        "年初设定值": Field.TARGET,
        "年初设定指标值": Field.TARGET,
        "指标目标值": Field.TARGET,
        "全年目标值": Field.TARGET,
        "全年指标值": Field.TARGET,
        "计划目标值": Field.TARGET,
        "绩效目标值": Field.TARGET,
        "指标值设定依据": Field.BASIS,
        "设定依据": Field.BASIS,
        "指标解释": Field.BASIS,
        "评分标准": Field.BASIS,
        "评价标准": Field.BASIS,
        "指标说明": Field.BASIS,
        "实际完成值": Field.ACTUAL,
        "实际完成指标值": Field.ACTUAL,
        "全年完成值": Field.ACTUAL,
        "全年实际完成值": Field.ACTUAL,
        "年度完成值": Field.ACTUAL,
        "年度实际完成值": Field.ACTUAL,
        "实际值": Field.ACTUAL,
        "完成值": Field.ACTUAL,
        "实际完成情况": Field.ACTUAL,
        "完成情况": Field.ACTUAL,
        "指标完成情况": Field.ACTUAL,
        "指标完成值": Field.ACTUAL,
        "实际完成": Field.ACTUAL,
        "全年完成情况": Field.ACTUAL,
        "年度完成情况": Field.ACTUAL,
        "自评完成值": Field.ACTUAL,
        "计量单位": Field.UNIT,
        "度量单位": Field.UNIT,
        "指标单位": Field.UNIT,
        "单位": Field.UNIT,
        "分值": Field.WEIGHT,
        "分值权重": Field.WEIGHT,
        "权重": Field.WEIGHT,
        "指标分值": Field.WEIGHT,
        "权重分": Field.WEIGHT,
        "标准分": Field.WEIGHT,
        "满分": Field.WEIGHT,
        "指标权重": Field.WEIGHT,
        "分值设定": Field.WEIGHT,
        "得分系数": Field.COEFFICIENT,
        "得分": Field.SCORE,
        "自评得分": Field.SCORE,
        "自评分": Field.SCORE,
        "指标得分": Field.SCORE,
        "实际得分": Field.SCORE,
        "评价得分": Field.SCORE,
        "得分情况": Field.SCORE,
        "评分": Field.SCORE,
        "偏差原因分析及改进措施": Field.DEVIATION,
        "偏差原因分析及改进": Field.DEVIATION,
        "偏差原因及改进措施": Field.DEVIATION,
        "偏差原因分析": Field.DEVIATION,
        "偏差原因": Field.DEVIATION,
        "偏差分析及改进措施": Field.DEVIATION,
        "未完成原因及改进措施": Field.DEVIATION,
        "未完成原因分析及改进措施": Field.DEVIATION,
        "未完成原因和改进措施": Field.DEVIATION,
        "未完成原因分析": Field.DEVIATION,
        "未完成原因": Field.DEVIATION,
        "扣分原因及改进措施": Field.DEVIATION,
        "扣分原因": Field.DEVIATION,
        "扣分原因分析": Field.DEVIATION,
        "偏差原因分析和改进措施": Field.DEVIATION,
        "偏差原因和改进措施": Field.DEVIATION,
        "偏离原因分析及改进措施": Field.DEVIATION,
        "未达标原因及改进措施": Field.DEVIATION,
        "原因分析及改进措施": Field.DEVIATION,
        "原因说明": Field.DEVIATION,
        "情况说明": Field.DEVIATION,
        "备注": Field.DEVIATION,
        "说明": Field.DEVIATION,
    }
)
# columns that the header of the target is divided in, on the line below
TARGET_PARTS: Final = MappingProxyType(
    dict.fromkeys(("符号值单位", "符号数值单位", "符号值计量单位"), (Field.COMPARATOR, Field.TARGET, Field.UNIT))
)
FOURTH_LEVEL: Final = "四级指标"
# a header whose one label 绩效指标 stands over the names, and over their levels where the form has any
UNLEVELLED_HEADER: Final = re.compile(r"绩效指标(?:计量单位|指标性质|指标值|指标权重)")
# words that tell what a header means which is none of the above; the first that fits wins
INDICATOR_HINTS: Final = tuple(
    (re.compile(pattern), column)
    for pattern, column in (
        (r"原因|措施|备注|说明$", Field.DEVIATION),
        (r"得分|评分$|评定分", Field.SCORE),
        (r"分值|权重|标准分|满分", Field.WEIGHT),
        (r"解释|依据|标准$|来源|说明", Field.BASIS),
        (r"单位$", Field.UNIT),
        (r"符号|方向", Field.COMPARATOR),
        (r"性质|类型|属性", Field.NATURE),
        (r"实际|完成值|完成情况|实现", Field.ACTUAL),
        (r"(?:目标|指标|预期|计划|设定|标准)值", Field.TARGET),
        (r"完成", Field.ACTUAL),
    )
)

INDICATOR_ORDER: Final = (
    Field.LEVEL0,
    Field.LEVEL1,
    Field.LEVEL2,
    Field.NAME,
    Field.TARGET,
    Field.ACTUAL,
    Field.WEIGHT,
    Field.SCORE,
    Field.DEVIATION,
)

TOTAL_LABELS: Final = frozenset({"总分", "总得分", "合计", "总计", "总分合计", "自评总分", "合计得分"})
_GRADE: Final = re.compile(r"（?(?:自评|评价)等[级次][:：]?[优良中差]?）?")


def total_words(text: str) -> str:
    """The Chinese characters of a row that may be the total, without the grade that some forms print beside it.

    >>> total_words("总分 100 95.99 （自评等级：优）")
    '总分'
    """
    return ideographs(_GRADE.sub("", squeeze(text)))


# words that a reason for a deviation begins with or contains, and a name of an indicator hardly ever
DEVIATION_CUE: Final = re.compile(
    r"(?:由于|因为?|继续|按照|根据|加强|推迟|待|已|未|超过|超出|实际|无偏差|基本无偏差|此项|该|本年|主要原因|原因|略有|严格|剩余|结余)"
)
