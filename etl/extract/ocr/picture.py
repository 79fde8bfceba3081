"""A page as a picture: turned upright, its ink and its ruled lines found.

Pictures are grey (0 black, 255 white), ink is a mask of the same size. Lengths are pixels; `RESOLUTION` of them make an inch of
a page of ordinary size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]

RESOLUTION: Final = 200
PER_POINT: Final = RESOLUTION / 72
_LONGEST: Final = 1300  # points: a page with a longer side is no sheet of paper, its scan was given no size
_SHEET: Final = 842  # points of the longer side of A4
_WINDOW: Final = 41  # around a pixel, to tell ink from paper where the light is uneven
_DARKER: Final = 18  # than the paper around it
_SMALL: Final = 800  # width at which the skew is measured
_MOST_SKEW: Final = 4.0  # degrees
_LEAST_SKEW: Final = 0.04
_SHORTEST_ACROSS: Final = 64  # a horizontal line: longer than a stroke of a character in a table
_SHORTEST_DOWN: Final = 40
_THICKEST: Final = 10
_BREAK: Final = 3  # white in a line that is a fault of print
_BESIDE: Final = 5
_CROWDED: Final = 0.35
_ERASED: Final = 100  # shorter lines may be strokes of a large character
_NEAR: Final = 6  # pixels between the end of a line and the one that it meets
_LETTER: Final = (7, 90)  # height of what may be a character


class Stroke(NamedTuple):
    """A straight line: a box that is narrow across its direction."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def is_down(self) -> bool:
        """True for a vertical line."""
        return self.bottom - self.top > self.x1 - self.x0

    @property
    def length(self) -> int:
        """How long it is."""
        return max(self.bottom - self.top, self.x1 - self.x0)

    @property
    def ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where it begins and where it ends."""
        return (self.x0, self.top), (self.x0, self.bottom) if self.is_down else (self.x1, self.top)

    def touches(self, x: int, y: int) -> bool:
        """True where a point lies on it, or nearly so."""
        return self.x0 - _NEAR <= x <= self.x1 + _NEAR and self.top - _NEAR <= y <= self.bottom + _NEAR


@dataclass(frozen=True)
class Picture:
    """A page as a grey picture that stands straight."""

    grey: Image

    @cached_property
    def ink(self) -> Mask:
        """What is darker than the paper around it."""
        return ink_of(self.grey)

    @cached_property
    def strokes(self) -> list[Stroke]:
        """The straight horizontal and vertical lines."""
        return [*_lines(self.ink, down=False), *_lines(self.ink, down=True)]

    @cached_property
    def ruled(self) -> Mask:
        """The pixels of the lines that are rules of a table."""
        mask = np.zeros(self.grey.shape, bool)
        for stroke in _rules(self.strokes):
            mask[max(0, stroke.top - 1) : stroke.bottom + 1, max(0, stroke.x0 - 1) : stroke.x1 + 1] = True
        return mask

    @cached_property
    def text(self) -> Mask:
        """The ink that is no rule."""
        return self.ink & ~self.ruled

    @cached_property
    def without_rules(self) -> Image:
        """The picture with its rules painted over in the colour of the paper."""
        return np.where(self.ruled, np.uint8(np.median(self.grey)), self.grey)

    def turned(self, quarters: int) -> Picture:
        """The picture turned by quarters of a circle, counter-clockwise."""
        return Picture(np.ascontiguousarray(np.rot90(self.grey, quarters)))


def scale_of(width: float, height: float) -> float:
    """Pixels for each point of a page of a size: `RESOLUTION` an inch; a page without a sensible size is taken for A4."""
    long = max(width, height, 1.0)
    return PER_POINT if long <= _LONGEST else PER_POINT * _SHEET / long


def ink_of(grey: Image) -> Mask:
    """What is darker than the paper around it; single specks are dirt."""
    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, _DARKER)
    return np.asarray(dark, bool)


def _rules(strokes: Sequence[Stroke]) -> Iterator[Stroke]:
    """The lines that are too long for strokes of characters, and the shorter ones that run from one such to another."""
    long = [stroke for stroke in strokes if stroke.length >= _ERASED]
    yield from long
    for stroke in strokes:
        across = [other for other in long if other.is_down != stroke.is_down]
        if stroke.length < _ERASED and all(any(other.touches(*end) for other in across) for end in stroke.ends):
            yield stroke


def letters_of(ink: Mask) -> list[Stroke]:
    """The boxes of connected ink of the size of characters or their larger parts."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    low, high = _LETTER
    return [
        Stroke(int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, area in stats[1:]
        if low <= h <= high and 2 <= w <= 2 * high and area >= 2 * low
    ]


def straightened(grey: Image) -> Picture:
    """The picture turned by the few degrees by which the sheet lay askew."""
    angle = skew_of(grey)
    if abs(angle) < _LEAST_SKEW:
        return Picture(grey)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = float(np.median(grey))
    straight = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return Picture(np.asarray(straight, np.uint8))


def skew_of(grey: Image) -> float:
    """By how many degrees, counter-clockwise, the picture must be turned for its lines to run along its edges."""
    scale = _SMALL / max(grey.shape[1], 1)
    ink = ink_of(grey).astype(np.float32)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best = 0.0
    for reach, step in ((_MOST_SKEW, 0.25), (0.25, 0.05)):
        angles = [best + at * step for at in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (_evenness(small, angle), -abs(angle)))
    return best


def _evenness(ink: Any, angle: float) -> float:
    """How sharply rows and columns of ink part when the picture is turned by an angle."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    return sum(float((np.diff(turned.sum(axis=axis)) ** 2).sum()) for axis in (0, 1))


def _lines(ink: Mask, *, down: bool) -> list[Stroke]:
    """The straight lines of one direction; they stand alone, while strokes of characters have others beside them."""
    lies = ink.T if down else ink
    whole = cv2.morphologyEx(np.ascontiguousarray(lies, np.uint8), cv2.MORPH_CLOSE, np.ones((1, _BREAK), np.uint8))
    shortest = _SHORTEST_DOWN if down else _SHORTEST_ACROSS
    bits = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(bits, connectivity=8)
    found: list[Stroke] = []
    for x, y, width, height, area in stats[1:].tolist():
        thin = area / width <= _THICKEST and height <= 2 * _THICKEST
        if thin and _stands_alone(lies, x, y, x + width, y + height):
            found.append(Stroke(y, x, y + height, x + width) if down else Stroke(x, y, x + width, y + height))
    return found


def _stands_alone(ink: Mask, x0: int, top: int, x1: int, bottom: int) -> bool:
    """True where there is little ink right above a line, or right below it."""
    above = ink[max(0, top - _BESIDE) : max(0, top - 1), x0:x1].any(axis=0)
    below = ink[bottom + 1 : bottom + _BESIDE, x0:x1].any(axis=0)
    return min(float(above.mean()), float(below.mean())) < _CROWDED
