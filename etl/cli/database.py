"""`juesuan db …`: the embedded server, or the one that JUESUAN_DATABASE_URL names."""

from __future__ import annotations

import subprocess

import typer

from etl import server
from etl.cli import console
from etl.database import connect, database_url, migrate
from etl.load import load_reference
from etl.settings import Settings

app = typer.Typer(help="数据库：内置服务器的启停、地址与 psql。", no_args_is_help=True)


def ready(settings: Settings) -> str:
    """The URL of a database at the current schema revision with the reference lists in it; starts and migrates as needed."""
    url = database_url(settings)
    migrate(url)
    with connect(url) as connection:
        load_reference(connection)
        connection.commit()
    return url


@app.command()
def start() -> None:
    """启动内置服务器，迁移到当前结构，并载入科目、地区等对照表。

    例：juesuan db start
    """
    console.out.print(ready(Settings()), soft_wrap=True)


@app.command()
def stop() -> None:
    """停止内置服务器。外部服务器（JUESUAN_DATABASE_URL）不受影响。

    例：juesuan db stop
    """
    settings = Settings()
    if settings.database_url is not None:
        console.err.print("使用的是外部服务器，不由本程序停止")
        raise typer.Exit(console.WRONG_USE)
    console.out.print("已停止" if server.stop(settings.home) else "未在运行")


@app.command()
def url() -> None:
    """打印数据库地址（供 SQL 客户端、BI 工具使用），必要时先启动。

    例：psql "$(juesuan db url)"
    """
    console.out.print(database_url(Settings()), soft_wrap=True)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context) -> None:
    """打开 psql；其后的参数原样传给它。

    例：juesuan db psql -c "select unit_name, fiscal_year from marts.mart_unit_year"
    """
    program = server.binary("psql")
    address = database_url(Settings())
    done = subprocess.run([str(program), address, *context.args], check=False)  # noqa: S603 - our own client, arguments of the caller
    raise typer.Exit(done.returncode)
