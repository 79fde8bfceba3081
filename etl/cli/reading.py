"""`juesuan run`, `parse`, `load`, `build`: from files to marts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from etl import marts
from etl.cli import console
from etl.cli.database import ready
from etl.cli.findings import checks_of_run
from etl.ingest import QUARANTINED_ZH, Ingested, ingest
from etl.pipeline import REPORT_SUFFIX, facts_only, find_files
from etl.settings import Settings
from etl.workers import Outcome, read_all

Paths = Annotated[list[Path], typer.Argument(help="报告文件或文件夹（文本，或 .report.json）", show_default=False)]


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console.err,
        transient=True,
    )


def ingest_and_report(paths: list[Path], settings: Settings, url: str, command: str) -> int:
    """Read and load files with a progress bar, print what became of each and the balance; returns the exit status."""
    files = find_files(paths)
    with _progress() as progress:
        task = progress.add_task("读取并载入", total=len(files))

        listed = set(files)

        def advance(outcome: Outcome) -> None:
            if outcome.path not in listed:  # one of several in an archive, which is listed as one
                progress.update(task, total=(progress.tasks[0].total or 0) + 1)
            progress.advance(task)
            if outcome.error is not None:
                progress.console.print(f"[red]隔离[/red] {outcome.path.name}：{outcome.error}", soft_wrap=True)

        result = ingest(files, settings, url, command=command, progress=advance)
    _summary(result)
    checks = checks_of_run(url, result.summary.run_id)
    if checks:
        console.out.print(checks, soft_wrap=True)
    return console.QUARANTINED if result.summary.quarantined else console.OK


def _summary(result: Ingested) -> None:
    table = console.table("载入结果", "报告", "单位", "年度", "结果", "数字", "未读占比", right=(2, 4, 5))
    for file in result.files:
        refused = file.outcome == QUARANTINED_ZH
        unread = "—" if file.unread_share is None else f"{file.unread_share:.2%}"
        year, numbers = str(file.fiscal_year or ""), str(file.observations or "")
        outcome = f"{file.outcome}（与 {'、'.join(file.joined_with)}）" if file.joined_with else file.outcome
        table.add_row(file.document, file.unit, year, outcome, numbers, unread, style="red" if refused else "")
    console.out.print(table)
    run = result.summary
    console.out.print(
        f"找到 {run.found} = 载入 {run.loaded} + 未变 {run.unchanged} + 隔离 {run.quarantined}，用时 {run.seconds:.1f} 秒"
    )


def build_marts(url: str) -> None:
    """Build the marts and say how it went; exits with 1 where dbt failed."""
    with console.err.status("生成集市 …"):
        built = marts.build(url)
    (console.out if built.ok else console.err).print(built.summary(), soft_wrap=True)
    if not built.ok:
        raise typer.Exit(console.FAILED)


def run(paths: Paths) -> None:
    """读取、载入并建立集市：夜间任务与日常使用只需这一条。

    同一文件再次载入不产生变化；变动的文件成为新版本；读不了的文件进入隔离区并说明原因，其余照常载入。

    例：juesuan run ~/决算报告
    """
    settings = Settings()
    url = ready(settings)
    status = ingest_and_report(paths, settings, url, "run")
    build_marts(url)
    raise typer.Exit(status)


def load(paths: Paths) -> None:
    """只读取和载入，不建立集市；也载入 parse 写出的 .report.json。

    例：juesuan load 2023/ 2024/单位甲.report.json
    """
    settings = Settings()
    raise typer.Exit(ingest_and_report(paths, settings, ready(settings), "load"))


def build() -> None:
    """用 dbt 建立并检验集市（在本进程内运行）。

    例：juesuan build
    """
    settings = Settings()
    build_marts(ready(settings))


def parse(
    paths: Paths,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件夹；省略时单个报告打印到屏幕")] = None,
    facts: Annotated[bool, typer.Option("--facts-only", help="只留数字、编码、名称与位置，不留文字叙述")] = False,
) -> None:
    """只读取，不用数据库：把报告写成 Report JSON（模式见 schemas/report-1.schema.json）。

    例：juesuan parse 报告.txt | jq .unit.name
    例：juesuan parse 文件夹 --output parsed
    """
    settings = Settings()
    files = find_files(paths)
    if output is None and len(files) != 1:
        raise typer.BadParameter("多于一个报告时请给出 --output", param_hint="--output")
    failed = 0
    for outcome in read_all(files, settings):
        if outcome.report is None:
            failed += 1
            console.err.print(f"[red]不能读取[/red] {outcome.path.name}：{outcome.error}", soft_wrap=True)
            continue
        report = facts_only(outcome.report) if facts else outcome.report
        text = report.model_dump_json(indent=None if facts else 1, exclude_defaults=facts)
        if output is None:
            typer.echo(text)
        else:
            output.mkdir(parents=True, exist_ok=True)
            target = output / f"{report.source.name.replace('/', '_')}{REPORT_SUFFIX}"
            target.write_text(text + "\n", encoding="utf-8")
            console.out.print(f"写入 {target}", soft_wrap=True)
    raise typer.Exit(console.QUARANTINED if failed else console.OK)
