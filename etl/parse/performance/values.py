"""Target and actual cells as numbers: comparator, value and unit of measure, where the cell is nothing else.

Dates, ranges, fractions in words and cells with several numbers have no value: they stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from etl.parse.performance.value_wording import COMPARATOR_SUFFIXES, COMPARATORS, UNIT_WORDS
from etl.parse.performance.wording import squeeze


def _any_of(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER: Final = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT: Final = r"[%‰℃㎡]|[A-Za-z\u4e00-\u9fff/／·²³（）]{1,12}"
_LONG_UNIT: Final = 5  # a longer word after a number is no unit, unless it is put together of known ones
_CELL: Final = re.compile(
    rf"(?P<sign>{_any_of(COMPARATORS)})?(?:达到?|达)?(?P<late>{_any_of(COMPARATORS)})?(?P<number>{_NUMBER})"
    rf"(?P<unit>{_UNIT})?(?P<suffix>{_any_of(COMPARATOR_SUFFIXES)})?(?P<rest>{_UNIT})?[。.]?"
)
_LEAD: Final = re.compile(_any_of(COMPARATORS))
_DATE: Final = re.compile(
    r"(?:19|20)\d\d(?:年|[-/]\d{1,2})|^(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])(?:\.\d{1,2})?$"
    r"|(?<!\d)(?:1[0-2]|0?[1-9])月(?:份|\d|以?前|底|初|末|中旬|上旬|下旬)|\d{1,2}日前?$|^(?:1[0-2]|[1-9])月$"
)
_WHOLE_DATE: Final = re.compile(
    r"[=<>≤≥]{0,2}(?:当年|每年)?(?:(?:19|20)\d\d(?:年度?|[-/.]))?(?:\d{1,2}(?:月份?|[-/.]))?(?:\d{1,2}日?)?(?:以?前|之前|底前?|初|末|中旬|上旬|下旬)?(?:完成)?"
)
_SENTENCE_UNIT: Final = re.compile(r"或|完成|达成|实现|不限|左右|以后|期限|时间|到位|支付|发放|开展|结束|合格")
_WORDS: Final = rf"[%‰]|{UNIT_WORDS}(?:[/每]{UNIT_WORDS})*"
UNIT: Final = re.compile(_WORDS)
_RANGE: Final = re.compile(rf"{_NUMBER}[-~—～至]{_NUMBER}(?P<unit>{_WORDS})?")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell as read: `comparator` and `unit` empty where not printed, `number` None where the cell is no plain number."""

    comparator: str = ""
    number: Decimal | None = None
    unit: str = ""


def comparator_of(text: str) -> str:
    """The comparator that a word or sign of comparison stands for, empty for any other text.

    >>> comparator_of("大于 等于")
    '>='
    """
    return COMPARATORS.get(squeeze(text), "")


@lru_cache(maxsize=4096)
def read_value(text: str) -> Value:
    """Read one target or actual cell.

    ``≥25 人次`` is ``>=``, 25, 人次; ``90%以上`` is ``>=``, 90, %; ``2023 年 12 月`` and ``3-4 人`` have no number. A leading
    comparator before text that is no number is still given.
    """
    key = squeeze(text)
    if not key:
        return Value()
    match = _CELL.fullmatch(key)
    if match is None or _DATE.search(key):
        lead = _LEAD.match(key)
        span = _RANGE.fullmatch(key)
        return Value(COMPARATORS[lead.group()] if lead else "", None, (span.group("unit") or "") if span else "")
    unit, suffix, rest = match.group("unit") or "", match.group("suffix") or "", match.group("rest") or ""
    if not suffix:
        unit, suffix = _split_suffix(unit)
    unit += rest
    if _SENTENCE_UNIT.search(unit) or (len(unit) > _LONG_UNIT and "/" not in unit and not UNIT.fullmatch(unit)):
        return Value(COMPARATORS.get(match.group("sign") or "", ""))
    sign = match.group("sign") or match.group("late")
    comparator = COMPARATORS[sign] if sign else COMPARATOR_SUFFIXES.get(suffix, "")
    return Value(comparator, Decimal(match.group("number").replace(",", "")), unit)


def _split_suffix(unit: str) -> tuple[str, str]:
    for suffix in COMPARATOR_SUFFIXES:
        if unit.endswith(suffix):
            return unit.removesuffix(suffix), suffix
    return unit, ""


@lru_cache(maxsize=16384)
def is_value(key: str) -> bool:
    """True for squeezed text that is a number with its unit, a date or a range of numbers."""
    if read_value(key).number is not None or _RANGE.fullmatch(key):
        return True
    return bool(_DATE.search(key)) and bool(_WHOLE_DATE.fullmatch(key))
