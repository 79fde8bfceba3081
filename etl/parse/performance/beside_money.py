"""Money whose columns are named beside each amount (``预算数： 9.00 执行数： 8.00``), its sources on the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.money_wording import MONEY_HEADERS, SOURCE_SUFFIX, Money, source_of
from etl.parse.performance.raw import RawForm
from etl.parse.performance.tokens import Lines, Token

NUMERIC: Final = re.compile(r"[（(]?-?[\d,]+(?:\.\d*)?[%分]?[)）]?|[（(][)）]|\d*\.\d+%?")
_AMOUNTS: Final = frozenset({Money.INITIAL, Money.ANNUAL, Money.RECEIVED, Money.EXECUTED})
_WHOLE: Final = "年度资金总额"
_LEAST_COLUMNS: Final = 2
_NAMED_IN_HEAD: Final = MappingProxyType(
    {
        "年初预算数": Money.INITIAL,
        "当年预算数": Money.ANNUAL,
        "当年预算金额": Money.ANNUAL,
        "本年预算数": Money.ANNUAL,
        "年度预算数": Money.ANNUAL,
        "全年预算数": Money.ANNUAL,
        "预算执行数": Money.EXECUTED,
        "预算执行金额": Money.EXECUTED,
        "全年执行数": Money.EXECUTED,
        "实际执行数": Money.EXECUTED,
        "预算执行率": Money.RATE,
        "执行率": Money.RATE,
    }
)


def read_money_beside(form: RawForm, lines: Lines) -> bool:
    """Read the money lines into a form that has none; False, and nothing read, for a table with its columns in a header.

    A token is a cell or a word with its squeezed text. An amount stands in the column of the label before it; one more at the
    end of the line of the whole, in percent, is the rate.
    """
    first = next((i for i, line in enumerate(lines) if len(_columns(line)) >= _LEAST_COLUMNS), None)
    if first is None:
        return False
    columns = _columns(lines[first])
    if lines[first][-1].key.endswith("%"):
        columns = (*columns, Money.RATE)
    form.money_headers = columns
    form.header_at = {column: at for at, column in enumerate(columns)}
    form.read_unit(token.key for line in lines for token in line)
    form.claim((token for line in lines[:first] for token in line), "label")
    for number, line in enumerate(lines[first:]):
        _read_line(form, line, whole=not number)
        form.claim(line)
    return True


def read_money_in_head(form: RawForm, lines: Lines) -> None:
    """Read the money that the head of a form names beside its amounts (``当年预算数（元） 9.00``), where it has no table of it.

    Nothing is read unless both the budget and what was spent of it are named.
    """
    found = {
        column: (label, amount)
        for line in lines
        for label, amount in pairwise(line)
        if (column := _NAMED_IN_HEAD.get(SOURCE_SUFFIX.sub("", label.key))) and NUMERIC.fullmatch(amount.key)
    }
    if not {Money.ANNUAL, Money.EXECUTED} <= found.keys():
        return
    money = form.open_money(_WHOLE, found[Money.ANNUAL][1].line)
    if money is None:
        return
    form.money_headers = tuple(found)
    form.header_at = {column: at for at, column in enumerate(found)}
    form.read_unit(label.key for label, _ in found.values())
    money.pieces += [amount.key for _, amount in found.values()]
    money.columns += range(len(found))
    form.claim(amount for _, amount in found.values())


def _columns(line: Sequence[Token]) -> tuple[Money, ...]:
    """The columns that a line names beside their amounts."""
    named = ((_column(label), amount) for label, amount in pairwise(line))
    return tuple(dict.fromkeys(column for column, amount in named if column in _AMOUNTS and NUMERIC.fullmatch(amount.key)))


def _column(token: Token) -> Money | None:
    return MONEY_HEADERS.get(token.key.rstrip("："))


def _read_line(form: RawForm, line: Sequence[Token], *, whole: bool) -> None:
    label = _WHOLE if whole else next((token.key for token in line if source_of(token.key)), "")
    money = form.open_money(label, line[0].line)
    if money is None:
        return
    at, labels = -1, -1
    for token in line:
        if (_column(token) in _AMOUNTS) if whole else source_of(token.key):
            labels += 1
        elif NUMERIC.fullmatch(token.key) or token.key in BLANK_CELLS:
            at = max(at + 1, labels)
            if at < len(form.money_headers):
                money.pieces.append(token.key)
                money.columns.append(at)
