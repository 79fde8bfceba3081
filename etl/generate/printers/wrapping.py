"""Text cut into the lines of a page: Chinese breaks anywhere, numbers and Latin words do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from etl.generate.printers.paper import CHINESE, width_of

_HANGS: Final = frozenset("，。、；：）%”》,;:)")  # never begins a line
_NEVER_LAST: Final = frozenset("（“《(")


def _units(text: str) -> Iterator[str]:
    """What stays together: a character, or a stretch of ASCII without blanks, with the signs that hang on it."""
    unit = ""
    for char in text:
        joins = (char.isascii() and char != " " and unit[-1:].isascii() and unit[-1:] != " ") or char in _HANGS
        if unit and not (joins or unit[-1] in _NEVER_LAST):
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit


def cut(text: str, width: float, size: float, latin: str = CHINESE, indent: float = 0) -> list[str]:
    """Lines no wider than `width` points, the first one shorter by `indent`; what fits in no line is cut anywhere."""
    lines = [""]
    room = width - indent
    for unit in _units(text):
        wide = width_of(unit, size, latin)
        if lines[-1] and wide > room:
            lines.append("")
            room = width
        if wide > width:
            for char in unit:
                if lines[-1] and width_of(char, size, latin) > room:
                    lines.append("")
                    room = width
                lines[-1] += char
                room -= width_of(char, size, latin)
            continue
        lines[-1] += unit
        room -= wide
    return lines
