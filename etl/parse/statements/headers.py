"""Headers of tables printed in columns: several rows with merged cells become one path of texts a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from etl.parse.statements.tokens import Token

Cells = Sequence[Token | None]
LEAD: Final = re.compile(
    r"编码|代码|名称|科目|^类$|^款$|^项$|^项目$|序号|栏次|^类款项$|^项目(?:[（].*[）])?$|^支出功能分类$|^支出经济分类$"
)
LINE_NUMBER: Final = re.compile(r"行次|^行$|序号")


def text_at(cells: Cells, index: int) -> str:
    """The text of a cell; empty where the row ends before it."""
    token = cells[index] if index < len(cells) else None
    return token.text if token is not None else ""


def flatten(rows: Sequence[Cells]) -> list[tuple[str, ...]]:
    """The header texts above each column, outermost first.

    An empty cell to the right of a filled one belongs to it as long as no row above parts them; an empty cell below a filled
    one belongs to that.
    """
    wide = [row for row in rows if len(row) > 1]
    rows = wide or rows  # a line of its own above the header is none of its cells
    width = max((len(row) for row in rows), default=0)
    paths: list[list[str]] = [[] for _ in range(width)]
    together = [False] * width  # the column shares all cells above with its left neighbour
    for level, row in enumerate(rows):
        carried = ""
        for index in range(width):
            text = text_at(row, index)
            joined = index > 0 and not text and (level == 0 or together[index])
            carried = text if text else (carried if joined else "")
            if carried:
                paths[index].append(carried)
            together[index] = joined
    return [tuple(path) for path in paths]


def numbers_by_column(rows: Sequence[Cells]) -> list[tuple[int, int]]:
    """For each column, how many of its cells hold text and how many a number."""
    width = max((len(row) for row in rows), default=0)
    out = [(0, 0)] * width
    for row in rows:
        for index, token in enumerate(row):
            if token is not None and not token.is_empty_mark:
                texts, numbers = out[index]
                out[index] = (texts, numbers + 1) if token.is_number else (texts + 1, numbers)
    return out


def line_number_columns(paths: Sequence[tuple[str, ...]], rows: Sequence[Cells]) -> set[int]:
    """The 行次 columns: by their header, or by holding nothing but integers that count upwards."""
    found = {index for index, path in enumerate(paths) if path and LINE_NUMBER.search(path[-1])}
    width = max((len(row) for row in rows), default=0)
    for index in range(width):
        values = [token for row in rows if (token := row[index] if index < len(row) else None) is not None]
        if len(values) >= 5 and all(token.is_integer for token in values):
            numbers = [int(token.text) for token in values]
            steps = [b - a for a, b in pairwise(numbers)]
            if all(1 <= step <= 4 for step in steps):
                found.add(index)
    return found
