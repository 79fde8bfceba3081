"""Places of findings, each made once: thousands of checks point to the same few hundred lines."""

from __future__ import annotations

from functools import lru_cache

from etl.report import Place


@lru_cache(maxsize=1 << 14)
def spot(page: int | None, line: int | None) -> Place:
    """The place on a page (None where the format has none) and line."""
    return Place(page=page, line=line)
