"""The official lists in the warehouse: loaded once, followed when they change; what they lack is a marked member."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_examples import amount, build_report

from etl import reference
from etl.load import load_reference, load_report, members
from etl.load.indicator_names import comparable
from etl.load.members import economic, edition_of, functional
from etl.load.writing import array_literal
from etl.reference import Subject
from etl.vocabulary import Item


def subject(name, since=None, until=None):
    return Subject("2080801", name, "项", "20808", "general_public", since, until, "test")


def forget():
    """Forget what was worked out from the lists."""
    for function in (
        members.functional_editions,
        members.economic_editions,
        members.listed_functional,
        members.listed_economic,
    ):
        function.cache_clear()
    members.functional.cache_clear()
    members.economic.cache_clear()


@pytest.fixture
def without_subject(monkeypatch):
    """Takes a code out of the functional list, and gives it back."""
    whole = reference.functional_subjects()

    def without(code):
        monkeypatch.setattr(reference, "functional_subjects", lambda: tuple(s for s in whole if s.code != code))
        forget()

    def back():
        monkeypatch.setattr(reference, "functional_subjects", lambda: whole)
        forget()

    without.back = back
    yield without
    monkeypatch.undo()
    forget()


@pytest.mark.database
def test_all_lists_are_there_and_loading_them_again_changes_nothing(database):
    expected = {
        "dim_region": len(reference.regions()),
        "dim_department_type": len(reference.department_types()),
        "dim_account": len(reference.accounts()),
        "dim_functional_subject": len(reference.functional_subjects()),
        "dim_economic_subject": len(reference.economic_subjects()),
    }
    for table, rows in expected.items():
        assert database.value(f"select count(*) from warehouse.{table} where is_listed") == rows
    before = database.snapshot()
    with database.connect() as connection:
        assert load_reference(connection) == dict.fromkeys(expected, 0)
    assert database.snapshot() == before


@pytest.mark.database
def test_a_subject_knows_its_class_and_group(database):
    found = database.query(
        "select name, level, class_name, group_code, group_name, parent_code, budget from warehouse.dim_functional_subject"
        " where code = '2080101'"
    )
    assert found == [("行政运行", "项", "社会保障和就业支出", "20801", "人力资源和社会保障管理事务", "20801", "general_public")]


@pytest.mark.database
def test_a_county_knows_its_prefecture_and_province(database):
    assert database.query(
        "select full_name, province_name, prefecture_name from warehouse.dim_region where adcode = '150302'"
    ) == [("内蒙古自治区乌海市海勃湾区", "内蒙古自治区", "乌海市")]


@pytest.mark.database
def test_facts_of_a_code_that_a_newer_list_knows_move_to_the_listed_member(database, without_subject):
    without_subject("2080101")
    with database.connect() as connection:
        load_reference(connection)
        load_report(connection, build_report())
    kind = (
        "select member_kind, count(*) from warehouse.fact_amount"
        " inner join warehouse.dim_functional_subject using (functional_key) where code = '2080101' group by 1"
    )
    assert database.query(kind) == [("unlisted_code", 1)]
    without_subject.back()
    with database.connect() as connection:
        assert load_reference(connection)["dim_functional_subject"] >= 1
    assert database.query(kind) == [("listed", 1)]


@pytest.mark.database
def test_a_code_that_leaves_the_list_stays_marked_as_unlisted(database, without_subject):
    without_subject("2080101")
    with database.connect() as connection:
        assert load_reference(connection)["dim_functional_subject"] == 1
    kind = "select member_kind from warehouse.dim_functional_subject where code = '2080101'"
    assert database.value(kind) == "unlisted_code"


@pytest.mark.database
def test_the_same_unlisted_code_is_one_member_in_all_reports(database):
    unlisted = amount(Item.TOTAL_EXPENDITURE, "1.00", functional_code="2999999", functional_name="其他")
    with database.connect() as connection:
        for year in (2022, 2023):
            load_report(connection, build_report(fiscal_year=year, observations=(unlisted,)))
    assert database.value("select count(*) from warehouse.dim_functional_subject where code = '2999999'") == 1


def test_a_code_means_the_name_in_force_in_its_year():
    editions = (subject("旧名", until=2019), subject("新名", since=2020))
    assert edition_of(editions, "旧名", 2022).name == "新名"  # a bureau that prints the old name still means the code
    assert edition_of(editions, "", 2019).name == "旧名"


def test_a_year_that_no_edition_covers_takes_the_printed_name_or_nothing():
    editions = (subject("旧名", until=2015), subject("新名", since=2020))
    assert edition_of(editions, "新 名", 2017).name == "新名"
    assert edition_of(editions, "别名", 2017) is None
    assert edition_of(editions, "", 2017) is None
    assert edition_of(editions[1:], "", 2017).name == "新名"


def test_no_code_and_no_name_is_the_member_not_applicable():
    assert functional("", "", (), 2023).key == economic("", "", (), 2023).key == 0


def test_unresolved_names_are_told_apart_by_their_path():
    one = functional("", "其他支出", ("社会保障和就业支出", "", "其他支出"), 2023)
    other = functional("", "其他支出", ("卫生健康支出", "", "其他支出"), 2023)
    assert one.key != other.key
    assert (one.row["level"], one.row["member_kind"]) == ("项", "unresolved_name")


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        (("产出指标（50分）", "数量指标", "指标1：培训人数", "人"), ("产出指标", "数量指标", "培训人数", "人", True)),
        (("效益 指标", "社会效 益", "知晓率", "％"), ("效益指标", "社会效益指标", "知晓率", "%", True)),
        (("满意度", "服务对象", "满意度", "百分比"), ("满意度指标", "服务对象满意度指标", "满意度", "%", True)),
        (("成本指标", "", "人均", "元/人·月"), ("成本指标", "", "人均", "元/人/月", True)),
        (("管理指标", "数量指标", "次数", "次"), ("管理指标", "数量指标", "次数", "次", False)),
    ],
)
def test_indicator_names_are_official_in_spite_of_their_spelling(printed, normalised):
    assert comparable(*printed) == normalised


@pytest.mark.database
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))))
def test_arrays_of_any_text_reach_the_database_as_they_are(server_url, items):
    import psycopg

    with psycopg.connect(server_url) as connection:
        assert connection.execute("select %s::text[]", [array_literal(tuple(items))]).fetchone() == (items,)
