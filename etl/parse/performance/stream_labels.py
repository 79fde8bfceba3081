"""The labels of forms printed as running lines: those of merged cells, taken out from between the rows of their groups.

Labels of levels 1 and 2 are printed before their first row, in as many pieces as the cell is narrow. A page break tears a
merged cell: its rest is printed at the top of the next page, before the rest of the row that was torn with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from etl.parse.performance.dimensions import LEVEL0, LEVEL1, LEVEL1_OVERALL, LEVEL2, LEVEL2_BELOW, LEVEL_BRACKET
from etl.parse.performance.facts import points
from etl.parse.performance.raw import RawForm
from etl.parse.performance.tokens import Gap, Phrases, Token
from etl.parse.performance.value_wording import NATURES

_MARK: Final = re.compile(r"指标\d{1,3}[：；、．.]+")
_POINTS: Final = re.compile(r"（\d{1,3}(?:\.\d+)?分）")  # of a label of level 1
_DOTS: Final = frozenset("….。")
_TEMPLATE: Final = re.compile(r"[….。]{2,}")
_COST: Final = "成本指标"
_SUFFIX: Final = "指标"
_OWN_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,6}")
_LEAST_NAME: Final = 4  # characters of a name below such a label
_COMMON_WORD: Final = 3  # 数量, 质量, 满意度 are also words that names end in
_LOOK_AHEAD: Final = 400


def _phrases(*levels: frozenset[str]) -> Phrases[frozenset[int]]:
    meanings: dict[str, set[int]] = defaultdict(set)
    for number, labels in enumerate(levels):
        for label in labels:
            meanings[label].add(number)
    return Phrases({label: frozenset(numbers) for label, numbers in meanings.items()})


_LABELS: Final = {
    "project": _phrases(LEVEL0, LEVEL1, LEVEL2),
    "overall": _phrases(LEVEL0, LEVEL1_OVERALL, LEVEL2),
}


@dataclass(slots=True)
class Chunk:
    """Tokens between two labels, one or more rows of one group; `marked` where a number 指标 1： stands first."""

    level1: str
    level2: str
    tokens: list[Token] = field(default_factory=list)
    marked: bool = False


@dataclass
class Labels:
    """The pass over the tokens that takes the labels out and leaves chunks of rows."""

    form: RawForm
    tokens: Sequence[Token]
    chunks: list[Chunk] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    pages: dict[int, int] = field(default_factory=dict)  # index of a page's first token → first of it not taken
    level1: str = ""
    level2: str = ""
    full_labels: bool = False  # the form prints labels in full, 数量指标 and not 数量
    at_top: bool = False  # nothing but labels has been printed on this page
    adopts: bool = False  # labels at the top of a page are those of the row torn over its end

    def run(self) -> list[Chunk]:
        """All chunks in printed order."""
        self.phrases = _LABELS[self.form.kind]
        breaks = [i for i, token in enumerate(self.tokens) if token.gap == Gap.PAGE and i]
        self.breaks = [*breaks, len(self.tokens)]
        tokens, taken, same, page = self.tokens, self.taken, Gap.SAME, Gap.PAGE
        at, free, last = 0, True, -1
        while at < len(tokens):
            if at in taken:
                at, free = at + 1, True
                continue
            token = tokens[at]
            if token.gap != same or free:
                if token.gap == page:
                    self.at_top = True
                    at = self._bracket(at)
                    if at in taken or at >= len(tokens):
                        continue
                    token = tokens[at]
                found = self._late_bracket(at) or self._label(at, last) or self._own_label(at, last)
                if found:
                    at, last = found
                    free = True
                    continue
            if token.key[0] in _DOTS and _TEMPLATE.fullmatch(token.key):
                self.form.claim([token], "label")
                self._open()
            else:
                if token.key.startswith(_SUFFIX) and _MARK.fullmatch(token.key):
                    self.form.claim([token], "indicator_number")
                    self._open()
                    self.chunks[-1].marked = True
                if not self.chunks:
                    self._open()
                torn = self.adopts or (token.gap == same and at - 1 in taken)
                self.chunks[-1].tokens.append(token._replace(gap=page) if torn else token)
            at, free, last = at + 1, False, -1
            self.at_top = self.adopts = False
        return self.chunks

    def _open(self) -> None:
        self.chunks.append(Chunk(self.level1, self.level2))

    def _label(self, at: int, last: int) -> tuple[int, int] | None:
        """Take the label that begins at a token: the index after it and its level; None where there is none."""
        best: tuple[int, str, int | None] | None = None
        for end, spelled in self.phrases.begun(self.tokens, at, min(at + 16, len(self.tokens))):
            if any(i in self.taken for i in range(at, end)):
                break
            torn = self._torn(at, spelled, end)
            if torn:
                best = end, torn[0], torn[1]
            elif spelled in self.phrases.values:
                best = end, spelled, None
        if best is None:
            return None
        end, label, rest = best
        if rest is None and not label.endswith(_SUFFIX) and self._ends_name(label, end):
            return None
        level = self._level(label, end, last)
        if level is None:
            return None
        self.form.claim(self.tokens[at:end], "label")
        if rest is not None:
            self._take(self.pages_start(at), rest)
        self.full_labels |= label.endswith(_SUFFIX)
        self._enter(level, label)
        if level == 1:
            end = self._bracket(end)
        self._give()
        return end, level

    def _own_label(self, at: int, last: int) -> tuple[int, int] | None:
        """Take a label of level 2 of a department's own making, told by what follows it: a name with its nature on one line.

        Close above the name (two cells on one height) right below a label of level 1, else beside the name.
        """
        if self.form.kind != "overall" or not self.level1 or at + 2 >= len(self.tokens):
            return None
        label, name, nature = self.tokens[at : at + 3]
        beside = name.gap == Gap.SAME or (name.gap == Gap.TIGHT and last == 1)
        named = beside and nature.gap == Gap.SAME and nature.key in NATURES and len(name.key) >= _LEAST_NAME
        if not (named and label.opens_line and _OWN_LABEL.fullmatch(label.key)):
            return None
        self.form.claim([label], "label")
        self._enter(2, label.key)
        self._give()
        return at + 1, 2

    def _give(self) -> None:
        """Open a group under the labels taken; a row torn over a page end before any label has those of the next page."""
        row = self.chunks[-1] if self.chunks else None
        self.adopts |= row is not None and self.at_top and bool(row.tokens) and not row.level1 and not row.level2
        if row is not None and self.adopts:
            row.level1, row.level2 = self.level1, self.level2
        else:
            self._open()

    def _ends_name(self, label: str, end: int) -> bool:
        """True for a short label that is rather the last line of a name: a value follows, or the form's labels are long."""
        if end < len(self.tokens) and _POINTS.fullmatch(self.tokens[end].key):
            return False
        if end < len(self.tokens) and self.tokens[end].key[0] in "<>=≥≤≧≦0123456789":
            return True
        return self.full_labels and len(label) <= _COMMON_WORD

    def pages_start(self, at: int) -> int:
        """Index of the first token of the page after the one that `at` stands on."""
        return self.breaks[bisect_right(self.breaks, at)] if at < len(self.tokens) else at

    def _torn(self, at: int, spelled: str, end: int) -> tuple[str, int] | None:
        """A label whose rest is printed at the top of the next page: the whole label and the index after its rest."""
        page = self.pages_start(at)
        if page >= len(self.tokens) or page - at > _LOOK_AHEAD or page < end:
            return None
        cursor = self.pages.get(page, page)
        found: tuple[str, int] | None = None
        rest = ""
        for index in range(cursor, min(cursor + 8, len(self.tokens))):
            rest += self.tokens[index].key
            if spelled + rest in self.phrases.values:
                found = spelled + rest, index + 1
            if spelled + rest not in self.phrases.prefixes:
                break
        if found is None or self._torn_later(found[0].removeprefix(spelled), end, page):
            return None
        return found

    def _torn_later(self, rest: str, start: int, page: int) -> bool:
        """True where a label begun nearer to the page break goes on with the same rest."""
        return any(
            spelled + rest in self.phrases.values
            for at in range(start, page)
            if self.tokens[at].opens_line
            for _, spelled in self.phrases.begun(self.tokens, at, min(at + 8, page))
        )

    def _take(self, page: int, rest: int) -> None:
        cursor = self.pages.get(page, page)
        self.taken.update(range(cursor, rest))
        self.form.claim(self.tokens[cursor:rest], "label")
        self.pages[page] = self._bracket(rest)

    def _bracket(self, at: int) -> int:
        """Take the points of a level-1 label （50 分） that stand at `at`; the index after them."""
        found = self._points_at(at)
        if found is None:
            return at
        end, total = found
        self.form.level_totals.setdefault(self.level1, total)
        self.form.claim(self.tokens[at:end], "form_points")
        self.taken.update(range(at, end))
        return end

    def _points_at(self, at: int) -> tuple[int, Decimal] | None:
        """The points in brackets that stand at `at`, and the index after them."""
        text = ""
        for index in range(at, min(at + 4, len(self.tokens))):
            text += self.tokens[index].key
            match = LEVEL_BRACKET.fullmatch(text)
            if match and text[-1] in "）分" and text[0] == "（":
                if text[-1] == "分" and index + 1 < len(self.tokens) and self.tokens[index + 1].key == "）":
                    continue
                return index + 1, Decimal(match.group(1))
            if text[0] != "（":
                break
        return None

    def _late_bracket(self, at: int) -> tuple[int, int] | None:
        """Take the points of a level-1 label that stand on a line of their own below the group's first row."""
        row = self.chunks[-1].tokens if self.chunks else ()
        if not row or not self.level1 or self.level1 in self.form.level_totals or points(row[-1].key) is None:
            return None
        alone = self.tokens[at].opens_line and (at + 1 == len(self.tokens) or self.tokens[at + 1].opens_line)
        return (self._bracket(at), -1) if alone and _POINTS.fullmatch(self.tokens[at].key) else None

    def _level(self, label: str, end: int, last: int) -> int | None:
        """Which level a label belongs to, None where it is the name of an indicator."""
        levels = set(self.phrases.values[label])
        following = self.phrases.match(self.tokens, end) if end < len(self.tokens) else None
        below = following is not None and 2 in following[1]
        if label == _COST and self._points_at(end):
            return 1  # only these labels have points
        if label == _COST:
            return 1 if below and following and "成本" in "".join(t.key for t in self.tokens[end : following[0]]) else 2
        if label in LEVEL2_BELOW and {1, 2} <= levels:
            return 2 if (last == 1 or not below) and self.level1 in LEVEL2_BELOW[label] else 1
        if last == 2 and levels == {2}:
            short = not label.endswith("指标")
            return None if short and end < len(self.tokens) and self.tokens[end].gap == Gap.SAME else 2
        if {1, 2} <= levels:
            return 2 if last == 1 else 1
        return min(levels)

    def _enter(self, level: int, label: str) -> None:
        if level == 1:
            self.level1, self.level2 = label, ""
        elif level == 2:
            self.level2 = label
