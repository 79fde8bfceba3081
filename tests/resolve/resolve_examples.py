"""Small reports to resolve: rows of tables and of prose, with only what a test speaks of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from etl.report import Observation, Report, SourceFile, UnitIdentity
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase


def _row(**given: Any) -> Observation:
    value = Decimal(given.pop("value", "12.91")) * 10_000
    standard: dict[str, Any] = {
        "fund": Fund.GENERAL_PUBLIC,
        "item": Item.TOTAL_EXPENDITURE,
        "phase": Phase.FINAL,
        "value": value,
        "unit": MeasureUnit.YUAN,
        "raw": str(value / 10_000),
        "tolerance": Decimal(50),
    }
    return Observation(**{**standard, **given})


def prose(*path: str, **given: Any) -> Observation:
    """An amount of the narrative (value in 万元) under printed 类, 款, 项."""
    name = next((one for one in reversed(path) if one), "")
    return _row(channel=Channel.NARRATIVE, functional_path=path, functional_name=name, **given)


def table(code: str, name: str, **given: Any) -> Observation:
    """A row of a table that prints code and name (value in 万元)."""
    return _row(channel=Channel.TABLE, functional_code=code, functional_name=name, **given)


def expense(*path: str, item: Item = Item.BASIC_EXPENDITURE, **given: Any) -> Observation:
    """An amount of the narrative (value in 万元) under a printed economic class and item."""
    return _row(channel=Channel.NARRATIVE, item=item, economic_path=path, economic_name=path[-1] if path else "", **given)


def expense_row(code: str, name: str, item: Item = Item.BASIC_EXPENDITURE, **given: Any) -> Observation:
    """A row of the basic or project expenditure table that prints code and name (value in 万元)."""
    return _row(channel=Channel.TABLE, item=item, economic_code=code, economic_name=name, **given)


def report(*rows: Observation, year: int = 2023, unit: str = "乌海市审计局", **given: Any) -> Report:
    """A report of these rows."""
    return Report(
        source=SourceFile(name="example", sha256="0" * 64, media="text"),
        unit=UnitIdentity(name=unit),
        fiscal_year=year,
        scope="unit",
        observations=rows,
        **given,
    )


def note_codes(resolved: Report) -> list[str]:
    """Codes of the notes in order, without those on the unit."""
    return [note.code for note in resolved.notes if "subject" in note.code]
