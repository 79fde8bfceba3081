"""The two-sided tables (01, 04): income by source on one side, expenditure by class and by nature on the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product
from typing import Final

from etl.parse.statements import kinds, labels
from etl.parse.statements.columns import Column, phase_of, role_of
from etl.parse.statements.headers import Cells, flatten, line_number_columns, numbers_by_column, text_at
from etl.parse.statements.names import class_codes, economic_classes
from etl.parse.statements.rows import Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token, squeeze
from etl.vocabulary import Fund, Item

_DIGITS: Final = r"[、.．](?=[\u4e00-\u9fff])"  # behind 1, 2, …, where sources and classes are not numbered 一、二、
_BODY: Final = re.compile(rf"^(?:一、|1{_DIGITS}|[（]一[）]|本年收入|本年支出)")
_NUMBERED: Final = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_LISTED: Final = re.compile(rf"{_NUMBERED.pattern}|^\d{{1,2}}{_DIGITS}")
_BALANCE_BEGINS: Final = re.compile(r"^(?:年初|年末|上年|使用非财政|使用专用|结余分配)")
_BUDGET_BEGINS: Final = re.compile(r"^(?:一般公共预算|政府性基金预算|国有资本经营预算)")  # below a balance
_GAP: Final = re.compile(r"\S {2,}\S")
_PIECE: Final = re.compile(r"\S+(?: \S+)*")
_UNEVEN: Final = 2  # characters by which the sides begin earlier or later
_LEAST_BELOW: Final = 6  # classes below each other that show where the right side begins
_REACH: Final = 4  # labels back from the end of a wrapped name
_FUNDS: Final = ("fiscal", "general_public", "government_fund", "state_capital")
# Until 2018 the state capital budget had no column of its own; all that a header without it prints.
_OLD_FUNDS: Final = (("general_public", r"公共(?:财政)?预算"), ("government_fund", "政府性基金"))


@dataclass
class _Side:
    """One side being read: whether its balance line was passed decides what the budgets below it mean."""

    name: str
    rows: list[Row] = field(default_factory=list)
    balance: Item | None = None


def subject_of(side: _Side, label: str) -> Subject | None:
    """What a label of the income or expenditure side means in its place; None where it is no account."""
    if labels.GRAND_TOTAL.match(label):
        item = Item.GRAND_TOTAL_INCOME if side.name == "income" else Item.GRAND_TOTAL_EXPENDITURE
        return Subject(item=item, label=label)
    fund = labels.balance_fund(label) if side.balance else None
    if fund is not None and side.balance is not None and "支出" not in label:
        return Subject(item=side.balance, fund=fund, label=label)
    item_found = labels.income_label(label) if side.name == "income" else labels.expenditure_label(label)
    if item_found is not None:
        if item_found in (Item.OPENING_BALANCE, Item.CLOSING_BALANCE):
            side.balance = item_found
        return Subject(item=item_found, label=label)
    if side.name == "income":
        return None
    name = labels.plain(label)
    if name in economic_classes() and name not in class_codes():
        return Subject(item=Item.TOTAL_EXPENDITURE, economic_name=name, economic_path=(name,), label=label)
    if name in class_codes() or (_NUMBERED.match(label) and len(name) > 2):
        return Subject(item=Item.TOTAL_EXPENDITURE, functional_name=name, functional_path=(name,), label=label)
    return None


def read(sheet: Sheet) -> list[Table]:
    """The sides of a two-sided table, each with its rows."""
    return _read_cells(sheet) if sheet.in_cells else _read_running(sheet)


def has_sides(sheet: Sheet) -> bool:
    """True where a table by functional subject is printed with two sides after all: numbered sources of income and classes."""
    texts = [token.text for tokens in sheet.tokens for token in tokens if not token.is_number]
    sources = sum(1 for text in texts if labels.income_label(text) is not None and _LISTED.match(text))
    classes = sum(1 for text in texts if _LISTED.match(text) and labels.plain(text) in class_codes())
    return sources > 0 and classes > 4


def _tables(sheet: Sheet, sides: Sequence[tuple[_Side, Sequence[Column]]]) -> list[Table]:
    return [Table(sheet.region, sheet.fund, columns, side.rows, side=side.name) for side, columns in sides]


# --- in columns


def _read_cells(sheet: Sheet) -> list[Table]:
    grid = sheet.grid
    start = next((i for i, row in enumerate(grid) if _is_body(row)), len(grid))
    header = [row for row in grid[:start] if not is_column_numbers(row)]
    sheet.claim_lines(sheet.body[:start], "header")
    body = [row for row in grid[start:] if not _is_header_again(row) and not is_column_numbers(row)]
    paths = flatten(header)
    counted = line_number_columns(paths, body)
    filled = numbers_by_column(body)
    fewest = 2 if len(body) > 4 else 0  # a short table has few labels
    label_columns = [i for i, (texts, numbers) in enumerate(filled) if texts > max(numbers, fewest)]
    segments = [
        (at, [i for i in range(at + 1, stop) if i not in counted]) for at, stop in pairwise([*label_columns, len(filled)])
    ]
    for row in grid[start:]:
        again = is_column_numbers(row) or _is_header_again(row)
        for index, token in enumerate(row):
            if token is not None and token.is_number and (again or index in counted):
                sheet.claim(token, "header" if again else "line_number")
    out: list[tuple[_Side, Sequence[Column]]] = []
    blocks: Sequence[Sequence[Cells]] = _blocks(grid[start:]) if len(segments) == 1 else [body]
    for block, (at, values) in product(blocks, segments):
        side = _Side(_side_of([text_at(row, at) for row in block], first=not out))
        columns = [_column(sheet, side.name, paths[i] if i < len(paths) else ()) for i in values]
        _fill(side, block, at, values)
        out.append((side, columns))
    return _tables(sheet, out)


def _blocks(rows: Sequence[Cells]) -> Sequence[Sequence[Cells]]:
    """The rows between headers: one side printed below the other has a header of its own."""
    blocks: list[list[Cells]] = [[]]
    for row in rows:
        if _is_header_again(row):
            blocks.append([])
        elif not is_column_numbers(row):
            blocks[-1].append(row)
    return [block for block in blocks if block]


def _is_body(row: Cells) -> bool:
    texts = [token.text for token in row if token is not None and not token.is_number]
    return any(_BODY.match(text) for text in texts) and not is_column_numbers(row)


def _is_header_again(row: Cells) -> bool:
    texts = [token.text for token in row if token is not None]
    return bool(texts) and all(labels.HEADER_WORDS.match(text) for text in texts)


def _side_of(found: Sequence[str], first: bool) -> str:
    incomes = sum(1 for label in found if label and labels.income_label(label) is not None)
    spendings = sum(1 for label in found if label and (labels.plain(label) in class_codes() or labels.expenditure_label(label)))
    return "income" if incomes > spendings or (incomes == spendings and first) else "expenditure"


def _column(sheet: Sheet, side: str, path: tuple[str, ...]) -> Column:
    role = "amount"
    if side == "expenditure" and sheet.region.kind == kinds.FISCAL_SUMMARY:
        role = role_of(sheet.region.kind, path)
    return Column(role, sheet.phase("".join(path)), "".join(path))


def _fill(side: _Side, body: Sequence[Cells], at: int, values: Sequence[int]) -> None:
    for row in body:
        label = row[at] if at < len(row) else None
        if label is None or label.is_number:
            continue
        found = [(slot, row[i]) for slot, i in enumerate(values) if i < len(row)]
        if side.rows and not any(token for _, token in found) and _is_rest_of(side.rows[-1].subject.label, label.text):
            continue  # the end of a name that is cut over two rows
        subject = subject_of(side, label.text)
        if subject is None:
            continue
        out = Row(subject, label.line, fixed=True)
        for slot, token in found:
            number = figure(token) if token is not None else None
            if number is not None:
                out.add(number, slot)
        side.rows.append(out)


def _is_rest_of(above: str, text: str) -> bool:
    goes_on = above.endswith("预算") and text.startswith("财政拨款")  # 一般公共预算 is an account too
    return (goes_on or not _is_account(above)) and _is_account(above + text)


# --- as running text, empty cells gone


@dataclass
class _Entry:
    """A label with the numbers printed behind it."""

    label: list[str]
    token: Token | None = None
    numbers: list[Token] = field(default_factory=list)  # amounts and dashes, as printed
    line_number: int | None = None


class _Entries:
    """Labels and their numbers in printed order; line numbers taken out, also those of labels that are blank."""

    def __init__(self, sheet: Sheet, counted: bool) -> None:
        self.sheet, self.counted = sheet, counted
        self.entries: list[_Entry] = []
        self._last = [0, 0]  # the last line number of the left and of the right side

    def line(self, tokens: Sequence[Token]) -> None:
        """The labels and numbers of one printed line."""
        for index, token in enumerate(tokens):
            if token.is_number:
                self.number(token, at_line_start=index == 0 and not self.sheet.cell_a_line)
            elif not token.is_empty_mark:
                self.text(token)
            elif self.entries:
                self.entries[-1].numbers.append(token)

    def text(self, token: Token) -> None:
        """A label, or the rest of one whose numbers may already be printed."""
        for piece in labels.SPLIT.split(token.text):
            last = self.entries[-1] if self.entries else None
            if last is not None and not last.numbers and last.line_number is None and _is_rest_of("".join(last.label), piece):
                last.label.append(piece)
                continue
            if not piece or (
                labels.HEADER_WORDS.match(piece) and piece not in ("基本支出", "项目支出", "人员经费", "公用经费")
            ):
                continue
            budget = last is not None and bool(last.numbers) and _BUDGET_BEGINS.match(piece) is not None
            if last is not None and last.label and not budget and not self._begins(piece):
                if not last.numbers and last.line_number is None:
                    last.label.append(piece)
                else:
                    self._complete(piece)
                continue
            self.entries.append(_Entry([piece], token))

    def _complete(self, piece: str) -> None:
        """The end of a name that is wrapped around its numbers goes to the latest label that it makes an account of."""
        for entry in reversed(self.entries[-_REACH:]):
            label = "".join(entry.label)
            if label and not _is_account(label) and _is_account(label + piece):
                entry.label.append(piece)
                return

    def _begins(self, piece: str) -> bool:
        if (
            _NUMBERED.match(piece)
            or re.match(r"^[（][一二三四五六七八九十]{1,3}[）]|^\d{1,2}[、.．]", piece)
            or labels.GRAND_TOTAL.match(piece)
            or _BALANCE_BEGINS.match(piece)
        ):
            return True
        return _is_account(piece)

    def number(self, token: Token, at_line_start: bool) -> None:
        """A line number or an amount."""
        entry = self.entries[-1] if self.entries else None
        if self.counted and self._is_line_number(token, entry, at_line_start):
            self.sheet.claim(token, "line_number")
            value = int(token.text)
            side = min((0, 1), key=lambda s: abs(value - self._last[s] - 1))
            self._last[side] = value
            if entry is not None and entry.line_number is not None and not entry.numbers and _is_right("".join(entry.label)):
                entry.line_number = value  # the one before was that of a blank label on the left
                return
            if entry is None or entry.line_number is not None or (at_line_start and (entry.numbers or not entry.label)):
                entry = _Entry([])
                self.entries.append(entry)
            entry.line_number = value
        elif entry is not None and entry.label:
            entry.numbers.append(token)

    def _is_line_number(self, token: Token, entry: _Entry | None, at_line_start: bool) -> bool:
        if not token.is_integer or len(token.text) > 3:
            return False
        if entry is not None and entry.label and entry.line_number is None and not entry.numbers:
            return True
        value = int(token.text)
        if any(value == last + 1 for last in self._last):
            return True
        return self.sheet.has_decimals and (at_line_start or any(0 < value - last <= 4 for last in self._last))


def _is_account(label: str) -> bool:
    """True for a whole label: an account of either side, a functional or economic class."""
    if labels.income_label(label) is not None or labels.expenditure_label(label) is not None:
        return True
    return labels.plain(label) in class_codes() or labels.plain(label) in economic_classes()


def _is_right(label: str) -> bool:
    return (
        bool(label)
        and labels.income_label(label) is None
        and labels.balance_fund(label) is None
        and not labels.GRAND_TOTAL.match(label)
    )


def _read_running(sheet: Sheet) -> list[Table]:
    start = next((i for i, tokens in enumerate(sheet.tokens) if any(_BODY.match(t.text) for t in tokens)), len(sheet.tokens))
    header = "".join(squeeze(line.text) for line in sheet.body[:start])
    sheet.claim_lines(sheet.body[:start], "header")
    integers = sum(1 for tokens in sheet.tokens[start:] for token in tokens if token.is_integer and len(token.text) < 4)
    counted = "行次" in header or header.count("次") > 1 or (sheet.has_decimals and integers > 15)
    entries = _Entries(sheet, counted)
    again = sheet.repeats(sheet.body[:start])
    pages: list[list[Sequence[Token]]] = [[]]
    for at in range(start, len(sheet.tokens)):
        if at in again or is_column_numbers(sheet.tokens[at]):
            sheet.claim_lines([sheet.body[at]], "header" if at in again else "column_number")
            pages.append([])
        else:
            pages[-1].append(sheet.tokens[at])
    for tokens in chain.from_iterable(map(_half_by_half, pages)):
        entries.line(tokens)
    left, right = _Side("income"), _Side("expenditure")
    _sort(entries.entries, left, right)
    return _tables(
        sheet, [(left, _running_columns(sheet, header, "income")), (right, _running_columns(sheet, header, "expenditure"))]
    )


def _half_by_half(lines: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
    """The lines of one page with the left side before the right one, where the page keeps them apart; else as they are.

    Names that wrap on both sides stand above numbers of both: only the place across the page tells whose each number is.
    """
    parted = [[piece for token in line for piece in _at_gaps(token)] for line in lines]
    begins = Counter(token.start for line in parted for token in line if _begins_class(token.text))
    at, count = max(begins.items(), key=lambda item: item[1], default=(0, 0))
    first = at - _UNEVEN
    straddling = any(token.start < first and token.end > at + _UNEVEN for line in parted for token in line)
    if count < _LEAST_BELOW or first <= 0 or straddling:
        return list(lines)
    halves = [[token for token in line if (token.start >= first) is right] for right in (False, True) for line in parted]
    return [half for half in halves if half]


def _begins_class(text: str) -> bool:
    """True for the numbered name of a class, or as much of it as stands above a wrap."""
    name = labels.plain(text)
    return _LISTED.match(text) is not None and len(name) > 1 and any(known.startswith(name) for known in class_codes())


def _at_gaps(token: Token) -> Iterator[Token]:
    """The pieces of a text that stand apart on its line."""
    if token.is_number or not _GAP.search(token.line.text, token.start, token.end):
        yield token
        return
    for piece in _PIECE.finditer(token.line.text, token.start, token.end):
        yield Token(squeeze(piece.group()), token.line, piece.start(), piece.end(), False)


def _running_columns(sheet: Sheet, header: str, side: str) -> list[Column]:
    phases = [sheet.phase(word) for word in re.findall(r"年初预算|全年预算|调整预算|预算数|决算数|上年决算", header)]
    own = list(dict.fromkeys(phases)) or [phase_of("决算数")]
    if side == "income" or sheet.region.kind == kinds.SUMMARY:
        return [Column("amount", phase) for phase in own]
    funds = (
        _FUNDS if re.search(r"国有资本|国有资", header) or not all(re.search(p, header) for _, p in _OLD_FUNDS) else _FUNDS[:3]
    )
    return [Column(role, phase) for phase in own for role in funds]


def _sort(entries: Sequence[_Entry], left: _Side, right: _Side) -> None:
    """Put every entry on its side; 总计 stands first on the left, then on the right."""
    last_total: _Side | None = None
    for entry in entries:
        if not entry.label or entry.token is None:
            continue
        label = "".join(entry.label)
        if labels.GRAND_TOTAL.match(label):
            side = right if last_total is left else left
            last_total = side
        else:
            side = left if _is_income(label, left) else right
        subject = subject_of(side, label)
        if subject is None:
            continue
        row = Row(subject, entry.token.line)
        for token in entry.numbers:
            number = figure(token)
            if number is not None:
                row.add(number)
            else:
                row.marks += 1
        side.rows.append(row)


def _is_income(label: str, left: _Side) -> bool:
    if labels.income_label(label) is not None:
        return True
    return (
        left.balance is not None
        and labels.balance_fund(label) in (Fund.GENERAL_PUBLIC, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
        and ("支出" not in label)
    )
