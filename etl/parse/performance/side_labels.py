"""Labels of merged cells at the left of a form printed line by line: which words are their pieces, and whose rows are theirs.

A label is printed in the middle of its group, in as many pieces as its cell is narrow; beside its pieces, on the same lines,
stand those of other labels and the words of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from etl.parse.performance.dimensions import LEVEL0, LEVEL1, LEVEL1_OVERALL, LEVEL2, LEVEL_BRACKET, PARENTS
from etl.parse.performance.raw import FormKind
from etl.parse.performance.tokens import BRACKET, Token

_MOST: Final = 3  # labels beside each other: levels 0, 1 and 2
_BEAM: Final = 60
_LEFT: Final = 1.2  # a word that could be a piece of a label, read as part of a row
_BEGINNING: Final = MappingProxyType({1: 0.0, 2: 0.4, 3: 0.8})  # the same for the beginning of a label, by its characters
_APART: Final = 3  # lines that the pieces of one label stand apart at most
_FAR: Final = 0.6
_SHORT: Final = 1.5  # a label that begins with a single character
_HIGHER: Final = 0.3  # a label of two levels taken for that of the higher one
_OPEN: Final = 3.0  # a label whose end is not printed
_CLASH: Final = 4.0  # a row under a level 1 that its level 2 does not belong to
_ANOTHER: Final = 1.0  # a label more in a column, none of whose pieces is left over
_UNKNOWN: Final = 4.0  # a piece of a label that is not known
_BEFORE: Final = 40.0  # a row above all labels of the first page


@dataclass(frozen=True, slots=True)
class Event:
    """A label as printed: its level, its text, the lines from its first piece to its last."""

    level: int
    text: str
    first: int
    last: int


class _State(NamedTuple):
    """Labels read so far: what each level has begun to spell and on which line it went on last; the pieces taken."""

    cost: float
    begun: tuple[str, str, str]
    at: tuple[int, int, int]
    taken: tuple[int, ...]  # number of words of each line that are pieces of labels
    pieces: tuple[tuple[int, int, str, bool], ...]  # level, line, word, opens a label


class Vocabulary(NamedTuple):
    """For each level its labels, and all their beginnings."""

    labels: tuple[frozenset[str], ...]
    beginnings: tuple[frozenset[str], ...]


@lru_cache(maxsize=4)
def vocabulary_of(kind: FormKind, *, full: bool) -> Vocabulary:
    """The labels that a form may print; `full` for one that never prints 数量 for 数量指标."""
    levels: tuple[frozenset[str], ...] = (LEVEL0, LEVEL1_OVERALL if kind == "overall" else LEVEL1, LEVEL2)
    if full:
        levels = tuple(frozenset(label for label in labels if f"{label}指标" not in labels) for labels in levels)
    beginnings = (frozenset(label[:n] for label in labels for n in range(1, len(label) + 1)) for labels in levels)
    return Vocabulary(levels, tuple(beginnings))


def take_labels(lines: Sequence[Sequence[Token]], words: Vocabulary, greed: float = 1.0) -> tuple[list[int], list[Event]]:
    """How many words at the left of each line are pieces of labels, and the labels that they spell.

    `greed` is how dearly a word is left to a row that could begin a label.
    """
    states = [_State(0.0, ("", "", ""), (0, 0, 0), (), ())]
    for number, line in enumerate(lines):
        following: dict[tuple[str, str, str], _State] = {}
        for state in states:
            for after in _further(state, number, line, words, greed):
                known = following.get(after.begun)
                if known is None or after.cost < known.cost:
                    following[after.begun] = after
        states = sorted(following.values(), key=lambda state: state.cost)[:_BEAM]

    def final(state: _State) -> float:
        return state.cost + _OPEN * sum(bool(b) and b not in words.labels[level] for level, b in enumerate(state.begun))

    best = min(states, key=final)
    return list(best.taken), _events(best.pieces)


def _further(state: _State, number: int, line: Sequence[Token], words: Vocabulary, greed: float) -> list[_State]:
    """The state with no, one or more words at the left of the next line taken as pieces of labels, each in its level."""
    found: list[_State] = []
    for count in range(min(_MOST, len(line)) + 1):
        for levels in combinations(range(_MOST), count):
            after: _State | None = state
            for level, token in zip(levels, line, strict=False):
                after = _piece(after, level, number, token.key, words) if after else None
            if after is not None:
                left = _left(after, line[count].key, words, greed) if count < len(line) else 0.0
                found.append(after._replace(cost=after.cost + left, taken=(*after.taken, count)))
    return found


def _piece(state: _State, level: int, number: int, key: str, words: Vocabulary) -> _State | None:
    """The state after a word that goes on with the label of a level or opens the next one; None where it does neither."""
    labels, beginnings = words.labels[level], words.beginnings[level]
    begun, cost = state.begun[level], 0.0
    bracket = level == 1 and begun in labels and LEVEL_BRACKET.fullmatch(key) is not None and key[0] == "（"
    spelled = begun if bracket else begun + key
    opens = not bracket and (not begun or spelled not in beginnings)
    if opens:
        if key not in beginnings or (begun and begun not in labels):
            return None
        spelled = key
        cost = _SHORT if len(key) == 1 else 0.0
        cost += _HIGHER if level == 1 and key in words.beginnings[2] else 0.0
    else:
        cost = _FAR * max(0, number - state.at[level] - _APART)
    spelling, places = list(state.begun), list(state.at)
    spelling[level], places[level] = spelled, number
    return state._replace(
        cost=state.cost + cost,
        begun=(spelling[0], spelling[1], spelling[2]),
        at=(places[0], places[1], places[2]),
        pieces=(*state.pieces, (level, number, "" if bracket else key, opens)),
    )


def _left(state: _State, key: str, words: Vocabulary, greed: float) -> float:
    """Cost of leaving a word to the row that would go on with a label, or is one or its beginning."""
    cost = 0.0
    for level in range(_MOST):
        labels, beginnings = words.labels[level], words.beginnings[level]
        begun = state.begun[level]
        goes_on = begun and (begun + key in beginnings or (level == 1 and key[0] == "（" and LEVEL_BRACKET.fullmatch(key)))
        if goes_on or (key in labels and key.endswith("指标")):
            return _LEFT
        if key in beginnings:
            cost = max(cost, greed * _BEGINNING.get(len(key), _LEFT))
    return cost


def _events(pieces: Sequence[tuple[int, int, str, bool]]) -> list[Event]:
    events: dict[int, list[Event]] = {level: [] for level in range(_MOST)}
    for level, number, word, opens in pieces:
        here = events[level]
        if opens:
            here.append(Event(level, word, number, number))
        else:
            here[-1] = Event(level, here[-1].text + word, here[-1].first, number)
    return [event for level in range(_MOST) for event in events[level]]


def events_down(level: int, pieces: Sequence[tuple[int, str]], words: Vocabulary) -> list[Event]:
    """The labels that the pieces of one column spell, each given with its line; a label that is not known keeps its words."""
    labels = words.labels[level]
    # best: number of pieces → cost of the labels that they spell, and where the last of these begins
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        options: list[tuple[float, int]] = []
        for start in range(end):
            text = BRACKET.sub("", "".join(key for _, key in pieces[start:end]))
            apart = sum(max(0, after - before - _APART) for (before, _), (after, _) in pairwise(pieces[start:end]))
            known = text in labels and not pieces[start][1].startswith("（")  # points stand below their label
            unknown = 0.0 if known else _UNKNOWN * (end - start)
            options.append((best[start][0] + _ANOTHER + _FAR * apart + unknown, start))
        best.append(min(options))
    found: list[Event] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        text = BRACKET.sub("", "".join(key for _, key in pieces[start:end]))
        found.append(Event(level, text, pieces[start][0], pieces[end - 1][0]))
        end = start
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Span:
    """A row as labels are put to it: from where to where it is on the page, and the labels of level 1 that it may be under."""

    top: float
    bottom: float
    opens_page: bool = False
    parents: tuple[str, ...] = ()


def divide(spans: Sequence[Span], labels: Sequence[tuple[str, float]]) -> list[str]:
    """The label of each span: groups follow each other, each as near to the middle of its label as can be.

    `labels` are given with the place of their middle. At the top of a page the last group of the page before may go on.
    """
    if not labels:
        return [""] * len(spans)
    count = len(spans)
    # best[g][b]: cost and beginning of group g where it ends before span b; group 0 has no label
    best: list[dict[int, tuple[float, int]]] = [{b: (_BEFORE * b, 0) for b in range(count + 1)}]
    for text, middle in labels:
        before, costs = best[-1], dict[int, tuple[float, int]]()
        for end in range(1, count + 1):
            options = [(before[a][0] + _group_cost(spans[a:end], text, middle), a) for a in range(end) if a in before]
            if options:
                costs[end] = min(options)
        best.append(costs)
    if count not in best[-1]:
        return [""] * count
    found = [""] * count
    end = count
    for group in range(len(labels), 0, -1):
        start = best[group][end][1]
        found[start:end] = [labels[group - 1][0]] * (end - start)
        end = start
    return found


def _group_cost(group: Sequence[Span], text: str, middle: float) -> float:
    """How far the label is from the middle of the rows on its own page, and what their own labels say against it.

    The group may begin on that page or end on it: the rows of the pages before or after are then left out of the middle.
    """
    clash = sum(_CLASH for span in group if span.parents and text not in span.parents)
    pages: list[list[Span]] = [[]]
    for span in group:
        if span.opens_page and pages[-1]:
            pages.append([])
        pages[-1].append(span)
    return clash + min(abs((page[0].top + page[-1].bottom) / 2 - middle) for page in pages)


def parents_of(level2: str, printed: Mapping[str, object]) -> tuple[str, ...]:
    """The labels of level 1 among those printed that the official framework puts a level 2 under."""
    full = level2 if level2.endswith("指标") else f"{level2}指标"
    return tuple(parent for parent in PARENTS.get(full, ()) if parent in printed)
