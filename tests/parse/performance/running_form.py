"""The upper part of an invented form printed as running lines, and its rows as one line of text each."""

from __future__ import annotations

import re

from form_shapes import read_text_forms

from etl.report import Indicator, PerformanceForm

HEAD = """某省项目支出绩效自评表（项目 3）
（2024 年度） 单位：万元

项目名称 灌区节水改造

主管部门 某省水利厅 实施单位
某省灌溉试验

总站

项目资金

（万元）

年初预算数 全年预算数 全年执行数 分值 执行率 得分

年度资金总

额：
420 400 380 10 95% 9.5

其中：当

年财政拨款
400 — —

上年结转资金 — —

其他资金 — —

年度

总体

目标

预期目标 实际完成情况

新建智能量测水设施八十处，改造末级渠系三十公里，培训灌区管

理人员六百人次。

全年新建量测水设施八十二处，改造渠系三十公

里，培训六百一十人次。

绩

效

指

标

一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
偏差原因分析

及改进措施

"""


def read(rows: str, head: str = HEAD) -> PerformanceForm:
    [form], _, _ = read_text_forms(head + rows)
    return form


def row(i: Indicator) -> str:
    cells = (i.level1, i.level2, i.level3, i.target_raw, i.actual_raw, i.weight, i.score, i.deviation)
    return "|".join(re.sub(r"\s", "", str(cell if cell is not None else "")) for cell in cells)
