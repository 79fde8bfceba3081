"""A report as blocks that can still be changed: every mark with its place, and the change of one piece or of a whole block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.generate.accounts import Accounts
from etl.generate.blocks import Block, Fact, Flaw, Lines, Mark, Paragraph, Piece, Pieces, Table
from etl.generate.form_style import FormStyle
from etl.generate.pen import Pen
from etl.generate.style import Layout, Style
from etl.generate.text import compose
from etl.vocabulary import MeasureUnit

Address = tuple[int, int, int]  # block, row or line of it, piece


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark and where it stands."""

    at: Address
    mark: Mark

    @property
    def fact(self) -> Fact | None:
        """The observation behind the mark, None for any other mark."""
        return self.mark.truth if isinstance(self.mark.truth, Fact) else None


@dataclass(frozen=True, slots=True)
class Change:
    """What a fault changes: pieces, or whole blocks (None: taken out); what is printed then, and what would be right."""

    stated: str
    right: str
    pieces: Mapping[Address, Piece] = field(default_factory=dict)
    blocks: Mapping[int, Block | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """The blocks of a report before they are printed."""

    accounts: Accounts
    layout: Layout
    style: Style
    blocks: tuple[Block, ...]
    spots: tuple[Spot, ...]

    @classmethod
    def of(cls, accounts: Accounts, layout: Layout, style: Style, form_style: FormStyle | None = None) -> Draft:
        """The draft of a consistent report."""
        blocks = tuple(compose(Pen(accounts, style), layout, form_style))
        return cls(accounts, layout, style, blocks, tuple(_spots(blocks)))

    def piece(self, at: Address, step: int = 0) -> Piece:
        """A piece, or the one so many pieces further in its row; nothing beyond the row's ends."""
        row = rows_of(self.blocks[at[0]])[at[1]]
        place = at[2] + step
        return row[place] if 0 <= place < len(row) else ""

    def facts(self) -> Iterator[tuple[Spot, Fact]]:
        """The marks that are observations, in printed order."""
        for spot in self.spots:
            if isinstance(spot.mark.truth, Fact):
                yield spot, spot.mark.truth

    def row(self, at: Address) -> list[Spot]:
        """The marks of one row."""
        return [spot for spot in self.spots if spot.at[:2] == at[:2]]

    def restated(self, spot: Spot, text: str) -> Mark:
        """A mark of an observation with other digits: what is printed then is what is observed."""
        if not isinstance(spot.mark.truth, Fact):
            raise ValueError(f"{spot.mark.text} 不是观测值")
        return Mark(text, Flaw(self.read(spot.mark.truth, text)))

    def read(self, fact: Fact, text: str) -> Fact:
        """The fact that other digits state in the same place; the direction stays that of the words around it."""
        number = Decimal(text.replace(",", "").replace(" ", ""))
        factor = 10_000 if fact.unit is MeasureUnit.YUAN and self.style.unit == "万元" else 1
        signed = -abs(number) if fact.value < 0 and number > 0 else number
        return replace(fact, value=signed * factor)

    def changed(self, change: Change) -> list[Block]:
        """The blocks with a change made."""
        blocks: dict[int, Block | None] = {**dict(enumerate(self.blocks)), **change.blocks}
        for (block, row, at), piece in change.pieces.items():
            old = blocks[block]
            if old is not None:
                blocks[block] = _with_piece(old, row, at, piece)
        return [block for block in blocks.values() if block is not None]


def rows_of(block: Block) -> Sequence[Pieces]:
    """The rows of pieces that a block has."""
    if isinstance(block, Paragraph):
        return (block.pieces,)
    if isinstance(block, Lines):
        return block.lines
    return block.rows if isinstance(block, Table) else ()


def _spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    for number, block in enumerate(blocks):
        for row, pieces in enumerate(rows_of(block)):
            for at, piece in enumerate(pieces):
                if isinstance(piece, Mark):
                    yield Spot((number, row, at), piece)


def _with_piece(block: Block, row: int, at: int, piece: Piece) -> Block:
    rows = list(rows_of(block))
    rows[row] = (*rows[row][:at], piece, *rows[row][at + 1 :])
    if isinstance(block, Paragraph):
        return replace(block, pieces=rows[0])
    if isinstance(block, Lines):
        return replace(block, lines=tuple(rows))
    if isinstance(block, Table):
        return replace(block, rows=tuple(rows))
    raise ValueError("此处没有可改的内容")
