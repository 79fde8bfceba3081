"""Printed numbers as exact decimals with the tolerance of their last digit.

Units are the caller's to know, from the table's 单位 line or the sentence; nothing here guesses them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from etl.parse.flow import canonical

NUMBER: Final = re.compile(r"(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?![\d])")
BLANK_CELLS: Final = frozenset({"", "—", "-", "--", "---", "——", "–", "−", "/", "\\", "无", "——–", "―", "*"})
YUAN_PER: Final = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_HALF: Final = Decimal("0.5")
_ONE: Final = Decimal(1)
_CELL: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class NotANumber(ValueError):
    """A cell that should hold a number holds something else; the message shows it as printed."""


class Amount(NamedTuple):
    """A printed number: `value` and `tolerance` (half a unit of the last printed digit) in yuan, or in the printed unit."""

    value: Decimal
    tolerance: Decimal
    raw: str


def read_decimal(text: str) -> Amount:
    """Read one printed number (``1,272.4 9``, full-width digits, ``(12.5)`` for a negative, ``12%``) without its unit.

    The tolerance is half a unit of the last printed digit: ``12.50`` is ``12.50`` ± ``0.005``. Raises NotANumber.
    """
    cleaned = canonical(text)
    negative = cleaned.startswith("（") and cleaned.endswith("）")
    body = cleaned[1:-1] if negative else cleaned
    body = body.removesuffix("%")
    if not _CELL.fullmatch(body):
        raise NotANumber(f"不是数字：{text!r}")
    value = Decimal(body.replace(",", ""))
    exponent = value.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return Amount(-value if negative else value, _HALF.scaleb(places), text.strip())


def read_amount(text: str, unit: str) -> Amount:
    """Read one printed money amount as yuan.

    `unit` is the one in force at this place: 元, 千元, 万元 or 亿元. ``1272.49`` 万元 is ``12724900.00`` ± ``50`` yuan.
    Raises NotANumber for text that is no number, KeyError for a unit that is none of money.
    """
    number = read_decimal(text)
    factor = YUAN_PER[unit]
    return Amount(number.value * factor, number.tolerance * factor, number.raw)


def is_blank(text: str) -> bool:
    """True for a cell that prints nothing: empty, dashes, 无."""
    return canonical(text) in BLANK_CELLS
