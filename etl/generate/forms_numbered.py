"""Forms as lines of text: no columns, labels cut as narrow cells cut them, ``指标 1：`` before each name."""

from __future__ import annotations

from etl.generate.blocks import Block, Lines, Mark, Pieces
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import (
    SIGNS,
    TITLES,
    funding_truth,
    indicator_truth,
    money_cells,
    points,
    signed,
    source_label,
)
from etl.generate.indicators import Form, Indicator
from etl.generate.pen import Pen


def numbered(pen: Pen, form: Form, style: FormStyle, adcode: str, told: bool) -> list[Block]:
    """The form as lines; a template's empty lines are left in."""
    lines: list[Pieces] = [*_head(form, style), ("年初预算数 全年预算数 全年执行数 分值 执行率 得分",)]
    lines += _money(form, style, adcode, told)
    lines += [("年度",), ("总体",), ("目标",), ("预期目标 实际完成情况",)]
    lines += [(line,) for text in (form.expected, form.achieved) for line in cut(text, 28)]
    lines += [("一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分",), ("偏差原因分析",), ("及改进措施",)]
    level1 = level2 = ""
    number = 0
    for indicator in form.indicators:
        if indicator.level1 != level1:
            level1, level2 = indicator.level1, ""
            whole = sum(i.weight or 0 for i in form.indicators if i.level1 == level1)
            lines += [*((piece,) for piece in cut(level1, 3)), ("（", Mark(points(whole), role="level_total")), ("分）",)]
        if indicator.level2 != level2:
            level2, number = indicator.level2, 0
            lines += [(piece,) for piece in cut(level2, 3)]
        number += 1
        lines += _indicator(form, indicator, number)
        if indicator.comparator == "" and pen.style.pick("template lines", (True, False)):
            lines += [(f"指标 {number + 1}：",), ("……",)]
    end = (Mark("100", role="total_weight"), " ", Mark(points(form.total), role="total_score"))
    lines.append(("总 分 ", *end))
    return [Lines(tuple(lines))]


def _head(form: Form, style: FormStyle) -> list[Pieces]:
    if form.kind == "overall":
        return [
            (TITLES["overall"],),
            (f"（{form.year} 年度） 单位：{style.unit}",),
            (f"部门（单位）名称 {form.department}",),
            ("部门资金",),
            (f"（{style.unit}）",),
        ]
    return [
        (f"{TITLES['project']}（项目 {form.number}）",),
        (f"（{form.year} 年度） 单位：{style.unit}",),
        (f"项目名称 {form.name}",),
        (f"主管部门 {form.department} 实施单位 {form.unit}",),
        ("项目资金",),
        (f"（{style.unit}）",),
    ]


def _money(form: Form, style: FormStyle, adcode: str, told: bool) -> list[Pieces]:
    """The money lines; a source with no money prints its name and dashes."""
    lines: list[Pieces] = []
    for source, amounts in form.money.items():
        label = source_label(source, adcode, form.kind).replace("财政拨款", "当年财政拨款") + (
            "：" if source == "total" else ""
        )
        initial, annual, executed = money_cells(amounts, style)
        if source == "total":
            rate, score = points(form.rate), points(form.funding_score)
            truth = funding_truth(form, source, told, {"weight": "10", "execution_rate": rate, "score": score})
            after = (" ", Mark("10", role="weight"), " ", Mark(rate, role="execution_rate"), "% ", Mark(score, role="score"))
            lines.append((f"{label} ", Mark(initial, truth), *_spent(annual, executed), *after))
        elif any(amounts):
            truth = funding_truth(form, source, told, {})
            lines.append((f"{label} ", Mark(initial, truth), *_spent(annual, executed), " — —"))
        else:
            lines.append((Mark(label, funding_truth(form, source, told, {}, blank=True)), " — —"))
    return lines


def _spent(annual: str, executed: str) -> Pieces:
    return (" ", Mark(annual, role="annual_budget"), " ", Mark(executed, role="executed"))


def cut(text: str, width: int) -> list[str]:
    """A text in lines of so many characters."""
    return [text[at : at + width] for at in range(0, len(text), width)]


def _indicator(form: Form, indicator: Indicator, number: int) -> list[Pieces]:
    """``指标 1：name target actual weight score reason``, a long name in a line above its end."""
    sign = indicator.comparator != ">=" or number % 2 == 1
    target, actual, cells = signed(indicator, SIGNS if sign else {**SIGNS, ">=": ""})
    truth = indicator_truth(form, indicator, {**cells, "comparator": indicator.comparator if sign else ""})
    head, *rest = cut(indicator.name, 16)
    values = {"target_raw": target, "actual_raw": actual, "weight": points(indicator.weight)}
    values |= {"score": points(indicator.score), "deviation": indicator.deviation}
    lines: list[Pieces] = [(f"指标 {number}：", Mark(head, truth)), *((piece,) for piece in rest)]
    marks = (Mark(value, role=role) for role, value in values.items() if value)
    lines[-1] = (*lines[-1], *(piece for mark in marks for piece in (" ", mark)))
    return lines
