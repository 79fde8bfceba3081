"""The database of the warehouse: which server, connections by role, and its schema revision."""

from __future__ import annotations

from typing import Any, Final, Literal
from urllib.parse import urlsplit

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from etl import server
from etl.errors import DatabaseUnavailable
from etl.settings import PROJECT_ROOT, Settings

Role = Literal["juesuan_owner", "juesuan_loader", "bi_reader"]

_MIGRATING: Final = 0x6A75657375616E  # advisory lock: one migration at a time


def database_url(settings: Settings) -> str:
    """The libpq URL in force: that of the settings, else that of the embedded server, which is started if it does not run."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return server.start(settings.home)


def sqlalchemy_url(url: str) -> str:
    """The same database for SQLAlchemy with psycopg 3, whichever driver `url` names."""
    scheme, separator, rest = url.partition("://")
    if not separator or not scheme.startswith("postgres"):
        raise DatabaseUnavailable("JUESUAN_DATABASE_URL 应为 postgresql://用户@主机/数据库")
    return f"postgresql+psycopg://{rest}"


def libpq_url(url: str) -> str:
    """The same database for psycopg and psql, without the name of a driver."""
    return "postgresql://" + sqlalchemy_url(url).partition("://")[2]


def engine(url: str) -> Engine:
    """An SQLAlchemy engine without a pool, for models and migrations."""
    return create_engine(sqlalchemy_url(url), poolclass=NullPool)


def connect(url: str, *, role: Role | None = None, autocommit: bool = False) -> psycopg.Connection[Any]:
    """A psycopg connection; with `role` it has that role's rights and no more.

    Raises DatabaseUnavailable with host and database, never with the password.
    """
    address = libpq_url(url)
    try:
        conninfo_to_dict(address)
    except psycopg.ProgrammingError:  # whose message would show a piece of the URL
        raise DatabaseUnavailable("数据库地址无法解析；处理：密码中的特殊字符须写成 %XX") from None
    try:
        connection = psycopg.connect(address, autocommit=True, application_name="juesuan")
        if role:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
    except psycopg.Error as error:
        raise DatabaseUnavailable(f"无法连接 {_shown(url)}：{error}") from None
    connection.autocommit = autocommit
    return connection


def alembic_config(url: str) -> Config:
    """Alembic's configuration without its file, so that it works from any folder."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    config.attributes["url"] = url
    return config


def head_revision() -> str:
    """The schema revision that this program expects."""
    head = ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_current_head()
    if head is None:
        raise DatabaseUnavailable("migrations/ 中没有迁移")
    return head


def current_revision(url: str) -> str | None:
    """The schema revision of the database; None before the first migration."""
    with engine(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema up to `revision`; nothing happens where it is there already. Safe to call from several processes."""
    _migrate(url, revision, down=False)


def downgrade(url: str, revision: str) -> None:
    """Bring the schema back to `revision`; ``base`` removes it whole. The roles stay: other databases may use them."""
    _migrate(url, revision, down=True)


def require_head(url: str) -> None:
    """Raise DatabaseUnavailable unless the schema is at the revision that this program expects."""
    found, expected = current_revision(url), head_revision()
    if found != expected:
        raise DatabaseUnavailable(
            f"数据库结构版本为 {found or '空'}，程序需要 {expected}；处理：先执行迁移（juesuan db start）"
        )


def _migrate(url: str, revision: str, *, down: bool) -> None:
    with connect(url, autocommit=True) as guard:
        guard.execute("select pg_advisory_lock(%s)", [_MIGRATING])
        config = alembic_config(url)
        if down:
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or '本机套接字'}{parts.path}"
