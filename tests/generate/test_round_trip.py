"""What is generated is read back whole: every number written is an observation read, and nothing is read that was not written.

Where a printed row with its empty cells gone fits the accounts in more than one way, the reader may leave the parts out if it
says so: such a number may be missing, never wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from truths import alike, indicators_read, key, money_read, read, reasons_read, reasons_written, written

from etl.generate import RenderedReport, render_all
from etl.generate.style import LAYOUTS, Layout
from etl.pipeline import read_report
from etl.report import Report


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


def test_reasons_are_read_with_what_they_explain(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        want, have = reasons_written(report), reasons_read(found)
        assert have == want, (report.document, sorted(want - have)[:3], sorted(have - want)[:3])


def test_indicators_are_read_back_whole(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        have = indicators_read(found)
        assert have == alike(report.indicators(), have), report.document


def test_money_and_scores_of_forms_are_read_back_whole(read_back: list[tuple[RenderedReport, Report]]) -> None:
    for report, found in read_back:
        have = money_read(found)
        assert have == alike(report.projects(), have), report.document


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
