"""Page numbers and running heads of a text whose pages were joined: told by their sequence, not by their looks.

A bare ``27`` between two halves of a sentence would else become a digit of its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from etl.extract.document import Document, Line
from etl.parse.flow import canonical

_NUMBER: Final = re.compile(r"(?:第|-|—|–)*(\d{1,3})(?:页|-|—|–)*(?:(?:/|共|，共)\d{1,3}页?)?$")
_LEAST_PAGES: Final = 4
_LEAST_GAP: Final = 9  # printed lines from one page number to the next
_MOST_GAP: Final = 140
_MOST_MARKED_GAP: Final = 420  # where the number is marked as one (``- 7 -``): pages written a cell a line are long
_MOST_MISSING: Final = 3  # pages whose number is not printed or torn
_HEAD_SHARE: Final = 0.6  # of the page numbers that a running head stands beside
_LONGEST_HEAD: Final = 40
_LONGEST_NUMBER: Final = 16  # characters of a line with the number of its page


def find_page_numbers(lines: Sequence[Line]) -> tuple[int, ...]:
    """Indices of the lines that hold nothing but the number of their page: the longest chain that counts upwards by pages.

    Empty where fewer than four are found. Lines that have a page of their own (PDF) are left alone: there furniture is dropped
    by its place.
    """
    found = _candidates(lines)
    chain = _longest_chain(found, [_is_bare(lines[index]) for index, _, _ in found])
    if len(chain) < _LEAST_PAGES:
        return ()
    number_at = {index: number for index, _, number in found}
    for earlier, later in pairwise(tuple(chain)):  # a page that is short, between two that were found
        chain += [
            at
            for at, number in number_at.items()
            if earlier < at < later
            and number_at[earlier] < number < number_at[later]
            and _is_bare(lines[at]) is _is_bare(lines[earlier])
        ]
    return tuple(sorted(chain))


def _candidates(lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """Lines that may be page numbers: the index of each, its place among the printed lines, its number."""
    found: list[tuple[int, int, int]] = []
    printed = [(index, text) for index, line in enumerate(lines) if (text := line.text.strip())]
    for place, (index, text) in enumerate(printed):
        line = lines[index]
        if line.page is None and not line.cells and len(text) < _LONGEST_NUMBER:
            match = _NUMBER.match(canonical(text))
            if match:
                found.append((index, place, int(match.group(1))))
    return found


def _longest_chain(found: Sequence[tuple[int, int, int]], bare: Sequence[bool]) -> list[int]:
    """Indices of the lines of the longest chain that counts upwards by pages; of two, the one that is printed alike."""

    def alike(before: int | None, at: int) -> bool:
        return before is not None and bare[before] is bare[at]

    best: dict[int, tuple[int, int | None]] = {}  # candidate → length of the chain that ends in it, the one before
    for at, (_, place, number) in enumerate(found):
        best[at] = (1, None)
        for before in range(at - 1, -1, -1):
            _, earlier, smaller = found[before]
            step, gap = number - smaller, place - earlier
            if gap > _MOST_GAP * _MOST_MISSING:
                break
            most = _MOST_GAP if bare[at] or bare[before] else _MOST_MARKED_GAP
            fits = 1 <= step <= _MOST_MISSING and _LEAST_GAP + step - 1 <= gap <= step * most
            if fits and (best[before][0] + 1, alike(before, at)) > (best[at][0], alike(best[at][1], at)):
                best[at] = (best[before][0] + 1, before)
    chain: list[int] = []
    link = max(best, key=lambda at: (best[at][0], alike(best[at][1], at)), default=None)
    while link is not None:
        chain.append(found[link][0])
        link = best[link][1]
    return chain[::-1]


def _is_bare(line: Line) -> bool:
    """True for digits alone: between pages numbered ``- 5 -`` and ``- 8 -`` a bare ``6`` is a number of its own."""
    return canonical(line.text).isdigit()


def _running_heads(lines: Sequence[Line], numbers: Sequence[int]) -> set[int]:
    """Lines beside the page numbers that print the same short text on most pages."""
    beside: list[int] = []
    for number in numbers:
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(lines) and lines[at].blank:
                at += step
            if 0 <= at < len(lines):
                beside.append(at)
    texts: Mapping[int, str] = {at: canonical(lines[at].text) for at in beside}
    often = {
        text
        for text, count in Counter(texts.values()).items()
        if count >= max(_LEAST_PAGES, _HEAD_SHARE * len(numbers)) and len(text) <= _LONGEST_HEAD and not text.isdigit()
    }
    return {at for at, text in texts.items() if text in often}


def without_page_numbers(document: Document) -> tuple[Document, tuple[Line, ...]]:
    """The document with the lines of page numbers and running heads blanked, and these lines; numbers of lines stay."""
    numbers = find_page_numbers(document.lines)
    if not numbers:
        return document, ()
    gone = {*numbers, *_running_heads(document.lines, numbers)}
    lines = tuple(line._replace(text="\f") if index in gone else line for index, line in enumerate(document.lines))
    return replace(document, lines=lines), tuple(document.lines[index] for index in sorted(gone))
