"""How much longer loading takes than a bare COPY of the same rows: ``python -m bench.loading [rows]``.

The same rows go, on a server with the embedded one's settings,

- *bare*: by COPY into tables without keys, indexes, dimensions or versions;
- *ready*: through `bulk_load` of a year that is new (members, versions, partition aside, COPY, then primary and foreign keys,
  attach), with the rows handed to it as finished as the bare COPY gets them: this is what the goal speaks of;
- *bulk*: through `bulk_load` from Reports, which builds the rows while it sends them;
- *small*: one report through `load_report` into a year that is there already, keys in place.

Times are the best of several rounds, as other programs only ever add to a time. The ratio is the median of the rounds' ratios:
the two times of a round are taken one right after the other, in turns, so that a machine that is busy now and idle then weighs
on both.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from statistics import median
from unittest import mock

from psycopg import sql

from etl import reference, server
from etl.database import connect, migrate
from etl.load import bulk_load, load_reference, load_report
from etl.load.batch import Prepared
from etl.load.loader import prepare
from etl.load.members import Member
from etl.load.rows import AUDIT_COLUMNS, COLUMNS, FACT_COLUMNS, ROWS_OF, Place, members_of
from etl.load.writing import Connection, Row, copy_rows
from etl.report import Observation, Report, SourceFile, UnitIdentity
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase
from models import content_key

GOAL = 1.5
EACH = 1_200  # numbers in a report
_ROUNDS_FROM_REPORTS = 2
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


@dataclass(frozen=True)
class _Finished:
    """Everything that Python works out of Reports for loading them."""

    prepared: dict[int, Prepared]
    members: dict[int, Member]
    rows: dict[str, dict[int, list[Row]]]  # by table and report

    def loaded(self, connection: Connection, of: Sequence[Report]) -> None:
        """`bulk_load` with nothing left to work out."""
        rows_of = {
            table: lambda _, place, found=found: iter(found.get(place.report_key, ())) for table, found in self.rows.items()
        }
        with (
            mock.patch("etl.load.loader.prepare", lambda report: self.prepared[id(report)]),
            mock.patch("etl.load.batch.members_of", lambda _: dict(self.members)),
            mock.patch("etl.load.batch.ROWS_OF", rows_of),
        ):
            bulk_load(connection, of)


def _finish(of: Sequence[Report]) -> _Finished:
    """Build what loading builds, with the keys that loading will give."""
    finished = _Finished({}, {}, {table: {} for table in ROWS_OF})
    for report in of:
        prepared = prepare(report)
        unit = prepared.unit
        finished.prepared[id(report)] = prepared
        finished.members.update(members_of([(report, unit.unit_id)]))
        key = content_key("report", unit.unit_id, report.fiscal_year, 1)
        place = Place(report.fiscal_year, key, unit.attribute_key, unit.unit_id)
        for table, rows_of in ROWS_OF.items():
            finished.rows[table][key] = list(rows_of(report, place))
    return finished


def _copy_bare(connection: Connection, finished: _Finished) -> None:
    """COPY rows into bare copies of their tables and commit."""
    with connection.transaction():
        for table, found in finished.rows.items():
            rows = chain.from_iterable(found.values())
            first = next(rows, None)
            if first:
                copy_rows(connection, "bare", table, COLUMNS[table], chain([first], rows))


def _make_bare(connection: Connection) -> None:
    connection.execute("create schema if not exists bare")
    for schema, tables in (("warehouse", FACT_COLUMNS), ("audit", AUDIT_COLUMNS)):
        for table in tables:
            names = {"bare": sql.Identifier("bare", table), "table": sql.Identifier(schema, table)}
            connection.execute(sql.SQL("drop table if exists {bare}").format(**names))
            connection.execute(sql.SQL("create table {bare} (like {table} including defaults)").format(**names))


def run(rows: int = 600_000, rounds: int = 9) -> dict[str, float]:
    """Measure and return the best seconds of each way, and the ratio of loading to a bare COPY: median, least and most."""
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
            whole = reports(rows, EACH, 2000 + 2 * number)
            finished = _finish(whole)
            with connection.transaction():
                _make_bare(connection)
            ways = [("bare", _copy_bare, (connection, finished)), ("ready", finished.loaded, (connection, whole))]
            for name, work, arguments in ways if number % 2 == 0 else reversed(ways):
                seen[name].append(_timed(work, *arguments))
            if number < _ROUNDS_FROM_REPORTS:
                year = 2001 + 2 * number
                seen["bulk"].append(_timed(bulk_load, connection, reports(rows, EACH, year)))
                seen["small"].append(_timed(load_report, connection, reports(EACH, EACH, year, prefix="增量")[0]))
    best = {name: min(values) for name, values in seen.items()}
    ratios = sorted(ready / bare for ready, bare in zip(seen["ready"], seen["bare"], strict=True))
    return {**best, "rows": rows // EACH * EACH, "ratio": median(ratios), "least": ratios[0], "most": ratios[-1]}


def _timed(work: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


def main() -> None:
    """Print the measurements and whether the goal is met."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=int, nargs="?", default=600_000)
    found = run(arguments.parse_args().rows)
    rows = found["rows"]
    print(f"rows                                   {rows:>10,.0f}")
    for name, label, count in (
        ("bare", "bare COPY of finished rows", rows),
        ("ready", "bulk load of a new year, finished rows", rows),
        ("bulk", "bulk load of a new year, from Reports", rows),
        ("small", f"one report of {EACH} rows, keys there", EACH),
    ):
        print(f"{label:38} {found[name]:>10.3f} s {count / found[name]:>9,.0f} rows/s")
    verdict = "met" if found["ratio"] <= GOAL else "NOT met"
    spread = f"{found['least']:.2f} to {found['most']:.2f} in the rounds"
    print(f"{'loading / bare COPY':38} {found['ratio']:>10.2f}   goal of at most {GOAL}: {verdict} ({spread})")


if __name__ == "__main__":
    main()
