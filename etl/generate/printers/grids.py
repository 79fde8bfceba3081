"""Statements and forms as ruled tables: which cells are merged, codes in three columns, the habits of headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from etl.generate.blocks import Fact, Mark, Piece, Pieces, Table
from etl.generate.printers.page_style import PageStyle

Kind: TypeAlias = Literal["header", "label", "amount"]
_LABELS: Final = frozenset({"科目编码", "科目名称", "经济分类编码", "经济分类名称"})
_SPACED: Final = {"合计": "合  计", "项目": "项  目", "总计": "总  计", "小计": "小  计"}
_PARTS: Final = ((0, 3), (3, 5), (5, 7))  # of a code: 类, 款, 项
_BLANKS: Final = frozenset({"", "—", "-"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the columns and rows that it covers."""

    row: int
    column: int
    columns: int
    rows: int
    text: str
    kind: Kind
    mark: Mark | None = None
    indent: int = 0  # characters that the text begins further right


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `cells` cover it without gaps, from top to bottom and left to right. `header` rows come first."""

    rows: int
    columns: int
    header: int
    cells: tuple[Cell, ...]

    def by_row(self) -> Iterator[list[Cell]]:
        """The cells that begin in each row."""
        found: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            found[cell.row].append(cell)
        yield from found


def grid_of(table: Table, page: PageStyle) -> Grid:
    """The table as this print rules it."""
    if table.spans:
        return _form(table)
    if table.header:
        table = _styled(table, page)
    header = [tuple(row) for row in table.header]
    columns = max(len(row) for row in (*header, *table.rows))
    owner = _owners(header, columns)
    cells = list(_header_cells(header, owner))
    labels = _label_columns(header, owner, columns)
    for at, row in enumerate(table.rows, start=len(header)):
        cells += _body_cells(at, (*row, *("",) * (columns - len(row))), labels, page)
    return Grid(len(header) + len(table.rows), columns, len(header), tuple(cells))


def _styled(table: Table, page: PageStyle) -> Table:
    """The table with codes in three columns, another header for them, without the row of column numbers."""
    header, rows = [tuple(row) for row in table.header], list(table.rows)
    if not page.column_numbers:
        header = [row for row in header if row[0] != "栏次" and not all(cell.isdigit() for cell in row)]
    at = next((i for i, row in enumerate(header) if row[:2] == ("科目编码", "科目名称") and header[0][0] == "项目"), None)
    if at is not None and page.split_codes:
        header = [(row[0], "", "", *row[1:]) for row in header]
        header.insert(at + 1, ("类", "款", "项", *("",) * (len(header[at]) - 3)))
        rows = [(*_split(row[0]), *row[1:]) for row in rows]
    if at is not None and page.code_header:
        header[at] = (page.code_header, *header[at][1:])
    if page.spaced_labels:
        header = [tuple(_SPACED.get(cell, cell) for cell in row) for row in header]
    return Table(table.above, tuple(header), tuple(rows), table.below, table.names)


def _split(label: Piece) -> tuple[Piece, str, str]:
    """A code as 类, 款 and 项; a label stays whole."""
    if isinstance(label, str) and label.isdigit():
        first, second, third = (label[start:end] for start, end in _PARTS)
        return first, second, third
    return label, "", ""


def _owners(header: Sequence[Sequence[str]], columns: int) -> list[list[tuple[int, int]]]:
    """For each place of the header the place whose text covers it: an empty one goes with its left or its upper neighbour."""
    owner: list[list[tuple[int, int]]] = []
    for r, row in enumerate(header):
        owner.append([])
        for c in range(columns):
            beside = owner[r][c - 1] if c else None
            if row[c]:
                owner[r].append((r, c))
            elif beside and (r == 0 or header[beside[0]][beside[1]] == "栏次" or owner[r - 1][c] == owner[r - 1][c - 1]):
                owner[r].append(beside)
            else:
                owner[r].append(owner[r - 1][c] if r else (r, c))
    return owner


def _header_cells(header: Sequence[Sequence[str]], owner: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Cell]:
    for r, row in enumerate(header):
        for c, text in enumerate(row):
            if owner[r][c] == (r, c):
                covered = [(y, x) for y, places in enumerate(owner) for x, place in enumerate(places) if place == (r, c)]
                down, across = max(y for y, _ in covered) - r + 1, max(x for _, x in covered) - c + 1
                yield Cell(r, c, across, down, text, "header")


def _label_columns(header: Sequence[Sequence[str]], owner: Sequence[Sequence[tuple[int, int]]], columns: int) -> frozenset[int]:
    """The columns of codes and names."""
    found = set()
    for c in range(columns):
        above = {header[y][x] for y, x in (owner[r][c] for r in range(len(header)))}
        if above & _LABELS or any("编码" in text or "代码" in text for text in above):
            found.add(c)
    return frozenset(found)


def _body_cells(at: int, row: Pieces, labels: frozenset[int], page: PageStyle) -> Iterator[Cell]:
    """The cells of a row; 合计 is as wide as the columns of codes and names that are empty beside it."""
    c = 0
    while c < len(row):
        piece, across = row[c], 1
        text = piece if isinstance(piece, str) else piece.text
        if text.endswith("合计") and c in labels:
            while c + across < len(row) and c + across in labels and not row[c + across]:
                across += 1
        shown = _SPACED.get(text, text) if page.spaced_labels and isinstance(piece, str) else text
        kind: Kind = "amount" if _is_amount(piece) and c not in labels else "label"
        indent = _depth(row[:c]) if page.indented_names and kind == "label" else 0
        yield Cell(at, c, across, 1, shown, kind, piece if isinstance(piece, Mark) else None, indent)
        c += across


def _depth(before: Pieces) -> int:
    """How deep the code before a name lies: 0 for a 类, 1 for a 款, 2 for a 项."""
    codes = [piece for piece in before if isinstance(piece, str) and piece.isdigit()]
    return max(0, (len("".join(codes[-3:])) - 3) // 2) if codes else 0


def _is_amount(piece: Piece) -> bool:
    if isinstance(piece, Mark):
        return isinstance(piece.truth, Fact) or piece.text.replace(".", "").replace(",", "").isdigit()
    return piece in _BLANKS


def _form(table: Table) -> Grid:
    """A form, whose cells say themselves what they cover."""
    cells: list[Cell] = []
    for at, (row, spans) in enumerate(zip(table.rows, table.spans, strict=True)):
        for index, column, columns, rows in spans:
            piece = row[index]
            text = piece if isinstance(piece, str) else piece.text
            kind: Kind = "amount" if text.replace(".", "").replace(",", "").isdigit() else "label"
            cells.append(Cell(at, column, columns, rows, text, kind, piece if isinstance(piece, Mark) else None))
    return Grid(len(table.rows), max(cell.column + cell.columns for cell in cells), 0, tuple(cells))


def caption(table: Table, page: PageStyle) -> list[tuple[str, str, str]]:
    """The lines above a statement, each with what stands left, in the middle and right."""
    if not table.above:
        return []
    title, *number, unit = table.above
    if page.spaced_titles:
        title = " ".join(title)
    left, _, right = unit.rpartition(" ")
    if not left and page.unit_name:
        left = f"部门：{page.unit_name}"
    lines = [("", title, ""), (left, "", right)]
    if number:
        lines.insert(page.pick("number place", (0, 1)), ("", "", number[0]))
    return lines
