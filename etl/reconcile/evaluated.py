"""Checks of what self-evaluation is said to cover against the accounts of the unit."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Key
from etl.reconcile.findings import Finding, not_above
from etl.vocabulary import Fund, Item, Phase


@rule(
    "narrative.evaluated_amount",
    zh="自评涉及资金不大于本年支出",
    severity="notice",
    basis="决算公开模板的绩效自评说明；自评项目的资金是本部门支出的一部分，其中可能含年内转拨其他单位的资金",
    needs="自评涉及资金与本年支出",
    example="自评项目执行 120.00，本年支出合计 100.00",
)
def evaluated_amount(facts: Facts) -> Iterator[Finding]:
    """What the evaluated projects spent is no more than all that the unit spent."""
    whole = facts.value(Key(Fund.ALL, Item.TOTAL_EXPENDITURE, Phase.FINAL))
    if whole is None:
        return
    for fund in (Fund.GENERAL_PUBLIC, Fund.ALL):
        stated = facts.value(Key(fund, Item.SELFEVAL_AMOUNT, Phase.FINAL))
        if stated:
            yield not_above(stated, whole, words="", most="notice")
