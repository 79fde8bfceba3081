"""How blocks are printed: the truth follows each number to its line, in both layouts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.generate.blocks import Fact, Mark, Paragraph, Piece, Table, fill, plain
from etl.generate.bookkeeping import keep
from etl.generate.dice import split
from etl.generate.layout_a import print_a
from etl.generate.layout_b import print_b
from etl.generate.pen import Pen, What
from etl.generate.sentences import compared, owned
from etl.generate.style import Style
from etl.generate.units import invent
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

PLAIN = Style("test", width=10, blank_between=False, page_number="", page_lines=99, unit="元")
SPENT = What(Fund.GENERAL_PUBLIC, Item.TOTAL_EXPENDITURE)


def number(text: str, item: Item = Item.TOTAL_EXPENDITURE) -> Mark:
    value = Decimal(text.replace(",", ""))
    return Mark(text, Fact(Fund.ALL, item, Phase.FINAL, value, MeasureUnit.YUAN))


@pytest.fixture
def pen() -> Pen:
    (accounts,) = keep(invent(1, 1)[0], 1, [2022])
    return Pen(accounts, PLAIN)


def test_layout_b_cuts_inside_a_number_and_the_truth_names_the_line_where_it_begins() -> None:
    printed = print_b([Paragraph(("本年支出合计", number("1234567.89"), "元。"))], PLAIN)
    assert printed.lines == ["本年支出合计1234", "567.89元。"]
    assert [(p.line, p.raw) for p in printed.placed] == [(1, "1234567.89")]


def test_layout_b_counts_digits_as_half_a_character_where_the_font_does() -> None:
    printed = print_b([Paragraph(("本年支出合计", number("1234567.89"), "元。"))], replace(PLAIN, narrow_digits=True))
    assert printed.lines == ["本年支出合计1234567.", "89元。"]


def test_layout_a_prints_a_paragraph_in_one_line() -> None:
    printed = print_a([Paragraph(("支出", number("12.00"), "元，占", number("5.00"), "元。"))], replace(PLAIN, half_width=True))
    assert printed.lines == ["支出12.00元, 占5.00元。", ""]
    assert [(p.line, p.raw) for p in printed.placed] == [(1, "12.00"), (1, "5.00")]


def test_layout_a_keeps_empty_cells_and_layout_b_drops_them() -> None:
    row: tuple[Piece, ...] = ("2080199", "其他人力资源和社会保障管理事务支出", "", number("3.00"), "")
    table = Table(("支出决算表",), (("科目编码", "科目名称", "合计"),), (row,), names=(1,))
    assert print_a([table], PLAIN).lines[3] == "2080199\t其他人力资源和社会保障管理事务支出\t\t3.00\t"
    assert print_b([table], replace(PLAIN, name_width=20)).lines[-1] == "2080199 其他人力资源和社会保障管理事务支出 3.00"


@pytest.mark.parametrize(
    ("wrapping", "lines"),
    [
        ("above", ["2080199", "其他人力资源和", "社会保障管理事", "务支出", "3.00"]),
        ("around", ["其他人力资源和", "社会保障管理事", "2080199 3.00", "务支出"]),
        ("below", ["2080199 其他人力资源和 3.00", "社会保障管理事", "务支出"]),
    ],
)
def test_layout_b_wraps_a_long_name_over_the_lines_about_its_numbers(wrapping: str, lines: list[str]) -> None:
    style = replace(PLAIN, name_width=7, wrapping=wrapping)  # type: ignore[arg-type]
    row: tuple[Piece, ...] = ("2080199", "其他人力资源和社会保障管理事务支出", "", number("3.00"), "")
    printed = print_b([Table((), (), (row,), names=(1,))], style)
    assert printed.lines == lines
    assert [p.line for p in printed.placed] == [next(i for i, line in enumerate(lines, 1) if "3.00" in line)]


def test_a_page_ends_with_its_number_and_the_next_begins_with_a_blank() -> None:
    style = replace(PLAIN, page_lines=2, page_number="- {} -", blank_between=True)
    printed = print_b([Paragraph(("一二三四五六七八九十" * 3,))], style)
    assert printed.lines == ["一二三四五六七八九十", "", "一二三四五六七八九十", "", "- 1 -", "", " 一二三四五六七八九十", ""]


def test_a_decrease_prints_without_its_sign_and_is_negative_in_the_truth(pen: Pen) -> None:
    pieces = pen.change(80_00, 100_00, SPENT)
    facts = [piece.truth for piece in pieces if isinstance(piece, Mark)]
    assert "20.00元" in plain(pieces)
    assert [fact.value for fact in facts if isinstance(fact, Fact)] == [Decimal("-20.00"), Decimal("-20.00")]


def test_growth_on_nothing_has_no_percentage(pen: Pen) -> None:
    assert "%" not in plain(pen.change(80_00, 0, SPENT))


def test_no_change_is_said_in_words_or_in_zeros(pen: Pen) -> None:
    words = plain(compared(pen, 5_00, 5_00, SPENT, "total", noun="支出"))
    assert not any(char.isdigit() for char in words.replace("2021", ""))
    zeros = Pen(pen.accounts, replace(PLAIN, flat_in_numbers=True))
    assert "0.00元" in plain(compared(zeros, 5_00, 5_00, SPENT, "total", noun="支出"))


def test_completing_a_budget_of_nothing_is_not_stated(pen: Pen) -> None:
    assert pen.completion(80_00, 0, SPENT, "，完成年初预算的{pct}") == ()


def test_a_comparison_that_opens_a_sentence_says_of_what() -> None:
    assert plain(owned(("比上年增加",), "支出总计")) == "支出总计比上年增加"
    assert plain(owned(("同上年相比，", "支出总计增加"), "支出总计")) == "同上年相比，支出总计增加"
    assert plain(owned(("与", "2021", "年度相比，", "支出总计增加"), "支出总计")) == "与2021年度相比，支出总计增加"


def test_ten_thousand_yuan_round_to_the_nearest_hundred_yuan(pen: Pen) -> None:
    wan = Pen(pen.accounts, replace(PLAIN, unit="万元"))
    (mark,) = [piece for piece in wan.money(123_456_78, SPENT) if isinstance(piece, Mark)]
    assert mark.text == "12.35"
    assert isinstance(mark.truth, Fact)
    assert mark.truth.value == Decimal("123500.00")


def test_parts_of_a_split_add_up_to_the_cent() -> None:
    assert sum(split(100_01, [1, 1, 1])) == 100_01
    with pytest.raises(ValueError, match="权重"):
        split(100, [0, 0])


def test_slots_take_text_marks_and_stretches_of_both() -> None:
    mark = number("3.00")
    assert fill("共{a}{b}。", a="计", b=("约", mark)) == ("共", "计", "约", mark, "。")


@pytest.mark.parametrize(("value", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")])
def test_ordinals(value: int, text: str) -> None:
    assert ordinal(value) == text
