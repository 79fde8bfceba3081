"""The recognition model: where lines of text stand in a picture, and which characters a line shows with which confidence.

The package ``rapidocr`` carries its models (PP-OCRv6 small, Apache-2.0) inside; nothing is ever fetched. It runs on one thread:
files are read in parallel processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
import rapidocr

from etl.extract.ocr.picture import Image

_DETECTION: Final = "PP-OCRv6_det_small.onnx"
_RECOGNITION: Final = "PP-OCRv6_rec_small.onnx"
_ASKEW: Final = 0.25  # slope of a text line that is no line of the page: a watermark
_REDUCED: Final = 0.6  # lines are found as well in a smaller picture, at a third of the time
_NARROW: Final = (3, 48, 96)  # channels, height and least width of a line: most cells hold a short number


class Letter(NamedTuple):
    """A recognised character: its confidence from 0 to 1, its middle as a share of the line's width."""

    text: str
    confidence: float
    centre: float


class TextBox(NamedTuple):
    """Where a line of text stands, in pixels; `askew` where it runs across the lines of the page."""

    x0: int
    top: int
    x1: int
    bottom: int
    askew: bool = False


@cache
def model() -> Model:
    """The model of this process. Raises ImportError or FileNotFoundError where the package or its models are missing."""
    return Model()


class Model:
    """Detection and recognition of text lines, deterministic, on one thread."""

    def __init__(self) -> None:
        folder = Path(rapidocr.__file__).parent / "models"
        missing = [name for name in (_DETECTION, _RECOGNITION) if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError("、".join(missing))
        cv2.setNumThreads(1)
        self._engine: Any = rapidocr.RapidOCR(params=_parameters(folder))

    def find(self, picture: Image) -> list[TextBox]:
        """The text lines of a picture (grey, text from left to right)."""
        small = cv2.resize(picture, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA)
        found = self._engine(_coloured(np.asarray(small, np.uint8)), use_det=True, use_cls=False, use_rec=False)
        if found is None or found.boxes is None:
            return []
        return [_text_box(corners / _REDUCED, picture) for corners in found.boxes]

    def read(self, lines: Sequence[Image]) -> list[list[Letter]]:
        """The characters of pictures that show one line each; spaces are characters too."""
        if not lines:
            return []
        found = self._engine.recognize_txt([_coloured(line) for line in lines])
        return [_letters(text, words) for text, words in zip(found.txts, found.word_results, strict=True)]


def _parameters(folder: Path) -> dict[str, object]:
    return {
        "Global.log_level": "critical",
        "Global.max_side_len": 1 << 20,  # pictures come in the size that they are to be read in
        "Global.return_word_box": True,
        "Det.model_path": str(folder / _DETECTION),
        "Rec.model_path": str(folder / _RECOGNITION),
        "Rec.rec_img_shape": list(_NARROW),
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _coloured(picture: Image) -> Any:
    """The picture in three channels, as the models take it."""
    return np.repeat(picture[:, :, None], 3, axis=2)


def _text_box(corners: Any, picture: Image) -> TextBox:
    """The upright box around four corners, within the picture."""
    xs, ys = corners[:, 0], corners[:, 1]
    sides = [(corners[1] - corners[0]), (corners[2] - corners[1])]
    long = max(sides, key=lambda side: float(side @ side))
    across, along = sorted(abs(float(part)) for part in long)
    height, width = picture.shape
    return TextBox(
        max(0, int(xs.min())),
        max(0, int(ys.min())),
        min(width, int(xs.max()) + 1),
        min(height, int(ys.max()) + 1),
        across > _ASKEW * along,
    )


def _letters(text: str, words: Any) -> list[Letter]:
    """The characters of a line with the places that the model saw them at."""
    columns = iter([column for word in words.word_cols for column in word])
    width = max(float(words.line_txt_len), 1.0)
    letters: list[Letter] = []
    for char, confidence in zip(text, words.confs, strict=False):
        centre = letters[-1].centre if letters else 0.0
        if not char.isspace():
            centre = min(1.0, (next(columns) + 0.5) / width)
        letters.append(Letter(char, float(confidence), centre))
    return letters
