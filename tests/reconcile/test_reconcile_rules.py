"""Every rule of the catalogue has a case that satisfies it and a case that contradicts it, and finds just the latter."""

from __future__ import annotations

import pytest
from cases_accounts import CASES as ACCOUNTS
from cases_forms import CASES as FORMS
from cases_prose import CASES as PROSE
from reconcile_case import Case
from reconcile_examples import checks, failed

from etl.reconcile import rules

CASES: tuple[Case, ...] = (*ACCOUNTS, *PROSE, *FORMS)
_NAMED = [pytest.param(case, id=f"{case.rule}: {case.fault}") for case in CASES]


@pytest.mark.parametrize("case", _NAMED)
def test_rule_passes_where_the_statements_agree(case: Case) -> None:
    outcomes = {check.status for check in checks(case.good, case.rule, case.good_text)}
    assert outcomes == {"passed"}


@pytest.mark.parametrize("case", _NAMED)
def test_rule_fails_where_they_contradict_each_other(case: Case) -> None:
    found = failed(case.bad, case.rule, case.bad_text)
    assert found
    assert found[0].severity == case.severity
    assert found[0].message
    assert case.says in found[0].message


@pytest.mark.parametrize("case", [case for case in CASES if case.severity == "error"], ids=lambda case: case.rule)
def test_an_error_carries_both_sides_and_its_places(case: Case) -> None:
    for check in failed(case.bad, case.rule, case.bad_text):
        assert check.stated
        assert check.recomputed
        assert check.places


def test_every_rule_has_a_case() -> None:
    over_one_report = {rule.id for rule in rules() if rule.body}
    assert over_one_report == {case.rule for case in CASES}


def test_a_rule_finds_nothing_above_its_own_severity() -> None:
    order = ["notice", "rounding", "error"]
    most = {rule.id: order.index(rule.severity) for rule in rules()}
    for case in CASES:
        for check in failed(case.bad, case.rule, case.bad_text):
            assert check.severity == "rounding" or order.index(check.severity) <= most[case.rule]
