"""Pages that show pictures in place of text: scans, tables pasted as pictures, text turned into outlines."""

from __future__ import annotations

from typing import Final

from etl.extract.pdf.drawn import Box, Char, DrawnPage

_LARGE: Final = 0.3  # share of the page that a picture must cover to stand in place of text
_FEW_CHARACTERS: Final = 150
_OVER_PICTURE: Final = 10  # characters on a picture: it is a background
_OUTLINES: Final = 60  # curves on a page without characters: text drawn as shapes
_RECOGNISED: Final = 0.8  # share of invisible characters, as recognition programs lay them over a scan


def picture_share(page: DrawnPage) -> float:
    """The share of the page that pictures cover, at most 1."""
    return min(1.0, sum(_share(page, picture) for picture in page.pictures))


def is_picture(page: DrawnPage) -> bool:
    """True where what the page shows is not in its text.

    That is a page with no characters but something drawn, with few beside a large picture, or with text that is not painted.
    """
    printed = [char for char in page.chars if char.text.strip()]
    share = picture_share(page)
    if not printed:
        return share > 0.05 or page.curves > _OUTLINES
    if share > _LARGE and page.invisible > _RECOGNISED * len(printed):
        return True
    if len(printed) >= _FEW_CHARACTERS or share < _LARGE:
        return False
    large = [picture for picture in page.pictures if _share(page, picture) > 0.5 * _LARGE]
    return sum(1 for char in printed if any(_on(char, picture) for picture in large)) < _OVER_PICTURE


def _share(page: DrawnPage, picture: Box) -> float:
    x0, top, x1, bottom = picture
    wide, high = min(x1, page.width) - max(x0, 0), min(bottom, page.height) - max(top, 0)
    return max(0.0, wide) * max(0.0, high) / (page.width * page.height or 1.0)


def _on(char: Char, picture: Box) -> bool:
    x0, top, x1, bottom = char.box
    return picture[0] <= (x0 + x1) / 2 <= picture[2] and picture[1] <= (top + bottom) / 2 <= picture[3]
