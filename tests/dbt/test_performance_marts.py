"""What the marts of performance promise, on invented forms loaded into a real PostgreSQL and built by dbt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bureaus import accounts, report
from conftest import Database, on
from performance_forms import form, indicator, training_2022, training_2023
from psycopg import sql

from etl import marts
from etl.database import connect
from etl.load import load_report
from etl.report import PerformanceForm, Report

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("marts")]

D = Decimal


def with_forms(name: str, year: int, *found: PerformanceForm, **identity: Any) -> Report:
    """A bureau with forms, numbered as they are given."""
    numbered = tuple(one.model_copy(update={"form_no": at}) for at, one in enumerate(found, 1))
    return report(name, year, accounts("1000", "600", "400"), **identity).model_copy(update={"forms": numbered})


@pytest.fixture(scope="module")
def built(server_url: str, _template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A bureau of two years, the second corrected, and two peers that measure the same indicator."""
    name = f"juesuan_performance_marts_{os.getpid()}"
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(_template)))
    database = Database(on(server_url, name))
    overall = PerformanceForm(form_no=2, kind="overall", project_name="甲县财政局", total_weight=D(100), total_score=D("88.5"))
    passed = indicator("培训合格率", "90", "99", "90", "90")
    peers = tuple(form(f"培训{n}", "500", "500", "100", [passed]) for n in range(3))
    with database.connect() as connection:
        connection.commit()
        load_report(connection, with_forms("甲县财政局", 2022, training_2022()))
        load_report(connection, with_forms("甲县财政局", 2023, training_2023(total_score=D(50)), text="as first published"))
        load_report(connection, with_forms("甲县财政局", 2023, training_2023(), overall, text="corrected"))
        load_report(connection, with_forms("乙县财政局", 2023, *peers, region_code="430523"))
        load_report(connection, with_forms("丙县财政局", 2023, peers[0], region_code="430524"))
    selected = "+mart_project_performance +mart_indicator_attainment"
    result = marts.build(database.url, folder=tmp_path_factory.mktemp("dbt"), select=selected)
    assert result.ok, result.summary()
    yield database
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def rows(database: Database, columns: str, mart: str, where: str = "true", order: str = "1") -> Sequence[tuple[Any, ...]]:
    return database.query(f"select {columns} from marts.{mart} where {where} order by {order}", role="bi_reader")


FIRST = "unit_name = '甲县财政局' and fiscal_year = 2023"


def test_odd_points_and_numbers_beyond_all_measure_do_not_stop_a_build(database: Database, tmp_path: Path) -> None:
    rows_of = (
        indicator("甲", "1", "1", "9.33333", "9.22222"),
        indicator("乙", "1", "1" + "0" * 30, "1" + "0" * 12, "1" + "0" * 12),
        indicator("丙", "0", "0", "0", "0", comparator="<=", nature="反向"),
    )
    odd = form("项目", "1" + "0" * 25, "3", "88.44444", rows_of, total_weight=D("100.00001"))
    bare = PerformanceForm(form_no=2, project_name="")
    with database.connect() as connection:
        connection.commit()
        load_report(connection, with_forms("甲县财政局", 2023, odd, bare))
    result = marts.build(database.url, folder=tmp_path, select="+mart_project_performance +mart_indicator_attainment")
    assert result.ok, result.summary()
    assert "performance_numbers_fit_the_marts" in {step.name for step in result.warnings}
    columns = "annual_budget_yuan, lost_points, lost_output_points, lost_unassigned_points"
    assert rows(database, columns, "mart_project_performance", order="form_no") == [
        (None, D("11.5556"), D("0.1111"), D("11.4445")),
        (None, None, None, None),
    ]
    assert rows(database, "target_raw, attainment_pct, weight", "mart_indicator_attainment", order="printed_position") == [
        ("1", D(100), D("9.3333")),
        ("1", None, None),
        ("0", D(100), D(0)),
    ]


def test_a_row_for_each_form_of_the_current_versions(built: Database) -> None:
    found = rows(built, "unit_name, fiscal_year, form_no, form_kind_name", "mart_project_performance", order="2, 1, 3")
    assert found == [
        ("甲县财政局", 2022, 1, "项目支出自评"),
        ("丙县财政局", 2023, 1, "项目支出自评"),
        ("乙县财政局", 2023, 1, "项目支出自评"),
        ("乙县财政局", 2023, 2, "项目支出自评"),
        ("乙县财政局", 2023, 3, "项目支出自评"),
        ("甲县财政局", 2023, 1, "项目支出自评"),
        ("甲县财政局", 2023, 2, "整体支出自评"),
    ]
    assert built.value("select count(*) from warehouse.fact_performance_form where total_score = 50") == 1
    assert rows(built, "count(*)", "mart_project_performance", "total_score = 50") == [(0,)]


def test_points_are_lost_where_the_form_took_them(built: Database) -> None:
    columns = (
        "total_score, lost_points, lost_output_points, lost_benefit_points, lost_satisfaction_points, lost_execution_points,"
        " lost_cost_points, lost_unassigned_points"
    )
    found = rows(built, columns, "mart_project_performance", f"{FIRST} and form_no = 1")
    assert found == [(D(91), D(9), D(2), D(3), D(0), D(4), None, D(0))]


def test_execution_narrative_and_indicators_stand_beside_the_score(built: Database) -> None:
    columns = (
        "executed_yuan, execution_rate_stated_pct, execution_rate_computed_pct, narrative_score_difference,"
        " is_narrative_score_disputed, indicator_count, judged_count, met_share_pct, over_fulfilled_count,"
        " missed_with_full_score_count"
    )
    found = rows(built, columns, "mart_project_performance", f"{FIRST} and form_no = 1")
    assert found == [(D(600), D(60), D(60), D(-6), True, 5, 4, D(50), 1, 1)]


def test_a_project_is_compared_with_its_year_before_in_spite_of_the_year_in_its_name(built: Database) -> None:
    columns = "prior_match, prior_project_name, prior_executed_yuan, executed_change_pct, prior_total_score, total_score_change"
    found = rows(built, columns, "mart_project_performance", f"{FIRST} and form_no = 1")
    assert found == [("similar_name", "2022年培训经费", D(800), D(-25), D(100), D(-9))]
    others = rows(built, "distinct prior_match", "mart_project_performance", f"not ({FIRST})")
    assert others == [("no_forms",)]


def test_forms_are_compared_with_those_of_peers(built: Database) -> None:
    columns = "unit_name, form_no, total_score, peer_median_score, peer_rank, peer_count, peer_unit_count"
    where = "fiscal_year = 2023 and form_kind = 'project' and form_no = 1"
    assert rows(built, columns, "mart_project_performance", where) == [
        ("丙县财政局", 1, D(100), D(100), 1, 5, 3),
        ("乙县财政局", 1, D(100), D(100), 1, 5, 3),
        ("甲县财政局", 1, D(91), D(100), 5, 5, 3),
    ]
    assert rows(built, "peer_median_score, peer_unit_count", "mart_project_performance", "form_kind = 'overall'") == [(None, 1)]


def test_an_indicator_is_judged_by_its_direction(built: Database) -> None:
    columns = "printed_position, level2, level3, measure_unit, direction_name, outcome_name, attainment_pct, lost_points"
    assert rows(built, columns, "mart_indicator_attainment", f"{FIRST} and form_no = 1") == [
        (1, "质量指标", "培训合格率", "%", "越高越好", "未达标", D(90), D(2)),
        (2, "成本指标", "培训成本", "万元", "越低越好", "未达标", D(90), D(0)),
        (3, "数量指标", "开班次数", "次", "越高越好", "达标", D(300), D(0)),
        (4, "社会效益指标", "提升能力", "", "越高越好", "定性", None, D(3)),
        (5, "服务对象满意度指标", "学员满意度", "%", "越高越好", "达标", D("105.5556"), D(0)),
    ]


def test_what_an_auditor_asks_about_is_one_condition(built: Database) -> None:
    assert rows(built, "level3", "mart_indicator_attainment", "is_over_fulfilled") == [("开班次数",)]
    assert rows(built, "level3", "mart_indicator_attainment", "is_missed_with_full_score") == [("培训成本",)]
    assert rows(built, "level3", "mart_indicator_attainment", "is_target_repeated and outcome = 'qualitative'") == [
        ("提升能力",)
    ]


def test_the_same_indicator_of_peers_stands_beside_it(built: Database) -> None:
    columns = "attainment_pct, peer_median_pct, peer_rank, peer_percentile, peer_count, peer_unit_count"
    where = f"{FIRST} and indicator_id = '质量指标/培训合格率'"
    assert rows(built, columns, "mart_indicator_attainment", where) == [(D(90), D(110), 5, D(0), 5, 3)]


def test_a_row_leads_back_to_its_place(built: Database) -> None:
    columns = "document_name, line_number, printed_level1, target_raw"
    where = f"{FIRST} and printed_position = 1"
    assert rows(built, columns, "mart_indicator_attainment", where) == [("甲县财政局_2023", 90, "产出 指标（50分）", "90")]
