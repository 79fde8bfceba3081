"""What kind of department an organisation is, by the patterns of ``reference/department_types.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from etl.reference import department_types

Tier = Literal["patterns", "former_patterns", "unit_patterns"]
_TIERS: Final[tuple[Tier, ...]] = ("patterns", "former_patterns", "unit_patterns")
# Patterns that longer words contain: 人民政府, 人民政治协商会议, 中央商务区.
_NOT_IN_WORD: Final = {"民政": re.compile(r"(?<!人)民政"), "商务": re.compile(r"商务(?!区)")}
_JOINED: Final = re.compile(r"^[和与、及]?$")
_END_OF_BODY: Final = re.compile(r"[局厅委]")


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    code: str


@cache
def _patterns(tier: Tier) -> tuple[tuple[str, str], ...]:
    return tuple((pattern, kind.code) for kind in department_types() for pattern in getattr(kind, tier))


def _matches(name: str, tier: Tier) -> Iterable[_Match]:
    for pattern, code in _patterns(tier):
        alone = _NOT_IN_WORD.get(pattern)
        found = alone.search(name) if alone else None
        start = name.find(pattern) if alone is None else found.start() if found else -1
        if start >= 0:
            yield _Match(start, start + len(pattern), code)


def find_department(name: str) -> tuple[str, ...]:
    """Kinds of department that a name without its region shows, the leading one first; none where nothing fits.

    Current patterns come before those from before the reform of 2018, these before those of subordinate units; within them the
    earliest in the name, then the longest. A body that joins two departments (农业农村和水利局) yields both.
    """
    for tier in _TIERS:
        found = sorted(_matches(name, tier), key=lambda match: (match.start, -match.end))
        if found:
            return _joined(name, found) if tier == "patterns" else (found[0].code,)
    return ()


def _joined(name: str, found: list[_Match]) -> tuple[str, ...]:
    """The first department and those that follow it directly or after 和; an overlap is the same department's longer name."""
    codes = [found[0].code]
    at = found[0].end
    for match in found[1:]:
        between = name[at : match.start] if match.start >= at else None
        if between is None:
            continue
        if not _JOINED.match(between) or _END_OF_BODY.search(name[found[0].start : at]):
            break
        at = match.end
        if match.code not in codes:
            codes.append(match.code)
    return tuple(codes)
