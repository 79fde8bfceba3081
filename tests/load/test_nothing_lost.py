"""Whatever a Report holds, the warehouse gives it back: any text, any number, any place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.load import load_report, read_report
from etl.report import (
    Check,
    Coverage,
    Explanation,
    FundingLine,
    Indicator,
    Note,
    Observation,
    PerformanceForm,
    Place,
    Report,
    SourceFile,
    StatementSeen,
    UnitIdentity,
    UnreadNumber,
)

pytestmark = pytest.mark.database

text = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
number = st.decimals(Decimal("-1e15"), Decimal("1e15"), allow_nan=False, allow_infinity=False, places=6) | st.sampled_from(
    [Decimal("0E+4"), Decimal("1E-20"), Decimal("-0.00"), Decimal("1E+20")]
)
blank = st.none() | number
whole = st.integers(0, 2**31 - 1)
place = {"page": st.none() | whole, "line": st.none() | whole}
texts = st.lists(text, max_size=3).map(tuple)
code = st.sampled_from(["", "208", "20801", "2080101", "2989901", "30201", "399"]) | text
subject = {
    "functional_code": code,
    "functional_name": text,
    "functional_path": texts,
    "economic_code": code,
    "economic_name": text,
}


def several(record, **fields):
    """Up to three records; fields that are not named are hypothesis's choice from their types."""
    return st.lists(st.builds(record, **fields), max_size=3).map(tuple)


def texts_of(record):
    """A strategy for each field that is plain text."""
    return {name: text for name, field in record.model_fields.items() if field.annotation is str}


funding = several(
    FundingLine,
    **texts_of(FundingLine),
    **dict.fromkeys(("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score"), blank),
    printed=texts,
    **place,
)
indicators = several(
    Indicator,
    **texts_of(Indicator),
    **dict.fromkeys(("target_value", "actual_value", "weight", "score"), blank),
    position=whole,
    doubtful=texts,
    values_page=st.none() | whole,
    values_line=st.none() | whole,
    **place,
)
forms = several(
    PerformanceForm,
    **texts_of(PerformanceForm),
    **dict.fromkeys(("total_weight", "total_score", "narrative_score", "narrative_annual_budget"), blank),
    **dict.fromkeys(("narrative_executed", "narrative_completion_pct"), blank),
    form_no=whole,
    funding=funding,
    indicators=indicators,
    total_page=st.none() | whole,
    total_line=st.none() | whole,
    **place,
)
reports = st.builds(
    Report,
    source=st.builds(SourceFile, name=text, sha256=st.uuids().map(str), media=text, size_bytes=st.integers(0, 2**62)),
    unit=st.builds(
        UnitIdentity,
        **texts_of(UnitIdentity),
        printed_names=st.lists(st.tuples(text, whole), max_size=3).map(tuple),
        region_code=st.none() | text,
        region_candidates=texts,
        department_type=st.none() | text,
        department_type_candidates=texts,
        parent_name=st.none() | text,
        members=texts,
    ),
    fiscal_year=st.sampled_from([2019, 2023]),
    title=text,
    observations=several(
        Observation, **texts_of(Observation) | subject, value=number, tolerance=number, economic_path=texts, **place
    ),
    explanations=several(Explanation, **texts_of(Explanation) | subject, **place),
    statements=several(StatementSeen, **texts_of(StatementSeen), amounts=whole, **place),
    forms=forms,
    checks=several(
        Check,
        **texts_of(Check),
        difference=blank,
        tolerance=blank,
        places=st.lists(st.builds(Place, **place), max_size=3).map(tuple),
    ),
    unread=several(UnreadNumber, **texts_of(UnreadNumber), **place),
    coverage=st.builds(
        Coverage,
        **dict.fromkeys(("tokens", "read", "unread", "quantities", "unread_quantities"), whole),
        classed=st.dictionaries(text, whole, max_size=3),
    ),
    notes=several(Note, **texts_of(Note), **place),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports)
def test_any_report_comes_back_as_it_went_in(database, report):
    with database.connect() as connection:
        outcome = load_report(connection, report)
        # where a content is repeated the first file stays the source; and what has one unit and year may be joined
        if outcome.outcome != "unchanged" and not outcome.joined_with:
            assert read_report(connection, outcome.report_key) == report
