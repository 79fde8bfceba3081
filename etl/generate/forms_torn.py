"""Forms as a scan of narrow columns yields them: rows of cells, but words and numbers cut over cells, stray empty cells, labels
of merged cells in the middle of their rows and in pieces, columns lost at the left of a page, page breaks inside rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from typing import Final

from etl.generate.blocks import Block, Lines, Mark, Piece, Pieces, Truth
from etl.generate.dice import dice
from etl.generate.form_page import wrap
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import (
    MONEY_HEADERS,
    REASON_HEADER,
    TITLES,
    WORDS,
    funding_truth,
    indicator_truth,
    money_cells,
    points,
    rate_in,
    signed,
    source_label,
)
from etl.generate.indicators import Form, Indicator

_WIDE: Final = 12  # cells of a line of the head
_HEAD_LINES: Final = 16  # lines of a page that title, head, money and goals take
_REASON: Final = 8
_LEAST: Final = 2  # lines of the narrowest column in any row


@dataclass(slots=True)
class _Part:
    """A row, or what of it stands on one page; the labels that are printed in it."""

    indicator: Indicator
    cells: list[list[str]]
    truth: Truth | None = None
    label1: str = ""
    label2: str = ""

    @property
    def height(self) -> int:
        return max(_LEAST, *map(len, self.cells))


@dataclass(slots=True)
class _Scan:
    """The page of a form as it is being written: lines of cells, torn as the dice fall."""

    form: Form
    style: FormStyle
    chance: Random
    lines: list[Pieces] = field(default_factory=list)

    def row(self, *cells: Piece) -> None:
        """One line with a tab between cells, filled up with empty ones."""
        padded = (*cells, *("",) * max(0, _WIDE - len(cells)))
        line: list[Piece] = [padded[0]]
        for cell in padded[1:]:
            line += ["\t", cell]
        self.lines.append(tuple(line))

    def odds(self, of: int) -> bool:
        """True one time in so many."""
        return self.chance.randrange(of) == 0

    def torn(self, text: str) -> tuple[str, ...]:
        """A text in one cell or, cut inside a word, in two."""
        if len(text) < 3 or self.odds(3):
            return (text,)
        at = self.chance.randint(1, len(text) - 2)
        return text[:at], text[at:]

    def number(self, text: str) -> tuple[str, ...]:
        """A number in one cell or, its first digit apart, in two."""
        whole = text.partition(".")[0]
        return (text[:1], text[1:]) if len(whole) > 1 and self.odds(4) else (text,)


def torn(form: Form, style: FormStyle, adcode: str, told: bool) -> list[Block]:
    """The form as lines of torn cells."""
    scan = _Scan(form, style, dice("torn", style.seed, form.number))
    _head(scan)
    _money(scan, adcode, told)
    _goals(scan)
    pages = _pages(scan, [_part(scan, indicator) for indicator in form.indicators])
    names = _columns(scan)
    scan.row("绩效指标", "一级指标", "二级指标", *(" ".join(wrap(name, 4)) for name in names))
    for number, page in enumerate(pages):
        _label(scan, page)
        _page(scan, page, first=not number)
    end = ("总", "分") if scan.odds(2) else ("•", "•")
    scan.row("", "", *end, *("",) * (len(names) - 4), "100", points(form.total))
    return [Lines(tuple(scan.lines), verbatim=True)]


def _head(scan: _Scan) -> None:
    """Title, project or department, unit; labels and names cut over cells."""
    form = scan.form
    scan.row("", TITLES[form.kind])
    scan.row("", "", f"（{form.year}", "年度）", "", f"单位：{scan.style.unit}")
    if form.kind == "overall":
        scan.row("部门（单位）", "名称", *scan.torn(form.department))
        return
    label = scan.chance.choice((("项", "目名 称"), ("项目名 称",), ("项目", "名称")))
    scan.row(*label, *scan.torn(form.name))
    scan.row("主", "管部 门", " ".join(wrap(form.department, 7)), "", "", "", "实施单位", *scan.torn(form.unit))


def _money(scan: _Scan, adcode: str, told: bool) -> None:
    """The money lines; the label of the merged cell beside them is printed piece by piece, sources without money are blank."""
    form = scan.form
    scan.row("", "", "", *(" ".join(wrap(header, 4)) for header in MONEY_HEADERS))
    merged = iter((("项", "目资"), ("金（万", ""), *(("", ""),) * 6) if scan.style.unit == "万元" else (("", ""),) * 8)
    for source, amounts in form.money.items():
        left = next(merged)
        label = " ".join(wrap(source_label(source, adcode, form.kind), 4))
        if not any(amounts):
            scan.row(*left, Mark(label, funding_truth(form, source, told, {}, blank=True)))
            continue
        rate = points(form.rate) if source == "total" else rate_in(amounts)
        cells = {"execution_rate": rate}
        after: tuple[str, ...] = ("", rate, "")
        if source == "total":
            cells |= {"weight": "10", "score": points(form.funding_score)}
            after = ("10", *scan.number(rate), points(form.funding_score))
        initial, annual, executed = (scan.number(text) for text in money_cells(amounts, scan.style))
        mark = Mark(initial[0], funding_truth(form, source, told, cells))
        scan.row(*left, label, mark, *initial[1:], *annual, *executed, *after)


def _goals(scan: _Scan) -> None:
    expected, achieved = (" ".join(wrap(text, 12)) for text in (scan.form.expected, scan.form.achieved))
    scan.row("", "", "", "预期", "目标", "", "", "", "实际完成", "情况")
    scan.row("", "度总 目标", "", expected, "", "", "", "", achieved)


def _columns(scan: _Scan) -> tuple[str, ...]:
    if scan.style.directions:
        return ("三级指标", "指标性质", "指标方向", "年度指标值", "实际完成值", "计量单位", "分值", "得分", REASON_HEADER)
    return ("三级指标", "年度指标值", "实际完成值", "分值", "得分", REASON_HEADER)


def _part(scan: _Scan, indicator: Indicator) -> _Part:
    """The cells of a row, each wrapped to its narrow column."""
    weight, score = points(indicator.weight), points(indicator.score)
    name, reason = wrap(indicator.name, 5), wrap(indicator.deviation, _REASON)
    if scan.style.directions:
        truth = indicator_truth(scan.form, indicator, {"nature": indicator.nature})
        values: tuple[str, ...] = (
            indicator.nature,
            WORDS[indicator.comparator],
            indicator.target,
            indicator.actual,
            indicator.unit,
        )
        widths: tuple[int, ...] = (2, 3, 5, 6, 3)
    else:
        target, actual, cells = signed(indicator)
        truth = indicator_truth(scan.form, indicator, cells)
        values, widths = (target, actual), (5, 6)
    wrapped = [wrap(value, width) for value, width in zip(values, widths, strict=True)]
    return _Part(indicator, [name, *wrapped, [weight] if weight else [], [score] if score else [], reason], truth)


def _pages(scan: _Scan, parts: Sequence[_Part]) -> list[list[_Part]]:
    """The rows by page; one that the end of a page falls into is torn between the lines of its name."""
    pages: list[list[_Part]] = [[]]
    room = max(8, scan.style.page_lines - _HEAD_LINES)
    for part in parts:
        if part.height > room:
            rest = part
            if pages[-1] and 1 < room < len(part.cells[0]):
                pages[-1].append(_Part(part.indicator, [lines[:room] for lines in part.cells], part.truth))
                rest = _Part(part.indicator, [lines[room:] for lines in part.cells])
            pages.append([rest])
            room = scan.style.page_lines - rest.height
            continue
        pages[-1].append(part)
        room -= part.height
    return pages


def _label(scan: _Scan, page: Sequence[_Part]) -> None:
    """Print the labels of the groups that begin on this page: each in the middle of its rows here, whole or in two pieces."""
    for _, rows in groupby(page, key=lambda part: part.indicator.level1):
        group = list(rows)
        if group[0].indicator is next(i for i in scan.form.indicators if i.level1 == group[0].indicator.level1):
            text = group[0].indicator.level1
            at = _middle(group)
            group[at].label1 = " ".join(text) if scan.odds(2) else " ".join(wrap(text, 2))
    for _, rows in groupby(page, key=lambda part: (part.indicator.level1, part.indicator.level2)):
        group = list(rows)
        whole = next(g for g in scan.form.groups() if group[0].indicator in g)
        if group[0].truth is None or group[0].indicator is not whole[0]:
            continue
        pieces, at = wrap(group[0].indicator.level2, 3), _middle(group)
        if len(pieces) > 1 and at + 1 < len(group) and scan.odds(3):
            group[at].label2, group[at + 1].label2 = pieces[0], " ".join(pieces[1:])
        else:
            group[at].label2 = " ".join(pieces)


def _middle(group: Sequence[_Part]) -> int:
    """The row in which the middle line of some rows stands."""
    middle, top = sum(part.height for part in group) / 2, 0
    for at, part in enumerate(group):
        top += part.height
        if top >= middle:
            return at
    return len(group) - 1


def _page(scan: _Scan, page: Sequence[_Part], *, first: bool) -> None:
    """The rows of a page; after the first one, columns without any label are lost, and a blank line stands before."""
    lost = 0 if first else 1 if any(part.label1 for part in page) else 2
    if not first:
        scan.lines.append(())
    for part in page:
        labels = ("", part.label1, part.label2)[lost:]
        stray = ("",) * scan.chance.randint(1, 4) if not any(labels) and scan.odds(9) else ()
        name, *rest = (" ".join(lines) for lines in part.cells)
        scan.row(*stray, *labels, Mark(name, part.truth) if part.truth else name, *rest)
