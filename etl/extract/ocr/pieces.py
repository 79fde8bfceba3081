"""Lines of text in a picture cut into pieces that stand in one column each, and their characters with places.

The detection joins what stands close together, over the rules of a table too, and passes over single digits. So its boxes are
cut at rules and at wide gaps, and ink that no box holds is looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import cv2
import numpy as np

from etl.extract.ocr.model import Letter, Model, TextBox
from etl.extract.ocr.picture import Image, Mask, Picture, Stroke, letters_of

_GAP: Final = 1.5  # white between two pieces of a line, in heights of the line
_CROSSES: Final = 0.6  # share of a box's side that a rule must run along to part it
_ASIDE: Final = 0.18  # share of a box above its line, and below: the detection draws its boxes wide
_EDGE: Final = 4  # pixels: a rule so near to the side of a box bounds it
_STACKED: Final = 1.8  # height of a box over its width from which its characters stand one below the other
_MARGIN: Final = 3
_LEAST_HEIGHT: Final = 6
_EDGE_OF_SHEET: Final = 0.02  # of the page: shadows of the sheet's edge
_OVERLOOKED: Final = 0.6  # confidence from which ink that the detection passed over is taken for text
_CJK: Final = re.compile("[\u3400-\u9fff\uff00-\uffef]")
_OF_NUMBER: Final = re.compile(r"[\d.,]+")
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_GAP_OF_NUMBERS: Final = 1.1  # white between two numbers, in heights of a digit
_DIGITS_HIGH: Final = 0.72  # height of a digit over the size of its print


class Box(NamedTuple):
    """A part of a picture, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def height(self) -> int:
        """From the upper to the lower edge."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one line and one column: the box of its ink and its characters."""

    box: Box
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(letter.text for letter in self.letters)

    @property
    def confidence(self) -> float:
        """The mean of its characters' confidences."""
        return sum(letter.confidence for letter in self.letters) / max(len(self.letters), 1)

    def numbers(self) -> Iterator[tuple[str, float]]:
        """The numbers in it, each with the confidence of its least legible character."""
        for found in _NUMBER.finditer("".join(letter.text[:1] for letter in self.letters)):
            yield found.group(), min(letter.confidence for letter in self.letters[found.start() : found.end()])

    @property
    def size(self) -> float:
        """Size of the print, in pixels: digits are lower than Chinese characters of the same size."""
        return self.box.height / (1.0 if _CJK.search(self.text) else _DIGITS_HIGH)


def read_pieces(picture: Picture, boxes: Sequence[TextBox], model: Model) -> list[Piece]:
    """The text of a picture whose lines stand in `boxes`, with what the detection passed over."""
    parts = [part for box in boxes if not box.askew for part in _parts(picture, box)]
    pieces = _read(picture, parts, model)
    pieces = [piece for piece in pieces if piece.letters]
    others = _read(picture, _overlooked(picture, boxes, pieces), model)
    return pieces + [piece for piece in others if piece.letters and piece.confidence >= _OVERLOOKED]


def _read(picture: Picture, parts: Sequence[Box], model: Model) -> list[Piece]:
    crops = [_crop(picture.without_rules, part) for part in parts]
    found = zip(parts, model.read(crops), strict=True)
    return [Piece(part, tuple(_without_unprinted_spaces(picture.text, part, _trimmed(letters)))) for part, letters in found]


def _trimmed(letters: list[Letter]) -> list[Letter]:
    """Characters without the spaces at both ends."""
    printed = [index for index, letter in enumerate(letters) if not letter.text.isspace()]
    return letters[printed[0] : printed[-1] + 1] if printed else []


def _without_unprinted_spaces(ink: Mask, box: Box, letters: list[Letter]) -> list[Letter]:
    """Characters without the spaces that the model sees inside numbers, where a narrow point leaves some white."""
    kept: list[Letter] = []
    for index, letter in enumerate(letters):
        if letter.text.isspace() and 0 < index < len(letters) - 1:
            before, after = letters[index - 1], letters[index + 1]
            if _OF_NUMBER.fullmatch(before.text + after.text):
                start, end = (box.x0 + round(one.centre * (box.x1 - box.x0)) for one in (before, after))
                filled = _filled(ink[box.top : box.bottom, start : max(end, start + 1)], 0)
                if _widest_gap(filled) < _GAP_OF_NUMBERS * box.height:
                    continue
        kept.append(letter)
    return kept


def _filled(ink: Mask, axis: int) -> Mask:
    """The columns (axis 0) or rows (axis 1) that hold ink."""
    return np.asarray(ink.any(axis=axis), bool)


def _widest_gap(filled: Mask) -> int:
    """The longest stretch without ink."""
    places = np.flatnonzero(np.concatenate(([True], filled, [True])))
    return int(np.diff(places).max()) - 1


def _crop(grey: Image, box: Box) -> Image:
    """The picture of a box, with a margin of paper around it."""
    margin = _MARGIN + box.height // 10
    return np.ascontiguousarray(grey[max(0, box.top - margin) : box.bottom + margin, max(0, box.x0 - margin) : box.x1 + margin])


def _parts(picture: Picture, box: TextBox) -> Iterator[Box]:
    """The parts of a box between the rules that cross it and the wide gaps in it, each as large as its ink."""
    for cell in _between_rules(Box(*box[:4]), picture.strokes):
        if cell.height > _STACKED * (cell.x1 - cell.x0) and cell.height > 40:
            yield from _stacked(picture.text, cell)
            continue
        tight = _tight(picture.text, _own_line(picture.text, cell))
        if tight is None:
            continue
        for x0, x1 in _runs(_filled(picture.text[tight.top : tight.bottom, tight.x0 : tight.x1], 0), _GAP * tight.height):
            part = _tight(picture.text, tight._replace(x0=tight.x0 + x0, x1=tight.x0 + x1))
            if part is not None:
                yield _grown(part, cell)


def _between_rules(box: Box, strokes: Sequence[Stroke]) -> list[Box]:
    """The parts of a box that rules of a table part."""
    cuts = sorted(
        (stroke.x0 + stroke.x1) // 2
        for stroke in strokes
        if stroke.is_down
        and box.x0 + _EDGE < stroke.x0
        and stroke.x1 < box.x1 - _EDGE
        and min(stroke.bottom, box.bottom) - max(stroke.top, box.top) > _CROSSES * box.height
        and stroke.length > 1.5 * box.height
    )
    edges = [box.x0, *cuts, box.x1]
    return [box._replace(x0=x0, x1=x1) for x0, x1 in pairwise(edges) if x1 - x0 > _EDGE]


def _stacked(ink: Mask, box: Box) -> Iterator[Box]:
    """The characters of a box that stand one below the other."""
    for top, bottom in _runs(_filled(ink[box.top : box.bottom, box.x0 : box.x1], 1), 4):
        part = _tight(ink, box._replace(top=box.top + top, bottom=box.top + bottom))
        if part is not None:
            yield part


def _tight(ink: Mask, box: Box) -> Box | None:
    """The part of a box that holds ink; None where there is none."""
    inside = ink[box.top : box.bottom, box.x0 : box.x1]
    rows, columns = np.flatnonzero(inside.sum(axis=1) > 0), np.flatnonzero(inside.sum(axis=0) > 0)
    if not len(rows) or not len(columns):
        return None
    return Box(box.x0 + int(columns[0]), box.top + int(rows[0]), box.x0 + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1)


def _own_line(ink: Mask, box: Box) -> Box:
    """A box without the lines above and below that reach into it: its middle, and what ink joins it."""
    rows = ink[box.top : box.bottom, box.x0 : box.x1].sum(axis=1) > 1
    top, bottom = round(_ASIDE * box.height), round((1 - _ASIDE) * box.height)
    while top > 0 and rows[top - 1]:
        top -= 1
    while bottom < box.height and rows[bottom]:
        bottom += 1
    return box._replace(top=box.top + top, bottom=box.top + bottom)


def _grown(part: Box, cell: Box) -> Box:
    """A part as high as a line at least: the ink of a dash says little of where its line runs."""
    if part.height >= 0.5 * cell.height:
        return part
    spare = cell.height // 6
    return part._replace(top=cell.top + spare, bottom=cell.bottom - spare)


def _runs(filled: Mask, gap: float) -> list[tuple[int, int]]:
    """Stretches with ink, those parted by less than `gap` joined."""
    places = np.flatnonzero(filled)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > max(gap, 1))
    starts = [places[0], *places[breaks + 1]]
    ends = [*places[breaks], places[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]


def _overlooked(picture: Picture, boxes: Sequence[TextBox], pieces: Sequence[Piece]) -> list[Box]:
    """Places of ink as high as the page's text that no box holds."""
    left = uncovered(picture, boxes)
    heights = [piece.box.height for piece in pieces]
    usual = median(heights) if heights else 0.0
    if usual < _LEAST_HEIGHT:
        return []
    reach = max(3, round(0.6 * usual))
    joined = cv2.dilate(left.astype(np.uint8), np.ones((1, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Box] = []
    for x, y, width, height, _ in stats[1:]:
        if 0.45 * usual <= height <= 1.6 * usual and width >= 0.3 * usual:
            part = _tight(left, Box(int(x), int(y), int(x + width), int(y + height)))
            if part is not None:
                found.append(part)
    return found


def uncovered(picture: Picture, boxes: Sequence[TextBox]) -> Mask:
    """The ink outside all boxes that is no rule."""
    left = picture.text.copy()
    for box in boxes:
        left[box.top : box.bottom, box.x0 : box.x1] = False
    return left


def unread_letters(picture: Picture, boxes: Sequence[TextBox], pieces: Sequence[Piece]) -> int:
    """How many pieces of ink of the size of characters were neither recognised nor set askew."""
    left = uncovered(picture, [*boxes, *(TextBox(*piece.box) for piece in pieces)])
    across, down = (round(_EDGE_OF_SHEET * side) for side in left.shape)
    return len(letters_of(left[across:-across, down:-down]))
