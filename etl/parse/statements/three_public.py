"""The table of the 三公 expenses: one row under a header of accounts, or a list of labels; the counts that go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from etl.extract.document import Line
from etl.parse.statements import kinds, labels, listed
from etl.parse.statements.columns import Column, role_of
from etl.parse.statements.headers import Cells, flatten
from etl.parse.statements.ragged import whole_rows
from etl.parse.statements.rows import Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token, squeeze
from etl.vocabulary import Phase

_ORDER: Final = ("three_public", "overseas", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")
_RECEPTION_FIRST: Final = ("three_public", "overseas", "reception", "vehicle", "vehicle_purchase", "vehicle_operation")
_BESIDE: Final = (("会议费", "meetings"), ("培训费", "training"))  # beside the 三公, behind them
_ACCOUNT: Final = re.compile(r"出国|公务用车|接待费")
_PHASE_WORD: Final = re.compile(r"年初预算数?|全年预算数?|调整预算数?|预算数|决算数")
_ROW_PHASE: Final = re.compile(r"^(?:\d{4}年度?|上年度?|本年度?)?(?:年初|全年|调整)?(?:预算数?|决算数?)(?:（.*）)?$")
_YEAR: Final = re.compile(r"20\d\d")
_COUNTS: Final = re.compile(r"团组|人次|人数|保有量|购置数|批次|统计数")


def read(sheet: Sheet) -> list[Table]:
    """The 三公 by account and phase, and the counts printed below."""
    if sheet.in_cells:
        return _read_cells(sheet)
    return _read_running(sheet)


# --- in columns


def _read_cells(sheet: Sheet) -> list[Table]:
    grid = sheet.grid
    start = next((i for i, row in enumerate(grid) if _is_amounts(row)), None)
    if start is None:
        return [] if _is_blank_form(grid) else listed.read_cells(sheet, grid)
    paths = flatten(whole_rows([row for row in grid[:start] if not is_column_numbers(row)], len(grid[start])))
    roles = [role_of(kinds.THREE_PUBLIC, path) for path in paths]
    if len(set(roles) & set(_ORDER)) < 4:
        return listed.read_cells(sheet, grid)
    for row in grid[:start]:
        sheet.claim_cells(row, "column_number" if is_column_numbers(row) else "header")
    columns = [Column(role, sheet.phase("".join(path)), "".join(path)) for role, path in zip(roles, paths, strict=True)]
    rows: list[Row] = []
    rest: list[Cells] = []
    for row in grid[start:]:
        if rest or _is_counts(row):
            rest.append(row)
        elif is_column_numbers(row):
            sheet.claim_cells(row, "column_number")
        elif _is_amounts(row):
            rows.append(_amounts(row, len(paths)))
            _into_phase(sheet, rows[-1], row, columns, len(paths))
    tables = [Table(sheet.region, sheet.fund, columns, rows, side="columns")]
    return [*tables, *(listed.read_cells(sheet, rest) if rest else [])]


def _is_blank_form(grid: Sequence[Cells]) -> bool:
    """True for a header of accounts side by side over no figure at all."""
    if any(token is not None and token.is_number for row in grid if not is_column_numbers(row) for token in row):
        return False
    across = flatten([row for row in grid if not is_column_numbers(row) and not _is_counts(row)])
    return len({role for path in across if (role := role_of(kinds.THREE_PUBLIC, path))}) >= 4


def _into_phase(sheet: Sheet, amounts: Row, cells: Cells, columns: list[Column], width: int) -> None:
    """A row whose own label says which figures it has (年初预算数 above 决算数) gets columns of that phase."""
    label = next((token.text for token in cells if token is not None and not token.is_number and not token.is_empty_mark), "")
    phase = sheet.phase(label)
    if not _ROW_PHASE.match(label) or any(column.phase is not Phase.FINAL for column in columns[:width]):
        return
    start = next((i for i in range(0, len(columns), width) if columns[i].phase is phase), len(columns))
    if start == len(columns):
        columns += [Column(column.role, phase, label + column.title) for column in columns[:width]]
    amounts.slots = [None if slot is None else start + slot for slot in amounts.slots]


def _is_counts(row: Cells) -> bool:
    return any(token is not None and not token.is_number and _COUNTS.search(token.text) for token in row)


def _is_amounts(row: Cells) -> bool:
    """A row of figures under the header: numbers, and no label but perhaps 合计 or the unit's name in front."""
    tokens = [token for token in row if token is not None and not token.is_empty_mark]
    texts = [token for token in tokens if not token.is_number]
    numbers = [token for token in tokens if token.is_number]
    return (
        bool(numbers)
        and not is_column_numbers(row)
        and len(texts) <= 1
        and not any(_ACCOUNT.search(t.text) or _COUNTS.search(t.text) for t in texts)
    )


def _amounts(row: Cells, width: int) -> Row:
    first = next(token for token in row if token is not None)
    out = Row(Subject(is_total=True, label="合计"), first.line)
    shift = max(0, len(row) - width) if len(row) != width else 0
    for index, token in enumerate(row[shift:] if shift and all(t is None or not t.is_number for t in row[:shift]) else row):
        number = figure(token) if token is not None else None
        if number is not None:
            out.add(number, index if index < width else None)
    out.fixed = True
    return out


# --- as running text


def _read_running(sheet: Sheet) -> list[Table]:
    lines, counted = _without_column_numbers(sheet)
    start, count = _running_start(lines)
    count = count or counted
    if start is None:
        return listed.read_running(sheet, lines)
    header = "".join(squeeze(line.text) for line in _last_header(sheet.body[:start]))
    sheet.claim_lines(sheet.body[:start], "header")
    columns = _running_columns(sheet, header, count)
    row = Row(Subject(is_total=True, label="合计"), sheet.body[min(start, len(sheet.body) - 1)])
    rest: list[Sequence[Token]] = []
    for tokens in lines[start:]:
        if rest or any(not token.is_number and _COUNTS.search(token.text) for token in tokens):
            rest.append(tokens)
            continue
        for token in tokens:
            number = figure(token)
            if token.is_empty_mark:
                row.marks += 1
            elif number is not None:
                row.add(number)
    tables = [Table(sheet.region, sheet.fund, columns, [row] if row.figures else [], side="columns")]
    return [*tables, *(listed.read_running(sheet, rest) if rest else [])]


def _last_header(lines: Sequence[Line]) -> Sequence[Line]:
    """The header once, where a page break between it and the figures prints it again."""
    texts = [squeeze(line.text) for line in lines]
    first = next((text for text in texts if _PHASE_WORD.search(text)), "")
    again = [i for i, text in enumerate(texts) if text == first] if first else []
    half = texts[again[0] : again[1]] if len(again) > 1 else []
    return lines[again[-1] :] if len(half) > 3 else lines


def _without_column_numbers(sheet: Sheet) -> tuple[list[tuple[Token, ...]], int | None]:
    """The lines without years in the header and without column numbers on a line each; how many of these there are."""
    run: list[Token] = []
    dropped: set[Token] = set()
    count: int | None = None
    flat = [token for tokens in sheet.tokens for token in tokens]
    for token, after in zip(flat, [*flat[1:], None], strict=True):
        if token.is_integer and after is not None and _YEAR.fullmatch(token.text) and after.text.startswith("年"):
            dropped.add(token)
        elif token.is_integer and token.text == str(len(run) + 1):
            run.append(token)
        elif run:
            count = len(run) if len(run) >= 6 and run[0].line is not run[-1].line else count
            dropped.update(run if len(run) >= 6 and run[0].line is not run[-1].line else ())
            run = []
    for token in dropped:
        sheet.claim(token, "header" if len(token.text) > 3 else "column_number")
    return [tuple(token for token in tokens if token not in dropped) for tokens in sheet.tokens], count


def _running_start(lines: Sequence[Sequence[Token]]) -> tuple[int | None, int | None]:
    """The first line of figures under a header of accounts, and how many columns are counted above it; None for a list."""
    count: int | None = None
    for index, tokens in enumerate(lines):
        counted = is_column_numbers(tokens)
        if counted:
            count = counted
            continue
        numbers = [token for token in tokens if token.is_number]
        texts = [token for token in tokens if not token.is_number and not token.is_empty_mark]
        if numbers and texts and any(labels.listed_item(token.text) is not None for token in texts):
            return (index, count) if count and count >= 6 else (None, None)
        if numbers and len(texts) <= 1 and not any(_ACCOUNT.search(token.text) for token in texts):
            return index, count
    return (len(lines), count) if count else (None, None)


def _running_columns(sheet: Sheet, header: str, count: int | None) -> list[Column]:
    """Accounts and phases of a header known only as text: phase by phase, or in pairs below every account."""
    order: tuple[str, ...] = _ORDER
    reception, vehicle = header.find("公务接待"), header.find("公务用车")
    if 0 <= reception < vehicle:
        order = _RECEPTION_FIRST
    order = (*order, *(role for word, role in _BESIDE if word in header))
    words = [match.group() for match in _PHASE_WORD.finditer(header)]
    phases = [sheet.phase(word) for word in words] or [Phase.FINAL]
    kinds_of = list(dict.fromkeys(phases))
    columns = [Column(role, phase) for phase in kinds_of for role in order]
    if len(phases) > len(kinds_of):
        columns = [Column(role, phase) for role in order for phase in kinds_of]
    return columns if count is None or count == len(columns) else []
