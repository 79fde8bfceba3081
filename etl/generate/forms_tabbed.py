"""Forms as rows with a cell for everything; level names and points of merged cells stand only where they begin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from etl.generate.blocks import Block, Mark, Pieces, Span, Table
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import (
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
from etl.generate.sentences import heading

_DIRECTED: Final = ("三级指标", "指标性质", "指标方向", "年度指标值", "实际完成值", "计量单位", "分值", "得分", REASON_HEADER)
_SIGNED: Final = ("三级指标", "年度指标值", "实际完成值", "分值", "得分", REASON_HEADER)
_BASED: Final = ("三级指标", "年度指标值", "指标值设定依据", "实际完成值", "分值", "得分", REASON_HEADER)
_PLACES: Final = {  # first column and columns of each cell of an indicator, on the twelve columns that all rows share
    _DIRECTED: tuple((at, 1) for at in range(3, 12)),
    _SIGNED: ((3, 2), (5, 2), (7, 2), (9, 1), (10, 1), (11, 1)),
    _BASED: ((3, 2), (5, 1), (6, 2), (8, 1), (9, 1), (10, 1), (11, 1)),
}
_MONEY_CELLS: Final[tuple[Span, ...]] = tuple((at, at, 2 if at in {5, 8, 10} else 1, 1) for at in (2, 3, 4, 5, 7, 8, 10))


def tabbed(form: Form, style: FormStyle, adcode: str, told: bool) -> list[Block]:
    """The form as a table."""
    rows: list[Pieces] = [*_head(form), *_money(form, style, adcode, told)]
    rows += [
        ("年度总体目标", "", "预期目标", "", "", "", "", "实际完成情况", "", "", "", ""),
        ("", "", form.expected, "", "", "", "", form.achieved, "", "", "", ""),
    ]
    columns = _columns(form, style)
    rows.append(("绩效指标", "一级指标", "二级指标", *columns))
    level1 = level2 = ""
    for indicator in form.indicators:
        same = indicator.level1 == level1
        names = ("" if same else indicator.level1, "" if same and indicator.level2 == level2 else indicator.level2)
        level1, level2 = indicator.level1, indicator.level2
        rows.append(("", *names, *_cells(form, indicator, columns)))
    end = (Mark("100", role="total_weight"), Mark(points(form.total), role="total_score"))
    rows.append(("总分", *("",) * (len(columns) - 1), *end, ""))
    table = Table((), (), tuple(rows), spans=tuple(_spans(form, columns)))
    return [heading(TITLES[form.kind]), heading(f"（{form.year}年度）"), table]


def _spans(form: Form, columns: tuple[str, ...]) -> Iterator[tuple[Span, ...]]:
    """The cells of each row as a form with lines has them: labels beside their rows, points over their group."""
    yield ((0, 0, 2, 1), (2, 2, 10, 1))
    if form.kind == "project":
        yield ((0, 0, 2, 1), (2, 2, 4, 1), (6, 6, 2, 1), (8, 8, 4, 1))
    yield ((0, 0, 2, 1 + len(form.money)), *_MONEY_CELLS)
    yield from [_MONEY_CELLS] * len(form.money)
    yield ((0, 0, 2, 2), (2, 2, 5, 1), (7, 7, 5, 1))
    yield ((2, 2, 5, 1), (7, 7, 5, 1))
    places = _PLACES[columns]
    cells: tuple[Span, ...] = tuple((3 + at, first, wide, 1) for at, (first, wide) in enumerate(places))
    yield ((0, 0, 1, 1 + len(form.indicators)), (1, 1, 1, 1), (2, 2, 1, 1), *cells)
    for _, rows in groupby(form.indicators, key=lambda i: i.level1):
        of_level1 = list(rows)
        labels: tuple[Span, ...] = ((1, 1, 1, len(of_level1)),)
        for group in (list(members) for _, members in groupby(of_level1, key=lambda i: i.level2)):
            over = len(group) if len(group) > 1 and group[1].weight is None else 1
            points_over = tuple((*span[:3], over) for span in cells[-3:-1])
            yield (*labels, (2, 2, 1, len(group)), *cells[:-3], *points_over, cells[-1])
            yield from [cells if over == 1 else (*cells[:-3], cells[-1])] * (len(group) - 1)
            labels = ()
    at = len(columns)
    yield ((0, 0, places[-3][0], 1), *((at + i, first, wide, 1) for i, (first, wide) in enumerate(places[-3:])))


def _columns(form: Form, style: FormStyle) -> tuple[str, ...]:
    if style.directions:
        return _DIRECTED
    return _BASED if form.kind == "overall" else _SIGNED


def _head(form: Form) -> list[Pieces]:
    if form.kind == "overall":
        return [("部门（单位）名称", "", form.department, *("",) * 9)]
    return [
        ("项目名称", "", form.name, *("",) * 9),
        ("主管部门", "", form.department, "", "", "", "实施单位", "", form.unit, "", "", ""),
    ]


def _money(form: Form, style: FormStyle, adcode: str, told: bool) -> list[Pieces]:
    what = "项目资金" if form.kind == "project" else "部门资金"
    rows: list[Pieces] = [
        (f"{what}（{style.unit}）", "", "", "年初预算数", "全年预算数", "全年执行数", "", "分值", "执行率(%)", "", "得分", "")
    ]
    for source, amounts in form.money.items():
        first = source == "total"
        rate = points(form.rate) if first else rate_in(amounts)
        cells = {"execution_rate": rate}
        if first:
            cells |= {"weight": "10", "score": points(form.funding_score)}
        initial, annual, executed = money_cells(amounts, style)
        mark = Mark(initial, funding_truth(form, source, told, cells))
        middle = (Mark(annual, role="annual_budget"), Mark(executed, role="executed"), "")
        rated = (Mark("10", role="weight") if first else "—", Mark(rate, role="execution_rate"), "")
        score = Mark(points(form.funding_score), role="score") if first else "—"
        rows.append(("", "", source_label(source, adcode, form.kind), mark, *middle, *rated, score, ""))
    return rows


def _cells(form: Form, indicator: Indicator, columns: tuple[str, ...]) -> Pieces:
    """Name, values, points and reason under these columns."""
    weight, score = Mark(points(indicator.weight), role="weight"), Mark(points(indicator.score), role="score")
    after = (weight, score, Mark(indicator.deviation, role="deviation"))
    if columns == _DIRECTED:
        name = Mark(indicator.name, indicator_truth(form, indicator, {"nature": indicator.nature}))
        direction = (indicator.nature, WORDS[indicator.comparator])
        target, actual = Mark(indicator.target, role="target_raw"), Mark(indicator.actual, role="actual_raw")
        return (name, *direction, target, actual, indicator.unit, *after)
    aim, result, truth = signed(indicator)
    name = Mark(indicator.name, indicator_truth(form, indicator, truth))
    target, actual = Mark(aim, role="target_raw"), Mark(result, role="actual_raw")
    values = (target, indicator.basis, actual) if columns == _BASED else (target, actual)
    return (name, *values, *after)
