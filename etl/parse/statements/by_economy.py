"""Tables by economic subject (06, project detail, operating cost): codes, names and amounts, often in groups side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.parse.statements import by_function, economy_names, kinds, labels, listed
from etl.parse.statements.columns import Column, role_of
from etl.parse.statements.headers import Cells, flatten
from etl.parse.statements.names import names_of
from etl.parse.statements.rows import Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token, squeeze
from etl.vocabulary import Item, Phase

_CODE: Final = re.compile(r"[\[（]?([35]\d\d(?:\d\d)?)[\]）]?([^\d.,].*)?$")
_PAIR: Final = re.compile(r"\d\d")
_FUNCTIONAL: Final = re.compile(r"2\d\d(?:\d\d){0,2}")
_ITEMS: Final = {
    kinds.BASIC: Item.BASIC_EXPENDITURE,
    kinds.PROJECT: Item.PROJECT_EXPENDITURE,
    kinds.OPERATING_COST: Item.OPERATING_COST,
}
_TOTALS: Final[tuple[tuple[str, Item], ...]] = (
    (r"^人员(?:经费|支出)(?:合计|小计)?$", Item.PERSONNEL),
    (r"^(?:日常)?公用(?:经费|支出)(?:合计|小计)?$", Item.PUBLIC),
    (r"^(?:机关|机构)运行经费(?:合计|总计|支出合计)?$", Item.OPERATING_COST),
)
_ROLE: Final = {
    Item.BASIC_EXPENDITURE: "basic",
    Item.PROJECT_EXPENDITURE: "project",
    Item.OPERATING_COST: "amount",
    Item.TOTAL_EXPENDITURE: "expenditure",
}
_LEAST_CODES: Final = 3
_GROUP_DIGITS: Final = 5  # of the code of a 款
_BUDGETS: Final = re.compile(r"公共预算|公共财政|政府性基金|国有资本")


def read(sheet: Sheet) -> list[Table]:
    """The rows of a table by economic subject; of one by functional subject or of plain labels where it is that."""
    kind = sheet.region.kind
    economic, functional = _count_codes(sheet)
    if functional > economic:
        return by_function.read(sheet)
    if not economic and kind == kinds.OPERATING_COST:
        return listed.read(sheet)
    named = not economic and economy_names.prints_names(sheet)
    return _read_cells(sheet, named) if sheet.in_cells else _read_running(sheet, named)


def breaks_down(sheet: Sheet) -> bool:
    """True for a table by economic subject whose title does not say so (财政拨款支出决算明细表)."""
    economic, functional = _count_codes(sheet)
    return economic >= _LEAST_CODES and economic > functional


def _count_codes(sheet: Sheet) -> tuple[int, int]:
    """How many economic codes the table prints, and how many rows begin with a functional one."""
    firsts = [next((t for t in line if not t.is_empty_mark), None) for line in sheet.tokens]
    economic = sum(1 for line in sheet.tokens for token in line if token.is_number and _is_known(token.text))
    functional = sum(1 for token in firsts if token is not None and token.is_integer and _FUNCTIONAL.fullmatch(token.text))
    return economic, functional


def _item(kind: str) -> Item:
    return _ITEMS.get(kind, Item.TOTAL_EXPENDITURE)


def _is_known(text: str) -> bool:
    """True for a code of the official list: ``388`` may be a number of guests."""
    match = _CODE.fullmatch(text)
    return match is not None and bool(names_of(match.group(1)))


def total_subject(kind: str, label: str) -> Subject | None:
    """What a label without a code means in a table of this kind; None where it is no total."""
    name = labels.plain(label)
    if labels.TOTAL.match(name):
        return Subject(item=_ITEMS.get(kind) if kind != kinds.BASIC else None, label=label, is_total=True)
    for pattern, item in _TOTALS:
        if re.search(pattern, name):
            return Subject(item=item, label=label)
    return None


# --- in columns


def _read_cells(sheet: Sheet, named: bool) -> list[Table]:
    grid = sheet.grid
    start = next((i for i, row in enumerate(grid) if _starts(sheet, row, named)), len(grid))
    header = [row for row in grid[:start] if not is_column_numbers(row)]
    sheet.claim_lines(sheet.body[:start], "header")
    paths = flatten(header)
    columns: list[Column] = []
    rows: list[Row] = []
    code_columns = [] if named else _code_columns(grid[start:])
    state = _Header(sheet, paths, code_columns, columns, economy_names.Classes() if named else None)
    for cells in grid[start:]:
        if is_column_numbers(cells):
            sheet.claim_cells(cells, "column_number")
        else:
            _read_row(sheet, cells, rows, state)
    _whole_from_parts(columns, rows)
    return [Table(sheet.region, sheet.fund, columns, rows, item=_item(sheet.region.kind))]


def _whole_from_parts(columns: list[Column], rows: Sequence[Row]) -> None:
    """Without a column of totals a subject's amount under 人员经费 or 公用经费 is its basic expenditure."""
    if any(column.role == "basic" for column in columns):
        return
    parts = {at for at, column in enumerate(columns) if column.role in ("personnel", "public") and column.phase is Phase.FINAL}
    alone = [row for row in rows if row.subject.economic_code and len(row.slots) == 1 and row.slots[0] in parts]
    if alone:
        columns.append(Column("basic"))
        for row in alone:
            row.slots = [len(columns) - 1]


def _starts(sheet: Sheet, cells: Cells, named: bool) -> bool:
    if is_column_numbers(cells):
        return False
    texts = [token for token in cells if token is not None]
    if any(economy_names.is_name(token.text) if named else _CODE.match(token.text) for token in texts):
        return True
    return (
        bool(texts) and total_subject(sheet.region.kind, texts[0].text) is not None and any(token.is_number for token in texts)
    )


def _code_columns(body: Sequence[Cells]) -> list[int]:
    """The columns in which economic codes stand in at least two rows."""
    counts: dict[int, int] = {}
    for cells in body:
        for index, token in enumerate(cells):
            match = _CODE.match(token.text) if token is not None else None
            follows = next((token for token in cells[index + 1 : index + 3] if token is not None), None)
            named = follows is not None and (not follows.is_number or bool(_PAIR.fullmatch(follows.text)))
            if match and (match.group(2) or named):
                counts[index] = counts.get(index, 0) + 1
    return sorted(index for index, count in counts.items() if count > 1)


@dataclass
class _Header:
    """The columns met so far: by role and phase, each once, whatever group they stand in."""

    sheet: Sheet
    paths: Sequence[tuple[str, ...]]
    code_columns: Sequence[int]
    columns: list[Column]
    classes: economy_names.Classes | None = None  # where the table prints names only

    @property
    def by_budget(self) -> bool:
        """True where the columns are the three budgets and what they make up together."""
        return any(_BUDGETS.search("".join(path)) for path in self.paths)

    def slot(self, index: int, alone: bool) -> int:
        """The column of the cell at `index`; `alone` where its group has one number column only."""
        path = self.paths[index] if index < len(self.paths) else ()
        leaf = path[-1] if path else ""
        role = _ROLE[_item(self.sheet.region.kind)]
        if role == "expenditure":
            role = role_of(kinds.FISCAL_SUMMARY if self.by_budget else kinds.GENERAL_PUBLIC, path)
        if not alone and self.sheet.region.kind == kinds.BASIC:
            role = "personnel" if "人员" in leaf else "public" if "公用" in leaf else "basic"
        column = Column(role, self.sheet.phase("".join(path[1:]) or leaf), "".join(path))
        for at, known in enumerate(self.columns):
            if (known.role, known.phase) == (column.role, column.phase):
                return at
        self.columns.append(column)
        return len(self.columns) - 1

    def alone(self, index: int, cells: Cells) -> bool:
        """True where the group that the cell belongs to has no second number column."""
        start = max((c for c in self.code_columns if c <= index), default=0)
        stop = min((c for c in self.code_columns if c > index), default=len(cells))
        parts = {
            "人员" in self.paths[i][-1] or "公用" in self.paths[i][-1]
            for i in range(start, min(stop, len(self.paths)))
            if self.paths[i] and not re.search(r"编码|代码|名称|科目", self.paths[i][-1])
        }
        return len(parts) < 2 and not (parts == {True} and stop - start > 3)


def _read_row(sheet: Sheet, cells: Cells, rows: list[Row], header: _Header) -> None:
    current: Row | None = None
    wants_name = False
    skip = -1
    for index, token in enumerate(cells):
        if token is None or token.is_empty_mark or index == skip:
            continue
        match = _CODE.match(token.text) if index in header.code_columns or current is None else None
        follows = cells[index + 1] if index + 1 < len(cells) else None
        if match and (match.group(2) or follows is None or not follows.is_number or _is_pair(match.group(1), cells, index)):
            code, name = match.group(1), match.group(2) or ""
            sheet.claim(token, "code")
            if not name and _is_pair(code, cells, index) and follows is not None:
                code, skip = code + follows.text, index + 1
                sheet.claim(follows, "code")
            current = Row(Subject(economic_code=code, economic_name=name), token.line, fixed=True)
            rows.append(current)
            wants_name = not name
        elif token.is_number:
            number = figure(token)
            if current is not None and number is not None:
                current.add(number, header.slot(index, header.alone(index, cells)))
        elif wants_name and current is not None:
            current.subject.economic_name = token.text
            wants_name = False
        else:
            subject = total_subject(sheet.region.kind, token.text)
            if subject is None and header.classes is not None and economy_names.is_name(token.text):
                subject = header.classes.subject(token.text)
            current = Row(subject, token.line, fixed=True) if subject is not None else None
            if current is None:
                _continue_name(rows, token.text)
            else:
                rows.append(current)


def _is_pair(code: str, cells: Cells, index: int) -> bool:
    """True where the 款 stands in a cell of its own behind the 类: ``301 | 01 | 基本工资``."""
    first = cells[index + 1] if index + 1 < len(cells) else None
    second = cells[index + 2] if index + 2 < len(cells) else None
    return (
        len(code) == 3
        and first is not None
        and bool(_PAIR.fullmatch(first.text))
        and second is not None
        and not second.is_number
    )


def _continue_name(rows: Sequence[Row], text: str) -> bool:
    """The rest of a wrapped name goes to the latest subject whose official name it goes on with; False where there is none."""
    for row in reversed(rows[-4:]):
        have = row.subject.economic_name + text
        if row.subject.economic_name and any(name.startswith(have) for name in names_of(row.subject.economic_code)):
            row.subject.economic_name = have
            return True
    return False


# --- as running text


def _whole_codes(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a line with codes printed in two parts (``301 01 基本工资``) put together."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        above = out[-1] if out else None
        named = index + 1 == len(tokens) or not tokens[index + 1].is_number
        if (
            above is not None
            and named
            and _PAIR.fullmatch(token.text)
            and _is_class(above)
            and names_of(above.text + token.text)
        ):
            out[-1] = Token(above.text + token.text, token.line, above.start, token.end, True)
        else:
            out.append(token)
    return tuple(out)


def _is_class(token: Token) -> bool:
    return token.is_integer and len(token.text) == 3 and bool(_CODE.fullmatch(token.text))


@dataclass
class _Running:
    """Rows met so far in a table printed as running text."""

    kind: str
    rows: list[Row] = field(default_factory=list)
    current: Row | None = None
    before: str = ""  # text that may be the beginning of the next subject's name

    def open(self, row: Row | None) -> None:
        """Begin a row; None ends the one before."""
        self.current = row
        if row is not None:
            self.rows.append(row)


def _read_running(sheet: Sheet, named: bool) -> list[Table]:
    kind = sheet.region.kind
    following = (*sheet.tokens[1:], ())
    starts = (_starts(sheet, (*t, *(following[i] if len(t) == 1 else ())), named) for i, t in enumerate(sheet.tokens))
    start = next((i for i, begins in enumerate(starts) if begins), len(following))
    header = "".join(squeeze(line.text) for line in sheet.body[:start])
    sheet.claim_lines(sheet.body[:start], "header")
    state = _Running(kind)
    if named:
        state.rows.extend(economy_names.read_running(sheet, start, lambda label: total_subject(kind, label)))
        start = len(sheet.tokens)
    again = sheet.repeats(sheet.body[:start])
    for at in range(start, len(sheet.tokens)):
        tokens = _whole_codes(sheet.tokens[at])
        if at in again or is_column_numbers(tokens):
            sheet.claim_lines([sheet.body[at]], "header" if at in again else "column_number")
            continue
        for index, token in enumerate(tokens):
            _take(sheet, state, token, tokens[index + 1 :], index == 0)
    roles = _running_roles(kind, header, max((len(row.figures) for row in state.rows), default=0))
    return [Table(sheet.region, sheet.fund, [Column(role) for role in roles], state.rows, item=_item(kind))]


def _running_roles(kind: str, header: str, widest: int) -> tuple[str, ...]:
    if kind == kinds.BASIC and widest > 1 and re.search(r"合计.{0,6}人员经费.{0,6}公用经费", header):
        return ("basic", "personnel", "public")
    role = _ROLE[_item(kind)]
    if role != "expenditure":
        return (role,)
    budgets = sorted(_BUDGETS.finditer(header), key=lambda found: found.start())
    found = dict.fromkeys(role_of(kinds.FISCAL_SUMMARY, (budget.group(),)) for budget in budgets)
    if len(found) > 1:
        return ("fiscal", *found)
    return ("expenditure", "basic", "project") if widest > 1 and re.search("基本支出.*项目支出", header) else (role,)


def _is_code(token: Token, rest: Sequence[Token], first: bool, decimals: bool) -> bool:
    """True for a code: text follows it, or it is a code of the official list before an amount and begins a line.

    Inside a line where the amounts of the table have `decimals`: its name is wrapped over the lines above and below.
    """
    if not token.is_integer or not _CODE.fullmatch(token.text):
        return False
    if rest and not rest[0].is_number and not rest[0].is_empty_mark:
        return True
    if not names_of(token.text):
        return False
    if rest and rest[0].is_integer and _CODE.fullmatch(rest[0].text) and bool(names_of(rest[0].text)):
        return True  # the code of the group beside: this row is blank, its name stands on the lines around
    amount = bool(rest) and "." in rest[0].text
    return (first and (not rest or amount)) or (decimals and amount and len(token.text) == _GROUP_DIGITS)


def _is_wrapped_code(token: Token, current: Row | None) -> bool:
    """True for a code of the official list at the end of a line of a table whose amounts have decimals: its name is wrapped.

    A 类 only behind the amount of another subject.
    """
    behind = current is not None and bool(current.figures)
    return token.is_integer and len(token.text) in ((3, 5) if behind else (5,)) and bool(names_of(token.text))


def _take(sheet: Sheet, state: _Running, token: Token, rest: Sequence[Token], first: bool) -> None:
    if token.is_empty_mark:
        if state.current is not None:
            state.current.marks += 1
    elif token.is_number:
        if _is_code(token, rest, first, sheet.has_decimals) or (
            sheet.has_decimals and not rest and _is_wrapped_code(token, state.current)
        ):
            sheet.claim(token, "code")
            begins = state.before and any(name.startswith(state.before) for name in names_of(token.text))
            state.open(Row(Subject(economic_code=token.text, economic_name=state.before if begins else ""), token.line))
            state.before = ""
            return
        number = figure(token)
        if number is None or state.current is None:
            return
        if token.is_integer and len(token.text) < 4 and sheet.has_decimals and state.current.figures and not rest:
            sheet.claim(token, "page_number")
        else:
            state.current.add(number)
    elif state.current is not None and state.current.subject.economic_code and not state.current.subject.economic_name:
        state.current.subject.economic_name = token.text
    else:
        _take_label(state, token)


def _take_label(state: _Running, token: Token) -> None:
    for piece in labels.SPLIT.split(token.text):
        subject = total_subject(state.kind, piece)
        if subject is not None:
            state.open(Row(subject, token.line))
        elif not _continue_name(state.rows, piece) and not labels.HEADER_WORDS.match(piece):
            state.before = piece
