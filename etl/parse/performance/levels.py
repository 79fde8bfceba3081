"""Labels of levels 1 and 2 carried down over the rows of their merged cells.

Usually a label stands in the first row of its group. Where a scan keeps the place of print, it stands in the middle of the
group, in as many pieces as it has lines; then the groups are the division whose middles come nearest to the labels.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from etl.parse.performance.dimensions import (
    LEVEL0,
    LEVEL1,
    LEVEL1_OVERALL,
    LEVEL2,
    LEVEL2_BELOW,
    LEVEL2_CUES,
    LEVEL_BRACKET,
    PARENTS,
)
from etl.parse.performance.wording import Field, ideographs

_PIECE: Final = frozenset("".join(LEVEL1 | LEVEL2 | LEVEL0))
_FULL1: Final = tuple(sorted(label for label in LEVEL1 if label.endswith("指标")))
_FULL2: Final = tuple(sorted(label for label in LEVEL2 if label.endswith("指标")))
_BRACKETED: Final = re.compile(r"（\d[^（）]*）$")
_SPELLED: Final = {"".join(sorted(label)): label for label in sorted(LEVEL1 | LEVEL2 | LEVEL0)}
_ABOVE_SATISFACTION: Final = ("效益指标", "效益", "效果指标", "效果")  # levels 1 that 满意度指标 may stand below
_LEAST_TURNED: Final = 4
_LEAST_OWN: Final = 4  # characters of a label of a form's own
_BLURRED: Final = 0.6
_CUE: Final = 1.5  # lines that the name of an indicator weighs against the place of a label
_CLOSE: Final = 0.5
_UNLABELLED: Final = 50.0  # a row that no label of this or an earlier page can be meant for
_IMPOSSIBLE: Final = 1e6
_LEAST_LINES: Final = 2  # the narrow columns wrap even where the name does not
_LOW: Final = 1.15  # a label below the middle of its group is a little less likely than one above

Level = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """An indicator's row: its name, label cells by column, those of torn rows above it, its height in printed lines.

    `exact` where its cells stand below their headers, so that the column of a label is known.
    """

    name: str
    labels: tuple[tuple[Field, str], ...] = ()
    above: tuple[tuple[Field, str], ...] = ()
    lines: int = 1
    exact: bool = False
    opens_page: bool = False


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    """The characters of a label; those of one that stands upright in two columns put into their order."""
    bare = ideographs(_BRACKETED.sub("", text))
    if len(bare) < _LEAST_TURNED or bare in LEVEL1 or bare in LEVEL2:
        return bare
    return _SPELLED.get("".join(sorted(bare)), bare)


def is_label(text: str) -> bool:
    """True for the printed label of a dimension, points in brackets aside."""
    bare = _bare(text)
    return bare in LEVEL1 or bare in LEVEL2 or bare in LEVEL0 or (bool(bare) and bool(LEVEL_BRACKET.fullmatch(text)))


def is_label_piece(text: str) -> bool:
    """True for text that can be a piece of a torn label."""
    bare = _bare(text)
    return 0 < len(bare) <= 5 and set(bare) <= _PIECE


def assign_levels(rows: Sequence[LabelledRow], kind: str) -> list[Level]:
    """Level 1, level 2 and the doubtful ones of them for each row."""
    pieces = sum(any(not is_label(text) and is_label_piece(text) for _, text in row.labels) for row in rows)
    return _centred(rows) if pieces >= 2 else _carried(rows, kind)


def _carried(rows: Sequence[LabelledRow], kind: str) -> list[Level]:
    """Labels that stand in the first row of their group."""
    first = LEVEL1_OVERALL if kind == "overall" else LEVEL1
    levels: list[Level] = []
    level1 = level2 = ""
    begun2 = 0
    waiting: list[tuple[int, str]] = []
    for position, row in enumerate(rows):
        for column, text in row.above:
            bare = _bare(text)
            if level2 + bare in LEVEL2 and bare:
                level2 += bare
                levels[begun2:] = [(one, level2, doubt) for one, _, doubt in levels[begun2:]]
            elif bare in first or bare in LEVEL2:
                waiting.append((_level(bare, column, level1, first, alone=True), bare))
        own = [(column, _bare(text)) for column, text in row.labels if _bare(text) and _bare(text) not in LEVEL0]
        whole = [(at, text) for at, text in own if _is_whole(at, text, first, exact=row.exact)]
        placed = _placed(whole, level1, first, exact=row.exact and (level1 not in LEVEL1 or level1 in _ABOVE_SATISFACTION))
        for level in (1, 2):
            pending = [label for at, label in waiting if at == level]
            if level in placed:
                waiting = [(at, label) for at, label in waiting if at != level]
            elif pending:
                placed[level] = pending[0]
                waiting.remove((level, pending[0]))
        if 1 in placed and placed[1] != level1:
            level1, level2 = placed[1], ""
        if 2 in placed:
            level2, begun2 = placed[2], position
        levels.append((level1, level2, ()))
    return levels


def _is_whole(column: Field, label: str, first: frozenset[str], *, exact: bool) -> bool:
    """True for a label that is no piece of another: a known one, one of other signs, a long one right below its header."""
    if label in first or label in LEVEL2:
        return True
    piece = set(label) <= _PIECE and not (exact and len(label) >= _LEAST_OWN)
    return column != Field.LEVEL0 and not piece


def _placed(own: Sequence[tuple[Field, str]], level1: str, first: frozenset[str], *, exact: bool) -> dict[int, str]:
    """The labels of one row by level."""
    placed: dict[int, str] = {}
    for column, label in own:
        level = _level(label, column, placed.get(1, level1), first, alone=len(own) == 1 and not exact)
        if 1 in placed and level == 1:
            level = 2
        placed[level] = label
    return placed


def _level(label: str, column: Field, level1: str, first: frozenset[str], *, alone: bool) -> int:
    if label in first and label not in LEVEL2:
        return 1
    if label in LEVEL2 and label not in first:
        return 2
    if label in LEVEL2_BELOW and alone and level1 not in LEVEL2_BELOW[label]:
        return 1
    return 2 if column == Field.LEVEL2 else 1


@dataclass(slots=True)
class _Event:
    """A label as printed over one or more rows of a scan."""

    text: str
    start: int
    end: int


def _events(rows: Sequence[LabelledRow], column: Field, vocabulary: Sequence[str]) -> list[_Event]:
    """Labels of one column: pieces on rows that follow each other put together, then the label they come nearest to."""
    events: list[_Event] = []
    for position, row in enumerate(rows):
        text = "".join(_bare(text) for at, text in row.labels if at == column)
        if not text:
            continue
        last = events[-1] if events else None
        if (
            last
            and position - last.end <= 1
            and last.text not in vocabulary
            and _nearest(last.text + text, vocabulary, strict=True)
        ):
            last.text, last.end = last.text + text, position
        else:
            events.append(_Event(text, position, position))
    found: list[_Event] = []
    for event in events:
        label = _nearest(event.text, vocabulary)
        if label:
            found.append(_Event(label, event.start, event.end))
    return found


def _nearest(text: str, vocabulary: Sequence[str], *, strict: bool = False) -> str:
    """The label that a blurred or cut one stands for, empty where none is near."""
    if text in vocabulary:
        return text
    begun = [label for label in vocabulary if label.startswith(text)]
    if len(begun) == 1 and len(text) >= 1:
        return begun[0]
    scored = [(difflib.SequenceMatcher(None, text, label).ratio(), label) for label in vocabulary]
    ratio, label = max(scored)
    return label if ratio >= (0.75 if strict else _BLURRED) else ""


def _centred(rows: Sequence[LabelledRow]) -> list[Level]:
    """Labels that stand in the middle of their group, page by page."""
    printed1 = {event.text for event in _events(rows, Field.LEVEL1, _FULL1)} | {
        label for event in _events(rows, Field.LEVEL2, _FULL2) for label in PARENTS.get(event.text, ())[:1]
    }
    events = _events(rows, Field.LEVEL2, _FULL2)
    starts = [0, *(i for i, row in enumerate(rows) if row.opens_page and i), len(rows)]
    levels: list[Level] = []
    carry = ""
    for start, end in pairwise(starts):
        here = [event for event in events if start <= event.start < end]
        for label, doubtful in _divide(rows, start, end, here, carry):
            parents = [parent for parent in PARENTS.get(label, ()) if parent in printed1]
            levels.append((parents[0] if parents else "", label, ("level2",) if doubtful else ()))
        carry = levels[-1][1] if levels else ""
    return levels


def _divide(rows: Sequence[LabelledRow], start: int, end: int, events: Sequence[_Event], carry: str) -> list[tuple[str, bool]]:
    """Label of each row from `start` to `end`, and whether another division is nearly as good."""
    page = _Page(rows[start:end], [_Event(e.text, e.start - start, min(e.end, end - 1) - start) for e in events], carry)
    bounds = page.division()
    return [
        (page.label(group), page.is_close(group, bounds, position))
        for group, (low, high) in enumerate(pairwise(bounds))
        for position in range(low, high)
    ]


class _Page:
    """The rows of one page and the labels printed on it; group 0 goes on from the page before."""

    def __init__(self, rows: Sequence[LabelledRow], events: Sequence[_Event], carry: str) -> None:
        self.events, self.carry, self.count = events, carry, len(rows)
        self.tops = list(accumulate((max(_LEAST_LINES, row.lines) for row in rows), initial=0))
        labels = {carry, *(event.text for event in events)}
        cues = [_cue(row.name) for row in rows]
        self.cues = [cue if cue in labels else "" for cue in cues]

    def label(self, group: int) -> str:
        """The label of a group."""
        return self.events[group - 1].text if group else self.carry

    def cost(self, group: int, low: int, high: int) -> float:
        """How far the middle of the rows `low` to `high` is from the group's label, in lines, and what their names say."""
        label = self.label(group)
        amiss = sum(_CUE for cue in self.cues[low:high] if cue not in ("", label))
        if not group:
            return amiss if self.carry or low == high else _UNLABELLED * (high - low)
        event = self.events[group - 1]
        if low > event.start or high <= event.end:
            return _IMPOSSIBLE
        middle = (self.tops[low] + self.tops[high]) / 2
        printed = (self.tops[event.start] + self.tops[event.end + 1]) / 2
        return amiss + ((printed - middle) * _LOW if printed > middle else middle - printed)

    def division(self) -> list[int]:
        """Where each group begins, and the end: the cheapest division."""
        best = [{b: (self.cost(0, 0, b), 0) for b in range(self.count + 1)}]
        for group in range(1, len(self.events) + 1):
            before = best[-1]
            best.append(
                {b: min((before[a][0] + self.cost(group, a, b), a) for a in range(b + 1)) for b in range(self.count + 1)}
            )
        bounds = [self.count]
        for group in range(len(self.events), 0, -1):
            bounds.append(best[group][bounds[-1]][1])
        return [0, *reversed(bounds)]

    def is_close(self, group: int, bounds: Sequence[int], position: int) -> bool:
        """True for a row at the edge of its group that could as well belong to the group beside it."""
        low, high = bounds[group], bounds[group + 1]
        if high - low == 1:
            return False
        now = self.cost(group, low, high)
        if position == low and group and bounds[group - 1] <= low:
            beside = self.cost(group - 1, bounds[group - 1], low)
            moved = self.cost(group, low + 1, high) + self.cost(group - 1, bounds[group - 1], low + 1)
            return moved - now - beside < _CLOSE
        if position == high - 1 and group < len(self.events):
            beside = self.cost(group + 1, high, bounds[group + 2])
            moved = self.cost(group, low, high - 1) + self.cost(group + 1, high - 1, bounds[group + 2])
            return moved - now - beside < _CLOSE
        return False


def _cue(name: str) -> str:
    return next((label for pattern, label in LEVEL2_CUES if pattern.search(name)), "")
