"""The sections of a report: which lines belong to which part, by their headings.

Titles differ by province; the table below says what each wording means. A heading starts a printed line; sections without
text (those of a table of contents) are harmless.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from etl.extract.document import Document
from etl.parse.flow import canonical
from etl.vocabulary import Fund, Item


class Kind(StrEnum):
    """What a section speaks of."""

    FRONT = "front"  # cover and contents
    DUTIES = "duties"
    ORGANISATION = "organisation"
    WORK = "work"  # what was done in the year
    OVERALL = "overall"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    FISCAL = "fiscal"
    GENERAL_PUBLIC = "general_public"
    BASIC = "basic"
    PROJECT = "project"
    THREE_PUBLIC = "three_public"
    GOVERNMENT_FUND = "government_fund"
    STATE_CAPITAL = "state_capital"
    OPERATING_COST = "operating_cost"
    GENERAL_SPENDING = "general_spending"  # 一般性支出: meetings, training, events
    PROCUREMENT = "procurement"
    ASSETS = "assets"
    PERFORMANCE = "performance"
    OTHER_MATTERS = "other_matters"
    GLOSSARY = "glossary"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a section's numbers belong to unless they say otherwise."""

    fund: Fund
    item: Item | None


MEANINGS: Final[dict[Kind, Meaning]] = {
    Kind.OVERALL: Meaning(Fund.ALL, Item.GRAND_TOTAL),
    Kind.INCOME: Meaning(Fund.ALL, Item.TOTAL_INCOME),
    Kind.EXPENDITURE: Meaning(Fund.ALL, Item.TOTAL_EXPENDITURE),
    Kind.FISCAL: Meaning(Fund.FISCAL, Item.GRAND_TOTAL),
    Kind.GENERAL_PUBLIC: Meaning(Fund.GENERAL_PUBLIC, Item.TOTAL_EXPENDITURE),
    Kind.BASIC: Meaning(Fund.GENERAL_PUBLIC, Item.BASIC_EXPENDITURE),
    Kind.PROJECT: Meaning(Fund.GENERAL_PUBLIC, Item.PROJECT_EXPENDITURE),
    Kind.THREE_PUBLIC: Meaning(Fund.FISCAL, Item.THREE_PUBLIC_TOTAL),
    Kind.GOVERNMENT_FUND: Meaning(Fund.GOVERNMENT_FUND, Item.TOTAL_EXPENDITURE),
    Kind.STATE_CAPITAL: Meaning(Fund.STATE_CAPITAL, Item.TOTAL_EXPENDITURE),
    Kind.OPERATING_COST: Meaning(Fund.ALL, Item.OPERATING_COST),
    Kind.GENERAL_SPENDING: Meaning(Fund.ALL, None),
    Kind.PROCUREMENT: Meaning(Fund.ALL, Item.PROCUREMENT_TOTAL),
    Kind.ASSETS: Meaning(Fund.NONE, None),
    Kind.PERFORMANCE: Meaning(Fund.ALL, None),
    Kind.ORGANISATION: Meaning(Fund.NONE, None),
    Kind.OTHER_MATTERS: Meaning(Fund.ALL, None),
}

# wording of a title (white space removed) → kind; the first that fits wins
TITLES: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"名词解释|名词说明|专业名词|相关名词", Kind.GLOSSARY),
        (r"联系方式|反馈渠道|联系人", Kind.CONTACT),
        (r"工作完成情况|重点工作|工作总结|主要工作", Kind.WORK),
        (r"机构设置|机构情况|人员情况|人员概况|人员构成|单位构成|机构和人员|编报范围|编制范围|基本情况", Kind.ORGANISATION),
        (r"职责|职能", Kind.DUTIES),
        (r"概况$", Kind.ORGANISATION),
        (r"三公", Kind.THREE_PUBLIC),
        (r"购买服务|政府债务|地方债", Kind.OTHER),
        (r"政府性基金", Kind.GOVERNMENT_FUND),
        (r"国有资本经营", Kind.STATE_CAPITAL),
        (r"国有资产|资产占[有用]|资产情况", Kind.ASSETS),
        (r"政府采购", Kind.PROCUREMENT),
        (r"机[关构]运行|运行经费|行政经费", Kind.OPERATING_COST),
        (r"绩效", Kind.PERFORMANCE),
        (r"一般性支出|会议费|培训费", Kind.GENERAL_SPENDING),
        (r"其他重要事项|其他事项|其他说明|其他重要|其他需要?说明的事项", Kind.OTHER_MATTERS),
        (r"基本支出", Kind.BASIC),
        (r"项目支出", Kind.PROJECT),
        (r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?(?:收入)?支出|一般公共预算财政拨款", Kind.GENERAL_PUBLIC),
        (r"财政拨款(?:本年)?(?:收入支出|收、?支|收入、支出|预算收入支出|总体|支出(?!表))", Kind.FISCAL),
        (r"(?:收入支出|收、?支|收入、支出)(?:预算|预决算|决算)?(?:的)?(?:增减变化|总体|总表|(?:简要)?情况|总)", Kind.OVERALL),
        (r"收入(?:决算)?(?:总体|结构|具体)?(?:情况)?", Kind.INCOME),
        (r"支出(?:决算)?(?:总体|结构|具体)?(?:情况)?", Kind.EXPENDITURE),
    )
)

_PART: Final = re.compile(r"^第[一二三四五六七八九十]+[部章]分?")
_FIRST: Final = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")
_SECOND: Final = re.compile(r"^（[一二三四五六七八九十]{1,3}）")
_THIRD: Final = re.compile(r"^\d{1,2}[、.．](?!\d)")
_TITLE_END: Final = re.compile(r"[。：；，]|\d{4}年度?[^情说]{0,40}(?:为|\d)")
_TITLE_WORDS: Final = re.compile(
    r"(?:情况|说明|结果|信息|概况|职责|职能|解释|构成|设置|总结|方式|渠道|事项|决算表?|报表|管理|工作)+$"
)
_BULLET: Final = re.compile(r"^[-*#>•·]+")
_LEADERS: Final = re.compile(r"[.…·]{3,}\d*$|(?<=[明况释构])[.…]*\d{1,3}$")
_MAX_TITLE: Final = 46
_MAX_PART_TITLE: Final = 24
_MAX_POINT: Final = 12  # of the title of a point that its text follows on the same line
# a title that stands alone on its line without a number
_UNNUMBERED: Final = re.compile(
    r"^(?:关于)?(?:\d{4}年度?)?(?P<title>[^。；，：\d]{4,36}(?:情况说明|情况的说明|决算说明|支出说明|总体情况|具体情况|结构情况))[。：]?$"
)
# sections that a second-level heading may open inside another first-level one
_OPENS_INSIDE: Final = frozenset(
    {
        Kind.OPERATING_COST,
        Kind.GENERAL_SPENDING,
        Kind.PROCUREMENT,
        Kind.ASSETS,
        Kind.PERFORMANCE,
        Kind.THREE_PUBLIC,
        Kind.GOVERNMENT_FUND,
        Kind.STATE_CAPITAL,
        Kind.ORGANISATION,
        Kind.DUTIES,
        Kind.WORK,
        Kind.OVERALL,
        Kind.INCOME,
        Kind.EXPENDITURE,
        Kind.FISCAL,
        Kind.GENERAL_PUBLIC,
        Kind.BASIC,
        Kind.PROJECT,
        Kind.GLOSSARY,
    }
)
_ONE_BUDGET: Final = frozenset({Kind.GENERAL_PUBLIC, Kind.GOVERNMENT_FUND, Kind.STATE_CAPITAL})
# containers: any second-level title that has a meaning opens its own section there
_CONTAINERS: Final = frozenset({Kind.OTHER_MATTERS, Kind.OTHER, Kind.FRONT})
# what a 第…部分 may be about as a whole
_PARTS: Final = frozenset(
    {Kind.GLOSSARY, Kind.ORGANISATION, Kind.DUTIES, Kind.CONTACT, Kind.PERFORMANCE, Kind.OTHER_MATTERS, Kind.THREE_PUBLIC}
)
# parts whose own numbered headings are entries, not sections
_CLOSED_PARTS: Final = frozenset({Kind.GLOSSARY, Kind.CONTACT})
# a second-level title inside these stays inside unless it names one of the same rank elsewhere
_NARROW: Final[dict[Kind, frozenset[Kind]]] = {
    Kind.ORGANISATION: frozenset({Kind.DUTIES, Kind.WORK}),
    Kind.DUTIES: frozenset({Kind.ORGANISATION, Kind.WORK}),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Lines `start` to `end` (indices, end exclusive) under one heading."""

    kind: Kind
    title: str
    level: int  # 0 part, 1 一、, 2 （一）
    start: int
    end: int


def title_kind(title: str) -> Kind:
    """The kind that a title's wording stands for; OTHER where none fits."""
    for pattern, kind in TITLES:
        if pattern.search(title):
            return kind
    return Kind.OTHER


def _heading(text: str) -> tuple[int, str] | None:
    """Level and bare title of a canonical line that begins with a heading's number; None for other lines."""
    text = _BULLET.sub("", text)
    for level, pattern in ((0, _PART), (1, _FIRST), (2, _SECOND), (3, _THIRD)):
        match = pattern.match(text)
        if match:
            rest = text[match.end() :]
            end = _TITLE_END.search(rest)
            title = _LEADERS.sub("", rest[: end.start()] if end else rest)
            return level, title[:_MAX_TITLE]
    alone = _UNNUMBERED.match(text)
    if alone and title_kind(alone["title"]) is not Kind.OTHER:
        return 2 if alone["title"].endswith(("总体情况", "具体情况", "结构情况")) else 1, alone["title"]
    return None


def _set_off(text: str, title: str) -> bool:
    """True for a heading whose title a full stop parts from the text that follows on its line."""
    return bool(title) and f"{title}。" in canonical(text).rstrip("。")


def is_bare_heading(text: str) -> bool:
    """True for a printed line that is a heading and nothing else: no sentence begins on it."""
    printed = canonical(text)
    return _heading(printed) is not None and len(printed) <= _MAX_TITLE and not re.search(r"[。；，：].", printed)


def _part_title(document: Document, index: int) -> str:
    """The title of a part whose number stands alone on its line: the next printed line, where that is no heading itself."""
    for line in document.lines[index + 1 : index + 4]:
        if not line.blank:
            text = canonical(line.text)
            return text if len(text) <= _MAX_PART_TITLE and not line.cells and _heading(text) is None else ""
    return ""


def _opens(kind: Kind, level: int, title: str, current: Kind, above: Kind, *, set_off: bool) -> bool:
    """Whether a heading of this level and title begins a section of its own; `above` is the kind of the heading over it.

    `set_off` for a title that a full stop ends before its text begins: among the other matters each such point is one.
    """
    if level <= 1:
        return True
    if set_off and above is Kind.OTHER_MATTERS and kind in _OPENS_INSIDE and len(title) <= _MAX_POINT:
        return True
    if kind is Kind.OTHER:  # a matter of its own among the others ends the one before
        return above is Kind.OTHER_MATTERS and title.endswith(("情况", "说明"))
    if not _TITLE_WORDS.search(title) or (kind is Kind.FISCAL and above in _ONE_BUDGET):
        return False  # 财政拨款支出 below the heading of one budget is that budget's
    if level == 3:
        inside = Kind.OTHER_MATTERS in (current, above)
        return inside and kind in _OPENS_INSIDE and title.endswith(("情况", "说明", "情况说明"))
    if current in _CONTAINERS or above in _CONTAINERS or current in (Kind.OVERALL, kind):
        return True
    if current in _NARROW:
        return kind in _NARROW[current]
    if kind is Kind.BASIC and Kind.EXPENDITURE not in (current, above):
        return "预算" in title or "财政拨款" in title
    return kind in _OPENS_INSIDE and kind not in (Kind.INCOME, Kind.EXPENDITURE, Kind.BASIC, Kind.PROJECT)


def find_sections(document: Document, taken: Sequence[tuple[int, int]] = ()) -> tuple[Section, ...]:
    """Split the document at its headings. `taken` are index ranges of tables and forms, in which no heading is looked for."""
    inside = [False] * len(document.lines)
    for start, end in taken:
        for i in range(start, min(end, len(inside))):
            inside[i] = True
    marks: list[tuple[int, int, str, Kind]] = [(0, 0, "", Kind.FRONT)]
    current = part = Kind.FRONT
    over: dict[int, Kind] = {}  # the kind of the latest heading of each level above
    for index, line in enumerate(document.lines):
        if inside[index] or line.cells or line.blank:
            continue
        found = _heading(canonical(line.text))
        if found is None:
            continue
        level, title = found
        if level == 0 and not title:
            title = _part_title(document, index)
        kind = title_kind(title)
        if level == 0 and (kind not in _PARTS or re.search(r"报告|附件", title)):
            kind = Kind.OTHER
        if level == 0:
            part = kind
        elif part in _CLOSED_PARTS:
            continue
        above = next((over[at] for at in range(level - 1, 0, -1) if at in over), Kind.FRONT)
        over = {at: known for at, known in over.items() if at < level} | {level: kind}
        if _opens(kind, level, title, current, above, set_off=_set_off(line.text, title)):
            marks.append((index, level, title, kind))
            current = kind
    ends = [mark[0] for mark in marks[1:]] + [len(document.lines)]
    return tuple(
        Section(kind, title, level, start, end)
        for (start, level, title, kind), end in zip(marks, ends, strict=True)
        if end > start
    )
