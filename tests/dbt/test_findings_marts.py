"""What the marts of findings and of disclosure quality promise, on invented bureaus loaded into a real PostgreSQL."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from bureaus import accounts, money, report
from conftest import Database, on
from psycopg import sql

from etl import marts
from etl.database import connect
from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.load import load_report
from etl.parse.sections import MEANINGS
from etl.parse.statements import kinds
from etl.reconcile import reconcile, rules
from etl.report import Check, Place, Report, StatementSeen
from etl.settings import Settings
from etl.vocabulary import Channel, Fund, Item, Method

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("marts")]

D = Decimal
SEED = Settings().dbt_project_dir / "seeds" / "disclosure_parts.csv"


def check(rule: str, status: str = "failed", severity: str = "error", *places: tuple[int | None, int], **more: Any) -> Check:
    found = tuple(Place(page=page, line=line) for page, line in places)
    return Check(rule=rule, status=status, severity=severity, places=found, **more)  # type: ignore[arg-type]


PASSED = tuple(check("table.column_sum", "passed", "error", (1, line)) for line in range(17))
CAUSE = check(
    "table.hierarchy",
    "failed",
    "error",
    (2, 12),
    (2, 14),
    message="20805 款 30.00万元，各项合计 29.00万元",
    stated="30.00万元",
    recomputed="20.00 + 9.00 = 29.00万元",
    difference=D("10000.00"),
    tolerance=D("150.000"),
    proposed="29.00万元",
)
CHECKS = (
    *PASSED,
    CAUSE,
    check("narrative.table", "failed", "error", (9, 3), cause="table.hierarchy 第2页第12行", stated="30.00万元"),
    check("percentages.growth", "failed", "rounding", (9, 4), stated="9.10%", difference=D("-0.01"), tolerance=D("0.005")),
    check("forms.weights", "not_applicable"),
    check("our_own.rule", "failed", "notice"),
    check("publication.sections", "passed", "notice", (8, 1), stated="政府采购说明"),
    check("publication.sections", "failed", "notice", recomputed="国有资产占用情况说明"),
)
STATEMENTS = (
    StatementSeen(kind="income", title="收入决算表", amounts=12),
    StatementSeen(kind="government_fund", title="政府性基金表", empty_note="本部门没有此项收支"),
    StatementSeen(kind="state_capital", title="国有资本经营表"),
)


def contradicting(total: str, *checks: Check) -> Report:
    """A bureau that contradicts itself; a line is worked out, a name is in no list, a number stands on a scanned page."""
    solved = money(Item.OTHER_INCOME, "5", method=Method.SOLVED)
    unknown = money(Item.PROJECT_EXPENDITURE, "6", economic=("", "某项杂费"))
    bought = money(
        Item.PROCUREMENT_TOTAL, "7", fund=Fund.ALL, channel=Channel.NARRATIVE, section="procurement", method=Method.OCR
    )
    found = report("甲县财政局", 2023, (*accounts(total, "600", "400"), solved, unknown, bought), text=total)
    return found.model_copy(update={"checks": checks, "statements": STATEMENTS})


@pytest.fixture(scope="module")
def built(server_url: str, _template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A bureau with findings, corrected once, two peers without, and one of which nothing was checked."""
    name = f"juesuan_findings_marts_{os.getpid()}"
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(_template)))
    database = Database(on(server_url, name))
    with database.connect() as connection:
        connection.commit()
        load_report(connection, contradicting("7777", *CHECKS, CAUSE, CAUSE))
        load_report(connection, contradicting("1000", *CHECKS))
        for bureau, code in (("乙县财政局", "430523"), ("丙县财政局", "430524")):
            peer = report(bureau, 2023, accounts("300", "200", "100"), region_code=code)
            load_report(connection, peer.model_copy(update={"checks": PASSED}))
        load_report(connection, report("丁市财政局", 2023, (), region_code="430500", administrative_level="prefecture"))
    selected = "+mart_findings +mart_disclosure_quality +mart_unit_year"
    result = marts.build(database.url, folder=tmp_path_factory.mktemp("dbt"), select=selected)
    assert result.ok, result.summary()
    yield database
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def rows(database: Database, columns: str, mart: str, where: str = "true", order: str = "1") -> Sequence[tuple[Any, ...]]:
    return database.query(f"select {columns} from marts.{mart} where {where} order by {order}", role="bi_reader")


def test_every_failed_check_of_the_current_version_is_a_row(built: Database) -> None:
    assert rows(built, "rule, severity_name, unit_name, document_name", "mart_findings") == [
        ("narrative.table", "错误", "甲县财政局", "甲县财政局_2023"),
        ("our_own.rule", "提示", "甲县财政局", "甲县财政局_2023"),
        ("percentages.growth", "舍入", "甲县财政局", "甲县财政局_2023"),
        ("publication.sections", "提示", "甲县财政局", "甲县财政局_2023"),
        ("table.hierarchy", "错误", "甲县财政局", "甲县财政局_2023"),
    ]


def test_a_row_shows_both_sides_the_tolerance_and_the_places(built: Database) -> None:
    columns = (
        "rule_title, rule_group_name, stated_text, recomputed_text, difference, tolerance, difference_unit_name,"
        " proposed_text, places_text, place_count, page_number, line_number"
    )
    (found,) = rows(built, columns, "mart_findings", "rule = 'table.hierarchy'")
    title = next(rule.zh for rule in rules() if rule.id == "table.hierarchy")
    assert found[:4] == (title, "表内", "30.00万元", "20.00 + 9.00 = 29.00万元")
    assert found[4:8] == (D(10000), D(150), "元", "29.00万元")
    assert found[8:] == ("第2页第12行、第2页第14行", 2, 2, 12)
    assert rows(built, "difference_unit_name", "mart_findings", "rule = 'percentages.growth'") == [("百分点",)]


def test_one_cause_is_counted_once(built: Database) -> None:
    columns = "rule, is_leading, consequence_count"
    assert rows(built, columns, "mart_findings", "severity = 'error'") == [
        ("narrative.table", False, 0),
        ("table.hierarchy", True, 1),
    ]
    counts = "failed_check_count, error_count, leading_error_count, leading_finding_count"
    assert rows(built, counts, "mart_disclosure_quality", "unit_name = '甲县财政局'") == [(5, 2, 1, 3)]


def test_a_rule_that_the_catalogue_lacks_is_warned_of_and_kept(built: Database) -> None:
    assert rows(built, "rule_title, rule_group_name", "mart_findings", "rule = 'our_own.rule'") == [("our_own.rule", "our_own")]


def test_what_was_published_empty_or_missing_is_told_apart(built: Database) -> None:
    columns = (
        "income_table_status, government_fund_table_status, state_capital_table_status, summary_table_status,"
        " project_expenditure_table_status, procurement_text_status, assets_text_status, performance_text_status,"
        " published_table_count, explained_empty_table_count, unexplained_empty_table_count"
    )
    (found,) = rows(built, columns, "mart_disclosure_quality", "unit_name = '甲县财政局'")
    assert found == ("公开", "空表有说明", "空表无说明", "缺", "未见", "公开", "缺", None, 1, 1, 1)


def test_tables_that_nobody_listed_are_not_called_missing(built: Database) -> None:
    columns = "has_tables, income_table_status, published_share_pct, undisclosed_names"
    assert rows(built, columns, "mart_disclosure_quality", "unit_name = '乙县财政局'") == [(False, None, None, "")]


def test_rates_are_of_the_checks_that_applied_and_compared_with_peers(built: Database) -> None:
    columns = (
        "unit_name, check_count, failure_rate_pct, error_rate_pct, failure_rate_peer_median_pct, failure_rate_peer_rank,"
        " failure_rate_peer_count"
    )
    assert rows(built, columns, "mart_disclosure_quality") == [
        ("丁市财政局", 0, None, None, None, None, 0),
        ("丙县财政局", 17, D(0), D(0), D(0), 2, 3),
        ("乙县财政局", 17, D(0), D(0), D(0), 2, 3),
        ("甲县财政局", 23, D("21.7391"), D("8.6957"), D(0), 1, 3),
    ]


def test_how_a_report_was_read_stands_beside_what_it_contradicts(built: Database) -> None:
    columns = "observation_count, solved_count, solved_share_pct, unresolved_name_count, unread_share_pct"
    assert rows(built, columns, "mart_disclosure_quality", "unit_name = '甲县财政局'") == [(7, 1, D("14.2857"), 1, D("2.5"))]
    columns = "recognised_count, doubtful_recognised_count"
    assert rows(built, columns, "mart_disclosure_quality", "unit_name = '甲县财政局'") == [(1, 0)]


def parts(kind: str) -> dict[str, dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as handle:
        return {row["part"]: row for row in csv.DictReader(handle) if row["part_kind"] == kind}


def test_parts_are_tables_and_sections_that_the_readers_know() -> None:
    assert set(parts("table")) <= {kind for kind, _ in kinds.TITLES}
    assert set(parts("text")) <= {kind.value for kind in MEANINGS} | {"glossary"}


def test_required_parts_are_those_that_the_rules_require() -> None:
    """Asked of the rules themselves: what they miss in a report with one table and an empty text."""
    text = Document("empty", "0" * 64, "text", split_lines("无"))
    one = report("甲县财政局", 2023, ()).model_copy(update={"statements": STATEMENTS[:1]})
    missed = [found for found in reconcile(one, text).checks if found.status == "failed"]
    tables = {found.recomputed for found in missed if found.rule == "publication.tables"}
    matters = {found.recomputed for found in missed if found.rule == "publication.sections"}
    required = {row["part_name"] for row in parts("table").values() if row["is_required"] == "true"}
    assert required == tables | {parts("table")["income"]["part_name"]}
    assert {row["matter"] for row in parts("text").values()} - {""} == matters
    assert all((row["is_required"] == "true") == bool(row["matter"]) for row in parts("text").values())
