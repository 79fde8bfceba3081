"""Wordings of the narrative that differ by province: each number keeps its account, base and sign in all of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_narrative import D, facts, read

from etl.extract.document import Line
from etl.parse.flow import join
from etl.parse.ledger import Ledger
from etl.parse.narrative.overview import read_overview, read_units_in_scope
from etl.parse.narrative.reader import read_section
from etl.parse.sections import Kind
from etl.vocabulary import Phase


def overview(text: str) -> list[tuple[str, str, Decimal]]:
    found = read_overview(join([Line(1, text)]), Ledger())
    return [(o.item.value, o.phase.value, o.value) for o in found]


@pytest.mark.parametrize("turn", ["与上年相比", "较上年", "比2022年度", "决算数与2022年度决算数相比"])
def test_a_change_stated_behind_a_reason_is_no_part_of_the_reason(turn):
    text = (
        f"公务接待费支出预算为20万元，支出决算为8.5万元，决算数小于预算数的主要原因是厉行节约，{turn}减少1.2万元，减少12.37%。"
    )
    result = read(Kind.THREE_PUBLIC, text)
    assert [(o.phase.value, o.value) for o in result.observations[2:]] == [
        ("delta_prior", D("-12000")),
        ("pct_prior", D("-12.37")),
    ]
    assert result.explanations[0].text == "厉行节约"


def test_the_operating_cost_of_all_units_together_is_read():
    text = "本部门行政单位和参照公务员法管理的事业单位日常公用经费支出，合计30.25万元，比上年减少2.50万元。"
    assert [fact[:3] for fact in facts(Kind.OPERATING_COST, text)] == [
        ("operating_cost", "final", D("302500")),
        ("operating_cost", "delta_prior", D("-25000")),
    ]


def test_vehicles_bought_are_counted_behind_a_reason():
    text = (
        "公务用车购置费决算数36.00万元，比年初预算数40.00万元减少4.00万元，主要原因：集中采购价格下降；"
        "2023年购置（更新）2辆，车均购置费18.00万元。"
    )
    assert facts(Kind.THREE_PUBLIC, text)[-1][:3] == ("vehicles_purchased", "final", D("2"))


def test_a_final_amount_that_proves_to_be_the_expenditure_of_the_year_is_not_the_grand_total():
    text = (
        "2023年度财政拨款支出总计90.00万元，其中：年末财政拨款结转和结余10.00万元，本年财政拨款支出80.00万元。"
        "财政拨款收入支出总体与上年相比，增加5.00万元。"
        "与年初预算相比，年初预算数60.00万元，决算数80.00万元，预决算差异率33.33%。"
    )
    assert [fact[:3] for fact in facts(Kind.FISCAL, text)[-4:]] == [
        ("grand_total", "delta_prior", D("50000")),
        ("total_expenditure", "initial_budget", D("600000")),
        ("total_expenditure", "final", D("800000")),
        ("total_expenditure", "pct_initial_budget", D("33.33")),
    ]


def test_accounts_in_quotes_that_explain_another_set_nothing():
    text = "其他收入20.00万元，为预算单位在“财政拨款收入”“事业收入”等之外取得的收入，较上年减少3.00万元，下降13.04%。"
    assert {fact[0] for fact in facts(Kind.INCOME, text)} == {"other_income"}


def test_expenditure_by_its_nature_is_the_unit_s_behind_a_list_of_subjects():
    text = "（1）住房保障支出（类）30.00万元，占20%。按支出性质划分：基本支出100.00万元，占66.67%；项目支出50万元，占33.33%。"
    subjects = [(o.item.value, o.functional_name) for o in read(Kind.OVERALL, text).observations]
    assert subjects == [
        *2 * [("total_expenditure", "住房保障支出")],
        *2 * [("basic_expenditure", "")],
        *2 * [("project_expenditure", "")],
    ]


def test_the_balance_of_fiscal_money_is_that_in_a_section_on_all_money():
    text = "财政拨款收、支总计均为90.00万元，其中年初财政拨款结转和结余10.00万元，年末财政拨款结转和结余5.00万元。"
    found = [(o.fund.value, o.item.value) for o in read(Kind.OVERALL, text).observations]
    assert found == [("fiscal", "grand_total"), ("fiscal", "opening_balance"), ("fiscal", "closing_balance")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "社会保障和就业支出（类）大中型水库移民后期扶持基金支出（款）移民补助（项）支出决算为80.00万元，年末结转5.00万元。",
            "移民补助",
        ),
        ("政府性基金收入85.00万元，支出80.00万元，其中：移民补助（项）80.00万元，年末结转和结余5.00万元。", ""),
    ],
)
def test_a_balance_is_a_subject_s_where_the_sentence_begins_with_it(text, subject):
    last = read(Kind.GOVERNMENT_FUND, text).observations[-1]
    assert (last.item.value, last.functional_name) == ("closing_balance", subject)


def test_an_amount_in_a_sentence_of_its_own_behind_the_subject_is_read():
    text = "卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。支出10.00万元，年初预算9.00万元。"
    assert [fact[1] for fact in facts(Kind.GENERAL_PUBLIC, text)] == ["final", "initial_budget"]


def test_changes_of_income_and_balances_are_read_wherever_a_clause_of_a_reason_begins_with_them():
    text = (
        "2023年度收、支总计90.00万元。与2022年度相比，收、支总计各增加5.00万元，主要原因：一是项目增多，"
        "财政拨款收入、事业收入及其他收入比2022年增加7.00万元。二是加快支出，年初结转和结余比2022年减少2.00万元。"
    )
    assert [fact[:3] for fact in facts(Kind.OVERALL, text)[2:]] == [
        ("total_income", "delta_prior", D("70000")),
        ("opening_balance", "delta_prior", D("-20000")),
    ]


def test_a_change_of_a_part_inside_a_reason_stays_in_it():
    text = "机关运行经费支出30万元，比上年减少2万元，主要原因是办公费下降，较上年减少1.5万元。"
    assert [fact[1:3] for fact in facts(Kind.OPERATING_COST, text)] == [("final", D("300000")), ("delta_prior", D("-20000"))]


def test_a_budget_inside_the_completion_is_read_with_it():
    text = "公务用车运行维护费支出12.6万元，完成年初预算15万元的84%。"
    assert facts(Kind.THREE_PUBLIC, text) == [
        ("vehicle_operation", "final", D("126000"), ""),
        ("vehicle_operation", "initial_budget", D("150000"), ""),
        ("vehicle_operation", "completion_pct", D("84"), ""),
    ]


def test_a_completion_without_the_word_budget_is_read():
    text = "住房公积金（项）年初预算100万元，决算102万元，完成102.00%。"
    assert [fact[1] for fact in facts(Kind.GENERAL_PUBLIC, text)] == ["initial_budget", "final", "completion_pct"]


def test_groups_that_visit_are_receptions_and_not_journeys():
    text = (
        "全年共接待来访团组85个、来宾780人次。2023年共接待国内来访团组19个，来访人员163人次；"
        "接待国（境）外来访团组1个，来访外宾4人次。"
    )
    assert [(fact[0], fact[2]) for fact in facts(Kind.THREE_PUBLIC, text)] == [
        ("reception_domestic_batches", 85),
        ("reception_domestic_persons", 780),
        ("reception_domestic_batches", 19),
        ("reception_domestic_persons", 163),
        ("reception_foreign_batches", 1),
        ("reception_foreign_persons", 4),
    ]


def test_vehicles_held_behind_what_the_money_was_spent_on_are_counted():
    text = "公务用车运行维护费13万元，主要是维修、保险等支出，截止2023年12月31日，开支财政拨款的公务用车保有量为4辆。"
    assert ("vehicles_held", "final", D("4"), "") in facts(Kind.THREE_PUBLIC, text)


def test_income_and_expenditure_of_one_budget_may_be_named_without_their_budget():
    text = "本年收入212.1万元；年初结转和结余0万元；支出212.1万元，其中项目支出212.1万元；年末结转和结余0万元。"
    assert [fact[0] for fact in facts(Kind.GOVERNMENT_FUND, text)] == [
        "total_income",
        "opening_balance",
        "total_expenditure",
        "project_expenditure",
        "closing_balance",
    ]


def test_total_income_and_expenditure_with_balances_are_grand_totals():
    text = "2023年度总收入120万元，其中本年收入100万元。2023年度总支出120万元，其中本年支出90万元。"
    assert [fact[0] for fact in facts(Kind.OVERALL, text)] == [
        "grand_total_income",
        "total_income",
        "grand_total_expenditure",
        "total_expenditure",
    ]


def test_a_budget_named_alone_is_income_or_expenditure_by_its_section():
    assert [
        fact[0] for fact in facts(Kind.INCOME, "财政拨款收入中：一般公共预算90万元，占90%；政府性基金预算10万元，占10%。")
    ] == [
        "general_public_appropriation",
        "general_public_appropriation",
        "government_fund_appropriation",
        "government_fund_appropriation",
    ]
    spent = read(Kind.EXPENDITURE, "其中：一般公共预算80万元，政府性基金预算5万元。").observations
    assert [(o.item.value, o.fund.value) for o in spent] == [
        ("total_expenditure", "general_public"),
        ("total_expenditure", "government_fund"),
    ]


def test_classes_listed_below_the_expenditure_of_a_section_on_both_sides_are_expenditure():
    text = "本年收入合计100万元。本年支出合计90万元，其中：教育支出（类）60万元，占66.67%。"
    assert facts(Kind.INCOME, text)[-1][:2] == ("total_expenditure", "share_pct")


@pytest.mark.parametrize(
    "text", ["教育支出（205类）60万元", "（一）2050201学前教育：年初预算数60万元", "学前教育（2050201）60万元"]
)
def test_a_subject_with_its_printed_code_is_known(text):
    found = read(Kind.GENERAL_PUBLIC, text).observations
    assert [o.functional_code for o in found] == ["205" if "类" in text else "2050201"]


def test_an_economic_class_with_its_code_keeps_its_items_below():
    text = "1.工资福利支出（301类）50万元，主要包括基本工资30万元、津贴补贴20万元。"
    assert [o.economic_path for o in read(Kind.BASIC, text).observations] == [
        ("工资福利支出",),
        ("工资福利支出", "基本工资"),
        ("工资福利支出", "津贴补贴"),
    ]


def test_economic_items_in_brackets_behind_their_class_are_read():
    text = "人员经费60万元，包括：工资福利支出50万元（基本工资30万元、津贴补贴20万元）。"
    assert [fact[3] for fact in facts(Kind.BASIC, text)] == ["", "工资福利支出", "基本工资", "津贴补贴"]


def test_meetings_training_and_events_are_accounts_of_their_own():
    text = "开支会议费2.3万元，人数210人；开支培训费1.15万元，人数60人；举办节庆、晚会、论坛、赛事活动，开支0万元。"
    assert [(fact[0], fact[2]) for fact in facts(Kind.GENERAL_SPENDING, text)] == [
        ("meeting_cost", 23000),
        ("training_cost", 11500),
        ("event_cost", 0),
    ]


def test_the_worth_above_which_equipment_is_counted_is_no_amount():
    text = "单位价值50万元以上通用设备1台（套），单位价值100万元（含）以上专用设备2台（套）。"
    assert facts(Kind.ASSETS, text) == [
        ("equipment_over_500k", "final", D("1"), ""),
        ("equipment_over_1m", "final", D("2"), ""),
    ]


def test_what_buildings_and_vehicles_are_worth_is_money_and_not_an_area_or_a_number():
    text = "占用房屋面积1,962.40平方米，固定资产原值620万元（房屋构筑物390万元，车辆18万元）。"
    assert [(fact[0], fact[2]) for fact in facts(Kind.ASSETS, text)] == [
        ("building_area", D("1962.40")),
        ("fixed_assets_original_value", D("6200000")),
        ("building_value", D("3900000")),
        ("vehicles_value", D("180000")),
    ]


def test_vehicles_held_are_read_behind_a_reason_and_a_fleet_in_a_reason_is_not():
    told = "公务用车运行维护费支出5万元，比上年减少1万元，主要原因是：合并出行，降低油耗，年末公务用车保有2辆。"
    assert facts(Kind.THREE_PUBLIC, told)[2:] == [("vehicles_held", "final", D(2), "")]
    told = "公务用车运行维护费支出5万元，比上年减少1万元，主要原因是：车辆老旧，年末公务用车保有量减少1辆。"
    assert facts(Kind.THREE_PUBLIC, told)[2:] == []


def test_a_dash_before_a_list_number_is_no_sign():
    assert facts(Kind.THREE_PUBLIC, "其中：- 1.因公出国（境）费支出3万元。与上年决算相比，增加1万元。") == [
        ("overseas_travel", "final", D("30000"), ""),
        ("overseas_travel", "delta_prior", D("10000"), ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "预算绩效评价项目6个，全年预算数350万元，全年执行数190万元。",
            [
                ("selfeval_projects", "final", D(6)),
                ("selfeval_amount", "annual_budget", D(3500000)),
                ("selfeval_amount", "final", D(1900000)),
            ],
        ),
        (
            "预算绩效评价项目6个，涉及全年预算数350万元。",
            [("selfeval_projects", "final", D(6)), ("selfeval_amount", "final", D(3500000))],
        ),
        (
            "预算绩效评价项目6个，全年执行数190万元。",
            [("selfeval_projects", "final", D(6)), ("selfeval_amount", "final", D(1900000))],
        ),
        (
            "组织对一般公共预算项目支出和政府性基金预算项目支出全面开展绩效自评，共27个项目，涉及资金16.5万元，自评平均得分95.2分。",
            [
                ("selfeval_projects", "final", D(27)),
                ("selfeval_amount", "final", D(165000)),
                ("selfeval_avg_score", "final", D("95.2")),
            ],
        ),
        (
            "对二级项目8个全面开展绩效自评，共涉及资金49万元。组织对2个项目开展部门评价。",
            [("selfeval_projects", "final", D(8)), ("selfeval_amount", "final", D(490000))],
        ),
    ],
)
def test_self_evaluated_projects_and_their_money_are_read_in_the_wordings_of_provinces(text, expected):
    assert overview(text) == expected


def test_kinds_of_posts_are_no_quota_of_their_own() -> None:
    text = "人员编制142名，其中行政编制46名、事业编制96名。"
    assert facts(Kind.ORGANISATION, text) == [("staff_quota", "final", D("142"), "")]
    assert [fact[2] for fact in facts(Kind.ORGANISATION, "行政编制20名，实有18人。")] == [D("20")]


def test_units_in_scope_are_counted_behind_the_list_of_their_names():
    text = "纳入本部门决算编制范围的二级预算单位包括：1.示范局（本级）；2.示范中心。合计2家。"
    assert [o.value for o in read_units_in_scope(join([Line(1, text)]), Ledger())] == [2]


def test_a_comparison_by_the_same_period_serves_amount_and_percentage():
    text = "机关运行经费支出497万元，完成年初预算的93.84%，同比减少43万元，下降8.10%。"
    assert [fact[1] for fact in facts(Kind.OPERATING_COST, text)] == ["final", "completion_pct", "delta_prior", "pct_prior"]


@pytest.mark.parametrize(
    "prior", ["较2022年度的10万元增加", "（上年10万元，增加", "（上年同期10万元，增加", "比2022年度的10万元增加"]
)
def test_last_years_figure_inside_a_comparison_is_last_years(prior):
    text = f"“三公”经费支出24万元，{prior}14万元，增长140%。"
    assert [(fact[1], fact[2]) for fact in facts(Kind.THREE_PUBLIC, text)] == [
        ("final", D("240000")),
        ("prior_final", D("100000")),
        ("delta_prior", D("140000")),
        ("pct_prior", D("140")),
    ]


def test_an_account_named_again_behind_the_year_compared_with_is_last_years():
    text = "财政拨款收、支总计均为90万元，比2022年度财政拨款收、支总计95万元各减少5万元，下降5.26%。"
    assert [fact[1] for fact in facts(Kind.FISCAL, text)] == ["final", "prior_final", "delta_prior", "pct_prior"]


def test_a_bare_budget_is_the_one_last_stated():
    text = "“三公”经费年初预算为10万元，支出决算为8万元，较预算减少2万元，降低20%。"
    assert [fact[1] for fact in facts(Kind.THREE_PUBLIC, text)][2:] == ["delta_initial_budget", "pct_initial_budget"]
    text = "“三公”经费支出预算为10万元，支出决算为8万元，较预算减少2万元，降低20%。"
    assert [fact[1] for fact in facts(Kind.THREE_PUBLIC, text)][2:] == ["delta_annual_budget", "pct_annual_budget"]


def test_an_amount_below_or_above_a_budget_is_a_difference():
    text = "学前教育（项）：支出决算为38万元，年初预算为41万元，占年初预算的92.68%（低于年初预算3万元）。"
    assert facts(Kind.GENERAL_PUBLIC, text)[-1][1:3] == ("delta_initial_budget", D("-30000"))


def test_an_increase_that_is_negative_is_a_decrease():
    text = "其他收入26万元，与上年相比，增加额为-15万元，增长率为-37.18%。"
    assert [fact[2] for fact in facts(Kind.INCOME, text)] == [D("260000"), D("-150000"), D("-37.18")]


def test_an_amount_may_follow_its_share():
    text = "本年支出合计90万元，其中：基本支出占66.67%，为60万元；项目支出占33.33%，为30万元。"
    assert [fact[:3] for fact in facts(Kind.EXPENDITURE, text)][1:] == [
        ("basic_expenditure", "share_pct", D("66.67")),
        ("basic_expenditure", "final", D("600000")),
        ("project_expenditure", "share_pct", D("33.33")),
        ("project_expenditure", "final", D("300000")),
    ]


def test_numbers_listed_respectively_go_to_their_accounts_in_order():
    text = (
        "因公出国（境）费、公务用车购置及运行维护费、公务接待费分别为0万元、8万元、2万元，分别占“三公”经费支出的0%、80%、20%。"
    )
    found = facts(Kind.THREE_PUBLIC, text)
    names = ("overseas_travel", "vehicle_total", "reception_total")
    assert [fact[:3] for fact in found[:3]] == [(n, "final", D(v)) for n, v in zip(names, (0, 80000, 20000), strict=True)]
    assert [fact[:3] for fact in found[3:]] == [(n, "share_pct", D(v)) for n, v in zip(names, (0, 80, 20), strict=True)]


def test_the_change_behind_two_equal_sides_is_that_of_their_total():
    text = "财政拨款收入总计90万元，支出总计90万元，与上年相比增加9万元。"
    assert facts(Kind.FISCAL, text)[-1][:2] == ("grand_total", "delta_prior")


def test_the_expenditure_of_a_budget_that_the_sentence_began_with_is_that_budgets():
    text = "1.政府性基金预算财政拨款本年收入6万元，比上年减少2万元；本年支出7万元，比上年减少1万元。"
    found = read(Kind.FISCAL, text).observations
    assert {(o.fund.value, o.item.value) for o in found[2:]} == {("government_fund", "total_expenditure")}


def test_spending_stated_behind_a_balance_is_no_balance():
    text = "年末结转和结余0万元。支出年初预算15万元，预算执行率126%。"
    assert [fact[0] for fact in facts(Kind.GOVERNMENT_FUND, text)] == [
        "closing_balance",
        "total_expenditure",
        "total_expenditure",
    ]


def test_what_vehicles_are_worth_follows_their_number():
    text = "车辆4台，96.37万元；单位价值50万元以上的通用设备2台（套），131.50万元。"
    assert [fact[0] for fact in facts(Kind.ASSETS, text)] == ["vehicles_total", "vehicles_value", "equipment_over_500k"]


def test_kinds_of_procurement_need_no_word_behind_their_name():
    text = "政府采购支出总额100万元，其中：货物类20万元，占20%；工程类30万元，占30%；服务类50万元，占50%。"
    assert [fact[0] for fact in facts(Kind.PROCUREMENT, text)][1::2] == [
        "procurement_goods",
        "procurement_works",
        "procurement_services",
    ]


def test_retired_staff_are_counted_once_where_they_are_broken_down():
    text = "事业编制189人，实际183人；离退休人员96人，其中：离休1人，退休95人。"
    assert [(fact[0], fact[2]) for fact in facts(Kind.ORGANISATION, text)] == [
        ("staff_quota", 189),
        ("staff_active", 183),
        ("staff_retired_cadre", 1),
        ("staff_retired", 95),
    ]


def test_a_section_on_appropriations_for_basic_expenditure_speaks_of_all_budgets_unless_it_names_one():
    text = "财政拨款基本支出115万元，其中：人员经费101万元。"
    assert {o.fund.value for o in read(Kind.BASIC, text, title="财政拨款基本支出决算情况说明").observations} == {"fiscal"}
    named = "使用一般公共预算财政拨款安排基本支出115万元，其中：工资福利支出101万元。"
    found = read(Kind.BASIC, named, title="财政拨款基本支出决算情况说明").observations
    assert {o.fund.value for o in found} == {"general_public"}


def test_an_amount_broken_down_by_budget_in_brackets_is_read_budget_by_budget():
    text = (
        "公务接待费预算12万元（其中：一般公共预算支出12万元；政府性基金预算支出0万元；国有资本经营预算支出0万元），"
        "支出决算9万元，完成预算的75%。"
    )
    assert [(o.fund.value, o.phase.value, o.value) for o in read(Kind.THREE_PUBLIC, text).observations] == [
        ("fiscal", "annual_budget", D("120000")),
        ("general_public", "annual_budget", D("120000")),
        ("government_fund", "annual_budget", D("0")),
        ("state_capital", "annual_budget", D("0")),
        ("fiscal", "final", D("90000")),
        ("fiscal", "completion_pct", D("75")),
    ]


@pytest.mark.parametrize("each", ["人均因公出国（境）费用0.5万元", "车均公务用车运行维护费2.5万元"])
def test_what_one_head_or_vehicle_costs_is_no_account_of_the_unit(each):
    assert facts(Kind.THREE_PUBLIC, f"公务接待费3万元，{each}。") == [("reception_total", "final", D("30000"), "")]


def test_what_was_spent_on_vehicles_follows_their_number():
    text = "公务用车购置费支出：公务用车购置量2辆，发生“公务用车购置”经费支出34.88万元。"
    assert facts(Kind.THREE_PUBLIC, text) == [
        ("vehicles_purchased", "final", D("2"), ""),
        ("vehicle_purchase", "final", D("348800.00"), ""),
    ]
    text = "公务用车运行维护费支出：公务用车保有量19辆，发生运行维护费支出58.13万元。"
    assert [fact[0] for fact in facts(Kind.THREE_PUBLIC, text)] == ["vehicles_held", "vehicle_operation"]


def test_spending_on_another_account_does_not_become_spending_on_the_one_before():
    text = "因公出国（境）费用3万元，发生公务接待费支出5万元。"
    assert [fact[0] for fact in facts(Kind.THREE_PUBLIC, text)] == ["overseas_travel", "reception_total"]


def test_behind_a_bracket_on_a_part_the_text_goes_on_with_the_whole():
    text = "事业收入20万元（含教育收费5万元），占20%；其他收入80万元，占80%。"
    assert [fact[:3] for fact in facts(Kind.INCOME, text)] == [
        ("institutional_income", "final", D("200000")),
        ("education_fee_income", "final", D("50000")),
        ("institutional_income", "share_pct", D("20")),
        ("other_income", "final", D("800000")),
        ("other_income", "share_pct", D("80")),
    ]
    text = "收入总计99万元（含年初结转和结余9万元），支出总计99万元（含年末结转和结余4万元），比上年增加8万元，增长8.8%。"
    assert [fact[:2] for fact in facts(Kind.OVERALL, text)][-2:] == [
        ("grand_total", "delta_prior"),
        ("grand_total", "pct_prior"),
    ]


def test_short_names_of_vehicle_expenses_are_known():
    text = "公车购置费3万元，公车运行维护费48.12万元。"
    assert [fact[0] for fact in facts(Kind.THREE_PUBLIC, text)] == ["vehicle_purchase", "vehicle_operation"]


def test_retired_persons_paid_by_the_pension_fund_are_not_the_unit_s():
    text = "在职人员30人，退休人员0人；由养老保险基金发放养老金的离退休人员12人。"
    assert [fact[:3] for fact in facts(Kind.ORGANISATION, text)] == [
        ("staff_active", "final", D(30)),
        ("staff_retired", "final", D(0)),
    ]


def test_what_all_of_an_account_consists_of_is_no_account_of_its_own():
    text = "本年支出均为项目支出，与上年决算数相比增加40.00万元，增长25.00%。"
    assert [fact[:2] for fact in facts(Kind.GOVERNMENT_FUND, text)] == [
        ("total_expenditure", "delta_prior"),
        ("total_expenditure", "pct_prior"),
    ]


def test_vehicles_bought_are_counted_inside_a_reason():
    text = "公务用车购置费全年预算数为0万元，决算数为0万元，主要原因是本年度未购置公务用车，全年购置公务用车0辆；"
    assert facts(Kind.THREE_PUBLIC, text)[-1][:3] == ("vehicles_purchased", "final", D(0))


@pytest.mark.parametrize(("noted", "phase"), [(None, "annual_budget"), (Phase.INITIAL_BUDGET, "initial_budget")])
def test_a_bare_budget_of_the_three_public_is_the_one_that_the_note_of_their_table_names(noted, phase):
    text = "“三公”经费支出预算为20.00万元，支出决算为15.00万元，比预算减少5.00万元。公务接待费预算为8.00万元。"
    rows = read_section(join([Line(1, text)]), Kind.THREE_PUBLIC, "", 2023, Ledger(), (), noted).observations
    assert [row.phase for row in rows] == [phase, "final", f"delta_{phase}", phase]


def test_a_quota_of_vehicles_is_no_staff():
    assert [fact[0] for fact in facts(Kind.ORGANISATION, "人员编制168人，车辆编制8辆。")] == ["staff_quota"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("决算汇总公开单位构成包括：局机关及所属预算单位，共4家。", [4]),
        ("从部门决算单位构成看，部门决算包括：园林局本级决算和所属2个事业单位决算，共3家。所属单位为苗圃、花场。", [3]),
        ("从单位构成看，本部门预算包括：行政单位1个，事业单位2个，共3个单位。", [3]),
        ("从单位构成看，决算包括：园林局本级，内设科室办公室、财务科，共2个。", []),
        ("决算由纳入独立核算的单位本级决算和2个下属单位决算组成，纳入决算编制范围的预算单位共3个：园林局本级。", [3]),
    ],
)
def test_units_in_scope_are_counted_behind_what_they_consist_of(text, count):
    assert [o.value for o in read_units_in_scope(join([Line(1, text)]), Ledger())] == count


def test_subjects_named_by_their_codes_keep_what_is_stated_of_them():
    text = (
        "（一）2130204（事业机构）52.18万元，较上年决算数增加4.85万元，增长10.25%。"
        "（二）2130205（森林资源培育）支出24.90万元，较上年决算数减少0.87万元，减少3.38%。"
    )
    assert [(fact[1], fact[3]) for fact in facts(Kind.GENERAL_PUBLIC, text)] == [
        (phase, name) for name in ("事业机构", "森林资源培育") for phase in ("final", "delta_prior", "pct_prior")
    ]


def test_the_income_and_the_expenditure_of_the_year_are_the_totals():
    text = (
        "年末结转和结余201.53万元。（一）2023年度收入3629.87万元，比2022年决算数增加265.79万元。（二）2023年度支出3683.55万元。"
    )
    assert [fact[:3] for fact in facts(Kind.OVERALL, text)][1:] == [
        ("total_income", "final", D("36298700")),
        ("total_income", "delta_prior", D("2657900")),
        ("total_expenditure", "final", D("36835500")),
    ]


def test_a_share_behind_a_bracket_with_parts_is_that_of_the_whole():
    text = "包括财政拨款收入90万元（其中，一般公共预算财政拨款收入60万元，政府性基金预算财政拨款收入30万元），占收入合计99%；"
    assert facts(Kind.INCOME, text)[-1][:3] == ("fiscal_appropriation", "share_pct", D("99"))


def test_a_budget_said_again_to_be_that_of_the_three_public_is_the_base_of_a_change():
    text = "“三公”经费财政拨款决算数12.00万元，比2023年“三公”经费财政拨款年初预算减少5.00万元，下降29.41%。"
    assert [fact[:2] for fact in facts(Kind.THREE_PUBLIC, text)] == [
        ("three_public_total", "final"),
        ("three_public_total", "delta_initial_budget"),
        ("three_public_total", "pct_initial_budget"),
    ]


def test_receptions_counted_before_their_amount_keep_it():
    text = "其中：国内公务接待14批次、126人次，支出1.38万元；外事接待2批次、9人次，支出0.20万元。"
    assert [fact[:3] for fact in facts(Kind.THREE_PUBLIC, text) if "batches" not in fact[0] and "persons" not in fact[0]] == [
        ("reception_domestic", "final", D("13800")),
        ("reception_foreign", "final", D("2000")),
    ]


def test_the_three_public_of_the_general_public_budget_are_the_three_public():
    text = "2023年度“三公”经费一般公共预算拨款支出11.91万元，完成全年预算的70.06%。"
    assert [fact[:2] for fact in facts(Kind.THREE_PUBLIC, text)] == [
        ("three_public_total", "final"),
        ("three_public_total", "completion_pct"),
    ]


def test_the_cost_of_receptions_may_follow_what_was_counted_without_a_word_of_its_own():
    text = "公务接待费70元。国内公务接待累计9批次，8人次，60元；国（境）外公务接待累计1批次，1人次，10元。与上年相比，增加5元。"
    money = [fact for fact in facts(Kind.THREE_PUBLIC, text) if not fact[0].endswith(("batches", "persons"))]
    assert money == [
        ("reception_total", "final", D(70), ""),
        ("reception_domestic", "final", D(60), ""),
        ("reception_foreign", "final", D(10), ""),
        ("reception_total", "delta_prior", D(5), ""),
    ]


def test_a_comparison_in_the_paragraph_of_one_part_speaks_of_that_part():
    whole, part = "公务用车购置及运行维护费支出30元。其中：", "公务用车购置支出20元，购置公务用车1辆。比上年增加15元。"
    assert facts(Kind.THREE_PUBLIC, whole, part)[-1] == ("vehicle_purchase", "delta_prior", D(15), "")
    assert facts(Kind.THREE_PUBLIC, whole + part)[-1] == ("vehicle_total", "delta_prior", D(15), "")


WHOLE = "2023年度“三公”经费财政拨款支出{budget}为20.00万元，支出决算为12.00万元。"
PART = "公务接待费支出情况。预算为5.00万元，支出决算为2.00万元，决算数较预算数减少3.00万元。"


@pytest.mark.parametrize(
    ("budget", "named"), [("年初预算", "initial_budget"), ("全年预算", "annual_budget"), ("预算", "annual_budget")]
)
def test_the_budget_of_a_part_of_the_three_public_expenses_is_the_one_that_the_whole_was_stated_by(budget, named):
    whole = read(Kind.THREE_PUBLIC, WHOLE.format(budget=budget)).observations
    part = read_section(join([Line(1, PART)]), Kind.THREE_PUBLIC, "", 2023, Ledger(), whole).observations
    assert [(o.item.value, o.phase.value, o.value) for o in part] == [
        ("reception_total", named, D("50000")),
        ("reception_total", "final", D("20000")),
        ("reception_total", f"delta_{named}", D("-30000")),
    ]
    assert facts(Kind.THREE_PUBLIC, WHOLE.format(budget=budget), PART)[2][1] == named


def test_a_part_whose_whole_was_stated_by_two_budgets_keeps_the_plain_one():
    whole = "“三公”经费支出年初预算为20.00万元，全年预算为18.00万元，支出决算为12.00万元。"
    assert facts(Kind.THREE_PUBLIC, whole, PART)[3][:2] == ("reception_total", "annual_budget")


def test_what_was_bought_in_the_year_is_no_holding():
    text = "共有车辆18辆，单价100万元以上的专用设备3台（套）。当年购置车辆1辆，购置单价100万元以上的专用设备2台（套）。"
    assert [fact[::2] for fact in facts(Kind.ASSETS, text)] == [("vehicles_total", D(18)), ("equipment_over_1m", D(3))]
