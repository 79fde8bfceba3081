"""One page of a PDF recognised: a picture becomes the strokes and characters that a page with text would draw.

What comes out is laid out and read like any other page; each character whose confidence is low is marked doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from etl.extract.ocr.model import Letter, Model, TextBox, model
from etl.extract.ocr.picture import PER_POINT, Image, Picture, letters_of, straightened
from etl.extract.ocr.pieces import Piece, read_pieces, unread_letters
from etl.extract.pdf.drawn import Box, DrawnPage
from etl.extract.pdf.glyphs import Glyph, Turn
from etl.extract.rows import clean

_BLANK: Final = 4  # pieces of ink of the size of characters: dirt on an empty page
_LEAST_CONFIDENCE: Final = 0.9  # mean over the characters of a page
_MOST_DOUBTFUL: Final = 0.15  # share of the numbers of a page; beyond, wrong ones are among those that look certain
_FEW_NUMBERS: Final = 10
_MOST_UNREAD: Final = 0.5  # pieces of ink left over, as a share of the characters read
_DOUBTFUL: Final = 0.95  # of wrong digits on bad scans 98 in 100 have less, of right ones on good scans 2 in 100
_UPSIDE_DOWN: Final = 0.8  # mean confidence below which a page is tried the other way up
_TALL: Final = 1.5
_MARKS: Final = {"(": "（", ")": "）", ":": "：", ";": "；"}
_CHINESE: Final = re.compile("[\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class RecognisedPage:
    """A page as drawn, its characters, and why it could not be read (empty where it was)."""

    drawn: DrawnPage
    glyphs: list[Glyph]
    turn: Turn
    failure: str = ""
    notes: tuple[str, ...] = ()


def recognise(grey: Image, number: int) -> RecognisedPage:
    """Recognise the picture of a page, turned upright first. Raises ModelMissing."""
    reader = model()
    sight = _look(straightened(grey), reader)
    if not sight.boxes and len(letters_of(sight.picture.ink)) <= _BLANK:
        return _page(sight, number)
    if _is_turned(sight.boxes):
        sight = _look(sight.picture.turned(1), reader)
    if sight.boxes and sight.confidence < _UPSIDE_DOWN:
        sight = max(sight, _look(sight.picture.turned(2), reader), key=lambda seen: seen.confidence)
    askew = sum(1 for box in sight.boxes if box.askew)
    notes = (f"第{number}页有倾斜的文字{askew}处（水印），未读",) if askew else ()
    return _page(sight, number, _failure(sight), notes)


@dataclass(frozen=True)
class _Sight:
    """A picture, where its lines stand and what they say."""

    picture: Picture
    boxes: list[TextBox]
    pieces: list[Piece]

    @cached_property
    def confidences(self) -> list[float]:
        """Those of all characters."""
        return [letter.confidence for piece in self.pieces for letter in piece.letters if letter.text.strip()]

    @property
    def confidence(self) -> float:
        """Their mean; 0 where nothing was read."""
        return sum(self.confidences) / max(len(self.confidences), 1)


def _look(picture: Picture, reader: Model) -> _Sight:
    boxes = reader.find(picture.grey)
    return _Sight(picture, boxes, [] if _is_turned(boxes) else read_pieces(picture, boxes, reader))


def _is_turned(boxes: list[TextBox]) -> bool:
    """True where most lines of a page run downwards."""
    tall = sum(1 for box in boxes if box.bottom - box.top > _TALL * (box.x1 - box.x0))
    wide = sum(1 for box in boxes if box.x1 - box.x0 > _TALL * (box.bottom - box.top))
    return tall > wide


def _failure(sight: _Sight) -> str:
    """Why a page counts as not read; empty where it is legible."""
    read = len(sight.confidences)
    if not read:
        return "没有识别出文字"
    if sight.confidence < _LEAST_CONFIDENCE:
        return f"识别可信度只有{sight.confidence:.0%}"
    numbers = [confidence for piece in sight.pieces for _, confidence in piece.numbers()]
    doubtful = sum(1 for confidence in numbers if confidence < _DOUBTFUL)
    if len(numbers) >= _FEW_NUMBERS and doubtful > _MOST_DOUBTFUL * len(numbers):
        return f"{len(numbers)}个数字中有{doubtful}个识别把握不大"
    unread = unread_letters(sight.picture, sight.boxes, sight.pieces)
    if unread > _MOST_UNREAD * read:
        return f"有{unread}处墨迹未能识别"
    return ""


def _page(sight: _Sight, number: int, failure: str = "", notes: tuple[str, ...] = ()) -> RecognisedPage:
    """What was found in a picture, in points."""
    picture, pieces = sight.picture, sight.pieces
    height, width = (side / PER_POINT for side in picture.grey.shape)
    strokes: list[Box] = [_line(*stroke[:4], stroke.is_down) for stroke in picture.strokes if not _in_text(stroke, pieces)]
    drawn = DrawnPage(number, width, height, strokes=strokes)
    glyphs = [glyph for piece in pieces for glyph in _glyphs(piece)]
    return RecognisedPage(drawn, glyphs, Turn(0, width, height), failure, notes)


def _line(x0: int, top: int, x1: int, bottom: int, is_down: bool) -> Box:
    """A stroke as the line along its middle."""
    if is_down:
        return (x0 + x1) / 2 / PER_POINT, top / PER_POINT, (x0 + x1) / 2 / PER_POINT, bottom / PER_POINT
    return x0 / PER_POINT, (top + bottom) / 2 / PER_POINT, x1 / PER_POINT, (top + bottom) / 2 / PER_POINT


def _in_text(stroke: Box, pieces: list[Piece]) -> bool:
    """True where a stroke lies inside a line of text: it is a part of a character."""
    x0, top, x1, bottom = stroke[:4]
    return any(
        piece.box.x0 - 4 <= x0 and x1 <= piece.box.x1 + 4 and piece.box.top - 4 <= top and bottom <= piece.box.bottom + 4
        for piece in pieces
    )


def _glyphs(piece: Piece) -> list[Glyph]:
    """The characters of a piece side by side, without gaps between them but for printed spaces."""
    box, size = piece.box, piece.size / PER_POINT
    letters = piece.letters
    middles = [box.x0 + letter.centre * (box.x1 - box.x0) for letter in letters]
    edges = [float(box.x0), *((a + b) / 2 for a, b in pairwise(middles)), float(box.x1)]
    glyphs: list[Glyph] = []
    for index, (letter, (x0, x1)) in enumerate(zip(letters, pairwise(edges), strict=True)):
        if letter.text.isspace():
            if glyphs:
                glyphs[-1] = glyphs[-1]._replace(spaced=True)
            continue
        text = clean(_mark(letters, index) if letter.text in _MARKS else letter.text)
        if text:
            place = (x0 / PER_POINT, box.top / PER_POINT, x1 / PER_POINT, box.bottom / PER_POINT)
            glyphs.append(Glyph(text, *place, size, doubtful=letter.confidence < _DOUBTFUL))
    return glyphs


def _mark(letters: Sequence[Letter], index: int) -> str:
    """A mark in the width that it has beside Chinese characters: a picture hardly shows it."""
    beside = "".join(letter.text for letter in (*letters[max(0, index - 1) : index], *letters[index + 1 : index + 2]))
    return _MARKS[letters[index].text] if _CHINESE.search(beside) else letters[index].text
