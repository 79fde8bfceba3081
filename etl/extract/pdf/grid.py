"""Ruled tables: the grid that rulings make, which cells are merged, and the text of every cell.

A cell is merged with its neighbour where no ruling parts them. Edges that are not drawn are put in: above the first row of a
page that goes on with a table, below its last one, at the sides of a table open there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from etl.extract.pdf.assembly import Strip, assemble
from etl.extract.pdf.glyphs import Glyph, Run, doubtful_numbers, lines_of, split_run
from etl.extract.pdf.rulings import SNAP, Ruling, Rulings
from etl.extract.rows import Printed, cell_text, wide_row

_OPEN_ROW: Final = 6.0  # a vertical line that reaches so far beyond the last horizontal one bounds a row
_OPEN_COLUMN: Final = 8.0
_SLIVER: Final = 7.0  # columns and rows narrower than this without text are a shift between header and body
_AMOUNT: Final = re.compile(r"[-－(（]?\d[\d,]*\.\d+%?[)）]?")
_DIGITS: Final = re.compile(r"\d+")
_MAX_CELLS: Final = 50_000  # more on one page are a drawing
_TIGHT: Final = 0.15

Cell = tuple[int, int]
Lines = tuple[list[Ruling], list[Ruling]]


@dataclass(frozen=True)
class Grid:
    """A ruled table: edges of columns `xs` and rows `ys`; `home` maps each elementary cell to the one that shows its text."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    home: dict[Cell, Cell]
    without_rules: bool = False  # between rows: only the columns are ruled

    def holds(self, glyph: Glyph) -> bool:
        """True where a character stands inside the table's frame."""
        return self.xs[0] - 1 <= glyph.centre <= self.xs[-1] + 1 and self.ys[0] - 1 <= glyph.middle <= self.ys[-1] + 1

    def cell_at(self, glyph: Glyph) -> Cell:
        """The cell whose text a character belongs to, by its middle."""
        row = min(max(bisect_right(self.ys, glyph.middle) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, glyph.centre) - 1, 0), len(self.xs) - 2)
        return self.home[row, column]

    def full_width(self, row: int) -> bool:
        """True where one cell is as wide as the table."""
        return len({self.home[row, column] for column in range(len(self.xs) - 1)}) == 1


def find_grids(rulings: Rulings, glyphs: Sequence[Glyph]) -> list[Grid]:
    """The ruled tables of a page with two columns or more, from top to bottom."""
    components, upright = _components(rulings)
    grids = [_grid(horizontal, vertical, glyphs) for horizontal, vertical in components]
    grids += [_grid(horizontal, vertical, glyphs, without_rules=True) for horizontal, vertical in _closed_columns(upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _components(rulings: Rulings) -> tuple[list[Lines], list[Ruling]]:
    """Lines that cross each other, directly or through others; and vertical lines that cross none."""
    count = len(rulings.horizontal)
    parent = list(range(count + len(rulings.vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, line in enumerate(rulings.horizontal):
        for j, other in enumerate(rulings.vertical, start=count):
            if (
                line.start - SNAP <= other.at <= line.end + SNAP
                and other.start - SNAP <= line.at <= other.end + SNAP
                and root(i) != root(j)
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < count:
            group[0].append(rulings.horizontal[index])
        else:
            group[1].append(rulings.vertical[index - count])
    alone = [group[1][0] for group in groups.values() if not group[0]]
    return [group for group in groups.values() if group[0] and group[1]], sorted(alone, key=lambda line: (line.start, line.at))


def _closed_columns(vertical: Sequence[Ruling]) -> list[Lines]:
    """Tables ruled between columns only: vertical lines of one height, closed above and below."""
    out: list[Lines] = []
    for line in vertical:
        if out and abs(line.start - out[-1][1][0].start) < _OPEN_ROW and abs(line.end - out[-1][1][0].end) < _OPEN_ROW:
            out[-1][1].append(line)
        else:
            out.append(([], [line]))
    for horizontal, group in out:
        left, right = min(line.at for line in group), max(line.at for line in group)
        horizontal += [Ruling(at, left, right) for at in (group[0].start, group[0].end)]
    return [table for table in out if len(table[1]) > 2]


def _grid(
    horizontal: list[Ruling], vertical: list[Ruling], glyphs: Sequence[Glyph], without_rules: bool = False
) -> Grid | None:
    horizontal, vertical = _closed(horizontal, vertical)
    xs, ys = _edges(vertical), _edges(horizontal)
    if len(xs) < 3 or len(ys) < 2:
        return None
    inside = [g for g in glyphs if xs[0] - 1 <= g.centre <= xs[-1] + 1 and ys[0] - 1 <= g.middle <= ys[-1] + 1]
    xs = _without_slivers(xs, [glyph.centre for glyph in inside])
    ys = _without_slivers(ys, [glyph.middle for glyph in inside])
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MAX_CELLS:
        return None
    return Grid(tuple(xs), tuple(ys), _merged(xs, ys, horizontal, vertical), without_rules)


def _closed(horizontal: list[Ruling], vertical: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The lines with the edges of a table that is open at the top, the bottom or a side."""
    left, right = min(line.at for line in vertical), max(line.at for line in vertical)
    added_horizontal, added_vertical = [], []
    top, bottom = min(line.at for line in horizontal), max(line.at for line in horizontal)
    if _open_at(horizontal, left, [line.start for line in horizontal]):
        left = min(line.start for line in horizontal)
        added_vertical.append(Ruling(left, top, bottom))
    if _open_at(horizontal, -right, [-line.end for line in horizontal]):
        right = max(line.end for line in horizontal)
        added_vertical.append(Ruling(right, top, bottom))
    above = sorted(line.start for line in vertical if line.start < top - _OPEN_ROW)
    below = sorted(line.end for line in vertical if line.end > bottom + _OPEN_ROW)
    if len(above) > 1:
        added_horizontal.append(Ruling(above[0], left, right))
    if len(below) > 1:
        added_horizontal.append(Ruling(below[-1], left, right))
    if added_vertical and (added_horizontal or above or below):
        reach = [line.at for line in (*horizontal, *added_horizontal)]
        added_vertical = [Ruling(line.at, min(reach), max(reach)) for line in added_vertical]
    return horizontal + added_horizontal, vertical + added_vertical


def _open_at(horizontal: Sequence[Ruling], side: float, reach: Sequence[float]) -> bool:
    """True where a side has no line: half of the lines reach beyond the last vertical one, or the first and the last do."""
    beyond = [place < side - _OPEN_COLUMN for place in reach]
    if len(horizontal) < 2:
        return False
    outer = sorted(range(len(horizontal)), key=lambda i: horizontal[i].at)
    first, last = outer[0], outer[-1]
    return 2 * sum(beyond) > len(beyond) or (beyond[first] and beyond[last] and abs(reach[first] - reach[last]) <= SNAP)


def _edges(rulings: Iterable[Ruling]) -> list[float]:
    edges: list[float] = []
    for at in sorted(ruling.at for ruling in rulings):
        if not edges or at - edges[-1] > SNAP:
            edges.append(at)
    return edges


def _without_slivers(edges: list[float], occupied: list[float]) -> list[float]:
    """Edges closer than a character is wide, with no text between them, made one."""
    occupied = sorted(occupied)
    out = [edges[0]]
    for edge in edges[1:]:
        if edge - out[-1] < _SLIVER and bisect_right(occupied, edge) == bisect_right(occupied, out[-1]):
            if len(out) > 1:
                out[-1] = edge if edge == edges[-1] else (out[-1] + edge) / 2
        else:
            out.append(edge)
    return out


def _merged(xs: list[float], ys: list[float], horizontal: list[Ruling], vertical: list[Ruling]) -> dict[Cell, Cell]:
    """For each elementary cell the upper left one of those it is merged with."""
    below = _drawn(horizontal, ys, xs)  # (edge of a row, column)
    beside = _drawn(vertical, xs, ys)  # (edge of a column, row)
    rows, columns = len(ys) - 1, len(xs) - 1
    home: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while home[cell] != cell:
            home[cell] = home[home[cell]]
            cell = home[cell]
        return cell

    for row in range(rows):
        for column in range(columns):
            home[row, column] = (row, column)
            if column and (column, row) not in beside:
                _unite(home, root((row, column - 1)), root((row, column)))
            if row and (row, column) not in below:
                _unite(home, root((row - 1, column)), root((row, column)))
    return {cell: root(cell) for cell in home}


def _unite(home: dict[Cell, Cell], one: Cell, other: Cell) -> None:
    first, second = sorted((one, other))
    home[second] = first


def _drawn(rulings: Iterable[Ruling], edges: list[float], across: list[float]) -> set[tuple[int, int]]:
    """Which pieces of which edges are drawn: (index of the edge, index of the row or column that it bounds)."""
    drawn: set[tuple[int, int]] = set()
    for ruling in rulings:
        index = min(range(len(edges)), key=lambda i: abs(edges[i] - ruling.at))
        for place, (start, end) in enumerate(pairwise(across)):
            if min(end, ruling.end) - max(start, ruling.start) > 0.5 * (end - start):
                drawn.add((index, place))
    return drawn


def fill(grid: Grid, glyphs: Iterable[Glyph]) -> dict[Cell, list[Run]]:
    """The printed lines of each cell."""
    held: dict[Cell, list[Glyph]] = {}
    for line in lines_of(glyphs):
        for run in split_run(line, _TIGHT):
            for cell, glyph in _placed(grid, run):
                held.setdefault(cell, []).append(glyph)
    return {cell: lines_of(inside) for cell, inside in held.items()}


def _placed(grid: Grid, run: Run) -> list[tuple[Cell, Glyph]]:
    """The cell of each character; what is printed across an edge as one piece stays one."""
    cells = [grid.cell_at(glyph) for glyph in run.glyphs]
    if len(set(cells)) == 1:
        return list(zip(cells, run.glyphs, strict=True))
    text = run.text
    whole = bool(_AMOUNT.fullmatch(text)) or not (_DIGITS.fullmatch(text) or _parted_at_edges(grid, run, cells))
    if whole:
        most = max(set(cells), key=lambda cell: (cells.count(cell), cell))
        cells = [most] * len(cells)
    return list(zip(cells, run.glyphs, strict=True))


def _parted_at_edges(grid: Grid, run: Run, cells: Sequence[Cell]) -> bool:
    """True where every edge that a run reaches over falls between two of its characters."""
    for (before, a), (glyph, b) in pairwise(zip(run.glyphs, cells, strict=True)):
        if a == b:
            continue
        low, high = before.x1 - 0.1 * before.size, glyph.x0 + 0.1 * glyph.size
        if not any(low <= edge <= high for edge in grid.xs):
            return False
    return True


def rows_of(grid: Grid, held: dict[Cell, list[Run]]) -> list[Printed]:
    """The rows of a table in printed order; rows that print nothing left out."""
    out: list[Printed] = []
    columns = range(len(grid.xs) - 1)
    for row in range(len(grid.ys) - 1):
        lines = [held.get((row, column), []) if grid.home[row, column] == (row, column) else [] for column in columns]
        if not any(lines):
            continue
        doubtful = doubtful_numbers(run for column in lines for run in column)
        for cells in _split_band(lines, grid.without_rules):
            out.append(wide_row(cells, grid.full_width(row)).with_doubt(doubtful))
    return out


def _split_band(lines: Sequence[Sequence[Run]], without_rules: bool) -> list[list[str]]:
    """The rows between two rulings: one, or several where the cells stack amounts line by line without rules between.

    `without_rules` says that the table has no rules between rows at all; then each line of several cells is a row.
    """
    amounts = [sum(1 for run in column if _AMOUNT.fullmatch(run.text)) for column in lines]
    several = sum(1 for column in lines if len(column) > 1)
    if several < 2 or (max(amounts) < 2 and not (without_rules and several > 2)):
        return [[cell_text(run.text for run in column) for column in lines]]
    column_of = {glyph: index for index, column in enumerate(lines) for run in column for glyph in run.glyphs}
    strips = []
    for line in lines_of(column_of):
        glyphs: dict[int, list[Glyph]] = {}
        for glyph in line.glyphs:
            glyphs.setdefault(column_of[glyph], []).append(glyph)
        cells = {index: Run(tuple(held)).text for index, held in glyphs.items()}
        strips.append(Strip((line.top + line.bottom) / 2, cells, len(cells) > 1 or any(amounts[index] for index in cells)))
    return assemble(strips, len(lines))
