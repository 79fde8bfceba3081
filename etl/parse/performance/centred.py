"""Cells centred beside each other and printed line by line across the page: which word of a line belongs to which cell.

The lines of a cell lie around the middle of its row, a whole line apart, so cells of an even number of lines fall between the
lines of the others. How many lines each cell has settles which cells every printed line shows, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Final, NamedTuple, TypeVar

from etl.parse.performance.facts import BEGINS_VALUE, points, run_width, width
from etl.parse.performance.right_edge import ragged
from etl.parse.performance.tokens import Gap, Token, is_zh, join
from etl.parse.performance.value_wording import COMPARATORS, NATURES
from etl.parse.performance.values import UNIT, is_value, read_value
from etl.parse.performance.wording import DEVIATION_CUE, Field

_MOST_LINES: Final = {Field.NAME: 9, Field.TARGET: 6, Field.ACTUAL: 6, Field.BASIS: 9, Field.LEVEL3: 6, Field.DEVIATION: 14}
_NEVER_BLANK: Final = frozenset({Field.NAME, Field.WEIGHT, Field.SCORE})
_ACHIEVED: Final = re.compile(r"已|未|基本|有所|部分|较")  # what an actual value in words begins with
_ENDS_NAME: Final = frozenset("率数度量额性本次费况果力制用期间限例")  # what names of indicators mostly end in
_DEADLINE: Final = re.compile(r"(?:底|以|之|日|月|年)前(?:完成)?$")  # what a target that is a date ends in
_MOST_JOINED: Final = 3  # places in a row where a number and its unit may stand apart
_JOINED: Final = 0.6
_CLOSE: Final = 0.5  # lines half a line apart printed as one
_UNIT: Final = 5
_MANY: Final = 4000  # shapes of a row that are tried
_BLANK: Final = {Field.TARGET: 1.5, Field.ACTUAL: 1.5, Field.DEVIATION: 0.2}

T = TypeVar("T")
Line = Sequence[Token]


class Block(NamedTuple):
    """The cells of one row and what reading them so costs; `middles`: places of its lines in half lines from its middle."""

    cost: float
    cells: dict[Field, list[Token]]
    middles: tuple[int, ...]


class _Pattern(NamedTuple):
    """Places of the printed lines of a row in half lines from its middle, and the cells that each shows."""

    places: tuple[int, ...]
    shown: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=4096)
def _patterns(heights: tuple[int, ...]) -> tuple[_Pattern, ...]:
    """How cells of so many lines are printed: each line on its own, or those half a line apart on one."""
    apart = _pattern(heights, close=False)
    close = _pattern(heights, close=True)
    return (apart,) if len(close.places) == len(apart.places) else (apart, close)


def _pattern(heights: Sequence[int], *, close: bool) -> _Pattern:
    shown: dict[int, list[int]] = {}
    for cell, height in enumerate(heights):
        for place in range(1 - height, height, 2):
            outward = (1 if place > 0 else -1) if close and place % 2 else 0
            shown.setdefault(place + outward, []).append(cell)
    places = tuple(sorted(shown))
    return _Pattern(places, tuple(tuple(shown[place]) for place in places))


def _shapes(columns: Sequence[Field], count: int) -> Iterator[tuple[int, ...]]:
    ranges = [range(int(column in _NEVER_BLANK), min(count, _MOST_LINES.get(column, 1)) + 1) for column in columns]
    size = 1
    for lines in ranges:
        size *= len(lines)
    if size <= _MANY:
        yield from product(*ranges)


def solve_block(lines: Sequence[Line], columns: Sequence[Field]) -> Block | None:
    """Put the words of a row's lines to its cells; None where no shape of cells prints such lines."""
    found = [_solve(lines, columns)]
    gaps = [(i, at) for i, line in enumerate(lines) for at in range(1, len(line)) if _may_join(line[at - 1], line[at])]
    for count in range(1, len(gaps) + 1 if len(gaps) <= _MOST_JOINED else 1):
        for chosen in combinations(gaps, count):
            joined = [_joined(line, [at for number, at in chosen if number == i]) for i, line in enumerate(lines)]
            block = _solve(joined, columns)
            found.append(block._replace(cost=block.cost + _JOINED * count) if block else None)
    return min((block for block in found if block is not None), key=lambda block: block.cost, default=None)


def _may_join(left: Token, right: Token) -> bool:
    """True for a number and what could be its unit or the rest of a date, parted by a space."""
    return left.key[-1].isdigit() and is_zh(right.key[0]) and len(right.key) <= _UNIT


def _joined(line: Line, places: Sequence[int]) -> list[Token]:
    words: list[Token] = []
    for at, token in enumerate(line):
        if at in places:
            before = words[-1]
            words[-1] = before._replace(text=f"{before.text} {token.text}", key=before.key + token.key, end=token.end)
        else:
            words.append(token)
    return words


def _solve(lines: Sequence[Line], columns: Sequence[Field]) -> Block | None:
    counts = tuple(len(line) for line in lines)
    best: Block | None = None
    for heights in _shapes(columns, len(lines)):
        for dearer, (places, shown) in enumerate(_patterns(heights)):
            if tuple(map(len, shown)) != counts:
                continue
            cells: dict[Field, list[Token]] = {}
            for line, here in zip(lines, shown, strict=True):
                for token, cell in zip(line, here, strict=True):
                    cells.setdefault(columns[cell], []).append(token)
            cost = _cost(cells, columns) + _CLOSE * dearer
            if best is None or cost < best.cost:
                best = Block(cost, cells, places)
    return best


def _cost(cells: Mapping[Field, Sequence[Token]], columns: Sequence[Field]) -> float:
    cost = sum(_looks(column, cell) for column, cell in cells.items())
    cost += sum(_BLANK.get(column, 0.3) for column in columns if column not in cells)
    target, actual = (_spelled(cells.get(column, ())) for column in (Field.TARGET, Field.ACTUAL))
    if target and actual:
        cost -= 1.5 if target == actual else 0.5 if is_value(target) and is_value(actual) else 0.0
        cost += 0.3 * (_ACHIEVED.match(target) is not None) - 0.3 * (_ACHIEVED.match(actual) is not None)
        cost += 0.8 * ((_DEADLINE.search(actual) is not None) - (_DEADLINE.search(target) is not None))
        cost += 1.0 if read_value(actual).comparator and not read_value(target).comparator else 0.0
    weight, score = (points(_spelled(cells.get(column, ()))) for column in (Field.WEIGHT, Field.SCORE))
    if weight is not None and score is not None and Field.DEVIATION in cells:
        cost += 0.4 if score >= weight else -0.4
    return cost


def _spelled(cell: Sequence[Token]) -> str:
    return "".join(token.key for token in cell)


def _looks(column: Field, cell: Sequence[Token]) -> float:
    """Cost of a cell by its words and by how its lines fill its column."""
    key = _spelled(cell)
    if column in (Field.WEIGHT, Field.SCORE):
        return 0.0 if points(key) is not None else 20.0
    if column in (Field.NATURE, Field.COMPARATOR):
        return 0.0 if key in NATURES or key in COMPARATORS else 4.0
    if column == Field.UNIT:
        return 0.0 if UNIT.fullmatch(key) else 1.0 + 0.3 * len(key)
    uneven = ragged([width(token.text) for token in cell], [run_width(token.text) for token in cell[1:]], None)
    number, hanging = is_value(key), 1.5 if key[-1] in "，、（《" else 0.0
    if column in (Field.TARGET, Field.ACTUAL):
        torn = sum(is_value(token.key) and not token.key[-1].isdigit() for token in cell[:-1]) if number else 0
        return uneven + hanging + (0.3 * torn if number else 0.6 + 0.02 * len(key))
    signs = sum(token.key[0] in BEGINS_VALUE and is_value(token.key) for token in cell)
    if column == Field.DEVIATION:
        cue = (DEVIATION_CUE.search(key) is not None) + (DEVIATION_CUE.match(key) is not None)
        return uneven + hanging + 2.0 * signs - 0.4 * cue
    ending = 0.3 if key[-1] in _ENDS_NAME else 0.0
    return uneven + hanging + 3.0 * signs + (3.0 if number or len(key) < 2 else 0.0) - ending


def stacked(lines: Sequence[Line], phrases: Mapping[str, T], order: Sequence[T]) -> tuple[T, ...] | None:
    """The columns of a header over several lines, in order: each label spelled by words of some of the lines, all words used.

    Which of two labels on different lines stands further left is told by `order`, that of the template.
    """
    used = [0] * len(lines)
    found: list[T] = []
    while any(at < len(line) for at, line in zip(used, lines, strict=True)):
        options: list[tuple[int, int, tuple[int, ...], T]] = []
        for chosen in _choices(lines, used):
            column = phrases.get("".join(lines[i][used[i]].key for i in chosen))
            if column is not None:
                options.append((order.index(column), -len(chosen), chosen, column))
        if not options:
            return None
        _, _, taken, column = min(options, key=lambda option: option[:3])
        for i in taken:
            used[i] += 1
        found.append(column)
    return tuple(dict.fromkeys(found))


def _choices(lines: Sequence[Line], used: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every set of lines that still have words, top to bottom."""
    left = [i for i, line in enumerate(lines) if used[i] < len(line)]
    for mask in range(1, 1 << len(left)):
        yield tuple(i for bit, i in enumerate(left) if mask >> bit & 1)


def text_of(cell: Sequence[Token]) -> str:
    """The text of a cell whose words stand on a line each."""
    return join([token._replace(gap=Gap.LOOSE) for token in cell])
