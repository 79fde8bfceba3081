"""Building the marts in process: readable results, nothing in the checkout, no password anywhere, safe to repeat."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from bureaus import first_bureau_2022, first_bureau_2023, money
from conftest import Database
from psycopg import sql

from etl import marts
from etl.database import connect, downgrade
from etl.errors import DatabaseUnavailable
from etl.load import load_report
from etl.settings import Settings
from etl.vocabulary import Item

pytestmark = pytest.mark.database

ONE_MART = "labels +mart_observations,resource_type:model"  # without its tests


@pytest.fixture
def loaded(database: Database) -> Database:
    """A warehouse with one bureau's two years."""
    with database.connect() as connection:
        connection.commit()
        for report in (first_bureau_2022(), first_bureau_2023(total="1200", text="")):
            load_report(connection, report)
    return database


def contents(database: Database) -> dict[str, list[tuple[str]]]:
    tables = database.query("select relname::text from pg_class where relnamespace = 'marts'::regnamespace and relkind = 'r'")
    return {name: database.query(f"select t::text from marts.{name} as t order by 1") for (name,) in tables}


def as_user(url: str, user: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}"))


def test_an_empty_warehouse_gives_empty_marts(database: Database, tmp_path: Path) -> None:
    result = marts.build(database.url, folder=tmp_path)
    assert result.ok, result.summary()
    assert result.summary().startswith("集市已生成")
    assert all(rows == [] for rows in contents(database).values())


def test_building_twice_gives_the_same_marts_and_leaves_the_checkout_alone(loaded: Database, tmp_path: Path) -> None:
    project = Settings().dbt_project_dir
    files = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    assert marts.build(loaded.url, folder=tmp_path, select=ONE_MART).ok
    before = contents(loaded)
    assert marts.build(loaded.url, folder=tmp_path, select=ONE_MART, full_refresh=True).ok
    assert contents(loaded) == before
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == files
    assert (tmp_path / "target" / "manifest.json").exists()
    assert loaded.query("select count(*) > 0 from marts.mart_observations", role="bi_reader") == [(True,)]


def test_a_password_is_neither_written_nor_left_in_the_environment(loaded: Database, tmp_path: Path) -> None:
    password = "correct-horse-battery"
    user = urlsplit(loaded.url).username
    before = dict(os.environ)
    result = marts.build(as_user(loaded.url, f"{user}:{password}"), folder=tmp_path, select="labels")
    assert result.ok, result.summary()
    assert dict(os.environ) == before
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not [path.name for path in written if password.encode() in path.read_bytes()]


def test_who_may_take_the_owners_role_may_build(loaded: Database, tmp_path: Path) -> None:
    user = f"juesuan_test_builder_{os.getpid()}"
    with connect(loaded.url, autocommit=True) as admin:
        admin.execute(sql.SQL("create role {} login in role juesuan_owner").format(sql.Identifier(user)))
        try:
            result = marts.build(as_user(loaded.url, user), folder=tmp_path, select=ONE_MART)
            assert result.ok, result.summary()
            assert loaded.query("select count(*) > 0 from marts.mart_observations", role="bi_reader") == [(True,)]
        finally:
            admin.execute(sql.SQL("drop role {}").format(sql.Identifier(user)))


def test_a_failed_build_says_what_failed_and_keeps_the_last_marts(loaded: Database, tmp_path: Path) -> None:
    assert marts.build(loaded.url, folder=tmp_path, select=ONE_MART).ok
    before = contents(loaded)
    loaded.query("alter table warehouse.dim_region rename column full_name to whole_name", role=None)
    result = marts.build(loaded.url, folder=tmp_path, select=ONE_MART)
    assert not result.ok
    assert [step.name for step in result.failures] == ["int_reports_in_current_version"]
    assert "mart_observations" in {step.name for step in result.skipped}
    assert "失败  模型 int_reports_in_current_version" in result.summary()
    assert "full_name" in result.summary()
    assert contents(loaded) == before


def test_amounts_too_large_to_be_money_are_warned_of_and_kept_as_printed(database: Database, tmp_path: Path) -> None:
    report = first_bureau_2022()
    wrong = money(Item.OTHER_INCOME, "9" * 20)
    with database.connect() as connection:
        connection.commit()
        load_report(connection, report.model_copy(update={"observations": (*report.observations, wrong)}))
    result = marts.build(database.url, folder=tmp_path, select="+mart_unit_year +mart_observations")
    assert result.ok, result.summary()
    assert [step.name for step in result.warnings] == ["values_fit_the_marts"]
    assert "数值不超过集市所能容纳的大小" in result.summary()
    assert database.query("select other_income_yuan from marts.mart_unit_year") == [(None,)]
    assert database.query("select raw_text from marts.mart_observations where item = 'other_income'") == [("9" * 20,)]


def test_migrations_go_back_with_marts_in_place(loaded: Database, tmp_path: Path) -> None:
    assert marts.build(loaded.url, folder=tmp_path, select=ONE_MART).ok
    downgrade(loaded.url, "base")
    assert loaded.query("select to_regnamespace('warehouse') is null", role=None) == [(True,)]


def test_a_database_without_the_schema_is_refused(empty_database: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="迁移"):
        marts.build(empty_database.url, folder=tmp_path)


def test_a_selection_that_fits_nothing_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(marts.MartsNotBuilt, match="mart_nowhere"):
        marts.build(database.url, folder=tmp_path, select="mart_nowhere")


def test_two_builds_of_one_database_wait_for_each_other(
    loaded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def invoke(arguments: object) -> tuple[marts.Step, ...]:
        with psycopg.connect(loaded.url, autocommit=True) as other:
            row = other.execute("select pg_try_advisory_lock(%s)", [marts._BUILDING]).fetchone()
            seen.append(bool(row and row[0]))
        return ()

    monkeypatch.setattr(marts, "_invoke", invoke)
    marts.build(loaded.url, folder=tmp_path)
    assert seen == [False]


def test_what_a_url_leaves_out_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGUSER", "someone")
    monkeypatch.delenv("PGOPTIONS", raising=False)
    profile: Callable[[str], dict[str, str]] = marts._profile
    assert profile("postgresql:///books?host=%2Ftmp%2Fa%20b&sslmode=disable") == {
        "JUESUAN_DBT_HOST": "/tmp/a b",
        "JUESUAN_DBT_PORT": "5432",
        "JUESUAN_DBT_USER": "someone",
        "JUESUAN_DBT_DBNAME": "books",
        "DBT_ENV_SECRET_JUESUAN_PASSWORD": "",
        "PGOPTIONS": "-c jit=off",
        "PGSSLMODE": "disable",
    }
