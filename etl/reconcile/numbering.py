"""Checks of printed numbering: the numerals of the fixed lines of a table, the serial numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from etl.extract.document import Line
from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, fine, remark
from etl.reconcile.prose import Prose
from etl.reconcile.spots import spot
from etl.reference import functional_subjects

_DIGITS: Final = {char: at for at, char in enumerate("零一二三四五六七八九")}
_DENSE: Final = 20  # a table with so many numbered lines lists all of them, so a gap is a fault
_KINDS: Final = frozenset({"summary", "fiscal_summary"})
_MOST_TEXT: Final = 6000
# lines of the income side whose names begin like those of functional classes
_INCOME_LINE: Final = r"一般公共预算|国有资本经营(?:预算)?(?:财政拨款|收入)"


def numeral(text: str) -> int:
    """The value of a Chinese numeral up to 99.

    >>> numeral("二十一")
    21
    """
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return _DIGITS.get(tens, 1 if not tens else 0) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


@cache
def _class_line() -> re.Pattern[str]:
    """A numeral before the name of a functional 类 (its first four characters, as tables cut names)."""
    names = {"".join(subject.name.split())[:4] for subject in functional_subjects() if subject.level == "类"}
    ahead = "|".join(sorted(map(re.escape, names)))
    return re.compile(rf"(?<![（一二三四五六七八九十])([一二三四五六七八九十]{{1,3}})、(?!{_INCOME_LINE})(?={ahead})")


@rule(
    "publication.table_numerals",
    zh="总表中支出功能分类各行的序号连续",
    severity="notice",
    basis="部门决算报表格式（公开01、04表）",
    needs="印刷原文中的收入支出总表",
    example="“二十一、”印了两次，其后各行少一号",
)
def table_numerals(facts: Facts) -> Iterator[Finding]:
    """The numerals of the fixed lines of a summary rise one by one; where only some lines are printed, they still rise."""
    prose = facts.prose
    if prose is None:
        return
    starts = sorted(prose.start_of(seen.page, seen.line) for seen in facts.report.statements)
    for seen in facts.report.statements:
        if seen.kind not in _KINDS:
            continue
        start = prose.start_of(seen.page, seen.line)
        end = next((at for at in starts if at > start), len(prose.text))
        finding = _numerals(prose, seen.title, start, min(end, start + _MOST_TEXT))
        if finding:
            yield finding


def _numerals(prose: Prose, title: str, start: int, end: int) -> Finding | None:
    found = [(numeral(match.group(1)), match.start()) for match in _class_line().finditer(prose.text, start, end)]
    if len(found) < 3:
        return None
    wrong = [at for (before, _), (number, at) in pairwise(found) if number <= before]
    if len(found) >= _DENSE:
        wrong += [at for (before, _), (number, at) in pairwise(found) if number > before + 1]
    numbers = "、".join(str(number) for number, _ in found[-8:])
    if not wrong:
        return fine(at=(prose.place(found[0][1]),), stated=numbers)
    places = sorted({(place.page or 0, place.line or 0): place for place in map(prose.place, wrong)}.items())
    return remark(
        f"“{title}”各行序号不连续：…{numbers}",
        at=[place for _, place in places],
        stated=numbers,
        recomputed=f"应依次为 1—{len(found)}",
    )


@rule(
    "publication.serials",
    zh="名单的序号从 1 起连续",
    severity="notice",
    basis="名单格式",
    needs="印刷原文中以“序号”为首列的名单",
    example="只有一个单位，序号为 32",
)
def serials(facts: Facts) -> Iterator[Finding]:
    """A list under the header 序号 counts from one."""
    prose = facts.prose
    if prose is None:
        return
    lines = prose.lines
    for index in prose.lines_with("序号"):
        if not "".join(lines[index].text.split()).lstrip("|").startswith("序号"):
            continue
        first = next((row for row in lines[index + 1 : index + 4] if not row.blank), None)
        number = _first_number(first) if first else None
        if first is None or number is None:
            continue
        at = (spot(first.page, first.number),)
        if number == 1:
            yield fine(at=at, stated="1")
        else:
            yield remark(f"名单第一行的序号为 {number}", at=at, stated=str(number), recomputed="1")


def _first_number(line: Line) -> int | None:
    words = [cell for cell in line.cells if cell.strip()] or line.text.split()
    return int(words[0]) if len(words) > 1 and words[0].isdigit() and len(words[0]) <= 3 else None
