"""Indicator tables in text that keeps the places of its words: columns by place, rows by the symmetry of their cells.

Every cell is centred in its row and has its lines around the line of the row's points, as many above it as below. Labels of
merged cells are centred in the rows that they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from etl.parse.performance.across import between
from etl.parse.performance.centred import text_of
from etl.parse.performance.dimensions import LEVEL0, LEVEL1_OVERALL, LEVEL2
from etl.parse.performance.facts import MOST_WEIGHT, points, run_width, width
from etl.parse.performance.places import Head, Look, fitted, spelled, with_units
from etl.parse.performance.raw import FormKind, RawForm, RawRow
from etl.parse.performance.right_edge import ragged
from etl.parse.performance.side_labels import Event, Span, divide, events_down, parents_of, vocabulary_of
from etl.parse.performance.tokens import Gap, Lines, Token
from etl.parse.performance.value_wording import COMPARATORS, NATURES
from etl.parse.performance.wording import INDICATOR_HEADERS, Field, ideographs

_LABELS: Final = (Field.LEVEL0, Field.LEVEL1, Field.LEVEL2)
_OF_POINTS: Final = re.compile(r"（?[\d.]*分?）?")  # a piece of the points below a label
_SIGNS: Final = frozenset("<>=≥≤≧≦")
_FILLED: Final = (Field.NAME, Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.SCORE)
_NO_NUMBERS: Final = (Field.NAME, Field.UNIT, Field.DEVIATION)
_WORDS: Final = MappingProxyType(dict(zip(_LABELS, (LEVEL0, LEVEL1_OVERALL, LEVEL2), strict=True)))
_NEEDED: Final = frozenset({Field.NAME, Field.WEIGHT, Field.SCORE})
_MOST_HEADER: Final = 5  # lines of a header
_SURE_PIECE: Final = 4  # characters of a piece of a label that is hardly a piece of a name
_ASIDE: Final = 6  # places left of the first label of a header
_NAMELESS: Final = 20.0
_UNEVEN: Final = 2.0  # a line more above the points than below
_TORN: Final = 1.5  # a row on two pages
_CLOSE: Final = 0.5  # lines half a line apart printed as one
_SHORT: Final = 0.3  # what a line that ends early weighs against that
_UNFIT: Final = 8.0  # words in a column of points, or the other way round
_UNKNOWN: Final = 2.0  # words in a column of labels that are no piece of a known one
_WORDY: Final = 0.3  # many words in a column of values
_MOST_VALUE: Final = 5  # characters of a line that is hardly of more words than a value
_MOST_ASTRAY: Final = 2.0  # places that the words of a line are off, on average

Cells = Mapping[Field, Token]


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a table on one page, and the columns of its header or of the one before."""

    heads: Sequence[Head[Field]]
    lines: Lines

    def placed(self) -> list[tuple[float, dict[Field, Token]]]:
        """The cells of each line, and how far its words are from their places."""
        apart = any(head.column == Field.UNIT for head in self.heads)
        lines = self.lines if apart else [with_units(line) for line in self.lines]
        rows = sum(_ends_in_points(line) for line in lines)
        columns = fitted(self.heads, lines, Look(_unfit, dict.fromkeys(_FILLED, rows), {Field.SCORE: Field.WEIGHT}))
        return [columns.place(line) for line in lines]


def find_placed_header(lines: Lines) -> tuple[int, int, list[Head[Field]]] | None:
    """First line of an indicator header, the line after it, and its columns with their places; None where there is none."""
    for at, line in enumerate(lines):
        if not any(word.key in ("二级指标", "三级指标") for word in line):
            continue
        found: list[tuple[int, int, int, list[Head[Field]]]] = []
        for first in range(max(0, at - _MOST_HEADER + 1), at + 1):
            for end in range(min(len(lines), first + _MOST_HEADER), at, -1):
                heads, unknown = spelled(lines[first:end], INDICATOR_HEADERS)
                columns = [head.column for head in heads]
                if not unknown and set(columns) >= _NEEDED and len(set(columns)) == len(columns):
                    found.append((len(heads), end - first, first, heads))
        if found:
            _, count, first, heads = max(found, key=lambda header: header[:2])
            return first, first + count, [*_side(heads[0]), *heads]
    return None


def _side(first: Head[Field]) -> list[Head[Field]]:
    """The column left of all that a header names, of the label that stands for the whole table."""
    left = first.start - _ASIDE
    return [] if first.column == Field.LEVEL0 else [Head(Field.LEVEL0, left, left + 2)]


def read_rows_placed(form: RawForm, lines: Lines, first: int, end: int, heads: Sequence[Head[Field]]) -> bool:
    """Read the rows below a header on the lines from `first` to `end` into a form that has none.

    False, and nothing read, where the words below do not stand in the header's columns.
    """
    pages = _pages(lines, first, end, heads)
    body = [line for page in pages for line in page.lines]
    placed = [cell for page in pages for cell in page.placed()]
    cells = [cell for _, cell in placed]
    anchors = [i for i, cell in enumerate(cells) if _has_points(cell)]
    if not anchors or sum(cost for cost, _ in placed) > _MOST_ASTRAY * len(body):
        return False
    opens_page = [number > 0 and not at for number, page in enumerate(pages) for at in range(len(page.lines))]
    starts = _parted(cells, anchors, opens_page)
    levels = _levels(form.kind, cells, starts, opens_page)
    for (low, high), anchor, (level1, level2) in zip(pairwise(starts), anchors, levels, strict=True):
        texts = {column: text_of(_down(cells[low:high], column)) for column in _columns(cells[low:high])}
        form.rows.append(RawRow(body[anchor][0].line, texts, level1, level2))
    for line, cell in zip(body, cells, strict=True):
        form.claim(line, "read" if _columns([cell]) else "label")
    form.claim((word for line in lines[first:end] for word in line), "label")
    return True


def _pages(lines: Lines, first: int, end: int, heads: Sequence[Head[Field]]) -> list[_Page]:
    """The lines below a header page by page."""
    keys = [[word.key for word in line] for line in lines[first:end]]
    pages = [_Page(heads, [])]
    at = end
    while at < len(lines):
        if [[word.key for word in line] for line in lines[at : at + len(keys)]] == keys:
            again = spelled(lines[at : at + len(keys)], INDICATOR_HEADERS)[0]
            pages.append(_Page([*_side(again[0]), *again], []))
            at += len(keys)
            continue
        if lines[at][0].gap == Gap.PAGE and pages[-1].lines:
            pages.append(_Page(pages[-1].heads, []))
        pages[-1].lines.append(lines[at])
        at += 1
    return pages


def _unfit(column: Field, word: Token) -> float:
    """Cost of a word in a column by its look."""
    number = points(word.key) is not None
    if column in (Field.WEIGHT, Field.SCORE):
        return 0.0 if number else _UNFIT
    if column in (Field.NATURE, Field.COMPARATOR):
        return 0.0 if any(word.key in known for known in (*NATURES, *COMPARATORS)) else _UNFIT
    if column in _LABELS:
        piece = ideographs(word.key)
        if column != Field.LEVEL2 and _OF_POINTS.fullmatch(word.key):
            return 0.0
        return _UNFIT if number else 0.0 if any(piece in label for label in _WORDS[column]) else _UNKNOWN
    compared = word.key in COMPARATORS or word.key[0] in _SIGNS
    if column == Field.NAME and word.key in NATURES:
        return _UNKNOWN
    if column == Field.NAME and (compared or (len(word.key) >= _SURE_PIECE and any(word.key in label for label in LEVEL2))):
        return _UNFIT if compared else _UNKNOWN
    if column in (Field.TARGET, Field.ACTUAL):
        return _WORDY if len(ideographs(word.key)) > _MOST_VALUE else 0.0
    return _UNFIT if number and column in _NO_NUMBERS else 0.0


def _ends_in_points(line: Sequence[Token]) -> bool:
    """True for a line with two numbers beside each other, which every row has one of."""
    return any(points(weight.key) is not None and points(score.key) is not None for weight, score in pairwise(line))


def _has_points(cells: Cells) -> bool:
    """True for the line of a row's points, in its middle."""
    weight, score = (points(cells[column].key) if column in cells else None for column in (Field.WEIGHT, Field.SCORE))
    return 0 < weight <= MOST_WEIGHT if weight is not None else score is not None


def _columns(lines: Sequence[Cells]) -> list[Field]:
    """The columns of a row that anything is printed in, the labels left out."""
    return [column for column in Field if column not in _LABELS and any(column in cells for cells in lines)]


def _down(lines: Sequence[Cells], column: Field) -> list[Token]:
    return [cells[column] for cells in lines if column in cells]


def _parted(cells: Sequence[Cells], anchors: Sequence[int], opens_page: Sequence[bool]) -> list[int]:
    """Where each row begins, and the end: each row as even around the line of its points as can be."""
    # best: where the next row begins → cost so far and where each row before began
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for anchor, after in pairwise([*anchors, len(cells)]):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in range(anchor + 1, after + 1) if after < len(cells) else (after,):
            following[end] = min(
                (cost + _row_cost(cells, start, anchor, end, opens_page), (*starts, start))
                for start, (cost, starts) in best.items()
            )
        best = following
    [(_, starts)] = best.values()
    return [*starts, len(cells)]


def _row_cost(cells: Sequence[Cells], start: int, anchor: int, end: int, opens_page: Sequence[bool]) -> float:
    """What is amiss with the lines from `start` to `end` as a row; one at the end of a page or on two lies around nothing."""
    row = cells[start:end]
    nameless = 0.0 if any(Field.NAME in cells for cells in row) else _NAMELESS
    if any(opens_page[start + 1 : end]):
        return nameless + _TORN + _UNEVEN * any(opens_page[start + 1 : anchor + 1])
    uneven = _uneven(row, anchor - start)
    return nameless + (min(uneven, _UNEVEN) if end < len(cells) and opens_page[end] else uneven)


def _uneven(row: Sequence[Cells], anchor: int) -> float:
    """How far the cells of a row are from lying around the line of its points, and how early their lines end."""
    cost = 0.0
    for column in _columns(row):
        above, below = (sum(column in cells for cells in part) for part in (row[:anchor], row[anchor + 1 :]))
        more = abs(above - below)
        if more and column in row[anchor] and (above + below) % 2:
            cost += _CLOSE - _UNEVEN
        cost += _UNEVEN * more
        if above + below:
            pieces = _down(row, column)
            runs = [run_width(piece.text) for piece in pieces[1:]]
            cost += _SHORT * ragged([width(piece.text) for piece in pieces], runs, None)
    return cost


def _levels(kind: FormKind, cells: Sequence[Cells], starts: Sequence[int], opens_page: Sequence[bool]) -> list[tuple[str, str]]:
    """Labels of levels 1 and 2 of each row: groups of rows by level 2, groups of those by level 1."""
    spans, places = _heights(cells, starts, opens_page)
    words = vocabulary_of(kind, full=False)
    labels: list[list[Event]] = []
    for level, column in enumerate(_LABELS):
        pieces = [(i, cell[column].key) for i, cell in enumerate(cells) if column in cell]
        labels.append(events_down(level, pieces, words))
    _, first, second = ([(event.text, (places[event.first] + places[event.last]) / 2) for event in events] for events in labels)
    below = divide(spans, second)
    printed = dict(first)
    under = [replace(span, parents=parents_of(label, printed)) for span, label in zip(spans, below, strict=True)]
    return list(zip(divide(under, first), below, strict=True))


def _heights(cells: Sequence[Cells], starts: Sequence[int], opens_page: Sequence[bool]) -> tuple[list[Span], list[float]]:
    """What each row takes of the page, in line heights, and where every line of the table stands."""
    known: dict[int, float] = {}
    spans: list[Span] = []
    top = 0.0
    for low, high in pairwise(starts):
        row = cells[low:high]
        counts = {column: len(_down(row, column)) for column in _columns(row)}
        middle = top + max(counts.values()) / 2
        for column, count in counts.items():
            lines = [i for i in range(low, high) if column in cells[i]]
            known |= {line: middle + at - (count - 1) / 2 for at, line in enumerate(lines)}
        bottom = top + max(counts.values())
        spans.append(Span(top, bottom, any(opens_page[low:high])))
        top = bottom
    return spans, [between(known, line) for line in range(len(cells))]
