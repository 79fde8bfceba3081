"""Columns that are economic subjects: expenditure by functional subject down and by economic class across (明细表)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from etl.parse.statements import labels
from etl.parse.statements.columns import ECONOMIC, Column
from etl.parse.statements.names import economic_classes
from etl.reference import economic_subjects
from etl.vocabulary import Phase

_LEAST: Final = 2  # classes in a header that make a table one of economic subjects across
_WHOLE: Final = re.compile(r"^(?:合计|总计|本年支出合计|支出合计|小计)$")


def by_paths(paths: Sequence[Sequence[str]], phase: Callable[[str], Phase]) -> list[Column]:
    """The columns below these header texts, each outermost first; empty where they name less than two economic classes."""
    codes = [_code_above(path) for path in paths]
    if len({code[:3] for code in codes if code}) < _LEAST:
        return []
    return [
        Column(ECONOMIC, phase("".join(path)), "".join(path), code, labels.plain(_name(path)))
        if code
        else Column("expenditure" if path and _WHOLE.match(path[-1]) else "", phase("".join(path)), "".join(path))
        for path, code in zip(paths, codes, strict=True)
    ]


def in_text(header: str) -> list[Column]:
    """The columns of a header known only as text, in the order of its words; empty as for `by_paths`."""
    found = sorted((header.index(name), name, code) for name, code in economic_classes().items() if name in header)
    whole = [row for row in found if not any(_inside(row, other) for other in found)]
    if len(whole) < _LEAST:
        return []
    return [Column("expenditure"), *(Column(ECONOMIC, economic_code=code, economic_name=name) for _, name, code in whole)]


def _inside(row: tuple[int, str, str], other: tuple[int, str, str]) -> bool:
    """True for 其他支出 or 资本性支出 as a part of a longer name."""
    return row != other and other[0] <= row[0] and row[0] + len(row[1]) <= other[0] + len(other[1])


def _name(path: Sequence[str]) -> str:
    return next((text for text in reversed(path) if not _WHOLE.match(text)), "")


def _code_above(path: Sequence[str]) -> str:
    """The code of the class that the texts name, or of the group (款) below it; empty where they name none."""
    names = [labels.plain(text) for text in path]
    code = next((economic_classes()[name] for name in names if name in economic_classes()), "")
    return _groups().get((code, names[-1]), code) if code else ""


@cache
def _groups() -> dict[tuple[str, str], str]:
    """The groups (款) by the code of their class and their name."""
    return {(subject.code[:3], subject.name): subject.code for subject in economic_subjects() if len(subject.code) == 5}
