"""Pages drawn by hand: positions in points from the top left corner. The same drawing is the same bytes."""

from __future__ import annotations

import io
from functools import cache
from itertools import groupby
from typing import Final, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CHINESE: Final = "STSong-Light"
_ASCENT: Final = 0.88
_STROKED: Final = 2  # PDF's render mode: filled and outlined

pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


@cache
def _width_of(char: str, font: str) -> float:
    return float(pdfmetrics.stringWidth(char, font, 1000)) / 1000


def width_of(text: str, size: float, latin: str = CHINESE) -> float:
    """How wide a text is printed, ASCII characters in the font `latin`."""
    return size * sum(_width_of(char, latin if char.isascii() else CHINESE) for char in text)


class Paper:
    """A PDF being drawn; `width` and `height` are those of the current page."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.width, self.height = width, height
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=(width, height), invariant=1)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = CHINESE) -> None:
        """Print text whose upper edge is near `y`."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y - _ASCENT * size, text)

    def right(self, x: float, y: float, text: str, size: float = 10, font: str = "Helvetica") -> None:
        """Print text that ends at `x`."""
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, self.height - y - _ASCENT * size, text)

    def mixed(self, x: float, y: float, text: str, size: float, latin: str = CHINESE) -> None:
        """Print text with its ASCII characters in the font `latin`."""
        for is_latin, chars in groupby(text, key=str.isascii):
            piece = "".join(chars)
            font = latin if is_latin else CHINESE
            if piece.strip():
                self.text(x, y, piece, size, font)
            x += width_of(piece, size, latin)

    def heavy(self, x: float, y: float, text: str, size: float, bold: Literal["plain", "stroked", "doubled"]) -> None:
        """Print text in bold as programs do without a bold font: outlined, or twice with a slight shift."""
        if bold == "stroked":
            self.canvas.setFont(CHINESE, size)
            self.canvas.setLineWidth(0.4)
            self.canvas.drawString(x, self.height - y - _ASCENT * size, text, mode=_STROKED)
            return
        self.text(x, y, text, size)
        if bold == "doubled":
            self.text(x + 0.3, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.48) -> None:
        """Draw a line as word processors do, a thin filled rectangle."""
        across, down = max(x1 - x0, thick), max(y1 - y0, thick)
        self.canvas.rect(x0, self.height - y0 - down, across, down, stroke=0, fill=1)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rectangle."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)

    def askew(self, text: str, size: float) -> None:
        """Print a pale text from one corner of the page towards the other."""
        self.canvas.saveState()
        self.canvas.setFillGray(0.85)
        self.canvas.setFont(CHINESE, size)
        self.canvas.translate(self.width / 2, self.height / 2)
        self.canvas.rotate(40)
        self.canvas.drawCentredString(0, 0, text)
        self.canvas.restoreState()

    def next_page(self, width: float | None = None, height: float | None = None, *, turned: bool = False) -> None:
        """Begin a new page, of another size where one is given; `turned` has it on its side, read from the right."""
        self.canvas.showPage()
        if width is not None and height is not None:
            self.width, self.height = width, height
        self.canvas.setPageSize((self.height, self.width) if turned else (self.width, self.height))
        if turned:
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)

    def done(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._out.getvalue()
