"""Reading a PDF page by page: opened and bounded by one library, its characters and rulings by another, one page in memory.

Order of trust, as measured on real reports: pdfminer for characters and rulings; pdfium for opening, limits, the digits to
compare with, and the characters of pages whose fonts pdfminer cannot decode.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from etl.errors import DamagedFile, UndecodableText, UnreadableFile
from etl.extract.document import Document, Line
from etl.extract.pdf.composition import Composer
from etl.extract.pdf.continued import join_continued
from etl.extract.pdf.drawn import DrawnPage, drawn_pages
from etl.extract.pdf.furniture import PrintedPage, drop_furniture
from etl.extract.pdf.glyphs import Glyph, Turn, main_angle, read_glyphs, undecoded_share
from etl.extract.pdf.pictures import is_picture, picture_share
from etl.extract.pdf.scans import Scans, page_ranges
from etl.extract.pdf.second import SecondReader, digits_of
from etl.extract.rows import numbered
from etl.extract.source import Source
from etl.settings import Settings

_MAX_UNDECODED: Final = 0.02
_NOTED_PICTURE: Final = 0.15  # of the page

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings on fonts say nothing that the checks here do not


def read_pdf(source: Source, settings: Settings) -> Document:
    """Read a PDF by its text; pages that are pictures are recognised.

    Raises EncryptedFile, DamagedFile, TooLarge (pages, objects of a page), ScannedPages or UndecodableText, pages named.
    """
    second = SecondReader(source, settings)
    reading = _Reading(Scans(settings))
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
    _refuse(source, reading)
    dropped = drop_furniture(reading.pages)
    join_continued(reading.pages)
    notes = [*reading.notes, f"已去掉页眉页脚和页码{dropped}行"] if dropped else reading.notes
    if reading.scans.recognised:
        notes = [f"第{page_ranges(reading.scans.recognised)}页是图片，文字由识别得到，请对照原件核对", *notes]
    return source.document("pdf", list(_lines(reading)), notes=notes)


@dataclass
class _Reading:
    """The pages read so far; once one cannot be read the others are only looked at for being such pictures too."""

    scans: Scans
    pages: list[PrintedPage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    undecoded: list[int] = field(default_factory=list)
    seen: int = 0
    composer: Composer = field(default_factory=Composer)

    def add(self, page: DrawnPage, place: str, second: SecondReader) -> None:
        """Read one more page, by its text or by its picture."""
        self.seen += 1
        if page.number > second.pages:
            return
        if is_picture(page):
            self._add_picture(page, place, second)
        elif not self.scans.is_refused:
            self._add_text(page, place, second)

    def _add_picture(self, page: DrawnPage, place: str, second: SecondReader) -> None:
        found = self.scans.read(page.number, second, place)
        if found is not None and not self.scans.is_refused:
            self.pages.append(self.composer.compose(found.drawn, found.glyphs, found.turn, place))
            self.notes.extend(found.notes)

    def _add_text(self, page: DrawnPage, place: str, second: SecondReader) -> None:
        turn = Turn(main_angle(page.chars), page.width, page.height)
        glyphs, askew = _read_glyphs(page, turn, second)
        self.pages.append(self.composer.compose(page, glyphs, turn, place))
        if askew:
            self.notes.append(f"第{page.number}页有倾斜的文字{askew}个（水印），未读")
        if picture_share(page) >= _NOTED_PICTURE:
            self.notes.append(f"第{page.number}页有图片（占页面{picture_share(page):.0%}），图中文字未读")
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


def _refuse(source: Source, reading: _Reading) -> None:
    reading.scans.refuse(source.place)
    if reading.undecoded:
        raise UndecodableText(
            f"第{page_ranges(reading.undecoded)}页的字体没有文字对照，读不出原文",
            expected="可复制文字的 PDF",
            place=source.place,
            remedy="取得原始文件或另行导出的 PDF",
        )


def _lines(reading: _Reading) -> Iterator[Line]:
    recognised = frozenset(reading.scans.recognised)
    for page in reading.pages:
        yield from numbered((item.printed for item in page.items), page.number, recognised=page.number in recognised)
