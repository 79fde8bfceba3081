"""Who may do what: the owner migrates, the loader writes and never deletes, bi_reader reads marts and dimensions alone."""

from __future__ import annotations

import psycopg
import pytest
from report_examples import build_report

from etl.load import load_report
from models import Base

pytestmark = pytest.mark.database
FORBIDDEN = psycopg.errors.InsufficientPrivilege
DIMENSIONS = sorted(table.fullname for table in Base.metadata.tables.values() if table.name.startswith("dim_"))
OTHERS = sorted({table.fullname for table in Base.metadata.tables.values()} - set(DIMENSIONS))


@pytest.fixture
def loaded(database):
    with database.connect() as connection:
        load_report(connection, build_report())
    return database


@pytest.mark.parametrize("table", DIMENSIONS)
def test_bi_reader_reads_dimensions(loaded, table):
    assert loaded.query(f"select * from {table} limit 1", role="bi_reader")


@pytest.mark.parametrize("table", [*OTHERS, "warehouse.fact_amount_y2023", "public.alembic_version"])
def test_bi_reader_reads_neither_facts_nor_audit(loaded, table):
    with pytest.raises(FORBIDDEN):
        loaded.query(f"select * from {table} limit 1", role="bi_reader")


@pytest.mark.parametrize("creator", ["juesuan_owner", None])
def test_bi_reader_reads_what_is_built_in_marts_later(loaded, creator):
    loaded.query("create table marts.mart_later as select 42 as answer", role=creator)
    assert loaded.query("select answer from marts.mart_later", role="bi_reader") == [(42,)]


@pytest.mark.parametrize(
    "statement",
    [
        "insert into warehouse.dim_year values (2001, '2001年', null, null)",
        "update warehouse.dim_account set name = ''",
        "delete from warehouse.dim_account",
        "truncate warehouse.dim_account",
        "update marts.mart_later set answer = 0",
        "create table marts.mine (x int)",
        "create table warehouse.mine (x int)",
        "create table public.mine (x int)",
        "create schema mine",
        "select warehouse.ensure_year(2001::smallint)",
    ],
)
def test_bi_reader_writes_nothing(loaded, statement):
    loaded.query("create table marts.mart_later as select 42 as answer", role="juesuan_owner")
    with pytest.raises(FORBIDDEN):
        loaded.query(statement, role="bi_reader")


@pytest.mark.parametrize(
    "statement",
    [
        "delete from warehouse.fact_amount",
        "truncate warehouse.fact_amount",
        "delete from audit.load_run",
        "drop table warehouse.fact_amount_y2023",
        "create table warehouse.mine (x int)",
        "alter table warehouse.dim_account add column mine int",
    ],
)
def test_the_loader_neither_deletes_nor_changes_the_schema(loaded, statement):
    with pytest.raises(FORBIDDEN):
        loaded.query(statement, role="juesuan_loader")


def test_tables_belong_to_the_owner_whoever_migrates(loaded):
    owners = loaded.query(
        "select distinct relowner::regrole::text from pg_class"
        " where relnamespace::regnamespace::text in ('warehouse', 'audit') and relkind in ('r', 'p')"
    )
    assert owners == [("juesuan_owner",)]


def test_the_owner_can_build_the_marts_from_facts_and_audit(loaded):
    loaded.query(
        "create schema staging; create table marts.mart_x as select fact.value, run.run_id"
        " from warehouse.fact_amount as fact left join audit.load_run as run on true",
        role="juesuan_owner",
    )


def test_the_roles_cannot_log_in(loaded):
    roles = loaded.query(
        "select rolname::text, rolcanlogin, rolsuper, rolcreaterole, rolbypassrls from pg_roles"
        " where rolname in ('juesuan_owner', 'juesuan_loader', 'bi_reader') order by 1"
    )
    assert roles == [(name, False, False, False, False) for name in ("bi_reader", "juesuan_loader", "juesuan_owner")]


def test_functions_of_the_owner_take_nothing_from_the_callers_search_path(loaded):
    settings = loaded.query("select prosecdef, proconfig from pg_proc where pronamespace = 'warehouse'::regnamespace")
    assert settings and all(definer and path == ["search_path=pg_catalog, pg_temp"] for definer, path in settings)
