"""`juesuan generate` and `juesuan demo`: reports to try it on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from etl import generate as generator
from etl.cli import console, look, reading
from etl.cli.database import ready
from etl.settings import PROJECT_ROOT, Settings


class Layout(StrEnum):
    """The layouts that texts are written in."""

    A = "A"
    B = "B"


class FileFormat(StrEnum):
    """The formats that samples are written in."""

    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    ALL = "all"


def generate(
    output: Annotated[Path, typer.Argument(help="写入报告的文件夹")],
    seed: Annotated[int, typer.Option(help="种子；同一种子得到逐字节相同的报告")] = 1,
    units: Annotated[int, typer.Option(min=1, max=500, help="虚构单位的个数")] = 3,
    years: Annotated[str, typer.Option(help="年度，如 2021-2023 或 2023")] = "2021-2023",
    layout: Annotated[Layout | None, typer.Option(help="文本的版式；不指定则混用")] = None,
    gold: Annotated[Path | None, typer.Option(help="同时写入标准答案（gold 格式）的文件夹")] = None,
    formats: Annotated[
        list[FileFormat] | None,
        typer.Option("--format", help="文件格式，可重复；all 为全部。多种格式各写入一个子文件夹 [默认：text]"),
    ] = None,
) -> None:
    """生成样例报告：真实地区的虚构单位，附标准答案；同一份报告可写成文本、PDF、Word、Excel、网页。

    例：juesuan generate /tmp/samples --seed 7 --units 4 --years 2022-2023 --gold /tmp/gold --format pdf --format docx
    """
    first, _, last = years.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)):
        raise typer.BadParameter("应为 2021-2023 或 2023", param_hint="--years")
    chosen: Literal["A", "B"] | None = None if layout is None else ("A" if layout is Layout.A else "B")
    written = generator.generate(
        seed,
        years=range(int(first), int(last or first) + 1),
        units=units,
        layout=chosen,
        output=output,
        gold=gold,
        formats=_formats(formats or [FileFormat.TEXT]),
    )
    console.out.print(f"写入 {len(written)} 份报告：{output}")


def _formats(wished: list[FileFormat]) -> list[generator.Format]:
    """The formats to write, each once, in the order of the list of all."""
    return [kind for kind in generator.FORMATS if FileFormat.ALL in wished or FileFormat(kind) in wished]


def demo() -> None:
    """演示：启动内置数据库，载入 samples/，建立集市，并列出比较表。

    例：juesuan demo
    """
    settings = Settings()
    url = ready(settings)
    folders = [folder for name in ("reports", "parsed") if (folder := PROJECT_ROOT / "samples" / name).is_dir()]
    status = reading.ingest_and_report(folders, settings, url, "demo")
    reading.build_marts(url)
    look.comparison(url)
    console.out.print(
        "\n接着可以：\n"
        "  .venv/bin/juesuan status                      各报告的读取情况\n"
        "  .venv/bin/juesuan show 乌海 2023              某单位某年度的决算\n"
        "  .venv/bin/juesuan run 文件夹                  载入自己的报告\n"
        "  .venv/bin/juesuan db psql                     用 SQL 查询 marts 中的集市\n"
        "  .venv/bin/juesuan db stop                     停止内置数据库"
    )
    raise typer.Exit(status)
