"""The second reader of a PDF, pdfium: fast and robust, without tables. It guards, counts, stands in, and renders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pypdfium2

from etl.errors import DamagedFile, EncryptedFile, TooLarge
from etl.extract.pdf.drawn import UNDECODED
from etl.extract.pdf.glyphs import Glyph, after_space
from etl.extract.rows import clean
from etl.extract.source import Source
from etl.settings import Settings

if TYPE_CHECKING:
    from etl.extract.ocr.picture import Image

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD


def digits_of(texts: Iterable[str]) -> Counter[str]:
    """How often each digit is printed."""
    return Counter(char for text in texts for char in text if "0" <= char <= "9")


class SecondReader:
    """A PDF of so many `pages`, opened by pdfium. Raises EncryptedFile, DamagedFile or TooLarge (pages) at once."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self._source = source
        try:
            self._pdf = pypdfium2.PdfDocument(source.data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                raise EncryptedFile(
                    "PDF 需要密码才能打开", expected="未加密的 PDF", place=source.place, remedy="取得未加密的文件"
                ) from error
            raise self._damaged(f"PDF 无法打开（{error}）", source.place) from error
        try:
            self._check(settings)
        except BaseException:
            self.close()
            raise

    def _check(self, settings: Settings) -> None:
        self.pages = len(self._pdf)
        if self.pages > settings.max_pages:
            raise TooLarge(
                f"PDF 有 {self.pages} 页",
                expected=f"至多 {settings.max_pages} 页",
                place=self._source.place,
                remedy="拆分文件或调高 JUESUAN_MAX_PAGES",
            )

    def digits(self, index: int) -> Counter[str]:
        """How often each digit is printed on a page. To be asked only for pages known to be small: forms may repeat forms."""
        try:
            page = self._pdf[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            place = f"{self._source.place} 第{index + 1}页"
            raise self._damaged(f"页面无法打开（{error}）", place) from error
        try:
            return digits_of(text_page.get_text_range())
        finally:
            text_page.close()
            page.close()

    def glyphs(self, index: int) -> list[Glyph]:
        """The characters of a page that is not turned, with their boxes."""
        page = self._pdf[index]
        text_page = page.get_textpage()
        try:
            left, _, _, top = page.get_cropbox()
            glyphs: list[Glyph] = []
            for at in range(text_page.count_chars()):
                glyph = _glyph(text_page, at, left, top)
                if glyph is not None and glyph.text.strip():
                    glyphs.append(glyph)
                elif glyph is not None and glyphs:
                    glyphs[-1] = after_space(glyphs[-1], glyph[1:5])
            return glyphs
        finally:
            text_page.close()
            page.close()

    def picture(self, index: int) -> Image:
        """A page as it is shown, as a grey picture; `RESOLUTION` pixels an inch where it is no larger than an A3 sheet."""
        from etl.extract.ocr.picture import scale_of  # noqa: PLC0415

        page = self._pdf[index]
        try:
            bitmap = page.render(scale=scale_of(*page.get_size()), grayscale=True, draw_annots=False)
            grey = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
            bitmap.close()
        finally:
            page.close()
        return grey  # type: ignore[no-any-return]

    def close(self) -> None:
        """Give the memory back."""
        self._pdf.close()

    @staticmethod
    def _damaged(reason: str, place: str) -> DamagedFile:
        return DamagedFile(reason, expected="完整的 PDF", place=place, remedy="重新下载文件")


def _glyph(text_page: pypdfium2.PdfTextPage, at: int, left: float, top: float) -> Glyph | None:
    code = int(pypdfium2.raw.FPDFText_GetUnicode(text_page, at))
    text = clean(chr(code)) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNDECODED
    try:
        x0, low, x1, high = text_page.get_charbox(at, loose=True)
    except pypdfium2.PdfiumError:
        return None
    return Glyph(text, x0 - left, top - high, x1 - left, top - low, max(high - low, 1.0))
