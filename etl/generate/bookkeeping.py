"""Keep the accounts of invented units from year to year: each opening balance is the closing balance of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from etl.generate.accounts import OWN, Accounts, Flow, Project
from etl.generate.bookkeeping_rest import assets_of, procurement_of, staff_of, three_public_of
from etl.generate.dice import dice, per_mille, split
from etl.generate.habits import BESIDES, BOOKED_APART, CONTRIBUTIONS, WAGES_BUREAU, WAGES_CENTRE, Habit
from etl.generate.names import exists
from etl.generate.units import Undertaking, Unit
from etl.vocabulary import Fund, Item

FIRST_YEAR: Final = 2019  # the classification kept in reference/ begins here; the year before is kept, never printed
TEN_THOUSAND: Final = 1_000_000  # 万元 in cents
_SCALE: Final = {"county": 1, "prefecture": 2, "province": 4}


def keep(unit: Unit, seed: int, years: Sequence[int]) -> list[Accounts]:
    """The accounts of `years`, chained. What a year shows does not depend on which other years are asked for."""
    if not years or min(years) < FIRST_YEAR:
        raise ValueError(f"年度从 {FIRST_YEAR} 起，要求的是 {sorted(years)}")
    kept: list[Accounts] = []
    prior: Accounts | None = None
    for year in range(FIRST_YEAR - 1, max(years) + 1):
        prior = _Year(unit, seed, year, prior).accounts()
        if year in years:
            kept.append(prior)
    return kept


@dataclass(frozen=True, slots=True)
class _Year:
    unit: Unit
    seed: int
    year: int
    prior: Accounts | None

    def _dice(self, *what: object) -> Random:
        return dice("year", self.seed, self.unit.number, self.year, *what)

    def _constant(self, *what: object) -> Random:
        return dice("unit", self.seed, self.unit.number, *what)

    def accounts(self) -> Accounts:
        """Everything of the year, each part from chance of its own."""
        staff = staff_of(self.prior, self._dice("staff"), _SCALE[self.unit.level])
        assets = assets_of(self.prior, self._constant("assets"), self._dice("assets"))
        vehicles = sum(assets.vehicles.values())
        basic = self._basic_economic(
            {"active": staff[Item.STAFF_ACTIVE], "retired": staff[Item.STAFF_RETIRED], "vehicle": vehicles}
        )
        class_budget = self._class_budget(basic)
        flows = self._basic_flows(basic, sum(class_budget.values()))
        treasury = self._undertakings()
        projects = [project for flow, undertaking in treasury for project in self._projects(flow, undertaking)]
        flows += [flow for flow, _ in treasury] + self._own_flows()
        project_economic = self._project_economic(treasury, drives=vehicles > 0)
        three_public = three_public_of(basic, project_economic, assets, self._dice("three public"))
        procurement = procurement_of(sum(f.project for f in flows), self._dice("procurement"))
        return Accounts(
            self.unit, self.year, self.seed, tuple(flows), basic, class_budget, project_economic,
            three_public, procurement, assets, staff, tuple(projects), self.prior,
        )  # fmt: skip

    def _basic_economic(self, heads: dict[str, int]) -> dict[str, int]:
        """Basic expenditure by economic item: wages and expenses per head, contributions as shares of the wages."""

        def paid(habit: Habit) -> int:
            chance = self._dice("pay", habit.code)
            if chance.randrange(1000) >= habit.often:
                return 0
            rate = self._constant("rate", habit.code).randint(habit.low, habit.high)
            grown = per_mille(rate * heads.get(habit.per, 1), 1000 + 25 * (self.year - FIRST_YEAR))
            return per_mille(grown, chance.randint(930, 1070))

        wages = WAGES_CENTRE if self.unit.nature == "公益一类事业单位" else WAGES_BUREAU
        amounts = {habit.code: paid(habit) for habit in wages}
        payroll = sum(amounts.values())
        amounts |= {code: per_mille(payroll, share) for code, share in CONTRIBUTIONS.items()}
        if self.unit.nature == "公益一类事业单位":
            del amounts["30111"]
        amounts |= {habit.code: paid(habit) for habit in BESIDES}
        return {code: cents for code, cents in sorted(amounts.items()) if cents}

    def _class_budget(self, basic: dict[str, int]) -> dict[str, int]:
        """The initial budget of basic expenditure by economic class."""
        chance = self._dice("class budget")
        classes = sorted({code[:3] for code in basic})
        finals = {c: sum(cents for code, cents in basic.items() if code[:3] == c) for c in classes}
        return {c: per_mille(cents, chance.choice((1000, chance.randint(880, 1120)))) for c, cents in finals.items()}

    def _basic_flows(self, basic: dict[str, int], budget: int) -> list[Flow]:
        """Basic expenditure by 项: contributions and pensions apart, the rest under the item that runs the unit."""
        main = self.unit.trade.centre_code if self.unit.is_centre else self.unit.trade.bureau_code
        as_centre = self.unit.nature == "公益一类事业单位"
        spent: dict[str, int] = {main: 0}
        for code, cents in basic.items():
            booked = BOOKED_APART[code][as_centre] if code in BOOKED_APART else main
            spent[booked] = spent.get(booked, 0) + cents
        chance = self._dice("basic budget")
        planned = {
            code: per_mille(cents, chance.choice((1000, 1000, chance.randint(850, 1200))))
            for code, cents in sorted(spent.items())
            if code != main
        }
        planned[main] = budget - sum(planned.values())
        return [
            Flow(Fund.GENERAL_PUBLIC, code, income=cents, basic=cents, basic_budget=planned[code])
            for code, cents in sorted(spent.items())
        ]

    def _undertakings(self) -> list[tuple[Flow, Undertaking]]:
        """What the treasury gave for undertakings, and what was carried over from last year."""
        flows: list[tuple[Flow, Undertaking]] = []
        for number, undertaking in enumerate(self.unit.trade.undertakings):
            flow = self._undertaking(undertaking, Fund.GENERAL_PUBLIC, always=number < 3)
            if flow:
                flows.append((flow, undertaking))
        for undertaking in self.unit.trade.special:
            if self._constant("special", undertaking.code).randrange(10) < 6:
                fund = Fund.STATE_CAPITAL if undertaking.code.startswith("223") else Fund.GOVERNMENT_FUND
                flow = self._undertaking(undertaking, fund, always=False)
                if flow:
                    flows.append((flow, undertaking))
        return flows

    def _undertaking(self, undertaking: Undertaking, fund: Fund, *, always: bool) -> Flow | None:
        chance = self._dice("undertaking", undertaking.code)
        opening = self._closing_before(fund, undertaking.code)
        planned = undertaking.size * TEN_THOUSAND * _SCALE[self.unit.level]
        planned = per_mille(planned, chance.randint(600, 1400))
        planned -= planned % (1_000_000 if chance.randrange(3) else 37)
        lives = (always or chance.randrange(10) < 7) and exists(undertaking.code, max(self.year, FIRST_YEAR))
        withdrawn = lives and not always and chance.randrange(25) == 0
        income = planned if lives and not withdrawn else 0
        available = opening + income
        kept = per_mille(available, chance.randint(20, 200)) if income and chance.randrange(10) < 3 else 0
        if income:
            rate = chance.choice((1000, 1000, 1000, 0, chance.randint(1050, 1500), chance.randint(500, 950)))
            budget = per_mille(income, rate)
        else:
            budget = planned if withdrawn else 0
        if not (available or budget):
            return None
        return Flow(
            fund,
            undertaking.code,
            opening=opening,
            income=income,
            project=available - kept,
            closing=kept,
            project_budget=budget,
        )

    def _closing_before(self, fund: Fund, code: str, source: Item = Item.FISCAL_APPROPRIATION) -> int:
        flows = self.prior.flows if self.prior else ()
        return sum(f.closing for f in flows if f.fund is fund and f.code == code and f.source is source)

    def _own_flows(self) -> list[Flow]:
        """Money that is not the treasury's: of a bureau some interest, of a centre what its services earn."""
        trade = self.unit.trade
        as_centre = self.unit.nature == "公益一类事业单位"
        main = trade.centre_code if self.unit.is_centre else trade.bureau_code
        sources = [(Item.OTHER_INCOME, main, 15, 600)]
        if as_centre:
            sources += [(Item.INSTITUTIONAL_INCOME, main, 160, 900), (Item.BUSINESS_INCOME, main, 60, 250)]
        sources.append((Item.SUPERIOR_SUBSIDY, trade.undertakings[0].code, 30, 200))
        flows = [self._own_flow(*source) for source in sources]
        return [flow for flow in flows if flow]

    def _own_flow(self, source: Item, code: str, size: int, often: int) -> Flow | None:
        has = self._constant("own", source).randrange(1000) < often
        chance = self._dice("own", source)
        opening = self._closing_before(OWN, code, source)
        lives = has and chance.randrange(10) < 8
        income = per_mille(size * TEN_THOUSAND * _SCALE[self.unit.level], chance.randint(50, 1500)) if lives else 0
        if not (opening or income):
            return None
        used = per_mille(income, chance.randint(20, 120)) if self.unit.is_centre and chance.randrange(6) == 0 else 0
        available = opening + income + used
        closing = per_mille(available, chance.randint(0, 300)) if lives else 0
        given = per_mille(closing, 300) if self.unit.is_centre and chance.randrange(6) == 0 else 0
        spent = available - closing
        basic = 0 if source is Item.SUPERIOR_SUBSIDY else per_mille(spent, chance.choice((0, 1000, chance.randint(100, 900))))
        earned = source is Item.BUSINESS_INCOME
        parts = {"business": spent} if earned else {"basic": basic, "project": spent - basic}
        return Flow(
            OWN, code, source, opening=opening, income=income, used_surplus=used, distributed=given, closing=closing - given,
            basic_budget=per_mille(income, chance.randint(700, 1100)), **parts,
        )  # fmt: skip

    def _project_economic(self, treasury: Sequence[tuple[Flow, Undertaking]], *, drives: bool) -> dict[str, int]:
        """Project expenditure of the general public budget by economic item; now and then a vehicle or a journey in it."""
        amounts: dict[str, int] = {}
        for flow, undertaking in treasury:
            if flow.fund is not Fund.GENERAL_PUBLIC or not flow.project:
                continue
            chance = self._dice("spent on", undertaking.code)
            weights = [chance.randint(1, 100) for _ in undertaking.spent_on]
            for code, cents in zip(undertaking.spent_on, split(flow.project, weights), strict=True):
                amounts[code] = amounts.get(code, 0) + cents
        chance = self._dice("journeys")
        self._move(amounts, "30217", chance.randint(100_000, 900_000), chance.randrange(10) < 4)
        self._move(amounts, "31013", chance.randint(15_000_000, 24_000_000), drives and chance.randrange(7) == 0)
        self._move(amounts, "30212", chance.randint(2_500_000, 9_000_000), chance.randrange(8) == 0)
        return {code: cents for code, cents in sorted(amounts.items()) if cents}

    @staticmethod
    def _move(amounts: dict[str, int], code: str, cents: int, wanted: bool) -> None:
        """Take an amount for one code out of the largest, where that leaves most of it."""
        largest = max(amounts, key=lambda key: amounts[key], default="")
        if wanted and amounts.get(largest, 0) > 3 * cents:
            amounts[largest] -= cents
            amounts[code] = amounts.get(code, 0) + cents

    def _projects(self, flow: Flow, undertaking: Undertaking) -> list[Project]:
        """The flow as one project, or as two where it is large."""
        chance = self._dice("projects", undertaking.code)
        two = flow.income > 80 * TEN_THOUSAND and chance.randrange(10) < 4
        weights = [chance.randint(55, 80), chance.randint(20, 45)] if two else [1]
        names = [undertaking.name, f"{undertaking.name}（追加）"]
        columns = [split(cents, weights) for cents in (flow.budget, flow.income, flow.opening, flow.project)]
        return [Project(undertaking, names[i], flow.fund, *(column[i] for column in columns)) for i in range(len(weights))]
