"""Pages that are pictures, recognised: a picture in, the characters and strokes that a page with text would draw out.

`recogniser` gives the function that does it. Nothing below is imported before the first picture, since it takes half a second
and the packages may be absent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from etl.extract.ocr.allowance import announce, announcing

if TYPE_CHECKING:
    from etl.extract.ocr.page import RecognisedPage
    from etl.extract.ocr.picture import Image

__all__ = ["ModelMissing", "announce", "announcing", "recogniser"]


class ModelMissing(Exception):
    """The packages of the extra ``ocr``, or the models in them, are not installed; the message says which."""


def recogniser() -> Callable[[Image, int], RecognisedPage]:
    """The function that recognises the picture of a page with a number, its model loaded. Raises ModelMissing."""
    try:
        from etl.extract.ocr.model import model  # noqa: PLC0415
        from etl.extract.ocr.page import recognise  # noqa: PLC0415

        model()
    except ImportError as error:
        raise ModelMissing(f"未安装文字识别组件（{error.name}）") from error
    except FileNotFoundError as error:
        raise ModelMissing(f"文字识别组件缺少模型（{error}）") from error
    return recognise
