"""Rows whose code is printed in parts, behind a sign, below its subjects, or not at all."""

from __future__ import annotations

from printed import numbers, read

from etl.parse.statements import economy_names


def test_a_class_totalled_below_its_subjects_is_a_row_of_that_class() -> None:
    text = """
        支出决算表
        单位：元
        项 目 本年支出合计 基本支出 项目支出
        科目编码 科目名称
        类 款 项 栏次 1 2 3
        合计 160.00 90.00 70.00
        208 02 01 行政运行 50.00 50.00
        208 02 99
        其他民政管理事务
        支出
        70.00 70.00
        社会保障和就业支
        出小计
        120.00 50.00 70.00
        221 02 01 住房公积金 40.00 40.00
        住房保障支出小
        计 40.00 40.00
    """
    found = numbers(text)
    assert "all 208 total_expenditure 120" in found
    assert "all 208 basic_expenditure 50" in found
    assert "all 208 project_expenditure 70" in found
    assert "all 221 basic_expenditure 40" in found
    assert read(text).notes == ()


def test_a_code_glued_to_a_name_in_quotation_marks_begins_a_row() -> None:
    text = """
        支出决算表
        单位：元
        科目编码 科目名称 本年支出合计 基本支出 项目支出
        栏次 1 2 3
        合计 160.00 90.00 70.00
        2040401行政运行 90.00 90.00
        2040409“两房”建设 70.00 70.00
    """
    assert numbers(text)[-2:] == ["all 2040409 total_expenditure 70", "all 2040409 project_expenditure 70"]


def test_economic_codes_printed_in_two_parts_are_whole() -> None:
    text = """
        一般公共预算财政拨款基本支出决算表
        单位：元
        科目编码 科目名称 决算数 科目编码 科目名称 决算数
        301 工资福利支出 80.00 302 商品和服务支出 12.00
        301 01 基本工资 60.00 302 01 办公费 12.00
        301 08
        机关事业单位基本养
        老保险缴费
        20.00 302 06 电费
        人员经费合计 80.00 公用经费合计 12.00
    """
    assert numbers(text) == [
        "general_public 301 basic_expenditure 80",
        "general_public 302 basic_expenditure 12",
        "general_public 30101 basic_expenditure 60",
        "general_public 30201 basic_expenditure 12",
        "general_public 30108 basic_expenditure 20",
        "general_public personnel 80",
        "general_public public 12",
    ]


NAMES = [
    (("工资福利支出",), "80"),
    (("商品和服务支出",), "12"),
    (("工资福利支出", "基本工资"), "50"),
    (("商品和服务支出", "办公费"), "7"),
    (("工资福利支出", "奖金"), "10"),
    (("资本性支出",), "3"),
    (("商品和服务支出", "手续费"), "5"),
    (("工资福利支出", "机关事业单位基本养老保险缴费"), "20"),
    (("资本性支出", "专用设备购置"), "3"),
]


def test_a_table_of_economic_subjects_by_name_is_read_with_its_empty_cells_gone() -> None:
    text = """
        一般公共预算财政拨款基本支出决算表
        单位：元
        人员经费 公用经费
        科目名称 决算数 科目名称 决算数 科目名称 决算数
        工资福利支出 80.00 商品和服务支出 12.00 债务利息及费用支出
        基本工资 50.00 办公费 7.00 国内债务付息
        奖金 10.00 咨询费 资本性支出 3.00
        伙食补助费 手续费 5.00 房屋建筑物购建
        机关事业单位基本养老保

        险缴费
        20.00 电费 专用设备购置 3.00
        人员经费合计 80.00 公用经费合计 15.00
    """
    found = [(row.economic_path, f"{row.value.normalize():f}") for row in read(text).observations]
    assert found == [*NAMES, ((), "80"), ((), "15")]


def test_a_table_of_economic_subjects_by_name_is_read_in_columns() -> None:
    text = """
        一般公共预算财政拨款基本支出决算表
        单位：元
        人员经费⇥⇥公用经费⇥⇥⇥
        科目名称⇥决算数⇥科目名称⇥决算数⇥科目名称⇥决算数
        工资福利支出⇥80.00⇥商品和服务支出⇥12.00⇥债务利息及费用支出⇥
        基本工资⇥50.00⇥办公费⇥7.00⇥国内债务付息⇥
        奖金⇥10.00⇥咨询费⇥⇥资本性支出⇥3.00
        伙食补助费⇥⇥手续费⇥5.00⇥房屋建筑物购建⇥
        机关事业单位基本养老保险缴费⇥20.00⇥电费⇥⇥专用设备购置⇥3.00
        人员经费合计⇥80.00⇥公用经费合计⇥⇥⇥15.00
    """
    found = [(row.economic_path, f"{row.value.normalize():f}") for row in read(text).observations]
    assert found == [*NAMES, ((), "80"), ((), "15")]


def test_a_name_wrapped_around_its_amount_is_finished_behind_it() -> None:
    assert economy_names.begun_at_end("伙食补助费机关事业单位基本养老保") == "机关事业单位基本养老保"
    assert economy_names.finished("机关事业单位基本养老保", "险缴费电费") == len("险缴费")
    assert economy_names.finished("机关事业单位基本养老保", "电费") == 0


def test_a_form_below_a_table_without_a_note_is_no_row_of_it() -> None:
    text = """
        国有资本经营预算财政拨款支出决算表
        单位：元
        科目编码 科目名称 合计 基本支出 项目支出
        栏次 1 2 3
        合计 31.00 31.00
        2239999 其他国有资本经营
        预算支出
        31.00 31.00
        项目支出绩效自评表
        （2023年度）
        项目名称 社区用房改造
        年度资金总额 20.00 20.00 20.00 10 100% 10
    """
    found = read(text)
    assert {row.value for row in found.observations} == {31}


def test_the_end_of_a_wrapped_account_is_not_taken_for_a_word_of_the_header() -> None:
    text = """
        财政拨款收入支出决算总表
        单位：元
        收 入 支 出
        项 目 行次 决算数 项 目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款
        栏次 1 栏次 2 3 4 5
        一、一般公共预算财政拨

        款
        1 90.00 一、一般公共服务支出 33 90.00 90.00
        二、政府性基金预算财政

        拨款
        2 二、外交支出 34
        本年收入合计 27 90.00 本年支出合计 59 90.00 90.00
        总计 32 90.00 总计 64 90.00 90.00
    """
    assert "fiscal general_public_appropriation 90" in numbers(text)


def test_what_a_fund_spends_on_a_subject_by_name_is_basic_or_project_as_in_the_table_of_all_spending() -> None:
    text = """
        支出决算表
        单位：元
        科目名称 本年支出合计 基本支出 项目支出
        栏次 1 2 3
        合计 90.00 20.00 70.00
        一般公共服务支出 20.00 20.00
        城乡社区支出 70.00 70.00
        政府性基金预算财政拨款收入支出决算表
        单位：元
        项目 年初结转和结余 本年收入 本年支出 年末结转和结余
        科目名称 小计 基本支出 项目支出
        栏次 1 2 3 4 5 6
        合计 30.00 45.00 70.00 70.00 5.00
        城乡社区支出 30.00 45.00 70.00 70.00 5.00
    """
    found = numbers(text)
    assert "government_fund 城乡社区支出 project_expenditure 70" in found
