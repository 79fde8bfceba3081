"""Running text without the accidents of its printing: joined over line ends, white space gone, signs of one width.

Layouts cut lines anywhere, also inside numbers and words; `Flow` undoes that and remembers for every character where it was
printed, so that each number read from it leads back to its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from etl.extract.document import Line

_MARKUP: Final = re.compile(r"</?u>|\*\*|(?<=\d)_|_(?=\d)")
_WIDE: Final = "０１２３４５６７８９．％﹪－﹣−＋(),:;?!＜＞＝[]“‘’\"'「」『』"
_NARROW: Final = dict(zip(_WIDE, "0123456789.%%---+（），：；？！<>=［］" + "”" * 9, strict=True))
_OTHER_WIDTH: Final = re.compile(f"[{re.escape(_WIDE)}]")
_PRINTED: Final = re.compile(r"\S+")
_PAGE_SIGNS: Final = frozenset("-—–－第")
_PAGE_NUMBER: Final = re.compile(
    r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[/共，,]*\s*\d{1,4}\s*页)?"
    r"(?:\s*打印(?:日期|时间)\s*[：:]?\s*[\d/.:：年月日\s-]{8,20})?"
)
_THOUSANDS: Final = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")  # once signs have one width


@dataclass(frozen=True, slots=True)
class Flow:
    """Text with an origin for every character: `line_index[i]`, `column[i]` of the line it stands in."""

    text: str
    line_index: tuple[int, ...]
    column: tuple[int, ...]
    lines: tuple[Line, ...]
    starts: frozenset[int]  # positions where a printed line begins

    def line_at(self, position: int) -> Line:
        """The line that the character at `position` is printed in; the last line for a position past the end."""
        return self.lines[self.line_index[min(position, len(self.line_index) - 1)]]

    def printed(self, start: int, end: int) -> str:
        """The characters as printed between two positions, line ends removed."""
        out: list[str] = []
        for i in range(start, end):
            out.append(self.lines[self.line_index[i]].text[self.column[i]])
        return "".join(out)


def is_page_number(line: Line) -> bool:
    """True for a line that prints nothing but the number of its page, marked as such (``- 7 -``, ``第 7 页``)."""
    return marks_page(line.text.strip())


def marks_page(text: str) -> bool:
    """As `is_page_number`, of a line's text without the white space around it."""
    return text[:1] in _PAGE_SIGNS and _PAGE_NUMBER.fullmatch(text) is not None


@lru_cache(maxsize=1 << 16)
def canonical(text: str) -> str:
    """One width for signs and digits, no white space, thousands separators as commas.

    >>> canonical("（ 1，234.5 6 万元)")
    '（1,234.56万元）'
    """
    return one_width(without_markup(text))


def without_markup(text: str) -> str:
    """A text without white space and the marks of underlined and bold words."""
    text = "".join(text.split())
    return _MARKUP.sub("", text) if "<" in text or "*" in text or "_" in text else text


def one_width(text: str) -> str:
    """One width for signs and digits, thousands separators as commas; as long as before."""
    text = _OTHER_WIDTH.sub(_narrow, text)
    return _THOUSANDS.sub(",", text) if "，" in text else text


def _narrow(match: re.Match[str]) -> str:
    return _NARROW[match[0]]


def join(lines: Iterable[Line]) -> Flow:
    """Join lines into one canonical text; see `Flow`."""
    kept = tuple(lines)
    pieces: list[str] = []
    line_index: list[int] = []
    column: list[int] = []
    starts: set[int] = set()
    for index, line in enumerate(kept):
        starts.add(len(column))
        for start, end in _printed(line.text):
            pieces.append(line.text[start:end])
            column.extend(range(start, end))
            line_index.extend([index] * (end - start))
    return Flow(one_width("".join(pieces)), tuple(line_index), tuple(column), kept, frozenset(starts))


def _printed(raw: str) -> Iterator[tuple[int, int]]:
    """Stretches of a line without white space and markup."""
    marks = list(_MARKUP.finditer(raw)) if "<" in raw or "*" in raw or "_" in raw else []
    at = 0
    for stop, after in (*(mark.span() for mark in marks), (len(raw), len(raw))):
        yield from (match.span() for match in _PRINTED.finditer(raw, at, stop))
        at = after
