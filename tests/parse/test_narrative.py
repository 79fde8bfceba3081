"""The narrative: each number goes to the account, phase and subject that the sentence gives it; anything else stays unread."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract.document import Line
from etl.parse.flow import join
from etl.parse.ledger import Ledger
from etl.parse.narrative.overview import read_overview, read_units_in_scope
from etl.parse.narrative.reader import read_section
from etl.parse.sections import Kind


def read(kind: Kind, *lines: str, title: str = ""):
    flow = join([Line(number, text) for number, text in enumerate(lines, start=1)])
    return read_section(flow, kind, title, 2023, Ledger())


def facts(kind: Kind, *lines: str):
    """(item, phase, value, deepest name) of everything read, in order."""
    return [
        (o.item.value, o.phase.value, Decimal(o.value), o.functional_name or o.economic_name)
        for o in read(kind, *lines).observations
    ]


D = Decimal


@pytest.mark.parametrize(
    ("base", "delta", "pct"),
    [
        ("与上年决算相比，", "delta_prior", "pct_prior"),
        ("比2022年度", "delta_prior", "pct_prior"),
        ("较上一年度决算数", "delta_prior", "pct_prior"),
        ("与年初预算相比，", "delta_initial_budget", "pct_initial_budget"),
        ("较2023年度年初预算数", "delta_initial_budget", "pct_initial_budget"),
        ("与全年预算相比，", "delta_annual_budget", "pct_annual_budget"),
    ],
)
@pytest.mark.parametrize(("word", "percent", "sign"), [("增加", "增长", 1), ("减少", "下降", -1), ("净减少", "降低", -1)])
def test_a_stated_change_has_the_base_and_the_sign_of_its_words(base, delta, pct, word, percent, sign):
    text = f"机关运行经费支出90.31万元，{base}{word}26.51万元，{percent}41.56%。"
    assert facts(Kind.OPERATING_COST, text) == [
        ("operating_cost", "final", D("903100"), ""),
        ("operating_cost", delta, sign * D("265100"), ""),
        ("operating_cost", pct, sign * D("41.56"), ""),
    ]


def test_a_change_on_some_other_year_is_not_read_as_one_on_last_year():
    assert [f[1] for f in facts(Kind.OPERATING_COST, "机关运行经费支出5万元，比2019年减少1万元。")] == ["final"]


def test_a_subject_in_three_levels_carries_budget_final_and_completion():
    text = "2.教育支出（类）进修及培训（款）培训支出（项）。年初预算为10.00万元，支出决算为9.50万元，完成年初预算的95.00%。"
    observations = read(Kind.GENERAL_PUBLIC, text).observations
    assert [o.functional_path for o in observations] == [("教育支出", "进修及培训", "培训支出")] * 3
    assert [(o.phase.value, o.value) for o in observations] == [
        ("initial_budget", D("100000.00")),
        ("final", D("95000.00")),
        ("completion_pct", D("95.00")),
    ]


def test_the_class_of_a_heading_holds_for_the_groups_and_items_below_it():
    observations = read(
        Kind.GENERAL_PUBLIC, "（二）卫生健康支出（类）", "1.行政事业单位医疗（款）行政单位医疗（项）。支出决算1.00万元。"
    ).observations
    assert observations[0].functional_path == ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")


def test_a_class_may_be_named_without_its_mark():
    assert facts(Kind.GENERAL_PUBLIC, "主要用于以下方面：教育支出3.00万元，占30.00%；住房保障支出7.00万元，占70.00%。") == [
        ("total_expenditure", "final", D("30000.00"), "教育支出"),
        ("total_expenditure", "share_pct", D("30.00"), "教育支出"),
        ("total_expenditure", "final", D("70000.00"), "住房保障支出"),
        ("total_expenditure", "share_pct", D("70.00"), "住房保障支出"),
    ]


def test_economic_subjects_in_prose_keep_the_class_they_stand_under():
    text = (
        "（一）人员经费3.00万元。主要包括：基本工资1.00万元、津贴补贴2.00万元等。"
        "（二）公用经费0.50万元。主要包括：办公费0.50万元等。"
    )
    observations = read(Kind.BASIC, text).observations
    assert [(o.item.value, o.economic_path, o.value) for o in observations] == [
        ("personnel", (), D("30000.00")),
        ("basic_expenditure", ("人员经费", "基本工资"), D("10000.00")),
        ("basic_expenditure", ("人员经费", "津贴补贴"), D("20000.00")),
        ("public", (), D("5000.00")),
        ("basic_expenditure", ("公用经费", "办公费"), D("5000.00")),
    ]


def test_a_number_and_a_word_cut_by_line_ends_are_read_where_they_stand():
    result = read(Kind.EXPENDITURE, "本年支出合", "计 1,2", "34.56 万", "元，其中：基本支出 1,000.0 0 万元，占 81.0 0%。")
    assert [(o.item.value, o.value, o.line) for o in result.observations] == [
        ("total_expenditure", D("12345600.00"), 2),
        ("basic_expenditure", D("10000000.00"), 4),
        ("basic_expenditure", D("81.00"), 4),
    ]


def test_reasons_are_kept_and_the_amounts_in_them_are_not_facts_of_the_account():
    result = read(Kind.OVERALL, "收入总计10.00万元。与上年相比，收入总计增加2.00万元，主要原因是新办一项活动经费1.50万元。")
    assert [(o.phase.value, o.value) for o in result.observations] == [
        ("final", D("100000.00")),
        ("delta_prior", D("20000.00")),
    ]
    assert [(e.basis.value, e.text) for e in result.explanations] == [("delta_prior", "新办一项活动经费1.50万元")]


def test_a_reason_that_counts_changes_of_whole_accounts_yields_them():
    text = (
        "”三公”经费支出3.00万元，比2022年度减少1.00万元，主要原因：一是公务接待费减少0.40万元（其中一处减少0.10万元）；"
        "二是公务用车运行维护费减少0.60万元。"
    )
    found = facts(Kind.THREE_PUBLIC, text)
    assert ("reception_total", "delta_prior", D("-4000.00"), "") in found
    assert ("vehicle_operation", "delta_prior", D("-6000.00"), "") in found
    assert len(found) == 4


def test_a_comparison_after_a_list_of_parts_speaks_of_the_whole():
    text = (
        "3.公务接待费支出0.70万元。其中：国内公务接待支出0.70万元，接待3批次，9人次；"
        "国（境）外公务接待支出0.00万元，接待0批次，0人次。与上年决算相比，增加0.21万元，增长42.48%。"
    )
    found = facts(Kind.THREE_PUBLIC, text)
    assert found[-2:] == [
        ("reception_total", "delta_prior", D("2100.00"), ""),
        ("reception_total", "pct_prior", D("42.48"), ""),
    ]
    assert [f[0] for f in found[2:4]] == ["reception_domestic_batches", "reception_domestic_persons"]
    assert [f[0] for f in found[5:7]] == ["reception_foreign_batches", "reception_foreign_persons"]


@pytest.mark.parametrize(
    ("text", "item", "value"),
    [
        ("全年出国（境）团组2个。", "overseas_groups", 2),
        ("因公出国（境）团组数0个，累计因公出国（境）人次数7人次。", "overseas_persons", 7),
        ("本年度使用财政拨款购置公务用车1辆。", "vehicles_purchased", 1),
        ("公务用车购置数3辆。", "vehicles_purchased", 3),
        ("截至2023年12月31日，开支财政拨款的公务用车保有量为10辆。", "vehicles_held", 10),
        ("国内公务接待批次32个。", "reception_domestic_batches", 32),
        ("国（境）外公务接待人次6人。", "reception_foreign_persons", 6),
    ],
)
def test_counts_are_told_apart_by_topic_and_measure_word(text, item, value):
    assert (item, "final", Decimal(value), "") in facts(Kind.THREE_PUBLIC, text)


def test_the_text_that_says_what_vehicles_do_counts_no_vehicles():
    text = (
        "共有车辆3辆，其中：应急保障用车2辆、其他用车1辆，其他用车主要是业务用车1辆；"
        "单价100万元（含）以上设备（不含车辆）4台（套）。"
    )
    assert [(f[0], f[2]) for f in facts(Kind.ASSETS, text)] == [
        ("vehicles_total", 3),
        ("vehicles_emergency", 2),
        ("vehicles_other", 1),
        ("equipment_over_1m", 4),
    ]


def test_a_percentage_without_its_sign_is_one_where_only_a_percentage_can_stand():
    assert ("total_expenditure", "completion_pct", D("214.86"), "") in facts(
        Kind.GENERAL_PUBLIC, "年初预算为0.37万元，支出决算为0.79万元，完成年初预算的214.86。决算数大于预算数。"
    )


def test_a_number_that_no_word_reaches_is_left_unread():
    assert facts(Kind.GENERAL_PUBLIC, "其中某项工作费用共计若干，另列12.00万元。") == []


def test_units_in_scope_and_self_evaluation_are_read_from_their_sentences():
    flow = join([Line(1, "纳入本部门2023年度决算编制范围的预算单位共计4家。")])
    assert [int(o.value) for o in read_units_in_scope(flow, Ledger())] == [4]
    text = (
        "组织对2023年一般公共预算项目支出全面开展绩效自评，其中一级项目0个，二级项目18个，共涉及资金3,108.05万元，"
        "占一般公共预算项目支出总额的100%；政府性基金预算项目0个，共涉及资金0万元。"
    )
    found = read_overview(join([Line(1, text)]), Ledger())
    assert [(o.item.value, o.phase.value, o.value) for o in found] == [
        ("selfeval_projects", "final", D(18)),
        ("selfeval_amount", "final", D("31080500.00")),
        ("selfeval_amount", "share_pct", D(100)),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            Kind.THREE_PUBLIC,
            "”三公”经费财政拨款决算数12.00万元，比2023年度”三公”经费财政拨款年初预算20.00万元减少8.00万元。",
            [("final", "120000"), ("initial_budget", "200000"), ("delta_initial_budget", "-80000")],
        ),
        (
            Kind.OVERALL,
            "2023年度收入总计5.00万元，支出总计5.00万元。与2022年度相比，各增加1.00万元，增长25.00%。",
            [("final", "50000"), ("final", "50000"), ("delta_prior", "10000"), ("pct_prior", "25")],
        ),
        (
            Kind.GENERAL_PUBLIC,
            "1、“教育支出”（类）2023年度决算6.00万元，比年初预算增加2.00万元。",
            [("final", "60000"), ("delta_initial_budget", "20000")],
        ),
        (
            Kind.GENERAL_PUBLIC,
            "行政运行（2010301）支出决算为3.00万元，完成预算100%。",
            [("final", "30000"), ("completion_pct", "100")],
        ),
        (Kind.STATE_CAPITAL, "国有资本经营预算财政拨款本年收入0元，支出350000.00元。", [("final", "0"), ("final", "350000")]),
    ],
)
def test_wordings_of_several_provinces_mean_the_same(kind, text, expected):
    assert [(f[1], f[2].normalize() + 0) for f in facts(kind, text)] == [
        (phase, D(value).normalize() + 0) for phase, value in expected
    ]


def test_kinds_of_cars_are_not_counted_as_the_cars_held():
    text = (
        "公务用车购置支出0万元。全年更新购置公务用车2辆，其中：轿车1辆、越野车1辆。"
        "截至2023年12月底，单位共有公务用车5辆，其中：轿车4辆。"
    )
    assert [(f[0], int(f[2])) for f in facts(Kind.THREE_PUBLIC, text) if f[0].startswith("vehicles_")] == [
        ("vehicles_purchased", 2),
        ("vehicles_held", 5),
    ]


def test_the_account_itself_is_no_entry_of_a_list():
    found = read(Kind.OPERATING_COST, "2023年度，机关运行经费支出46.89万元，比上年减少5.44万元，下降10.40%。").observations
    assert [o.economic_path for o in found] == [(), (), ()]
