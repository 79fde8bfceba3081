"""What amounts prove where words leave it open: which budget a change is measured against, whose change it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from etl.report import Observation
from etl.vocabulary import GRAND_SIDES, Fund, Item, Phase

BUDGETS: Final = (Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET)
_GRAND: Final = frozenset({Item.GRAND_TOTAL, *GRAND_SIDES})
_OF_YEAR: Final = frozenset({Item.TOTAL_INCOME, Item.TOTAL_EXPENDITURE})
_HUNDRED: Final = Decimal(100)
Subject = tuple[Item, tuple[str, ...], tuple[str, ...]]


def subject_of(row: Observation) -> Subject:
    """What an observation is of, its fund aside."""
    return row.item, row.functional_path, row.economic_path


def budget_compared(change: Decimal, subject: Subject, stated: Sequence[Observation]) -> Phase | None:
    """The budget that a change without a named comparison is measured against: what was spent less this budget is the change.

    ``年初预算228.60万元，决算236.41万元，增加7.81万元``. `stated` are the numbers of the sentence so far, `change` is in yuan.
    """
    own = {row.phase: row for row in stated if subject_of(row) == subject}
    final = own.get(Phase.FINAL)
    if final is None:
        return None
    for phase in BUDGETS:
        budget = own.get(phase)
        if budget is not None and budget.value != final.value:
            apart = abs(abs(final.value - budget.value) - abs(change))
            if apart <= final.tolerance + budget.tolerance:
                return phase
    return None


def side_of_total(value: Decimal, fund: Fund, stated: Iterable[Observation]) -> Item | None:
    """The account of the year that a final amount given for the grand total proves to be.

    None where it is the grand total, or equals no account or two.
    ``支出总计90万元，本年支出80万元。与年初预算相比，年初预算数60万元，决算数80万元``: both are of 本年支出.
    """
    finals = [row for row in stated if row.phase is Phase.FINAL and row.fund is fund and not any(row.functional_path)]
    if any(row.value == value and row.item in _GRAND for row in finals):
        return None
    equal = {row.item for row in finals if row.value == value and row.item in _OF_YEAR}
    return equal.pop() if len(equal) == 1 else None


def owner_of_change(change: Observation, percent: Decimal, stated: Iterable[Observation]) -> Observation | None:
    """The final amount that a change on last year and its percentage belong to.

    None where they fit the account that they were read for, or do not tell.
    ``收入总计90万元，其中年初结转40万元，较上年增加10万元，增长12.5%``: 10 is 12.5 % of 80 and so the change of the total.
    """
    finals = [row for row in stated if row.phase is Phase.FINAL and row.unit is change.unit and row.fund is change.fund]
    own = [row for row in finals if subject_of(row) == subject_of(change)]
    if not own or any(_fits(row, change, percent) for row in own):
        return None
    others = {subject_of(row): row for row in finals if _fits(row, change, percent)}
    return next(iter(others.values())) if len(others) == 1 else None


def _fits(final: Observation, change: Observation, percent: Decimal) -> bool:
    """True where the change is so many percent of what the final amount was before it, within the printed digits."""
    before = final.value - change.value
    if before <= 0 or not change.value:
        return False
    half = Decimal(1).scaleb(int(percent.as_tuple().exponent)) / 2
    spread = _HUNDRED * change.tolerance / before + abs(percent) * (final.tolerance + change.tolerance) / before
    return abs(abs(change.value) / before * _HUNDRED - abs(percent)) <= half + spread
