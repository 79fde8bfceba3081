"""One statement laid out for reading: heading, body and notes told apart, and what can be classed there without reading it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from etl.extract.document import Document, Line
from etl.parse.gapless import as_running_text, is_gapless
from etl.parse.ledger import Ledger
from etl.parse.statements.columns import phase_of
from etl.parse.statements.folded import fold
from etl.parse.statements.kinds import fund_of, read_title
from etl.parse.statements.regions import BUDGET_NOTES, EMPTY_NOTE, MARKER, NOTE, PAGE_NUMBER, StatementRegion
from etl.parse.statements.tokens import Token, cell_tokens, mend, number_of, squeeze, tokenize, with_cells
from etl.vocabulary import Fund, Phase

_HEAD: Final = re.compile(
    r"(?:金额)?单位：|^(?:公开|编制|填报|填表|汇总)?(?:部门|单位)(?:名称)?[（）公章]*：|^[（]?(?:亿元|万元|千元|元)[）]?$"
)
_RUNNING_HEAD: Final = re.compile(
    r"^(?:[12]\d{3}年度?)?[\u4e00-\u9fff（）]{0,40}(?:部门|单位)决算(?:公开|报告|说明|报表|情况|表)*$"
)
_COLUMN_NUMBERS: Final = re.compile(r"^(?:项目|类?款?项?)栏次")
_CODE: Final = re.compile(r"[235]\d\d(?:\d\d){0,2}|\d{4}")
_AMOUNT: Final = re.compile(r"\d[.．]\d|\d[,，]\d{3}")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
# a column that stands beside one of 预算数 → what that is then
_OTHER_BUDGET: Final[Mapping[str, Phase]] = MappingProxyType(
    {
        "全年预算数": Phase.INITIAL_BUDGET,
        "全年预算": Phase.INITIAL_BUDGET,
        "调整预算数": Phase.INITIAL_BUDGET,
        "调整后预算数": Phase.INITIAL_BUDGET,
        "年初预算数": Phase.ANNUAL_BUDGET,
        "年初预算": Phase.ANNUAL_BUDGET,
    }
)
_STATED_BUDGET: Final = re.compile(r"三公.{0,60}?(年初|全年|调整)预算")


@dataclass(frozen=True)
class Sheet:
    """The printed lines of one statement. `budget` is what a bare 预算数 means in it, `budget_known` whether print says so."""

    region: StatementRegion
    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    ledger: Ledger
    budget: Phase
    budget_known: bool
    fiscal_year: int | None = None
    parts: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)  # the printed lines of rows that stand a cell a line

    def phase(self, header: str) -> Phase:
        """Which figure a header of this statement speaks of."""
        return phase_of(header, self.budget, self.fiscal_year)

    @property
    def fund(self) -> Fund:
        """Whose money the statement speaks of."""
        return fund_of(self.region.kind, self.region.title)

    @cached_property
    def in_cells(self) -> bool:
        """True where the body is printed in columns (empty cells kept)."""
        with_cells = sum(1 for line in self.body if len(line.cells) > 1)
        return with_cells * 2 > len(self.body)

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each body line."""
        return mend([tokenize(line) for line in self.body])

    @cached_property
    def grid(self) -> tuple[tuple[Token | None, ...], ...]:
        """The cells of each body line; a line without any is one cell."""
        return tuple(self._cells(line) for line in self.body)

    def _cells(self, line: Line) -> tuple[Token | None, ...]:
        if line.number in self.parts:
            return tuple(None if part.blank else _one_cell(part)[0] for part in self.parts[line.number])
        return cell_tokens(line) if line.cells else _one_cell(line)

    @cached_property
    def has_decimals(self) -> bool:
        """True where amounts print decimals, so that a bare integer is no amount."""
        numbers = [token.text for line in self.tokens for token in line if token.is_number]
        with_point = sum("." in text for text in numbers)
        whole = sum("." not in text and ("," in text or len(text) > 3) and not _CODE.fullmatch(text) for text in numbers)
        return with_point > 1 and whole * 10 <= with_point

    @cached_property
    def cell_a_line(self) -> bool:
        """True where every cell stands on a line of its own, so that a line with one number says nothing."""
        single = sum(len(tokens) == 1 for tokens in self.tokens)
        return single * 5 > len(self.tokens) * 4

    def repeats(self, header: Sequence[Line]) -> frozenset[int]:
        """Indices of body lines below the header that print a line of it again, as on a following page; claimed."""
        own = {squeeze(line.text) for line in header} - {""}
        again: list[int] = []
        run: list[int] = []
        for i in range(len(header), len(self.body) + 1):
            if i < len(self.body) and squeeze(self.body[i].text) in own:
                run.append(i)
                continue
            texts = [squeeze(self.body[j].text) for j in run]
            first = squeeze(header[0].text) if header else ""
            if first in texts:
                run, texts = run[texts.index(first) :], texts[texts.index(first) :]
            if sum(len(text) for text in texts) >= 8:  # not 支出 alone, the end of a name
                again += run
            run = []
        self.claim_lines([self.body[i] for i in again], "header")
        return frozenset(again)

    def claim(self, token: Token, kind: str) -> None:
        """Account for a token."""
        self.ledger.claim(token.line.page, token.line.number, token.start, token.end, kind)

    def claim_cells(self, cells: Sequence[Token | None], kind: str) -> None:
        """Account for the tokens of a row."""
        for token in cells:
            if token is not None:
                self.claim(token, kind)

    def claim_lines(self, lines: Sequence[Line], kind: str) -> None:
        """Account for whole lines, but never for amounts: those are read or left over to be seen."""
        for line in (part for whole in lines for part in self.parts.get(whole.number, (whole,))):
            if _AMOUNT.search(line.text):
                for token in tokenize(line):
                    if not (token.is_number and _AMOUNT.search(token.text)):
                        self.claim(token, kind)
            else:
                self.ledger.claim_line(line.page, line.number, kind)

    @property
    def empty_note(self) -> str:
        """The note that there is nothing to report; empty where there is none."""
        for line in self.notes:
            text = squeeze(line.text)
            if EMPTY_NOTE.search(text) and not re.match(r"^[（]?注：本表反映[^。]*。?$", text):
                return text
        return ""


def _one_cell(line: Line) -> tuple[Token | None, ...]:
    text = squeeze(line.text)
    return (Token(text, line, 0, len(line.text), number_of(text) is not None),)


def lay_out(document: Document, region: StatementRegion, ledger: Ledger, fiscal_year: int | None = None) -> Sheet:
    """Split a statement into heading (claimed), body and notes (their years claimed)."""
    body: list[Line] = []
    notes: list[Line] = []
    noting = False
    before = ""
    lines = document.lines[region.start : region.end]
    folded = fold(region.kind, as_running_text(lines) if is_gapless(lines) else lines)
    for line in map(with_cells, folded.lines):
        if line.blank:
            continue
        text = squeeze(line.text)
        filled = sum(1 for cell in line.cells if cell and cell.strip())
        cut_marker = before == "公开" and text.isdigit()
        before = text
        if cut_marker or MARKER.match(text) or _is_head(line, text, filled):
            ledger.claim_line(line.page, line.number, "table_number" if cut_marker or MARKER.match(text) else "header")
            noting = False
        elif filled <= 1 and (NOTE.match(text) or (EMPTY_NOTE.search(text) and len(text) > 6)):
            notes.append(line)
            noting = True
        elif (
            noting
            and filled <= 1
            and len(line.cells) <= 1
            and len(text) > 6
            and not re.search(r"团组|人次|保有量|批次|项目.*统计数", text)
        ):
            notes.append(line)
        elif not line.cells and (_RUNNING_HEAD.match(text) or (PAGE_NUMBER.match(text) and not text.isdigit())):
            ledger.claim_line(line.page, line.number, "page_number")
        else:
            noting = False
            body.append(line)
    for line in notes:
        for match in _YEAR.finditer(line.text):
            ledger.claim(line.page, line.number, match.start(), match.end(), "year")
    budget, known = _budget(document, body, notes)
    return Sheet(region, tuple(body), tuple(notes), ledger, budget, known, fiscal_year, folded.parts)


def _is_head(line: Line, text: str, filled: int) -> bool:
    if _HEAD.search(text) and not re.search(r"\d\.\d", text):
        return True
    return filled <= 1 and read_title(line.text) is not None


def _budget(document: Document, body: Sequence[Line], notes: Sequence[Line]) -> tuple[Phase, bool]:
    """What 预算数 means in a table: its own note or header first, then the way the text calls the 三公 budget."""
    header = "".join(squeeze(line.text) for line in body[:12])
    beside = next((phase for line in body[:12] if (phase := _budget_beside(line)) is not None), None)
    if beside is not None:
        return beside, True
    if "年初预算" in header or "全年预算" in header:
        return (Phase.INITIAL_BUDGET if "年初预算" in header else Phase.ANNUAL_BUDGET), True
    note = "".join(squeeze(line.text) for line in notes)
    for pattern, phase in BUDGET_NOTES:
        if re.search(pattern, note):
            return phase, True
    if "预算数" in header:
        stated = [match.group(1) for match in _STATED_BUDGET.finditer(document.squeezed)]
        if stated:
            return (Phase.INITIAL_BUDGET if stated.count("年初") * 2 > len(stated) else Phase.ANNUAL_BUDGET), True
    return Phase.ANNUAL_BUDGET, False


def _budget_beside(line: Line) -> Phase | None:
    """What a column 预算数 is that stands beside one of 全年预算数, or of 年初预算数: the other of the two; None without."""
    labels = {squeeze(text) for text in line.cells or line.text.split()}
    if "预算数" not in labels:
        return None
    return next((phase for label, phase in _OTHER_BUDGET.items() if label in labels), None)


def is_column_numbers(tokens: Sequence[Token | None]) -> int:
    """How many columns a 栏次 row counts; 0 for any other row (``栏次 1 2 3``, or ``1 2 3 …`` from 1 on without a gap)."""
    present = [token for token in tokens if token is not None]
    if not present:
        return 0
    numbers = [int(token.text) for token in present if token.is_integer]
    texts = "".join(token.text for token in present if not token.is_number)
    if _COLUMN_NUMBERS.match(texts) and numbers:
        return max(numbers)
    if len(numbers) >= 3 and len(numbers) == len(present) and numbers == list(range(1, len(numbers) + 1)):
        return len(numbers)
    return 0
