"""The same report as text A, text B, PDF, Word, Excel and web page is read to the same facts, each at its place.

Layout B alone loses the empty cells of its tables: where the accounts then fit in more than one way the reader leaves the parts
out and says so.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truths import (
    Key,
    alike,
    indicators_read,
    key,
    money_read,
    observed,
    read,
    reasons_read,
    reasons_written,
    written,
)
from typer.testing import CliRunner

from etl.cli import app
from etl.errors import JuesuanError
from etl.generate import FORMATS, Format, RenderedReport, prints, render_all
from etl.generate.blocks import Table
from etl.generate.bookkeeping import keep
from etl.generate.form_style import FormStyle
from etl.generate.pen import Pen
from etl.generate.printers.grids import grid_of
from etl.generate.printers.page_style import PageStyle, Rules
from etl.generate.style import Style
from etl.generate.text import compose, render_file
from etl.generate.units import invent
from etl.pipeline import read_report
from etl.report import Report

PRINTS = prints(FORMATS, None)
RULED = [name for name in PRINTS if not name.startswith("text")]
SEEDS = (1, 2, 3, 16, 82)
Both = tuple[RenderedReport, Report]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@cache
def read_back(folder: Path, seed: int, name: str) -> tuple[Both, ...]:
    """The reports of a seed in one format, with forms of every variant, and what the reader makes of them."""
    kind, layout = PRINTS[name]
    found = []
    for report in render_all(seed, years=[2023], units=2, layout=layout, kind=kind, varied_forms=True):
        path = folder / f"{seed}_{name}_{report.name}"
        path.write_bytes(report.data)
        found.append((report, read_report(path)))
    return tuple(found)


@pytest.mark.parametrize("name", RULED)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_read_and_none_besides(folder: Path, seed: int, name: str) -> None:
    for report, found in read_back(folder, seed, name):
        want, have = written(report), read(found)
        assert have == want, (report.name, list((want - have).items())[:5], list((have - want).items())[:5])
        assert not found.coverage.unread_quantities, found.unread[:5]


@pytest.mark.parametrize("name", RULED)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_stands_where_the_truth_says(folder: Path, seed: int, name: str) -> None:
    for report, found in read_back(folder, seed, name):
        want = Counter((key(row), int(row["line"])) for row in report.observations())
        have = Counter((number, page if report.place == "page" else line) for number, line, page in observed(found))
        assert have == want, (report.name, list((want - have).items())[:5])


@pytest.mark.parametrize("name", RULED)
@pytest.mark.parametrize("seed", SEEDS)
def test_reasons_and_forms_are_read_whole(folder: Path, seed: int, name: str) -> None:
    for report, found in read_back(folder, seed, name):
        assert reasons_read(found) == reasons_written(report), report.name
        for truth, have in ((report.projects(), money_read(found)), (report.indicators(), indicators_read(found))):
            assert unplaced(have, report) == unplaced(alike(truth, have), report), report.name


def unplaced(rows: list[dict[str, str]], report: RenderedReport) -> list[dict[str, str]]:
    """The rows, without their lines where the truth has pages."""
    return [{name: cell for name, cell in row.items() if report.place == "line" or name != "line"} for row in rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_formats_state_the_same_facts(folder: Path, seed: int) -> None:
    readings = {name: read_back(folder, seed, name) for name in PRINTS}
    for at, (_, first) in enumerate(readings["text_a"]):
        want = facts(first)
        for name, pairs in readings.items():
            _, found = pairs[at]
            missing, surplus = want - facts(found), facts(found) - want
            unit = (found.unit.name, found.unit.region_code, found.fiscal_year, found.scope)
            assert unit == (first.unit.name, first.unit.region_code, first.fiscal_year, first.scope), name
            assert not surplus, (name, surplus)
            left_open = name == "text_b" and any(note.code == "ambiguous_columns" for note in found.notes)
            assert not missing or left_open, (name, missing)


def facts(report: Report) -> Counter[tuple[str, ...]]:
    """What a report says, without the places and the digits that say it."""
    names = ("fund", "functional_code", "economic_code", "item", "phase", "value", "unit", "channel")
    return Counter(tuple(str(getattr(o, name)) for name in names) for o in report.observations)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(100, 10**6), kind=st.sampled_from(["docx", "xlsx", "html", "pdf"]))
def test_any_seed_is_read_back(tmp_path_factory: pytest.TempPathFactory, seed: int, kind: Format) -> None:
    (report,) = render_all(seed, years=[2023], units=1, layout=None, kind=kind)
    path = tmp_path_factory.mktemp("any") / report.name
    path.write_bytes(report.data)
    found = read_report(path)
    have: Counter[Key] = read(found)
    assert have == written(report)
    assert [row["level3"] for row in indicators_read(found)] == [row["level3"] for row in report.indicators()]


CLOSE = "without upright lines, columns that stand as close as a character is wide are not told apart"
ROWS_ONLY = [7, 9, 22, *(pytest.param(seed, marks=pytest.mark.xfail(strict=True, reason=CLOSE)) for seed in (1, 6, 13))]


@pytest.mark.parametrize("seed", ROWS_ONLY)
def test_tables_with_lines_between_rows_only_are_read(tmp_path: Path, seed: int) -> None:
    (accounts,) = keep(invent(seed, 1)[0], seed, [2023])
    page = replace(PageStyle.draw(accounts.unit.name, 2023, accounts.unit.word, seed), rules="rows only")
    report = render_file(accounts, "pdf", Style.draw(seed), page, FormStyle())
    path = tmp_path / report.name
    path.write_bytes(report.data)
    assert read(read_report(path)) == written(report)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_cells_cover_a_table_once(seed: int) -> None:
    (accounts,) = keep(invent(seed, 1)[0], seed, [2023])
    page = PageStyle.draw("示范局", 2023, "部门", seed)
    forms = FormStyle.draw("A", seed, shape="tabbed")
    for block in compose(Pen(accounts, Style.draw(seed)), "A", forms):
        if isinstance(block, Table):
            grid = grid_of(block, page)
            covered = Counter(
                (row, column)
                for cell in grid.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            )
            assert covered == Counter((row, column) for row in range(grid.rows) for column in range(grid.columns))


def test_seeds_draw_every_look() -> None:
    pages = [PageStyle.draw("示范局", 2023, "部门", seed) for seed in range(200)]
    assert {page.rules for page in pages} == set(get_args(Rules)) - {"rows only"}
    for name in PageStyle.__dataclass_fields__:
        if name not in {"width", "height", "clutter", "seed"}:
            assert len({getattr(page, name) for page in pages}) >= 2, name


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_seed_is_the_same_bytes(kind: Format) -> None:
    one, other = (render_all(3, years=[2022], units=1, layout=None, kind=kind)[0].data for _ in range(2))
    assert one == other
    if kind in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(one)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("docProps/core.xml").count(b"2024-09-02T09:00:00Z") == 2


@pytest.mark.parametrize(("kind", "module", "library"), [("pdf", "reportlab", "reportlab"), ("docx", "docx", "python-docx")])
def test_a_missing_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, kind: Format, module: str, library: str
) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == module or name in {"etl.generate.printers.paper", f"etl.generate.printers.{kind}"}:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(JuesuanError, match=rf"{library}.*pip install 'juesuan\[generate\]'"):
        render_all(1, years=[2023], units=1, layout=None, kind=kind)


def test_the_command_writes_each_format_into_a_folder_of_its_own(tmp_path: Path) -> None:
    arguments = ["generate", str(tmp_path / "all"), "--units", "1", "--years", "2023", "--gold", str(tmp_path / "gold")]
    result = CliRunner().invoke(app, [*arguments, "--format", "all"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert {path.parent.name: path.suffix for path in (tmp_path / "all").rglob("*.*")} == {
        "text_a": ".txt", "text_b": ".txt", "pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "html": ".html",
    }  # fmt: skip
    places = {path.parent.name: path.read_text(encoding="utf-8") for path in (tmp_path / "gold").glob("*/documents.csv")}
    assert set(places) == set(PRINTS)
    assert {name for name, text in places.items() if ",page," in text} == {"pdf"}
    result = CliRunner().invoke(app, [*arguments, "--format", "html"], catch_exceptions=False)
    assert [path.suffix for path in (tmp_path / "all").iterdir() if path.is_file()] == [".html"]
