"""Forms printed as running lines: head, money, goals, header, and the total; the rows are read by `stream_rows`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from etl.extract.document import Line
from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.across import find_header, read_rows_across
from etl.parse.performance.across_head import wrapped_values
from etl.parse.performance.across_money import read_goals_across, read_money_across
from etl.parse.performance.balance import sums
from etl.parse.performance.beside_money import read_money_beside
from etl.parse.performance.dimensions import LEVEL0, LEVEL1_OVERALL
from etl.parse.performance.execution_row import take_execution
from etl.parse.performance.facts import points, width
from etl.parse.performance.line_ends import part_titles
from etl.parse.performance.money_wording import FUNDING_HEAD, MONEY_HEADERS
from etl.parse.performance.placed import find_placed_header, read_rows_placed
from etl.parse.performance.placed_parts import find_placed_goals, find_placed_money, read_goals_placed, read_money_placed
from etl.parse.performance.places import keeps_places, words_of
from etl.parse.performance.raw import FormKind, RawForm, RawFunding, RawRow
from etl.parse.performance.stream_rows import read_rows
from etl.parse.performance.tokens import BRACKET, Gap, Lines, Phrases, Token, join, lex, lines_of
from etl.parse.performance.wording import (
    ACHIEVED,
    EXPECTED,
    GOAL_HEADS,
    GOAL_RATES,
    HEAD_LABELS,
    INDICATOR_HEADERS,
    INDICATOR_ORDER,
    TARGET_PARTS,
    TOTAL_LABELS,
    Field,
)

_HEAD: Final = Phrases(HEAD_LABELS)
_MONEY: Final = Phrases(MONEY_HEADERS)
_GOALS: Final = Phrases({**dict.fromkeys(EXPECTED, "expected"), **dict.fromkeys(ACHIEVED, "actual")})
_GOAL_HEADS: Final = Phrases(dict.fromkeys(GOAL_HEADS, True))
_HEADERS: Final = Phrases(INDICATOR_HEADERS)
_TARGET_PARTS: Final = Phrases(TARGET_PARTS)
_TOTAL: Final = Phrases(dict.fromkeys(TOTAL_LABELS, True))
_AMOUNT: Final = re.compile(r"-?[\d,]+(?:\.\d*)?%?分?")
_LEVELS: Final = re.compile(r"(?:一级指?标?)?二级指标|三级指标")
_WHOLE_HEADER: Final = frozenset(INDICATOR_ORDER) - {Field.LEVEL0}  # printed so cell after cell
_MONEY_WEIGHT: Final = 10  # of the execution of the budget, in the template
_MOST_WORDS: Final = 2  # of a value: a number and its unit
_HEADER_REST: Final = frozenset({"指", "标", "指标", "绩", "情况", "完成", "完成情况"})


def read_stream(kind: FormKind, lines: Sequence[Line]) -> RawForm:
    """Read a form from its lines without cells; what cannot be found stays empty.

    Where the words keep their places on the page, these tell the cells.
    """
    tokens = part_titles(lex(lines))
    first = tokens[0].line if tokens else lines[0]
    placed = _read_placed(RawForm(kind, first), tokens) if keeps_places(lines) else None
    if placed is not None and not _troubled(placed) and not _patchy(placed):
        return placed
    form = _read_running(kind, first, tokens)
    return placed if placed is not None and _troubled(form) else form


def _read_running(kind: FormKind, first: Line, tokens: Sequence[Token]) -> RawForm:
    """Read a form from its words in printed order.

    Pages are turned into text cell after cell, or line by line across them; the header tells which, and else the rows.
    """
    header = _find_header(tokens, 0)
    columns, rows = _header_columns(tokens, header)
    if columns is None or (not set(columns) >= _WHOLE_HEADER and _crosses(tokens)):
        across = _read_across(RawForm(kind, first), tokens)
        if across is not None:
            return across
    form = _read_cells(RawForm(kind, first), tokens, header, columns or INDICATOR_ORDER, rows)
    if columns is not None and _troubled(form):
        across = _read_across(RawForm(kind, first), tokens)
        if across is not None and not _troubled(across):
            return across
    return form


def _crosses(tokens: Sequence[Token]) -> bool:
    """True where the header stands on several lines and is none cell after cell."""
    lines = lines_of(tokens)
    header = find_header(lines)
    if header is None or header[1] - header[0] < 2:
        return False
    first, end = (sum(map(len, lines[:at])) for at in header[:2])
    return _header_columns(tokens, first)[1] < end


def _read_cells(form: RawForm, tokens: Sequence[Token], header: int, columns: Sequence[Field], rows: int) -> RawForm:
    """Read a form printed cell after cell, its header from `header` to `rows`."""
    money = _head(form, tokens)
    goals = min(_find_goals(tokens, money), header)
    _funding(form, tokens[money:goals])
    _goals(form, tokens[goals:header])
    form.claim(tokens[header:rows], "label")
    total = _find_total(tokens, rows)
    _total(form, tokens[total:])
    body = lines_of(tokens[rows:total])
    taken = take_execution(form, body)
    read_rows(form, [token for i, line in enumerate(body) if i not in taken for token in line], columns)
    return form


def _read_across(form: RawForm, tokens: Sequence[Token]) -> RawForm | None:
    """Read a form printed line by line across its pages; None where its rows are not printed so."""
    money = _head(form, tokens)
    form.head |= wrapped_values(lines_of(tokens[:money]), _HEAD)
    goals = _find_goals(tokens, money)
    total = _find_total(tokens, goals)
    header = read_rows_across(form, tokens[goals:total])
    if header is None:
        return None
    if not read_money_across(form, tokens[money:goals]):
        _funding(form, tokens[money:goals])
    read_goals_across(form, tokens[goals : goals + header])
    _total(form, tokens[total:])
    return form


def _read_placed(form: RawForm, tokens: Sequence[Token]) -> RawForm | None:
    """Read a form whose words stand in their columns; None where its rows do not."""
    words = words_of(tokens)
    total = _find_total(words, 0)
    lines = lines_of(words[:total])
    header = find_placed_header(lines)
    if header is None:
        return None
    above = lines[: header[0]]
    money, goals = find_placed_money(above), find_placed_goals(above)
    begins = [part for part in (goals, money[0] if money else None) if part is not None]
    head = [token for line in above[: min(begins, default=len(above))] for token in line]
    at = _head(form, head)
    form.claim(head[at:], "label")
    form.head |= wrapped_values(lines_of(head[:at]), _HEAD)
    if money is not None:
        read_money_placed(form, above[money[1] : _part_end(goals, money[0], above)], money[2])
        form.claim((token for line in above[money[0] : money[1]] for token in line), "label")
    if goals is not None:
        read_goals_placed(form, above[goals : _part_end(money[0] if money else None, goals, above)])
    if not read_rows_placed(form, lines, *header):
        return None
    _total(form, words[total:])
    return form


def _part_end(other: int | None, start: int, lines: Lines) -> int:
    """Where a part of a form ends that begins at `start`: at the other part below it, else with the lines."""
    return other if other is not None and other > start else len(lines)


def _troubled(form: RawForm) -> bool:
    """True for a form with words left over, rows above all labels, or weights that do not add up to the total."""
    if form.unplaced or not all(row.level1 for row in form.rows) or form.total_weight is None:
        return bool(form.unplaced) or not all(row.level1 for row in form.rows)
    return sums(form.rows)[0] not in (form.total_weight, form.total_weight - _MONEY_WEIGHT)


def _patchy(form: RawForm) -> bool:
    """True for a form with rows that have no name or both values in one cell, or under labels that are none."""
    return any(not row.text(Field.NAME) or _holds_both(row) or row.level1 not in LEVEL1_OVERALL for row in form.rows)


def _holds_both(row: RawRow) -> bool:
    """True for a row with one of its values blank and too many words in the other."""
    target, actual = row.text(Field.TARGET), row.text(Field.ACTUAL)
    return not (target and actual) and len((target or actual).split()) > _MOST_WORDS


def _head(form: RawForm, tokens: Sequence[Token]) -> int:
    """Title, project, department, unit; the index where the money begins."""
    at, label, begun = 0, "", 0
    values: dict[str, list[Token]] = {}
    while at < len(tokens):
        found = _HEAD.match(tokens, at)
        if found and (tokens[at].opens_line or begun):
            form.claim(tokens[at : found[0]], "label")
            at, label = found
            begun += 1
            continue
        if begun and (FUNDING_HEAD.match(tokens[at].key) or _MONEY.match(tokens, at)):
            break
        if begun:
            values.setdefault(label, []).append(tokens[at])
            form.claim(tokens[at : at + 1], "form_text")
        else:
            form.claim(tokens[at : at + 1], "form_title")
        at += 1
    for name, words in values.items():
        if name:
            form.head.setdefault(name, join(words))
    form.read_unit(token.key for token in tokens[:at])
    return at


def _find_goals(tokens: Sequence[Token], start: int) -> int:
    """Index of the first goal head; that of the header where a form has no goals."""
    for at in range(start, len(tokens)):
        if _GOALS.match(tokens, at):
            return at
        if tokens[at].key in ("一级指标", "二级指标"):
            return at
    return len(tokens)


def _find_header(tokens: Sequence[Token], start: int) -> int:
    """Index of the first token of the indicator header, the merged 绩效指标 cell before it included."""
    keys = [token.key for token in tokens[start:]]
    found = _LEVELS.search("".join(keys))
    if not found:
        return len(tokens)
    at = start + bisect_right(list(accumulate(map(len, keys))), found.start())
    while at > start and (tokens[at - 1].key in _HEADER_REST or len(tokens[at - 1].key) <= 2 or tokens[at - 1].key in LEVEL0):
        if not set(tokens[at - 1].key) <= set("年度绩效指标一级完成情况"):
            break
        at -= 1
    return at


def _funding(form: RawForm, tokens: Sequence[Token]) -> None:
    """Money lines: a label, then its numbers and dashes; the header words before the first of them give the columns."""
    if read_money_beside(form, lines_of(tokens)):
        return
    at, headers = 0, []
    buffer: list[Token] = []
    while at < len(tokens):
        found = _MONEY.match(tokens, at)
        if found and not form.funding:
            headers.append(found[1])
            form.claim(tokens[at : found[0]], "label")
            at, buffer = found[0], []
            continue
        token = tokens[at]
        if _AMOUNT.fullmatch(token.key) or (token.key in BLANK_CELLS and token.key != "无"):
            if buffer:
                _open_line(form, buffer)
                buffer = []
            if form.funding:
                _add_piece(form.funding[-1], token)
            form.claim([token])
        elif token.key == "分" and not buffer and form.funding:
            form.claim([token])
        elif token.key in ("分", "值", "得", "数") and not form.funding:
            form.claim([token], "label")
        else:
            buffer.append(token)
            form.claim([token], "label")
        at += 1
    form.read_unit(token.key for token in tokens)
    if len(headers) >= 3:
        form.money_headers = tuple(dict.fromkeys(headers))


def _open_line(form: RawForm, label: Sequence[Token]) -> None:
    """Begin the money line that the last words before a number name."""
    for start in range(len(label)):
        if form.open_money("".join(token.key for token in label[start:]), label[start].line):
            return


def _add_piece(line: RawFunding, token: Token) -> None:
    """Add a cell; digits after a number that ends in its decimal point belong to it."""
    if line.pieces and line.pieces[-1].endswith(".") and token.key.isdigit():
        line.pieces[-1] += token.key
        return
    if not any(_AMOUNT.fullmatch(piece) for piece in line.pieces):
        line.line = token.line
    line.pieces.append(token.key)
    line.columns.append(None)


def _goals(form: RawForm, tokens: Sequence[Token]) -> None:
    """The two goals: heads off, then the place where the first cell ends and the second begins."""
    at, rated = 0, False
    while at < len(tokens):
        found = _GOALS.match(tokens, at) or _GOAL_HEADS.match(tokens, at)
        if not found:
            rated |= tokens[at].key in GOAL_RATES
            if tokens[at].key in GOAL_RATES or set(tokens[at].key) <= set("年度总体目标"):
                at += 1
                continue
            break
        at = found[0]
    form.claim(tokens, "form_text")
    if rated and tokens[-1].key.endswith("%"):
        tokens = tokens[:-1]
    lines: list[list[Token]] = []
    for token in tokens[at:]:
        if token.opens_line or not lines:
            lines.append([])
        lines[-1].append(token)
    if len(lines) == 1 and len(lines[0]) == 2:  # two cells of one line each stand on one line
        form.expected_goal, form.actual_goal = (token.text for token in lines[0])
        return
    split = _goal_split(lines)
    form.expected_goal = join([token for line in lines[:split] for token in line])
    form.actual_goal = join([token for line in lines[split:] for token in line])


def _goal_split(lines: Sequence[Sequence[Token]]) -> int:
    """Number of lines of the first cell: every line of a cell but its last is as wide as the cell."""
    if len(lines) < 2:
        return len(lines)
    wide = [sum(width(token.text) for token in line) + 0.25 * (len(line) - 1) for line in lines]

    def raggedness(part: Sequence[float]) -> float:
        full = max(part, default=0.0)
        return sum(min(4.0, max(0.0, full - piece - 2.0)) for piece in part[:-1])

    def cost(split: int) -> float:
        tight = lines[split][0].gap == Gap.TIGHT
        return raggedness(wide[:split]) + raggedness(wide[split:]) - (6.0 if tight else 0.0)

    return min(range(1, len(lines)), key=cost)


def _header_columns(tokens: Sequence[Token], start: int) -> tuple[tuple[Field, ...] | None, int]:
    """Columns in printed order, None where they are not told, and the index of the first token after the header."""
    columns: list[Field] = []
    at = start
    while at < len(tokens):
        parts = _TARGET_PARTS.match(tokens, at)
        found = _HEADERS.match(tokens, at)
        if parts and Field.TARGET in columns:
            target = columns.index(Field.TARGET)
            columns[target : target + 1] = parts[1]
            at = parts[0]
        elif found:
            columns.append(found[1])
            at = found[0]
        elif (
            tokens[at].key in _HEADER_REST
            or BRACKET.fullmatch(tokens[at].key)
            or (len(columns) < 2 and tokens[at].key in "绩效一级")
        ):
            at += 1
        else:
            break
    if Field.NAME not in columns or Field.WEIGHT not in columns:
        return None, at
    return tuple(dict.fromkeys(columns)), at


def _find_total(tokens: Sequence[Token], start: int) -> int:
    """Index of the last total label that numbers follow."""
    for at in range(len(tokens) - 1, start - 1, -1):
        found = _TOTAL.match(tokens, at) if tokens[at].opens_line else None
        if found and found[0] < len(tokens) and points(tokens[found[0]].key) is not None:
            return at
    return len(tokens)


def _total(form: RawForm, tokens: Sequence[Token]) -> None:
    numbers: list[Decimal] = []
    for token in tokens:
        number = points(token.key)
        if number is not None and len(numbers) < 2:
            numbers.append(number)
            form.total_at = token.line
            form.claim([token])
        else:
            form.claim([token], "label")
    if len(numbers) == 1:
        form.total_score = numbers[0]
    elif numbers:
        form.total_weight, form.total_score = numbers
