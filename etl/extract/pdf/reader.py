"""Reading a PDF page by page: opened and bounded by one library, its characters and rulings by another, one page in memory.

Order of trust, as measured on real reports: pdfminer for characters and rulings; pdfium for opening, limits, the digits to
compare with, and the characters of pages whose fonts pdfminer cannot decode.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.errors import DamagedFile, ScannedPages, TooLarge, UndecodableText, UnreadableFile
from etl.extract.document import Document, Line
from etl.extract.pdf.continued import join_continued
from etl.extract.pdf.drawn import DrawnPage, drawn_pages
from etl.extract.pdf.furniture import Item, PrintedPage, drop_furniture
from etl.extract.pdf.glyphs import Glyph, Run, Turn, lines_of, main_angle, read_glyphs, undecoded_share
from etl.extract.pdf.grid import fill, find_grids, rows_of
from etl.extract.pdf.pictures import is_picture, picture_share
from etl.extract.pdf.rulings import read_rulings
from etl.extract.pdf.second import SecondReader, digits_of
from etl.extract.pdf.unruled import find_blocks
from etl.extract.rows import numbered, running
from etl.extract.source import Source
from etl.settings import Settings

_MAX_UNDECODED: Final = 0.02
_MAX_RULINGS: Final = 4000

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings on fonts say nothing that the checks here do not


def read_pdf(source: Source, settings: Settings) -> Document:
    """Read a PDF with a text layer.

    Raises EncryptedFile, DamagedFile, TooLarge (pages, objects of a page), ScannedPages or UndecodableText, pages named.
    """
    second = SecondReader(source, settings)
    reading = _Reading()
    try:
        for page in drawn_pages(source.data, settings.max_page_objects, source.place):
            reading.add(page, source.place, second)
        if second.pages != reading.seen:
            raise DamagedFile(
                f"{second.pages} 页中只读得出 {reading.seen} 页",
                expected="完整的 PDF",
                place=source.place,
                remedy="重新下载文件",
            )
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever a broken object leads it to
        raise DamagedFile(
            f"PDF 结构损坏（{type(error).__name__}）", expected="完整的 PDF", place=source.place, remedy="重新下载文件"
        ) from error
    finally:
        second.close()
    _refuse(source, reading.pictures, reading.undecoded)
    dropped = drop_furniture(reading.pages)
    join_continued(reading.pages)
    notes = [*reading.notes, f"已去掉页眉页脚和页码{dropped}行"] if dropped else reading.notes
    return source.document("pdf", list(_lines(reading.pages)), notes=notes)


@dataclass
class _Reading:
    """The pages read so far; once one is a picture the others are only looked at for being pictures too."""

    pages: list[PrintedPage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    undecoded: list[int] = field(default_factory=list)
    seen: int = 0

    def add(self, page: DrawnPage, place: str, second: SecondReader) -> None:
        """Read one more page."""
        self.seen += 1
        if is_picture(page):
            self.pictures.append(page.number)
        if self.pictures or page.number > second.pages:
            return
        printed, glyphs, remarks = _read_page(page, place, second)
        self.pages.append(printed)
        self.notes.extend(f"第{page.number}页{remark}" for remark in remarks)
        if undecoded_share(glyphs) > _MAX_UNDECODED:
            self.undecoded.append(page.number)
        if digits_of(glyph.text for glyph in glyphs) != second.digits(page.number - 1):
            self.notes.append(f"第{page.number}页的数字两种读法不同，请核对")


def _read_glyphs(page: DrawnPage, turn: Turn, second: SecondReader) -> tuple[list[Glyph], int]:
    """The characters of a page; where the first reader cannot decode some, those of the second one if it can."""
    glyphs, askew = read_glyphs(page.chars, turn)
    if turn.angle == 0 and not page.is_turned and undecoded_share(glyphs) > 0:
        others = second.glyphs(page.number - 1)
        if len(others) >= len(glyphs) and undecoded_share(others) < undecoded_share(glyphs):
            return others, askew
    return glyphs, askew


def _read_page(page: DrawnPage, place: str, second: SecondReader) -> tuple[PrintedPage, list[Glyph], list[str]]:
    """The lines and table rows of a page, its characters, and what should be known about it."""
    turn = Turn(main_angle(page.chars), page.width, page.height)
    glyphs, askew = _read_glyphs(page, turn, second)
    rulings = read_rulings(page.strokes, turn)
    if len(rulings.horizontal) + len(rulings.vertical) > _MAX_RULINGS:
        raise TooLarge(
            "一页上的表格线太多", expected=f"至多 {_MAX_RULINGS} 条", place=f"{place} 第{page.number}页", remedy="拆分文件"
        )
    tables: list[list[Item]] = []
    outside = glyphs
    for grid in find_grids(rulings, glyphs) if rulings.vertical and rulings.horizontal else ():
        inside = [glyph for glyph in outside if grid.holds(glyph)]
        if not inside:
            continue
        outside = [glyph for glyph in outside if not grid.holds(glyph)]
        tables.append([Item(printed, grid.ys[0], grid.ys[-1], grid.xs) for printed in rows_of(grid, fill(grid, inside))])
    items = _interleave(tables, _running_items(lines_of(outside)))
    printed_page = PrintedPage(page.number, turn.printed_height, items)
    remarks = [f"有倾斜的文字{askew}个（水印），未读"] if askew else []
    share = picture_share(page)
    if share >= 0.15:
        remarks.append(f"有图片（占页面{share:.0%}），图中文字未读")
    return printed_page, glyphs, remarks


def _running_items(lines: Sequence[Run]) -> list[Item]:
    """Lines outside ruled tables; those of tables without rulings as rows."""
    items: list[Item] = []
    at = 0
    for block in find_blocks(lines):
        items.extend(_running_item(line) for line in lines[at : block.start])
        items.extend(Item(printed, lines[block.start].top, lines[block.end - 1].bottom) for printed in block.rows)
        at = block.end
    items.extend(_running_item(line) for line in lines[at:])
    return items


def _running_item(line: Run) -> Item:
    return Item(running(line.text), line.top, line.bottom)


def _interleave(tables: Sequence[Sequence[Item]], lines: Sequence[Item]) -> list[Item]:
    """Tables and running text in reading order: a table stands whole where its upper edge is."""
    blocks = [(table[0].top, table) for table in tables if table]
    blocks += [((line.top + line.bottom) / 2, [line]) for line in lines]
    return [item for _, block in sorted(blocks, key=lambda block: block[0]) for item in block]


def _refuse(source: Source, pictures: Sequence[int], undecoded: Sequence[int]) -> None:
    if pictures:
        raise ScannedPages(
            f"第{_ranges(pictures)}页是图片，没有可信的文字层",
            expected="每一页都有文字层的 PDF",
            place=source.place,
            remedy="取得文字版，或先做文字识别并核对后再装载",
        )
    if undecoded:
        raise UndecodableText(
            f"第{_ranges(undecoded)}页的字体没有文字对照，读不出原文",
            expected="可复制文字的 PDF",
            place=source.place,
            remedy="取得原始文件或另行导出的 PDF",
        )


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: ``3、5-9``."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return "、".join(f"{group[0]}-{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups)


def _lines(pages: Sequence[PrintedPage]) -> Iterator[Line]:
    for page in pages:
        yield from numbered((item.printed for item in page.items), page.number)
