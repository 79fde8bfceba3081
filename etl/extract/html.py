"""Web pages → Document: blocks of text and tables in reading order; scripts, styles and hidden parts are not printed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import Final, cast

from lxml import etree
from lxml import html as lxml_html

from etl.errors import DamagedFile, TooLarge, UnsafeMarkup
from etl.extract.document import Document
from etl.extract.office.xml import check_depth
from etl.extract.rows import Printed, cell_text, numbered, running, wide_row
from etl.extract.source import Source
from etl.settings import Settings

_SILENT: Final = frozenset(
    {"script", "style", "head", "noscript", "template", "select", "option", "textarea", "iframe", "object", "nav", "svg"}
)
_INLINE: Final = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
        "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate",
    }
)  # fmt: skip
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"})
_MAX_SPAN: Final = 1000  # as in the HTML standard
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAX_COLUMNS: Final = 2000
Element = etree._Element


def read_html(source: Source, settings: Settings) -> Document:
    """Read a web page. Raises TooLarge, UnsafeMarkup (entities, depth), DamagedFile or EmptyFile."""
    if len(source.data) > settings.max_part_bytes:
        raise TooLarge(
            f"网页有 {len(source.data)} 字节",
            expected=f"至多 {settings.max_part_bytes} 字节",
            place=source.place,
            remedy="拆分文件或调高 JUESUAN_MAX_PART_BYTES",
        )
    if _ENTITY.search(source.data):
        raise UnsafeMarkup("网页声明了实体", expected="普通网页", place=source.place, remedy="重新另存网页")
    text, encoding = decode(source.data)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DamagedFile(f"网页读不出来（{error}）", expected="网页", place=source.place, remedy="重新另存网页") from error
    deep = [entry.message for entry in parser.error_log if "depth" in entry.message.lower()]
    if deep:
        raise UnsafeMarkup(f"元素嵌套过深（{deep[0]}）", expected="普通网页", place=source.place, remedy="重新另存网页")
    check_depth(root, source.place, settings)
    return source.document("html", numbered(_Page(source, settings).read(root)), encoding=encoding)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of a page: its byte mark, else UTF-8 where that fits, else what it declares, else GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    declared = _CHARSET.search(data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    for encoding in ("utf-8", "gb18030" if name in _CHINESE or not name else name, "gb18030"):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace"), "gb18030"


class _Page:
    """Reads the blocks of a page in order, counting cells against the limit."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self._source, self._settings = source, settings
        self._cells = 0
        self._line: list[str] = []

    def read(self, root: Element) -> Iterator[Printed]:
        """All lines and rows of the page."""
        yield from self._flow(root)
        yield from self._break()

    def _break(self) -> Iterator[Printed]:
        """The line collected so far."""
        text = "".join(self._line)
        self._line = []
        if text.strip():
            yield running(text)

    def _flow(self, element: Element) -> Iterator[Printed]:
        """The content of an element as lines; `_line` holds what is printed on the current one."""
        self._line.append(_squeezed(element.text))
        for inner in element:
            tag = inner.tag.lower() if isinstance(inner.tag, str) else ""
            if tag == "br":
                yield from self._break()
            elif tag == "table" and not _hidden(inner):
                yield from self._break()
                yield from self._table(inner)
            elif tag and tag not in _SILENT and not _hidden(inner):
                block = tag not in _INLINE
                if block:
                    yield from self._break()
                yield from self._flow(inner)
                if block:
                    yield from self._break()
            self._line.append(_squeezed(inner.tail))

    def _table(self, table: Element) -> Iterator[Printed]:
        """Rows of a table; one that only lays out the page is read as the blocks in its cells."""
        lines = [line for line in _own(table, "tr") if not _hidden(line)]
        if _is_layout(table, lines):
            yield from self._flow_cells(table, lines)
            return
        for caption in _own(table, "caption"):
            yield running(_text(caption))
        for _, printed in self.rows(lines):
            yield printed

    def rows(self, lines: Sequence[Element]) -> Iterator[tuple[Element, Printed]]:
        """The rows of a table that print something, each with its element."""
        rows: list[tuple[Element, list[str], bool]] = []
        reaching: dict[int, int] = {}  # column → rows that a cell from above still covers
        for line in lines:
            cells, full = self._row(line, reaching)
            rows.append((line, cells, full))
        width = max((len(cells) for _, cells, _ in rows), default=0)
        for line, cells, full in rows:
            if any(cells):
                yield line, wide_row([*cells, *[""] * (width - len(cells))], full and len(cells) == width)

    def _flow_cells(self, table: Element, lines: list[Element]) -> Iterator[Printed]:
        for caption in _own(table, "caption"):
            yield running(_text(caption))
        for line in lines:
            for cell in line:
                if cell.tag in ("td", "th") and not _hidden(cell):
                    yield from self._flow(cell)
                    yield from self._break()

    def _row(self, line: Element, reaching: dict[int, int]) -> tuple[list[str], bool]:
        """The cells of a row by column, and whether one cell fills it."""
        cells: list[str] = []
        printed = 0
        for cell in (inner for inner in line if inner.tag in ("td", "th")):
            self._skip_covered(cells, reaching)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            self._cells += across
            if self._cells > self._settings.max_table_cells or len(cells) + across > _MAX_COLUMNS:
                raise self._too_large()
            for column in range(len(cells), len(cells) + across):
                if down > 1:
                    reaching[column] = down - 1
            cells += ["" if _hidden(cell) else _text(cell), *[""] * (across - 1)]
            printed += 1
        self._skip_covered(cells, reaching)
        return cells, printed == 1 and bool(cells and cells[0])

    @staticmethod
    def _skip_covered(cells: list[str], reaching: dict[int, int]) -> None:
        """Empty cells for the columns that cells from above reach down to."""
        while reaching.get(len(cells), 0) > 0:
            reaching[len(cells)] -= 1
            cells.append("")

    def _too_large(self) -> TooLarge:
        return TooLarge(
            "网页的表格太大",
            expected=f"至多 {self._settings.max_table_cells} 个单元格",
            place=self._source.place,
            remedy="拆分文件或调高 JUESUAN_MAX_TABLE_CELLS",
        )


def table_in_text(markup: str, source: Source, settings: Settings) -> list[tuple[int, Printed]] | None:
    """The rows of one ``<table>`` inside a text, each with the line of the markup that it begins in, from 0.

    None where the markup is none that can be read, or holds no table of rows. Raises TooLarge.
    """
    try:
        root = lxml_html.fragment_fromstring(markup, parser=lxml_html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    lines = list(_own(root, "tr"))
    if root.tag != "table" or _is_layout(root, lines):
        return None
    return [(cast("int", line.sourceline) - 1, printed) for line, printed in _Page(source, settings).rows(lines)]


def _own(table: Element, name: str) -> Iterator[Element]:
    """The rows or captions of a table itself, not of tables inside its cells."""
    for inner in table:
        if inner.tag == name:
            yield inner
        elif inner.tag in ("thead", "tbody", "tfoot") and name == "tr":
            yield from (line for line in inner if line.tag == "tr")


def _is_layout(table: Element, lines: list[Element]) -> bool:
    """True for a table that holds others, or that has no row with two cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return all(sum(1 for cell in line if cell.tag in ("td", "th")) < 2 for line in lines)


def _span(cell: Element, name: str) -> int:
    try:
        return max(1, min(int(cell.get(name) or 1), _MAX_SPAN))
    except ValueError:
        return 1


def _hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _squeezed(text: str | None) -> str:
    """Text with its white space as the page shows it."""
    return re.sub(r"[\s\u00a0]+", " ", text) if text else ""


def _text(element: Element) -> str:
    """The printed text of a cell, its lines put together."""
    pieces: list[str] = [""]

    def walk(inner: Element) -> None:
        pieces[-1] += _squeezed(inner.text)
        for below in inner:
            tag = below.tag.lower() if isinstance(below.tag, str) else ""
            if tag and tag not in _SILENT and not _hidden(below):
                if tag not in _INLINE:
                    pieces.append("")
                walk(below)
                if tag not in _INLINE:
                    pieces.append("")
            pieces[-1] += _squeezed(below.tail)

    walk(element)
    return cell_text(piece for piece in pieces if piece.strip())
