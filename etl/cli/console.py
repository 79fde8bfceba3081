"""Where the commands print: tables and messages for analysts, in Chinese."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

_PLAIN_WIDTH: Final = 160  # of a log or pipe, where no terminal says


def _width(stream: TextIO) -> int | None:
    return None if stream.isatty() or "COLUMNS" in os.environ else _PLAIN_WIDTH


out: Final = Console(highlight=False, width=_width(sys.stdout))
err: Final = Console(stderr=True, highlight=False, width=_width(sys.stderr))

OK: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
QUARANTINED: Final = 3

_WAN: Final = Decimal(10_000)


def wan(yuan: Decimal | None) -> str:
    """An amount in yuan as 万元 with two decimals; a dash where there is none."""
    return "—" if yuan is None else f"{yuan / _WAN:,.2f}"


def pct(value: Decimal | None) -> str:
    """A percentage with two decimals; a dash where there is none."""
    return "—" if value is None else f"{value:,.2f}"


def table(title: str, *columns: str, right: tuple[int, ...] = ()) -> Table:
    """An empty table; columns whose index is in `right` are numbers."""
    result = Table(title=title, title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        result.add_column(column, justify="right" if index in right else "left", overflow="fold")
    return result
