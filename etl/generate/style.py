"""How one report is written and printed: choices among variants, all of them drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from etl.generate.dice import dice

T = TypeVar("T")
Layout = Literal["A", "B"]
LAYOUTS: Final[tuple[Layout, ...]] = ("A", "B")


@dataclass(frozen=True, slots=True)
class Style:
    """The choices that several parts of a report share; the wording of single sentences is picked by `pick`."""

    seed: str
    unit: Literal["元", "万元"] = "万元"
    table_commas: bool = True
    prose_commas: bool = False
    table_zero: str = ""  # what an empty amount shows: nothing, 0.00, —
    trim: bool = False  # 230 and 3.3 instead of 230.00 and 3.30
    trim_percent: bool = False
    spaced: bool = False  # blanks around numbers in prose
    half_width: bool = False  # half-width punctuation
    flat_in_numbers: bool = False  # 增加0.00万元，增长0.00% instead of 持平
    hierarchy: bool = True  # 类 and 款 rows above their 项
    shuffled: bool = False  # 项 in no order
    table_codes: bool = True  # tables with codes; without them only names, under their 类 and 款
    row_numbers: bool = True  # 行次 in the summary tables
    codes_in_prose: bool = False
    drops_ending: bool = False  # 一般公共服务 for 一般公共服务支出
    budget_word: Literal["全年预算", "年初预算"] = "全年预算"  # what the budget of the 三公 is
    order: Literal["tables first", "prose first", "no tables"] = "tables first"
    # printing
    width: int = 30  # layout B: characters a line
    narrow_digits: bool = False  # layout B: a digit or Latin letter is half as wide
    blank_between: bool = True  # layout B: an empty line after each line
    name_width: int = 9  # layout B: characters of a name that a narrow column holds
    wrapping: Literal["above", "around", "below"] = "above"
    page_lines: int = 26
    page_number: str = "- {} -"
    page_cuts: bool = False  # layout A: paragraphs broken at the end of a page
    underlined: bool = False  # layout A: <u>12.00</u>
    stray_blanks: bool = False  # layout A: now and then a blank inside a number, 1272.4 9
    repeats_header: bool = False  # a table that goes on over a page shows its header again

    @classmethod
    def draw(cls, *words: object) -> Style:
        """A style for these words; each choice has chance of its own."""
        seed = "/".join(str(word) for word in words)

        def one(what: str, *options: T) -> T:
            return dice("style", seed, what).choice(options)

        hierarchy = one("hierarchy", True, True, False)
        return cls(
            seed=seed,
            unit=one("unit", "元", "万元", "万元"),
            table_commas=one("table commas", True, False),
            prose_commas=one("prose commas", True, False),
            table_zero=one("table zero", "", "", "0.00", "—"),
            trim=one("trim", True, False, False),
            trim_percent=one("trim percent", True, False),
            spaced=one("spaced", True, False),
            half_width=one("half width", True, False, False, False),
            flat_in_numbers=one("flat", True, False),
            hierarchy=hierarchy,
            shuffled=not hierarchy and one("shuffled", True, False),
            table_codes=not hierarchy or one("table codes", True, True, True, True, True, False),
            row_numbers=one("row numbers", True, True, True, False),
            codes_in_prose=one("codes in prose", True, False, False, False, False),
            drops_ending=one("drops ending", True, False, False, False),
            budget_word=one("budget word", "全年预算", "全年预算", "年初预算"),
            order=one("order", "tables first", "tables first", "prose first", "no tables"),
            width=dice("style", seed, "width").randint(25, 40),
            narrow_digits=one("narrow digits", True, False),
            blank_between=one("blank", True, False),
            name_width=dice("style", seed, "name width").randint(8, 13),
            wrapping=one("wrapping", "above", "around", "below"),
            page_lines=dice("style", seed, "page").randint(22, 34),
            page_number=one("page number", "- {} -", "— {} —", "第 {} 页", ""),
            page_cuts=one("page cuts", True, False),
            underlined=one("underlined", True, False, False, False, False, False),
            stray_blanks=one("stray blanks", True, False, False, False, False, False),
            repeats_header=one("repeats header", True, False, False),
        )

    def pick(self, what: str, options: Sequence[T]) -> T:
        """One of the options, the same one every time for this report and this question."""
        return dice("pick", self.seed, what).choice(list(options))
