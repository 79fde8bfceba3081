"""Known names of subjects, for recognising them in prose; resolving them to codes is a later stage's."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from etl.parse.flow import canonical
from etl.reference import economic_subjects, functional_subjects

_LEADING: Final = re.compile(
    r"^(?:（[一二三四五六七八九十]+）|[-*#.、）（]|其中|(?:人员|公用)经费(?:用途)?(?=主要|包括)|(?:用途)?主要包括|主要用于|用于|以下方面|本年|本年度|年度|以及|包括|按照|根据|决算|支出|安排|和|及|与|万元|元|[一二三四五六七八九十]+是)+"
)
_MAX_ECONOMIC_NAME: Final = 22
_NOT_A_NAME: Final = re.compile(
    r"增加|减少|增长|下降|比上年|较上年|预算|决算|完成|本年|共计|合计|其中|人员经费|公用经费|支付|项目|运行经费|经费支出|情况|总额|合同"
)


def _squeeze(name: str) -> str:
    return canonical(name)


@cache
def _functional() -> frozenset[str]:
    names: set[str] = set()
    for subject in functional_subjects():
        name = _squeeze(subject.name)
        names.add(name)
        names.add(name.removesuffix("支出") if len(name) > 4 else name)
    return frozenset(names)


@cache
def _economic() -> frozenset[str]:
    names: set[str] = set()
    for subject in economic_subjects():
        name = _squeeze(subject.name)
        for wording in (name, name.replace("的", "")):
            names.update({wording, wording.removesuffix("支出"), wording.removesuffix("用"), f"{wording}支出"})
    return frozenset(name for name in names if len(name) > 1)


@cache
def known_functional_name(text: str, exact: bool = False) -> str:
    """The subject's name at the end of `text`: the longest known one, else what is left without leading words.

    With `exact` only a known name that fills the whole text (leading words aside) counts; empty text otherwise.
    """
    names = _functional()
    stripped = _LEADING.sub("", text)
    for candidate in (text, stripped):
        if candidate in names:
            return candidate
    if exact:
        return ""
    for start in range(len(text)):
        if text[start:] in names and len(text) - start >= 4:
            return text[start:]
    return stripped or text


@cache
def name_of_code(code: str, text: str) -> str:
    """The official name of a printed functional code where `text` ends with it; empty text otherwise."""
    names = {_squeeze(subject.name) for subject in functional_subjects() if subject.code == code}
    wordings = names | {name.removesuffix("支出") for name in names if len(name) > 4}
    return max((name for name in wordings if text.endswith(name)), key=len, default="")


@cache
def economic_name(text: str, listed: bool) -> str:
    """The economic subject's name that `text` is; `listed` says it stands in a list, where unknown names count as printed."""
    names = _economic()
    stripped = _LEADING.sub("", text)
    for candidate in (text, stripped):
        if candidate in names:
            return candidate
    if listed and len(stripped) <= _MAX_ECONOMIC_NAME and not _NOT_A_NAME.search(stripped):
        return stripped
    return ""


@cache
def _class_names() -> frozenset[str]:
    names = {_squeeze(subject.name) for subject in functional_subjects() if subject.level == "类"}
    return frozenset(names | {name.removesuffix("支出") for name in names if len(name) > 4})


@cache
def _economic_class_names() -> frozenset[str]:
    official = {_squeeze(subject.name) for subject in economic_subjects() if subject.level == "类"}
    names = official | {name.replace("的", "") for name in official}
    return frozenset(names | {f"{name}支出" for name in names})


def is_class_name(name: str) -> bool:
    """True for the name of a functional 类."""
    return name in _class_names()


def is_economic_class(name: str) -> bool:
    """True for the name of an economic 类."""
    return name in _economic_class_names()
