"""A page put together: ruled tables, tables without rules and running text in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from etl.errors import TooLarge
from etl.extract.pdf.drawn import DrawnPage
from etl.extract.pdf.furniture import Item, PrintedPage
from etl.extract.pdf.glyphs import Glyph, Run, Turn, doubtful_numbers, lines_of
from etl.extract.pdf.grid import fill, find_grids, rows_of
from etl.extract.pdf.rulings import read_rulings
from etl.extract.pdf.unruled import Columns, find_blocks, wording
from etl.extract.rows import running

_MAX_RULINGS: Final = 4000
_LAST_LINES: Final = 2  # a table without rules goes on over a page that it ends within these
_OUTERMOST: Final = 3  # lines of a running head or foot


class Composer:
    """Puts pages together in order; remembers the columns of a table without rules that a page ends with, and running heads."""

    def __init__(self) -> None:
        self._carried: Columns | None = None
        self._outermost: set[str] = set()

    def compose(self, page: DrawnPage, glyphs: Sequence[Glyph], turn: Turn, place: str) -> PrintedPage:
        """The lines and rows of a page. Raises TooLarge for one with more rules than any table has."""
        rulings = read_rulings(page.strokes, turn)
        if len(rulings.horizontal) + len(rulings.vertical) > _MAX_RULINGS:
            raise TooLarge(
                "一页上的表格线太多",
                expected=f"至多 {_MAX_RULINGS} 条",
                place=f"{place} 第{page.number}页",
                remedy="拆分文件",
            )
        tables: list[list[Item]] = []
        outside = list(glyphs)
        for grid in find_grids(rulings, glyphs):
            inside = [glyph for glyph in outside if grid.holds(glyph)]
            outside = [glyph for glyph in outside if not grid.holds(glyph)]
            tables.append([Item(printed, grid.ys[0], grid.ys[-1], grid.xs) for printed in rows_of(grid, fill(grid, inside))])
        items = _interleave(tables, self._running_items(lines_of(outside)))
        return PrintedPage(page.number, turn.printed_height, items)

    def _running_items(self, lines: Sequence[Run]) -> list[Item]:
        """Lines outside ruled tables; those of tables without rules as rows."""
        items: list[Item] = []
        at = 0
        carried, self._carried = self._carried, None
        for block in find_blocks(lines, carried, self._outermost):
            items.extend(_running_item(line) for line in lines[at : block.start])
            top, bottom = lines[block.start].top, lines[block.end - 1].bottom
            doubtful = doubtful_numbers(lines[block.start : block.end])
            items.extend(Item(printed.with_doubt(doubtful), top, bottom) for printed in block.rows)
            at = block.end
            self._carried = block.columns if len(lines) - at <= _LAST_LINES else None
        items.extend(_running_item(line) for line in lines[at:])
        self._outermost.update(wording(line) for line in (*lines[:_OUTERMOST], *lines[-_OUTERMOST:]))
        return items


def _running_item(line: Run) -> Item:
    return Item(running(line.text).with_doubt(doubtful_numbers([line])), line.top, line.bottom)


def _interleave(tables: Sequence[Sequence[Item]], lines: Sequence[Item]) -> list[Item]:
    """Tables and running text in reading order: a table stands whole where its upper edge is."""
    blocks: list[tuple[float, Sequence[Item]]] = [(table[0].top, table) for table in tables if table]
    blocks += [(line.top if line.is_row else (line.top + line.bottom) / 2, [line]) for line in lines]
    return [item for _, block in sorted(blocks, key=lambda block: block[0]) for item in block]
