"""Rows whose cells hold line breaks: put together where the widths leave one way, each number still at its printed line."""

from __future__ import annotations

from textwrap import dedent

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.ledger import Ledger
from etl.parse.performance import find_forms, read_forms
from etl.parse.reader import read_document
from etl.parse.torn_rows import with_whole_rows

_EXPENDITURE = """
    某市灌区管理站2023年度部门决算
    支出决算表
    ⇥⇥⇥⇥公开03表
    部门：某市灌区管理站⇥⇥⇥⇥金额单位：万元
    项目⇥⇥本年支
    出合计⇥基本
    支出⇥项目
    支出
    功能分类
    科目编码⇥科目名称⇥⇥⇥
    ⇥栏次⇥1⇥2⇥3
    ⇥合计⇥30.00⇥12.00⇥18.00
    208⇥社会保障和就业支出⇥12.00⇥12.00⇥
    20805⇥行政事业单位养老支出⇥12.00⇥12.00⇥
    2080505⇥机关事业单位基本养老
    保险缴费支出⇥12.00⇥12.00⇥
    213⇥农林水支出⇥18.00⇥⇥18.00
    21303⇥水利⇥18.00⇥⇥18.00
    2130306⇥水利工程运行
    与维护⇥18.00⇥⇥18.00
"""
_FORM = """
    项目支出绩效自评表
    （2023年度）
    项目名称⇥渠道
    维护⇥⇥⇥⇥⇥⇥
    主管部门⇥某市水务局⇥⇥⇥实施单位⇥某市灌区管理站⇥⇥
    项目资金
    （万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
    ⇥年度资金总额⇥10.00⇥10.00⇥10.00⇥10⇥100%⇥10
    年度总体
    目标⇥预期目标⇥⇥⇥实际完成情况⇥⇥⇥
    ⇥1.维护渠道；
    2.更换闸门。⇥⇥⇥1.已维护；
    2.已更换。⇥⇥⇥
    绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析
    及改进措施
    ⇥产出指标
    （50分）⇥数量指标⇥维护渠道长度⇥≥8公里⇥7公里⇥50⇥45⇥雨季较长，
    明年提前施工
    ⇥效益指标
    （40分）⇥社会效益
    指标⇥受益农户⇥≥90户⇥95户⇥40⇥40⇥
    总分⇥⇥⇥⇥⇥⇥100⇥95⇥
"""


def document(text: str) -> Document:
    """A text report; ``⇥`` stands for a tab."""
    return Document("sample", "0" * 64, "text", split_lines(dedent(text).strip("\n").replace("⇥", "\t")))


def cells(text: str) -> list[str]:
    """The rows that were put together, with bars between their cells."""
    return ["|".join(line.cells) for line in with_whole_rows(document(text)).document.lines if line.pieces]


def test_numbers_of_a_torn_row_are_read_each_at_its_own_line():
    report = read_document(document(_EXPENDITURE))
    found = {(o.functional_code, o.item.value): (o.value, o.line) for o in report.observations}
    assert found["2080505", "total_expenditure"] == (120000, 16)
    assert found["2080505", "basic_expenditure"] == (120000, 16)
    assert found["2130306", "project_expenditure"] == (180000, 20)
    assert found["213", "project_expenditure"] == (180000, 17)
    names = {o.functional_name for o in report.observations}
    assert {"机关事业单位基本养老保险缴费支出", "水利工程运行与维护"} <= names
    assert not report.unread
    assert report.coverage.unread_quantities == 0


def test_a_torn_header_is_one_row():
    assert cells(_EXPENDITURE)[:2] == ["项目||本年支 出合计|基本 支出|项目 支出", "功能分类 科目编码|科目名称|||"]


def test_a_form_keeps_levels_reasons_and_goals_whose_cells_hold_line_breaks():
    source = with_whole_rows(document(_FORM)).document
    [form] = read_forms(source, find_forms(source), Ledger()).forms
    assert form.project_name == "渠道维护"
    assert [(i.level1, i.level2, i.level3, i.deviation, i.line) for i in form.indicators] == [
        ("产出指标", "数量指标", "维护渠道长度", "雨季较长，明年提前施工", 16),
        ("效益指标", "社会效益指标", "受益农户", "", 19),
    ]
    assert (form.expected_goal, form.actual_goal) == ("1.维护渠道；2.更换闸门。", "1.已维护；2.已更换。")


def test_rows_that_are_whole_stay_as_they_are_whatever_their_widths():
    ragged = """
        收入⇥支出
        项目⇥金额⇥项目⇥金额
        财政拨款⇥1.00⇥基本支出⇥1.00
        其他收入⇥2.00⇥项目支出⇥2.00
        合计⇥3.00
        合计⇥3.00⇥合计⇥3.00
    """
    source = document(ragged)
    assert with_whole_rows(source).document is source


def test_pieces_in_which_numbers_would_meet_are_left_apart():
    lost_cells = """
        编码⇥名称⇥合计⇥基本
        201⇥一般公共服务支出⇥1.00⇥1.00
        205⇥2.00
        208⇥社会保障⇥3.00
        210⇥卫生健康支出⇥4.00⇥4.00
    """
    assert cells(lost_cells) == []


def test_what_stands_above_a_table_is_no_piece_of_a_row():
    above = """
        ⇥⇥公开06表
        部门：某局⇥⇥单位：万元
        编码⇥名称⇥决算数⇥编码⇥名称
        301⇥工资⇥1.00⇥302⇥商品
        303⇥补助⇥2.00⇥310⇥资本
    """
    assert cells(above) == []


def test_a_line_between_rows_stays_alone_where_it_may_belong_to_either():
    open_end = _EXPENDITURE.replace("项目\n    支出\n    功能分类\n    科目编码", "项目\n    支出\n    分类\n    编号")
    assert cells(open_end)[0] == "项目||本年支 出合计|基本 支出|项目"


def test_claims_on_a_row_are_claims_on_its_printed_lines():
    source = with_whole_rows(document(_EXPENDITURE))
    [row] = [line for line in source.document.lines if line.number == 15]
    ledger = Ledger(source.pieces())
    at = row.text.index("12.00")
    ledger.claim(None, 15, at, at + 5)
    assert (row.number_at(0), row.number_at(at)) == (15, 16)
    assert ledger.kind_at(None, 16, 7, 12) == "read"
    assert ledger.kind_at(None, 15, 0, 99) is None


def test_ranges_of_lines_are_found_again_among_those_printed():
    source = document(_EXPENDITURE)
    whole = with_whole_rows(source)
    for index, line in enumerate(whole.document.lines):
        assert source.lines[whole.places[index]].number == line.number
    assert whole.printed(0, len(whole.document.lines)) == (0, len(source.lines))


def test_a_remark_in_brackets_begins_no_row() -> None:
    text = """
        项目名称⇥树木养护⇥⇥⇥自评总分⇥96
        主管部门⇥某市公园管理局⇥⇥⇥实施单位⇥某市苗圃
        项目资金⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥执行率
        （%）⇥执行率权重⇥执行率得分
        ⇥年度总金额⇥10.00⇥20.00⇥18.00⇥90⇥10⇥9
        ⇥财政拨款⇥10.00⇥20.00⇥18.00⇥⇥⇥
        年度绩效目标⇥年初绩效目标⇥⇥绩效目标⇥⇥完成情况
        ⇥养护树木。⇥⇥同年初。⇥⇥已养护。
        绩效指标⇥⇥⇥计量单位⇥指标值⇥权重⇥完成值⇥得分
        产出指标⇥数量指标⇥养护树木⇥棵⇥100⇥50⇥110⇥50
    """
    assert cells(text) == [
        "项目资金|||年初预算数|全年预算数|全年执行数|执行率 （%）|执行率权重|执行率得分".replace("|||", "||")
    ]
