"""Forms printed as running lines, cut into tokens; and phrases found in them however a cell was wrapped.

A token is what white space delimits. The separator before it tells how far it stands from the token before: text of one
cell wraps at whole line heights, so two lines printed close together (`Gap.TIGHT`) belong to different cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Final, Generic, NamedTuple, TypeVar

from etl.extract.document import Line
from etl.parse.flow import marks_page
from etl.parse.performance.value_wording import UNIT_WORDS
from etl.parse.performance.wording import squeeze

# a token is a number of an indicator, points in brackets, a date, a number with its unit, or what white space delimits
_WORD: Final = re.compile(
    r"(?<!\S)(?=[指（(<>=≤≥≧≦\s\d])(?:指标\s*\d{1,3}\s*(?:[：:;；、]+|[．.](?!\d))"
    r"|[（(]\s?\d{1,3}\s?分\s?[）)]"
    r"|[<>=≤≥≧≦]{0,2}\s?(?:(?:19|20)\d\d\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?日\S*|\S*)(?!\S)"
    rf"|[<>=≤≥≧≦]{{0,2}}\s?\d[\d,.]*\s(?:{UNIT_WORDS}(?:[/每]{UNIT_WORDS})*|%)(?:以上|以下|以内|及以上|及以下)?(?!\S))"
    r"|\S+"
)
# where white space may stand inside such a token; a line without it is cut at white space alone, which is much faster
_MAY_JOIN: Final = re.compile(rf"\s(?:(?<=[<>=≤≥≧≦年月]\s)\d|(?<!\S\s)\d|(?<=\d\s)[年月日分]|(?<=[\d,.]\s)(?:%|{UNIT_WORDS}))")
_BETWEEN_TABS: Final = re.compile(r"[^\t\s](?:[^\t]*[^\t\s])?")
_NUMBERED: Final = re.compile(r"指标\s*\d")
BRACKET: Final = re.compile(r"（[^（）]*）")
_RARE: Final = 8  # an indent marks a new page only where fewer than one line in so many has one
T = TypeVar("T")


class Gap(IntEnum):
    """What stands between a token and the one before."""

    SAME = 0  # a space
    TIGHT = 1  # a line end, less than a line height away
    LOOSE = 2  # a line end, a line height or more away
    PAGE = 3  # a page break


class Token(NamedTuple):
    """One printed word: `text` as printed, `key` squeezed, where it stands, and the gap before it."""

    text: str
    key: str
    line: Line
    start: int
    end: int
    gap: Gap

    @property
    def opens_line(self) -> bool:
        """True for the first token of a printed line."""
        return self.gap != Gap.SAME


def lex(lines: Iterable[Line]) -> list[Token]:
    """Cut lines into tokens. Page numbers are dropped; a form feed or an indent after blank lines marks a new page."""
    tokens: list[Token] = []
    kept = tuple(lines)
    indented = sum(line.text[:1] == " " for line in kept)
    page_signs = " \f" if indented * _RARE < len(kept) else "\f"
    same, tight, loose = Gap.SAME, Gap.TIGHT, Gap.LOOSE
    gap, previous, page_break = loose, None, False
    make = tuple.__new__  # what Token(…) ends in, three times as fast
    for line in kept:
        text = line.text
        printed = text.strip()
        if not printed:
            if gap == tight:
                gap = loose
            page_break = page_break or "\f" in text
            continue
        if marks_page(printed):
            page_break = True
            continue
        if page_break or text[0] in page_signs or (previous is not None and line.page != previous.page):
            gap = Gap.PAGE
        for word, start in _words(text):
            key = squeeze(word)
            if key:
                tokens.append(make(Token, (word, key, line, start, start + len(word), gap)))
                gap = same
        gap, previous, page_break = tight, line, False
    return loosen(tokens)


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a line and where they begin; the cells of one that has tabs."""
    if "\t" in text:
        return [(match.group(), match.start()) for match in _BETWEEN_TABS.finditer(text)]
    if _MAY_JOIN.search(text) or _NUMBERED.search(text):
        return [(match.group(), match.start()) for match in _WORD.finditer(text)]
    words: list[tuple[str, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        words.append((word, at))
        at += len(word)
    return words


def loosen(tokens: list[Token]) -> list[Token]:
    """Where the source prints no blank lines, a line end says nothing about distance: every one is `Gap.LOOSE`."""
    gaps = [token.gap for token in tokens]
    if gaps.count(Gap.TIGHT) <= 2 * (gaps.count(Gap.LOOSE) + gaps.count(Gap.PAGE)):
        return tokens
    return [token._replace(gap=Gap.LOOSE) if token.gap == Gap.TIGHT else token for token in tokens]


Lines = list[list[Token]]


def lines_of(tokens: Iterable[Token]) -> Lines:
    """The tokens of each printed line."""
    lines: Lines = []
    for token in tokens:
        if token.opens_line or not lines:
            lines.append([])
        lines[-1].append(token)
    return lines


def is_zh(char: str) -> bool:
    """True for a Chinese character."""
    return "\u4e00" <= char <= "\u9fff"


def join(tokens: Sequence[Token]) -> str:
    """Text of a cell: spaces kept inside a line unless both neighbours are Chinese, none where a line wrapped."""
    if len(tokens) == 1:
        return tokens[0].text
    out = ""
    for token in tokens:
        if out and token.gap == Gap.SAME and not (is_zh(out[-1]) and is_zh(token.text[0])):
            out += " "
        out += token.text
    return out


class Phrases(Generic[T]):
    """A list of squeezed phrases that is looked up over any run of tokens that spells one of them."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self.values: Final = dict(phrases)
        self.prefixes: Final = frozenset(phrase[:n] for phrase in phrases for n in range(1, len(phrase) + 1))

    def match(self, tokens: Sequence[Token], at: int, end: int | None = None) -> tuple[int, T] | None:
        """The longest phrase that whole tokens from `at` spell: the index after it and its value."""
        stop = len(tokens) if end is None else end
        found: tuple[int, T] | None = None
        spelled = ""
        for index in range(at, stop):
            spelled += tokens[index].key
            if spelled not in self.prefixes:
                bare = BRACKET.sub("", spelled) if "（" in spelled else spelled
                if bare == spelled or bare not in self.prefixes:
                    break
                spelled = bare
            if spelled in self.values:
                found = index + 1, self.values[spelled]
        return found

    def begun(self, tokens: Sequence[Token], at: int, end: int) -> list[tuple[int, str]]:
        """Every run of tokens from `at` that spells the beginning of a phrase: the index after it and what it spells."""
        runs: list[tuple[int, str]] = []
        spelled = ""
        for index in range(at, end):
            spelled += tokens[index].key
            if spelled not in self.prefixes:
                break
            runs.append((index + 1, spelled))
        return runs
