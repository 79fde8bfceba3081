"""Money lines: columns by place, and where the place is lost, by the accounts; what fits several columns stays open."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

import pytest
from form_shapes import Form, Row, as_running, as_table, read_text_forms

from etl.parse.performance.money_wording import source_of
from etl.report import PerformanceForm

FORM = Form("河道清淤", (Row("产出指标", "数量指标", "清淤长度", "9 公里", "9 公里", "90", "90"),))
LINES = "年度资金总额： 120 120 96 10 80.00% 8\n\n其中：当年财政拨款 120 120 96 — —\n\n其他资金 — —"


def running(lines: str, *, others: str = "") -> list[PerformanceForm]:
    text = as_running(FORM)
    assert LINES in text
    forms, _, _ = read_text_forms(text.replace(LINES, lines) + others)
    return list(forms)


def amounts(form: PerformanceForm) -> list[str]:
    """Source and the three amounts of each line, in ten thousand yuan."""
    lines = [(f.source, (f.initial_budget, f.annual_budget, f.executed)) for f in form.funding]
    return [f"{source} {'|'.join('' if v is None else str(int(v / 10_000)) for v in values)}" for source, values in lines]


def test_parts_go_to_the_columns_whose_sums_come_out() -> None:
    [form] = running(
        "年度资金总额： 90 120 96 10 80.00% 8\n\n其中：当年财政拨款 100 — —\n\n上年结转资金 20 — —\n\n其他资金 — —"
    )
    assert amounts(form) == ["total 90|120|96", "fiscal |100|", "carryover |20|", "other ||"]
    assert [f.method.value for f in form.funding] == ["read", "solved", "solved", "read"]


def test_two_numbers_are_the_two_budgets_where_the_executed_sum_would_be_wrong() -> None:
    [form] = running("年度资金总额： 120 120 96 10 80.00% 8\n\n其中：当年财政拨款 — —\n\n上年结转资金 120 120 — —")
    assert amounts(form) == ["total 120|120|96", "fiscal ||", "carryover 120|120|"]


def test_a_number_that_fits_two_columns_stays_open_and_is_told() -> None:
    text = as_running(FORM).replace(LINES, "年度资金总额： 120 120 96 10 80.00% 8\n\n其中：当年财政拨款 120 — —")
    [form], told, _ = read_text_forms(text)
    assert amounts(form) == ["total 120|120|96", "fiscal ||"]
    assert form.funding[1].printed == ("120", "—", "—")
    assert [note.code for note in told.notes] == ["form_money_open"]


def test_zeros_alone_stand_in_the_first_columns() -> None:
    [form] = running("年度资金总额： 120 120 96 10 80.00% 8\n\n其中：当年财政拨款 120 120 96 — —\n\n其他资金 0 — —")
    assert amounts(form) == ["total 120|120|96", "fiscal 120|120|96", "other 0||"]


def test_the_unit_s_other_forms_show_which_column_it_fills() -> None:
    proven = LINES.replace("120 120 96 10", "90 120 96 10").replace("拨款 120 120 96", "拨款 120")
    text = as_running(FORM).replace(LINES, proven) + "\n\n"
    open_ = as_running(FORM).replace(LINES, LINES.replace("拨款 120 120 96", "拨款 120"))
    forms, told, _ = read_text_forms(text + open_)
    assert [amounts(form)[1] for form in forms] == ["fiscal |120|", "fiscal |120|"]
    assert [note.code for note in told.notes] == ["form_money_by_habit"]


def test_rates_and_scores_among_dashes_are_told_from_amounts() -> None:
    [form] = running("年度资金总额： 120 120 96 10 80.00% 8\n\n其中：当年财政拨款 120 120 96 — 80.00% —")
    assert (form.funding[1].weight, form.funding[1].execution_rate, form.funding[1].score) == (None, Decimal("80.00"), None)


def test_a_number_broken_at_its_decimal_point_is_put_together() -> None:
    [form] = running("年度资金总额： 120\n120.\n\n50\n96 10 79.67%\n\n7.97\n\n分")
    assert form.funding[0].annual_budget == 1_205_000
    assert form.funding[0].score == Decimal("7.97")


def table(total: str, fiscal: str, header: str = "") -> PerformanceForm:
    lines = as_table(FORM).split("\n")
    lines[4] = (header or "⇥年初预算 全年 数 数⇥⇥⇥⇥⇥全年⇥执行数⇥分值⇥执行⇥率(%)⇥得分").replace("⇥", "\t")
    lines[5:8] = [total.replace("⇥", "\t"), fiscal.replace("⇥", "\t")]
    [form], _, _ = read_text_forms("\n".join(lines))
    return form


def test_numbers_torn_over_cells_are_put_together_by_the_rate() -> None:
    form = table("⇥⇥年度资 金总额⇥18⇥1⇥8⇥1⇥7.86⇥10⇥9⇥9.22⇥9.92", "⇥⇥其中：财政拨款⇥18⇥1⇥8⇥1⇥7.86⇥⇥9⇥9.22⇥")
    assert [(f.initial_budget, f.annual_budget, f.executed, f.weight, f.execution_rate, f.score) for f in form.funding] == [
        (180_000, 180_000, 178_600, 10, Decimal("99.22"), Decimal("9.92")),
        (180_000, 180_000, 178_600, None, Decimal("99.22"), None),
    ]
    assert {f.method.value for f in form.funding} == {"solved"}


def test_other_orders_and_letters_in_the_header_are_read() -> None:
    header = "项目资金⇥⇥全年预算数（A）⇥全年执行数（B）⇥执行率（B/A）⇥分值⇥得分⇥"
    form = table("⇥年度资金总额⇥120⇥96⇥80%⇥10⇥8⇥", "⇥其中：财政拨款⇥120⇥96⇥80%⇥—⇥—⇥", header)
    total = form.funding[0]
    assert (total.initial_budget, total.annual_budget, total.executed) == (None, 1_200_000, 960_000)
    assert (total.execution_rate, total.weight, total.score) == (80, 10, 8)


TASKS = """
    部门整体支出绩效自评表
    （2024年度）
    部门（单位）名称⇥⇥某县水务局⇥⇥⇥⇥⇥⇥⇥⇥
    年度主要任务⇥任务名称⇥主要内容⇥预算数（万元）⇥⇥⇥执行数（万元）⇥⇥⇥分值⇥{points}
    ⇥⇥⇥总额⇥财政拨款⇥其他资金⇥总额⇥财政拨款⇥其他资金⇥⇥{blank}
    ⇥防汛⇥堤防养护⇥30.00⇥30.00⇥0.00⇥27.00⇥27.00⇥0.00⇥—⇥90.00%{blank}
    ⇥供水⇥管网改造⇥70.00⇥60.00⇥10.00⇥58.00⇥53.00⇥5.00⇥—⇥82.86%{blank}
    金额合计⇥⇥⇥100.00⇥90.00⇥10.00⇥85.00⇥80.00⇥5.00⇥10⇥{whole}
    年度总体目标⇥预期目标⇥⇥⇥⇥⇥目标实际完成情况⇥⇥⇥⇥
    ⇥安全度汛。⇥⇥⇥⇥⇥安全度汛。⇥⇥⇥⇥
    绩效指标⇥一级指标⇥二级指标⇥三级指标⇥⇥年度指标值⇥⇥实际完成值⇥分值⇥得分⇥偏差原因
    ⇥产出指标⇥数量指标⇥堤防长度⇥⇥12公里⇥⇥12公里⇥90⇥90⇥
    总分⇥⇥⇥⇥⇥⇥⇥⇥100⇥98.5⇥
"""


@pytest.mark.parametrize(
    ("points", "blank", "whole"),
    [("执行率/ 得分", "", "85.00% 8.5"), ("执行率⇥得分", "⇥", "85.00%⇥8.5")],
)
def test_money_listed_task_by_task_is_read_by_source_from_the_row_of_all_tasks(points: str, blank: str, whole: str) -> None:
    text = dedent(TASKS.format(points=points, blank=blank, whole=whole)).replace("⇥", "\t")
    [form], _, _ = read_text_forms(text)
    assert [(line.source, line.initial_budget, line.annual_budget, line.executed) for line in form.funding] == [
        ("total", None, 1_000_000, 850_000),
        ("fiscal", None, 900_000, 800_000),
        ("other", None, 100_000, 50_000),
    ]
    assert [(line.weight, line.execution_rate, line.score) for line in form.funding] == [
        (10, 85, Decimal("8.5")),
        (None, None, None),
        (None, None, None),
    ]


def test_a_weight_in_the_title_of_the_money_is_the_total_s() -> None:
    header = "预算执行情况（万元）（20分）⇥⇥⇥预算数(A)⇥执行数(B)⇥执行率(B/A)⇥得分（20分*执行率）⇥"
    form = table("⇥⇥年度财政资金总额⇥120⇥96⇥80%⇥16⇥", "⇥⇥其中：财政拨款⇥120⇥96⇥—⇥—⇥", header)
    assert [(f.source, f.annual_budget, f.executed, f.weight, f.execution_rate, f.score) for f in form.funding] == [
        ("total", 1_200_000, 960_000, 20, 80, 16),
        ("fiscal", 1_200_000, 960_000, None, None, None),
    ]
    assert form.funding[0].initial_budget is None


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("年度资金总额：", "total"),
        ("其中：当年财政拨款", "fiscal"),
        ("其中：财政拨款（万元）", "fiscal"),
        ("上年结转资金", "carryover"),
        ("其他资金", "other"),
        ("其中：中央安排（万元）", "central"),
        ("自治区安排（万元）", "province"),
        ("地（州、市）安排（万元）", "prefecture"),
        ("县（市、区）安排", "county"),
        ("盟本级财政资金", "prefecture"),
        ("市本级财政资金", "prefecture"),
        ("旗县（市、区）财政资金", "county"),
        ("其中：政府性基金", "fiscal"),
        ("年度财政资金总额", "total"),
        ("年度总体目标", ""),
    ],
)
def test_sources_are_told_by_their_labels(label: str, source: str) -> None:
    assert source_of(label) == source


HEAD_ONLY = """
财政项目支出绩效自评结果信息表
（2023年度）
项目名称⇥河道清淤⇥⇥预算单位⇥某市水文站
当年预算数（元）⇥2,850,000.00⇥⇥上年预算金额（元）⇥2,700,000.00
预算执行数（元）⇥2,785,300.60⇥⇥预算执行率（%）⇥97.73
自评得分⇥90⇥⇥绩效等级⇥优
一级指标⇥二级指标⇥三级指标⇥指标目标值⇥实际完成⇥权重⇥得分⇥评分说明
投入与管理⇥预算管理⇥预算编制合理性⇥合理⇥合理⇥40⇥40⇥
⇥财务管理⇥资金使用合规性⇥合规⇥合规⇥20⇥20⇥
产出目标⇥数量⇥清淤长度⇥9公里⇥8公里⇥40⇥30⇥
合计⇥⇥⇥⇥⇥100⇥90⇥
"""


def test_money_that_only_the_head_of_a_form_names_is_read() -> None:
    [form], _, _ = read_text_forms(HEAD_ONLY.replace("⇥", "\t"))
    [whole] = form.funding
    assert (whole.source, whole.initial_budget, whole.annual_budget) == ("total", None, 2_850_000)
    assert (whole.executed, whole.execution_rate) == (Decimal("2785300.60"), Decimal("97.73"))


def test_labels_of_a_form_s_own_made_of_common_signs_are_kept() -> None:
    [form], _, _ = read_text_forms(HEAD_ONLY.replace("⇥", "\t"))
    assert [(row.level1, row.level2) for row in form.indicators] == [
        ("投入与管理", "预算管理"),
        ("投入与管理", "财务管理"),
        ("产出目标", "数量"),
    ]


@pytest.mark.parametrize("shape", [as_running, as_table])
def test_the_total_score_leads_back_to_its_line(shape) -> None:
    text = shape(FORM)
    [form], _, _ = read_text_forms(text)
    printed = next(number for number, line in enumerate(text.split("\n"), 1) if "总分" in line.replace(" ", ""))
    assert form.total_score == FORM.score
    assert form.total_line == printed


GOALS_FIRST = """
专项预算项目支出绩效自评表
（2023年度）
项目名称⇥⇥河道清淤⇥⇥⇥⇥⇥⇥
主管部门⇥⇥某市水务局⇥⇥⇥实施单位（盖章）⇥⇥某市水文站⇥
项目基本情况⇥1.项目年度目标完成情况⇥项目年度目标⇥⇥⇥年度目标完成情况⇥⇥⇥
⇥⇥清淤九公里。⇥⇥⇥清淤八公里。⇥⇥⇥
⇥2.项目实施内容及过程概述⇥按方案组织施工。⇥⇥⇥⇥⇥⇥
预算执行情况（10分）⇥年度预算数（万元）⇥年初预算⇥调整后预算数⇥预算执行数⇥预算执行率⇥权重⇥得分⇥
⇥总额⇥120⇥120⇥96⇥80.00%⇥10⇥8⇥
⇥其中：财政资金⇥120⇥120⇥96⇥80.00%⇥/⇥/⇥
绩效指标（90分）⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥完成值⇥权重⇥得分⇥
⇥产出指标⇥数量指标⇥清淤长度⇥9公里⇥8公里⇥90⇥80⇥
⇥合计⇥⇥⇥⇥⇥100⇥88⇥
"""


TWO_HEADERS = """
项目支出绩效自评表
项目名称⇥⇥河道清淤⇥⇥⇥⇥⇥⇥⇥
项目资金（元）⇥⇥⇥年初预算数⇥全年预算数⇥⇥全年执行数⇥分值⇥执行率⇥得分
⇥⇥年度资金总额⇥120⇥120⇥⇥96⇥10⇥80.00%⇥8
绩效指标⇥⇥⇥年度指标值⇥⇥⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位⇥⇥⇥⇥
产出指标⇥数量指标⇥清淤长度⇥>=⇥9⇥公里⇥8⇥60⇥50⇥汛期停工
⇥质量指标⇥验收合格率⇥=⇥100⇥%⇥100⇥30⇥30⇥
总分⇥⇥⇥⇥⇥⇥⇥100⇥88⇥（自评等级：良）
"""


def test_a_header_on_two_rows_names_the_levels_below_the_values() -> None:
    [form], _, _ = read_text_forms(TWO_HEADERS.replace("⇥", "\t"))
    first, second = form.indicators
    assert (first.level3, first.comparator, first.target_raw, first.measure_unit) == ("清淤长度", ">=", "9", "公里")
    assert (first.actual_raw, first.weight, first.score, first.deviation) == ("8", 60, 50, "汛期停工")
    assert (second.level2, second.comparator, second.actual_value) == ("质量指标", "=", 100)


def test_goals_above_the_money_are_read_and_end_where_the_course_of_the_project_begins() -> None:
    [form], _, _ = read_text_forms(GOALS_FIRST.replace("⇥", "\t"))
    assert (form.department, form.implementing_unit) == ("某市水务局", "某市水文站")
    assert (form.expected_goal, form.actual_goal) == ("清淤九公里。", "清淤八公里。")
    assert amounts(form) == ["total 120|120|96", "fiscal 120|120|96"]
