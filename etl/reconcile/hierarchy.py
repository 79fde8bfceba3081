"""Checks of the code hierarchy, 类 = Σ款 = Σ项, and of economic classes; tables may list any of the levels in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import MONEY_PHASES, Context, Facts, Figure, Key
from etl.reconcile.findings import Finding, adds_up
from etl.vocabulary import Channel, Fund, Item, Phase

Column = tuple[Context, Fund, Item, Phase]
_CLASS, _GROUP, _LEAF = 3, 5, 7
_WORDS: Final = {_CLASS: "所列各类", _GROUP: "所列各款", _LEAF: "所列各项"}
_STOCKS: Final = frozenset({Item.OPENING_BALANCE, Item.CLOSING_BALANCE})


def columns(facts: Facts, channel: Channel) -> Mapping[Column, dict[str, Figure]]:
    """Every column of subjects: figures by functional code, the first of each; rows without a code under ``=``."""
    found: dict[Column, dict[str, Figure]] = defaultdict(dict)
    for figure in facts.figures:
        key = figure.key
        if figure.context.channel is channel and not key.economy and key.phase in MONEY_PHASES:
            found[figure.context, key.fund, key.item, key.phase].setdefault(key.function, figure)
    return found


def _level(column: Mapping[str, Figure], prefix: str, length: int) -> list[Figure]:
    return [figure for code, figure in column.items() if len(code) == length and code.isdigit() and code.startswith(prefix)]


def _children(column: Mapping[str, Figure], parent: str) -> list[Figure]:
    """The rows directly below a code: of the next level, or of the one after where that level is not listed at all."""
    for length in (_CLASS, _GROUP, _LEAF):
        if length > len(parent):
            below = _level(column, parent, length)
            if below:
                return _with_unlisted(column, below, length)
    return []


def _with_unlisted(column: Mapping[str, Figure], below: list[Figure], length: int) -> list[Figure]:
    """Add deeper rows whose own parent is not listed (a table that prints 款 for some subjects and only 项 for others)."""
    listed = {figure.key.function for figure in below}
    prefix = {code[: length - 2] for code in listed} if length > _CLASS else {""}
    deeper = [
        figure
        for code, figure in column.items()
        if len(code) > length
        and code.isdigit()
        and code[:length] not in listed
        and (length == _CLASS or code[: length - 2] in prefix)
        and not any(code[:n] in column for n in range(length, len(code), 2))
    ]
    return below + deeper


def _unnamed(column: Mapping[str, Figure]) -> bool:
    return any(code.startswith("=") for code in column)


def _doubtful(facts: Facts, context: Context, column: Mapping[str, Figure]) -> bool:
    """True where cells of the column may be missing from what was read."""
    item = next(iter(column.values())).key.item
    parts = item not in (Item.TOTAL_EXPENDITURE, Item.TOTAL_INCOME)
    return facts.unread_within(context) or (parts and facts.has_open_rows(context))


def _class_unknown(figure: Figure) -> bool:
    """True where a subject's code was resolved from a path that does not name its 类."""
    row = figure.observation
    return row is not None and len(row.functional_path) > 1 and not row.functional_path[0]


def _sums(facts: Facts, column: Mapping[str, Figure], *, top: bool, exact: bool) -> Iterator[Finding]:
    context = next(iter(column.values())).context
    doubt = _unnamed(column) or (exact and _doubtful(facts, context, column))
    for code, figure in column.items():
        if (code == "") is not top or code.startswith("=") or len(code) >= _LEAF:
            continue
        below = _children(column, code)
        if below:
            words = _WORDS[min(len(child.key.function) for child in below)]
            unsure = doubt or (not exact and code != "" and any(_class_unknown(child) for child in below))
            yield adds_up(figure, [(1, child) for child in below], words=words, doubt=unsure, at_most=not exact)


@rule(
    "table.column_sum",
    zh="表内：合计行等于各科目之和",
    basis="部门决算报表的勾稽关系：公开01—05、08、09表各栏",
    needs="按功能分类列示的表及其合计行",
    example="合计 100.00，208 类 60.00 + 210 类 38.00 = 98.00",
)
def column_sum(facts: Facts) -> Iterable[Finding]:
    """The total of a column is the sum of the classes listed, or of the deepest level listed."""
    for column in columns(facts, Channel.TABLE).values():
        if "" in column and len(column) > 1:
            yield from _sums(facts, column, top=True, exact=True)


@rule(
    "table.hierarchy",
    zh="表内：类等于所列款之和，款等于所列项之和",
    basis="《政府收支分类科目》：类、款、项逐级包含",
    needs="同一栏中的上级科目与下级科目",
    example="20805 款 30.00，2080505 项 20.00 + 2080506 项 9.00 = 29.00",
)
def hierarchy(facts: Facts) -> Iterable[Finding]:
    """类 = Σ款, 款 = Σ项; 类 = Σ项 where no 款 is listed."""
    for column in columns(facts, Channel.TABLE).values():
        if len(column) > 1:
            yield from _sums(facts, column, top=False, exact=True)


@rule(
    "narrative.hierarchy",
    zh="文内：总额、类级科目与所列下级科目之和",
    basis="《政府收支分类科目》：类、款、项逐级包含",
    needs="说明中同一口径的上级与下级科目",
    example="社会保障和就业支出 40.00，所列各项合计 42.00",
)
def narrative_hierarchy(facts: Facts) -> Iterable[Finding]:
    """What the prose lists below a total must not exceed it; that it falls short may be what the prose leaves out."""
    for (_, _, item, phase), column in columns(facts, Channel.NARRATIVE).items():
        if len(column) > 1 and item not in _STOCKS and phase in (Phase.FINAL, Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET):
            yield from _sums(facts, column, top=True, exact=False)
            yield from _sums(facts, column, top=False, exact=False)


def _economic(facts: Facts, channel: Channel) -> Mapping[Column, dict[str, Figure]]:
    found: dict[Column, dict[str, Figure]] = defaultdict(dict)
    for figure in facts.figures:
        key = figure.key
        if key.economy and figure.context.channel is channel and not key.function and key.phase in MONEY_PHASES:
            found[figure.context, key.fund, key.item, key.phase].setdefault(key.economy, figure)
    return found


def _economic_sums(facts: Facts, column: Mapping[str, Figure], *, exact: bool) -> Iterator[Finding]:
    context = next(iter(column.values())).context
    doubt = any(code.startswith("=") for code in column) or (exact and facts.unread_within(context))
    for code, figure in column.items():
        if len(code) != _CLASS or not code.isdigit():
            continue
        below = [child for other, child in column.items() if len(other) == _GROUP and other.startswith(code)]
        if below:
            yield adds_up(figure, [(1, child) for child in below], words=_WORDS[_GROUP], doubt=doubt, at_most=not exact)


@rule(
    "table.economic_classes",
    zh="表内：经济分类的类等于所列款之和",
    basis="《政府收支分类科目》部门预算支出经济分类：公开06表",
    needs="基本支出表的经济分类类、款",
    example="302 类 30.00，各款合计 29.00",
)
def economic_classes(facts: Facts) -> Iterable[Finding]:
    """301, 302, 303, 310 … = the sum of their 款 in the same table."""
    for column in _economic(facts, Channel.TABLE).values():
        yield from _economic_sums(facts, column, exact=True)


@rule(
    "narrative.economic_classes",
    zh="文内：经济分类的类、人员经费、公用经费与所列各款之和",
    basis="《政府收支分类科目》部门预算支出经济分类",
    needs="说明中列出金额的经济分类科目",
    example="公用经费 90.00，所列各款合计 92.00",
)
def narrative_economic_classes(facts: Facts) -> Iterable[Finding]:
    """The 款 that prose lists must not exceed their class, nor 人员经费 and 公用经费; lists often end in 等."""
    for (context, fund, item, phase), column in _economic(facts, Channel.NARRATIVE).items():
        yield from _economic_sums(facts, column, exact=False)
        if item is Item.BASIC_EXPENDITURE and phase is Phase.FINAL:
            yield from _personnel_public(facts, context, fund, column)
        if item is Item.PROJECT_EXPENDITURE:
            yield from _project_classes(facts, context, fund, phase, column)


def _personnel_public(facts: Facts, context: Context, fund: Fund, column: Mapping[str, Figure]) -> Iterator[Finding]:
    if any(len(code) == _CLASS for code in column):
        return
    personnel = [figure for code, figure in column.items() if code[:3] in ("301", "303")]
    public = [figure for code, figure in column.items() if code[:3].isdigit() and code[:3] not in ("301", "303")]
    for item, parts in ((Item.PERSONNEL, personnel), (Item.PUBLIC, public)):
        total = facts.inside(context, Key(fund, item, Phase.FINAL))
        if total and parts:
            yield adds_up(total, [(1, part) for part in parts], words="所列各款", doubt=_unnamed(column), at_most=True)


def _project_classes(
    facts: Facts, context: Context, fund: Fund, phase: Phase, column: Mapping[str, Figure]
) -> Iterator[Finding]:
    total = facts.inside(context, Key(fund, Item.PROJECT_EXPENDITURE, phase))
    classes = [figure for code, figure in column.items() if len(code) == _CLASS]
    if total and classes:
        yield adds_up(total, [(1, part) for part in classes], words="所列各类", at_most=True)
