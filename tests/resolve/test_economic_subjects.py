"""Printed economic classes and items become codes; the same item name in several classes is told apart or left open."""

from __future__ import annotations

import pytest
from resolve_examples import expense, expense_row, note_codes, report

from etl.reference import economic_subjects
from etl.report import Explanation
from etl.resolve import resolve
from etl.resolve.catalogue import economic_catalogue
from etl.resolve.names import loose_key
from etl.vocabulary import Fund, Item, Phase


def code_of(*path: str, item: Item = Item.BASIC_EXPENDITURE, year: int = 2023) -> tuple[str, list[str]]:
    resolved = resolve(report(expense(*path, item=item), year=year))
    return resolved.observations[0].economic_code, note_codes(resolved)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("工资福利支出",), "301"),
        (("（一）工资福利支出", "基本工资"), "30101"),
        (("人员经费", "基本工资"), "30101"),
        (("人员经费", "机关事业单位基本养老保险缴费支出"), "30108"),
        (("人员经费", "职业年金"), "30109"),
        (("人员经费", "住房公积金"), "30113"),
        (("人员经费", "医疗费"), "30114"),
        (("人员经费", "医疗费补助"), "30307"),
        (("人员经费", "公务员医疗补助"), "30111"),
        (("人员经费", "退职费"), "30303"),
        (("人员经费", "其他对个人和家庭的补助支出"), "30399"),
        (("人员经费", "其他对个人和家庭补助"), "30399"),
        (("对个人和家庭的补助支出",), "303"),
        (("对个人和家庭的补助支出", "其他对个人和家庭的补助"), "30399"),
        (("公用经费", "其他交通费"), "30239"),
        (("公用经费", "维修(护)费"), "30213"),
        (("公用经费", "维修费"), "30213"),
        (("公用经费", "因公出国（境）费"), "30212"),
        (("公用经费", "因公出国费用"), "30212"),
        (("公用经费", "公务用车运行费"), "30231"),
        (("公用经费", "公务用车运行维护费用"), "30231"),
        (("公用经费", "税金及附加"), "30240"),
        (("公用经费", "办公设备购置"), "31002"),
        (("公用经费", "其他支出"), "39999"),
        (("公用经费", "资本性支出"), "310"),
        (("公用经费", "商品和服务支出", "办公费"), "30201"),
        (("商品和服务支出", "其他商品和服务支出"), "30299"),
        (("资本性支出", "信息网络及软件购置更新"), "31007"),
        (("资本性支出（基本建设）", "办公设备购置"), "30902"),
        (("对企业补助", "其他对企业补助"), "31299"),
        (("对企业补助（基本建设）", "其他对企业补助"), "31199"),
        (("办公费",), "30201"),
        (("办公设备购置",), "31002"),  # basic expenditure holds no capital construction
        (("其他支出",), "399"),
        (("", "其他支出"), "39999"),
        (("基本工资（30101）",), "30101"),
    ],
)
def test_usual_spellings_need_no_note(path: tuple[str, ...], code: str) -> None:
    assert code_of(*path) == (code, [])


@pytest.mark.parametrize(
    ("path", "code", "note"),
    [
        (("人员经费", "其他对个人和家庭的补"), "30399", "subject_cut_name"),
        (("对个人和家庭的补助", "住房公积金"), "30113", "subject_other_class"),
        (("商品和服务支出", "办公设备购置"), "31002", "subject_other_class"),
        (("工资福利支出", "机关事业单位基本养老保睑缴费"), "30108", "subject_similar_name"),
    ],
)
def test_a_deviation_that_leaves_one_subject_is_resolved_and_noted(path: tuple[str, ...], code: str, note: str) -> None:
    assert code_of(*path) == (code, [note])


def test_a_name_of_several_classes_stays_open_where_no_class_is_printed() -> None:
    assert code_of("办公设备购置", item=Item.PROJECT_EXPENDITURE) == ("", ["ambiguous_subject"])
    assert code_of("商品和服务支出", "资本金注入", item=Item.PROJECT_EXPENDITURE)[0] == "31201"
    assert code_of("人员经费", "其他支出") == ("", ["unresolved_subject"])


def test_the_reports_own_table_settles_a_name_of_several_classes() -> None:
    rows = (
        expense("办公设备购置", item=Item.PROJECT_EXPENDITURE),
        expense_row("31002", "办公设备购置", Item.PROJECT_EXPENDITURE),
    )
    resolved = resolve(report(*rows))
    assert resolved.observations[0].economic_code == "31002"
    assert note_codes(resolved) == ["subject_by_table"]


def test_a_category_is_no_subject_and_owes_no_code() -> None:
    for name in ("人员经费", "公用经费", "日常公用经费"):
        assert code_of(name) == ("", [])


def test_qita_zibenxing_zhichu_is_a_class_until_2017_or_where_items_stand_below_it() -> None:
    assert code_of("其他资本性支出", year=2017) == ("310", [])
    assert code_of("其他资本性支出", year=2023) == ("31099", [])
    resolved = resolve(report(expense("其他资本性支出", value="3.20"), expense("其他资本性支出", "办公设备购置", value="3.20")))
    assert [row.economic_code for row in resolved.observations] == ["310", "31002"]
    assert set(note_codes(resolved)) == {"subject_former_name"}


def test_a_name_in_no_list_is_kept_without_a_code() -> None:
    assert code_of("人员经费", "采暖补贴") == ("", ["unresolved_subject"])


def test_an_explanation_is_tied_to_its_subject_by_name() -> None:
    why = Explanation(
        fund=Fund.GENERAL_PUBLIC,
        item=Item.BASIC_EXPENDITURE,
        basis=Phase.DELTA_PRIOR,
        text="人员减少",
        economic_name="工资福利支出",
    )
    assert resolve(report(explanations=(why,))).explanations[0].economic_code == "301"


def test_every_listed_item_under_its_class_finds_its_own_code() -> None:
    catalogue = economic_catalogue(2023)
    valid = [s for s in economic_subjects() if s.valid_in(2023)]
    rows = [
        expense(*(catalogue.name_of(s.code[:n]) for n in (3, 5) if n <= len(s.code)), item=Item.PROJECT_EXPENDITURE)
        for s in valid
    ]
    resolved = resolve(report(*rows))
    assert [row.economic_code for row in resolved.observations] == [s.code for s in valid]
    assert note_codes(resolved) == []


def test_loose_names_keep_the_items_of_a_class_apart() -> None:
    seen: dict[tuple[str, str], str] = {}
    for subject in economic_subjects():
        if subject.valid_in(2023):
            key = (subject.parent_code, loose_key(subject.name, economic=True))
            assert seen.setdefault(key, subject.code) == subject.code
