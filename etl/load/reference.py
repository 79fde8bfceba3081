"""The reference lists in the warehouse: every listed member, idempotently; what a newer list knows takes over its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from psycopg import sql
from psycopg.types.json import Jsonb

from etl import reference
from etl.load import members
from etl.load.members import Member
from etl.load.writing import Connection, key_column
from models import FACTS, NOT_APPLICABLE, WAREHOUSE

_SUBJECTS: Final = (
    ("dim_functional_subject", members.functional_editions, members.functional),
    ("dim_economic_subject", members.economic_editions, members.economic),
)


def load_reference(connection: Connection) -> dict[str, int]:
    """Bring regions, department types, accounts and subjects into the dimensions.

    Returns for each dimension how many rows were added or changed: nothing on a second call. A member that has left the list
    stays, marked as unlisted. Facts of a code that was unlisted move to the member that the list now has for their year.
    """
    with connection.transaction():
        changed = {
            "dim_region": _load(connection, (members.region(r.adcode) for r in reference.regions())),
            "dim_department_type": _load(connection, (members.department_type(d.code) for d in reference.department_types())),
            "dim_account": _load(connection, (members.account(a.item) for a in reference.accounts())),
            "dim_functional_subject": _load(connection, map(members.listed_functional, reference.functional_subjects())),
            "dim_economic_subject": _load(connection, map(members.listed_economic, reference.economic_subjects())),
        }
        for table, editions, member_of in _SUBJECTS:
            if changed[table]:
                _relink(connection, table, set(editions()), member_of)
    return changed


def _load(connection: Connection, listed: Iterable[Member]) -> int:
    rows = list(listed)
    table, columns = rows[0].table, [*rows[0].row]
    key = sql.Identifier(key_column(table))
    names: dict[str, sql.Composable] = {
        "table": sql.Identifier(WAREHOUSE, table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "key": key,
        "changes": sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns),
        "old": _row_of("present", columns),
        "new": _row_of("excluded", columns),
    }
    written = connection.execute(
        sql.SQL(
            "insert into {table} as present ({columns}) select {columns} from jsonb_populate_recordset(null::{table}, %s)"
            " order by {key} on conflict ({key}) do update set {changes} where {old} is distinct from {new}"
        ).format(**names),
        [Jsonb([dict(member.row) for member in rows])],
    )
    left = connection.execute(
        sql.SQL(
            "update {table} set is_listed = false, member_kind = 'unlisted_code'"
            " where is_listed and {key} <> all (%s::bigint[])"
        ).format(**names),
        [[member.key for member in rows]],
    )
    return written.rowcount + left.rowcount


def _row_of(alias: str, columns: Sequence[str]) -> sql.Composable:
    return sql.SQL("({})").format(sql.SQL(", ").join(sql.Identifier(alias, column) for column in columns))


def _relink(connection: Connection, table: str, codes: set[str], member_of: members.SubjectMember) -> None:
    """Move facts from unlisted members whose code the list now has, year by year."""
    key = sql.Identifier(key_column(table))
    unlisted = connection.execute(
        sql.SQL(
            "select {key}, code, name from {table} where member_kind = 'unlisted_code' and code = any(%s) order by 1"
        ).format(key=key, table=sql.Identifier(WAREHOUSE, table)),
        [sorted(codes)],
    ).fetchall()
    if not unlisted:
        return
    years = [
        year for (year,) in connection.execute("select fiscal_year from warehouse.dim_year where fiscal_year > 0 order by 1")
    ]
    for old, code, name in unlisted:
        for year in years:
            new = member_of(code, name, (), year)
            if new.key in {old, NOT_APPLICABLE} or not new.row["is_listed"]:
                continue
            for fact in FACTS:
                if hasattr(fact, key_column(table)):
                    statement = sql.SQL("update {fact} set {key} = %s where fiscal_year = %s and {key} = %s")
                    target = sql.Identifier(WAREHOUSE, fact.__tablename__)
                    connection.execute(statement.format(fact=target, key=key), [new.key, year, old])
