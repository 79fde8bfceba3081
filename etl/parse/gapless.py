"""Tables with tabs between their cells whose empty cells are gone: then the index of a cell says nothing of its column.

Some converters drop empty cells. Such rows are read as running text, where the columns are worked out by the accounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from etl.extract.document import Line

_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_LEAST_ROWS: Final = 4  # with numbers: fewer say nothing of a table


def is_gapless(lines: Sequence[Line]) -> bool:
    """True for rows between tabs of which none has an empty cell, though those with numbers differ in width."""
    rows = [line.cells for line in lines if "\t" in line.text]
    if any(not cell.strip() for row in rows for cell in row):
        return False
    widths = [len(row) for row in rows if any(_NUMBER.fullmatch(cell.strip()) for cell in row)]
    return len(widths) >= _LEAST_ROWS and len(set(widths)) > 1


def as_running_text(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without their cells."""
    return tuple(line._replace(cells=()) for line in lines)
