"""Economic subjects side by side, the 三公 table across and down, counts, procurement and operating cost."""

from __future__ import annotations

from printed import numbers, read

BASIC = """
    一般公共预算财政拨款基本支出决算明细表
    单位：元
    科目代 码⇥科目名称⇥决算数⇥科目代 码⇥科目名称⇥决算 数⇥科目代 码⇥科目名称⇥决算数
    301⇥工资福利支出⇥60.00⇥302⇥商品和服务支出⇥9.00⇥307⇥债务利息及费用支出⇥
    30101⇥基本工资⇥40.00⇥30201⇥办公费⇥9.00⇥310⇥资本性支出⇥1.00
    30108⇥机关事业单位基本养老保险⇥20.00⇥30202⇥印刷费⇥⇥31002⇥办公设备购置⇥1.00
    ⇥缴费⇥⇥⇥⇥⇥⇥⇥
    人员经费合计⇥⇥60.00⇥公用经费合计⇥⇥⇥⇥⇥10.00
    合计⇥⇥⇥⇥⇥⇥⇥⇥70.00
"""


def test_groups_of_economic_subjects_side_by_side_are_all_read() -> None:
    assert numbers(BASIC) == [
        "general_public 301 basic_expenditure 60",
        "general_public 302 basic_expenditure 9",
        "general_public 30101 basic_expenditure 40",
        "general_public 30201 basic_expenditure 9",
        "general_public 310 basic_expenditure 1",
        "general_public 30108 basic_expenditure 20",
        "general_public 31002 basic_expenditure 1",
        "general_public personnel 60",
        "general_public public 10",
        "general_public basic_expenditure 70",
    ]
    names = {row.economic_code: row.economic_name for row in read(BASIC).observations}
    assert names["30108"] == "机关事业单位基本养老保险缴费"


def test_the_same_groups_without_their_empty_cells() -> None:
    text = BASIC.replace("⇥", " ").replace("  ", " ")
    assert sorted(numbers(text)) == sorted(numbers(BASIC))


def test_a_subject_whose_whole_amount_stands_again_under_personnel_or_public_is_basic_expenditure_in_both() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    金额单位：元
    项目⇥⇥本年基本支出⇥⇥
    经济分类科目编码⇥科目名称⇥合计⇥人员经费⇥公用经费
    合计⇥⇥70.00⇥60.00⇥10.00
    301⇥工资福利支出⇥60.00⇥60.00⇥
    30201⇥办公费⇥10.00⇥⇥10.00
    """
    assert numbers(text) == [
        "general_public basic_expenditure 70",
        "general_public personnel 60",
        "general_public public 10",
        "general_public 301 basic_expenditure 60",
        "general_public 301 basic_expenditure 60",
        "general_public 30201 basic_expenditure 10",
        "general_public 30201 basic_expenditure 10",
    ]
    running = text.replace("⇥", " ").replace("  ", " ")
    assert sorted(numbers(running)) == sorted(numbers(text))


def test_a_subject_that_is_partly_personnel_and_partly_public_keeps_its_parts() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    金额单位：元
    经济分类科目编码⇥科目名称⇥合计⇥人员经费⇥公用经费
    合计⇥⇥70.00⇥61.00⇥9.00
    301⇥工资福利支出⇥60.00⇥60.00⇥
    30299⇥其他商品和服务支出⇥10.00⇥1.00⇥9.00
    """
    assert numbers(text)[-3:] == [
        "general_public 30299 basic_expenditure 10",
        "general_public 30299 personnel 1",
        "general_public 30299 public 9",
    ]


def test_economic_codes_may_stand_in_two_columns() -> None:
    text = """
    一般公共预算财政拨款基本支出决算表
    单位：元
    科目编码⇥⇥科目名称⇥金额⇥科目编码⇥⇥科目名称⇥金额
    类⇥款⇥⇥⇥类⇥款⇥⇥
    301⇥⇥工资福利支出⇥40.00⇥302⇥⇥商品和服务支出⇥9.00
    301⇥01⇥基本工资⇥40.00⇥302⇥01⇥办公费⇥9.00
    """
    assert numbers(text) == [
        "general_public 301 basic_expenditure 40",
        "general_public 302 basic_expenditure 9",
        "general_public 30101 basic_expenditure 40",
        "general_public 30201 basic_expenditure 9",
    ]


def test_project_detail_is_read_by_economic_subject() -> None:
    text = """
    一般公共预算财政拨款项目支出决算明细表
    单位：元
    科目编码⇥科目名称⇥决算数
    合计⇥⇥12.00
    302⇥商品和服务支出⇥12.00
    30227⇥委托业务费⇥12.00
    """
    assert numbers(text) == [
        "general_public project_expenditure 12",
        "general_public 302 project_expenditure 12",
        "general_public 30227 project_expenditure 12",
    ]


def test_three_public_across_with_its_note_on_the_budget() -> None:
    text = """
    财政拨款“三公”经费支出决算表
    公开 09
    表
    单位：万
    元
    预算数⇥⇥⇥⇥⇥⇥决算数⇥⇥⇥⇥⇥
    合计⇥因公出国（境）费用⇥公务用车购置及运行维护费⇥⇥⇥公务接待费⇥合计⇥因公出国（境）费用⇥公务用车购置及运行维护费⇥⇥⇥公务接待费
    ⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥⇥⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥
    1⇥2⇥3⇥4⇥5⇥6⇥7⇥8⇥9⇥10⇥11⇥12
    6.8⇥⇥5⇥⇥5⇥1.8⇥5.2⇥⇥5⇥⇥5⇥0.2
    注：预算数为“三公”经费全年预算数。
    项目⇥统计数⇥项目⇥统计数⇥⇥⇥⇥⇥⇥⇥⇥
    因公出国（境）团组⇥⇥因公出国（境）人次⇥⇥⇥⇥⇥⇥⇥⇥⇥
    数（个）⇥⇥数（人）⇥⇥⇥⇥⇥⇥⇥⇥⇥
    公务用车购置数(辆)⇥0⇥公务用车保有量(辆)⇥2⇥⇥⇥⇥⇥⇥⇥⇥
    """
    assert numbers(text) == [
        "fiscal three_public_total annual_budget 68000",
        "fiscal vehicle_total annual_budget 50000",
        "fiscal vehicle_operation annual_budget 50000",
        "fiscal reception_total annual_budget 18000",
        "fiscal three_public_total 52000",
        "fiscal vehicle_total 50000",
        "fiscal vehicle_operation 50000",
        "fiscal reception_total 2000",
        "none vehicles_purchased 0",
        "none vehicles_held 2",
    ]


def test_three_public_in_pairs_of_budget_and_final_account() -> None:
    text = """
    财政拨款“三公”经费支出决算表
    单位：万元
    财政拨款“三公”经费⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥
    合计⇥⇥因公出国（境）费⇥⇥公务用车购置及运行维护费⇥⇥⇥⇥⇥⇥公务接待费⇥
    ⇥⇥⇥⇥小计⇥⇥公务用车购置费⇥⇥公务用车运行维护费⇥⇥⇥
    年初预算数⇥决算数⇥年初预算数⇥决算数⇥年初预算数⇥决算数⇥年初预算数⇥决算数⇥年初预算数⇥决算数⇥年初预算数⇥决算数
    2.85⇥0.39⇥0.00⇥0.00⇥0.00⇥0.00⇥0.00⇥0.00⇥0.00⇥0.00⇥2.85⇥0.39
    """
    found = numbers(text)
    assert found[:2] == ["fiscal three_public_total initial_budget 28500", "fiscal three_public_total 3900"]
    assert found[-2:] == ["fiscal reception_total initial_budget 28500", "fiscal reception_total 3900"]
    assert len(found) == 12


DOWN = """
    机构运行信息表
    公开 10 表
    单位：万元
    项目⇥行次⇥预算数⇥统计数⇥项目⇥行次⇥统计数
    栏次⇥⇥1⇥2⇥栏次⇥⇥3
    一、“三公”经费支出⇥1⇥—⇥—⇥二、机关运行经费⇥21⇥45.60
    （一）支出合计⇥2⇥8.00⇥6.50⇥（一）行政单位⇥22⇥45.60
    1．因公出国（境）费⇥3⇥0.00⇥0.00⇥（二）参照公务员法管理事业单位⇥23⇥0.00
    2．公务用车购置及运行维护费⇥4⇥5.00⇥4.00⇥三、国有资产占用情况⇥24⇥—
    （1）公务用车购置费⇥5⇥0.00⇥0.00⇥（一）车辆数合计（辆）⇥25⇥3
    （2）公务用车运行维护费⇥6⇥5.00⇥4.00⇥1．副部（省）级及以上领导用车⇥26⇥0
    3．公务接待费⇥7⇥3.00⇥2.50⇥4．应急保障用车⇥27⇥1
    （1）国内接待费⇥8⇥—⇥2.50⇥8．其他用车⇥28⇥2
    其中：外事接待费⇥9⇥—⇥0.00⇥（二）单价100万元（含）以上设备（台，套）⇥29⇥1
    （2）国（境）外接待费⇥10⇥—⇥0.00⇥四、政府采购支出信息⇥30⇥—
    （二）相关统计数⇥11⇥—⇥—⇥（一）政府采购支出合计⇥31⇥20.00
    1．因公出国（境）团组数（个）⇥12⇥—⇥0⇥1．政府采购货物支出⇥32⇥12.00
    4．公务用车保有量（辆）⇥13⇥—⇥3⇥3．政府采购服务支出⇥33⇥8.00
    5．国内公务接待批次（个）⇥14⇥—⇥9⇥（二）政府采购授予中小企业合同金额⇥34⇥20.00
    6．国内公务接待人次（人）⇥15⇥—⇥80⇥其中：授予小微企业合同金额⇥35⇥5.00
"""
DOWN_READ = [
    "all operating_cost 456000",
    "all procurement_goods 120000",
    "all procurement_micro 50000",
    "all procurement_services 80000",
    "all procurement_sme 200000",
    "all procurement_total 200000",
    "fiscal overseas_travel 0",
    "fiscal overseas_travel annual_budget 0",
    "fiscal reception_domestic 25000",
    "fiscal reception_foreign 0",
    "fiscal reception_total 25000",
    "fiscal reception_total annual_budget 30000",
    "fiscal three_public_total 65000",
    "fiscal three_public_total annual_budget 80000",
    "fiscal vehicle_operation 40000",
    "fiscal vehicle_operation annual_budget 50000",
    "fiscal vehicle_purchase 0",
    "fiscal vehicle_purchase annual_budget 0",
    "fiscal vehicle_total 40000",
    "fiscal vehicle_total annual_budget 50000",
    "none equipment_over_1m 1",
    "none overseas_groups 0",
    "none reception_domestic_batches 9",
    "none reception_domestic_persons 80",
    "none vehicles_emergency 1",
    "none vehicles_held 3",
    "none vehicles_other 2",
    "none vehicles_total 3",
    "none vehicles_vice_provincial 0",
]


def test_one_table_may_list_all_operating_information() -> None:
    assert sorted(numbers(DOWN)) == DOWN_READ


def test_the_same_list_as_running_text() -> None:
    assert sorted(numbers(DOWN.replace("⇥", " "))) == DOWN_READ


def test_operating_cost_by_economic_subject() -> None:
    text = """
    机关运行经费支出情况表
    单位：万元
    项目⇥⇥机关运行经费支出决算数
    经济分类编码⇥经济分类名称⇥
    合计⇥⇥46.89
    302⇥商品和服务支出⇥46.89
    30203⇥咨询费⇥
    """
    assert numbers(text) == ["all operating_cost 468900", "all 302 operating_cost 468900"]


def test_procurement_with_line_numbers() -> None:
    text = """
    政府采购支出情况表
    单位：万元
    政府采购支出信息⇥行次⇥金额
    (一) 政府采购支出合计⇥1⇥108.22
    1. 政府采购货物支出⇥2⇥108.22
    2. 政府采购工程支出⇥3⇥
    (二) 政府采购授予中小企业合同金额⇥5⇥108.22
    其中：授予小微企业合同金额⇥6⇥8.22
    """
    expected = [
        "all procurement_total 1082200",
        "all procurement_goods 1082200",
        "all procurement_sme 1082200",
        "all procurement_micro 82200",
    ]
    assert numbers(text) == expected
    assert numbers(text.replace("⇥", " ")) == expected


def test_procurement_side_by_side_has_its_total_and_ends_before_the_table_of_bought_services() -> None:
    text = """
    政府采购情况表
    单位：万元
    项目⇥采购金额⇥⇥⇥
    ⇥合计⇥货物⇥工程⇥服务
    合计⇥60.50⇥10.00⇥20.25⇥30.25
    政府购买服务支出情况表
    单位：万元
    序号⇥指导性目录⇥项目名称⇥金额⇥
    1⇥技术性服务⇥水质监测⇥7.50⇥
    """
    assert numbers(text) == [
        "all procurement_total 605000",
        "all procurement_goods 100000",
        "all procurement_works 202500",
        "all procurement_services 302500",
    ]


def test_what_was_planned_to_be_bought_is_a_budget() -> None:
    text = """
    政府采购情况表
    单位：万元
    项目⇥采购预算金额⇥实际采购金额
    合计⇥60.50⇥58.00
    货物⇥60.50⇥58.00
    """
    rows = read(text).observations
    assert [(row.item, row.phase, row.raw) for row in rows] == [
        ("procurement_total", "annual_budget", "60.50"),
        ("procurement_total", "final", "58.00"),
        ("procurement_goods", "annual_budget", "60.50"),
        ("procurement_goods", "final", "58.00"),
    ]


def test_a_number_after_several_labels_is_nobodys() -> None:
    text = """
    财政拨款“三公”经费支出决算表
    单位：元
    项目 统计数 项目 统计数
    公务用车购置数(辆) 公务用车保有量(辆) 2
    国内公务接待批次 (个) 3 国内公务接待人次 (人) 18
    """
    assert numbers(text) == ["none reception_domestic_batches 3", "none reception_domestic_persons 18"]


def test_a_column_of_shares_beside_amounts_is_read_as_shares() -> None:
    text = """
    政府采购情况表
    金额单位：万元
    项目⇥行次⇥金额⇥占政府采购支出总额比例
    一、政府采购支出合计⇥1⇥50.00⇥—
    1.政府采购货物支出⇥2⇥20.00⇥40.00%
    2.政府采购服务支出⇥3⇥30.00⇥60.00%
    """
    assert numbers(text) == [
        "all procurement_total 500000",
        "all procurement_goods 200000",
        "all procurement_goods share_pct 40",
        "all procurement_services 300000",
        "all procurement_services share_pct 60",
    ]


def test_a_percentage_in_a_column_of_amounts_is_left_unread() -> None:
    text = """
    政府采购情况表
    金额单位：万元
    项目⇥行次⇥金额
    一、政府采购支出合计⇥1⇥50.00
    1.政府采购货物支出⇥2⇥40.00%
    """
    assert numbers(text) == ["all procurement_total 500000"]
