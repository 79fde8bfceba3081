"""The arithmetic of a form: weights add up to the total weight, scores to the total score, the money line's included.

Where a row's two numbers could be target and actual as well as weight and score, the sums decide; what they leave open is
marked in the row and told in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from etl.parse.performance.facts import points
from etl.parse.performance.raw import RawForm, RawRow
from etl.parse.performance.wording import Field, squeeze
from etl.report import FundingLine, Note

_MOST_MOVED: Final = 3
_MOST_TRIED: Final = 14
Sums = tuple[Decimal, Decimal]


def points_of(row: RawRow, column: Field) -> Decimal | None:
    """Weight or score of a row, None where it is not printed."""
    return points(squeeze(row.text(column)))


def sums(rows: Sequence[RawRow]) -> Sums:
    """Weights and scores of rows added up."""
    weight = sum((points_of(row, Field.WEIGHT) or Decimal(0) for row in rows), Decimal(0))
    score = sum((points_of(row, Field.SCORE) or Decimal(0) for row in rows), Decimal(0))
    return weight, score


def settle_points(form: RawForm, funding: Sequence[FundingLine]) -> list[Note]:
    """Let the totals decide which rows' numbers are points, mark what stays open, and tell what does not add up."""
    if form.total_weight is None or form.total_score is None or not form.rows:
        return []
    wanted = (
        form.total_weight - sum((line.weight or Decimal(0) for line in funding), Decimal(0)),
        form.total_score - sum((line.score or Decimal(0) for line in funding), Decimal(0)),
    )
    rounding = max(
        _half_digit(number) for number in (form.total_score, *(line.score for line in funding if line.score is not None))
    )
    if _near(sums(form.rows), wanted, rounding):
        return []
    moved = _moves(form.rows, wanted)
    if moved is not None:
        for row in moved:
            _move(row)
        return []
    return _tell(form, wanted, rounding)


def _half_digit(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal("0.5").scaleb(exponent if isinstance(exponent, int) else 0) if exponent else Decimal(0)


def _near(have: Sums, want: Sums, rounding: Decimal) -> bool:
    return have[0] == want[0] and abs(have[1] - want[1]) <= rounding


def _movable(row: RawRow) -> bool:
    """True for a row whose only numbers could be target and actual as well as weight and score."""
    first, second = points(squeeze(row.text(Field.TARGET))), points(squeeze(row.text(Field.ACTUAL)))
    free = not row.text(Field.WEIGHT) and not row.text(Field.SCORE)
    values = first is not None and second is not None and 0 < first <= 50 and second <= first
    held = points_of(row, Field.WEIGHT) is not None and points_of(row, Field.SCORE) is not None
    return (free and values) or (held and not row.text(Field.TARGET) and not row.text(Field.ACTUAL))


def _move(row: RawRow) -> None:
    pairs = ((Field.TARGET, Field.WEIGHT), (Field.ACTUAL, Field.SCORE))
    for value, point in pairs:
        source, target = (value, point) if row.text(value) else (point, value)
        row.cells[target] = row.cells.pop(source)


def _effect(row: RawRow) -> Sums:
    if row.text(Field.WEIGHT):
        return -(points_of(row, Field.WEIGHT) or Decimal(0)), -(points_of(row, Field.SCORE) or Decimal(0))
    return points(squeeze(row.text(Field.TARGET))) or Decimal(0), points(squeeze(row.text(Field.ACTUAL))) or Decimal(0)


def _moves(rows: Sequence[RawRow], wanted: Sums) -> tuple[RawRow, ...] | None:
    """The only rows whose numbers, read the other way, make the sums right; None where none or several do."""
    now = sums(rows)
    missing = wanted[0] - now[0], wanted[1] - now[1]
    fitting = [chosen for chosen in _choices([row for row in rows if _movable(row)]) if _total_effect(chosen) == missing]
    return fitting[0] if len(fitting) == 1 else None


def _choices(rows: Sequence[RawRow]) -> Iterator[tuple[RawRow, ...]]:
    for count in range(1, _MOST_MOVED + 1):
        yield from combinations(rows[:_MOST_TRIED], count)


def _total_effect(rows: Sequence[RawRow]) -> Sums:
    effects = [_effect(row) for row in rows]
    return sum((weight for weight, _ in effects), Decimal(0)), sum((score for _, score in effects), Decimal(0))


def _tell(form: RawForm, wanted: Sums, rounding: Decimal) -> list[Note]:
    """Notes on sums that do not come out, and marks on the rows where a point is missing."""
    weight, score = sums(form.rows)
    notes: list[Note] = []
    for column, word, have, want in ((Field.WEIGHT, "分值", weight, wanted[0]), (Field.SCORE, "得分", score, wanted[1])):
        if abs(have - want) <= (rounding if column == Field.SCORE else 0):
            continue
        other = Field.SCORE if column == Field.WEIGHT else Field.WEIGHT
        lacking = [row for row in form.rows if points_of(row, column) is None and points_of(row, other) is not None]
        for row in lacking:
            row.doubtful.add(column.value)
        place = lacking[0].line if len(lacking) == 1 else form.line
        text = f"绩效自评表各行{word}合计{have}，按总分应为{want}"
        if len(lacking) == 1:
            text += f"；一行未印{word}，按合计应为{want - have}"
        notes.append(Note(code=f"form_{column.value}_sum", text=text, page=place.page, line=place.number))
    return notes
