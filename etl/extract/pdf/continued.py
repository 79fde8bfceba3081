"""Tables that go on over a page: the same columns before and after, and rows that the end of a page cuts in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from etl.extract.pdf.furniture import Item, PrintedPage
from etl.extract.rows import cell_text, row

_SAME_COLUMN: Final = 8.0  # points by which a column may be shifted on the next page
_CODE: Final = re.compile(r"[235]\d\d(?:\d\d){0,2}")  # 功能分类 2…, 经济分类 3… and 5…
_FIGURE: Final = re.compile(r"\d")
_LABEL: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|注|其中|.*[合总小]\s*计$|本年|年[初末])")


def join_continued(pages: Sequence[PrintedPage]) -> None:
    """Give a table that goes on the columns of the page before, and put rows together that a page's end cuts."""
    for before, after in pairwise(pages):
        if before.items and after.items and before.items[-1].is_row and after.items[0].is_row:
            _align(before.items[-1], after.items)
            if _is_rest(before.items[-1], after.items[0]):
                pair = zip(before.items[-1].printed.cells, after.items[0].printed.cells, strict=True)
                doubtful = (*before.items[-1].printed.doubtful, *after.items[0].printed.doubtful)
                before.items[-1].printed = row([cell_text(filter(None, texts)) for texts in pair]).with_doubt(doubtful)
                del after.items[0]


def _align(last: Item, items: Sequence[Item]) -> None:
    """Rows with fewer columns drawn than the table that they go on take its columns by their place."""
    old, new = last.columns, items[0].columns
    if len(new) < 3 or len(new) >= len(old):
        return
    places = [min(range(len(old) - 1), key=lambda i, x=x: abs(old[i] - x)) for x in new[:-1]]  # type: ignore[misc]
    if len(set(places)) < len(places) or any(abs(old[i] - x) > _SAME_COLUMN for i, x in zip(places, new, strict=False)):
        return
    for item in items:
        if item.columns != new:
            break
        cells = [""] * (len(old) - 1)
        for place, cell in zip(places, item.printed.cells, strict=True):
            cells[place] = cell
        item.printed = row(cells).with_doubt(item.printed.doubtful)
        item.columns = old


def _is_rest(last: Item, first: Item) -> bool:
    """True where a row is the rest of the one before: in a table of codes, names without a code, a figure or a label."""
    above, below = last.printed.cells, first.printed.cells
    if len(above) != len(below) or not _CODE.fullmatch(above[0]) or below[0]:
        return False
    if any(_FIGURE.search(cell) or _LABEL.match(cell) for cell in below):
        return False
    return all(not cell or (other and not _FIGURE.search(other)) for other, cell in zip(above, below, strict=True))
