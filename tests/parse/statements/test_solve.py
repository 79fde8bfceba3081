"""The search keeps every assignment that satisfies the accounts and takes away every other one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.parse.statements.solve import AtMost, Sum, Unknown, placements, solve

# Rows of one amount that stands in the first or the second of two columns.
EITHER = [(0,), (1,)]


def single(amount: int, tolerance: int = 0) -> Unknown:
    return Unknown([amount], 2, EITHER, tolerance)


def total(first: int, second: int, tolerance: int = 0) -> Unknown:
    return Unknown([first, second], 2, [(0, 1)], tolerance)


def test_a_sum_that_only_one_assignment_satisfies_settles_all_rows() -> None:
    rows = [single(30), single(7), single(4)]
    solve([Sum(total(34, 7), tuple(rows))])
    assert [row.agreed() for row in rows] == [(0,), (1,), (0,)]


def test_rows_that_can_be_exchanged_stay_open() -> None:
    rows = [single(4), single(4), single(33)]
    solve([Sum(total(37, 4), tuple(rows))])
    assert [row.agreed() for row in rows] == [(None,), (None,), (0,)]


def test_rounded_amounts_are_allowed_their_rounding() -> None:
    rows = [single(10, 1), single(20, 1)]
    solve([Sum(total(11, 20, 1), tuple(rows))])
    assert [row.agreed() for row in rows] == [(0,), (1,)]


def test_a_contradiction_takes_nothing_away() -> None:
    rows = [single(10), single(20)]
    solve([Sum(total(3, 4), tuple(rows))])
    assert all(row.choices == EITHER for row in rows)


def test_a_part_cannot_stand_where_the_whole_has_nothing() -> None:
    part, whole = single(5), Unknown([9], 2, [(1,)], 0)
    solve([AtMost(part, whole, ((0, 0), (1, 1)))])
    assert part.agreed() == (1,)


def test_too_many_rows_for_a_search_stay_open_and_take_no_time() -> None:
    rows = [single(1) for _ in range(300)]
    solve([Sum(total(150, 150), tuple(rows))])
    assert {row.agreed() for row in rows} == {(None,)}


def test_placements_keep_the_printed_order() -> None:
    assert placements(2, 3) == ((0, 1), (0, 2), (1, 2))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=8))
def test_what_is_left_is_just_what_some_solution_uses(rows: list[tuple[int, bool]]) -> None:
    first = sum(amount for amount, second in rows if not second)
    unknowns = [single(amount) for amount, _ in rows]
    solve([Sum(total(first, sum(amount for amount, second in rows if second)), tuple(unknowns))])
    used: list[set[tuple[int, ...]]] = [set() for _ in rows]
    for assignment in product((0, 1), repeat=len(rows)):
        if sum(amount for (amount, _), column in zip(rows, assignment, strict=True) if column == 0) == first:
            for at, column in enumerate(assignment):
                used[at].add((column,))
    for unknown, expected in zip(unknowns, used, strict=True):
        assert set(unknown.choices) == expected
