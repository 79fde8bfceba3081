"""Variants of forms that provinces print: other heads, headers and levels, and rows that go on over a page."""

from __future__ import annotations

import pytest
from form_shapes import Form, Row, as_running, as_table, read_text_forms
from running_form import HEAD, read, row

from etl.report import PerformanceForm

ROWS = (
    Row("产出指标", "数量指标", "改造泵站座数", "≥6座", "6座", "50", "50"),
    Row("效益指标", "社会效益指标", "排涝能力", "明显提升", "有所提升", "40", "36", "两座泵站年底投运"),
)
FORM = Form("泵站改造", ROWS)
TABLE = as_table(FORM)


def one(text: str) -> PerformanceForm:
    [form], _, _ = read_text_forms(text)
    return form


def as_overall(text: str) -> str:
    head = "主管部门\t某市水务局\t\t\t实施单位\t某市水文站\t\t\t\n"
    return (
        text.replace("项目支出", "部门整体支出").replace("项目名称\t泵站改造", "部门（单位）名称\t某市水务局").replace(head, "")
    )


def test_the_form_of_a_whole_department_names_its_unit_as_department_and_no_project() -> None:
    form = one(as_overall(TABLE))
    assert (form.kind, form.project_name, form.department, form.implementing_unit) == (
        "overall",
        "部门整体支出",
        "某市水务局",
        "",
    )


@pytest.mark.parametrize("label", ["预算主管部门", "一级预算主管部门", "主管部门名称"])
def test_labels_of_the_department_are_told_in_their_wordings(label: str) -> None:
    form = one(TABLE.replace("主管部门", label))
    assert (form.project_name, form.department) == ("泵站改造", "某市水务局")


def test_the_reporting_unit_stands_for_an_implementing_unit_that_is_not_printed() -> None:
    assert one(TABLE.replace("实施单位", "填报单位")).implementing_unit == "某市水文站"
    above = TABLE.replace("（2024年度）", "填报单位（盖章）：某市水务局", 1)
    assert one(above).implementing_unit == "某市水文站"
    assert one(above.replace("实施单位\t某市水文站", "\t")).implementing_unit == "某市水务局"


def test_of_four_levels_the_fourth_is_the_name() -> None:
    text = TABLE.replace("三级指标\t", "三级指标\t四级指标\t")
    text = text.replace("改造泵站座数", "泵站\t改造泵站座数").replace("排涝能力", "防洪排涝\t排涝能力")
    levels = [(i.level1, i.level2, i.level3, i.target_raw) for i in one(text).indicators]
    assert levels == [
        ("产出指标", "数量指标", "改造泵站座数", "≥6座"),
        ("效益指标", "社会效益指标", "排涝能力", "明显提升"),
    ]


def test_a_header_of_other_words_is_told_by_what_they_say() -> None:
    text = TABLE.replace("偏差原因分析及改进措施", "差异产生的原因和拟采取的措施").replace("年度指标值", "本年计划完成的指标值")
    last = one(text).indicators[-1]
    assert (last.target_raw, last.actual_raw, last.score, last.deviation) == ("明显提升", "有所提升", 36, "两座泵站年底投运")


def test_weights_before_the_values_are_read_by_their_header() -> None:
    lines = [line.split("\t") for line in TABLE.split("\n")]
    start = next(i for i, line in enumerate(lines) if line[0] == "绩效指标")
    for line in lines[start:-1]:
        line.insert(4, line.pop(6))
    form = one("\n".join("\t".join(line) for line in lines))
    assert [(i.level3, i.target_raw, i.actual_raw, i.weight, i.score) for i in form.indicators] == [
        ("改造泵站座数", "≥6座", "6座", 50, 50),
        ("排涝能力", "明显提升", "有所提升", 40, 36),
    ]


def test_a_title_and_header_printed_again_go_on_with_the_same_form() -> None:
    header = next(line for line in TABLE.split("\n") if line.startswith("绩效指标"))
    again = f"\n项目支出绩效自评表（续）\n{header}\n\t效益指标"
    next_form = as_table(Form("泵房绿化", ROWS))
    forms, _, _ = read_text_forms(TABLE.replace("\n\t效益指标", again) + "\n\n" + next_form)
    assert [(form.project_name, len(form.indicators), form.total_score) for form in forms] == [
        ("泵站改造", 2, FORM.score),
        ("泵房绿化", 2, FORM.score),
    ]


def test_a_label_read_from_two_upright_columns_is_put_in_order() -> None:
    assert one(TABLE.replace("\t效益指标", "\t指效标益")).indicators[-1].level1 == "效益指标"


def test_satisfaction_below_a_benefit_is_its_second_level() -> None:
    text = TABLE.replace("总分", "\t\t满意度指标\t村民满意度\t≥90%\t92%\t0\t0\t\n总分")
    assert [(i.level1, i.level2) for i in one(text).indicators][-1] == ("效益指标", "满意度指标")


def test_a_score_told_in_one_sentence_is_linked_to_its_form() -> None:
    told = "（五）自评结果。泵站改造项目自评得分为94分，全年预算数为120万元，执行数为96万元；其余项目见附表。"
    form = one(told + "\n\n" + TABLE)
    assert (form.narrative_score, form.narrative_annual_budget, form.narrative_executed) == (94, 1_200_000, 960_000)


def test_a_score_printed_in_the_head_stands_for_a_total_that_is_not_printed() -> None:
    text = TABLE.replace("项目资金（万元）", "自评得分\t94.5\n项目资金（万元）").rsplit("\n", 1)[0]
    assert str(one(text).total_score) == "94.5"


def test_sources_within_a_source_are_no_addition_to_it() -> None:
    text = TABLE.replace("\t上年结转资金\t\t\t\t—\t\t—\t", "\t其中：上年结转资金\t20\t20\t20\t—\t100%\t—\t")
    assert [(line.source, line.annual_budget) for line in one(text).funding] == [
        ("total", 1_200_000),
        ("fiscal", 1_200_000),
        ("carryover", 200_000),
    ]


def test_a_date_that_wraps_after_its_month_stays_one_cell() -> None:
    lines = "产出指标\n\n时效指标\n\n建成投用时间\n\n2024年11月\n\n底前\n\n2024年10\n\n月\n\n90 90\n\n总 分 100 99.5"
    [indicator] = read(lines).indicators
    assert row(indicator) == "产出指标|时效指标|建成投用时间|2024年11月底前|2024年10月|90|90|"


def test_more_points_than_the_weight_stay_points() -> None:
    lines = "产出指标\n\n数量指标\n\n指标1：编印灌溉用水\n\n手册\n\n≥2万册 2.4万册 5 6\n\n总 分 100 15.5"
    [indicator] = read(lines).indicators
    assert (indicator.level3, indicator.actual_raw, indicator.weight, indicator.score) == ("编印灌溉用水手册", "2.4万册", 5, 6)


def test_a_reason_that_begins_with_a_number_is_no_score() -> None:
    lines = "产出指标\n\n数量指标\n\n更换闸门启闭机 ≥46台 44台 8 7.65 2 台启闭机未到货\n\n总 分 100 17.15"
    [indicator] = read(lines).indicators
    assert (indicator.weight, str(indicator.score), indicator.deviation) == (8, "7.65", "2 台启闭机未到货")


def test_a_row_torn_over_a_page_before_any_label_has_those_of_the_next_page() -> None:
    rows = (
        "指标1：培\n\n≥600人次 610人次 50 50\n\n\f\n产出指标\n\n数量指标\n\n训管水员人次\n\n指标2：检修闸门\n\n≥9扇 9扇 40 40"
    )
    found = read(rows + "\n\n总 分 100 99.5").indicators
    assert [(i.level1, i.level2, i.level3) for i in found] == [
        ("产出指标", "数量指标", "培训管水员人次"),
        ("产出指标", "数量指标", "检修闸门"),
    ]


def test_running_heads_of_forms_are_told_in_their_wordings_too() -> None:
    text = as_running(FORM).replace("主管部门", "预算主管部门")
    assert one(text).department == "某市水务局"
    assert HEAD.startswith("某省项目支出绩效自评表")


def test_the_project_is_named_in_the_wording_of_its_expenditure() -> None:
    assert one(TABLE.replace("项目名称", "项目支出名称")).project_name == "泵站改造"


def test_sources_numbered_in_brackets_and_a_budget_named_alone_are_lines_of_money() -> None:
    text = TABLE.replace("其中：财政拨款", "（1）一般公共预算").replace("上年结转资金", "（2）其他资金")
    assert [line.source for line in one(text).funding] == ["total", "fiscal", "other"]


def test_amounts_of_an_unknown_source_are_told() -> None:
    _, found, _ = read_text_forms(TABLE.replace("上年结转资金\t\t\t", "彩票捐赠款\t9\t9\t4"))
    assert [note.code for note in found.notes if note.code == "form_money_source"] == ["form_money_source"]


def test_a_form_without_a_title_below_the_total_of_another_is_a_form_of_its_own() -> None:
    first, second = as_running(FORM), as_running(Form("河道清淤", ROWS))
    untitled = second[second.index("项目名称") :].replace("项目名称", "项目名\n称", 1)
    forms, _, _ = read_text_forms(first + "\n7\n\n（2024年度）\n" + untitled)
    assert [form.project_name for form in forms] == ["泵站改造", "河道清淤"]


def test_rows_drawn_with_bars_that_leave_merged_labels_out_stand_below_their_header() -> None:
    rows = [line.split("\t") for line in TABLE.splitlines()]
    drawn = []
    for cells in rows:
        kept = cells if len(cells) < 2 else cells[next((i for i, cell in enumerate(cells) if cell.strip()), 0) :]
        drawn.append("| " + " | ".join(kept) + " |" if len(cells) > 1 else cells[0])
    form = one("\n".join(drawn))
    assert [(i.level3, i.target_raw, i.score) for i in form.indicators] == [
        (i.level3, i.target_raw, i.score) for i in one(TABLE).indicators
    ]
