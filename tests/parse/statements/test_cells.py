"""Tables printed in columns are read cell by cell, whatever their header looks like. ``⇥`` is a tab."""

from __future__ import annotations

from decimal import Decimal

from printed import numbers, read

SUMMARY = """
    收入支出决算总表
    公开 01 表
    单位：万
    元
    收入⇥⇥⇥支出⇥⇥
    项目⇥行次⇥金额⇥项目⇥行次⇥金额
    栏次⇥⇥1⇥栏次⇥⇥2
    一、一般公共预算财政拨款收入⇥1⇥90.5⇥一、一般公共服务支出⇥31⇥12
    二、政府性基金预算财政拨款收入⇥2⇥⇥二、外交支出⇥32⇥—
    五、事业收入⇥5⇥0.00⇥五、教育支出⇥35⇥
    ⇥9⇥⇥九、卫生健康支出⇥39⇥80.00
    本年收入合计⇥27⇥90.50⇥本年支出合计⇥57⇥92
    使用非财政拨款结余（含专用结余）⇥28⇥⇥结余分配⇥58⇥
    年初结转和结余⇥29⇥2⇥年末结转和结余⇥59⇥0.5
    总计⇥31⇥92.5⇥总计⇥62⇥92.5
"""


def test_both_sides_of_the_summary_are_read() -> None:
    assert numbers(SUMMARY) == [
        "all general_public_appropriation 905000",
        "all institutional_income 0",
        "all total_income 905000",
        "all opening_balance 20000",
        "all grand_total_income 925000",
        "all 一般公共服务支出 total_expenditure 120000",
        "all 卫生健康支出 total_expenditure 800000",
        "all total_expenditure 920000",
        "all closing_balance 5000",
        "all grand_total_expenditure 925000",
    ]


def test_every_number_leads_back_to_its_line_and_print() -> None:
    row = read(SUMMARY).observations[0]
    assert (row.line, row.raw, row.printed_unit, row.tolerance) == (8, "90.5", "万元", Decimal(500))
    assert (row.channel, row.method, row.section) == ("table", "read", "summary")


def test_the_summary_may_have_columns_for_budgets_and_a_third_block() -> None:
    text = """
    2021年度收入支出决算总表
    金额单位：万元
    收入⇥⇥⇥⇥⇥支出⇥⇥⇥⇥⇥支出⇥⇥⇥⇥
    项目⇥行次⇥年初预算数⇥全年预算数⇥决算数⇥项目(按功能分类)⇥行次⇥年初预算数⇥全年预算数⇥决算数⇥项目(按支出性质和经济分类)⇥行次⇥年初预算数⇥全年预算数⇥决算数
    栏次⇥⇥1⇥2⇥3⇥栏次⇥⇥4⇥5⇥6⇥栏次⇥⇥7⇥8⇥9
    一、一般公共预算财政拨款收入⇥1⇥10.00⇥11.00⇥12.00⇥一、一般公共服务支出⇥12⇥9.00⇥9.50⇥11.00⇥一、基本支出⇥23⇥6.00⇥6.00⇥7.00
    二、政府性基金预算财政拨款收入⇥2⇥⇥⇥⇥二、外交支出⇥13⇥⇥⇥⇥人员经费⇥24⇥5.00⇥5.00⇥6.00
    三、国有资本经营预算财政拨款收入⇥3⇥⇥⇥⇥三、国防支出⇥14⇥⇥⇥⇥日常公用经费⇥25⇥1.00⇥1.00⇥1.00
    四、上级补助收入⇥4⇥⇥⇥⇥四、公共安全支出⇥15⇥⇥⇥⇥二、项目支出⇥26⇥3.00⇥3.50⇥4.00
    五、事业收入⇥5⇥⇥⇥⇥五、教育支出⇥16⇥⇥⇥⇥工资福利支出⇥27⇥⇥⇥5.50
    本年收入合计⇥9⇥10.00⇥11.00⇥12.00⇥本年支出合计⇥20⇥9.00⇥9.50⇥11.00⇥本年支出合计⇥31⇥9.00⇥9.50⇥11.00
    """
    found = numbers(text)
    assert "all general_public_appropriation initial_budget 100000" in found
    assert "all general_public_appropriation annual_budget 110000" in found
    assert "all 一般公共服务支出 total_expenditure 110000" in found
    assert "all basic_expenditure annual_budget 60000" in found
    assert "all personnel 60000" in found
    assert "all public initial_budget 10000" in found
    assert "all project_expenditure 40000" in found
    assert "all 工资福利支出 total_expenditure 55000" in found


def test_headers_cut_over_rows_and_merged_cells_make_one_column() -> None:
    text = """
    收入决算表
    单位: 元
    项目⇥⇥本年收入合⇥财政拨款收⇥上级补助收⇥事业收入⇥⇥经营收⇥附属单位上缴收⇥其他收入
    功能分类⇥科目名称⇥计⇥入⇥入⇥小计⇥其中：教育收费⇥入⇥入⇥
    栏次⇥⇥1⇥2⇥3⇥4⇥5⇥6⇥7⇥8
    合计⇥⇥130.00⇥100.00⇥⇥20.00⇥5.00⇥⇥⇥10.00
    205⇥教育支出⇥130.00⇥100.00⇥⇥20.00⇥5.00⇥⇥⇥10.00
    """
    assert numbers(text)[:5] == [
        "all total_income 130",
        "all fiscal_appropriation 100",
        "all institutional_income 20",
        "all education_fee_income 5",
        "all other_income 10",
    ]
    assert numbers(text)[5] == "all 205 total_income 130"


def test_codes_may_stand_in_three_columns() -> None:
    text = """
    支出决算表
    金额单位：元
    项目⇥⇥⇥⇥本年支出合计⇥基本支出⇥项目支出⇥上缴上级支出⇥经营支出⇥对附属单位补助支出
    支出功能分类科目编码⇥⇥⇥科目名称⇥⇥⇥⇥⇥⇥
    类⇥款⇥项⇥⇥⇥⇥⇥⇥⇥
    类⇥款⇥项⇥栏次⇥1⇥2⇥3⇥4⇥5⇥6
    ⇥⇥⇥合计⇥30.00⇥20.00⇥10.00⇥⇥⇥
    208⇥⇥⇥社会保障和就业支出⇥30.00⇥20.00⇥10.00⇥⇥⇥
    208⇥05⇥⇥行政事业单位养老支出⇥30.00⇥20.00⇥10.00⇥⇥⇥
    208⇥05⇥05⇥机关事业单位基本养老保险缴费支出⇥30.00⇥20.00⇥10.00⇥⇥⇥
    """
    assert numbers(text) == [
        f"all {code}{item} {value}"
        for code in ("", "208 ", "20805 ", "2080505 ")
        for item, value in (("total_expenditure", 30), ("basic_expenditure", 20), ("project_expenditure", 10))
    ]


def test_rows_that_are_longer_than_their_header_are_aligned_by_what_adds_up() -> None:
    text = """
    一般公共预算财政拨款支出决算表
    单位：元
    项目⇥本年支出合计⇥基本支出⇥项目支出
    合计⇥⇥50.00⇥30.00⇥20.00
    2080101⇥行政运行⇥30.00⇥30.00⇥
    2080102⇥一般行政管理事务⇥20.00⇥⇥20.00
    """
    assert numbers(text) == [
        "general_public total_expenditure 50",
        "general_public basic_expenditure 30",
        "general_public project_expenditure 20",
        "general_public 2080101 total_expenditure 30",
        "general_public 2080101 basic_expenditure 30",
        "general_public 2080102 total_expenditure 20",
        "general_public 2080102 project_expenditure 20",
    ]


def test_the_government_fund_table_has_balances_by_subject() -> None:
    text = """
    政府性基金预算财政拨款收入支出决算表
    公开08表
    单位：万元
    项目⇥⇥年初结转和结余⇥本年收入⇥本年支出⇥⇥⇥年末结转和结余
    科目代码⇥科目名称⇥⇥⇥小计⇥基本支出⇥项目支出⇥
    栏次⇥⇥1⇥2⇥3⇥4⇥5⇥6
    合计⇥⇥1.00⇥9.00⇥8.00⇥⇥8.00⇥2.00
    2296002⇥用于社会福利的彩票公益金支出⇥1.00⇥9.00⇥8.00⇥⇥8.00⇥2.00
    """
    assert numbers(text)[5:] == [
        "government_fund 2296002 opening_balance 10000",
        "government_fund 2296002 total_income 90000",
        "government_fund 2296002 total_expenditure 80000",
        "government_fund 2296002 project_expenditure 80000",
        "government_fund 2296002 closing_balance 20000",
    ]


def test_details_of_balances_are_not_taken_for_their_totals() -> None:
    text = """
    一般公共预算财政拨款收入支出决算表
    单位：元
    项目⇥⇥年初结转和结余⇥⇥⇥本年收入⇥⇥⇥本年支出⇥⇥⇥年末结转和结余⇥⇥⇥⇥
    科目编码⇥科目名称⇥合计⇥基本支出结转⇥项目支出结转和结余⇥合计⇥基本支出⇥项目支出⇥合计⇥基本支出⇥项目支出⇥合计⇥基本支出结转⇥项目支出结转和结余⇥⇥
    ⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥小计⇥项目支出结转⇥项目支出结余
    合计⇥⇥3.00⇥1.00⇥2.00⇥90.00⇥60.00⇥30.00⇥88.00⇥59.00⇥29.00⇥5.00⇥2.00⇥3.00⇥1.50⇥1.50
    """
    assert numbers(text) == [
        "general_public opening_balance 3",
        "general_public opening_balance_basic 1",
        "general_public opening_balance_project 2",
        "general_public total_income 90",
        "general_public income_basic 60",
        "general_public income_project 30",
        "general_public total_expenditure 88",
        "general_public basic_expenditure 59",
        "general_public project_expenditure 29",
        "general_public closing_balance 5",
        "general_public closing_balance_basic 2",
        "general_public closing_balance_project 3",
        "general_public closing_project_carried 1.5",
        "general_public closing_project_surplus 1.5",
    ]


def test_budget_columns_beside_the_final_account_keep_their_phase() -> None:
    text = """
    一般公共预算财政拨款支出决算表
    单位：元
    项目⇥⇥年初预算数⇥决算数⇥⇥
    科目编码⇥科目名称⇥⇥小计⇥基本支出⇥项目支出
    2010301⇥行政运行⇥28.00⇥30.00⇥25.00⇥5.00
    """
    assert numbers(text) == [
        "general_public 2010301 total_expenditure initial_budget 28",
        "general_public 2010301 total_expenditure 30",
        "general_public 2010301 basic_expenditure 25",
        "general_public 2010301 project_expenditure 5",
    ]


def test_tables_go_on_over_pages_under_a_repeated_header() -> None:
    text = """
    收入决算表
    单位：元
    项目⇥⇥本年收入合计⇥财政拨款收入⇥上级补助收入⇥事业收入⇥经营收入⇥附属单位上缴收入⇥其他收入
    科目编码⇥科目名称⇥⇥⇥⇥⇥⇥⇥
    合计⇥⇥9.00⇥7.00⇥⇥⇥⇥⇥2.00
    2010301⇥行政运行⇥4.00⇥4.00⇥⇥⇥⇥⇥
    - 7 -
    收入决算表
    项目⇥⇥本年收入合计⇥财政拨款收入⇥上级补助收入⇥事业收入⇥经营收入⇥附属单位上缴收入⇥其他收入
    科目编码⇥科目名称⇥⇥⇥⇥⇥⇥⇥
    2010302⇥一般行政管理事务⇥5.00⇥3.00⇥⇥⇥⇥⇥2.00
    """
    result = read(text)
    assert len(result.statements) == 1
    assert numbers(text)[-3:] == [
        "all 2010302 total_income 5",
        "all 2010302 fiscal_appropriation 3",
        "all 2010302 other_income 2",
    ]


def test_subjects_printed_by_name_only_keep_their_place_in_the_classification() -> None:
    text = """
    一般公共预算财政拨款支出决算表
    单位：元
    项目⇥合计⇥基本支出⇥项目支出
    社会保障和就业支出⇥50.00⇥30.00⇥20.00
    人力资源和社会保障管理事务⇥50.00⇥30.00⇥20.00
    行政运行⇥30.00⇥30.00⇥
    合计⇥50.00⇥30.00⇥20.00
    """
    assert numbers(text)[6:8] == [
        "general_public 社会保障和就业支出/人力资源和社会保障管理事务/行政运行 total_expenditure 30",
        "general_public 社会保障和就业支出/人力资源和社会保障管理事务/行政运行 basic_expenditure 30",
    ]


def test_the_fiscal_summary_has_a_column_for_each_budget() -> None:
    text = """
    财政拨款收入支出决算总表
    单位：元
    收入⇥⇥支出⇥⇥⇥⇥
    项目⇥决算数⇥项目⇥合计⇥一般公共预算财政拨款⇥政府性基金预算财政拨款⇥国有资本经营预算财政拨款
    一、一般公共预算财政拨款⇥70.00⇥一、一般公共服务支出⇥60.00⇥60.00⇥⇥
    二、政府性基金预算财政拨款⇥30.00⇥二、外交支出⇥⇥⇥⇥
    三、国有资本经营预算财政拨款⇥⇥三、城乡社区支出⇥35.00⇥5.00⇥30.00⇥
    本年收入合计⇥100.00⇥本年支出合计⇥95.00⇥65.00⇥30.00⇥
    年初财政拨款结转和结余⇥2.00⇥年末财政拨款结转和结余⇥7.00⇥7.00⇥⇥
    一、一般公共预算财政拨款⇥2.00⇥⇥⇥⇥⇥
    二、政府性基金预算财政拨款⇥⇥⇥⇥⇥⇥
    总计⇥102.00⇥总计⇥102.00⇥72.00⇥30.00⇥
    """
    assert numbers(text) == [
        "fiscal general_public_appropriation 70",
        "fiscal government_fund_appropriation 30",
        "fiscal total_income 100",
        "fiscal opening_balance 2",
        "general_public opening_balance 2",
        "fiscal grand_total_income 102",
        "fiscal 一般公共服务支出 total_expenditure 60",
        "general_public 一般公共服务支出 total_expenditure 60",
        "fiscal 城乡社区支出 total_expenditure 35",
        "general_public 城乡社区支出 total_expenditure 5",
        "government_fund 城乡社区支出 total_expenditure 30",
        "fiscal total_expenditure 95",
        "general_public total_expenditure 65",
        "government_fund total_expenditure 30",
        "fiscal closing_balance 7",
        "general_public closing_balance 7",
        "fiscal grand_total_expenditure 102",
        "general_public grand_total_expenditure 72",
        "government_fund grand_total_expenditure 30",
    ]


def test_rows_drawn_with_bars_are_rows_with_cells() -> None:
    text = """
    支出决算表
    单位：元
    | 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | 合计 |  | 12.00 |  | 12.00 |  |  |  |
    | 2010302 | 一般行政管理事务 | 12.00 |  | 12.00 |  |  |  |
    """
    assert numbers(text) == [
        "all total_expenditure 12",
        "all project_expenditure 12",
        "all 2010302 total_expenditure 12",
        "all 2010302 project_expenditure 12",
    ]


def test_sides_printed_below_each_other_are_told_apart() -> None:
    text = """
    收入支出决算总表
    单位：元
    收入
    项目⇥行次⇥决算数
    一、一般公共预算财政拨款收入⇥1⇥90.00
    八、其他收入⇥8⇥10.00
    总计⇥31⇥100.00
    支出
    项目⇥行次⇥决算数
    一、一般公共服务支出⇥32⇥60.00
    二、外交支出⇥33⇥
    八、社会保障和就业支出⇥39⇥40.00
    总计⇥62⇥100.00
    """
    assert numbers(text) == [
        "all general_public_appropriation 90",
        "all other_income 10",
        "all grand_total_income 100",
        "all 一般公共服务支出 total_expenditure 60",
        "all 社会保障和就业支出 total_expenditure 40",
        "all grand_total_expenditure 100",
    ]


def test_expenditure_by_economic_subject_has_a_column_a_budget() -> None:
    text = """
    财政拨款支出决算明细表
    单位：万元
    经济分类科目编码⇥科目名称⇥合计⇥一般公共预算财政拨款⇥政府性基金预算财政拨款⇥国有资本经营预算财政拨款
    ⇥合计⇥90.00⇥60.00⇥30.00⇥
    301⇥工资福利支出⇥50.00⇥50.00⇥⇥
    30101⇥基本工资⇥50.00⇥50.00⇥⇥
    310⇥资本性支出⇥40.00⇥10.00⇥30.00⇥
    31005⇥基础设施建设⇥40.00⇥10.00⇥30.00⇥
    """
    expected = [
        "fiscal total_expenditure 900000",
        "general_public total_expenditure 600000",
        "government_fund total_expenditure 300000",
        "fiscal 301 total_expenditure 500000",
        "general_public 301 total_expenditure 500000",
    ]
    assert numbers(text)[:5] == expected
    assert numbers(text)[-1] == "government_fund 31005 total_expenditure 300000"


def test_economic_classes_across_are_no_accounts_of_the_subject() -> None:
    text = """
    一般公共预算财政拨款支出决算明细表
    单位：万元
    科目代码⇥科目名称⇥合计⇥工资福利支出⇥商品和服务支出⇥对个人和家庭的补助
    ⇥合计⇥90.00⇥60.00⇥20.00⇥10.00
    208⇥社会保障和就业支出⇥70.00⇥60.00⇥⇥10.00
    213⇥农林水支出⇥20.00⇥⇥20.00⇥
    """
    rows = [(row.functional_code, row.economic_code, row.economic_name, row.raw) for row in read(text).observations]
    assert rows == [
        ("", "", "", "90.00"),
        ("", "301", "工资福利支出", "60.00"),
        ("", "302", "商品和服务支出", "20.00"),
        ("", "303", "对个人和家庭的补助", "10.00"),
        ("208", "", "", "70.00"),
        ("208", "301", "工资福利支出", "60.00"),
        ("208", "303", "对个人和家庭的补助", "10.00"),
        ("213", "", "", "20.00"),
        ("213", "302", "商品和服务支出", "20.00"),
    ]
    assert {row.item for row in read(text).observations} == {"total_expenditure"}


def test_groups_below_an_economic_class_across_have_codes_of_their_own() -> None:
    text = """
    一般公共预算财政拨款支出决算明细表
    单位：万元
    科目代码⇥科目名称⇥合计⇥工资福利支出⇥⇥⇥商品和服务支出⇥⇥
    ⇥⇥⇥小计⇥基本工资⇥奖金⇥小计⇥办公费⇥水费
    208⇥社会保障和就业支出⇥90.00⇥60.00⇥45.00⇥15.00⇥30.00⇥20.00⇥10.00
    """
    codes = [row.economic_code for row in read(text).observations]
    assert codes == ["", "301", "30101", "30103", "302", "30201", "30205"]
