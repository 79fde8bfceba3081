"""Rows of a table whose cells hold line breaks: a text with tabs shows each break as the end of a line; one row again.

``2130306 ⇥ 水利工程运行`` and, on the next line, ``与维护 ⇥ 686.60 ⇥ …`` are one row: together they are as wide as the rows
around them, and alone neither is. The lines of a table are put together in the one way that needs the fewest changes of width;
where that is not one way only, or numbers would meet, they stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple

from etl.extract.document import Document, Line
from etl.parse.flow import is_page_number
from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.regions import is_title
from etl.parse.statements.kinds import read_title
from etl.parse.statements.regions import MARKER, NOTE, STOP, UNIT_LINE, WHOSE
from etl.parse.statements.tokens import number_of, squeeze

_NOT_TORN: Final = re.compile(r"^(?:项目|栏次|行次|科目名称|序号|类|款|项|合计|总计|总分|小计|其中.*)$")  # begin a cell whole
# Cells of which a line may as well be the end of the row before: whole, as forms and tables print them.
_WHOLE_LABELS: Final = frozenset(
    {"功能分类科目编码", "支出功能分类科目编码", "经济分类科目编码", "支出经济分类科目编码", "项目资金（万元）", "年度总体目标"}
)
_REMARK: Final = re.compile(r"^（[^（）]{1,6}）$")  # begins no row
_LEAST_WHOLE: Final = 2  # lines that show a width before others are put together to it
_LEAST_TORN: Final = 3  # rows torn at a tab before a line without any is taken for a piece of a cell
_LEAST_TABS: Final = 2


@dataclass(frozen=True, slots=True)
class WholeRows:
    """A document with its rows whole; `places` has the index that each of its lines, and its end, has among those printed."""

    document: Document
    places: tuple[int, ...]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """A range of lines as a range of the printed lines."""
        return self.places[start], self.places[end]

    def pieces(self) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """Of each row that was put together, by its number: where its printed lines begin in it, and their numbers."""
        return {line.number: line.pieces for line in self.document.lines if line.pieces}


class _Reading(NamedTuple):
    """The rows of a block so far: how often they change width or are joined, in how many ways, where the last one begins."""

    cost: int
    ways: int
    start: int
    before: int  # width of the row before the last


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as a range of lines (`end` exclusive) and its tabs."""

    start: int
    end: int
    tabs: int


def with_whole_rows(document: Document) -> WholeRows:
    """The document with torn rows put together; a text whose rows are whole, and any other format, as it is."""
    lines = document.lines
    rows: list[list[_Row]] = (
        [] if document.media != "text" or "\t" not in document.text else [_rows(lines, block) for block in _blocks(lines)]
    )
    torn = sum(row.end > row.start + 1 for found in rows for row in found)
    joined = [row for found in rows for row in (_with_loose_lines(lines, found) if torn >= _LEAST_TORN else found)]
    joined = [row for row in joined if row.end > row.start + 1]
    if not joined:
        return WholeRows(document, tuple(range(len(lines) + 1)))
    out: list[Line] = []
    places: list[int] = []
    at = 0
    for row in joined:
        out += (*lines[at : row.start], _join(lines[row.start : row.end]))
        places += range(at, row.start + 1)
        at = row.end
    places += range(at, len(lines) + 1)
    return WholeRows(replace(document, lines=(*out, *lines[at:])), tuple(places))


def _join(lines: Sequence[Line]) -> Line:
    text = ""
    pieces: list[tuple[int, int]] = []
    for line in lines:
        text += " " if pieces else ""
        pieces.append((len(text), line.number))
        text += line.text
    cells = tuple(" ".join(cell.split()) for cell in text.split("\t"))
    return lines[0]._replace(text=text, cells=cells, pieces=tuple(pieces))


def _blocks(lines: Sequence[Line]) -> Iterator[range]:
    """Runs of lines that may be rows of one table or pieces of them, from the first line with tabs to the last."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if not run and "\t" not in line.text:
            continue
        if line.blank or _stands_alone(line):
            yield from _block(lines, run)
            run = []
        else:
            run.append(index)
    yield from _block(lines, run)


def _block(lines: Sequence[Line], run: Sequence[int]) -> Iterator[range]:
    with_tabs = [index for index in run if "\t" in lines[index].text]
    if len(with_tabs) > _LEAST_WHOLE:
        yield range(with_tabs[0], with_tabs[-1] + 1)


def _stands_alone(line: Line) -> bool:
    """True for what stands above, below and between tables: titles, their numbers and units, notes, page numbers."""
    if line.page is not None:
        return True
    text = squeeze(line.text)
    if "\t" in line.text:
        return bool(MARKER.match(text) or UNIT_LINE.search(text) or WHOSE.match(text))
    if line.cells or is_page_number(line):
        return True
    return bool(NOTE.match(text) or MARKER.match(text) or STOP.match(text) or read_title(line.text) or is_title(line))


def _rows(lines: Sequence[Line], block: range) -> list[_Row]:
    """The lines with tabs of a block as rows: each for itself unless fewer changes of width leave one way to join them."""
    at = [index for index in block if "\t" in lines[index].text]
    tabs = [lines[index].text.count("\t") for index in at]
    alone = [_Row(index, index + 1, count) for index, count in zip(at, tabs, strict=True)]
    whole = {count for count, often in Counter(tabs).items() if often >= _LEAST_WHOLE and count >= _LEAST_TABS}
    if len(set(tabs)) == 1 or not whole:
        return alone
    goes_on = [_goes_on(lines[before : after + 1]) for before, after in pairwise(at)]
    remarks = [bool(_REMARK.match(squeeze(lines[index].text.partition("\t")[0]))) for index in at]
    found = _fewest_changes(tabs, goes_on, remarks, whole)
    return alone if found is None else [_Row(at[start], at[end - 1] + 1, sum(tabs[start:end])) for start, end in found]


def _fewest_changes(
    tabs: Sequence[int], goes_on: Sequence[bool], remarks: Sequence[bool], whole: set[int]
) -> list[tuple[int, int]] | None:
    """Ranges of lines that are rows, joined to widths that are `whole`; None where several ways are as good.

    `remarks` are the lines that begin with nothing but a remark in brackets, as no row does: one that begins so costs more.
    """
    best: list[dict[int, _Reading]] = [{0: _Reading(0, 1, 0, 0)}, *({} for _ in tabs)]
    for start in range(len(tabs)):
        for end, width in _candidates(start, tabs, goes_on, whole):
            for before, reading in best[start].items():
                cost = reading.cost + remarks[start] + (end > start + 1) + (before not in (0, width))
                known = best[end].get(width)
                if known is None or cost < known.cost:
                    best[end][width] = _Reading(cost, reading.ways, start, before)
                elif cost == known.cost:
                    best[end][width] = known._replace(ways=known.ways + reading.ways)
    least = min(reading.cost for reading in best[-1].values())
    last = [(width, reading) for width, reading in best[-1].items() if reading.cost == least]
    if len(last) > 1 or last[0][1].ways > 1:
        return None
    out: list[tuple[int, int]] = []
    end, (width, reading) = len(tabs), last[0]
    while end:
        out.append((reading.start, end))
        end, width = reading.start, reading.before
        reading = best[end][width]
    return out[::-1]


def _candidates(start: int, tabs: Sequence[int], goes_on: Sequence[bool], whole: set[int]) -> Iterator[tuple[int, int]]:
    """The rows that may begin with a line: where each ends and how many tabs it has."""
    yield start + 1, tabs[start]
    count, widest = tabs[start], max(whole)
    for end in range(start + 1, len(tabs)):
        count += tabs[end]
        if not goes_on[end - 1] or count > widest:
            return
        if count in whole:
            yield end + 1, count


def _goes_on(lines: Sequence[Line]) -> bool:
    """True where the last cell of the first of these lines may go on in those between, and in the first cell of the last."""
    pieces = [lines[0].text.rpartition("\t")[2], *(line.text for line in lines[1:-1]), lines[-1].text.partition("\t")[0]]
    return all(_is_open(piece) for piece in pieces) and not _NOT_TORN.match(squeeze(pieces[-1]))


def _is_open(piece: str) -> bool:
    """True for a piece that can be part of a cell with line breaks: words, no number and no empty cell."""
    text = squeeze(piece)
    return text not in BLANK_CELLS and number_of(text) is None


def _with_loose_lines(lines: Sequence[Line], rows: Sequence[_Row]) -> list[_Row]:
    """The rows, each with the lines without tabs before and after it that are certainly pieces of its first or last cell."""
    out = list(rows)
    for at in range(1, len(out)):
        above, below = out[at - 1], out[at]
        if above.end == below.start or above.tabs != below.tabs:
            continue
        cut = _boundary(lines, above, below)
        if cut is not None:
            out[at - 1], out[at] = replace(above, end=cut), replace(below, start=cut)
    return out


def _boundary(lines: Sequence[Line], above: _Row, below: _Row) -> int | None:
    """Where, among the lines between two rows, the second begins; None where that stays open."""
    ends, begins = lines[above.end - 1].text.rpartition("\t")[2], lines[below.start].text.partition("\t")[0]
    goes_on, torn = _is_open(ends), _is_open(begins) and not _NOT_TORN.match(squeeze(begins))
    label = squeeze(begins)
    for cut in range(below.start - 1, above.end - 1, -1):
        label = squeeze(lines[cut].text) + label
        if label in _WHOLE_LABELS and (goes_on or cut == above.end):
            return cut
    if goes_on == torn:
        return None
    return below.start if goes_on else above.end
