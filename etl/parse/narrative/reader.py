"""Read a section of the narrative: each number by the word directly before it and by what the text has been speaking of.

A number is read only where a name or phrase reaches right up to it; anything else stays unclaimed and is listed as unread.
Reasons are kept as stated; of the numbers in them only changes of a whole account are read (``一是…费减少…元``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from etl.parse.flow import Flow
from etl.parse.ledger import Ledger
from etl.parse.narrative.reasons import Reasons
from etl.parse.narrative.respectively import spread
from etl.parse.narrative.speech import SectionRead, State
from etl.parse.narrative.tokens import Sort, Token, tokens
from etl.parse.sections import MEANINGS, Kind
from etl.report import Observation
from etl.vocabulary import Fund, Phase

_FIGURES_INSIDE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[亿万千]?元|批次|人次|辆|台)")
_PER_HEAD: Final = frozenset({"人均", "车均", "辆均", "平均", "台均"})
_ANNUAL: Final = re.compile(r"全年|调整")
_LONGEST_BRACKET: Final = 200  # characters before a name in it
_ALL_OF_IT: Final = re.compile(r"(?:均为|全部为|全为|都是|均是|均属于?|全部是)$")
_STOPS: Final = frozenset("，。；")
_GOES_ON: Final = re.compile(r"”(?:[”、和与及等之以]|$)")
_BRACKET: Final = re.compile(r"[（）]")
_STOP: Final = re.compile(r"[。；]")


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at `start` closes; the end of the text where it does not."""
    depth = 1
    for match in _BRACKET.finditer(text, start):
        depth += 1 if match.group() == "（" else -1
        if not depth:
            return match.end()
    return len(text)


def _is_said_of_another(token: Token, text: str) -> bool:
    """True for an account that only explains another: 在“财政拨款收入”等之外取得的收入; 本年支出均为项目支出，与上年相比…."""
    if text[token.start - 1 : token.start] == "”" and _GOES_ON.match(text, token.end):
        return True
    return (
        text[token.reach : token.reach + 1] in _STOPS
        and _ALL_OF_IT.search(text, max(0, token.start - 4), token.start) is not None
    )


class _Reader(Reasons):
    """One pass over the tokens of a section."""

    def run(self) -> None:
        """Read all of the section's text."""
        text = self.flow.text
        for token in spread(list(tokens(text, self.kind, self.prior)), text):
            if token.start < self.resume or (token.sort is Sort.ACCOUNT and self.last and token.start < self.last.reach):
                continue
            if token.sort is Sort.ACCOUNT and _is_said_of_another(token, text):
                continue
            if token.sort is Sort.ACCOUNT and text[max(0, token.start - 2) : token.start] in _PER_HEAD:
                self.last = None  # 人均…, 车均…: no account of the unit
                continue
            if token.sort is Sort.REASON:
                self.resume = self._reason(token)
                self.last = None
                continue
            if token.sort is Sort.PURPOSE:
                self.resume = self._purpose(token)
                continue
            self._leave_aside(token)
            self._take(token)
            self.last = token

    def _leave_aside(self, token: Token) -> None:
        """Behind a bracket that names other accounts (``支出总计9万元（含年末结转1万元），比上年…``) it goes on as before."""
        text = self.flow.text
        if self.aside and token.start >= self.aside[0]:
            _, self.state, self.renamed = self.aside
            self.aside = None
        if token.sort is Sort.ACCOUNT and self.state.item and self.aside is None and self._in_bracket(token.start):
            self.aside = _closing(text, token.start), replace(self.state), self.renamed

    def _in_bracket(self, position: int) -> bool:
        """True where a bracket of the sentence is open."""
        text, start = self.flow.text, max(self.sentence_start, position - _LONGEST_BRACKET)
        return text.rfind("（", start, position) > text.rfind("）", start, position)

    def _purpose(self, token: Token) -> int:
        end = _STOP.search(self.flow.text, token.end)
        stop = end.start() if end else len(self.flow.text)
        listed = self.kind is Kind.THREE_PUBLIC and "内容" in token.text  # what single receptions cost
        if not listed and _FIGURES_INSIDE.search(self.flow.text, token.end, stop):
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
            if token.phase is Phase.ANNUAL_BUDGET and not _ANNUAL.search(token.text):
                self.state.base = self.state.budget or self.table_budget or token.phase  # a bare 预算 is the one last stated
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
            self.sentence_fund = None
            self.parts, self.parts_before = set(), self.parts
            self.previous_sentence, self.previous_mark = self.sentence_start, self.sentence_mark
            self.sentence_start, self.sentence_mark = token.end, len(self.out.observations)


def read_section(
    flow: Flow,
    kind: Kind,
    title: str,
    fiscal_year: int,
    ledger: Ledger,
    before: Sequence[Observation] = (),
    budget: Phase | None = None,
) -> SectionRead:
    """Read one section of accounts prose.

    `flow` is its text, `kind` and `title` its heading's; `fiscal_year` tells which years are “last year”. Which 预算 the text
    means is told by `before`, what the sections before yielded, and `budget`, what the note of the table of the 三公 says.
    Claims in the ledger what it reads or classes. Units are those printed behind each number.
    """
    meaning = MEANINGS[kind]
    fund = meaning.fund
    if kind is Kind.THREE_PUBLIC and "一般公共预算" in title:
        fund = Fund.GENERAL_PUBLIC
    if kind is Kind.BASIC and "财政拨款" in title and "公共" not in title:
        fund = Fund.FISCAL
    out = SectionRead()
    state = State(fund, meaning.item)
    own = budget if kind is Kind.THREE_PUBLIC else None
    _Reader(flow, kind, fund, fiscal_year - 1, ledger, state, out, before, own).run()
    return out
