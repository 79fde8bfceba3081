"""What a PDF prints on every page beside the report itself: running heads and page numbers. They are dropped.

Only the outermost lines of a page can be such; titles and 单位 lines of tables stay even where every page repeats them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from etl.extract.rows import Printed

_MARGIN: Final = 0.14  # of the page's height, at the top and at the bottom
_SAME_PLACE: Final = 4.0  # points
_LEAST_PAGES: Final = 3
_LEAST_SHARE: Final = 0.25
_DEPTH: Final = 3  # lines of a running head
_KEPT: Final = re.compile(r"表|单位(?!决算)|编制|金额|元$|注|合计|\d\.\d")
_PLAIN: Final = re.compile(r"[-—–－―~·•\s]*(\d{1,4})[-—–－―~·•\s]*")
_SPELT: Final = re.compile(
    r"第?\d{1,4}(?:页?/共?|页[，,、]?共)\d{1,4}页?|第\d{1,4}页|P(?:age)?\.?\d{1,4}(?:of\d{1,4})?", re.IGNORECASE
)


@dataclass(slots=True)
class Item:
    """A line or row of a page with its edges in points; `columns` are the edges of a ruled table's columns."""

    printed: Printed
    top: float
    bottom: float
    columns: tuple[float, ...] = ()

    @property
    def is_row(self) -> bool:
        """True for a row of a table."""
        return bool(self.printed.cells)


@dataclass(slots=True)
class PrintedPage:
    """The lines and rows of one page from top to bottom."""

    number: int
    height: float
    items: list[Item]


def drop_furniture(pages: Sequence[PrintedPage]) -> int:
    """Take running heads and page numbers off the pages; returns how many lines went."""
    dropped = 0
    for from_top in (True, False):
        for _ in range(_DEPTH):
            found = _page_numbers(pages, from_top) | _heads(pages, from_top)
            if not found:
                break
            for page in pages:
                if page.number in found:
                    page.items.pop(0 if from_top else -1)
            dropped += len(found)
    return dropped


def _outermost(pages: Sequence[PrintedPage], from_top: bool) -> Iterator[tuple[PrintedPage, Item]]:
    """The first or last line of each page, where it stands in the margin and is no row of a table."""
    for page in pages:
        if not page.items:
            continue
        item = page.items[0 if from_top else -1]
        in_margin = item.bottom < _MARGIN * page.height if from_top else item.top > (1 - _MARGIN) * page.height
        if in_margin and not item.is_row:
            yield page, item


def _heads(pages: Sequence[PrintedPage], from_top: bool) -> set[int]:
    """Numbers of the pages whose outermost line is a running head: the same words at the same place on several pages."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page, item in _outermost(pages, from_top):
        text = "".join(item.printed.text.split())
        if not _KEPT.search(text):
            places[text].append((page.number, item.top if from_top else page.height - item.bottom))
    found: set[int] = set()
    for seen in places.values():
        for _, place in seen:
            same = {number for number, other in seen if abs(other - place) <= _SAME_PLACE}
            if len(same) >= max(_LEAST_PAGES, _LEAST_SHARE * len(pages)):
                found |= same
    return found


def _page_numbers(pages: Sequence[PrintedPage], from_top: bool) -> set[int]:
    """Numbers of the pages whose outermost line is a page number: one of a sequence that runs with the pages."""
    printed: dict[int, int] = {}
    found: set[int] = set()
    for page, item in _outermost(pages, from_top):
        text = "".join(item.printed.text.split())
        plain, spelt = _PLAIN.fullmatch(text), _SPELT.fullmatch(text)
        if spelt:
            found.add(page.number)
        elif plain:
            printed[page.number] = int(plain.group(1))
    for number, value in printed.items():
        if any(printed.get(number + step) == value + step for step in (-2, -1, 1, 2)):
            found.add(number)
    return found
