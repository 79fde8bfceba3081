"""Forms are found by their title and head; narrative, contents and forms of targets are not taken for them."""

from __future__ import annotations

import pytest
from form_shapes import Form, Row, as_document, as_running, as_table, random_form

from etl.parse.performance import find_forms

FORM = Form("灌溉渠维护", (Row("产出指标", "数量指标", "渠道长度", "9 公里", "9 公里", "90", "90"),))


def bounds(text: str) -> list[tuple[str, str, str]]:
    document = as_document(text)
    lines = document.lines
    return [
        (region.kind, lines[region.start].text.strip(), lines[region.end - 1].text.split()[0])
        for region in find_forms(document)
    ]


@pytest.mark.parametrize("shape", [as_table, as_running])
def test_a_form_reaches_from_its_title_to_its_total(shape) -> None:  # type: ignore[no-untyped-def]
    text = f"二、绩效自评情况\n\n{shape(FORM)}\n\n联系人：某某\n"
    [(kind, first, last)] = bounds(text)
    assert (kind, first, last[0]) == ("project", "项目支出绩效自评表", "总")


def test_narrative_between_forms_is_in_neither() -> None:
    told = "2.苗圃更新项目自评综述：项目自评得分 98 分。全年预算数为 12 万元，执行数为 9 万元，完成预算的 75%。"
    text = f"{as_table(FORM)}\n\n{told}\n\n{as_table(FORM)}"
    document = as_document(text)
    inside = {i for region in find_forms(document) for i in range(region.start, region.end)}
    assert len(find_forms(document)) == 2
    assert next(i for i, line in enumerate(document.lines) if line.text == told) not in inside


@pytest.mark.parametrize(
    "title",
    [
        "项目支出绩效自评表",
        "**项目支出绩效自评表",
        "附件3：2024年度部门预算项目支出绩效自评表",
        "某省项目支出绩效自评表（项目 12）",
        "项目支出绩效评表",
        "（三）专项资金绩效目标自评表 (2024 年度)",
    ],
)
def test_titles_are_told_in_their_wordings(title: str) -> None:
    assert len(bounds(as_table(FORM).replace("项目支出绩效自评表", title, 1))) == 1


def test_a_form_without_title_is_found_by_its_head() -> None:
    assert len(bounds(as_table(FORM).split("\n", 2)[2])) == 1


def test_the_form_of_the_whole_department_is_told_apart() -> None:
    text = as_table(FORM).replace("项目支出绩效自评表", "部门整体支出绩效自评表").replace("项目名称", "部门（单位）名称")
    assert [kind for kind, _, _ in bounds(text)] == ["overall"]


def test_a_table_of_contents_is_no_form() -> None:
    contents = "附件：\n\n2024 年项目支出绩效自评表\n\n目 录\n\n1.灌溉渠维护 项目 1\n\n2.苗圃更新 项目 2\n"
    assert bounds(contents) == []
    assert len(bounds(contents + "\n" + as_running(FORM))) == 1


def test_a_form_of_targets_only_is_no_self_evaluation() -> None:
    head = "项目支出绩效目标表\n项目名称\t灌溉渠维护\n主管部门\t某局\t实施单位\t某站\n年度预算数\t10\t"
    assert bounds(head + "\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t渠道长度\t9 公里") == []


def test_a_form_without_total_ends_before_the_next_paragraph() -> None:
    text = as_table(FORM).rsplit("\n", 1)[0] + "\n\n三、其他需要说明的事项，本部门没有其他需要说明的事项，特此说明如上。"
    [(_, _, last)] = bounds(text)
    assert last == "产出指标"


def test_numbers_of_the_total_printed_below_it_belong_to_the_form() -> None:
    text = as_running(FORM).replace("总 分 100 98", "总 分 100\n98\n\n分") + "\n\n三、其他事项"
    [(_, _, last)] = bounds(text)
    assert last == "分"


def test_many_forms_are_counted() -> None:
    text = "\n\n".join(as_running(random_form(seed)) for seed in range(12))
    assert len(bounds(text)) == 12
