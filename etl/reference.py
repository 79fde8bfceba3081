"""The official lists of ``reference/`` as frozen tables: functional and economic subjects, accounts, regions, departments.

Codes are text. A row without `valid_from_year` was there before the list begins; one without `valid_to_year` is current.
Sources and gaps: ``reference/README.md``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE_DIR = Path(__file__).resolve().parent.parent / "reference"


@dataclass(frozen=True, slots=True)
class Subject:
    """One code under one name for a span of budget years; `kind` is the budget (functional) or 人员/公用 (economic)."""

    code: str
    name: str
    level: str  # 类, 款, 项
    parent_code: str
    kind: str
    valid_from_year: int | None
    valid_to_year: int | None
    source: str

    def valid_in(self, year: int) -> bool:
        """True where the code bore this name in the budget of `year`."""
        return (self.valid_from_year or 0) <= year <= (self.valid_to_year or 9999)


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the data contract: label, kind (money, count, area, share, score), statement, parent, additivity."""

    item: str
    name: str
    kind: str
    statement: str
    parent: str
    additive: bool


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative division of GB/T 2260."""

    adcode: str
    name: str
    level: str  # province, prefecture, county
    parent_adcode: str


@dataclass(frozen=True, slots=True)
class DepartmentType:
    """One kind of department, with the substrings of an organisation's name that show it."""

    code: str
    name: str
    group: str
    patterns: tuple[str, ...]
    former_patterns: tuple[str, ...]
    unit_patterns: tuple[str, ...]


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of one reference file as text."""
    with (REFERENCE_DIR / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _year(text: str) -> int | None:
    return int(text) if text else None


def _subjects(name: str, kind: str) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            row["code"],
            row["name"],
            row["level"],
            row["parent_code"],
            row[kind],
            _year(row["valid_from_year"]),
            _year(row["valid_to_year"]),
            row["source"],
        )
        for row in read_rows(name)
    )


@cache
def functional_subjects() -> tuple[Subject, ...]:
    """支出功能分类科目, every name of every code."""
    return _subjects("functional_subjects.csv", "budget")


@cache
def economic_subjects() -> tuple[Subject, ...]:
    """部门预算支出经济分类科目, every name of every code."""
    return _subjects("economic_subjects.csv", "category")


@cache
def accounts() -> tuple[Account, ...]:
    """The accounts of the data contract."""
    return tuple(
        Account(r["item"], r["name"], r["kind"], r["statement"], r["parent"], r["additive"] == "true")
        for r in read_rows("accounts.csv")
    )


@cache
def regions() -> tuple[Region, ...]:
    """Administrative divisions."""
    return tuple(Region(r["adcode"], r["name"], r["level"], r["parent_adcode"]) for r in read_rows("regions.csv"))


@cache
def department_types() -> tuple[DepartmentType, ...]:
    """Kinds of departments."""

    def split(text: str) -> tuple[str, ...]:
        return tuple(part for part in text.split("|") if part)

    return tuple(
        DepartmentType(
            r["code"], r["name"], r["group"], split(r["patterns"]), split(r["former_patterns"]), split(r["unit_patterns"])
        )
        for r in read_rows("department_types.csv")
    )
