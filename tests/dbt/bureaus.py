"""Invented bureaus over two years, as Reports: small accounts whose marts can be worked out by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from performance_forms import training_2023

from etl.report import Coverage, Observation, Report, SourceFile, UnitIdentity
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Method, Phase

D = Decimal
GENERAL = Fund.GENERAL_PUBLIC
SUBJECTS = {
    "2080101": ("社会保障和就业支出", "人力资源和社会保障管理事务", "行政运行"),
    "2210201": ("住房保障支出", "住房改革支出", "住房公积金"),
}


def money(item: Item, value: str, *, code: str = "", economic: tuple[str, str] = ("", ""), **changes: Any) -> Observation:
    """An amount in yuan to the cent, final, all funds, in a table; `code` a functional subject, `economic` code and name."""
    path = SUBJECTS.get(code, ())
    fields: dict[str, Any] = {
        "fund": Fund.ALL,
        "item": item,
        "phase": Phase.FINAL,
        "value": D(value),
        "unit": MeasureUnit.YUAN,
        "channel": Channel.TABLE,
        "raw": value,
        "tolerance": D("0.005"),
        "functional_code": code,
        "functional_name": path[-1] if path else "",
        "functional_path": path,
        "economic_code": economic[0],
        "economic_name": economic[1],
        "line": 10,
        "printed_unit": "元",
        "method": Method.READ,
        "section": "expenditure",
    }
    return Observation(**fields | changes)


def stated(item: Item, phase: Phase, value: str, **changes: Any) -> Observation:
    """A percentage or difference as the text states it."""
    unit = MeasureUnit.YUAN if phase.value.startswith("delta") else MeasureUnit.PCT
    return money(item, value, phase=phase, unit=unit, channel=Channel.NARRATIVE, section="general_public", **changes)


def count(item: Item, value: str) -> Observation:
    """A count in the text."""
    return money(item, value, fund=Fund.NONE, unit=MeasureUnit.COUNT, channel=Channel.NARRATIVE, section="three_public")


def report(name: str, year: int, observations: Iterable[Observation], *, text: str = "", **unit: Any) -> Report:
    """The accounts of a county bureau of finance; `unit` changes its identity, `text` stands for the file's bytes."""
    scope = unit.pop("scope", "department")
    identity = {"region_code": "430522", "administrative_level": "county", "department_type": "finance"} | unit
    content = f"{name}{year}{scope}{text}"
    return Report(
        source=SourceFile(name=f"{name}_{year}", sha256=hashlib.sha256(content.encode()).hexdigest(), media="text"),
        unit=UnitIdentity(name=name, **identity),
        fiscal_year=year,
        scope=scope,
        observations=tuple(observations),
        coverage=Coverage(tokens=60, read=50, unread=1, quantities=40, unread_quantities=1),
    )


def accounts(total: str, running: str, housing: str) -> tuple[Observation, ...]:
    """Expenditure of all funds: the total and two subjects at 项 level; 类 and 款 are not printed."""
    return (
        money(Item.TOTAL_INCOME, total, section="income"),
        money(Item.TOTAL_EXPENDITURE, total),
        money(Item.TOTAL_EXPENDITURE, running, code="2080101"),
        money(Item.TOTAL_EXPENDITURE, housing, code="2210201"),
    )


def first_bureau_2022() -> Report:
    """Published: 1,000 in all, 600 + 400 by subject; receptions 80."""
    return report("甲县财政局", 2022, (*accounts("1000", "600", "400"), money(Item.RECEPTION_TOTAL, "80", fund=Fund.FISCAL)))


def first_bureau_2023(*, total: str, text: str) -> Report:
    """The next year; it says that the year before had been 900, and its text names another budget than its table; one form."""
    fiscal: dict[str, Any] = {"fund": Fund.FISCAL, "section": "three_public"}
    found = report(
        "甲县财政局",
        2023,
        (
            *accounts(total, "700", str(D(total) - 700)),
            stated(Item.TOTAL_EXPENDITURE, Phase.DELTA_PRIOR, str(D(total) - 900)),
            stated(Item.TOTAL_EXPENDITURE, Phase.PCT_PRIOR, "33.33"),
            money(Item.TOTAL_EXPENDITURE, "500", fund=GENERAL),
            money(Item.TOTAL_EXPENDITURE, "400", fund=GENERAL, phase=Phase.INITIAL_BUDGET, channel=Channel.NARRATIVE),
            stated(Item.TOTAL_EXPENDITURE, Phase.COMPLETION_PCT, "125.00", fund=GENERAL),
            money(Item.BASIC_EXPENDITURE, "300", fund=GENERAL),
            money(Item.BASIC_EXPENDITURE, "180", fund=GENERAL, economic=("30101", "基本工资")),
            money(Item.BASIC_EXPENDITURE, "120", fund=GENERAL, economic=("30201", "办公费")),
            money(Item.RECEPTION_TOTAL, "64", **fiscal),
            money(Item.RECEPTION_TOTAL, "60", channel=Channel.NARRATIVE, **fiscal),
            money(Item.RECEPTION_TOTAL, "0.0064", channel=Channel.NARRATIVE, raw="0.01", **fiscal | {"tolerance": D(50)}),
            money(Item.RECEPTION_TOTAL, "80", phase=Phase.ANNUAL_BUDGET, **fiscal),
            count(Item.RECEPTION_DOMESTIC_BATCHES, "4"),
            count(Item.RECEPTION_DOMESTIC_PERSONS, "16"),
            count(Item.VEHICLES_HELD, "2"),
        ),
        text=text,
    )
    return found.model_copy(update={"forms": (training_2023(),)})


def others_2023() -> tuple[Report, ...]:
    """Two peers of the first bureau, and three units that are not: another level, another kind, a single unit."""
    return (
        report("乙县财政局", 2023, accounts("3000", "2000", "1000"), region_code="430523"),
        report("丙县财政局", 2023, accounts("2000", "1500", "500"), region_code="430524"),
        report("丁市财政局", 2023, accounts("9000", "8000", "1000"), region_code="430500", administrative_level="prefecture"),
        report("戊县审计局", 2023, accounts("100", "60", "40"), department_type="audit"),
        report("甲县财政局国库集中支付中心", 2023, accounts("50", "30", "20"), scope="unit"),
    )
