"""A small report built in code, with every kind of record; the unit is invented, the codes are official."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from etl.report import (
    Check,
    Coverage,
    Explanation,
    FundingLine,
    Indicator,
    Note,
    Observation,
    PerformanceForm,
    Place,
    Report,
    SourceFile,
    StatementSeen,
    UnitIdentity,
    UnreadNumber,
)
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Method, Phase

D = Decimal


def amount(item: Item, value: str, **changes: Any) -> Observation:
    """A final amount of all funds in a table, printed in 万元 with two decimals."""
    fields: dict[str, Any] = {
        "fund": Fund.ALL,
        "item": item,
        "phase": Phase.FINAL,
        "value": D(value),
        "unit": MeasureUnit.YUAN,
        "channel": Channel.TABLE,
        "raw": f"{D(value) / 10000:.2f}",
        "tolerance": D("50.00"),
        "printed_unit": "万元",
        "line": 20,
        "section": "expenditure",
    }
    return Observation(**fields | changes)


def observations() -> tuple[Observation, ...]:
    """One of each kind: totals, subjects by level, economic, solved, counts, area, score, changes, unlisted, unresolved."""
    social = ("社会保障和就业支出", "人力资源和社会保障管理事务")
    return (
        amount(Item.TOTAL_INCOME, "12724900.00", line=11, section="income"),
        amount(Item.TOTAL_EXPENDITURE, "12724900.00", line=19),
        amount(
            Item.TOTAL_EXPENDITURE,
            "9800000.00",
            functional_code="208",
            functional_name=social[0],
            functional_path=social[:1],
        ),
        amount(
            Item.BASIC_EXPENDITURE,
            "6500000.00",
            functional_code="2080101",
            functional_name="行政运行",
            functional_path=(*social, "行政运行"),
            method=Method.SOLVED,
            line=22,
        ),
        amount(
            Item.BASIC_EXPENDITURE,
            "84500.00",
            economic_code="30201",
            economic_name="办公费",
            economic_path=("商品和服务支出", "办公费"),
            fund=Fund.GENERAL_PUBLIC,
            line=41,
        ),
        amount(
            Item.TOTAL_EXPENDITURE,
            "1200.50",
            functional_code="2089977",
            functional_name='历史遗留"事项"',
            functional_path=("", "", '历史遗留"事项"'),
            printed_unit="元",
            tolerance=D("0.005"),
            raw="1,200.50",
            line=23,
        ),
        amount(
            Item.PROJECT_EXPENDITURE,
            "30000",
            functional_name="就业专项\\支出",
            functional_path=("社会保障和就业支出", "", "就业专项\\支出"),
            fund=Fund.FISCAL,
            phase=Phase.INITIAL_BUDGET,
            page=3,
            line=5,
        ),
        amount(Item.THREE_PUBLIC_TOTAL, "-0.5", raw="-0.5", printed_unit="元", tolerance=D("0.05"), channel=Channel.NARRATIVE),
        _other(Item.VEHICLES_HELD, Phase.FINAL, "3", MeasureUnit.COUNT, "3"),
        _other(Item.BUILDING_AREA, Phase.FINAL, "1272.40", MeasureUnit.SQM, "1272.4 0", tolerance=D("0.005")),
        _other(Item.SELFEVAL_AVG_SCORE, Phase.FINAL, "96.53", MeasureUnit.COUNT, "96.53", tolerance=D("0.005")),
        _other(Item.TOTAL_EXPENDITURE, Phase.DELTA_PRIOR, "-120000.00", MeasureUnit.YUAN, "12.00", tolerance=D("50")),
        _other(Item.TOTAL_EXPENDITURE, Phase.PCT_PRIOR, "-0.93", MeasureUnit.PCT, "0.93%", tolerance=D("0.005")),
        _other(Item.TOTAL_EXPENDITURE, Phase.COMPLETION_PCT, "101.200", MeasureUnit.PCT, "101.200%", tolerance=D("0.0005")),
        _other(Item.PROCUREMENT_GOODS_SME_SHARE, Phase.FINAL, "87", MeasureUnit.PCT, "87%", tolerance=D("0.5")),
    )


def _other(item: Item, phase: Phase, value: str, unit: MeasureUnit, raw: str, **changes: Any) -> Observation:
    fields: dict[str, Any] = {
        "fund": Fund.NONE,
        "tolerance": D("0.5"),
        "channel": Channel.NARRATIVE,
        "line": 60,
        "printed_unit": "",
    }
    return Observation(**fields | {"item": item, "phase": phase, "value": D(value), "unit": unit, "raw": raw} | changes)


def forms() -> tuple[PerformanceForm, ...]:
    """A project's form with two funding lines and two indicators, and the form of the whole department."""
    return (
        PerformanceForm(
            form_no=1,
            project_name="窗口服务 改造",
            department="云溪市人力资源和社会保障局",
            implementing_unit="云溪市社会保险中心",
            funding=(
                FundingLine(
                    source="total",
                    initial_budget=D("340000"),
                    annual_budget=D("340000.00"),
                    executed=D("319000.5"),
                    weight=D("10"),
                    execution_rate=D("93.82"),
                    score=D("9.38"),
                    printed=("34", "34.00", "31.90005", "10", "93.82%", "9.38"),
                    line=81,
                ),
                FundingLine(source="fiscal", initial_budget=D("340000"), printed=("34", "", ""), method=Method.SOLVED, line=82),
            ),
            total_weight=D("100"),
            total_score=D("95.10"),
            narrative_score=D("95.1"),
            narrative_annual_budget=D("340000"),
            narrative_executed=D("319000"),
            narrative_completion_pct=D("93.82"),
            expected_goal="改造窗口\n两处",
            actual_goal="已完成",
            indicators=(
                Indicator(
                    position=1,
                    level1="产出指标",
                    level2="数量 指标",
                    level3="改造窗口数量",
                    nature="正向",
                    comparator=">=",
                    target_raw="2 个",
                    target_value=D("2"),
                    actual_raw="2",
                    actual_value=D("2"),
                    measure_unit="个",
                    weight=D("20"),
                    score=D("20.0"),
                    line=85,
                ),
                Indicator(
                    position=2,
                    level1="满意度指标",
                    level2="服务对象满意度",
                    level3="群众满意度",
                    target_raw="≥90%",
                    actual_raw="较好",
                    measure_unit="％",
                    weight=D("10"),
                    deviation="问卷样本偏少",
                    doubtful=("actual", "score"),
                    page=9,
                    line=86,
                ),
            ),
            line=80,
        ),
        PerformanceForm(form_no=2, kind="overall", project_name="部门整体支出", page=10, line=1),
    )


def build_report(
    *, name: str = "云溪市人力资源和社会保障局", fiscal_year: int = 2023, document: str = "", text: str = "", **changes: Any
) -> Report:
    """A report of an invented bureau. `text` stands for the file's bytes; the same text is the same file."""
    document = document or f"yunxi_{fiscal_year}"
    fields: dict[str, Any] = {
        "source": SourceFile(
            name=document,
            sha256=hashlib.sha256((text or f"{name}{fiscal_year}").encode()).hexdigest(),
            media="text",
            size_bytes=4096,
        ),
        "unit": UnitIdentity(
            name=name,
            printed_names=((name, 7), (f"{name}（本级）", 2)),
            region_code="150300",
            administrative_level="prefecture",
            department_type="hr_social_security",
            nature="行政单位",
            parent_name="云溪市人民政府",
            members=("云溪市社会保险中心", "云溪市就业服务中心"),
        ),
        "fiscal_year": fiscal_year,
        "scope": "department",
        "title": f"{name}{fiscal_year}年度部门决算",
        "observations": observations(),
        "explanations": (
            Explanation(
                fund=Fund.ALL,
                item=Item.TOTAL_EXPENDITURE,
                basis=Phase.DELTA_PRIOR,
                text="人员减少\t及压减\\支出",
                functional_code="2080101",
                functional_name="行政运行",
                functional_path=("社会保障和就业支出", "人力资源和社会保障管理事务", "行政运行"),
                economic_name="办公与会议",
                page=2,
                line=30,
                section="narrative",
            ),
        ),
        "statements": (
            StatementSeen(kind="income", title="收入决算表", line=9, printed_unit="万元", amounts=12),
            StatementSeen(kind="government_fund", title="政府性基金决算表", page=4, empty_note="本单位无此项支出"),
        ),
        "forms": forms(),
        "checks": (
            Check(
                rule="three_public.parts",
                status="failed",
                message="三公经费合计不等于三项之和",
                stated="3.50",
                recomputed="1.00 + 2.00 = 3.00",
                difference=D("5000.00"),
                tolerance=D("150"),
                places=(Place(page=3, line=40), Place(line=41), Place(line=41)),
                cause="",
                proposed="3.00",
            ),
            Check(rule="income.total", status="passed", places=(Place(line=11),), difference=D(0), tolerance=D("50")),
            Check(rule="fund.balance", status="not_applicable", severity="notice", message="表中无数"),
        ),
        "unread": (
            UnreadNumber(raw="12.5", context="约12.5倍", is_quantity=False, line=70),
            UnreadNumber(raw="7", context="", page=2),
        ),
        "coverage": Coverage(
            tokens=40, read=20, classed={"date": 12, "clause": 6}, unread=2, quantities=18, unread_quantities=0
        ),
        "notes": (Note(code="heading_mended", text="标题缺一字", line=1), Note(code="year_evidence", text="2023×14")),
    }
    return Report(**fields | changes)


def corrected(report: Report) -> Report:
    """The report with one amount changed and the file changed with it, as a bureau's correction would."""
    changed = report.observations[0].model_copy(update={"value": D("12724800.00"), "raw": "1272.48"})
    source = report.source.model_copy(update={"sha256": hashlib.sha256(report.source.sha256.encode()).hexdigest()})
    return report.model_copy(update={"observations": (changed, *report.observations[1:]), "source": source})
