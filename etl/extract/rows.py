"""Printed pieces on their way to Lines: text of cells put together, rows and running text numbered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from etl.extract.document import Line

# Radicals that fonts map printed characters to; NFKC does not know those of the CJK Radicals Supplement, and of three in the
# Kangxi block (the last here) it gives a form that is not the one printed on the mainland.
_RADICALS: Final = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾⾭⿈",
    "母民虎西见角贝车长门青韦页风飞马骨鬼鱼鸟麦黄齐齿龙龟户青黄",
)
_COMPATIBLE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f]")
_CJK: Final = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\u2018-\u201d"
_BETWEEN_CJK: Final = re.compile(f"(?<=[{_CJK}])\\s+(?=[{_CJK}])")
_DIGITS: Final = re.compile(r"[-\d,.，．％%]+")
_AMOUNT: Final = re.compile(r"-?\d[\d,]*\.\d+%?")
_TAIL: Final = re.compile(r"\d[\d,]*\.?\d*$")
_HEAD: Final = re.compile(r"[\d,]*\.?\d+")
_WITH_CENTS: Final = re.compile(r"\d[\d,]*\.\d\d")
_TOO_LONG: Final = 6  # digits of a number that a narrow cell cuts


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of running text (`cells` empty) or a row of a table; see `Line` for `doubtful`."""

    text: str
    cells: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def with_doubt(self, numbers: Sequence[str]) -> Printed:
        """This line or row, those of some doubtful numbers that it shows marked so."""
        squeezed = "".join(self.text.split())
        doubtful = tuple(number for number in numbers if number in squeezed)
        return replace(self, doubtful=doubtful) if doubtful else self


def between_bars(text: str) -> tuple[str, ...]:
    """The cells of a row drawn with bars, without the white space around them: ``| 合计 | 12.00 |`` has two."""
    return tuple(cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|"))


def clean(text: str) -> str:
    """Text with every character as it is printed: radicals and compatibility forms unified, invisible signs gone."""
    if _COMPATIBLE.search(text):
        text = _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text.translate(_RADICALS))
    return _INVISIBLE.sub("", text)


def cell_text(pieces: Iterable[str]) -> str:
    """The text of a cell from its printed lines: no line breaks, no spaces between Chinese characters.

    A number that is cut over two lines is put together; two numbers stay apart.

    >>> cell_text(["机关事业单位 基本养老保", "险缴费支出"]), cell_text(["12,345,", "678.90"]), cell_text(["1.50", "2.50"])
    ('机关事业单位基本养老保险缴费支出', '12,345,678.90', '1.50 2.50')
    >>> cell_text(["≤2149465.3", "8元"]), cell_text(["共2024年", "12.50万元"])
    ('≤2149465.38元', '共2024年 12.50万元')
    """
    text = ""
    for piece in (" ".join(clean(printed).split()) for printed in pieces):
        if text and piece:
            text += "" if _cut_number(text, piece) else " "
        text += piece
    return _BETWEEN_CJK.sub("", text).strip()


def _cut_number(before: str, after: str) -> bool:
    """True where two lines of a cell are the halves of one number, alone or a long one with a sign before or a unit after."""
    alone = bool(_DIGITS.fullmatch(before) and _DIGITS.fullmatch(after))
    if alone and not _AMOUNT.fullmatch(before) and _AMOUNT.fullmatch(before + after):
        return True
    tail, head = _TAIL.search(before), _HEAD.match(after)
    if tail is None or head is None or len(tail.group()) < _TOO_LONG:
        return False
    return bool(_WITH_CENTS.fullmatch(tail.group() + head.group()))


def row(cells: Sequence[str]) -> Printed:
    """A row of a table; its text shows the cells with tabs between them, as text reports do."""
    cells = tuple(cell.replace("\t", " ") for cell in cells)
    return Printed("\t".join(cells), cells)


def running(text: str) -> Printed:
    """A line of running text, its white space as single spaces."""
    return Printed(" ".join(clean(text).split()))


def wide_row(cells: Sequence[str], full_width: bool) -> Printed:
    """A row, or running text where its one filled cell is as wide as the table: titles and notes inside the frame."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and (full_width or len(cells) == 1):
        return running(filled[0])
    return row(cells)


def numbered(printed: Iterable[Printed], page: int | None = None, *, recognised: bool = False) -> list[Line]:
    """Lines with numbers from 1 on; `page` where the format has pages, `recognised` where the page is a picture."""
    return [
        Line(number, piece.text, piece.cells, page, recognised, piece.doubtful) for number, piece in enumerate(printed, start=1)
    ]


def trim_rows(rows: Sequence[Sequence[str]], wide: Sequence[bool] = ()) -> list[Printed]:
    """The rows of a sheet, which holds titles, notes and one table or several.

    Rows with a single filled cell are running text before the first and after the last row with more, and where `wide` says
    that the cell is as wide as the table. Empty columns at the sides are no columns, those between others are.
    """
    filled = [[index for index, cell in enumerate(cells) if cell] for cells in rows]
    start = min((columns[0] for columns in filled if columns), default=0)
    width = max((columns[-1] + 1 for columns in filled if columns), default=0)
    several = [index for index, columns in enumerate(filled) if len(columns) > 1]
    first, last = (several[0], several[-1]) if several else (len(rows), -1)
    out: list[Printed] = []
    for index, cells in enumerate(rows):
        if not filled[index]:
            continue
        alone = len(filled[index]) == 1 and index < len(wide) and wide[index]
        if first <= index <= last and not alone:
            out.append(row([*cells[start:width], *[""] * (width - len(cells))]))
        else:
            out.append(running(next(cell for cell in cells if cell)))
    return out
