"""The row of the execution of the budget below the indicators: no indicator, but weight and score of the whole of the money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from etl.parse.performance.facts import points
from etl.parse.performance.money_wording import Money
from etl.parse.performance.raw import RawForm
from etl.parse.performance.tokens import Lines

_TITLE: Final = re.compile(r"预算执行率?（(\d{1,3}(?:\.\d+)?)分）")
_NUMBERS: Final = 2  # weight and score
_MOST_LINES: Final = 2


def take_execution(form: RawForm, rows: Lines) -> range:
    """Read the row into the form; which of the indicator table's rows or lines it is, none where there is no such row.

    It is told by its title, which states the weight that stands in the row, by a score beside that and nothing else, and by
    money that has neither weight nor score of its own.
    """
    own = bool(form.funding) and not {Money.WEIGHT, Money.SCORE} & set(form.money_headers)
    ends = [i + 1 for i in range(len(rows)) if own and _execution(rows, i + 1)]
    read = _execution(rows, ends[0]) if len(ends) == 1 else None
    if read is None:
        return range(0)
    lines, form.money_points, form.money_score = read
    form.claim(token for i in lines for token in rows[i])
    return lines


def _execution(rows: Lines, end: int) -> tuple[range, Decimal, Decimal] | None:
    """The lines up to `end` that are the row, its title perhaps begun on the line before; with its weight and score."""
    for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
        read = execution_points([token.key for row in rows[start:end] for token in row])
        if read is not None:
            return range(start, end), *read
    return None


def execution_points(cells: Sequence[str]) -> tuple[Decimal, Decimal] | None:
    """Weight and score in the squeezed words of such a row, None for any other row."""
    words, numbers = cells[:-_NUMBERS], [points(cell) for cell in cells[-_NUMBERS:]]
    title = _TITLE.fullmatch("".join(words))
    weight, score = numbers if len(numbers) == _NUMBERS else (None, None)
    if title is None or weight is None or score is None or not score <= weight == Decimal(title.group(1)):
        return None
    return weight, score
