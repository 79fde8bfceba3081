"""Faults of single numbers: which observations a fault may fall on, and what becomes of their digits, units and signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Final

from etl.generate.blocks import Fact, Flaw, FundingTruth, Mark, Table
from etl.generate.drafts import Change, Draft, Spot
from etl.generate.narrative_front import UNIT_LIST
from etl.generate.pen import ratio
from etl.generate.slips import other_digit
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

Wanted = Callable[[Fact], bool]
Sites = Callable[[Draft, Random], Iterator[Change]]
_TEN: Final = 100_000  # yuan: amounts from here on have digits to spare in either unit
_PCT_OF: Final = {Phase.DELTA_PRIOR: Phase.PCT_PRIOR, Phase.DELTA_INITIAL_BUDGET: Phase.PCT_INITIAL_BUDGET}
_TURNED: Final = {
    **{"增加": "减少", "增长": "下降", "上升": "下降", "同比增长": "同比下降", "增幅为": "降幅为", "增幅": "降幅"},
    **{"减少": "增加", "下降": "增长", "降低": "增长", "降幅为": "增幅为", "降幅": "增幅"},
}


def wrong_digits(wanted: Wanted, slip: Callable[[str, Random], str] = other_digit) -> Sites:
    """Faults that change the digits of one observation."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        for spot, fact in draft.facts():
            if not wanted(fact):
                continue
            text = slip(spot.mark.text, chance)
            if text != spot.mark.text:
                yield Change(text, spot.mark.text, {spot.at: draft.restated(spot, text)})

    return sites


def amount(
    *items: Item,
    channel: Channel,
    fund: Fund | None = None,
    phase: Phase = Phase.FINAL,
    digits: tuple[int, ...] = (0,),
    economic: tuple[int, ...] = (0,),
) -> Wanted:
    """An amount of ten 万元 and more: of some accounts, broken down by codes of so many digits (0: not broken down)."""

    def wanted(fact: Fact) -> bool:
        where = fact.channel is channel and fact.phase is phase and fact.item in items and fund in (None, fact.fund)
        codes = len(fact.functional_code) in digits and len(fact.economic_code) in economic
        return where and codes and fact.unit is MeasureUnit.YUAN and abs(fact.value) >= _TEN

    return wanted


def percentage(phase: Phase, *items: Item) -> Wanted:
    """A percentage with two digits before its point."""
    return lambda fact: (
        fact.phase is phase and fact.unit is MeasureUnit.PCT and abs(fact.value) >= 10 and (not items or fact.item in items)
    )


def count(*items: Item) -> Wanted:
    """A count that is not nothing."""
    return lambda fact: fact.item in items and fact.value > 0 and fact.channel is Channel.NARRATIVE


def average_score(draft: Draft, chance: Random) -> Iterator[Change]:
    """Another digit in the mean score of all projects, where all of them are shown."""
    shown = {number for spot in draft.spots if (number := _project_form(spot))}
    told = next((fact.value for _, fact in draft.facts() if fact.item is Item.SELFEVAL_PROJECTS), 0)
    if len(shown) == told:
        yield from wrong_digits(count(Item.SELFEVAL_AVG_SCORE))(draft, chance)


def _project_form(spot: Spot) -> str:
    """The number of the project's form that a mark is a money line of."""
    truth = spot.mark.truth
    return truth.columns["form_no"] if isinstance(truth, FundingTruth) and truth.columns["department"] else ""


def units_listed(*, as_table: bool) -> Sites:
    """Another number of units than are listed after it, in a table or in the sentence itself."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        listed = any(isinstance(block, Table) and block.header[:1] == (UNIT_LIST,) for block in draft.blocks)
        if listed is as_table:
            yield from wrong_digits(count(Item.UNITS_IN_SCOPE))(draft, chance)

    return sites


def unit_of_sentence(draft: Draft, chance: Random) -> Iterator[Change]:
    """元 printed for 万元 after one amount, or the other way."""
    del chance
    other = "元" if draft.style.unit == "万元" else "万元"
    factor = Decimal(1) / 10_000 if other == "元" else Decimal(10_000)
    for spot, fact in draft.facts():
        word = draft.piece(spot.at, 1)
        stated = isinstance(word, str) and word.strip() == draft.style.unit and fact.phase is Phase.FINAL
        if (
            stated
            and isinstance(word, str)
            and fact.channel is Channel.NARRATIVE
            and fact.value >= _TEN
            and not fact.economic_code
        ):
            block, row, at = spot.at
            changed = Mark(spot.mark.text, Flaw(replace(fact, value=fact.value * factor)))
            printed = word.replace(draft.style.unit, other)
            yield Change(other, draft.style.unit, {spot.at: changed, (block, row, at + 1): Mark(printed, Flaw())})


def percent_sign(draft: Draft, chance: Random) -> Iterator[Change]:
    """A percentage without its sign."""
    del chance
    for spot, fact in draft.facts():
        if fact.unit is MeasureUnit.PCT and draft.piece(spot.at, 1) == "%":
            block, row, at = spot.at
            yield Change(spot.mark.text, f"{spot.mark.text}%", {(block, row, at + 1): Mark("", Flaw())})


def _changes(draft: Draft) -> Iterator[tuple[Spot, Fact, Spot, Fact]]:
    """Differences with their percentages, as a sentence states them one after the other."""
    facts = list(draft.facts())
    for (spot, delta), (other, pct) in pairwise(facts):
        same = (delta.fund, delta.item, delta.functional_code, delta.economic_code)
        own = (pct.fund, pct.item, pct.functional_code, pct.economic_code)
        if _PCT_OF.get(delta.phase) is pct.phase and same == own and delta.value and spot.at[:2] == other.at[:2]:
            yield spot, delta, other, pct


def direction_word(draft: Draft, chance: Random) -> Iterator[Change]:
    """增加 printed for 减少 before a difference, or the other way, the percentage after it left as it was."""
    del chance
    for spot, delta, _, _ in _changes(draft):
        at, word = _word_before(draft, spot)
        if word in _TURNED:
            turned = Mark(spot.mark.text, Flaw(replace(delta, value=-delta.value)))
            yield Change(_TURNED[word], word, {at: Mark(_TURNED[word], Flaw()), spot.at: turned})


def sign(draft: Draft, chance: Random) -> Iterator[Change]:
    """A difference and its percentage both the other way: 减少 … 下降 for 增加 … 增长."""
    del chance
    for spot, delta, other, pct in _changes(draft):
        (at, word), (then, rate) = _word_before(draft, spot), _word_before(draft, other)
        if word in _TURNED and rate in _TURNED and abs(pct.value) >= 10:
            yield Change(
                f"{_TURNED[word]}{spot.mark.text}",
                f"{word}{spot.mark.text}",
                {
                    at: Mark(_TURNED[word], Flaw()),
                    spot.at: Mark(spot.mark.text, Flaw(replace(delta, value=-delta.value))),
                    then: Mark(_TURNED[rate], Flaw()),
                    other.at: Mark(other.mark.text, Flaw(replace(pct, value=-pct.value))),
                },
            )


def _word_before(draft: Draft, spot: Spot) -> tuple[tuple[int, int, int], str]:
    """The last piece of text before a mark that is not blank, and where it stands."""
    block, row, at = spot.at
    while at > 0:
        at -= 1
        piece = draft.piece((block, row, at))
        if isinstance(piece, str) and piece.strip():
            return (block, row, at), piece
    return spot.at, ""


def last_year(*items: Item) -> Sites:
    """The stated change is that from another figure of last year, and its percentage with it."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        del chance
        factor = 10_000 if draft.style.unit == "万元" else 1
        for spot, delta, other, _ in _changes(draft):
            now, change = _final_of(draft, delta), delta.value * 3 / 2
            if delta.phase is not Phase.DELTA_PRIOR or delta.functional_code or delta.item not in items:
                continue
            if now is None or abs(delta.value) < _TEN or now <= change:
                continue
            digits = _printed(abs(change) / factor, spot.mark.text)
            rate = _printed(abs(ratio(int(change * 100), int((now - change) * 100))), other.mark.text)
            pieces = {spot.at: draft.restated(spot, digits), other.at: draft.restated(other, rate)}
            yield Change(digits, spot.mark.text, pieces)

    return sites


def _printed(value: Decimal, like: str) -> str:
    return f"{value:,.2f}" if "," in like else f"{value:.2f}"


def _final_of(draft: Draft, delta: Fact) -> Decimal | None:
    same = (
        fact.value
        for _, fact in draft.facts()
        if fact.phase is Phase.FINAL
        and (fact.fund, fact.item, fact.functional_code, fact.economic_code)
        == (delta.fund, delta.item, delta.functional_code, delta.economic_code)
    )
    return next(same, None)


def another_table(draft: Draft, chance: Random) -> Iterator[Change]:
    """In prose of the general public budget, the figure that another table has for all money."""
    del chance
    whole = {Item.TOTAL_EXPENDITURE: draft.accounts.sum("spent"), Item.BASIC_EXPENDITURE: draft.accounts.sum("basic")}
    factor = 10_000 if draft.style.unit == "万元" else 1
    for spot, fact in draft.facts():
        plain = not fact.functional_code and not fact.economic_code and fact.phase is Phase.FINAL
        if not plain or fact.fund is not Fund.GENERAL_PUBLIC or fact.channel is not Channel.NARRATIVE:
            continue
        value = Decimal(whole.get(fact.item, 0)) / 100
        if value and abs(value - fact.value) >= _TEN:
            text = _printed(value / factor, spot.mark.text)
            yield Change(text, spot.mark.text, {spot.at: draft.restated(spot, text)})
