"""The names of codes, to put wrapped names together; the name kept is always the printed one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from etl.reference import economic_subjects, functional_subjects


@cache
def _functional() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for subject in functional_subjects():
        out.setdefault(subject.code, set()).add(subject.name)
    return {code: frozenset(names) for code, names in out.items()}


@cache
def _economic() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for subject in economic_subjects():
        out.setdefault(subject.code, set()).add(subject.name)
    return {code: frozenset(names) for code, names in out.items()}


@cache
def class_codes() -> dict[str, str]:
    """Functional class (类) by its name."""
    return {subject.name: subject.code for subject in functional_subjects() if len(subject.code) == 3}


@cache
def economic_classes() -> dict[str, str]:
    """Economic class (类) by its name."""
    return {subject.name: subject.code for subject in economic_subjects() if len(subject.code) == 3}


@cache
def all_names() -> frozenset[str]:
    """Every name of a functional subject."""
    return frozenset(subject.name for subject in functional_subjects())


@cache
def _group_names() -> dict[str, frozenset[str]]:
    """The names of the groups (款) under each class code."""
    out: dict[str, set[str]] = {}
    for subject in functional_subjects():
        if len(subject.code) == 5:
            out.setdefault(subject.code[:3], set()).add(subject.name)
    return {code: frozenset(names) for code, names in out.items()}


class Ladder:
    """The place of names in the classification where no codes are printed: 类, then its 款, then the 项 below them."""

    def __init__(self) -> None:
        self._class = ""
        self._group = ""

    def path(self, name: str) -> tuple[str, ...]:
        """The names from the class down to `name`, empty where the rows above do not tell."""
        if name in class_codes() and name != self._class:
            self._class, self._group = name, ""
            return (name,)
        groups = _group_names().get(class_codes().get(self._class, ""), frozenset())
        if name in groups and name != self._group:
            self._group = name
            return (self._class, name)
        return (self._class, self._group, name)


def names_of(code: str) -> frozenset[str]:
    """Every name that the official lists give a functional or economic code."""
    return _functional().get(code, frozenset()) or _economic().get(code, frozenset())


def place_pieces(code: str, before: Sequence[str], pieces: Sequence[str], following: str) -> tuple[list[str], list[str]]:
    """Part the pieces between two rows' numbers: the end of the upper row's name, then the beginning of the lower row's.

    `before` is what the upper row already has. The official names of both codes decide; where they do not, the pieces belong
    to the row above, as a name is begun before its numbers. A row without code (合计) takes none.
    """
    if not code:
        return [], list(pieces)
    own = names_of(code)
    next_names = names_of(following)
    have = "".join(before)
    best, best_score = len(pieces), -1
    for cut in range(len(pieces), -1, -1):
        upper, lower = have + "".join(pieces[:cut]), "".join(pieces[cut:])
        score = 2 * (upper in own) + (2 if lower and any(name.startswith(lower) for name in next_names) else 0)
        if score > best_score:
            best, best_score = cut, score
    return list(pieces[:best]), list(pieces[best:])
