"""The reasons of a section: kept as stated; of the numbers in them only changes of a whole account are read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from etl.parse.narrative import lexicon as words
from etl.parse.narrative.figures import Figures
from etl.parse.narrative.tokens import Sort, Token, tokens
from etl.parse.numbers import YUAN_PER, read_amount
from etl.parse.sections import Kind
from etl.report import Explanation
from etl.vocabulary import MeasureUnit, Phase

_PLAIN_END: Final = re.compile(r"[，。；：、]|$")
_ENUMERATED: Final = re.compile(
    r"(?:[一二三四五六七八九十]是|（\d+）|\d[.、]|其[一二三四])"
    # or a clause that begins with income or a balance of the unit and compares it
    r"|，(?=(?:\d{4}年度?)?(?:[\u4e00-\u9fff]{2,6}收入[、及和与]){0,3}(?:年初|年末)?(?:一般公共预算|政府性基金|国有资本经营)?(?:预算)?(?:财政拨款|事业|经营|其他)?"
    r"(?:收入|结转和结余|结转结余)[比较](?:上年|\d{4}年))"
)
_SPEAKS_OF: Final = re.compile(r"(?P<budget>(?<!公共)(?<!基金)(?<!经营)预算)|(?P<prior>上年|上一年|去年|[比较与]\d{4}年)")
# a clause that can begin a statement of its own behind a reason
_TURN: Final = re.compile(
    r"(?:其中：|同时)?(?:本年度?|\d{4}年度?)?(?:决算数)?(?:与|比|较|同)(?:上|去|年初|全年|预算|\d{4}年)|其中：|截[至止]"
    r"|年末(?:公务用车)?(?:实有|共有|保有)(?:量|数量|数)?(?:公务用车|车辆)?(?:为|共)?(?=\d)"
    r"|(?:全年|本年|当年)(?:购置|更新)(?:公务用车|车辆)?(?=\d)"
)
_NO_REASON: Final = re.compile(r"^(?:无|无差异|无变动)?[，。；]?$")
_STOP: Final = re.compile(r"[。；，]")
_NEXT_REASON: Final = re.compile(r"[一二三四五六七八九十]是|其[一二三四]|(同时|另外|此外)，?")
_COUNTED: Final = re.compile(
    r"(?:国（境）外|国外|外宾|外事|国内)?(?:公务)?接待\d|(?:购置|更新)(?:（[^（）]{2,4}）)?(?:公务用?车|车辆)?\d+[辆台]"
)
_COUNTS_FOLLOW: Final = ("截", "年末", "全年", "本年购", "本年更", "当年购", "当年更")
_LIST_SIGNS: Final = ("、", "和", "及")
_LEAD: Final = re.compile(
    r"^(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]{1,3}）)?(?:其中：|(?:主要)?包括：?)?(?:本年度?(?!支出|收入)|\d{4}年度?)?"
    r"(?:决算数(?=[与比较同]))?"
)


class Reasons(Figures):
    """Reading of stated reasons."""

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
        start = max(self.sentence_start, token.start - 26)
        mentions = list(_SPEAKS_OF.finditer(self.flow.text, start, token.end))
        if not mentions:
            return self.state.base
        if mentions[-1].group("prior"):
            return Phase.PRIOR_FINAL
        if "年初" in self.flow.text[start : token.end] or self.kind is not Kind.THREE_PUBLIC:
            return Phase.INITIAL_BUDGET
        return self.state.budget or Phase.ANNUAL_BUDGET  # the budget last stated is the one compared with

    def _reason_end(self, start: int) -> int:
        text = self.flow.text
        position = start
        while True:
            match = _STOP.search(text, position)
            if match is None:
                return len(text)
            after = match.end()
            if match.group() == "，":
                if _TURN.match(text, after) and self._statement_turns(after):
                    return match.start()
            elif match.group() == "；":
                if self._statement_follows(after):
                    return match.start()
            elif not self._reasons_go_on(after):
                return match.start()
            position = after

    def _reasons_go_on(self, position: int) -> bool:
        """Whether a sentence that begins here goes on with the reasons: 二是…; 此外，… unless it states figures."""
        found = _NEXT_REASON.match(self.flow.text, position)
        return found is not None and not (found.group(1) and self._statement_follows(found.end()))

    def _statement_turns(self, position: int) -> bool:
        """Whether a clause inside a reason leaves it: a count, or a change not stated yet (较上年减少1.2万元)."""
        text = self.flow.text
        if text.startswith(_COUNTS_FOLLOW, position):
            return self.kind in (Kind.THREE_PUBLIC, Kind.ASSETS)
        if text.startswith("其中", position):
            return self._statement_follows(position)
        sorts: list[Token] = []
        for token in tokens(text[position : position + 40], self.kind, self.prior):
            if token.sort is Sort.DATE and not sorts:
                continue
            sorts.append(token)
            if token.sort not in (Sort.BASE, Sort.DIRECTION):
                break
        if [token.sort for token in sorts] != [Sort.BASE, Sort.DIRECTION, Sort.NUMBER] or sorts[2].start > sorts[1].reach:
            return False
        phase = sorts[0].phase
        return phase is not None and sorts[2].unit in (*YUAN_PER, "%") and not self._stated(phase)

    def _stated(self, base: Phase) -> bool:
        """Whether this sentence has stated the account's change against `base` already."""
        state, first = self.state, self.flow.line_at(self.sentence_start).number
        return any(
            o.item is state.item
            and o.phase in (words.DELTA[base], words.PERCENT[base])
            and (o.line or 0) >= first
            and (o.functional_path or ("", "", "")) == state.subject
            and o.economic_path == state.economic
            for o in self.out.observations[-6:]
        )

    def _statement_follows(self, position: int) -> bool:
        """Whether a new statement of figures begins here: a comparison, or an account or subject right before its number."""
        stop = _PLAIN_END.search(self.flow.text, position)
        clause = self.flow.text[position : (stop.end() if stop else position) + 24]
        clause = _LEAD.sub("", clause)
        if self.kind is Kind.THREE_PUBLIC and _COUNTED.match(clause):
            return True
        previous: Token | None = None
        for token in tokens(clause, self.kind, self.prior):
            if previous is None:
                if token.sort is Sort.BASE and token.start == 0:
                    return True
                if token.sort is Sort.PHASE and token.start == 1 and clause[0] in "与比较同":
                    previous = token  # 与年初预算96.00万元相比
                    continue
                if token.sort not in (Sort.ACCOUNT, Sort.SUBJECT, Sort.ECONOMIC, Sort.COMPLETION) or token.start > 0:
                    return False
            elif token.sort is Sort.ACCOUNT is previous.sort and clause[previous.end : token.start] in _LIST_SIGNS:
                pass  # 甲、乙均为0
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
                    self._change(token._replace(start=at, end=match.end() + token.end), account, direction, base)
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
