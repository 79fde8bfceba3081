"""The rest of a year's books: staff, assets, 三公 and procurement, each from the amounts and the year before it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final

from etl.generate.accounts import Accounts, Assets, Procurement, ThreePublic
from etl.generate.dice import per_mille, split
from etl.generate.habits import VEHICLE_USES
from etl.vocabulary import Item

ECONOMIC_OF: Final = {  # the economic items that hold the 三公 expenses
    Item.OVERSEAS_TRAVEL: "30212",
    Item.VEHICLE_PURCHASE: "31013",
    Item.VEHICLE_OPERATION: "30231",
    Item.RECEPTION_TOTAL: "30217",
}


def staff_of(prior: Accounts | None, chance: Random, scale: int) -> dict[Item, int]:
    """Active and retired staff: a few come, a few retire each year."""
    if prior:
        leaving = chance.randint(0, 2)
        active = max(8, prior.staff[Item.STAFF_ACTIVE] + chance.randint(0, 3) - leaving)
        retired = prior.staff[Item.STAFF_RETIRED] + leaving
        cadres = max(0, prior.staff[Item.STAFF_RETIRED_CADRE] - (chance.randrange(4) == 0))
        quota = prior.staff[Item.STAFF_QUOTA]
    else:
        active = chance.randint(15, 70) * scale
        retired, cadres = chance.randint(4, active), chance.randint(0, 2)
        quota = active + chance.randint(2, 12)
    return {
        Item.STAFF_TOTAL: active + retired + cadres,
        Item.STAFF_ACTIVE: active,
        Item.STAFF_RETIRED_CADRE: cadres,
        Item.STAFF_RETIRED: retired,
        Item.STAFF_QUOTA: max(quota, active),
    }


def assets_of(prior: Accounts | None, constant: Random, chance: Random) -> Assets:
    """Vehicles by use, which stay over the years, and the value of what the unit owns, which moves a little."""
    vehicles = {Item(use): constant.choice((0, 0, 0, 1, 1, 2)) for use in VEHICLE_USES}
    each = constant.randint(9_000_000, 21_000_000)
    area = constant.randint(80_000, 900_000)
    building = area * constant.randint(1_200, 4_000)
    held = prior.assets.original_value if prior else building + each * sum(vehicles.values()) + constant.randint(10**7, 10**9)
    return Assets(
        vehicles=vehicles,
        equipment=constant.choice((0, 0, 0, 1, 2)),
        general_equipment=constant.choice((0, 0, 1, 3)),
        area=area,
        building_value=building,
        vehicles_value=each * sum(vehicles.values()),
        original_value=held + chance.randint(100_000, 30_000_000),
    )


def three_public_of(basic: Mapping[str, int], project: Mapping[str, int], assets: Assets, chance: Random) -> ThreePublic:
    """三公 as the economic items say, with budgets that were kept to, and counts that fit the amounts."""
    final = {item: basic.get(code, 0) + project.get(code, 0) for item, code in ECONOMIC_OF.items()}
    budget = {item: per_mille(cents, chance.choice((1000, chance.randint(1010, 1900)))) for item, cents in final.items()}
    if not final[Item.RECEPTION_TOTAL] and chance.randrange(2):
        budget[Item.RECEPTION_TOTAL] = chance.randint(1, 9) * 100_000
    reception = final[Item.RECEPTION_TOTAL]
    foreign = per_mille(reception, chance.randint(100, 300)) if reception > 500_000 and chance.randrange(9) == 0 else 0
    for amounts, abroad in ((final, foreign), (budget, 0)):
        amounts[Item.RECEPTION_FOREIGN] = abroad
        amounts[Item.RECEPTION_DOMESTIC] = amounts[Item.RECEPTION_TOTAL] - abroad
        amounts[Item.VEHICLE_TOTAL] = amounts[Item.VEHICLE_PURCHASE] + amounts[Item.VEHICLE_OPERATION]
        amounts[Item.THREE_PUBLIC_TOTAL] = (
            amounts[Item.OVERSEAS_TRAVEL] + amounts[Item.VEHICLE_TOTAL] + amounts[Item.RECEPTION_TOTAL]
        )
    batches = max(1, (reception - foreign) // chance.randint(60_000, 120_000)) if reception else 0
    persons = batches * chance.randint(4, 9)
    journeys = 1 if final[Item.OVERSEAS_TRAVEL] else 0
    counts = {
        Item.OVERSEAS_GROUPS: journeys,
        Item.OVERSEAS_PERSONS: journeys * chance.randint(1, 3),
        Item.VEHICLES_PURCHASED: 1 if final[Item.VEHICLE_PURCHASE] else 0,
        Item.VEHICLES_HELD: sum(assets.vehicles.values()),
        Item.RECEPTION_DOMESTIC_BATCHES: batches,
        Item.RECEPTION_DOMESTIC_PERSONS: persons,
        Item.RECEPTION_FOREIGN_BATCHES: 1 if foreign else 0,
        Item.RECEPTION_FOREIGN_PERSONS: chance.randint(3, 8) if foreign else 0,
    }
    return ThreePublic(budget, final, counts)


def procurement_of(project: int, chance: Random) -> Procurement:
    """Procurement as a part of project expenditure, most of it from small and medium enterprises."""
    total = per_mille(project, chance.randint(80, 600))
    goods, works, services = split(total, [chance.randint(1, 60), chance.choice((0, 0, 40)), chance.randint(1, 60)])
    share = chance.choice((1000, chance.randint(400, 980)))
    sme = [per_mille(part, share) for part in (goods, works, services)]
    return Procurement(goods, works, services, sme[0], sme[1], sme[2], per_mille(sum(sme), chance.choice((1000, 620, 810))))
