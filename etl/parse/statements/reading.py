"""Reading all accounts tables of a document: laid out, read row by row, solved together, made observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.errors import NoMoneyUnit
from etl.extract.document import Document
from etl.parse.ledger import Ledger
from etl.parse.statements import assets, by_economy, by_function, kinds, listed, sides, three_public
from etl.parse.statements.accounts import assign
from etl.parse.statements.confirm import withhold
from etl.parse.statements.emit import ambiguous, observe
from etl.parse.statements.regions import StatementRegion
from etl.parse.statements.rows import Table
from etl.parse.statements.sheets import Sheet, lay_out
from etl.report import Note, Observation, StatementSeen
from etl.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class StatementsRead:
    """What the accounts tables say: observations in printed order, the tables as found, what a reader should know."""

    observations: tuple[Observation, ...]
    statements: tuple[StatementSeen, ...]
    notes: tuple[Note, ...]


def read_statements(
    document: Document,
    regions: Sequence[StatementRegion],
    ledger: Ledger,
    default_unit: str | None,
    fiscal_year: int | None = None,
    said: Sequence[Observation] = (),
) -> StatementsRead:
    """Read the tables of a document that `find_statements` found.

    `default_unit` (元 or 万元) is the document's own evidence, for tables that print no 单位 (a note says so); `fiscal_year`
    tells which years in headers are last year's; `said` is what the prose states. Every number that is understood is claimed
    in `ledger`; the others are left for the coverage pass. Raises NoMoneyUnit for a table with amounts and no unit at all.
    """
    sheets = [_by_content(lay_out(document, region, ledger, fiscal_year)) for region in regions]
    per_sheet = [_tables(sheet) for sheet in sheets]
    tables: list[Table] = []
    units: dict[int, str] = {}
    notes: list[Note] = []
    for sheet, own in zip(sheets, per_sheet, strict=True):
        unit = _unit(document, sheet, own, default_unit, notes)
        for table in own:
            units[len(tables)] = unit
            tables.append(table)
    assign(tables, units, said)
    if any(table.disordered for table in tables):
        withhold([table for sheet, own in zip(sheets, per_sheet, strict=True) if not sheet.in_cells for table in own])
    observations: list[Observation] = []
    seen: list[StatementSeen] = []
    position = 0
    for sheet, own in zip(sheets, per_sheet, strict=True):
        before = len(observations)
        for table in own:
            observations.extend(observe(table, units[position], ledger))
            notes.extend(ambiguous(table))
            position += 1
        seen.append(_seen(document, sheet, len(observations) - before))
        if not sheet.budget_known and any(row.phase is Phase.ANNUAL_BUDGET for row in observations[before:]):
            notes.append(_budget_note(document, sheet))
    return StatementsRead(tuple(observations), tuple(seen), tuple(notes))


def _by_content(sheet: Sheet) -> Sheet:
    """A sheet whose title says less than it holds (收入支出决算表 above both sides) as what it holds."""
    if sheet.region.kind == kinds.EXPENDITURE and sides.has_sides(sheet):
        return replace(sheet, region=replace(sheet.region, kind=kinds.SUMMARY))
    return sheet


def _tables(sheet: Sheet) -> list[Table]:
    """The tables of one statement, by how its rows are built."""
    kind = sheet.region.kind
    if kind in kinds.SIDES or (kind in kinds.BY_FUNCTION and sides.has_sides(sheet)):
        return sides.read(sheet)
    if kind in kinds.BY_FUNCTION and by_economy.breaks_down(sheet):
        return by_economy.read(sheet)
    if kind in kinds.BY_FUNCTION:
        return by_function.read(sheet)
    if kind in kinds.BY_ECONOMY:
        return by_economy.read(sheet)
    if kind == kinds.THREE_PUBLIC:
        return three_public.read(sheet)
    by_kind = assets.read_by_kind(sheet) if kind == kinds.ASSETS else None
    return listed.read(sheet) if by_kind is None else by_kind


def _unit(document: Document, sheet: Sheet, tables: Sequence[Table], default_unit: str | None, notes: list[Note]) -> str:
    if sheet.region.printed_unit:
        return sheet.region.printed_unit
    first = document.lines[sheet.region.start]
    figure = next((figure for table in tables for row in table.rows for figure in row.figures), None)
    if figure is None:
        return default_unit or "元"
    if default_unit is None:
        line = figure.token.line
        place = f"{document.name} " + (f"第{line.page}页" if line.page else "") + f"第{line.number}行"
        raise NoMoneyUnit(
            f"《{sheet.region.title}》没有单位行，{figure.token.raw} 可能是元，也可能是万元",
            expected="单位：元 或 单位：万元",
            remedy="补上该表的单位后重新装载",
            place=place,
        )
    text = f"《{sheet.region.title}》没有单位行，按全文的单位取{default_unit}"
    notes.append(Note(code="unit_from_document", text=text, page=first.page, line=first.number))
    return default_unit


def _budget_note(document: Document, sheet: Sheet) -> Note:
    first = document.lines[sheet.region.start]
    text = f"《{sheet.region.title}》没有说明预算数是年初预算还是全年预算，按现行表式取全年预算"
    return Note(code="budget_phase_assumed", text=text, page=first.page, line=first.number)


def _seen(document: Document, sheet: Sheet, amounts: int) -> StatementSeen:
    first = document.lines[sheet.region.start]
    return StatementSeen(
        kind=sheet.region.kind,
        title=sheet.region.title,
        page=first.page,
        line=first.number,
        printed_unit=sheet.region.printed_unit or "",
        amounts=amounts,
        empty_note=sheet.empty_note,
    )
