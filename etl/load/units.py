"""Units as a type 2 dimension: one row for each span of years in which a unit's attributes stayed the same.

The rows follow from the current reports alone, whatever the order they were loaded in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from etl.load import members
from etl.load.members import Member
from etl.load.writing import Connection, insert_rows
from etl.parse.flow import canonical
from etl.report import Report
from models import FACTS, WAREHOUSE, content_key


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as one report shows it. `attribute_key` is the key of its row, unless the same attributes came back later."""

    unit_id: str
    attribute_key: int
    row: dict[str, Any]
    region: Member
    department_type: Member


def unit_of(report: Report) -> Unit:
    """The unit of a report. Region, name and scope make the unit; everything else about it may change over the years."""
    identity = report.unit
    name = canonical(identity.name)
    unit_id = f"{identity.region_code or '-'}/{name}/{report.scope}"
    region = members.region(identity.region_code or "")
    department_type = members.department_type(identity.department_type or "")
    attributes: dict[str, Any] = {
        "name": name,
        "region_key": region.key,
        "region_candidates": sorted(identity.region_candidates),
        "department_type_key": department_type.key,
        "department_type_candidates": sorted(identity.department_type_candidates),
        "administrative_level": identity.administrative_level,
        "nature": identity.nature,
        "parent_name": identity.parent_name or "",
        "scope": report.scope,
    }
    key = content_key("unit", unit_id, *attributes.values())
    row = {
        "unit_key": key,
        "unit_id": unit_id,
        "attribute_key": key,
        **attributes,
        "printed_names": sorted({name for name, _ in identity.printed_names} | {identity.name}),
        "is_current": False,
    }
    return Unit(unit_id, key, row, region, department_type)


def add_units(connection: Connection, units: Iterable[Unit]) -> None:
    """Add the rows that the dimension lacks, and the spellings that were not printed before."""
    rows = {unit.attribute_key: unit.row for unit in units}
    insert_rows(connection, WAREHOUSE, "dim_unit", list(rows.values()), order="unit_key")
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        names[row["unit_id"]].update(row["printed_names"])
    connection.execute(
        """
        update warehouse.dim_unit as unit
        set printed_names = array(select distinct name from unnest(unit.printed_names || added.names) as name order by name)
        from jsonb_to_recordset(%s) as added (unit_id text, names text[])
        where unit.unit_id = added.unit_id and not unit.printed_names @> added.names
        """,
        [Jsonb([{"unit_id": unit_id, "names": sorted(printed)} for unit_id, printed in names.items()])],
    )


def refresh_units(connection: Connection, unit_ids: Iterable[str]) -> None:
    """Work out anew the years of validity of these units' rows from their current reports.

    Where attributes change and come back (A, B, A), the second A is a row of its own; reports and facts that stood under the
    first move to it.
    """
    wanted = sorted(set(unit_ids))
    reports = connection.execute(
        """
        select report.unit_id, report.fiscal_year, report.report_key, report.unit_key, unit.attribute_key
        from warehouse.dim_report as report
        inner join warehouse.dim_unit as unit using (unit_key)
        where report.unit_id = any(%s) and report.is_current
        order by report.unit_id, report.fiscal_year
        """,
        [wanted],
    ).fetchall()
    spans: list[dict[str, Any]] = []
    moves: list[tuple[int, int, int]] = []
    for _, of_unit in groupby(reports, key=lambda row: row[0]):
        own_spans, own_moves = _spans(list(of_unit))
        spans += own_spans
        moves += own_moves
    _add_recurrences(connection, spans)
    _set_validity(connection, wanted, spans)
    for report_key, fiscal_year, unit_key in moves:
        _move(connection, report_key, fiscal_year, unit_key)


def _spans(reports: list[tuple[str, int, int, int, int]]) -> tuple[list[dict[str, Any]], list[tuple[int, int, int]]]:
    """Spans of equal attributes of one unit in the order of years, and the reports that stand under another key."""
    spans: list[dict[str, Any]] = []
    moves = []
    seen: dict[int, int] = defaultdict(int)
    for attribute_key, run in groupby(reports, key=lambda row: row[4]):
        times = seen[attribute_key]
        seen[attribute_key] += 1
        unit_key = content_key(attribute_key, times) if times else attribute_key
        years = []
        for _, fiscal_year, report_key, present_key, _ in run:
            years.append(fiscal_year)
            if present_key != unit_key:
                moves.append((report_key, fiscal_year, unit_key))
        if spans:
            spans[-1] |= {"valid_to_year": years[0] - 1, "is_current": False}
        spans.append(
            {
                "unit_key": unit_key,
                "attribute_key": attribute_key,
                "valid_from_year": years[0],
                "valid_to_year": None,
                "is_current": True,
            }
        )
    return spans, moves


def _add_recurrences(connection: Connection, spans: list[dict[str, Any]]) -> None:
    again = [[span["unit_key"], span["attribute_key"]] for span in spans if span["unit_key"] != span["attribute_key"]]
    for unit_key, attribute_key in again:
        connection.execute(
            """
            insert into warehouse.dim_unit
            select (jsonb_populate_record(unit, jsonb_build_object('unit_key', %s::bigint))).*
            from warehouse.dim_unit as unit where unit.unit_key = %s
            on conflict do nothing
            """,
            [unit_key, attribute_key],
        )


def _set_validity(connection: Connection, unit_ids: list[str], spans: list[dict[str, Any]]) -> None:
    """Rows that no current report supports have no years and are not current."""
    connection.execute(
        """
        with span as (
            select * from jsonb_to_recordset(%s)
            as s (unit_key bigint, valid_from_year smallint, valid_to_year smallint, is_current boolean)
        ),
        wanted as (
            select
                unit.unit_key, span.valid_from_year, span.valid_to_year,
                coalesce(span.is_current, false) as is_current
            from warehouse.dim_unit as unit
            left join span using (unit_key)
            where unit.unit_id = any(%s)
        )
        update warehouse.dim_unit as unit
        set valid_from_year = wanted.valid_from_year, valid_to_year = wanted.valid_to_year, is_current = wanted.is_current
        from wanted
        where
            unit.unit_key = wanted.unit_key
            and (unit.valid_from_year, unit.valid_to_year, unit.is_current)
            is distinct from (wanted.valid_from_year, wanted.valid_to_year, wanted.is_current)
        """,
        [Jsonb(spans), unit_ids],
    )


def _move(connection: Connection, report_key: int, fiscal_year: int, unit_key: int) -> None:
    connection.execute("update warehouse.dim_report set unit_key = %s where report_key = %s", [unit_key, report_key])
    for fact in FACTS:
        statement = sql.SQL("update {} set unit_key = %s where fiscal_year = %s and report_key = %s")
        name = sql.Identifier(WAREHOUSE, fact.__tablename__)
        connection.execute(statement.format(name), [unit_key, fiscal_year, report_key])
