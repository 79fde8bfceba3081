"""Text and tables of one report in two files: one version in the warehouse, whatever the order, however often."""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from parts import text_and_tables
from report_examples import build_report, corrected
from typer.testing import CliRunner

from etl.cli import app, console
from etl.export import export
from etl.load import bulk_load, load_report, read_report
from etl.settings import PROJECT_ROOT

pytestmark = pytest.mark.database

SAMPLE = PROJECT_ROOT / "samples" / "reports" / "u05_430523_ecology_2022.txt"
UNIT = "邵阳市邵阳县环境监测示范站"
CURRENT = "select report_key, version from warehouse.dim_report where is_current and version > 0"


def load(database, *reports):
    with database.connect() as connection:
        return [load_report(connection, report) for report in reports]


def facts_now(database):
    """The numbers of the current version with the file that each is printed in."""
    return database.query(
        "select document.name, fact.value, fact.line, fact.section from warehouse.fact_amount as fact"
        " inner join warehouse.dim_report as report on fact.report_key = report.report_key and report.is_current"
        " inner join audit.document as document on document.report_key = fact.report_key and document.part = fact.part"
        " order by fact.position"
    )


def test_two_files_become_one_version_that_comes_back_as_it_was_joined(database):
    outcomes = load(database, *text_and_tables(build_report()))
    assert [(o.outcome, o.version, o.joined_with) for o in outcomes] == [("loaded", 1, ()), ("new_version", 2, ("说明",))]
    with database.connect() as connection:
        joined = read_report(connection, outcomes[-1].report_key)
    assert [part.source.name for part in joined.parts] == ["说明", "附表"]
    assert len(joined.observations) == len(build_report().observations)
    documents = database.query(
        "select part, name, contribution from audit.document where report_key = %s order by part", [outcomes[-1].report_key]
    )
    assert documents == [(1, "说明", "part"), (2, "附表", "part")]


def test_the_order_of_arrival_changes_nothing(database, make_database, _template):
    other = make_database(_template)
    text, tables = text_and_tables(build_report())
    load(database, text, tables)
    load(other, tables, text)
    assert facts_now(database) == facts_now(other)


def test_both_files_again_in_any_order_change_nothing(database):
    text, tables = text_and_tables(build_report())
    load(database, text, tables)
    before = database.snapshot()
    assert {outcome.outcome for outcome in load(database, tables, text, text, tables)} == {"unchanged"}
    assert database.snapshot() == before


def test_a_corrected_part_is_a_new_version_with_the_other_part_as_it_was(database):
    text, tables = text_and_tables(build_report())
    load(database, text, tables)
    facts = len(facts_now(database))
    outcome = load(
        database, corrected(tables).model_copy(update={"source": corrected(tables).source.model_copy(update={"name": "更正"})})
    )[0]
    assert (outcome.outcome, outcome.version, outcome.joined_with) == ("new_version", 3, ("说明",))
    assert {name for name, *_ in facts_now(database)} == {"说明", "更正"}
    assert len(facts_now(database)) == facts
    before = database.snapshot()
    assert {o.outcome for o in load(database, text, tables)} == {"unchanged"}
    assert database.snapshot() == before


def test_the_same_tables_in_an_attachment_are_noted_and_change_no_fact(database):
    report = build_report()
    _, tables = text_and_tables(report)
    first = load(database, report)[0]
    facts = facts_now(database)
    assert [o.outcome for o in load(database, tables, tables)] == ["unchanged", "unchanged"]
    assert facts_now(database) == facts
    documents = database.query("select report_key, name, contribution from audit.document order by part")
    assert documents == [(first.report_key, "yunxi_2023", "whole"), (first.report_key, "附表", "same_content")]


@pytest.mark.parametrize("known", [False, True])
def test_files_of_one_report_in_a_batch_are_joined(database, known):
    text, tables = text_and_tables(build_report())
    others = [build_report(name=f"云溪市第{n}中学", document=f"s{n}") for n in range(3)]
    with database.connect() as connection:
        if known:
            load_report(connection, build_report(name="云溪市档案局"))
        outcomes = bulk_load(connection, [text, *others, tables])
    assert outcomes[-1].joined_with == ("说明",)
    assert outcomes[-1].version == (2 if known else 1)
    with database.connect() as connection:
        joined = read_report(connection, outcomes[-1].report_key)
    assert len(joined.observations) == len(build_report().observations)


def test_two_loaders_with_a_file_each_end_with_one_joined_version(database):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda report: load(database, report), text_and_tables(build_report())))
    ((_, version),) = database.query(CURRENT)
    assert version == 2
    assert {name for name, *_ in facts_now(database)} == {"说明", "附表"}


def test_exports_name_the_file_that_a_number_is_printed_in(database, tmp_path):
    load(database, *text_and_tables(build_report()))
    with database.connect() as connection:
        path = export(connection, "observations", tmp_path)
    with path.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert {(row["document"], row["channel"]) for row in rows} == {("说明", "narrative"), ("附表", "table")}


def published_apart(folder):
    """A sample as bureaus publish it: the text with 各表另见附件, the statements as a workbook of one sheet each."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    parts = [n for n, line in enumerate(lines) if re.match(r"第.部分 ", line)]
    first = max(n for n in parts if "决算表" in lines[n])
    last = min((n for n in parts if n > first), default=len(lines))
    book = openpyxl.Workbook()
    book.active.append([lines[first].split()[1]])
    for line in lines[first + 1 : last]:
        if re.fullmatch(r"\S+决算(总|明细)?表", line.strip()):
            book.create_sheet().append([line.strip()])
            book.worksheets[-1].append([f"部门：{UNIT}"])
        else:
            book.worksheets[-1].append([cell or None for cell in line.split("\t")])
    out = io.BytesIO()
    book.save(out)
    (folder / "附表.xlsx").write_bytes(out.getvalue())
    text = [*lines[: first + 1], "各表另见附件。", *lines[last:]]
    (folder / "说明.txt").write_text("\n".join(text), encoding="utf-8")


def test_a_folder_with_text_and_workbook_of_one_report_is_loaded_as_one(database, tmp_path, monkeypatch):
    monkeypatch.setenv("JUESUAN_DATABASE_URL", database.url)
    monkeypatch.setattr(console.out, "width", 200)
    published_apart(tmp_path)
    result = CliRunner().invoke(app, ["load", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "合并（与 附表）" in result.output and "合并（与 说明）" in result.output
    assert database.value("select count(*) from warehouse.dim_report where version > 0") == 1
    apart = [row[1:2] + row[3:] for row in facts_now(database)]
    again = CliRunner().invoke(app, ["load", str(tmp_path)], catch_exceptions=False)
    assert "找到 2 = 载入 0 + 未变 2 + 隔离 0" in again.output
    assert CliRunner().invoke(app, ["load", str(SAMPLE)], catch_exceptions=False).exit_code == 0
    assert sorted(row[1:2] + row[3:] for row in facts_now(database)) == sorted(apart)
