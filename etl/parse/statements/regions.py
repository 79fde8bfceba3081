"""Where the accounts tables stand in a document: from each title to the last row or note that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from etl.extract.document import Document, Line
from etl.parse.statements import kinds
from etl.parse.statements.kinds import Title, read_title
from etl.parse.statements.tokens import squeeze, with_cells
from etl.vocabulary import Phase

MARKER: Final = re.compile(
    r"^[（\[]?(?:财决|部门|单位)?(?:公开|GK)\d{0,2}(?:-\d)?表?[）\]]?$|^表$|^附?表[一二三四五六七八九十\d]{1,3}(?:-\d+)?[：:]?$|^公开表\d+$"
)
UNIT: Final = re.compile(r"单位：?[（]?(?:人民币)?[（]?(亿元|万元|千元|元)")
UNIT_LINE: Final = re.compile(r"(?:金额)?单位：")
WHOSE: Final = re.compile(r"^(?:公开|编制|填报|填表|汇总)?(?:部门|单位)(?:名称)?[（）公章]*：")
NOTE: Final = re.compile(r"^[（]?(?:附?注|备注|说明|填表说明|附注说明)\d?[：、.．）\s]|^注\d|^\*")
EMPTY_NOTE: Final = re.compile(
    r"本表(?:为空|无数据|数据为空|无内容|无相关|没有数据)|(?:此|该|空)表|无数据|空表|不涉及|(?:没有|无|未)[^，。]{0,40}(?:收入|支出|收支|安排|发生|预算|拨款|经费|拨付)"
)
STOP: Final = re.compile(
    r"^[—\-]*第[一二三四五六七八九十]+(?:部分|章|节)|^[^\d]{0,60}(?:情况(?:的)?说明|名词解释|增减变化情况)[：:]?$"
    r"|^[^\d，。]{0,40}(?:自评表|自评结果表|自评情况表)$"  # a form follows
    r"|^[^\d，。：]{0,30}(?:政府购买服务|政府债务|地方债)[^\d，。：]{0,20}表$"  # a table of what is kept nowhere
)
_HEADING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（][一二三四五六七八九十]{1,3}[）]|第[一二三四五六七八九十]+)"
)
_SENTENCE: Final = re.compile(r"[。；！？]|\d(?:亿元|万元|元)(?![（）以及]|.{0,4}以上)")
_AMOUNT: Final = re.compile(r"\d\.\d")
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]")
_COUNTS: Final = re.compile(r"团组|人次|人数|保有量|购置数|批次|统计数|公务用车")
_SURE_HEADER: Final = re.compile(r"栏次|行次|科目编码|科目代码|科目名称|(?:项目)?决算数|统计数|收入支出$|^收入支出")
_HEADER: Final = re.compile(r"编码|预算数|金额|基本支出|合计|本年收入|本年支出|人员经费|项目|\d+\.\d\d")
PAGE_NUMBER: Final = re.compile(
    r"^[-—–－~·\s]*(?:第?\d{1,3}页?(?:[/，,]?共?\d{1,3}页?)?)[-—–－~·\s]*"
    r"(?:打印(?:日期|时间)：?[\d/.：年月日-]{8,20})?$"
)
# what a note says the 预算数 of its table to be
BUDGET_NOTES: Final[tuple[tuple[str, Phase], ...]] = (
    (r"预算数?[^。；]{0,30}?年初预算", Phase.INITIAL_BUDGET),
    (r"预算数?[^。；]{0,30}?(?:全年预算|调整后的?预算)", Phase.ANNUAL_BUDGET),
)
_LOOK_BACK: Final = 2
_MAX_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class StatementRegion:
    """One accounts table: `start` and `end` (exclusive) are indices into ``document.lines``."""

    kind: str
    title: str
    start: int
    end: int
    printed_unit: str | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    title: Title
    start: int
    body: int


def find_statements(document: Document) -> tuple[StatementRegion, ...]:
    """The accounts tables in printed order; titles in a table of contents or in prose are none.

    A table printed over several pages under a repeated title is one region.
    """
    lines = document.lines
    if "|" in document.text:
        lines = tuple(with_cells(line) for line in lines)
    candidates = _candidates(lines, document.lines_with("表"))
    found: list[StatementRegion] = []
    for index, candidate in enumerate(candidates):
        limit = candidates[index + 1].start if index + 1 < len(candidates) else len(lines)
        end = _end(lines, candidate, limit)
        if end is None:
            continue
        region = StatementRegion(candidate.title.kind, candidate.title.text, candidate.start, end, None)
        if found and _continues(lines, found[-1], region):
            region = StatementRegion(found[-1].kind, found[-1].title, found[-1].start, end, None)
            found.pop()
        found.append(region)
    return tuple(
        StatementRegion(region.kind, region.title, region.start, region.end, printed_unit(lines[region.start : region.end]))
        for region in found
    )


def _candidates(lines: Sequence[Line], named: Sequence[int]) -> list[_Candidate]:
    """The titles among the lines that name a 表, `named`."""
    out: list[_Candidate] = []
    used = -1
    for index in named:
        line = lines[index]
        if len(line.text) > 240 or index <= used:
            continue
        title = read_title(line.text)
        start = index
        if title is None or _wrapped_core(title.text):
            start, title = _joined(lines, index, used, title)
        if title is not None:
            out.append(_Candidate(title, start, index + 1))
            used = index
    return out


def _wrapped_core(title: str) -> bool:
    """True for a title so short that its beginning may stand on the line before (``支出决算表``)."""
    return len(title) <= 8


def _joined(lines: Sequence[Line], index: int, used: int, alone: Title | None) -> tuple[int, Title | None]:
    """A title cut over lines: the longest reading of this line with up to two printed lines before it."""
    text = lines[index].text
    best: tuple[int, Title | None] = (index, alone)
    at = index
    if len(squeeze(text)) > 30 or MARKER.match(squeeze(text)):
        return best
    for _ in range(_LOOK_BACK):
        at -= 1
        while at > used and lines[at].blank and index - at < 5:
            at -= 1
        if at <= used or at < 0 or lines[at].blank or len(lines[at].cells) > 2:
            break
        before = squeeze(lines[at].text)
        if len(before) > 40 or _SENTENCE.search(before) or STOP.match(before) or before.endswith(("表", "）", "元", "：")):
            break
        if alone is not None and not re.search(r"预算|财政拨款|经费|收入$|基本$|项目$|、$|和$|资金$", before):
            break
        text = lines[at].text.strip() + text.strip()
        title = read_title(text)
        if title is not None:
            best = (at, title)
    return best


def _end(lines: Sequence[Line], candidate: _Candidate, limit: int) -> int | None:
    """The index after the last line of the table; None where no table follows the title."""
    end, evidence, noted, last = candidate.body, 0, False, ""
    gap, in_cells, counting = 0, False, False
    for index in range(candidate.body, limit):
        line = lines[index]
        if line.blank:
            continue
        text = squeeze(line.text)
        kind = _kind_of_line(line, text, noted, last, counting)
        if kind == "stop":
            break
        if kind == "page":
            continue
        gap = gap + 1 if kind == "text" and not any(char.isdigit() for char in text) else 0
        if gap > _MAX_GAP and (noted or not _has_rows_ahead(lines, index, limit)):
            break
        in_cells = in_cells or kind == "cells"
        counting = noted and kind == "text"
        if kind != "text" or noted or not in_cells:
            end = index + 1
        evidence += _evidence(line, text, kind)
        noted = noted or kind == "note"
        last = text if kind == "note" else ""
    return _trim(lines, candidate.body, end, in_cells) if evidence > 1 else None


def _kind_of_line(line: Line, text: str, noted: bool, last: str, counting: bool) -> str:
    """What a line is to the table above it: ``cells``, ``marker``, ``note``, ``text``, ``page`` or ``stop``.

    `noted`: a note was printed above; `last`: the note that may go on; `counting`: the line above belongs to a list of counts.
    """
    filled = sum(1 for cell in line.cells if cell and cell.strip())
    if STOP.match(text) and filled <= 1:
        return "stop"
    if filled > 1 or len(line.cells) > 2:
        return "marker" if WHOSE.match(text) and not _AMOUNT.search(text) else "cells"
    if MARKER.match(text) or WHOSE.match(text) or UNIT_LINE.search(text):
        return "marker"
    if PAGE_NUMBER.match(text) and not text.isdigit():
        return "page"
    if NOTE.match(text) or (EMPTY_NOTE.search(text) and len(text) < 200):
        return "note"
    if last and not last.endswith(("。", "！")) and len(last) > 20 and not _HEADING.match(text):
        return "note"  # a note goes on
    if noted and (_HEADING.match(text) or not (_COUNTS.search(text) or (counting and len(text) < 15))):
        return "stop"
    if not _WORDS.search(text):
        return "text"  # a row of figures, however long
    if _SENTENCE.search(text) or len(text) > 120 or ("，" in text and len(text) > 24 and "（" not in text):
        return "stop"
    return "text"


def _evidence(line: Line, text: str, kind: str) -> int:
    """How much a line shows that a table stands here: 2 settles it, 1 needs another such line."""
    if kind in ("note", "page", "stop"):
        return 0
    if UNIT.search(text) or MARKER.match(text) or len(line.cells) > 2:
        return 2
    if read_title(text) is not None or (_HEADING.match(text) and not any(char.isdigit() for char in text)):
        return 0
    if _SURE_HEADER.search(text):
        return 2
    return 1 if _HEADER.search(text) else 0


def _has_rows_ahead(lines: Sequence[Line], index: int, limit: int) -> bool:
    """True where a line with numbers follows soon: long headers are cut into many short lines."""
    ahead = [line for line in lines[index : min(limit, index + 60)] if not line.blank][:25]
    return any(any(char.isdigit() for char in line.text) for line in ahead)


def _trim(lines: Sequence[Line], body: int, end: int, in_cells: bool) -> int:
    """Blank lines after the last printed one are no part of the table, nor is a heading that follows its last figures."""
    if not in_cells:
        last = next((i for i in range(end - 1, body - 1, -1) if _is_content(lines[i])), body)
        for index in range(last + 1, end):
            text = squeeze(lines[index].text)
            if _HEADING.match(text) and len(text) < 40 and read_title(text) is None:
                end = index
                break
    while end > body and lines[end - 1].blank:
        end -= 1
    return end


def _is_content(line: Line) -> bool:
    text = squeeze(line.text)
    return (
        any(char.isdigit() for char in text)
        or bool(NOTE.match(text))
        or bool(re.match(r"^(?:合计|总计|无|人员经费合计)$", text))
    )


def _continues(lines: Sequence[Line], before: StatementRegion, after: StatementRegion) -> bool:
    """True where a repeated title goes on with the table above: the same kind, no note, no second total row."""
    if before.kind != after.kind:
        return False
    if any(NOTE.match(squeeze(line.text)) for line in lines[before.start : before.end] if line.text.strip()):
        return False

    def totals(region: StatementRegion) -> int:
        return sum(
            1
            for line in lines[region.start + 1 : region.end]
            if re.match(r"\s*(?:合\s*计|总\s*计|本年收入合计)(?!.*[\u4e00-\u9fff])", line.text.replace("\t", " "))
            and re.search(r"\d", line.text)
        )

    return before.kind in (*kinds.BY_FUNCTION, *kinds.BY_ECONOMY, *kinds.SIDES) and totals(before) + totals(after) <= 1


def noted_budget(document: Document, regions: Sequence[StatementRegion]) -> Phase | None:
    """The budget that the table of the 三公 says its 预算数 to be (预算数为年初预算数); None where it says nothing."""
    for region in regions:
        if region.kind == kinds.THREE_PUBLIC:
            text = "".join(squeeze(line.text) for line in document.lines[region.start : region.end])
            for pattern, phase in BUDGET_NOTES:
                if re.search(pattern, text):
                    return phase
    return None


def printed_unit(lines: Sequence[Line]) -> str | None:
    """The 单位 of a table as printed, also where it is cut over lines (``单位：万`` / ``元``); None where there is none."""
    text = "".join(squeeze(line.text) for line in lines if not line.blank)
    match = UNIT.search(text)
    if match:
        return match.group(1)
    loose = re.search(r"(?:金额|决算数|预算数|合计)[（](亿元|万元|千元|元)[）]|^.{0,120}?[（](万元|元)[）]", text)
    return next((group for group in loose.groups() if group), None) if loose else None
