"""The words of target and actual values of performance forms: natures, comparisons, units of measure.

All keys are squeezed (see `wording.squeeze`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NATURES: Final = frozenset({"正向", "反向", "定性", "定量", "正向指标", "反向指标", "定性指标", "定量指标", "逆向"})

# a printed comparison → comparator; the longest that fits wins
COMPARATORS: Final = MappingProxyType(
    {
        "大于等于": ">=",
        "大于或等于": ">=",
        "不低于": ">=",
        "不少于": ">=",
        "不小于": ">=",
        "至少": ">=",
        "≥": ">=",
        "≧": ">=",
        "⩾": ">=",
        ">=": ">=",
        "=>": ">=",
        "小于等于": "<=",
        "小于或等于": "<=",
        "不超过": "<=",
        "不高于": "<=",
        "不大于": "<=",
        "不多于": "<=",
        "至多": "<=",
        "≤": "<=",
        "≦": "<=",
        "⩽": "<=",
        "<=": "<=",
        "=<": "<=",
        "大于": ">",
        "高于": ">",
        "超过": ">",
        "多于": ">",
        ">": ">",
        "小于": "<",
        "低于": "<",
        "少于": "<",
        "<": "<",
        "等于": "=",
        "=": "=",
    }
)
COMPARATOR_SUFFIXES: Final = MappingProxyType(
    {
        "及以上": ">=",
        "以上": ">=",
        "（含）以上": ">=",
        "及以下": "<=",
        "以下": "<=",
        "以内": "<=",
        "之内": "<=",
        "（含）以下": "<=",
    }
)

# units that may stand apart from their number by a space; compounds are joined by / or 每
UNIT_WORDS: Final = (
    r"[千万亿百]?(?:元|人次|人份|人|亩次|户次|家次|台次|件次|艘次|架次|批次|场次|个|个工作日|工作日|次|户|家|套|台|件|份|册|条|批|期|场|项|篇|处|座|辆|张|本|页|卷|箱|组|类|所|名|位|支|部|间|座|吨|公里|千米|米"
    r"|平方米|平方公里|立方米|亩|公顷|小时|分钟|秒|天|日|年|月|个月|季度|周|岁|班次|班|课时|学时|度|车次|趟次|趟|款|宗|起|例|门|株|棵|头|只|艘|架|块|幅|片|枚|瓶|包|盒|桶|袋|点|村|县|镇|乡|届|轮|遍|人天|人年|人月|人日)"
)
YES_OR_NO: Final = frozenset({"是/否", "是否", "有/无", "有无"})  # units of what is no quantity
