"""Forms printed line by line across the page, the words of all cells of one height on one line.

So a page is turned into text that keeps its lines: a cell of three lines stands on three lines, and between them stand those of
its neighbours (see `centred`) and of the labels of merged cells (see `side_labels`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Final

from etl.parse.performance.centred import Block, solve_block, stacked, text_of
from etl.parse.performance.facts import MOST_WEIGHT, points
from etl.parse.performance.raw import FormKind, RawForm, RawRow
from etl.parse.performance.side_labels import Event, Span, Vocabulary, divide, parents_of, take_labels, vocabulary_of
from etl.parse.performance.tokens import Gap, Lines, Token, join, lines_of
from etl.parse.performance.wording import INDICATOR_HEADERS, Field

_LABELS: Final = (Field.LEVEL0, Field.LEVEL1, Field.LEVEL2)
_MOST_HEADER: Final = 5  # lines of a header
_OFF_MIDDLE: Final = 3.0  # a line more above the middle of a row than below it
_UNSOLVED: Final = 8.0
_AMISS: Final = 1.6


@dataclass(slots=True)
class _Row:
    """A row as its lines were put to cells: where they begin in the table, and which line holds the points."""

    first: int
    anchor: int
    block: Block


@dataclass(slots=True)
class _Table:
    """A table with the pieces of labels taken out: how many of each line, the lines left with their numbers, their rows."""

    taken: list[int]
    events: list[Event]
    numbers: list[int]
    cells: Lines
    rows: list[_Row]

    @property
    def placed(self) -> int:
        """Number of lines in rows less those in none."""
        inside = sum(len(row.block.middles) for row in self.rows)
        return 2 * inside - len(self.cells)

    @property
    def cost(self) -> float:
        """What is amiss in the rows."""
        return sum(row.block.cost for row in self.rows)

    @property
    def sure(self) -> bool:
        """True where every line is in a row and no row looks amiss."""
        return self.placed == len(self.cells) and all(row.block.cost < _AMISS for row in self.rows)


def find_header(lines: Lines) -> tuple[int, int, tuple[Field, ...]] | None:
    """First line of an indicator header, the line after it, and its columns; None where there is none."""
    for at, line in enumerate(lines):
        if not any(token.key in ("二级指标", "三级指标") for token in line):
            continue
        for first in range(max(0, at - _MOST_HEADER + 1), at + 1):
            for end in range(min(len(lines), first + _MOST_HEADER), at, -1):
                columns = stacked(lines[first:end], INDICATOR_HEADERS, tuple(Field))
                if columns and {Field.NAME, Field.WEIGHT, Field.SCORE} <= set(columns):
                    return first, end, columns
    return None


def read_rows_across(form: RawForm, tokens: Sequence[Token]) -> int | None:
    """Read header and rows into a form that has none; the index of the header, None where the lines are no such table."""
    lines = lines_of(tokens)
    header = find_header(lines)
    if header is None:
        return None
    first, end, columns = header
    body = _below_header(lines, first, end)
    if not _read_body(form, body, tuple(column for column in columns if column not in _LABELS)):
        return None
    form.claim((token for line in lines[first:end] for token in line), "label")
    return sum(map(len, lines[:first]))


def _below_header(lines: Lines, first: int, end: int) -> Lines:
    """The lines below a header, without those that print it again at the top of a page."""
    head = [[token.key for token in line] for line in lines[first:end]]
    body: Lines = []
    at = end
    while at < len(lines):
        if [[token.key for token in line] for line in lines[at : at + len(head)]] == head:
            at += len(head)
            continue
        body.append(lines[at])
        at += 1
    return body


def _read_body(form: RawForm, body: Lines, columns: Sequence[Field]) -> bool:
    table = _best_table(body, columns, form.kind)
    taken, events, numbers, cells, rows = table.taken, table.events, table.numbers, table.cells, table.rows
    if not rows:
        return False
    places = _places(rows, numbers, len(body))
    levels = _levels(_spans(rows, numbers, places, body), events, places)
    for row, (level1, level2) in zip(rows, levels, strict=True):
        texts = {column: text_of(cell) for column, cell in row.block.cells.items()}
        raw = RawRow(row.block.cells[Field.NAME][0].line, texts, level1, level2)
        anchor = cells[row.anchor][0].line
        raw.values_line = None if anchor is raw.line else anchor
        form.rows.append(raw)
    used = {row.first + i for row in rows for i in range(len(row.block.middles))}
    form.unplaced += [(line[0].line, join(line)) for i, line in enumerate(cells) if i not in used]
    for line, count in zip(body, taken, strict=True):
        form.claim(line[:count], "label")
        form.claim(line[count:])
    return True


def _best_table(body: Lines, columns: Sequence[Field], kind: FormKind) -> _Table:
    """The table read with labels in full or short, their beginnings sought or not: the first that is sure, else the best."""
    tables: list[_Table] = []
    for full, greed in product((True, False), (1.0, 0.2)):
        tables.append(_table(body, columns, vocabulary_of(kind, full=full), greed))
        if tables[-1].sure:
            return tables[-1]
    return min(tables, key=lambda table: (-table.placed, table.cost))


def _table(body: Lines, columns: Sequence[Field], words: Vocabulary, greed: float) -> _Table:
    taken, events = take_labels(body, words, greed)
    numbers = [i for i, (line, count) in enumerate(zip(body, taken, strict=True)) if len(line) > count]
    cells = [body[i][taken[i] :] for i in numbers]
    return _Table(taken, events, numbers, cells, _rows(cells, columns))


def _is_anchor(line: Sequence[Token], columns: Sequence[Field]) -> bool:
    """True for a line with a weight and a score, which every row has one of, in its middle."""
    numbers = [i for i, token in enumerate(line) if points(token.key) is not None]
    if len(numbers) < 2:
        return False
    weight, score = numbers[-2:]
    if columns[columns.index(Field.SCORE) - 1] == Field.WEIGHT and score != weight + 1:
        return False
    allotted = points(line[weight].key)
    return allotted is not None and 0 < allotted <= MOST_WEIGHT and len(line) - score <= 1 + (Field.DEVIATION in columns)


def _rows(cells: Lines, columns: Sequence[Field]) -> list[_Row]:
    """The rows of the table: lines between two of them parted so that each row lies around the line of its points."""
    anchors = [i for i, line in enumerate(cells) if _is_anchor(line, columns)]
    if not anchors:
        return []

    @cache
    def block(row: int, above: int) -> Block | None:
        return solve_block(cells[anchors[row] - above : anchors[row] + above + 1], columns)

    gaps = [after - before - 1 for before, after in zip(anchors, [*anchors[1:], len(cells)], strict=True)]
    # states: lines of a row above its points → cost so far and the lines below the points of each row before
    states: dict[int, tuple[float, tuple[int, ...]]] = {anchors[0]: (0.0, ())}
    for row, gap in enumerate(gaps):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for above, (cost, belows) in states.items():
            for below in range(gap + 1) if row < len(gaps) - 1 else (gap,):
                solved = block(row, above) if above == below else None
                step = cost + (solved.cost if solved else _UNSOLVED + _OFF_MIDDLE * abs(above - below))
                known = following.get(gap - below)
                if known is None or step < known[0]:
                    following[gap - below] = step, (*belows, below)
        states = following
    _, belows = min(states.values())
    aboves = [anchors[0], *(gap - below for gap, below in zip(gaps, belows, strict=True))]
    rows: list[_Row] = []
    for row, (above, below) in enumerate(zip(aboves, belows, strict=False)):
        solved = block(row, above) if above == below else None
        if solved is not None:
            rows.append(_Row(anchors[row] - above, anchors[row], solved))
    return rows if len(rows) * 4 >= len(anchors) * 3 else []


def _places(rows: Sequence[_Row], numbers: Sequence[int], size: int) -> list[float]:
    """Where every line of the table stands, in line heights: in its row by the row's shape, between rows halfway."""
    known: dict[int, float] = {}
    top = 0.0
    for row in rows:
        middles = row.block.middles
        top += (1 - min(middles)) / 2
        for offset, middle in enumerate(middles):
            known[numbers[row.first + offset]] = top + middle / 2
        top += (1 + max(middles)) / 2
    return [between(known, line) for line in range(size)]


def between(known: Mapping[int, float], line: int) -> float:
    """The place of a line, from those of the lines around it where it is not known itself."""
    if line in known:
        return known[line]
    before = max((at for at in known if at < line), default=None)
    after = min((at for at in known if at > line), default=None)
    if before is None or after is None:
        end = after if before is None else before
        return known[end] + (0.5 if before is not None else -0.5) if end is not None else 0.0
    return known[before] + (known[after] - known[before]) * (line - before) / (after - before)


def _spans(rows: Sequence[_Row], numbers: Sequence[int], places: Sequence[float], body: Lines) -> list[Span]:
    """What each row takes of the page, and whether a page begins between the points of the row before and its own."""
    spans: list[Span] = []
    last = -1
    for row in rows:
        first, middles, anchor = numbers[row.first], row.block.middles, numbers[row.anchor]
        begins = any(body[line][0].gap == Gap.PAGE for line in range(last + 1, anchor + 1))
        last = anchor
        spans.append(Span(places[first] - 0.5, places[first] + (max(middles) - min(middles)) / 2 + 0.5, begins))
    return spans


def _levels(spans: Sequence[Span], events: Sequence[Event], places: Sequence[float]) -> list[tuple[str, str]]:
    """Labels of levels 1 and 2 of each row: groups of rows by level 2, groups of those by level 1."""
    middle = {event: (places[event.first] + places[event.last]) / 2 for event in events}
    printed = {event.text: event for event in events if event.level == 1}
    second = divide(spans, [(event.text, middle[event]) for event in events if event.level == 2])
    under = [replace(span, parents=parents_of(label, printed)) for span, label in zip(spans, second, strict=True)]
    first = divide(under, [(event.text, middle[event]) for event in events if event.level == 1])
    return list(zip(first, second, strict=True))
