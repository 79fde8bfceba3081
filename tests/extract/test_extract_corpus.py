"""Real reports: every amount of the tables stands in a cell of its page; a report printed in another format reads the same."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import printing
import pytest

from etl.extract import Line, read_bytes, read_file
from etl.extract.source import Source
from etl.settings import Settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real reports is missing"),
]
TEXTS = sorted(path.stem for path in CORPUS.glob("*.txt")) if CORPUS.is_dir() else []


def squeezed(text):
    return "".join(text.split())


def rows(lines):
    return [[squeezed(cell) for cell in line.cells] for line in lines if any(line.cells)]


def within(cells):
    """The cells of a row without the empty ones at its sides, which a sheet of one table does not show."""
    filled = [index for index, cell in enumerate(cells) if cell]
    return cells[filled[0] : filled[-1] + 1]


def printable(line):
    """The line with the characters that the font of the test has."""
    text, *cells = (piece.encode("gbk", "ignore").decode("gbk").replace("·", "") for piece in (line.text, *line.cells))
    return Line(line.number, text, tuple(cells))


def test_every_amount_of_the_tables_stands_in_a_cell_of_its_page_and_none_besides():
    document = read_file(CORPUS / "putuo_planning_2024.pdf", Settings())
    with (SHARED / "gold" / "putuo_planning_2024" / "observations.csv").open(encoding="utf-8") as file:
        gold = Counter((int(row["line"]), row["raw"]) for row in csv.DictReader(file) if row["channel"] == "table")
    cells = Counter((line.page, cell) for line in document.lines for cell in line.cells if re.fullmatch(r"[\d,]+\.\d\d", cell))
    assert sum(gold.values()) > 300
    assert cells == gold
    assert document.notes == ()


def test_rows_have_the_columns_of_the_page():
    document = read_file(CORPUS / "putuo_planning_2024.pdf", Settings())
    widths = {page: {len(line.cells) for line in document.lines if line.page == page and line.cells} for page in range(1, 31)}
    drawn = {6: 3, 7: 4, 8: 9, 9: 9, 10: 8, 11: 8, 12: 7, 13: 7, 14: 5, 15: 5, 16: 6, 17: 12, 18: 8, 19: 8}
    assert widths == {page: {drawn[page]} if page in drawn else set() for page in range(1, 31)}


def test_an_empty_template_gives_its_text_and_no_amount():
    document = read_file(CORPUS / "template_2024.pdf", Settings())
    assert not [cell for line in document.lines for cell in line.cells if re.fullmatch(r"[\d,]+\.\d+", cell)]
    assert {line.page for line in document.lines} == set(range(1, 24))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("media", ["pdf", "docx", "xlsx", "html"])
def test_a_report_printed_in_another_format_has_the_same_rows_and_text(name, media):
    shown = [line for line in map(printable, read_file(CORPUS / f"{name}.txt", Settings()).lines) if not line.blank]
    data = printing.printed(media, shown)
    (document,) = read_bytes(Source(name, name, data), Settings(max_page_objects=10**6))
    assert document.media == media
    if media == "xlsx":  # a row with one cell is no row in a sheet
        read, printed = (
            [within(cells) for cells in rows(lines) if sum(map(bool, cells)) > 1] for lines in (document.lines, shown)
        )
        assert read == printed
        return
    assert rows(document.lines) == rows(shown)
    assert squeezed("".join(line.text for line in document.lines)) == squeezed("".join(line.text for line in shown))
