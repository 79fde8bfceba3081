"""Counts what is printed line by line, so that each truth knows its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.generate.blocks import Fact, Mark, Pieces, Placed
from etl.generate.layout_a import spoken
from etl.generate.printers.grids import Grid
from etl.generate.style import Style


@dataclass(frozen=True, slots=True)
class Stretch:
    """Printed text of one look; `mark` is the truth in it."""

    text: str
    mark: Mark | None = None
    underlined: bool = False


def stretches(pieces: Pieces, style: Style | None, place: int) -> list[Stretch]:
    """The pieces of a paragraph as printed; `style` is None for a heading, which has no accidents of printing."""
    out: list[Stretch] = []
    for at, piece in enumerate(pieces):
        text = spoken(piece, style, f"{place}/{at}")
        mark = piece if isinstance(piece, Mark) and piece.truth is not None else None
        if text:
            underlined = bool(style and style.underlined and mark and isinstance(mark.truth, Fact))
            out.append(Stretch(text, mark, underlined))
    return out


@dataclass(slots=True)
class Tally:
    """Lines and rows printed so far, and where each truth went."""

    number: int = 0
    placed: list[Placed] = field(default_factory=list)

    def line(self, parts: list[Stretch]) -> None:
        """One paragraph or line; what prints nothing does not count."""
        if "".join(part.text for part in parts).strip():
            self.number += 1
            for part in parts:
                self._place(part.mark, part.text)

    def text(self, text: str) -> None:
        """A line without any truth."""
        self.line([Stretch(text)])

    def grid(self, grid: Grid) -> None:
        """The rows of a table."""
        for row in grid.by_row():
            if any(cell.text for cell in row):
                self.number += 1
                for cell in row:
                    self._place(cell.mark, cell.text)

    def _place(self, mark: Mark | None, text: str) -> None:
        if mark is not None and mark.truth is not None:
            self.placed.append(Placed(mark.truth, self.number, text))
