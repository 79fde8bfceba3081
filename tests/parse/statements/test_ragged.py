"""Headers that lost cells on their way through a converter, or that stand beside their columns. ``⇥`` is a tab."""

from __future__ import annotations

import pytest
from printed import numbers

FUND_TABLE = """
    政府性基金预算财政拨款收入支出决算表
    单位：万元
    {header}
    栏次⇥⇥1⇥2⇥3⇥4⇥5⇥6
    合计⇥⇥3.00⇥40.00⇥42.00⇥⇥42.00⇥1.00
    229⇥其他支出⇥3.00⇥40.00⇥42.00⇥⇥42.00⇥1.00
    22960⇥彩票公益金安排的支出⇥3.00⇥40.00⇥42.00⇥⇥42.00⇥1.00
    2296002⇥用于社会福利的彩票公益金支出⇥3.00⇥40.00⇥42.00⇥⇥42.00⇥1.00
"""
OF_TOTAL = [
    "government_fund opening_balance 30000",
    "government_fund total_income 400000",
    "government_fund total_expenditure 420000",
    "government_fund project_expenditure 420000",
    "government_fund closing_balance 10000",
]


@pytest.mark.parametrize(
    "header",
    [
        "项目⇥⇥年初结转和结余⇥本年收入⇥本年支出⇥⇥⇥年末结转和结余\n    编码⇥名称⇥小计⇥基本支出⇥项目支出",
        "项目⇥年初结转和结余⇥本年收入⇥本年支出⇥年末结转和结余\n    编码⇥名称⇥小计⇥基本支出⇥项目支出",
        "⇥项目⇥⇥⇥⇥本年支出⇥⇥\n    编码⇥⇥年初结转和结余⇥本年收入⇥⇥⇥⇥年末结转和结余\n    ⇥名称⇥⇥⇥小计⇥基本支出⇥项目支出⇥",
    ],
    ids=["cells below merged ones dropped", "merged cells as wide as one", "set over the middle of its columns"],
)
def test_a_header_with_lost_or_displaced_cells_stands_over_its_columns_again(header: str) -> None:
    found = numbers(FUND_TABLE.format(header=header))
    assert found[:5] == OF_TOTAL
    assert len(found) == 4 * 5


@pytest.mark.parametrize("total", ["合计⇥90.00⇥80.00⇥⇥4.00⇥⇥⇥6.00", "合计⇥⇥90.00⇥80.00⇥⇥4.00⇥⇥⇥6.00"])
def test_a_total_whose_label_was_two_cells_wide_keeps_its_columns(total: str) -> None:
    text = f"""
    收入决算表
    单位：万元
    项目⇥本年收入合计⇥财政拨款收入⇥上级补助收入⇥事业收入⇥经营收入⇥附属单位上缴收入⇥其他收入
    功能分类科目编码⇥科目名称
    栏次⇥1⇥2⇥3⇥4⇥5⇥6⇥7
    {total}
    205⇥教育支出⇥90.00⇥80.00⇥⇥4.00⇥⇥⇥6.00
    """
    per_row = ["total_income 900000", "fiscal_appropriation 800000", "institutional_income 40000", "other_income 60000"]
    assert numbers(text) == [f"all {row}" for row in per_row] + [f"all 205 {row}" for row in per_row]


@pytest.mark.parametrize(
    "header",
    [
        "类款项⇥科目名⇥本年支出合计⇥基本支出⇥项目支出⇥上缴上级支出",
        "支出⇥其中\n    编码⇥名称⇥合计⇥基本支出⇥项目支出⇥上缴上级支出",
    ],
)
def test_a_header_that_cannot_be_put_back_gives_way_to_the_official_order(header: str) -> None:
    text = f"""
    支出决算表
    单位：万元
    {header}
    205⇥教育支出⇥9.00⇥5.00⇥4.00⇥⇥⇥
    20502⇥普通教育⇥9.00⇥5.00⇥4.00⇥⇥⇥
    经营支出 对附属单位补助支出
    """
    assert numbers(text)[:3] == [
        "all 205 total_expenditure 90000",
        "all 205 basic_expenditure 50000",
        "all 205 project_expenditure 40000",
    ]


THREE_PUBLIC = [
    "fiscal three_public_total annual_budget 90000",
    "fiscal overseas_travel annual_budget 0",
    "fiscal vehicle_total annual_budget 70000",
    "fiscal vehicle_operation annual_budget 70000",
    "fiscal reception_total annual_budget 20000",
    "fiscal three_public_total 60000",
    "fiscal vehicle_total 50000",
    "fiscal vehicle_operation 50000",
    "fiscal reception_total 10000",
]


@pytest.mark.parametrize("gap", ["⇥", "⇥⇥⇥⇥⇥⇥"], ids=["narrow", "wide"])
def test_three_public_headers_of_three_rows_are_put_back(gap: str) -> None:
    wide = len(gap) > 1
    accounts = "合计⇥因公出国（境）费⇥公务用车购置及运行维护费" + ("⇥⇥" if wide else "") + "⇥公务接待费"
    text = f"""
    财政拨款“三公”经费支出决算表
    单位：万元
    预算数{gap}决算数{gap[1:]}
    {accounts}⇥{accounts}
    小计⇥公务用车购置费⇥公务用车运行维护费⇥小计⇥公务用车购置费⇥公务用车运行维护费
    1⇥2⇥3⇥4⇥5⇥6⇥7⇥8⇥9⇥10⇥11⇥12
    9.00⇥0.00⇥7.00⇥⇥7.00⇥2.00⇥6.00⇥⇥5.00⇥⇥5.00⇥1.00
    """
    assert numbers(text) == THREE_PUBLIC


def test_three_public_rows_named_by_their_phase_are_of_that_phase() -> None:
    text = """
    “三公”经费支出决算表
    单位：万元
    项目⇥合计⇥因公出国（境）费⇥公务用车购置及运行维护费⇥⇥⇥公务接待费
    ⇥⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥
    年初预算数⇥8.00⇥⇥6.00⇥⇥6.00⇥2.00
    全年预算数⇥7.00⇥⇥6.00⇥⇥6.00⇥1.00
    决算数⇥5.00⇥⇥4.50⇥⇥4.50⇥0.50
    """
    found = numbers(text)
    assert found[::4] == [
        "fiscal three_public_total initial_budget 80000",
        "fiscal three_public_total annual_budget 70000",
        "fiscal three_public_total 50000",
    ]
    assert found[3::4] == [
        "fiscal reception_total initial_budget 20000",
        "fiscal reception_total annual_budget 10000",
        "fiscal reception_total 5000",
    ]


def test_meetings_and_training_beside_the_three_public_are_no_part_of_them() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    单位：万元
    科目编码 科目名称 决算数
    302 商品和服务支出 7.30
    30231 公务用车运行维护费 6.30
    30239 其他交通费用 1.00
    财政拨款“三公”经费、会议费和培训费支出决算表
    单位：万元
    “三公”经费
    公务用车购置及运行维护费 会议费 培训费
    合计 因公出国（境）费 公务接待费
    小计 公务用车购置费 公务用车运行维护费
    7.10 6.30 6.30 0.80 1.20 2.40
    """
    assert numbers(text)[3:] == [
        "fiscal three_public_total 71000",
        "fiscal vehicle_total 63000",
        "fiscal vehicle_operation 63000",
        "fiscal reception_total 8000",
    ]


def test_a_number_of_guests_is_no_economic_code() -> None:
    text = """
    机构运行信息表
    单位：万元
    项目⇥决算统计数
    一、“三公”经费支出⇥—
    （一）支出合计⇥4.00
    3．公务接待费⇥4.00
    5．国内公务接待批次（个）⇥36
    6．国内公务接待人次（人）⇥388
    """
    assert numbers(text) == [
        "fiscal three_public_total 40000",
        "fiscal reception_total 40000",
        "none reception_domestic_batches 36",
        "none reception_domestic_persons 388",
    ]
