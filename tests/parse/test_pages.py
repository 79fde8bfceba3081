"""Page numbers in joined text are told by their sequence and never become digits of a number."""

from __future__ import annotations

import pytest

from etl.extract.document import Document, Line
from etl.parse.flow import marks_page
from etl.parse.pages import find_page_numbers, without_page_numbers


def document(texts: list[str]) -> Document:
    return Document("r", "0", "text", tuple(Line(number, text) for number, text in enumerate(texts, start=1)))


def pages(*, first: int = 3, count: int = 6, length: int = 14, head: str = "") -> list[str]:
    """Text of several pages, each ended by its number; `head` is printed at the top of each."""
    out: list[str] = []
    for page in range(first, first + count):
        out += [*([head] if head else []), *(f"第{page}页第{row}行的文字" for row in range(length)), str(page)]
    return out


def test_bare_numbers_that_count_upwards_by_pages_are_page_numbers():
    lines = document(pages()).lines
    assert [lines[index].text for index in find_page_numbers(lines)] == ["3", "4", "5", "6", "7", "8"]


def test_a_short_page_between_two_others_keeps_its_number_out_too():
    texts = [*pages(first=3, count=2), "很短的一页", "5", *pages(first=6, count=3)]
    lines = document(texts).lines
    assert [lines[index].text for index in find_page_numbers(lines)] == ["3", "4", "5", "6", "7", "8"]


def test_line_numbers_and_counts_are_no_page_numbers():
    line_numbers = [text for row in range(1, 40) for text in (f"第{row}项", str(row))]
    assert find_page_numbers(document(line_numbers).lines) == ()
    assert find_page_numbers(document(["12", *pages(count=2), "4"]).lines) == ()


def test_a_number_cut_by_the_end_of_a_page_is_whole_again():
    texts = pages()
    texts[13], texts[15] = "全年安排出国团组0", "个，累计0人次。"
    cleaned, gone = without_page_numbers(document(texts))
    assert [line.text for line in gone] == ["3", "4", "5", "6", "7", "8"]
    assert [line.number for line in gone] == [15, 30, 45, 60, 75, 90]
    assert cleaned.lines[14].blank
    assert cleaned.lines[13].text + cleaned.lines[15].text == "全年安排出国团组0个，累计0人次。"


def test_a_running_head_beside_the_page_numbers_goes_with_them():
    cleaned, gone = without_page_numbers(document(pages(head="示范局2023年度部门决算")))
    assert sum(line.text == "示范局2023年度部门决算" for line in gone) >= 5
    assert sum(line.text == "示范局2023年度部门决算" for line in cleaned.lines) <= 1


def test_marked_page_numbers_leave_bare_numbers_between_them_alone():
    texts: list[str] = []
    for page in range(3, 9):
        texts += [
            *(f"第{page}页第{row}行" for row in range(60)),
            str(page + 1),
            *(f"再{row}行" for row in range(110)),
            f"—{page}—",
        ]
    lines = document(texts).lines
    assert [lines[index].text for index in find_page_numbers(lines)] == ["—3—", "—4—", "—5—", "—6—", "—7—", "—8—"]


def test_numbers_in_the_middle_of_their_line_are_page_numbers_too():
    texts = [f"{'':30}—{text}—" if text.isdigit() else text for text in pages(head=f"{'':20}某县林业局 2024 年度部门决算")]
    kept, gone = without_page_numbers(document(texts))
    assert [line.text.strip() for line in gone if "—" in line.text] == [f"—{number}—" for number in range(3, 9)]
    assert sum("2024" in line.text for line in kept.lines) == 1  # above the first page, beside no number


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("- 7 -", True),
        ("第 7 页，共 13 页", True),
        ("第 7 页，共 13 页 打印日期：2023/08/17", True),
        ("第 7 页表格的打印日期", False),
        ("7", False),
    ],
)
def test_the_foot_of_a_printed_page_is_no_text_also_with_the_date_of_printing(text: str, marked: bool) -> None:
    assert marks_page(text) is marked
