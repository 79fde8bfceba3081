"""The statements of a report for quick lookup: by what they speak of, by where they are printed, by row of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from etl.reconcile.prose import Prose
from etl.reconcile.spots import spot
from etl.reconcile.tolerance import ZERO, Interval
from etl.report import Observation, Place, Report
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

Position = tuple[int, int]

_PARTS_BY_BUDGET: Final = frozenset({Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL})
# accounts that a report states for one scope only, whatever fund its heading names
ONE_SCOPE: Final = frozenset(
    {
        Item.THREE_PUBLIC_TOTAL,
        Item.OVERSEAS_TRAVEL,
        Item.VEHICLE_TOTAL,
        Item.VEHICLE_PURCHASE,
        Item.VEHICLE_OPERATION,
        Item.RECEPTION_TOTAL,
        Item.RECEPTION_DOMESTIC,
        Item.RECEPTION_FOREIGN,
        Item.OPERATING_COST,
        Item.PROCUREMENT_TOTAL,
        Item.PROCUREMENT_GOODS,
        Item.PROCUREMENT_WORKS,
        Item.PROCUREMENT_SERVICES,
        Item.PROCUREMENT_SME,
        Item.PROCUREMENT_MICRO,
    }
)
MONEY_PHASES: Final = (
    Phase.FINAL,
    Phase.INITIAL_BUDGET,
    Phase.ANNUAL_BUDGET,
    Phase.PRIOR_FINAL,
    Phase.DELTA_PRIOR,
    Phase.DELTA_INITIAL_BUDGET,
    Phase.DELTA_ANNUAL_BUDGET,
)


class Key(NamedTuple):
    """What a number speaks of. `function` and `economy` are codes, or ``=`` and the printed name where there is no code."""

    fund: Fund
    item: Item
    phase: Phase
    function: str = ""
    economy: str = ""


class Context(NamedTuple):
    """One table as printed (`instance` counts those of a kind), or one section of the prose."""

    channel: Channel
    section: str
    instance: int


@dataclass(slots=True, eq=False)  # not frozen: thousands are made, and freezing makes each take three times as long
class Figure:
    """A printed number as a check uses it; not `certain` where its column was solved or a number beside it stayed unread."""

    value: Decimal
    tolerance: Decimal
    unit: MeasureUnit
    printed_unit: str
    raw: str
    place: Place
    key: Key
    context: Context
    observation: Observation | None = None
    certain: bool = True
    label: str = ""

    @property
    def interval(self) -> Interval:
        """All values that print like this one."""
        return Interval.around(self.value, self.tolerance)

    @property
    def position(self) -> Position:
        """Page and line, for order and distance."""
        return position(self.place)


def position(place: Place) -> Position:
    """Page and line as numbers; 0 for what is not known."""
    return place.page or 0, place.line or 0


def _subject(code: str, name: str) -> str:
    return code or (f"={name}" if name else "")


class Facts:
    """A report's figures under every key that checks look them up by. `prose` is the printed text where it is at hand."""

    def __init__(self, report: Report, prose: Prose | None = None) -> None:
        self.report = report
        self.prose = prose
        self._unread = {(number.page, number.line) for number in report.unread if number.is_quantity and not number.in_form}
        self._starts = self._table_starts()
        # accounts of one scope that are broken down by budget after all: then their budgets are kept apart
        self._split = {
            (row.item, row.phase)
            for row in report.observations
            if row.item in ONE_SCOPE and row.fund in _PARTS_BY_BUDGET and row.value
        }
        self.figures: Final = [self._figure(row) for row in report.observations]
        self.by_key: Final[dict[Key, list[Figure]]] = defaultdict(list)
        self.by_context: Final[dict[Context, list[Figure]]] = defaultdict(list)
        self._in_context: Final[dict[tuple[Context, Key], list[Figure]]] = defaultdict(list)
        for figure in self.figures:
            self.by_key[figure.key].append(figure)
            self.by_context[figure.context].append(figure)
            self._in_context[figure.context, figure.key].append(figure)

    def _table_starts(self) -> Mapping[str, list[Position]]:
        starts: dict[str, list[Position]] = defaultdict(list)
        for seen in self.report.statements:
            starts[seen.kind].append((seen.page or 0, seen.line or 0))
        return {kind: sorted(places) for kind, places in starts.items()}

    def _figure(self, row: Observation) -> Figure:
        place = spot(row.page, row.line)
        instance = 0
        if row.channel is Channel.TABLE:
            instance = max(0, bisect_right(self._starts.get(row.section, []), position(place)) - 1)
        certain = row.method.is_certain and not (
            row.channel is Channel.TABLE and row.line is not None and (row.page, row.line) in self._unread
        )
        moot = row.item in ONE_SCOPE and row.fund not in _PARTS_BY_BUDGET and (row.item, row.phase) not in self._split
        key = Key(
            Fund.FISCAL if moot else row.fund,
            row.item,
            row.phase,
            _subject(row.functional_code, row.functional_name),
            _subject(row.economic_code, row.economic_name),
        )
        return Figure(
            row.value,
            ZERO if row.unit is MeasureUnit.COUNT and row.value == row.value.to_integral_value() else row.tolerance,
            row.unit,
            row.printed_unit,
            row.raw,
            place,
            key,
            Context(row.channel, row.section, instance),
            row,
            certain,
        )

    # -- lookup -----------------------------------------------------------------------------------------------------------

    def tables(self) -> Iterator[tuple[Context, list[Figure]]]:
        """The tables of the report, each with its figures in printed order."""
        return ((context, rows) for context, rows in self.by_context.items() if context.channel is Channel.TABLE)

    def sections(self) -> Iterator[tuple[Context, list[Figure]]]:
        """The sections of the prose, each with its figures in printed order."""
        return ((context, rows) for context, rows in self.by_context.items() if context.channel is Channel.NARRATIVE)

    def inside(self, context: Context, key: Key) -> Figure | None:
        """The first figure of a key in one table or section; None where it is not printed there."""
        found = self._in_context.get((context, key))
        return found[0] if found else None

    def all_inside(self, context: Context, key: Key) -> list[Figure]:
        """All figures of a key in one table or section."""
        return self._in_context.get((context, key), [])

    def of(self, key: Key, near: Figure | None = None) -> list[Figure]:
        """All figures of a key; those of the same table or section as `near` first, the nearest of them in front."""
        found = self.by_key.get(key, [])
        if near is None or len(found) < 2:
            return found
        page, line = near.position

        def distance(figure: Figure) -> tuple[bool, int, int]:
            at = figure.position
            return figure.context != near.context, abs(at[0] - page), abs(at[1] - line)

        return sorted(found, key=distance)

    def value(self, key: Key) -> Figure | None:
        """The figure to take for a key: the table's where one prints it, else the first of the prose."""
        found = self.by_key.get(key)
        if not found:
            return None
        return next((figure for figure in found if figure.context.channel is Channel.TABLE), found[0])

    @cached_property
    def items(self) -> frozenset[Item]:
        """All accounts that the report prints."""
        return frozenset(figure.key.item for figure in self.figures)

    @cached_property
    def rows(self) -> Mapping[tuple[Context, Position, Fund, str, Phase], Mapping[Item, Figure]]:
        """The rows of all tables: figures by account, where one row prints several accounts of one subject."""
        rows: dict[tuple[Context, Position, Fund, str, Phase], dict[Item, Figure]] = defaultdict(dict)
        for context, figures in self.tables():
            for figure in figures:
                if not figure.key.economy:
                    at = (context, figure.position, figure.key.fund, figure.key.function, figure.key.phase)
                    rows[at].setdefault(figure.key.item, figure)
        return rows

    def unread_within(self, context: Context) -> bool:
        """True where a number between the first and the last figure of a table stayed unread."""
        return context in self._with_unread

    def has_open_rows(self, context: Context) -> bool:
        """True where a row of a table has kept its total only, its parts being ambiguous, while other rows have theirs."""
        return context in self._with_open_rows

    @cached_property
    def _with_open_rows(self) -> frozenset[Context]:
        whole: set[Context] = set()
        bare: set[Context] = set()
        for (context, _, _, function, _), found in self.rows.items():
            total = found.get(Item.TOTAL_EXPENDITURE) or found.get(Item.TOTAL_INCOME)
            if total is not None and function and total.value:
                (whole if len(found) > 1 else bare).add(context)
        return frozenset(whole & bare)

    @cached_property
    def _with_unread(self) -> frozenset[Context]:
        unread = sorted((page or 0, line or 0) for page, line in self._unread)
        found = set()
        for context, figures in self.tables():
            places = [figure.position for figure in figures]
            first, last = min(places), max(places)
            if any(first <= at <= last for at in unread):
                found.add(context)
        return frozenset(found)


def places(figures: Iterable[Figure]) -> tuple[Place, ...]:
    """The places of figures in printed order, each once."""
    found = {(*position(figure.place), figure.place.part): figure.place for figure in figures}
    return tuple(found[at] for at in sorted(found))
