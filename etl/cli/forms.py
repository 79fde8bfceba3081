"""`juesuan show … --forms` and `--form`: the self-evaluation forms of a report, as printed, with the line of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

import psycopg
import typer
from psycopg.rows import dict_row
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from etl.cli import console
from etl.cli.console import pct, wan
from etl.export import plain
from etl.parse.flow import canonical
from etl.parse.performance.values import read_value

Row = dict[str, Any]

_OPEN: Final = "？"  # beside a cell whose column stayed open, or that is hardly legible
_BESIDE_MONEY: Final = {"solved": "*", "ocr_doubtful": _OPEN}  # by method, beside a line of money
_SIGN: Final = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_SOURCE_ZH: Final = {
    "total": "年度资金总额",
    "fiscal": "当年财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
    "central": "中央资金",
    "province": "省级资金",
    "prefecture": "地级资金",
    "county": "县级资金",
}
_KIND_ZH: Final = {"project": "项目支出", "overall": "整体支出"}

_FORMS: Final = """
    select
        form.form_key, form.form_no, form.kind, form.project_name, form.department, form.implementing_unit,
        form.total_weight, form.total_score, form.narrative_score, form.narrative_annual_budget, form.narrative_executed,
        form.narrative_completion_pct, form.expected_goal, form.actual_goal, form.page, form.line,
        unit.name as unit_name, report.fiscal_year, coalesce(document.name, report.document) as document,
        total.annual_budget, total.executed, total.execution_rate,
        (select count(*) from warehouse.fact_indicator as indicator where indicator.form_key = form.form_key) as indicators
    from warehouse.fact_performance_form as form
    inner join warehouse.dim_report as report on form.report_key = report.report_key
    inner join warehouse.dim_unit as unit on report.unit_key = unit.unit_key
    left join audit.document as document on form.report_key = document.report_key and form.part = document.part
    left join lateral (
        select funding.annual_budget, funding.executed, funding.execution_rate
        from warehouse.fact_project_funding as funding
        where funding.form_key = form.form_key and funding.source = 'total'
        order by funding.position limit 1
    ) as total on true
    where
        report.is_current and unit.name like %(unit)s
        and (%(year)s::integer is null or report.fiscal_year = %(year)s)
    order by report.fiscal_year, unit.name, report.scope, report.report_key, form.form_no
"""
_FUNDING: Final = """
    select source, initial_budget, annual_budget, executed, weight, execution_rate, score, method, page, line
    from warehouse.fact_project_funding where form_key = %(form_key)s and fiscal_year = %(fiscal_year)s order by position
"""
_INDICATORS: Final = """
    select level1, level2, level3, nature, comparator, target_raw, actual_raw, measure_unit, weight, score, deviation,
        doubtful, page, line
    from warehouse.fact_indicator where form_key = %(form_key)s and fiscal_year = %(fiscal_year)s order by printed_position
"""


def show_forms(connection: psycopg.Connection[Any], unit: str, year: int | None, wanted: str | None) -> None:
    """Print the forms of the current reports of units whose name contains `unit`: their list, or those that `wanted` names.

    `wanted` is a number of a form, else the name of a project or a part of it. Exit status 1 where no form fits.
    """
    found = _rows(connection, _FORMS, {"unit": f"%{unit}%", "year": year})
    forms = found if wanted is None else chosen(found, wanted)
    if not forms:
        console.err.print(escape(_nothing(unit, year, wanted, found)))
        raise typer.Exit(console.FAILED)
    if wanted is None:
        _print_list(forms)
        return
    for form in forms:
        _print_form(form, _rows(connection, _FUNDING, form), _rows(connection, _INDICATORS, form))


def chosen(forms: Sequence[Row], wanted: str) -> list[Row]:
    """The forms of this number; else those of exactly this name; else those with it in their name, white space aside."""
    name = canonical(wanted)
    return (
        [form for form in forms if wanted.isdecimal() and form["form_no"] == int(wanted)]
        or [form for form in forms if canonical(form["project_name"]) == name]
        or [form for form in forms if name in canonical(form["project_name"])]
    )


def _nothing(unit: str, year: int | None, wanted: str | None, found: Sequence[Row]) -> str:
    of_year = f"的 {year} 年度报告" if year else ""
    if not found:
        return f"名称含“{unit}”的单位{of_year}没有自评表"
    return f"没有自评表“{wanted}”；共 {len(found)} 张，列出：juesuan show {unit} {year or ''} --forms".replace("  ", " ")


def _rows(connection: psycopg.Connection[Any], query: str, parameters: Any) -> list[Row]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, parameters).fetchall()


def _print_list(forms: Sequence[Row]) -> None:
    table = console.table(
        "绩效自评表（金额：万元）",
        "年度", "单位", "序号", "种类", "项目", "全年预算", "全年执行", "执行率%", "指标", "总分", "得分", "综述得分", "位置",
        right=(2, 5, 6, 7, 8, 9, 10, 11),
    )  # fmt: skip
    above: tuple[Any, ...] = ()
    for form in forms:
        head = (str(form["fiscal_year"]), form["unit_name"])
        table.add_row(
            *(("", "") if head == above else map(escape, head)),
            str(form["form_no"]),
            _KIND_ZH[form["kind"]],
            escape(form["project_name"]),
            wan(form["annual_budget"]),
            wan(form["executed"]),
            pct(form["execution_rate"]),
            str(form["indicators"]),
            points(form["total_weight"]),
            points(form["total_score"]),
            _narrative_score(form),
            place(form),
        )
        above = head
    console.out.print(table)


def points(value: Decimal | None) -> str:
    """Weight or score without zeros that say nothing; a dash where none is printed."""
    return "—" if value is None else plain(value)


def place(row: Row) -> str:
    """Page and line of a row."""
    page = f"{row['page']}页" if row["page"] is not None else ""
    return page + (f"{row['line']}行" if row["line"] is not None else "")


def _narrative_score(form: Row) -> str:
    said = form["narrative_score"]
    if said is None:
        return "—"
    disputed = form["total_score"] is not None and form["total_score"] != said
    return f"[red]{points(said)} ≠[/red]" if disputed else points(said)


def _print_form(form: Row, funding: Sequence[Row], indicators: Sequence[Row]) -> None:
    head = f"自评表 {form['form_no']}　{form['project_name']}"
    where = f"{form['unit_name']} {form['fiscal_year']} 年度，{_KIND_ZH[form['kind']]}自评，{form['document']} {place(form)}"
    console.out.print(Text(head, style="bold"))
    _lines([where, *_named(form, ("主管部门", "department"), ("实施单位", "implementing_unit"))])
    if funding:
        _print_funding(funding)
    for title, name in (("预期目标", "expected_goal"), ("实际完成情况", "actual_goal")):
        if form[name].strip():
            console.out.print(Text(title, style="bold"))
            _lines(form[name].splitlines())
    if indicators:
        _print_indicators(indicators)
    _lines(_scores(form, funding, indicators))
    console.out.print()


def _named(row: Row, *names: tuple[str, str]) -> Iterable[str]:
    return (f"{title}：{row[name]}" for title, name in names if row[name])


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        console.out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _print_funding(funding: Sequence[Row]) -> None:
    table = console.table(
        "资金（万元）", "来源", "年初预算", "全年预算", "全年执行", "分值", "执行率%", "得分", "位置", right=(1, 2, 3, 4, 5, 6)
    )
    for line in funding:
        table.add_row(
            _SOURCE_ZH.get(str(line["source"]), str(line["source"])) + _BESIDE_MONEY.get(str(line["method"]), ""),
            *(wan(line[name]) for name in ("initial_budget", "annual_budget", "executed")),
            points(line["weight"]),
            pct(line["execution_rate"]),
            points(line["score"]),
            place(line),
        )
    console.out.print(table)
    if any(line["method"] == "solved" for line in funding):
        _lines(["* 各列由账目关系推出，未照表头所读"])
    if any(line["method"] == "ocr_doubtful" for line in funding):
        _lines([f"{_OPEN} 由图片识别，把握不大，请对照原件"])


def _print_indicators(indicators: Sequence[Row]) -> None:
    table = console.table(
        "绩效指标",
        "一级",
        "二级",
        "三级",
        "性质",
        "指标值",
        "完成值",
        "分值",
        "得分",
        "偏差原因及改进措施",
        "位置",
        right=(6, 7),
    )
    above = ("", "")
    for row in indicators:
        level1, level2 = row["level1"], row["level2"]
        lost = row["weight"] is not None and row["score"] is not None and row["score"] != row["weight"]
        table.add_row(
            _cell(row, "level1", "" if level1 == above[0] else level1),
            _cell(row, "level2", "" if (level1, level2) == above else level2),
            _cell(row, "name", row["level3"]),
            escape(row["nature"]),
            _cell(row, "target", measure(row["target_raw"], row["measure_unit"], row["comparator"])),
            _cell(row, "actual", measure(row["actual_raw"], row["measure_unit"])),
            _cell(row, "weight", points(row["weight"])),
            _cell(row, "score", points(row["score"]), style="yellow" if lost else ""),
            _cell(row, "deviation", row["deviation"]),
            place(row),
        )
        above = (level1, level2)
    console.out.print(table)
    if any(row["doubtful"] for row in indicators):
        _lines([f"{_OPEN} 原文未能确定所属的列，或由图片识别而把握不大"])


def _cell(row: Row, name: str, text: str, style: str = "") -> Text:
    return Text(text + (_OPEN if name in row["doubtful"] else ""), style=style)


def measure(raw: str, unit: str, comparator: str = "") -> str:
    """A target or actual value as printed; comparator and unit, where they stand in columns of their own, put beside it.

    >>> measure("95", "%", ">="), measure("≥95%", "%", ">="), measure("80%以上", "%", ">="), measure("有效提升", "", "=")
    ('≥95%', '≥95%', '80%以上', '有效提升')
    """
    text, value = raw.strip(), read_value(raw)
    if value.number is None:
        return text
    sign = "" if value.comparator else _SIGN.get(comparator, comparator)
    return f"{sign}{text}{'' if value.unit else unit}"


def _scores(form: Row, funding: Sequence[Row], indicators: Sequence[Row]) -> Iterable[str]:
    total = f"总分 {points(form['total_weight'])}　得分 {points(form['total_score'])}"
    given = [row["score"] for row in (*(line for line in funding if line["source"] == "total"), *indicators)]
    summed = sum((score for score in given if score is not None), Decimal(0))
    if summed and form["total_score"] is not None and summed != form["total_score"]:
        total += f"（各项得分合计 {points(summed)}）"
    yield total
    said = [
        f"{title} {text}"
        for title, text in (
            ("自评得分", points(form["narrative_score"])),
            ("全年预算", _wan_yuan(form["narrative_annual_budget"])),
            ("执行", _wan_yuan(form["narrative_executed"])),
            ("完成预算", "—" if form["narrative_completion_pct"] is None else f"{points(form['narrative_completion_pct'])}%"),
        )
        if text != "—"
    ]
    if said:
        same = form["narrative_score"] is None or form["narrative_score"] == form["total_score"]
        yield f"文字部分所述：{'，'.join(said)}" + ("" if same else "；得分与自评表不同")


def _wan_yuan(yuan: Decimal | None) -> str:
    return "—" if yuan is None else f"{wan(yuan)} 万元"
