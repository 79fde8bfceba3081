"""Faults of self-evaluation forms: money, rates, weights, scores, results, and what the narrative says of the same project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Final

from etl.generate.blocks import Flaw, FundingTruth, IndicatorTruth, Mark, Piece
from etl.generate.drafts import Address, Change, Draft, Spot, rows_of
from etl.generate.faults_numbers import Sites

_OF_FORM: Final = ("total_score", "narrative_score")  # columns that every row of a form repeats
_OF_NO_ROW: Final = ("", "total_score", "total_weight", "level_total")
Row = Mapping[str, str]


def _rows(draft: Draft, kind: type[FundingTruth] | type[IndicatorTruth]) -> list[tuple[Row, dict[str, Spot]]]:
    """The rows of the forms: their truth, and their cells by role; the cell with the truth is under ``truth``."""
    rows: list[tuple[Row, dict[str, Spot]]] = []
    for spot in draft.spots:
        truth = spot.mark.truth
        if isinstance(truth, (FundingTruth, IndicatorTruth)):
            rows.append((truth.columns, {"truth": spot}))
        elif rows and spot.mark.role not in _OF_NO_ROW and spot.at[0] == rows[-1][1]["truth"].at[0]:
            rows[-1][1][spot.mark.role] = spot
    return [(row, cells) for row, cells in rows if isinstance(cells["truth"].mark.truth, kind)]


def _cell(cells: Mapping[str, Spot], role: str, text: str, **columns: str) -> dict[Address, Piece]:
    """A cell printed otherwise, and the truth of its row with it."""
    owner, spot = cells["truth"], cells[role]
    truth = owner.mark.truth
    if not isinstance(truth, (FundingTruth, IndicatorTruth)):
        raise ValueError(f"{owner.mark.text} 不是自评表的一行")
    known = type(truth)({**truth.columns, **(columns or {role: text})})
    return {owner.at: replace(owner.mark, truth=known), spot.at: Mark(text, Flaw(), role)}


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _less(text: str, by: Decimal) -> str:
    """Points so much lower, without needless zeros."""
    return f"{(_number(text) - by).normalize():f}"


def indicator_points(role: str, by: str) -> Sites:
    """Weight or score of one indicator changed by so many points."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        del chance
        for _, cells in _rows(draft, IndicatorTruth):
            if role in cells and _number(cells[role].mark.text) > abs(Decimal(by)):
                text = _less(cells[role].mark.text, Decimal(by))
                yield Change(text, cells[role].mark.text, _cell(cells, role, text))

    return sites


def missed_with_full_score(draft: Draft, chance: Random) -> Iterator[Change]:
    """A result far below its target, with the full score as before."""
    for row, cells in _rows(draft, IndicatorTruth):
        if row["comparator"] == ">=" and row["score"] == row["weight"] and row["actual_value"]:
            result = str(int(row["target_value"]) * chance.randint(30, 60) // 100)
            text = cells["actual_raw"].mark.text.replace(row["actual_value"], result)
            if int(row["target_value"]) > 5:
                yield Change(
                    text,
                    cells["actual_raw"].mark.text,
                    _cell(cells, "actual_raw", text, actual_raw=text, actual_value=result),
                )


def met_without_score(draft: Draft, chance: Random) -> Iterator[Change]:
    """No points for an indicator whose target is met."""
    del chance
    for row, cells in _rows(draft, IndicatorTruth):
        if row["comparator"] and row["score"] == row["weight"] and row["actual_value"]:
            yield Change("0", row["score"], _cell(cells, "score", "0"))


def blank_result(draft: Draft, chance: Random) -> Iterator[Change]:
    """Points for an indicator whose result is not filled in, in a form of cells: in lines it may as well be the target."""
    del chance
    for row, cells in _rows(draft, IndicatorTruth):
        if draft.layout == "A" and "actual_raw" in cells and not row["comparator"]:
            yield Change("", row["actual_raw"], _cell(cells, "actual_raw", "", actual_raw="", actual_value=""))


def missing_reason(draft: Draft, chance: Random) -> Iterator[Change]:
    """Points lost for a missed target, without a reason."""
    del chance
    for row, cells in _rows(draft, IndicatorTruth):
        if row["deviation"] and "deviation" in cells:
            yield Change("", row["deviation"], _cell(cells, "deviation", ""))


def unfounded_loss(draft: Draft, chance: Random) -> Iterator[Change]:
    """Two points taken off though the target is met, without a reason; the total is as high as it should have been."""
    del chance
    for row, cells in _rows(draft, IndicatorTruth):
        if row["comparator"] and row["score"] == row["weight"] and _number(row["score"]) > 2:
            text = _less(row["score"], Decimal(2))
            yield Change(text, row["score"], _cell(cells, "score", text))


def cost(role: str, level2: str) -> Sites:
    """Budget or cost of a cost indicator of one kind twice as high, beyond what the project had."""
    column = "target_value" if role == "target_raw" else "actual_value"

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        del chance
        for row, cells in _rows(draft, IndicatorTruth):
            if row["level2"] == level2 and row["measure_unit"] == "万元":
                number = f"{_number(row[column]) * 2:.2f}"
                text = cells[role].mark.text.replace(row[column], number)
                yield Change(text, cells[role].mark.text, _cell(cells, role, text, **{role: text, column: number}))

    return sites


def money(role: str, source: str, slip: Callable[[str, Random], str]) -> Sites:
    """An amount of a money line with other digits."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        for row, cells in _rows(draft, FundingTruth):
            spot = cells["truth"] if role == "initial_budget" else cells.get(role)
            if spot is None or row["source"] != source or not row[role] or _number(row[role]) < 10_000:
                continue
            text = slip(spot.mark.text, chance)
            value = f"{(_number(text) * 10_000).normalize():f}"
            if role == "initial_budget":
                known = FundingTruth({**row, role: value})
                yield Change(text, spot.mark.text, {spot.at: Mark(text, Flaw(known))})
            else:
                yield Change(text, spot.mark.text, _cell(cells, role, text, **{role: value}))

    return sites


def points_of_money(role: str, by: str) -> Sites:
    """The execution rate or the score of the money as a whole lower by so much."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        del chance
        for row, cells in _rows(draft, FundingTruth):
            if row["source"] == "total" and role in cells and _number(cells[role].mark.text) > Decimal(by):
                text = _less(cells[role].mark.text, Decimal(by))
                yield Change(text, cells[role].mark.text, _cell(cells, role, text))

    return sites


def of_whole_form(role: str, by: str) -> Sites:
    """The total score, or what the narrative says of a form, changed by so many points."""

    def sites(draft: Draft, chance: Random) -> Iterator[Change]:
        del chance
        for spot in draft.spots:
            if spot.mark.role != role or _number(spot.mark.text) <= abs(Decimal(by)):
                continue
            text = _less(spot.mark.text, Decimal(by))
            pieces = _other_side(draft, spot) | (_in_all_rows(draft, spot, role, text) if role in _OF_FORM else {})
            yield Change(text, spot.mark.text, {**pieces, spot.at: Mark(text, Flaw(), role)})

    return sites


def _other_side(draft: Draft, spot: Spot) -> dict[Address, Piece]:
    """Where the form says otherwise than the narrative: its total score, or the line of its money as a whole."""
    wanted = {"narrative_score": "total_score", "narrative_executed": "executed"}.get(spot.mark.role)
    other = next((s for s in draft.spots if s.mark.role == wanted and s.at > spot.at), None)
    return {other.at: replace(other.mark, truth=Flaw())} if other else {}


def _in_all_rows(draft: Draft, spot: Spot, role: str, text: str) -> dict[Address, Piece]:
    """The truth of the money lines of the form that a mark belongs to: the form it stands in, or the next one after it."""
    pieces: dict[Address, Piece] = {}
    number = ""
    for other in draft.spots:
        truth = other.mark.truth
        if not isinstance(truth, FundingTruth) or other.at[0] < spot.at[0]:
            continue
        number = number or truth.columns["form_no"]
        if truth.columns["form_no"] == number:
            pieces[other.at] = replace(other.mark, truth=FundingTruth({**truth.columns, role: text}))
    return pieces


def level_total(draft: Draft, chance: Random) -> Iterator[Change]:
    """What a level 1 gives as its weight, two points too high."""
    del chance
    for spot in draft.spots:
        if spot.mark.role == "level_total":
            text = _less(spot.mark.text, Decimal(-2))
            yield Change(text, spot.mark.text, {spot.at: Mark(text, Flaw(), "level_total")})


def copied_goal(draft: Draft, chance: Random) -> Iterator[Change]:
    """The goal of another project in the place of a form's own."""
    del chance
    goals = [(at, text) for at, text in _texts(draft) if text.startswith("用好") and text.endswith("得到实惠。")]
    for (_, first), (at, text) in pairwise(goals):
        if first != text:
            yield Change(first, text, {at: Mark(first, Flaw())})


def _texts(draft: Draft) -> Iterator[tuple[Address, str]]:
    for number, block in enumerate(draft.blocks):
        for row, pieces in enumerate(rows_of(block)):
            for at, piece in enumerate(pieces):
                if isinstance(piece, str):
                    yield (number, row, at), piece
