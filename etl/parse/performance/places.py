"""Columns told by the places of characters, in text that keeps where on the page its words stand.

Cells are parted by spaces there, and the words of a column lie below each other. A row that is fuller than its neighbours is
pushed to the right now and then, so a word is put to its column together with the other words of its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, Generic, NamedTuple, TypeVar

from etl.extract.document import Line
from etl.parse.performance.edges import MISSING, apart_cost, find_edges, parted_cost
from etl.parse.performance.facts import points
from etl.parse.performance.tokens import BRACKET, Gap, Lines, Token, is_zh
from etl.parse.performance.wording import squeeze

_WORD: Final = re.compile(r"\S+")
_BETWEEN_CELLS: Final = re.compile(r"\S {2,}\S")
_WIDEST: Final = 400  # characters of a line across the widest page, so that the work stays small
_LEAST_SHARE: Final = 0.3  # of lines with cells apart, in a table that keeps its places
_MOST_TORN: Final = 3  # words beside each other that a label of a header is spelled by
_ALONE: Final = 3.0  # a word in a column whose neighbour is blank and never is
_WELL: Final = 0.2  # places that the words of a line are off, on average, where a header stands above them

T = TypeVar("T")


class Head(NamedTuple, Generic[T]):
    """The label of a column: from where to where it stands on its lines."""

    column: T
    start: int
    end: int


class Look(NamedTuple, Generic[T]):
    """What columns look like."""

    unfit: Callable[[T, Token], float]  # what a word costs in a column
    least: Mapping[T, int]  # how many words a column should have
    beside: Mapping[T, T]  # the column right left of another, which is filled wherever that is


class Cluster(NamedTuple):
    """Words above each other, and what they spell."""

    key: str
    start: int
    end: int


def keeps_places(lines: Iterable[Line]) -> bool:
    """True for text that shows by spaces where the cells of a table stand, on lines no wider than a page."""
    printed = [line.text for line in lines if not line.blank]
    if any(len(text) > _WIDEST for text in printed):
        return False
    apart = sum("  " in text and _BETWEEN_CELLS.search(text) is not None for text in printed)
    return apart > _LEAST_SHARE * len(printed)


def words_of(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with those that are several words parted: of two words beside each other each may be a cell."""
    words: list[Token] = []
    for token in tokens:
        if " " not in token.text:
            words.append(token)
            continue
        for number, match in enumerate(_WORD.finditer(token.text)):
            start, end = token.start + match.start(), token.start + match.end()
            words.append(
                Token(match.group(), squeeze(match.group()), token.line, start, end, Gap.SAME if number else token.gap)
            )
    return words


def piece_of(words: Sequence[Token]) -> Token:
    """The words of one cell on one line as one."""
    first, end = words[0], words[-1].end
    if len(words) == 1:
        return first
    text = first.line.text[first.start : end]
    return first._replace(text=text, key=squeeze(text), end=end)


def with_units(line: Sequence[Token]) -> list[Token]:
    """The words of a line with a number and the word one space behind it as one, unless it stands behind another number."""
    words: list[Token] = []
    for word in line:
        before = words[-1] if words else None
        counted = before is not None and before.key[-1].isdigit() and is_zh(word.key[0]) and word.start - before.end == 1
        if before is not None and counted and not (len(words) > 1 and points(words[-2].key) is not None):
            words[-1] = piece_of([before, word])
        else:
            words.append(word)
    return words


def clusters(lines: Lines) -> list[Cluster]:
    """Words of a few lines that stand above each other, from left to right."""
    words = sorted(((word.start, word.end, row, word.key) for row, line in enumerate(lines) for word in line))
    found: list[list[tuple[int, int, int, str]]] = []
    end = -1
    for word in words:
        if word[0] >= end:
            found.append([])
        found[-1].append(word)
        end = max(end, word[1])
    return [
        Cluster(
            "".join(key for _, _, _, key in sorted(group, key=lambda word: (word[2], word[0]))),
            group[0][0],
            max(w[1] for w in group),
        )
        for group in found
    ]


def spelled(lines: Lines, labels: Mapping[str, T]) -> tuple[list[Head[T]], list[Cluster]]:
    """The columns that the words of a header name, from left to right, and the words that name none."""
    heads: list[Head[T]] = []
    unknown: list[Cluster] = []
    found = clusters(lines)
    at = 0
    while at < len(found):
        for count in range(min(_MOST_TORN, len(found) - at), 0, -1):
            part = found[at : at + count]
            key = "".join(cluster.key for cluster in part)
            column = labels.get(key, labels.get(BRACKET.sub("", key)))
            if column is not None:
                heads.append(Head(column, part[0].start, part[-1].end))
                break
        else:
            count = 1
            unknown.append(found[at])
        at += count
    return heads, unknown


class Columns(Generic[T]):
    """The columns of a table by their labels and by the words below those."""

    def __init__(
        self, heads: Sequence[Head[T]], lines: Lines, look: Look[T] | None = None, edges: Sequence[float] = ()
    ) -> None:
        """Find the edges between columns where they are not given: where they cut the fewest words."""
        self.heads = heads
        self._look = look
        self._beside = {
            i for i, (left, right) in enumerate(pairwise(heads), 1) if look and look.beside.get(right.column) == left.column
        }
        edges = edges or [_edge(left, right, lines) for left, right in pairwise(heads)]
        self._lefts = [float("-inf"), *edges]
        self._rights = [*edges, float("inf")]

    def place(self, line: Sequence[Token]) -> tuple[float, dict[T, Token]]:
        """The cells of a line by column, and how far its words are from their places."""
        # best: column of the last word → cost so far and the columns of all words
        best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
        before: Token | None = None
        for word in line:
            parted = parted_cost(before, word) if before is not None else 0.0
            together = apart_cost(word.start - before.end) if before is not None else 0.0
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for last, (cost, columns) in best.items():
                for column in range(max(0, last), len(self.heads)):
                    step = cost + self._cost(column, word)
                    step += together if column == last else parted
                    step += _ALONE if column in self._beside and last < column - 1 else 0.0
                    known = following.get(column)
                    if known is None or step < known[0]:
                        following[column] = step, (*columns, column)
            best, before = following, word
        cost, columns = min(best.values())
        parts = groupby(zip(columns, line, strict=True), key=lambda placed: placed[0])
        return cost, {self.heads[column].column: piece_of([word for _, word in part]) for column, part in parts}

    def cost(self, lines: Lines) -> float:
        """How far the words of some lines are from their places, and what the columns lack."""
        placed = [self.place(line) for line in lines]
        least = self._look.least if self._look else {}
        lacking = sum(max(0, few - sum(column in cells for _, cells in placed)) for column, few in least.items())
        return sum(cost for cost, _ in placed) + MISSING * lacking

    def _cost(self, column: int, word: Token) -> float:
        outside = max(0.0, self._lefts[column] - word.start) + max(0.0, word.end - self._rights[column])
        return outside + (self._look.unfit(self.heads[column].column, word) if self._look else 0.0)


def fitted(heads: Sequence[Head[T]], lines: Lines, look: Look[T]) -> Columns[T]:
    """The columns of a page by a header that may stand on another page, or aside of the words below it.

    Where these do not stand below their labels, they tell the edges of the columns themselves.
    """
    below = Columns(heads, lines, look)
    if below.cost(lines) <= min(_WELL * len(lines), MISSING / 2):
        return below
    gaps = [(left.end, right.start) for left, right in pairwise(heads)]
    edges = find_edges([head.column for head in heads], gaps, lines, look.unfit, look.least)
    return min(below, Columns(heads, lines, look, edges), key=lambda columns: columns.cost(lines))


def _edge(left: Head[T], right: Head[T], lines: Lines) -> float:
    """The middle of the widest gap between two columns that cuts the fewest words."""
    places = range(min(left.end, right.start), right.start + 1)
    cut = [_cut(place, lines) for place in places]
    least = min(cut)
    runs = [
        [place for place, _ in run]
        for same, run in groupby(zip(places, cut, strict=True), key=lambda item: item[1] == least)
        if same
    ]
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def _cut(place: int, lines: Lines) -> float:
    """How many words an edge at a place would cut, and how many that stand one space apart it would part."""
    cut = 0.0
    for line in lines:
        for at, word in enumerate(line):
            if word.start < place < word.end:
                cut += 1.0
            elif at and line[at - 1].end <= place <= word.start:
                cut += parted_cost(line[at - 1], word)
    return cut
