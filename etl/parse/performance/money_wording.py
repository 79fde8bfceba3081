"""The words of the money of performance forms: headers of its columns, labels of its sources.

All keys are squeezed (see `wording.squeeze`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Money(StrEnum):
    """A column of the funding table."""

    INITIAL = "initial_budget"
    ANNUAL = "annual_budget"
    RECEIVED = "received"  # 到位数: told apart from the others, but recorded nowhere
    EXECUTED = "executed"
    WEIGHT = "weight"
    RATE = "execution_rate"
    SCORE = "score"


FUNDING_HEAD: Final = re.compile(
    r"^(?:项目资金|部门资金|项目预算|预算执行情况|预算安排情况|项目预算执行情况|资金情况|年度资金|资金来源|预算资金|年度预算|部门预算(?:执行|$)|整体支出|年初预算)"
)
UNIT_NOTE: Final = re.compile(r"(?:单位[:：]|（)(万元|千元|亿元|元)")
MONEY_HEADERS: Final = MappingProxyType(
    {
        "年初预算数": Money.INITIAL,
        "年初预算": Money.INITIAL,
        "年初预算金额": Money.INITIAL,
        "年初批复预算数": Money.INITIAL,
        "年初安排数": Money.INITIAL,
        "全年预算数": Money.ANNUAL,
        "全年预算": Money.ANNUAL,
        "预算数": Money.ANNUAL,
        "调整后预算数": Money.ANNUAL,
        "调整预算数": Money.ANNUAL,
        "调整后全年预算数": Money.ANNUAL,
        "到位数": Money.RECEIVED,
        "资金到位数": Money.RECEIVED,
        "全年预算执行数": Money.EXECUTED,
        "全年执行数": Money.EXECUTED,
        "全年执行": Money.EXECUTED,
        "全年实际执行数": Money.EXECUTED,
        "实际执行数": Money.EXECUTED,
        "执行数": Money.EXECUTED,
        "全年支出数": Money.EXECUTED,
        "决算数": Money.EXECUTED,
        "分值": Money.WEIGHT,
        "权重": Money.WEIGHT,
        "分值权重": Money.WEIGHT,
        "预算执行率": Money.RATE,
        "执行率": Money.RATE,
        "预算执行率%": Money.RATE,
        "执行率%": Money.RATE,
        "得分": Money.SCORE,
        "自评得分": Money.SCORE,
        "评分": Money.SCORE,
    }
)
# words that tell what a header of money means which is none of the above; the first that fits wins
MONEY_HINTS: Final = tuple(
    (re.compile(pattern), column)
    for pattern, column in (
        (r"率得分$", Money.SCORE),
        (r"率(?:权重|分值)$", Money.WEIGHT),
        (r"执行率|完成率|支出率", Money.RATE),
        (r"得分|评分", Money.SCORE),
        (r"分值|权重|标准分|满分", Money.WEIGHT),
        (r"年初|批复(?!金额)", Money.INITIAL),
        (r"执行数|支出数|决算数|支出额|执行金额|支出金额", Money.EXECUTED),
        (r"预算数|预算额|预算金额|调整预算|批复金额", Money.ANNUAL),
    )
)
MONEY_ORDER: Final = (Money.INITIAL, Money.ANNUAL, Money.EXECUTED, Money.WEIGHT, Money.RATE, Money.SCORE)
AMOUNTS: Final = (Money.INITIAL, Money.ANNUAL, Money.EXECUTED)

# label of a money line (其中： and （万元） removed) → source; the first pattern found wins
SOURCES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), source)
    for pattern, source in (
        (
            r"^(?:年度|项目|预算)?(?:资金|预算)?(?:总额|总量|总计|合计|总数)$|^(?:年度|项目)?(?:支出)?总(?:资金|金额|预算)$",
            "total",
        ),
        (r"^年度财政(?:性)?资金(?:总额|总量|总计|合计)$", "total"),
        (r"^(?:上年度?|上年年?|以前年度)(?:财政)?(?:拨款)?(?:结转|结余)(?:[和及、]?结余|结转)?(?:资金)?$", "carryover"),
        (r"^(?:结转|结余|结转结余)资金$", "carryover"),
        (r"^(?:其他资金|其它资金|其他|单位自有资金|自有资金|单位资金|自筹资金|社会资金)$", "other"),
        (r"^中央(?:财政)?(?:安排|资金|补助|拨款|财政资金|补助资金)?$", "central"),
        (
            r"^(?:省级?|自治区级?|直辖市|省（自治区）|省（区、市）|兵团)(?:财政)?(?:安排|资金|补助|拨款|财政资金|补助资金)$",
            "province",
        ),
        (
            r"^(?:地（州、市）|地（市、州）|市（州）|地（市）|市级?|州级?|地级?|盟市|盟级?|盟（市）)(?:本级)?(?:财政)?(?:安排|资金|补助|拨款|财政资金|补助资金)$",
            "prefecture",
        ),
        (
            r"^(?:县（市、区）|县（区）|区（县）|县级?|区级?|区县|旗县|旗县级|旗级?|旗（县）|旗县（市、区）|旗县市区|旗县区)(?:本级)?(?:财政)?(?:安排|资金|补助|拨款|财政资金|补助资金)$",
            "county",
        ),
        (r"^(?:当年|本年|年度|本级|一般公共预算)?(?:一般公共预算)?财政(?:性|拨款)?(?:资金|拨款|拨款资金)?$", "fiscal"),
        (r"^(?:当年|本年|年初)?(?:一般公共预算)?(?:财政)?拨款(?:资金|收入)?$", "fiscal"),
        (r"^一般公共预算(?:资金|收入)?$", "fiscal"),
        (r"^政府性基金(?:预算)?(?:财政)?(?:资金|拨款|收入)?$", "fiscal"),
    )
)
SOURCE_PREFIX: Final = re.compile(r"^(?:其中[:：\-—]?|[一二三四五]、|（[一二三四五\d]）|\d[.、．])+")
SOURCE_SUFFIX: Final = re.compile(r"(?:（(?:万元|元|千元|单位：?万?元|%)）|[:：])+$")


def source_of(label: str) -> str:
    """The source of money that a squeezed label names, empty where it names none.

    >>> source_of("其中：当年财政拨款")
    'fiscal'
    """
    bare = SOURCE_SUFFIX.sub("", SOURCE_PREFIX.sub("", label))
    return next((source for pattern, source in SOURCES if pattern.match(bare)), "")
