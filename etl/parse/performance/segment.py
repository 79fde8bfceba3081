"""Indicator rows out of running tokens: which run of tokens is which cell.

Rows are printed cell after cell, the lines of one cell together, so a row is a sequence of segments in the order of the
header. The cheapest sequence is found by dynamic programming over `CellCosts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from etl.parse.performance.costs import WRAPPED, CellCosts, Layout, Span
from etl.parse.performance.facts import MOST_WEIGHT, points
from etl.parse.performance.tokens import Gap, Token, is_zh
from etl.parse.performance.values import UNIT, is_value
from etl.parse.performance.wording import Field

_BEAM: Final = 2.0  # a reading so much dearer than the best up to the same token is given up
_MOST_SKIPPED: Final = 5.0  # and one whose missing cells make it so much dearer: both values, where points stand fast
_MOST_BONUS: Final = 4.6  # what a target and an actual value that are alike can save
_REPEATED: Final = 1.5
_NOTHING: Final = (0.0, 0.0, 0.0)
_SURE_NAME: Final = 5
_MOST_NAME_LINES: Final = 6
_MOST_VALUE_TOKENS: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_OF_YEAR: Final = re.compile(r"年度?[\u4e00-\u9fff]{3}")
_PLAIN: Final = (Field.NAME, Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.SCORE, Field.DEVIATION)

Segments = dict[Field, tuple[int, int]]


# a reading up to a token, as a plain tuple since many thousands are made: its cost, the last cell's column, start and end,
# the reading before that cell, and whether the cell opens a row
_State = tuple[float, int, int, int, "_State | None", bool]


def segment_rows(tokens: Sequence[Token], columns: Sequence[Field], layout: Layout) -> tuple[list[Segments], float]:
    """Split tokens into rows of cells. `columns` are those of the header from the name on.

    Returns the rows, each column → (start, end) in `tokens`, and the cost of the reading.
    """
    rows: list[Segments] = []
    cost, start = 0.0, 0
    plain = tuple(columns) == _PLAIN
    for cut in [*(_cuts(tokens) if plain else ()), len(tokens)]:
        if cut == start:
            continue
        simple = _simple(tokens, start, cut) if plain else None
        if simple is not None:
            rows.append(simple)
        else:
            found, dear = _solve(tokens[start:cut], columns, layout)
            rows.extend({c: (start + a, start + b) for c, (a, b) in row.items()} for row in found)
            cost += dear
        start = cut
    return rows, cost


def _line_starts(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    return [start, *(i for i in range(start + 1, end) if tokens[i].gap != Gap.SAME)]


def _cuts(tokens: Sequence[Token]) -> list[int]:
    """First tokens of lines where a row is sure to begin: the line is a complete row, as is the one before."""
    starts = _line_starts(tokens, 0, len(tokens))
    ends = [*starts[1:], len(tokens)]
    complete = [_complete(tokens, start, end) for start, end in zip(starts, ends, strict=True)]
    return [starts[i] for i in range(1, len(starts)) if complete[i] and complete[i - 1] and tokens[starts[i]].gap != Gap.TIGHT]


def _complete(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True for a line of a name, two values, a weight, a score and perhaps words."""
    values = _name_end(tokens, start, end)
    size = _value_size(tokens, values, end) if values > start else 0
    return size > 0 and not any(_is_number(tokens[i].key) for i in range(values + 2 * size + 2, end))


def _name_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a name that begins a line ends: one token, or a year and what goes on with it; `start` where there is none."""
    if start < end and _is_words(tokens[start].key):
        return start + 1
    dated = start + 1 < end and _YEAR.fullmatch(tokens[start].key) and tokens[start + 1].gap == Gap.SAME
    return start + 2 if dated and _OF_YEAR.match(tokens[start + 1].key) else start


def _is_number(key: str) -> bool:
    return points(key) is not None or is_value(key)


def _value_size(tokens: Sequence[Token], start: int, end: int) -> int:
    """Tokens in each of two values that a weight and a score follow, before their line's `end`; 0 where it goes on otherwise.

    Values of several tokens (1 个班次 1 个班次) are sure where they are alike.
    """
    for size in range(1, min((end - start - 2) // 2, _MOST_VALUE_TOKENS) + 1):
        middle, behind = start + size, start + 2 * size
        weight, score = tokens[behind].key, tokens[behind + 1].key
        if not weight[0].isdigit() or not score[0].isdigit():
            continue
        allotted, given = points(weight), points(score)
        if allotted is None or given is None or not 0 < allotted <= MOST_WEIGHT or given > allotted:
            continue
        if all(tokens[i].key == tokens[i + size].key for i in range(start, middle)):
            return size
        if size == 1 and _look_paired(tokens[start].key, tokens[middle].key):
            return size
    return 0


def _look_paired(target: str, actual: str) -> bool:
    """True for two values of one kind that need not be alike."""
    if is_value(target) and is_value(actual):
        return True
    return _is_words(target) and _is_words(actual) and not UNIT.fullmatch(actual)


def _is_words(key: str) -> bool:
    return is_zh(key[0]) or key[0] in "《“”"


def _simple(tokens: Sequence[Token], start: int, end: int) -> Segments | None:
    """The one row of tokens that leave no choice: a name, its values and points on one line, then only words."""
    lines = _line_starts(tokens, start, end)
    for line, line_end in zip(lines[: _MOST_NAME_LINES + 1], [*lines[1:], end], strict=False):
        for first in range(max(line, start + 1), line_end - 3):
            size = _value_size(tokens, first, line_end)
            if size:
                apart = line in (first, start)  # a name that wraps has the rest of its last line for itself
                return _row(tokens, start, first, size, end) if apart else None
    return None


def _row(tokens: Sequence[Token], start: int, first: int, size: int, end: int) -> Segments | None:
    """The row of a name from `start`, two values of `size` tokens from `first`, points and words; None where one may differ."""
    after = first + 2 * size
    rest = range(after + 2, end)
    if any(_is_number(tokens[i].key) or tokens[i].gap == Gap.PAGE for i in rest):
        return None
    alike = tokens[first].key == tokens[first + size].key
    if not _is_one_cell(tokens, start, first) or not (alike or all(points(tokens[i].key) is None for i in range(start, first))):
        return None
    row = dict(zip(_PLAIN, pairwise((start, first, first + size, after, after + 1, after + 2)), strict=False))
    if rest:
        row[Field.DEVIATION] = after + 2, end
    return row


def _is_one_cell(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True for words, or a year with its words, that no gap parts into two cells."""
    if _name_end(tokens, start, end) == start:
        return False
    inside = tokens[start + 1 : end]
    if any(token.gap in (Gap.TIGHT, Gap.PAGE) for token in inside):
        return False
    return not any(t.gap == Gap.SAME and is_zh(t.key[0]) and is_zh(b.key[-1]) for b, t in pairwise(tokens[start:end]))


def _solve(tokens: Sequence[Token], columns: Sequence[Field], layout: Layout) -> tuple[list[Segments], float]:
    costs = CellCosts(tokens, columns, layout)
    size = len(tokens)
    states: list[dict[int, _State]] = [{} for _ in range(size + 1)]
    states[0][-1] = 0.0, -1, 0, 0, None, True
    costs.least[0] = 0.0
    for at in range(size):
        if states[at]:
            _advance(states, costs, at)
    whole = [(state[0] + _closing(costs, state), state) for state in states[size].values()]
    if not whole:
        return [], float("inf")
    cost, final = min(whole, key=itemgetter(0))
    return _rows(final, costs.table.columns), cost


def _closing(costs: CellCosts, state: _State) -> float:
    """Cost of ending a row after `state`: the cells that are missing, a lost point whose reason is not printed."""
    _, column, start, *_ = state
    table = costs.table
    if column >= table.whole:
        return 0.0
    cost = table.gaps[column + 1][-1]
    if column == table.score and table.deviations and costs.loses_points(start):
        cost += 0.5
    return cost


def _advance(states: list[dict[int, _State]], costs: CellCosts, at: int) -> None:
    """Extend every reading up to token `at` by one cell."""
    floor, dearest = costs.least[at] + _BEAM, costs.least[at] + _MOST_SKIPPED
    table, gap = costs.table, costs.facts.gaps[at]
    count, whole = len(table.columns), table.whole
    torn, opens_line = gap == Gap.PAGE and at > 0, gap != Gap.SAME
    spans: list[Sequence[Span] | None] = [None] * count
    for state in states[at].values():
        cost, last = state[0], state[1]
        if cost > floor:
            continue
        skipping = table.gaps[last + 1]
        for column in range(last + 1, count if torn or last >= whole else whole):
            base = cost + skipping[column]
            if base <= dearest:
                found = spans[column]
                if found is None:
                    found = spans[column] = costs.spans(column, at)
                if found:
                    _enter(states, costs, state, column, at, base, found)
        if opens_line and last >= 0:
            base = cost + _closing(costs, state) + costs.row_start(at)
            if base <= dearest:
                found = spans[0]
                if found is None:
                    found = spans[0] = costs.spans(0, at)
                if found:
                    base += _repeats(costs, state, at)
                    _enter(states, costs, state, 0, at, base, found, opens_row=True)


def _repeats(costs: CellCosts, state: _State, at: int) -> float:
    """Cost of a row whose name goes on from the name before it: a reason often begins with its indicator's name."""
    first: _State | None = state
    while first is not None and first[1] != 0:
        first = None if first[5] else first[4]
    if first is None:
        return 0.0
    facts, (start, end) = costs.facts, first[2:4]
    if facts.keys[start][0] != facts.keys[at][0] or end - start > 4:
        return 0.0
    name, following = facts.key(start, end), facts.key(at, min(at + 4, facts.size))
    return _REPEATED if len(name) >= _SURE_NAME and following.startswith(name) and following != name else 0.0


def _enter(
    states: list[dict[int, _State]],
    costs: CellCosts,
    state: _State,
    column: int,
    at: int,
    base: float,
    spans: Sequence[Span],
    *,
    opens_row: bool = False,
) -> None:
    """Enter the cells of one column that follow a reading, each where it ends."""
    _, last, last_start, *_ = state
    least, size, target, begins = costs.least, costs.facts.size, costs.table.target, opens_row or last < 0
    after = _NOTHING if begins else costs.after(column, at, last, last_start)
    pair = not begins and last == target and column == costs.table.actual
    bound = _BEAM + (_MOST_BONUS if column == target + 1 else 1.0)
    for end, intrinsic, shape in spans:
        cost = base + intrinsic
        if cost > least[end] + bound:
            continue
        cost += after[shape] - costs.likeness(last_start, at, end) if pair else after[shape]
        # what follows depends on whether the cell has one line, and an actual value on the whole target before it
        key = 2 * column + (shape == WRAPPED) if column != target else 1000 + at
        known = states[end].get(key)
        if known is None or cost < known[0]:
            if cost < least[end]:
                least[end] = cost
            elif cost > least[end] + _BEAM and end < size:
                continue  # it would not be extended; at the end it may still be the cheapest to close
            states[end][key] = cost, column, at, end, state, begins


def _rows(final: _State, columns: Sequence[Field]) -> list[Segments]:
    rows: list[Segments] = []
    current: Segments = {}
    state: _State | None = final
    while state is not None:
        _, column, start, end, before, opens_row = state
        if column < 0:
            break
        current[columns[column]] = start, end
        if opens_row:
            rows.append(current)
            current = {}
        state = before
    return rows[::-1]
