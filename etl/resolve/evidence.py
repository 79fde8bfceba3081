"""What a report itself proves about its names: the code and name pairs of its tables, and amounts that name a subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from etl.report import Observation, Report
from etl.resolve.catalogue import Catalogue, Entry, Rank
from etl.resolve.functional import SIZES
from etl.resolve.outcome import Outcome, Remark
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

PathKey = tuple[tuple[str, ...], Fund]

# The accounts that both a table and the prose print for a subject; the first that the prose gives decides.
COMPARED: Final = (Item.TOTAL_EXPENDITURE, Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE)


@dataclass(frozen=True)
class PrintedPairs:
    """The code and name pairs of a report's tables that may serve as a dictionary, and those at odds with the list."""

    catalogue: Catalogue
    codes: frozenset[str]
    at_odds: tuple[tuple[str, str], ...]


def printed_pairs(pairs: Iterable[tuple[str, str]], national: Catalogue, *, economic: bool = False) -> PrintedPairs:
    """Sift pairs of code and name as printed in tables.

    A pair whose very name the list gives to another code of the same parent is a misprint or a row read wrongly: it is at odds,
    and no name is looked up in it. Other names that the list does not have for the code are the report's own and serve.
    """
    usable: list[Entry] = []
    at_odds: list[tuple[str, str]] = []
    codes: set[str] = set()
    for code, name in dict.fromkeys(pairs):
        codes.add(code)
        if national.name_of(code) and not national.fits(name, code):
            at_odds.append((code, name))
            parent = code[:-2] if len(code) > 3 else ""
            given = national.strong(name, len(code), (parent,))
            if given and given.rank is not Rank.LOOSE:
                continue
        usable.append(Entry(code, name))
    return PrintedPairs(Catalogue(usable, economic=economic), frozenset(codes), tuple(at_odds))


def _is_final(row: Observation) -> bool:
    return row.phase is Phase.FINAL and row.unit is MeasureUnit.YUAN and bool(row.value)


def _agree(one: Observation, other: Observation) -> bool:
    """Same amount: equal, or the finer one rounds to the coarser."""
    return abs(one.value - other.value) <= max(one.tolerance, other.tolerance)


class AmountEvidence:
    """Final amounts of a report by subject, to tell which table row a paragraph of unknown name speaks of.

    `code_of` gives the code of a table row, printed or found by its name.
    """

    def __init__(self, report: Report, code_of: Callable[[Observation], str]) -> None:
        self._table: dict[tuple[Fund, Item], list[tuple[str, Observation]]] = defaultdict(list)
        self._prose: dict[tuple[PathKey, Item], list[Observation]] = defaultdict(list)
        for row in report.observations:
            if row.item not in COMPARED or row.economic_code or row.economic_path or not _is_final(row):
                continue
            if row.channel is Channel.TABLE:
                self._table[row.fund, row.item].append((code_of(row), row))
            elif row.functional_path:
                self._prose[(row.functional_path, row.fund), row.item].append(row)

    def proven(self, outcomes: Mapping[PathKey, Outcome]) -> dict[PathKey, str]:
        """Codes of open paths that amounts prove.

        The table of the same fund prints the same amount, other than zero, for one subject of that level below the known
        parents, no other paragraph speaks of that subject, and no other open path lays claim to it. Anything less is no proof.
        """
        taken = {(fund, outcome.code) for (_, fund), outcome in outcomes.items() if outcome.code}
        claims: dict[tuple[Fund, str], list[PathKey]] = defaultdict(list)
        for key, outcome in outcomes.items():
            if outcome.is_open:
                codes = self._same_amount(key, outcome)
                free = {code for code in codes if (key[1], code) not in taken}
                if len(free) == 1:
                    claims[key[1], free.pop()].append(key)
        return {keys[0]: code for (_, code), keys in claims.items() if len(keys) == 1}

    def _same_amount(self, key: PathKey, outcome: Outcome) -> set[str]:
        path, fund = key
        depth = max((at for at, name in enumerate(path) if name), default=-1)
        size = SIZES[depth] if 0 <= depth < len(SIZES) else 0
        for item in COMPARED:
            stated = self._prose.get((key, item))
            if stated:
                return {
                    code
                    for code, row in self._table.get((fund, item), ())
                    if len(code) == size and all(_agree(row, one) for one in stated) and _is_possible(code, outcome)
                }
        return set()


def _is_possible(code: str, outcome: Outcome) -> bool:
    if Remark.AMBIGUOUS in outcome.remarks:
        return code in outcome.candidates
    return not outcome.within or any(code.startswith(parent) for parent in outcome.within)


def by_groups(outcomes: Mapping[PathKey, Outcome]) -> dict[PathKey, str]:
    """Codes of ambiguous 项 that the groups of a report settle.

    Of the subjects that a name may be, one alone is of a 款 of which the report names another 项 with certainty for the same
    fund (行政运行 beside 案件审判 is that of the courts). No other path of the fund has or claims that code.
    """
    known = {(fund, outcome.code) for (_, fund), outcome in outcomes.items() if len(outcome.code) == SIZES[-1]}
    groups = {(fund, code[: SIZES[1]]) for fund, code in known}
    claims: dict[tuple[Fund, str], list[PathKey]] = defaultdict(list)
    for key, outcome in outcomes.items():
        if outcome.is_open and Remark.AMBIGUOUS in outcome.remarks:
            fund = key[1]
            beside = [code for code in outcome.candidates if (fund, code[: SIZES[1]]) in groups]
            if len(beside) == 1 and len(beside[0]) == SIZES[-1] and (fund, beside[0]) not in known:
                claims[fund, beside[0]].append(key)
    return {keys[0]: code for (_, code), keys in claims.items() if len(keys) == 1}
