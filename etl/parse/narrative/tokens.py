"""The narrative as tokens: names of accounts and subjects, comparisons, directions, numbers; compiled once a section kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final, NamedTuple

from etl.parse.narrative import lexicon as words
from etl.parse.narrative.names import economic_name, known_functional_name, name_of_code
from etl.parse.sections import Kind
from etl.vocabulary import Fund, Item, Phase


class Sort(Enum):
    """What a token is."""

    NUMBER = auto()
    ACCOUNT = auto()
    SUBJECT = auto()
    ECONOMIC = auto()
    PHASE = auto()
    BASE = auto()
    DIRECTION = auto()
    SHARE = auto()
    COMPLETION = auto()
    DIFFERENCE_RATE = auto()
    REASON = auto()
    PURPOSE = auto()
    DATE = auto()
    ENUMERATOR = auto()
    SENTENCE = auto()


class Token(NamedTuple):
    """A stretch of a flow with what it means. `reach` is where the words end that may stand before its number."""

    sort: Sort
    start: int
    end: int
    reach: int
    text: str
    item: Item | None = None
    fund: Fund | None = None
    phase: Phase | None = None
    unit: str = ""
    level: str = ""
    code: str = ""
    sign: int = 0

    @property
    def is_zero(self) -> bool:
        """True for a number printed as zero, with or without decimals."""
        return not self.text.strip("0.")


_OF_ALL: Final = re.compile(r"[均都](?:为|是)?$")


def zero_of_all(token: Token, text: str) -> bool:
    """True for a zero that a text states of all the accounts before it: ``甲、乙均为0``."""
    return token.is_zero and _OF_ALL.search(text, max(0, token.start - 3), token.start) is not None


# kinds whose prose breaks expenditure down by functional subject, and by economic subject
FUNCTIONAL_KINDS: Final = frozenset(
    {Kind.OVERALL, Kind.INCOME, Kind.EXPENDITURE, Kind.FISCAL, Kind.GENERAL_PUBLIC, Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL}
)
ECONOMIC_KINDS: Final = frozenset({Kind.BASIC, Kind.PROJECT, Kind.OPERATING_COST})

_GLUE: Final = re.compile(words.GLUE)
_NAME: Final = r"[^。；：，\d”]"
_LEVELLED: Final = re.compile(rf"({_NAME}{{2,44}}?)”?（([类款项])）")
_CODE: Final = r"(\d{7}|\d{5}|\d{3})"
# a code before its name in brackets, before its name, or behind it in brackets
_CODED: Final = re.compile(
    rf"{_CODE}（([^。；：，\d”（）]{{2,40}})）"
    rf"|{_CODE}[-—]?({_NAME}{{2,40}}?)(?=：?(?:\d|（[类款项]|年初|支出决算|决算|预算))|({_NAME}{{2,40}}?)（{_CODE}[类款项]?）"
)
_BARE_AHEAD: Final = r"(?=(?:支出)?(?:年初|支出决算|决算|预算|本年|当年|为\d|\d|（\d))"
_BARE: Final = re.compile(
    rf"(?<=[。；：、，）.是])([^。；：，、\d（）]{{2,30}}?(?:（[^）\d]{{1,6}}）[^。；：，、\d（）]{{0,16}})?)(?:类)?{_BARE_AHEAD}"
)
_ECONOMIC: Final = re.compile(
    r"(?:(?<=[。；：、，（）.])|^)((?:[^。；：、，\d（）]|（[^）\d]{1,5}）){2,26}?)(?:（3\d\d(?:\d\d)?[类款]?）(?:支出)?)?(?:决算)?(?:数)?(?:为)?(?=\d[\d,]*(?:\.\d+)?(?:亿|万|千)?元)"
)
_LIST_SIGNS: Final = frozenset("：、，")
_ENUMERATOR: Final = (
    r"(?:(?<![\d.])\d{1,2}[.、．)）](?!\d)|(?<![\d.])\d{1,2}[.、](?=20\d\d年)|[①-⑳]|（[一二三四五六七八九十\d]{1,3}）)"
)
_UNITS: Final = (
    "|".join(
        sorted([*map(re.escape, words.COUNT_UNITS), "亿元", "万元", "千元", r"元", "%", "个百分点"], key=len, reverse=True)
    )
    + r"|万(?=[。，；：、（）]|$)"
)


def _group(rows: tuple[tuple[str, object], ...], name: str) -> str:
    return "|".join(f"(?P<{name}{i}>{pattern})" for i, (pattern, _) in enumerate(rows))


@dataclass(frozen=True)
class _Grammar:
    pattern: re.Pattern[str]
    accounts: tuple[tuple[str, Item], ...]


def _account_pattern(accounts: tuple[tuple[str, Item], ...], *, with_funds: bool) -> str:
    """Names of accounts; with `with_funds` also a fund's name with 收入, 支出 or both, or before another account."""
    names = _group(accounts, "account")
    if not with_funds:
        return rf"(?P<account>{names})"
    prefix = "|".join(f"(?P<fund{i}>{pattern})" for i, (pattern, _) in enumerate(words.FUND_PREFIX))
    also = prefix.replace("?P<fund", "?P<also")
    totals = (
        rf"(?P<fundgrand>{words.FUND_GRAND})|(?P<fundincome>{words.FUND_INCOME})|(?P<fundexpenditure>{words.FUND_EXPENDITURE})"
        rf"|(?P<fundalone>{words.FUND_ALONE})"
    )
    return rf"(?P<account>(?:{prefix})(?:{totals})(?!总)|(?:(?:{also})(?:安排(?:的)?)?)?(?:{names}))"


@cache
def grammar(kind: Kind) -> _Grammar:
    """The compiled tokens of a section kind."""
    accounts = words.ACCOUNTS_BY_KIND.get(kind, ())
    ahead = rf"{words.GLUE}(?=-?\d)"
    parts = [
        rf"(?P<reason>{words.REASON})",
        rf"(?P<purpose>{words.PURPOSE})",
        rf"(?P<base>(?:与|比|较|同)(?:{_group(words.BASES, 'base')})(?:相比|比较|对比|相较)?(?!度?{words.GLUE}\d)|同口径)",
        rf"(?P<completion>(?:{words.COMPLETION}){ahead})",
        rf"(?P<share>{words.SHARE}{ahead})",
        rf"(?P<rate>(?:{words.DIFFERENCE_RATE}){ahead})",
    ]
    if accounts:
        parts.append(_account_pattern(accounts, with_funds=accounts is words.BALANCE_ACCOUNTS))
    parts += [
        rf"(?P<direction>(?:各|均|共|净|分别|合计|同比)*(?:(?P<up>{words.UP_WORDS})|(?P<down>{words.DOWN_WORDS})){ahead})",
        rf"(?P<phase>(?:{_group(words.PHASES, 'phase')}){ahead})",
        r"(?P<date>\d{4}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—至到]\d{4}年度?)?"
        r"|\d{1,2}月(?:\d{1,2}日|份|底)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})",
        rf"(?P<enumerator>{_ENUMERATOR})",
        # a dash is a sign only before a quantity, else it is the mark of a list: - 1. …
        rf"(?P<number>(?<![\d.])(?:-(?=\d[\d,]*(?:\.\d+)?(?:[亿万千]?元|%|个百分点)))?\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNITS})?",
        r"(?P<sentence>[。；])",
    ]
    return _Grammar(re.compile("|".join(parts)), accounts)


def _names(text: str, kind: Kind) -> list[Token]:
    """Subjects named in the text, by mark (（款）), by printed code, by a known name alone, or in a list with amounts."""
    found: list[Token] = []
    if kind in FUNCTIONAL_KINDS:
        for match in _LEVELLED.finditer(text):
            name, level = match.group(1), match.group(2)
            known = known_functional_name(name)
            start = match.end(1) - len(known)
            found.append(Token(Sort.SUBJECT, start, match.end(), match.end(), known, level=level))
        taken = [(token.start, token.end) for token in found]
        for match in _CODED.finditer(text):
            behind = match.group(6, 5)
            code, name = next(pair for pair in (match.group(1, 2), match.group(3, 4), behind) if pair[0])
            known = known_functional_name(name, exact=True) or name_of_code(code, name)
            if known and not any(a < match.end() and match.start() < b for a, b in taken):
                start = match.start() if not behind[0] else match.start() + len(name) - len(known)
                found.append(Token(Sort.SUBJECT, start, match.end(), match.end(), known, code=code))
        taken = [(token.start, token.end) for token in found]
        for match in _BARE.finditer(text):
            longer = match.group(1) + "支出" if text.startswith("支出", match.end(1)) else ""
            known = known_functional_name(longer, exact=True) or known_functional_name(match.group(1), exact=True)
            end = max(match.end(), match.end(1) + (2 if known.endswith("支出") and longer.endswith(known) else 0))
            if known and not any(a < end and match.start() < b for a, b in taken):
                start = match.end(1) + (2 if longer.endswith(known) else 0) - len(known)
                found.append(Token(Sort.SUBJECT, start, end, end, known, level="?"))
    if kind in ECONOMIC_KINDS:
        for match in _ECONOMIC.finditer(text):
            name, separator = match.group(1), text[match.start() - 1 : match.start()]
            known = economic_name(name, listed=separator in _LIST_SIGNS)
            if known:
                found.append(Token(Sort.ECONOMIC, match.end(1) - len(known), match.end(), match.end(), known))
    found.sort(key=lambda token: token.start)
    return found


def tokens(text: str, kind: Kind, prior: int) -> Iterator[Token]:
    """All tokens of a section's text in order, none overlapping."""
    rules = grammar(kind)
    position = 0
    for name in [*_names(text, kind), None]:
        stop = name.start if name else len(text)
        if stop < position:
            continue
        # the window ends where the name begins, but words before it may look one character further
        for match in rules.pattern.finditer(text, position, stop):
            yield _token(match, rules, text, prior)
        if name:
            reach = _GLUE.match(text, name.end)
            yield name._replace(reach=reach.end() if reach else name.end)
            position = name.end


def _fund_of(match: re.Match[str]) -> Fund | None:
    groups = match.groupdict()
    for i, (_, fund) in enumerate(words.FUND_PREFIX):
        if groups.get(f"fund{i}") is not None or groups.get(f"also{i}") is not None:
            return fund
    return None


def _account(match: re.Match[str], rules: _Grammar, text: str) -> Token:
    fund = _fund_of(match) or (Fund.FISCAL if words.FISCAL_BALANCE.match(match.group()) else None)
    item: Item | None = None
    groups = match.groupdict()
    if groups.get("fundgrand") is not None:
        item = Item.GRAND_TOTAL
    elif groups.get("fundincome") is not None and fund:
        item = words.APPROPRIATION[fund]
    elif groups.get("fundexpenditure") is not None:
        item = Item.TOTAL_EXPENDITURE
    elif groups.get("fundalone") is not None:
        item = None  # income or expenditure, as the text speaks of the one or the other
    else:
        item = next(item for i, (_, item) in enumerate(rules.accounts) if match.group(f"account{i}") is not None)
    glue = _GLUE.match(text, match.end())
    return Token(
        Sort.ACCOUNT, match.start(), match.end(), glue.end() if glue else match.end(), match.group(), item=item, fund=fund
    )


_SIMPLE: Final = {
    "reason": Sort.REASON,
    "purpose": Sort.PURPOSE,
    "completion": Sort.COMPLETION,
    "share": Sort.SHARE,
    "rate": Sort.DIFFERENCE_RATE,
    "date": Sort.DATE,
    "enumerator": Sort.ENUMERATOR,
    "sentence": Sort.SENTENCE,
}


def _token(match: re.Match[str], rules: _Grammar, text: str, prior: int) -> Token:
    name = match.lastgroup or ""  # of nested groups the outermost, which names the sort
    start, end = match.span()
    phase: Phase | None
    if name in ("number", "unit"):
        return Token(Sort.NUMBER, start, match.end("number"), end, match["number"], unit=match["unit"] or "")
    if name == "account":
        return _account(match, rules, text)
    if name == "base":
        phase = next((p for i, (_, p) in enumerate(words.BASES) if match[f"base{i}"] is not None), Phase.PRIOR_FINAL)
        of_prior = match["baseyear"] in (None, str(prior))  # 比2019年 is no comparison with last year
        return Token(Sort.BASE, start, end, end, match.group(), phase=phase if of_prior else None)
    if name == "direction":
        return Token(Sort.DIRECTION, start, end, end, match.group(), sign=1 if match["up"] is not None else -1)
    if name == "phase":
        phase = next(p for i, (_, p) in enumerate(words.PHASES) if match[f"phase{i}"] is not None)
        year = match["phaseyear"]
        if year is not None:
            phase = {prior: Phase.PRIOR_FINAL, prior + 1: Phase.FINAL}.get(int(year))
        return Token(Sort.PHASE, start, end, end, match.group(), phase=phase)
    return Token(_SIMPLE[name], start, end, end, match.group())
