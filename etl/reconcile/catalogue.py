"""The catalogue of rules: every check by its id, with title, severity and the identity or regulation it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding
from etl.report import Severity

RuleBody = Callable[[Facts], Iterable[Finding]]
YearRuleBody = Callable[[Facts, Facts], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `severity` is the most it can find, `needs` what must be printed for it to apply, `example` a case in words."""

    id: str
    zh: str
    severity: Severity
    basis: str
    needs: str
    example: str
    body: RuleBody | None = None  # over one report
    over_years: YearRuleBody | None = None  # over a report and the one of the year before


_RULES: dict[str, Rule] = {}


def _enter(entry: Rule) -> None:
    if entry.id in _RULES:
        raise ValueError(f"rule {entry.id} is defined twice")
    _RULES[entry.id] = entry


def rule(
    id: str,
    *,
    zh: str,
    severity: Severity = "error",
    basis: str,
    needs: str,
    example: str,
) -> Callable[[RuleBody], RuleBody]:
    """Enter a function into the catalogue under `id`. It yields one finding for each place where the rule applied."""

    def enter(body: RuleBody) -> RuleBody:
        _enter(Rule(id, zh, severity, basis, needs, example, body))
        return body

    return enter


def year_rule(
    id: str,
    *,
    zh: str,
    severity: Severity = "notice",
    basis: str,
    needs: str,
    example: str,
) -> Callable[[YearRuleBody], YearRuleBody]:
    """Enter a function that compares a report with the one of the year before."""

    def enter(body: YearRuleBody) -> YearRuleBody:
        _enter(Rule(id, zh, severity, basis, needs, example, over_years=body))
        return body

    return enter


def entered() -> tuple[Rule, ...]:
    """All rules entered so far, in the order of their entry."""
    return tuple(_RULES.values())
