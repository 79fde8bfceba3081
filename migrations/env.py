"""Alembic's environment: the models are the truth, year partitions of the facts are none of its business."""

from __future__ import annotations

from typing import Any

from alembic import context

from etl.database import database_url, engine
from etl.settings import Settings
from models import AUDIT, WAREHOUSE, YEAR_PARTITION, Base


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Compare the two schemas of the models, without the partitions that appear by themselves."""
    if kind == "schema":
        return name in {WAREHOUSE, AUDIT}
    return kind != "table" or not YEAR_PARTITION.search(name or "")


def run() -> None:
    """Migrate the database of `config.attributes["url"]`, or else that of the settings."""
    url = context.config.attributes.get("url") or database_url(Settings())
    with engine(url).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_schemas=True,
            include_name=include_name,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
