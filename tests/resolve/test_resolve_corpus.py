"""Names as the real reports print them, against the codes that readers gave them by hand."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from resolve_examples import expense, note_codes, prose, report

from etl.parse.flow import canonical
from etl.report import Observation
from etl.resolve import resolve
from etl.resolve.catalogue import economic_catalogue, functional_catalogue
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS, GOLD = SHARED / "corpus", SHARED / "gold"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports are not beside the checkout"),
]

HEADING = re.compile(r"(?:^|[。；）.、\d])(?P<class>[\u4e00-\u9fff]{2,20}?)（类）")
ITEM = re.compile(r"(?P<group>[\u4e00-\u9fff（）室、]{2,30}?)（款）(?P<item>[\u4e00-\u9fff（）室、]{2,40}?)（项）")


def _gold(document: str) -> list[dict[str, str]]:
    with (GOLD / document / "observations.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _printed_paths(document: str) -> list[tuple[str, str, str]]:
    """(class, group, item) as printed in the prose of a text report, the class from the heading above or the same line."""
    text = canonical((CORPUS / f"{document}.txt").read_text(encoding="utf-8"))
    marks = sorted([*HEADING.finditer(text), *ITEM.finditer(text)], key=lambda match: match.end())
    paths, head = [], ""
    for match in marks:
        if "class" in match.re.groupindex:
            head = match["class"]
        else:
            group = match["group"].rpartition("类）")[2]
            paths.append((head, group, match["item"]))
    return list(dict.fromkeys(paths))


def test_paths_of_the_wuhai_prose_get_the_codes_of_the_gold_reading() -> None:
    paths = _printed_paths("wuhai_hrss_2023")
    resolved = resolve(report(*(prose(*path) for path in paths)))
    gold = {
        (row["functional_name"], row["functional_code"]) for row in _gold("wuhai_hrss_2023") if len(row["functional_code"]) == 7
    }
    assert {(row.functional_name, row.functional_code) for row in resolved.observations} == gold
    assert note_codes(resolved) == []


@pytest.mark.parametrize(
    ("document", "year", "count"),
    [
        ("wuhai_hrss_2023", 2023, 15),
        ("wuhai_sics_2024", 2024, 8),
        ("haidong_hrss_2024", 2024, 21),
        ("urumqi_hrss_2023", 2023, 12),
    ],
)
def test_every_path_of_the_prose_is_resolved(document: str, year: int, count: int) -> None:
    paths = _printed_paths(document)
    resolved = resolve(report(*(prose(*path, fund=Fund.ALL) for path in paths), year=year))
    assert [row.functional_path for row in resolved.observations if not row.functional_code] == []
    assert len(paths) == count


def _from_gold(row: dict[str, str], year: int) -> Observation:
    """A gold row as the reading would give it: codes of tables as printed, of prose as names alone."""
    functional, economic = functional_catalogue(year), economic_catalogue(year)
    code, own = row["functional_code"], row["economic_code"]
    digits = -Decimal(row["raw"].replace(",", "")).as_tuple().exponent if re.fullmatch(r"[\d,.]+", row["raw"]) else 2
    tolerance = Decimal(5).scaleb(-digits - 1) * (10_000 if abs(Decimal(row["value"])) > 10 * len(row["raw"]) else 1)
    given = {
        "fund": Fund(row["fund"]),
        "item": Item(row["item"]),
        "phase": Phase(row["phase"]),
        "value": Decimal(row["value"]),
        "unit": MeasureUnit(row["unit"]),
        "channel": Channel(row["channel"]),
        "raw": row["raw"],
        "tolerance": tolerance,
        "functional_name": row["functional_name"],
        "economic_name": row["economic_name"],
    }
    if row["channel"] == "table":
        return Observation(**given, functional_code=code, economic_code=own)
    parents = tuple(functional.name_of(code[:size]) for size in (3, 5) if size < len(code))
    path = (*parents, row["functional_name"]) if code else ()
    head = (
        ("人员经费" if own[:3] in ("301", "303") else "公用经费")
        if row["item"] == "basic_expenditure"
        else economic.name_of(own[:3])
    )
    listed = ((row["economic_name"],) if len(own) == 3 else (head, row["economic_name"])) if own else ()
    return Observation(**given, functional_path=path, economic_path=listed)


@pytest.mark.parametrize(
    ("document", "year"), [("wuhai_hrss_2023", 2023), ("ningxia_hrss_2023", 2023), ("putuo_planning_2024", 2024)]
)
def test_names_of_the_gold_readings_give_their_codes(document: str, year: int) -> None:
    gold = _gold(document)
    resolved = resolve(report(*(_from_gold(row, year) for row in gold), year=year))
    wrong = [
        (row["functional_name"], row["functional_code"], seen.functional_code, row["economic_name"], seen.economic_code)
        for row, seen in zip(gold, resolved.observations, strict=True)
        if (row["functional_code"], row["economic_code"]) != (seen.functional_code, seen.economic_code)
    ]
    assert wrong == []


def test_the_name_that_no_list_has_is_proven_by_its_amount() -> None:
    gold = _gold("putuo_planning_2024")
    resolved = resolve(report(*(_from_gold(row, 2024) for row in gold), year=2024))
    assert sorted(note_codes(resolved)) == ["subject_by_amount", "subject_former_name"]


def test_names_that_a_line_end_cut_are_completed() -> None:
    resolved = resolve(report(expense("人员经费", "其他对个人和家庭的补"), expense("人员经费", "职业年金 缴费"), year=2024))
    assert [row.economic_code for row in resolved.observations] == ["30399", "30109"]
