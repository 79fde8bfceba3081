"""Rows between tabs whose empty cells are gone are told from rows that keep them."""

from __future__ import annotations

import pytest

from etl.extract.text import split_lines
from etl.parse.gapless import as_running_text, is_gapless

DROPPED = "\n".join(
    (
        "合计\t90.00\t80.00\t10.00",
        "2130311\t水资源\t60.00\t60.00",
        "2130306\t工程运行\t10.00\t10.00",
        "213\t农林水支出\t20.00\t10.00\t10.00",
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DROPPED, True),
        (DROPPED.replace("60.00\t60.00", "60.00\t60.00\t"), False),  # an empty cell is there
        ("\n".join(["科目\t金额", *["水费\t1.00"] * 5]), False),  # all rows are alike
        ("合计\t90.00\t80.00\n水费\t1.00", False),  # too few to tell
        ("| 合计 | 90.00 | 80.00 |\n| 水费 | 1.00 |\n| 电费 | 1.00 |\n| 邮费 | 1.00 | 2.00 |", False),  # bars, no tabs
    ],
)
def test_a_table_is_gapless_where_rows_differ_in_width_and_no_cell_is_empty(text: str, expected: bool) -> None:
    assert is_gapless(split_lines(text)) is expected


def test_rows_as_running_text_keep_their_characters_and_lines() -> None:
    lines = split_lines(DROPPED)
    assert [(line.text, line.number, line.cells) for line in as_running_text(lines)] == [
        (line.text, line.number, ()) for line in lines
    ]
