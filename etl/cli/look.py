"""`juesuan status`, `show`, `export`: what the warehouse holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final

import psycopg
import typer
from psycopg.rows import dict_row

from etl.cli import console
from etl.cli.console import pct, wan
from etl.cli.database import ready
from etl.cli.forms import show_forms
from etl.database import connect
from etl.export import WHAT, What
from etl.export import export as write_export
from etl.settings import Settings

Row = dict[str, Any]

_STATUS: Final = """
    select
        report.fiscal_year, unit.name as unit_name, report.version, document.name,
        coverage.tokens, coverage.quantities, coverage.unread_quantities,
        (select count(*) from audit.report_note as note where note.report_key = report.report_key) as note_count,
        (select count(*) from audit.statement_seen as seen where seen.report_key = report.report_key) as statement_count
    from warehouse.dim_report as report
    inner join warehouse.dim_unit as unit on report.unit_key = unit.unit_key
    inner join audit.document as document on report.report_key = document.report_key
    left join audit.coverage as coverage on report.report_key = coverage.report_key
    where report.is_current
    order by report.fiscal_year, unit.name, report.scope, document.name
"""
_QUARANTINE: Final = """
    select path, code, reason, remedy from audit.quarantine where resolved_run_id is null order by path, code
"""
_UNREAD: Final = """
    select number.page, number.line, number.raw, number.context
    from audit.unread_number as number
    inner join warehouse.dim_report as report on number.report_key = report.report_key
    inner join audit.document as document on report.report_key = document.report_key
    where report.is_current and document.name = %s
    order by number.page nulls first, number.line, number.raw, number.context
"""
_SHOW: Final = """
    select * from marts.mart_unit_year
    where unit_name like %(unit)s and (%(year)s::integer is null or fiscal_year = %(year)s)
    order by unit_name, scope, fiscal_year
"""
_SHOW_SUBJECTS: Final = """
    select functional_code, functional_name, functional_level, final_yuan, initial_budget_yuan, completion_computed_pct,
        change_computed_pct, change_stated_pct, peer_median_yuan
    from marts.mart_functional_comparison
    where unit_id = %(unit_id)s and scope = %(scope)s and fiscal_year = %(year)s and fund = 'general_public'
        and final_yuan is not null
    order by functional_code nulls last, functional_name
"""
_COMPARISON: Final = """
    select unit_name, fiscal_year, administrative_level_name, total_expenditure_yuan, project_share_pct, completion_stated_pct,
        coalesce(total_expenditure_change_computed_pct, total_expenditure_change_stated_pct) as change_pct,
        three_public_total_yuan, operating_cost_yuan, total_expenditure_peer_rank,
        total_expenditure_peer_count
    from marts.mart_unit_year
    order by department_type_name, administrative_level_name, fiscal_year, total_expenditure_yuan desc, unit_name
"""


def _rows(connection: psycopg.Connection[Any], query: str, parameters: Any = None) -> list[Row]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, parameters).fetchall()


def status(
    unread: Annotated[str | None, typer.Option(help="列出此文件（不带扩展名）未读的数字及其位置")] = None,
) -> None:
    """各报告的读取情况：报表数、数字数、未读占比，以及隔离区中的文件。

    例：juesuan status
    例：juesuan status --unread 报告名
    """
    with connect(ready(Settings())) as connection:
        if unread is not None:
            _unread_numbers(connection, unread)
            return
        rows = _rows(connection, _STATUS)
        table = console.table(
            "现行报告",
            "年度",
            "单位",
            "文件",
            "版本",
            "报表",
            "数字",
            "金额与百分比",
            "未读",
            "未读占比",
            "提示",
            right=(3, 4, 5, 6, 7, 8, 9),
        )
        for row in rows:
            quantities, left = row["quantities"] or 0, row["unread_quantities"] or 0
            share = f"{Decimal(left) / quantities:.2%}" if quantities else "—"
            table.add_row(
                *(str(row[name]) for name in ("fiscal_year", "unit_name", "name", "version", "statement_count")),
                str(row["tokens"] or ""),
                str(quantities),
                str(left),
                share,
                str(row["note_count"]),
            )
        console.out.print(table)
        _print_quarantine(_rows(connection, _QUARANTINE))


def _unread_numbers(connection: psycopg.Connection[Any], document: str) -> None:
    table = console.table(f"未读的数字：{document}", "页", "行", "数字", "前后文", right=(0, 1, 2))
    for row in _rows(connection, _UNREAD, [document]):
        table.add_row(str(row["page"] or ""), str(row["line"] or ""), row["raw"], row["context"])
    console.out.print(table)


def _print_quarantine(rows: list[Row]) -> None:
    if not rows:
        console.out.print("隔离区为空")
        return
    table = console.table("隔离区", "文件", "原因", "处理")
    for row in rows:
        table.add_row(row["path"], row["reason"], row["remedy"])
    console.out.print(table)


def show(
    unit: Annotated[str, typer.Argument(help="单位名称或其中一部分")],
    year: Annotated[int | None, typer.Argument(help="年度；省略时列出各年度")] = None,
    forms: Annotated[bool, typer.Option("--forms", help="列出绩效自评表及其得分")] = False,
    form: Annotated[str | None, typer.Option(help="印出一张绩效自评表：序号，或项目名称（或其中一部分）")] = None,
) -> None:
    """一个单位的决算：总量、结构、三公、变动与同类比较；或其绩效自评表。

    例：juesuan show 人力资源和社会保障局 2023
    例：juesuan show 人力资源和社会保障局 2023 --forms
    例：juesuan show 人力资源和社会保障局 2023 --form 1
    """
    with connect(ready(Settings())) as connection:
        if forms or form is not None:
            show_forms(connection, unit, year, form)
            return
        try:
            rows = _rows(connection, _SHOW, {"unit": f"%{unit}%", "year": year})
        except psycopg.errors.UndefinedTable:
            console.err.print("集市尚未生成；处理：先执行 juesuan build")
            raise typer.Exit(console.FAILED) from None
        if not rows:
            console.err.print(f"没有名称含“{unit}”的单位" + (f"的 {year} 年度报告" if year else ""))
            raise typer.Exit(console.FAILED)
        for row in rows:
            _show_unit_year(row)
            if len(rows) == 1:
                _show_subjects(connection, row)


_LINES: Final = (
    ("本年收入合计", "total_income"),
    ("本年支出合计", "total_expenditure"),
    ("一般公共预算财政拨款支出", "general_public_expenditure"),
    ("三公经费合计", "three_public_total"),
    ("机关运行经费", "operating_cost"),
)


def _show_unit_year(row: Row) -> None:
    title = f"{row['unit_name']} {row['fiscal_year']} 年度（{row['scope_name']}，{row['document_name']}）"
    table = console.table(
        title,
        "项目",
        "决算（万元）",
        "比上年%（自述）",
        "比上年%（按上年报告）",
        "同类中位数（万元）",
        "名次",
        right=(1, 2, 3, 4, 5),
    )
    for label, name in _LINES:
        peer = name.replace("three_public_total", "three_public")
        rank = row.get(f"{peer}_peer_rank")
        table.add_row(
            label,
            wan(row[f"{name}_yuan"]),
            pct(row[f"{name}_change_stated_pct"]),
            pct(row[f"{name}_change_computed_pct"]),
            wan(row.get(f"{peer}_peer_median_yuan")),
            f"{rank}/{row[f'{peer}_peer_count']}" if rank else "—",
        )
    for label, name in (
        ("基本支出", "basic_expenditure"),
        ("项目支出", "project_expenditure"),
        ("政府采购支出总额", "procurement_total"),
    ):
        table.add_row(label, wan(row[f"{name}_yuan"]), "", "", "", "")
    console.out.print(table)


def _show_subjects(connection: psycopg.Connection[Any], unit: Row) -> None:
    parameters = {"unit_id": unit["unit_id"], "scope": unit["scope"], "year": unit["fiscal_year"]}
    table = console.table(
        "一般公共预算财政拨款支出，按功能科目（各级不可相加）",
        "编码", "科目", "级", "决算（万元）", "年初预算（万元）", "完成%", "比上年%", "同类中位数（万元）",
        right=(3, 4, 5, 6, 7),
    )  # fmt: skip
    for row in _rows(connection, _SHOW_SUBJECTS, parameters):
        change = row["change_computed_pct"] if row["change_computed_pct"] is not None else row["change_stated_pct"]
        table.add_row(
            row["functional_code"] or "",
            row["functional_name"],
            str(row["functional_level"] or ""),
            wan(row["final_yuan"]),
            wan(row["initial_budget_yuan"]),
            pct(row["completion_computed_pct"]),
            pct(change),
            wan(row["peer_median_yuan"]),
        )
    console.out.print(table)


def comparison(url: str) -> None:
    """Print all units and years side by side."""
    table = console.table(
        "单位比较（万元）",
        "单位", "年度", "级次", "本年支出", "项目支出占%", "完成预算%", "比上年%", "三公经费", "运行经费", "同类名次",
        right=(1, 3, 4, 5, 6, 7, 8, 9),
    )  # fmt: skip
    with connect(url) as connection:
        for row in _rows(connection, _COMPARISON):
            rank, peers = row["total_expenditure_peer_rank"], row["total_expenditure_peer_count"]
            table.add_row(
                row["unit_name"],
                str(row["fiscal_year"]),
                row["administrative_level_name"] or "",
                wan(row["total_expenditure_yuan"]),
                pct(row["project_share_pct"]),
                pct(row["completion_stated_pct"]),
                pct(row["change_pct"]),
                wan(row["three_public_total_yuan"]),
                wan(row["operating_cost_yuan"]),
                f"{rank}/{peers}" if rank else "—",
            )
    console.out.print(table)


def export(
    what: Annotated[list[str] | None, typer.Argument(help="observations、projects、indicators、findings；省略时全部")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="写入文件夹")] = Path("export"),
) -> None:
    """把现行版本写成 CSV（列见 README 的数据约定）。

    例：juesuan export observations --output /tmp/export
    """
    wanted: list[What] = []
    for name in what or WHAT:
        match = next((known for known in WHAT if known == name), None)
        if match is None:
            raise typer.BadParameter(f"应为 {'、'.join(WHAT)}，而非 {name}", param_hint="WHAT")
        wanted.append(match)
    with connect(ready(Settings())) as connection:
        for known in wanted:
            console.out.print(f"写入 {write_export(connection, known, output)}", soft_wrap=True)
