"""Small printed tables for the tests of the statement readers, and what they are read as, in one line a number."""

from __future__ import annotations

from textwrap import dedent

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.ledger import Ledger
from etl.parse.statements import StatementsRead, find_statements, read_statements
from etl.report import Observation


def document(text: str) -> Document:
    """A text report; ``⇥`` stands for a tab, so that the columns of a table can be seen."""
    return Document("sample", "0" * 64, "text", split_lines(dedent(text).strip("\n").replace("⇥", "\t")))


def read(text: str, default_unit: str | None = None) -> StatementsRead:
    """Read all tables of a text report."""
    source = document(text)
    return read_statements(source, find_statements(source), Ledger(), default_unit)


def short(row: Observation) -> str:
    """``fund [subject] item phase value``: what a number was read as; the phase only where it is not the final account."""
    subject = row.functional_code or "/".join(row.functional_path) or row.economic_code or row.economic_name
    phase = "" if row.phase == "final" else str(row.phase)
    return " ".join(part for part in (str(row.fund), subject, str(row.item), phase, f"{row.value.normalize():f}") if part)


def numbers(text: str, default_unit: str | None = None) -> list[str]:
    """All numbers of a text report in printed order, see `short`."""
    return [short(row) for row in read(text, default_unit).observations]
