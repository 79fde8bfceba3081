"""The numbers of performance forms as figures: amounts with the precision of their printed digits, rates, points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from etl.parse.numbers import YUAN_PER, NotANumber, read_decimal
from etl.reconcile.facts import Context, Figure, Key
from etl.reconcile.spots import spot
from etl.reconcile.tolerance import ZERO, half_unit, rounded
from etl.report import FundingLine, Indicator, PerformanceForm, Place
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

MONEY_COLUMNS: Final = {
    "initial_budget": ("年初预算数", Phase.INITIAL_BUDGET),
    "annual_budget": ("全年预算数", Phase.ANNUAL_BUDGET),
    "executed": ("全年执行数", Phase.FINAL),
}
_SOURCES: Final = {"total": "年度资金总额", "fiscal": "财政拨款", "carryover": "上年结转资金", "other": "其他资金"}
_UNITS: Final = ("万元", "元", "千元")
_CENT: Final = Decimal("0.005")
_HUNDREDTH: Final = Decimal(100)  # yuan: a hundredth of 万元, the usual precision of forms
_KEY: Final = Key(Fund.ALL, Item.PROJECT_EXPENDITURE, Phase.FINAL)
_KEYS: Final = {column: _KEY._replace(phase=phase) for column, (_, phase) in MONEY_COLUMNS.items()}


def form_name(form: PerformanceForm) -> str:
    """A form as messages name it."""
    return f"自评表{form.form_no}“{form.project_name}”"


def context_of(form: PerformanceForm) -> Context:
    """The context of a form's figures."""
    return Context(Channel.TABLE, "performance_form", form.form_no)


@cache
def _numbers(printed: tuple[str, ...]) -> tuple[tuple[Decimal, Decimal, str], ...]:
    found = []
    for text in printed:
        try:
            amount = read_decimal(text)
        except NotANumber:
            continue
        found.append((amount.value, amount.tolerance, text))
    return tuple(found)


@lru_cache(maxsize=4096)
def _precision(value: Decimal, printed: tuple[str, ...]) -> tuple[Decimal, str, str]:
    """Tolerance, unit and digits of an amount, from the printed piece that it was read from."""
    for unit in _UNITS:
        for number, tolerance, text in _numbers(tuple(piece for piece in printed if not piece.endswith("%"))):
            if number * YUAN_PER[unit] == value:
                return tolerance * YUAN_PER[unit], unit, text
    if value % _HUNDREDTH == 0:
        return _HUNDREDTH / 2, "万元", f"{rounded(value / YUAN_PER['万元'], 2):f}"
    return _CENT, "元", f"{value:f}"


def money(form: PerformanceForm, line: FundingLine, column: str) -> Figure | None:
    """One amount of a money line; None where it is blank."""
    value: Decimal | None = getattr(line, column)
    if value is None:
        return None
    tolerance, unit, raw = _precision(value, line.printed)
    name, _ = MONEY_COLUMNS[column]
    return Figure(
        value,
        tolerance,
        MeasureUnit.YUAN,
        unit,
        raw,
        spot(line.page, line.line),
        _KEYS[column],
        context_of(form),
        certain=line.method.is_certain,
        label=f"{form_name(form)}{_SOURCES.get(line.source, line.source)}{name}",
    )


def rate(form: PerformanceForm, line: FundingLine) -> Figure | None:
    """The execution rate of a money line, in percent."""
    if line.execution_rate is None:
        return None
    return Figure(
        line.execution_rate,
        half_unit(line.execution_rate),
        MeasureUnit.PCT,
        "%",
        f"{line.execution_rate:f}",
        spot(line.page, line.line),
        _KEY._replace(phase=Phase.COMPLETION_PCT),
        context_of(form),
        certain=line.method.is_certain,
        label=f"{form_name(form)}{_SOURCES.get(line.source, line.source)}执行率",
    )


def points(form: PerformanceForm, value: Decimal | None, place: Place, name: str, *, certain: bool = True) -> Figure | None:
    """A weight or score. Whole points are exact; those with decimals may be rounded in their last digit."""
    if value is None:
        return None
    tolerance = half_unit(value) if value.as_tuple().exponent != 0 else ZERO
    return Figure(
        value,
        tolerance,
        MeasureUnit.COUNT,
        "分",
        f"{value:f}",
        place,
        _KEY,
        context_of(form),
        certain=certain,
        label=f"{form_name(form)}{name}",
    )


def place_of(row: FundingLine | Indicator | PerformanceForm) -> Place:
    """Where a line, an indicator or a form stands."""
    return spot(row.page, row.line)


def places_of(row: Indicator) -> tuple[Place, ...]:
    """Where an indicator's name begins and, if on another line, where its points stand."""
    if row.values_line is None:
        return (place_of(row),)
    return place_of(row), spot(row.values_page, row.values_line)


def total_place(form: PerformanceForm) -> Place:
    """Where the total score stands; that of the last indicator, above it, where this is not known."""
    if form.total_line is not None:
        return spot(form.total_page, form.total_line)
    return place_of(form.indicators[-1] if form.indicators else form)


def total_line(form: PerformanceForm) -> FundingLine | None:
    """The money line of all sources; the only line where a form has one."""
    total = next((line for line in form.funding if line.source == "total"), None)
    return total or (form.funding[0] if len(form.funding) == 1 else None)


def weight_sum(form: PerformanceForm) -> Decimal:
    """All weights of a form: of its indicators and of budget execution."""
    line = total_line(form)
    own = line.weight if line and line.weight is not None else Decimal(0)
    return own + sum((row.weight for row in form.indicators if row.weight is not None), Decimal(0))


def is_closed(form: PerformanceForm) -> bool:
    """True where the weights read add up to the form's total (or to 100): its rows were read completely."""
    return weight_sum(form) == (form.total_weight if form.total_weight is not None else Decimal(100))


def has_doubt(form: PerformanceForm) -> bool:
    """True where the column of a weight or score of the form stayed open."""
    return any({"weight", "score"} & set(row.doubtful) for row in form.indicators)


def groups(form: PerformanceForm) -> Iterator[list[Indicator]]:
    """The indicators in groups of one merged weight: a row with a weight or score, and the rows without that follow it."""
    group: list[Indicator] = []
    for row in form.indicators:
        if group and (row.weight is not None or row.score is not None):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def merged(form: PerformanceForm) -> frozenset[int]:
    """Positions of the indicators whose weight and score are those of several rows together."""
    return frozenset(row.position for group in groups(form) if len(group) > 1 for row in group)
