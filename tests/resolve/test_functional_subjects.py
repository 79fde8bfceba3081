"""Printed 类, 款 and 项 become the code of the year, in spite of what prose does to names."""

from __future__ import annotations

import pytest
from resolve_examples import note_codes, prose, report, table

from etl.reference import functional_subjects
from etl.resolve import resolve
from etl.resolve.catalogue import functional_catalogue
from etl.vocabulary import Fund


def code_of(*path: str, year: int = 2023, fund: Fund = Fund.GENERAL_PUBLIC) -> tuple[str, list[str]]:
    resolved = resolve(report(prose(*path, fund=fund), year=year))
    return resolved.observations[0].functional_code, note_codes(resolved)


SHS = "社会保障和就业支出"
HR = "人力资源和社会保障管理事务"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ((SHS, HR, "行政运行"), "2080101"),
        ((SHS, HR, "其他人力资源和社会保障管理事务"), "2080199"),  # without 支出
        ((SHS, HR, "其他人力资源、社会保障管理事务支出"), "2080199"),
        (("社会保障和就业", "行政事业单位养老", "机关事业单位基本养老保险缴费"), "2080505"),
        (("一般公共服务", "群众团体事务", "其他群众团体事务支出"), "2012999"),
        (("一般公共服务支出", "政府办公厅(室)及相关机构事务", "事业运行"), "2010350"),
        (("一般公共服务支出", "政府办公厅及相关机构事务", "其他政府办公厅（室）及相关机构事务支出"), "2010399"),
        (("  住 房 保 障 支 出", "住房改革支出", "住房公积 金"), "2210201"),
        (("（四）住房保障支出（类）", "1.住房改革支出（款）", "住房公积金(项)"), "2210201"),
        (("国有资本经营预算支出", "解决历史遗留问题及改革成本支出", "三供一业移交补助支出"), "2230102"),
        ((SHS, "就业补助"), "20807"),
        ((SHS,), "208"),
        (("二十三、国有资本经营预算支出",), "223"),
        (("其他支出",), "229"),
        ((SHS, "就业补助", ""), "20807"),
    ],
)
def test_usual_spellings_of_a_full_path_need_no_note(path: tuple[str, ...], code: str) -> None:
    assert code_of(*path) == (code, [])


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("", "就业补助", "职业培训补贴"), "2080702"),
        ((SHS, "", "机关事业单位职业年金缴费支出"), "2080506"),
        ((SHS, "机关事业单位职业年金缴费支出"), "2080506"),
    ],
)
def test_a_level_that_is_not_printed_may_be_missed(path: tuple[str, ...], code: str) -> None:
    assert code_of(*path) == (code, [])


def test_a_bare_item_name_that_only_one_subject_bears_is_resolved_with_a_note() -> None:
    assert code_of("国有企业退休人员社会化管理补助支出", fund=Fund.STATE_CAPITAL) == ("2230105", ["subject_path_incomplete"])
    assert code_of("", "", "职业技能鉴定补贴") == ("2080709", ["subject_path_incomplete"])


@pytest.mark.parametrize(
    ("path", "code", "note"),
    [
        (("住房保障支出", "住房保障支出", "住房公积金"), "2210201", "subject_class_for_group"),
        (("住房保障支出", "住房保障支出", "购房补贴"), "2210203", "subject_class_for_group"),
        (("自然资源海洋气象等支出", "自然资源事务", "其他国土资源事务支出"), "2200199", "subject_former_name"),
        (("医疗卫生与计划生育支出", "行政事业单位医疗", "行政单位医疗"), "2101101", "subject_former_name"),
        ((SHS, "行政事业单位离退休", "事业单位离退休"), "2080502", "subject_former_name"),
        ((SHS, "行政事业单位养老支出", "其他行政事业单位离退休支出"), "2080599", "subject_former_name"),
        (("国有资本经营预算支",), "223", "subject_cut_name"),
        ((SHS, HR, "公共就业服务和职业技能"), "2080111", "subject_cut_name"),
        ((SHS, "行政事业单位养老支出", "机关事业单位基本养老保睑缴费支出"), "2080505", "subject_similar_name"),
        ((SHS, "完全不相干的一款", "职业技能鉴定补贴"), "2080709", "subject_parent_unknown"),
    ],
)
def test_a_deviation_that_leaves_one_subject_is_resolved_and_noted(path: tuple[str, ...], code: str, note: str) -> None:
    assert code_of(*path) == (code, [note])


def test_the_name_of_the_fiscal_year_wins() -> None:
    path = (SHS, "其他社会保障和就业支出", "其他社会保障和就业支出")
    assert code_of(*path, year=2020) == ("2089901", [])
    assert code_of(*path, year=2023) == ("2089999", [])
    assert code_of("农林水支出", "扶贫", "其他扶贫支出", year=2019) == ("2130599", [])
    assert code_of("自然资源海洋气象等支出", "自然资源事务", "其他国土资源事务支出", year=2018) == (
        "2200199",
        ["subject_former_name"],
    )


def test_a_printed_code_is_taken_and_an_unlike_name_beside_it_noted() -> None:
    assert code_of(SHS, HR, "行政运行（2080101）") == ("2080101", [])
    assert code_of("2080101行政运行") == ("2080101", [])
    assert code_of("208 社会保障和就业支出", HR, "事业运行") == ("2080150", [])
    assert code_of(SHS, HR, "住房公积金（2080101）") == ("2080101", ["subject_code_differs"])


def test_the_fund_prefers_subjects_of_its_own_budget() -> None:
    assert code_of("", "", "基础设施建设和经济发展", fund=Fund.GENERAL_PUBLIC)[0] == ""
    land = ("城乡社区支出", "国有土地使用权出让收入安排的支出", "征地和拆迁补偿支出")
    assert code_of(*land, fund=Fund.GOVERNMENT_FUND) == ("2120801", [])
    subjects = {s.name: s for s in functional_subjects()}
    assert subjects["资本性支出"].kind == "state_capital"
    assert (
        code_of("国有资本经营预算支出", "金融国有资本经营预算支出", "资本性支出", fund=Fund.STATE_CAPITAL, year=2020)[0]
        == "2230401"
    )


@pytest.mark.parametrize(
    "path",
    [
        ("", "", "行政运行"),  # some sixty groups have one
        (SHS, "", "行政运行"),
        (SHS, "行政事业单位医疗", "行政单位医疗"),  # the group belongs to another class: misprint or misreading
    ],
)
def test_ambiguity_is_reported_and_never_settled(path: tuple[str, ...]) -> None:
    assert code_of(*path) == ("", ["ambiguous_subject"])


def test_an_ambiguous_note_names_the_candidates() -> None:
    (note,) = (
        n for n in resolve(report(prose(SHS, "行政事业单位医疗", "行政单位医疗"))).notes if n.code == "ambiguous_subject"
    )
    assert "2101101 行政单位医疗" in note.text


def test_the_reports_tables_settle_what_the_list_leaves_open() -> None:
    resolved = resolve(report(prose(SHS, "", "行政运行"), table("2080101", "行政运行", value="900.00")))
    assert resolved.observations[0].functional_code == "2080101"
    assert note_codes(resolved) == ["subject_by_table"]
    both = resolve(report(prose(SHS, "", "行政运行"), table("2080101", "行政运行"), table("2080201", "行政运行")))
    assert both.observations[0].functional_code == ""


def test_a_subject_that_the_list_lacks_is_known_by_the_reports_tables() -> None:
    rows = (prose("一般公共服务支出", "数据事务", "数据基础设施"), table("20140", "数据事务"), table("2014088", "数据基础设施"))
    assert resolve(report(*rows)).observations[0].functional_code == "2014088"


def test_a_pair_at_odds_with_the_list_is_noted_and_is_no_dictionary() -> None:
    rows = (prose(SHS, HR, "事业运行"), table("2080101", "事业运行", value="3.00"))
    resolved = resolve(report(*rows))
    assert resolved.observations[0].functional_code == "2080150"
    assert note_codes(resolved) == ["subject_code_differs"]


def test_a_name_in_the_reports_own_tables_goes_before_one_of_the_list_that_differs_in_a_conjunction() -> None:
    land = "国有土地使用权出让收入及对应专项债务收入安排的支出"  # 21208 until 2019; without 及 it is 21219 of later years
    rows = (
        prose("城乡社区支出", land, "城市建设支出", fund=Fund.GOVERNMENT_FUND),
        table("21208", land, fund=Fund.GOVERNMENT_FUND),
        table("2120803", "城市建设支出", fund=Fund.GOVERNMENT_FUND),
    )
    assert resolve(report(*rows)).observations[0].functional_code == "2120803"


INVENTED = (SHS, "行政事业单位养老支出", "机关事业单位退休人员活动费支出")


def test_a_name_in_no_list_is_kept_without_a_code_and_counted() -> None:
    resolved = resolve(report(prose(*INVENTED, value="0.88"), prose(*INVENTED, value="0.90")))
    assert [row.functional_code for row in resolved.observations] == ["", ""]
    assert resolved.observations[0].functional_name == "机关事业单位退休人员活动费支出"
    (note,) = (n for n in resolved.notes if n.code == "unresolved_subject")
    assert "2处" in note.text


def test_the_same_amount_in_a_table_row_that_nothing_else_speaks_of_is_proof() -> None:
    rows = (
        prose(*INVENTED, value="0.88"),
        prose(SHS, "行政事业单位养老支出", "行政单位离退休", value="54.53"),
        table("2080501", "行政单位离退休", value="54.53"),
        table("2080599", "其他行政事业单位养老支出", value="0.8803"),
        table("2080599", "其他行政事业单位养老支出", value="0.88", fund=Fund.ALL),
    )
    resolved = resolve(report(*rows))
    assert resolved.observations[0].functional_code == "2080599"
    assert note_codes(resolved) == ["subject_by_amount"]


@pytest.mark.parametrize(
    "others",
    [
        (table("2080599", "其他行政事业单位养老支出", value="0.88", fund=Fund.ALL),),  # another fund
        (table("2101199", "其他行政事业单位医疗支出", value="0.88"),),  # under another parent
        (table("2080599", "其他行政事业单位养老支出", value="0.89"),),  # another amount
        (
            table("2080599", "其他行政事业单位养老支出", value="0.88"),
            table("2080503", "离退休人员管理机构", value="0.88"),
        ),  # two
        (  # the row is spoken of elsewhere
            table("2080599", "其他行政事业单位养老支出", value="0.88"),
            prose(SHS, "行政事业单位养老支出", "其他行政事业单位养老支出", value="0.88"),
        ),
        (  # two paragraphs would claim the row
            table("2080599", "其他行政事业单位养老支出", value="0.88"),
            prose(SHS, "行政事业单位养老支出", "退休人员慰问支出", value="0.88"),
        ),
    ],
)
def test_anything_less_is_no_proof(others: tuple) -> None:
    resolved = resolve(report(prose(*INVENTED, value="0.88"), *others))
    assert resolved.observations[0].functional_code == ""
    assert "unresolved_subject" in note_codes(resolved)


def test_an_amount_settles_a_group_under_the_wrong_class() -> None:
    rows = (prose(SHS, "行政事业单位医疗", "行政单位医疗", value="47.18"), table("2101101", "行政单位医疗", value="47.18"))
    resolved = resolve(report(*rows))
    assert resolved.observations[0].functional_code == "2101101"
    assert note_codes(resolved) == ["subject_by_amount"]


COURT = "公共安全支出"


def test_a_name_of_many_groups_belongs_to_the_one_that_the_report_names_another_subject_of() -> None:
    resolved = resolve(report(prose(COURT, "", "行政运行", value="2961.44"), prose(COURT, "", "案件审判", value="688.19")))
    assert [row.functional_code for row in resolved.observations] == ["2040501", "2040504"]
    assert "subject_by_group" in note_codes(resolved)


@pytest.mark.parametrize(
    "others",
    [
        (),
        (prose(COURT, "", "案件审判", fund=Fund.ALL),),  # another fund
        (prose(COURT, "", "案件审判"), prose(COURT, "", "律师管理")),  # two groups: courts and justice
        (prose(COURT, "法院", "行政运行"), prose(COURT, "", "案件审判")),  # the courts' own is named elsewhere
    ],
)
def test_no_group_or_several_settle_nothing(others: tuple) -> None:
    resolved = resolve(report(prose(COURT, "", "行政运行"), *others))
    assert resolved.observations[0].functional_code == ""
    assert "ambiguous_subject" in note_codes(resolved)


def test_zero_proves_nothing() -> None:
    resolved = resolve(report(prose(*INVENTED, value="0"), table("2080599", "其他行政事业单位养老支出", value="0")))
    assert resolved.observations[0].functional_code == ""


@pytest.mark.parametrize("year", [2019, 2021, 2023, 2025])
def test_every_listed_path_of_a_year_finds_its_own_code(year: int) -> None:
    catalogue = functional_catalogue(year)
    valid = [subject for subject in functional_subjects() if subject.valid_in(year) and subject.code != "209"]
    paths = {s.code: tuple(catalogue.name_of(s.code[:size]) for size in (3, 5, 7) if size <= len(s.code)) for s in valid}
    resolved = resolve(report(*(prose(*path, fund=Fund.ALL) for path in paths.values()), year=year))
    wrong = [
        (code, row.functional_code)
        for code, row in zip(paths, resolved.observations, strict=True)
        if row.functional_code != code
    ]
    assert wrong == []
    assert set(note_codes(resolved)) <= {"subject_former_name"}  # parents that the list ends before their items
