"""What a cell of each column of the indicator table looks like, as costs of reading a run of tokens as that cell.

A line that wraps is full; a target and its actual value look alike; a score does not exceed its weight; a row begins a line;
a reason for a deviation stands after a lost point. The figures are weights of evidence, set on the forms of the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from etl.parse.performance.tokens import Gap, Token
from etl.parse.performance.values import UNIT, is_value
from etl.parse.performance.wording import COMPARATORS, DEVIATION_CUE, NATURES, REST_OF, Field

_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{1,4})?分?")
_ZH: Final = re.compile(r"[\u4e00-\u9fff]")
_ASCII: Final = re.compile(r"[!-~]+")
_SIGN: Final = re.compile(r"[<>=≥≤≧≦]")
_DIGIT: Final = re.compile(r"\d")
_MAX_LINES: Final = {Field.NAME: 9, Field.TARGET: 16, Field.ACTUAL: 16, Field.BASIS: 8, Field.DEVIATION: 24}
_SKIP: Final = {
    Field.NAME: 6.0,
    Field.NATURE: 1.5,
    Field.COMPARATOR: 0.3,
    Field.TARGET: 3.5,
    Field.BASIS: 1.5,
    Field.ACTUAL: 1.5,
    Field.UNIT: 0.3,
    Field.WEIGHT: 2.2,
    Field.SCORE: 2.6,
    Field.DEVIATION: 0.0,
}
MOST_WEIGHT: Final = 60  # the weight of one indicator is hardly ever more
_NO_POINTS: Final = 1.6  # weight and score of a merged cell stand on the group's first row only
_SPACE: Final = {Field.NAME: 1.6, Field.DEVIATION: 0.4}  # a space between two Chinese characters inside a cell
_SWALLOWED: Final = 3.0  # a line that looks like a row, read as part of a cell
_ROW_LINE: Final = 1.5  # the same line, read as a row
_TORN: Final = 1.2  # the rest of a torn cell at the top of a page
_TOO_DEAR: Final = 7.0
_BEGINS_VALUE: Final = frozenset("0123456789<>=≥≤≧≦-")
_VALUE_HEADS: Final = _BEGINS_VALUE | frozenset("达大小不至等高低超多少当每")  # 达90%以上, 大于等于95%, 当年11月
_LONGEST_VALUE: Final = 24

Span = tuple[int, float]


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """Printed width in Chinese characters."""
    return sum(1.0 if ord(char) > 0x2000 else 0.5 for char in text)


def run_width(text: str) -> float:
    """Width of the beginning of a line that cannot be broken: Latin letters and digits."""
    run = _ASCII.match(text)
    return width(run.group()) if run else 0.0


@lru_cache(maxsize=8192)
def points(key: str) -> Decimal | None:
    """A weight or a score, None for any other text."""
    return Decimal(key.removesuffix("分")) if _POINTS.fullmatch(key) else None


@lru_cache(maxsize=64)
def _gaps(columns: tuple[Field, ...]) -> list[list[float]]:
    """Cost of leaving out the cells of the columns from one to another, for every pair."""
    count = len(columns)
    return [[_skipping(columns, first, end) for end in range(count + 1)] for first in range(count + 1)]


def _skipping(columns: Sequence[Field], first: int, end: int) -> float:
    missing = columns[first:end]
    cost = sum(_SKIP.get(column, 0.0) for column in missing)
    if Field.WEIGHT in missing and Field.SCORE in missing:
        cost -= _SKIP[Field.WEIGHT] + _SKIP[Field.SCORE] - _NO_POINTS
        cost -= 0.6 if Field.ACTUAL in missing else 0.0
    return cost


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a form's table before its rows are read.

    `widths`: of columns, where wrapped lines show them. `lead`: width of a number 指标 1： before the first name.
    `spaced_lines`: distances between lines are known (see `Gap.TIGHT`).
    """

    widths: Mapping[Field, float] = field(default_factory=dict)
    lead: float = 0.0
    spaced_lines: bool = True


class CellCosts:
    """Costs over one run of tokens; what can be known of each token is worked out once."""

    def __init__(self, tokens: Sequence[Token], columns: Sequence[Field], layout: Layout) -> None:
        self.tokens, self.layout = tokens, layout
        self.columns: Final = (*columns, *(rest for rest, column in REST_OF.items() if column in columns))
        self.whole: Final = len(columns)  # columns from here on are rests of torn cells
        self.target: Final = self.columns.index(Field.TARGET) if Field.TARGET in columns else -1
        unit = self.columns.index(Field.UNIT) if Field.UNIT in columns else 0
        self.before_unit: Final = self.columns[unit - 1] if unit else None
        self.gaps: Final = _gaps(self.columns)
        self.deviations: Final = Field.DEVIATION in self.columns
        self.keys: Final = [token.key for token in tokens]
        self.points: Final = [points(key) for key in self.keys]
        self.units: Final = [UNIT.fullmatch(key) is not None for key in self.keys]
        self.values: Final = [key[0] in _BEGINS_VALUE and is_value(key) for key in self.keys]
        self.spaced: Final = [
            token.gap == Gap.SAME and i > 0 and bool(_ZH.match(token.text[0])) and bool(_ZH.match(tokens[i - 1].text[-1]))
            for i, token in enumerate(tokens)
        ]
        self.spaced_after: Final = [
            i + 1 < len(tokens) and tokens[i + 1].gap == Gap.SAME and bool(_ZH.match(tokens[i + 1].text[0]))
            for i in range(len(tokens))
        ]
        self.wide: Final = [width(token.text) for token in tokens]
        self.lines: Final = list(accumulate(int(token.gap != Gap.SAME) for token in tokens))
        self.text: Final = "".join(self.keys)
        self.offsets: Final = list(accumulate((len(key) for key in self.keys), initial=0))
        same = [token.gap == Gap.SAME for token in tokens]
        self.rounds: Final = self._sums(key.count("（") - key.count("）") for key in self.keys)
        self.titles: Final = self._sums(key.count("《") - key.count("》") for key in self.keys)
        self.chinese: Final = self._sums(bool(_ZH.search(key)) for key in self.keys)
        self.cues: Final = self._sums(bool(DEVIATION_CUE.search(key)) for key in self.keys)
        self.stops: Final = self._sums(key.count("。") for key in self.keys)
        # numbers and signs inside a cell, counted on the token that should have begun another one
        self.amiss: Final = self._sums(self._amiss(i) for i in range(len(tokens)))
        self.paired: Final = self._sums(
            2.0 if i and same[i] and self.values[i] and self.values[i - 1] else 0.0 for i in range(len(tokens))
        )
        self.least: Final = [float("inf")] * (len(tokens) + 1)  # cost of the cheapest reading up to each token so far
        self.anchors: Final = self._anchors()
        self.row_lines: Final = self._row_lines()

    def _amiss(self, at: int) -> float:
        key = self.keys[at]
        if _SIGN.match(key):
            return 2.0
        if not at or self.tokens[at].gap != Gap.SAME or not self.values[at - 1] or not key[0].isdigit():
            return 0.0
        return 1.0 if self.points[at] is None else 3.0

    @staticmethod
    def _sums(marks: Iterable[float]) -> list[float]:
        """Running sums, so that what a segment holds is one difference."""
        return list(accumulate(marks, initial=0.0))

    def key(self, start: int, end: int) -> str:
        """Squeezed text of the tokens `start` to `end`."""
        return self.text[self.offsets[start] : self.offsets[end]]

    def _anchors(self) -> dict[int, Field]:
        """Tokens that can only be weight and score: two numbers after a value, before a line end or words."""
        found: dict[int, Field] = {}
        tokens = self.tokens
        for i in range(len(tokens) - 1):
            weight, score = self.points[i], self.points[i + 1]
            if (
                weight is None
                or score is None
                or not 0 < weight <= MOST_WEIGHT
                or score > weight
                or tokens[i + 1].gap != Gap.SAME
            ):
                continue
            if i + 2 < len(tokens) and tokens[i + 2].gap == Gap.SAME and self.values[i + 2]:
                continue
            if tokens[i].gap != Gap.SAME or (i and self.values[i - 1]):
                found[i], found[i + 1] = Field.WEIGHT, Field.SCORE
        return found

    def _row_lines(self) -> frozenset[int]:
        """First tokens of lines that look like a row of their own, words and then a value, though without points."""
        found: list[int] = []
        starts = [i for i, token in enumerate(self.tokens) if token.gap != Gap.SAME or not i]
        for start, end in pairwise([*starts, len(self.tokens)]):
            stub = len(self.keys[start]) < 2 and not self.keys[start].isdigit()
            if end - start < 2 or stub or self.units[start] or any(i in self.anchors for i in range(start, end)):
                continue
            if end - start > 2 and self.points[end - 2] is not None and self.points[end - 1] is not None:
                continue  # values and their points as likely as a row
            words = not self.keys[start][0].isdigit() or self.points[end - 1] is None
            followed = any(
                (self.values[i] and not self.keys[i][-1].isdigit() and self.spaced_after[i])
                or (self.spaced[i + 1] and _DIGIT.search("".join(self.keys[start + 1 : i + 1])))
                for i in range(start + 1, end - 1)
            )
            year = len(self.keys[end - 1]) == 4 and self.keys[end - 1].isdigit()
            tail = (self.values[end - 1] and not year) or is_value("".join(self.keys[end - 2 : end]))
            if words and (followed or tail) and not is_value("".join(self.keys[start:end])):
                found.append(start)
        return frozenset(found)

    def loses_points(self, score: int) -> bool:
        """True where the score at a token is lower than the weight before it."""
        return score > 0 and self.points[score] != self.points[score - 1]

    def row_start(self, at: int) -> float:
        """Cost of a row that begins close below the row before; less for a line that looks like one."""
        return (3.0 if self.tokens[at].gap == Gap.TIGHT else 0.0) - (_ROW_LINE if at in self.row_lines else 0.0)

    def spans(self, column: int, start: int) -> tuple[Span, ...]:
        """Where a cell of a column that begins at `start` may end, with what the cell costs by itself."""
        name = self.columns[column]
        forced = self.anchors.get(start)
        if forced is not None and forced != name:
            return ()
        if name in (Field.WEIGHT, Field.SCORE):
            cost = self._number(start, name)
            return () if cost is None else ((start + 1, cost),)
        if name in (Field.NATURE, Field.COMPARATOR, Field.UNIT):
            return self._words(start, name)
        if name in REST_OF:
            whole = 3.0 if name == Field.REST_NAME and len(self.keys[start]) < 2 else 0.0  # a rest may be one character
            spans = self._texts(start, REST_OF[name])
            return tuple((end, cost + _TORN - (whole if end == start + 1 else 0.0)) for end, cost in spans)
        return self._texts(start, name)

    def _number(self, at: int, column: Field) -> float | None:
        number = self.points[at]
        if number is None:
            return None
        cost = (0.0 if number <= MOST_WEIGHT else 1.0) + (2.5 if at in self.row_lines else 0.0)
        if at + 1 < len(self.tokens) and self.tokens[at + 1].gap == Gap.SAME and self.units[at + 1]:
            cost += 3.0
        return cost + (2.0 if column == Field.WEIGHT and not number else 0.0)

    def _words(self, start: int, column: Field) -> tuple[Span, ...]:
        spans: list[Span] = []
        key = ""
        for end in range(start + 1, min(start + 5, len(self.tokens) + 1)):
            if end > start + 1 and self.tokens[end - 1].gap == Gap.TIGHT:
                break
            key += self.keys[end - 1]
            if column == Field.UNIT:
                spans.append((end, -0.3 if UNIT.fullmatch(key) else 2.0 + len(key)))
            elif key in (NATURES if column == Field.NATURE else COMPARATORS):
                spans.append((end, -0.5))
        return tuple(span for span in spans if span[1] < _TOO_DEAR)

    def _texts(self, start: int, column: Field) -> tuple[Span, ...]:
        """Cells of text, grown token by token; a cell never crosses a tight line end or a weight that stands fast."""
        spans: list[Span] = []
        most, known = _MAX_LINES[column], self.layout.widths.get(column)
        space = _SPACE.get(column, 1.1)
        spaces, pieces = 0, [self.layout.lead if column == Field.NAME and not start else 0.0]
        runs: list[float] = []  # width of the unbreakable beginning of each line after the first
        broken = 0.0
        for end in range(start + 1, len(self.tokens) + 1):
            at = end - 1
            token = self.tokens[at]
            if at > start:
                if token.gap == Gap.TIGHT or at in self.anchors:
                    break
                if token.gap == Gap.SAME:
                    pieces[-1] += 0.25
                    spaces += self.spaced[at]
                else:
                    broken += self._broken(column, at) + (_SWALLOWED if at in self.row_lines else 0.0)
                    if len(pieces) == most:
                        break
                    runs.append(run_width(token.text))
                    pieces.append(0.0)
            pieces[-1] += self.wide[at]
            steady = broken + space * spaces + (ragged(pieces, runs, known) if runs or known else 0.0)
            if steady > _TOO_DEAR:
                break
            cost = steady + self._looks(column, start, end)
            if cost < _TOO_DEAR:
                spans.append((end, cost))
        return tuple(spans)

    def _broken(self, column: Field, at: int) -> float:
        """Cost of wrapping after a line that ends in a value of its own."""
        before = at - 1
        ends_in_value = self.values[before] and (column == Field.NAME or self.points[before] is None)
        return 1.5 if ends_in_value and not (self.units[at] or self.keys[at][0] in "，、。；）") else 0.0

    def _looks(self, column: Field, start: int, end: int) -> float:
        last = self.keys[end - 1][-1]
        cost = 1.5 if self.rounds[end] != self.rounds[start] or self.titles[end] != self.titles[start] else 0.0
        cost += 1.5 if last in "，、（《" else 0.0
        if column == Field.NAME:
            return cost + self._looks_name(start, end)
        cost += 2.0 if start in self.row_lines else 0.0
        if column != Field.DEVIATION:
            return cost + self._looks_value(column, start, end)
        value = self.keys[start][0] in _BEGINS_VALUE and is_value(self.key(start, end))
        cost += 3.4 if value or self.chinese[end] == self.chinese[start] else 0.4
        cost -= 0.8 if self.cues[end] > self.cues[start] else 0.0
        return cost - (0.8 if self.tokens[start].gap in (Gap.SAME, Gap.TIGHT) else 0.0)

    def _looks_name(self, start: int, end: int) -> float:
        first = self.keys[start]
        cost = 3.0 if end - start == 1 and len(first) < 2 else 0.0
        if self.chinese[end] == self.chinese[start]:
            return cost + 8.0
        if _SIGN.match(first) or (first[0].isdigit() and is_value(self.key(start, end))):
            cost += 2.0 if first[4:5] == "年" else 4.0
        cost += self.paired[end] - self.paired[start + 1]
        if end - start > 1 and self.values[end - 1]:
            cost += 0.8
        if self.stops[end] - self.stops[start] > (self.keys[end - 1][-1] == "。"):
            cost += 0.8
        return cost + (1.2 if DEVIATION_CUE.match(first) else 0.0)

    def _looks_value(self, column: Field, start: int, end: int) -> float:
        cost, tokens, keys = 0.0, self.tokens, self.keys
        if end - start > 1 and self.points[end - 1] is not None and tokens[end - 1].gap == Gap.SAME:
            cost += 0.0 if end < len(tokens) and self.units[end] else 1.2
        if self.units[start] and start and tokens[start].gap == Gap.SAME:
            cost += 3.0
        digits = keys[end - 1][-1].isdigit()
        cut = digits and end < len(tokens) and tokens[end].gap == Gap.SAME and column != self.before_unit
        if cut and (UNIT.match(keys[end]) or keys[end][0] in "年月日个"):
            cost += 3.0
        length = self.offsets[end] - self.offsets[start]
        if not (keys[start][0] in _VALUE_HEADS and length <= _LONGEST_VALUE and is_value(self.key(start, end))):
            cost += 0.2 if column == Field.BASIS else 0.6 + 0.01 * min(length, 20)
        return cost + self.amiss[end] - self.amiss[start + 1]

    def after(self, column: int, start: int, end: int, last: int, last_start: int) -> float:
        """What a cell costs more or less because of the cell before it in its row."""
        name, previous = self.columns[column], self.columns[last]
        cost = self._distance(name, start, end, last_start)
        if name == Field.ACTUAL and previous == Field.TARGET:
            return cost - _likeness(self.key(last_start, start), self.key(start, end))
        if name == Field.SCORE:
            weight, score = self.points[last_start], self.points[start]
            over = previous == Field.WEIGHT and weight is not None and score is not None and score > weight
            return cost + (3.0 if over else 0.0)
        if name == Field.DEVIATION and previous == Field.SCORE:
            return cost + (-0.5 if self.loses_points(last_start) else 1.0)
        if name == Field.DEVIATION and previous == Field.TARGET:
            return cost + 1.5
        return cost

    def _distance(self, name: Field, start: int, end: int, last_start: int) -> float:
        """Cells of a row are centred on one height: two of one line stand on one line, longer ones do not."""
        gap = self.tokens[start].gap
        if name in REST_OF:
            return 0.0
        if gap == Gap.PAGE:
            return 0.6 if name in (Field.WEIGHT, Field.SCORE) else 1.0 if name == Field.DEVIATION else 1.5
        if not self.layout.spaced_lines:
            return 0.0
        before = self.lines[start - 1] - self.lines[last_start] + 1
        here = self.lines[end - 1] - self.lines[start] + 1
        if gap == Gap.SAME:
            return 0.0 if before == here == 1 else 1.0
        if before == here == 1:
            merged = name in (Field.WEIGHT, Field.ACTUAL) and self.points[end - 1] is not None
            return 1.0 if gap == Gap.TIGHT or merged else 2.0
        return 0.0


def ragged(pieces: Sequence[float], runs: Sequence[float], known: float | None) -> float:
    """Cost of lines that end before their column does, or that are wider than it; the last line may be short."""
    cost = sum(min(3.0, 1.2 * max(0.0, piece - known - 1.0)) for piece in pieces) if known else 0.0
    if not runs:
        return cost
    full = max(pieces) if known is None else max(known, *pieces)
    for piece, run in zip(pieces, runs, strict=False):
        cost += min(2.0, 0.6 * max(0.0, full - piece - 1.3 - run))
    return cost


@lru_cache(maxsize=8192)
def _likeness(target: str, actual: str) -> float:
    """How much a target and an actual value look like a pair."""
    if target == actual:
        if _POINTS.fullmatch(actual):
            return 0.4
        return 0.7 if is_value(actual) else 1.8 + min(2.2, 0.1 * len(actual))
    if is_value(target) and is_value(actual):
        return 0.3
    if _POINTS.fullmatch(actual):
        return -0.6
    common = len(set(target) & set(actual)) / max(len(set(target)), len(set(actual)))
    return 0.8 * common
