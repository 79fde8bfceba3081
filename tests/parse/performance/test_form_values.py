"""Target and actual cells become numbers only where they are nothing but a number with its unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parse.performance.values import Value, comparator_of, is_value, read_value


@pytest.mark.parametrize(
    ("printed", "comparator", "number", "unit"),
    [
        ("27 人/年", "", "27", "人/年"),
        ("≥25 人次", ">=", "25", "人次"),
        ("≤ 1400 元/车/趟次", "<=", "1400", "元/车/趟次"),
        ("80%以上", ">=", "80", "%"),
        ("达 90%以上", ">=", "90", "%"),
        ("3 个以上", ">=", "3", "个"),
        ("大于等于 95%", ">=", "95", "%"),
        ("不超过 600 元", "<=", "600", "元"),
        ("=24 人", "=", "24", "人"),
        ("1,250.5 万元", "", "1250.5", "万元"),
        ("4 类专项", "", "4", "类专项"),
        ("55 元每箱", "", "55", "元每箱"),
        ("10 年", "", "10", "年"),
        ("=20 月", "=", "20", "月"),
        ("0", "", "0", ""),
        ("98.5%", "", "98.5", "%"),
    ],
)
def test_number_comparator_and_unit_are_split(printed: str, comparator: str, number: str, unit: str) -> None:
    assert read_value(printed) == Value(comparator, Decimal(number), unit)


@pytest.mark.parametrize(
    "printed",
    [
        "2024 年 12 月 31 日前",
        "2024-12-1",
        "10 月中旬，会期 2 天",
        "3-4 人",
        "千分之五",
        "7 人、70 人次",
        "2 组，每组 16 块",
        "满意率达到 95%",
        "100%完成",
        "至年底达 100%",
        "≤45 天或按约定延期",
        "长期",
        "",
    ],
)
def test_dates_ranges_and_sentences_have_no_number(printed: str) -> None:
    assert read_value(printed).number is None


def test_a_range_still_shows_its_unit() -> None:
    assert read_value("3-4 人").unit == "人"


def test_a_comparator_before_words_is_kept() -> None:
    assert read_value("≤45 天或按约定延期") == Value("<=", None, "")


@pytest.mark.parametrize(
    ("word", "sign"), [("大于 等于", ">="), ("不少于", ">="), ("小于", "<"), ("等 于", "="), ("≦", "<="), ("正向", "")]
)
def test_words_and_signs_of_comparison(word: str, sign: str) -> None:
    assert comparator_of(word) == sign


@given(
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.sampled_from(["个", "%", "万元", "人次", "元/人/月", "平方米"]),
    st.sampled_from(["", "≥", "<=", "大于等于", "不低于"]),
    st.sampled_from(["", " "]),
)
def test_any_number_with_its_unit_is_read_exactly(number: Decimal, unit: str, sign: str, space: str) -> None:
    value = read_value(f"{sign}{number}{space}{unit}")
    assert (value.number, value.unit) == (number, unit)
    assert is_value(f"{sign}{number}{unit}")
