"""Forms as a page of narrow columns turned into text: one line a cell or half a cell, cells in the order they were set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from etl.generate.blocks import Block, Lines, Truth
from etl.generate.dice import dice
from etl.generate.form_page import Cell, Merged, Page, cell, height_of
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import (
    MONEY_HEADERS,
    REASON_HEADER,
    TITLES,
    funding_truth,
    indicator_truth,
    money_cells,
    points,
    signed,
    source_label,
)
from etl.generate.indicators import Form, Indicator

_SIGNS: Final = {">=": ">=", "<=": "<=", "=": "=", "": ""}
_LEVEL: Final = 3  # characters that the narrow columns of levels and points hold
_MONEY: Final = 6
_GOAL: Final = 26
_REASON: Final = 10


@dataclass(frozen=True, slots=True)
class _Widths:
    """Characters that the columns hold."""

    label: int
    name: int
    value: int
    points: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One indicator set: its cells, and its points where they stand over a whole group."""

    indicator: Indicator
    cells: Sequence[Cell]
    merged: Sequence[Cell]

    @property
    def height(self) -> int:
        return height_of(self.cells)


def cells(form: Form, style: FormStyle, adcode: str, told: bool) -> list[Block]:
    """The form as running lines, its pages broken where they are full."""
    chance = dice("widths", style.seed, form.number)
    widths = _Widths(chance.randint(4, 6), chance.randint(8, 13), chance.randint(5, 8), chance.randint(1, 3))
    page = Page(style.page_lines)
    page.row(cell(TITLES[form.kind], 30))
    page.row(cell(f"（{form.year} 年度）", 30))
    _head(page, form)
    _money(page, form, style, adcode, told)
    _goals(page, form)
    _indicators(page, form, style, widths)
    suffix = chance.choice(("", "分"))
    page.row(cell("总分", 9), cell("100", 9), cell(f"{points(form.total)}{suffix}", 9))
    return [Lines(page.printed(), verbatim=True)]


def _head(page: Page, form: Form) -> None:
    if form.kind == "overall":
        page.row(cell("部门（单位）名称", 9), cell(form.department, 30))
        return
    page.row(cell("项目名称", 9), cell(form.name, 30))
    page.row(cell("主管部门", 9), cell(form.department, 14), cell("实施单位", _LEVEL), cell(form.unit, 14))


def _money(page: Page, form: Form, style: FormStyle, adcode: str, told: bool) -> None:
    """The money lines; where a source has none, dashes stand for its points alone."""
    headers = [cell(header, _LEVEL if header in {"全年执行数", "得分"} else 9) for header in MONEY_HEADERS]
    rows = [_money_row(form, style, adcode, told, source) for source in form.money]
    if form.kind == "overall":
        page.row(cell(f"部门资金（{style.unit}）", 20))
        page.row(cell("资金来源", 9), *headers)
    else:
        whole = height_of(headers) + sum(map(height_of, rows))
        page.row(*headers, before=[Merged(cell(f"项目资金（{style.unit}）", 4), whole)])
    for row in rows:
        page.row(*row)


def _money_row(form: Form, style: FormStyle, adcode: str, told: bool, source: str) -> list[Cell]:
    amounts = form.money[source]
    label = source_label(source, adcode, form.kind) + (
        f"（{style.unit}）" if form.kind == "overall" and source != "total" else ""
    )
    texts = [*money_cells(amounts, style)]
    truth: Truth
    if source == "total":
        rate, score = points(form.rate), points(form.funding_score)
        truth = funding_truth(form, source, told, {"weight": "10", "execution_rate": rate, "score": score})
        texts += ["10", f"{rate}%", score]
    elif any(amounts) or form.kind == "overall":
        truth = funding_truth(form, source, told, {})
        texts += ["—", "—", "—"]
    else:
        return [cell(label, _MONEY, funding_truth(form, source, told, {}, blank=True)), *(cell("—", 9) for _ in range(3))]
    return [cell(label, _MONEY), cell(texts[0], 9, truth), *(cell(text, 9) for text in texts[1:])]


def _goals(page: Page, form: Form) -> None:
    goals = [cell(form.expected, _GOAL), cell(form.achieved, _GOAL)]
    heads = [cell("预期目标", 9), cell("实际完成情况", 9)]
    page.row(*heads, before=[Merged(cell("年度总体目标", 4), height_of(heads) + height_of(goals))])
    page.row(*goals)


def _indicators(page: Page, form: Form, style: FormStyle, widths: _Widths) -> None:
    """Header and rows, with the cells of levels, and of points over a group, in the middle of their rows."""
    basis = ("指标值设定依据",) if form.kind == "overall" else ()
    headers = ("一级指标", "二级指标", "三级指标", "年度指标值", *basis, "实际完成值", "分值", "得分", REASON_HEADER)
    page.row(*(cell(header, width) for header, width in zip(headers, _header_widths(widths, bool(basis)), strict=True)))
    rows = [_row(form, indicator, style, widths) for indicator in form.indicators]
    for _, of_level1 in groupby(rows, key=lambda row: row.indicator.level1):
        first = list(of_level1)
        label1 = [Merged(cell(first[0].indicator.level1, _LEVEL), sum(row.height for row in first))]
        for _, of_level2 in groupby(first, key=lambda row: row.indicator.level2):
            group = list(of_level2)
            whole = sum(row.height for row in group)
            if group[0].merged:
                page.keep(whole)
            label2 = Merged(cell(group[0].indicator.level2, widths.label), whole)
            points_over = [Merged(lines, whole) for lines in group[0].merged]
            page.row(*group[0].cells, before=[*label1, label2], after=points_over)
            for row in group[1:]:
                page.row(*row.cells)
            label1 = []


def _header_widths(widths: _Widths, basis: bool) -> list[int]:
    values = [widths.value] * (3 if basis else 2)
    return [_LEVEL, widths.label, widths.name, *values, widths.points, widths.points, _REASON]


def _row(form: Form, indicator: Indicator, style: FormStyle, widths: _Widths) -> _Row:
    target, actual, raw = signed(indicator, _SIGNS)
    if indicator.comparator and actual and dice("equals", style.seed).randrange(2):
        actual = raw["actual_raw"] = f"={actual}"
    name = cell(indicator.name, widths.name, indicator_truth(form, indicator, raw))
    values = [cell(text, widths.value) for text in (target, indicator.basis, actual) if text]
    after = [cell(text, 9) for text in (points(indicator.weight), points(indicator.score)) if text]
    reason = [cell(indicator.deviation, _REASON)] if indicator.deviation else []
    group = next(group for group in form.groups() if indicator in group)
    if style.merged and len(group) > 1 and indicator is group[0] and group[1].weight is None:
        return _Row(indicator, [name, *values], [*after, *reason])
    return _Row(indicator, [name, *values, *after, *reason], ())
