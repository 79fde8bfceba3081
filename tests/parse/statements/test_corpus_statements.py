"""Real reports: every number of their tables is read as the hand-made reading has it, and the sums of the tables hold."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract.document import Document
from etl.extract.text import read_text, split_lines
from etl.parse.ledger import Ledger
from etl.parse.statements import StatementsRead, find_statements, read_statements
from etl.reference import functional_subjects
from etl.report import Observation
from etl.settings import Settings

SHARED = Path(__file__).resolve().parents[4] / "shared"
CORPUS, GOLD = SHARED / "corpus", SHARED / "gold"
RUNNING, COLUMNS = "ningxia_hrss_2023", "haidong_hrss_2024"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.exists(), reason="the real reports are not beside this checkout"),
]


def load(name: str) -> Document:
    return read_text(CORPUS / f"{name}.txt", Settings())


def read(name: str) -> tuple[Document, Ledger, StatementsRead]:
    source, ledger = load(name), Ledger()
    return source, ledger, read_statements(source, find_statements(source), ledger, None)


def class_code(row: Observation) -> str:
    """The code of a class that is printed by name only; a name cut short counts where one class begins so."""
    if row.functional_code or not row.functional_path:
        return row.functional_code
    name = row.functional_path[0]
    codes = {s.code for s in functional_subjects() if len(s.code) == 3 and s.name.startswith(name)}
    return codes.pop() if len(codes) == 1 else ""


Key = tuple[str, str, str, str, str, Decimal, int, str]


def gold(name: str) -> list[dict[str, str]]:
    path = GOLD / name / "observations.csv"
    if not path.exists():
        pytest.skip("the hand-made reading is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["channel"] == "table"]


def test_every_number_of_the_running_tables_is_read_as_by_hand_and_nothing_else() -> None:
    _, _, result = read(RUNNING)
    wanted: Counter[Key] = Counter(
        (
            row["fund"],
            row["functional_code"],
            row["economic_code"],
            row["item"],
            row["phase"],
            Decimal(row["value"]),
            int(row["line"]),
            row["raw"],
        )
        for row in gold(RUNNING)
    )
    found: Counter[Key] = Counter(
        (str(row.fund), class_code(row), row.economic_code, str(row.item), str(row.phase), row.value, row.line or 0, row.raw)
        for row in result.observations
    )
    assert found - wanted == Counter()
    assert wanted - found == Counter()
    assert result.notes == ()


def test_the_names_are_those_read_by_hand() -> None:
    _, _, result = read(RUNNING)
    wanted = {
        (r["functional_code"], r["economic_code"], r["line"]): (r["functional_name"], r["economic_name"]) for r in gold(RUNNING)
    }
    for row in result.observations:
        names = wanted[class_code(row), row.economic_code, str(row.line)]
        assert (row.functional_name, row.economic_name) == names


@pytest.mark.parametrize("name", [RUNNING, COLUMNS])
def test_no_number_of_a_table_is_left_over(name: str) -> None:
    source, ledger, _ = read(name)
    left = [
        (line.number, match.group())
        for region in find_statements(source)
        for line in source.lines[region.start : region.end]
        for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", line.text)
        if ledger.kind_at(line.page, line.number, match.start(), match.end()) is None
    ]
    assert left == []


def test_all_eleven_tables_in_columns_are_found_and_read() -> None:
    source, _, result = read(COLUMNS)
    assert [(seen.kind, seen.amounts, seen.printed_unit) for seen in result.statements] == [
        ("summary", 11, "万元"),
        ("income", 68, "万元"),
        ("expenditure", 73, "万元"),
        ("fiscal_summary", 17, "万元"),
        ("general_public", 73, "万元"),
        ("basic_expenditure", 35, "万元"),
        ("government_fund", 0, "万元"),
        ("state_capital", 0, "万元"),
        ("three_public", 11, "万元"),
        ("operating_cost", 19, "万元"),
        ("procurement", 4, "万元"),
    ]
    last = find_statements(source)[-1]
    assert "第三部分" in next(line.text for line in source.lines[last.end :] if not line.blank)


PARTS = {
    "total_income": ("fiscal_appropriation", "superior_subsidy", "institutional_income", "business_income",
                     "affiliate_remittance", "other_income"),
    "total_expenditure": ("basic_expenditure", "project_expenditure", "remittance_to_superior", "business_expenditure",
                          "affiliate_subsidy"),
}  # fmt: skip


@pytest.mark.parametrize("name", [RUNNING, COLUMNS])
def test_the_parts_of_every_subject_add_up_to_its_total(name: str) -> None:
    _, _, result = read(name)
    cells: dict[tuple[str, int], dict[str, Observation]] = defaultdict(dict)
    for row in result.observations:
        if row.section in ("income", "expenditure", "general_public", "state_capital"):
            cells[row.section, row.line or 0][str(row.item)] = row
    assert len(cells) > 80
    for row_of_cells in cells.values():
        for total, parts in PARTS.items():
            if total in row_of_cells:
                present = [row_of_cells[part] for part in parts if part in row_of_cells]
                slack = row_of_cells[total].tolerance * 2 + sum(part.tolerance for part in present)
                assert abs(row_of_cells[total].value - sum(part.value for part in present)) <= slack


def test_every_class_and_group_is_the_sum_of_what_stands_below_it() -> None:
    _, _, result = read(COLUMNS)
    columns: dict[tuple[str, str], dict[str, Observation]] = defaultdict(dict)
    for row in result.observations:
        if row.section in ("income", "expenditure", "general_public"):
            columns[row.section, str(row.item)][row.functional_code] = row
    compared = 0
    for column in columns.values():
        for above, row in column.items():
            below = [other for code, other in column.items() if _is_child(above, code)]
            if below:
                slack = row.tolerance + sum(other.tolerance for other in below)
                assert abs(row.value - sum(other.value for other in below)) <= slack, (row.section, row.item, above)
                compared += 1
    assert compared > 60


def _is_child(above: str, code: str) -> bool:
    return code.startswith(above) and len(code) == {0: 3, 3: 5, 5: 7}.get(len(above), 0)


def test_tables_in_columns_give_the_same_numbers_when_their_empty_cells_are_gone() -> None:
    source, _, columns = read(COLUMNS)
    text = "\n".join(" ".join(cell for cell in line.cells if cell) if line.cells else line.text for line in source.lines)
    running = Document("running", "0" * 64, "text", split_lines(text))
    result = read_statements(running, find_statements(running), Ledger(), None)
    before, after = Counter(map(meaning, columns.observations)), Counter(map(meaning, result.observations))
    assert after - before == Counter()
    # two labels side by side before one number: whose it is cannot be told any more
    assert [key[2] for key in before - after] == ["vehicles_held"]


def meaning(row: Observation) -> tuple[str, str, str, str, str, str, Decimal]:
    subject = row.functional_code or "/".join(row.functional_path)
    return row.section, str(row.fund), str(row.item), subject, row.economic_code, str(row.phase), row.value
