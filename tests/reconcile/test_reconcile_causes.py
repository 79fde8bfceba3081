"""One cause, one finding: what one wrong number explains is grouped under it, and the right value is proposed where proven."""

from __future__ import annotations

from reconcile_examples import report

from etl.reconcile import reconcile
from etl.report import Check, Report

TABLES = (
    "table expenditure all: total_expenditure=100.00 basic_expenditure=60.00 project_expenditure=40.00",
    "table expenditure all 208 甲: total_expenditure={0} basic_expenditure=40.00 project_expenditure=30.00",
    "table expenditure all 2080101 丙: total_expenditure=70.00 basic_expenditure=40.00 project_expenditure=30.00",
    "table expenditure all 210 乙: total_expenditure=30.00 basic_expenditure=20.00 project_expenditure=10.00",
    "table expenditure all 2100101 丁: total_expenditure=30.00 basic_expenditure=20.00 project_expenditure=10.00",
)


def tables(number: str) -> Report:
    """A table whose class 208 prints `number` for 70.00."""
    return report(*(line.format(number) for line in TABLES))


def problems(of: Report) -> list[Check]:
    """Failed checks on amounts, beyond the last digit."""
    found = [check for check in reconcile(of).checks if check.status == "failed" and check.severity != "rounding"]
    return [check for check in found if not check.rule.startswith("publication.")]


def leading(of: Report) -> list[Check]:
    """The findings that no other explains."""
    return [check for check in problems(of) if not check.cause]


def test_a_wrong_digit_in_a_table_is_one_finding_with_its_consequences() -> None:
    found = problems(tables("76.00"))
    assert {check.rule for check in found} == {"table.column_sum", "table.expenditure_parts", "table.hierarchy"}
    (lead,) = leading(tables("76.00"))
    assert all(check.cause.startswith(lead.rule) for check in found if check is not lead and check.cause)
    assert lead.proposed == "70.00万元"
    assert "一位数字有误" in lead.message


def test_a_lost_digit_is_recognised() -> None:
    (lead,) = leading(tables("7.00"))
    assert lead.proposed == "70.00万元"
    assert "少印一位数字" in lead.message


def test_swapped_digits_are_recognised() -> None:
    lines = [line.replace("70.00", "71.00").replace("30.00", "29.00") for line in TABLES]
    lines[1] = lines[1].format("17.00").replace("project_expenditure=29.00", "project_expenditure=31.00")
    lines[2] = lines[2].replace("project_expenditure=29.00", "project_expenditure=31.00")
    lines[3] = lines[3].replace("project_expenditure=10.00", "project_expenditure=9.00")
    lines[4] = lines[4].replace("project_expenditure=10.00", "project_expenditure=9.00")
    (lead,) = leading(report(*lines))
    assert (lead.proposed, "前后颠倒" in lead.message) == ("71.00万元", True)


def test_yuan_printed_as_wan_is_recognised() -> None:
    (lead,) = leading(tables("700000.00"))
    assert lead.proposed == "70.00万元"
    assert "一万倍" in lead.message


def test_a_figure_taken_from_the_table_of_all_money_is_recognised() -> None:
    """The prose gives the basic expenditure of all money for that of the general public budget, and its personnel part too."""
    found = problems(
        report(
            "table expenditure all: total_expenditure=120.00 basic_expenditure=72.50 project_expenditure=47.50",
            "table general_public general_public: total_expenditure=107.50 basic_expenditure=60.00 project_expenditure=47.50",
            "table basic_expenditure general_public: basic_expenditure@301=50.00 basic_expenditure@302=10.00",
            "table basic_expenditure general_public: personnel=50.00 public=10.00",
            "prose basic general_public: basic_expenditure=72.50 personnel=62.50 public=10.00",
        )
    )
    lead, other = found
    assert {check.rule for check in found} == {"narrative.table"}
    assert (lead.proposed, other.proposed) == ("60.00万元", "50.00万元")
    assert "全部资金" in lead.message
    assert other.cause.startswith("narrative.table")


def test_a_budget_column_filled_with_the_final_accounts_is_one_finding() -> None:
    found = problems(
        report(
            "table three_public fiscal: three_public_total=37.06 vehicle_total=32.40 reception_total=4.66"
            " three_public_total.annual_budget=37.06 vehicle_total.annual_budget=32.40 reception_total.annual_budget=4.66",
            "prose three_public fiscal: three_public_total.annual_budget=36.12",
            "prose three_public fiscal: vehicle_total.annual_budget=29.29",
            "prose three_public fiscal: reception_total.annual_budget=6.83",
        )
    )
    assert [bool(check.cause) for check in found] == [False, True, True]
    assert "决算数填入预算栏" in found[0].message


def test_a_column_that_slipped_by_a_row_is_one_finding() -> None:
    right = [("2080101", "10.00"), ("2080505", "20.00"), ("2080506", "30.00"), ("2210201", "40.00")]
    summary = [f"table expenditure all {code} 甲: total_expenditure={value}" for code, value in right]
    slipped = ["20.00", "30.00", "40.00", "10.00"]
    other = [f"table summary all {code} 甲: total_expenditure={value}" for (code, _), value in zip(right, slipped, strict=True)]
    found = [check for check in problems(report(*summary, *other)) if check.rule == "between_tables.same_fact"]
    assert sum(not check.cause for check in found) == 1
    assert any("错了一行" in check.message for check in found)


def test_two_faults_in_one_report_are_two_findings() -> None:
    lines = [line.format("76.00") for line in TABLES]
    lines.append(
        "prose operating_cost all: operating_cost=110.00 operating_cost.delta_prior=10.00 operating_cost.pct_prior=12.00%"
    )
    found = leading(report(*lines))
    assert sorted(check.rule.split(".")[0] for check in found if check.severity == "error") == ["percentages", "table"]


def test_where_two_values_stand_alone_against_each_other_nothing_is_proposed() -> None:
    (check,) = problems(
        report("prose overall all: total_expenditure=100.00", "prose expenditure all: total_expenditure=101.00")
    )
    assert check.proposed == ""


def test_the_printed_value_stays_the_fact() -> None:
    before = tables("76.00")
    assert reconcile(before).observations == before.observations


def test_a_whole_table_in_the_wrong_unit_is_one_finding() -> None:
    right = [("208", "60.00"), ("210", "30.00"), ("221", "10.00")]
    one = [f"table expenditure all {code} 甲: total_expenditure={value}" for code, value in right]
    two = [f"table summary all {code} 甲: total_expenditure={value.replace('.', '')}00" for code, value in right]
    found = [check for check in problems(report(*one, *two)) if check.severity == "error"]
    assert len(found) == 3
    assert [bool(check.cause) for check in found] == [False, True, True]
    assert "一万倍" in found[0].message


def test_a_report_full_of_contradictions_is_still_checked() -> None:
    one = [f"table expenditure all 208{n:04d} 甲: total_expenditure={n + 1}.00 basic_expenditure={n}.00" for n in range(600)]
    two = [f"table summary all 208{n:04d} 甲: total_expenditure={n + 7}.00" for n in range(600)]
    assert len(problems(report(*one, *two))) >= 600
