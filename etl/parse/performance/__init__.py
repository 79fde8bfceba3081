"""Performance self-evaluation forms: 项目支出绩效自评表 and 整体支出绩效自评表, in whatever shape a report prints them.

`find_forms` finds them, `read_forms` reads them, `link_narrative` ties them to what the narrative says of the same projects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.extract.document import Document, Line
from etl.parse.flow import is_page_number
from etl.parse.gapless import as_running_text, is_gapless
from etl.parse.ledger import Ledger
from etl.parse.performance.balance import settle_points
from etl.parse.performance.build import build_form
from etl.parse.performance.funding import Solved, funding_lines, settle_by_habit, solve
from etl.parse.performance.narrative import link_narrative, mended_name, pair_accounts, read_accounts
from etl.parse.performance.raw import RawForm
from etl.parse.performance.regions import FormRegion, find_forms
from etl.parse.performance.stream import read_stream
from etl.parse.performance.table import read_table
from etl.report import Note, PerformanceForm

__all__ = ["FormRegion", "FormsRead", "find_forms", "link_narrative", "read_forms"]


@dataclass(frozen=True, slots=True)
class FormsRead:
    """All forms of a document in printed order, and what a reader of the report should know about them."""

    forms: tuple[PerformanceForm, ...]
    notes: tuple[Note, ...]


def read_forms(document: Document, regions: Sequence[FormRegion], ledger: Ledger) -> FormsRead:
    """Read the forms that `find_forms` found.

    Amounts are in yuan, rates in percent as printed. Every token of a form is claimed in the ledger: ``read`` where it was
    read into a cell, else by what it is.
    """
    raw = [_read(region, document.lines[region.start : region.end]) for region in regions]
    notes = _mend_names(raw, document, regions)
    solved = [solve(form) for form in raw]
    habits = settle_by_habit([(form.head.get("implementing_unit", ""), lines) for form, lines in zip(raw, solved, strict=True)])
    forms: list[PerformanceForm] = []
    for index, (form, lines) in enumerate(zip(raw, solved, strict=True)):
        notes.extend(_money_notes(form, lines, by_habit=index in habits))
        notes.extend(_unplaced_notes(form))
        notes.extend(settle_points(form, funding_lines(form, lines)))
        forms.append(build_form(index + 1, form, lines))
        form.enter(ledger)
    return FormsRead(tuple(forms), tuple(notes))


def _read(region: FormRegion, lines: Sequence[Line]) -> RawForm:
    printed = [line for line in lines if not line.blank]
    if is_gapless(printed):
        lines = as_running_text(lines)
        printed = [line for line in lines if not line.blank]
    tabular = sum(bool(line.cells) for line in printed) * 2 > len(printed)
    form = read_table(region.kind, _whole_rows(lines)) if tabular else read_stream(region.kind, lines)
    form.claim_lines((line for line in printed if is_page_number(line)), "page_number")
    return form


def _whole_rows(lines: Sequence[Line]) -> Sequence[Line]:
    """The rows of a table drawn with bars, each as wide as the widest: cells merged with those above are not drawn again.

    These are the labels at the left, so that what a short row prints stands at the right.
    """
    width = max((len(line.cells) for line in lines if line.text.lstrip().startswith("|")), default=0)
    return [
        line._replace(cells=("",) * (width - len(line.cells)) + line.cells)
        if line.text.lstrip().startswith("|") and 1 < len(line.cells) < width
        else line
        for line in lines
    ]


def _mend_names(raw: Sequence[RawForm], document: Document, regions: Sequence[FormRegion]) -> list[Note]:
    """Take the narrative's name of a project where scanning tore the form's."""
    torn = [form for form in raw if form.torn_name and form.kind == "project"]
    if not torn:
        return []
    accounts, _ = read_accounts(document, regions)
    projects = [form for form in raw if form.kind == "project"]
    pairs = pair_accounts([form.head.get("project_name", "") for form in projects], accounts)
    notes: list[Note] = []
    for position, form in enumerate(projects):
        if not form.torn_name or position not in pairs:
            continue
        printed = form.head.get("project_name", "")
        name = mended_name(printed, accounts[pairs[position]].name)
        if name != printed:
            form.head["project_name"] = name
            text = f"自评表项目名称印作“{printed}”，按正文取“{name}”"
            notes.append(Note(code="form_name_mended", text=text, page=form.line.page, line=form.line.number))
    return notes


def _unplaced_notes(form: RawForm) -> list[Note]:
    return [
        Note(code="form_text_unplaced", text=f"自评表指标部分的文字不成一行：{text}", page=line.page, line=line.number)
        for line, text in form.unplaced
    ]


def _money_notes(form: RawForm, solved: Solved, *, by_habit: bool) -> list[Note]:
    notes = [
        Note(code="form_money_source", text=f"自评表资金行“{text}”不是已知的资金来源，未取", page=line.page, line=line.number)
        for line, text in form.odd_money
    ]
    for index in solved.open_lines:
        line = solved.lines[index].line
        printed = " ".join(solved.lines[index].pieces)
        text = f"自评表资金行“{printed}”的数字可归入不止一栏，未定"
        notes.append(Note(code="form_money_open", text=text, page=line.page, line=line.number))
    if by_habit:
        text = "自评表一行资金的栏次按同一单位其他自评表的填法确定"
        notes.append(Note(code="form_money_by_habit", text=text, page=form.line.page, line=form.line.number))
    return notes
