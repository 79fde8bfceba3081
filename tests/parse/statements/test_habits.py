"""Habits of tables in which provinces differ: wrapped names, totals above their parts, accounts side by side, years in headers.

``⇥`` is a tab; tables without any have lost their empty cells.
"""

from __future__ import annotations

import pytest
from printed import document, numbers, read, short

from etl.parse.ledger import Ledger
from etl.parse.statements import find_statements, read_statements
from etl.parse.statements.kinds import BASIC, read_title

WRAPPED = """
    收入支出决算总表
    单位：元
    收 入 支 出
    项 目 行次 决算数 项 目 行次 决算数
    栏 次 1 栏 次 2
    一、一般公共预算财政拨
    1 100.00 一、一般公共服务支出 32 120.00
    款收入
    二、政府性基金预算
    2 30.00 二、外交支出 33
    财政拨款收入
    三、国有资本经营预
    3 5.00 三、国防支出 34
    算财政拨款收入
    五、事业收入 5 20.00 五、教育支出 36 38.00
    八、其他收入 8 3.00 八、社会保障和就业支出 39
    本年收入合计 27 158.00 本年支出合计 58 158.00
    年初结转和结
    29 7.00 年末结转和结余 60 7.00
    余
    总计 31 165.00 总计 62 165.00
    收入决算表
    单位：元
    项 目 本年收入
    财政拨款 上级补助 附属单位
    科目 收入 收入 事业收入 经营收入 上缴收入 其他收入
    科目名称 合计
    编码
    栏次 1 2 3 4 5 6 7
    合计 158.00 135.00 20.00 3.00
    2010301 行政运行 120.00 120.00
    2050201 学前教育 38.00 15.00 20.00 3.00
"""


def test_names_wrapped_around_their_numbers_are_whole_and_settle_the_income_table() -> None:
    found = numbers(WRAPPED)
    assert found[:8] == [
        "all general_public_appropriation 100",
        "all government_fund_appropriation 30",
        "all state_capital_appropriation 5",
        "all institutional_income 20",
        "all other_income 3",
        "all total_income 158",
        "all opening_balance 7",
        "all grand_total_income 165",
    ]
    assert found[-6:] == [
        "all 2010301 total_income 120",
        "all 2010301 fiscal_appropriation 120",
        "all 2050201 total_income 38",
        "all 2050201 fiscal_appropriation 15",
        "all 2050201 institutional_income 20",
        "all 2050201 other_income 3",
    ]


def test_an_appropriation_that_is_cut_leaves_the_other_sources_certain() -> None:
    text = WRAPPED.replace("三、国有资本经营预\n    3 5.00 三、国防支出 34\n    算财政拨款收入\n", "")
    assert "all 2050201 institutional_income 20" in numbers(text)
    assert "all 2010301 fiscal_appropriation 120" in numbers(text)


FUND = """
    财政拨款收入支出决算总表
    单位：元
    收 入 支 出
    项 目 行次 金额 项 目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款
    栏 次 1 栏 次 2 3 4 5
    一、一般公共预算财政拨款 1 {general} 一、一般公共服务支出 33 100.00 100.00
    二、政府性基金预算财政拨款 2 {fund} 四、公共安全支出 36 28.00 28.00
    本年收入合计 27 {income} 本年支出合计 59 128.00 100.00 28.00
    年初财政拨款结转和结余 28 {opening} 年末财政拨款结转和结余 60
    一般公共预算财政拨款 29 61
    政府性基金预算财政拨款 30 {opening} 62
    总计 32 128.00 总计 64 128.00 100.00 28.00
    政府性基金预算财政拨款收入支出决算表
    单位：元
    项目 年初结转和结余 本年收入 本年支出 年末结转和结余
    科目编码 科目名称 小计 基本支出 项目支出
    栏次 1 2 3 4 5 6
    合计 28.00 28.00 28.00
    2296003 用于体育事业的彩票公益金支出 28.00 28.00 28.00
"""


@pytest.mark.parametrize(
    ("fund", "income", "opening", "source"),
    [("28.00", "128.00", "", "total_income"), ("", "100.00", "28.00", "opening_balance")],
)
def test_what_a_fund_spent_came_from_where_the_summary_of_budgets_says(
    fund: str, income: str, opening: str, source: str
) -> None:
    found = numbers(FUND.format(general="100.00", fund=fund, income=income, opening=opening))
    assert f"government_fund 2296003 {source} 28" in found
    assert "government_fund 2296003 total_expenditure 28" in found
    other = "opening_balance" if source == "total_income" else "total_income"
    assert not any(row.startswith("government_fund 2296003 " + other) for row in found)


def test_a_total_above_its_parts_is_the_total_of_the_three_public_expenses() -> None:
    text = """
        财政拨款“三公”经费支出决算表
        单位：元
        项目⇥全年预算数⇥决算数
        栏次⇥1⇥2
        合计⇥56.00⇥49.00
        1.因公出国（境）费⇥6.00⇥5.00
        2.公务用车购置及运行维护费⇥42.00⇥38.00
        3.公务接待费⇥8.00⇥6.00
    """
    assert numbers(text)[:2] == ["fiscal three_public_total annual_budget 56", "fiscal three_public_total 49"]


def test_accounts_that_stand_side_by_side_are_read_column_by_column() -> None:
    text = """
        国有资产占用情况表
        公开10表
        项目⇥车辆（辆）⇥⇥⇥⇥单价100万元（含）以上设备（不含车辆）
        ⇥合计⇥机要通信用车⇥应急保障用车⇥其他用车⇥
        数量⇥3⇥0⇥1⇥2⇥4
    """
    assert numbers(text, default_unit="元") == [
        "none vehicles_total 3",
        "none vehicles_confidential 0",
        "none vehicles_emergency 1",
        "none vehicles_other 2",
        "none equipment_over_1m 4",
    ]


def test_years_in_the_header_tell_this_years_figures_from_last_years() -> None:
    text = """
        一般公共预算财政拨款“三公”经费支出决算表
        单位：元
        项目⇥2020年预算数⇥2020年决算数⇥2019年决算数⇥决算比2019年增减额⇥增减%
        1.因公出国（境）费用⇥0⇥0⇥0⇥0⇥
        2.公务接待费⇥1⇥0.34⇥0.61⇥-0.27⇥-44.26%
        3.公务用车购置及运行维护费⇥52⇥49⇥10⇥39⇥390%
    """
    source = document(text)
    found = read_statements(source, find_statements(source), Ledger(), None, fiscal_year=2020)
    assert [short(row) for row in found.observations if row.item == "reception_total"] == [
        "fiscal reception_total annual_budget 1",
        "fiscal reception_total 0.34",
        "fiscal reception_total prior_final 0.61",
        "fiscal reception_total delta_prior -0.27",
        "fiscal reception_total pct_prior -44.26",
    ]


def test_a_subject_under_personnel_or_public_alone_is_basic_expenditure() -> None:
    text = """
        一般公共预算财政拨款基本支出决算表（经济分类）
        单位：元
        经济分类科目编码⇥⇥科目名称⇥人员经费⇥公用经费
        类⇥款⇥⇥⇥
        301⇥⇥工资福利支出⇥80.00⇥
        301⇥01⇥基本工资⇥80.00⇥
        302⇥⇥商品和服务支出⇥⇥20.00
        302⇥01⇥办公费⇥⇥20.00
        合计⇥⇥⇥80.00⇥20.00
    """
    assert numbers(text) == [
        "general_public 301 basic_expenditure 80",
        "general_public 30101 basic_expenditure 80",
        "general_public 302 basic_expenditure 20",
        "general_public 30201 basic_expenditure 20",
        "general_public personnel 80",
        "general_public public 20",
    ]


def test_a_code_whose_name_is_wrapped_is_no_amount() -> None:
    text = """
        一般公共预算财政拨款基本支出决算表
        单位：元
        人员经费 公用经费
        科目编码 科目名称 决算数 科目编码 科目名称 决算数
        301 工资福利支出 80.00 302 商品和服务支出 20.61
        30101 基本工资 80.00 30228 工会经费 20.60 39908
        对民间非营利组织和群众
        性自治组织补贴
        30399 30229 福利费 0.01
    """
    assert numbers(text)[-3:] == [
        "general_public 30101 basic_expenditure 80",
        "general_public 30228 basic_expenditure 20.6",
        "general_public 30229 basic_expenditure 0.01",
    ]


@pytest.mark.parametrize("tail", ["（经济分类）", "（按功能分类）", "（2023年度）"])
def test_a_title_may_say_in_brackets_how_it_is_broken_down(tail: str) -> None:
    title = read_title("六、一般公共预算财政拨款基本支出决算表" + tail)
    assert title is not None
    assert title.kind == BASIC


def test_a_list_in_columns_is_not_taken_for_one_side_by_side() -> None:
    text = """
        政府采购情况表
        单位：元
        项目⇥金额
        政府采购支出合计⇥90.00
        政府采购货物支出⇥40.00
        政府采购工程支出⇥0.00
        政府采购服务支出⇥50.00
    """
    assert [row.item for row in read(text).observations] == [
        "procurement_total",
        "procurement_goods",
        "procurement_works",
        "procurement_services",
    ]


def test_a_table_of_both_sides_under_the_title_of_one_is_the_summary() -> None:
    text = """
        收入支出决算表
        公开01表
        单位：元
        收入⇥⇥⇥支出⇥⇥
        项目⇥行次⇥金额⇥项目⇥行次⇥金额
        栏次⇥⇥1⇥栏次⇥⇥2
        一、一般公共预算财政拨款收入⇥1⇥90.00⇥一、一般公共服务支出⇥31⇥90.00
        二、政府性基金预算财政拨款收入⇥2⇥⇥二、外交支出⇥32⇥
        三、国有资本经营预算财政拨款收入⇥3⇥⇥三、国防支出⇥33⇥
        四、上级补助收入⇥4⇥⇥四、公共安全支出⇥34⇥
        五、事业收入⇥5⇥⇥五、教育支出⇥35⇥
        本年收入合计⇥6⇥90.00⇥本年支出合计⇥36⇥90.00
        总计⇥7⇥90.00⇥总计⇥37⇥90.00
    """
    found = read(text)
    assert [statement.kind for statement in found.statements] == ["summary"]
    assert "all total_income 90" in [short(row) for row in found.observations]


NUMBERED = """
    财政拨款收入支出决算总表
    金额单位：元
    收入⇥⇥支出⇥⇥⇥⇥
    项目⇥决算数⇥项目（按功能分类）⇥合计⇥一般公共预算财政拨款⇥政府性基金预算财政拨款⇥国有资本经营预算财政拨款
    1.一般公共预算财政拨款⇥60.00⇥1.一般公共服务支出⇥⇥⇥⇥
    2.政府性基金预算财政拨款⇥20.00⇥2.外交支出⇥⇥⇥⇥
    3.国有资本经营预算财政拨款⇥⇥3.教育支出⇥60.00⇥60.00⇥⇥
    ⇥⇥4.其他支出⇥20.00⇥⇥20.00⇥
    本年收入合计⇥80.00⇥本年支出合计⇥80.00⇥60.00⇥20.00⇥
    收入总计⇥80.00⇥支出总计⇥80.00⇥60.00⇥20.00⇥
"""


def test_sources_and_classes_may_be_numbered_with_digits() -> None:
    expected = [
        "fiscal general_public_appropriation 60",
        "fiscal government_fund_appropriation 20",
        "fiscal total_income 80",
        "fiscal grand_total_income 80",
        "fiscal 教育支出 total_expenditure 60",
        "general_public 教育支出 total_expenditure 60",
        "fiscal 其他支出 total_expenditure 20",
        "government_fund 其他支出 total_expenditure 20",
        "fiscal total_expenditure 80",
        "general_public total_expenditure 60",
        "government_fund total_expenditure 20",
        "fiscal grand_total_expenditure 80",
        "general_public grand_total_expenditure 60",
        "government_fund grand_total_expenditure 20",
    ]
    assert numbers(NUMBERED) == expected


def test_labels_numbered_with_digits_part_where_a_row_lost_its_cells() -> None:
    text = """
        收入支出决算总表
        金额单位：元
        收入 支出
        项目 决算数 项目 决算数
        1.一般公共预算财政拨款收入 60.00 1.一般公共服务支出 20.00
        2.政府性基金预算财政拨款收入 2.外交支出
        3.事业收入 5.00 3.教育支出 30.00
        4.经营收入 4.科学技术支出 15.00
        本年收入合计 65.00 本年支出合计 65.00
        收入总计 65.00 支出总计 65.00
    """
    assert numbers(text) == [
        "all general_public_appropriation 60",
        "all institutional_income 5",
        "all total_income 65",
        "all grand_total_income 65",
        "all 一般公共服务支出 total_expenditure 20",
        "all 教育支出 total_expenditure 30",
        "all 科学技术支出 total_expenditure 15",
        "all total_expenditure 65",
        "all grand_total_expenditure 65",
    ]
