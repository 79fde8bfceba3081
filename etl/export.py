"""Exports for analysts and for the scorer: CSV files of the current versions, in a total order.

The columns are those of the data contract, and `document` (the source file's stem), `unit_name` and `fiscal_year`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

import psycopg
from psycopg import sql

What = Literal["observations", "projects", "indicators", "findings"]
WHAT: Final[tuple[What, ...]] = get_args(What)

# The file that a record is printed in; the first one of a report that has several.
_FROM: Final = """
from warehouse.{fact} as fact
inner join warehouse.dim_report as report on fact.report_key = report.report_key and report.is_current
inner join warehouse.dim_unit as unit on report.unit_key = unit.unit_key
left join audit.document as file on fact.report_key = file.report_key and fact.part = file.part
{joins}
"""
_NUMBERS: Final = ("fact_amount", "fact_count", "fact_stated_change")
_SUBJECTS: Final = """
inner join warehouse.dim_functional_subject as functional on fact.functional_key = functional.functional_key
inner join warehouse.dim_economic_subject as economic on fact.economic_key = economic.economic_key
inner join warehouse.dim_account as account on fact.account_key = account.account_key
"""
_FORM: Final = """
inner join warehouse.fact_performance_form as form on
    fact.fiscal_year = form.fiscal_year and fact.report_key = form.report_key and fact.form_key = form.form_key
"""
# a finding whose places are in several files stands once for each of them, with the places that are there
_PLACES: Final = """
cross join lateral (
    select
        coalesce(place.part, 1) as part, array_agg(place.page order by place.n) as pages,
        array_agg(place.line order by place.n) as lines
    from unnest(fact.parts, fact.pages, fact.lines) with ordinality as place (part, page, line, n)
    group by coalesce(place.part, 1)
    union all
    select fact.part, array[]::integer[], array[]::integer[] where cardinality(fact.lines) = 0
) as printed
left join audit.document as printed_in on fact.report_key = printed_in.report_key and printed.part = printed_in.part
"""
_SOURCE: Final = MappingProxyType(
    {"document": "coalesce(file.name, report.document)", "unit_name": "unit.name", "fiscal_year": "report.fiscal_year"}
)


@dataclass(frozen=True, slots=True)
class _Export:
    """An export: facts that it is taken from, the joins, each column with its expression."""

    facts: tuple[str, ...]
    joins: str
    columns: Mapping[str, str]


def _same(*names: str) -> dict[str, str]:
    return {name: f"fact.{name}" for name in names}


_EXPORTS: Final[Mapping[What, _Export]] = MappingProxyType(
    {
        "observations": _Export(
            _NUMBERS,
            _SUBJECTS,
            {
                **_SOURCE,
                "fund": "fact.fund",
                "functional_code": "functional.code",
                "functional_name": "fact.functional_name",
                "economic_code": "economic.code",
                "economic_name": "fact.economic_name",
                "item": "account.item",
                **_same("phase", "value", "unit", "channel", "page", "line", "raw", "tolerance", "printed_unit", "method"),
                "section": "fact.section",
            },
        ),
        "projects": _Export(
            ("fact_project_funding",),
            _FORM,
            {
                **_SOURCE,
                "form_no": "form.form_no",
                "kind": "form.kind",
                "project_name": "form.project_name",
                "department": "form.department",
                "implementing_unit": "form.implementing_unit",
                **_same("source", "initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score"),
                "total_score": "form.total_score",
                "narrative_score": "form.narrative_score",
                **_same("page", "line"),
            },
        ),
        "indicators": _Export(
            ("fact_indicator",),
            _FORM,
            {
                **_SOURCE,
                "form_no": "form.form_no",
                "project_name": "form.project_name",
                **_same("level1", "level2", "level3", "nature", "comparator", "target_raw", "target_value", "actual_raw"),
                **_same("actual_value", "measure_unit", "weight", "score", "deviation", "page", "line"),
            },
        ),
        "findings": _Export(
            ("fact_check",),
            _PLACES,
            {
                "document": "coalesce(printed_in.name, report.document)",
                **_same("rule", "status", "severity"),
                "line": "printed.lines",
                "page": "printed.pages",
                **_same("message", "stated", "recomputed", "difference", "tolerance", "cause", "proposed"),
                "unit_name": _SOURCE["unit_name"],
                "fiscal_year": _SOURCE["fiscal_year"],
            },
        ),
    }
)


def export(connection: psycopg.Connection[Any], what: What, output_dir: Path) -> Path:
    """Write ``<what>.csv`` with the records of all current versions into `output_dir` and return its path.

    Amounts are plain decimals in yuan, blank where nothing is printed; several places of a finding are joined by ``;``.
    """
    wanted = _EXPORTS[what]
    output_dir.mkdir(parents=True, exist_ok=True)
    path = output_dir / f"{what}.csv"
    aside = path.with_suffix(".csv.tmp")
    with aside.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(wanted.columns)
        for row in _rows(connection, wanted):
            writer.writerow([_cell(value) for value in row[: len(wanted.columns)]])
    aside.replace(path)
    return path


def _rows(connection: psycopg.Connection[Any], wanted: _Export) -> Iterator[Sequence[Any]]:
    """In the order of documents and, in each, of the records as read; a server-side cursor keeps the memory small."""
    selected = ", ".join(f"{expression} as {name}" for name, expression in wanted.columns.items())
    parts = [
        f"select {selected}, report.report_key, fact.position as record_no {_FROM.format(fact=fact, joins=wanted.joins)}"
        for fact in wanted.facts
    ]
    statement = (
        f"""select * from ({" union all ".join(parts)}) as record order by document collate "C", report_key, record_no"""
    )
    with connection.transaction(), connection.cursor(name="export") as cursor:
        cursor.itersize = 10_000
        cursor.execute(sql.SQL(statement))  # composed from the constants of this module alone
        yield from cursor


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return ";".join(dict.fromkeys(str(item) for item in value if item is not None))
    return str(value)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros.

    >>> plain(Decimal("12724900.00")), plain(Decimal("-0.50")), plain(Decimal("0E+4"))
    ('12724900', '-0.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
