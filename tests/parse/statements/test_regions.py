"""A table is found where one is printed, ends where it ends, and has the unit that it prints."""

from __future__ import annotations

import re

import pytest
from printed import document, numbers, read

from etl.errors import NoMoneyUnit
from etl.parse.ledger import Ledger
from etl.parse.statements import find_statements, read_statements

REPORT = """
    目录
    第二部分 部门决算表
    一、收入支出决算总表……………5
    二、收入决算表
    三、财政拨款“三公”经费支出决算表
    第三部分 部门决算情况说明
    一、收入支出决算总体情况说明
    第二部分 部门决算表
    收入支出决算总表
    公开 01 表
    公开部门：某某局 金额单位：元
    收入 支出
    项目 行次 决算数 项目 行次 决算数
    一、一般公共预算财政拨款收入 1 10.00 一、一般公共服务支出 31 10.00
    总计 30 10.00 总计 60 10.00
    注：本表列示部门本年度全部收入和支出，以及本年末
    的结转和结余。
    国有资本经营预算财政拨款支出决算表
    单位：万
    元
    项目 本年支出合计 基本支出 项目支出
    合计
    无
    本单位没有国有资本经营预算财政拨款支出，故本表无数据。
    第三部分 部门决算情况说明
    一、收入支出决算总体情况说明
    2023 年度收入总计 10.00 元，其中项目支出 5.00 元。
    收入支出决算总表见附件。
"""


def test_only_real_tables_are_found_and_each_ends_before_the_narrative() -> None:
    source = document(REPORT)
    found = [
        (region.kind, source.lines[region.start].text.strip(), source.lines[region.end - 1].text.strip())
        for region in find_statements(source)
    ]
    assert found == [
        ("summary", "收入支出决算总表", "的结转和结余。"),
        ("state_capital", "国有资本经营预算财政拨款支出决算表", "本单位没有国有资本经营预算财政拨款支出，故本表无数据。"),
    ]


def test_the_unit_is_the_one_printed_on_each_table_also_where_a_line_end_cuts_it() -> None:
    assert [region.printed_unit for region in find_statements(document(REPORT))] == ["元", "万元"]


def test_an_empty_table_is_seen_with_its_note() -> None:
    seen = read(REPORT).statements[1]
    assert (seen.kind, seen.amounts, seen.empty_note) == (
        "state_capital",
        0,
        "本单位没有国有资本经营预算财政拨款支出，故本表无数据。",
    )


def test_a_table_without_a_unit_takes_that_of_the_document_and_says_so() -> None:
    text = REPORT.replace(" 金额单位：元", "")
    result = read(text, default_unit="万元")
    assert result.observations[0].value == 100_000
    assert [(note.code, note.line) for note in result.notes] == [("unit_from_document", 9)]


def test_amounts_without_any_unit_are_refused_with_place_and_remedy() -> None:
    with pytest.raises(NoMoneyUnit) as refusal:
        read(REPORT.replace(" 金额单位：元", ""))
    assert "sample 第14行" in str(refusal.value)
    assert "10.00" in str(refusal.value)


def test_a_title_cut_over_lines_is_one() -> None:
    text = """
    政府性基金预算财政拨款收入支
    出决算表
    单位：元
    项目 年初结转和结余 本年收入 本年支出 年末结转和结余
    栏次 1 2 3 4 5 6
    合计 0.00 8.00 8.00 0.00 8.00 0.00
    """
    assert numbers(text)[1] == "government_fund total_income 8"


def test_every_number_of_a_table_is_claimed() -> None:
    source = document(REPORT)
    ledger = Ledger()
    regions = find_statements(source)
    read_statements(source, regions, ledger, None)
    unclaimed = [
        (line.number, match.group())
        for region in regions
        for line in source.lines[region.start : region.end]
        for match in re.finditer(r"\d[\d,.]*", line.text)
        if ledger.kind_at(line.page, line.number, match.start(), match.end()) is None
    ]
    assert unclaimed == []


def test_line_and_column_numbers_are_claimed_as_what_they_are() -> None:
    source = document(REPORT)
    ledger = Ledger()
    read_statements(source, find_statements(source), ledger, None)
    line = next(line for line in source.lines if "一般公共服务" in line.text)
    kinds = [ledger.kind_at(None, line.number, match.start(), match.end()) for match in re.finditer(r"\d[\d,.]*", line.text)]
    assert kinds == ["line_number", "read", "line_number", "read"]


@pytest.mark.parametrize(
    ("note", "phase", "assumed"),
    [
        ("注：预算数为“三公”经费年初预算数。", "initial_budget", False),
        ("注：预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。", "annual_budget", False),
        ("注：本表反映“三公”经费支出。", "annual_budget", True),
    ],
)
def test_what_a_bare_budget_means_is_what_the_note_says(note: str, phase: str, assumed: bool) -> None:
    text = f"""
    财政拨款“三公”经费支出决算表
    单位：元
    预算数⇥⇥⇥⇥⇥⇥决算数⇥⇥⇥⇥⇥
    合计⇥因公出国（境）费⇥公务用车购置及运行维护费⇥⇥⇥公务接待费⇥合计⇥因公出国（境）费⇥公务用车购置及运行维护费⇥⇥⇥公务接待费
    ⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥⇥⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥
    6.00⇥⇥5.00⇥⇥5.00⇥1.00⇥5.00⇥⇥5.00⇥⇥5.00⇥
    {note}
    """
    assert numbers(text)[0] == f"fiscal three_public_total {phase} 6"
    assert [n.code for n in read(text).notes] == (["budget_phase_assumed"] if assumed else [])


def test_the_text_says_what_a_bare_budget_means_where_the_table_does_not() -> None:
    text = """
    财政拨款“三公”经费支出决算表
    单位：元
    预算数 决算数
    合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
    小计 公务用车购置费 公务用车运行维护费 小计 公务用车购置费 公务用车运行维护费
    1 2 3 4 5 6 7 8 9 10 11 12
    1.00 1.00 1.00 1.00
    第三部分 情况说明
    “三公”经费财政拨款支出年初预算为1.00元。
    """
    assert "initial_budget" in numbers(text)[0]
