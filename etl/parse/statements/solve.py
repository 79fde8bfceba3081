"""An exact search for the columns of numbers whose empty cells are gone.

Every row has its possible assignments of numbers to columns; sums and bounds between rows take away those that are in no
solution. Amounts are whole numbers (cents), so that sums are exact; `tolerance` allows for the rounding of what is printed.
A constraint that nothing satisfies (the report contradicts itself) takes nothing away.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

Choice = tuple[int | None, ...]
Vector = tuple[int, ...]
Wanted = Callable[[Vector, Choice], bool]
_Matrix = npt.NDArray[np.int64]
DISPLAY_ROUNDING: Final = 3  # units of the last digit by which printed sums are off where all is right but the rounding
_MAX_HALF: Final = 1 << 17  # assignments listed for one half of the rows of a sum
_MAX_PAIRS: Final = 1 << 20
_WEIGHTS: Final = np.random.default_rng(20).integers(1, 1 << 62, size=64, dtype=np.int64)
_ROUNDS: Final = 12


class Unknown:
    """A row: its amounts in printed order and the assignments to columns that are still possible.

    A choice gives the column of every amount, in order; None for an amount outside all columns.
    """

    __slots__ = ("_range", "_vectors", "amounts", "choices", "tolerance", "width")

    def __init__(self, amounts: Sequence[int], width: int, choices: Sequence[Choice], tolerance: int) -> None:
        self.amounts, self.width, self.tolerance = tuple(amounts), width, tolerance
        fitting = [choice for choice in choices if all(column is None or column < width for column in choice)]
        self.choices = fitting or [tuple(None for _ in self.amounts)]  # a row that fits no column stays unplaced
        self._vectors: list[tuple[int, ...]] | None = None
        self._range: tuple[list[int], list[int]] | None = None

    @property
    def unit(self) -> int:
        """One unit of the last printed digit, at least a cent."""
        return max(1, 2 * self.tolerance)

    @property
    def known(self) -> bool:
        """True where one assignment is left."""
        return len(self.choices) == 1

    @property
    def vectors(self) -> list[tuple[int, ...]]:
        """The amounts by column, one vector a choice; an empty column is zero."""
        if self._vectors is None:
            self._vectors = [self._vector(choice) for choice in self.choices]
        return self._vectors

    def _vector(self, choice: Choice) -> tuple[int, ...]:
        out = [0] * self.width
        for amount, column in zip(self.amounts, choice, strict=True):
            if column is not None:
                out[column] += amount
        return tuple(out)

    @property
    def range(self) -> tuple[list[int], list[int]]:
        """The least and the most that a choice puts into each column."""
        if self._range is None:
            columns = list(zip(*self.vectors, strict=True))
            self._range = [min(column) for column in columns], [max(column) for column in columns]
        return self._range

    def settle(self, choices: Sequence[Choice]) -> None:
        """Replace the choices."""
        self.choices, self._vectors, self._range = list(choices), None, None

    def columns(self) -> set[int]:
        """The columns that some choice fills."""
        return {column for choice in self.choices for column in choice if column is not None}

    def fit(self, wanted: Wanted) -> bool:
        """Keep the choices that `wanted` accepts by vector and columns; all, and False, where it accepts none."""
        kept = [(vector, choice) for vector, choice in zip(self.vectors, self.choices, strict=True) if wanted(vector, choice)]
        if kept and len(kept) < len(self.choices):
            self.settle([choice for _, choice in kept])
            self._vectors = [vector for vector, _ in kept]
        return bool(kept)

    def keep(self, wanted: Wanted) -> bool:
        """Keep the choices that `wanted` accepts, see `fit`. True on a change."""
        before = len(self.choices)
        return self.fit(wanted) and len(self.choices) < before

    def agreed(self) -> Choice:
        """The column of each amount where all choices left agree on it; None elsewhere."""
        if not self.choices:
            return (None,) * len(self.amounts)
        return tuple(options[0] if len(set(options)) == 1 else None for options in zip(*self.choices, strict=True))


def equals(column: int, amount: int, slack: int) -> Wanted:
    """Accepts the choices that put this amount into the column."""
    return lambda vector, _: abs(vector[column] - amount) <= slack


def at_least(column: int, amount: int, slack: int) -> Wanted:
    """Accepts the choices that put at least this amount into the column."""
    return lambda vector, _: vector[column] >= amount - slack


@cache
def placements(count: int, width: int) -> tuple[tuple[int, ...], ...]:
    """Every way to put `count` numbers into `width` columns in printed order."""
    return tuple(combinations(range(width), count))


class Constraint(Protocol):
    """Something that holds between rows; `prune` takes impossible choices away and tells whether there were any."""

    def prune(self) -> bool: ...


@dataclass(slots=True)
class AtMost:
    """Columns of `small` are a part of columns of `large`: no larger, and empty where those are empty."""

    small: Unknown
    large: Unknown
    pairs: tuple[tuple[int, int], ...]

    def prune(self) -> bool:
        """See Constraint."""
        slack = self.small.tolerance + self.large.tolerance
        if not self.small.choices or not self.large.choices:
            return False
        if min((*self.small.amounts, *self.large.amounts), default=0) < 0:
            return False

        def fits(small: tuple[int, ...], large: tuple[int, ...]) -> bool:
            return all(small[a] <= large[b] + slack for a, b in self.pairs)

        small, large = self.small.vectors, self.large.vectors
        changed = self.large.keep(lambda vector, _: any(fits(other, vector) for other in small))
        large = self.large.vectors if changed else large
        return self.small.keep(lambda vector, _: any(fits(vector, other) for other in large)) or changed


@dataclass(slots=True)
class Sum:
    """The parts add up to the total, column by column."""

    total: Unknown
    parts: tuple[Unknown, ...]
    broken: bool = False

    def prune(self) -> bool:
        """See Constraint."""
        members = (self.total, *self.parts)
        if self.broken or not self.parts or any(not member.choices for member in members):
            return False
        if all(member.known for member in members):
            return False
        changed = self._presence()
        changed = self._bounds() or changed
        return self._search() or changed

    def _presence(self) -> bool:
        """A column that is empty in the total is empty in its parts."""
        allowed = self.total.columns()
        changed = False
        for part in self.parts:
            if not part.known:
                changed = part.keep(lambda _, choice: all(column is None or column in allowed for column in choice)) or changed
        return changed

    def _slack(self) -> int:
        return self.total.tolerance + sum(part.tolerance for part in self.parts)

    def _likely_slack(self) -> int:
        """What the roundings of so many parts add up to but once in hundreds: most cancel each other.

        Three standard deviations: one rounding is spread evenly over twice the tolerance, so its own is tolerance / √3.
        """
        members = (self.total, *self.parts)
        return min(self._slack(), math.ceil(math.sqrt(3 * sum(member.tolerance**2 for member in members))))

    def _bounds(self) -> bool:
        """No part is larger than what the other parts leave of the total; not where amounts are negative."""
        if any(amount < 0 for member in (self.total, *self.parts) for amount in member.amounts):
            return False
        slack = self._slack()
        width = self.total.width
        most = self.total.range[1]
        least = [part.range[0] for part in self.parts]
        room = [most[c] - sum(row[c] for row in least) + slack for c in range(width)]
        if min(room) < 0:
            return False
        changed = False
        for part, own in zip(self.parts, least, strict=True):
            if not part.known:
                changed = part.keep(_below([room[c] + own[c] for c in range(width)])) or changed
        return changed

    def _search(self) -> bool:
        """List all assignments of the rows that satisfy the sum; a choice in none of them goes."""
        signed = [(self.total, -1), *((part, 1) for part in self.parts)]
        open_members = [member for member, _ in signed if not member.known]
        matrices = [sign * np.array(member.vectors, dtype=np.int64) for member, sign in signed if not member.known]
        known = [[sign * amount for amount in member.vectors[0]] for member, sign in signed if member.known]
        fixed = np.array([sum(column) for column in zip(*known, strict=True)] or [0] * self.total.width, dtype=np.int64)
        split = _split([len(matrix) for matrix in matrices])
        if split is None:
            return False
        left, right = _sums(matrices[:split], self.total.width), _sums(matrices[split:], self.total.width)
        pairs = None
        for slack in (self._likely_slack(), self._slack(), self._slack() + DISPLAY_ROUNDING * self.total.unit):
            pairs = _matching(left + fixed, -right, slack)
            if pairs is None:
                return False
            if len(pairs[0]):
                break
        if pairs is None or not len(pairs[0]):
            self.broken = True
            return False
        sizes = [len(matrix) for matrix in matrices]
        changed = False
        for index, used in enumerate((*_used(pairs[0], sizes[:split]), *_used(pairs[1], sizes[split:]))):
            member = open_members[index]
            if len(used) < len(member.choices):
                changed = member.keep(_among({member.choices[i] for i in used})) or changed
        return changed


def _below(limit: Sequence[int]) -> Wanted:
    return lambda vector, _: all(amount <= most for amount, most in zip(vector, limit, strict=True))


def _among(kept: set[Choice]) -> Wanted:
    return lambda _, choice: choice in kept


def _split(sizes: Sequence[int]) -> int | None:
    """Where to part the rows into halves that can both be listed; None where they cannot."""
    best: tuple[int, int] | None = None
    for cut in range(len(sizes) + 1):
        worst = max(_product(sizes[:cut]), _product(sizes[cut:]))
        if best is None or worst < best[0]:
            best = (worst, cut)
    return best[1] if best and best[0] <= _MAX_HALF else None


def _product(sizes: Sequence[int]) -> int:
    out = 1
    for size in sizes:
        out *= size
    return out


def _sums(matrices: Sequence[_Matrix], width: int) -> _Matrix:
    """The column sums of every combination of choices, the last row's choice running fastest."""
    out = np.zeros((1, width), dtype=np.int64)
    for matrix in matrices:
        out = (out[:, None, :] + matrix[None, :, :]).reshape(-1, width)
    return out


def _matching(left: _Matrix, right: _Matrix, slack: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]] | None:
    """Index pairs of equal rows (within `slack` in every column); None where there are too many to list."""
    if slack == 0:
        weights = _WEIGHTS[: left.shape[1]]
        left_key, right_key = left @ weights, right @ weights
        low_key, high_key = left_key, left_key
    else:
        column = int((left.max(axis=0) - left.min(axis=0) + right.max(axis=0) - right.min(axis=0)).argmax())
        left_key, right_key = left[:, column], right[:, column]
        low_key, high_key = left_key - slack, left_key + slack
    order = right_key.argsort(kind="stable")
    ordered = right_key[order]
    low = ordered.searchsorted(low_key, side="left")
    counts = ordered.searchsorted(high_key, side="right") - low
    total = int(counts.sum())
    if total > _MAX_PAIRS:
        return None
    first = np.arange(len(left)).repeat(counts)
    offset = np.arange(total) - (counts.cumsum() - counts).repeat(counts)
    second = order[low.repeat(counts) + offset]
    right_rows = right[second]
    near = (np.abs(left[first] - right_rows) <= slack).all(axis=1)
    return first[near], second[near]


def _used(indices: npt.NDArray[np.intp], sizes: Sequence[int]) -> Iterator[list[int]]:
    """For each row, which of its choices occur in the listed combinations."""
    stride = _product(sizes)
    for size in sizes:
        stride //= size
        yield [int(i) for i in np.unique((indices // stride) % size)]


def solve(constraints: Sequence[Constraint]) -> None:
    """Apply all constraints until none takes anything away."""
    for _ in range(_ROUNDS):
        changed = False
        for constraint in constraints:
            changed = constraint.prune() or changed
        if not changed:
            return
