"""Writes one little table as bureaus publish it: text, PDF, Word, Excel, web page. The data are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise

import docx
import old_excel
import openpyxl
from docx.table import _Cell
from openpyxl.styles import Alignment

from etl.generate.printers import paper

TITLE = "支出决算表"
UNIT = "单位：万元"
NOTE = "注：本表反映部门本年度各项支出情况。"
# cells of the table; "" is an empty cell or one covered by a merged one, see MERGED
ROWS = (
    ("项目", "", "", "", "本年支出合计", "基本支出", "项目支出"),
    ("功能分类科目编码", "", "", "科目名称", "", "", ""),
    ("类", "款", "项", "", "", "", ""),
    ("合计", "", "", "", "1,272.49", "1,000.00", "272.49"),
    ("208", "05", "05", "机关事业单位基本养老保险缴费支出", "272.40", "", "272.40"),
    ("210", "11", "01", "行政单位医疗", "1,000.09", "1,000.00", "0.09"),
)
# first and last row and column of the merged cells
MERGED = (
    (0, 0, 0, 3),
    (1, 1, 0, 2),
    (1, 2, 3, 3),
    (0, 2, 4, 4),
    (0, 2, 5, 5),
    (0, 2, 6, 6),
    (3, 3, 0, 3),
)
PRINTED = ((TITLE, ()), (UNIT, ()), *(("\t".join(row), row) for row in ROWS), (NOTE, ()))


def as_text() -> bytes:
    """Layout A: a line a row, tabs between cells."""
    return "\n".join(text for text, _ in PRINTED).encode()


class Paper(paper.Paper):
    """A PDF drawn by hand: figures in columns and ruled tables at places that a test chooses."""

    def columns(self, y: float, places: Sequence[tuple[float, str]], size: float = 10) -> None:
        """Print pieces on one line: figures end at their place, names begin there."""
        for x, text in places:
            if text[:1].isdigit() and "." in text:
                self.right(x, y, text, size)
            else:
                self.text(x, y, text, size)

    def grid(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        rows: Sequence[Sequence[str]],
        merged: Sequence[tuple[int, int, int, int]] = (),
        leave_out: str = "",
    ) -> None:
        """Draw a ruled table. `leave_out` names an edge that is not drawn: top, bottom, left, right or rows."""
        inside = {(r, c): area for area in merged for r in range(area[0], area[1] + 1) for c in range(area[2], area[3] + 1)}
        for r, (top, bottom) in enumerate(pairwise(ys)):
            for c, (left, right) in enumerate(pairwise(xs)):
                area = inside.get((r, c))
                if not (leave_out == "top" and r == 0) and not (leave_out == "rows" and r) and not (area and r > area[0]):
                    self.line(left, top, right, top)
                if not (leave_out == "left" and c == 0) and not (area and c > area[2]):
                    self.line(left, top, left, bottom)
        if leave_out != "bottom":
            self.line(xs[0], ys[-1], xs[-1], ys[-1])
        if leave_out != "right":
            self.line(xs[-1], ys[0], xs[-1], ys[-1])
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell:
                    last = inside.get((r, c), (r, r, c, c))[3]
                    self._cell(cell, xs[c], xs[last + 1], ys[r])

    def _cell(self, cell: str, left: float, right: float, top: float) -> None:
        """Print a cell's text, broken where it is wider than the cell; figures to the right, some points lower."""
        if cell.replace(",", "").replace(".", "").isdigit():
            self.right(right - 3, top + 5, cell)
            return
        per_line = max(1, int((right - left - 4) // 10))
        for i, start in enumerate(range(0, len(cell), per_line)):
            self.text(left + 2, top + 2 + 11 * i, cell[start : start + per_line])


XS = (60, 90, 110, 130, 250, 330, 410, 490)
YS = (100, 118, 144, 162, 180, 206, 224)


def as_pdf() -> bytes:
    """Layout C: a ruled table on a page."""
    sheet = Paper()
    sheet.text(240, 60, TITLE)
    sheet.text(420, 80, UNIT)
    sheet.grid(XS, YS, ROWS, MERGED)
    sheet.text(60, 230, NOTE)
    return sheet.done()


def as_docx() -> bytes:
    """A Word file with a merged table."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(UNIT)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    areas: dict[tuple[int, int], _Cell] = {}
    for first_row, last_row, first, last in MERGED:
        areas[first_row, first] = table.cell(first_row, first).merge(table.cell(last_row, last))
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            if cell:
                areas.get((r, c), table.cell(r, c)).text = cell
    document.add_paragraph(NOTE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(numbers_as_text: bool = False) -> bytes:
    """A workbook with the table; amounts as numbers with a format, or as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:G1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["G2"] = UNIT
    for r, row in enumerate(ROWS, start=3):
        for c, cell in enumerate(row, start=1):
            if not cell:
                continue
            target = sheet.cell(r, c)
            if "." in cell and not numbers_as_text:
                target.value = float(cell.replace(",", ""))
                target.number_format = "#,##0.00"
            else:
                target.value = cell
    for first_row, last_row, first, last in MERGED:
        sheet.merge_cells(start_row=first_row + 3, end_row=last_row + 3, start_column=first + 1, end_column=last + 1)
    sheet.cell(len(ROWS) + 3, 1, NOTE)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls() -> bytes:
    """A workbook of Excel 97."""
    cells = [[_typed(cell) for cell in row] for row in ROWS]
    return old_excel.workbook({"Sheet1": [[TITLE], [None] * 6 + [UNIT], *cells, [NOTE]]})


def _typed(cell: str) -> float | str | None:
    return float(cell.replace(",", "")) if "." in cell else cell or None


def as_html() -> bytes:
    """A web page with the table."""
    spans = {(a, c): (b - a + 1, d - c + 1) for a, b, c, d in MERGED}
    covered = {(r, c) for a, b, x, y in MERGED for r in range(a, b + 1) for c in range(x, y + 1)} - spans.keys()
    lines = []
    for r, row in enumerate(ROWS):
        cells = []
        for c, cell in enumerate(row):
            if (r, c) not in covered:
                down, across = spans.get((r, c), (1, 1))
                cells.append(f'<td rowspan="{down}" colspan="{across}">{cell}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    page = (
        f"<!DOCTYPE html><html><head><meta charset='gb2312'><title>公开</title><style>td {{}}</style></head><body>"
        f"<p>{TITLE}</p><p>&nbsp;</p><div>{UNIT}</div><table>{''.join(lines)}</table><p>{NOTE}</p>"
        f"<script>var x = '12.34';</script></body></html>"
    )
    return page.encode("gb18030")


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
