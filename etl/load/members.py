"""Members of the dimensions that a report speaks of: their keys, and the rows to add where the database lacks them.

A key is computed from content, so a listed member has the same key here, in the reference lists and in every database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

from etl import reference
from etl.load.indicator_names import comparable
from etl.parse.flow import canonical
from models import NOT_APPLICABLE, content_key

LISTED: Final = MappingProxyType({"is_listed": True, "member_kind": "listed"})
UNLISTED: Final = MappingProxyType({"is_listed": False, "member_kind": "unlisted_code"})
UNRESOLVED: Final = MappingProxyType({"is_listed": False, "member_kind": "unresolved_name"})
_LEVELS: Final = ("类", "款", "项")

Editions = Mapping[str, tuple[reference.Subject, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a dimension; `row` holds every column, the key included."""

    table: str
    key: int
    row: Mapping[str, Any]


SubjectMember = Callable[[str, str, tuple[str, ...], int], Member]
NO_FUNCTIONAL: Final = Member("dim_functional_subject", NOT_APPLICABLE, {})
NO_ECONOMIC: Final = Member("dim_economic_subject", NOT_APPLICABLE, {})
NO_REGION: Final = Member("dim_region", NOT_APPLICABLE, {})
NO_DEPARTMENT_TYPE: Final = Member("dim_department_type", NOT_APPLICABLE, {})


# --- subjects --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def functional(code: str, name: str, path: tuple[str, ...], year: int) -> Member:
    """The functional subject of a code and a printed name in a budget year; member 0 where neither is given."""
    if not code and not name:
        return NO_FUNCTIONAL
    edition = edition_of(functional_editions().get(code, ()), name, year)
    if edition:
        return listed_functional(edition)
    key = content_key("functional", code, name, *(() if code else path))
    row = {
        **_unlisted(functional_editions(), code, name, path, year),
        **_group(functional_editions(), code, year),
        "budget": "",
    }
    return Member("dim_functional_subject", key, {"functional_key": key, **row})


@lru_cache(maxsize=65536)
def economic(code: str, name: str, path: tuple[str, ...], year: int) -> Member:
    """The economic subject of a code and a printed name in a budget year; member 0 where neither is given."""
    if not code and not name:
        return NO_ECONOMIC
    edition = edition_of(economic_editions().get(code, ()), name, year)
    if edition:
        return listed_economic(edition)
    key = content_key("economic", code, name, *(() if code else path))
    row = {**_unlisted(economic_editions(), code, name, path, year), "category": ""}
    return Member("dim_economic_subject", key, {"economic_key": key, **row})


@cache
def listed_functional(subject: reference.Subject) -> Member:
    """The member of one edition of the official list."""
    key = content_key("functional", subject.code, subject.name, subject.valid_from_year)
    year = subject.valid_from_year or subject.valid_to_year or 9999
    row = {
        **_listed(functional_editions(), subject),
        **_group(functional_editions(), subject.code, year),
        "budget": subject.kind,
    }
    return Member("dim_functional_subject", key, {"functional_key": key, **row})


@cache
def listed_economic(subject: reference.Subject) -> Member:
    """The member of one edition of the official list."""
    key = content_key("economic", subject.code, subject.name, subject.valid_from_year)
    row = {**_listed(economic_editions(), subject), "category": subject.kind}
    return Member("dim_economic_subject", key, {"economic_key": key, **row})


@cache
def functional_editions() -> Editions:
    """Every name of every functional code, by code."""
    return _by_code(reference.functional_subjects())


@cache
def economic_editions() -> Editions:
    """Every name of every economic code, by code."""
    return _by_code(reference.economic_subjects())


def edition_of(editions: tuple[reference.Subject, ...], name: str, year: int) -> reference.Subject | None:
    """The edition that a code means in a year: the one in force; else, as years of change are known roughly only, the one
    that bears the printed name; else the only one there is where no name is printed."""
    in_force = [edition for edition in editions if edition.valid_in(year)]
    if len(in_force) == 1:
        return in_force[0]
    same_name = [edition for edition in in_force or editions if canonical(edition.name) == canonical(name)]
    if same_name:
        return same_name[-1]
    return editions[0] if len(editions) == 1 and not name else None


def _by_code(subjects: tuple[reference.Subject, ...]) -> Editions:
    found: dict[str, list[reference.Subject]] = defaultdict(list)
    for subject in subjects:
        found[subject.code].append(subject)
    return {code: tuple(sorted(named, key=lambda s: s.valid_from_year or 0)) for code, named in found.items()}


def _listed(editions: Editions, subject: reference.Subject) -> dict[str, Any]:
    year = subject.valid_from_year or subject.valid_to_year or 9999
    return {
        "code": subject.code,
        "name": subject.name,
        "level": subject.level,
        "class_code": subject.code[:3],
        "class_name": _name_of(editions, subject.code[:3], year),
        "parent_code": subject.parent_code,
        "valid_from_year": subject.valid_from_year,
        "valid_to_year": subject.valid_to_year,
        "path": [],
        "source": subject.source,
        **LISTED,
    }


def _unlisted(editions: Editions, code: str, name: str, path: tuple[str, ...], year: int) -> dict[str, Any]:
    """A member for what the list lacks; without a code it is known by its printed path alone."""
    depth = (len(code) - 1) // 2 if code else len(path)
    return {
        "code": code,
        "name": name,
        "level": _LEVELS[depth - 1] if 1 <= depth <= 3 else "",
        "class_code": code[:3],
        "class_name": _name_of(editions, code[:3], year) or (path[0] if path and not code else ""),
        "parent_code": code[:-2] if len(code) > 3 else "",
        "valid_from_year": None,
        "valid_to_year": None,
        "path": [] if code else list(path),
        "source": "",
        **(UNLISTED if code else UNRESOLVED),
    }


def _group(editions: Editions, code: str, year: int) -> dict[str, str]:
    group = code[:5] if len(code) >= 5 else ""
    return {"group_code": group, "group_name": _name_of(editions, group, year)}


def _name_of(editions: Editions, code: str, year: int) -> str:
    named = editions.get(code, ())
    return next((s.name for s in named if s.valid_in(year)), named[-1].name if named else "")


# --- units' attributes and the rest ----------------------------------------------------------------------------------


@cache
def region(adcode: str) -> Member:
    """The administrative division of a code; member 0 where the code is empty."""
    if not adcode:
        return NO_REGION
    key = content_key("region", adcode)
    found = _regions().get(adcode)
    chain: dict[str, str] = {}
    at = found
    while at:
        chain[at.level] = at.name
        at = _regions().get(at.parent_adcode)
    row = {
        "region_key": key,
        "adcode": adcode,
        "name": found.name if found else adcode,
        "level": found.level if found else "",
        "parent_adcode": found.parent_adcode if found else "",
        "province_name": chain.get("province", ""),
        "prefecture_name": chain.get("prefecture", ""),
        "full_name": "".join(chain[level] for level in ("province", "prefecture", "county") if level in chain) or adcode,
        **(LISTED if found else UNLISTED),
    }
    return Member("dim_region", key, row)


@cache
def _regions() -> dict[str, reference.Region]:
    return {region.adcode: region for region in reference.regions()}


@cache
def department_type(code: str) -> Member:
    """The kind of department of a code; member 0 where the code is empty."""
    if not code:
        return NO_DEPARTMENT_TYPE
    key = content_key("department_type", code)
    found = next((kind for kind in reference.department_types() if kind.code == code), None)
    named = {"name": found.name, "group_name": found.group, **LISTED} if found else {"name": code, "group_name": "", **UNLISTED}
    return Member("dim_department_type", key, {"department_type_key": key, "code": code, **named})


@cache
def account(item: str) -> Member:
    """The account of an item of the data contract."""
    key = content_key("account", item)
    found = next((account for account in reference.accounts() if account.item == item), None)
    row = {
        "account_key": key,
        "item": item,
        "name": found.name if found else item,
        "kind": found.kind if found else "",
        "statement": found.statement if found else "",
        "parent_item": found.parent if found else "",
        "is_additive": found.additive if found else False,
        **(LISTED if found else UNLISTED),
    }
    return Member("dim_account", key, row)


@lru_cache(maxsize=65536)
def indicator(level1: str, level2: str, level3: str, nature: str, comparator: str, measure_unit: str) -> Member:
    """The performance indicator of printed names, normalised."""
    first, second, third, unit, listed = comparable(level1, level2, level3, measure_unit)
    key = content_key("indicator", first, second, third, nature, comparator, unit)
    row = {
        "indicator_key": key,
        "level1": first,
        "level2": second,
        "level3": third,
        "nature": nature,
        "comparator": comparator,
        "measure_unit": unit,
        "is_listed": listed,
    }
    return Member("dim_performance_indicator", key, row)


@lru_cache(maxsize=65536)
def project(unit_id: str, kind: str, name: str) -> Member:
    """The project of a unit; white space and width of signs make no other project."""
    key = content_key("project", unit_id, kind, canonical(name))
    return Member("dim_project", key, {"project_key": key, "unit_id": unit_id, "name": canonical(name), "kind": kind})
