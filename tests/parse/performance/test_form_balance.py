"""Where a row's numbers could be values or points, the sums of the form decide; what they do not settle is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from form_shapes import Form, Row, as_running, as_table, read_text_forms

ROWS = (
    Row("产出指标", "数量指标", "清淤长度", "9 公里", "9 公里", "40", "40"),
    Row("产出指标", "数量指标", "堤防除草次数", "12 次", "12 次", "20", "20"),
    Row("效益指标", "社会效益指标", "行洪能力", "明显提升", "有所提升", "30", "28"),
)
FORM = Form("河道清淤", ROWS)


def test_two_bare_numbers_are_points_where_the_sums_need_them() -> None:
    text = as_running(FORM).replace("堤防除草次数 12 次 12 次 20 20", "堤防除草次数 20 20")
    [form], told, _ = read_text_forms(text)
    indicator = form.indicators[1]
    assert (indicator.weight, indicator.score, indicator.target_raw, indicator.actual_raw) == (20, 20, "", "")
    assert told.notes == ()


def test_two_bare_numbers_are_values_where_the_points_are_complete() -> None:
    rows = (*ROWS[:1], replace(ROWS[1], weight="50", score="50"), replace(ROWS[2], weight="0", score="0"))
    text = as_running(Form("河道清淤", rows)).replace("行洪能力 明显提升 有所提升 0 0", "行洪能力 20 20")
    [form], _, _ = read_text_forms(text.replace("总 分 100 98", "总 分 100 98"))
    indicator = form.indicators[2]
    assert (indicator.target_raw, indicator.actual_raw, indicator.weight) == ("20", "20", None)


def test_sums_that_do_not_come_out_are_told_with_what_is_missing() -> None:
    text = as_table(FORM).replace("\t100\t96\t", "\t100\t99\t")
    [form], told, _ = read_text_forms(text)
    assert form.total_score == 99
    assert [(note.code, note.text) for note in told.notes] == [("form_score_sum", "绩效自评表各行得分合计88，按总分应为91")]


def test_a_total_printed_with_fewer_digits_is_no_contradiction() -> None:
    rows = (replace(ROWS[0], score="39.55"), *ROWS[1:])
    text = as_table(Form("河道清淤", rows)).replace("\t95.55\t", "\t95.6\t")
    [form], told, _ = read_text_forms(text)
    assert form.total_score == Decimal("95.6")
    assert told.notes == ()
