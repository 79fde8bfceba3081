"""Functional subjects: printed 类/款/项 names to the code of 支出功能分类科目, in the hierarchy and year of the report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.reference import functional_subjects
from etl.resolve.catalogue import Catalogue, Hits, Rank
from etl.resolve.names import split_code
from etl.resolve.outcome import REMARK_OF_RANK, Outcome, Remark
from etl.vocabulary import Fund

SIZES: Final = (3, 5, 7)  # digits of 类, 款, 项

BUDGET_OF_FUND: Final = {
    Fund.GENERAL_PUBLIC: "general_public",
    Fund.GOVERNMENT_FUND: "government_fund",
    Fund.STATE_CAPITAL: "state_capital",
}


@dataclass(frozen=True)
class FunctionalNames:
    """Where names are looked up: the list of the year and, beside it, the pairs that the report's own tables print."""

    national: Catalogue
    printed: Catalogue
    printed_codes: frozenset[str]


@dataclass(frozen=True)
class _Parents:
    within: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    elsewhere: frozenset[str] = frozenset()  # groups of this name under another class than the printed one

    @property
    def known(self) -> frozenset[str] | None:
        """The parents to search below; None where nothing is known of them."""
        return self.within or None


@cache
def _budgets() -> dict[str, str]:
    return {subject.code: subject.kind for subject in functional_subjects()}


def resolve_functional(path: tuple[str, ...], fund: Fund, names: FunctionalNames) -> Outcome:
    """Find the code of a printed path, from the class down, ``''`` for a level that is not printed.

    The last printed level decides the length of the code. A name that fits several subjects is settled by the report's own
    tables or not at all; a group printed under a class that it does not belong to leaves the path open.
    """
    levels = [split_code(text) for text in path]
    while levels and not any(levels[-1]):
        levels.pop()
    if not levels:
        return Outcome(stands_for_nothing=True)
    if len(levels) > len(SIZES):
        return Outcome(remarks=(Remark.UNRESOLVED,))
    name, code = levels[-1]
    if code:
        return _as_printed(code, name, names)
    parents = _parents(levels[:-1], names)
    depth = len(levels) - 1
    if parents.elsewhere:
        within = parents.elsewhere | parents.within
        fitting = names.national.strong(name, SIZES[depth], within)
        remark = Remark.AMBIGUOUS if fitting else Remark.UNRESOLVED
        return Outcome(remarks=(remark,), candidates=tuple(sorted(fitting.codes)), within=within)
    return _last(name, depth, parents, fund, names)


def _as_printed(code: str, name: str, names: FunctionalNames) -> Outcome:
    listed = names.national.name_of(code)
    differs = bool(name and listed) and not names.national.fits(name, code)
    return Outcome(code, (Remark.CODE_DIFFERS,) if differs else ())


def _parents(levels: list[tuple[str, str]], names: FunctionalNames) -> _Parents:
    """Narrow down level by level; a level that is not printed leaves the parents as they are."""
    within: frozenset[str] = frozenset()
    remarks: list[Remark] = []
    for size, (name, code) in zip(SIZES, levels, strict=False):
        if code:
            within = frozenset({code})
        elif name:
            hits = _strong(name, size, within or None, names)
            if not hits and size == 5 and within & names.national.strong(name, 3).codes:
                remarks.append(Remark.CLASS_FOR_GROUP)
                continue
            if not hits and within and (elsewhere := names.national.strong(name, size)):
                return _Parents(within, tuple(remarks), elsewhere.codes)
            hits = hits or names.national.weak(name, size, within or None)
            if not hits:
                remarks.append(Remark.PARENT_UNKNOWN)
                continue
            within = hits.codes
            if hits.rank in REMARK_OF_RANK:
                remarks.append(REMARK_OF_RANK[hits.rank])
    return _Parents(within, tuple(remarks))


def _strong(name: str, size: int, within: Collection[str] | None, names: FunctionalNames) -> Hits:
    """The subjects of a name in the list of the year; in the report's own tables where those have it more exactly."""
    listed, own = names.national.strong(name, size, within), names.printed.strong(name, size, within)
    return own if own and (not listed or own.rank < listed.rank) else listed


def _sizes_to_try(depth: int, parents: _Parents) -> tuple[int, ...]:
    """The level of its place first; then deeper ones (款 left out); a name that stands alone may also be a higher one."""
    alone = not parents.within
    return SIZES[depth:] + (tuple(reversed(SIZES[:depth])) if alone else ())


def _last(name: str, depth: int, parents: _Parents, fund: Fund, names: FunctionalNames) -> Outcome:
    for size in _sizes_to_try(depth, parents):
        listed = _of_budget(names.national.strong(name, size, parents.known), fund)
        table = _of_budget(names.printed.strong(name, size, parents.known), fund)
        if listed or table:
            moved = size != SIZES[depth]
            return _settle(listed, table, parents, names, bare=not parents.within and (depth > 0 or moved))
    if Remark.PARENT_UNKNOWN not in parents.remarks:
        weak = _of_budget(names.national.weak(name, SIZES[depth], parents.known), fund)
        if weak:
            return _settle(weak, Hits(), parents, names, bare=False)
    return Outcome(remarks=(Remark.UNRESOLVED,), within=parents.within)


def _of_budget(hits: Hits, fund: Fund) -> Hits:
    """Only the subjects of the fund's own budget where there are any; classes serve several budgets and all stay."""
    budget = BUDGET_OF_FUND.get(fund)
    own = frozenset(code for code in hits.codes if len(code) == 3 or budget in (None, _budgets().get(code)))
    return Hits(own, hits.rank) if own else hits


def _settle(listed: Hits, table: Hits, parents: _Parents, names: FunctionalNames, *, bare: bool) -> Outcome:
    remarks = list(parents.remarks)
    codes, rank = listed.codes, listed.rank
    if len(codes) != 1:
        known = table.codes or frozenset(code for code in codes if code in names.printed_codes)
        if len(known) != 1:
            every = tuple(sorted(codes | table.codes))
            return Outcome(remarks=(Remark.AMBIGUOUS,), candidates=every, within=parents.within)
        codes, rank = known, Rank.EXACT
        remarks.append(Remark.BY_TABLE)
    elif len(table.codes) == 1 and table.codes != codes:
        codes, rank = table.codes, Rank.EXACT
        remarks.append(Remark.BY_TABLE)
    elif bare:
        remarks.append(Remark.INCOMPLETE)
    if rank in REMARK_OF_RANK:
        remarks.append(REMARK_OF_RANK[rank])
    return Outcome(next(iter(codes)), tuple(dict.fromkeys(remarks)), within=parents.within)
