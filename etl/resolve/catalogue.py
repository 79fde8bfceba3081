"""One list of subjects, ready to be searched by printed name: strong matches by key, weak ones by cut or similar names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from etl.reference import Subject, economic_subjects, functional_subjects
from etl.resolve.names import exact_key, loose_key, without_brackets
from etl.resolve.variants import ECONOMIC_VARIANTS, FUNCTIONAL_VARIANTS, Variant

# A name of ten characters may differ in one; the runner-up must be clearly worse. Looser limits mix up 行政… and 事业….
SIMILAR_AT_LEAST: Final = 90.0
SIMILAR_MARGIN: Final = 10.0
SHORTEST_CUT: Final = 4  # characters that must be left of a name that was cut
TOO_GENERAL: Final = frozenset({"其他", "支出", "其他支"})


class Rank(IntEnum):
    """How a printed name fits a listed one, best first."""

    EXACT = 0  # as the list of the year has it
    LOOSE = 1  # but for conjunctions, brackets, 支出; or a usual short form
    FORMER = 2  # the name in other years
    CUT = 3  # the beginning of one listed name only
    SIMILAR = 4  # nearly the same as one listed name only


@dataclass(frozen=True, slots=True)
class Hits:
    """The codes that a name may stand for, all at one rank; empty where it fits none."""

    codes: frozenset[str] = frozenset()
    rank: Rank = Rank.EXACT

    def __bool__(self) -> bool:
        return bool(self.codes)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one code. `official` where the list of the year bears it, `former` where another year's did."""

    code: str
    name: str
    official: bool = True
    former: bool = False


NO_HITS: Final = Hits()


class Catalogue:
    """Names to codes, by the length of the code (3, 5, 7 digits). Immutable after construction."""

    def __init__(self, entries: Iterable[Entry], *, economic: bool = False) -> None:
        self._economic = economic
        self._entries: dict[tuple[int, str], list[tuple[str, str, str]]] = defaultdict(list)  # length, class → code, keys
        self._by_key: dict[tuple[int, str], dict[str, Rank]] = defaultdict(dict)
        self._names: dict[str, str] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        size = len(entry.code)
        exact, loose = exact_key(entry.name), self._loose(entry.name)
        rank = Rank.EXACT if entry.official else Rank.FORMER if entry.former else Rank.LOOSE
        self._put(size, exact, entry.code, rank)
        if loose not in TOO_GENERAL:
            self._put(size, "~" + loose, entry.code, max(rank, Rank.LOOSE))
        bare = without_brackets(entry.name)
        if bare != entry.name:
            self._put(size, "~" + self._loose(bare), entry.code, max(rank, Rank.LOOSE))
        if entry.official:
            self._entries[size, entry.code[:3]].append((entry.code, exact, loose))
        if entry.official or entry.code not in self._names:
            self._names[entry.code] = entry.name

    def _put(self, size: int, key: str, code: str, rank: Rank) -> None:
        held = self._by_key[size, key]
        held[code] = min(rank, held.get(code, rank))

    def _loose(self, name: str) -> str:
        return loose_key(name, economic=self._economic)

    def name_of(self, code: str) -> str:
        """The name of a code in the year, or its last known one; empty for a code that is not listed."""
        return self._names.get(code, "")

    def fits(self, name: str, code: str) -> bool:
        """True where the code is listed under this name, or under one that begins with it or is nearly the same."""
        if exact_key(self.name_of(code)).startswith(exact_key(name)) or code in self.strong(name, len(code), (code,)).codes:
            return True
        return code in self.similar(name, len(code), (code[:-2],) if len(code) > 3 else None).codes

    def strong(self, name: str, size: int, within: Collection[str] | None = None) -> Hits:
        """Codes of `size` digits below one of the codes `within` (None: anywhere) that bear this name."""
        found: dict[str, Rank] = {}
        for key in (exact_key(name), "~" + self._loose(name)):
            for code, rank in self._by_key.get((size, key), {}).items():
                if _is_below(code, within):
                    found[code] = min(rank, found.get(code, rank))
        if not found:
            return NO_HITS
        best = min(found.values())
        return Hits(frozenset(code for code, rank in found.items() if rank == best), best)

    def _official(self, size: int, within: Collection[str] | None) -> Iterator[tuple[str, str, str]]:
        """Code, exact and loose key of the year's names below the codes `within`."""
        classes = (
            {code[:3] for code in within} if within is not None else {head for length, head in self._entries if length == size}
        )
        for head in sorted(classes):
            for entry in self._entries.get((size, head), ()):
                if _is_below(entry[0], within):
                    yield entry

    def cut(self, name: str, size: int, within: Collection[str] | None = None) -> Hits:
        """The one code whose name begins with the printed text; no hit where there are several or too little is left."""
        start = exact_key(name)
        if len(start) < SHORTEST_CUT:
            return NO_HITS
        codes = {code for code, exact, _ in self._official(size, within) if exact.startswith(start)}
        return Hits(frozenset(codes), Rank.CUT) if len(codes) == 1 else NO_HITS

    def similar(self, name: str, size: int, within: Collection[str] | None = None) -> Hits:
        """The one code whose name is nearly the same, clearly nearer than any other; only below known parents."""
        loose = self._loose(name)
        scores: dict[str, float] = {}
        for code, _, listed in self._official(size, within):
            scores[code] = max(fuzz.ratio(loose, listed), scores.get(code, 0.0))
        ranking = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranking or ranking[0][1] < SIMILAR_AT_LEAST:
            return NO_HITS
        if len(ranking) > 1 and ranking[0][1] - ranking[1][1] < SIMILAR_MARGIN:
            return NO_HITS
        return Hits(frozenset({ranking[0][0]}), Rank.SIMILAR)

    def weak(self, name: str, size: int, within: Collection[str] | None = None) -> Hits:
        """`cut`, else `similar`; the latter only below known parents or among the classes."""
        hits = self.cut(name, size, within)
        if not hits and (within or size == 3):
            hits = self.similar(name, size, within)
        return hits


def _is_below(code: str, within: Collection[str] | None) -> bool:
    return within is None or any(code.startswith(parent) for parent in within)


def _entries(subjects: Iterable[Subject], variants: Iterable[Variant], year: int) -> Iterable[Entry]:
    for subject in subjects:
        valid = subject.valid_in(year)
        yield Entry(subject.code, subject.name, valid, not valid)
    for variant in variants:
        official = variant.official_in(year)
        yield Entry(variant.code, variant.name, official, variant.until is not None and not official)


@cache
def functional_catalogue(year: int) -> Catalogue:
    """支出功能分类科目 as valid in the budget of `year`, other years' names marked so."""
    return Catalogue(_entries(functional_subjects(), FUNCTIONAL_VARIANTS, year))


@cache
def economic_catalogue(year: int) -> Catalogue:
    """部门预算支出经济分类科目 as valid in the budget of `year`, other years' names marked so."""
    return Catalogue(_entries(economic_subjects(), ECONOMIC_VARIANTS, year), economic=True)
