"""Read a section of the narrative: each number by the word directly before it and by what the text has been speaking of.

A number is read only where a name or phrase reaches right up to it; anything else stays unclaimed and is listed as unread.
Reasons are kept as stated; of the numbers in them only changes of a whole account are read (``一是…费减少…元``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from etl.parse.flow import Flow
from etl.parse.ledger import Ledger
from etl.parse.narrative import lexicon as words
from etl.parse.narrative.counts import count_item
from etl.parse.narrative.names import is_class_name, is_economic_class
from etl.parse.narrative.tokens import Sort, Token, tokens
from etl.parse.numbers import YUAN_PER, read_amount, read_decimal
from etl.parse.sections import MEANINGS, Kind
from etl.reference import accounts
from etl.report import Explanation, Observation
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_LEVELS: Final = {"类": 0, "款": 1, "项": 2}
_MONEY_ITEMS_OF_PLACE: Final = {Item.VEHICLES_TOTAL: Item.VEHICLES_VALUE, Item.BUILDING_AREA: Item.BUILDING_VALUE}
_COUNT_KINDS: Final = frozenset({Kind.THREE_PUBLIC})
_PLAIN_END: Final = re.compile(r"[，。；：、]|$")
_ENUMERATED: Final = re.compile(r"(?:[一二三四五六七八九十]是|（\d+）|\d[.、]|其[一二三四])")
_GOES_ON: Final = re.compile(words.REASON_GOES_ON)
_SPEAKS_OF: Final = re.compile(r"(?P<budget>预算数|年初预算|预算)|(?P<prior>上年|上一年|去年|[比较与]\d{4}年)")
_NO_REASON: Final = re.compile(r"^(?:无|无差异|无变动)?[，。；]?$")
_FIGURES_INSIDE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[亿万千]?元|批次|人次|辆|台)")
_SUBJECT_RESETTERS: Final = frozenset(
    {
        Item.GRAND_TOTAL,
        Item.GRAND_TOTAL_INCOME,
        Item.GRAND_TOTAL_EXPENDITURE,
        Item.TOTAL_INCOME,
        Item.TOTAL_EXPENDITURE,
        Item.OPENING_BALANCE,
        Item.CLOSING_BALANCE,
    }
)
_ONE_ACCOUNT_KINDS: Final = frozenset({Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL})
_GRAND_SIDES: Final = frozenset({Item.GRAND_TOTAL_INCOME, Item.GRAND_TOTAL_EXPENDITURE})
_OF_BOTH: Final = re.compile(r"各|均|分别")
_COMPARED: Final = re.compile(r"[比较与同]")
_BALANCE_SIDES: Final = frozenset({Item.TOTAL_INCOME, Item.OPENING_BALANCE, Item.CLOSING_BALANCE})
_BUDGETED: Final = frozenset({Item.PROCUREMENT_RESERVED_SME, Item.PROCUREMENT_RESERVED_MICRO})
_PARENT: Final = {Item(account.item): account.parent for account in accounts()}


def _is_part(item: Item, whole: Item) -> bool:
    return _PARENT[item] == whole.value


@dataclass
class _State:
    """What the text is speaking of at a place."""

    fund: Fund
    item: Item | None
    subject: tuple[str, str, str] = ("", "", "")
    subject_code: str = ""
    economic: tuple[str, ...] = ()
    economic_class: str = ""
    base: Phase | None = None
    head: Item | None = None  # the account that the paragraph is about


@dataclass
class SectionRead:
    """What one section yielded."""

    observations: list[Observation] = field(default_factory=list)
    explanations: list[Explanation] = field(default_factory=list)


@dataclass
class _Reader:
    flow: Flow
    kind: Kind
    fund: Fund
    prior: int
    ledger: Ledger
    state: _State
    out: SectionRead
    sentence_start: int = 0
    last: Token | None = None
    previous_sentence: int = 0
    base_sentence: int = -1  # where the sentence began in which a comparison was last named
    numbered: bool = False  # an enumerator stood directly before

    # -- what the text speaks of ------------------------------------------------------------------------------------------

    def _account(self, token: Token) -> None:
        item = token.item
        if item is None:
            return
        state = self.state
        fund = self.fund
        if token.fund is not None and not (token.fund is Fund.FISCAL and self.fund not in (Fund.ALL, Fund.FISCAL)):
            if item in words.APPROPRIATION.values():
                if token.fund is self.fund and self.fund is not Fund.FISCAL:
                    item = Item.TOTAL_INCOME
                elif self.kind in (Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL, Kind.GENERAL_PUBLIC):
                    fund, item = token.fund, Item.TOTAL_INCOME
            else:
                fund = token.fund
        elif item in words.APPROPRIATION.values() and self.fund not in (Fund.ALL, Fund.FISCAL):
            item = Item.TOTAL_INCOME
        if item is Item.BUILDING_VALUE:
            item = _MONEY_ITEMS_OF_PLACE.get(state.item, item) if state.item else item
        if token.fund is not None or item in _SUBJECT_RESETTERS:
            state.subject, state.subject_code = ("", "", ""), ""
        if self.numbered or state.head is None or not _is_part(item, state.head):
            state.head = item
        self.numbered = False
        if item in (Item.PERSONNEL, Item.PUBLIC):
            state.economic_class = "人员经费" if item is Item.PERSONNEL else "公用经费"
        if item is Item.PUBLIC and self.kind is Kind.OPERATING_COST:
            fund = Fund.ALL
        state.item, state.fund, state.economic = item, fund, ()

    def _subject(self, token: Token) -> None:
        state = self.state
        level = _LEVELS.get(token.level, len(token.code) // 2 - 1 if token.code else -1)
        state.item, state.fund, state.economic = self._functional_item(), self.fund, ()
        if token.level == "?":
            state.subject, state.subject_code = self._bare_path(token.text), ""
            return
        path = [part if at < level else "" for at, part in enumerate(state.subject)]
        path[level] = token.text
        state.subject, state.subject_code = (path[0], path[1], path[2]), token.code

    def _bare_path(self, name: str) -> tuple[str, str, str]:
        """A name without its level keeps the class or group named before it, unless it is a class itself."""
        if is_class_name(name):
            return (name, "", "")
        return (self.state.subject[0], self.state.subject[1] if self.state.subject[1] != name else "", name)

    def _functional_item(self) -> Item:
        return Item.TOTAL_INCOME if self.kind is Kind.INCOME else Item.TOTAL_EXPENDITURE

    def _economic(self, token: Token) -> None:
        state = self.state
        state.item = MEANINGS[self.kind].item
        state.fund = self.fund
        if is_economic_class(token.text):
            state.economic, state.economic_class = (token.text,), token.text
        else:
            state.economic = (state.economic_class, token.text)

    # -- numbers ----------------------------------------------------------------------------------------------------------

    def _number(self, token: Token) -> None:
        last = self.last
        adjacent = last is not None and last.reach >= token.start
        unit = token.unit
        if unit in YUAN_PER or unit == "万":
            if adjacent and last:
                self._money(token, last, "万元" if unit == "万" else unit)
        elif unit in ("%", "个百分点") or (not unit and adjacent and last and self._percent_sign_missing(token, last)):
            if adjacent and last:
                self._percent(token, last)
        elif unit in words.COUNT_UNITS or not unit:
            self._count(token, last if adjacent else None)

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
        value, phase = amount.value, Phase.ANNUAL_BUDGET if state.item in _BUDGETED else Phase.FINAL
        if last.sort is Sort.DIRECTION:
            base = self._base(last)
            if base is None:
                return
            phase, value = words.DELTA[base], last.sign * abs(value)
            if state.item in _GRAND_SIDES and _OF_BOTH.match(last.text):
                state.item = Item.GRAND_TOTAL
        elif last.sort is Sort.PHASE and last.phase:
            phase = last.phase
            if last.text.startswith("支出") and "算" not in last.text and state.item is Item.TOTAL_INCOME:
                state.item = Item.TOTAL_EXPENDITURE
            if phase in words.DELTA and _COMPARED.search(self.flow.text, self._clause_start(token.start), token.start):
                state.base = phase  # 比年初预算20.00万元减少8.00万元
        elif last.sort not in (Sort.ACCOUNT, Sort.SUBJECT, Sort.ECONOMIC):
            return
        self._emit(token, value, amount.tolerance, MeasureUnit.YUAN, phase, unit)

    def _clause_start(self, position: int) -> int:
        return max(self.flow.text.rfind(sign, 0, position) for sign in "，。；：") + 1

    def _base(self, last: Token) -> Phase | None:
        """What a change is measured against; 同比 alone means last year, after another comparison it repeats that one."""
        if "同比" in last.text and self.base_sentence != self.sentence_start:
            return Phase.PRIOR_FINAL
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
            phase, value = words.PERCENT[base], last.sign * abs(value)
        elif last.sort is Sort.DIFFERENCE_RATE:
            phase = words.PERCENT[self.state.base or Phase.INITIAL_BUDGET]
        else:
            return
        self._emit(token, value, number.tolerance, MeasureUnit.PCT, phase, token.unit)

    def _count(self, token: Token, last: Token | None) -> None:
        item: Item | None = None
        if self.kind in _COUNT_KINDS:
            item = count_item(self.flow.text[self.sentence_start : token.start], token.unit)
        elif last is not None and last.sort is Sort.ACCOUNT and token.unit and last.item is not None:
            item = last.item
        if item is None:
            return
        number = read_decimal(token.text)
        unit = words.COUNT_UNITS.get(token.unit, MeasureUnit.COUNT)
        kept = replace(self.state)
        self.state.item, self.state.fund, self.state.subject, self.state.economic = item, Fund.NONE, ("", "", ""), ()
        self._emit(token, number.value, number.tolerance, unit, Phase.FINAL, token.unit)
        if self.kind in _COUNT_KINDS:
            self.state = kept

    def _emit(self, token: Token, value: Decimal, tolerance: Decimal, unit: MeasureUnit, phase: Phase, printed: str) -> None:
        state, flow = self.state, self.flow
        if state.item is None:
            return
        line = flow.line_at(token.start)
        path = state.subject if any(state.subject) else ()
        self.out.observations.append(
            Observation(
                fund=state.fund,
                item=state.item,
                phase=phase,
                value=value,
                unit=unit,
                channel=Channel.NARRATIVE,
                raw=flow.printed(token.start, token.end),
                tolerance=tolerance,
                functional_code=state.subject_code,
                functional_name=next((name for name in reversed(path) if name), ""),
                functional_path=path,
                economic_name=state.economic[-1] if state.economic else "",
                economic_path=state.economic,
                page=line.page,
                line=line.number,
                printed_unit=printed,
                section=self.kind.value,
            )
        )
        self.ledger.claim_flow(flow, token.start, token.end)

    # -- reasons ----------------------------------------------------------------------------------------------------------

    def _reason(self, token: Token) -> int:
        """Keep the reason, read the changes of whole accounts in it; returns where it ends."""
        text = self.flow.text
        end = self._reason_end(token.end)
        stated = text[token.end : end].strip("。；，")
        basis = self._basis(token)
        state = self.state
        if state.item is not None and basis is not None and not _NO_REASON.match(stated) and stated:
            line = self.flow.line_at(token.end)
            path = state.subject if any(state.subject) else ()
            self.out.explanations.append(
                Explanation(
                    fund=state.fund,
                    item=state.item,
                    basis=words.DELTA[basis],
                    text=stated,
                    functional_code=state.subject_code,
                    functional_name=next((name for name in reversed(path) if name), ""),
                    functional_path=path,
                    economic_name=state.economic[-1] if state.economic else "",
                    page=line.page,
                    line=line.number,
                    section=self.kind.value,
                )
            )
        self._changes_in_reason(token.end, end)
        self.ledger.claim_flow(self.flow, token.end, end, "explanation")
        return end

    def _basis(self, token: Token) -> Phase | None:
        before = self.flow.text[max(self.sentence_start, token.start - 26) : token.end]
        mentions = list(_SPEAKS_OF.finditer(before))
        if not mentions:
            return self.state.base
        if mentions[-1].group("prior"):
            return Phase.PRIOR_FINAL
        return Phase.ANNUAL_BUDGET if self.kind is Kind.THREE_PUBLIC and "年初" not in before else Phase.INITIAL_BUDGET

    def _reason_end(self, start: int) -> int:
        text = self.flow.text
        position = start
        while True:
            match = re.compile(r"[。；]").search(text, position)
            if match is None:
                return len(text)
            after = match.end()
            if match.group() == "；":
                if self._statement_follows(after):
                    return match.start()
            elif not re.match(r"[一二三四五六七八九十]是|其[一二三四]|同时|另外|此外", text[after : after + 3]):
                return match.start()
            position = after

    def _statement_follows(self, position: int) -> bool:
        """Whether a new statement of figures begins here: a comparison, or an account or subject right before its number."""
        stop = _PLAIN_END.search(self.flow.text, position)
        clause = self.flow.text[position : (stop.end() if stop else position) + 24]
        clause = re.sub(r"^(?:其中：)?(?:本年度?|\d{4}年度?)?", "", clause)
        previous: Token | None = None
        for token in tokens(clause, self.kind, self.prior):
            if previous is None:
                if token.sort is Sort.BASE and token.start == 0:
                    return True
                if token.sort not in (Sort.ACCOUNT, Sort.SUBJECT, Sort.ECONOMIC) or token.start > 0:
                    return False
            elif token.start > previous.reach:
                return False
            elif token.sort in (Sort.NUMBER, Sort.BASE):
                return True
            previous = token
        return False

    def _changes_in_reason(self, start: int, end: int) -> None:
        """``一是公务接待费增加29,756.00元``: an account that is wholly named, its direction, its amount."""
        text = self.flow.text
        for match in _ENUMERATED.finditer(text, start, end):
            if text.count("（", start, match.start()) > text.count("）", start, match.start()):
                continue
            account: Token | None = None
            direction: Token | None = None
            reach = match.end()
            base = self.state.base
            for token in tokens(text[match.end() : end], self.kind, self.prior):
                at = match.end() + token.start
                if token.sort is Sort.DATE and account is None:
                    reach = match.end() + token.end
                    continue
                if at > reach + (1 if account is None else 0):
                    break
                reach = match.end() + token.reach
                if token.sort is Sort.ACCOUNT and account is None:
                    account = token
                elif token.sort is Sort.BASE and account:
                    base = token.phase
                elif token.sort is Sort.DIRECTION and account:
                    direction = token
                elif token.sort is Sort.NUMBER and direction and account:
                    self._change(replace(token, start=at, end=match.end() + token.end), account, direction, base)
                    break
                else:
                    break

    def _change(self, number: Token, account: Token, direction: Token, base: Phase | None) -> None:
        if base is None or number.unit not in YUAN_PER:
            return
        kept, self.state = self.state, replace(self.state)
        self._account(account)
        amount = read_amount(number.text, number.unit)
        self._emit(
            number, direction.sign * abs(amount.value), amount.tolerance, MeasureUnit.YUAN, words.DELTA[base], number.unit
        )
        self.state = kept

    # -- the whole section ------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Read all of the section's text."""
        text = self.flow.text
        resume = 0
        for token in tokens(text, self.kind, self.prior):
            if token.start < resume or (token.sort is Sort.ACCOUNT and self.last and token.start < self.last.reach):
                continue
            if token.sort is Sort.REASON:
                resume = self._reason(token)
                self.last = None
                continue
            if token.sort is Sort.PURPOSE:
                resume = self._purpose(token)
                continue
            self._take(token)
            self.last = token

    def _purpose(self, token: Token) -> int:
        end = re.compile(r"[。；]").search(self.flow.text, token.end)
        stop = end.start() if end else len(self.flow.text)
        if _FIGURES_INSIDE.search(self.flow.text, token.end, stop):
            return token.end
        self.ledger.claim_flow(self.flow, token.end, stop, "purpose")
        self.last = None
        return stop

    def _take(self, token: Token) -> None:
        if token.sort is Sort.NUMBER:
            self._number(token)
        elif token.sort is Sort.ACCOUNT:
            self._account(token)
            if token.end > token.start and any(char.isdigit() for char in token.text):
                self.ledger.claim_flow(self.flow, token.start, token.end, "threshold")
        elif token.sort is Sort.SUBJECT:
            self._subject(token)
            if token.code:
                self.ledger.claim_flow(self.flow, token.start, token.end, "code")
        elif token.sort is Sort.ECONOMIC:
            self._economic(token)
        elif token.sort is Sort.BASE:
            self.state.base = token.phase
            if not token.text.startswith("同比"):
                self.base_sentence = self.sentence_start
            self._return_to_head(token)
            self.ledger.claim_flow(self.flow, token.start, token.end, "date")
        elif token.sort is Sort.PHASE or token.sort is Sort.DATE:
            self.ledger.claim_flow(self.flow, token.start, token.end, "date")
        elif token.sort is Sort.ENUMERATOR:
            self.numbered = True
            self.ledger.claim_flow(self.flow, token.start, token.end, "clause")
        elif token.sort is Sort.SENTENCE and token.text == "。":
            self.previous_sentence = self.sentence_start
            self.sentence_start = token.end

    def _return_to_head(self, token: Token) -> None:
        """A comparison that begins a sentence speaks of the paragraph's account, not of the last part listed before it."""
        state = self.state
        if token.start != self.sentence_start or state.item is None or state.head is None:
            return
        listed = "其中" in self.flow.text[self.previous_sentence : self.sentence_start]
        if state.item is not state.head and _is_part(state.item, state.head) and listed:
            state.item = state.head
        elif self.kind in _ONE_ACCOUNT_KINDS and not any(state.subject) and state.item in _BALANCE_SIDES:
            state.item = MEANINGS[self.kind].item


def read_section(flow: Flow, kind: Kind, title: str, fiscal_year: int, ledger: Ledger) -> SectionRead:
    """Read one section of accounts prose.

    `flow` is its text, `kind` and `title` its heading's; `fiscal_year` tells which years are “last year”. Claims in the
    ledger what it reads or classes. Units are those printed behind each number.
    """
    meaning = MEANINGS[kind]
    fund = meaning.fund
    if kind is Kind.THREE_PUBLIC and "一般公共预算" in title:
        fund = Fund.GENERAL_PUBLIC
    out = SectionRead()
    state = _State(fund, meaning.item)
    _Reader(flow, kind, fund, fiscal_year - 1, ledger, state, out).run()
    return out
