"""Indicator rows of a form printed as running lines: labels of the merged cells first, then the rows between them.

Labels of levels 1 and 2 are printed before their first row, in as many pieces as the cell is narrow. A page break tears a
merged cell: its rest is printed at the top of the next page, before the rest of the row that was torn with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from etl.parse.performance.costs import Layout, ragged
from etl.parse.performance.dimensions import LEVEL0, LEVEL1, LEVEL1_OVERALL, LEVEL2, LEVEL2_BELOW, LEVEL_BRACKET
from etl.parse.performance.facts import run_width, width
from etl.parse.performance.raw import RawForm, RawRow
from etl.parse.performance.segment import Segments, segment_rows
from etl.parse.performance.tokens import Gap, Phrases, Token, join
from etl.parse.performance.wording import REST_OF, Field, squeeze

_MARK: Final = re.compile(r"指标\d{1,3}[：；、．.]+")
_HAS_VALUES: Final = {Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.SCORE}
_POINTS: Final = (Field.SCORE, Field.WEIGHT, Field.ACTUAL, Field.TARGET)
_WORDY: Final = (Field.NAME, Field.DEVIATION)
_VALUES: Final = (Field.TARGET, Field.ACTUAL)
_NUMBER_AND_UNIT: Final = re.compile(r"(\d[\d,.]*)\s+(\D+)")
_TEMPLATE: Final = re.compile(r"[…\.。]{2,}")
_COST: Final = "成本指标"
_SUFFIX: Final = "指标"
_COMMON_WORD: Final = 3  # 数量, 质量, 满意度 are also words that names end in
_LOOK_AHEAD: Final = 400
_SURE_NAME: Final = 6  # characters of a name that is looked for inside other words
_WRAPS_KNOWN: Final = 2  # so many wrapped lines show how wide a column is


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
class _Chunk:
    """Tokens between two labels: one or more rows of one group."""

    level1: str
    level2: str
    tokens: list[Token] = field(default_factory=list)

    @property
    def marked(self) -> bool:
        """True where a number 指标 1： stands before the first name."""
        return _MARK.fullmatch(self.tokens[0].key) is not None


@dataclass
class _Labels:
    """The pass over the tokens that takes the labels out and leaves chunks of rows."""

    form: RawForm
    tokens: Sequence[Token]
    chunks: list[_Chunk] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    pages: dict[int, int] = field(default_factory=dict)  # index of a page's first token → first of it not taken
    level1: str = ""
    level2: str = ""
    full_labels: bool = False  # the form prints labels in full, 数量指标 and not 数量
    at_top: bool = False  # nothing but labels has been printed on this page
    adopts: bool = False  # labels at the top of a page are those of the row torn over its end

    def run(self) -> list[_Chunk]:
        """All chunks in printed order."""
        self.phrases = _LABELS[self.form.kind]
        breaks = [i for i, token in enumerate(self.tokens) if token.gap == Gap.PAGE and i]
        self.breaks = [*breaks, len(self.tokens)]
        at, free, last = 0, True, -1
        while at < len(self.tokens):
            if at in self.taken:
                at, free = at + 1, True
                continue
            token = self.tokens[at]
            self.at_top |= token.gap == Gap.PAGE
            if token.opens_line or free:
                if token.gap == Gap.PAGE:
                    at = self._bracket(at)
                    if at in self.taken or at >= len(self.tokens):
                        continue
                    token = self.tokens[at]
                found = self._label(at, last)
                if found:
                    at, last = found
                    free = True
                    continue
            if _TEMPLATE.fullmatch(token.key):
                self.form.claim([token], "label")
                self._open()
            else:
                if _MARK.fullmatch(token.key):
                    self.form.claim([token], "indicator_number")
                    self._open()
                if not self.chunks:
                    self._open()
                torn = self.adopts or (at - 1 in self.taken and token.gap == Gap.SAME)
                self.chunks[-1].tokens.append(token._replace(gap=Gap.PAGE) if torn else token)
            at, free, last = at + 1, False, -1
            self.at_top = self.adopts = False
        return self.chunks

    def _open(self) -> None:
        self.chunks.append(_Chunk(self.level1, self.level2))

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
        text = ""
        for index in range(at, min(at + 4, len(self.tokens))):
            text += self.tokens[index].key
            match = LEVEL_BRACKET.fullmatch(text)
            if match and text[-1] in "）分" and text[0] == "（":
                if text[-1] == "分" and index + 1 < len(self.tokens) and self.tokens[index + 1].key == "）":
                    continue
                self.form.level_totals.setdefault(self.level1, Decimal(match.group(1)))
                self.form.claim(self.tokens[at : index + 1], "form_points")
                self.taken.update(range(at, index + 1))
                return index + 1
            if text[0] != "（":
                break
        return at

    def _level(self, label: str, end: int, last: int) -> int | None:
        """Which level a label belongs to, None where it is the name of an indicator."""
        levels = set(self.phrases.values[label])
        following = self.phrases.match(self.tokens, end) if end < len(self.tokens) else None
        below = following is not None and 2 in following[1]
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


def read_rows(form: RawForm, tokens: Sequence[Token], columns: Sequence[Field]) -> None:
    """Read the rows of a form into it, in printed order."""
    fields = [column for column in columns if column not in (Field.LEVEL0, Field.LEVEL1, Field.LEVEL2)]
    chunks = [chunk for chunk in _Labels(form, _apart(tokens) if Field.UNIT in fields else tokens).run() if chunk.tokens]
    spaced = any(token.gap == Gap.TIGHT for token in tokens)
    read = [_segment(chunk, fields, Layout(spaced_lines=spaced)) for chunk in chunks]
    widths = _widths(chunks, read)
    for chunk, rows in zip(chunks, _unglue(chunks, read), strict=True):
        final = (
            _segment(chunk, fields, Layout(widths, spaced_lines=spaced))
            if rows is None or _strained(chunk, rows, widths)
            else rows
        )
        placed: set[int] = set()
        for row in final:
            if _add_row(form, chunk, row, both_values=Field.TARGET in fields and Field.ACTUAL in fields):
                placed.update(i for start, end in row.values() for i in range(start, end))
        _leave(form, [token for i, token in enumerate(_body(chunk)) if i not in placed])


def _leave(form: RawForm, tokens: Sequence[Token]) -> None:
    """Cells of a group without an indicator: numbers alone are a row left blank, words are told."""
    if not tokens:
        return
    if any("\u4e00" <= char <= "\u9fff" for token in tokens for char in token.key):
        form.unplaced.append((tokens[0].line, join(tokens)))
    else:
        form.claim(tokens, "blank_row")


def _body(chunk: _Chunk) -> list[Token]:
    return chunk.tokens[1:] if chunk.marked else chunk.tokens


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """Numbers and units as tokens of their own, for a table that has a column of units."""
    parted: list[Token] = []
    for token in tokens:
        match = _NUMBER_AND_UNIT.fullmatch(token.text)
        if match is None:
            parted.append(token)
            continue
        cut = token.start + match.start(2)
        parted.append(token._replace(text=match.group(1), key=squeeze(match.group(1)), end=token.start + match.end(1)))
        parted.append(Token(match.group(2), squeeze(match.group(2)), token.line, cut, token.end, Gap.SAME))
    return parted


def _unglue(chunks: Sequence[_Chunk], read: Sequence[list[Segments]]) -> list[list[Segments] | None]:
    """Part a name from the words that a merged cell on the same height printed before it without a space.

    Only a name that another row of the form has is known to begin there. None for a chunk to be read again.
    """
    names = {
        join(body[start:end])
        for body, rows in zip(map(_body, chunks), read, strict=True)
        for start, end in (row[Field.NAME] for row in rows if Field.NAME in row)
    }
    longest = tuple(sorted((name for name in names if len(name) >= _SURE_NAME), key=lambda name: (-len(name), name)))
    kept: list[list[Segments] | None] = list(read)
    for index, chunk in enumerate(chunks):
        first = int(chunk.marked)
        for at in range(len(chunk.tokens) - 1, first, -1):
            token = chunk.tokens[at]
            if token.gap != Gap.SAME or not token.text.endswith(longest):
                continue
            name = next((name for name in longest if token.text.endswith(name) and token.text != name), None)
            if name is not None:
                cut = len(token.text) - len(name)
                head = token._replace(text=token.text[:cut], key=squeeze(token.text[:cut]), end=token.start + cut)
                tail = token._replace(text=name, key=squeeze(name), start=token.start + cut, gap=Gap.LOOSE)
                chunk.tokens[at : at + 1] = [head, tail]
                kept[index] = None
    return kept


def _segment(chunk: _Chunk, fields: Sequence[Field], layout: Layout) -> list[Segments]:
    body = _body(chunk)
    return segment_rows(body, fields, replace(layout, lead=_lead(chunk)))[0]


def _strained(chunk: _Chunk, rows: Sequence[Segments], widths: dict[Field, float]) -> bool:
    """True where the widths of columns speak against a reading made without them; they never speak for one."""
    body = _body(chunk)
    for row in rows:
        for column, (start, end) in row.items():
            known = widths.get(REST_OF.get(column, column))
            if known is None:
                continue
            pieces, runs = _lines(body[start:end], _lead(chunk) if column == Field.NAME and not start else 0.0)
            if ragged(pieces, runs, known) > ragged(pieces, runs, None) + 0.01:
                return True
    return False


def _lead(chunk: _Chunk) -> float:
    return width(chunk.tokens[0].text) + 0.25 if chunk.marked else 0.0


def _lines(cell: Sequence[Token], lead: float) -> tuple[list[float], list[float]]:
    """Widths of the lines of a cell, and of the unbreakable beginnings of all lines but the first."""
    pieces, runs = [lead + width(cell[0].text)], []
    for token in cell[1:]:
        if token.gap == Gap.SAME:
            pieces[-1] += 0.25 + width(token.text)
        else:
            pieces.append(width(token.text))
            runs.append(run_width(token.text))
    return pieces, runs


def _widths(chunks: Sequence[_Chunk], read: Sequence[list[Segments]]) -> dict[Field, float]:
    """Width of each column as its wrapped lines show it; values that wrap count only where target and actual are alike."""
    seen: dict[Field, list[float]] = defaultdict(list)
    for chunk, rows in zip(chunks, read, strict=True):
        body = _body(chunk)
        for row in rows:
            wrapped = {column: span for column, span in row.items() if span[1] - span[0] > 1}
            for column, (start, end) in wrapped.items():
                if column in _WORDY or (column in _VALUES and _alike(body, row)):
                    lead = _lead(chunk) if column == Field.NAME and not start else 0.0
                    seen[column] += _lines(body[start:end], lead)[0][:-1]
    known: dict[Field, float] = {}
    for column, pieces in seen.items():
        if len(pieces) >= _WRAPS_KNOWN:
            pieces.sort()
            known[column] = pieces[len(pieces) * 3 // 4]
    return known


def _alike(body: Sequence[Token], row: Segments) -> bool:
    """True for a row with a target and an actual value of the same text."""
    target, actual = ("".join(token.key for token in body[slice(*row.get(column, (0, 0)))]) for column in _VALUES)
    return target == actual


def _add_row(form: RawForm, chunk: _Chunk, segments: Segments, *, both_values: bool) -> bool:
    """Add a row that has a name and a value or points; False for any other."""
    body = _body(chunk)
    if Field.NAME not in segments or not segments.keys() & _HAS_VALUES:
        return False
    for start, end in segments.values():
        form.claim(body[start:end])
    first = chunk.tokens[0] if segments[Field.NAME][0] == 0 else body[segments[Field.NAME][0]]
    cells = {column: join(body[start:end]) for column, (start, end) in segments.items() if column not in REST_OF}
    torn = {REST_OF[column]: join(body[start:end]) for column, (start, end) in segments.items() if column in REST_OF}
    row = RawRow(first.line, cells, chunk.level1, chunk.level2)
    values = next((body[segments[column][0]].line for column in _POINTS if column in segments), first.line)
    row.values_line = None if values is first.line else values
    if both_values and (Field.TARGET in cells) != (Field.ACTUAL in cells):
        row.doubtful.update((Field.TARGET.value, Field.ACTUAL.value))  # one value where two could stand
    merged = Field.WEIGHT not in cells and Field.DEVIATION not in cells
    for column, text in torn.items():
        whole = _merged_reason(form, chunk) if merged and column == Field.DEVIATION else row
        whole.cells[column] = whole.text(column) + text
    form.rows.append(row)
    return True


def _merged_reason(form: RawForm, chunk: _Chunk) -> RawRow:
    """The last row of a group that has a reason: a merged cell, whose rest stands below rows of its group."""
    group = [row for row in form.rows if (row.level1, row.level2) == (chunk.level1, chunk.level2) and row.text(Field.DEVIATION)]
    return group[-1] if group else form.rows[-1]
