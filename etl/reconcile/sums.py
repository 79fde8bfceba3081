"""Applying an identity to the figures of one table row, one table or one section of the prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from etl.reconcile.facts import MONEY_PHASES, Context, Facts, Figure, Key
from etl.reconcile.findings import Finding, Term, adds_up
from etl.reconcile.identities import Identity
from etl.vocabulary import Channel, Fund, Item, Phase

_BUDGETS = (Item.GENERAL_PUBLIC_APPROPRIATION, Item.GOVERNMENT_FUND_APPROPRIATION, Item.STATE_CAPITAL_APPROPRIATION)
_NOT_FISCAL = frozenset({Item.USE_OF_NONFISCAL_SURPLUS, Item.SURPLUS_DISTRIBUTION})
_DELTAS = frozenset({Phase.DELTA_PRIOR, Phase.DELTA_INITIAL_BUDGET, Phase.DELTA_ANNUAL_BUDGET})


def _parts(identity: Identity, found: Mapping[Item, Figure]) -> list[Figure]:
    """The parts that are printed, none of them twice: an appropriation or its three budgets, income or its one source."""
    parts = [found[item] for item in identity.parts if item in found]
    items = {part.key.item for part in parts}
    if Item.FISCAL_APPROPRIATION in items:
        spare = (Item.FISCAL_APPROPRIATION,) if Item.TOTAL_INCOME in items else _BUDGETS
        parts = [part for part in parts if part.key.item not in spare]
    return parts


def _complete(identity: Identity, fund: Fund, parts: list[Figure]) -> bool:
    """True where every part that such money can have is printed."""
    items = {part.key.item for part in parts}
    wanted = set(identity.parts)
    if fund is not Fund.ALL:
        wanted -= _NOT_FISCAL
    if Item.FISCAL_APPROPRIATION in items or items.isdisjoint(_BUDGETS):
        wanted -= set(_BUDGETS)
    if Item.TOTAL_INCOME in items or Item.FISCAL_APPROPRIATION not in items:
        wanted.discard(Item.FISCAL_APPROPRIATION)
    if Item.FISCAL_APPROPRIATION in items and Item.FISCAL_APPROPRIATION in wanted:
        wanted.discard(Item.TOTAL_INCOME)
    return wanted <= items


def apply(identity: Identity, found: Mapping[Item, Figure], *, doubt: bool = False) -> Finding | None:
    """Check one identity on figures of one scope and phase by account; None where it cannot be decided.

    In a table a part that is not printed is blank and adds nothing. Prose may leave parts out, so there an incomplete list
    only must not exceed the total (one that ends as the full list does is for a reader), and an incomplete list of changes
    decides nothing.
    """
    total = next((found[item] for item in identity.totals if item in found), None)
    if total is None or (identity.needed and not any(item in found for item in identity.needed)):
        return None
    parts = [part for part in _parts(identity, found) if part is not total]
    if not parts:
        return None
    terms: list[Term] = [(1, part) for part in parts]
    complete = total.context.channel is Channel.TABLE or _complete(identity, total.key.fund, parts)
    if total.key.phase in _DELTAS and not complete:
        finding = adds_up(total, terms, words=identity.words)
        return finding if finding.status == "passed" or finding.severity == "rounding" else None
    closed = any(part.key.item is identity.last for part in parts)
    if not complete and closed:
        return adds_up(total, terms, words=identity.words, doubt=True, why="所列各项可能不全")
    return adds_up(total, terms, words=identity.words, at_most=not complete, doubt=doubt)


def scopes(figures: list[Figure]) -> Iterator[tuple[Fund, Phase]]:
    """Fund and phase of the unit's own totals among figures, each once, in printed order."""
    seen = {
        (figure.key.fund, figure.key.phase): None
        for figure in figures
        if not figure.key.function and not figure.key.economy and figure.key.phase in MONEY_PHASES
    }
    return iter(seen)


def accounts_in(facts: Facts, context: Context, fund: Fund, phase: Phase, items: tuple[Item, ...]) -> dict[Item, Figure]:
    """The unit's own figures of some accounts in one table or section; the first of each."""
    found: dict[Item, Figure] = {}
    for item in items:
        figure = facts.inside(context, Key(fund, item, phase))
        if figure is not None:
            found[item] = figure
    return found


def over_contexts(facts: Facts, identity: Identity, channel: Channel) -> Iterator[Finding]:
    """Apply an identity to the unit's totals in every table, or in every section of the prose."""
    contexts = facts.tables() if channel is Channel.TABLE else facts.sections()
    for context, figures in contexts:
        for fund, phase in scopes(figures):
            found = accounts_in(facts, context, fund, phase, identity.items)
            doubt = channel is Channel.TABLE and facts.unread_within(context)
            finding = apply(identity.fitting(found), found, doubt=doubt) if len(found) > 1 else None
            if finding:
                yield finding


def over_rows(facts: Facts, identity: Identity) -> Iterator[Finding]:
    """Apply an identity to every row of the tables that prints a total with parts beside it."""
    for found in facts.rows.values():
        if len(found) > 1 and identity.totals[0] in found:
            finding = apply(identity, found)
            if finding:
                yield finding
