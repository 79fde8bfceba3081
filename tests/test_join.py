"""Files of one report that carry different parts of it become one report, whatever the order they arrive in."""

from __future__ import annotations

import zlib
from collections import Counter
from functools import cache, reduce
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parts import LISTS, file_of, section, text_and_tables

from etl.join import join
from etl.pipeline import read_report
from etl.reconcile import reconcile
from etl.report import Report, SourceFile
from etl.settings import PROJECT_ROOT

SAMPLE = PROJECT_ROOT / "samples" / "reports" / "u01_430522_hr_social_security_2022.txt"


@cache
def whole() -> Report:
    return read_report(SAMPLE)


def facts(report: Report) -> dict[str, Counter[str]]:
    """All that is printed, without the file and the number of a form in it."""
    return {name: Counter(repr(record.model_copy(update={"part": 1})) for record in getattr(report, name)) for name in LISTS}


def changed(report: Report, section_name: str, name: str) -> Report:
    """The report with one amount of a section changed, as another file."""
    rows = list(report.observations)
    at = next(i for i, row in enumerate(rows) if section(row) == section_name)
    rows[at] = rows[at].model_copy(update={"value": rows[at].value + 100, "raw": "改"})
    return report.model_copy(update={"observations": tuple(rows), "source": source(name)})


def source(name: str) -> SourceFile:
    return SourceFile(name=name, sha256=f"{zlib.crc32(name.encode()):064x}", media="text")


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(2, 4))
def test_a_report_split_into_files_and_joined_in_any_order_is_the_whole(seed, count):
    report = whole()
    place = {
        name: zlib.crc32(f"{seed}{name}".encode()) % count for name in {section(r) for n in LISTS for r in getattr(report, n)}
    }
    files = [file_of(report, f"文件{n}", lambda name, n=n: place[name] == n) for n in range(count) if n in place.values()]
    joined = {reduce(join, order).model_dump_json() for order in permutations(files)}
    assert len(joined) == 1
    result = Report.model_validate_json(joined.pop())
    assert facts(result) == facts(report)
    assert result.coverage.tokens == len(report.observations)
    assert {row.part for row in result.observations} <= set(range(1, len(files) + 1))


def test_every_record_leads_back_to_its_file():
    text, tables = text_and_tables(whole())
    joined = join(tables, text)
    assert [part.source.name for part in joined.parts] == ["说明", "附表"]
    assert joined.source == text.source
    assert {(row.channel.value, row.part) for row in joined.observations} == {("narrative", 1), ("table", 2)}


def test_a_joined_report_is_checked_like_the_whole():
    text, tables = text_and_tables(whole())
    joined, expected = join(text, tables), reconcile(whole())

    def results(report):
        places = ((check, sorted((place.page or 0, place.line or 0) for place in check.places)) for check in report.checks)
        return Counter((check.rule, check.status, tuple(at)) for check, at in places)

    assert results(joined) == results(expected)
    assert {place.part for check in joined.checks for place in check.places} == {1, 2}


def test_what_was_found_in_the_printed_text_of_a_file_stays():
    text, tables = text_and_tables(whole())
    printed = [check for check in whole().checks if check.rule == "publication.unit_name" and check.places]
    text = text.model_copy(update={"checks": tuple(printed)})
    for joined in (join(text, tables), join(tables, text)):
        assert [
            check for check in joined.checks if check.rule == "publication.unit_name" and check.status != "not_applicable"
        ] == printed


@pytest.mark.parametrize("first", ["whole", "tables"])
def test_the_same_table_twice_is_counted_once(first):
    report = whole().model_copy(update={"source": source("全文")})
    _, tables = text_and_tables(whole())
    joined = join(report, tables) if first == "whole" else join(tables, report)
    assert joined is report


def test_a_corrected_part_replaces_only_that_part():
    text, tables = text_and_tables(whole())
    corrected = changed(tables, "table income", "附表（更正）")
    joined = join(join(text, tables), corrected)
    assert [part.source.name for part in joined.parts] == ["说明", "附表（更正）"]
    assert facts(joined) == facts(join(text, corrected))


def test_an_attachment_that_corrects_one_table_replaces_only_that_table():
    text, tables = text_and_tables(whole())
    only = file_of(changed(whole(), "table income", "-"), "收入决算表", lambda name: name == "table income")
    joined = join(join(text, tables), only)
    assert [part.source.name for part in joined.parts] == ["说明", "附表", "收入决算表"]
    assert len(joined.observations) == len(whole().observations)
    assert {row.part for row in joined.observations if section(row) == "table income"} == {3}


def test_a_new_edition_of_the_whole_replaces_all_files():
    text, tables = text_and_tables(whole())
    edition = changed(whole(), "table income", "新版")
    assert join(join(text, tables), edition) is edition
    assert join(whole(), edition) is edition


def test_tables_that_are_only_titled_do_not_hide_those_with_figures():
    text, tables = text_and_tables(whole())
    bare = tuple(seen.model_copy(update={"amounts": 0}) for seen in whole().statements)
    titled = text.model_copy(update={"statements": bare})
    for joined in (join(titled, tables), join(tables, titled)):
        assert Counter(row.channel for row in joined.observations) == Counter(row.channel for row in whole().observations)


def test_a_file_read_anew_takes_its_own_place_and_no_other():
    text, tables = text_and_tables(whole())
    corrected = file_of(changed(whole(), "table income", "-"), "收入决算表", lambda name: name == "table income")
    current = join(join(text, tables), corrected)
    again = join(current, changed(tables, "table expenditure", "-").model_copy(update={"source": tables.source}))
    assert [part.source.name for part in again.parts] == [part.source.name for part in current.parts]
    assert [row.raw for row in again.observations if row.raw == "改"] == ["改", "改"]
