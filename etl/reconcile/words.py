"""Checks of the words that compare final account and budget, read in the printed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etl.parse.numbers import YUAN_PER, Amount, read_amount
from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, fine, remark
from etl.reconcile.prose import Prose
from etl.vocabulary import Channel

_AMOUNT: Final = r"(?P<{0}>-?\d[\d,]*(?:\.\d+)?)(?P<{0}_unit>亿元|万元|千元|元)"
_SIGNS: Final = ("。", "；", "：")
_NUMERAL: Final = "[一二三四五六七八九十]+"
_ITEM: Final = rf"(?:\d{{1,2}}[.、]|（\d{{1,2}}）|（{_NUMERAL}）|{_NUMERAL}、)"
# each alternative begins with a character of its own, which a search jumps to
_EVENT: Final = re.compile(
    "|".join(
        (
            "预算(?:数|安排|为|是|：)*" + _AMOUNT.format("budget"),
            "决算(?:数|为|是|：)*" + _AMOUNT.format("final"),
            r"决算数(?P<word>大于|高于|小于|低于|等于|与)(?:年初|全年|支出)?预算数?(?P<flat>持平|一致|相等|无差异)?",
            r"与(?<=[。；，]与)(?:年初|全年|支出)?预算数?(?P<bare>持平|一致|相等)",
            *(f"{sign}(?={_ITEM})" for sign in _SIGNS),
        )
    )
)
_SUBJECT: Final = re.compile(r"[。；，：](?:20\d\d年度?)?(?:”?三公”?经费)?(?:财政拨款)?(?:支出)?$")
_LONGEST_SUBJECT: Final = 22
_PAIR_REACH: Final = 60  # characters from a budget to its final account
_WORD_REACH: Final = 220  # and from there to the comparison
_WAY: Final = {"大于": 1, "高于": 1, "小于": -1, "低于": -1, "等于": 0}
_ALTERNATIVES: Final = re.compile(r"大于（|小于（|（小于|（大于|大于/|小于/")


@dataclass(slots=True)
class _Seen:
    amount: Amount
    unit: str
    at: int


@rule(
    "directions.words",
    zh="“大于”“小于”“等于”预算的说法应与数字一致",
    basis="《部门决算公开操作规程》：文字与数字一致",
    needs="印刷原文中比较决算与预算的句子",
    example="预算 50.00 万元，决算 40.00 万元，写“决算数大于预算数”",
)
def words(facts: Facts) -> Iterator[Finding]:
    """Each 决算数大于/小于/等于预算数 that follows a budget and a final amount of one paragraph agrees with them."""
    prose = facts.prose
    if prose is None:
        return
    start, end = bounds(facts, prose)
    budget: _Seen | None = None
    final: _Seen | None = None
    for match in _EVENT.finditer(prose.text, start, end):
        if match.group("budget"):
            budget, final = _read(match, "budget"), None
        elif match.group("final"):
            final = _read(match, "final")
        elif match.group() in _SIGNS:  # before an item of a list
            budget = final = None
        elif budget and final and _belongs(budget, final, match) and not _has_alternatives(prose, match):
            stated = _stated(prose, match)
            finding = _compare(prose, match, stated, budget, final) if stated else None
            if finding:
                yield finding


def bounds(facts: Facts, prose: Prose) -> tuple[int, int]:
    """Where the accounts prose stands in the text: from the first to the last figure of the accounts prose."""
    said = [figure.place for figure in facts.figures if figure.context.channel is Channel.NARRATIVE]
    if not said:
        return 0, 0
    first = min(prose.start_of(place.page, place.line) for place in said)
    last = max(prose.start_of(place.page, (place.line or 0) + 1) for place in said)
    return first, last


def _belongs(budget: _Seen, final: _Seen, match: re.Match[str]) -> bool:
    """True where budget, final account and comparison stand close enough to speak of one account."""
    return final.at - budget.at <= _PAIR_REACH and match.start() - final.at <= _WORD_REACH


def _has_alternatives(prose: Prose, match: re.Match[str]) -> bool:
    """True for a template's 大于（小于）, which says nothing."""
    return _ALTERNATIVES.search(prose.text, match.start(), match.end() + 2) is not None


def _read(match: re.Match[str], name: str) -> _Seen:
    unit = match[f"{name}_unit"]
    return _Seen(read_amount(match[name], unit), unit, match.start(name))


def _stated(prose: Prose, match: re.Match[str]) -> str:
    """The words of a comparison from the beginning of its clause; empty where it does not stand there."""
    if match["bare"]:
        return match.group()
    subject = _SUBJECT.search(prose.text, max(0, match.start() - _LONGEST_SUBJECT), match.start())
    return subject.group()[1:] + match.group() if subject else ""


def _compare(prose: Prose, match: re.Match[str], stated: str, budget: _Seen, final: _Seen) -> Finding | None:
    word = match["word"] or "与"
    if word == "与" and not (match["flat"] or match["bare"]):
        return None
    said = _WAY.get(word, 0)
    gap = final.amount.value - budget.amount.value
    allowed = final.amount.tolerance + budget.amount.tolerance
    way = 0 if gap == 0 else (1 if gap > 0 else -1)
    at = [prose.place(position) for position in (match.end() - 1, final.at, budget.at)]
    text = f"决算 {final.amount.raw}，预算 {budget.amount.raw}"
    if said == way or (abs(gap) <= allowed and 0 in (said, way)):
        return fine(at=at, stated=stated, recomputed=text, severity="error")
    proven = abs(gap) > allowed
    return remark(
        f"写“{stated}”，但所印{text}，相差 {abs(gap) / YUAN_PER[final.unit]:f}{final.unit}",
        at=at,
        stated=stated,
        recomputed=text,
        severity="error" if proven else "notice",
        proposed={1: "大于", 0: "等于", -1: "小于"}[way],
    )
