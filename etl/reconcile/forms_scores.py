"""Checks of the points of performance forms: weights, totals, level totals, the overview's mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up, remark
from etl.reconcile.forms_figures import (
    form_name,
    has_doubt,
    is_closed,
    place_of,
    places_of,
    points,
    total_line,
    total_place,
    weight_sum,
)
from etl.reconcile.prose import Prose
from etl.reconcile.tolerance import ZERO, half_unit, rounded
from etl.report import PerformanceForm, Place
from etl.vocabulary import Fund, Item, Phase

_BASIS: Final = "《项目支出绩效评价管理办法》（财预〔2020〕10号）及自评表格式"
_HUNDRED: Final = Decimal(100)
_BRACKET: Final = re.compile(r"[（(].*")
_LABEL: Final = re.compile(r"(产出指标|效益指标|效果指标|满意度指标|成本指标|管理指标|履职指标)（(\d{1,3}(?:\.\d+)?)分?）")


def _last_place(form: PerformanceForm) -> Place:
    return place_of(form.indicators[-1] if form.indicators else form)


def _all_places(form: PerformanceForm) -> tuple[Place, ...]:
    line = total_line(form)
    first = (place_of(line),) if line else ()
    return (*first, *(place_of(row) for row in form.indicators))


@rule(
    "forms.weights",
    zh="自评表：各指标分值与预算执行分值之和等于总分",
    basis=_BASIS,
    needs="自评表的指标分值",
    example="总分 100，各指标分值与预算执行分值合计 94",
)
def weights(facts: Facts) -> Iterator[Finding]:
    """Weights add up to the form's total weight, 100 where none is printed; a blank weight is named."""
    for form in facts.report.forms:
        known = [row for row in form.indicators if row.weight is not None]
        if not known:
            continue
        total = form.total_weight if form.total_weight is not None else _HUNDRED
        summed = weight_sum(form)
        recomputed = f"预算执行与 {len(known)} 项指标分值合计 {summed:f}"
        if summed == total:
            yield Finding("passed", "error", "", f"{total:f}", recomputed, ZERO, ZERO, places=_all_places(form))
            continue
        blank = [row for row in form.indicators if row.weight is None and row.score is not None]
        missing = f"；“{blank[0].level3}”的分值未印，应为 {total - summed:f}" if len(blank) == 1 else ""
        yield Finding(
            "failed",
            "notice" if blank or has_doubt(form) or not _scores_close(form) else "error",
            f"{form_name(form)}总分 {total:f}，分值合计 {summed:f}，相差 {abs(total - summed):f}{missing}",
            f"{total:f}",
            recomputed,
            total - summed,
            ZERO,
            places=tuple(place_of(row) for row in blank) or _all_places(form),
            proposed=f"{total - summed:f}" if len(blank) == 1 else "",
        )


def _score_sum(form: PerformanceForm) -> Decimal:
    line = total_line(form)
    own = line.score if line and line.score is not None else ZERO
    return own + sum((row.score for row in form.indicators if row.score is not None), ZERO)


def _scores_close(form: PerformanceForm) -> bool:
    """True where the scores read add up to the form's score: every row was read."""
    return form.total_score is not None and _score_sum(form) == form.total_score


@rule(
    "forms.total_score",
    zh="自评表：总得分等于预算执行得分与各指标得分之和",
    basis=_BASIS,
    needs="自评表的总得分与各项得分",
    example="总得分 95，预算执行 10 + 指标 83 = 93",
)
def total_score(facts: Facts) -> Iterator[Finding]:
    """The total is the sum of the points given; points with decimals may be rounded in their last digit."""
    for form in facts.report.forms:
        line = total_line(form)
        total = points(form, form.total_score, total_place(form), "总得分")
        if total is None:
            continue
        parts: list[Figure] = []
        if line:
            own = points(form, line.score, place_of(line), "预算执行得分")
            parts += [own] if own else []
        for row in form.indicators:
            given = points(form, row.score, place_of(row), f"“{row.level3}”得分", certain="score" not in row.doubtful)
            parts += [given] if given else []
        if not any(part.label.endswith("”得分") for part in parts):
            continue
        doubt = not is_closed(form) or has_doubt(form)
        yield adds_up(total, [(1, part) for part in parts], words="各项得分", doubt=doubt)


@rule(
    "forms.level_totals",
    zh="自评表：一级指标标注的分值等于所含指标分值之和",
    basis=_BASIS,
    needs="印刷原文中带分值的一级指标（如“产出指标（50分）”）",
    example="产出指标（50分），所含指标分值合计 52",
)
def level_totals(facts: Facts) -> Iterator[Finding]:
    """The points in the brackets of a level-1 label are those of its indicators."""
    prose = facts.prose
    if prose is None:
        return
    forms = facts.report.forms
    for at, form in enumerate(forms):
        start = prose.start_of(form.page, form.line)
        end = prose.start_of(forms[at + 1].page, forms[at + 1].line) if at + 1 < len(forms) else _end(prose, form)
        for match in _LABEL.finditer(prose.text, start, end):
            finding = _level_total(prose, form, match)
            if finding:
                yield finding


def _end(prose: Prose, form: PerformanceForm) -> int:
    last = _last_place(form)
    return prose.start_of(last.page, (last.line or 0) + 8)


def _level_total(prose: Prose, form: PerformanceForm, match: re.Match[str]) -> Finding | None:
    name, stated = match.group(1), Decimal(match.group(2))
    rows = [row for row in form.indicators if _bare(row.level1) == name.removesuffix("指标")]
    if not rows or not any(row.weight is not None for row in rows):
        return None
    summed = sum((row.weight for row in rows if row.weight is not None), ZERO)
    at = (prose.place(match.start()), prose.place(match.start(2)), *(place_of(row) for row in rows))
    recomputed = f"{len(rows)} 项指标分值合计 {summed:f}"
    if summed == stated:
        return Finding("passed", "error", "", f"{stated:f}", recomputed, ZERO, ZERO, places=at)
    return Finding(
        "failed",
        "error" if is_closed(form) and not has_doubt(form) else "notice",
        f"{form_name(form)}{name}标注 {stated:f} 分，所含指标分值合计 {summed:f} 分",
        f"{stated:f}",
        recomputed,
        stated - summed,
        ZERO,
        places=at,
        proposed=f"{summed:f}",
    )


@lru_cache(maxsize=256)
def _bare(level: str) -> str:
    return _BRACKET.sub("", "".join(level.split())).removesuffix("指标")


@rule(
    "forms.score_within_weight",
    zh="自评表：得分不大于分值",
    basis=_BASIS,
    needs="指标的分值与得分",
    example="分值 5，得分 6",
)
def score_within_weight(facts: Facts) -> Iterator[Finding]:
    """No indicator gets more points than it has."""
    for form in facts.report.forms:
        for row in form.indicators:
            if row.weight is None or row.score is None:
                continue
            if row.score <= row.weight:
                yield Finding("passed", "error", "", f"{row.score:f}", f"分值 {row.weight:f}", places=places_of(row))
                continue
            sure = is_closed(form) and _scores_close(form) and not row.doubtful
            yield remark(
                f"{form_name(form)}“{row.level3}”得分 {row.score:f} 大于分值 {row.weight:f}",
                at=places_of(row),
                stated=f"{row.score:f}",
                recomputed=f"分值 {row.weight:f}",
                severity="error" if sure else "notice",
            )


@rule(
    "forms.average_score",
    zh="自评平均得分等于各自评表总得分的平均",
    basis="决算公开模板的绩效自评说明",
    needs="平均得分、自评项目数与全部自评表的总得分",
    example="平均得分 92.00，3 张表 90、88、92 的平均为 90.00",
)
def average_score(facts: Facts) -> Iterator[Finding]:
    """The mean of the forms' totals, plain or weighted by budget or by what was executed, where all forms are published."""
    stated = facts.value(Key(Fund.NONE, Item.SELFEVAL_AVG_SCORE, Phase.FINAL))
    count = facts.value(Key(Fund.NONE, Item.SELFEVAL_PROJECTS, Phase.FINAL))
    forms = [form for form in facts.report.forms if form.kind == "project"]
    scores = [form.total_score for form in forms if form.total_score is not None]
    if stated is None or count is None or not scores or len(scores) != len(forms) or count.value != len(forms):
        return
    plain = sum(scores, ZERO) / len(scores)
    means = [plain, *(mean for name in ("annual_budget", "executed") if (mean := _weighted(forms, name)) is not None)]
    difference = min((stated.value - mean for mean in means), key=abs)
    recomputed = f"{sum(scores, ZERO):f} / {len(scores)} = {rounded(plain, 2):f}"
    at = (stated.place, *(_last_place(form) for form in forms))
    if abs(difference) <= stated.tolerance + half_unit(Decimal("0.01")):
        yield Finding("passed", "error", "", f"{stated.value:f}", recomputed, difference, stated.tolerance, places=at)
        return
    yield Finding(
        "failed",
        "error",
        f"自评平均得分印为 {stated.raw}，{len(scores)} 张自评表总得分平均为 {rounded(plain, 2):f}",
        stated.raw,
        recomputed,
        stated.value - plain,
        stated.tolerance,
        (stated,),
        places=(stated.place,),
        proposed=f"{rounded(plain, 2):f}",
    )


def _weighted(forms: list[PerformanceForm], column: str) -> Decimal | None:
    pairs = [(line, form.total_score) for form in forms if (line := total_line(form))]
    amounts = [(getattr(line, column) or ZERO, score or ZERO) for line, score in pairs]
    whole = sum((amount for amount, _ in amounts), ZERO)
    return sum((amount * score for amount, score in amounts), ZERO) / whole if whole else None
