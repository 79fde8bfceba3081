"""What the generator promises: the same report for the same seed, consistent accounts, a truth that stands where it says."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from etl.generate import RenderedReport, generate, render_all, render_report
from etl.generate.accounts import Accounts
from etl.generate.bookkeeping import FIRST_YEAR, keep
from etl.generate.style import Style
from etl.generate.units import TRADES, invent
from etl.reference import department_types, functional_subjects
from etl.vocabulary import Fund, Item

SEEDS = range(4)
BUDGETS = (Fund.ALL, Fund.FISCAL, Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


@pytest.fixture(scope="module")
def books() -> list[Accounts]:
    return [year for seed in SEEDS for unit in invent(seed, 6) for year in keep(unit, seed, [2021, 2022, 2023])]


@pytest.fixture(scope="module")
def reports() -> list[RenderedReport]:
    return [report for seed in SEEDS for report in render_all(seed, years=[2022, 2023], units=5, layout=None)]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        generate(7, years=[2022, 2023], units=3, layout=None, output=tmp_path / name, gold=tmp_path / name / "gold")
    first, second = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in sorted((tmp_path / name).rglob("*")) if p.is_file()}
        for name in ("first", "second")
    )
    assert len(first) > 6
    assert first == second


def test_another_seed_writes_other_reports() -> None:
    one, other = (render_all(seed, years=[2023], units=1, layout="A")[0].text for seed in (1, 2))
    assert one != other


def test_a_year_does_not_depend_on_the_years_beside_it() -> None:
    alone = render_all(3, years=[2023], units=2, layout="A")
    among = render_all(3, years=[2021, 2022, 2023], units=2, layout="A")
    assert [r.text for r in alone] == [r.text for r in among if r.accounts.year == 2023]


def test_what_came_in_went_out_or_stayed(books: list[Accounts]) -> None:
    for a in books:
        for flow in a.flows:
            assert flow.opening + flow.income + flow.used_surplus == flow.spent + flow.distributed + flow.closing, flow
            assert min(flow.opening, flow.income, flow.basic, flow.project, flow.closing, flow.basic_budget) >= 0, flow


def test_last_years_closing_is_this_years_opening(books: list[Accounts]) -> None:
    for a in books:
        for fund in BUDGETS:
            assert a.sum("opening", fund) == a.before.sum("closing", fund)


def test_economic_items_add_up_to_the_functional_ones(books: list[Accounts]) -> None:
    for a in books:
        assert a.economic("basic") == a.personnel + a.public == a.sum("basic", Fund.GENERAL_PUBLIC)
        assert a.economic("project") == a.sum("project", Fund.GENERAL_PUBLIC)
        assert a.economic("basic", "30108") == a.sum("basic", Fund.GENERAL_PUBLIC, "2080505")
        assert sum(a.basic_class_budget.values()) == sum(f.basic_budget for f in a.flows if f.fund is Fund.GENERAL_PUBLIC)


def test_three_public_expenses_agree_with_their_parts_items_and_counts(books: list[Accounts]) -> None:
    for a in books:
        final, counts = a.three_public.final, a.three_public.counts
        parts = (Item.OVERSEAS_TRAVEL, Item.VEHICLE_PURCHASE, Item.VEHICLE_OPERATION, Item.RECEPTION_TOTAL)
        assert final[Item.THREE_PUBLIC_TOTAL] == sum(final[part] for part in parts)
        assert final[Item.RECEPTION_TOTAL] == a.economic("basic", "30217") + a.economic("project", "30217")
        assert bool(final[Item.VEHICLE_PURCHASE]) == bool(counts[Item.VEHICLES_PURCHASED])
        assert bool(final[Item.RECEPTION_DOMESTIC]) == bool(counts[Item.RECEPTION_DOMESTIC_BATCHES])


def test_every_code_is_of_its_year_and_every_department_of_its_type() -> None:
    for seed, trade in enumerate(TRADES):
        for a in keep(invent(seed, 1)[0], seed, range(FIRST_YEAR, 2026)):
            known = {subject.code for subject in functional_subjects() if subject.valid_in(a.year)}
            codes = {flow.code for flow in a.flows} | {trade.bureau_code, trade.centre_code}
            assert codes <= known, (a.year, codes - known)
    patterns = {kind.code: (*kind.patterns, *kind.unit_patterns) for kind in department_types()}
    for trade in TRADES:
        for name in (trade.bureau, trade.centre):
            assert any(pattern in name for pattern in patterns[trade.department_type]), name


def test_every_number_stands_in_its_line_as_the_truth_says(reports: list[RenderedReport]) -> None:
    for report in reports:
        lines = report.text.splitlines()
        for placed in report.placed:
            here = "".join(
                line.strip() for line in lines[placed.line - 1 : placed.line + 8] if not _is_page_number(line, report)
            )
            printed = here.replace(" ", "")
            assert placed.raw.replace(" ", "")[:12] in printed, (report.document, placed)


def _is_page_number(line: str, report: RenderedReport) -> bool:
    return bool(report.style.page_number) and line.strip().startswith(report.style.page_number[:1]) and len(line.strip()) < 9


def test_layouts_differ_in_printing_only() -> None:
    for seed in SEEDS:
        for a in keep(invent(seed, 1)[0], seed, [2022]):
            style = Style.draw("layouts", seed)
            one, other = (render_report(a, layout, style) for layout in ("A", "B"))
            assert one.text != other.text
            assert _facts(one) == _facts(other)


def _facts(report: RenderedReport) -> Counter[tuple[str, ...]]:
    return Counter(tuple(v for k, v in row.items() if k not in {"line", "raw"}) for row in report.observations())


def test_yuan_and_ten_thousand_yuan_state_the_same_facts() -> None:
    (a,) = keep(invent(5, 1)[0], 5, [2022])
    style = Style.draw("units")
    yuan, wan = (render_report(a, "A", replace(style, unit=unit)).observations() for unit in ("元", "万元"))
    assert len(yuan) == len(wan)
    for one, other in zip(yuan, wan, strict=True):
        assert (one["item"], one["phase"], one["functional_code"]) == (other["item"], other["phase"], other["functional_code"])
        if one["unit"] == "yuan":
            assert abs(Decimal(one["value"]) - Decimal(other["value"])) <= Decimal("50.01"), one


def test_seeds_exercise_every_variant_of_printing(reports: list[RenderedReport]) -> None:
    styles = [Style.draw(seed) for seed in range(200)]
    assert {s.wrapping for s in styles} == {"above", "around", "below"}
    assert {s.order for s in styles} == {"tables first", "prose first", "no tables"}
    assert {s.table_zero for s in styles} == {"", "0.00", "—"}
    assert {report.layout for report in reports} == {"A", "B"}


def test_every_year_of_the_classification_can_be_written() -> None:
    for year in range(FIRST_YEAR, 2026):
        assert all(str(year) in report.text for report in render_all(year, years=[year], units=4, layout="A"))


def test_forms_hang_together(reports: list[RenderedReport]) -> None:
    for report in reports:
        for number in {row["form_no"] for row in report.projects()}:
            money = [row for row in report.projects() if row["form_no"] == number]
            measures = [row for row in report.indicators() if row["form_no"] == number]
            total = money[0]
            assert [row["source"] for row in money] == ["total", "fiscal", "carryover", "other"]
            assert sum(Decimal(row["weight"]) for row in measures) + Decimal(total["weight"]) == 100
            scored = sum(Decimal(row["score"]) for row in measures) + Decimal(total["score"])
            assert scored == Decimal(total["total_score"])
            parts = sum(int(row["executed"] or 0) for row in money[1:])
            assert parts == int(total["executed"])


def test_gold_files_have_the_columns_of_a_hand_reading(tmp_path: Path) -> None:
    (path,) = generate(2, years=[2023], units=1, layout="B", output=tmp_path, gold=tmp_path / "gold")
    with (tmp_path / "gold" / "documents.csv").open(encoding="utf-8") as handle:
        (document,) = csv.DictReader(handle)
    assert document["document"] == path.stem
    assert document["place"] == "line"
    with (tmp_path / "gold" / path.stem / "observations.csv").open(encoding="utf-8") as handle:
        assert next(csv.reader(handle))[:3] == ["fund", "functional_code", "functional_name"]
    assert (tmp_path / "gold" / path.stem / "claims.csv").read_text(encoding="utf-8").startswith("claim_id,lines,level")


def test_impossible_wishes_are_refused() -> None:
    with pytest.raises(ValueError, match="2019"):
        keep(invent(1, 1)[0], 1, [2018])
    with pytest.raises(ValueError, match="最多"):
        invent(1, 10_000)
