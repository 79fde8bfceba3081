"""Printed names in a form fit to compare: marks, numbering and codes taken off, one key for spellings that mean the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from etl.parse.flow import canonical

_LEVEL_MARK: Final = re.compile(r"（[类款项]）")
_NUMBERING: Final = re.compile(
    r"^(?:其中：)?(?:（[一二三四五六七八九十]+）|（\d{1,2}）|[一二三四五六七八九十]+、|\d{1,2}[.、])"
)
_PRINTED_CODE: Final = re.compile(r"^(?P<front>\d{3}(?:\d{2}){0,2})(?=\D)|（?(?P<back>\d{3}(?:\d{2}){0,2})）?$")
_QUOTES: Final = re.compile(r"[“”‘’《》«»\"'·•_]")
_LOOSE_DROP: Final = re.compile(r"[（）［］、，,和与及的]")
_BRACKET: Final = re.compile(r"（[^（）]*）")
_SPENDING: Final = re.compile(r"(?<=..)(?:支出)+$")
_EXPENSE: Final = re.compile(r"(?<=..)(?:支出|费用|经费|费)+$")


@lru_cache(maxsize=8192)
def split_code(text: str) -> tuple[str, str]:
    """Take the code off a printed name.

    >>> split_code("行政运行（2080101）")
    ('行政运行', '2080101')
    >>> split_code("208 社会保障和就业支出（类）")
    ('社会保障和就业支出', '208')
    """
    name = _LEVEL_MARK.sub("", canonical(text))
    name = _NUMBERING.sub("", name)
    found = _PRINTED_CODE.search(name)
    if found is None:
        return name, ""
    code = found["front"] or found["back"]
    return name[: found.start()] + name[found.end() :], code


@lru_cache(maxsize=8192)
def exact_key(text: str) -> str:
    """A name without white space, quotes, numbering and level marks, in signs of one width.

    >>> exact_key("(二) 社会保障和就业支出(类)")
    '社会保障和就业支出'
    """
    return _QUOTES.sub("", split_code(text)[0])


@lru_cache(maxsize=8192)
def loose_key(text: str, *, economic: bool = False) -> str:
    """A name without what prose adds and leaves out: conjunctions, brackets, a closing 支出 (economic also 费用, 经费, 费).

    >>> loose_key("其他人力资源和社会保障管理事务支出") == loose_key("其他人力资源、社会保障管理事务")
    True
    """
    return (_EXPENSE if economic else _SPENDING).sub("", _LOOSE_DROP.sub("", exact_key(text)))


def without_brackets(name: str) -> str:
    """A listed name without its bracketed part (维修（护）费 → 维修费); the name itself where it has none."""
    return _BRACKET.sub("", name)
