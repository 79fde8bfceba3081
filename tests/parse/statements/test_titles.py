"""A title announces the kind of table it does in every wording, and prose that names a table announces none."""

from __future__ import annotations

import pytest

from etl.parse.statements.kinds import fund_of, read_title
from etl.vocabulary import Fund

TITLES = [
    ("收入支出决算总表", "summary"),
    ("收 入 支 出 决 算 总 表", "summary"),
    ("一、收入支出决算总表", "summary"),
    ("收支决算总表", "summary"),
    ("2023年度收入支出决算总表", "summary"),
    ("部门收入支出总体情况表", "summary"),
    ("附件1：某某市水务局2023年度收入支出决算总表（公开01表）", "summary"),
    ("公开01表：收入支出决算总表", "summary"),
    ("GK01 收入支出决算总表", "summary"),
    ("表1 收入支出决算总表", "summary"),
    ("表一：收入支出决算总表", "summary"),
    ("收入决算表", "income"),
    ("（二）收入决算表", "income"),
    ("收入决算明细表", "income"),
    ("部门收入总表", "income"),
    ("收入决算表（表二）", "income"),
    ("支出决算表", "expenditure"),
    ("支出决算明细表", "expenditure"),
    ("财政拨款收入支出决算总表", "fiscal_summary"),
    ("财政拨款收支决算总表", "fiscal_summary"),
    ("财政拨款收支总体情况表", "fiscal_summary"),
    ("财政拨款收入支出总表", "fiscal_summary"),
    ("一般公共预算财政拨款支出决算表", "general_public"),
    ("一般公共预算支出决算表", "general_public"),
    ("一般公共预算财政拨款支出决算表（按功能分类科目）", "general_public"),
    ("公共财政预算财政拨款支出决算表", "general_public"),
    ("一般公共预算财政拨款收入支出决算表", "general_public"),
    ("一般公共预算财政拨款支出决算功能分类明细表", "general_public"),
    ("财政拨款支出决算表", "fiscal_expenditure"),
    ("一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
    ("一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
    ("一般公共预算财政拨款基本支出决算经济分类明细表", "basic_expenditure"),
    ("财政拨款基本支出决算表", "basic_expenditure"),
    ("一般公共预算财政拨款项目支出决算明细表", "project_expenditure"),
    ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
    ("政府性基金预算收入支出决算表", "government_fund"),
    ("政府性基金预算财政拨款支出决算表", "government_fund"),
    ("国有资本经营预算财政拨款支出决算表", "state_capital"),
    ("国有资本经营预算财政拨款收入支出决算表", "state_capital"),
    ("国有资本经营预算支出决算表", "state_capital"),
    ("财政拨款“三公”经费支出决算表", "three_public"),
    ('财政拨款"三公"经费支出决算表', "three_public"),
    ("财政拨款三公经费支出决算表", "three_public"),
    ("一般公共预算财政拨款“三公”经费支出决算表", "three_public"),
    ("“三公”经费、行政参公单位机关运行经费情况表", "three_public"),
    ("部门决算“三公”经费及相关信息统计表", "three_public"),
    ("机关运行经费支出情况表", "operating_cost"),
    ("机构运行信息表", "operating_cost"),
    ("政府采购支出情况表", "procurement"),
    ("政府采购情况表", "procurement"),
    ("国有资产占用情况表", "assets"),
]
NOT_TITLES = [
    "收入支出决算总体情况说明",
    "项目支出绩效自评表",
    "部门整体支出绩效自评表",
    "收支预算总表",
    "本年度无收支，政府性基金预算财政拨款收入支出决算表为空表",
    "一般公共预算财政拨款支出决算表中的数字，详见附件。",
    "注：本表反映部门本年度取得的各项收入情况",
    "第二部分 2023年度部门决算表",
]


@pytest.mark.parametrize(("text", "kind"), TITLES)
def test_every_wording_of_a_title_is_known(text: str, kind: str) -> None:
    title = read_title(text)
    assert title is not None
    assert title.kind == kind


@pytest.mark.parametrize("text", NOT_TITLES)
def test_what_only_names_a_table_is_no_title(text: str) -> None:
    assert read_title(text) is None


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        ("收入决算表", Fund.ALL),
        ("支出决算表", Fund.ALL),
        ("财政拨款收入支出决算总表", Fund.FISCAL),
        ("一般公共预算财政拨款基本支出决算表", Fund.GENERAL_PUBLIC),
        ("财政拨款基本支出决算表", Fund.FISCAL),
        ("政府性基金预算财政拨款收入支出决算表", Fund.GOVERNMENT_FUND),
        ("国有资本经营预算支出决算表", Fund.STATE_CAPITAL),
        ("财政拨款“三公”经费支出决算表", Fund.FISCAL),
        ("机关运行经费支出情况表", Fund.ALL),
    ],
)
def test_the_title_says_whose_money_it_is(text: str, fund: Fund) -> None:
    title = read_title(text)
    assert title is not None
    assert fund_of(title.kind, title.text) is fund
