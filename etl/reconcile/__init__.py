"""The checks on a Report: a catalogue of rules, each application a record with both sides and its recomputation.

`reconcile` checks one report, `reconcile_years` a report against the one of the year before, `rules` lists the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable

from etl.extract.document import Document
from etl.reconcile import (  # noqa: F401  (importing a module enters its rules)
    between_tables,
    directions,
    evaluated,
    forms_costs,
    forms_indicators,
    forms_money,
    forms_scores,
    hierarchy,
    inside_table,
    narrative,
    numbering,
    over_time,
    parts_of_wholes,
    percentages,
    procurement,
    publication,
    words,
)
from etl.reconcile.catalogue import Rule, entered
from etl.reconcile.causes import group
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, checks_of
from etl.reconcile.prose import Prose
from etl.reconcile.recognised import Recognised
from etl.report import Check, Report

__all__ = ["Rule", "reconcile", "reconcile_years", "rule_table", "rules"]


def rules() -> tuple[Rule, ...]:
    """The catalogue, in a fixed order: by id."""
    return tuple(sorted(entered(), key=lambda entry: entry.id))


def rule_table() -> str:
    """The catalogue as a Markdown table in Chinese, for the documentation."""
    severities = {"error": "错误", "rounding": "舍入", "notice": "提示"}
    head = "| 规则 | 说明 | 最高级别 | 依据 | 示例 |\n| --- | --- | --- | --- | --- |"
    rows = [f"| `{r.id}` | {r.zh} | {severities[r.severity]} | {r.basis} | {r.example} |" for r in rules()]
    return "\n".join([head, *rows]) + "\n"


def reconcile(report: Report, document: Document | None = None) -> Report:
    """Return the report with the results of all checks: passed, failed, and once a rule that applied nowhere.

    `document` is the printed text that the report was read from; without it the checks on words and form do not apply. Pure
    and repeatable: checks already in the report are replaced.
    """
    facts = Facts(report, Prose(document) if document else None)
    findings: list[Finding] = []
    for entry in rules():
        if entry.body:
            findings += _applied(entry, entry.body(facts))
    recognised = Recognised(report)
    recognised.tone_down(findings)
    group(findings, facts)
    recognised.say_so(findings)
    return report.model_copy(update={"checks": checks_of(findings)})


def reconcile_years(report: Report, previous: Report) -> tuple[Check, ...]:
    """Check a report against the report of the same unit for the year before; the places are those of the later report."""
    now, before = Facts(report), Facts(previous)
    findings: list[Finding] = []
    for entry in rules():
        if entry.over_years:
            findings += _applied(entry, entry.over_years(now, before))
    recognised = Recognised(report)
    recognised.tone_down(findings)
    recognised.say_so(findings)
    return checks_of(findings)


def _applied(entry: Rule, found: Iterable[Finding]) -> list[Finding]:
    """What a rule found, under its id; or the one record that it did not apply."""
    findings = list(found)
    for finding in findings:
        finding.rule = entry.id
        if finding.status == "passed":
            finding.severity = entry.severity
    return findings or [Finding("not_applicable", entry.severity, f"缺少：{entry.needs}", rule=entry.id, tight=False)]
