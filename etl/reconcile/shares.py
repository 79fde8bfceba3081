"""What a stated share may be a share of: the wholes that contain an account, as reports use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from etl.reconcile.facts import Facts, Figure, Key
from etl.vocabulary import Fund, Item, Phase

_INCOME: Final = frozenset(
    {
        Item.FISCAL_APPROPRIATION,
        Item.GENERAL_PUBLIC_APPROPRIATION,
        Item.GOVERNMENT_FUND_APPROPRIATION,
        Item.STATE_CAPITAL_APPROPRIATION,
        Item.SUPERIOR_SUBSIDY,
        Item.INSTITUTIONAL_INCOME,
        Item.BUSINESS_INCOME,
        Item.AFFILIATE_REMITTANCE,
        Item.OTHER_INCOME,
    }
)
_EXPENDITURE: Final = frozenset(
    {
        Item.BASIC_EXPENDITURE,
        Item.PROJECT_EXPENDITURE,
        Item.REMITTANCE_TO_SUPERIOR,
        Item.BUSINESS_EXPENDITURE,
        Item.AFFILIATE_SUBSIDY,
    }
)
# account → accounts of the same scope that it may be a share of
_PARENTS: Final = {
    Item.OVERSEAS_TRAVEL: (Item.THREE_PUBLIC_TOTAL,),
    Item.VEHICLE_TOTAL: (Item.THREE_PUBLIC_TOTAL,),
    Item.RECEPTION_TOTAL: (Item.THREE_PUBLIC_TOTAL,),
    Item.VEHICLE_PURCHASE: (Item.THREE_PUBLIC_TOTAL, Item.VEHICLE_TOTAL),
    Item.VEHICLE_OPERATION: (Item.THREE_PUBLIC_TOTAL, Item.VEHICLE_TOTAL),
    Item.RECEPTION_DOMESTIC: (Item.RECEPTION_TOTAL, Item.THREE_PUBLIC_TOTAL),
    Item.RECEPTION_FOREIGN: (Item.RECEPTION_TOTAL, Item.THREE_PUBLIC_TOTAL),
    Item.PROCUREMENT_GOODS: (Item.PROCUREMENT_TOTAL,),
    Item.PROCUREMENT_WORKS: (Item.PROCUREMENT_TOTAL,),
    Item.PROCUREMENT_SERVICES: (Item.PROCUREMENT_TOTAL,),
    Item.PROCUREMENT_SME: (Item.PROCUREMENT_TOTAL,),
    Item.PROCUREMENT_MICRO: (Item.PROCUREMENT_SME, Item.PROCUREMENT_TOTAL),
    Item.PERSONNEL: (Item.BASIC_EXPENDITURE, Item.TOTAL_EXPENDITURE),
    Item.PUBLIC: (Item.BASIC_EXPENDITURE, Item.TOTAL_EXPENDITURE),
}
_WIDER: Final = {
    Fund.GENERAL_PUBLIC: (Fund.GENERAL_PUBLIC, Fund.FISCAL, Fund.ALL),
    Fund.GOVERNMENT_FUND: (Fund.GOVERNMENT_FUND, Fund.FISCAL, Fund.ALL),
    Fund.STATE_CAPITAL: (Fund.STATE_CAPITAL, Fund.FISCAL, Fund.ALL),
    Fund.FISCAL: (Fund.FISCAL, Fund.ALL),
    Fund.ALL: (Fund.ALL,),
    Fund.NONE: (Fund.ALL,),
}


@dataclass(frozen=True, slots=True)
class Wholes:
    """The figures that a share may be of; `certain` where the account leaves no other whole to be meant.

    `either` where reports use one whole as well as the other (小微企业 of 中小企业 or of all procurement).
    """

    figures: list[Figure]
    certain: bool
    either: bool


def wholes_of(facts: Facts, stated: Figure) -> Wholes:
    """All printed wholes that contain the account of a stated share, the likeliest first."""
    keys, certain = _keys(stated.key)
    found: list[Figure] = []
    for key in keys:
        found += facts.of(key, stated)[:3]
    return Wholes(found, certain, either=len(_PARENTS.get(stated.key.item, ())) > 1)


def _keys(key: Key) -> tuple[list[Key], bool]:
    item, funds = key.item, _WIDER[key.fund]
    if key.economy:
        accounts = (Item.PERSONNEL, Item.PUBLIC, item, Item.BASIC_EXPENDITURE, Item.TOTAL_EXPENDITURE)
        return [Key(key.fund, account, Phase.FINAL) for account in accounts], False
    if item in _PARENTS:
        return [Key(key.fund, parent, Phase.FINAL) for parent in _PARENTS[item]], True
    if item is Item.SELFEVAL_AMOUNT:
        return [Key(key.fund, Item.PROJECT_EXPENDITURE, Phase.FINAL)], False
    if item in _INCOME and not key.function:
        items = (Item.TOTAL_INCOME, Item.GRAND_TOTAL_INCOME, Item.GRAND_TOTAL)
        return [Key(fund, whole, Phase.FINAL) for fund in funds for whole in items], key.fund is Fund.ALL
    if item in _EXPENDITURE and not key.function:
        items = (Item.TOTAL_EXPENDITURE, Item.GRAND_TOTAL_EXPENDITURE, Item.GRAND_TOTAL)
        return [Key(fund, whole, Phase.FINAL) for fund in funds for whole in items], True
    if item is Item.TOTAL_EXPENDITURE:
        return _expenditure(key, funds), True
    if item is Item.TOTAL_INCOME and key.function:
        return [Key(fund, Item.TOTAL_INCOME, Phase.FINAL) for fund in funds], True
    return [], False


def _expenditure(key: Key, funds: tuple[Fund, ...]) -> list[Key]:
    """A budget's share of all expenditure, or a subject's share of its class, of its budget or of the whole."""
    item = Item.TOTAL_EXPENDITURE
    if not key.function:
        wider = [fund for fund in reversed(funds) if fund is not key.fund]
        return [
            Key(fund, whole, Phase.FINAL) for fund in wider for whole in (item, Item.GRAND_TOTAL, Item.GRAND_TOTAL_EXPENDITURE)
        ]
    keys = [Key(fund, item, Phase.FINAL) for fund in funds]
    if key.function.isdigit():
        keys += [Key(key.fund, item, Phase.FINAL, key.function[:length]) for length in (5, 3) if length < len(key.function)]
    return keys
