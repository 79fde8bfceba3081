"""The command line `juesuan`: read, load and compare final accounts.

Exit statuses: 0 well; 1 the work failed (database, marts); 2 wrong use; 3 something went to quarantine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from etl.cli import console, database, findings, look, reading, samples
from etl.errors import DatabaseUnavailable, JuesuanError

app = typer.Typer(
    name="juesuan",
    help="决算仓：把部门决算公开报告读入 PostgreSQL，逐数核对，并按单位、年度比较。",
    epilog="退出状态：0 正常；1 失败；2 用法错误；3 有文件进入隔离区。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command("run")(reading.run)
app.command("parse")(reading.parse)
app.command("load")(reading.load)
app.command("build")(reading.build)
app.command("status")(look.status)
app.command("show")(look.show)
app.command("findings")(findings.findings)
app.command("export")(look.export)
app.command("generate")(samples.generate)
app.command("demo")(samples.demo)
app.add_typer(database.app, name="db")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn the program's own refusals into one line and a true exit status."""
    try:
        yield
    except DatabaseUnavailable as error:
        console.err.print(f"[red]数据库[/red] {error}")
        raise SystemExit(console.FAILED) from None
    except JuesuanError as error:
        console.err.print(f"[red]错误[/red] {error}")
        raise SystemExit(console.FAILED) from None
    except FileNotFoundError as error:
        console.err.print(f"[red]错误[/red] 找不到：{error.filename or error}")
        raise SystemExit(console.WRONG_USE) from None
    except BrokenPipeError:  # the reader of our output has gone
        os._exit(console.OK)


def main() -> None:
    """Entry point of the console script."""
    with _plain_errors():
        app()
