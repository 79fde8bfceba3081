"""Sections are found by the wording of their headings, whatever the numbering around them."""

from __future__ import annotations

import pytest

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.sections import Kind, find_sections, title_kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收入支出决算总体情况说明", Kind.OVERALL),
        ("2023年度收、支决算总体情况", Kind.OVERALL),
        ("收支决算简要情况", Kind.OVERALL),
        ("其他需要说明的事项", Kind.OTHER_MATTERS),
        ("收入决算情况说明", Kind.INCOME),
        ("支出决算情况说明", Kind.EXPENDITURE),
        ("财政拨款收入支出决算总体情况说明", Kind.FISCAL),
        ("一般公共预算财政拨款支出决算情况说明", Kind.GENERAL_PUBLIC),
        ("一般公共预算财政拨款基本支出决算情况说明", Kind.BASIC),
        ("一般公共预算财政拨款“三公”经费支出决算情况说明", Kind.THREE_PUBLIC),
        ("政府性基金预算财政拨款收入支出决算情况说明", Kind.GOVERNMENT_FUND),
        ("国有资本经营预算财政拨款支出决算情况说明", Kind.STATE_CAPITAL),
        ("机构运行经费支出决算情况说明", Kind.OPERATING_COST),
        ("国有资产占用情况说明", Kind.ASSETS),
        ("预算绩效管理工作开展情况", Kind.PERFORMANCE),
        ("主要职能", Kind.DUTIES),
        ("名词解释", Kind.GLOSSARY),
    ],
)
def test_a_title_says_what_its_section_is_about(title, kind):
    assert title_kind(title) is kind


def test_headings_split_a_report_and_a_table_of_contents_leaves_empty_sections():
    text = """目录
一、收入决算情况说明
二、支出决算情况说明
第三部分 2023年度部门决算情况说明
一、收入决算情况说明
本年收入合计1万元。
二、支出决算情况说明
（一）支出决算总体情况。本年支出合计1万元。
十、其他重要事项的情况说明
（一）机关运行经费支出情况
机关运行经费支出1万元。
（二）政府采购支出情况
政府采购支出总额1万元。
第四部分 名词解释
一、财政拨款收入：指当年拨付的资金。
二、基本支出：指保障运转的支出。
"""
    document = Document("d", "", "text", split_lines(text))
    kind_of = {i: section.kind for section in find_sections(document) for i in range(section.start, section.end)}
    assert [kind_of[i] for i in (4, 6, 7, 9, 11, 13, 14)] == [
        Kind.INCOME,
        Kind.EXPENDITURE,
        Kind.EXPENDITURE,
        Kind.OPERATING_COST,
        Kind.PROCUREMENT,
        Kind.GLOSSARY,
        Kind.GLOSSARY,
    ]


def test_a_title_without_a_number_alone_on_its_line_opens_a_section():
    text = (
        "关于2023年度收入决算情况说明\n本年收入合计1万元。\n"
        "政府采购支出情况说明\n政府采购支出总额1万元，详见政府采购支出情况说明\n"
    )
    document = Document("d", "", "text", split_lines(text))
    assert [(s.kind, s.start) for s in find_sections(document)] == [(Kind.INCOME, 0), (Kind.PROCUREMENT, 2)]


def kinds(text: str) -> list[Kind]:
    return [section.kind for section in find_sections(Document("s", "0" * 64, "text", split_lines(text)))]


def test_sections_numbered_below_one_heading_for_the_whole_narrative_are_found():
    text = """三、2024年度部门决算情况说明
（一）收入决算情况说明
（二）支出决算情况说明
（三）一般公共预算财政拨款支出决算情况说明
1.总体情况
（四）一般公共预算财政拨款基本支出决算情况说明
（五）“三公”经费决算情况说明
（六）其他重要事项的情况说明
1.机关运行经费支出情况
2.政府采购支出情况
3.国有资产占有使用情况
4.预算绩效情况
四、名词解释"""
    assert kinds(text) == [
        Kind.OTHER,
        Kind.INCOME,
        Kind.EXPENDITURE,
        Kind.GENERAL_PUBLIC,
        Kind.BASIC,
        Kind.THREE_PUBLIC,
        Kind.OTHER_MATTERS,
        Kind.OPERATING_COST,
        Kind.PROCUREMENT,
        Kind.ASSETS,
        Kind.PERFORMANCE,
        Kind.GLOSSARY,
    ]


def test_a_part_whose_title_stands_on_the_next_line_is_known_by_it():
    text = "第四部分\n名词解释\n一、机关运行经费：指单价1000元以上的设备。"
    assert kinds(text) == [Kind.GLOSSARY]


def test_what_is_spent_on_meetings_has_a_section_of_its_own():
    assert title_kind("一般性支出情况说明") is Kind.GENERAL_SPENDING
    assert title_kind("财政拨款支出决算情况说明") is Kind.FISCAL


def test_a_matter_without_accounts_of_its_own_ends_the_one_before():
    text = """十、其他重要事项的情况说明
（一）国有资产占用情况
（二）政府购买服务情况
（三）预算绩效管理情况"""
    assert kinds(text) == [Kind.OTHER_MATTERS, Kind.ASSETS, Kind.OTHER, Kind.PERFORMANCE]


def test_the_heading_of_all_appropriations_inside_one_budgets_section_is_that_budgets():
    text = """五、一般公共预算财政拨款支出决算情况说明
（一）财政拨款支出决算总体情况
（二）财政拨款支出决算结构情况
（三）一般公共预算财政拨款基本支出决算情况说明"""
    assert kinds(text) == [Kind.GENERAL_PUBLIC, Kind.BASIC]


def test_points_among_the_other_matters_whose_text_follows_on_their_line_are_sections():
    text = """三、其他需要说明的事项
1.“三公”经费。2023年度“三公”经费支出1.20万元。
2.预算绩效。本单位对2个项目开展了绩效自评。
3.政府采购支出较上年减少。"""
    assert kinds(text) == [Kind.OTHER_MATTERS, Kind.THREE_PUBLIC, Kind.PERFORMANCE]
