"""The pen writes figures: a number as this report prints numbers, and with it the fact that the number states."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from etl.generate.accounts import Accounts
from etl.generate.blocks import Cause, Fact, Mark, Piece, Pieces, fill
from etl.generate.names import economic_name, subject_name
from etl.generate.reasons import reason
from etl.generate.style import Style
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_CENT: Final = Decimal("0.01")
_PERCENT_OF: Final = {
    Phase.DELTA_PRIOR: Phase.PCT_PRIOR,
    Phase.DELTA_INITIAL_BUDGET: Phase.PCT_INITIAL_BUDGET,
    Phase.DELTA_ANNUAL_BUDGET: Phase.PCT_ANNUAL_BUDGET,
}


@dataclass(frozen=True, slots=True)
class What:
    """What a figure is of: the account, and the subject where it is broken down."""

    fund: Fund
    item: Item
    code: str = ""
    economic: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes one report's figures."""

    accounts: Accounts
    style: Style

    def subject(self, code: str) -> str:
        """The name of a functional subject in the year of the report."""
        return subject_name(code, self.accounts.year)

    def value(self, cents: int) -> Decimal:
        """An amount in the unit of the report, at two decimals."""
        factor = 100 if self.style.unit == "元" else 1_000_000
        return (Decimal(cents) / factor).quantize(_CENT, ROUND_HALF_UP) or Decimal("0.00")  # never -0.00

    def fact(self, what: What, phase: Phase, value: Decimal, unit: MeasureUnit, channel: Channel, name: str = "") -> Fact:
        """The observation for a number of this report."""
        factor = 10_000 if unit is MeasureUnit.YUAN and self.style.unit == "万元" else 1
        functional = name or (self.subject(what.code) if what.code else "")
        economic = economic_name(what.economic, self.accounts.year) if what.economic else ""
        return Fact(what.fund, what.item, phase, value * factor, unit, what.code, functional, what.economic, economic, channel)

    # tables

    def cell(self, cents: int, what: What, phase: Phase = Phase.FINAL) -> Piece:
        """An amount in a table; what is nothing prints as the report prints nothing."""
        value = self.value(cents)
        if not value and not cents and self.style.table_zero != "0.00":
            return self.style.table_zero
        text = f"{value:,}" if self.style.table_commas else f"{value}"
        return Mark(text, self.fact(what, phase, value, MeasureUnit.YUAN, Channel.TABLE))

    def tally(self, number: int, item: Item) -> Piece:
        """A count in a table."""
        fact = self.fact(What(Fund.NONE, item), Phase.FINAL, Decimal(number), MeasureUnit.COUNT, Channel.TABLE)
        return Mark(str(number), fact)

    # prose

    def spaced(self, text: str) -> str:
        """A number that is no observation (a year), with blanks around it where the report has them."""
        return f" {text} " if self.style.spaced else text

    def year(self, back: int = 0) -> str:
        """The year of the report, or one before it."""
        return self.spaced(str(self.accounts.year - back))

    def _number(self, value: Decimal) -> str:
        text = f"{abs(value):,}" if self.style.prose_commas else f"{abs(value)}"
        return text.rstrip("0").rstrip(".") if self.style.trim else text

    def amount(self, signed: Decimal, what: What, phase: Phase, name: str = "") -> Pieces:
        """A number of money with its unit; a decrease prints without its sign, which the word before it carries."""
        fact = self.fact(what, phase, signed, MeasureUnit.YUAN, Channel.NARRATIVE, name)
        blank = " " if self.style.spaced else ""
        return (blank, Mark(self._number(signed), fact), f"{blank}{self.style.unit}")

    def money(self, cents: int, what: What, phase: Phase = Phase.FINAL, name: str = "") -> Pieces:
        """An amount of the accounts."""
        return self.amount(self.value(cents), what, phase, name)

    def percent(self, value: Decimal, what: What, phase: Phase, *, signed: bool = False, name: str = "") -> Pieces:
        """A percentage; `signed` where the sign itself is printed."""
        shown = value if signed else abs(value)
        text = f"{shown}"
        if self.style.trim_percent and shown == shown.to_integral():
            text = f"{shown.to_integral()}"
        fact = self.fact(what, phase, value, MeasureUnit.PCT, Channel.NARRATIVE, name)
        return (" " if self.style.spaced else "", Mark(text, fact), "%")

    def count(self, number: int, item: Item) -> Pieces:
        """A count; its measure word is the sentence's."""
        fact = self.fact(What(Fund.NONE, item), Phase.FINAL, Decimal(number), MeasureUnit.COUNT, Channel.NARRATIVE)
        blank = " " if self.style.spaced else ""
        return (blank, Mark(str(number), fact), blank)

    @staticmethod
    def hundredths(number: int) -> Decimal:
        """A number kept in hundredths (an area, a score)."""
        return (Decimal(number) / 100).quantize(_CENT)

    def plain_number(self, value: Decimal, what: What, phase: Phase, unit: MeasureUnit) -> Pieces:
        """A number with decimals that is neither money nor a percentage."""
        blank = " " if self.style.spaced else ""
        return (blank, Mark(self._number(value), self.fact(what, phase, value, unit, Channel.NARRATIVE)), blank)

    def share(self, part: int, whole: int, what: What, name: str = "") -> Pieces:
        """What a part is of a whole, in percent; of nothing, nothing."""
        return self.percent(ratio(part, whole) if whole else Decimal("0.00"), what, Phase.SHARE_PCT, name=name)

    def completion(self, final: int, budget: int, what: What, template: str, name: str = "") -> Pieces:
        """``，完成年初预算的98.00%``, or nothing where there was no budget to complete."""
        if not budget:
            return ()
        return fill(template, pct=self.percent(ratio(final, budget), what, Phase.COMPLETION_PCT, name=name))

    def moved(self, now: int, then: int) -> int:
        """1, -1 or 0 as the printed difference goes up, down or shows none."""
        value = self.value(now - then)
        return (value > 0) - (value < 0)

    def change(self, now: int, then: int, what: What, phase: Phase = Phase.DELTA_PRIOR, name: str = "") -> Pieces:
        """``增加3.20万元，增长4.10%``; without the percentage where nothing was there before.

        Where nothing changed, the zeros are printed if the style prints them, else the tuple is empty: the sentence has a
        form of its own for that.
        """
        way = self.moved(now, then)
        if not way and not self.style.flat_in_numbers:
            return ()
        more, rise = self.style.pick("more", UP if way >= 0 else DOWN)
        delta = self.amount(self.value(now - then), what, phase, name)
        if not then and way:
            return (more, *delta)
        growth = ratio(now - then, then) if then else Decimal("0.00")
        percent = self.percent(growth if way else Decimal("0.00"), what, _PERCENT_OF[phase], name=name)
        return (more, *delta, "，", rise, *percent)

    def because(self, now: int, then: int, what: What, topic: str, basis: Phase = Phase.DELTA_PRIOR) -> Piece:
        """A reason for a change as this unit would state it, tied to what it explains."""
        text = reason(topic, self.moved(now, then), self.style, f"{what.item}/{what.code}/{what.economic}/{basis}")
        return Mark(text, Cause(what.fund, what.item, basis, what.code, what.economic))


UP: Final = (("增加", "增长"), ("增加", "增长"), ("增加", "上升"), ("增加", "同比增长"), ("增加", "增幅为"), ("增长", "增幅"))
DOWN: Final = (("减少", "下降"), ("减少", "降低"), ("减少", "下降"), ("减少", "减少"), ("减少", "降幅为"), ("下降", "降幅"))


def ratio(part: int, whole: int) -> Decimal:
    """`part` over `whole` in percent, at two decimals."""
    return (Decimal(part) * 100 / whole).quantize(_CENT, ROUND_HALF_UP)
