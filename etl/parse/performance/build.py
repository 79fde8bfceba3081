"""From cells as printed to the form of the Report: numbers, comparators, units, and what stays open."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from etl.parse.performance.dimensions import PARENTS
from etl.parse.performance.facts import points
from etl.parse.performance.funding import Solved, funding_lines
from etl.parse.performance.raw import FormKind, RawForm, RawRow
from etl.parse.performance.value_wording import NATURES
from etl.parse.performance.values import comparator_of, read_value
from etl.parse.performance.wording import OVERALL_NAME, Field, squeeze
from etl.report import Indicator, PerformanceForm

_NUMBERED: Final = re.compile(r"^指标\s*\d{0,3}\s*[：:;；、]+\s*")
_OVERALL: Final = re.compile(r"(?:部门（单位）|单位（部门）|部门|单位)?整体支出")
_UNIT_IN_NAME: Final = re.compile(r"（(?:单位[:：])?((?:万?元|个|人|次|%)(?:[/每][\u4e00-\u9fff]{1,4})*)）$")


def build_form(number: int, raw: RawForm, solved: Solved) -> PerformanceForm:
    """The form numbered `number` (1-based, in printed order) of a report."""
    project, department, unit = _parties(raw)
    in_head = points(squeeze(raw.head.get("total_score", "")))
    return PerformanceForm(
        form_no=number,
        kind=raw.kind,
        project_name=project,
        department=department,
        implementing_unit=unit,
        funding=funding_lines(raw, solved),
        total_weight=raw.total_weight,
        total_score=in_head if raw.total_score is None else raw.total_score,
        expected_goal=raw.expected_goal,
        actual_goal=raw.actual_goal,
        indicators=tuple(build_indicator(position, _judged(row, raw.kind)) for position, row in enumerate(raw.rows, start=1)),
        total_page=raw.total_at.page if raw.total_at else None,
        total_line=raw.total_at.number if raw.total_at else None,
        page=raw.line.page,
        line=raw.line.number,
    )


def _parties(raw: RawForm) -> tuple[str, str, str]:
    """Project, department and implementing unit.

    The form of a whole department has no project, its title says what it is of; and its unit is the department.
    """
    head = raw.head
    reporting = head.get("unit_name", "") or head.get("reporting_unit", "")
    if raw.kind == "overall":
        department = head.get("department", "") or reporting
        titled = _OVERALL.search(squeeze(raw.line.text))
        name = head.get("project_name", "") or (titled.group() if titled else OVERALL_NAME)
        return name, department, head.get("implementing_unit", "")
    return head.get("project_name", ""), head.get("department", ""), head.get("implementing_unit", "") or reporting


def _judged(row: RawRow, kind: FormKind) -> RawRow:
    """The row, its level 1 marked as doubtful where the official framework puts its level 2 under another."""
    full = row.level2 if row.level2.endswith("指标") else f"{row.level2}指标"
    parents = PARENTS.get(full, ()) if kind == "project" and row.level1 else ()
    if parents and row.level1 not in parents and f"{row.level1}指标" not in parents:
        row.doubtful.add("level1")
    return row


def build_indicator(position: int, row: RawRow) -> Indicator:
    """One indicator: values only where the cell is a number with its unit, the comparator of the target or its own column."""
    target, actual = read_value(row.text(Field.TARGET)), read_value(row.text(Field.ACTUAL))
    nature = squeeze(row.text(Field.NATURE))  # some forms print ≥ under 指标性质, others 定性 under the comparison
    if not nature and squeeze(row.text(Field.COMPARATOR)) in NATURES:
        nature = squeeze(row.text(Field.COMPARATOR))
    name = _NUMBERED.sub("", row.text(Field.NAME)).strip()
    unit = squeeze(row.text(Field.UNIT)) or target.unit or actual.unit
    if not unit:
        note = _UNIT_IN_NAME.search(squeeze(name))
        unit = note.group(1) if note else ""
    return Indicator(
        position=position,
        level1=row.level1,
        level2=row.level2,
        level3=name,
        nature="" if comparator_of(nature) else nature.removesuffix("指标"),
        comparator=comparator_of(row.text(Field.COMPARATOR)) or comparator_of(nature) or target.comparator,
        target_raw=row.text(Field.TARGET),
        target_value=target.number,
        actual_raw=row.text(Field.ACTUAL),
        actual_value=actual.number,
        measure_unit=unit,
        weight=_points(row.text(Field.WEIGHT)),
        score=_points(row.text(Field.SCORE)),
        deviation=row.text(Field.DEVIATION),
        doubtful=tuple(sorted(row.doubtful)),
        page=row.line.page,
        line=row.line.number,
        values_page=row.values_line.page if row.values_line else None,
        values_line=row.values_line.number if row.values_line else None,
    )


def _points(text: str) -> Decimal | None:
    return points(squeeze(text))
