"""Economic subjects: printed class and item names to the code of 部门预算支出经济分类科目."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.reference import economic_subjects
from etl.resolve.catalogue import NO_HITS, Catalogue, Hits
from etl.resolve.names import exact_key, split_code
from etl.resolve.outcome import REMARK_OF_RANK, Outcome, Remark
from etl.vocabulary import Item

PERSONNEL: Final = "personnel"
PUBLIC: Final = "public"

# What stands above the items where no class is printed; none of them is a subject.
CATEGORY_OF_NAME: Final = {
    "人员经费": PERSONNEL,
    "人员支出": PERSONNEL,
    "人员经费合计": PERSONNEL,
    "公用经费": PUBLIC,
    "公用支出": PUBLIC,
    "日常公用经费": PUBLIC,
    "公用经费合计": PUBLIC,
    "机关运行经费": PUBLIC,
}
# Accounts that hold only some categories: capital construction (309, 311) and 313 are never basic expenditure.
CATEGORIES_OF_ITEM: Final = {
    Item.BASIC_EXPENDITURE: frozenset({PERSONNEL, PUBLIC}),
    Item.PERSONNEL: frozenset({PERSONNEL}),
    Item.PUBLIC: frozenset({PUBLIC}),
    Item.OPERATING_COST: frozenset({PUBLIC}),
}


@dataclass(frozen=True)
class EconomicNames:
    """Where names are looked up. `heads` are names that the report uses as a class, with items below them."""

    national: Catalogue
    printed: Catalogue
    printed_codes: frozenset[str]
    heads: frozenset[str]


@cache
def _classes() -> dict[str, str]:
    return {subject.code: subject.kind for subject in economic_subjects() if len(subject.code) == 3}


def _classes_of(categories: frozenset[str] | None) -> frozenset[str]:
    return frozenset(code for code, kind in _classes().items() if categories is None or kind in categories)


def heads_of(paths: list[tuple[str, ...]]) -> frozenset[str]:
    """Keys of the names that stand above items in the paths of a report."""
    return frozenset(exact_key(path[-2]) for path in paths if len(path) > 1 and path[-2] and path[-1])


def resolve_economic(path: tuple[str, ...], item: Item, names: EconomicNames) -> Outcome:
    """Find the code of a printed class and item name; the first name may be a category (人员经费, 公用经费) instead.

    The same item occurs in several classes: the printed class or category decides, then the account (`item`), then the
    report's own tables; what fits several classes even so stays open.
    """
    levels = [split_code(text) for text in path if text]
    if not levels:
        return Outcome(stands_for_nothing=True)
    name, code = levels[-1]
    if code:
        differs = bool(name and names.national.name_of(code)) and not names.national.fits(name, code)
        return Outcome(code, (Remark.CODE_DIFFERS,) if differs else ())
    categories = CATEGORIES_OF_ITEM.get(item)
    category = CATEGORY_OF_NAME.get(levels[0][0])
    if category is not None:
        categories = frozenset({category})
        levels = levels[1:]
    if not levels:
        return Outcome(stands_for_nothing=True)
    allowed = _classes_of(categories)
    if len(levels) > 1:
        return _below_class(levels[-2], name, allowed, names)
    outcome = _alone(name, allowed, names, listed_below=category is not None or (len(path) > 1 and not path[0]))
    if outcome.code or category is None or outcome.candidates or name.startswith("其他"):
        return outcome
    # listed below the other category than its own: the name decides where it has one class only
    elsewhere = _strong(name, _classes_of(CATEGORIES_OF_ITEM.get(item)), names)
    return _settle(elsewhere, names, (Remark.OTHER_CLASS,)) if elsewhere else outcome


def _alone(name: str, allowed: frozenset[str], names: EconomicNames, *, listed_below: bool) -> Outcome:
    """A name without its class: an item first where it stands in a list below a category, else the better fit."""
    as_class, as_item = names.national.strong(name, 3, allowed), _strong(name, allowed, names)
    if listed_below:
        hits = as_item or as_class
    elif as_class and (not as_item or as_class.rank <= as_item.rank or exact_key(name) in names.heads):
        hits = as_class
    else:
        hits = as_item
    return _settle(hits or names.national.weak(name, 5, allowed), names, ())


def _below_class(head: tuple[str, str], name: str, allowed: frozenset[str], names: EconomicNames) -> Outcome:
    remarks: tuple[Remark, ...] = ()
    printed = Hits(frozenset({head[1]})) if head[1] else NO_HITS
    classes = printed or names.national.strong(head[0], 3) or names.national.weak(head[0], 3)
    if not classes:
        remarks = (Remark.PARENT_UNKNOWN,)
        return _settle(_strong(name, allowed, names), names, remarks)
    if classes.rank in REMARK_OF_RANK:
        remarks = (REMARK_OF_RANK[classes.rank],)
    hits = _strong(name, classes.codes, names)
    if not hits and names.national.strong(name, 3, classes.codes):
        return _settle(names.national.strong(name, 3, classes.codes), names, remarks)
    if not hits:
        kinds = frozenset(_classes().get(code, "") for code in classes.codes)
        hits = _strong(name, _classes_of(kinds) & allowed, names) if "" not in kinds else NO_HITS
        if hits:
            return _settle(hits, names, (*remarks, Remark.OTHER_CLASS))
    return _settle(hits or names.national.weak(name, 5, classes.codes), names, remarks)


def _strong(name: str, within: frozenset[str], names: EconomicNames) -> Hits:
    return names.national.strong(name, 5, within) or names.printed.strong(name, 5, within)


def _settle(hits: Hits, names: EconomicNames, remarks: tuple[Remark, ...]) -> Outcome:
    if not hits:
        return Outcome(remarks=(Remark.UNRESOLVED,))
    codes = hits.codes
    if len(codes) > 1:
        codes = frozenset(code for code in codes if code in names.printed_codes)
        if len(codes) != 1:
            return Outcome(remarks=(Remark.AMBIGUOUS,), candidates=tuple(sorted(hits.codes)))
        remarks = (*remarks, Remark.BY_TABLE)
    if hits.rank in REMARK_OF_RANK:
        remarks = (*remarks, REMARK_OF_RANK[hits.rank])
    return Outcome(next(iter(codes)), tuple(dict.fromkeys(remarks)))
