"""Tables with a row a functional subject and a column an account (02, 03, 05, 08, 09), in columns or as running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from etl.parse.statements import economy_columns, labels
from etl.parse.statements.columns import Column, identities, pick_template, scan_columns
from etl.parse.statements.function_cells import adds_up, read_cells
from etl.parse.statements.names import Ladder, all_names, class_codes, names_of, place_pieces
from etl.parse.statements.rows import Figure, Row, Subject, Table, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token, squeeze

_CODE: Final = re.compile(r"2\d\d(?:\d\d){0,2}")
_PAIR: Final = re.compile(r"\d\d")
_LEAST_COUNTED: Final = 3  # amounts below column numbers that add up
_NOTHING: Final = re.compile(r"^[（]?无[）]?$|^…+$|^。+$")


def code_length(tokens: Sequence[Token]) -> int:
    """How many tokens at the start of a line are one functional code: 1 for ``2080505``, 3 for ``208 05 05``; 0 for none."""
    if not tokens or not tokens[0].is_integer or not _CODE.fullmatch(tokens[0].text):
        return 0
    count = 1
    if len(tokens[0].text) == 3:
        while count < 3 and count < len(tokens) and tokens[count].is_integer and _PAIR.fullmatch(tokens[count].text):
            count += 1
    if count < len(tokens) and tokens[count].is_number:
        # a number follows at once: a code without a name, or an amount that looks like a code
        return count if names_of(tokens[0].text) and "." in tokens[count].text else 0
    return count


@dataclass
class _Assembly:
    """Rows being put together from running text: names wrap over the lines before and after their numbers."""

    coded: bool  # False for a table that prints names only
    has_total: bool = False  # the total row is read already: its label begins no row
    rows: list[Row] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)  # the pieces of each row before its numbers
    after: list[str] = field(default_factory=list)  # pieces since the last row's numbers

    def open(self, row: Row) -> None:
        """Begin a row; pieces since the numbers of the row before go where the names of the codes say."""
        before: list[str] = []
        if self.rows and self.after:
            last = self.rows[-1].subject
            own, before = place_pieces(last.functional_code, self.names[-1], self.after, row.subject.functional_code)
            self.names[-1].extend(own)
        elif self.after:
            before = list(self.after)
        self.after = []
        self.rows.append(row)
        self.names.append(before)

    def piece(self, text: str, token: Token) -> None:
        """A piece of a name; where no codes are printed, it begins a row once the row above has its numbers."""
        if not self.coded:
            self._name(text, token)
            return
        if self.rows and not self.rows[-1].figures and not self.rows[-1].marks and not self.rows[-1].subject.is_total:
            self.names[-1].append(text)
        else:
            self.after.append(text)

    def _name(self, text: str, token: Token) -> None:
        last = self.rows[-1] if self.rows else None
        if last is None or last.subject.is_total:
            self.open(Row(Subject(), token.line))
        elif last.figures or last.marks:
            have = "".join(self.names[-1])
            if not any(name.startswith(have + text) for name in all_names() if name != have):
                self.open(Row(Subject(), token.line))
        elif text in all_names() and "".join(self.names[-1]) + text not in all_names() and len(self.rows) > 1:
            # what was taken for a new name is the end of the one before
            self.names[-2].extend(self.names[-1])
            self.names[-1] = []
        self.names[-1].append(text)

    def subtotal(self, text: str, token: Token) -> bool:
        """Begin the row of a class that is printed below its subjects (``住房保障支出小计``); False for any other text."""
        name = ""
        for count, piece in enumerate((text, *reversed(self.after[-3:]))):
            name = piece + name
            if not self.coded or not "小计".endswith(name[-2:]):
                return False
            code = class_codes().get(name.removesuffix("小计"), "")
            if code and name.endswith("小计"):
                del self.after[len(self.after) - count :]
                self.open(Row(Subject(functional_code=code), token.line))
                self.names[-1] = [name.removesuffix("小计")]
                return True
        return False

    def in_name(self, text: str) -> bool:
        """True where the text can only be a piece of the name that is being read (``支出`` on a line of its own)."""
        if not self.rows or self.rows[-1].subject.is_total:
            return False
        row, have = self.rows[-1], "".join(self.names[-1] + self.after)
        known = names_of(row.subject.functional_code) if self.coded else all_names()
        return bool(have) and (not row.figures or have + text in known)

    def close(self) -> list[Row]:
        """The rows with their names joined."""
        if self.rows:
            self.names[-1].extend(self.after)
        for row, pieces in zip(self.rows, self.names, strict=True):
            if not row.subject.is_total:
                row.subject.functional_name = "".join(pieces)
        if not self.coded:
            path = Ladder()
            for row in self.rows:
                if not row.subject.is_total:
                    row.subject.functional_path = path.path(row.subject.functional_name)
        return self.rows


def read(sheet: Sheet) -> list[Table]:
    """The rows of a table by functional subject, in either layout."""
    return read_cells(sheet) if sheet.in_cells else read_running(sheet)


def read_running(sheet: Sheet) -> list[Table]:
    """Rows of a table printed as running text with its empty cells gone; the columns are left to be solved."""
    start, count = _body_start(sheet)
    start = _with_name_above(sheet, start)
    header = "".join(squeeze(line.text) for line in sheet.body[:start])
    columns = _columns(sheet, header, count)
    if not columns and sheet.cell_a_line:  # the header may stand between the rows, as the words of a page were written
        columns = _columns(sheet, "".join(squeeze(line.text) for line in sheet.body), None)
    total, taken = counted_total(sheet, columns) if sheet.cell_a_line else (None, frozenset())
    sheet.claim_lines(sheet.body[:start], "header")
    again = sheet.repeats(sheet.body[:start])
    coded = any(_is_code_line(sheet, index) for index in range(start, len(sheet.tokens)))
    assembly = _Assembly(coded, total is not None)
    for index in range(start, len(sheet.tokens)):
        tokens = sheet.tokens[index]
        if index in again or index in taken:
            continue
        if is_column_numbers(tokens):
            for token in tokens:
                sheet.claim(token, "column_number")
            continue
        _read_line(sheet, assembly, tokens)
    rows = assembly.close()
    if total is not None:
        rows = [total, *rows]
    elif count is None and any(len(row.figures) > len(columns) for row in rows):
        columns = scan_columns(sheet.region.kind, header, count)
    return [Table(sheet.region, sheet.fund, columns, rows, disordered=total is not None)]


def _columns(sheet: Sheet, header: str, count: int | None) -> list[Column]:
    economic = economy_columns.in_text(header)
    if economic:
        return economic
    roles = pick_template(sheet.region.kind, header, count)
    return [Column(role) for role in roles] if roles else scan_columns(sheet.region.kind, header, count)


def counted_total(sheet: Sheet, columns: Sequence[Column]) -> tuple[Row | None, frozenset[int]]:
    """The total row where its amounts stand each below the number of its column, and the lines that it takes.

    So they are written where a page is read column by column: the row of column numbers and the total below it are one piece.
    None unless the amounts add up under these numbers.
    """
    found: dict[int, tuple[Figure, int]] = {}
    single = [tokens[0] if len(tokens) == 1 else None for tokens in sheet.tokens]
    for index, (number, amount) in enumerate(pairwise(single)):
        if number is None or amount is None or not number.is_integer or not amount.is_number or "." not in amount.text:
            continue
        if amount.line.number != number.line.number + 1:
            continue
        value, slot = figure(amount), int(number.text) - 1
        if value is not None and 0 <= slot < len(columns) and len(number.text) < 3:
            if slot in found:
                return None, frozenset()
            found[slot] = (value, index)
    if not any(slot in found and any(part in found for part in parts) for slot, parts in identities(columns)):
        return None, frozenset()
    if len(found) < _LEAST_COUNTED or not adds_up(columns, {slot: value for slot, (value, _) in found.items()}):
        return None, frozenset()
    row = Row(Subject(is_total=True, label="合计"), found[min(found)][0].token.line, fixed=True)
    for slot, (value, index) in sorted(found.items()):
        sheet.claim(single[index], "column_number")  # type: ignore[arg-type]
        row.add(value, slot)
    return row, frozenset(at for _, index in found.values() for at in (index, index + 1))


def _body_start(sheet: Sheet) -> tuple[int, int | None]:
    """Index of the first body line after header and 栏次 row, and how many columns the 栏次 row counts."""
    for index, tokens in enumerate(sheet.tokens):
        count = is_column_numbers(tokens)
        if count:
            return index + 1, count
        if _is_code_line(sheet, index):
            return index, None
        first = tokens[0]
        after = sheet.tokens[index + 1] if len(tokens) == 1 and index + 1 < len(sheet.tokens) else tokens[1:]
        if labels.TOTAL.match(first.text) and after and all(token.is_number or token.is_empty_mark for token in after):
            return index, None
    return len(sheet.tokens), None


def _with_name_above(sheet: Sheet, start: int) -> int:
    """The start of the body with the lines above it that begin the name of its first subject."""
    tokens = sheet.tokens[start] if start < len(sheet.tokens) else ()
    length = code_length(tokens)
    if not length:
        return start
    names = names_of("".join(token.text for token in tokens[:length]))
    above = ""
    for at in range(start - 1, max(start - 4, -1), -1):
        if len(sheet.tokens[at]) != 1 or sheet.tokens[at][0].is_number:
            return start
        above = sheet.tokens[at][0].text + above
        if any(name.startswith(above) and name != above for name in names) and not labels.HEADER_WORDS.match(above):
            return at
    return start


def _is_code_line(sheet: Sheet, index: int) -> bool:
    tokens = sheet.tokens[index]
    length = code_length(tokens)
    if not length:
        return False
    if length < len(tokens):
        return True
    return index + 1 < len(sheet.tokens) and not sheet.tokens[index + 1][0].is_number


def _read_line(sheet: Sheet, assembly: _Assembly, tokens: Sequence[Token]) -> None:
    length = code_length(tokens)
    if length:
        for token in tokens[:length]:
            sheet.claim(token, "code")
        code = "".join(token.text for token in tokens[:length])
        assembly.open(Row(Subject(functional_code=code), tokens[0].line))
        tokens = tokens[length:]
    for token in tokens:
        if token.is_number:
            _add_number(sheet, assembly, token, alone=len(tokens) == 1 and not length and not sheet.cell_a_line)
        elif token.is_empty_mark:
            if assembly.rows:
                assembly.rows[-1].marks += 1
        elif assembly.subtotal(token.text, token):
            continue
        elif labels.TOTAL.match(token.text):
            if not assembly.has_total:
                assembly.open(Row(Subject(is_total=True, label=token.text), token.line))
        elif not _NOTHING.match(token.text) and (assembly.in_name(token.text) or not labels.HEADER_WORDS.match(token.text)):
            assembly.piece(token.text, token)


def _add_number(sheet: Sheet, assembly: _Assembly, token: Token, alone: bool) -> None:
    found = figure(token)
    if found is None or not assembly.rows:
        return
    if alone and token.is_integer and len(token.text) <= 3 and sheet.has_decimals and assembly.rows[-1].figures:
        sheet.claim(token, "page_number")
        return
    row = assembly.rows[-1]
    if not row.figures:
        row.line = token.line
    row.add(found)
