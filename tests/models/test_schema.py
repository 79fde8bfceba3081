"""The models are the one definition: commented in Chinese, equal to what the migrations make, with a member 0 everywhere."""

from __future__ import annotations

import re

import pytest
from alembic import command
from psycopg import sql
from sqlalchemy import text

from etl.database import alembic_config, engine
from etl.report import Report
from etl.vocabulary import Channel, Fund, MeasureUnit, Phase
from models import AUDIT, FACTS, MARTS, WAREHOUSE, YEAR_PARTITION, Base, content_key, content_keys

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.fullname)
DIMENSIONS = [table for table in TABLES if table.name.startswith("dim_")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.fullname)
def test_every_table_and_column_says_in_chinese_what_it_holds(table):
    assert CHINESE.search(table.comment or "")
    assert [column.name for column in table.columns if not CHINESE.search(column.comment or "")] == []


@pytest.mark.database
def test_the_comments_reach_the_database(database):
    uncommented = database.query(
        "select attrelid::regclass::text, attname from pg_attribute"
        " inner join pg_class on pg_class.oid = attrelid"
        " where relnamespace::regnamespace::text in ('warehouse', 'audit') and relkind in ('r', 'p')"
        " and attnum > 0 and not attisdropped and col_description(attrelid, attnum) is null"
    )
    assert uncommented == []


@pytest.mark.database
def test_models_and_migrations_do_not_differ(database):
    with database.connect() as connection:
        connection.execute("select warehouse.ensure_year(2023::smallint)")  # a partition is no difference
        connection.commit()
    command.check(alembic_config(database.url))


CATALOGUE = {
    "columns": """
        select attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod), attnotnull, attidentity::text,
            pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        inner join pg_class on pg_class.oid = attrelid
        where relnamespace::regnamespace::text in ('warehouse', 'audit') and relkind in ('r', 'p') and attnum > 0
        order by 1, 2
    """,
    "constraints": """
        select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) from pg_constraint
        where connamespace::regnamespace::text in ('warehouse', 'audit') order by 1, 2
    """,
    "indexes": "select indexdef from pg_indexes where schemaname in ('warehouse', 'audit') order by 1",
    "partitioning": "select partrelid::regclass::text, partstrat::text, partattrs::text from pg_partitioned_table order by 1",
    "tables": """
        select oid::regclass::text, obj_description(oid, 'pg_class') from pg_class
        where relnamespace::regnamespace::text in ('warehouse', 'audit') and relkind in ('r', 'p') order by 1
    """,
}


@pytest.mark.database
def test_migrations_make_what_the_models_say_down_to_each_constraint_and_index(database, empty_database):
    with engine(empty_database.url).begin() as connection:
        for schema in (WAREHOUSE, AUDIT):
            connection.execute(text(f"create schema {schema}"))
        Base.metadata.create_all(connection)
    for what, statement in CATALOGUE.items():
        assert database.query(statement) == empty_database.query(statement), what


@pytest.mark.database
@pytest.mark.parametrize("table", DIMENSIONS, ids=lambda table: table.name)
def test_every_dimension_has_a_member_for_not_applicable(database, table):
    (key,) = table.primary_key
    statement = sql.SQL("select to_jsonb(t)::text from {} as t where {} = 0").format(
        sql.Identifier(table.schema, table.name), sql.Identifier(key.name)
    )
    with database.connect() as connection:
        ((member,),) = connection.execute(statement).fetchall()
    assert "不适用" in member


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__tablename__)
def test_every_fact_is_partitioned_by_year_and_tied_to_its_dimensions(fact):
    table = fact.__table__
    assert table.dialect_options["postgresql"]["partition_by"] == "LIST (fiscal_year)"
    assert [column.name for column in table.primary_key] == ["report_key", "position", "fiscal_year"]
    tied = {foreign.parent.name for foreign in table.foreign_keys}
    dimension_keys = {key.name for dimension in DIMENSIONS for key in dimension.primary_key}
    assert {column.name for column in table.columns} & dimension_keys == tied


def test_the_contract_of_the_database_is_that_of_the_vocabulary():
    constraints = {
        c.name: str(c.sqltext) for c in Base.metadata.tables["warehouse.fact_amount"].constraints if hasattr(c, "sqltext")
    }
    for column, words in (("fund", Fund), ("phase", Phase), ("channel", Channel), ("unit", MeasureUnit)):
        assert set(re.findall(r"'(\w+)'", constraints[f"ck_fact_amount_{column}"])) == {word.value for word in words}


def test_every_field_of_a_report_has_a_table():
    tables = {table.name for table in TABLES}
    home = {
        "observations": {"fact_amount", "fact_count", "fact_stated_change"},
        "explanations": {"fact_explanation"},
        "statements": {"statement_seen"},
        "forms": {"fact_performance_form", "fact_project_funding", "fact_indicator"},
        "checks": {"fact_check"},
        "unread": {"unread_number"},
        "coverage": {"coverage"},
        "notes": {"report_note"},
        "source": {"document"},
        "parts": {"document"},
        "schema_version": {"dim_report"},
        "unit": {"dim_report", "dim_unit"},
        "fiscal_year": {"dim_report"},
        "scope": {"dim_report"},
        "title": {"dim_report"},
    }
    assert set(Report.model_fields) == set(home)
    assert set().union(*home.values()) <= tables


def test_keys_are_positive_bigints_from_content():
    assert content_key("a", "b") != content_key("ab", "") != content_key("", "ab")
    assert all(0 < content_key("unit", number) < 2**63 for number in range(1000))
    assert content_key("unit", None) == content_key("unit", "")
    assert content_key("a\x1f", "b") != content_key("a", "\x1fb")
    many = content_keys("fact_amount", 17)
    assert [many(number) for number in (0, 1, 12)] == [content_key("fact_amount", 17, number) for number in (0, 1, 12)]


def test_only_year_partitions_are_left_out_of_the_comparison():
    assert YEAR_PARTITION.search("fact_amount_y2023")
    assert not any(YEAR_PARTITION.search(table.name) for table in TABLES)
    assert MARTS not in {table.schema for table in TABLES}
