"""How much longer loading takes than a bare COPY of the same rows: ``python -m bench.loading [rows]``.

Three ways for the same rows, each into a database of its own on a server with default settings:

- *bare*: COPY of finished rows into tables without keys, indexes, dimensions or versions;
- *bulk*: `bulk_load` of a year that is new (partition aside, then keys, foreign keys, attach);
- *small*: `load_report` report by report into a year that is there already, keys in place.

Building the rows from Reports is Python's work and the same for all; it is shown by itself and taken out of the ratios.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from psycopg import sql

from etl import reference, server
from etl.database import connect, migrate
from etl.load import bulk_load, load_reference, load_report
from etl.load.loader import prepare
from etl.load.rows import AUDIT_COLUMNS, COLUMNS, FACT_COLUMNS, ROWS_OF, Place, members_of
from etl.load.writing import Connection, Row, copy_rows
from etl.report import Observation, Report, SourceFile, UnitIdentity
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

GOAL = 1.5
_YEAR = 2023


def observations(count: int) -> tuple[Observation, ...]:
    """Amounts of many subjects and phases, one in eight a percentage, as in a report with all its tables."""
    subjects = [s for s in reference.functional_subjects() if s.valid_in(_YEAR) and s.level == "项"]
    phases = (Phase.INITIAL_BUDGET, Phase.FINAL, Phase.PRIOR_FINAL)
    found = []
    for number in range(count):
        subject = subjects[number * 7 % len(subjects)]
        percentage = number % 8 == 0
        value = Decimal(number * 7919 % 9_999_999) * 100
        found.append(
            Observation(
                fund=Fund.GENERAL_PUBLIC if number % 2 else Fund.ALL,
                item=Item.BASIC_EXPENDITURE if number % 3 else Item.TOTAL_EXPENDITURE,
                phase=Phase.COMPLETION_PCT if percentage else phases[number % 3],
                value=Decimal(number % 200) / 2 if percentage else value,
                unit=MeasureUnit.PCT if percentage else MeasureUnit.YUAN,
                channel=Channel.TABLE if number % 4 else Channel.NARRATIVE,
                raw=f"{value / 10000:.2f}",
                tolerance=Decimal("50"),
                functional_code=subject.code,
                functional_name=subject.name,
                functional_path=(subject.code[:3], subject.code[:5], subject.name),
                line=number + 1,
                printed_unit="万元",
                section="expenditure",
            )
        )
    return tuple(found)


def reports(rows: int, each: int, fiscal_year: int, prefix: str = "基准") -> list[Report]:
    """Reports of invented units with `each` numbers, `rows` in all."""
    shared = observations(each)
    return [
        Report(
            source=SourceFile(name=f"{prefix}_{number}", sha256=f"{prefix}{fiscal_year}{number:060d}", media="text"),
            unit=UnitIdentity(name=f"{prefix}市第{number}中学", region_code="150300", department_type="education"),
            fiscal_year=fiscal_year,
            scope="unit",
            observations=shared,
        )
        for number in range(rows // each)
    ]


def _built(of: Sequence[Report]) -> dict[str, list[Row]]:
    """The rows that loading writes, built as loading builds them."""
    placed = []
    for number, report in enumerate(of, 1):
        prepared = prepare(report)
        for _ in members_of(report, prepared.unit.unit_id):
            pass
        placed.append((report, Place(report.fiscal_year, number, prepared.unit.attribute_key, prepared.unit.unit_id)))
    return {table: [row for report, place in placed for row in rows_of(report, place)] for table, rows_of in ROWS_OF.items()}


def _copy_bare(connection: Connection, rows: dict[str, list[Row]]) -> None:
    """COPY rows into bare copies of their tables."""
    for table, found in rows.items():
        if found:
            copy_rows(connection, "bare", table, COLUMNS[table], found)


def _make_bare(connection: Connection) -> None:
    connection.execute("create schema if not exists bare")
    for schema, tables in (("warehouse", FACT_COLUMNS), ("audit", AUDIT_COLUMNS)):
        for table in tables:
            names = {"bare": sql.Identifier("bare", table), "table": sql.Identifier(schema, table)}
            connection.execute(sql.SQL("drop table if exists {bare}").format(**names))
            connection.execute(sql.SQL("create table {bare} (like {table} including defaults)").format(**names))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def run(rows: int = 240_000, rounds: int = 5) -> dict[str, float]:
    """Measure and return the best of the rounds: seconds of each way and the ratios to a bare COPY."""
    home = Path(tempfile.mkdtemp(prefix="juesuan-bench-"))
    home.chmod(0o755)
    try:
        url = server.start(home)
        migrate(url)
        with connect(url) as connection:
            load_reference(connection)
        return _measure(url, rows, rounds)
    finally:
        server.stop(home, immediately=True)
        shutil.rmtree(home)


def _measure(url: str, rows: int, rounds: int) -> dict[str, float]:
    seen: dict[str, list[float]] = defaultdict(list)
    with connect(url) as connection:
        for number in range(rounds):
            whole = reports(rows, 1_200, 2001 + number)
            built: list[dict[str, list[Row]]] = []
            seen["build"].append(_timed(lambda: built.append(_built(whole))))  # noqa: B023 - called at once
            with connection.transaction():
                _make_bare(connection)
            with connection.transaction():
                seen["bare"].append(_timed(lambda: _copy_bare(connection, built[0])))  # noqa: B023
            built.clear()
            connection.commit()
            seen["bulk"].append(_timed(lambda: bulk_load(connection, whole)))  # noqa: B023
            one = reports(1_200, 1_200, 2001 + number, prefix="增量")[0]
            seen["small"].append(_timed(lambda: load_report(connection, one)))  # noqa: B023
    best = {name: min(values) for name, values in seen.items()}
    return {
        **best,
        "rows": rows,
        "bulk_over_bare": (best["bulk"] - best["build"]) / best["bare"],
        "whole_over_bare": best["bulk"] / (best["build"] + best["bare"]),
    }


def main() -> None:
    """Print the measurements and whether the goal is met."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", type=int, nargs="?", default=240_000)
    found = run(arguments.parse_args().rows)
    rows = found["rows"]
    print(f"rows                                  {rows:>10,.0f}")
    print(f"building rows from Reports            {found['build']:>10.2f} s  {rows / found['build']:>9,.0f} rows/s")
    print(f"bare COPY of these rows               {found['bare']:>10.2f} s  {rows / found['bare']:>9,.0f} rows/s")
    print(f"bulk load of a new year               {found['bulk']:>10.2f} s  {rows / found['bulk']:>9,.0f} rows/s")
    print(f"one report of 1,200 rows, keys there  {found['small']:>10.3f} s  {1200 / found['small']:>9,.0f} rows/s")
    print(f"loading (without building) / bare     {found['bulk_over_bare']:>10.2f}    goal: at most {GOAL}")
    print(f"loading / building and bare           {found['whole_over_bare']:>10.2f}")


if __name__ == "__main__":
    main()
