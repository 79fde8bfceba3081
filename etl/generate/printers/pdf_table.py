"""A ruled table set on pages: widths of columns, heights of rows, the rows that a page holds, rules and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from etl.generate.printers.grids import Cell, Grid
from etl.generate.printers.page_style import PageStyle
from etl.generate.printers.paper import Paper, width_of
from etl.generate.printers.wrapping import cut

_PAD: Final = 3.0  # between a rule and text
_LEAST_SIZE: Final = 5.0
_HEADER_CHARACTERS: Final = 6  # after so many a header cell may break
_NAME_CHARACTERS: Final = 16
_TIGHT: Final = 4  # sizes that a column of amounts is wide where it is narrow
_ROW: Final = 1.25  # of the size: from line to line in a cell


@dataclass(frozen=True, slots=True)
class Setting:
    """A table measured for a width: edges of its columns, heights of its rows, the size of its letters."""

    grid: Grid
    xs: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    page: PageStyle

    def split(self, first_room: float, room: float) -> Iterator[tuple[int, int]]:
        """The rows that each page holds, from one to before another; an empty stretch first where nothing fits any more."""
        start, used, limit = 0, 0.0, first_room
        for row, height in enumerate(self.heights):
            if used + height > limit and (used or start == 0):
                yield start, row
                start, used, limit = row, 0.0, room - (self.header_height if self.page.repeats_header else 0)
            used += height
        yield start, len(self.heights)

    @property
    def header_height(self) -> float:
        """The height of the header rows."""
        return sum(self.heights[: self.grid.header])

    def lines(self, cell: Cell) -> list[str]:
        """The printed lines of a cell."""
        width = self.xs[cell.column + cell.columns] - self.xs[cell.column] - 2 * _PAD - cell.indent * self.size
        return cut(cell.text, width, self.size, self.page.latin) if cell.text else []


def measure(grid: Grid, left: float, width: float, page: PageStyle) -> Setting:
    """Set a table into a width; its letters get smaller until every amount fits on one line."""
    size = page.table_size
    least, ideal = _widths(grid, size, page)
    while sum(least) > width and size > _LEAST_SIZE:
        size -= 0.5
        least, ideal = _widths(grid, size, page)
    spare = max(0.0, width - sum(least))
    wish = [best - low for low, best in zip(least, ideal, strict=True)]
    share = min(1.0, spare / sum(wish)) if sum(wish) else 0.0
    widths = [low + more * share for low, more in zip(least, wish, strict=True)]
    widths = [wide * width / sum(widths) for wide in widths]
    xs = tuple(accumulate(widths, initial=left))
    bare = Setting(grid, xs, (), size, page)
    return Setting(grid, xs, tuple(_heights(bare)), size, page)


def _widths(grid: Grid, size: float, page: PageStyle) -> tuple[list[float], list[float]]:
    """For each column the least width and the one it would like to have."""
    least, ideal = [2.2 * size + 2 * _PAD] * grid.columns, [2.2 * size + 2 * _PAD] * grid.columns
    for cell in grid.cells:
        if cell.columns > 1:
            continue
        wide = width_of(cell.text, size, page.latin) + 2 * _PAD + 1 + cell.indent * size
        most = (_HEADER_CHARACTERS if cell.kind == "header" else _NAME_CHARACTERS) * size + 2 * _PAD + 1
        whole = cell.text.isascii()
        low = wide if whole else min(wide, (4.2 + cell.indent) * size + 2 * _PAD)
        if page.tight and cell.kind == "amount":
            low = min(wide, _TIGHT * size + 2 * _PAD)
        least[cell.column] = max(least[cell.column], low)
        ideal[cell.column] = max(ideal[cell.column], low if whole else min(wide, most))
    return least, ideal


def _heights(setting: Setting) -> list[float]:
    """The height of each row: its cells fit, those over several rows too."""
    step = setting.size * _ROW
    heights = [step + 2 * _PAD] * setting.grid.rows
    for cell in sorted(setting.grid.cells, key=lambda cell: cell.rows):
        need = len(setting.lines(cell)) * step + 2 * _PAD
        last = cell.row + cell.rows
        missing = need - sum(heights[cell.row : last])
        if missing > 0:
            heights[last - 1] += missing
    return heights


def draw(paper: Paper, setting: Setting, rows: tuple[int, int], top: float) -> float:
    """Draw some rows of the table below `top`; returns where they end.

    A cell that begins above the first of them is drawn without its text, one that goes on below the last is cut.
    """
    start, end = rows
    ys = list(accumulate(setting.heights[start:end], initial=top))
    for cell in setting.grid.cells:
        first, last = max(cell.row, start), min(cell.row + cell.rows, end)
        if first >= last:
            continue
        x0, x1 = setting.xs[cell.column], setting.xs[cell.column + cell.columns]
        y0, y1 = ys[first - start], ys[last - start]
        _frame(paper, setting, (x0, y0, x1, y1))
        if cell.row >= start:
            _text(paper, setting, cell, (x0, y0, x1, y1))
    return ys[-1]


def _frame(paper: Paper, setting: Setting, edges: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = edges
    rules = setting.page.rules
    if rules == "boxes":
        paper.box(*edges)
        return
    stroke = paper.bar if rules == "bars" else paper.line
    stroke(x0, y0, x1, y0)
    stroke(x0, y1, x1, y1)
    if rules == "rows only" and setting.grid.header:  # forms have all their lines
        return
    if not (rules == "open sides" and x0 == setting.xs[0]):
        stroke(x0, y0, x0, y1)
    if not (rules == "open sides" and x1 == setting.xs[-1]):
        stroke(x1, y0, x1, y1)


def _text(paper: Paper, setting: Setting, cell: Cell, edges: tuple[float, float, float, float]) -> None:
    """The text of a cell in the middle of its height; amounts at the right or in the middle, headers in the middle."""
    x0, y0, x1, y1 = edges
    lines, step, size, latin = setting.lines(cell), setting.size * _ROW, setting.size, setting.page.latin
    y = max(y0 + 1, (y0 + y1 - len(lines) * step) / 2 + (step - size) / 2)
    for at, line in enumerate(lines):
        wide = width_of(line, size, latin)
        x = x0 + _PAD + cell.indent * size
        if cell.kind == "header" or (cell.kind == "amount" and setting.page.centred_numbers) or cell.columns > 1:
            x = (x0 + x1 - wide) / 2
        elif cell.kind == "amount":
            x = x1 - _PAD - wide
        paper.mixed(x, y + at * step, line, size, latin)


def marks_in(grid: Grid, rows: Sequence[int]) -> Iterator[Cell]:
    """The cells with a truth that begin in these rows, in reading order."""
    wanted = set(rows)
    for row in grid.by_row():
        yield from (cell for cell in row if cell.row in wanted and cell.mark is not None and cell.mark.truth is not None)
