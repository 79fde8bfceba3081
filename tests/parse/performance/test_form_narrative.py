"""Forms are tied to the narrative's own account of the same project, by name and order, and its figures are claimed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from form_shapes import Form, Row, as_table, read_text_forms

ROW = Row("产出指标", "数量指标", "清淤长度", "9 公里", "9 公里", "90", "90")


def text(*parts: str) -> str:
    return "\n\n".join(("第二部分 绩效自评结果", *parts))


TOLD = (
    "{no}.{name}项目自评综述：根据年初设定的绩效目标，项目自评得分 {score} 分。"
    "全年预算数为 120 万元，执行数为 96 万元，完成预算的 80%。"
)


def test_score_and_money_of_the_narrative_are_linked() -> None:
    told = TOLD.format(no=1, name="河道清淤", score=98)
    [form], _, _ = read_text_forms(text(told, as_table(Form("河道清淤", (ROW,)))))
    assert (form.narrative_score, form.narrative_annual_budget, form.narrative_executed, form.narrative_completion_pct) == (
        98,
        1_200_000,
        960_000,
        80,
    )


def test_each_form_gets_the_account_of_its_own_project_whatever_the_order() -> None:
    accounts = [
        TOLD.format(no=i, name=name, score=score) for i, (name, score) in enumerate([("苗圃更新", 91), ("河道清淤", 98)], 1)
    ]
    forms, _, _ = read_text_forms(text(*accounts, as_table(Form("河道清淤", (ROW,))), as_table(Form("苗圃更新补助", (ROW,)))))
    assert [form.narrative_score for form in forms] == [98, 91]


def test_an_account_cut_over_lines_is_read() -> None:
    told = (
        "1. 河道清淤项目绩效自评情况\n\n根据年初设定的绩效目标，项目自评得\n\n分 97.5 分。"
        "项目全年预算数为 12\n\n0 万元，实际支出 96 万元，完成年度预算的 80%。"
    )
    [form], _, _ = read_text_forms(text(told, as_table(Form("河道清淤", (ROW,)))))
    assert (form.narrative_score, form.narrative_annual_budget) == (Decimal("97.5"), 1_200_000)


def test_a_project_that_the_narrative_does_not_tell_of_has_no_account() -> None:
    told = TOLD.format(no=1, name="山洪灾害预警设施运行维护", score=98)
    forms, _, _ = read_text_forms(text(told, as_table(Form("河道清淤", (ROW,))), as_table(Form("苗圃更新", (ROW,)))))
    assert [form.narrative_score for form in forms] == [None, None]


def test_figures_of_the_account_and_all_numbers_of_the_form_are_claimed() -> None:
    told = TOLD.format(no=1, name="河道清淤", score=98)
    _, _, ledger = read_text_forms(text(told, as_table(Form("河道清淤", (ROW,)))))
    for figure in ("98", "120", "96", "80"):
        start = told.index(figure)
        assert ledger.kind_at(None, 3, start, start + len(figure)) == "read"


@pytest.mark.parametrize("figure", ["120", "80.00%", "90"])
def test_cells_of_a_form_are_claimed_as_read(figure: str) -> None:
    printed = as_table(Form("河道清淤", (ROW,)))
    _, _, ledger = read_text_forms(printed)
    for number, line in enumerate(printed.split("\n"), start=1):
        at = line.find(figure)
        if at >= 0:
            assert ledger.kind_at(None, number, at, at + len(figure)) == "read"
