"""What a PDF page draws: characters, straight lines and pictures with their boxes, collected while its content is interpreted.

pdfminer interprets the content and decodes the fonts; this device keeps only what lines and tables are read from, at a third of
the cost of the general layout objects. Coordinates are points from the upper left corner of the page as it is shown.
"""

# ruff: noqa: ARG002 (the methods have the signatures of pdfminer's devices)

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect, mult_matrix

from etl.errors import TooLarge

UNDECODED: Final = "\ufffd"
THIN: Final = 3.0  # a filled box narrower than this is a line
_INVISIBLE: Final = frozenset({3, 7})  # text render modes without fill and stroke
_STRAIGHT: Final = 0.5
Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


class Char(NamedTuple):
    """A character (or a space) with its box; `angle` is the direction of its base line, counter-clockwise, -1 for askew."""

    text: str
    box: Box
    size: float
    angle: int


@dataclass(slots=True)
class DrawnPage:
    """One page as drawn. `strokes` are straight lines as narrow boxes; `curves` counts shapes that are no such lines."""

    number: int
    width: float = 0.0
    height: float = 0.0
    chars: list[Char] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    curves: int = 0
    invisible: int = 0
    is_turned: bool = False


def drawn_pages(data: bytes, limit: int, place: str) -> Iterator[DrawnPage]:
    """The pages of a PDF, one at a time. Raises TooLarge for a page that draws more than `limit` pieces, through whatever forms
    it repeats; what pdfminer raises for broken files passes through.
    """
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        device = _Collector(resources, limit, f"{place} 第{number}页")
        PDFPageInterpreter(resources, device).process_page(page)
        yield device.page(number)


class _Collector(PDFTextDevice):
    """Collects one page; coordinates are pdfminer's (upwards from the media box) until `page` turns them."""

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager, limit: int, place: str) -> None:
        super().__init__(resources)
        self._left = self._top = self._width = self._height = 0.0
        self._limit, self._place = limit, place
        self._count = 0
        self._drawn = DrawnPage(0)
        self._figures: list[Rect] = []
        self._is_invisible = False

    def page(self, number: int) -> DrawnPage:
        """The page when its content has been interpreted."""
        self._drawn.number = number
        return self._drawn

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the shown part of the page as the frame of all coordinates."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        left, low, right, high = apply_matrix_rect(ctm, page.cropbox)
        left, low, right, high = max(left, x0), max(low, y0), min(right, x1), min(high, y1)
        if right - left < 1 or high - low < 1:  # no such part: the whole page is shown
            left, low, right, high = x0, y0, x1, y1
        self._left, self._top = left, high
        self._drawn.width, self._drawn.height = right - left, high - low
        self._drawn.is_turned = page.rotate % 360 != 0

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        return x0 - self._left, self._top - y1, x1 - self._left, self._top - y0

    def _more(self) -> None:
        self._count += 1
        if self._count > self._limit:
            raise TooLarge(
                f"一页画出的字符和图形超过 {self._limit} 个",
                expected=f"至多 {self._limit} 个",
                place=self._place,
                remedy="拆分文件或调高 JUESUAN_MAX_PAGE_OBJECTS",
            )

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """A form or picture begins: its place on the page."""
        self._more()
        self._figures.append(apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox))

    def end_figure(self, name: str) -> None:
        """A form or picture ends."""
        self._figures.pop()

    def render_image(self, name: str, stream: PDFStream) -> None:
        """A picture fills the figure it stands in; some programs draw their rules as narrow pictures."""
        if self._figures:
            x0, y0, x1, y1 = self._figures[-1]
            thin = min(x1 - x0, y1 - y0) <= THIN
            (self._drawn.strokes if thin else self._drawn.pictures).append(self._box(x0, y0, x1, y1))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Text in one font; whether it is painted at all is a matter of the whole string."""
        self._is_invisible = textstate.render in _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """One character; returns how far the next one is."""
        self._more()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNDECODED
        advance = font.char_width(cid) * fontsize * scaling
        if font.is_vertical():
            box = _vertical_box(font, cid, fontsize, rise, advance)
        else:
            low = font.get_descent() * fontsize + rise
            box = (0.0, low, advance, low + fontsize)
        x0, y0, x1, y1 = apply_matrix_rect(matrix, box)
        placed = self._box(x0, y0, x1, y1)
        angle = _angle(matrix[0], matrix[1]) if matrix[1] or matrix[0] < 0 else 0
        size = x1 - x0 if font.is_vertical() or angle in (90, 270) else y1 - y0
        self._drawn.chars.append(Char(text, placed, size, angle))
        self._drawn.invisible += self._is_invisible and bool(text.strip())
        return advance

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """A path: its straight horizontal and vertical edges, unless it is painted white."""
        part: list[PathSegment] = []
        for segment in path:
            if segment[0] == "m" and part:
                self._paint(graphicstate, stroke, fill, part)
                part = []
            part.append(segment)
        if part and part[0][0] == "m":
            self._paint(graphicstate, stroke, fill, part)

    def _paint(self, state: PDFGraphicState, stroke: bool, fill: bool, path: Sequence[PathSegment]) -> None:
        self._more()
        shape = [str(segment[0]) for segment in path]
        points = [apply_matrix_pt(self.ctm, segment[-2:]) for segment in path if segment[0] != "h"]  # type: ignore[arg-type]
        if shape[-1] == "h" and points[-1] != points[0]:
            points.append(points[0])
        if "c" in shape or "v" in shape or "y" in shape:
            self._drawn.curves += 1
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, y1 - y0) <= THIN and (stroke or (fill and len(points) > 2)):
            if not _white(state.scolor if stroke else state.ncolor):
                self._drawn.strokes.append(self._box(x0, y0, x1, y1))
        elif stroke and not _white(state.scolor):
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) < _STRAIGHT or abs(ay - by) < _STRAIGHT:
                    self._drawn.strokes.append(self._box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
                else:
                    self._drawn.curves += 1
        elif len(points) > 5:
            self._drawn.curves += 1


def _vertical_box(font: PDFFont, cid: int, fontsize: float, rise: float, advance: float) -> Rect:
    """The box of a character of a font that is set downwards (as in pdfminer's own layout)."""
    disp = font.char_disp(cid)
    vx, vy = disp if isinstance(disp, tuple) else (None, disp)
    left = -(fontsize * 0.5 if vx is None else vx * fontsize * 0.001)
    high = (1000 - vy) * fontsize * 0.001 + rise
    return left, high + advance, left + fontsize, high


def _angle(a: float, b: float) -> int:
    """Direction of a base line in degrees, counter-clockwise; -1 where it is no multiple of 90."""
    scale = max(abs(a), abs(b))
    if scale == 0 or abs(b) < 0.05 * scale:
        return 0 if a >= 0 else 180
    if abs(a) < 0.05 * scale:
        return 90 if b > 0 else 270
    return -1


def _white(color: object) -> bool:
    """True for white paint in grey, RGB or CMYK."""
    parts: Sequence[object] = color if isinstance(color, tuple | list) else (color,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) == 4:
        return all(part <= 0.02 for part in numbers)
    return len(numbers) in (1, 3) and all(part >= 0.98 for part in numbers)
