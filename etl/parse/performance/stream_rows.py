"""Indicator rows of a form printed as running lines, group by group; `stream_labels` takes out the labels between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from etl.parse.performance.costs import Layout
from etl.parse.performance.facts import run_width, width
from etl.parse.performance.line_ends import mend_line_ends
from etl.parse.performance.raw import RawForm, RawRow
from etl.parse.performance.right_edge import ragged
from etl.parse.performance.segment import Segments, segment_rows
from etl.parse.performance.stream_labels import Chunk, Labels
from etl.parse.performance.tokens import Gap, Token, join
from etl.parse.performance.wording import REST_OF, Field, squeeze

_HAS_VALUES: Final = {Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.SCORE}
_POINTS: Final = (Field.SCORE, Field.WEIGHT, Field.ACTUAL, Field.TARGET)
_WORDY: Final = (Field.NAME, Field.DEVIATION)
_VALUES: Final = (Field.TARGET, Field.ACTUAL)
_NUMBER_AND_UNIT: Final = re.compile(r"([<>=≤≥≧≦]{0,2})\s*(\d[\d,.]*)\s+(\D+)")
_SURE_NAME: Final = 6  # characters of a name that is looked for inside other words
_WRAPS_KNOWN: Final = 2  # so many wrapped lines show how wide a column is


def read_rows(form: RawForm, tokens: Sequence[Token], columns: Sequence[Field]) -> None:
    """Read the rows of a form into it, in printed order."""
    fields = [column for column in columns if column not in (Field.LEVEL0, Field.LEVEL1, Field.LEVEL2)]
    tokens = mend_line_ends(tokens)
    chunks = [chunk for chunk in Labels(form, _apart(tokens, fields)).run() if chunk.tokens]
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


def _body(chunk: Chunk) -> list[Token]:
    return chunk.tokens[1:] if chunk.marked else chunk.tokens


def _apart(tokens: Sequence[Token], fields: Sequence[Field]) -> list[Token]:
    """Signs, numbers and units as tokens of their own, for a table that has columns of units, and perhaps of signs."""
    if Field.UNIT not in fields:
        return list(tokens)
    parted: list[Token] = []
    for token in tokens:
        match = _NUMBER_AND_UNIT.fullmatch(token.text)
        if match is None or (match.group(1) and Field.COMPARATOR not in fields):
            parted.append(token)
            continue
        gap = token.gap
        for part in filter(match.group, (1, 2, 3)):
            start, end = (token.start + at for at in match.span(part))
            parted.append(Token(match.group(part), squeeze(match.group(part)), token.line, start, end, gap))
            gap = Gap.SAME
    return parted


def _unglue(chunks: Sequence[Chunk], read: Sequence[list[Segments]]) -> list[list[Segments] | None]:
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


def _segment(chunk: Chunk, fields: Sequence[Field], layout: Layout) -> list[Segments]:
    lead = _lead(chunk)
    return segment_rows(_body(chunk), fields, replace(layout, lead=lead) if lead else layout)[0]


def _strained(chunk: Chunk, rows: Sequence[Segments], widths: dict[Field, float]) -> bool:
    """True where the widths of columns speak against a reading made without them; they never speak for one."""
    body = _body(chunk)
    for row in rows:
        for column, (start, end) in row.items():
            known = widths.get(REST_OF.get(column, column))
            if known is None:
                continue
            lead = _lead(chunk) if column == Field.NAME and not start else 0.0
            if end - start == 1 and lead + width(body[start].text) <= known:
                continue
            pieces, runs = _lines(body[start:end], lead)
            if ragged(pieces, runs, known) > ragged(pieces, runs, None) + 0.01:
                return True
    return False


def _lead(chunk: Chunk) -> float:
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


def _widths(chunks: Sequence[Chunk], read: Sequence[list[Segments]]) -> dict[Field, float]:
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


def _add_row(form: RawForm, chunk: Chunk, segments: Segments, *, both_values: bool) -> bool:
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


def _merged_reason(form: RawForm, chunk: Chunk) -> RawRow:
    """The last row of a group that has a reason: a merged cell, whose rest stands below rows of its group."""
    group = [row for row in form.rows if (row.level1, row.level2) == (chunk.level1, chunk.level2) and row.text(Field.DEVIATION)]
    return group[-1] if group else form.rows[-1]
