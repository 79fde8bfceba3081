"""What the checks promise whatever the rule: no error rests on an uncertain reading, scopes stay apart, records are whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile_examples import checks, document, errors, explanation, failed, form, funding, indicator, report, solved

from etl.reconcile import reconcile, rule_table, rules
from etl.report import FundingLine, Indicator, Observation, PerformanceForm, UnreadNumber
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

WRONG_ROW = "table expenditure all: total_expenditure=100.00 basic_expenditure=60.00 project_expenditure=46.00"


def test_a_solved_column_is_never_the_bureaus_error() -> None:
    wrong = report(WRONG_ROW)
    assert [check.severity for check in failed(wrong, "table.expenditure_parts")] == ["error"]
    doubted = failed(solved(wrong, 10), "table.expenditure_parts")
    assert [check.severity for check in doubted] == ["notice"]
    assert "推算" in doubted[0].message


@pytest.mark.parametrize(("amount", "severity"), [("2.10", "notice"), ("2.37", "error")])
def test_a_smaller_amount_after_the_whole_may_be_a_part_but_not_with_its_digits_exchanged(amount: str, severity: str) -> None:
    lines = (
        "table three_public fiscal: reception_total=2.73",
        "prose three_public fiscal: reception_total=2.73",
        f"prose three_public fiscal: reception_total={amount}",
    )
    assert [check.severity for check in failed(report(*lines), "narrative.table")] == [severity]


def test_a_number_left_unread_beside_a_row_keeps_it_from_being_an_error() -> None:
    unread = UnreadNumber(raw="6.00", context="", line=10)
    found = failed(report(WRONG_ROW, unread=(unread,)), "table.expenditure_parts")
    assert [check.severity for check in found] == ["notice"]


def test_a_row_whose_parts_are_ambiguous_does_not_make_its_columns_wrong() -> None:
    lines = (
        "table expenditure all: total_expenditure=100.00 basic_expenditure=60.00 project_expenditure=40.00",
        "table expenditure all 208 科目: total_expenditure=70.00 basic_expenditure=40.00 project_expenditure=30.00",
        "table expenditure all 210 科目: total_expenditure=30.00",  # its parts stayed open
    )
    assert errors(report(*lines)) == []


def test_an_indicator_with_doubtful_cells_is_never_an_error() -> None:
    money = (funding(annual_budget="20.00", executed="20.00", weight="10", execution_rate="100", score="10"),)
    doubted = indicator(1, "40", "40", target="9", actual="4", comparator=">=", doubtful=("actual", "target"))
    rest = indicator(2, "50", "50", target="5", actual="5")
    assert errors(report(forms=(form(doubted, rest, money=money, score="100"),))) == []


def test_a_row_with_a_doubtful_weight_keeps_the_weights_from_being_an_error() -> None:
    row = indicator(1, "34", "34", doubtful=("weight",))
    found = failed(report(forms=(form(row, indicator(2, "50", "50"), score="84"),)), "forms.weights")
    assert [check.severity for check in found] == ["notice"]


def test_a_smaller_amount_after_the_full_one_may_be_that_of_one_unit() -> None:
    lines = (
        "table three_public fiscal: reception_total=4.66",
        "prose three_public fiscal: reception_total=4.66",
        "prose three_public fiscal: reception_total=1.20",  # 其中：局本级
    )
    assert [check.severity for check in failed(report(*lines), "narrative.table")] == ["notice"]


def test_a_rate_printed_as_a_fraction_is_a_rate() -> None:
    for rate, outcome in (("0.98", []), ("0.88", ["error"])):
        money = (funding(annual_budget="20.00", executed="19.60", weight="10", execution_rate=rate, score="9.8"),)
        found = failed(report(forms=(form(indicator(1, "90", "90"), money=money),)), "forms.execution_rate")
        assert [check.severity for check in found] == outcome


def test_costs_that_contain_each_other_are_not_added_twice() -> None:
    money = (funding(annual_budget="60.00", executed="60.00"),)
    rows = [
        indicator(at, "30", "30", target=cost, actual=cost, unit="万元", level2="成本指标")
        for at, cost in enumerate(("40.00", "30.00", "10.00"), 1)
    ]
    found = failed(report(forms=(form(*rows, money=money),)), "forms.cost_actuals")
    assert [check.severity for check in found] == ["notice"]


def test_a_fraction_beside_a_percentage_is_not_a_missed_target() -> None:
    row = indicator(1, "10", "10", target="95", actual="0.96", comparator=">=", unit="%")
    assert failed(report(forms=(form(row),)), "forms.target_missed") == []


def test_subjects_whose_class_is_not_printed_do_not_make_a_class_wrong() -> None:
    lines = (
        "prose general_public general_public 208 甲: total_expenditure=40.00",
        "prose general_public general_public 2080101 乙: total_expenditure=30.00",
        "prose general_public general_public 2080505 丙: total_expenditure=16.00",
    )
    rows = report(*lines).observations
    resolved = tuple(row.model_copy(update={"functional_path": ("", "", row.functional_name)}) for row in rows[1:])
    found = failed(report(observations=(rows[0], *resolved)), "narrative.hierarchy")
    assert [check.severity for check in found] == ["notice"]


def test_sources_that_contain_each_other_are_not_added_twice() -> None:
    money = (
        funding(annual_budget="20.00"),
        funding("fiscal", annual_budget="20.00"),
        funding("central", annual_budget="15.00"),
        funding("province", annual_budget="5.00"),
    )
    found = failed(report(forms=(form(indicator(1, "90", "90"), money=money),)), "forms.funding_parts")
    assert [check.severity for check in found] == ["notice"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ("prose three_public none: vehicles_held=#10", "prose assets none: vehicles_total=#11"), id="财政负担的车与全部的车"
        ),
        pytest.param(
            (
                "table basic_expenditure general_public: basic_expenditure@30217=4.05",
                "table three_public fiscal: reception_total=4.66",
            ),
            id="基本支出的接待费与三公接待费",
        ),
        pytest.param(
            (
                "table expenditure all 2120101: total_expenditure=1105.68",
                "table general_public general_public 2120101: total_expenditure=1092.80",
            ),
            id="全部资金与一般公共预算",
        ),
        pytest.param(
            (
                "table summary all: total_income=100.00 total_expenditure=112.88 opening_balance=12.88",
                "table fiscal_summary fiscal: total_income=100.00 total_expenditure=100.00",
            ),
            id="非财政结转不在财政拨款表中",
        ),
        pytest.param(
            ("prose operating_cost all: public=41.28", "prose operating_cost all: operating_cost=39.21"),
            id="公用经费与机关运行经费",
        ),
        pytest.param(
            ("prose performance none: selfeval_projects=#18",),
            id="自评项目多于公开的自评表",
        ),
    ],
)
def test_different_scopes_are_not_a_contradiction(lines: tuple[str, ...]) -> None:
    assert [
        check for check in reconcile(report(*lines)).checks if check.status == "failed" and check.severity != "notice"
    ] == []


def test_a_table_that_lists_only_the_lowest_level_in_any_order_is_summed_as_it_is() -> None:
    lines = (
        "table expenditure all: total_expenditure=100.00",
        "table expenditure all 2210201 住房公积金: total_expenditure=30.00",
        "table expenditure all 2080101 行政运行: total_expenditure=60.00",
        "table expenditure all 2080505 养老: total_expenditure=10.00",
    )
    assert [check.status for check in checks(report(*lines), "table.column_sum")] == ["passed"]


def test_a_class_with_groups_and_a_class_with_items_only_are_both_summed() -> None:
    lines = (
        "table expenditure all 208 甲: total_expenditure=60.00",
        "table expenditure all 20801 乙: total_expenditure=50.00",
        "table expenditure all 2080101 丙: total_expenditure=50.00",
        "table expenditure all 2080505 丁: total_expenditure=10.00",
        "table expenditure all 221 戊: total_expenditure=30.00",
        "table expenditure all 2210201 己: total_expenditure=30.00",
    )
    assert {check.status for check in checks(report(*lines), "table.hierarchy")} == {"passed"}


def test_a_list_that_ends_in_and_so_on_need_not_reach_its_total() -> None:
    listed = report("prose basic general_public: public=90.31 basic_expenditure@30201=8.45 basic_expenditure@30207=3.30")
    assert failed(listed, "narrative.economic_classes") == []


def test_a_blank_cell_of_the_public_expenses_is_none_spent() -> None:
    row = "table three_public fiscal: three_public_total=5.20 vehicle_total=5.00 vehicle_operation=5.00 reception_total=0.20"
    assert {check.status for check in checks(report(row), "table.three_public_parts")} == {"passed"}


def test_a_share_may_be_of_any_whole_that_contains_it() -> None:
    amounts = "prose procurement all: procurement_total=20.00 procurement_sme=10.00 procurement_micro=5.00"
    line = amounts + " procurement_micro.share_pct={0}"
    for share in ("50.00%", "25.00%"):  # of small and medium enterprises, of all
        assert failed(report(line.format(share)), "percentages.share") == []
    assert failed(report(line.format("40.00%")), "percentages.share")


def test_a_rule_that_does_not_apply_says_once_what_is_missing() -> None:
    found = checks(report(), "percentages.completion")
    assert [(check.status, check.message) for check in found] == [("not_applicable", "缺少：完成百分比与同一科目的决算、预算")]


def test_without_the_printed_text_the_rules_on_words_do_not_apply() -> None:
    for rule in ("directions.words", "publication.leftovers", "publication.sections", "forms.level_totals"):
        assert [check.status for check in checks(report(WRONG_ROW), rule)] == ["not_applicable"]


def test_checking_changes_nothing_but_the_checks_and_repeats_itself() -> None:
    before = report(WRONG_ROW)
    after = reconcile(before)
    assert after.model_copy(update={"checks": ()}) == before
    assert reconcile(after) == after


def test_a_failed_check_names_both_sides_the_tolerance_and_the_recomputation() -> None:
    (check,) = failed(report(WRONG_ROW), "table.expenditure_parts")
    assert check.stated == "100.00万元"
    assert check.recomputed == "60.00 + 46.00 = 106.00万元"
    assert (check.difference, check.tolerance) == (-60000, 150)
    assert [place.line for place in check.places] == [10]


def test_an_employees_reason_is_looked_for_at_its_own_subject() -> None:
    lines = (
        "prose general_public general_public 2080101 甲: total_expenditure.initial_budget=50.00 total_expenditure=60.00",
        "prose general_public general_public 2080505 乙: total_expenditure.initial_budget=50.00 total_expenditure=40.00",
    )
    stated = explanation("人员减少", Item.TOTAL_EXPENDITURE, Phase.DELTA_INITIAL_BUDGET, line=20, functional_code="2080505")
    assert failed(report(*lines, explanations=(stated,)), "directions.reason") == []


def test_the_catalogue_says_of_each_rule_what_it_is_and_rests_on() -> None:
    found = rules()
    assert len({rule.id for rule in found}) == len(found)
    for rule in found:
        assert rule.zh and rule.basis and rule.needs and rule.example and rule.severity in ("error", "notice"), rule.id
    table = rule_table()
    assert all(f"`{rule.id}`" in table for rule in found)


DIGITS = st.decimals(min_value=-(10**30), max_value=10**30, allow_nan=False, allow_infinity=False, places=2)
ANY_ROW = st.builds(
    Observation,
    fund=st.sampled_from(Fund),
    item=st.sampled_from(Item),
    phase=st.sampled_from(Phase),
    value=st.one_of(DIGITS, st.sampled_from([Decimal(0), Decimal(100)])),
    unit=st.sampled_from(MeasureUnit),
    channel=st.sampled_from(Channel),
    raw=st.text(max_size=6),
    tolerance=st.sampled_from([Decimal(0), Decimal("0.005"), Decimal(50), Decimal(5000)]),
    functional_code=st.sampled_from(["", "208", "20805", "2080505", "2010101"]),
    economic_code=st.sampled_from(["", "", "302", "30201"]),
    page=st.one_of(st.none(), st.integers(1, 3)),
    line=st.one_of(st.none(), st.integers(1, 5)),
    printed_unit=st.sampled_from(["", "元", "万元", "%"]),
    section=st.sampled_from(["summary", "general_public"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_ROW, max_size=30))
def test_whatever_a_report_file_holds_it_is_checked(rows: list[Observation]) -> None:
    """Reports of other extractors come as files; no figure in one of them stops the checks."""
    held = report(observations=tuple(rows))
    first = reconcile(held, document("一、收入\n二、支出"))
    assert reconcile(held, document("一、收入\n二、支出")) == first
    assert {check.rule for check in first.checks} == {rule.id for rule in rules() if rule.body}


AMOUNT = st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal("0.00")]), st.decimals(-1000, 10**9, places=2))
ANY_MONEY = st.builds(
    FundingLine,
    source=st.sampled_from(["total", "fiscal", "carryover", "other", "central"]),
    initial_budget=AMOUNT,
    annual_budget=AMOUNT,
    executed=AMOUNT,
    weight=AMOUNT,
    execution_rate=AMOUNT,
    score=AMOUNT,
    printed=st.just(()),
)
ANY_INDICATOR = st.builds(
    Indicator,
    position=st.integers(1, 9),
    level1=st.sampled_from(["产出指标", "成本指标"]),
    level2=st.sampled_from(["数量指标", "成本指标", "时效指标"]),
    level3=st.sampled_from(["支付进度", "甲", "差错率"]),
    comparator=st.sampled_from(["", ">=", "<=", "=", ">", "<"]),
    target_raw=st.sampled_from(["", "100%", "2022 年", "3 万元"]),
    target_value=AMOUNT,
    actual_raw=st.sampled_from(["", "90%", "3 万元"]),
    actual_value=AMOUNT,
    measure_unit=st.sampled_from(["", "%", "万元"]),
    weight=AMOUNT,
    score=AMOUNT,
)
ANY_FORM = st.builds(
    PerformanceForm,
    form_no=st.integers(1, 3),
    project_name=st.sampled_from(["", "甲", "乙"]),
    funding=st.lists(ANY_MONEY, max_size=4).map(tuple),
    indicators=st.lists(ANY_INDICATOR, max_size=6).map(tuple),
    total_weight=AMOUNT,
    total_score=AMOUNT,
    narrative_score=AMOUNT,
    narrative_annual_budget=AMOUNT,
    narrative_completion_pct=AMOUNT,
    actual_goal=st.sampled_from(["", "执行率为 67%"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_FORM, max_size=3))
def test_whatever_a_form_holds_it_is_checked(forms: list[PerformanceForm]) -> None:
    lines = (
        "prose performance none: selfeval_projects=#2 selfeval_avg_score=#90.00",
        "prose expenditure all: project_expenditure=3.00",
    )
    assert reconcile(report(*lines, forms=tuple(forms)), document("产出指标（50分）")).checks


def test_posts_counted_by_kind_are_no_contradiction() -> None:
    lines = ("prose organisation none: staff_active=#28 staff_active=#42",)
    assert [check.severity for check in failed(report(*lines), "narrative.same_fact")] == ["notice"]


def test_an_amount_is_shown_as_printed_and_never_as_the_rate_beside_it() -> None:
    line = funding(annual_budget="100", executed="100", weight="10", execution_rate="100", score="10")
    line = line.model_copy(update={"printed": ("1,000,000.00", "1,000,000.00", "10", "100.00%", "10")})
    printed_form = form(indicator(1, "90", "90"), money=(line,))
    [found] = failed(
        report(forms=(printed_form.model_copy(update={"narrative_annual_budget": Decimal(980_000)}),)), "forms.narrative"
    )
    assert "1,000,000.00元" in found.message
