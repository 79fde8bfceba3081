"""Set-wise writing: rows by COPY, dimension members by one statement a table. Values are parameters, names are identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from etl.load.members import Member
from models import WAREHOUSE, Base

Connection = psycopg.Connection[Any]
Row = tuple[Any, ...]

PARTITIONS_LOCK: Final = 4242019  # shared by whoever writes facts, exclusive for whoever makes partitions; see ensure_year
_MEMBER_TABLES: Final = (  # one order for all loaders, so that none waits for another in a circle
    "dim_region",
    "dim_department_type",
    "dim_account",
    "dim_functional_subject",
    "dim_economic_subject",
    "dim_performance_indicator",
    "dim_project",
)


def copy_rows(
    connection: Connection, schema: str, table: str, columns: Sequence[str], rows: Iterable[Row], *, frozen: bool = False
) -> None:
    """COPY rows into a table; arrays are given as `array_literal`.

    `frozen` for a table that this transaction has made: its rows need no marking when they are read first.
    """
    statement = sql.SQL("copy {} ({}) from stdin{}").format(
        sql.Identifier(schema, table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(" (freeze)" if frozen else ""),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        write = copy.write_row
        for row in rows:
            write(row)


def insert_rows(connection: Connection, schema: str, table: str, rows: Sequence[Mapping[str, Any]], *, order: str) -> None:
    """Insert rows in the order of the column `order`; those whose key is there already stay as they are."""
    if not rows:
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    connection.execute(
        sql.SQL(
            "insert into {table} ({columns}) select {columns} from jsonb_populate_recordset(null::{table}, %s)"
            " order by {order} on conflict do nothing"
        ).format(table=sql.Identifier(schema, table), columns=columns, order=sql.Identifier(order)),
        [Jsonb([dict(row) for row in rows])],
    )


def add_members(connection: Connection, members: Iterable[Member]) -> None:
    """Add the members that the dimensions lack; the member 0 is always there."""
    wanted: dict[str, dict[int, Member]] = defaultdict(dict)
    for member in members:
        if member.key:
            wanted[member.table][member.key] = member
    for table in _MEMBER_TABLES:
        found = wanted.pop(table, {})
        missing = missing_keys(connection, table, found)
        insert_rows(connection, WAREHOUSE, table, [found[key].row for key in missing], order=key_column(table))
    if wanted:
        raise KeyError(f"no dimension {sorted(wanted)}")


def missing_keys(connection: Connection, table: str, keys: Iterable[int]) -> list[int]:
    """Those of `keys` that the dimension lacks."""
    wanted = list(keys)
    if not wanted:
        return []
    statement = sql.SQL(
        "select k from unnest(%s::bigint[]) as k where not exists (select from {} where {} = k) order by k"
    ).format(sql.Identifier(WAREHOUSE, table), sql.Identifier(key_column(table)))
    return [key for (key,) in connection.execute(statement, [wanted])]


def key_column(table: str) -> str:
    """The primary key of a dimension."""
    return next(iter(Base.metadata.tables[f"{WAREHOUSE}.{table}"].primary_key)).name


@lru_cache(maxsize=65536)
def array_literal(items: tuple[str, ...]) -> str:
    """A text array as PostgreSQL writes it.

    >>> print(array_literal(("类", "", 'a"b')))
    {"类","","a\\"b"}
    """
    escaped = (item.replace("\\", "\\\\").replace('"', '\\"') for item in items)
    return "{" + ",".join(f'"{item}"' for item in escaped) + "}"


def number_array(items: Sequence[int | None]) -> str:
    """An integer array as PostgreSQL writes it."""
    return "{" + ",".join("null" if item is None else str(item) for item in items) + "}"
