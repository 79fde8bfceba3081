"""Tables that are lists of labels with their figures: procurement, assets, operating cost, 三公 in rows with its counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.parse.statements import kinds, labels
from etl.parse.statements.columns import Column
from etl.parse.statements.headers import Cells, flatten, line_number_columns
from etl.parse.statements.rows import Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token, squeeze
from etl.vocabulary import Fund, Item, Phase

_TOTAL_OF: Final = {
    kinds.THREE_PUBLIC: Item.THREE_PUBLIC_TOTAL,
    kinds.PROCUREMENT: Item.PROCUREMENT_TOTAL,
    kinds.OPERATING_COST: Item.OPERATING_COST,
}
_LEAST_ACROSS: Final = 3  # accounts in a header for a list that stands side by side
_TOTAL_LABEL: Final = re.compile(r"^(?:支出)?(?:合计|总计|支出合计|总额|小计)$")


@dataclass
class _List:
    """The labels met so far and the heading they stand under."""

    kind: str
    rows: list[Row] = field(default_factory=list)
    under: dict[int, Item | None] = field(default_factory=dict)

    def subject(self, label: str, column: int) -> Subject | None:
        """What a label means under the heading above it in its column; None where the warehouse keeps no such account."""
        item = labels.listed_item(label)
        if re.match(r"^[一二三四五六七八九十]{1,3}、", label):
            self.under[column] = item
        if item is None and _TOTAL_LABEL.match(labels.plain(label)):
            item = self.under.get(column) or _TOTAL_OF.get(self.kind)
        if item is None:
            return None
        fund = Fund.FISCAL if item in labels.THREE_PUBLIC else Fund.ALL
        return Subject(item=item, fund=fund, label=label)


def read(sheet: Sheet) -> list[Table]:
    """The labelled figures of a list; one figure a label, or one for budget and one for final account."""
    return read_cells(sheet, sheet.grid) if sheet.in_cells else read_running(sheet, sheet.tokens)


def read_cells(sheet: Sheet, grid: Sequence[Cells]) -> list[Table]:
    """The labelled figures among rows printed in columns."""
    rows = _joined(grid)
    across = _across(sheet.region.kind, rows)
    if across is not None:
        return _read_across(sheet, rows, across)
    start = next((i for i, row in enumerate(rows) if _is_body(row) or _is_total(row)), len(rows))
    header = [row for row in rows[:start] if not is_column_numbers(row)]
    for row in rows[:start]:
        for token in row:
            if token is not None and token.is_number:
                sheet.claim(token, "column_number" if is_column_numbers(row) else "header")
            elif token is not None:
                sheet.claim(token, "header")
    paths = flatten(header)
    counted = line_number_columns(paths, rows[start:])
    found = _List(sheet.region.kind)
    columns: list[Column] = []
    for row in rows[start:]:
        _read_row(sheet, row, found, columns, paths, counted)
    return [Table(sheet.region, sheet.fund, columns, found.rows, side="labels")]


def _across(kind: str, rows: Sequence[Cells]) -> int | None:
    """The first row of figures of a list whose accounts stand side by side in its header; None for a row an account."""
    first = next((i for i, row in enumerate(rows) if _has_figures(row)), None)
    if not first:
        return None
    header = [row for row in rows[:first] if not is_column_numbers(row)]
    accounts = _accounts_above(kind, flatten(header))
    figured = [i for i, token in enumerate(rows[first]) if token is not None and token.is_number]
    known = [i for i in figured if i < len(accounts) and accounts[i] is not None]
    return first if len(known) >= _LEAST_ACROSS and len(known) * 2 > len(figured) else None


def _has_figures(row: Cells) -> bool:
    return any(token is not None and token.is_number for token in row) and not is_column_numbers(row)


def _accounts_above(kind: str, paths: Sequence[Sequence[str]]) -> list[Item | None]:
    """The account of each column; 合计 beside 货物, 工程 and 服务 is what the table is of."""
    total = _TOTAL_OF.get(kind)
    return [
        _account_above(path)
        or (total if path and _TOTAL_LABEL.match(path[-1]) and not any(map(labels.listed_item, path[:-1])) else None)
        for path in paths
    ]


def _account_above(path: Sequence[str]) -> Item | None:
    """The account of a header's texts, outermost first: of the innermost, or of all together (车辆 above 合计)."""
    if not path:
        return None
    return labels.listed_item(path[-1]) or labels.listed_item("".join(path))


def _read_across(sheet: Sheet, rows: Sequence[Cells], first: int) -> list[Table]:
    header = [row for row in rows[:first] if not is_column_numbers(row)]
    for row in rows[:first]:
        sheet.claim_cells(row, "column_number" if is_column_numbers(row) else "header")
    paths = flatten(header)
    accounts = _accounts_above(sheet.region.kind, paths)
    found: list[Row] = []
    columns: list[Column] = []
    for row in rows[first:]:
        label = next((token.text for token in row if token is not None and not token.is_number), "")
        for index, token in enumerate(row):
            item = accounts[index] if index < len(accounts) else None
            number = figure(token) if token is not None else None
            if item is None or token is None or number is None:
                continue
            fund = Fund.FISCAL if item in labels.THREE_PUBLIC else Fund.ALL
            out = Row(Subject(item=item, fund=fund, label="".join(paths[index])), token.line, fixed=True)
            out.add(number, _slot(columns, sheet.phase("".join(paths[index]) + label)))
            found.append(out)
    return [Table(sheet.region, sheet.fund, columns, found, side="labels")]


def _is_body(row: Cells) -> bool:
    return any(token is not None and not token.is_number and labels.listed_item(token.text) is not None for token in row) and (
        any(token is None or token.is_number or token.is_empty_mark for token in row)
    )


def _is_total(row: Cells) -> bool:
    """True for a total that stands above its parts: 合计 with figures."""
    tokens = [token for token in row if token is not None and not token.is_empty_mark]
    return (
        len(tokens) > 1
        and not is_column_numbers(row)
        and bool(_TOTAL_LABEL.match(labels.plain(tokens[0].text)))
        and all(token.is_number for token in tokens[1:])
    )


def _joined(grid: Sequence[Cells]) -> list[Cells]:
    """Rows whose labels are cut over two rows put together: the lower one has text under text and no figures."""
    out: list[Cells] = []
    for row in grid:
        filled = [(i, token) for i, token in enumerate(row) if token is not None]
        above = out[-1] if out else ()
        if (
            out
            and filled
            and all(not token.is_number and not token.is_empty_mark for _, token in filled)
            and all(i < len(above) and above[i] is not None and not _number_at(above, i) for i, _ in filled)
            and all(labels.listed_item(token.text) is None and len(token.text) < 12 for _, token in filled)
            and any(labels.listed_item(_text(above, i) + token.text) is not None for i, token in filled)
        ):
            out[-1] = tuple(_merge(token, row[i] if i < len(row) else None) for i, token in enumerate(above))
        else:
            out.append(row)
    return out


def _number_at(row: Cells, index: int) -> bool:
    token = row[index]
    return token is not None and token.is_number


def _text(row: Cells, index: int) -> str:
    token = row[index] if index < len(row) else None
    return token.text if token is not None else ""


def _merge(upper: Token | None, lower: Token | None) -> Token | None:
    if upper is None or lower is None or upper.is_number:
        return upper
    return Token(upper.text + lower.text, upper.line, upper.start, upper.end)


def _read_row(
    sheet: Sheet, row: Cells, found: _List, columns: list[Column], paths: Sequence[tuple[str, ...]], counted: set[int]
) -> None:
    current: Row | None = None
    for index, token in enumerate(row):
        if token is None or token.is_empty_mark:
            continue
        if index in counted and token.is_number:
            sheet.claim(token, "line_number")
        elif not token.is_number:
            sheet.claim(token, "label")
            subject = found.subject(token.text, index)
            current = Row(subject, token.line, fixed=True) if subject is not None else None
            if current is not None:
                found.rows.append(current)
        elif current is not None and (number := figure(token)) is not None:
            path = paths[index] if index < len(paths) else ()
            current.add(number, _slot(columns, sheet.phase("".join(path))))


def _slot(columns: list[Column], phase: Phase) -> int:
    for at, column in enumerate(columns):
        if column.phase == phase:
            return at
    columns.append(Column("amount", phase))
    return len(columns) - 1


@dataclass
class _Reader:
    """Reads labels and figures in printed order; a label may be cut over lines before its line number or figures."""

    sheet: Sheet
    found: _List
    counted: bool
    current: Row | None = None
    label: str = ""  # of the current row, as far as it is printed
    open_label: bool = False  # neither a line number nor a figure has followed the label yet
    sides: list[int] = field(default_factory=list)  # for each row, how many labels its line has before it
    _at: int = -1

    def line(self, tokens: Sequence[Token]) -> None:
        """Read one line."""
        self._at = -1
        for token in tokens:
            self.take(token)

    def take(self, token: Token) -> None:
        """Read one token."""
        if token.is_empty_mark:
            self.open_label = False
            if self.current is not None:
                self.current.marks += 1
        elif not token.is_number:
            self.sheet.claim(token, "label")
            self._text(token)
        elif self.open_label and self.counted and token.is_integer:
            self.sheet.claim(token, "line_number")
            self.open_label = False
        else:
            self.open_label = False
            number = figure(token)
            if self.current is not None and number is not None:
                self.current.add(number)

    def _text(self, token: Token) -> None:
        goes_on = self.open_label and not labels.NUMBERING.match(token.text)
        if goes_on and self.current is not None and self.found.rows and self.found.rows[-1] is self.current:
            self.found.rows.pop()
            self.sides.pop()
        self._at += 0 if goes_on else 1
        self.label = self.label + token.text if goes_on else token.text
        subject = None if labels.is_several(self.label) else self.found.subject(self.label, self._at)
        self.current = Row(subject, token.line) if subject is not None else None
        if self.current is not None:
            self.found.rows.append(self.current)
            self.sides.append(max(self._at, 0))
        self.open_label = True


def read_running(sheet: Sheet, lines: Sequence[Sequence[Token]]) -> list[Table]:
    """The labelled figures of running text."""
    start = next((i for i, tokens in enumerate(lines) if _has_label(tokens) or _is_total(tokens)), len(lines))
    header = "".join(squeeze(tokens[0].line.text) for tokens in lines[:start] if tokens)
    for tokens in lines[:start]:
        for token in tokens:
            sheet.claim(token, "header")
    sides = [_phases(sheet, side) for side in re.split(r"项目(?!支出)", header)[1:]] or [_phases(sheet, header)]
    columns = [Column("amount", phase) for phase in dict.fromkeys(phase for side in sides for phase in side)]
    reader = _Reader(sheet, _List(sheet.region.kind), "行次" in header)
    for tokens in lines[start:]:
        if is_column_numbers(tokens):
            for token in tokens:
                sheet.claim(token, "column_number")
            continue
        reader.line(tokens)
    for row, at in zip(reader.found.rows, reader.sides, strict=True):
        _place(row, columns, sides[at:] + sides[:at])
    return [Table(sheet.region, sheet.fund, columns, reader.found.rows, side="labels")]


def _phases(sheet: Sheet, header: str) -> list[Phase]:
    """The phases of one side of a header that is known only as text."""
    words = re.findall(r"年初预算|全年预算|预算数|决算数|统计数|金额", header)
    return list(dict.fromkeys(sheet.phase(word) for word in words)) or [Phase.FINAL]


def _has_label(tokens: Sequence[Token]) -> bool:
    return any(not token.is_number and labels.listed_item(token.text) is not None for token in tokens)


def _place(row: Row, columns: Sequence[Column], sides: Sequence[Sequence[Phase]]) -> None:
    """Figures under budget and final account: of the row's own side, or of one that has just as many columns."""
    count = len(row.figures)
    at = {column.phase: index for index, column in enumerate(columns)}
    own = next((side for side in sides if len(side) == count + row.marks), None)
    row.fixed = True
    if own is not None:
        row.slots = [at[own[place]] for place in row.places]
    elif count == 1 and row.subject.item in labels.COUNTS:
        row.slots = [at.get(Phase.FINAL)]
    else:
        row.slots = [None] * count
        row.fixed = False
