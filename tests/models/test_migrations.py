"""Migrations: up from nothing, down to nothing, with rows in the tables, one head."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory
from report_examples import build_report

from etl.database import current_revision, downgrade, head_revision, migrate, require_head
from etl.errors import DatabaseUnavailable
from etl.load import load_reference, load_report
from etl.settings import PROJECT_ROOT

SCRIPTS = ScriptDirectory(str(PROJECT_ROOT / "migrations"))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]

EVERYTHING = """
    select 'schema', nspname::text from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
    union all select 'relation', oid::regclass::text from pg_class
        where relnamespace::regnamespace::text in ('public', 'warehouse', 'audit', 'marts')
    union all select 'function', oid::regproc::text from pg_proc where pronamespace::regnamespace::text !~ '^(pg_|information)'
    union all select 'default privilege', defaclacl::text from pg_default_acl
    order by 1, 2
"""
RIGHTS_ON_DATABASE = "select datacl::text from pg_database where datname = current_database()"


def test_there_is_one_head_and_one_line():
    assert SCRIPTS.get_heads() == [REVISIONS[-1]]
    assert SCRIPTS.get_bases() == [REVISIONS[0]]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_says_why_and_what_becomes_of_existing_rows(revision):
    doc = SCRIPTS.get_revision(revision).doc + SCRIPTS.get_revision(revision).longdoc
    assert "Why: " in doc and "Existing rows: " in doc


@pytest.mark.database
def test_up_from_nothing_and_down_to_nothing(empty_database):
    migrate(empty_database.url)
    assert current_revision(empty_database.url) == head_revision()
    downgrade(empty_database.url, "base")
    left = [row for row in empty_database.query(EVERYTHING) if "alembic_version" not in row[1]]
    assert left == [("schema", "public")]
    assert "juesuan_owner" not in (empty_database.value(RIGHTS_ON_DATABASE) or "")


@pytest.mark.database
def test_every_step_goes_down_and_up_again_with_rows_in_the_tables(database):
    with database.connect() as connection:
        load_report(connection, build_report())
    database.query("create table marts.mart_example as select 1 as one")
    objects = database.query(EVERYTHING)
    for revision in reversed(REVISIONS[:-1]):
        downgrade(database.url, revision)
        assert current_revision(database.url) == revision
    downgrade(database.url, "base")
    for revision in REVISIONS:
        migrate(database.url, revision)
    without_data = [row for row in objects if "_y2023" not in row[1] and "mart_example" not in row[1]]
    assert database.query(EVERYTHING) == without_data
    with database.connect() as connection:
        load_reference(connection)
        assert load_report(connection, build_report()).outcome == "loaded"


@pytest.mark.database
def test_migrating_again_changes_nothing(database):
    before = database.snapshot()
    migrate(database.url)
    assert database.snapshot() == before


@pytest.mark.database
def test_two_processes_may_migrate_at_once(make_database):
    databases = [make_database(), make_database()]  # roles belong to the cluster, so two databases meet there too
    code = "import sys; from etl.database import migrate; migrate(sys.argv[1])"
    processes = [
        subprocess.Popen([sys.executable, "-c", code, database.url], cwd=PROJECT_ROOT, stderr=subprocess.PIPE, text=True)
        for database in (*databases, databases[0])
    ]
    assert [process.communicate(timeout=120)[1] for process in processes if process.wait(120)] == []
    for database in databases:
        require_head(database.url)


@pytest.mark.database
def test_an_old_schema_is_refused_with_what_to_do(empty_database):
    with pytest.raises(DatabaseUnavailable, match="先执行迁移"):
        require_head(empty_database.url)
