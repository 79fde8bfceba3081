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


def take_execution(form: RawForm, rows: Lines) -> int | None:
    """Read the row into the form; which of the indicator table's rows it is, None where there is none.

    It is told by its title, which states the weight that stands in the row, by a score beside that and nothing else, and by
    money that has neither weight nor score of its own.
    """
    own = bool(form.funding) and not {Money.WEIGHT, Money.SCORE} & set(form.money_headers)
    found = {i: read for i, row in enumerate(rows) if own and (read := execution_points([token.key for token in row]))}
    if len(found) != 1:
        return None
    [(at, (form.money_points, form.money_score))] = found.items()
    form.claim(rows[at])
    return at


def execution_points(cells: Sequence[str]) -> tuple[Decimal, Decimal] | None:
    """Weight and score in the squeezed words of such a row, None for any other row."""
    words, numbers = cells[:-_NUMBERS], [points(cell) for cell in cells[-_NUMBERS:]]
    title = _TITLE.fullmatch("".join(words))
    weight, score = numbers if len(numbers) == _NUMBERS else (None, None)
    if title is None or weight is None or score is None or not score <= weight == Decimal(title.group(1)):
        return None
    return weight, score
