"""Forms whose rows have cells: head, money, goals and total; the indicators are read by `table_rows`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final, TypeVar

from etl.extract.document import Line
from etl.parse.numbers import BLANK_CELLS
from etl.parse.performance.beside_money import NUMERIC, read_money_beside, read_money_in_head
from etl.parse.performance.execution_row import take_execution
from etl.parse.performance.facts import points
from etl.parse.performance.grid import Cell, Row, rows_of
from etl.parse.performance.money_wording import MONEY_HEADERS, MONEY_HINTS, source_of
from etl.parse.performance.raw import FormKind, RawForm
from etl.parse.performance.regions import is_title, is_total_row
from etl.parse.performance.table_rows import read_indicators
from etl.parse.performance.task_money import read_money_by_task
from etl.parse.performance.tokens import BRACKET, Phrases, Token
from etl.parse.performance.wording import (
    ACHIEVED,
    EXPECTED,
    FOURTH_LEVEL,
    GOAL_HEADS,
    HEAD_LABELS,
    INDICATOR_HEADERS,
    INDICATOR_HINTS,
    OVERALL_LABELS,
    PART_TITLES,
    PARTS_BELOW_GOALS,
    TARGET_PARTS,
    UNLEVELLED_HEADER,
    Field,
    ideographs,
    squeeze,
    unnumbered,
)

T = TypeVar("T")
_SEALS: Final = ("", "盖章", "公章", "签章")  # behind a label, in brackets
_HEAD: Final = Phrases(
    {ideographs(label) + seal: where for label, where in HEAD_LABELS.items() for seal in _SEALS}
    | {ideographs(label): "" for label in OVERALL_LABELS}
)
_MONEY: Final = Phrases({ideographs(label): money for label, money in MONEY_HEADERS.items()})
_HEADERS: Final = Phrases({ideographs(label): column for label, column in INDICATOR_HEADERS.items()})
_MONEY_ROW: Final = re.compile(
    r"(?:预算|执行|资金).*(?:执行|预算|支出).*(?:得分|分值|权重|执行率|率)|资金来源.*预算|预算数.*执行数$|预算安排情况.*执行情况"
)
_INDICATOR_ROW: Final = re.compile(rf"(?:二级|三级)指标|指标名称.*(?:分值|权重|得分)|{UNLEVELLED_HEADER.pattern}")
_GOAL_ROW: Final = re.compile(r"(?:预期|年初设定|年初|绩效)目.{0,2}标.*(?:实际|完成)")
_LABELLED: Final = re.compile(r"^([^：]{2,12})：(.+)$")
_SEAL: Final = re.compile(r"（(?:盖章|公章|签章|单位公章)）")
_TORN_HEADER: Final = re.compile(r"预算|执行|得分|分值|指标")
_MONEY_TITLE: Final = re.compile(r"(?:项目|部门)?预算执行情况")  # beside the labels of the money's columns, none of them
_LEAST_LABEL: Final = 3  # characters of a header's label that is told by the words in it
_MEANS: Final = re.compile(r"[\u4e00-\u9fff0-9]|[A-Za-z]{2}")  # a cell of anything else is scanning noise
_TORN_LABELS: Final = frozenset("".join(GOAL_HEADS) + "绩效指标")


def read_table(kind: FormKind, lines: Sequence[Line]) -> RawForm:
    """Read a form from its rows of cells; what cannot be found stays empty."""
    again = [i for i, line in enumerate(lines) if i and not line.cells and "表" in line.text and is_title(line)]
    printed = rows_of([line for i, line in enumerate(lines) if i not in again])
    form = RawForm(kind, printed[0].line if printed else lines[0])
    rows = [row for row in printed if not _is_part_title(row)]
    form.claim((cell.token() for row in printed if _is_part_title(row) for cell in row.cells), "label")
    money = _first(rows, 0, _MONEY_ROW)
    header = _first(rows, 0, _INDICATOR_ROW)
    rows = _with_whole_header(rows, header)
    header = _first(rows, 0, _INDICATOR_ROW)
    money = min(money, header)
    above = (i for i, row in enumerate(rows[:money]) if _names_goals(row))
    goals = next(above, min(_first(rows, money, _GOAL_ROW), header))  # above the money or below it
    form.claim_lines((lines[i] for i in again), "form_title")
    _head(form, rows[: min(money, goals)])
    _funding(form, rows[money : goals if goals > money else header])
    if not form.funding:
        read_money_in_head(form, _key_lines(rows[:header]))
    _goals(form, rows[goals : money if money > goals else header])
    total = _find_total(rows, header)
    _total(form, rows[total:])
    if header < len(rows):
        body = rows[header + 1 : total]
        columns = header_columns(rows[header])
        if body and (parted := target_parts(body[0], columns)):
            form.claim((cell.token() for cell in body.pop(0).cells), "label")
            columns = parted
        read_indicators(form, rows[header], columns, _without_execution(form, body))
    return form


def _with_whole_header(rows: list[Row], at: int) -> list[Row]:
    """The rows with a header of two as one: labels of the values above, of the levels and the parts of the target below."""
    if not 0 < at < len(rows):
        return rows
    above, below = rows[at - 1], rows[at]
    named = {INDICATOR_HEADERS.get(ideographs(cell.text)) for cell in above.cells}
    if Field.SCORE in header_columns(below) or not named >= {Field.SCORE, Field.WEIGHT}:
        return rows
    own = {cell.column for cell in below.cells}
    cells = sorted((*below.cells, *(cell for cell in above.cells if cell.column not in own)), key=lambda cell: cell.column)
    return [*rows[: at - 1], replace(below, cells=tuple(cells)), *rows[at + 1 :]]


def _is_part_title(row: Row) -> bool:
    return len(row.cells) == 1 and unnumbered(row.cells[0].key) in PART_TITLES and row.cells[0].key not in PART_TITLES


def _without_execution(form: RawForm, rows: Sequence[Row]) -> list[Row]:
    """The indicators' rows; that of the execution of the budget is read into the form."""
    taken = take_execution(form, _key_lines(rows))
    return [row for i, row in enumerate(rows) if i not in taken]


def _first(rows: Sequence[Row], start: int, pattern: re.Pattern[str]) -> int:
    return next((i for i in range(start, len(rows)) if pattern.search(rows[i].words)), len(rows))


def header_columns(row: Row) -> dict[Field, int]:
    """Where the header prints each column; labels that scanning tore or blurred are missing."""
    columns = _placed(row, _HEADERS, INDICATOR_HINTS)[0]
    fourth = next((cell.column for cell in row.cells if ideographs(cell.text) == FOURTH_LEVEL), None)
    if fourth is not None and columns[Field.NAME] < fourth:
        columns[Field.LEVEL3], columns[Field.NAME] = columns[Field.NAME], fourth
    if Field.NAME not in columns and UNLEVELLED_HEADER.search(row.words):
        columns[Field.NAME] = min(at for column, at in columns.items() if column != Field.LEVEL0) - 1
        del columns[Field.LEVEL0]
    return columns


def target_parts(row: Row, columns: Mapping[Field, int]) -> dict[Field, int]:
    """The header's columns with that of the target parted as the row below names its parts; empty where it names none."""
    spelled = "".join(BRACKET.sub("", cell.key) for cell in row.cells)
    parts = TARGET_PARTS.get(spelled, ())
    if Field.TARGET not in columns or len(row.cells) != len(parts):
        return {}
    target, first = columns[Field.TARGET], row.cells[0].column
    behind = [at for at in columns.values() if at > target]
    missing = max(0, target + len(parts) - min(behind)) if behind else 0  # the target's cell counted as one
    parted = {column: at + missing if at > target else at for column, at in columns.items()}
    parted |= {column: target + cell.column - first for column, cell in zip(parts, row.cells, strict=True)}
    return dict(sorted(parted.items(), key=lambda item: item[1]))


def _placed(row: Row, phrases: Phrases[T], hints: Sequence[tuple[re.Pattern[str], T]]) -> tuple[dict[T, int], bool]:
    """Columns of the labels in a header row, and whether every label after the first found was recognised.

    A label that is none of the phrases is told by the words in it, where nothing else is printed for its column.
    """
    tokens = [_label(cell) for cell in row.cells]
    found: dict[T, int] = {}
    unknown: list[int] = []
    at, blurred = 0, 0
    while at < len(tokens):
        match = phrases.match(tokens, at)
        if match:
            found.setdefault(match[1], row.cells[at].column)
            at = match[0]
        else:
            unknown += [at] if found else []
            blurred += bool(found) or bool(_TORN_HEADER.search(_MONEY_TITLE.sub("", tokens[at].key)))
            at += 1
    for at in unknown:
        hint = next((column for pattern, column in hints if pattern.search(tokens[at].key)), None)
        if hint is not None and len(tokens[at].key) >= _LEAST_LABEL:
            found.setdefault(hint, row.cells[at].column)
            blurred -= 1
    return dict(sorted(found.items(), key=lambda item: item[1])), not blurred


def _label(cell: Cell) -> Token:
    """A header's cell as a token that labels are matched on, what it explains in brackets left out: 得分（20分×执行率）."""
    token = cell.token()
    return token._replace(key=ideographs(BRACKET.sub("", cell.key)) or token.key)


def _head(form: RawForm, rows: Sequence[Row]) -> None:
    """Title, project, department and unit, each label and value possibly torn over cells and rows."""
    cells = [cell for row in rows for cell in row.cells if _MEANS.search(cell.text)]
    tokens = [cell.token() for cell in cells]
    start = next((i for i in range(len(tokens)) if _begins_head(tokens, i)), len(tokens))
    form.claim(tokens[:start], "form_title")
    values: dict[str, list[Cell]] = {}
    at, label = start, ""
    while at < len(cells):
        found = _HEAD.match(tokens, at)
        written = _LABELLED.match(_SEAL.sub("", cells[at].key))
        if found:
            form.claim(tokens[at : found[0]], "label")
            form.torn_name |= found[1] == "project_name" and found[0] - at > 1
            at, label = found
            continue
        if written and squeeze(written.group(1)) in HEAD_LABELS:
            label = HEAD_LABELS[squeeze(written.group(1))]
            form.head.setdefault(label, written.group(2))
        else:
            values.setdefault(label, []).append(cells[at])
        form.claim(tokens[at : at + 1], "form_text")
        at += 1
    for where, parts in values.items():
        if where:
            form.head.setdefault(where, "".join(part.text for part in parts))
            form.torn_name |= where == "project_name" and len(parts) > 1
    form.read_unit(cell.key for cell in cells)


def _begins_head(tokens: Sequence[Token], at: int) -> bool:
    return _HEAD.match(tokens, at) is not None or bool(_LABELLED.match(tokens[at].text) and tokens[at].key[:4] in HEAD_LABELS)


def _funding(form: RawForm, rows: Sequence[Row]) -> None:
    """Money lines: the cell that names the source, and after it every filled cell with its column."""
    if not rows or read_money_beside(form, _key_lines(rows)) or read_money_by_task(form, rows):
        return
    form.read_money_points(rows[0].cells[0].key)
    form.header_at, whole = _placed(rows[0], _MONEY, MONEY_HINTS)  # 项目资金 before the labels is none of them
    if whole and len(form.header_at) >= 3:
        form.money_headers = tuple(form.header_at)
    form.read_unit(cell.key for row in rows for cell in row.cells)
    for row in rows:
        label = next((i for i, cell in enumerate(row.cells) if source_of(cell.key)), None)
        if label is None or _names_sources(row):
            form.claim((cell.token() for cell in row.cells), "label")
            if form.funding and sum(bool(NUMERIC.fullmatch(cell.key)) for cell in row.cells) > 1:
                form.odd_money.append((row.line, " ".join(cell.text for cell in row.cells)))
            continue
        line = form.open_money(row.cells[label].key, row.line)
        if line is None:
            continue
        for cell in row.cells[label + 1 :]:
            if NUMERIC.fullmatch(cell.key) or cell.key in BLANK_CELLS:
                line.pieces.append(cell.key)
                line.columns.append(cell.column)
        form.claim((cell.token() for cell in row.cells[: label + 1]), "label")
        form.claim(cell.token() for cell in row.cells[label + 1 :])


def _names_sources(row: Row) -> bool:
    """True for a second row of a header: the sources side by side, and no amount."""
    return sum(bool(source_of(cell.key)) for cell in row.cells) == len(row.cells) > 1


def _key_lines(rows: Sequence[Row]) -> list[list[Token]]:
    """The cells of each row as tokens with all their signs."""
    return [[cell.token()._replace(key=cell.key) for cell in row.cells] for row in rows]


def _goals(form: RawForm, rows: Sequence[Row]) -> None:
    """The two goals by the column where 实际完成情况 begins; where both stand before it, by their order."""
    if not rows:
        return
    achieved = next((c.column for c in rows[0].cells if c.column and _is_achieved(ideographs(c.text))), None)
    expected: list[str] = []
    actual: list[str] = []
    for row in takewhile(lambda row: not _is_below_goals(row), rows[1:]):
        texts = [cell for cell in row.cells if not set(ideographs(cell.text)) <= _TORN_LABELS]
        form.claim((cell.token() for cell in row.cells), "form_text")
        for i, cell in enumerate(texts):
            later = achieved is not None and cell.column >= achieved
            if later or (len(texts) > 1 and i == len(texts) - 1 and not actual and row is rows[1]):
                actual.append(cell.text)
            else:
                expected.append(cell.text)
    form.claim((cell.token() for cell in rows[0].cells), "label")
    form.expected_goal, form.actual_goal = "".join(expected), "".join(actual)


def _names_goals(row: Row) -> bool:
    """True for a row that names both goals, each in a cell of its own."""
    named = {ideographs(cell.text) for cell in row.cells}
    return not named.isdisjoint(EXPECTED) and not named.isdisjoint(ACHIEVED)


def _is_below_goals(row: Row) -> bool:
    return any(ideographs(cell.text) in PARTS_BELOW_GOALS for cell in row.cells)


def _is_achieved(label: str) -> bool:
    """True for the header of what was reached, or its beginning; 全年（调整）绩效目标 is a goal still."""
    return label[:2] in {known[:2] for known in ACHIEVED} and "调整绩效目标" not in label


def _find_total(rows: Sequence[Row], start: int) -> int:
    """Index of the total row, the last of them; the number of rows where there is none."""
    found = (at for at in range(len(rows) - 1, start, -1) if is_total_row([cell.key for cell in rows[at].cells]))
    return next(found, len(rows))


def _total(form: RawForm, rows: Sequence[Row]) -> None:
    for row in rows[:1]:
        numbers = [number for cell in row.cells if (number := points(cell.key)) is not None]
        form.claim(cell.token() for cell in row.cells)
        form.total_at = row.line if numbers else None
        if len(numbers) == 1:
            form.total_score = numbers[0]
        elif numbers:
            form.total_weight, form.total_score = numbers[0], numbers[1]
