"""The money lines of a form: which printed number is which column, decided by place and, where that is lost, by the accounts.

Sources add up to the total in every column, the rate is executed over annual budget, a score does not exceed its weight. Where
several readings satisfy the accounts, the cells that they agree on are kept and the others left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from typing import Final

from etl.parse.numbers import BLANK_CELLS, YUAN_PER, NotANumber, read_decimal
from etl.parse.performance.money_wording import AMOUNTS, Money
from etl.parse.performance.raw import RawForm, RawFunding
from etl.report import FundingLine
from etl.vocabulary import Method

_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOISE: Final = re.compile(r"[（）()·•'’\"”*]+")
_DEAREST: Final = 9.0
_TIE: Final = 0.4
_MANY: Final = 2000  # combinations of readings that are compared
_BEAM: Final = 400
_BROKEN: Final = 3.0  # cost of a column whose sources do not add up to the total

Reading = dict[Money, str]


@dataclass(slots=True)
class Solved:
    """The readings of one form's money lines that satisfy its accounts equally well."""

    lines: list[RawFunding]
    choices: list[tuple[Reading, ...]] = field(default_factory=list)
    by_accounts: list[bool] = field(default_factory=list)

    @property
    def open_lines(self) -> list[int]:
        """Indices of lines with more than one reading left."""
        return [i for i, readings in enumerate(self.choices) if len({_amounts(r) for r in readings}) > 1]


def _amounts(reading: Reading) -> tuple[str, ...]:
    return tuple(reading.get(column, "") for column in AMOUNTS)


@lru_cache(maxsize=8192)
def number_of(text: str) -> Decimal | None:
    """A money cell, rate or score as a number, None for a blank or a dash. ``0.16分`` is 0.16, ``87%`` is 87."""
    try:
        return read_decimal(_NOISE.sub("", text).removesuffix("分")).value
    except NotANumber:
        return None


def _plain(piece: str) -> str:
    return _NOISE.sub("", piece).removesuffix("分").removesuffix("%")


def _readings(line: RawFunding, form: RawForm) -> list[tuple[float, Reading]]:
    """The likely ways to read a line's pieces as columns in order, with what each costs."""
    direct = _direct(line, form)
    if direct is not None:
        return direct
    headers = form.money_headers
    placed = {money: at for money, at in form.header_at.items() if money in headers}
    states: list[tuple[float, int, Reading]] = [(0.0, 0, {})]  # cost, columns used, reading
    for piece, (text, at) in enumerate(zip(line.pieces, line.columns, strict=True)):
        following: list[tuple[float, int, Reading]] = []
        for cost, used, reading in states:
            for target in range(used, len(headers)):
                column = headers[target]
                step = _fits(text, column, line.source)
                if at is not None and placed:
                    step += 0.6 * abs(at - placed[column]) if column in placed else 0.3
                following.append((cost + step, target + 1, {**reading, column: text}))
            if at is not None:
                following.extend(_torn(line, piece, cost, used, reading, headers))
        states = sorted((state for state in following if state[0] <= _DEAREST), key=lambda state: state[0])[:_BEAM]
    found = [(cost + _consistency(reading), reading) for cost, _, reading in states]
    return [(cost, reading) for cost, reading in found if cost <= _DEAREST]


def _direct(line: RawFunding, form: RawForm) -> list[tuple[float, Reading]] | None:
    """The readings of a line that leaves no doubt but perhaps which amounts its numbers are; None for any other line."""
    headers, pieces = form.money_headers, line.pieces
    if all(piece in BLANK_CELLS for piece in pieces):
        return [(0.0, {})]
    if None not in line.columns:
        column_at = {at: money for money, at in form.header_at.items()}
        if len(form.header_at) < len(headers) or any(at not in column_at for at in line.columns if at is not None):
            return None
        reading = {column_at[at]: piece for at, piece in zip(line.columns, pieces, strict=True) if at is not None}
    elif len(pieces) == len(headers):
        reading = dict(zip(headers, pieces, strict=True))
    else:
        numbers = [piece for piece in pieces if _NUMBER.fullmatch(piece)]
        if pieces[: len(numbers)] != numbers or len(numbers) > len(AMOUNTS) or not set(AMOUNTS) <= set(headers):
            return None
        if not set(pieces[len(numbers) :]) <= BLANK_CELLS or (line.source == "total" and len(numbers) > 1):
            return None
        if not any(map(number_of, numbers)):  # nothing but zeros: no sum tells their columns, and none depends on them
            return [(0.0, dict(zip(AMOUNTS, numbers, strict=False)))]
        return [(0.0, dict(zip(columns, numbers, strict=True))) for columns in combinations(AMOUNTS, len(numbers))]
    plain = all(_fits(piece, column, line.source) <= 1.0 for column, piece in reading.items())
    return [(_consistency(reading), reading)] if plain else None


def _torn(
    line: RawFunding, piece: int, cost: float, used: int, reading: Reading, headers: Sequence[Money]
) -> Iterator[tuple[float, int, Reading]]:
    """A piece read as the rest of the number before it, or as nothing."""
    text = line.pieces[piece]
    last = headers[used - 1] if used else None
    if last is not None and last in reading and reading[last].endswith(line.pieces[piece - 1]) and _joins(reading[last], text):
        yield cost + 0.7, used, {**reading, last: reading[last] + text}
    following = line.pieces[piece + 1] if piece + 1 < len(line.pieces) else ""
    doubled = following.startswith(text) and following != text and "." not in text
    yield cost + (0.8 if doubled else 3.5), used, reading


def _joins(left: str, right: str) -> bool:
    return (
        left != "0"
        and bool(_NUMBER.fullmatch(left))
        and bool(re.fullmatch(r"\d*\.?\d+%?", right))
        and not ("." in left and "." in right)
    )


def _fits(text: str, column: Money, source: str) -> float:
    """Cost of a piece in a column by what it looks like."""
    if text in BLANK_CELLS:
        return 1.0 if column in AMOUNTS else 0.0
    if not _NUMBER.fullmatch(_plain(text)):
        return 0.5 if not _plain(text) else 4.0
    if text.endswith("%"):
        return 0.0 if column == Money.RATE else 5.0
    if text.endswith("分"):
        return 0.0 if column in (Money.SCORE, Money.WEIGHT) else 5.0
    if column in (Money.WEIGHT, Money.SCORE) and source != "total":
        return 2.5
    if column == Money.RATE:
        return 0.3
    return 0.0


def _consistency(reading: Reading) -> float:
    """What a line's own arithmetic says of a reading; negative where it is borne out."""
    value = {column: number_of(text) for column, text in reading.items()}
    annual, executed, rate = value.get(Money.ANNUAL), value.get(Money.EXECUTED), value.get(Money.RATE)
    weight, score = value.get(Money.WEIGHT), value.get(Money.SCORE)
    cost = 0.0
    if rate is not None and annual and executed is not None:
        exponent = rate.as_tuple().exponent
        tolerance = Decimal("0.6").scaleb(exponent if isinstance(exponent, int) else 0) + Decimal("0.05")
        exact = abs(executed / annual * 100 - rate) <= tolerance
        cost += -2.0 if exact else 0.6
    if rate is not None and not 0 <= rate <= 1000:
        cost += 3.0
    if weight is not None and score is not None:
        cost += 3.0 if score > weight else 0.0
        if rate is not None and rate <= 100 and abs(weight * rate / 100 - score) <= Decimal("0.06"):
            cost -= 1.0
    if weight is not None and (weight > 100 or weight <= 0):
        cost += 3.0
    return cost


def solve(form: RawForm) -> Solved:
    """Work out the columns of all money lines of a form together."""
    solved = Solved(form.funding)
    options = [_distinct(sorted(_readings(line, form), key=lambda item: item[0])) or [(0.0, {})] for line in form.funding]
    total = next((i for i, line in enumerate(form.funding) if line.source == "total"), None)
    parts = [i for i, line in enumerate(form.funding) if i != total and not line.within]
    fitting = _fitting(options, total, parts)
    for i, readings in enumerate(options):
        kept = _distinct([(0.0, combination[i]) for combination in fitting])
        solved.choices.append(tuple(reading for _, reading in kept))
        near = [reading for cost, reading in readings if cost <= readings[0][0] + _TIE]
        solved.by_accounts.append(len(near) > 1 and len(kept) == 1)
    return solved


def _distinct(readings: Sequence[tuple[float, Reading]]) -> list[tuple[float, Reading]]:
    """The cheapest reading of each that gives the same amounts."""
    seen: dict[tuple[str, ...], tuple[float, Reading]] = {}
    for cost, reading in readings:
        seen.setdefault(_amounts(reading), (cost, reading))
    return list(seen.values())


def _fitting(
    options: Sequence[Sequence[tuple[float, Reading]]], total: int | None, parts: Sequence[int]
) -> list[tuple[Reading, ...]]:
    """Combinations of readings that are cheapest, a broken column sum counted as dear."""
    most = 8
    while most > 1 and _size(options, most) > _MANY:
        most -= 1
    ranked: list[tuple[float, tuple[Reading, ...]]] = []
    for combination in product(*(readings[:most] for readings in options)):
        readings = tuple(reading for _, reading in combination)
        ranked.append((sum(cost for cost, _ in combination) + _BROKEN * _broken_sums(readings, total, parts), readings))
    least = min((cost for cost, _ in ranked), default=0.0)
    return [readings for cost, readings in ranked if cost <= least + _TIE]


def _size(options: Sequence[Sequence[object]], most: int) -> int:
    size = 1
    for readings in options:
        size *= min(most, len(readings))
    return size


def _broken_sums(combination: Sequence[Reading], total: int | None, addends: Sequence[int]) -> int:
    if total is None:
        return 0
    broken = 0
    for column in AMOUNTS:
        whole = number_of(combination[total].get(column, ""))
        parts = [number_of(combination[i].get(column, "")) for i in addends]
        printed = [part for part in parts if part is not None]
        if whole is not None and printed:
            broken += abs(sum(printed, Decimal(0)) - whole) > Decimal("0.011") * len(printed)
        elif printed and any(printed):
            broken += 1
    return broken


def settle_by_habit(solved: Sequence[tuple[str, Solved]]) -> list[int]:
    """Settle lines still open by the columns that the same unit's other forms fill, where the accounts prove those.

    `solved` pairs the implementing unit of each form with its money lines. Returns the indices of forms settled so.
    """
    proven: dict[tuple[str, int], set[tuple[bool, ...]]] = {}
    for unit, form in solved:
        for readings, by_accounts in zip(form.choices, form.by_accounts, strict=True):
            if by_accounts:
                pattern = tuple(bool(text) for text in _amounts(readings[0]))
                proven.setdefault((unit, sum(pattern)), set()).add(pattern)
    settled: list[int] = []
    for index, (unit, form) in enumerate(solved):
        for line in form.open_lines:
            count = sum(bool(text) for text in _amounts(form.choices[line][0]))
            habits = proven.get((unit, count), set())
            fitting = [r for r in form.choices[line] if tuple(bool(text) for text in _amounts(r)) in habits]
            if len(habits) == 1 and len(fitting) == 1:
                form.choices[line] = (fitting[0],)
                form.by_accounts[line] = True
                settled.append(index)
    return settled


def funding_lines(form: RawForm, solved: Solved) -> tuple[FundingLine, ...]:
    """The money lines in yuan; a cell on which the readings left do not agree is None."""
    factor = YUAN_PER[form.money_unit]
    weight = form.money_points if Money.WEIGHT not in form.money_headers else None
    score = form.money_score if Money.SCORE not in form.money_headers else None
    lines: list[FundingLine] = []
    for index, (line, readings, by_accounts) in enumerate(zip(solved.lines, solved.choices, solved.by_accounts, strict=True)):
        agreed = {column: _agreed(readings, column) for column in Money}
        for column in AMOUNTS:
            if agreed[column] is None:
                agreed[column] = _blurred_zero(solved, column, index)
        money: Mapping[Money, Decimal | None] = {
            column: None if value is None else value * factor for column, value in agreed.items() if column in AMOUNTS
        }
        torn = any(text not in line.pieces for reading in readings for text in reading.values())
        lines.append(
            FundingLine(
                source=line.source,
                initial_budget=money[Money.INITIAL],
                annual_budget=money[Money.ANNUAL],
                executed=money[Money.EXECUTED],
                weight=weight if line.source == "total" and agreed[Money.WEIGHT] is None else agreed[Money.WEIGHT],
                execution_rate=agreed[Money.RATE],
                score=score if line.source == "total" and agreed[Money.SCORE] is None else agreed[Money.SCORE],
                printed=tuple(line.pieces),
                method=Method.SOLVED if by_accounts or torn else Method.READ,
                page=line.line.page,
                line=line.line.number,
            )
        )
    return tuple(lines)


def _blurred_zero(solved: Solved, column: Money, index: int) -> Decimal | None:
    """Zero for a cell printed but unreadable, where the other sources make up the total without it."""
    readings = [choices[0] for choices in solved.choices]
    if any(len(choices) != 1 for choices in solved.choices) or _plain(readings[index].get(column, "0")):
        return None
    total = next((i for i, line in enumerate(solved.lines) if line.source == "total"), None)
    if total is None or total == index:
        return None
    whole = number_of(readings[total].get(column, ""))
    parts = [number_of(r.get(column, "")) for i, r in enumerate(readings) if i not in (total, index)]
    return Decimal(0) if whole is not None and sum((p for p in parts if p is not None), Decimal(0)) == whole else None


def _agreed(readings: Sequence[Reading], column: Money) -> Decimal | None:
    values = {number_of(reading.get(column, "")) for reading in readings}
    return values.pop() if len(values) == 1 else None
