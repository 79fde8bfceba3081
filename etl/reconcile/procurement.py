"""Checks of government procurement: what went to small and medium enterprises, and the shares stated of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key, places
from etl.reconcile.findings import Finding, not_above, remark
from etl.reconcile.tolerance import HUNDRED, ZERO, Interval, judge_amounts, judge_percentage
from etl.reconcile.wording import account_name, bare, in_unit, printed
from etl.vocabulary import Fund, Item, Phase

_BASIS: Final = "《政府采购促进中小企业发展管理办法》；决算公开模板的政府采购说明"
_PAIRS: Final = (
    (Item.PROCUREMENT_GOODS, Item.PROCUREMENT_GOODS_SME_SHARE),
    (Item.PROCUREMENT_WORKS, Item.PROCUREMENT_WORKS_SME_SHARE),
    (Item.PROCUREMENT_SERVICES, Item.PROCUREMENT_SERVICES_SME_SHARE),
)


def _amount(facts: Facts, item: Item) -> Figure | None:
    return facts.value(Key(Fund.FISCAL, item, Phase.FINAL))


def _share(facts: Facts, item: Item) -> Figure | None:
    return next((figure for figure in facts.figures if figure.key.item is item and figure.key.phase is Phase.SHARE_PCT), None)


@rule(
    "procurement.enterprises",
    zh="政府采购：授予中小企业金额不大于总额，授予小微企业不大于中小企业",
    severity="notice",
    basis=_BASIS,
    needs="政府采购总额与授予中小企业、小微企业金额",
    example="授予中小企业 12.00，政府采购支出总额 10.00",
)
def enterprises(facts: Facts) -> Iterator[Finding]:
    """Micro ≤ small and medium ≤ all; a notice, as contracts and payments of a year may differ."""
    items = (Item.PROCUREMENT_TOTAL, Item.PROCUREMENT_SME, Item.PROCUREMENT_MICRO)
    whole, sme, micro = (_amount(facts, item) for item in items)
    if whole and sme:
        yield not_above(sme, whole, words="", most="notice")
    if sme and micro:
        yield not_above(micro, sme, words="", most="notice")


@rule(
    "procurement.sme_shares",
    zh="政府采购：货物、工程、服务授予中小企业占比与授予中小企业金额应相符",
    basis=_BASIS,
    needs="货物、工程、服务金额，各自授予中小企业的占比，授予中小企业合同金额",
    example="授予中小企业 10.00 等于总额，但货物、服务授予中小企业占比均为 0.00%",
)
def sme_shares(facts: Facts) -> Iterator[Finding]:
    """Goods, works and services times their shares give what went to small and medium enterprises.

    Proven wrong where the three shares are the composition of all procurement (they add to 100 %), or are all zero though
    the amount is not; other gaps are for a reader, as contracts and payments of a year may differ.
    """
    sme = _amount(facts, Item.PROCUREMENT_SME)
    pairs = [(_amount(facts, item), _share(facts, share)) for item, share in _PAIRS]
    known = [(amount, share) for amount, share in pairs if amount and share]
    if sme is None or len(known) < 2:
        return
    figures = (sme, *(figure for pair in known for figure in pair))
    total = sum((amount.value * share.value / HUNDRED for amount, share in known), ZERO)
    allowed = Interval(ZERO, ZERO)
    for amount, share in known:
        allowed += amount.interval.times(Interval(share.interval.low / HUNDRED, share.interval.high / HUNDRED))
    spread = (allowed.high - allowed.low) / 2 + sme.tolerance
    outcome, _ = judge_amounts(sme.value - total, (spread,))
    recomputed = f"{_products(known, sme)} = {in_unit(total, sme)}"
    if outcome != "error" or len(known) < sum(amount is not None for amount, _ in pairs):
        yield Finding("passed", "error", "", printed(sme), recomputed, sme.value - total, spread, figures, tight=False)
        return
    composed, zero = _is_composition(facts, known), all(share.value == 0 for _, share in known)
    proven = (composed or (zero and sme.value > 0)) and all(figure.certain for figure in figures)
    why = "；三项占比合计 100%，是各类采购占采购总额的比例" if composed else ""
    yield Finding(
        "failed",
        "error" if proven else "notice",
        f"授予中小企业合同金额 {printed(sme)}，按货物、工程、服务金额与各自占比计算仅 {in_unit(total, sme)}{why}",
        printed(sme),
        recomputed,
        sme.value - total,
        spread,
        figures,
        (),
        places(figures),
        proposed=_proposed(facts, known, sme),
    )


def _products(known: list[tuple[Figure, Figure]], like: Figure) -> str:
    return " + ".join(f"{bare(amount.value, like)} × {share.value}%" for amount, share in known)


def _is_composition(facts: Facts, known: list[tuple[Figure, Figure]]) -> bool:
    """True where each share is that of its kind in all procurement, and together they are all of it."""
    whole = _amount(facts, Item.PROCUREMENT_TOTAL)
    if whole is None or whole.value == 0 or all(share.value == 0 for _, share in known):
        return False
    spread = sum((share.tolerance for _, share in known), Decimal(0))
    if abs(sum((share.value for _, share in known), ZERO) - HUNDRED) > 2 * spread:
        return False
    for amount, share in known:
        of_all = amount.interval.over(whole.interval)
        if of_all is None:
            return False
        centre = amount.value / whole.value * HUNDRED
        percent = of_all.times(Interval(HUNDRED, HUNDRED))
        if judge_percentage(share.value, share.tolerance, percent, centre) == "error":
            return False
    return True


def _proposed(facts: Facts, known: list[tuple[Figure, Figure]], sme: Figure) -> str:
    """All of it, where all procurement went to small and medium enterprises."""
    whole = _amount(facts, Item.PROCUREMENT_TOTAL)
    if whole is None or whole.value != sme.value:
        return ""
    spent = [account_name(amount.key.item) for amount, _ in known if amount.value]
    return "、".join(f"{name} 100%" for name in spent)


@rule(
    "procurement.share_above_hundred",
    zh="政府采购：占比不大于 100%",
    severity="notice",
    basis=_BASIS,
    needs="政府采购各项占比",
    example="服务采购授予中小企业占服务支出的 120.00%",
)
def share_above_hundred(facts: Facts) -> Iterator[Finding]:
    """A share above the whole is for a reader: contracts may exceed a year's payments."""
    for figure in facts.figures:
        if figure.key.phase is Phase.SHARE_PCT and figure.key.item.value.startswith("procurement_"):
            if figure.value > HUNDRED:
                yield remark(
                    f"{account_name(figure.key.item)}占比 {printed(figure)} 超过 100%",
                    at=(figure.place,),
                    stated=printed(figure),
                    recomputed="至多 100%",
                    figures=(figure,),
                )
            else:
                yield Finding("passed", "notice", stated=printed(figure), figures=(figure,), tight=False)
