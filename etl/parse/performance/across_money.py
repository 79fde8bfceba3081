"""Money lines of a form printed line by line across the page: a label above, beside and below the numbers that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.centred import solve_block, stacked, text_of
from etl.parse.performance.money_wording import FUNDING_HEAD, MONEY_HEADERS, Money, source_of
from etl.parse.performance.raw import RawForm
from etl.parse.performance.tokens import Lines, Token, join, lines_of
from etl.parse.performance.wording import ACHIEVED, EXPECTED, Field

_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d*)?%?分?")
_SIDE: Final = re.compile(r"[项目部门资金预算执行情况年度整体支出（）万元：]+")  # a piece of the merged cell beside the money
_GOAL_SIDE: Final = re.compile(r"[年度总体绩效目标]{1,6}")  # a piece of the merged cell beside the goals
_ORDER: Final = tuple(Money)
_MOST_GOAL: Final = 6
_MOST_HEADER: Final = 5
_LEAST_HEADERS: Final = 3
_UNNAMED: Final = 6.0
_UNUSED: Final = 2.0
_BESIDE: Final = 0.1
_MOST_PIECES: Final = 7


def read_money_across(form: RawForm, tokens: Sequence[Token]) -> bool:
    """Read the money lines into a form that has none; False, and nothing read, where the lines are no such table."""
    lines = [line for line in lines_of(tokens) if not FUNDING_HEAD.fullmatch("".join(token.key for token in line))]
    first = next((i for i, line in enumerate(lines) if figures_of(line)), len(lines))
    header = next(((end, found) for end, found in _headers(lines, first)), None)
    if header is None:
        return False
    end, form.money_headers = header
    form.read_unit(token.key for token in tokens)
    for label, line, pieces in money_lines(lines[end:]):
        opened = form.open_money(label, line[0].line)
        if opened is not None:
            opened.pieces = [token.key for token in pieces]
            opened.columns = [None] * len(pieces)
    form.claim(tokens)
    return bool(form.funding)


def _headers(lines: Lines, first: int) -> Iterator[tuple[int, tuple[Money, ...]]]:
    """The lines before the first figures that spell the header of the money, the longest first: where it ends, its columns."""
    for start in range(max(0, first - _MOST_HEADER), first):
        for end in range(first, start, -1):
            head = [
                [token for token in line if not _SIDE.fullmatch(token.key) or token.key in MONEY_HEADERS]
                for line in lines[start:end]
            ]
            found = stacked(lines[start:end], MONEY_HEADERS, _ORDER) or stacked(head, MONEY_HEADERS, _ORDER)
            if found and len(found) >= _LEAST_HEADERS:
                yield end, found


def figures_of(line: Sequence[Token]) -> list[Token]:
    """The figures and dashes that a line ends in."""
    start = len(line)
    while start and (_NUMBER.fullmatch(line[start - 1].key) or line[start - 1].key in BLANK_CELLS):
        start -= 1
    return list(line[start:])


def money_lines(lines: Lines) -> list[tuple[str, list[Token], list[Token]]]:
    """The label of each line of money, the line, and its figures.

    Where every line of figures names its source, lines with a source and no figures are blank ones; else the words are parted
    so that every line of figures has a source.
    """
    anchors = [i for i, line in enumerate(lines) if figures_of(line)]
    words = [line[: len(line) - len(figures_of(line))] for line in lines]
    own = [_label([token.key for token in line])[1] for line in words]
    if all(own[i] for i in anchors):
        return [(label, line, figures_of(line)) for label, line in zip(own, lines, strict=True) if label]
    # states: where the words of the next line of figures begin → cost, and the labels so far
    states: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for anchor, after in zip(anchors, [*anchors[1:], len(lines)], strict=True):
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, labels) in states.items():
            for end in range(anchor + 1, after + 1):
                dear, label = _label([token.key for line in words[start:end] for token in line])
                known = following.get(end)
                if known is None or cost + dear < known[0]:
                    following[end] = cost + dear, (*labels, label)
        states = following
    left = {end: cost + _UNUSED * (len(lines) - end) for end, (cost, _) in states.items()}
    _, labels = states[min(left, key=left.__getitem__)]
    return [(label, lines[anchor], figures_of(lines[anchor])) for label, anchor in zip(labels, anchors, strict=True)]


def _label(pieces: Sequence[str]) -> tuple[float, str]:
    """The label that pieces spell, those of the merged cell at their left taken out, and what is amiss with it."""
    best = (_UNNAMED, "")
    if len(pieces) > _MOST_PIECES:
        return best
    for count in range(len(pieces), 0, -1):
        for chosen in combinations(range(len(pieces)), count):
            label = "".join(pieces[i] for i in chosen)
            if source_of(label):
                left = [piece for i, piece in enumerate(pieces) if i not in chosen]
                best = min(best, (sum(_BESIDE if _SIDE.fullmatch(piece) else _UNUSED for piece in left), label))
    return best


def read_goals_across(form: RawForm, tokens: Sequence[Token]) -> None:
    """Read the two goals printed beside each other: their lines lie around one middle."""
    form.claim(tokens, "form_text")
    lines = [
        [token for token in line if not _GOAL_SIDE.fullmatch(token.key) and token.key not in (*EXPECTED, *ACHIEVED)]
        for line in lines_of(tokens)
    ]
    lines = [line for line in lines if line]
    block = solve_block(lines, (Field.TARGET, Field.BASIS)) if len(lines) <= _MOST_GOAL else None
    if block is not None:
        form.expected_goal, form.actual_goal = (text_of(block.cells.get(c, ())) for c in (Field.TARGET, Field.BASIS))
    elif lines:
        form.expected_goal = join([token for line in lines for token in line])
