"""The pages of a PDF that are pictures: rendered and recognised where that is possible, else named, and the file refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.errors import ScannedPages, TooLarge
from etl.extract.ocr import ModelMissing, announce, recogniser
from etl.extract.pdf.second import SecondReader
from etl.settings import Settings

if TYPE_CHECKING:
    from etl.extract.ocr.page import RecognisedPage
    from etl.extract.ocr.picture import Image

_NO_MEMORY: Final = re.compile(r"alloc|memory", re.IGNORECASE)
_TEXT_LAYER: Final = "取得文字版，或先做文字识别并核对后再装载"


@dataclass
class Scans:
    """What became of the picture pages of one file so far: recognised, illegible (with why), or not tried (with why not)."""

    settings: Settings
    recognised: list[int] = field(default_factory=list)
    illegible: dict[int, str] = field(default_factory=dict)
    untried: list[int] = field(default_factory=list)
    obstacle: str = ""
    remedy: str = _TEXT_LAYER
    _recognise: Callable[[Image, int], RecognisedPage] | None = None

    @property
    def is_refused(self) -> bool:
        """True once a page could not be read: the others need not be laid out any more."""
        return bool(self.illegible or self.untried)

    def read(self, number: int, second: SecondReader, place: str) -> RecognisedPage | None:
        """The page as recognised; None where it could not be. Raises TooLarge for more pictures than the settings allow."""
        if not self._ready():
            self.untried.append(number)
            return None
        if len(self.recognised) + len(self.illegible) >= self.settings.ocr_max_pages:
            raise TooLarge(
                f"图片页超过 {self.settings.ocr_max_pages} 页",
                expected=f"至多识别 {self.settings.ocr_max_pages} 页",
                place=place,
                remedy="取得文字版、拆分文件或调高 JUESUAN_OCR_MAX_PAGES",
            )
        announce(number)
        page = self._recognised(number, second)
        if page is None or page.failure:
            self.illegible[number] = page.failure if page else "识别出错"
            return None
        self.recognised.append(number)
        return page

    def _recognised(self, number: int, second: SecondReader) -> RecognisedPage | None:
        """The page; None where the model fails on it. Raises MemoryError, also for what the model's libraries raise for it."""
        try:
            return self._recognise(second.picture(number - 1), number) if self._recognise else None
        except MemoryError:
            raise
        except Exception as error:  # the libraries below raise whatever they like; the page then counts as illegible
            if _NO_MEMORY.search(str(error)):
                raise MemoryError(str(error)) from error
            return None

    def _ready(self) -> bool:
        """True where the model is at hand; loads it at the first page."""
        if self._recognise is None and not self.obstacle:
            if not self.settings.ocr:
                self.obstacle, self.remedy = "文字识别已关闭", f"{_TEXT_LAYER}；或设 JUESUAN_OCR=1"
                return False
            try:
                self._recognise = recogniser()
            except ModelMissing as error:
                self.obstacle, self.remedy = (
                    str(error),
                    f"安装文字识别组件后再装载：pip install 'juesuan[ocr]'；或{_TEXT_LAYER}",
                )
        return self._recognise is not None

    def refuse(self, place: str) -> None:
        """Raise ScannedPages, pages named, where a picture page could not be read: half a report is none."""
        if self.untried:
            raise ScannedPages(
                f"第{page_ranges(self.untried)}页是图片，没有可信的文字层，{self.obstacle}",
                expected="每一页都有文字层的 PDF",
                place=place,
                remedy=self.remedy,
            )
        if self.illegible:
            why = "；".join(f"第{number}页{reason}" for number, reason in list(self.illegible.items())[:5])
            raise ScannedPages(
                f"第{page_ranges(list(self.illegible))}页是图片，识别不出可信的文字（{why}）",
                expected="清晰的扫描件，或每一页都有文字层的 PDF",
                place=place,
                remedy="取得文字版或更清晰的扫描件",
            )


def page_ranges(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: ``3、5-9``."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return "、".join(f"{group[0]}-{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups)
