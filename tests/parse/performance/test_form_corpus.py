"""Real reports: their forms are read as the hand-made readings have them, and the sums of each form come out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from etl.extract.document import Document
from etl.extract.text import read_text
from etl.parse.ledger import Ledger
from etl.parse.performance import find_forms, link_narrative, read_forms
from etl.report import PerformanceForm
from etl.settings import Settings

SHARED = Path(__file__).resolve().parents[4] / "shared"
CORPUS, GOLD = SHARED / "corpus", SHARED / "gold"
INDICATOR_TEXTS = ("level1", "level2", "level3", "nature", "comparator", "target_raw", "actual_raw")
INDICATOR_NUMBERS = ("target_value", "actual_value", "weight", "score")
MONEY = ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
FORMS = {"wuhai_hrss_2023": 5, "ningxia_hrss_2023": 25, "haidong_hrss_2024": 13, "wuhai_sics_2024": 4, "urumqi_hrss_2023": 7}
INDICATORS = {
    "wuhai_hrss_2023": 66,
    "ningxia_hrss_2023": 513,
    "haidong_hrss_2024": 126,
    "wuhai_sics_2024": 76,
    "urumqi_hrss_2023": 67,
}
UNBALANCED = {("wuhai_hrss_2023", 5): "form_weight_sum"}  # one weight is not printed

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.exists(), reason="the real reports are not beside this checkout"),
]


@cache
def load(name: str) -> Document:
    return read_text(CORPUS / f"{name}.txt", Settings())


@cache
def forms_of(name: str) -> tuple[PerformanceForm, ...]:
    document, ledger = load(name), Ledger()
    regions = find_forms(document)
    return link_narrative(read_forms(document, regions, ledger).forms, document, regions, ledger)


def gold(name: str, table: str) -> list[dict[str, str]]:
    with (GOLD / name / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def plain(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", text)


def same(printed: str, value: Decimal | None) -> bool:
    return value is not None and Decimal(printed) == value


@pytest.mark.parametrize("name", FORMS)
def test_every_form_and_every_indicator_is_found(name: str) -> None:
    assert len(forms_of(name)) == FORMS[name]
    assert sum(len(form.indicators) for form in forms_of(name)) == INDICATORS[name]


@pytest.mark.parametrize("name", ["wuhai_hrss_2023", "ningxia_hrss_2023"])
def test_indicators_are_read_as_by_hand(name: str) -> None:
    rows = gold(name, "indicators")
    read = {(form.form_no, i.line): i for form in forms_of(name) for i in form.indicators}
    cells = Counter[bool]()
    for row in rows:
        indicator = read.get((int(row["form_no"]), int(row["line"])))
        assert indicator is not None, row["level3"]
        cells.update(plain(row[c]) == plain(getattr(indicator, c)) for c in INDICATOR_TEXTS if row[c])
        cells.update(same(row[c], getattr(indicator, c)) for c in INDICATOR_NUMBERS if row[c])
    assert len(read) == len(rows)
    assert cells[True] / cells.total() >= 0.995, cells


@pytest.mark.parametrize("name", ["wuhai_hrss_2023", "ningxia_hrss_2023"])
def test_money_is_read_as_by_hand(name: str) -> None:
    read = {(form.form_no, f.source): f for form in forms_of(name) for f in form.funding}
    for row in gold(name, "projects"):
        line = read[int(row["form_no"]), row["source"]]
        for column in MONEY:
            value = getattr(line, column)
            assert value == (Decimal(row[column]) if row[column] else None), (row["project_name"], row["source"], column)


@pytest.mark.parametrize("name", ["wuhai_hrss_2023", "ningxia_hrss_2023"])
def test_names_totals_and_the_narrative_s_scores_are_read_as_by_hand(name: str) -> None:
    for row in gold(name, "projects"):
        form = forms_of(name)[int(row["form_no"]) - 1]
        assert [plain(x) for x in (form.project_name, form.department, form.implementing_unit)] == [
            plain(row[c]) for c in ("project_name", "department", "implementing_unit")
        ]
        assert form.total_score == Decimal(row["total_score"])
        assert form.narrative_score == (Decimal(row["narrative_score"]) if row["narrative_score"] else None)


@pytest.mark.parametrize("name", FORMS)
def test_weights_and_scores_add_up_to_the_printed_totals(name: str) -> None:
    document, ledger = load(name), Ledger()
    notes = Counter(note.code for note in read_forms(document, find_forms(document), ledger).notes)
    expected = [code for (report, _), code in UNBALANCED.items() if report == name]
    assert [code for code in notes.elements() if code.endswith("_sum")] == expected
    for form in forms_of(name):
        weights = [i.weight for i in form.indicators] + [f.weight for f in form.funding]
        if (name, form.form_no) not in UNBALANCED:
            assert sum(weight for weight in weights if weight is not None) == form.total_weight


@pytest.mark.parametrize("name", ["haidong_hrss_2024", "wuhai_sics_2024", "wuhai_hrss_2023"])
def test_forms_agree_with_the_narrative_or_differ_where_the_report_does(name: str) -> None:
    differing = [form.form_no for form in forms_of(name) if form.narrative_score != form.total_score]
    assert differing == ([4] if name == "wuhai_hrss_2023" else [])
    assert all(form.narrative_annual_budget and form.narrative_completion_pct for form in forms_of(name))


@pytest.mark.parametrize("name", FORMS)
def test_no_number_of_a_form_is_left_unaccounted_for(name: str) -> None:
    document, ledger = load(name), Ledger()
    regions = find_forms(document)
    read_forms(document, regions, ledger)
    left = [
        (line.number, match.group())
        for region in regions
        for line in document.lines[region.start : region.end]
        for match in re.finditer(r"\d[\d,.]*", line.text)
        if ledger.kind_at(line.page, line.number, match.start(), match.end()) is None
    ]
    assert left == []
