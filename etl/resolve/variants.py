"""Names that reports print and the official lists lack, as data: former names and shortened ones.

Every entry was either seen in a report or follows from a renaming of the list; where one name stood for several codes it is
left out, so that such a name stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Variant:
    """One more name of a code. `until` is the last year it was the official name; None for a shortened form of any year."""

    code: str
    name: str
    until: int | None
    source: str

    def official_in(self, year: int) -> bool:
        """True where the list of `year` bore this name."""
        return self.until is not None and year <= self.until


FUNCTIONAL_VARIANTS: Final[tuple[Variant, ...]] = (
    Variant("2200199", "其他国土资源事务支出", 2018, "printed in a report of 2024"),
    Variant("22001", "国土资源事务", 2018, "former list"),
    Variant("220", "国土海洋气象等支出", 2018, "former list"),
    Variant("22099", "其他国土海洋气象等支出", 2018, "former list"),
    Variant("2209901", "其他国土海洋气象等支出", 2018, "former list"),
    Variant("207", "文化体育与传媒支出", 2018, "former list"),
    Variant("20701", "文化", 2018, "former list"),
    Variant("20799", "其他文化体育与传媒支出", 2018, "former list"),
    Variant("210", "医疗卫生与计划生育支出", 2018, "former list"),
    Variant("210", "医疗卫生支出", 2013, "former list"),
    Variant("21001", "医疗卫生与计划生育管理事务", 2018, "former list"),
    Variant("21099", "其他医疗卫生与计划生育支出", 2018, "former list"),
    Variant("2109901", "其他医疗卫生与计划生育支出", 2018, "former list"),
    Variant("21302", "林业", 2018, "former list"),
)

ECONOMIC_VARIANTS: Final[tuple[Variant, ...]] = (
    Variant("30231", "公务用车运行费", None, "common in prose"),
    Variant("30231", "公务用车运行维护", None, "common in prose"),
    Variant("30303", "退职费", None, "common in prose"),
    Variant("30108", "基本养老保险缴费", None, "common in prose"),
    Variant("30108", "机关事业单位养老保险缴费", None, "common in prose"),
    Variant("30109", "机关事业单位职业年金缴费", None, "common in prose"),
    Variant("30109", "职业年金", None, "common in prose"),
    Variant("30110", "基本医疗保险缴费", None, "common in prose"),
    Variant("30110", "职工医疗保险缴费", None, "common in prose"),
    Variant("30111", "公务员医疗补助", None, "common in prose"),
    Variant("30112", "其他社会保险缴费", None, "common in prose"),
    Variant("30213", "维修维护费", None, "common in prose"),
    Variant("30307", "医疗费", 2017, "former list; 30114 医疗费 since then, so only under its own class"),
    Variant("307", "债务利息支出", 2017, "former list"),
    Variant("309", "基本建设支出", 2017, "former list"),
    Variant("310", "其他资本性支出", 2017, "former list; since then the name of 31099 alone"),
)
