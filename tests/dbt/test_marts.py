"""What the marts promise, on invented bureaus loaded into a real PostgreSQL and built by dbt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from bureaus import first_bureau_2022, first_bureau_2023, others_2023
from conftest import Database, on
from psycopg import sql

from etl import marts
from etl.database import connect
from etl.load import load_report
from etl.reconcile import reconcile

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("marts")]  # one build for all of them

D = Decimal
MARTS = (
    "mart_disclosure_quality",
    "mart_economic_comparison",
    "mart_findings",
    "mart_functional_comparison",
    "mart_indicator_attainment",
    "mart_observations",
    "mart_project_performance",
    "mart_three_public",
    "mart_unit_year",
)


@pytest.fixture(scope="module")
def built(server_url: str, _template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A warehouse with the bureaus of two years, one of them corrected, and its marts."""
    name = f"juesuan_marts_{os.getpid()}"
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(_template)))
    database = Database(on(server_url, name))
    with database.connect() as connection:
        connection.commit()
        load_report(connection, first_bureau_2023(total="7777", text="as first published"))
        for report in (first_bureau_2022(), first_bureau_2023(total="1200", text="corrected"), *others_2023()):
            load_report(connection, reconcile(report))
    result = marts.build(database.url, folder=tmp_path_factory.mktemp("dbt"))
    assert result.ok, result.summary()
    yield database
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def rows(database: Database, columns: str, mart: str, where: str = "true", order: str = "1") -> Sequence[tuple[Any, ...]]:
    return database.query(f"select {columns} from marts.{mart} where {where} order by {order}", role="bi_reader")


def test_a_corrected_report_replaces_the_first_one_in_every_mart(built: Database) -> None:
    assert built.value("select count(*) from warehouse.fact_amount where value = 7777") > 0
    assert rows(built, "total_expenditure_yuan", "mart_unit_year", "unit_name = '甲县财政局' and fiscal_year = 2023") == [
        (D(1200),)
    ]
    assert rows(built, "count(*)", "mart_observations", "printed_value = 7777") == [(0,)]


def test_one_row_for_each_unit_and_year(built: Database) -> None:
    assert rows(built, "unit_name, fiscal_year", "mart_unit_year", order="2, 1") == [
        ("甲县财政局", 2022),
        ("丁市财政局", 2023),
        ("丙县财政局", 2023),
        ("乙县财政局", 2023),
        ("戊县审计局", 2023),
        ("甲县财政局", 2023),
        ("甲县财政局国库集中支付中心", 2023),
    ]


def test_the_table_is_taken_and_the_disagreement_shown(built: Database) -> None:
    columns = "final_yuan, is_final_disputed, final_differing_yuan, place_count"
    assert rows(built, columns, "mart_three_public", "fiscal_year = 2023") == [(D(64), True, D(60), 4)]
    kept = rows(built, "printed_value, channel", "mart_observations", "item = 'reception_total' and is_preferred", order="1")
    assert kept == [(D(64), "table"), (D(80), "table"), (D(80), "table")]


def test_change_is_given_as_stated_and_as_last_years_report_shows_it(built: Database) -> None:
    found = rows(
        built,
        "total_expenditure_change_stated_yuan, total_expenditure_change_stated_pct, total_expenditure_change_computed_yuan,"
        " total_expenditure_change_computed_pct, total_expenditure_prior_stated_yuan, total_expenditure_prior_published_yuan,"
        " total_expenditure_restatement_yuan, is_total_expenditure_restated",
        "mart_unit_year",
        "unit_name = '甲县财政局' and fiscal_year = 2023",
    )
    assert found == [(D(300), D("33.33"), D(200), D(20), D(900), D(1000), D(-100), True)]


def test_without_last_years_report_nothing_is_called_restated(built: Database) -> None:
    columns = "total_expenditure_prior_published_yuan, total_expenditure_change_computed_pct, is_total_expenditure_restated"
    assert rows(built, columns, "mart_unit_year", "unit_name = '乙县财政局'") == [(None, None, None)]


def test_subjects_are_compared_with_the_year_before(built: Database) -> None:
    columns = "functional_code, final_yuan, prior_published_yuan, change_computed_yuan, change_computed_pct"
    where = "unit_name = '甲县财政局' and fiscal_year = 2023 and fund = 'all' and functional_level in ('类', '项')"
    assert rows(built, columns, "mart_functional_comparison", where) == [
        ("208", D(700), D(600), D(100), D("16.6667")),
        ("2080101", D(700), D(600), D(100), D("16.6667")),
        ("221", D(500), D(400), D(100), D(25)),
        ("2210201", D(500), D(400), D(100), D(25)),
    ]


def test_each_level_of_the_subjects_adds_up_to_the_total_by_itself(built: Database) -> None:
    for level in ("类", "款", "项"):
        found = built.query(
            "select sum(final_yuan) from marts.mart_functional_comparison where fund = 'all' and functional_level = %s",
            [level],
            role="bi_reader",
        )
        assert found == [(D(1000 + 1200 + 3000 + 2000 + 9000 + 100 + 50),)]
    assert rows(
        built, "distinct functional_level, is_final_summed", "mart_functional_comparison", "fund = 'all'", order="1, 2"
    ) == [
        ("款", True),
        ("类", True),
        ("项", False),
    ]


def test_peers_are_of_the_same_kind_level_scope_and_year(built: Database) -> None:
    columns = """
        unit_name, total_expenditure_peer_count, total_expenditure_yuan, total_expenditure_peer_median_yuan,
        total_expenditure_peer_rank, total_expenditure_peer_percentile
    """
    assert rows(built, columns, "mart_unit_year", "fiscal_year = 2023") == [
        ("丁市财政局", 1, D(9000), None, None, None),
        ("丙县财政局", 3, D(2000), D(2000), 2, D(50)),
        ("乙县财政局", 3, D(3000), D(2000), 1, D(100)),
        ("戊县审计局", 1, D(100), None, None, None),
        ("甲县财政局", 3, D(1200), D(2000), 3, D(0)),
        ("甲县财政局国库集中支付中心", 1, D(50), None, None, None),
    ]


def test_peers_of_a_subject_are_those_who_spend_on_it(built: Database) -> None:
    columns = "unit_name, final_yuan, peer_median_yuan, peer_rank, peer_count, share_computed_pct, share_peer_median_pct"
    where = "functional_code = '221' and fund = 'all' and fiscal_year = 2023 and peer_group = 'finance|county|department'"
    assert rows(built, columns, "mart_functional_comparison", where) == [
        ("丙县财政局", D(500), D(500), 2, 3, D(25), D("33.3333")),
        ("乙县财政局", D(1000), D(500), 1, 3, D("33.3333"), D("33.3333")),
        ("甲县财政局", D(500), D(500), 2, 3, D("41.6667"), D("33.3333")),
    ]


def test_execution_is_given_as_stated_and_as_computed(built: Database) -> None:
    columns = "initial_budget_yuan, completion_stated_pct, completion_computed_pct, completion_basis"
    assert rows(built, columns, "mart_unit_year", "initial_budget_yuan is not null") == [
        (D(400), D(125), D(125), "initial_budget"),
    ]


def test_economic_classes_are_summed_and_share_in_their_account(built: Database) -> None:
    columns = "economic_code, economic_level, economic_category, final_yuan, is_final_summed, share_computed_pct"
    assert rows(built, columns, "mart_economic_comparison", "item = 'basic_expenditure'") == [
        ("301", "类", "personnel", D(180), True, D(60)),
        ("30101", "款", "personnel", D(180), False, D(60)),
        ("302", "类", "public", D(120), True, D(40)),
        ("30201", "款", "public", D(120), False, D(40)),
    ]


def test_three_public_expenses_stand_beside_their_counts(built: Database) -> None:
    columns = "budget_yuan, final_yuan, completion_computed_pct, batch_count, person_count, per_batch_yuan, per_person_yuan"
    assert rows(built, columns, "mart_three_public", "item = 'reception_total' and fiscal_year = 2023") == [
        (D(80), D(64), D(80), D(4), D(16), D(16), D(4)),
    ]
    assert rows(built, "vehicles_held_count", "mart_unit_year", "vehicles_held_count is not null") == [(D(2),)]


def test_every_observation_leads_back_to_its_place(built: Database) -> None:
    columns = (
        "item_name, fund_name, phase_name, measure_unit_name, channel_name, section_name, document_name, line_number, raw_text"
    )
    where = "item = 'total_expenditure' and phase = 'completion_pct'"
    assert rows(built, columns, "mart_observations", where) == [
        (
            "本年支出合计",
            "一般公共预算财政拨款",
            "完成预算百分比",
            "百分比",
            "文字",
            "一般公共预算支出情况",
            "甲县财政局_2023",
            10,
            "125.00",
        ),
    ]


def test_how_well_a_report_was_read_is_part_of_its_row(built: Database) -> None:
    columns = "observation_count, quantity_count, unread_quantity_count, unread_share_pct, report_version, document_name"
    assert rows(built, columns, "mart_unit_year", "fiscal_year = 2022") == [(5, 40, 1, D("2.5"), 1, "甲县财政局_2022")]


def test_every_table_and_column_is_described_in_chinese(built: Database) -> None:
    undescribed = built.query(
        """
        select table_schema, table_name, column_name
        from information_schema.columns
        where
            table_schema in ('marts', 'intermediate')
            and coalesce(
                col_description(
                    (quote_ident(table_schema) || '.' || quote_ident(table_name))::regclass, ordinal_position::integer
                ),
                ''
            ) !~ '[一-龥]'
        """
    )
    assert undescribed == []
    tables = dict(
        built.query(
            "select relname::text, coalesce(obj_description(oid), '') from pg_class"
            " where relnamespace = 'marts'::regnamespace and relkind = 'r'"
        )
    )
    assert tuple(sorted(tables)) == MARTS
    assert all("粒度" in comment for comment in tables.values())


def test_money_and_percentages_have_a_fixed_scale(built: Database) -> None:
    scales = built.query(
        """
        select distinct right(column_name, 4), numeric_precision::integer, numeric_scale::integer
        from information_schema.columns
        where table_schema = 'marts' and data_type = 'numeric' and column_name ~ '(yuan|pct)$'
        order by 1
        """
    )
    assert scales == [("_pct", 12, 4), ("yuan", 20, 2)]
    floats = built.query(
        "select column_name from information_schema.columns where table_schema = 'marts' and data_type ~ 'double|real'"
    )
    assert floats == []


def test_bi_reader_reads_the_marts_and_nothing_beneath(built: Database) -> None:
    for mart in MARTS:
        assert rows(built, "count(*) > 0", mart) == [(True,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        built.query("select * from intermediate.int_preferred_values", role="bi_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        built.query("delete from marts.mart_unit_year", role="bi_reader")
