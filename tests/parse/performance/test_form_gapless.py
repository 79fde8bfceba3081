"""A form whose rows have tabs between their cells but have lost the empty ones is read cell by cell all the same."""

from __future__ import annotations

from textwrap import dedent

from form_shapes import read_text_forms

FORM = dedent("""
    项目支出绩效自评表
    （2023年度）
    项目名称⇥村级泵站改造
    主管部门⇥某县水务局⇥实施单位⇥某县泵站管理所
    项目资金 （万元）⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
    年度资金总额⇥65⇥86.5⇥86.5⇥10⇥100%⇥10
    其中：当年财政拨款⇥65⇥86.5⇥86.5⇥—⇥100%⇥—
    上年结转资金
    年度总体 目标⇥预期目标⇥实际完成情况
    改造泵站，保障灌溉。⇥改造泵站 6 座，灌溉得到保障。
    绩效 指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥计量单位⇥实际完成值⇥分值⇥得分⇥未完成原因分析
    产出指标⇥数量指标⇥改造泵站 座数⇥≥⇥6⇥座⇥6⇥30⇥30
    受益村组⇥≥⇥45⇥个⇥48⇥20⇥20
    效益指标⇥社会效益指标⇥灌溉保障能力⇥定性⇥有效提升⇥有效提升⇥30⇥27⇥一座泵站年底投运
    满意度指标⇥服务对象满意度 指标⇥村民满意度⇥≥⇥90⇥%⇥95.2⇥10⇥10
    总分⇥100⇥97
""").replace("⇥", "\t")


def test_cells_between_tabs_keep_their_meaning_without_their_columns() -> None:
    [form], _, _ = read_text_forms(FORM)
    assert (form.project_name, form.department, form.total_weight, form.total_score) == ("村级泵站改造", "某县水务局", 100, 97)
    assert [(line.source, line.annual_budget) for line in form.funding] == [("total", 865000), ("fiscal", 865000)]
    assert [(i.level2, i.level3, i.comparator, i.nature, i.target_raw, i.actual_raw, i.score) for i in form.indicators] == [
        ("数量指标", "改造泵站 座数", ">=", "", "6", "6", 30),
        ("数量指标", "受益村组", ">=", "", "45", "48", 20),
        ("社会效益指标", "灌溉保障能力", "", "定性", "有效提升", "有效提升", 27),
        ("服务对象满意度指标", "村民满意度", ">=", "", "90", "95.2", 10),
    ]
