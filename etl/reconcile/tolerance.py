"""How far two statements of one fact may lie apart: intervals from the printed digits, and the judgement they give.

A printed number stands for everything that rounds to it: its value ± half a unit of its last digit. Nothing else widens a
tolerance; a check fails as an error only where no numbers inside the intervals satisfy the identity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

Outcome = Literal["passed", "rounding", "error"]

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
INFINITY: Final = Decimal("Infinity")
_HALF: Final = Decimal("0.5")
_ONE: Final = Decimal(1)
_WIDE: Final = Context(prec=200, rounding=ROUND_HALF_UP)
_COARSER: Final = 5  # a number this many times coarser than all others together is a rounding of them


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, value: Decimal, tolerance: Decimal) -> Interval:
        """`value` ± `tolerance`."""
        return cls(value - tolerance, value + tolerance)

    @classmethod
    def at_most(cls, value: Decimal) -> Interval:
        """Everything up to a value."""
        return cls(-INFINITY, value)

    @classmethod
    def at_least(cls, value: Decimal) -> Interval:
        """Everything from a value on."""
        return cls(value, INFINITY)

    @property
    def is_bounded(self) -> bool:
        """True where it ends on both sides."""
        return self.low.is_finite() and self.high.is_finite()

    @property
    def centre(self) -> Decimal:
        """The middle."""
        return (self.low + self.high) / 2

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: Interval) -> Interval:
        """All products."""
        corners = (self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high)
        return Interval(min(corners), max(corners))

    def over(self, other: Interval) -> Interval | None:
        """All quotients; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        corners = (self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high)
        return Interval(min(corners), max(corners))

    def meets(self, other: Interval) -> bool:
        """True where the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def common(self, other: Interval) -> Interval | None:
        """What both contain; None where nothing."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def rounded(value: Decimal, places: int) -> Decimal:
    """A number with so many decimals, halves away from zero, as reports round; of any size."""
    return value.quantize(_ONE.scaleb(-places), context=_WIDE)


def half_unit(number: Decimal) -> Decimal:
    """Half a unit of the last digit of a number as printed (``12.50`` → ``0.005``, ``7`` → ``0.5``)."""
    exponent = number.as_tuple().exponent
    return _HALF.scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)


def judge_amounts(difference: Decimal, tolerances: Iterable[Decimal]) -> tuple[Outcome, Decimal]:
    """Judge an identity between printed amounts that is off by `difference`, and give the tolerance used.

    `tolerances` are those of all numbers in it. Off by nothing, or by what rounding the one coarse number explains, it passes;
    within the sum of the tolerances it is a matter of the last digits; beyond, the printed numbers contradict each other.
    """
    each = list(tolerances)
    allowed = sum(each, ZERO)
    off = abs(difference)
    coarsest = max(each, default=ZERO)
    if off == 0 or (off <= coarsest and coarsest >= _COARSER * (allowed - coarsest)):
        return "passed", allowed
    return ("rounding" if off <= allowed else "error"), allowed


def judge_percentage(stated: Decimal, tolerance: Decimal, recomputed: Interval, centre: Decimal) -> Outcome:
    """Judge a stated percentage against what the printed amounts allow (`recomputed`) and give (`centre`).

    It passes where the printed amounts themselves give it; it is a matter of the last digits where amounts within their
    precision do, or where it was cut off instead of rounded; else it is contradicted.
    """
    if abs(centre - stated) <= tolerance:
        return "passed"
    return "rounding" if recomputed.meets(Interval.around(stated, 2 * tolerance)) else "error"


def growth(final: Interval, change: Interval) -> Interval | None:
    """All percentages by which an amount grew that ended at `final` after `change`; None where it may have begun at zero."""
    corners = []
    bases = []
    for last in (final.low, final.high):
        for step in (change.low, change.high):
            base = last - step
            if base == 0:
                return None
            bases.append(base)
            corners.append(step / base * HUNDRED)
    if min(bases) < 0 < max(bases):
        return None
    return Interval(min(corners), max(corners))
