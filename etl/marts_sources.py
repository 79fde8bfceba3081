"""The dbt sources: every table of the warehouse and the audit, as the SQLAlchemy models define them.

``python -m etl.marts_sources`` writes the file anew; a test fails where it and the models have parted.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from sqlalchemy import Table

from etl.settings import PROJECT_ROOT
from models import Base

SOURCES_FILE = PROJECT_ROOT / "dbt_project" / "models" / "staging" / "sources.yml"
_HEAD = "# Written by `python -m etl.marts_sources` from models/; change the models, not this file.\nversion: 2\n\nsources:\n"


def sources_yaml() -> str:
    """The text of sources.yml: schemas, tables and columns in a fixed order, with the comments of the models."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: (table.schema or "", table.name))
    parts = [_HEAD]
    for schema, members in groupby(tables, key=lambda table: table.schema or ""):
        parts.append(f"  - name: {schema}\n    schema: {schema}\n    tables:\n")
        parts.extend(_table(table) for table in members)
    return "".join(parts)


def write_sources(path: Path = SOURCES_FILE) -> bool:
    """Write sources.yml where it differs from the models; True where it was written."""
    text = sources_yaml()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def _table(table: Table) -> str:
    lines = [f"      - name: {table.name}", f"        description: {_quoted(table.comment)}", "        columns:"]
    lines += [f"          - {{name: {column.name}, description: {_quoted(column.comment)}}}" for column in table.columns]
    return "\n".join(lines) + "\n"


def _quoted(text: str | None) -> str:
    """A YAML double-quoted scalar; JSON is one."""
    return json.dumps(text or "", ensure_ascii=False)


if __name__ == "__main__":
    write_sources()
