"""Word: headings, paragraphs, tables with merged cells, wide ones on pages laid across, running head and page number."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from etl.generate.blocks import Block, Paragraph, Table
from etl.generate.printers import Printed
from etl.generate.printers.grids import Cell, Grid, caption, grid_of
from etl.generate.printers.packed import WRITTEN, without_clock
from etl.generate.printers.page_style import PageStyle
from etl.generate.printers.parts import Part, parts_of
from etl.generate.printers.tally import Stretch, Tally, stretches
from etl.generate.style import Style

_TWIPS: Final = 20  # of a point
_FIELD: Final = (
    '<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r {ns}><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
    '<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>',
)
_HEADING: Final = {"part": 1, "section": 2}


def print_blocks(blocks: Sequence[Block], style: Style, page: PageStyle) -> Printed:
    """Blocks as a Word file."""
    writer = _Writer(style, page)
    for part in parts_of(blocks):
        writer.add(part)
    out = io.BytesIO()
    writer.document.save(out)
    return Printed(without_clock(out.getvalue()), tuple(writer.tally.placed))


@dataclass
class _Writer:
    style: Style
    page: PageStyle
    document: Document = field(default_factory=docx.Document)
    tally: Tally = field(default_factory=Tally)
    entries: int = 0

    def __post_init__(self) -> None:
        properties = self.document.core_properties
        properties.author, properties.comments, properties.title = "", "", "部门决算公开"
        properties.created = properties.modified = WRITTEN
        font = self.document.styles["Normal"].font
        font.name, font.size = "FangSong", Pt(self.page.body_size)
        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(self.page.width), Pt(self.page.height)
        section.left_margin = section.right_margin = Pt(self.page.margin)
        if self.page.running_head:
            section.header.paragraphs[0].text = self.page.running_head
        if self.page.page_number:
            foot = section.footer.paragraphs[0]
            foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in _FIELD:
                foot._p.append(parse_xml(run.format(ns=nsdecls("w"))))

    def add(self, part: Part) -> None:
        """One block of the report."""
        if isinstance(part.block, Table):
            self._table(part.block)
        elif isinstance(part.block, Paragraph):
            self._paragraph(part, part.block)
        elif self.page.own_pages:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _paragraph(self, part: Part, block: Paragraph) -> None:
        runs = stretches(block.pieces, self.style if part.role == "text" else None, self.tally.number + 1)
        if part.role == "entry" and self.page.leaders:
            self.entries += 1
            runs.append(Stretch(f"\t{2 + self.entries // 2}"))
        level = _HEADING.get(part.role) if self.page.heading_styles else None
        paragraph = self.document.add_paragraph(style=f"Heading {level}" if level else None)
        for run in runs:
            printed = paragraph.add_run(run.text)
            printed.underline = True if run.underlined else None
            printed.bold = True if part.role in {"cover", "part", "section"} else None
        if part.role in {"cover", "contents", "part"}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif part.role == "text":
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.page.body_size)
        self.tally.line(runs)

    def _across(self, across: bool) -> None:
        """Go on on pages laid across, or upright again."""
        section = self.document.sections[-1]
        width, height = section.page_width, section.page_height
        if width is None or height is None or (width > height) == across:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = height, width
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT

    def _table(self, table: Table) -> None:
        grid = grid_of(table, self.page)
        wide = grid.columns >= self.page.wide_from and bool(table.above)
        self._across(wide)
        room = (self.page.height if wide else self.page.width) - 2 * self.page.margin
        for line in caption(table, self.page):
            self._caption(line, room)
        xml = _table_xml(grid, room, self.page)
        self.document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
        self.tally.grid(grid)
        for note in table.below:
            self.document.add_paragraph(note)
            self.tally.text(note)
        self._across(False)
        self.document.add_paragraph("")

    def _caption(self, line: tuple[str, str, str], room: float) -> None:
        left, middle, right = line
        paragraph = self.document.add_paragraph()
        if middle:
            run = paragraph.add_run(middle)
            run.bold, run.font.size = True, Pt(self.page.title_size)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif left:
            _at_both_ends(paragraph, left, right, room)
        else:
            paragraph.add_run(right)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.tally.text("".join(line))


def _at_both_ends(paragraph: WordParagraph, left: str, right: str, room: float) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")


def _table_xml(grid: Grid, room: float, page: PageStyle) -> str:
    """A table as Word has it: columns, rows, and in each row the cells that begin or go on there."""
    width = int(room * _TWIPS / grid.columns)
    sides = ("top", "bottom", "insideH", "insideV", *(() if page.rules == "open sides" else ("left", "right")))
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    columns = f'<w:gridCol w:w="{width}"/>' * grid.columns
    rows = "".join(_row_xml(grid, row, width, page) for row in range(grid.rows))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width * grid.columns}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(grid: Grid, row: int, width: int, page: PageStyle) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if row < grid.header and page.repeats_header else ""
    return f"<w:tr>{properties}{''.join(_cell_xml(cell, row, width, page) for cell in _cells_in(grid, row))}</w:tr>"


def _cells_in(grid: Grid, row: int) -> Iterator[Cell]:
    """The cells of a row, those too that began above."""
    yield from sorted((c for c in grid.cells if c.row <= row < c.row + c.rows), key=lambda cell: cell.column)


def _cell_xml(cell: Cell, row: int, width: int, page: PageStyle) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    text = "　" * cell.indent * bool(cell.text) + cell.text if row == cell.row else ""
    align = "left"
    if cell.kind == "header" or cell.columns > 1 or (cell.kind == "amount" and page.centred_numbers):
        align = "center"
    elif cell.kind == "amount":
        align = "right"
    size = f'<w:rPr><w:sz w:val="{int(2 * page.table_size)}"/></w:rPr>'
    run = f'<w:r>{size}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width * cell.columns}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{run}</w:p></w:tc>'
    )
