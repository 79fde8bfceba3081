"""Whose accounts a report holds: region, administrative level and department type of the unit, from its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from etl.parse.flow import canonical
from etl.report import Note, UnitIdentity
from etl.resolve.department import find_department
from etl.resolve.places import AUTHORITY, CENTRAL, LEVEL_WORDS, REGIMENT, TOWNSHIP
from etl.resolve.region import Found, find_region, level_of, lies_in

_CORPS_LEVEL: Final = {"whole": "province", "division": "prefecture"}


@dataclass(frozen=True, slots=True)
class _Place:
    found: Found
    level: str
    certain: bool
    notes: tuple[Note, ...] = ()


def resolve_unit(unit: UnitIdentity) -> tuple[UnitIdentity, tuple[Note, ...]]:
    """Fill in what the unit's name tells, and say what it leaves open.

    What is already given stays. A place name that several regions bear is settled by a fuller spelling of the same name in the
    report or by the parent's name; without either, the candidates are kept. A body that joins two departments counts as the
    first and has both as candidates.
    """
    place = _place(unit)
    codes = place.found.codes
    update: dict[str, object] = {}
    notes: list[Note] = []
    if unit.region_code is None and not unit.region_candidates:
        update["region_code"] = codes[0] if place.certain else None
        update["region_candidates"] = () if place.certain else codes
        notes.extend(place.notes)
    if not unit.administrative_level:
        update["administrative_level"] = place.level
    if unit.department_type is None and not unit.department_type_candidates:
        kinds = find_department(place.found.organisation)
        update["department_type"] = kinds[0] if kinds else None
        update["department_type_candidates"] = kinds if len(kinds) > 1 else ()
        notes.extend(_department_notes(unit.name, kinds))
    return unit.model_copy(update=update), tuple(notes)


def _department_notes(name: str, kinds: tuple[str, ...]) -> Iterator[Note]:
    if not kinds:
        yield Note(code="unresolved_department_type", text=f"“{name}”：名称未显示部门类型")
    elif len(kinds) > 1:
        yield Note(code="joint_department", text=f"“{name}”：合署部门，按第一项归类，候选：{'、'.join(kinds)}")


def _place(unit: UnitIdentity) -> _Place:
    found = find_region(unit.name)
    level = _level(found, canonical(unit.name))
    if len(found.codes) == 1 and not _is_uncertain(found):
        notes = (
            (_note("region_former_name", unit, found.codes, "所印政区名称不在现行目录中，按同名词干的现行政区"),)
            if found.former
            else ()
        )
        return _Place(found, level, True, notes)
    if found.unlisted:
        text = f"政区“{found.unlisted}”不在现行目录中，不作取舍"
        return _Place(found, level, False, (_note("unresolved_region", unit, (), text),))
    for spelling, code, text in _witnesses(unit):
        witness = find_region(spelling)
        narrowed = _narrowed(found.codes, witness) or (_narrowed((), witness) if len(found.codes) == 1 else ())
        if len(narrowed) == 1:
            settled = replace(found, codes=narrowed)
            level = level or _level(replace(witness, codes=narrowed), canonical(spelling))
            return _Place(settled, level, True, (_note(code, unit, narrowed, text + f"“{spelling}”"),))
    if found.codes:
        text = "名称对应多个政区，不作取舍" if len(found.codes) > 1 else "名称仅以地名简称开头，不足以认定政区"
        return _Place(found, level, False, (_note("ambiguous_region", unit, found.codes, text),))
    notes = () if level == "central" else (_note("unresolved_region", unit, (), "名称中没有政区"),)
    return _Place(found, level, False, notes)


def _is_uncertain(found: Found) -> bool:
    """True for the short name of a prefecture before an institution: 中山医院 need not be in 中山市."""
    shortened = found.shortened and not AUTHORITY.search(found.organisation)
    return shortened and not found.zone and level_of(found.codes[0]) == "prefecture"


def _note(code: str, unit: UnitIdentity, codes: tuple[str, ...], text: str) -> Note:
    return Note(code=code, text=f"“{unit.name}”：{text}" + (f"：{'、'.join(codes)}" if codes else ""))


def _witnesses(unit: UnitIdentity) -> Iterator[tuple[str, str, str]]:
    """Other names that may tell where the unit is: the same name spelled more fully, then the parent."""
    own = canonical(unit.name)
    for spelling, _ in unit.printed_names:
        longer = canonical(spelling)
        if longer != own and longer.endswith(own):
            yield spelling, "region_by_spelling", "政区依据文中较全的名称"
    if unit.parent_name:
        yield unit.parent_name, "region_by_parent", "政区依据上级单位"


def _narrowed(codes: tuple[str, ...], witness: Found) -> tuple[str, ...]:
    """The candidates that lie in the witness's region; its region where there are no candidates."""
    if len(witness.codes) != 1:
        return ()
    return tuple(code for code in codes if lies_in(code, witness.codes[0])) if codes else witness.codes


def _level(found: Found, name: str) -> str:
    """The administrative level; empty where the name does not tell it."""
    levels = {level_of(code) for code in found.codes}
    if TOWNSHIP.match(found.rest):
        return "township"
    if found.corps:
        if REGIMENT.match(found.rest):
            return "county"
        return _CORPS_LEVEL[found.corps]
    if found.zone or found.unlisted:
        return ""
    if len(levels) == 1:
        return "" if found.shortened and not AUTHORITY.search(found.organisation) else levels.pop()
    if not found.codes:
        if CENTRAL.match(name):
            return "central"
        return next((level for pattern, level in LEVEL_WORDS if pattern.search(name)), "")
    return ""
