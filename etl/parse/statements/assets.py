"""The table of assets by kind: 资产总额, 流动资产, 固定资产 with 房屋构筑物 and 车辆 below it, side by side, in money.

What is kept of it is the original value of fixed assets; other kinds and net values have no account and stay unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from etl.parse.statements.columns import Column
from etl.parse.statements.headers import Cells, flatten
from etl.parse.statements.rows import Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.vocabulary import Fund, Item, Phase

_BY_KIND: Final = re.compile(r"资产总额|流动资产")
_FIXED: Final = re.compile(r"^固定资产(?:（(?:账面)?原值）)?$")
_ORIGINAL: Final = re.compile(r"原值")
_NET: Final = re.compile(r"净值")
# the text below 固定资产 → whose original value stands there
_PARTS: Final[Mapping[str, Item]] = MappingProxyType(
    {
        "小计": Item.FIXED_ASSETS_ORIGINAL_VALUE,
        "合计": Item.FIXED_ASSETS_ORIGINAL_VALUE,
        "房屋": Item.BUILDING_VALUE,
        "房屋构筑物": Item.BUILDING_VALUE,
        "房屋和构筑物": Item.BUILDING_VALUE,
        "房屋及构筑物": Item.BUILDING_VALUE,
        "房屋建筑物": Item.BUILDING_VALUE,
        "车辆": Item.VEHICLES_VALUE,
        "汽车": Item.VEHICLES_VALUE,
    }
)


def read_by_kind(sheet: Sheet) -> list[Table] | None:
    """The original values of fixed assets; None for a table that is not one of kinds of assets side by side."""
    if not sheet.in_cells:
        return None
    grid = sheet.grid
    first = next((i for i, row in enumerate(grid) if _has_figures(row)), None)
    if not first:
        return None
    paths = flatten([row for row in grid[:first] if not is_column_numbers(row)])
    accounts = {index: item for index, path in enumerate(paths) if (item := _part(path)) is not None}
    if not accounts or len({path[0] for path in paths if path and _BY_KIND.search(path[0])}) < 2:
        return None
    for row in grid[:first]:
        sheet.claim_cells(row, "column_number" if is_column_numbers(row) else "header")
    columns = [Column("amount", Phase.FINAL)]
    rows = [read for row in grid[first:] for read in _read_row(sheet, row, paths, accounts)]
    return [Table(sheet.region, sheet.fund, columns, rows, side="labels")]


def _has_figures(row: Cells) -> bool:
    return any(token is not None and token.is_number for token in row) and not is_column_numbers(row)


def _part(path: Sequence[str]) -> Item | None:
    return _PARTS.get(path[1]) if len(path) > 1 and _FIXED.match(path[0]) else None


def _read_row(sheet: Sheet, cells: Cells, paths: Sequence[tuple[str, ...]], accounts: Mapping[int, Item]) -> list[Row]:
    """The original values of one row: its label says that it has them, or the header does."""
    label = next((token.text for token in cells if token is not None and not token.is_number), "")
    rows: list[Row] = []
    for index, token in enumerate(cells):
        if token is None:
            continue
        path = paths[index] if index < len(paths) else ()
        if path and path[-1] == "行次" and token.is_integer:
            sheet.claim(token, "line_number")
        elif not token.is_number:
            sheet.claim(token, "label")
        number, item = figure(token), accounts.get(index)
        if number is None or item is None or _NET.search(label) or not _ORIGINAL.search("".join(path) + label):
            continue
        row = Row(Subject(item=item, fund=Fund.ALL, label="".join(path)), token.line, fixed=True)
        row.add(number, 0)
        rows.append(row)
    return rows
