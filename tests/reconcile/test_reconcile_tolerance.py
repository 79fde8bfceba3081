"""Tolerances follow from the printed digits: what true accounts can print is never an error, what they cannot is."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile_examples import checks, errors, failed, report

from etl.reconcile.tolerance import Interval, half_unit, judge_amounts, judge_percentage

CENTS = st.integers(min_value=0, max_value=10**11)
WAN = Decimal(1_000_000)  # cents
POINT = Decimal("0.01")


def in_wan(cents: int) -> str:
    """True cents as a report prints them: 万元 with two decimals."""
    return f"{(Decimal(cents) / WAN).quantize(POINT, ROUND_HALF_UP)}"


def percent(part: int, whole: int) -> str:
    """A percentage computed from the true cents."""
    return f"{(Decimal(part) * 100 / whole).quantize(POINT, ROUND_HALF_UP)}%"


@settings(max_examples=60, deadline=None)
@given(st.lists(CENTS, min_size=2, max_size=5))
def test_true_parts_and_total_rounded_each_for_itself_are_no_error(parts: list[int]) -> None:
    cells = " ".join(
        f"{item}={in_wan(value)}"
        for item, value in zip(
            ("basic_expenditure", "project_expenditure", "remittance_to_superior", "business_expenditure", "affiliate_subsidy"),
            parts,
            strict=False,
        )
    )
    assert errors(report(f"table expenditure all: total_expenditure={in_wan(sum(parts))} {cells}")) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(10**7, 10**9))
def test_a_completion_computed_from_true_amounts_is_no_error(final: int, budget: int) -> None:
    line = (
        f"prose general_public general_public 2080101: total_expenditure.initial_budget={in_wan(budget)} "
        f"total_expenditure={in_wan(final)} total_expenditure.completion_pct={percent(final, budget)}"
    )
    assert errors(report(line)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(10**6, 10**9), st.integers(10**6, 10**9))
def test_a_growth_computed_from_true_amounts_is_no_error(final: int, prior: int) -> None:
    change = final - prior
    line = (
        f"prose income all: total_income={in_wan(final)} total_income.delta_prior={in_wan(change)} "
        f"total_income.pct_prior={percent(change, prior)}"
    )
    assert errors(report(line)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**9))
def test_yuan_in_a_table_and_wan_in_the_prose_agree(cents: int) -> None:
    yuan = f"{Decimal(cents) / 100:.2f}"
    rows = report(f"table basic_expenditure general_public: personnel={yuan}", unit="元").observations
    prose = report(f"prose basic general_public: personnel={in_wan(cents)}").observations
    found = checks(report(observations=rows + prose), "narrative.table")
    assert [check.status for check in found] == ["passed"]


def test_a_percentage_cut_off_instead_of_rounded_is_a_matter_of_the_last_digit() -> None:
    stated = report(
        "prose general_public general_public: total_expenditure=9746.50 total_expenditure.initial_budget=10210.34"
        " total_expenditure.completion_pct=95.45%"  # 95.457…
    )
    assert [check.severity for check in failed(stated, "percentages.completion")] == ["rounding"]


def test_small_amounts_allow_wide_percentages() -> None:
    line = "prose three_public fiscal: reception_total=0.70 reception_total.delta_prior=0.21 reception_total.pct_prior={0}%"
    assert [check.severity for check in failed(report(line.format("42.48")), "percentages.growth")] == ["rounding"]
    assert [check.severity for check in failed(report(line.format("52.48")), "percentages.growth")] == ["error"]


def test_persons_and_vehicles_are_counted_not_rounded() -> None:
    line = "prose assets none: vehicles_total=#11 vehicles_principal=#1 vehicles_confidential=#5 vehicles_emergency=#4"
    rest = (
        " vehicles_vice_provincial=#0 vehicles_law_enforcement=#0 vehicles_special_technical=#0"
        " vehicles_retired_cadres=#0 vehicles_other=#{0}"
    )
    assert failed(report(line + rest.format(1)), "narrative.sums") == []
    assert [check.severity for check in failed(report(line + rest.format(2)), "narrative.sums")] == ["error"]


@pytest.mark.parametrize(("digits", "half"), [("12.50", "0.005"), ("7", "0.5"), ("3.1", "0.05"), ("0.00", "0.005")])
def test_the_tolerance_of_a_number_is_half_a_unit_of_its_last_digit(digits: str, half: str) -> None:
    assert half_unit(Decimal(digits)) == Decimal(half)


@settings(max_examples=100)
@given(st.decimals(-1000, 1000, places=3), st.lists(st.decimals("0.001", 10, places=3), min_size=1, max_size=6))
def test_an_identity_is_an_error_exactly_beyond_the_sum_of_the_tolerances(off: Decimal, tolerances: list[Decimal]) -> None:
    outcome, allowed = judge_amounts(off, tolerances)
    assert allowed == sum(tolerances)
    assert (outcome == "error") == (abs(off) > allowed)


@settings(max_examples=100)
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_cutting_off_is_never_an_error(part: int, whole: int) -> None:
    exact = Decimal(part) * 100 / whole
    cut = exact.quantize(POINT, ROUND_DOWN)
    assert judge_percentage(cut, half_unit(cut), Interval(exact, exact), exact) != "error"


def test_public_expenses_without_a_subtotal_of_vehicles_add_up_by_their_parts() -> None:
    line = (
        "prose three_public fiscal: three_public_total=9.00 overseas_travel=0.00"
        " vehicle_purchase=2.00 vehicle_operation=4.00 reception_total={0}"
    )
    assert failed(report(line.format("3.00")), "narrative.sums") == []
    assert [check.severity for check in failed(report(line.format("1.00")), "narrative.sums")] == ["error"]
