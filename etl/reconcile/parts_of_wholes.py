"""Checks of the shares that the printed text states: a part is never more than its whole, whatever both of them are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, fine, remark
from etl.reconcile.tolerance import HUNDRED
from etl.reconcile.words import bounds

_SHARE: Final = re.compile(
    r"占(?P<whole>[^。；，：%\d]{2,40}?)(?:的)?(?:比重|比例|比率)?(?:为|达|约)?(?P<share>\d[\d,]*(?:\.\d+)?)%"
)
_COMPLETION: Final = re.compile(r"预算(?:数|安排|批复)?$")  # 占年初预算的120%: what was spent may be more
_TARGET: Final = re.compile(r"于|[≥≤><=]|不[低少高超]")  # 占比大于等于80%: an indicator's target


@rule(
    "percentages.part_above_whole",
    zh="占比不大于 100%",
    severity="notice",
    basis="部分不大于整体",
    needs="印刷原文中的“占……的百分之几”",
    example="涉及资金 620.00 万元，占项目支出预算总额的 111.10%",
)
def part_above_whole(facts: Facts) -> Iterator[Finding]:
    """Each 占…的N% of the accounts prose is at most 100; a completion (占年初预算的…) is no share."""
    prose = facts.prose
    if prose is None:
        return
    start, end = bounds(facts, prose)
    for match in _SHARE.finditer(prose.text, start, end):
        whole = match["whole"]
        if _COMPLETION.search(whole) or _TARGET.search(whole):
            continue
        at = [prose.place(match.start("share"))]
        stated = f"{match['share']}%"
        if Decimal(match["share"].replace(",", "")) <= HUNDRED:
            yield fine(at=at, stated=stated, recomputed="不大于 100%")
        else:
            yield remark(
                f"写“{match.group()}”，部分大于整体", at=at, stated=stated, recomputed="不大于 100%", severity="notice"
            )
