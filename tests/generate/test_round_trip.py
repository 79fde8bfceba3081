"""What is generated is read back whole: every number written is an observation read, and nothing is read that was not written.

Where a printed row with its empty cells gone fits the accounts in more than one way, the reader may leave the parts out if it
says so: such a number may be missing, never wrong.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from etl.generate import RenderedReport, render_all
from etl.generate.style import LAYOUTS, Layout
from etl.pipeline import read_report
from etl.report import Report

Key = tuple[str, str, str, str, str, str, str]
FUND_FREE = ("three_public", "overseas", "vehicle", "reception", "operating_cost", "procurement", "equipment", "building",
             "fixed_assets", "staff", "units_in", "selfeval")  # fmt: skip


@pytest.fixture(scope="module", params=[(seed, layout) for seed in range(1, 13) for layout in LAYOUTS], ids=str)
def read_back(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[RenderedReport, Report]]:
    """Some reports of one seed in one layout, each with what the reader makes of it."""
    seed, layout = request.param
    folder = tmp_path_factory.mktemp("reports")
    pairs = []
    for report in render_all(seed, years=[2023], units=3, layout=layout):
        path = folder / f"{report.document}.txt"
        path.write_text(report.text, encoding="utf-8", newline="\n")
        pairs.append((report, read_report(path)))
    return pairs


def key(row: dict[str, str]) -> Key:
    """What two readings of a number must agree in; money that is fund-free by its item, and one account under two names."""
    fund, item = row["fund"], row["item"]
    if any(part in item for part in FUND_FREE):
        fund = "*"
    if item == "fiscal_appropriation":
        fund, item = "fiscal", "total_income"
    value = str(Decimal(row["value"]).normalize())
    return fund, row["functional_code"], row["economic_code"], item, row["phase"], row["channel"], value


def written(report: RenderedReport) -> Counter[Key]:
    return Counter(key(row) for row in report.observations())


def read(report: Report) -> Counter[Key]:
    fields = ("fund", "functional_code", "economic_code", "item", "phase", "channel", "value")
    return Counter(key({name: str(getattr(o, name)) for name in fields}) for o in report.observations)


def test_what_is_generated_is_read_back_whole(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        want, have = written(report), read(found)
        left_open = {note.line for note in found.notes if note.code == "ambiguous_columns"}
        missing = [row for row in report.observations() if key(row) not in have and int(row["line"]) not in left_open]
        assert not missing, (report.document, missing[:5])
        surplus = [k for k in have if k not in want]
        assert not surplus, (report.document, surplus[:5])
        assert not found.coverage.unread_quantities or left_open, (report.document, found.unread[:5])


def test_the_reader_knows_whose_accounts_they_are(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        unit = report.accounts.unit
        assert (found.unit.name, found.fiscal_year) == (unit.name, 2023)
        assert (found.unit.region_code, found.unit.department_type) == (unit.region.adcode, unit.trade.department_type)
        assert found.scope == ("department" if unit.consolidated else "unit")


def spoken(text: str) -> str:
    """A reason without the accidents of its printing."""
    return "".join(text.split()).translate(str.maketrans(",;:()", "，；：（）")).rstrip("。；")


def test_reasons_are_read_with_what_they_explain(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        names = ("functional_code", "economic_code", "item", "basis")
        want = {(*(row[name] for name in names), spoken(row["text"])) for row in report.explanations()}
        have = {(*(str(getattr(e, name)) for name in names), spoken(e.text)) for e in found.explanations}
        assert have == want, (report.document, sorted(want - have)[:3], sorted(have - want)[:3])


def test_indicators_are_read_back_whole(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        have = [
            {
                "form_no": str(form.form_no),
                "level1": i.level1,
                "level2": i.level2,
                "level3": i.level3,
                "nature": i.nature,
                "comparator": i.comparator,
                "target_raw": i.target_raw,
                "target_value": digits(i.target_value),
                "actual_raw": i.actual_raw,
                "actual_value": digits(i.actual_value),
                "measure_unit": i.measure_unit,
                "weight": digits(i.weight),
                "score": digits(i.score),
                "deviation": i.deviation,
                "line": str(i.line),
            }
            for form in found.forms
            for i in form.indicators
        ]
        assert have == [normal(row, have[0]) if have else row for row in report.indicators()], report.document


def test_money_and_scores_of_forms_are_read_back_whole(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        have = [
            {
                "form_no": str(form.form_no),
                "project_name": form.project_name,
                "department": form.department,
                "implementing_unit": form.implementing_unit,
                "source": line.source,
                "initial_budget": digits(line.initial_budget),
                "annual_budget": digits(line.annual_budget),
                "executed": digits(line.executed),
                "weight": digits(line.weight),
                "execution_rate": digits(line.execution_rate),
                "score": digits(line.score),
                "total_score": digits(form.total_score),
                "narrative_score": digits(form.narrative_score),
            }
            for form in found.forms
            for line in form.funding
        ]
        assert have == [normal(row, have[0]) if have else row for row in report.projects()], report.document


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(21, 26))
def test_forms_of_any_shape_disturb_nothing_around_them(seed: int, layout: Layout, tmp_path: Path) -> None:
    """What is read of the forms themselves: `test_form_shapes`."""
    for report in render_all(seed, years=[2023], units=2, layout=layout, varied_forms=True):
        path = tmp_path / f"{report.document}.txt"
        path.write_text(report.text, encoding="utf-8", newline="\n")
        found = read_report(path)
        want, have = written(report), read(found)
        left_open = {note.line for note in found.notes if note.code == "ambiguous_columns"}
        assert not [row for row in report.observations() if key(row) not in have and int(row["line"]) not in left_open]
        assert not [k for k in have if k not in want]
        assert [str(form.form_no) for form in found.forms] == sorted({row["form_no"] for row in report.projects()})


def digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def normal(row: dict[str, str], like: dict[str, str]) -> dict[str, str]:
    """The truth in the columns that are compared, numbers without needless zeros."""
    numbers = {"target_value", "actual_value"}
    return {name: digits(Decimal(row[name])) if name in numbers and row[name] else row[name] for name in like}
