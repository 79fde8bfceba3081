"""A report against the report of the year before: balances carried over, restatements, jumps, subjects that come and go."""

from __future__ import annotations

from reconcile_examples import report

from etl.reconcile import reconcile_years, rules
from etl.report import Check, Report


def of(rule: str, now: Report, before: Report) -> list[Check]:
    """What one rule over years found."""
    return [check for check in reconcile_years(now, before) if check.rule == rule]


def test_the_opening_balance_is_last_years_closing_balance() -> None:
    now, before = report("table summary all: opening_balance=7.00"), report("table summary all: closing_balance=7.00")
    assert [check.status for check in of("over_time.closing_carried", now, before)] == ["passed"]
    moved = report("table summary all: closing_balance=9.00")
    (check,) = of("over_time.closing_carried", now, moved)
    assert (check.status, check.severity) == ("failed", "notice")
    assert "相差 2.00万元" in check.message


def test_last_years_figure_as_stated_now_against_last_years_report() -> None:
    now = report("prose expenditure all: total_expenditure=110.00 total_expenditure.delta_prior=10.00")
    same = report("table expenditure all: total_expenditure=100.00")
    restated = report("table expenditure all: total_expenditure=95.00")
    assert [check.status for check in of("over_time.prior_stated", now, same)] == ["passed"]
    (check,) = of("over_time.prior_stated", now, restated)
    assert (check.status, check.severity, check.stated) == ("failed", "notice", "100.00万元")


def test_a_jump_by_ten_thousand_is_a_matter_of_the_unit() -> None:
    now, before = (
        report("table expenditure all: total_expenditure=800000.00"),
        report("table expenditure all: total_expenditure=80.00"),
    )
    (check,) = of("over_time.unit_jump", now, before)
    assert "一万倍" in check.message
    assert [check.status for check in of("over_time.unit_jump", before, before)] == ["passed"]


def test_subjects_that_appear_and_vanish_are_named() -> None:
    now = report(
        "table expenditure all 2080101 行政运行: total_expenditure=5.00",
        "table expenditure all 2080505 养老: total_expenditure=1.00",
    )
    before = report(
        "table expenditure all 2080101 行政运行: total_expenditure=5.00",
        "table expenditure all 2080701 就业: total_expenditure=2.00",
    )
    messages = [check.message for check in of("over_time.subjects", now, before) if check.status == "failed"]
    assert any("2080505" in message and "上年报告没有" in message for message in messages)
    assert any("2080701" in message and "本年没有" in message for message in messages)


def test_a_year_rule_that_does_not_apply_says_what_is_missing() -> None:
    found = reconcile_years(report(), report())
    assert {check.status for check in found} == {"not_applicable"}
    assert {check.rule for check in found} == {rule.id for rule in rules() if rule.over_years}
