"""Tables without rulings: columns from the white space that runs through their rows.

Where the white space leaves any doubt (a name that reaches into a column of figures, two pieces in one column) the lines stay
running text, whose columns are then worked out from the accounts; a wrong column would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from etl.extract.pdf.glyphs import Run, split_run
from etl.extract.rows import Printed, cell_text, row

_DECIMAL: Final = re.compile(r"[-－(（]?\d[\d,]*\.\d+%?[)）]?")
_FIGURE: Final = re.compile(r"[-－(（]?\d[\d,]*(?:\.\d+)?%?[)）]?|[-－—–]+")
_MAX_GAP_LINES: Final = 3  # lines with one piece (wrapped names, classes without amounts) inside a table
_MIN_LINES: Final = 3
_TOUCH: Final = 1.0  # points
_WRAPPED: Final = 0.75  # of the distance between rows: a line nearer to a row than that is a part of it


@dataclass(frozen=True)
class Block:
    """Lines `start` to `end` (exclusive) of a page as rows of one table."""

    start: int
    end: int
    rows: tuple[Printed, ...]


@dataclass(frozen=True)
class _Columns:
    """Left and right edges of the columns, and which of them hold amounts."""

    edges: tuple[tuple[float, float], ...]
    valued: frozenset[int]

    def of(self, piece: Run) -> int:
        """The first column that a piece overlaps; -1 where it stands over none."""
        return next((i for i, (left, right) in enumerate(self.edges) if piece.x0 < right and piece.x1 > left), -1)


def find_blocks(lines: Sequence[Run]) -> list[Block]:
    """The tables without rulings among the lines of a page that stand outside its ruled tables."""
    pieces = [split_run(line) for line in lines]
    out: list[Block] = []
    for start, end in _stretches(lines, pieces):
        block = _read(lines, pieces, start, end)
        if block is not None:
            out.append(block)
    return out


def _stretches(lines: Sequence[Run], pieces: Sequence[Sequence[Run]]) -> list[tuple[int, int]]:
    """Stretches of lines that mostly have several pieces and print amounts."""
    several = [index for index, line in enumerate(pieces) if len(line) > 1]
    groups: list[list[int]] = []
    for index in several:
        near = groups and index - groups[-1][-1] <= _MAX_GAP_LINES + 1
        if near and lines[index].top - lines[groups[-1][-1]].bottom < 8 * lines[index].size:
            groups[-1].append(index)
        else:
            groups.append([index])
    out = []
    for group in groups:
        with_amounts = sum(1 for i in group if any(_DECIMAL.fullmatch(piece.text) for piece in pieces[i]))
        if len(group) >= _MIN_LINES and with_amounts >= 2:
            out.append((group[0], group[-1] + 1))
    return out


def _read(lines: Sequence[Run], pieces: Sequence[Sequence[Run]], start: int, end: int) -> Block | None:
    body = next(i for i in range(start, end) if any(_DECIMAL.fullmatch(piece.text) for piece in pieces[i]))
    columns = _columns(pieces[body:end])
    if columns is None:
        return None
    columns = _with_header_columns(columns, pieces[start:body])
    header = [_cells(columns, line) for line in pieces[start:body]]
    rows = _rows(columns, lines[body:end], pieces[body:end])
    if rows is None or any(cells is None for cells in header):
        return None
    whole = [cells for cells in header if cells is not None] + rows
    return Block(start, end, tuple(row([cell_text(texts) for texts in cells]) for cells in whole))


def _columns(body: Sequence[Sequence[Run]]) -> _Columns | None:
    """The columns that the white space of the body shows; None where a column mixes names and amounts."""
    spans = sorted((piece.x0, piece.x1) for line in body for piece in line)
    edges: list[tuple[float, float]] = []
    for left, right in spans:
        if edges and left <= edges[-1][1] + _TOUCH:
            edges[-1] = (edges[-1][0], max(edges[-1][1], right))
        else:
            edges.append((left, right))
    columns = _Columns(tuple(edges), frozenset())
    valued = {columns.of(piece) for line in body for piece in line if _DECIMAL.fullmatch(piece.text)}
    for line in body:
        if any(columns.of(piece) in valued and not _FIGURE.fullmatch(piece.text.replace(" ", "")) for piece in line):
            return None
    return _Columns(columns.edges, frozenset(valued)) if len(edges) > 1 else None


def _with_header_columns(columns: _Columns, header: Sequence[Sequence[Run]]) -> _Columns:
    """The columns with those that only the header shows: empty in every row of the body."""
    bare = [piece for line in header for piece in line if columns.of(piece) < 0]
    edges = list(columns.edges)
    for piece in bare:
        found = next((i for i, (left, right) in enumerate(edges) if piece.x0 < right and piece.x1 > left), None)
        if found is None:
            edges.append((piece.x0, piece.x1))
    edges.sort()
    valued = {index for index, edge in enumerate(edges) if any(columns.edges[i] == edge for i in columns.valued)}
    return _Columns(tuple(edges), frozenset(valued))


def _cells(columns: _Columns, line: Sequence[Run]) -> list[list[str]] | None:
    """The pieces of a line by column; None where two figures meet in one column."""
    cells: list[list[str]] = [[] for _ in columns.edges]
    for piece in line:
        column = columns.of(piece)
        if column < 0 or (column in columns.valued and cells[column]):
            return None
        cells[column].append(piece.text)
    return [["".join(texts)] if texts else [] for texts in cells]


def _rows(columns: _Columns, lines: Sequence[Run], pieces: Sequence[Sequence[Run]]) -> list[list[list[str]]] | None:
    """Rows with the lines of wrapped names put to the row they stand by."""
    anchors = [i for i, line in enumerate(pieces) if len(line) > 1 or columns.of(line[0]) in columns.valued]
    middles = [(line.top + line.bottom) / 2 for line in lines]
    pitch = median(b - a for a, b in pairwise(middles[i] for i in anchors)) if len(anchors) > 1 else 0.0
    owner: dict[int, list[int]] = {index: [index] for index in anchors}
    for index in range(len(lines)):
        if index in owner:
            continue
        nearest = min(anchors, key=lambda i: (abs(middles[i] - middles[index]), i))
        if abs(middles[nearest] - middles[index]) < _WRAPPED * pitch:
            owner[nearest].append(index)
        else:
            owner[index] = [index]
    out: list[list[list[str]]] = []
    for index in sorted(owner):
        joined: list[list[str]] = [[] for _ in columns.edges]
        for member in sorted(owner[index]):
            cells = _cells(columns, pieces[member])
            if cells is None:
                return None
            for column, texts in enumerate(cells):
                joined[column].extend(texts)
        out.append(joined)
    return out
