"""The edges between the columns of a page: of all ways to part it, the one that its words speak for.

An edge should cut no word, words that stand apart on a line are cells of their own, and each column has a look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, TypeVar

from etl.parse.performance.tokens import Lines, Token, is_zh

MOST_APART: Final = 8.0  # what words that stand far apart cost in one cell
TWO_IN_ONE: Final = 1.5  # the same for each space more than one between them
_ONE_IN_TWO: Final = 0.6  # words that a single space parts, put to two cells
_UNIT_APART: Final = 2.0  # the same for a number and the word behind it, which may be its unit
MISSING: Final = 1.0  # a word that a column should have
_ASUNDER: Final = 8.0  # a word put to two cells
_ASIDE: Final = 0.05  # each place that an edge is aside of the gap between its labels

T = TypeVar("T")


class _Page(NamedTuple):
    """What the words of a page cost by place.

    `looks[c][x]`: those left of a place in a column; `apart[x][y]`: those between two places in one column; `cut[x]`: an edge.
    `words[x]`: how many words stand left of a place.
    """

    left: int
    looks: list[list[float]]
    apart: list[list[float]]
    cut: list[float]
    words: list[int]


def apart_cost(space: int) -> float:
    """What words that so many spaces part cost in one cell."""
    return min(MOST_APART, TWO_IN_ONE * max(0, space - 1))


def parted_cost(first: Token, second: Token) -> float:
    """What two words beside each other cost in two cells."""
    space = second.start - first.end
    if space != 1:
        return 0.0 if space else _ASUNDER
    return _UNIT_APART if first.key[-1].isdigit() and is_zh(second.key[0]) else _ONE_IN_TWO


def find_edges(
    columns: Sequence[T],
    gaps: Sequence[tuple[int, int]],
    lines: Lines,
    unfit: Callable[[T, Token], float],
    least: Mapping[T, int],
) -> list[float]:
    """The edges between columns.

    `gaps`: from where to where each would be by the labels; `unfit`: what a word's look costs; `least`: words that a column
    should have.
    """
    page = _page(columns, lines, unfit)
    size = len(page.cut)
    # best: for each column, by the place where it ends: cost so far and where it begins
    best: list[list[tuple[float, int]]] = [[(page.apart[0][end] + page.looks[0][end], 0) for end in range(size)]]
    for column in range(1, len(columns)):
        before, looks = best[-1], page.looks[column]
        opened = [
            before[at][0] + page.cut[at] + _ASIDE * _outside(page.left + at, gaps[column - 1]) - looks[at] for at in range(size)
        ]
        few = [MISSING * max(0, least.get(columns[column], 0) - number) for number in range(page.words[-1] + 1)]
        best.append(
            [
                min(
                    (opened[at] + looks[end] + page.apart[at][end] + few[page.words[end] - page.words[at]], at)
                    for at in range(end + 1)
                )
                for end in range(size)
            ]
        )
    places = [size - 1]
    for column in range(len(columns) - 1, 0, -1):
        places.append(best[column][places[-1]][1])
    return [page.left + edge for edge in _widened(page, [0, *places[:0:-1], size - 1])]


def _outside(place: int, gap: tuple[int, int]) -> int:
    return max(0, min(gap) - place, place - max(gap))


def _widened(page: _Page, places: Sequence[int]) -> list[float]:
    """Each edge in the middle of the places where it costs no more, its neighbours as they are."""
    found: list[float] = []
    for number, (before, at, after) in enumerate(zip(places, places[1:], places[2:], strict=False)):

        def cost(place: int, number: int = number, before: int = before, after: int = after) -> float:
            left, right = page.looks[number], page.looks[number + 1]
            return page.cut[place] + left[place] - right[place] + page.apart[before][place] + page.apart[place][after]

        least, first, last = cost(at), at, at
        while first > before and cost(first - 1) <= least:
            first -= 1
        while last < after and cost(last + 1) <= least:
            last += 1
        found.append((first + last) / 2)
    return found


def _page(columns: Sequence[T], lines: Lines, unfit: Callable[[T, Token], float]) -> _Page:
    words = [word for line in lines for word in line]
    left, right = min(word.start for word in words) - 1, max(word.end for word in words) + 1
    size = right - left + 1
    looks: list[list[float]] = []
    for column in columns:
        here = [0.0] * size
        for word in words:
            here[_middle(word) - left] += unfit(column, word)
        looks.append([0.0, *accumulate(here)][:size])
    count = [0] * size
    for word in words:
        count[_middle(word) - left] += 1
    return _Page(left, looks, _apart(lines, left, size), _cut(lines, left, size), [0, *accumulate(count)][:size])


def _middle(word: Token) -> int:
    return (word.start + word.end - 1) // 2


def _apart(lines: Lines, left: int, size: int) -> list[list[float]]:
    """Cost of the words between two places as cells of one column, by these places."""
    pairs: list[dict[int, float]] = [{} for _ in range(size)]
    for line in lines:
        for first, second in pairwise(line):
            at, after = _middle(first) - left, _middle(second) - left
            pairs[at][after] = pairs[at].get(after, 0.0) + apart_cost(second.start - first.end)
    found = [[0.0] * size for _ in range(size)]
    for at in range(size - 2, -1, -1):
        here = [0.0, *accumulate(pairs[at].get(after, 0.0) for after in range(size - 1))]
        found[at] = [below + more for below, more in zip(found[at + 1], here, strict=True)]
    return found


def _cut(lines: Lines, left: int, size: int) -> list[float]:
    """Cost of an edge by its place: the words that it cuts, by how deep, and those that it parts."""
    cut = [0.0] * size
    for line in lines:
        for word in line:
            for place in range(word.start + 1, word.end):
                cut[place - left] += min(place - word.start, word.end - place)
        for first, second in pairwise(line):
            for place in range(first.end, second.start + 1):
                cut[place - left] += parted_cost(first, second)
    return cut
