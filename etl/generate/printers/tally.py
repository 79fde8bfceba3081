"""Counts what is printed line by line, so that each truth knows its place."""

from __future__ import annotations

from collections.abc import Iterator
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
            self.placed += [Placed(part.mark.truth, self.number, part.text) for part in _marked(parts)]  # type: ignore[union-attr, arg-type]

    def text(self, text: str) -> None:
        """A line without any truth."""
        self.line([Stretch(text)])

    def grid(self, grid: Grid) -> None:
        """The rows of a table."""
        for row in grid.by_row():
            if any(cell.text for cell in row):
                self.number += 1
                for cell in row:
                    if cell.mark is not None and cell.mark.truth is not None:
                        self.placed.append(Placed(cell.mark.truth, self.number, cell.text))


def _marked(parts: list[Stretch]) -> Iterator[Stretch]:
    return (part for part in parts if part.mark is not None and part.mark.truth is not None)
