"""Pages that show pictures in place of text: scans, tables pasted as pictures, text turned into outlines."""

from __future__ import annotations

from typing import Any, Final

from pdfplumber.page import Page

_LARGE: Final = 0.3  # share of the page that a picture must cover to stand in place of text
_FEW_CHARACTERS: Final = 150
_OVER_PICTURE: Final = 10  # characters on a picture: it is a background, or the scan has a text layer
_OUTLINES: Final = 60  # curves on a page without characters: text drawn as shapes


def picture_share(page: Page) -> float:
    """The share of the page that pictures cover, at most 1."""
    area = float(page.width * page.height) or 1.0
    return min(1.0, sum(_area(page, image) for image in page.images) / area)


def is_picture(page: Page) -> bool:
    """True where what the page shows is not in its text: no characters but something drawn, or few beside a large picture."""
    printed = [char for char in page.chars if char["text"].strip()]
    if not printed:
        return picture_share(page) > 0.05 or len(page.curves) > _OUTLINES
    if len(printed) >= _FEW_CHARACTERS or picture_share(page) < _LARGE:
        return False
    large = [image for image in page.images if _area(page, image) > 0.5 * _LARGE * float(page.width * page.height)]
    over = sum(1 for char in printed if any(_on(char, image) for image in large))
    return over < _OVER_PICTURE


def _area(page: Page, image: Any) -> float:
    wide = min(image["x1"], page.width) - max(image["x0"], 0)
    high = min(image["bottom"], page.height) - max(image["top"], 0)
    return float(max(0, wide) * max(0, high))


def _on(char: Any, image: Any) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(image["x0"] <= x <= image["x1"] and image["top"] <= y <= image["bottom"])
