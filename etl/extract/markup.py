"""Tables written as HTML inside a text, as converters to Markdown write those with merged cells: rows with their cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from etl.extract.document import Line
from etl.extract.html import table_in_text
from etl.extract.rows import Printed
from etl.extract.source import Source
from etl.settings import Settings

_OPENS: Final = re.compile(r"<table\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</table\s*>", re.IGNORECASE)
_MOST_PADDING: Final = 1 << 24  # more than any table of a report: several thousand rows in one line
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def with_tables(lines: Sequence[Line], source: Source, settings: Settings) -> tuple[Line, ...]:
    """The lines with each HTML table as its rows, under the numbers of the lines that they begin in.

    Lines that only hold the rest of the markup are blank then; several rows in one line stand side by side in it, each behind
    the white space that is as wide as those before. A table whose markup cannot be read stays as it is. Raises TooLarge.
    """
    closing = [index for index, line in enumerate(lines) if "<" in line.text and _CLOSES.search(line.text)]
    if not closing:
        return tuple(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if at <= closing[-1] and _OPENS.search(lines[at].text):
            end = closing[bisect_left(closing, at)] + 1
            out += _read(lines[at:end], source, settings) or lines[at:end]
        else:
            out.append(lines[at])
        at = end
    return tuple(out)


def _read(lines: Sequence[Line], source: Source, settings: Settings) -> list[Line] | None:
    text = "\n".join(line.text for line in lines)
    opened = _OPENS.search(text)
    closed = [*_CLOSES.finditer(text)]
    if opened is None or not closed:
        return None
    rows: list[tuple[int, Printed]] = []
    for start, end in _tables(text):
        found = table_in_text(text[start:end], source, settings)
        if found is None:
            return None
        first = text.count("\n", 0, start)
        rows += [(first + line, printed) for line, printed in found]
    if _padding(rows) > _MOST_PADDING:
        return None
    around = [(0, _TAG.sub("", text[: opened.start()])), (len(lines) - 1, _TAG.sub("", text[closed[-1].end() :]))]
    return list(_placed(lines, rows, around))


def _padding(rows: Sequence[tuple[int, Printed]]) -> int:
    """How much white space keeps apart the rows that stand in one line."""
    widths: dict[int, int] = {}
    out = 0
    for line, printed in rows:
        before = widths.get(line, 0)
        out += before
        widths[line] = before + len(printed.text) + 1
    return out


def _tables(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while opened := _OPENS.search(text, at):
        closed = _CLOSES.search(text, opened.end())
        if closed is None:
            return
        yield opened.start(), closed.end()
        at = closed.end()


def _placed(lines: Sequence[Line], rows: Sequence[tuple[int, Printed]], around: Sequence[tuple[int, str]]) -> Iterator[Line]:
    """The lines of the block in order: text before the first table, its rows, text behind the last one."""
    before, after = around
    pieces: list[tuple[int, Printed]] = [
        *([(before[0], Printed(before[1].strip()))] if before[1].strip() else []),
        *rows,
        *([(after[0], Printed(after[1].strip()))] if after[1].strip() else []),
    ]
    for index, line in enumerate(lines):
        width = 0
        mine = [printed for at, printed in pieces if at == index]
        for printed in mine:
            yield Line(line.number, " " * width + printed.text, printed.cells, line.page)
            width += len(printed.text) + 1
        if not mine:
            yield Line(line.number, "", (), line.page)
