"""A resolved report is the same report with codes: nothing printed is changed, and resolving again changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_examples import expense, note_codes, prose, report, table

from etl.reference import functional_subjects
from etl.report import Explanation, FundingLine, Observation, PerformanceForm
from etl.resolve import resolve
from etl.resolve.catalogue import functional_catalogue
from etl.vocabulary import Channel, Fund, Item, Phase

SHS = "社会保障和就业支出"


def _rows() -> list[Observation]:
    return [
        table("2080101", "行政运行", value="944.94"),
        table("2080599", "其他行政事业单位养老支出", value="0.88"),
        table("", "", value="1.00").model_copy(update={"functional_path": (SHS,), "functional_name": SHS}),
        prose("社会保障和就业", "人力资源和社会保障管理事务", "行政运行", value="944.94"),
        prose(SHS, "行政事业单位养老支出", "机关事业单位退休人员活动费支出", value="0.88"),
        prose(SHS, "行政事业单位养老支出", "机关事业单位退休人员活动费支出", value="0.88", phase=Phase.INITIAL_BUDGET),
        prose("住房保障支出", "住房保障支出", "住房公积金", value="100.28"),
        prose("", "", "行政运行", value="5.00"),
        prose(SHS, "", "其中一项", value="7.00"),
        expense("人员经费", "其他对个人和家庭的补", value="0.02"),
        expense("办公设备购置", value="2.86", item=Item.PROJECT_EXPENDITURE),
    ]


def test_codes_are_all_that_changes_in_an_observation() -> None:
    before = report(*_rows())
    after = resolve(before)
    assert before == report(*_rows())
    blank = {"functional_code": "", "economic_code": ""}
    for old, new in zip(before.observations, after.observations, strict=True):
        assert new.model_copy(update=blank) == old.model_copy(update=blank)
        assert new.functional_code.startswith(old.functional_code)


def test_proof_by_amount_serves_every_phase_of_the_paragraph() -> None:
    rows = resolve(report(*_rows())).observations
    assert [row.functional_code for row in rows[4:6]] == ["2080599", "2080599"]


def test_resolving_twice_is_resolving_once() -> None:
    once = resolve(report(*_rows()))
    assert resolve(once) == once
    assert resolve(report(*_rows())) == once


def test_a_table_that_prints_names_only_gets_codes_too() -> None:
    row = resolve(report(*_rows())).observations[2]
    assert (row.channel, row.functional_code) == (Channel.TABLE, "208")


def test_an_explanation_shares_the_code_of_its_paragraph() -> None:
    path = (SHS, "行政事业单位养老支出", "机关事业单位退休人员活动费支出")
    why = Explanation(
        fund=Fund.GENERAL_PUBLIC,
        item=Item.TOTAL_EXPENDITURE,
        basis=Phase.DELTA_INITIAL_BUDGET,
        text="人数未变",
        functional_path=path,
        functional_name=path[-1],
    )
    assert resolve(report(*_rows(), explanations=(why,))).explanations[0].functional_code == "2080599"


def test_each_path_is_noted_once_at_its_first_place() -> None:
    rows = [prose(SHS, "", "其中一项", value=str(n), line=n) for n in range(3, 9)]
    (note,) = (n for n in resolve(report(*rows)).notes if n.code == "unresolved_subject")
    assert note.line == 3
    assert "6处" in note.text


def test_notes_of_the_reading_stay_in_front() -> None:
    once = resolve(report(*_rows()))
    assert note_codes(resolve(once)) == note_codes(once)


NAMES = sorted({subject.name for subject in functional_subjects()})


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.just(""), st.sampled_from(NAMES), st.text("支出事务管理（）、12 ", max_size=6)), max_size=4))
def test_any_path_is_resolved_to_a_listed_code_or_left_empty_with_a_note(path: list[str]) -> None:
    resolved = resolve(report(prose(*path)))
    code = resolved.observations[0].functional_code
    if code:
        assert functional_catalogue(2023).name_of(code) or code in "".join(path)
    elif any("\u4e00" <= char <= "\u9fff" for name in path for char in name):
        assert set(note_codes(resolved)) & {"unresolved_subject", "ambiguous_subject"}


@pytest.mark.parametrize(("unit", "source"), [("重庆市大足区水利局", "province"), ("江苏省南京市水务局", "prefecture")])
def test_money_of_a_city_that_is_a_province_itself_is_the_province_s(unit: str, source: str) -> None:
    lines = tuple(FundingLine(source=name) for name in ("total", "prefecture", "county"))
    form = PerformanceForm(form_no=1, kind="overall", project_name="整体支出", funding=lines)
    resolved = resolve(report(unit=unit, forms=(form,)))
    assert [line.source for line in resolved.forms[0].funding] == ["total", source, "county"]
    assert resolve(resolved) == resolved
