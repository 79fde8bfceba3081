"""The numbers of a section: each takes its meaning from the word that reaches right up to it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from etl.parse.narrative import lexicon as words
from etl.parse.narrative.counts import count_item
from etl.parse.narrative.evidence import BUDGETS, budget_compared, owner_of_change, side_of_total
from etl.parse.narrative.speech import Speech
from etl.parse.narrative.tokens import Sort, Token, zero_of_all
from etl.parse.numbers import YUAN_PER, read_amount, read_decimal
from etl.parse.sections import Kind
from etl.vocabulary import GRAND_SIDES, Fund, Item, MeasureUnit, Phase

_COUNT_KINDS: Final = frozenset({Kind.THREE_PUBLIC})
_OF_BOTH: Final = re.compile(r"各|均|分别")
_COMPARED: Final = re.compile(r"[比较与同]")
_OF_BUDGET: Final = re.compile(r"(?:的)?(?=\d)")
_INITIAL: Final = re.compile(r"年初|当年|本年")
_WHICH_BUDGET: Final = re.compile(r"年初|全年|调整|变动")
_WORTH: Final = {Item.VEHICLES_TOTAL: Item.VEHICLES_VALUE, Item.BUILDING_AREA: Item.BUILDING_VALUE}
_APART: Final = re.compile(r"(?:低于|少于|(高于|多于|超过|超出))$")
_ENDS: Final = ("，", "。", "；", "）")
_LATELY: Final = 60  # numbers stated before one that may explain it
_BALANCES: Final = frozenset({Item.OPENING_BALANCE, Item.CLOSING_BALANCE})
_BUDGET_WORDS: Final = {
    "一般公共预算": Fund.GENERAL_PUBLIC,
    "政府性基金": Fund.GOVERNMENT_FUND,
    "国有资本经营": Fund.STATE_CAPITAL,
}
_BUDGET: Final = r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?"
_SPENT: Final = r"(?:财政拨款)?(?:支出)?"
_SUM, _UNIT = r"\d[\d,]*(?:\.\d+)?", r"[亿万千]?元"
_BUDGET_PART: Final = re.compile(rf"({_BUDGET}){_SPENT}({_SUM})({_UNIT})")
_BY_BUDGET: Final = re.compile(rf"（(?:其中：?)?(?:(?:{_BUDGET}){_SPENT}{_SUM}{_UNIT}[；，、]?){{2,3}}）")
_FLOWS_IN: Final = frozenset({Item.TOTAL_INCOME, Item.OPENING_BALANCE})
_BUDGETED: Final = frozenset({Item.PROCUREMENT_RESERVED_SME, Item.PROCUREMENT_RESERVED_MICRO})


def _signed(token: Token, last: Token, value: Decimal) -> Decimal:
    """A change with the sign of its word; an increase printed as negative (增加额为-15.49万元) is a decrease."""
    falls = last.sign < 0 or token.text.startswith("-")
    return -abs(value) if falls else abs(value)


class Figures(Speech):
    """Reading of amounts, percentages and counts."""

    def _number(self, token: Token) -> None:
        last = self.last
        adjacent = last is not None and last.reach >= token.start
        unit = token.unit
        if unit == "%" and token.start == self.rate_at:
            number = read_decimal(token.text)
            self._emit(token, number.value, number.tolerance, MeasureUnit.PCT, Phase.COMPLETION_PCT, unit)
        elif unit in YUAN_PER or unit == "万":
            if last and (
                (adjacent and last.sort is not Sort.NUMBER) or self._goes_on(token, last) or token.start == self.cost_at
            ):
                self._money(token, last, "万元" if unit == "万" else unit)
                self._by_budget(token)
        elif unit in ("%", "个百分点") or (not unit and adjacent and last and self._percent_sign_missing(token, last)):
            if adjacent and last:
                self._percent(token, last)
        elif adjacent and last and self._zero(token, last):
            return
        elif unit in words.COUNT_UNITS or not unit:
            self._count(token, last if adjacent else None)

    def _both_stated(self) -> bool:
        """True where the two sides were just stated with one amount: what changes then is their total."""
        if self.renamed:
            return False
        finals = [o for o in self.out.observations[-4:] if o.phase is Phase.FINAL and o.item not in _BALANCES][-2:]
        return {o.item for o in finals} == set(GRAND_SIDES) and len({o.value for o in finals}) == 1

    def _spent_before(self, last: Token) -> bool:
        """True for 支出年初预算 that begins a clause behind a balance."""
        return self.flow.text[max(0, last.start - 3) : last.start][-3:] in ("。支出", "；支出", "，支出")

    def _by_budget(self, token: Token) -> None:
        """``51.32万元（其中：一般公共预算支出51.32万元；…）``: the amount just read, budget by budget."""
        bracket = _BY_BUDGET.match(self.flow.text, token.reach)
        if bracket is None or not self.out.observations:
            return
        whole, kept = self.out.observations[-1], replace(self.state)
        for part in _BUDGET_PART.finditer(self.flow.text, *bracket.span()):
            fund = next(fund for word, fund in _BUDGET_WORDS.items() if part.group(1).startswith(word))
            if whole.item is Item.FISCAL_APPROPRIATION:
                self.state.item = words.APPROPRIATION[fund]
            else:
                self.state.fund = fund
            amount = read_amount(part.group(2), part.group(3))
            number = token._replace(start=part.start(2), end=part.end(2))
            self._emit(number, amount.value, amount.tolerance, MeasureUnit.YUAN, whole.phase, part.group(3))
        self.state = kept
        self.resume = bracket.end()

    def _goes_on(self, token: Token, last: Token) -> bool:
        """True for an amount that a share or a number of vehicles goes on with: 占58.33%，为130.37万元; 车辆4台，96.37万元."""
        between = self.flow.text[last.reach : token.start] if last.sort is Sort.NUMBER else ""
        if last.unit == "%":
            return between in ("，为", "，计", "，金额", "，金额为")
        return self.kind is Kind.ASSETS and self.state.item in _WORTH and between in ("，", "，价值")

    def _percent_sign_missing(self, token: Token, last: Token) -> bool:
        follows = self.flow.text[token.end : token.end + 1]
        if follows not in ("。", "，", "；", ""):
            return False
        if last.sort in (Sort.SHARE, Sort.COMPLETION, Sort.DIFFERENCE_RATE):
            return True
        return last.sort is Sort.DIRECTION and not re.match(r".*(?:增加|减少)", last.text)

    def _money(self, token: Token, last: Token, unit: str) -> None:
        state = self.state
        if state.item is None:
            return
        amount = read_amount(token.text, unit)
        meaning = self._meaning(token, last, amount.value)
        if meaning is None:
            return
        phase, value = meaning
        if state.item in _WORTH:  # 车辆18.69万元: what they are worth
            state.item = _WORTH[state.item]
        self.money_unit = unit
        self._emit(token, value, amount.tolerance, MeasureUnit.YUAN, phase, unit if token.unit else "")

    def _meaning(self, token: Token, last: Token, value: Decimal) -> tuple[Phase, Decimal] | None:
        """Which figure of the account an amount is, by the word before it, and its value with its sign; None for none."""
        state = self.state
        if last.sort is Sort.DIRECTION:
            return self._change_of(token, last, value)
        if last.sort is Sort.PHASE and last.phase:
            return self._stated_as(last.phase, token, last, value)
        if last.sort is Sort.COMPLETION and "预算" in last.text:
            rate = _OF_BUDGET.match(self.flow.text, token.reach)
            self.rate_at = rate.end() if rate else -1
            return (Phase.INITIAL_BUDGET if _INITIAL.search(last.text) else Phase.ANNUAL_BUDGET), value
        if last.sort is Sort.ACCOUNT and self.compared_at == last.start and state.base is not None:
            return state.base, value  # 比2020年度收、支总计8494.16万元各减少…: the figure compared with
        if last.sort in (Sort.ACCOUNT, Sort.SUBJECT, Sort.ECONOMIC, Sort.NUMBER):  # 基本支出占58.33%，为130.37万元
            return (Phase.ANNUAL_BUDGET if state.item in _BUDGETED else Phase.FINAL), value
        return None

    def _change_of(self, token: Token, last: Token, value: Decimal) -> tuple[Phase, Decimal] | None:
        base = self._proven_base(last, value) or self._base(last)
        if base is None:
            return None
        if self.state.item in GRAND_SIDES and (_OF_BOTH.match(last.text) or self._both_stated()):
            self.state.item = Item.GRAND_TOTAL
        return words.DELTA[base], _signed(token, last, value)

    def _stated_as(self, phase: Phase, token: Token, last: Token, value: Decimal) -> tuple[Phase, Decimal]:
        state = self.state
        if phase in BUDGETS:
            phase = phase if _WHICH_BUDGET.search(last.text) else self._budget_of_total() or self.table_budget or phase
            state.budget = phase
        spent = last.text.startswith("支出") and "算" not in last.text
        if (spent and state.item in _FLOWS_IN) or (state.item in _BALANCES and self._spent_before(last)):
            state.item = Item.TOTAL_EXPENDITURE
        if phase is Phase.FINAL and state.item is Item.GRAND_TOTAL:
            self._leave_total(value)
        if phase not in words.DELTA:
            return phase, value
        compared = _COMPARED.search(self.flow.text, self._clause_start(token.start), token.start)
        if compared or phase is Phase.PRIOR_FINAL:
            state.base = phase  # 比年初预算20.00万元减少8.00万元; （上年20.00万元，减少8.00万元）
        apart = _APART.search(self.flow.text, max(0, last.start - 3), last.start)
        if apart:  # 低于年初预算20.00万元: so much less
            return words.DELTA[phase], value if apart.group(1) else -value
        return phase, value

    def _leave_total(self, final: Decimal) -> None:
        """Where a final amount proves to be of the year's income or expenditure, so is it and the budget before it."""
        state, read = self.state, self.out.observations
        side = side_of_total(final, state.fund, read)
        if side is None:
            return
        if read[-1].item is state.item and read[-1].phase in BUDGETS and len(read) > self.sentence_mark:
            read[-1] = read[-1].model_copy(update={"item": side})
        state.item = side

    def _budget_of_total(self) -> Phase | None:
        """The one budget that the 三公 as a whole was stated by: what 预算 alone means of a part."""
        read = (*self.before, *self.out.observations) if self.kind is Kind.THREE_PUBLIC else ()
        stated = {row.phase for row in read if row.item is Item.THREE_PUBLIC_TOTAL and row.phase in BUDGETS}
        return stated.pop() if len(stated) == 1 else None

    def _clause_start(self, position: int) -> int:
        return max(self.flow.text.rfind(sign, 0, position) for sign in "，。；：") + 1

    def _proven_base(self, last: Token, value: Decimal) -> Phase | None:
        """The budget of the sentence that an amount proves to be the one compared with, where the sentence names none."""
        state = self.state
        if self.base_sentence == self.sentence_start or "同比" in last.text or state.item is None:
            return None
        path = state.subject if any(state.subject) else ()
        stated = self.out.observations[max(self.sentence_mark, len(self.out.observations) - _LATELY) :]
        proven = budget_compared(value, (state.item, path, state.economic), stated)
        state.base = proven or state.base
        return proven

    def _base(self, last: Token) -> Phase | None:
        """What a change is measured against; 同比 alone means last year, after another comparison it repeats that one."""
        if "同比" in last.text and self.base_sentence != self.sentence_start:
            self.state.base = Phase.PRIOR_FINAL  # also for the percentage that follows
        return self.state.base

    def _percent(self, token: Token, last: Token) -> None:
        if self.state.item is None:
            return
        number = read_decimal(token.text)
        value = number.value
        if last.sort is Sort.SHARE:
            phase = Phase.SHARE_PCT
        elif last.sort is Sort.COMPLETION:
            phase = Phase.COMPLETION_PCT
        elif last.sort is Sort.DIRECTION:
            base = self._base(last)
            if base is None:
                return
            phase, value = words.PERCENT[base], _signed(token, last, value)
            self._give_to_owner(base, value)
        elif last.sort is Sort.DIFFERENCE_RATE:
            phase = words.PERCENT[self.state.base or Phase.INITIAL_BUDGET]
        else:
            return
        self._emit(token, value, number.tolerance, MeasureUnit.PCT, phase, token.unit)

    def _give_to_owner(self, base: Phase, percent: Decimal) -> None:
        """Where a change just read proves to be that of another account stated before it, make it that account's."""
        state, read = self.state, self.out.observations
        if (
            base is not Phase.PRIOR_FINAL
            or not read
            or read[-1].phase is not Phase.DELTA_PRIOR
            or read[-1].item is not state.item
        ):
            return
        owner = owner_of_change(read[-1], percent, read[max(self.previous_mark, len(read) - _LATELY) : -1])
        if owner is not None:
            named = {"functional_code", "functional_name", "functional_path", "economic_name", "economic_path"}
            read[-1] = read[-1].model_copy(update={"item": owner.item, **{name: getattr(owner, name) for name in named}})
            path = owner.functional_path
            state.item, state.economic, state.subject_code = owner.item, owner.economic_path, owner.functional_code
            state.subject = (path[0], path[1], path[2]) if path else ("", "", "")

    def _zero(self, token: Token, last: Token) -> bool:
        """Read a zero without a unit as money: 年初预算为0，; 甲、乙均为0。"""
        whole = not token.unit and token.is_zero and self.flow.text[token.end : token.end + 1] in _ENDS
        none_of = last.sort is Sort.ACCOUNT and zero_of_all(token, self.flow.text)
        if not whole or not self.money_unit or not (none_of or last.sort is Sort.PHASE):
            return False
        self._money(token, last, self.money_unit)
        return True

    def _count(self, token: Token, last: Token | None) -> None:
        item: Item | None = None
        if self.kind in _COUNT_KINDS:
            item = count_item(self.flow.text[self.sentence_start : token.start], token.unit)
        elif last is not None and last.sort is Sort.ACCOUNT and token.unit and last.item is not None:
            item = last.item
        if item is None or (last is not None and item is Item.STAFF_QUOTA and self._of_quota(last)):
            return
        number = read_decimal(token.text)
        unit = words.COUNT_UNITS.get(token.unit, MeasureUnit.COUNT)
        kept = replace(self.state)
        self.state.item, self.state.fund, self.state.subject, self.state.economic = item, Fund.NONE, ("", "", ""), ()
        self._emit(token, number.value, number.tolerance, unit, Phase.FINAL, token.unit)
        if self.kind in _COUNT_KINDS:
            self.state = kept
