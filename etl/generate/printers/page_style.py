"""How a report looks on pages, in sheets and on the web: choices among the habits of bureaus, all drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from etl.generate.dice import dice

T = TypeVar("T")
Rules = Literal["lines", "boxes", "bars", "open sides", "rows only"]
_CHOICES: Final[dict[str, tuple[Any, ...]]] = {  # what is printed more often stands there more often
    "split_codes": (True, False),
    "code_header": ("科目编码", "功能分类科目编码", "支出功能分类科目编码", "科目代码"),
    "column_numbers": (True, True, False),
    "spaced_labels": (True, False, False),
    "centred_numbers": (True, False, False),
    "rules": ("lines", "lines", "boxes", "bars", "open sides"),
    "indented_names": (True, False),
    "tight": (True, False, False),
    "turned": (True, False, False),
    "watermark": ("", "", "", "部门决算公开"),
    "table_size": (7.5, 8.0, 9.0, 10.0),
    "body_size": (12.0, 14.0, 16.0),
    "title_size": (14.0, 16.0, 18.0, 22.0),
    "latin": ("STSong-Light", "Times-Roman", "Helvetica"),
    "spaced_titles": (True, False, False),
    "bold": ("plain", "stroked", "doubled"),
    "margin": (57.0, 72.0, 90.0),
    "wide_from": (6, 7, 9),
    "own_pages": (True, True, False),
    "leading": (1.4, 1.6, 2.0),
    "page_number": ("- {page} -", "{page}", "第 {page} 页", "第 {page} 页 共 {pages} 页", "— {page} —", ""),
    "leaders": (True, False),
    "repeats_header": (True, False, False),
    "numbers_as_text": (True, False),
    "titles_inside": (True, False),
    "heading_styles": (True, False),
    "framed": (True, False),
    "charset": ("utf-8", "gb18030"),
}


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The choices that are not of the words; as it stands, a plain print that adds nothing to the blocks.

    All of them are drawn but the rules `rows only`, which is printed where it is asked for.
    """

    seed: str = ""
    # tables
    split_codes: bool = False  # codes in three columns, 类 款 项
    code_header: str = ""  # another name for the column of codes
    column_numbers: bool = True  # the row 栏次
    spaced_labels: bool = False  # 合  计
    unit_name: str = ""  # printed as 部门：… left of the 单位 line
    centred_numbers: bool = False
    rules: Rules = "lines"  # single lines, a box around each cell, thin filled bars, no lines at the sides, none upright
    table_size: float = 9
    indented_names: bool = False  # names of 款 and 项 begin further right
    tight: bool = False  # columns so narrow that long amounts go on in a second line
    # text
    body_size: float = 12
    title_size: float = 16
    latin: str = "STSong-Light"  # the font of digits and Latin letters
    bold: Literal["plain", "stroked", "doubled"] = "plain"  # how titles are made bold
    spaced_titles: bool = False  # 收 入 决 算 表
    # page
    width: float = 595
    height: float = 842
    margin: float = 72
    wide_from: int = 99  # tables with so many columns stand on a page laid across
    turned: bool = False  # those pages are upright with everything on them turned
    watermark: str = ""  # across each page
    own_pages: bool = False  # each statement begins a page
    leading: float = 1.5
    running_head: str = ""
    page_number: str = ""  # with {page} and {pages}
    leaders: bool = False  # dots and page numbers in the contents
    repeats_header: bool = False
    # sheets and web pages
    numbers_as_text: bool = False
    titles_inside: bool = False  # title, unit line and note as rows of the table
    heading_styles: bool = False
    clutter: bool = False  # what a web site puts around a page
    framed: bool = False  # the page is laid out by a table around it
    charset: Literal["utf-8", "gb18030"] = "utf-8"

    @classmethod
    def draw(cls, unit_name: str, year: int, word: str, *words: object) -> PageStyle:
        """A look for these words; each choice has chance of its own."""
        seed = "/".join(str(part) for part in words)
        own = {"unit_name": (unit_name, ""), "running_head": ("", "", f"{unit_name}{year}年度{word}决算公开")}
        drawn: dict[str, Any] = {
            name: dice("page style", seed, name.replace("_", " ")).choice(options) for name, options in (_CHOICES | own).items()
        }
        return cls(seed=seed, clutter=True, **drawn)

    def pick(self, what: str, options: Sequence[T]) -> T:
        """One of the options, the same one every time for this report and this question."""
        return dice("page pick", self.seed, what).choice(list(options))
