"""A unit's accounts for one year, complete and consistent before a word of them is printed. All money is in whole cents (分).

Everything a report states follows from `Accounts` and from the year before, which hangs on it as `prior`: the totals are sums
of the flows, the changes are differences to `prior`, and an opening balance is last year's closing balance of the same flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from etl.generate.units import Undertaking, Unit
from etl.vocabulary import Fund, Item

OWN: Final = Fund.NONE  # money that is not the treasury's: what the unit earns or is given by others
FISCAL: Final = frozenset({Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL})
FUNDS_OF: Final[Mapping[Fund, frozenset[Fund]]] = {
    Fund.ALL: FISCAL | {OWN},
    Fund.FISCAL: FISCAL,
    Fund.GENERAL_PUBLIC: frozenset({Fund.GENERAL_PUBLIC}),
    Fund.GOVERNMENT_FUND: frozenset({Fund.GOVERNMENT_FUND}),
    Fund.STATE_CAPITAL: frozenset({Fund.STATE_CAPITAL}),
}
Column = Literal[
    "opening", "income", "basic", "project", "business", "spent", "closing", "used_surplus", "distributed", "budget"
]


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in, went out and stayed for one 项 of one fund.

    Always: opening + income + used_surplus = basic + project + business + distributed + closing.
    """

    fund: Fund
    code: str
    source: Item = Item.FISCAL_APPROPRIATION
    opening: int = 0
    income: int = 0
    basic: int = 0
    project: int = 0
    business: int = 0
    used_surplus: int = 0
    distributed: int = 0
    closing: int = 0
    basic_budget: int = 0
    project_budget: int = 0

    @property
    def spent(self) -> int:
        """Expenditure of the year."""
        return self.basic + self.project + self.business

    @property
    def budget(self) -> int:
        """The initial budget."""
        return self.basic_budget + self.project_budget


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """三公: adjusted budget and final of each item, and the counts behind them."""

    budget: Mapping[Item, int]
    final: Mapping[Item, int]
    counts: Mapping[Item, int]


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购 by kind, with what of it went to small and medium (`sme`) and to small and micro (`micro`) enterprises."""

    goods: int
    works: int
    services: int
    sme_goods: int
    sme_works: int
    sme_services: int
    micro: int

    @property
    def total(self) -> int:
        """All procurement."""
        return self.goods + self.works + self.services

    @property
    def sme(self) -> int:
        """All contracts given to small and medium enterprises."""
        return self.sme_goods + self.sme_works + self.sme_services


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产: vehicles by use, equipment over a million yuan and over half a million, buildings, values.

    The area is in hundredths of a square metre.
    """

    vehicles: Mapping[Item, int]
    equipment: int
    general_equipment: int
    area: int
    building_value: int
    vehicles_value: int
    original_value: int


@dataclass(frozen=True, slots=True)
class Project:
    """One project: what it had and spent, for its self-evaluation form. `opening` is money carried over from last year."""

    undertaking: Undertaking
    name: str
    fund: Fund
    initial_budget: int
    income: int
    opening: int
    spent: int

    @property
    def available(self) -> int:
        """全年预算数."""
        return self.income + self.opening


@dataclass(frozen=True, slots=True)
class Accounts:
    """All of a unit's year."""

    unit: Unit
    year: int
    seed: int
    flows: tuple[Flow, ...]
    basic_economic: Mapping[str, int]  # economic 款 → cents, general public budget
    basic_class_budget: Mapping[str, int]  # economic 类 → initial budget
    project_economic: Mapping[str, int]
    three_public: ThreePublic
    procurement: Procurement
    assets: Assets
    staff: Mapping[Item, int]
    projects: tuple[Project, ...]
    prior: Accounts | None = field(default=None, repr=False)

    def sum(self, column: Column, fund: Fund = Fund.ALL, code: str = "") -> int:
        """A column added up over the flows of a fund under a class, group or item (all where `code` is empty)."""
        funds = FUNDS_OF[fund]
        return sum(getattr(f, column) for f in self.flows if f.fund in funds and f.code.startswith(code))

    def received(self, source: Item, code: str = "") -> int:
        """Income of the year from one source; `fiscal_appropriation` is that of all three budgets."""
        by_fund = {
            Item.FISCAL_APPROPRIATION: Fund.FISCAL,
            Item.GENERAL_PUBLIC_APPROPRIATION: Fund.GENERAL_PUBLIC,
            Item.GOVERNMENT_FUND_APPROPRIATION: Fund.GOVERNMENT_FUND,
            Item.STATE_CAPITAL_APPROPRIATION: Fund.STATE_CAPITAL,
        }
        if source in by_fund:
            return self.sum("income", by_fund[source], code)
        return sum(f.income for f in self.flows if f.fund is OWN and f.source is source and f.code.startswith(code))

    def grand_total(self, fund: Fund = Fund.ALL) -> int:
        """收、支总计: what was there to spend, which is what was spent, distributed or kept."""
        return self.sum("income", fund) + self.sum("used_surplus", fund) + self.sum("opening", fund)

    def codes(self, columns: Iterable[Column], fund: Fund = Fund.ALL) -> list[str]:
        """The 项 with anything in one of these columns, in order of code."""
        wanted, funds = tuple(columns), FUNDS_OF[fund]
        return sorted({f.code for f in self.flows if f.fund in funds and any(getattr(f, c) for c in wanted)})

    def economic(self, kind: Literal["basic", "project"], code: str = "") -> int:
        """Basic or project expenditure of the general public budget under an economic class or item."""
        amounts = self.basic_economic if kind == "basic" else self.project_economic
        return sum(cents for key, cents in amounts.items() if key.startswith(code))

    @property
    def personnel(self) -> int:
        """人员经费: wages and support of persons."""
        return self.economic("basic", "301") + self.economic("basic", "303")

    @property
    def public(self) -> int:
        """公用经费: the rest of basic expenditure."""
        return self.economic("basic") - self.personnel

    @property
    def operating_cost(self) -> int | None:
        """机关运行经费: the public expenses of an administrative unit; None for an institution, which has none."""
        return self.public if self.unit.nature != "公益一类事业单位" else None

    @property
    def operating_budget(self) -> int:
        """The initial budget of the public expenses."""
        return sum(cents for code, cents in self.basic_class_budget.items() if code not in {"301", "303"})

    @property
    def before(self) -> Accounts:
        """The accounts of the year before; the very first year has none and is never printed."""
        if self.prior is None:
            raise ValueError(f"{self.year} 年度之前没有账")
        return self.prior
