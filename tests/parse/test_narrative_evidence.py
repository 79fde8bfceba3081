"""Where words leave open whose change is stated or what it is compared with, the amounts tell, and mentions mislead nobody."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_narrative import D, facts, read
from test_narrative_wordings import overview

from etl.parse.sections import Kind

ITEM = "农林水支出（类）水利（款）水利工程运行与维护（项）"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("增加2.00万元，增长20.00%", [("delta_initial_budget", D("20000")), ("pct_initial_budget", D("20.00"))]),
        ("超出2.00万元", [("delta_initial_budget", D("20000"))]),
        ("较上年增加3.00万元，增长33.33%", [("delta_prior", D("30000")), ("pct_prior", D("33.33"))]),
        ("同比增加2.00万元", [("delta_prior", D("20000"))]),  # it says what it compares with
    ],
)
def test_a_change_that_is_budget_and_final_apart_is_one_on_the_budget(change, expected):
    before = f"1.{ITEM}：年初预算为9.00万元，支出决算为9.00万元，与上年相比减少1.00万元，下降10.00%。"
    text = f"{before}2.{ITEM}：年初预算为10.00万元，支出决算为12.00万元，{change}。"
    assert [fact[1:3] for fact in facts(Kind.GENERAL_PUBLIC, text)][6:] == expected


def test_what_was_saved_of_the_budget_is_a_decrease():
    text = f"{ITEM}：年初预算为66.00万元，支出决算为64.18万元，完成97.24%，节约1.82万元。"
    assert [fact[1:3] for fact in facts(Kind.GENERAL_PUBLIC, text)][-1] == ("delta_initial_budget", D("-18200"))


def test_a_change_belongs_to_the_account_that_its_percentage_fits():
    text = "收入总计90.00万元，其中年初结转和结余40.00万元，较2022年增加10.00万元，增长12.50%；"
    assert facts(Kind.OVERALL, text) == [
        ("grand_total_income", "final", D("900000"), ""),
        ("opening_balance", "final", D("400000"), ""),
        ("grand_total_income", "delta_prior", D("100000"), ""),
        ("grand_total_income", "pct_prior", D("12.50"), ""),
    ]


def test_a_change_stays_with_its_account_where_its_percentage_fits_that_or_none():
    fits = "收入总计90.00万元，其中年初结转和结余40.00万元，较2022年增加10.00万元，增长33.33%；"
    none = "收入总计90.00万元，其中年初结转和结余40.00万元，较2022年增加10.00万元，增长77.77%；"
    for text in (fits, none):
        assert [fact[0] for fact in facts(Kind.OVERALL, text)][2:] == ["opening_balance", "opening_balance"]


@pytest.mark.parametrize(
    "mention",
    ["增加部分为使用上年结转的补助经费", "主要是3.00万元质保金未到支付期，结转下年使用"],
)
def test_an_account_that_a_sentence_only_mentions_is_not_what_the_next_one_speaks_of(mention):
    text = f"{ITEM}：年初预算为10.00万元，支出决算为12.00万元，{mention}。较上年增加5.00万元，增长71.43%。"
    found = facts(Kind.GENERAL_PUBLIC, text)
    assert [fact[:2] for fact in found[-2:]] == [("total_expenditure", "delta_prior"), ("total_expenditure", "pct_prior")]
    assert all(fact[3] for fact in found[-2:])


def test_behind_a_bracket_that_names_another_account_the_text_goes_on_as_before():
    text = "机关运行经费支出80.00万元（与财政拨款基本支出中公用经费之和一致），比2022年度减少5.00万元，下降5.88%。"
    assert [fact[0] for fact in facts(Kind.OPERATING_COST, text)] == ["operating_cost"] * 3


def test_a_numbered_account_ends_the_reason_before_it():
    text = "1.本年收入60.00万元，较上年减少2.00万元，主要原因是补助减少；2.年初结转和结余4.00万元，较上年减少1.00万元。"
    assert [fact[:2] for fact in facts(Kind.OVERALL, text)] == [
        ("total_income", "final"),
        ("total_income", "delta_prior"),
        ("opening_balance", "final"),
        ("opening_balance", "delta_prior"),
    ]


def test_besides_a_reason_a_sentence_may_state_figures():
    text = "本年收入60.00万元，较上年增加2.00万元，主要原因是人员增加。此外，年初财政拨款结转和结余4.00万元。"
    assert [fact[:2] for fact in facts(Kind.OVERALL, text)][-1] == ("opening_balance", "final")


def test_a_list_of_accounts_that_are_all_nothing_gives_each_its_zero():
    text = "项目支出70.00万元，减少的原因是任务减少；上缴上级支出、经营支出、对附属单位补助支出均为0，与上年一致。"
    assert facts(Kind.EXPENDITURE, text)[1:] == [
        (item, "final", Decimal(0), "") for item in ("remittance_to_superior", "business_expenditure", "affiliate_subsidy")
    ]


def test_a_budget_of_nothing_needs_no_unit():
    text = f"{ITEM}：支出决算27.94万元，年初预算为0，主要原因是年中追加。"
    assert [fact[1:3] for fact in facts(Kind.GENERAL_PUBLIC, text)] == [("final", D("279400")), ("initial_budget", Decimal(0))]


def test_the_income_of_the_year_of_one_budget_is_that_budget_s_own_beside_others():
    first = "1.一般公共预算财政拨款本年收入60.00万元，比上年增加5.00万元；本年支出58.00万元。"
    text = first + "2.政府性基金预算财政拨款本年收入3.00万元。"
    found = read(Kind.FISCAL, text).observations
    assert [(o.fund.value, o.item.value, o.phase.value) for o in found] == [
        ("general_public", "total_income", "final"),
        ("general_public", "total_income", "delta_prior"),
        ("general_public", "total_expenditure", "final"),
        ("government_fund", "total_income", "final"),
    ]


def test_subjects_listed_for_one_budget_are_of_that_budget():
    whole = "财政拨款支出90.00万元，主要用于以下方面：农林水（类）支出90.00万元，占100%。"
    listed = "一般公共预算财政拨款支出按项级科目具体为：水利（款）行政运行（项）60.00万元；防汛（项）20.00万元。"
    assert [o.fund.value for o in read(Kind.FISCAL, whole, listed).observations] == [*["fiscal"] * 3, *["general_public"] * 2]


def test_what_the_appropriations_consist_of_are_appropriations():
    text = "财政拨款收入90.00万元（其中：一般公共预算60.00万元，政府性基金预算30.00万元），占收入合计99%。"
    assert [(o.fund.value, o.item.value) for o in read(Kind.INCOME, text).observations][1:3] == [
        ("all", "general_public_appropriation"),
        ("all", "government_fund_appropriation"),
    ]


def test_a_completion_behind_a_reason_is_read():
    text = "公务接待费支出5.00万元，比上年增加0.90万元，主要原因是检查增加；完成全年预算的52.84%。"
    assert facts(Kind.THREE_PUBLIC, text)[-1] == ("reception_total", "completion_pct", D("52.84"), "")


def test_the_budget_of_a_year_printed_without_its_sign_is_the_initial_one():
    text = "财政拨款收入总计95.00万元，主要原因是补助减少；与2023年初预算数96.00万元相比，减少1.00万元，下降1.04%。"
    assert [fact[1] for fact in facts(Kind.FISCAL, text)] == [
        "final",
        "initial_budget",
        "delta_initial_budget",
        "pct_initial_budget",
    ]


def test_what_one_project_spent_is_not_the_project_expenditure():
    text = "项目支出90.00万元。一是泵站规范化改造项目支出24.00万元；二是水文监测专项支出6.00万元。"
    assert [fact[2] for fact in facts(Kind.EXPENDITURE, text) if fact[0] == "project_expenditure"] == [D("900000")]


def test_the_first_subject_behind_what_the_money_went_for_is_read():
    text = "人员经费60.00万元。人员经费用途主要包括基本工资40.00万元、津贴补贴20.00万元。"
    assert [fact[0] for fact in facts(Kind.BASIC, text)] == ["personnel", "basic_expenditure", "basic_expenditure"]


def test_vehicles_disposed_of_are_no_holding():
    assert facts(Kind.ASSETS, "处置车辆0辆；共有车辆3辆。") == [("vehicles_total", "final", Decimal(3), "")]


def test_what_was_spent_the_year_before_is_its_final_amount():
    text = f"{ITEM}：2023年度无此项支出，上年支出46.50万元，同比减少46.50万元，下降100.00%。"
    assert [fact[1:3] for fact in facts(Kind.GENERAL_PUBLIC, text)] == [
        ("prior_final", D("465000")),
        ("delta_prior", D("-465000")),
        ("pct_prior", D("-100.00")),
    ]


def test_receptions_counted_behind_a_reason_are_read():
    text = "公务接待费支出2.00万元，国内接待23批次、187人次，主要是检查组来访；外宾接待0批次、0人次。"
    assert [fact[0] for fact in facts(Kind.THREE_PUBLIC, text)][-2:] == [
        "reception_foreign_batches",
        "reception_foreign_persons",
    ]


@pytest.mark.parametrize(
    ("levels", "count"), [("一级项目9个、二级项目17个", 17), ("一级项目0个，二级项目4个", 4), ("一级项目3个，二级项目0个", 3)]
)
def test_projects_of_the_first_level_consist_of_those_of_the_second_and_count_once(levels, count):
    text = f"组织对2023年度项目支出全面开展绩效自评，其中{levels}，共涉及资金90.00万元。"
    assert overview(text)[0] == ("selfeval_projects", "final", Decimal(count))
