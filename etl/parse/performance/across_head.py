"""The head of a form printed line by line across the page: values that wrap stand on the lines around their label's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from etl.parse.performance.centred import text_of
from etl.parse.performance.tokens import Lines, Phrases, Token

_REACH: Final = 2  # lines from a label to a line of its value
_ASIDE: Final = 12  # characters that such a line begins before or behind the value beside the label


@dataclass(slots=True)
class _Cell:
    """A label of the head: which line it stands on, where on it the value begins, the value's words with their lines."""

    name: str
    line: int
    value_at: int
    words: list[tuple[int, Token]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The value, line by line."""
        return text_of([word for _, word in sorted(self.words, key=lambda placed: (placed[0], placed[1].start))])


def wrapped_values(lines: Lines, labels: Phrases[str]) -> Mapping[str, str]:
    """The values by the name of their label, where one has more than one line; none where all stand beside their labels.

    What stands above the first label is the title's.
    """
    cells, loose = _cells(lines, labels)
    wrapped = False
    for line, word in loose:
        near = [cell for cell in cells if cell.name and abs(cell.line - line) <= _REACH]
        cell = min(near, key=lambda cell: (abs(cell.value_at - word.start), abs(cell.line - line)), default=None)
        if cell is None or abs(cell.value_at - word.start) > _ASIDE:
            continue
        cell.words.append((line, word))
        wrapped = True
    return {cell.name: cell.text for cell in cells if cell.name and cell.words} if wrapped else {}


def _cells(lines: Lines, labels: Phrases[str]) -> tuple[list[_Cell], list[tuple[int, Token]]]:
    """The labels with what stands beside them, and the words of each line below the first that stand beside none."""
    cells: list[_Cell] = []
    loose: list[tuple[int, Token]] = []
    for number, line in enumerate(lines):
        at, here = 0, None
        while at < len(line):
            found = labels.match(line, at)
            if found is not None:
                at, name = found
                here = _Cell(name, number, line[at].start if at < len(line) else line[at - 1].end)
                cells.append(here)
                continue
            if here is not None:
                here.words.append((number, line[at]))
            elif cells:
                loose.append((number, line[at]))
            at += 1
    return cells, loose
