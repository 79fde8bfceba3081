"""Tables without rulings: columns from the white space that runs through their rows.

Where the white space leaves any doubt (a name that reaches into a column of figures, two pieces in one column, figures without
a header) the lines stay running text, whose columns are then worked out from the accounts; a wrong column is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from etl.extract.pdf.assembly import Strip, assemble
from etl.extract.pdf.glyphs import Run, split_run
from etl.extract.rows import Printed, cell_text, row

_DECIMAL: Final = re.compile(r"[-－(（]?\d[\d,]*\.\d+%?[)）]?")
_FIGURE: Final = re.compile(r"[-－(（]?\d[\d,]*(?:\.\d+)?%?[)）]?|[-－—–]+")
_DIGITS: Final = re.compile(r"\d+")
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
    """Left and right edges of the columns, which of them hold amounts, and what the lines of their header say."""

    edges: tuple[Span, ...]
    valued: frozenset[int]
    heading: frozenset[str] = frozenset()

    def of(self, piece: Run) -> int:
        """The first column that a piece overlaps; -1 where it stands over none."""
        return next((i for i, (left, right) in enumerate(self.edges) if piece.x0 < right and piece.x1 > left), -1)


def find_blocks(lines: Sequence[Run], carried: Columns | None = None, repeated: Container[str] = ()) -> list[Block]:
    """The tables without rulings among the lines of a page that stand outside its ruled tables.

    `carried` are the columns of the table that the page before ends with; a first table without a header of its own, or with
    the same one printed again, goes on under them, be it a single row.
    `repeated` are the wordings that earlier pages begin or end with (see `wording`): running heads that stand close to a table.
    """
    pieces = [split_run(line) for line in lines]
    out: list[Block] = []
    for start, end, is_table in _stretches(lines, pieces):
        going_on = carried if start < _FIRST_LINES and not _parted(lines[:start]) else None
        block = _read(lines, pieces, (start, end), going_on, is_table=is_table)
        if block is None:
            within = _without_repeated(lines, pieces, start, end, repeated)
            block = _read(lines, pieces, within, going_on, is_table=is_table) if within != (start, end) else None
        if block is not None:
            out.append(block)
    return out


def wording(line: Run) -> str:
    """What a line says, whatever its numbers: that of a running head is the same on all pages."""
    return _DIGITS.sub("0", "".join(line.text.split()))


def _without_repeated(
    lines: Sequence[Run], pieces: Sequence[Sequence[Run]], start: int, end: int, repeated: Container[str]
) -> tuple[int, int]:
    """A stretch without the running heads it begins with and the running feet it ends with; rows of figures are none."""
    is_repeated = [wording(lines[i]) in repeated and not _has_amount(pieces[i]) for i in range(start, end)]
    first = next((i for i, is_head in enumerate(is_repeated) if not is_head), 0)
    last = next((i for i, is_foot in enumerate(reversed(is_repeated)) if not is_foot), 0)
    return start + first, end - last


def _has_amount(pieces: Sequence[Run]) -> bool:
    return any(_DECIMAL.fullmatch(piece.text) for piece in pieces)


def _parted(lines: Sequence[Run]) -> bool:
    """True where lines end a table: a title, a unit, a note."""
    return any(_BREAK.search("".join(line.text.split())) for line in lines)


def _stretches(lines: Sequence[Run], pieces: Sequence[Sequence[Run]]) -> list[tuple[int, int, bool]]:
    """Stretches of lines that mostly have several pieces and print amounts, and whether they are enough to be a table."""
    several = [index for index, line in enumerate(pieces) if len(line) > 1]
    groups: list[list[int]] = []
    for index in several:
        before = groups[-1][-1] if groups else -1
        near = before >= 0 and index - before <= _MAX_GAP_LINES + 1
        if near and not _parted(lines[before + 1 : index]):
            groups[-1].append(index)
        else:
            groups.append([index])
    out = []
    for group in groups:
        with_amounts = sum(1 for i in group if _has_amount(pieces[i]))
        if with_amounts:
            out.append((group[0], group[-1] + 1, len(group) >= _MIN_LINES and with_amounts >= 2))
    return out


def _read(
    lines: Sequence[Run], pieces: Sequence[Sequence[Run]], within: tuple[int, int], carried: Columns | None, *, is_table: bool
) -> Block | None:
    """A stretch as rows under the columns that its header and white space show, else under those `carried` that it goes on."""
    start, end = within
    body = next(i for i in range(start, end) if _has_amount(pieces[i]))
    shown = _columns(pieces[body:end])
    if shown is None:
        return None
    heading = frozenset(wording(line) for line in lines[start:body])
    header = [_apart(shown, cells) for cells in pieces[start:body]]
    columns = _with_header_columns(shown, header, heading) if header and is_table else None
    if columns is None:
        if carried is None or not heading <= carried.heading or _mixes(carried, pieces[body:end]):
            return None
        columns, header = carried, [_apart(carried, cells) for cells in pieces[start:body]]
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
    columns = Columns(columns.edges, frozenset(valued))
    return columns if len(edges) > 1 and not _mixes(columns, body) else None


def _mixes(columns: Columns, body: Sequence[Sequence[Run]]) -> bool:
    """True where words stand in a column of amounts."""
    pieces = [piece for line in body for piece in line if columns.of(piece) in columns.valued]
    return not all(_FIGURE.fullmatch(piece.text.replace(" ", "")) for piece in pieces)


def _with_header_columns(columns: Columns, header: Sequence[Sequence[Run]], heading: frozenset[str]) -> Columns | None:
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
    return Columns(tuple(order), frozenset(index for index, edge in enumerate(order) if edges[edge]), heading)


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
