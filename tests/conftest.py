"""A real PostgreSQL for the tests: one server a worker, a migrated template database, and for each test a copy of it.

With JUESUAN_DATABASE_URL the copies are made on that server, whose user must be allowed to create databases.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import pytest
from psycopg import sql
from report_examples import build_report

from etl import server
from etl.database import Role, connect, libpq_url, migrate
from etl.load import load_reference
from etl.report import Report

_PREFIX = "juesuan-test-"
_PASSING = {("dim_report", "loaded_at"), ("document", "run_id")}  # when and by which run, not what
_BOOKS = {"load_run", "run_document", "quarantine"}


@dataclass(frozen=True)
class Database:
    """A database of one test."""

    url: str

    def connect(self, role: Role | None = "juesuan_loader", *, autocommit: bool = False) -> psycopg.Connection[Any]:
        """A connection with the rights of `role`; None for those of the server's own user."""
        return connect(self.url, role=role, autocommit=autocommit)

    def query(self, statement: str, parameters: Sequence[Any] = (), *, role: Role | None = None) -> list[tuple[Any, ...]]:
        """All rows of a statement, which is committed."""
        with self.connect(role) as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: str, *parameters: Any) -> Any:
        """The one value that a statement answers."""
        return self.query(statement, parameters)[0][0]

    def snapshot(self) -> dict[str, list[str]]:
        """Every row of warehouse and audit as text, without times of loading and the books of the runs."""
        found: dict[str, list[str]] = {}
        tables = self.query(
            "select relnamespace::regnamespace::text, relname::text from pg_class"
            " where relnamespace::regnamespace::text in ('warehouse', 'audit') and relkind in ('r', 'p')"
            " and not relispartition order by 1, 2"
        )
        for schema, table in tables:
            if table in _BOOKS:
                continue
            drop = [column for of, column in _PASSING if of == table]
            statement = sql.SQL("select (to_jsonb(t) - {}::text[])::text from {} as t order by 1").format(
                drop, sql.Identifier(schema, table)
            )
            with self.connect(None) as connection:
                found[f"{schema}.{table}"] = [row for (row,) in connection.execute(statement)]
        return found


def _sweep() -> None:
    """Stop servers of test sessions that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            server.stop(folder, immediately=True)
            shutil.rmtree(folder, ignore_errors=True)


def on(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return urlunsplit(urlsplit(libpq_url(url))._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A server of this worker, or the one of JUESUAN_DATABASE_URL."""
    given = os.environ.get("JUESUAN_DATABASE_URL")
    if given:
        yield given
        return
    _sweep()
    home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    home.chmod(0o755)  # the server's user must reach it
    try:
        yield server.start(home, settings=server.VOLATILE)
    finally:
        server.stop(home, immediately=True)
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def _template(server_url: str) -> Iterator[str]:
    name = f"juesuan_template_{os.getpid()}"
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(on(server_url, name))
    with connect(on(server_url, name), role="juesuan_loader") as connection:
        load_reference(connection)
    yield name
    with connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def make_database(server_url: str) -> Iterator[Callable[..., Database]]:
    """Makes databases that are gone after the test: `make_database()` empty, `make_database(template)` a copy."""
    made: list[str] = []

    def make(template: str = "template0") -> Database:
        name = f"juesuan_test_{os.getpid()}_{len(made)}"
        with connect(server_url, autocommit=True) as admin:
            admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))
            made.append(name)
            if template != "template0":  # a copy has all rights but those on the database itself
                admin.execute(sql.SQL("grant create on database {} to juesuan_owner").format(sql.Identifier(name)))
        return Database(on(server_url, name))

    yield make
    with connect(server_url, autocommit=True) as admin:
        for name in made:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def empty_database(make_database: Callable[..., Database]) -> Database:
    """A database without any schema."""
    return make_database()


@pytest.fixture
def database(make_database: Callable[..., Database], _template: str) -> Database:
    """A migrated database with the reference lists and no report."""
    return make_database(_template)


@pytest.fixture
def sample_report() -> Callable[..., Report]:
    """Builds small reports with every kind of record; see `report_examples.build_report`."""
    return build_report
