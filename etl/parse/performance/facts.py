"""What is known of each token of a run before any of its readings: its kind, its place, what it may belong to.

Whatever is asked of many cells is kept as running sums, so that what a cell holds is one difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from etl.parse.performance.tokens import Gap, Token, is_zh
from etl.parse.performance.values import UNIT, is_value
from etl.parse.performance.wording import DEVIATION_CUE, Field

_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{1,4})?分?")
_ZH: Final = re.compile(r"[\u4e00-\u9fff]")
_ASCII: Final = re.compile(r"[!-~]+")
_SIGN: Final = re.compile(r"[<>=≥≤≧≦]")
_REST_OF_DATE: Final = re.compile(r"(?:[年月日]|(?<=月)\d{1,2}(?=日)|[底初末前]|以前|之前|中旬|上旬|下旬)+(?:完成|完工)?$")
_DATE_BEGUN: Final = re.compile(r"[年月]\d{1,2}$")
_DIGIT: Final = re.compile(r"\d")
MOST_WEIGHT: Final = 60  # the weight of one indicator is hardly ever more
_SWALLOWED: Final = 3.0  # a line that looks like a row, read as part of a cell
_BROKEN: Final = 1.5  # a line that ends in a value of its own, read as going on on the next
BEGINS_VALUE: Final = frozenset("0123456789<>=≥≤≧≦-")


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """Printed width in Chinese characters."""
    return sum([1.0 if char > "\u2000" else 0.5 for char in text])


def run_width(text: str) -> float:
    """Width of the beginning of a line that cannot be broken: Latin letters and digits."""
    run = _ASCII.match(text)
    return width(run.group()) if run else 0.0


@lru_cache(maxsize=8192)
def points(key: str) -> Decimal | None:
    """A weight or a score, None for any other text."""
    return Decimal(key.removesuffix("分")) if _POINTS.fullmatch(key) else None


class _Word(NamedTuple):
    """What a token's squeezed text says by itself; `rounds`, `titles`: brackets opened less those closed."""

    points: Decimal | None
    unit: bool
    begins_value: bool
    value: bool
    sign: bool
    rounds: int
    titles: int
    chinese: bool
    cue: bool
    reason: bool  # begins as a reason does
    stops: int
    hanging: float  # what it costs a cell to end so
    joins_number: bool  # a unit, which belongs to the number before it
    goes_on: bool  # goes on with what the line before says


@lru_cache(maxsize=8192)
def _word(key: str) -> _Word:
    begins_value = key[0] in BEGINS_VALUE
    unit = UNIT.match(key)
    whole_unit = unit is not None and UNIT.fullmatch(key) is not None
    return _Word(
        points=points(key),
        unit=whole_unit,
        begins_value=begins_value,
        value=begins_value and is_value(key),
        sign=_SIGN.match(key) is not None,
        rounds=key.count("（") - key.count("）"),
        titles=key.count("《") - key.count("》"),
        chinese=_ZH.search(key) is not None,
        cue=DEVIATION_CUE.search(key) is not None,
        reason=DEVIATION_CUE.match(key) is not None,
        stops=key.count("。"),
        hanging=1.5 if key[-1] in "，、（《" else 0.0,
        joins_number=unit is not None or key[0] in "年月日个",
        goes_on=whole_unit or key[0] in "，、。；）" or _REST_OF_DATE.match(key) is not None,
    )


def _sums(marks: Iterable[float]) -> list[float]:
    return list(accumulate(marks, initial=0.0))


class Facts:
    """Facts of each token (lists as long as the run), and running sums of them (one longer)."""

    def __init__(self, tokens: Sequence[Token], *, paired: bool = True) -> None:
        """`paired` where the table prints weight and score side by side."""
        self.size: Final = len(tokens)
        self.keys: Final = [token.key for token in tokens]
        self.gaps: Final = [token.gap for token in tokens]
        self.same: Final = [gap == Gap.SAME for gap in self.gaps]
        self.text: Final = "".join(self.keys)
        self.offsets: Final = list(accumulate((len(key) for key in self.keys), initial=0))
        self.wide: Final = [width(token.text) for token in tokens]
        self.runs: Final = [0.0 if same else run_width(token.text) for same, token in zip(self.same, tokens, strict=True)]
        self.lines: Final = list(accumulate(int(not same) for same in self.same))
        first = [is_zh(token.text[0]) for token in tokens]
        last = [is_zh(token.text[-1]) for token in tokens]
        self.spaced: Final = [i > 0 and same and first[i] and last[i - 1] for i, same in enumerate(self.same)]
        self.spaced_after: Final = [*(same and zh for same, zh in zip(self.same[1:], first[1:], strict=True)), False]
        self.spaces: Final = list(accumulate(self.spaced, initial=0))
        self._spell()
        self._place(paired=paired)

    def _spell(self) -> None:
        """What the words say."""
        self.words = words = [_word(key) for key in self.keys]
        self.points = [word.points for word in words]
        self.units = [word.unit for word in words]
        self.values = [word.value for word in words]
        rounds, titles = _sums(word.rounds for word in words), _sums(word.titles for word in words)
        self.brackets = list(zip(rounds, titles, strict=True))  # alike where every bracket between is closed
        self.chinese = _sums(word.chinese for word in words)
        self.cues = _sums(word.cue for word in words)
        self.stops = _sums(word.stops for word in words)

    def _place(self, *, paired: bool) -> None:
        """What the words and their places say together."""
        tokens = range(self.size)
        # numbers and signs inside a cell, counted on the token that should have begun another one
        self.amiss = _sums(self._amiss(i) for i in tokens)
        self.paired = _sums(2.0 if i and self.same[i] and self.values[i] and self.values[i - 1] else 0.0 for i in tokens)
        # by the token after a cell: an end in points beside other words, a number parted from its unit
        self.dangling = [self._dangling(end) for end in range(self.size + 1)]
        self.parted = [*(i > 0 and self._parted(i) for i in tokens), False]
        self.anchors = self._anchors() if paired else {}
        self.row_lines = self._row_lines()
        # what the line ends inside a cell cost, a name's and any other's, counted on the token after
        self.worn_name = _sums(self._worn(i, is_name=True) for i in tokens)
        self.worn = _sums(self._worn(i, is_name=False) for i in tokens)
        self.reach = self._reach()

    def key(self, start: int, end: int) -> str:
        """Squeezed text of the tokens `start` to `end`."""
        return self.text[self.offsets[start] : self.offsets[end]]

    def _amiss(self, at: int) -> float:
        if self.words[at].sign:
            return 2.0
        if not at or not self.same[at] or not self.values[at - 1] or not self.keys[at][0].isdigit():
            return 0.0
        return 1.0 if self.points[at] is None else 3.0

    def _dangling(self, end: int) -> float:
        if not end or self.points[end - 1] is None or not self.same[end - 1]:
            return 0.0
        return 0.0 if end < self.size and self.units[end] else 1.2

    def _parted(self, at: int) -> bool:
        return self.same[at] and self.words[at].joins_number and self.keys[at - 1][-1].isdigit()

    def rest_of_date(self, at: int) -> bool:
        """True for a line that goes on with the date that the line before breaks off in: 2023年9, 月30日前."""
        return _DATE_BEGUN.search(self.keys[at - 1]) is not None and _REST_OF_DATE.match(self.keys[at]) is not None

    def _worn(self, at: int, *, is_name: bool) -> float:
        """Cost of a cell that goes on over the line end before a token: after a value of its own, into a line like a row."""
        if not at or self.same[at]:
            return 0.0
        ends_in_value = self.values[at - 1] and (is_name or self.points[at - 1] is None)
        broken = _BROKEN if ends_in_value and not self.words[at].goes_on else 0.0
        return broken + (_SWALLOWED if at in self.row_lines else 0.0)

    def _reach(self) -> list[int]:
        """How far a cell of text that begins at a token can go: to a tight line end or a weight that stands fast."""
        reach, wall = [self.size] * self.size, self.size
        for at in range(self.size - 1, -1, -1):
            reach[at] = wall
            if self.gaps[at] == Gap.TIGHT or at in self.anchors:
                wall = at
        return reach

    def _anchors(self) -> dict[int, Field]:
        """Tokens that can only be weight and score: two numbers after a value, before a line end or words."""
        found: dict[int, Field] = {}
        same, values = self.same, self.values
        for i, (weight, score) in enumerate(pairwise(self.points)):
            if weight is None or score is None or not 0 < weight <= MOST_WEIGHT or not same[i + 1]:
                continue
            paired = i > 1 and same[i] and same[i - 1] and values[i - 1] and values[i - 2]  # after target and actual value
            if i in found or (score > weight and not paired):
                continue
            if i + 2 < self.size and same[i + 2] and self.units[i + 2]:
                continue  # target and actual value before the column of units
            if i + 2 < self.size and same[i + 2] and values[i + 2] and not (paired and self._begins_reason(i + 2)):
                continue
            if same[i] or (i and values[i - 1]):
                found[i], found[i + 1] = Field.WEIGHT, Field.SCORE
        return found

    def _begins_reason(self, at: int) -> bool:
        """True for a number with words after it on its line, the beginning of a reason and no value."""
        return at + 1 < self.size and self.same[at + 1] and self.words[at + 1].chinese and not self.units[at + 1]

    def _row_lines(self) -> frozenset[int]:
        """First tokens of lines that look like a row of their own, words and then a value, though without points."""
        found: list[int] = []
        starts = [i for i, same in enumerate(self.same) if not same or not i]
        for start, end in pairwise([*starts, self.size]):
            stub = len(self.keys[start]) < 2 and not self.keys[start].isdigit()
            if end - start < 2 or stub or self.units[start] or any(i in self.anchors for i in range(start, end)):
                continue
            if end - start > 2 and self.points[end - 2] is not None and self.points[end - 1] is not None:
                continue  # values and their points as likely as a row
            words = not self.keys[start][0].isdigit() or self.points[end - 1] is None
            if words and self._ends_in_value(start, end) and not is_value(self.key(start, end)):
                found.append(start)
        return frozenset(found)

    def _ends_in_value(self, start: int, end: int) -> bool:
        """True for a line with a value that words follow, or that ends in one."""
        followed = any(
            (self.values[i] and not self.keys[i][-1].isdigit() and self.spaced_after[i])
            or (self.spaced[i + 1] and _DIGIT.search(self.key(start + 1, i + 1)))
            for i in range(start + 1, end - 1)
        )
        year = len(self.keys[end - 1]) == 4 and self.keys[end - 1].isdigit()
        return followed or (self.values[end - 1] and not year) or is_value(self.key(end - 2, end))
