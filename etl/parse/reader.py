"""Document → Report: tables, narrative and forms read into one canonical Report, nothing resolved and nothing checked yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from etl.errors import NotFinalAccounts
from etl.extract.document import Document, Line
from etl.parse.flow import canonical, is_page_number, join
from etl.parse.heading import read_heading
from etl.parse.ledger import Ledger
from etl.parse.leftovers import account_for
from etl.parse.narrative.overview import read_overview, read_units_in_scope
from etl.parse.narrative.reader import read_section
from etl.parse.pages import without_page_numbers
from etl.parse.performance import find_forms, link_narrative, read_forms
from etl.parse.recognised import mark_recognised
from etl.parse.sections import MEANINGS, Kind, Section, find_sections, is_bare_heading
from etl.parse.statements import find_statements, noted_budget, read_statements
from etl.parse.torn_rows import with_whole_rows
from etl.report import Explanation, Note, Observation, Report, SourceFile
from etl.vocabulary import Phase

_UNIT_LINE: Final = re.compile(r"单位：(亿元|万元|千元|元)")


def _default_unit(document: Document) -> str | None:
    """The money unit that all 单位 lines of the document agree on; None where they differ or there is none."""
    units = {match.group(1) for match in _UNIT_LINE.finditer(canonical(document.squeezed))}
    return units.pop() if len(units) == 1 else None


def prose(document: Document, section: Section, inside: Sequence[bool]) -> list[Line]:
    """The lines of a section that are running text: no tables, no forms, no page numbers between the lines of a sentence."""
    lines = (document.lines[i] for i in range(section.start, section.end) if not inside[i])
    return [line for line in lines if not line.cells and not is_page_number(line)]


def _read_narrative(
    document: Document,
    sections: Sequence[Section],
    inside: Sequence[bool],
    fiscal_year: int,
    ledger: Ledger,
    budget: Phase | None,
) -> tuple[list[Observation], list[Explanation]]:
    observations: list[Observation] = []
    explanations: list[Explanation] = []
    performance: list[Line] = []
    for section in sections:
        if section.kind not in MEANINGS:
            continue
        lines = prose(document, section, inside)
        if not lines:
            continue
        if section.kind is Kind.PERFORMANCE:
            performance += lines[1:] if is_bare_heading(lines[0].text) else lines
            continue
        flow = join(lines)
        if section.kind is Kind.ORGANISATION:
            observations += read_units_in_scope(flow, ledger)
        found = read_section(flow, section.kind, section.title, fiscal_year, ledger, observations, budget)
        observations += found.observations
        explanations += found.explanations
    if performance:
        observations += read_overview(join(performance), ledger)
    return observations, explanations


def _of_file(document: Document) -> Iterator[Note]:
    """What the extractor notes of the file."""
    return (Note(code="file", text=text) for text in document.notes)


def _inside(document: Document, ranges: Sequence[tuple[int, int]]) -> list[bool]:
    """For each line whether it is inside one of the ranges of tables and forms."""
    inside = [False] * len(document.lines)
    for start, end in ranges:
        inside[start:end] = [True] * (end - start)
    return inside


def _no_amounts(place: str) -> NotFinalAccounts:
    return NotFinalAccounts(
        "没有读到任何金额，可能是空白模板",
        expected="有数字的决算报表或说明",
        place=place,
        remedy="确认文件内容后重新载入",
    )


def read_document(document: Document) -> Report:
    """Read a document into a Report with printed names (codes only where printed).

    Raises NotFinalAccounts, NoFiscalYear, NoUnitName, SeveralUnits or NoMoneyUnit where the document does not say whose
    accounts these are, of which year, or in which unit; NotFinalAccounts also where it is an unfilled template.
    """
    heading = read_heading(document)
    printed, (document, furniture) = document, without_page_numbers(document)
    rows = with_whole_rows(document)
    document, ledger = rows.document, Ledger(rows.pieces())
    for line in furniture:
        ledger.claim_line(line.page, line.number, "page_number")
    tables, forms = find_statements(document), find_forms(document)
    of_tables, of_forms = [(table.start, table.end) for table in tables], [(form.start, form.end) for form in forms]
    inside = _inside(document, [*of_tables, *of_forms])
    sections = find_sections(document, [*of_tables, *of_forms])
    budget = noted_budget(document, tables)
    observations, explanations = _read_narrative(document, sections, inside, heading.fiscal_year, ledger, budget)
    statements = read_statements(document, tables, ledger, _default_unit(document), heading.fiscal_year, observations)
    found_forms = read_forms(document, forms, ledger)
    linked = link_narrative(found_forms.forms, document, forms, ledger)
    if not statements.observations and not observations:
        raise _no_amounts(document.name)
    in_print = [replace(section, start=rows.places[section.start], end=rows.places[section.end]) for section in sections]
    in_ranges = [[rows.printed(*place) for place in places] for places in (of_forms, of_tables)]
    coverage, unread = account_for(printed, ledger, in_print, *in_ranges)
    report = Report(
        source=SourceFile(name=document.name, sha256=document.sha256, media=document.media, size_bytes=document.size_bytes),
        unit=heading.unit,
        fiscal_year=heading.fiscal_year,
        scope=heading.scope,
        title=heading.title,
        observations=(*statements.observations, *observations),
        explanations=tuple(explanations),
        statements=statements.statements,
        forms=linked,
        coverage=coverage,
        unread=unread,
        notes=(*_of_file(document), *heading.notes, *statements.notes, *found_forms.notes),
    )
    return mark_recognised(report, document)
