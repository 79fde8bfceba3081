"""What a rule yields for each place where it applied: both sides, the recomputation, the judgement, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from pydantic import TypeAdapter

from etl.reconcile.facts import Figure, places
from etl.reconcile.tolerance import ZERO, Interval, Outcome, judge_amounts
from etl.reconcile.wording import digits, finest, in_unit, label, printed, sum_text, where
from etl.report import Check, CheckStatus, Place, Severity

Term = tuple[int, Figure]
_LAST_DIGIT = "（末位舍入可以解释）"
_DOUBT = "（其中有推算或未读全的数字，须人工核对）"


@dataclass(slots=True, eq=False)
class Finding:
    """One application of a rule. `implied` gives for figures in it the values that would satisfy the identity."""

    status: CheckStatus
    severity: Severity = "error"
    message: str = ""
    stated: str = ""
    recomputed: str = ""
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    figures: tuple[Figure, ...] = ()
    implied: tuple[tuple[Figure, Interval], ...] = ()
    places: tuple[Place, ...] = ()
    rule: str = ""
    cause: str = ""
    proposed: str = ""
    tight: bool = True  # it would notice another value of any figure in it
    notes: list[str] = field(default_factory=list)


_CHECKS: Final = TypeAdapter(tuple[Check, ...])


def checks_of(findings: Iterable[Finding]) -> tuple[Check, ...]:
    """The records of the Report, validated in one go."""
    return _CHECKS.validate_python(tuple(_record(finding) for finding in findings))


def _record(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "status": finding.status,
        "severity": finding.severity,
        "message": "；".join([finding.message, *finding.notes]) if finding.notes else finding.message,
        "stated": finding.stated,
        "recomputed": finding.recomputed,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "places": finding.places or places(finding.figures),
        "cause": finding.cause,
        "proposed": finding.proposed,
    }


def weigh(outcome: Outcome, figures: Iterable[Figure], most: Severity, *, doubt: bool = False) -> tuple[Severity, str]:
    """The severity of a failed identity and what the message adds: nothing read uncertainly is the bureau's error."""
    if outcome == "rounding":
        return "rounding", ""
    if most == "error" and (doubt or any(not figure.certain for figure in figures)):
        return "notice", _DOUBT
    return most, ""


def adds_up(
    stated: Figure,
    terms: Sequence[Term],
    *,
    words: str,
    most: Severity = "error",
    doubt: bool = False,
    at_most: bool = False,
    why: str = "",
) -> Finding:
    """Check that `stated` is the sum of the terms; with `at_most`, that they do not exceed it (a list that may be incomplete).

    `words` name the parts in the message, `why` the ground of a doubt.
    """
    total = sum((sign * figure.value for sign, figure in terms), ZERO)
    figures = (stated, *(figure for _, figure in terms))
    difference = stated.value - total
    outcome, allowed = judge_amounts(difference, [figure.tolerance for figure in figures])
    fine = finest(stated, figures)
    recomputed = sum_text(terms, total, fine)
    if outcome == "passed" or (at_most and outcome == "error" and difference > 0):
        tight = outcome == "passed"
        return Finding(
            "passed", most, "", printed(stated), recomputed, difference, allowed, figures, (), places(figures), tight=tight
        )
    severity, doubtful = weigh(outcome, figures, most, doubt=doubt)
    if doubtful and why:
        doubtful = f"（{why}）"
    exceeds = at_most and difference < 0 and outcome == "error"
    message = (
        f"{label(stated)}{where(stated)}为 {printed(stated)}，{words}合计 {in_unit(total, fine)}，"
        f"{'部分超过总额' if exceeds else '两者不等'}，相差 {in_unit(abs(difference), fine)}"
        f"{doubtful or _LAST_DIGIT * (outcome == 'rounding')}"
    )
    implied = (_limits if at_most else _mends)(stated, terms, difference, allowed)
    return Finding("failed", severity, message, printed(stated), recomputed, difference, allowed, figures, implied)


def _mends(stated: Figure, terms: Sequence[Term], difference: Decimal, allowed: Decimal) -> tuple[tuple[Figure, Interval], ...]:
    """What each figure would have to be for the sum to hold."""
    found = [(stated, Interval.around(stated.value - difference, allowed))]
    found += [(figure, Interval.around(figure.value + sign * difference, allowed)) for sign, figure in terms]
    return tuple(found)


def _limits(
    stated: Figure, terms: Sequence[Term], difference: Decimal, allowed: Decimal
) -> tuple[tuple[Figure, Interval], ...]:
    """What each figure would have to be at least or at most for the parts to stay within the total."""
    found = [(stated, Interval.at_least(stated.value - difference - allowed))]
    found += [(figure, Interval.at_most(figure.value + difference + allowed)) for sign, figure in terms if sign > 0]
    return tuple(found)


def same(first: Figure, second: Figure, *, most: Severity = "error", words: str = "") -> Finding:
    """Check that one fact printed in two places has one value; `second` is the one that is measured by `first`."""
    difference = second.value - first.value
    outcome, allowed = judge_amounts(difference, (first.tolerance, second.tolerance))
    figures = (first, second)
    recomputed = f"{where(first)} {printed(first)}"
    if outcome == "passed":
        return Finding("passed", most, "", printed(second), recomputed, difference, allowed, figures, (), places(figures))
    severity, doubtful = weigh(outcome, figures, most)
    gap = in_unit(abs(difference), finest(first, figures))
    message = (
        f"{words or label(first)}{where(first)}为 {printed(first)}，另一处{where(second)}为 {printed(second)}，相差 {gap}"
        f"{_LAST_DIGIT if outcome == 'rounding' else doubtful}"
    )
    implied = ((first, second.interval), (second, first.interval))
    return Finding(
        "failed", severity, message, printed(second), recomputed, difference, allowed, figures, implied, places(figures)
    )


def not_above(part: Figure, whole: Figure, *, words: str, most: Severity = "error") -> Finding:
    """Check that a part does not exceed its whole beyond what rounding allows."""
    difference = part.value - whole.value
    allowed = part.tolerance + whole.tolerance
    figures = (part, whole)
    recomputed = f"{label(whole)} {printed(whole)}"
    if difference <= 0:
        return Finding(
            "passed", most, "", printed(part), recomputed, difference, allowed, figures, (), places(figures), tight=False
        )
    severity, doubtful = weigh("error" if difference > allowed else "rounding", figures, most)
    message = (
        f"{label(part)} {printed(part)} 大于{words}{label(whole)} {printed(whole)}，"
        f"部分超过整体 {in_unit(difference, finest(part, figures))}{doubtful}"
    )
    implied = ((part, Interval.at_most(whole.value + allowed)), (whole, Interval.at_least(part.value - allowed)))
    return Finding(
        "failed", severity, message, printed(part), recomputed, difference, allowed, figures, implied, places(figures)
    )


def remark(
    message: str,
    *,
    at: Iterable[Place],
    stated: str = "",
    recomputed: str = "",
    severity: Severity = "notice",
    proposed: str = "",
    figures: tuple[Figure, ...] = (),
) -> Finding:
    """A failed check that rests on words or form rather than on an identity of amounts."""
    return Finding(
        "failed", severity, message, stated, recomputed, figures=figures, places=tuple(at), proposed=proposed, tight=False
    )


def fine(*, at: Iterable[Place] = (), stated: str = "", recomputed: str = "", severity: Severity = "notice") -> Finding:
    """A check of words or form that passed."""
    return Finding("passed", severity, "", stated, recomputed, places=tuple(at), tight=False)


def side_text(terms: Sequence[Term]) -> str:
    """One side of a balance: digits joined by signs."""
    return "".join(
        (digits(figure) if sign > 0 else f"-{digits(figure)}") if at == 0 else f" {'+' if sign > 0 else '-'} {digits(figure)}"
        for at, (sign, figure) in enumerate(terms)
    )
