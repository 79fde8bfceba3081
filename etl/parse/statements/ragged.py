"""Header rows that lost cells: converters drop what merged cells cover, so that a row is shorter than the table is wide.

A cell is put back in its column where the rows above tell which columns are still open, or where the words tell which header
stands under which and the columns counted so are just those of the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from etl.parse.statements.headers import LEAD, Cells
from etl.parse.statements.tokens import Token

_PARTS: Final = r"^(?:小计|合计)$|^基本支出$|^项目支出$|人员经费|公用经费|上缴上级|经营支出|附属单位"
# Which texts stand under which: the first pattern that fits the upper one counts.
_UNDER: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (re.compile(upper), re.compile(lower))
    for upper, lower in (
        (r"^项目$|功能分类|经济分类|^科目$", LEAD.pattern),
        (r"用车", r"^(?:小计|合计)$|^(?:公务用车)?购置费?$|^(?:公务用车)?运行(?:维护)?费?$"),
        (r"^(?:年初|全年|调整)?预算数?$|^决算数?$|三公", r"^合计$|出国|用车|接待|会议费|培训费"),
        (r"^基本支出$", r"^(?:小计|合计)$|人员经费|公用经费"),
        (r"^支出$|(?:本年|预算|财政拨款).{0,8}支出(?:决算数?)?$", _PARTS),
        (r"^财政拨款收入$", r"^(?:小计|合计)$|公共预算|政府性基金|国有资本"),
        (r"^事业收入$", r"^(?:小计|合计)$|教育收费"),
    )
)


def width_of(body: Sequence[Cells]) -> int:
    """How many cells most rows have."""
    counts = Counter(len(row) for row in body if len(row) > 1)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def whole_rows(rows: Sequence[Cells], width: int) -> list[Cells]:
    """The header rows over a body of `width` columns with every cell in its column; as they are where that stays open."""
    several = [row for row in rows if len(row) > 1 and any(token is not None and not token.is_empty_mark for token in row)]
    if not several or all(len(row) >= width for row in several):
        return list(rows)
    return _by_spans(several, width) or _by_words(several, width) or list(rows)


def _by_spans(rows: Sequence[Cells], width: int) -> list[Cells] | None:
    """Rows placed in the columns that the row above leaves open: those under a cell with empty ones beside it."""
    if len(rows[0]) != width or rows[0][0] is None:
        return None
    out: list[Cells] = []
    open_columns = list(range(width))
    for row in rows:
        if len(row) == width:
            placed: list[Token | None] = list(row)
        elif len(row) == len(open_columns):
            placed = [None] * width
            for column, token in zip(open_columns, row, strict=True):
                placed[column] = token
        else:
            return None
        out.append(placed)
        open_columns = [column for column in open_columns if _is_merged(placed, column, open_columns)]
    return out


def _is_merged(row: Sequence[Token | None], column: int, open_columns: Sequence[int]) -> bool:
    """True where a column shares its cell with a neighbour: it is empty, or the one to its right is."""
    return row[column] is None or (column + 1 in open_columns and row[column + 1] is None)


def _by_words(rows: Sequence[Cells], width: int) -> list[Cells] | None:
    """Rows placed by which text stands under which; None unless that uses up all cells and makes `width` columns."""
    queues = [[token for token in row if token is not None] for row in rows]
    out: list[list[Token | None]] = [[None] * width for _ in rows]

    def place(level: int, start: int) -> int:
        """Place the next cell of a level from a column on; returns how many columns it takes."""
        token = queues[level].pop(0)
        if start < width:
            out[level][start] = token
        taken = 0
        lower = next((below for above, below in _UNDER if above.search(token.text)), None)
        seen: set[str] = set()
        while lower and level + 1 < len(queues) and queues[level + 1]:
            text = queues[level + 1][0].text
            if text in seen or not lower.search(text):
                break
            seen.add(text)
            taken += place(level + 1, start + taken)
        return max(taken, 1)

    column = 0
    while queues[0]:
        column += place(0, column)
    return [*out] if column == width and not any(queues) else None
