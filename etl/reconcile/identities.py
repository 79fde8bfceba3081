"""The identities between accounts of one table or one section: which accounts add up to which.

Source of the accounts and their order: 部门决算报表 (财决01-08表) and the tables 公开01-09表 drawn from them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from etl.vocabulary import Item

I = Item  # noqa: E741


@dataclass(frozen=True, slots=True)
class Identity:
    """`totals` (the first that is printed counts) = sum of `parts`. Without one of `needed`, it cannot be checked.

    `last` is the part that closes a list in prose: where it is printed, the parts left out before it are most likely none.
    `finer` has the same total by the parts of parts, for where only those are printed.
    """

    totals: tuple[Item, ...]
    parts: tuple[Item, ...]
    needed: tuple[Item, ...]
    words: str
    last: Item
    finer: Identity | None = None

    def fitting(self, printed: Collection[Item]) -> Identity:
        """This identity, or the finer one where of what tells the two apart only its parts are printed."""
        if self.finer is None:
            return self
        own, other = set(self.parts) - set(self.finer.parts), set(self.finer.parts) - set(self.parts)
        return self.finer if own.isdisjoint(printed) and not other.isdisjoint(printed) else self

    @property
    def items(self) -> tuple[Item, ...]:
        """All accounts of this identity and of the finer one."""
        return tuple(dict.fromkeys((*self.totals, *self.parts, *(self.finer.items if self.finer else ()))))


INCOME_PARTS: Final = Identity(
    (I.TOTAL_INCOME,),
    (
        I.FISCAL_APPROPRIATION,
        I.GENERAL_PUBLIC_APPROPRIATION,
        I.GOVERNMENT_FUND_APPROPRIATION,
        I.STATE_CAPITAL_APPROPRIATION,
        I.SUPERIOR_SUBSIDY,
        I.INSTITUTIONAL_INCOME,
        I.BUSINESS_INCOME,
        I.AFFILIATE_REMITTANCE,
        I.OTHER_INCOME,
    ),
    (),
    "各项收入",
    I.OTHER_INCOME,
)
EXPENDITURE_PARTS: Final = Identity(
    (I.TOTAL_EXPENDITURE,),
    (
        I.BASIC_EXPENDITURE,
        I.PROJECT_EXPENDITURE,
        I.REMITTANCE_TO_SUPERIOR,
        I.BUSINESS_EXPENDITURE,
        I.AFFILIATE_SUBSIDY,
    ),
    (),
    "各类支出",
    I.PROJECT_EXPENDITURE,
)
INCOME_BALANCE: Final = Identity(
    (I.GRAND_TOTAL_INCOME, I.GRAND_TOTAL),
    (I.TOTAL_INCOME, I.FISCAL_APPROPRIATION, I.USE_OF_NONFISCAL_SURPLUS, I.OPENING_BALANCE),
    (I.TOTAL_INCOME, I.FISCAL_APPROPRIATION),
    "本年收入、使用非财政拨款结余与年初结转和结余",
    I.OPENING_BALANCE,
    Identity(  # 收入总计, 包括：1.财政拨款收入…8.年初结转和结余
        (I.GRAND_TOTAL_INCOME, I.GRAND_TOTAL),
        (*INCOME_PARTS.parts, I.USE_OF_NONFISCAL_SURPLUS, I.OPENING_BALANCE),
        (),
        "各项收入、使用非财政拨款结余与年初结转和结余",
        I.OPENING_BALANCE,
    ),
)
EXPENDITURE_BALANCE: Final = Identity(
    (I.GRAND_TOTAL_EXPENDITURE, I.GRAND_TOTAL),
    (I.TOTAL_EXPENDITURE, I.SURPLUS_DISTRIBUTION, I.CLOSING_BALANCE),
    (I.TOTAL_EXPENDITURE,),
    "本年支出、结余分配与年末结转和结余",
    I.CLOSING_BALANCE,
)
_SPLIT: Final = "基本支出与项目支出的部分"
SPLITS: Final = (  # columns of 公开05, 08 where they print whose each balance and income is
    Identity(
        (I.OPENING_BALANCE,),
        (I.OPENING_BALANCE_BASIC, I.OPENING_BALANCE_PROJECT),
        (I.OPENING_BALANCE_PROJECT,),
        _SPLIT,
        I.OPENING_BALANCE_PROJECT,
    ),
    Identity((I.TOTAL_INCOME,), (I.INCOME_BASIC, I.INCOME_PROJECT), (I.INCOME_PROJECT,), _SPLIT, I.INCOME_PROJECT),
    Identity(
        (I.CLOSING_BALANCE,),
        (I.CLOSING_BALANCE_BASIC, I.CLOSING_BALANCE_PROJECT),
        (I.CLOSING_BALANCE_PROJECT,),
        _SPLIT,
        I.CLOSING_BALANCE_PROJECT,
    ),
    Identity(
        (I.CLOSING_BALANCE_PROJECT,),
        (I.CLOSING_PROJECT_CARRIED, I.CLOSING_PROJECT_SURPLUS),
        (I.CLOSING_PROJECT_CARRIED,),
        "项目支出结转与结余",
        I.CLOSING_PROJECT_SURPLUS,
    ),
)
THREE_PUBLIC_LEAVES: Final = Identity(
    (I.THREE_PUBLIC_TOTAL,),
    (I.OVERSEAS_TRAVEL, I.VEHICLE_PURCHASE, I.VEHICLE_OPERATION, I.RECEPTION_TOTAL),
    (),
    "各项经费",
    I.RECEPTION_TOTAL,
)
THREE_PUBLIC: Final = Identity(
    (I.THREE_PUBLIC_TOTAL,),
    (I.OVERSEAS_TRAVEL, I.VEHICLE_TOTAL, I.RECEPTION_TOTAL),
    (),
    "三项经费",
    I.RECEPTION_TOTAL,
    THREE_PUBLIC_LEAVES,
)
VEHICLES: Final = Identity(
    (I.VEHICLE_TOTAL,), (I.VEHICLE_PURCHASE, I.VEHICLE_OPERATION), (), "购置费与运行维护费", I.VEHICLE_OPERATION
)
RECEPTION: Final = Identity(
    (I.RECEPTION_TOTAL,), (I.RECEPTION_DOMESTIC, I.RECEPTION_FOREIGN), (), "国内与国（境）外接待费", I.RECEPTION_FOREIGN
)
PROCUREMENT: Final = Identity(
    (I.PROCUREMENT_TOTAL,),
    (I.PROCUREMENT_GOODS, I.PROCUREMENT_WORKS, I.PROCUREMENT_SERVICES),
    (),
    "货物、工程、服务",
    I.PROCUREMENT_SERVICES,
)
FLEET: Final = Identity(
    (I.VEHICLES_TOTAL,),
    (
        I.VEHICLES_VICE_PROVINCIAL,
        I.VEHICLES_PRINCIPAL,
        I.VEHICLES_CONFIDENTIAL,
        I.VEHICLES_EMERGENCY,
        I.VEHICLES_LAW_ENFORCEMENT,
        I.VEHICLES_SPECIAL_TECHNICAL,
        I.VEHICLES_RETIRED_CADRES,
        I.VEHICLES_OTHER,
    ),
    (),
    "各类用车",
    I.VEHICLES_OTHER,
)
STAFF: Final = Identity(
    (I.STAFF_TOTAL,), (I.STAFF_ACTIVE, I.STAFF_RETIRED_CADRE, I.STAFF_RETIRED), (), "在职、离休、退休人员", I.STAFF_RETIRED
)
