"""Word files (.docx) → Document: paragraphs and tables in reading order.

Printed means shown: list labels and text boxes are read, deleted, hidden and field text is not; headers and footers are running
heads and left out; foot- and endnotes follow at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from etl.errors import ScannedPages, TooLarge
from etl.extract.archive import Archive
from etl.extract.document import Document
from etl.extract.office.numbering import Numbering
from etl.extract.office.xml import Element, attribute, child, contents, integer, is_on, local, parse, value_of
from etl.extract.rows import Printed, cell_text, numbered, running, wide_row

_SLIVER: Final = 140  # twips; nearer edges of columns are the same one, drawn askew
_TEXT: Final = {"tab": " ", "noBreakHyphen": "-", "ptab": " ", "br": "\n", "cr": "\n"}
_FEW_CHARACTERS: Final = 50
_MAX_COLUMNS: Final = 500


def read_docx(archive: Archive, part: str) -> Document:
    """Read a Word file whose main part is `part`. Raises UnreadableFile subclasses for what is broken or beyond the limits."""
    source, settings = archive.source, archive.settings
    root = parse(archive, part)
    cells = sum(1 for _ in root.iter("{*}tc"))
    if cells > settings.max_table_cells:
        raise TooLarge(
            f"表格有 {cells} 个单元格",
            expected=f"至多 {settings.max_table_cells} 个",
            place=source.place,
            remedy="拆分文件或调高 JUESUAN_MAX_TABLE_CELLS",
        )
    folder = part.rsplit("/", 1)[0]
    reader = _Reader(Numbering(*(_optional(archive, f"{folder}/{name}.xml") for name in ("numbering", "styles"))))
    body = child(root, "body")
    printed = list(reader.blocks(body)) if body is not None else []
    for name in ("footnotes", "endnotes"):
        notes = _optional(archive, f"{folder}/{name}.xml")
        for note in () if notes is None else notes:
            if attribute(note, "type") in (None, "normal"):
                printed.extend(reader.blocks(note))
    pictures = sum(1 for _ in root.iter("{*}blip", "{*}imagedata"))
    if pictures and sum(len(piece.text) for piece in printed) < _FEW_CHARACTERS:
        raise ScannedPages(
            f"文件只有图片（{pictures} 幅），没有文字", expected="有文字的文件", place=source.place, remedy="取得文字版"
        )
    objects = sum(1 for _ in root.iter("{*}OLEObject"))
    remarks = [f"有图片{pictures}幅，图中文字未读"] * (pictures > 0) + [f"有嵌入对象{objects}个，内容未读"] * (objects > 0)
    return source.document("docx", numbered(printed), notes=remarks)


def _optional(archive: Archive, name: str) -> Element | None:
    return parse(archive, name) if name in archive else None


class _Reader:
    """Reads blocks in order; the numbering counts along."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Element) -> Iterator[Printed]:
        """Lines and rows of the paragraphs and tables below `parent`."""
        for element in contents(parent):
            if local(element) == "p":
                yield from self._paragraph(element)
            elif local(element) == "tbl":
                yield from self._table(element)

    def _paragraph(self, element: Element) -> Iterator[Printed]:
        for text in self._texts(element):
            if text.strip():
                yield running(text)
        yield from self._boxes(element)

    def _texts(self, element: Element) -> list[str]:
        """The lines of a paragraph, its list label first."""
        return (self._numbering.label(element) + "".join(_pieces(element))).split("\n")

    def _boxes(self, element: Element) -> Iterator[Printed]:
        """The text boxes that are anchored in a paragraph, each once."""
        for inner in contents(element):
            if local(inner) == "r":
                for drawn in contents(inner):
                    if local(drawn) in ("drawing", "pict", "object"):
                        for box in _outermost(drawn, "txbxContent"):
                            yield from self.blocks(box)

    def _table(self, table: Element) -> Iterator[Printed]:
        columns = _columns(table)
        for line in contents(table):
            if local(line) != "tr" or is_on(child(line, "trPr"), "hidden") or child(child(line, "trPr"), "del") is not None:
                continue
            cells: list[str] = [""] * (columns[-1] if columns else 0)
            inside: list[Printed] = []
            full = False
            for cell, start, end in _placed(line):
                first, last = _column(columns, start), _column(columns, end)
                if last > len(cells):
                    cells.extend([""] * (last - len(cells)))
                texts = [text for p in contents(cell) if local(p) == "p" for text in self._texts(p)]
                inside.extend(self._nested(cell))
                if not _goes_on(cell):
                    cells[first] = cell_text(filter(None, (cells[first], *texts)))
                    full = full or (first == 0 and last >= len(cells))
            if any(cells):
                yield wide_row(cells, full)
            yield from inside

    def _nested(self, cell: Element) -> Iterator[Printed]:
        """Tables and text boxes inside a cell: they follow its row."""
        for inner in contents(cell):
            if local(inner) == "tbl":
                yield from self._table(inner)
            elif local(inner) == "p":
                yield from self._boxes(inner)


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """The elements of that name below `element` that stand in no other one."""
    for inner in element:
        if local(inner) == name:
            yield inner
        else:
            yield from _outermost(inner, name)


def _pieces(element: Element) -> Iterator[str]:
    """The shown text of a paragraph."""
    for inner in contents(element):
        name = local(inner)
        if name == "r":
            if not is_on(child(inner, "rPr"), "vanish"):
                yield from _pieces(inner)
        elif name == "t":
            yield inner.text or ""
        elif name == "ruby":
            base = child(inner, "rubyBase")
            yield from () if base is None else _pieces(base)
        elif name in _TEXT:
            yield _TEXT[name]


def _columns(table: Element) -> list[int]:
    """For each edge of the table's grid the column that begins there; edges nearly at one place begin the same column."""
    grid = child(table, "tblGrid")
    widths = [integer(attribute(column, "w"), 0) for column in (() if grid is None else grid) if local(column) == "gridCol"]
    if not widths or len(widths) > _MAX_COLUMNS:
        return []
    if min(widths) <= 0:
        return list(range(len(widths) + 1))
    edges = list(accumulate(widths, initial=0))
    columns = [0]
    begun = 0
    for edge in edges[1:]:
        if edge - begun >= _SLIVER:
            columns.append(columns[-1] + 1)
            begun = edge
        else:
            columns.append(columns[-1])
    return columns


def _column(columns: Sequence[int], edge: int) -> int:
    """The column that begins at an edge of the grid; edges beyond the grid follow on."""
    if not columns:
        return edge
    return columns[edge] if edge < len(columns) else columns[-1] + edge - len(columns) + 1


def _placed(line: Element) -> Iterator[tuple[Element, int, int]]:
    """The cells of a row with the first and last edge of the grid that they span."""
    properties = child(line, "trPr")
    at = min(integer(value_of(properties, "gridBefore"), 0), _MAX_COLUMNS)
    for cell in contents(line):
        if local(cell) == "tc":
            span = min(max(integer(value_of(child(cell, "tcPr"), "gridSpan"), 1), 1), _MAX_COLUMNS)
            yield cell, at, at + span
            at = min(at + span, 4 * _MAX_COLUMNS)


def _goes_on(cell: Element) -> bool:
    """True for a cell that belongs to the one above or to its left."""
    properties = child(cell, "tcPr")
    for name in ("vMerge", "hMerge"):
        value = value_of(properties, name)
        if value is not None and value != "restart":
            return True
    return False
