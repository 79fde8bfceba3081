"""Real reports: every contradiction verified by hand is found, and no error is raised where none was.

`claims.csv` beside the checkout lists what readers found by hand, by line or page; a finding within two lines counts for it.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from etl.pipeline import read_report
from etl.report import Check, Report

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no corpus beside the checkout"),
]

WINDOW = {"line": 2, "page": 0}
# soft and rounding claims found, out of those listed; a floor, to be raised
OTHERS_FOUND = {"wuhai_hrss_2023": 26, "ningxia_hrss_2023": 35, "putuo_planning_2024": 14}


def documents() -> list[tuple[str, str]]:
    """The reports with claims, and whether these name lines or pages."""
    path = SHARED / "gold" / "documents.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as handle:
        return [(row["document"], row["place"]) for row in csv.DictReader(handle)]


def claims(name: str) -> list[tuple[str, str, frozenset[int]]]:
    """Id, level and places of each claim."""
    with (SHARED / "gold" / name / "claims.csv").open(encoding="utf-8") as handle:
        return [(row["claim_id"], row["level"], _numbers(row["lines"])) for row in csv.DictReader(handle)]


def _numbers(text: str) -> frozenset[int]:
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


@cache
def checked(name: str) -> Report:
    """A report of the corpus, read and checked."""
    return read_report(next((SHARED / "corpus").glob(f"{name}.*")))


def failed(name: str) -> list[Check]:
    """Its failed checks."""
    return [check for check in checked(name).checks if check.status == "failed"]


def near(check: Check, places: frozenset[int], place: str) -> bool:
    """True where a check stands at one of some places."""
    own = [getattr(at, place) for at in check.places]
    return any(abs(number - other) <= WINDOW[place] for number in own if number is not None for other in places)


@pytest.mark.parametrize(("name", "place"), documents())
def test_every_contradiction_verified_by_hand_is_found(name: str, place: str) -> None:
    hard = [(claim, places) for claim, level, places in claims(name) if level == "hard"]
    missed = [claim for claim, places in hard if not any(near(check, places, place) for check in failed(name))]
    assert missed == []


@pytest.mark.parametrize(("name", "place"), documents())
def test_no_error_stands_where_a_reader_found_nothing(name: str, place: str) -> None:
    known = [places for _, level, places in claims(name) if level != "clean"]
    alarms = [
        (check.rule, check.message)
        for check in failed(name)
        if check.severity == "error" and not any(near(check, places, place) for places in known)
    ]
    assert alarms == []


@pytest.mark.parametrize(("name", "place"), documents())
def test_most_of_what_needs_a_reader_is_found_too(name: str, place: str) -> None:
    others = [places for _, level, places in claims(name) if level in ("soft", "rounding")]
    found = sum(any(near(check, places, place) for check in failed(name)) for places in others)
    assert found >= OTHERS_FOUND[name]


def test_the_errors_of_reports_without_claims_are_the_ones_verified_by_hand() -> None:
    """Each was recomputed from the printed lines; another one is either a new truth or a false alarm."""
    rules = sorted(check.rule for check in failed("haidong_hrss_2024") if check.severity == "error")
    assert rules == [
        "directions.signs",
        "directions.words",
        "percentages.completion",
        "percentages.completion",
        "percentages.growth",
        "percentages.growth",
        "table.economic_classes",
    ]
    # 5,013.95 of 9,402.94 is 53.32 %, printed 53.31 %
    assert [check.rule for check in failed("urumqi_hrss_2023") if check.severity == "error"] == ["percentages.growth"]
    assert [check.rule for check in failed("wuhai_sics_2024") if check.severity == "error"] == []


def test_a_figure_taken_from_the_wrong_table_is_explained_and_mended() -> None:
    lead, other = (check for check in failed("putuo_planning_2024") if check.severity == "error")
    assert (lead.proposed, other.proposed) == ("5364.75万元", "4884.09万元")
    assert "全部资金" in lead.message
    assert other.cause.startswith(lead.rule)
