"""Small words: Chinese ordinals, lists."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 … 99 as 一 … 九十九.

    >>> ordinal(1), ordinal(10), ordinal(26)
    ('一', '十', '二十六')
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
