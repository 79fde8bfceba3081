"""Self-evaluation forms (项目支出绩效自评表) and the narrative's own account of the same projects.

Two shapes so far: rows with a cell for everything (`tabbed`), and rows of text under cut labels with ``指标 1：`` (`numbered`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from etl.generate.blocks import Block, FundingTruth, IndicatorTruth, Lines, Mark, Paragraph, Pieces, Table, fill
from etl.generate.indicators import Form, Indicator, forms_of, wan
from etl.generate.pen import Pen
from etl.generate.sentences import heading
from etl.generate.style import Layout

_SIGNS: Final = {">=": "≥", "<=": "≤", "=": "＝", "": ""}
_WORDS: Final = {">=": "大于等于", "<=": "小于等于", "=": "等于", "": ""}
_COLUMNS: Final = (
    *("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标方向"),
    *("年度指标值", "实际完成值", "计量单位", "分值", "得分", "偏差原因分析及改进措施"),
)
_LABELS: Final = {"total": "年度资金总额", "fiscal": "其中：财政拨款", "carryover": "上年结转资金", "other": "其他资金"}


def forms(pen: Pen) -> list[Form]:
    """The forms this report shows; some reports show none."""
    return forms_of(pen.accounts, pen.style.pick("forms", (0, 2, 3, 4)))


def points(hundredths: int) -> str:
    """Points without needless zeros: 7, 9.4, 98.84."""
    return f"{Decimal(hundredths) / 100:f}".rstrip("0").rstrip(".") if hundredths % 100 else str(hundredths // 100)


def average(found: list[Form]) -> int:
    """The mean of the total scores, in hundredths, rounded to the nearest."""
    return (2 * sum(form.total for form in found) + len(found)) // (2 * len(found))


def form_blocks(pen: Pen, found: list[Form], layout: Layout) -> list[Block]:
    """All forms; before each, where the report does so, what the narrative says of the project."""
    told = pen.style.pick("told", (True, False))
    blocks: list[Block] = []
    for form in found:
        if told:
            blocks += _told(form)
        blocks += _tabbed(form, told) if layout == "A" else _numbered(pen, form, told)
    return blocks


def _told(form: Form) -> list[Block]:
    """The narrative's account of one project. Its amounts belong to the form and are no observations."""
    _, available, spent = _amounts(form)["total"]
    text = fill(
        "{n}.{name}项目自评综述：根据年初设定的绩效目标，项目自评得分{score}分。全年预算数为{budget}万元，执行数为{spent}万元，"
        "完成预算的{rate}%。项目绩效目标完成情况：{done}",
        n=str(form.number), name=form.project.name, score=Mark(points(form.total)), budget=Mark(wan(available)),
        spent=Mark(wan(spent)), rate=Mark(points(form.rate)), done=form.achieved,
    )  # fmt: skip
    problem = "发现的主要问题及原因：部分指标的目标值设得偏低。下一步改进措施：编制预算时细化目标。"
    return [Paragraph(text), Paragraph((problem,))]


def _amounts(form: Form) -> dict[str, tuple[int, int, int]]:
    """Initial budget, annual budget and executed by source, cents rounded to what 万元 with two decimals can show.

    Money carried over is spent first.
    """
    p = form.project

    def shown(cents: int) -> int:
        return (cents + 5_000) // 10_000 * 10_000

    initial, income, opening, spent = (shown(cents) for cents in (p.initial_budget, p.income, p.opening, p.spent))
    spent = min(spent, income + opening)
    carried = min(opening, spent)
    return {
        "total": (initial + opening, income + opening, spent),
        "fiscal": (initial, income, spent - carried),
        "carryover": (opening, opening, carried),
        "other": (0, 0, 0),
    }


def _rate(spent: int, available: int) -> int:
    """Hundredths of a percent; of nothing, nothing."""
    return (2 * spent * 10_000 + available) // (2 * available) if available else 0


def _funding_truth(
    form: Form, source: str, amounts: tuple[int, int, int], told: bool, cells: Mapping[str, str]
) -> FundingTruth:
    """One row of ``projects.csv``; `cells` holds weight, rate and score as printed on this line."""
    columns = {
        "form_no": str(form.number),
        "project_name": form.project.name,
        "department": form.department,
        "implementing_unit": form.unit,
        "source": source,
        "initial_budget": "",
        "annual_budget": "",
        "executed": "",
        "weight": "",
        "execution_rate": "",
        "score": "",
        "total_score": points(form.total),
        "narrative_score": points(form.total) if told else "",
    }
    if cells.get("amounts") != "blank":
        columns |= dict(
            zip(("initial_budget", "annual_budget", "executed"), (str(cents // 100) for cents in amounts), strict=True)
        )
    columns |= {key: value for key, value in cells.items() if key != "amounts"}
    return FundingTruth(columns)


def _indicator_truth(form: Form, indicator: Indicator, cells: Mapping[str, str]) -> IndicatorTruth:
    """One row of ``indicators.csv``; `cells` holds what depends on the shape."""
    numeric = bool(indicator.comparator)
    columns = {
        "form_no": str(form.number),
        "project_name": form.project.name,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.name,
        "nature": "",
        "comparator": indicator.comparator,
        "target_raw": indicator.target,
        "target_value": indicator.target if numeric else "",
        "actual_raw": indicator.actual,
        "actual_value": indicator.actual if numeric else "",
        "measure_unit": indicator.unit,
        "weight": points(indicator.weight),
        "score": points(indicator.score),
        "deviation": indicator.deviation,
    }
    return IndicatorTruth(columns | dict(cells))


def _tabbed(form: Form, told: bool) -> list[Block]:
    """The form as a table with a cell for everything; level names stand only where they begin."""
    rows: list[Pieces] = [
        ("项目名称", "", form.project.name, *("",) * 9),
        ("主管部门", "", form.department, "", "", "", "实施单位", "", form.unit, "", "", ""),
        ("项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "", "分值", "执行率(%)", "", "得分", ""),
    ]
    for source, amounts in _amounts(form).items():
        first = source == "total"
        share = form.rate if first else _rate(amounts[2], amounts[1])
        cells = {"execution_rate": points(share)}
        if first:
            cells |= {"weight": "10", "score": points(form.funding_score)}
        mark = Mark(wan(amounts[0]), _funding_truth(form, source, amounts, told, cells))
        middle = (wan(amounts[1]), wan(amounts[2]), "", "10" if first else "—", points(share), "")
        rows.append(("", "", _LABELS[source], mark, *middle, points(form.funding_score) if first else "—", ""))
    rows += [
        ("年度总体目标", "", "预期目标", "", "", "", "", "实际完成情况", "", "", "", ""),
        ("", "", form.expected, "", "", "", "", form.achieved, "", "", "", ""),
        _COLUMNS,
    ]
    level1 = level2 = ""
    for indicator in form.indicators:
        names = ("" if indicator.level1 == level1 else indicator.level1, "" if indicator.level2 == level2 else indicator.level2)
        level1, level2 = indicator.level1, indicator.level2
        name = Mark(indicator.name, _indicator_truth(form, indicator, {"nature": indicator.nature}))
        values = (indicator.nature, _WORDS[indicator.comparator], indicator.target, indicator.actual, indicator.unit)
        rows.append(("", *names, name, *values, points(indicator.weight), points(indicator.score), indicator.deviation))
    rows.append(("总分", *("",) * 8, "100", points(form.total), ""))
    return [heading("项目支出绩效自评表"), heading(f"（{form.year}年度）"), Table((), (), tuple(rows))]


def _numbered(pen: Pen, form: Form, told: bool) -> list[Block]:
    """The form as lines of text: no columns, labels cut as narrow cells cut them, empty template lines left in."""
    lines: list[Pieces] = [
        (f"项目支出绩效自评表（项目 {form.number}）",),
        (f"（{form.year} 年度） 单位：万元",),
        (f"项目名称 {form.project.name}",),
        (f"主管部门 {form.department} 实施单位 {form.unit}",),
        ("项目资金",),
        ("（万元）",),
        ("年初预算数 全年预算数 全年执行数 分值 执行率 得分",),
    ]
    lines += _numbered_funding(form, told)
    lines += [("年度",), ("总体",), ("目标",), ("预期目标 实际完成情况",)]
    lines += [(line,) for text in (form.expected, form.achieved) for line in _cut(text, 28)]
    lines += [("一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分",), ("偏差原因分析",), ("及改进措施",)]
    level1 = level2 = ""
    number = 0
    for indicator in form.indicators:
        if indicator.level1 != level1:
            level1 = indicator.level1
            whole = sum(i.weight for i in form.indicators if i.level1 == level1)
            lines += [(piece,) for piece in (*_cut(level1, 3), f"（{points(whole)}", "分）")]
        if indicator.level2 != level2:
            level2, number = indicator.level2, 0
            lines += [(piece,) for piece in _cut(level2, 3)]
        number += 1
        lines += _indicator_lines(form, indicator, number)
        if indicator.comparator == "" and pen.style.pick("template lines", (True, False)):
            lines += [(f"指标 {number + 1}：",), ("……",)]
    lines.append((f"总 分 100 {points(form.total)}",))
    return [Lines(tuple(lines))]


def _numbered_funding(form: Form, told: bool) -> list[Pieces]:
    """The money lines; a source with no money prints its name and dashes."""
    lines: list[Pieces] = []
    for source, amounts in _amounts(form).items():
        label = _LABELS[source].replace("财政拨款", "当年财政拨款") + ("：" if source == "total" else "")
        if source == "total":
            rate, score = f"{points(form.rate)}%", points(form.funding_score)
            cells = {"weight": "10", "execution_rate": points(form.rate), "score": score}
            after = f" {wan(amounts[1])} {wan(amounts[2])} 10 {rate} {score}"
            lines.append((f"{label} ", Mark(wan(amounts[0]), _funding_truth(form, source, amounts, told, cells)), after))
        elif any(amounts):
            after = f" {wan(amounts[1])} {wan(amounts[2])} — —"
            lines.append((f"{label} ", Mark(wan(amounts[0]), _funding_truth(form, source, amounts, told, {})), after))
        else:
            lines.append((Mark(label, _funding_truth(form, source, amounts, told, {"amounts": "blank"})), " — —"))
    return lines


def _cut(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _indicator_lines(form: Form, indicator: Indicator, number: int) -> list[Pieces]:
    """``指标 1：name target actual weight score reason``, a long name in a line above its end."""
    sign = _SIGNS[indicator.comparator] if indicator.comparator != ">=" or number % 2 else ""
    target, actual = f"{sign}{indicator.target}{indicator.unit}", f"{indicator.actual}{indicator.unit}"
    truth = _indicator_truth(
        form, indicator, {"comparator": indicator.comparator if sign else "", "target_raw": target, "actual_raw": actual}
    )
    head, *rest = _cut(indicator.name, 16)
    reason = f" {indicator.deviation}" if indicator.deviation else ""
    values = f" {target} {actual} {points(indicator.weight)} {points(indicator.score)}{reason}"
    lines: list[Pieces] = [(f"指标 {number}：", Mark(head, truth)), *((piece,) for piece in rest)]
    lines[-1] = (*lines[-1], values)
    return lines
