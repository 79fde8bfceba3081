"""Tables with a row a functional subject, printed in columns (empty cells kept)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from etl.parse.statements import economy_columns, kinds, labels
from etl.parse.statements.columns import Column, identities, pick_template, role_of
from etl.parse.statements.headers import LEAD, Cells, flatten, line_number_columns
from etl.parse.statements.names import Ladder
from etl.parse.statements.ragged import whole_rows, width_of
from etl.parse.statements.rows import Figure, Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import squeeze
from etl.vocabulary import Item

_CODE_CELL: Final = re.compile(r"[\[（]?(2\d\d(?:\d\d){0,2})[\]）]?(?!\d)(?!\.)(\D*)$")
_AMOUNT: Final = re.compile(r"-?[\d,]+\.\d+")
_DIGITS: Final = re.compile(r"\d{2,7}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns of a table stand: `lead` cells of codes and names, then the number columns."""

    lead: int
    columns: tuple[Column, ...]
    width: int
    skipped: frozenset[int]


def read_cells(sheet: Sheet) -> list[Table]:
    """Rows of a table in columns, each figure under its header."""
    grid = sheet.grid
    start = next((i for i, row in enumerate(grid) if _leads(row) is not None and not is_column_numbers(row)), len(grid))
    start = next((i for i, row in enumerate(grid[:start]) if _is_named(row)), start)
    header = whole_rows([row for row in grid[:start] if not is_column_numbers(row)], width_of(grid[start:]))
    sheet.claim_lines(sheet.body[:start], "header")
    layout = _layout(sheet, header, grid[start:])
    rows: list[Row] = []
    for row in grid[start:]:
        if is_column_numbers(row):
            sheet.claim_cells(row, "column_number")
        elif _is_header(row):
            sheet.claim_cells(row, "header")
        else:
            _read_row(sheet, layout, row, rows)
    ladder = Ladder()
    for read in rows:
        if read.subject.functional_name and not read.subject.functional_code:
            read.subject.functional_path = ladder.path(read.subject.functional_name)
    item = Item.PROJECT_EXPENDITURE if sheet.region.kind == kinds.PROJECT else None
    return [Table(sheet.region, sheet.fund, layout.columns, rows, item=item)]


def _is_named(row: Cells) -> bool:
    """True for a row that prints a subject's name without a code: text first, then figures only."""
    filled = [token for token in row if token is not None]
    if is_column_numbers(row) or len(filled) < 2 or filled[0].is_number or labels.HEADER_WORDS.match(filled[0].text):
        return False
    return all(token.is_number or token.is_empty_mark for token in filled[1:]) and any(token.is_number for token in filled[1:])


def _is_header(row: Cells) -> bool:
    texts = [token.text for token in row if token is not None]
    return (
        bool(texts)
        and all(labels.HEADER_WORDS.match(text) or LEAD.search(text) or role_of("", (text,)) for text in texts)
        and (not any(labels.TOTAL.match(text) for text in texts[:1]) and len(texts) > 1)
    )


def _leads(row: Cells) -> tuple[str, str, int] | None:
    """Code, name and how many cells they take at the beginning of a body row; None for any other row."""
    code = ""
    for index, token in enumerate(row):
        if token is None:
            continue
        text = token.text
        match = _CODE_CELL.match(text)
        if match and not code:
            if match.group(2):
                return match.group(1), match.group(2), index + 1
            code = match.group(1)
        elif code and token.is_integer and len(text) == 2 and len(code) in (3, 5) and index <= 3:
            code += text
        elif code and token.is_integer and _DIGITS.fullmatch(text) and text.startswith(code) and index <= 3:
            code = text
        elif code:
            return code, "" if token.is_number else text, index if token.is_number else index + 1
        elif labels.TOTAL.match(text):
            after = [other for other in row[index + 1 :] if other is not None]
            return (
                ("", text, index + 1) if not after or all(other.is_number or other.is_empty_mark for other in after) else None
            )
        else:
            return None
    return (code, "", len(row)) if code else None


def _layout(sheet: Sheet, header: Sequence[Cells], body: Sequence[Cells]) -> _Layout:
    paths = flatten(header)
    kind = sheet.region.kind
    ends = [found[2] for row in body if (found := _leads(row)) is not None and found[0]]
    lead = max(set(ends), key=ends.count) if ends else 0
    named = next((i for i, path in enumerate(paths) if path and not any(LEAD.search(part) for part in path)), None)
    lead_header = named if named is not None and (not ends or named > 0) else lead or 2
    first = _first_amounts(body, len(paths))
    if lead and lead <= first < lead_header:  # a header set over the middle of its columns: it is not above the first of them
        lead_header = first
        paths = [tuple(part for part in path if i < first or not LEAD.search(part)) for i, path in enumerate(paths)]
    skipped = frozenset(i for i in line_number_columns(paths, []) if i >= lead_header)
    columns = economy_columns.by_paths(paths[lead_header:], sheet.phase)
    if columns:
        return _Layout(lead_header, tuple(columns), len(paths), skipped)
    columns = [_column(sheet, kind, path) for path in paths[lead_header:]]
    text = "".join(squeeze(line.text) for line in sheet.body[: len(sheet.body) - len(body)])
    if not any(column.role for column in columns):
        lead_header = lead or 2
        columns = _official(kind, text, max((len(row) for row in body), default=0) - lead_header)
    elif lead == lead_header and (_is_doubtful(columns) or len(columns) < width_of(body) - lead):
        official = _official(kind, text, max(len(columns), width_of(body) - lead))
        columns = (
            official if official and _share_fitting(official, body, lead) > _share_fitting(columns, body, lead) else columns
        )
    return _Layout(lead_header, tuple(columns), len(paths), skipped)


def _official(kind: str, header: str, count: int) -> list[Column]:
    """The columns of the official form that has so many and whose words the header shows; none where there is no such form."""
    return [Column(role) for role in pick_template(kind, header, count) or ()]


def _is_doubtful(columns: Sequence[Column]) -> bool:
    """True where two columns would print the same account, or one none: the header is not above its columns."""
    found = [(column.role, column.phase) for column in columns]
    return len(set(found)) < len(found) or any(not column.role for column in columns)


def _share_fitting(columns: Sequence[Column], body: Sequence[Cells], lead: int) -> float:
    """Which share of the body's rows adds up under these columns; nothing where they say nothing of sums."""
    rows = [
        {i: number for i, token in enumerate(row[lead:]) if token is not None and (number := figure(token)) is not None}
        for row in body
        if len(row) == lead + len(columns)
    ]
    if not rows or not identities(columns):
        return 0.0
    return sum(1 for figures in rows if adds_up(columns, figures)) / len(rows)


def _first_amounts(body: Sequence[Cells], width: int) -> int:
    """The first column in which more than a few subjects print an amount; `width`, that of the header, where there is none."""
    coded = [row for row in body if len(row) == width and (found := _leads(row)) is not None and found[0]]
    for index in range(width):
        if sum(1 for row in coded if (token := row[index]) is not None and _AMOUNT.fullmatch(token.text)) * 3 > len(coded):
            return index
    return width


def _column(sheet: Sheet, kind: str, path: tuple[str, ...]) -> Column:
    whole = "".join(path)
    phase = sheet.phase(whole)
    role = role_of(kind, path) if path else ""
    if kind == kinds.PROJECT and role in ("expenditure", "project"):
        role = "project"
    return Column(role, phase, whole)


def _read_row(sheet: Sheet, layout: _Layout, cells: Cells, rows: list[Row]) -> None:
    found = _leads(cells)
    if found is None:
        _read_nameless(layout, cells, rows)
        return
    code, name, taken = found
    for token in cells[:taken]:
        if (token is not None and token.is_integer) or (token is not None and code and token.text.startswith(code)):
            sheet.claim(token, "code")
    first = next(token for token in cells if token is not None)
    subject = Subject(functional_code=code, functional_name=name) if code else Subject(is_total=True, label=name)
    row = Row(subject, first.line, fixed=True)
    _place(layout, cells, taken, row)
    rows.append(row)


def _read_nameless(layout: _Layout, cells: Cells, rows: list[Row]) -> None:
    """A row without a code: the end of the name above, or a subject that prints its name only."""
    texts = [token for token in cells if token is not None and not token.is_number and not token.is_empty_mark]
    figures = [token for token in cells if token is not None and token.is_number]
    if not texts:
        return
    if not figures:
        above = rows[-1].subject if rows else None
        if above is not None and above.functional_code and len(texts) == 1 and len(texts[0].text) < 16:
            above.functional_name += texts[0].text
        return
    if (
        len(texts) > 1
        or labels.HEADER_WORDS.match(texts[0].text)
        or any(token is not None and token.is_number for token in cells[: layout.lead])
    ):
        return
    name = labels.plain(texts[0].text)
    row = Row(Subject(functional_name=name), texts[0].line, fixed=True)
    index = next(i for i, token in enumerate(cells) if token is texts[0])
    _place(layout, cells, index + 1, row)
    rows.append(row)


def _place(layout: _Layout, cells: Cells, taken: int, row: Row) -> None:
    """Put the row's figures under their columns: where they stand, or shifted where only that adds up."""
    count = len(layout.columns)
    by_index = list(cells[layout.lead : layout.lead + count])
    choices = [by_index]
    if len(cells) != layout.width or any(token is not None and token.is_number for token in cells[taken : layout.lead]):
        choices += [list(cells[-count:]) if count <= len(cells) - 1 else [], list(cells[taken : taken + count])]
    complete = sum(1 for token in cells[taken:] if token is not None and token.is_number)
    best: list[tuple[int, Figure]] | None = None
    for choice in choices:
        figures = [(i, number) for i, token in enumerate(choice) if token is not None and (number := figure(token)) is not None]
        if len(figures) != complete:
            continue
        if best is None:
            best = figures
        if adds_up(layout.columns, dict(figures)) and (not figures or figures[0][0] == 0 or choice is by_index):
            best = figures
            break
    for slot, number in best or ():
        if slot not in layout.skipped:
            row.add(number, slot)


def adds_up(columns: Sequence[Column], figures: dict[int, Figure]) -> bool:
    """True where the figures of a row, by column, satisfy the sums between the columns."""
    slack = Decimal("0.5").scaleb(-max((number.places for number in figures.values()), default=0))
    for total, parts in identities(columns):
        present = [figures[part].value for part in parts if part in figures]
        stated = figures[total].value if total in figures else Decimal(0)
        if abs(stated - sum(present)) > slack * (len(present) + 2):
            return False
    return True
