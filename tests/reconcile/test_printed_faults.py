"""Faults planted before printing: read back from the text, the named rule finds each, and only what follows from it is found.

`test_planted_faults` plants single numbers in reports already read; here every kind of fault of the generator is printed in
both layouts, and the clean reports around them must yield no error at all. What no rule finds yet is named with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import pytest
from reconcile_examples import document

from etl.generate import RenderedReport, render_all, render_report
from etl.generate.accounts import Accounts
from etl.generate.bookkeeping import FIRST_YEAR, keep
from etl.generate.drafts import Draft
from etl.generate.faults import BY_KIND, FAULTS, plant
from etl.generate.form_style import FormStyle
from etl.generate.style import LAYOUTS, Layout, Style
from etl.generate.text import print_report
from etl.generate.units import invent
from etl.parse.reader import read_document
from etl.reconcile import reconcile, reconcile_years
from etl.report import Check, Report
from etl.resolve import resolve

YEAR = 2023
SEEDS = range(1, 31)
REPORTS = 2  # of each kind and layout
Pick = tuple[str, Layout, int, int]  # kind of fault, layout, seed and number of the unit

ROW = "a row of layout B that contradicts itself is noted as unsolvable and not read: no check is left to fail"
NO_LIST = "the units listed here are not read as members"
NO_FIND: dict[tuple[str, Layout], str] = {  # in every report of this layout
    **{("units_in_sentence", layout): NO_LIST for layout in LAYOUTS},
    ("units_in_scope", "B"): NO_LIST,
    **{("last_year_total", layout): "收、支总计 is not compared with last year's 收入总计 and 支出总计" for layout in LAYOUTS},
    **{("form_no_reason", layout): "points lost for a missed target without a reason are passed" for layout in LAYOUTS},
    **{("form_total_cost", layout): "a single indicator of 总成本 is not held against the budget" for layout in LAYOUTS},
    ("form_cost_target", "B"): "a cost without unit (影响较小) among the amounts takes the form out where no 定性 is printed",
    ("form_cost_actual", "B"): "a cost without unit (影响较小) among the amounts takes the form out where no 定性 is printed",
    ("form_goal", "A"): "the place given is the title of the form, not the goal",
}
HARD_TO_FIND: dict[Pick, str] = {
    ("statement_digit", "B", 3, 1): ROW,
    ("income_digit", "B", 3, 1): ROW,
    ("budget_column", "B", 3, 1): ROW,
    ("three_public_statement", "B", 3, 1): ROW,
    ("percent_sign", "B", 1, 2): "占…总额的 100.00。 at the end of a sentence is no percentage without its sign",
    ("form_source", "B", 2, 1): "sources do not add up to the total, but one of them prints only dashes",
    ("form_level_total", "B", 1, 1): "a label of level 1 torn by a page break",
}
MANY = "one wrong number, several findings without a common cause"
SEVERAL: dict[tuple[str, Layout], str] = {
    **{(kind, layout): MANY for kind in ("shifted_rows", "statement_unit", "direction_word", "sign") for layout in LAYOUTS},
    **{(kind, layout): MANY for kind in ("form_total", "form_rate", "form_executed", "form_met") for layout in LAYOUTS},
    ("prose_subject", "B"): MANY,
    ("prose_budget", "B"): MANY,
    ("form_source", "A"): MANY,
    ("form_cost_actual", "A"): MANY,
}


@dataclass(frozen=True)
class Planted:
    """A report with a fault, and what fails in it that does not fail without the fault."""

    report: RenderedReport
    failed: tuple[Check, ...]

    @property
    def near(self) -> set[int]:
        """The lines of the fault and those within two printed lines of them."""
        style = self.report.style
        window = 4 if self.report.layout == "B" and style.blank_between else 2
        lines = {int(line) for line in self.report.claims[0]["lines"].split(";") if line}
        return {line + step for line in lines for step in range(-window, window + 1)}

    def is_near(self, check: Check) -> bool:
        return any(place.line in self.near for place in check.places)


@cache
def books(seed: int) -> tuple[tuple[Accounts, Accounts], ...]:
    """Some units' accounts of last year and of this one."""
    return tuple((last, now) for unit in invent(seed, 2) for last, now in [keep(unit, seed, [YEAR - 1, YEAR])])


@cache
def draft(seed: int, unit: int, layout: Layout, forms: FormStyle) -> Draft:
    _, now = books(seed)[unit - 1]
    return Draft.of(now, layout, Style.draw(seed, unit, YEAR), forms)


def read(text: str) -> Report:
    """A printed report, read, resolved and checked."""
    printed = document(text)
    return reconcile(resolve(read_document(printed)), printed)


@cache
def last_years(seed: int, unit: int, layout: Layout) -> Report:
    before, _ = books(seed)[unit - 1]
    return read(render_report(before, layout, Style.draw(seed, unit, YEAR - 1)).text)


def failures(text: str, seed: int, unit: int, layout: Layout, *, years: bool) -> list[Check]:
    found = read(text)
    over_years = reconcile_years(found, last_years(seed, unit, layout)) if years else ()
    return [check for check in (*found.checks, *over_years) if check.status == "failed"]


@cache
def without(seed: int, unit: int, layout: Layout, forms: FormStyle, *, years: bool) -> frozenset[tuple[str, str]]:
    """What fails in the report without the fault."""
    of = draft(seed, unit, layout, forms)
    clean = print_report(of.accounts, layout, of.style, of.blocks).text
    return frozenset((check.rule, check.message) for check in failures(clean, seed, unit, layout, years=years))


@cache
def planted(kind: str, layout: Layout, seed: int, unit: int) -> Planted | None:
    fault = BY_KIND[kind]
    report = plant(draft(seed, unit, layout, fault.forms), fault, seed)
    if report is None:
        return None
    known = without(seed, unit, layout, fault.forms, years=fault.years)
    failed = failures(report.text, seed, unit, layout, years=fault.years)
    return Planted(report, tuple(check for check in failed if (check.rule, check.message) not in known))


@cache
def tried(kind: str, layout: Layout) -> tuple[Planted, ...]:
    """The first reports that have a place for the fault, but those named above."""
    found: list[Planted] = []
    for seed in SEEDS:
        for unit in (1, 2):
            if len(found) < REPORTS and (kind, layout, seed, unit) not in HARD_TO_FIND:
                one = planted(kind, layout, seed, unit)
                found += [one] if one else []
    return tuple(found)


def is_found(one: Planted) -> bool:
    """True where one of the named rules failed, as gravely as the fault is, in a place at the fault's."""
    fault = BY_KIND[one.report.claims[0]["kind"]]
    grave: dict[str, set[str]] = {"hard": {"error", "notice"}, "soft": {"error", "notice"}, "rounding": {"rounding"}}
    return any(
        any(check.rule == rule or (rule.endswith(".") and check.rule.startswith(rule)) for rule in fault.rules)
        and check.severity in grave[fault.level]
        and (not one.report.claims[0]["lines"] or one.is_near(check))
        for check in one.failed
    )


def told(one: Planted) -> str:
    claim = dict(one.report.claims[0])
    return f"{one.report.document} {claim}: {[(c.rule, c.severity, c.message) for c in one.failed]}"


def picks(gaps: dict[tuple[str, Layout], str], *levels: Literal["hard", "rounding", "soft"]) -> list[object]:
    """Every kind of fault in the layouts that have places for it; a strict xfail for what is a gap."""
    params = []
    for fault in FAULTS:
        for layout in fault.layouts if fault.level in levels else ():
            reason = gaps.get((fault.kind, layout))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            params.append(pytest.param(fault.kind, layout, marks=marks, id=f"{fault.kind}-{layout}"))
    return params


@pytest.mark.parametrize(("kind", "layout"), picks(NO_FIND, "hard", "rounding", "soft"))
def test_the_named_rule_finds_the_fault(kind: str, layout: Layout) -> None:
    assert tried(kind, layout)
    for one in tried(kind, layout):
        assert is_found(one), told(one)


@pytest.mark.parametrize(
    ("kind", "layout", "seed", "unit"),
    [pytest.param(*pick, marks=pytest.mark.xfail(strict=True, reason=reason)) for pick, reason in HARD_TO_FIND.items()],
)
def test_faults_that_are_hard_to_find_are_found(kind: str, layout: Layout, seed: int, unit: int) -> None:
    one = planted(kind, layout, seed, unit)
    assert one
    assert is_found(one), told(one)


@pytest.mark.parametrize(("kind", "layout"), picks({}, "hard", "rounding", "soft"))
def test_only_what_follows_from_the_fault_is_found(kind: str, layout: Layout) -> None:
    for one in tried(kind, layout):
        causes = {check.rule for check in one.failed if one.is_near(check)}
        for check in one.failed:
            follows = one.is_near(check) or any(check.cause.startswith(f"{rule} ") for rule in causes)
            assert follows or check.severity != "error", (told(one), check)


@pytest.mark.parametrize(("kind", "layout"), picks(SEVERAL, "hard"))
def test_one_fault_is_one_finding(kind: str, layout: Layout) -> None:
    for one in tried(kind, layout):
        assert len([check for check in one.failed if check.severity == "error" and not check.cause]) <= 1, told(one)


@pytest.mark.parametrize(("kind", "layout"), picks({}, "rounding", "soft"))
def test_what_needs_a_reader_is_no_error_elsewhere(kind: str, layout: Layout) -> None:
    for one in tried(kind, layout):
        assert not [check for check in one.failed if check.severity == "error" and not one.is_near(check)], told(one)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(41, 47))
def test_clean_reports_yield_no_error(seed: int, layout: Layout) -> None:
    for report in render_all(seed, years=[YEAR], units=3, layout=layout):
        assert not errors(report), report.document


@pytest.mark.parametrize("year", range(FIRST_YEAR, 2026))
def test_clean_reports_of_every_year_yield_no_error(year: int) -> None:
    for layout in LAYOUTS:
        for report in render_all(year, years=[year], units=2, layout=layout):
            assert not errors(report), report.document


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(51, 55))
def test_clean_forms_of_every_shape_yield_no_error(seed: int, layout: Layout) -> None:
    for report in render_all(seed, years=[YEAR], units=2, layout=layout, varied_forms=True):
        assert not errors(report), report.document


def errors(report: RenderedReport) -> list[tuple[str, str]]:
    failed = (check for check in read(report.text).checks if check.status == "failed" and check.severity == "error")
    return [(check.rule, check.message) for check in failed]
