"""Characters of a page and the lines they print.

Digits often stand some points higher or lower than the Chinese text beside them (another font), so lines are found by overlap,
never by equal baselines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from etl.extract.pdf.drawn import UNDECODED, Box, Char
from etl.extract.rows import clean

_SAME_LINE: Final = 0.35  # overlap of two characters of one line, as a share of the smaller one
_SPACE: Final = 0.33  # gap that prints as a space, in sizes; Word sets a quarter between Chinese and digits
_PRINTED_SPACE: Final = 0.1  # gap of a space that is printed as a character, where it is no overprinted one
_COLUMN_GAP: Final = 1.5  # gap that may part columns, in sizes
_FEW: Final = 5
_OF_NUMBER: Final = re.compile(r"[-\d,.，．－]+")
_LOOK_LIKE_DIGITS: Final = frozenset("OoQDlIi|SsBZz〇")


class Glyph(NamedTuple):
    """One printed character and its box in points from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    spaced: bool = False  # a space is printed after it
    doubtful: bool = False  # recognised in a picture with little confidence

    @property
    def middle(self) -> float:
        """Height of the character's middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The character's middle from left to right."""
        return (self.x0 + self.x1) / 2


class Run(NamedTuple):
    """Characters of one line that stand close together, in reading order."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The printed characters, with a space where a gap shows one."""
        out = [self.glyphs[0].text]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            gap = (glyph.x0 - before.x1) / max(before.size, glyph.size)
            if gap > (_PRINTED_SPACE if before.spaced else _SPACE):
                out.append(" ")
            out.append(glyph.text)
        return "".join(out)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """Size of the largest character."""
        return max(glyph.size for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its text reads from left to right: `angle` of the text (0, 90, 270), size of the page."""

    angle: int
    width: float
    height: float

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box of the page as printed, in the coordinates of the turned page."""
        if self.angle == 90:
            return self.height - bottom, x0, self.height - top, x1
        if self.angle == 270:
            return top, self.width - x1, bottom, self.width - x0
        return x0, top, x1, bottom

    @property
    def printed_width(self) -> float:
        """Width of the turned page."""
        return self.width if self.angle == 0 else self.height

    @property
    def printed_height(self) -> float:
        """Height of the turned page."""
        return self.height if self.angle == 0 else self.width


def main_angle(chars: Iterable[Char]) -> int:
    """Degrees, counter-clockwise, by which most text of a page is turned: 0, 90 or 270."""
    counts = {0: 0, 90: 0, 270: 0}
    for char in chars:
        if char.angle in counts:
            counts[char.angle] += 1
    return max(counts, key=lambda angle: counts[angle])


def read_glyphs(chars: Iterable[Char], turn: Turn) -> tuple[list[Glyph], int]:
    """The visible characters of a page, each once, and how many were left out because they are set askew (watermarks).

    Bold print made by printing twice counts once; characters outside the page and white space are none.
    """
    glyphs: list[Glyph] = []
    seen: dict[tuple[str, int, int], Glyph] = {}
    askew = 0
    for printed, place, high, angle in chars:
        box = turn.box(*place)
        if not printed.strip():
            if glyphs:
                glyphs[-1] = after_space(glyphs[-1], box)
            continue
        if angle < 0:
            askew += 1
            continue
        x0, top, x1, bottom = box
        if x1 < 0 or bottom < 0 or x0 > turn.printed_width or top > turn.printed_height:
            continue
        size = min(high, bottom - top) or high or 1.0
        text = clean(printed)
        if text and not _printed_twice(seen, text, x0, top, size):
            glyph = Glyph(text, x0, top, x1, bottom, size)
            seen[text, round(x0 / 2), round(top / 2)] = glyph
            glyphs.append(glyph)
    return glyphs, askew


def after_space(glyph: Glyph, space: Box) -> Glyph:
    """The character before a printed space, marked so where the space stands right beside it."""
    beside = -0.5 * glyph.size < space[0] - glyph.x1 < 0.5 * glyph.size and space[1] < glyph.middle < space[3]
    return glyph._replace(spaced=True) if beside else glyph


def undecoded_share(glyphs: Sequence[Glyph]) -> float:
    """The share of characters that no mapping decodes; a few (bullets of symbol fonts) count as none."""
    bad = sum(1 for glyph in glyphs if UNDECODED in glyph.text or "\ue000" <= glyph.text <= "\uf8ff")
    return bad / len(glyphs) if bad > _FEW else 0.0


def _printed_twice(seen: dict[tuple[str, int, int], Glyph], text: str, x0: float, top: float, size: float) -> bool:
    """True where the same character stands at almost the same place already."""
    near = 0.12 * size
    column, line = round(x0 / 2), round(top / 2)
    for i in (column - 1, column, column + 1):
        for j in (line - 1, line, line + 1):
            other = seen.get((text, i, j))
            if other is not None and abs(other.x0 - x0) < near and abs(other.top - top) < near:
                return True
    return False


def lines_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """The printed lines, from top to bottom, each with its characters from left to right."""
    lines: list[list[Glyph]] = []
    bands: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.x0)):
        best, found = _SAME_LINE, -1
        for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = bands[index]
            share = (min(bottom, glyph.bottom) - max(top, glyph.top)) / max(min(bottom - top, glyph.bottom - glyph.top), 0.1)
            if share > best:
                best, found = share, index
        if found < 0:
            lines.append([glyph])
            bands.append((glyph.top, glyph.bottom))
            continue
        lines[found].append(glyph)
        if glyph.bottom - glyph.top > bands[found][1] - bands[found][0]:
            bands[found] = (glyph.top, glyph.bottom)  # the tallest character says where the line runs
    runs = [Run(tuple(sorted(line, key=lambda g: (g.x0, g.x1)))) for line in lines]
    return sorted(runs, key=lambda run: (run.top + run.bottom, run.x0))


def doubtful_numbers(runs: Iterable[Run]) -> tuple[str, ...]:
    """The numbers of some lines in which a character was recognised with little confidence, as far as they stand on one."""
    found: dict[str, None] = {}
    for run in runs:
        number = ""
        is_doubtful = False
        for glyph in (*run.glyphs, None):
            if glyph is not None and _OF_NUMBER.fullmatch(glyph.text):
                number += glyph.text
                is_doubtful |= glyph.doubtful
                continue
            if is_doubtful and any(char.isdigit() for char in number):
                found[number] = None
            number, is_doubtful = "", glyph is not None and glyph.doubtful and glyph.text in _LOOK_LIKE_DIGITS
    return tuple(found)


def split_run(run: Run, gap: float = _COLUMN_GAP) -> list[Run]:
    """The pieces of a line between gaps wider than `gap` sizes."""
    pieces: list[list[Glyph]] = [[run.glyphs[0]]]
    for before, glyph in zip(run.glyphs, run.glyphs[1:], strict=False):
        if glyph.x0 - before.x1 > gap * min(before.size, glyph.size):
            pieces.append([])
        pieces[-1].append(glyph)
    return [Run(tuple(piece)) for piece in pieces]
