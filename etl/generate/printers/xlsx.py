"""Excel: a sheet for each table, with its title and 单位 line in the sheet, and the text on sheets of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.generate.blocks import Block, Fact, Mark, Paragraph, Table
from etl.generate.printers import Printed
from etl.generate.printers.grids import Cell, Grid, caption, grid_of
from etl.generate.printers.packed import without_clock
from etl.generate.printers.page_style import PageStyle
from etl.generate.printers.parts import Part, parts_of
from etl.generate.printers.tally import Stretch, Tally, stretches
from etl.generate.style import Style

_LONGEST: Final = 28  # characters of a sheet's name, with room for a number
_NOT_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\“”")
_THIN: Final = Side(style="thin")
_TEXT_WIDTH: Final = 100


def print_blocks(blocks: Sequence[Block], style: Style, page: PageStyle) -> Printed:
    """Blocks as a workbook."""
    book = _Book(style, page)
    for part in parts_of(blocks):
        book.add(part)
    book.flush()
    out = io.BytesIO()
    book.book.save(out)
    return Printed(without_clock(out.getvalue()), tuple(book.tally.placed))


@dataclass
class _Book:
    """Sheets in order; `waiting` are paragraphs that go on a sheet of text, or above the table that follows them."""

    style: Style
    page: PageStyle
    book: Workbook = field(default_factory=Workbook)
    tally: Tally = field(default_factory=Tally)
    waiting: list[tuple[Part, list[Stretch]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.book.active is not None:
            self.book.remove(self.book.active)

    def add(self, part: Part) -> None:
        """One block of the report."""
        if isinstance(part.block, Paragraph):
            number = self.tally.number + len(self.waiting)
            self.waiting.append((part, stretches(part.block.pieces, self.style if part.role == "text" else None, number)))
        elif isinstance(part.block, Table):
            self._table(part.block)

    def flush(self, keep: int = 0) -> None:
        """Write the waiting paragraphs but the last `keep` on a sheet of text."""
        going = self.waiting[: len(self.waiting) - keep]
        self.waiting = self.waiting[len(going) :]
        if not going:
            return
        sheet = self._sheet("说明")
        sheet.column_dimensions["A"].width = _TEXT_WIDTH
        for row, (part, runs) in enumerate(going, 1):
            cell = sheet.cell(row, 1, "".join(run.text for run in runs).strip())
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, horizontal="left" if part.role == "text" else "center")
            self.tally.line(runs)

    def _sheet(self, name: str) -> Worksheet:
        """A new sheet; names are short and each is used once."""
        name = name.translate(_NOT_IN_NAMES)[:_LONGEST]
        taken = sum(1 for other in self.book.sheetnames if other.partition("(")[0] == name)
        sheet: Worksheet = self.book.create_sheet(f"{name}({taken + 1})" if taken else name)
        return sheet

    def _table(self, table: Table) -> None:
        titles = 0
        if not table.above:
            while titles < min(2, len(self.waiting)) and self.waiting[-1 - titles][0].role == "section":
                titles += 1
        self.flush(keep=titles)
        grid = grid_of(table, self.page)
        lines = caption(table, self.page) or [("", part.text, "") for part, _ in self.waiting]
        self.waiting = []
        sheet = self._sheet(next((middle for _, middle, _ in lines if middle), "名单"))
        for row, line in enumerate(lines, 1):
            self._caption(sheet, row, line, grid.columns)
        _fill(sheet, grid, len(lines), self.page)
        self.tally.grid(grid)
        for at, note in enumerate(table.below, len(lines) + grid.rows + 1):
            sheet.cell(at, 1, note)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=grid.columns)
            self.tally.text(note)

    def _caption(self, sheet: Worksheet, row: int, line: tuple[str, str, str], columns: int) -> None:
        """A line above the table: a title over all columns, or what stands at the left and right ends."""
        left, middle, right = line
        if middle:
            sheet.cell(row, 1, middle).alignment = Alignment(horizontal="center")
            sheet.cell(row, 1).font = Font(size=self.page.title_size, bold=True)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        if left:
            sheet.cell(row, 1, left)
        if right:
            sheet.cell(row, columns, right).alignment = Alignment(horizontal="right")
        self.tally.text("".join(line))


def _fill(sheet: Worksheet, grid: Grid, above: int, page: PageStyle) -> None:
    """The cells of a table below so many rows."""
    border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    for cell in grid.cells:
        row, column = above + cell.row + 1, cell.column + 1
        target = sheet.cell(row, column)
        target.border = border
        target.alignment = Alignment(horizontal=_align(cell, page), vertical="center", wrap_text=True)
        value, code = _value(cell, page)
        if value != "":
            target.value = value
            target.number_format = code
            if isinstance(value, str):
                target.data_type = "s"  # a text that begins with = is no formula
        if cell.columns > 1 or cell.rows > 1:
            sheet.merge_cells(
                start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column + cell.columns - 1
            )
    for column in range(1, grid.columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 14


def _align(cell: Cell, page: PageStyle) -> str:
    if cell.kind == "header" or cell.columns > 1 or (cell.kind == "amount" and page.centred_numbers):
        return "center"
    return "right" if cell.kind == "amount" else "left"


def _value(cell: Cell, page: PageStyle) -> tuple[str | int | float, str]:
    """What a cell holds and its number format: an amount as a number that displays as printed, or all as text."""
    if page.numbers_as_text or not (isinstance(cell.mark, Mark) and isinstance(cell.mark.truth, Fact)):
        return "  " * cell.indent * bool(cell.text) + cell.text, "@"
    try:
        number = Decimal(cell.text.replace(",", ""))
    except InvalidOperation:
        return cell.text, "@"
    if "." not in cell.text:
        return int(number), "0"
    return float(number), "#,##0.00" if "," in cell.text else "0.00"
