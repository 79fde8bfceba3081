"""What a cell of each column of the indicator table looks like, as costs of reading a run of tokens as that cell.

A line that wraps is full; a target and its actual value look alike; a score does not exceed its weight; a row begins a line;
a reason for a deviation stands after a lost point. The figures are weights of evidence, set on the forms of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from etl.parse.performance.facts import BEGINS_VALUE, MOST_WEIGHT, Facts, points
from etl.parse.performance.right_edge import RightEdge
from etl.parse.performance.tokens import Gap, Token
from etl.parse.performance.value_wording import COMPARATORS, NATURES
from etl.parse.performance.values import UNIT, is_value
from etl.parse.performance.wording import REST_OF, Field

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
_NO_POINTS: Final = 1.6  # weight and score of a merged cell stand on the group's first row only
_SPACE: Final = {Field.NAME: 1.6, Field.DEVIATION: 0.4}  # a space between two Chinese characters inside a cell
_ROW_LINE: Final = 1.5  # a line that looks like a row, read as one
_TORN: Final = 1.2  # the rest of a torn cell at the top of a page
_OWN_COLUMN: Final = 2.0  # a unit in the cell before the column of units
_TOO_DEAR: Final = 7.0
_VALUE_HEADS: Final = BEGINS_VALUE | frozenset("达大小不至等高低超多少当每")  # 达90%以上, 大于等于95%, 当年11月
_LONGEST_VALUE: Final = 24

Span = tuple[int, float, int]  # where a cell ends, what it costs by itself, and its shape
ONE_LINE, ONE_NUMBER, WRAPPED = range(3)  # shapes of cells: on one line, so and ending in points, on several lines
Shaped = tuple[float, float, float]  # a cost for each shape


class _Kind(IntEnum):
    """What a column holds."""

    NUMBER = 0
    WORDS = 1
    TEXT = 2
    REST = 3  # of a torn cell


class _Follows(IntEnum):
    """What a cell says beside the one before it in its row."""

    NOTHING = 0
    SCORE_AND_WEIGHT = 1
    REASON_AND_SCORE = 2
    REASON_AND_TARGET = 3


_OF_PAIR: Final = {
    (Field.WEIGHT, Field.SCORE): _Follows.SCORE_AND_WEIGHT,
    (Field.SCORE, Field.DEVIATION): _Follows.REASON_AND_SCORE,
    (Field.TARGET, Field.DEVIATION): _Follows.REASON_AND_TARGET,
}
_KINDS: Final = {
    **dict.fromkeys((Field.WEIGHT, Field.SCORE), _Kind.NUMBER),
    **dict.fromkeys((Field.NATURE, Field.COMPARATOR, Field.UNIT), _Kind.WORDS),
    **dict.fromkeys(REST_OF, _Kind.REST),
}
_NUMBER: Final = _Kind.NUMBER  # names of their own, since a member is looked up slowly and these thousands of times
_TEXT: Final = _Kind.TEXT
_REST: Final = _Kind.REST
_SCORE_AND_WEIGHT: Final = _Follows.SCORE_AND_WEIGHT
_REASON_AND_SCORE: Final = _Follows.REASON_AND_SCORE


class _Table:
    """What follows from the columns of a table alone, by their positions; -1 for a column that it does not have."""

    def __init__(self, columns: tuple[Field, ...]) -> None:
        self.columns: Final = (*columns, *(rest for rest, column in REST_OF.items() if column in columns))
        self.whole: Final = len(columns)  # columns from here on are rests of torn cells
        count = len(self.columns)
        self.kinds: Final = [_KINDS.get(column, _Kind.TEXT) for column in self.columns]
        self.follows: Final = [[_OF_PAIR.get((last, name), _Follows.NOTHING) for last in self.columns] for name in self.columns]
        # the cost of leaving out the cells of the columns from one to another
        self.gaps: Final = [[_skipping(self.columns, first, end) for end in range(count + 1)] for first in range(count + 1)]
        self.target: Final = self.columns.index(Field.TARGET) if Field.TARGET in columns else -1
        self.actual: Final = self.columns.index(Field.ACTUAL) if Field.ACTUAL in columns else -1
        self.score: Final = self.columns.index(Field.SCORE) if Field.SCORE in columns else -1
        self.deviations: Final = Field.DEVIATION in columns
        unit = columns.index(Field.UNIT) if Field.UNIT in columns else 0
        self.before_unit: Final = columns[unit - 1] if unit else None


@lru_cache(maxsize=64)
def _table(columns: tuple[Field, ...]) -> _Table:
    return _Table(columns)


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
    """Costs over one run of tokens. What several columns or readings ask alike is worked out once."""

    def __init__(self, tokens: Sequence[Token], columns: Sequence[Field], layout: Layout) -> None:
        self.layout: Final = layout
        self.facts: Final = Facts(tokens, paired=(Field.WEIGHT, Field.SCORE) in pairwise(columns))
        self.table: Final = _table(tuple(columns))
        self.least: Final = [float("inf")] * (len(tokens) + 1)  # cost of the cheapest reading up to each token so far
        widths = layout.widths
        self.alike: Final = (  # a target and an actual value cost the same
            widths.get(Field.TARGET) == widths.get(Field.ACTUAL) and self.table.before_unit not in (Field.TARGET, Field.ACTUAL)
        )
        self._cells: Final[dict[tuple[Field, int], list[Span]]] = {}
        self._near: Final[dict[tuple[int, int, bool], Shaped]] = {}
        self._lines: Final[dict[tuple[int, float, float | None], list[float]]] = {}

    def loses_points(self, score: int) -> bool:
        """True where the score at a token is lower than the weight before it."""
        return score > 0 and self.facts.points[score] != self.facts.points[score - 1]

    def row_start(self, at: int) -> float:
        """Cost of a row that begins close below the row before; less for a line that looks like one."""
        return (3.0 if self.facts.gaps[at] == Gap.TIGHT else 0.0) - (_ROW_LINE if at in self.facts.row_lines else 0.0)

    def spans(self, column: int, start: int) -> Sequence[Span]:
        """Where a cell of a column that begins at `start` may end, with what the cell costs by itself."""
        name, kind = self.table.columns[column], self.table.kinds[column]
        forced = self.facts.anchors.get(start)
        if forced is not None and forced != name:
            return ()
        if kind == _TEXT:
            return self._texts(start, name)
        if kind == _NUMBER:
            cost = self._number(start, name)
            return () if cost is None else ((start + 1, cost, ONE_NUMBER),)
        if kind == _REST:
            whole = 3.0 if name == Field.REST_NAME and len(self.facts.keys[start]) < 2 else 0.0  # a rest may be one character
            spans = self._texts(start, REST_OF[name])
            return tuple((end, cost + _TORN - (whole if end == start + 1 else 0.0), shape) for end, cost, shape in spans)
        return self._words(start, name)

    def _number(self, at: int, column: Field) -> float | None:
        facts = self.facts
        number = facts.points[at]
        if number is None:
            return None
        cost = (0.0 if number <= MOST_WEIGHT else 1.0) + (2.5 if at in facts.row_lines else 0.0)
        if at + 1 < facts.size and facts.same[at + 1] and facts.units[at + 1]:
            cost += 3.0
        return cost + (2.0 if column == Field.WEIGHT and not number else 0.0)

    def _words(self, start: int, column: Field) -> Sequence[Span]:
        facts = self.facts
        spans: list[Span] = []
        for end in range(start + 1, min(start + 5, facts.size + 1)):
            if end > start + 1 and facts.gaps[end - 1] == Gap.TIGHT:
                break
            key = facts.key(start, end)
            if column == Field.COMPARATOR and end < facts.size and facts.key(start, end + 1) in COMPARATORS:
                continue  # 大于 before 等于
            if column == Field.UNIT:
                torn = bool(start) and not facts.same[start] and facts.rest_of_date(start)  # 日 of a date is no unit
                spans.append(
                    (end, _TOO_DEAR if torn else -0.3 if UNIT.fullmatch(key) else 2.0 + len(key), self._shape(start, end))
                )
            elif key in NATURES or (key in COMPARATORS and column != Field.NATURE):  # 定性 stands where ≥ does
                spans.append((end, -0.5, self._shape(start, end)))
        return tuple(span for span in spans if span[1] < _TOO_DEAR)

    def _shape(self, start: int, end: int) -> int:
        lines = self.facts.lines
        if lines[end - 1] > lines[start]:
            return WRAPPED
        return ONE_LINE if self.facts.points[end - 1] is None else ONE_NUMBER

    def _texts(self, start: int, column: Field) -> Sequence[Span]:
        """Cells of text that begin at a token, by the column they stand in."""
        column = Field.TARGET if column == Field.ACTUAL and self.alike else column
        found = self._cells.get((column, start))
        if found is None:
            cells = self._names if column == Field.NAME else self._reasons if column == Field.DEVIATION else self._values
            lines, points, line = self.facts.lines, self.facts.points, self.facts.lines[start]
            found = self._cells[column, start] = [
                (end, cost, WRAPPED if lines[end - 1] > line else ONE_LINE if points[end - 1] is None else ONE_NUMBER)
                for end, cost in cells(start, column)
                if cost < _TOO_DEAR
            ]
        return found

    def _grown(self, start: int, column: Field) -> Iterator[tuple[int, float, float]]:
        """Cells of text, grown token by token: where they end, what their lines cost, what is amiss in any cell's words."""
        facts, is_name = self.facts, column == Field.NAME
        lines, spaces, brackets, words = facts.lines, facts.spaces, facts.brackets, facts.words
        worn, space = facts.worn_name if is_name else facts.worn, _SPACE.get(column, 1.1)
        last_line, worn_before, spaces_before = lines[start] + _MAX_LINES[column] - 1, worn[start + 1], spaces[start + 1]
        lead = self.layout.lead if is_name and not start else 0.0
        opened, end = brackets[start], start
        for uneven in self._uneven(start, lead, self.layout.widths.get(column)):
            last, end = end, end + 1
            steady = worn[end] - worn_before + space * (spaces[end] - spaces_before) + uneven
            if steady > _TOO_DEAR or lines[last] > last_line:
                break
            yield end, steady, (1.5 if brackets[end] != opened else 0.0) + words[last].hanging

    def _uneven(self, start: int, lead: float, known: float | None) -> list[float]:
        """Cost of the ragged lines of the cells that begin at a token, the shortest first, as far as any column goes.

        A cell never crosses a tight line end or a weight that stands fast.
        """
        found = self._lines.get((start, lead, known))
        if found is not None:
            return found
        facts, found, edge = self.facts, [], RightEdge(lead, known)
        same, wide, worn, worn_before = facts.same, facts.wide, facts.worn, facts.worn[start + 1]
        for at in range(start, facts.reach[start]):
            if at > start and not same[at]:
                edge.break_line(facts.runs[at])
            cost = edge.grow(wide[at] + 0.25 if at > start and same[at] else wide[at])
            if cost + worn[at + 1] - worn_before > _TOO_DEAR:
                break
            found.append(cost)
        self._lines[start, lead, known] = found
        return found

    def _names(self, start: int, column: Field) -> Iterator[tuple[int, float]]:
        facts = self.facts
        chinese, paired, stops, keys = facts.chinese, facts.paired, facts.stops, facts.keys
        first, words = keys[start], facts.words[start]
        reason = 1.2 if words.reason else 0.0
        number = 2.0 if first[4:5] == "年" else 4.0
        for end, steady, amiss in self._grown(start, column):
            if chinese[end] == chinese[start]:
                continue
            single = end - start == 1
            cost = 3.0 if single and len(first) < 2 and not (self.layout.lead and not start) else 0.0
            if words.sign or (first[0].isdigit() and is_value(facts.key(start, end))):
                cost += number
            cost += paired[end] - paired[start + 1]
            if not single and facts.values[end - 1]:
                cost += 0.8
            if stops[end] - stops[start] > (keys[end - 1][-1] == "。"):
                cost += 0.8
            yield end, steady + (amiss + (cost + reason))

    def _reasons(self, start: int, column: Field) -> Iterator[tuple[int, float]]:
        facts = self.facts
        chinese, cues, begins_value = facts.chinese, facts.cues, facts.words[start].begins_value
        row_line = 2.0 if start in facts.row_lines else 0.0
        beside = 0.8 if facts.gaps[start] in (Gap.SAME, Gap.TIGHT) else 0.0
        for end, steady, amiss in self._grown(start, column):
            value = chinese[end] == chinese[start] or (begins_value and is_value(facts.key(start, end)))
            cost = amiss + row_line + (3.4 if value else 0.4) - (0.8 if cues[end] > cues[start] else 0.0)
            yield end, steady + (cost - beside)

    def _values(self, start: int, column: Field) -> Iterator[tuple[int, float]]:
        facts = self.facts
        offsets, begun = facts.offsets, facts.offsets[start]
        row_line = 2.0 if start in facts.row_lines else 0.0
        unit = 3.0 if start and (facts.units[start] if facts.same[start] else facts.rest_of_date(start)) else 0.0
        may_be_value, parts = facts.keys[start][0] in _VALUE_HEADS, column != self.table.before_unit
        for end, steady, amiss in self._grown(start, column):
            cost = (facts.dangling[end] if end - start > 1 else 0.0) + unit
            if parts and facts.parted[end]:
                cost += 3.0
            elif not parts and end - start > 1 and facts.units[end - 1]:
                cost += _OWN_COLUMN
            length = offsets[end] - begun
            if not (may_be_value and length <= _LONGEST_VALUE and is_value(facts.text[begun : offsets[end]])):
                cost += 0.2 if column == Field.BASIS else 0.6 + 0.01 * min(length, 20)
            yield end, steady + (amiss + row_line + (cost + (facts.amiss[end] - facts.amiss[start + 1])))

    def after(self, column: int, start: int, last: int, last_start: int) -> Shaped:
        """What a cell costs more or less because of the cell before it in its row, by the cell's shape.

        How much an actual value looks like its target is `likeness`.
        """
        facts = self.facts
        short = facts.lines[start - 1] == facts.lines[last_start]
        near = self._near.get((column, start, short))
        if near is None:
            near = self._near[column, start, short] = self._distance(self.table.columns[column], start, short)
        follows = self.table.follows[column][last]
        if not follows:
            return near
        more = 1.5
        if follows == _SCORE_AND_WEIGHT:
            weight, score = facts.points[last_start], facts.points[start]
            more = 3.0 if weight is not None and score is not None and score > weight else 0.0
        elif follows == _REASON_AND_SCORE:
            more = -0.5 if self.loses_points(last_start) else 1.0
        return near[0] + more, near[1] + more, near[2] + more

    def likeness(self, target: int, start: int, end: int) -> float:
        """How much the cell `start` to `end` looks like the target before it, which begins at `target`."""
        text, offsets = self.facts.text, self.facts.offsets
        middle = offsets[start]
        return _likeness(text[offsets[target] : middle], text[middle : offsets[end]])

    def _distance(self, name: Field, start: int, short: bool) -> Shaped:
        """Cells of a row are centred on one height: two of one line stand on one line, longer ones do not.

        `short`: the cell before has one line.
        """
        gap = self.facts.gaps[start]
        if name in REST_OF:
            return _NEAR
        if gap == Gap.PAGE:
            cost = 0.6 if name in (Field.WEIGHT, Field.SCORE) else 1.0 if name == Field.DEVIATION else 1.5
            return cost, cost, cost
        if not self.layout.spaced_lines:
            return _NEAR
        if gap == Gap.SAME:
            return (0.0, 0.0, 1.0) if short else (1.0, 1.0, 1.0)
        if not short:
            return _NEAR
        apart = 1.0 if gap == Gap.TIGHT else 2.0
        return apart, 1.0 if name in (Field.WEIGHT, Field.ACTUAL) else apart, 0.0  # a number may be a merged cell's


_NEAR: Final = (0.0, 0.0, 0.0)


@lru_cache(maxsize=8192)
def _likeness(target: str, actual: str) -> float:
    """How much a target and an actual value look like a pair."""
    if target == actual:
        if points(actual) is not None:
            return 0.4
        return 0.7 if is_value(actual) else 1.8 + min(2.2, 0.1 * len(actual))
    if is_value(target) and is_value(actual):
        return 0.3
    if points(actual) is not None:
        return -0.6
    common = len(set(target) & set(actual)) / max(len(set(target)), len(set(actual)))
    return 0.8 * common
