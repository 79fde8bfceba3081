"""What a section's text is speaking of at each place: fund, account, subject, comparison; and the writing of what is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from etl.parse.flow import Flow
from etl.parse.ledger import Ledger
from etl.parse.narrative import lexicon as words
from etl.parse.narrative.names import is_class_name, is_economic_class
from etl.parse.narrative.tokens import Sort, Token
from etl.parse.sections import MEANINGS, Kind
from etl.reference import accounts
from etl.report import Explanation, Observation
from etl.vocabulary import GRAND_SIDES, Channel, Fund, Item, MeasureUnit, Phase

_LEVELS: Final = {"类": 0, "款": 1, "项": 2}
_MONEY_ITEMS_OF_PLACE: Final = {Item.VEHICLES_TOTAL: Item.VEHICLES_VALUE, Item.BUILDING_AREA: Item.BUILDING_VALUE}
_SUBJECT_RESETTERS: Final = frozenset(
    {
        Item.SURPLUS_DISTRIBUTION,
        Item.USE_OF_NONFISCAL_SURPLUS,
        Item.GRAND_TOTAL,
        Item.GRAND_TOTAL_INCOME,
        Item.GRAND_TOTAL_EXPENDITURE,
        Item.TOTAL_INCOME,
        Item.TOTAL_EXPENDITURE,
        Item.OPENING_BALANCE,
        Item.CLOSING_BALANCE,
    }
)
_OF_SUBJECT_TOO: Final = frozenset({Item.OPENING_BALANCE, Item.CLOSING_BALANCE})
_SPENT_BY_NATURE: Final = frozenset({Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE})
_BY_NATURE: Final = re.compile(r"按(?:支出|资金)?(?:性质|用途|类型|类别|结构)")  # behind a list of subjects
_LISTED_BELOW: Final = re.compile(r"[^。；，：\d]{0,16}：")
_KINDS_OF_POSTS: Final = frozenset({"行政", "事业", "工勤", "参公", "政法", "专项"})
_SIDES: Final = frozenset({Item.TOTAL_INCOME, Item.TOTAL_EXPENDITURE})
_ONE_ACCOUNT_KINDS: Final = frozenset({Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL})
_BALANCE_SIDES: Final = frozenset({Item.TOTAL_INCOME, Item.OPENING_BALANCE, Item.CLOSING_BALANCE})
_RECEPTIONS: Final = frozenset({Item.RECEPTION_DOMESTIC, Item.RECEPTION_FOREIGN})
_RECEPTION_COUNTS: Final = re.compile(words.RECEPTION_COUNTS)
_LISTS: Final = "其中："
_PARENT: Final = {Item(account.item): account.parent for account in accounts()}


def _is_part(item: Item, whole: Item) -> bool:
    return _PARENT[item] == whole.value


@dataclass
class State:
    """What the text is speaking of at a place."""

    fund: Fund
    item: Item | None
    subject: tuple[str, str, str] = ("", "", "")
    subject_code: str = ""
    economic: tuple[str, ...] = ()
    economic_class: str = ""
    base: Phase | None = None
    budget: Phase | None = None  # the budget last stated, initial or annual
    head: Item | None = None  # the account that the paragraph is about
    spending: bool = False  # in a section on both sides, whether it has come to the expenditure


@dataclass
class SectionRead:
    """What one section yielded."""

    observations: list[Observation] = field(default_factory=list)
    explanations: list[Explanation] = field(default_factory=list)


@dataclass
class Speech:
    """A section being read: its text, what it speaks of, what has been read."""

    flow: Flow
    kind: Kind
    fund: Fund
    prior: int
    ledger: Ledger
    state: State
    out: SectionRead
    before: Sequence[Observation] = ()  # what the sections before yielded
    table_budget: Phase | None = None  # what 预算 alone means by the note of the table that the section is about
    sentence_start: int = 0
    last: Token | None = None
    previous_sentence: int = 0
    base_sentence: int = -1  # where the sentence began in which a comparison was last named
    rate_at: int = -1  # where the percentage stands that a budget just stated is completed by: 完成年初预算15万元的84%
    cost_at: int = -1  # where the amount stands of receptions just counted: 国内公务接待11批次，94人次，8930元
    parts: set[Item] = field(default_factory=set)  # of the paragraph's account, whose amounts the sentence has stated
    parts_before: set[Item] = field(default_factory=set)  # those that the sentence before stated
    sentence_fund: Fund | None = None  # the budget that the sentence began with, in a section on several
    compared_at: int = -1  # where an account is named right behind the year that it is compared with
    aside: tuple[int, State, bool] | None = None  # where a bracket on a part ends, what the text speaks of behind it, `renamed`
    renamed: bool = False  # an account was named and no amount of it stated yet
    resume: int = 0  # what stands before this place has been read
    sentence_mark: int = 0  # how many observations there were when the sentence began, and when the one before it did
    previous_mark: int = 0
    spoken: State | None = None  # what the text spoke of before it named an account
    spoken_at: int = -1  # and where the sentence began that stated an amount of it
    stated_at: int = -1  # where the sentence of the last amount began
    listed_fund: Fund | None = None  # the budget whose subjects a section on several lists: 一般公共预算支出按项级科目具体为：
    money_unit: str = ""  # of the last amount
    led_by_subject: int = -1  # where the sentence began that named a functional subject before any amount
    numbered: bool = False  # an enumerator stood directly before

    def _account(self, token: Token) -> None:
        item = token.item or self._side_of_fund(token.fund)
        if item is None:
            return
        state = self.state
        if not self.renamed:
            self.spoken, self.spoken_at = replace(state), self.stated_at
        if self.last is not None and self.last.sort is Sort.BASE and self.last.end == token.start:
            self.compared_at = token.start
        if token.fund is not None:
            listed = self.kind is Kind.FISCAL and _LISTED_BELOW.match(self.flow.text, token.end)
            self.listed_fund = token.fund if listed else None
        fund, item = self._scope(item, token.fund, of_year="本年" in token.text)
        if item is Item.BUILDING_VALUE:
            item = _MONEY_ITEMS_OF_PLACE.get(state.item, item) if state.item else item
        if self._leaves_subject(token, item):
            state.subject, state.subject_code = ("", "", ""), ""
        if self.numbered or state.head is None or not _is_part(item, state.head):
            state.head = item
        self.numbered = False
        if item in _SIDES:
            state.spending = item is Item.TOTAL_EXPENDITURE
        if item in (Item.PERSONNEL, Item.PUBLIC):
            state.economic_class = "人员经费" if item is Item.PERSONNEL else "公用经费"
        if item is Item.PUBLIC and self.kind is Kind.OPERATING_COST:
            fund = Fund.ALL
        if item in _RECEPTIONS:
            counts = _RECEPTION_COUNTS.match(self.flow.text, token.end)
            self.cost_at = counts.end() if counts else -1
        state.item, state.fund, state.economic = item, fund, ()
        self.renamed = True

    def _leaves_subject(self, token: Token, item: Item) -> bool:
        """Whether an account is one of the unit, whatever subject was spoken of before."""
        if token.fund is not None:
            return True
        if item in _SPENT_BY_NATURE:
            return _BY_NATURE.match(self.flow.text, self.sentence_start) is not None
        of_subject = item in _OF_SUBJECT_TOO and self.kind in _ONE_ACCOUNT_KINDS and self.led_by_subject == self.sentence_start
        return item in _SUBJECT_RESETTERS and not of_subject

    def _of_quota(self, token: Token) -> bool:
        """True for a kind of posts (行政编制) behind the whole quota of which it is a part."""
        kind = self.flow.text[max(0, token.start - 2) : token.start]
        whole = any(row.item is Item.STAFF_QUOTA for row in self.out.observations[self.sentence_mark :])
        return whole and kind in _KINDS_OF_POSTS

    def _scope(self, item: Item, named: Fund | None, *, of_year: bool) -> tuple[Fund, Item]:
        """Fund and account of a name: an appropriation is the whole income of the budget that the section speaks of."""
        if self.kind is Kind.BASIC and named is Fund.GENERAL_PUBLIC:
            self.fund = named  # a section on 财政拨款 that says which budget it means
        fund, appropriation = self.fund, item in words.APPROPRIATION.values()
        if self.kind is Kind.FISCAL and named not in (None, Fund.FISCAL):
            self.sentence_fund = named
        elif self.kind is Kind.FISCAL and item is Item.TOTAL_EXPENDITURE and named is None and self.sentence_fund:
            return self.sentence_fund, item  # 1.政府性基金…本年收入…；本年支出…
        if named is None or (named is Fund.FISCAL and fund not in (Fund.ALL, Fund.FISCAL)):
            return fund, Item.TOTAL_INCOME if appropriation and fund not in (Fund.ALL, Fund.FISCAL) else item
        if not appropriation:
            return named, item
        if self.kind is Kind.FISCAL and named is not Fund.FISCAL and of_year:
            return named, Item.TOTAL_INCOME  # 一般公共预算财政拨款本年收入: that budget's own income
        if named is fund and fund is not Fund.FISCAL:
            return fund, Item.TOTAL_INCOME
        if self.kind in (Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL, Kind.GENERAL_PUBLIC):
            return named, Item.TOTAL_INCOME
        return fund, item

    def _side_of_fund(self, fund: Fund | None) -> Item | None:
        """What a budget named alone before its amount is: income or expenditure, by the side that the text is on."""
        if fund is None or (self.kind in (Kind.OVERALL, Kind.FISCAL) and self.state.head not in (*_SIDES, *GRAND_SIDES)):
            return None
        income = self.kind is Kind.INCOME or self.state.head in (Item.TOTAL_INCOME, Item.GRAND_TOTAL_INCOME)
        return words.APPROPRIATION[fund] if income and not self.state.spending else Item.TOTAL_EXPENDITURE

    def _subject(self, token: Token) -> None:
        state = self.state
        level = _LEVELS.get(token.level, len(token.code) // 2 - 1 if token.code else -1)
        state.item, state.fund, state.economic = self._functional_item(), self.listed_fund or self.fund, ()
        if len(self.out.observations) == self.sentence_mark:
            self.led_by_subject = self.sentence_start
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
        return Item.TOTAL_INCOME if self.kind is Kind.INCOME and not self.state.spending else Item.TOTAL_EXPENDITURE

    def _economic(self, token: Token) -> None:
        state = self.state
        state.item = MEANINGS[self.kind].item
        state.fund = self.fund
        if is_economic_class(token.text):
            state.economic, state.economic_class = (token.text,), token.text
        else:
            state.economic = (state.economic_class, token.text)

    def _return_to_head(self, token: Token) -> None:
        """A comparison that begins a sentence speaks of the paragraph's account, not of the last part listed before it."""
        state = self.state
        if token.start != self.sentence_start:
            return
        if self.renamed and self.spoken is not None and self.spoken_at == self.previous_sentence:
            # an account that the sentence before only mentioned, behind amounts of another: …结转下年使用。较上年减少…
            self.state = state = replace(self.spoken, base=state.base, budget=state.budget)
            self.renamed = False
        if state.item is None or state.head is None:
            return
        among = "其中" in self.flow.text[self.previous_sentence : self.sentence_start] or len(self.parts_before) > 1
        listed = among and not self._in_paragraph_of_part(token)
        if state.item is not state.head and _is_part(state.item, state.head) and listed:
            state.item = state.head
        elif self.kind in _ONE_ACCOUNT_KINDS and not any(state.subject) and state.item in _BALANCE_SIDES:
            state.item = MEANINGS[self.kind].item

    def _in_paragraph_of_part(self, token: Token) -> bool:
        """True where 其中： ends a line and the next one, up to here, is about one part of the paragraph's account."""
        flow = self.flow
        start = flow.text.find(_LISTS, self.previous_sentence, self.sentence_start) + len(_LISTS)
        if start < len(_LISTS) or flow.line_index[start] == flow.line_index[start - 1]:
            return False
        return flow.line_index[start] == flow.line_index[token.start] and self.parts_before == {self.state.item}

    def _emit(self, token: Token, value: Decimal, tolerance: Decimal, unit: MeasureUnit, phase: Phase, printed: str) -> None:
        state, flow = self.state, self.flow
        if state.item is None:
            return
        self.renamed = False
        self.stated_at = self.sentence_start
        if phase is Phase.FINAL and unit is MeasureUnit.YUAN and state.head and _is_part(state.item, state.head):
            self.parts.add(state.item)
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
