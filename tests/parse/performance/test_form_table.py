"""Forms with cells: merged cells, lost columns, torn rows and torn cells. ``⇥`` is a tab."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

from form_shapes import as_table, random_form, read_text_forms
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract import read_file
from etl.parse.ledger import Ledger
from etl.parse.performance import find_forms, read_forms
from etl.settings import Settings

HEAD = """项目支出绩效自评表（2024年度）
项目名称⇥{name}⇥⇥⇥⇥⇥⇥
主管部门⇥某市林业局⇥⇥⇥实施单位⇥某市苗圃⇥⇥
项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率(%)⇥得分
⇥年度资金总额⇥20.00⇥25.00⇥24.50⇥10⇥98.00⇥9.8
⇥其中：当年财政拨款⇥20.00⇥20.00⇥19.50⇥—⇥97.50⇥—
⇥上年结转资金⇥⇥5.00⇥5.00⇥—⇥100⇥—
⇥其他资金⇥⇥⇥⇥—⇥⇥—
年度总体目标⇥预期目标⇥⇥⇥实际完成情况⇥⇥⇥
⇥培育乡土树苗。⇥⇥⇥树苗出圃。⇥⇥⇥
"""
COLUMNS = (
    "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标方向⇥年度指标值⇥实际完成值⇥计量单位⇥分值⇥得分⇥偏差原因分析及改进措施\n"
)


def read(rows: str, name: str = "苗圃更新"):  # type: ignore[no-untyped-def]
    [form], told, _ = read_text_forms((HEAD.format(name=name) + COLUMNS + rows).replace("⇥", "\t"))
    return form, told


def rows_of(form) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        "|".join(
            str(cell if cell is not None else "")
            for cell in (
                i.level1,
                i.level2,
                i.level3,
                i.nature,
                i.comparator,
                i.target_raw,
                i.actual_raw,
                i.measure_unit,
                i.weight,
                i.score,
            )
        )
        for i in form.indicators
    ]


PLAIN = """绩效指标⇥产出指标⇥数量指标⇥育苗数量⇥正向⇥大于等于⇥5⇥6⇥万株⇥30⇥30⇥
⇥⇥⇥补植次数⇥正向⇥等于⇥2⇥2⇥次⇥20⇥20⇥
⇥⇥质量指标⇥苗木长势⇥定性⇥⇥良好⇥良好⇥⇥10⇥10⇥
⇥满意度指标⇥服务对象满意度指标⇥职工满意度⇥正向⇥大于等于⇥90⇥95⇥%⇥30⇥29.5⇥两人未作答
总分⇥⇥⇥⇥⇥⇥⇥⇥⇥100⇥99.3⇥
"""


def test_every_cell_of_the_form_is_read() -> None:
    form, told = read(PLAIN)
    assert (form.project_name, form.department, form.implementing_unit) == ("苗圃更新", "某市林业局", "某市苗圃")
    assert (form.expected_goal, form.actual_goal) == ("培育乡土树苗。", "树苗出圃。")
    assert (form.total_weight, form.total_score) == (100, Decimal("99.3"))
    assert [
        (f.source, f.initial_budget, f.annual_budget, f.executed, f.weight, f.execution_rate, f.score) for f in form.funding
    ] == [
        ("total", 200_000, 250_000, 245_000, 10, 98, Decimal("9.8")),
        ("fiscal", 200_000, 200_000, 195_000, None, Decimal("97.5"), None),
        ("carryover", None, 50_000, 50_000, None, 100, None),
        ("other", None, None, None, None, None, None),
    ]
    assert rows_of(form) == [
        "产出指标|数量指标|育苗数量|正向|>=|5|6|万株|30|30",
        "产出指标|数量指标|补植次数|正向|=|2|2|次|20|20",
        "产出指标|质量指标|苗木长势|定性||良好|良好||10|10",
        "满意度指标|服务对象满意度指标|职工满意度|正向|>=|90|95|%|30|29.5",
    ]
    assert form.indicators[3].deviation == "两人未作答"
    assert told.notes == ()


def test_a_row_torn_by_a_page_break_is_joined() -> None:
    torn = PLAIN.replace(
        "⇥⇥⇥补植次数⇥正向⇥等于⇥2⇥2⇥次⇥20⇥20⇥\n⇥⇥质量",
        "⇥⇥⇥春秋两季造林地补⇥正向⇥大于⇥2⇥2⇥次⇥20⇥20⇥\n\n⇥⇥⇥植次数⇥⇥等于⇥⇥⇥⇥⇥⇥\n⇥⇥质量",
    )
    form, _ = read(torn)
    assert rows_of(form)[1] == "产出指标|数量指标|春秋两季造林地补植次数|正向|>=|2|2|次|20|20"
    assert len(form.indicators) == 4


def test_a_row_torn_above_a_header_printed_again_is_joined() -> None:
    torn = PLAIN.replace(
        "⇥⇥质量指标⇥苗木长势⇥定性⇥⇥良好⇥良好⇥⇥10⇥10⇥\n",
        "⇥⇥时效指标⇥出圃时间⇥定性⇥⇥2024年10月2⇥2024年11月6⇥⇥10⇥10⇥入冬偏晚，\n\n"
        + COLUMNS
        + "⇥⇥⇥⇥⇥⇥0日前完成⇥日完成⇥⇥⇥⇥起苗相应推迟。\n",
    )
    form, _ = read(torn)
    assert rows_of(form)[2] == "产出指标|时效指标|出圃时间|定性||2024年10月20日前完成|2024年11月6日完成||10|10"
    assert form.indicators[2].deviation == "入冬偏晚，起苗相应推迟。"
    assert len(form.indicators) == 4


def test_a_row_torn_above_its_points_is_one_row() -> None:
    torn = PLAIN.replace(
        "⇥⇥⇥补植次数⇥正向⇥等于⇥2⇥2⇥次⇥20⇥20⇥\n",
        "⇥⇥⇥春秋两季造林地补⇥正向⇥等于⇥2⇥2⇥次⇥⇥⇥\n\n⇥⇥⇥植次数⇥⇥⇥⇥⇥⇥20⇥20⇥\n",
    )
    form, _ = read(torn)
    assert rows_of(form)[1] == "产出指标|数量指标|春秋两季造林地补植次数|正向|=|2|2|次|20|20"
    assert len(form.indicators) == 4


def test_rows_that_lost_their_first_columns_on_a_new_page_keep_their_levels() -> None:
    rows = PLAIN.split("\n")
    rows[2:4] = ["", rows[2].removeprefix("⇥⇥"), rows[3].removeprefix("⇥⇥")]
    form, _ = read("\n".join(rows))
    assert [row.split("|")[:3] for row in rows_of(form)][1:3] == [
        ["产出指标", "数量指标", "补植次数"],
        ["产出指标", "质量指标", "苗木长势"],
    ]


def test_a_row_with_one_empty_cell_too_many_is_put_right() -> None:
    form, _ = read(PLAIN.replace("⇥苗木长势⇥定性⇥⇥良好⇥良好⇥⇥10⇥10⇥", "⇥苗木长势⇥定性⇥⇥⇥良好⇥良好⇥⇥10⇥10⇥"))
    assert rows_of(form)[2] == "产出指标|质量指标|苗木长势|定性||良好|良好||10|10"


def test_an_empty_actual_cell_stays_empty() -> None:
    form, _ = read(PLAIN.replace("⇥苗木长势⇥定性⇥⇥良好⇥良好⇥⇥10⇥10⇥", "⇥苗木长势⇥定性⇥⇥良好⇥⇥⇥10⇥10⇥"))
    assert rows_of(form)[2] == "产出指标|质量指标|苗木长势|定性||良好|||10|10"


def test_a_single_number_goes_to_the_column_it_stands_under() -> None:
    form, told = read(PLAIN.replace("⇥苗木长势⇥定性⇥⇥良好⇥良好⇥⇥10⇥10⇥", "⇥苗木长势⇥定性⇥⇥⇥良好⇥良好⇥⇥⇥10"))
    indicator = form.indicators[2]
    assert (indicator.weight, indicator.score) == (None, 10)
    assert indicator.doubtful == ("weight",)
    assert [(note.code, note.text) for note in told.notes] == [
        ("form_weight_sum", "绩效自评表各行分值合计80，按总分应为90；一行未印分值，按合计应为10")
    ]


def test_a_label_of_level_1_where_level_2_is_printed_opens_its_own_group() -> None:
    rows = PLAIN.replace("⇥满意度指标⇥服务对象满意度指标⇥职工", "⇥⇥满意度指标⇥职工")
    form, _ = read(rows)
    assert rows_of(form)[3].split("|")[:3] == ["满意度指标", "", "职工满意度"]


def test_labels_printed_alone_above_a_page_break_are_those_of_the_rows_below() -> None:
    rows = PLAIN.replace("⇥⇥质量指标⇥苗木长势", "⇥⇥时效指标⇥⇥⇥⇥⇥⇥⇥⇥⇥\n\n⇥⇥⇥苗木长势")
    form, _ = read(rows)
    assert rows_of(form)[2].split("|")[:3] == ["产出指标", "时效指标", "苗木长势"]


def test_the_rest_of_a_label_after_a_page_break_completes_it() -> None:
    rows = PLAIN.replace("⇥⇥质量指标⇥苗木长势", "⇥⇥质量⇥苗木长势").replace("⇥10⇥10⇥\n", "⇥10⇥10⇥\n\n⇥⇥指标⇥⇥⇥⇥⇥⇥⇥⇥⇥\n", 1)
    form, _ = read(rows)
    assert rows_of(form)[2].split("|")[:3] == ["产出指标", "质量指标", "苗木长势"]


def test_points_in_brackets_are_no_part_of_a_label() -> None:
    form, _ = read(PLAIN.replace("绩效指标⇥产出指标⇥", "绩效指标⇥产出指标（60分）⇥"))
    assert form.indicators[0].level1 == "产出指标"


def test_template_rows_are_no_indicators() -> None:
    empty = "⇥⇥时效指标⇥指标1：⇥⇥⇥⇥⇥⇥⇥⇥\n⇥⇥⇥……⇥⇥⇥⇥⇥⇥⇥⇥\n"
    form, _ = read(PLAIN.replace("⇥满意度指标⇥", empty + "⇥满意度指标⇥"))
    assert len(form.indicators) == 4


def test_a_group_left_blank_is_no_indicator_and_opens_its_level() -> None:
    columns = "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因\n"
    rows = (
        "⇥产出指标⇥数量指标⇥育苗数量⇥5万株⇥6万株⇥60⇥60⇥\n"
        "⇥效益指标（30分）⇥经济效益指标⇥⇥⇥⇥⇥⇥\n"
        "⇥⇥社会效益指标⇥街景知名度⇥提升⇥提升⇥30⇥30⇥\n"
        "总分⇥⇥⇥⇥⇥⇥100⇥99.8⇥\n"
    )
    [form], _, _ = read_text_forms((HEAD.format(name="苗圃更新") + columns + rows).replace("⇥", "\t"))
    assert [(i.level1, i.level2, i.level3) for i in form.indicators] == [
        ("产出指标", "数量指标", "育苗数量"),
        ("效益指标", "社会效益指标", "街景知名度"),
    ]


def test_a_form_in_yuan_is_read_in_yuan() -> None:
    text = (HEAD.format(name="苗圃更新") + COLUMNS + PLAIN).replace("⇥", "\t").replace("（万元）", "（元）")
    [form], _, _ = read_text_forms(text)
    assert form.funding[0].annual_budget == 25


def test_a_name_torn_over_cells_is_taken_from_the_narrative() -> None:
    head = HEAD.format(name="X").replace("项目名称⇥X⇥⇥", "项⇥目名称⇥苗圃更⇥⇥")
    told = "1.苗圃更新补助项目自评综述：项目自评得分 99.3 分。全年预算数为 25 万元，执行数为 24.5 万元，完成预算的 98%。\n\n"
    [form], read_, _ = read_text_forms(told + (head + COLUMNS + PLAIN).replace("⇥", "\t"))
    assert form.project_name == "苗圃更新补助"
    assert [note.code for note in read_.notes] == ["form_name_mended"]


def test_labels_in_the_middle_of_their_groups_are_spread_over_them() -> None:
    rows = """绩⇥⇥⇥育苗数量⇥正向⇥等于⇥5⇥5⇥万株⇥10⇥10⇥
效⇥产出⇥数量指⇥补植次数⇥正向⇥等于⇥2⇥2⇥次⇥10⇥10⇥
指⇥指标⇥标⇥巡护人数⇥正向⇥等于⇥9⇥9⇥人⇥10⇥10⇥
标⇥⇥⇥防火道长度⇥正向⇥等于⇥7⇥7⇥公里⇥10⇥10⇥
⇥⇥⇥苗木合格率⇥正向⇥等于⇥95⇥95⇥%⇥10⇥10⇥
⇥⇥质量指标⇥防火道质量⇥定性⇥⇥达标⇥达标⇥⇥10⇥10⇥
⇥⇥⇥档案准确率⇥正向⇥等于⇥99⇥99⇥%⇥10⇥10⇥
⇥满意度指标⇥服务对象满意度指标⇥职工满意度⇥正向⇥大于等于⇥90⇥95⇥%⇥20⇥20⇥
总分⇥⇥⇥⇥⇥⇥⇥⇥⇥100⇥99.8⇥
"""
    form, _ = read(rows)
    assert [i.level2 for i in form.indicators] == ["数量指标"] * 4 + ["质量指标"] * 3 + ["服务对象满意度指标"]
    assert {i.level1 for i in form.indicators[:7]} == {"产出指标"}


def table_row(*cells: str) -> str:
    """A row of a web page's table; ``text*across*down`` spans columns and rows."""
    printed = []
    for cell in cells:
        text, across, down = [*cell.split("*"), "1", "1"][:3]
        printed.append(f'<td colspan="{across}" rowspan="{down}">{text}</td>')
    return f"<tr>{''.join(printed)}</tr>"


WEB_PAGE = "\n".join(
    (
        '<html><meta charset="utf-8"><body><p>二、绩效自评结果</p><table>',
        table_row("部门预算项目支出绩效自评表<br>（2024 年度）*9"),
        table_row("项目名称*2", "苗圃更新*7"),
        table_row("主管部门*2", "某市林业局*2", "实施单位*2", "某市苗圃*3"),
        table_row("项目资金<br>（元）*1*3", "", "年初预算数*2", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        table_row("年度资金总额", "250,000.00*2", "250,000.00", "200,000.00", "10", "80.00%", "8"),
        table_row("其中：当年财政拨款", "250,000.00*2", "250,000.00", "200,000.00", "—", "80.00%", "—"),
        table_row("年度总体目标*1*2", "预期目标*4", "实际完成情况*4"),
        table_row("培育乡土树苗。*4", "树苗出圃。*4"),
        table_row(
            "绩<br>效<br>指<br>标*1*4",
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            "年度指标值",
            "实际完成值",
            "得分",
            "未完成原因分析",
        ),
        table_row("产出指标*1*2", "数量指标*1*2", "育苗数量", "50", "≥5万株", "6万株", "50", ""),
        table_row("补植次数", "30", "2次", "1次", "15", "秋季未补植"),
        table_row("满意度指标", "服务对象满意度指标", "职工满意度", "10", "90%", "95%", "10", ""),
        table_row("总分*4", "100", "", "", "83", ""),
        "</table><p>三、其他</p></body></html>",
    )
)


def test_a_form_on_a_web_page_with_columns_in_another_order_is_read(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(WEB_PAGE, encoding="utf-8")
    document = read_file(page, Settings())
    [form] = read_forms(document, find_forms(document), Ledger()).forms
    assert (form.project_name, form.implementing_unit, form.total_score) == ("苗圃更新", "某市苗圃", 83)
    assert (form.expected_goal, form.actual_goal) == ("培育乡土树苗。", "树苗出圃。")
    assert [(f.source, f.annual_budget, f.executed, f.score) for f in form.funding] == [
        ("total", 250_000, 200_000, 8),
        ("fiscal", 250_000, 200_000, None),
    ]
    assert rows_of(form) == [
        "产出指标|数量指标|育苗数量||>=|≥5万株|6万株|万株|50|50",
        "产出指标|数量指标|补植次数|||2次|1次|次|30|15",
        "满意度指标|服务对象满意度指标|职工满意度|||90%|95%|%|10|10",
    ]
    assert form.indicators[1].deviation == "秋季未补植"


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), lost=st.sampled_from([0, 1]))
def test_any_form_in_cells_is_read_back_whole(seed: int, lost: int) -> None:
    meant = random_form(seed)
    [form], told, _ = read_text_forms(as_table(meant, lost_columns=lost))
    assert form.project_name == meant.name
    assert [
        (i.level1, i.level2, i.level3, i.target_raw, i.actual_raw, str(i.weight), str(i.score), i.deviation)
        for i in form.indicators
    ] == [
        (r.level1, r.level2, r.name, r.target.replace(" ", ""), r.actual.replace(" ", ""), r.weight, r.score, r.reason)
        for r in meant.rows
    ]
    assert form.total_score == meant.score
    assert told.notes == ()


def test_money_that_names_its_columns_beside_each_amount_is_read_by_source() -> None:
    text = """
    项目支出绩效自评表
    （2024年度）
    项目名称⇥渠道清淤⇥⇥
    主管部门⇥某县水务局⇥实施单位⇥某县灌区管理站
    预算执行情况（万元）⇥预算数：⇥86.50⇥执行数：⇥85.20
    ⇥其中-财政拨款：⇥80.00⇥其中-财政拨款：⇥79.00
    ⇥其它资金：⇥6.50⇥其它资金：⇥6.20
    年度总体目标完成情况⇥预期目标⇥⇥实际完成目标⇥
    ⇥清淤渠道12公里。⇥⇥清淤渠道12.5公里。⇥
    一级指标⇥二级指标⇥三级指标⇥预期指标值⇥实际完成指标值
    项目完成指标⇥数量指标⇥清淤长度⇥12公里⇥12.5公里
    """
    [form], _, _ = read_text_forms(dedent(text).replace("⇥", "\t"))
    assert [(line.source, line.initial_budget, line.annual_budget, line.executed) for line in form.funding] == [
        ("total", None, 865_000, 852_000),
        ("fiscal", None, 800_000, 790_000),
        ("other", None, 65_000, 62_000),
    ]


def test_the_form_of_a_whole_department_is_named_as_its_title_prints_it() -> None:
    for printed in ("部门整体支出", "部门（单位）整体支出", "整体支出"):
        text = (
            HEAD.format(name="")
            .replace("项目支出绩效自评表（2024年度）", f"{printed}绩效自评表")
            .replace("项目名称", "部门名称")
        )
        [form], _, _ = read_text_forms((text + COLUMNS + PLAIN).replace("⇥", "\t"))
        assert (form.kind, form.project_name) == ("overall", printed)


def test_the_form_of_earmarked_money_names_its_project_and_the_department_of_its_level() -> None:
    for level in ("省级", "市级", "县级"):
        head = HEAD.replace("项目名称", "专项（项目）名称").replace("主管部门", f"{level}主管部门")
        [form], _, _ = read_text_forms((head.format(name="苗圃更新") + COLUMNS + PLAIN).replace("⇥", "\t"))
        assert (form.project_name, form.department, form.implementing_unit) == ("苗圃更新", "某市林业局", "某市苗圃")


def test_words_on_the_whole_behind_the_total_are_no_indicator() -> None:
    total = "总分⇥⇥⇥⇥⇥⇥⇥⇥⇥100⇥96.8⇥自评结论：优\n注：定性指标分三档。\n"
    form, _ = read(PLAIN.partition("总分")[0] + total)
    assert (form.total_weight, form.total_score) == (100, Decimal("96.8"))
    assert not any("总分" in indicator.level3 for indicator in form.indicators)
