"""The money of a whole department listed task by task: 总额, 财政拨款, 其他资金 side by side under 预算数 and under 执行数.

Either of the two may be one column instead: the amount of all sources together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.grid import Row
from etl.parse.performance.money_wording import AMOUNTS, MONEY_HINTS, MONEY_ORDER, Money, source_of
from etl.parse.performance.raw import RawForm, RawFunding

_WHOLE: Final = re.compile(r"(?:金额|资金)?(?:合计|总计|总额)")  # the row of all tasks together
_AMOUNT: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_POINTS: Final = (Money.WEIGHT, Money.RATE, Money.SCORE)
_RATE_AND_SCORE: Final = re.compile(r"(\d+(?:\.\d+)?%)[/／]?(\d+(?:\.\d+)?)")  # 执行率/得分 in one cell


def read_money_by_task(form: RawForm, rows: Sequence[Row]) -> bool:
    """Read the row of all tasks into money lines, a source each.

    False, and nothing read, for any other table. What single tasks have is no money line of the form; it is noted.
    """
    heads = _heads(rows[0])
    columns = _columns(rows[1], heads) if len(rows) > 2 else {}
    whole = next((row for row in rows[2:] if _WHOLE.fullmatch(row.cells[0].key)), None)
    if not columns or whole is None:
        return False
    cells = {cell.column: cell.key for cell in whole.cells[1:]}
    lines = {source: RawFunding(source, whole.line) for source in dict.fromkeys(source for source, _ in columns.values())}
    for at, (source, money) in columns.items():
        _add(lines[source], money, cells.get(at, ""))
    for money in _POINTS:
        printed = cells.get(heads[money], "") if money in heads else ""
        both = _RATE_AND_SCORE.fullmatch(printed) if money is Money.RATE else None
        for part, text in zip((Money.RATE, Money.SCORE), both.groups(), strict=True) if both else ((money, printed),):
            _add(lines["total"], part, text)
    form.money_headers = MONEY_ORDER
    form.header_at = {money: at for at, money in enumerate(MONEY_ORDER)}
    form.funding.extend(lines.values())
    _claim(form, rows, whole)
    return True


def _heads(row: Row) -> dict[Money, int]:
    """Where the first header row prints each column; a column of 执行率/得分 is that of the rate."""
    found: dict[Money, int] = {}
    for cell in row.cells:
        money = next((money for pattern, money in MONEY_HINTS if pattern.search(cell.key)), None)
        if money is not None:
            found.setdefault(money, cell.column)
    return found


def _columns(row: Row, heads: Mapping[Money, int]) -> dict[int, tuple[str, Money]]:
    """The source and the amount of each column of the second header row; none unless each amount has its total."""
    starts = sorted((at, money) for money, at in heads.items() if money in AMOUNTS)
    found: dict[int, tuple[str, Money]] = {}
    for cell in row.cells:
        above = [money for at, money in starts if at <= cell.column]
        if not above or not source_of(cell.key):
            return {}
        found[cell.column] = source_of(cell.key), above[-1]
    split = {money for _, money in found.values()}
    found |= {at: ("total", money) for at, money in starts if money not in split and at not in found} if found else {}
    totals = [money for source, money in found.values() if source == "total"]
    whole = len(starts) > 1 and sorted(totals) == sorted(money for _, money in starts)
    return found if whole and len(set(found.values())) == len(found) else {}


def _add(line: RawFunding, money: Money, text: str) -> None:
    if text and text not in BLANK_CELLS:
        line.pieces.append(text)
        line.columns.append(MONEY_ORDER.index(money))


def _claim(form: RawForm, rows: Sequence[Row], whole: Row) -> None:
    form.read_unit(cell.key for row in rows[:2] for cell in row.cells)
    for row in rows:
        form.claim((cell.token() for cell in row.cells[:1]), "label")
        form.claim((cell.token() for cell in row.cells[1:]), "read" if row is whole else "label")
        if row is not whole and sum(bool(_AMOUNT.fullmatch(cell.key)) for cell in row.cells) > 1:
            form.odd_money.append((row.line, " ".join(cell.text for cell in row.cells)))
