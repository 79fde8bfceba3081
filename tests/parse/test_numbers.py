"""Printed numbers are read exactly, with the tolerance of their last digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.document import Line
from etl.parse.flow import canonical, join
from etl.parse.numbers import NotANumber, is_blank, read_amount, read_decimal


@pytest.mark.parametrize(
    ("printed", "unit", "yuan", "tolerance"),
    [
        ("1272.4 9", "万元", "12724900", "50"),
        ("１，２３４．５０", "元", "1234.50", "0.005"),
        ("4,394.29", "万元", "43942900", "50"),
        ("0", "万元", "0", "5000"),
        ("-81.18", "元", "-81.18", "0.005"),
        ("(12.5)", "元", "-12.5", "0.05"),
        ("<u>459.04</u>", "万元", "4590400", "50"),
        ("1.2", "亿元", "120000000", "5000000"),
    ],
)
def test_an_amount_is_yuan_with_half_a_unit_of_its_last_digit(printed, unit, yuan, tolerance):
    amount = read_amount(printed, unit)
    assert amount.value == Decimal(yuan)
    assert amount.tolerance == Decimal(tolerance)


@pytest.mark.parametrize("printed", ["", "—", "12,34", "1.2.3", "无", "12万", "1,2345"])
def test_what_is_no_number_is_refused(printed):
    with pytest.raises(NotANumber):
        read_decimal(printed)


@pytest.mark.parametrize("printed", ["", " ", "—", "--", "－", "无", "——"])
def test_a_cell_that_prints_nothing_is_blank(printed):
    assert is_blank(printed)


@given(st.decimals(min_value=0, max_value=10**11, places=2, allow_nan=False, allow_infinity=False), st.data())
def test_spaces_and_width_never_change_a_number(value, data):
    printed = f"{value:,.2f}"
    cut = data.draw(st.integers(0, len(printed)))
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    spaced = printed[:cut] + " " + printed[cut:]
    assert read_decimal(spaced).value == value
    assert read_decimal(printed.translate(wide).replace(",", "，")).value == value


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False), st.integers(1, 30))
def test_a_number_cut_by_a_line_end_is_whole_again_and_leads_back_to_both_lines(value, cut):
    printed = f"支出{value:,.2f}万元"
    at = min(cut, len(printed) - 1)
    flow = join([Line(7, printed[:at]), Line(9, printed[at:])])
    assert flow.text == canonical(printed)
    assert {flow.line_at(0).number, flow.line_at(len(flow.text) - 1).number} <= {7, 9}
    assert flow.printed(0, len(flow.text)) == printed
