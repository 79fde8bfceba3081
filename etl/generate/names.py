"""The official names of codes in a year, as the reference lists have them."""

from __future__ import annotations

from functools import cache

from etl.reference import economic_subjects, functional_subjects


@cache
def exists(code: str, year: int) -> bool:
    """True where the functional classification of a year has this code."""
    return any(subject.code == code and subject.valid_in(year) for subject in functional_subjects())


@cache
def subject_name(code: str, year: int) -> str:
    """The official name of a functional code in a year."""
    for subject in functional_subjects():
        if subject.code == code and subject.valid_in(year):
            return subject.name
    raise KeyError(f"{year} 年没有功能科目 {code}")


@cache
def economic_name(code: str, year: int) -> str:
    """The official name of an economic code in a year."""
    for subject in economic_subjects():
        if subject.code == code and subject.valid_in(year):
            return subject.name
    raise KeyError(f"{year} 年没有经济科目 {code}")
