"""Money and goals of a form in text that keeps the places of its words: each amount and each line of a goal by its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.across_money import figures_of, money_lines
from etl.parse.performance.centred import text_of
from etl.parse.performance.money_wording import MONEY_HEADERS, MONEY_HINTS, Money
from etl.parse.performance.places import Columns, Head, Look, clusters, fitted, spelled
from etl.parse.performance.raw import RawForm
from etl.parse.performance.tokens import Lines, Token
from etl.parse.performance.wording import ACHIEVED, BESIDE_GOALS, EXPECTED, PARTS_BELOW_GOALS, Field

_MOST_HEADER: Final = 3
_LEAST_MONEY: Final = 3
_LEAST_LABEL: Final = 3  # characters of a header's label that is told by the words in it
_NUMBERED: Final = re.compile(r"^\d[.．、]")


def find_placed_money(lines: Lines) -> tuple[int, int, list[Head[Money]]] | None:
    """First line of the header of the money, the line after it, and its columns with their places; None where there is none."""
    found: list[tuple[int, int, int, list[Head[Money]]]] = []
    for first in range(len(lines)):
        for end in range(first + 1, min(len(lines), first + _MOST_HEADER) + 1):
            if figures_of(lines[end - 1]):
                break
            heads = _money_heads(lines[first:end])
            if len({head.column for head in heads}) >= _LEAST_MONEY:
                found.append((len(heads), first - end, first, heads))
    if not found:
        return None
    _, count, first, heads = max(found, key=lambda header: header[:2])
    return first, first - count, heads


def _money_heads(lines: Lines) -> list[Head[Money]]:
    """The columns that a header names; right of the first label that is known, one may be told by a word in its label."""
    heads, unknown = spelled(lines, MONEY_HEADERS)
    for cluster in unknown if heads else ():
        column = next((column for pattern, column in MONEY_HINTS if pattern.search(cluster.key)), None)
        if column is not None and len(cluster.key) >= _LEAST_LABEL and cluster.start > heads[0].start:
            heads.append(Head(column, cluster.start, cluster.end))
    once = {head.column: head for head in reversed(heads)}
    return sorted(once.values(), key=lambda head: head.start)


def read_money_placed(form: RawForm, lines: Lines, heads: Sequence[Head[Money]]) -> None:
    """Read the lines below the header of the money into a form that has none."""
    rows = money_lines(lines)
    columns = Columns(heads, [figures for _, _, figures in rows])
    order = [head.column for head in heads]
    form.money_headers, form.header_at = tuple(order), {column: at for at, column in enumerate(order)}
    for label, line, figures in rows:
        opened = form.open_money(label, line[0].line)
        if opened is None:
            continue
        opened.pieces = [figure.key for figure in figures]
        opened.columns = [None] * len(figures)
        placed = columns.place(figures)[1] if figures else {}
        if len(placed) == len(figures):
            opened.columns = [order.index(column) for column in placed]
    form.claim(word for line in lines for word in line)
    titles = clusters([[word for word in line if word.key not in BLANK_CELLS] for line in lines])
    form.read_unit(title.key for title in titles)


def find_placed_goals(lines: Lines) -> int | None:
    """The line that the two goals are named on beside each other; None where there is none."""
    for at, line in enumerate(lines):
        keys = [word.key for word in line]
        if any(key in EXPECTED for key in keys) and any(key in ACHIEVED for key in keys):
            return at
    return None


def read_goals_placed(form: RawForm, lines: Lines) -> None:
    """Read the two goals below the line that names them, each line of a goal by its place; other parts may follow them."""
    heads = [
        Head(column, word.start, word.end)
        for word in lines[0]
        if (column := Field.TARGET if word.key in EXPECTED else Field.ACTUAL if word.key in ACHIEVED else None)
    ]
    form.claim((word for line in lines for word in line), "form_text")
    texts: list[list[Token]] = []
    for line in lines[1:]:
        if any(_begins_part(word.key) for word in line[:2]):
            break
        texts.append(_without_side(line))
    texts = [line for line in texts if line]
    columns = fitted(heads, texts, Look(lambda *_: 0.0, {head.column: 1 for head in heads}, {}))
    placed = [columns.place(line)[1] for line in texts]
    form.expected_goal, form.actual_goal = (
        text_of([cells[column] for cells in placed if column in cells]) for column in (Field.TARGET, Field.ACTUAL)
    )


def _begins_part(key: str) -> bool:
    return any(label.startswith(_NUMBERED.sub("", key)) for label in PARTS_BELOW_GOALS) and bool(_NUMBERED.match(key))


def _without_side(line: Sequence[Token]) -> list[Token]:
    """A line without the pieces of labels that stand beside the goals."""
    at = 0
    while at < len(line) and any(_NUMBERED.sub("", line[at].key) in label for label in BESIDE_GOALS):
        at += 1
    return list(line[at:])
