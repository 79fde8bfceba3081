"""Tables printed as running text, their empty cells gone: the accounts settle the columns, or the number is left out."""

from __future__ import annotations

import pytest
from printed import document, numbers, read, short

from etl.extract.document import Line
from etl.parse.flow import join
from etl.parse.ledger import Ledger
from etl.parse.narrative.reader import read_section
from etl.parse.sections import Kind
from etl.parse.statements import find_statements, read_statements

INCOME = """
    收入支出决算总表
    单位：元
    收入 支出
    项目 行次 决算数 项目 行次 决算数
    栏次 1 栏次 2
    一、一般公共预算财政拨款收入 1 100.00 一、一般公共服务支出 31 120.00
    二、政府性基金预算财政拨款收入 2 二、外交支出 32
    四、上级补助收入 4 四、公共安全支出 34
    五、事业收入 5 20.00 五、教育支出 35
    六、经营收入 6 六、科学技术支出 36
    八、其他收入 8 3.00 八、社会保障和就业支出 38 3.00
    9 九、卫生健康支出 39
    10 十、节能环保支出 40
    本年收入合计 27 123.00 本年支出合计 57 123.00
    使用非财政拨款结余 28 结余分配 58
    年初结转和结余 29 年末结转和结余 59
    总计 30 123.00 总计 60 123.00
    收入决算表
    单位：元
    项目
    本年收入合计 财政拨款收入
    上级补助收
    入
    事业收入
    经营收入 附属单位上缴收入 其他收入
    科目编码 科目名称
    栏次 1 2 3 4 5 6 7
    合计 123.00 100.00 20.00 3.00
    2010301 行政运行 60.00 60.00
    2010302
    一般行政管
    理事务
    61.00 40.00 20.00 1.00
    2080101 行政运行 2.00 2.00
"""


def test_the_summary_settles_the_income_columns() -> None:
    assert numbers(INCOME)[-12:] == [
        "all total_income 123",
        "all fiscal_appropriation 100",
        "all institutional_income 20",
        "all other_income 3",
        "all 2010301 total_income 60",
        "all 2010301 fiscal_appropriation 60",
        "all 2010302 total_income 61",
        "all 2010302 fiscal_appropriation 40",
        "all 2010302 institutional_income 20",
        "all 2010302 other_income 1",
        "all 2080101 total_income 2",
        "all 2080101 other_income 2",
    ]


def test_a_solved_column_says_so_and_a_wrapped_name_is_whole() -> None:
    rows = {(row.functional_code, row.item): row for row in read(INCOME).observations}
    assert rows["2010302", "total_income"].method == "read"
    assert rows["2010302", "other_income"].method == "solved"
    assert rows["2010302", "other_income"].functional_name == "一般行政管理事务"
    line = next(line for line in document(INCOME).lines if "61.00" in line.text)
    assert rows["2010302", "other_income"].line == line.number


def test_lines_of_blank_labels_give_no_amounts() -> None:
    found = numbers(INCOME)
    assert [row for row in found if "卫生健康" in row or "节能" in row] == []
    assert found[:6] == [
        "all general_public_appropriation 100",
        "all institutional_income 20",
        "all other_income 3",
        "all total_income 123",
        "all grand_total_income 123",
        "all 一般公共服务支出 total_expenditure 120",
    ]


EXPENDITURE = """
    一般公共预算财政拨款支出决算表
    单位：元
    项目 本年支出合计 基本支出 项目支出
    科目编码 科目名称
    栏次 1 2 3
    合计 {total}
    2010301 行政运行 30.00 30.00
    2010302 一般行政管理事务 7.00 7.00
    2010350 事业运行 4.00 4.00
"""


def test_column_sums_settle_rows_with_one_part() -> None:
    assert numbers(EXPENDITURE.format(total="41.00 34.00 7.00")) == [
        "general_public total_expenditure 41",
        "general_public basic_expenditure 34",
        "general_public project_expenditure 7",
        "general_public 2010301 total_expenditure 30",
        "general_public 2010301 basic_expenditure 30",
        "general_public 2010302 total_expenditure 7",
        "general_public 2010302 project_expenditure 7",
        "general_public 2010350 total_expenditure 4",
        "general_public 2010350 basic_expenditure 4",
    ]


def test_what_fits_in_two_ways_is_left_out_and_noted() -> None:
    text = EXPENDITURE.format(total="41.00 37.00 4.00").replace("7.00 7.00", "4.00 4.00").replace("30.00 30.00", "33.00 33.00")
    result = read(text)
    assert numbers(text) == [
        "general_public total_expenditure 41",
        "general_public basic_expenditure 37",
        "general_public project_expenditure 4",
        "general_public 2010301 total_expenditure 33",
        "general_public 2010301 basic_expenditure 33",
        "general_public 2010302 total_expenditure 4",
        "general_public 2010350 total_expenditure 4",
    ]
    assert [(note.code, note.line) for note in result.notes] == [("ambiguous_columns", 8), ("ambiguous_columns", 9)]


def test_the_same_subject_in_another_table_settles_a_column() -> None:
    whole = """
    支出决算表
    单位：元
    项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
    科目编码 科目名称
    栏次 1 2 3 4 5 6
    合计 41.00 34.00 7.00
    2010301 行政运行 30.00 30.00
    2010302 一般行政管理事务 7.00 7.00
    2010350 事业运行 4.00 4.00
    """
    assert [row for row in numbers(whole) if "basic" in row or "project" in row] == []
    both = numbers(whole + EXPENDITURE.format(total="41.00 34.00 7.00"))
    assert "all basic_expenditure 34" in both
    assert "all 2010350 basic_expenditure 4" in both
    assert "all 2010302 project_expenditure 7" in both


def test_classes_and_their_subjects_add_up_level_by_level() -> None:
    text = """
    一般公共预算财政拨款支出决算表
    金额单位：万元
    项目 本年支出合计 基本支出 项目支出
    科目编码 科目名称
    栏次 1 2 3
    合计 100.00 60.00 40.00
    208 社会保障和就业支出 90.00 50.00 40.00
    20801 人力资源和社会保障管理事务 50.00 50.00
    2080101 行政运行 30.00 30.00
    2080150 事业运行 20.00 20.00
    20807 就业补助 40.00 40.00
    2080701 就业创业服务补贴 40.00 40.00
    210 卫生健康支出 10.00 10.00
    """
    assert [row for row in numbers(text) if "basic" in row or "project" in row] == [
        "general_public basic_expenditure 600000",
        "general_public project_expenditure 400000",
        "general_public 208 basic_expenditure 500000",
        "general_public 208 project_expenditure 400000",
        "general_public 20801 basic_expenditure 500000",
        "general_public 2080101 basic_expenditure 300000",
        "general_public 2080150 basic_expenditure 200000",
        "general_public 20807 project_expenditure 400000",
        "general_public 2080701 project_expenditure 400000",
        "general_public 210 basic_expenditure 100000",
    ]


def test_printed_dashes_keep_the_columns() -> None:
    text = """
    支出决算表
    单位：元
    项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
    栏次 1 2 3 4 5 6
    合计 9.00 — 9.00 — — —
    2010302 一般行政管理事务 9.00 — 9.00 — — —
    """
    assert numbers(text) == [
        "all total_expenditure 9",
        "all project_expenditure 9",
        "all 2010302 total_expenditure 9",
        "all 2010302 project_expenditure 9",
    ]


def test_names_wrap_before_and_after_their_numbers() -> None:
    text = """
    一般公共预算财政拨款支出决算表
    单位：元
    项目 本年支出合计 基本支出 项目支出
    栏次 1 2 3
    合计 9.00 5.00 4.00
    机关事业单位基本养老
    2080505 5.00 5.00 0.00
    保险缴费支出
    其他人力资源和社会保
    2080199 4.00 0.00 4.00
    障管理事务支出
    """
    names = {row.functional_code: row.functional_name for row in read(text).observations}
    assert names == {"": "", "2080505": "机关事业单位基本养老保险缴费支出", "2080199": "其他人力资源和社会保障管理事务支出"}


def test_codes_in_three_parts_are_joined() -> None:
    text = """
    政府性基金预算财政拨款收入支出决算表
    单位：元
    项目 年初结转和结余 本年收入 本年支出 年末结转和结余
    类 款 项 科目名称 小计 基本支出 项目支出
    栏次 1 2 3 4 5 6
    合计 8.00 8.00 8.00
    229 其他支出 8.00 8.00 8.00
    229 60 彩票公益金安排的支出 8.00 8.00 8.00
    229 60 02 用于社会福利的彩票公益金支出 8.00 8.00 8.00
    """
    codes = {row.functional_code for row in read(text).observations}
    assert codes == {"", "229", "22960", "2296002"}


def test_the_budgets_of_the_fiscal_summary_follow_from_their_own_totals() -> None:
    text = """
    财政拨款收入支出决算总表
    金额单位：元
    收 入 支 出
    项 目 行
    次
    决算数 项目 行次 决算数
    合计 一般公共预算财政 政府性基金预算财 国有资本经营预算财政拨
    栏 次 1 栏 次 2 3 4 5
    一、一般公共预算财政拨款 1 50.00 一、一般公共服务支出 33 49.00 49.00
    二、政府性基金预算财政拨款 2 二、外交支出 34
    三、国有资本经营预算财政拨款 3 三、国防支出 35
    4 四、公共安全支出 36
    21 二十一、国有资本经营预算支 53 3.00 3.00
    本年收入合计 27 50.00 本年支出合计 59 52.00 49.00 3.00
    年初财政拨款结转和结余 28 4.00 年末财政拨款结转和结余 60 2.00 1.00 1.00
    一、一般公共预算财政拨款 29 61
    二、政府性基金预算财政拨款 30 62
    三、国有资本经营预算财政拨款 31 4.00 63
    合计 32 54.00 合计 64 54.00 50.00 4.00
    """
    assert numbers(text) == [
        "fiscal general_public_appropriation 50",
        "fiscal total_income 50",
        "fiscal opening_balance 4",
        "state_capital opening_balance 4",
        "fiscal grand_total_income 54",
        "fiscal 一般公共服务支出 total_expenditure 49",
        "general_public 一般公共服务支出 total_expenditure 49",
        "fiscal 国有资本经营预算支 total_expenditure 3",
        "state_capital 国有资本经营预算支 total_expenditure 3",
        "fiscal total_expenditure 52",
        "general_public total_expenditure 49",
        "state_capital total_expenditure 3",
        "fiscal closing_balance 2",
        "general_public closing_balance 1",
        "state_capital closing_balance 1",
        "fiscal grand_total_expenditure 54",
        "general_public grand_total_expenditure 50",
        "state_capital grand_total_expenditure 4",
    ]


def test_a_summary_without_line_numbers() -> None:
    text = """
    收入支出决算总表
    单位：万元
    收入 支出
    项目 决算数 项目 决算数
    一、一般公共预算财政拨款收入 97.50 一、一般公共服务支出
    二、政府性基金预算财政拨款收入 二、外交支出
    八、其他收入 八、社会保障和就业支出 7.54
    九、卫生健康支出 90.00
    二十二、灾害防治及应急管理支
    出
    本年收入合计 97.50 本年支出合计 97.54
    使用非财政拨款结余 结余分配
    年初结转和结余 1.00 年末结转和结余 0.96
    总计 98.50 总计 98.50
    """
    assert numbers(text) == [
        "all general_public_appropriation 975000",
        "all total_income 975000",
        "all opening_balance 10000",
        "all grand_total_income 985000",
        "all 社会保障和就业支出 total_expenditure 75400",
        "all 卫生健康支出 total_expenditure 900000",
        "all total_expenditure 975400",
        "all closing_balance 9600",
        "all grand_total_expenditure 985000",
    ]


def test_a_label_cut_around_its_line_numbers_keeps_its_amount() -> None:
    text = INCOME.replace("9 九、卫生健康支出 39", "十四、资源勘探工业信息等支\n    9 39 5.00\n    出")
    assert "all 资源勘探工业信息等支出 total_expenditure 5" in numbers(text)


THREE_PUBLIC = """
    财政拨款“三公”经费支出决算表
    单位：元
    2023 年度预算数 2023 年度决算数
    合计
    因公
    出国
    （境）
    费
    公务用车购置及运行费
    公务接待费 合计
    因公
    出国
    （境
    ）费
    公务用车购置及运行费
    公务接待
    费
    小计
    公务用车购
    置费
    公务用车运行费 小计
    公务用车购
    置费
    公务用车运
    行费
    1 2 3 4 5 6 7 8 9 10 11 12
    {row}
    注：预算数为“三公”经费全年预算数。
"""


@pytest.mark.parametrize(
    ("said", "account"),
    [
        ("公务用车购置费支出0元，公务用车运行维护费支出5元", "vehicle_operation"),
        ("公务用车购置费支出5元，公务用车运行维护费支出0元", "vehicle_purchase"),
    ],
)
def test_what_vehicles_cost_is_what_the_text_says_where_a_row_leaves_it_open(said: str, account: str) -> None:
    row = "9.00 2.00 6.00 1.00 5.00 1.00 6.00 5.00 5.00 1.00"  # the final account: 合计, 小计, purchase or operation, 接待
    source = document(THREE_PUBLIC.format(row=row))
    flow = join([Line(90, f"“三公”经费财政拨款支出决算为6元，其中：{said}，公务接待费支出1元。")])
    prose = read_section(flow, Kind.THREE_PUBLIC, "", 2023, Ledger()).observations
    found = read_statements(source, find_statements(source), Ledger(), None, 2023, prose).observations
    assert [short(o) for o in found][6:] == [
        "fiscal three_public_total 6",
        "fiscal vehicle_total 5",
        f"fiscal {account} 5",
        "fiscal reception_total 1",
    ]


def test_the_three_public_row_is_settled_by_its_sums() -> None:
    assert numbers(THREE_PUBLIC.format(row="9.00 2.00 6.00 1.00 5.00 1.00 8.00 2.00 6.00 1.00 5.00")) == [
        "fiscal three_public_total annual_budget 9",
        "fiscal overseas_travel annual_budget 2",
        "fiscal vehicle_total annual_budget 6",
        "fiscal vehicle_purchase annual_budget 1",
        "fiscal vehicle_operation annual_budget 5",
        "fiscal reception_total annual_budget 1",
        "fiscal three_public_total 8",
        "fiscal overseas_travel 2",
        "fiscal vehicle_total 6",
        "fiscal vehicle_purchase 1",
        "fiscal vehicle_operation 5",
    ]


def test_purchase_or_operation_stays_open_unless_another_table_tells() -> None:
    row = THREE_PUBLIC.format(row="7.00 6.00 6.00 1.00 7.00 6.00 6.00 1.00")
    assert [r for r in numbers(row) if "operation" in r or "purchase" in r] == []
    basic = """
    一般公共预算财政拨款基本支出决算表
    单位：元
    科目编码 科目名称 金额 科目编码 科目名称 金额
    301 工资福利支出 50.00 30231 公务用车运行维护费 4.00
    """
    assert [r for r in numbers(basic + row) if "operation" in r or "purchase" in r] == [
        "fiscal vehicle_operation annual_budget 6",
        "fiscal vehicle_operation 6",
    ]


def test_an_amount_with_a_stray_space_is_put_together() -> None:
    text = EXPENDITURE.format(total="41.00 34.00 7.0 0")
    assert "general_public project_expenditure 7" in numbers(text)


def test_a_row_that_contradicts_itself_keeps_its_total_and_is_noted() -> None:
    whole = """
    支出决算表
    单位：元
    项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
    栏次 1 2 3 4 5 6
    合计 41.00 20.00 10.00 5.00 6.00
    2010301 行政运行 30.00 20.00 10.00
    2010302 一般行政管理事务 9.00 3.00 2.00
    2010350 事业运行 2.00 2.00
    """
    found = read(whole)
    assert [short(row) for row in found.observations if row.functional_code == "2010302"] == ["all 2010302 total_expenditure 9"]
    assert [note.line for note in found.notes if note.code == "unsolvable_columns"] == [7]


def test_a_row_off_by_rounding_still_has_its_columns() -> None:
    text = EXPENDITURE.format(total="41.01 34.00 7.00")
    assert "general_public project_expenditure 7" in numbers(text)


def test_a_class_whose_name_is_wrapped_behind_an_amount_begins_a_row() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    单位：元
    科目编码 科目名称 决算数 科目编码 科目名称 决算数
    301
    工资福利支
    出
    71.72 302
    商品和服务
    支出
    12.47
    30101 基本工资 71.72 30201 办公费 12.47
    """
    assert [row for row in numbers(text) if "30" in row.split()[1]] == [
        "general_public 301 basic_expenditure 71.72",
        "general_public 302 basic_expenditure 12.47",
        "general_public 30101 basic_expenditure 71.72",
        "general_public 30201 basic_expenditure 12.47",
    ]


def test_a_budget_s_appropriation_cut_below_its_budget_is_one_label() -> None:
    text = INCOME.replace("一、一般公共预算财政拨款收入", "一、一般公共预算\n    财政拨款收入\n   ")
    assert text != INCOME
    assert numbers(text) == numbers(INCOME)


def test_tabs_between_cells_say_nothing_of_columns_where_empty_cells_are_gone() -> None:
    tabbed = "\n".join(line if "：" in line or "表" in line else "⇥".join(line.split()) for line in INCOME.split("\n"))
    assert numbers(tabbed) == numbers(INCOME)


def test_a_code_inside_a_line_whose_name_is_wrapped_above_is_no_amount() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    单位：万元
    科目编码 科目名称 金额 科目编码 科目名称 金额 科目编码 科目名称 金额
    301 工资福利支出 60.00 302 商品和服务支出 30.00 310 资本性支出 2.00
    因公出国（境）费 信息网络及软件购置
    30113 住房公积金 60.00 30212 31007 2.00
    用 更新
    公务用车运行维护
    30310 个人农业生产补贴 30231 30.00
    费
    """
    assert numbers(text)[-3:] == [
        "general_public 30113 basic_expenditure 600000",
        "general_public 31007 basic_expenditure 20000",
        "general_public 30231 basic_expenditure 300000",
    ]


BUDGETS = """
    一般公共预算财政拨款支出决算表
    单位：万元
    项目 本年支出合计 基本支出 项目支出
    科目编码 科目名称
    合计 60.00 50.00 10.00
    208 社会保障和就业支出 60.00 50.00 10.00
    政府性基金预算财政拨款收入支出决算表
    单位：万元
    项目 年初结转和结余 本年收入 本年支出 小计 基本支出 项目支出 年末结转和结余
    科目编码 科目名称
    合计 30.00 30.00 30.00
    212 城乡社区支出 30.00 30.00 30.00
    """


def test_an_amount_by_economic_subject_goes_to_the_budget_whose_own_table_has_its_total() -> None:
    text = (
        BUDGETS
        + """财政拨款支出决算明细表
    单位：万元
    经济分类科目编码 科目名称 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款
    合计 90.00 60.00 30.00
    301 工资福利支出 50.00 50.00
    30101 基本工资 50.00 50.00
    310 资本性支出 40.00 10.00 30.00
    31005 基础设施建设 40.00 10.00 30.00
    """
    )
    assert [row for row in numbers(text) if " 30101 " in row or " 310 " in row] == [
        "fiscal 30101 total_expenditure 500000",
        "general_public 30101 total_expenditure 500000",
        "fiscal 310 total_expenditure 400000",
        "general_public 310 total_expenditure 100000",
        "government_fund 310 total_expenditure 300000",
    ]


def test_economic_classes_across_in_running_text_are_solved_by_the_sums_of_the_subjects() -> None:
    text = (
        BUDGETS
        + """一般公共预算财政拨款支出决算明细表
    单位：万元
    科目代码 科目名称 合计 工资福利支出 商品和服务支出 对个人和家庭的补助
    合计 60.00 45.00 10.00 5.00
    208 社会保障和就业支出 60.00 45.00 10.00 5.00
    20801 人力资源和社会保障管理事务 55.00 45.00 10.00
    20808 抚恤 5.00 5.00
    """
    )
    rows = [(row.functional_code, row.economic_code, row.raw) for row in read(text).observations if row.economic_code]
    assert rows[-3:] == [("20801", "301", "45.00"), ("20801", "302", "10.00"), ("20808", "303", "5.00")]


ACROSS_THE_PAGE = (  # what stands on the left and on the right of each line
    ("一、一般公共预算财", "一、一般公共服务支"),
    ("              1    90.00", "              9    30.00"),
    ("政拨款收入", "出"),
    ("二、政府性基金预算", ""),
    ("              2    10.00", "二、外交支出        10"),
    ("财政拨款收入", ""),
    ("三、国有资本经营预", ""),
    ("              3", "三、国防支出        11"),
    ("算财政拨款收入", ""),
    ("              4", "四、公共安全支出    12   20.00"),
    ("              5", "五、教育支出        13   50.00"),
    ("", "六、科学技术支"),
    ("              6", "              14"),
    ("", "出"),
    ("年初结转和结余", "年末结转和结余"),
    ("              7     5.00", "              15    5.00"),
    ("总计          8   105.00", "总计          16  105.00"),
)


def test_names_wrapped_on_both_sides_of_a_table_keep_their_own_numbers() -> None:
    lines = [f"{left:<34}{right}".rstrip() for left, right in ACROSS_THE_PAGE]
    head = ["收入支出决算总表", "单位：万元", "项目 行次 决算数 项目 行次 决算数"]
    assert numbers("\n".join([*head, *lines])) == [
        "all general_public_appropriation 900000",
        "all government_fund_appropriation 100000",
        "all opening_balance 50000",
        "all grand_total_income 1050000",
        "all 一般公共服务支出 total_expenditure 300000",
        "all 公共安全支出 total_expenditure 200000",
        "all 教育支出 total_expenditure 500000",
        "all closing_balance 50000",
        "all grand_total_expenditure 1050000",
    ]
