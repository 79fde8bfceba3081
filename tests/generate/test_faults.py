"""What planting a fault promises: one place changed, the rest of text and truth as it was, a claim that names the place."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from etl.generate import RenderedReport
from etl.generate.bookkeeping import keep
from etl.generate.drafts import Draft
from etl.generate.faults import BY_KIND, FAULTS, Fault, plant
from etl.generate.form_style import FormStyle
from etl.generate.gold import write_gold
from etl.generate.style import Layout, Style
from etl.generate.text import print_report
from etl.generate.units import invent

LEFT_OUT = {"omitted_section", "omitted_statement", "missing_note"}  # what is not printed carries no line


@cache
def drafts(forms: FormStyle, layout: Layout) -> list[tuple[Draft, RenderedReport]]:
    """Some reports before they are printed, and printed."""
    found = []
    for seed in range(1, 4):
        for unit in invent(seed, 2):
            (accounts,) = keep(unit, seed, [2023])
            draft = Draft.of(accounts, layout, Style.draw(seed, unit.number), forms)
            found.append((draft, print_report(accounts, layout, draft.style, draft.blocks)))
    return found


@cache
def planted(fault: Fault) -> list[tuple[RenderedReport, RenderedReport]]:
    """A report or two without and with the fault."""
    pairs: list[tuple[RenderedReport, RenderedReport]] = []
    for layout in fault.layouts:
        for draft, clean in drafts(fault.forms, layout):
            report = plant(draft, fault, seed=5) if len(pairs) < 2 else None
            pairs += [(clean, report)] if report else []
    return pairs


PLACED = [pytest.param(fault, id=fault.kind) for fault in FAULTS if fault.kind not in {"average_score", "government_fund"}]


@pytest.mark.parametrize("fault", PLACED)
def test_only_the_lines_of_the_claim_are_printed_otherwise(fault: Fault) -> None:
    pairs = planted(fault)
    assert pairs
    for clean, report in pairs:
        [claim] = report.claims
        lines = {int(line) for line in claim["lines"].split(";") if line}
        assert bool(lines) is (fault.kind not in LEFT_OUT)
        before, after = clean.text.splitlines(), report.text.splitlines()
        if report.layout == "A" and len(before) == len(after):
            changed = {number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
            unit_line = {min(lines, default=1) - step for step in range(1, 9)} if fault.kind == "statement_unit" else set()
            assert changed <= lines | unit_line | numerals(fault, changed), claim
        assert before != after


def numerals(fault: Fault, changed: set[int]) -> set[int]:
    """The claim names the first numeral that is wrong; those after it follow."""
    return changed if fault.kind == "numeral" else set()


@pytest.mark.parametrize("fault", PLACED)
def test_the_truth_changes_at_the_fault_alone(fault: Fault) -> None:
    for clean, report in planted(fault):
        if fault.kind in LEFT_OUT or clean.text.count("\n") != report.text.count("\n"):
            continue
        lines = set(report.claims[0]["lines"].split(";"))
        for rows in ("observations", "explanations", "indicators"):
            before, after = ([row for row in getattr(r, rows)() if row["line"] not in lines] for r in (clean, report))
            assert before == after, (report.document, rows)


def test_a_fault_is_planted_in_the_same_place_for_the_same_seed() -> None:
    fault = BY_KIND["prose_total"]
    draft, _ = drafts(fault.forms, "A")[0]
    one, again, other = (plant(draft, fault, seed) for seed in (1, 1, 2))
    assert one and again and other
    assert one.text == again.text
    assert one.text != other.text


def test_the_observed_number_is_the_one_printed() -> None:
    for _, report in planted(BY_KIND["statement_digit"]):
        [claim] = report.claims
        rows = [row for row in report.observations() if row["line"] == claim["lines"] and row["raw"] == claim["stated"]]
        assert rows
        assert claim["stated"] in report.text
        assert claim["recomputed"] != claim["stated"]


def test_claims_are_written_beside_the_truth(tmp_path: Path) -> None:
    [(_, report), *_] = planted(BY_KIND["completion"])
    write_gold([report], tmp_path)
    with (tmp_path / report.document / "claims.csv").open(encoding="utf-8") as handle:
        [row] = csv.DictReader(handle)
    assert (row["kind"], row["level"], row["lines"]) == ("completion", "hard", report.claims[0]["lines"])


def test_kinds_are_named_once() -> None:
    assert len(BY_KIND) == len(FAULTS) >= 60
