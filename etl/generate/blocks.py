"""A report as blocks, before a layout prints them, and the truth that travels with each number.

A `Mark` is text that carries its truth: a printer places it and notes the line, so text and truth cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from string import Formatter
from typing import Final, TypeAlias

from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase


@dataclass(frozen=True, slots=True)
class Fact:
    """The observation behind a printed number; `value` is the printed number in yuan, percent, pieces or square metres."""

    fund: Fund
    item: Item
    phase: Phase
    value: Decimal
    unit: MeasureUnit
    functional_code: str = ""
    functional_name: str = ""
    economic_code: str = ""
    economic_name: str = ""
    channel: Channel = Channel.NARRATIVE


@dataclass(frozen=True, slots=True)
class Cause:
    """The stated reason of a change."""

    fund: Fund
    item: Item
    basis: Phase
    functional_code: str = ""
    economic_code: str = ""


@dataclass(frozen=True, slots=True)
class FundingTruth:
    """One money line of a performance form, as ``projects.csv`` has it, but for its line."""

    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IndicatorTruth:
    """One indicator of a performance form, as ``indicators.csv`` has it, but for its line."""

    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place that a planted fault changed; `truth` is what is printed there now, None where that is no observation."""

    truth: Fact | Cause | FundingTruth | IndicatorTruth | None = None


Truth: TypeAlias = Fact | Cause | FundingTruth | IndicatorTruth | Flaw


@dataclass(frozen=True, slots=True)
class Mark:
    """Printed text with its truth; `truth` is None for a number that is no observation (a clause, a year, a row number).

    `role` names a cell of a form whose truth hangs on another cell of its row, by its column in the gold files.
    """

    text: str
    truth: Truth | None = None
    role: str = ""


Piece: TypeAlias = str | Mark
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a heading is a paragraph of its own that no layout joins to the next."""

    pieces: Pieces
    heading: bool = False


Span: TypeAlias = tuple[int, int, int, int]  # of a cell: its index in the row, first column, columns, rows


@dataclass(frozen=True, slots=True)
class Table:
    """A statement: lines above it, header rows, body rows with every empty cell kept, notes below.

    `names` are the columns whose names a narrow column would wrap. `spans` are the cells of each body row as they are ruled,
    where that does not follow from the rows: a form's merged cells, on columns of its own.
    """

    above: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[Pieces, ...]
    below: tuple[str, ...] = ()
    names: tuple[int, ...] = ()
    spans: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines printed as they stand in every layout: the forms, whose shape is their own.

    `verbatim` lines have their pages and blank lines in them already; no layout adds any.
    """

    lines: tuple[Pieces, ...]
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class PageEnd:
    """Here a new page begins in the source of this print."""


Block: TypeAlias = Paragraph | Table | Lines | PageEnd


@dataclass(frozen=True, slots=True)
class Placed:
    """A truth and where it was printed: on which line, or on which page where the format has pages."""

    truth: Truth
    line: int
    raw: str


@dataclass(slots=True)
class Print:
    """What a layout yields: the lines, and each truth with its place, in printed order."""

    lines: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + "\n"

    def verbatim(self, block: Lines) -> None:
        """Lines as they are, with a blank one after them."""
        for pieces in block.lines:
            self.lines.append(plain(pieces).rstrip(" "))
            marks = (piece for piece in pieces if isinstance(piece, Mark))
            self.placed += [Placed(mark.truth, len(self.lines), mark.text) for mark in marks if mark.truth is not None]
        self.lines.append("")


_FORMATTER: Final = Formatter()


def fill(template: str, /, **slots: Piece | Pieces) -> Pieces:
    """Text with its slots filled: ``fill("增加{delta}，", delta=…)``. A slot holds text, a mark, or several pieces."""
    pieces: list[Piece] = []
    for literal, name, _, _ in _FORMATTER.parse(template):
        if literal:
            pieces.append(literal)
        if name:
            value = slots[name]
            pieces.extend(value if isinstance(value, tuple) else (value,))
    return tuple(pieces)


def join(parts: list[Pieces], separator: str) -> Pieces:
    """Several stretches of text in a row with a separator between them."""
    out: list[Piece] = []
    for number, part in enumerate(parts):
        if number:
            out.append(separator)
        out.extend(part)
    return tuple(out)


def plain(pieces: Pieces) -> str:
    """The text of pieces without their truth."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
