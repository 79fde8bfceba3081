"""The reference lists hold together: one term for one thing, every parent there, every label explained."""

from __future__ import annotations

from collections import Counter

import pytest

from etl.reference import accounts, department_types, economic_subjects, functional_subjects, read_rows, regions
from etl.vocabulary import FUND_ZH, PHASE_ZH


def test_the_glossary_has_one_term_for_one_thing() -> None:
    rows = read_rows("glossary.csv")
    assert list(rows[0]) == ["term_zh", "term_en", "meaning"]
    for column in ("term_zh", "term_en", "meaning"):
        values = [row[column] for row in rows]
        assert [value for value, times in Counter(values).items() if times > 1 or not value.strip()] == []


def test_the_glossary_explains_every_label_of_the_data_contract() -> None:
    terms = {row["term_zh"] for row in read_rows("glossary.csv")}
    labels = {account.name for account in accounts()} | set(FUND_ZH.values()) | set(PHASE_ZH.values())
    assert labels - terms == set()


@pytest.mark.parametrize("subjects", [functional_subjects(), economic_subjects()], ids=["functional", "economic"])
def test_every_subject_has_its_parent_and_spans_do_not_overlap(subjects: tuple) -> None:
    codes = {subject.code for subject in subjects}
    assert [s.code for s in subjects if s.parent_code and s.parent_code not in codes] == []
    for year in range(2019, 2026):
        valid = Counter(subject.code for subject in subjects if subject.valid_in(year))
        assert [code for code, times in valid.items() if times > 1] == []


def test_every_region_has_its_parent() -> None:
    codes = {region.adcode for region in regions()}
    assert len(codes) == len(regions())
    assert [region.adcode for region in regions() if region.parent_adcode and region.parent_adcode not in codes] == []


def test_no_department_pattern_is_in_two_rows() -> None:
    for tier in ("patterns", "former_patterns", "unit_patterns"):
        seen = Counter(pattern for kind in department_types() for pattern in getattr(kind, tier))
        assert [pattern for pattern, times in seen.items() if times > 1] == []
