"""Tables without rulings: columns from the white space that runs through their rows.

Where the white space leaves any doubt (a name that reaches into a column of figures, two pieces in one column, figures without
a header) the lines stay running text, whose columns are then worked out from the accounts; a wrong column is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from etl.extract.pdf.assembly import Strip, assemble
from etl.extract.pdf.glyphs import Run, split_run
from etl.extract.rows import Printed, cell_text, row

_DECIMAL: Final = re.compile(r"[-－(（]?\d[\d,]*\.\d+%?[)）]?")
_FIGURE: Final = re.compile(r"[-－(（]?\d[\d,]*(?:\.\d+)?%?[)）]?|[-－—–]+")
_MAX_GAP_LINES: Final = 3  # lines with one piece (wrapped names, classes without amounts) inside a table
_MIN_LINES: Final = 3
_FIRST_LINES: Final = 3  # a table that goes on from the page before begins within these
_BREAK: Final = re.compile(r"表$|单位[:：]|^注|^公开|。$")  # lines between tables, not within one
_TOUCH: Final = 1.0  # points
_CLOSE: Final = 0.4  # gap between the labels of two columns, in sizes
Span = tuple[float, float]


@dataclass(frozen=True)
class Block:
    """Lines `start` to `end` (exclusive) of a page as rows of one table under `columns`."""

    start: int
    end: int
    rows: tuple[Printed, ...]
    columns: Columns


@dataclass(frozen=True)
class Columns:
    """Left and right edges of the columns, and which of them hold amounts."""

    edges: tuple[Span, ...]
    valued: frozenset[int]

    def of(self, piece: Run) -> int:
        """The first column that a piece overlaps; -1 where it stands over none."""
        return next((i for i, (left, right) in enumerate(self.edges) if piece.x0 < right and piece.x1 > left), -1)


def find_blocks(lines: Sequence[Run], carried: Columns | None = None) -> list[Block]:
    """The tables without rulings among the lines of a page that stand outside its ruled tables.

    `carried` are the columns of the table that the page before ends with; a first table without a header goes on under them.
    """
    pieces = [split_run(line) for line in lines]
    out: list[Block] = []
    for start, end in _stretches(lines, pieces):
        block = _read(lines, pieces, start, end, carried if start < _FIRST_LINES else None)
        if block is not None:
            out.append(block)
    return out


def _stretches(lines: Sequence[Run], pieces: Sequence[Sequence[Run]]) -> list[tuple[int, int]]:
    """Stretches of lines that mostly have several pieces and print amounts."""
    several = [index for index, line in enumerate(pieces) if len(line) > 1]
    groups: list[list[int]] = []
    for index in several:
        before = groups[-1][-1] if groups else -1
        near = before >= 0 and index - before <= _MAX_GAP_LINES + 1
        between = lines[before + 1 : index] if near else ()
        if near and not any(_BREAK.search("".join(line.text.split())) for line in between):
            groups[-1].append(index)
        else:
            groups.append([index])
    out = []
    for group in groups:
        with_amounts = sum(1 for i in group if any(_DECIMAL.fullmatch(piece.text) for piece in pieces[i]))
        if len(group) >= _MIN_LINES and with_amounts >= 2:
            out.append((group[0], group[-1] + 1))
    return out


def _read(lines: Sequence[Run], pieces: Sequence[Sequence[Run]], start: int, end: int, carried: Columns | None) -> Block | None:
    body = next(i for i in range(start, end) if any(_DECIMAL.fullmatch(piece.text) for piece in pieces[i]))
    columns = _columns(pieces[body:end])
    header = [] if columns is None else [_apart(columns, cells) for cells in pieces[start:body]]
    if columns is not None:
        columns = _with_header_columns(columns, header) if header else carried
    if columns is None:
        return None
    cells_of = (*header, *pieces[body:end])
    strips = [_strip(columns, line, cells) for line, cells in zip(lines[start:end], cells_of, strict=True)]
    whole = [strip for strip in strips if strip is not None]
    if len(whole) < len(strips):
        return None
    width = len(columns.edges)
    above = [[cell_text([strip.cells.get(i, "")]) for i in range(width)] for strip in whole[: body - start]]
    return Block(start, end, tuple(row(cells) for cells in (*above, *assemble(whole[body - start :], width))), columns)


def _apart(columns: Columns, pieces: Sequence[Run]) -> list[Run]:
    """The pieces of a header line; labels of several columns that stand close together are a piece each."""
    out: list[Run] = []
    for piece in pieces:
        parts = split_run(piece, _CLOSE) if _over(columns, piece) > 1 else [piece]
        out += parts if all(_over(columns, part) < 2 for part in parts) else [piece]
    return out


def _over(columns: Columns, piece: Run) -> int:
    """How many columns a piece stands over."""
    return sum(1 for left, right in columns.edges if piece.x0 < right and piece.x1 > left)


def _columns(body: Sequence[Sequence[Run]]) -> Columns | None:
    """The columns that the white space of the body shows; None where a column mixes names and amounts."""
    edges = _spans([(piece.x0, piece.x1) for line in body for piece in line])
    columns = Columns(tuple(edges), frozenset())
    valued = {columns.of(piece) for line in body for piece in line if _DECIMAL.fullmatch(piece.text)}
    for line in body:
        if any(columns.of(piece) in valued and not _FIGURE.fullmatch(piece.text.replace(" ", "")) for piece in line):
            return None
    return Columns(columns.edges, frozenset(valued)) if len(edges) > 1 else None


def _with_header_columns(columns: Columns, header: Sequence[Sequence[Run]]) -> Columns | None:
    """The columns with those that only the header shows, which are empty in the body; None where figures have no header.

    A header that stands beside its figures and not above them (set to the left over figures set to the right) is theirs.
    """
    pieces = [piece for line in header for piece in line]
    edges = {edge: index in columns.valued for index, edge in enumerate(columns.edges)}
    bare = _spans([(piece.x0, piece.x1) for piece in pieces if columns.of(piece) < 0])
    headless = [edge for i, edge in enumerate(columns.edges) if edges[edge] and all(columns.of(piece) != i for piece in pieces)]
    neighbours = set(pairwise(sorted([*edges, *bare])))
    pairs = [pair for pair in zip(bare, headless, strict=False) if pair in neighbours or pair[::-1] in neighbours]
    if len(bare) == len(headless) == len(pairs):
        for span, edge in pairs:
            del edges[edge]
            edges[min(span[0], edge[0]), max(span[1], edge[1])] = True
    elif headless:
        return None
    else:
        edges.update(dict.fromkeys(bare, False))
    order = sorted(edges)
    return Columns(tuple(order), frozenset(index for index, edge in enumerate(order) if edges[edge]))


def _spans(pieces: Sequence[Span]) -> list[Span]:
    """Stretches that pieces cover, those that touch joined."""
    out: list[Span] = []
    for left, right in sorted(pieces):
        if out and left <= out[-1][1] + _TOUCH:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _strip(columns: Columns, line: Run, pieces: Sequence[Run]) -> Strip | None:
    """A line by columns; None where two figures meet in one column."""
    cells: dict[int, str] = {}
    for piece in pieces:
        column = columns.of(piece)
        if column < 0 or (column in columns.valued and column in cells):
            return None
        cells[column] = cells.get(column, "") + piece.text
    return Strip((line.top + line.bottom) / 2, cells, len(pieces) > 1 or bool(columns.valued & cells.keys()))
