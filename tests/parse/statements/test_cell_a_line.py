"""Tables written a cell a line: rows again where empty cells keep their lines, only confirmed sums where the order is lost."""

from __future__ import annotations

import pytest
from printed import numbers, read

ROWS = [
    ["205", "教育支出", "90.00", "80.00", "", "", "", "", "10.00"],
    ["20502", "普通教育", "60.00", "50.00", "", "", "", "", "10.00"],
    ["20508", "进修及培训", "30.00", "30.00", "", "", "", "", ""],
]
HEADER = ["项目", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]


def a_cell_a_line(*rows: list[str]) -> str:
    return "\n".join(["收入决算表", "公开02表", "部门：甲局\t\t\t单位：万元", *(cell for row in rows for cell in row)])


INCOME = a_cell_a_line(
    HEADER,
    ["功能分类科目编码", "科目名称", *[""] * 7],
    ["栏次", *"1234567"],
    ["合计", "90.00", "80.00", "", "", "", "", "10.00"],
    *ROWS,
)


def test_empty_lines_are_the_empty_cells_of_rows_that_repeat_at_one_distance() -> None:
    assert numbers(INCOME) == [
        "all total_income 900000",
        "all fiscal_appropriation 800000",
        "all other_income 100000",
        "all 205 total_income 900000",
        "all 205 fiscal_appropriation 800000",
        "all 205 other_income 100000",
        "all 20502 total_income 600000",
        "all 20502 fiscal_appropriation 500000",
        "all 20502 other_income 100000",
        "all 20508 total_income 300000",
        "all 20508 fiscal_appropriation 300000",
    ]


def test_every_cell_leads_back_to_its_own_line() -> None:
    lines = INCOME.split("\n")
    assert [lines[row.line - 1] for row in read(INCOME).observations] == [row.raw for row in read(INCOME).observations]


def test_both_sides_of_a_summary_are_rows_again() -> None:
    classes = ["一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "五、教育支出"]
    sources = ["一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款", "", ""]
    income, spent = (
        ["8.00", "2.00", "", "", ""],
        [["1.00", "1.00", "", ""], *[["", "", "", ""]] * 3, ["9.00", "7.00", "2.00", ""]],
    )
    rows = [
        [sources[i], str(i + 1), income[i], classes[i], str(i + 11), *spent[i]] for i in range(5)
    ] + [["总计", "6", "10.00", "总计", "16", "10.00", "8.00", "2.00", ""]]  # fmt: skip
    header = [
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "合计",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ]
    text = "\n".join(
        ["财政拨款收入支出决算总表", "单位：万元", "收入", "支出", *header, *(cell for row in rows for cell in row)]
    )
    assert numbers(text)[3:] == [
        "fiscal 一般公共服务支出 total_expenditure 10000",
        "general_public 一般公共服务支出 total_expenditure 10000",
        "fiscal 教育支出 total_expenditure 90000",
        "general_public 教育支出 total_expenditure 70000",
        "government_fund 教育支出 total_expenditure 20000",
        "fiscal grand_total_expenditure 100000",
        "general_public grand_total_expenditure 80000",
        "government_fund grand_total_expenditure 20000",
    ]


@pytest.mark.parametrize("drop", [1, 4, 8], ids=["name", "empty cell", "last cell"])
def test_rows_at_differing_distances_are_never_folded(drop: int) -> None:
    torn = [ROWS[0], [cell for index, cell in enumerate(ROWS[1]) if index != drop], ROWS[2]]
    found = numbers(a_cell_a_line(HEADER, ["功能分类科目编码", "科目名称"], ["合计", "90.00", "80.00", "10.00"], *torn))
    wrong = ("superior", "institutional", "business", "affiliate")
    assert not [row for row in found if any(word in row for word in wrong)]


COLUMN_BY_COLUMN = """
收入支出决算总表
单位：万元
收入
项目

支出

决算数

一、一般公共预算财政拨款收入
项目

9.00

一、一般公共服务支出

二、外交支出

五、教育支出

决算数

6.00

本年收入合计
使用非财政拨款结余

9.00

本年支出合计

9.00

支出决算表
单位：万元
科目编码
本年支出合计

基本支出

项目支出

上缴上级支出

经营支出

对附属单位补助支出

科目名称
栏次
1
9.00

205

教育支出

9.00

5.00

4.00

20502

普通教育

6.00

5.00

1.00

20508

合计

2
5.00

3
4.00

进修及培训

3.00

3.00
"""


def test_amounts_below_their_column_numbers_are_the_total_row() -> None:
    found = read(COLUMN_BY_COLUMN)
    total = [row for row in found.observations if row.section == "expenditure" and not row.functional_code]
    assert [(str(row.item), row.raw) for row in total] == [
        ("total_expenditure", "9.00"),
        ("basic_expenditure", "5.00"),
        ("project_expenditure", "4.00"),
    ]
    assert numbers(COLUMN_BY_COLUMN)[-8:] == [
        "all 205 total_expenditure 90000",
        "all 205 basic_expenditure 50000",
        "all 205 project_expenditure 40000",
        "all 20502 total_expenditure 60000",
        "all 20502 basic_expenditure 50000",
        "all 20502 project_expenditure 10000",
        "all 20508 total_expenditure 30000",
        "all 20508 project_expenditure 30000",
    ]


def test_what_no_sum_confirms_is_left_out_where_pages_are_written_column_by_column() -> None:
    found = read(COLUMN_BY_COLUMN)
    assert not [row for row in found.observations if row.section == "summary" and row.functional_path]
    assert "unconfirmed_row" in {note.code for note in found.notes}
