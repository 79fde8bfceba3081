"""A form as its layout's reader hands it over: cells as printed with their places, nothing computed yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from etl.extract.document import Line
from etl.parse.ledger import Ledger
from etl.parse.performance.money_wording import FUNDING_HEAD, MONEY_ORDER, UNIT_NOTE, Money, source_of
from etl.parse.performance.tokens import Token
from etl.parse.performance.wording import Field

_POINTS_NOTE: Final = re.compile(r"（(\d{1,3}(?:\.\d+)?)分）")

FormKind = Literal["project", "overall"]


@dataclass(slots=True)
class RawRow:
    """One row of the indicator table: text by column, the labels of its dimensions, and what is open in it."""

    line: Line
    cells: dict[Field, str]
    level1: str = ""
    level2: str = ""
    doubtful: set[str] = field(default_factory=set)
    values_line: Line | None = None  # of its points, where they stand on another line than the beginning of the name

    def text(self, column: Field) -> str:
        """The cell as printed, empty where there is none."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class RawFunding:
    """One money line: its source and its cells in printed order, with the column where the layout shows it.

    `within` for a line 其中： below another source than the total: a part of that source, no addition to it.
    """

    source: str
    line: Line
    within: bool = False
    pieces: list[str] = field(default_factory=list)
    columns: list[int | None] = field(default_factory=list)  # printed column of each piece, None in running text


@dataclass(slots=True)
class RawForm:
    """One form; `money_headers` are the columns of the funding table in printed order, `header_at` where they stand."""

    kind: FormKind
    line: Line
    head: dict[str, str] = field(default_factory=dict)
    torn_name: bool = False
    money_unit: str = "万元"
    money_headers: tuple[Money, ...] = MONEY_ORDER
    header_at: dict[Money, int] = field(default_factory=dict)
    money_points: Decimal | None = None  # weight of the execution of the budget, where its title states it
    money_score: Decimal | None = None  # and its score, where a row below the indicators states it
    funding: list[RawFunding] = field(default_factory=list)
    odd_money: list[tuple[Line, str]] = field(default_factory=list)  # lines with amounts of a source that is not known
    expected_goal: str = ""
    actual_goal: str = ""
    rows: list[RawRow] = field(default_factory=list)
    level_totals: dict[str, Decimal] = field(default_factory=dict)
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    total_at: Line | None = None  # where the total score stands
    unplaced: list[tuple[Line, str]] = field(default_factory=list)  # words of the indicator table that are no row
    claims: list[tuple[Line, int, int, str]] = field(default_factory=list)

    def open_money(self, label: str, line: Line) -> RawFunding | None:
        """Begin the money line that a squeezed label names; None where it names no source."""
        source = source_of(label)
        if not source:
            return None
        within = label.startswith("其中") and bool(self.funding) and self.funding[-1].source != "total"
        self.funding.append(RawFunding(source, line, within))
        return self.funding[-1]

    def read_unit(self, words: Iterable[str]) -> None:
        """Take the unit of the money where squeezed words name it: （万元）, 单位：元."""
        note = UNIT_NOTE.search("".join(words))
        if note:
            self.money_unit = note.group(1)

    def read_money_points(self, title: str) -> None:
        """Take the weight that the squeezed title of the money states in brackets: 预算执行情况（20分）."""
        stated = _POINTS_NOTE.search(title) if FUNDING_HEAD.match(title) else None
        if stated:
            self.money_points = Decimal(stated.group(1))

    def claim(self, tokens: Iterable[Token], kind: str = "read") -> None:
        """Account for the characters of tokens."""
        self.claims += [(token.line, token.start, token.end, kind) for token in tokens]

    def claim_lines(self, lines: Iterable[Line], kind: str) -> None:
        """Account for whole lines."""
        self.claims.extend((line, 0, len(line.text), kind) for line in lines)

    def enter(self, ledger: Ledger) -> None:
        """Write the claims of this form into the ledger."""
        ledger.claim_all(self.claims)
