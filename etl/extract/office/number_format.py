"""Numbers of a sheet as the sheet shows them: the number format decides the decimals, and so the printed precision.

Formats as in ECMA-376, 18.8.31: sections for positive, negative and zero, thousands and scaling commas, percent, literals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r'"(?P<text>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<char>.)',
    re.IGNORECASE | re.DOTALL,
)
_GENERAL_DIGITS: Final = 11  # significant digits that a General cell shows
_DIGITS: Final = frozenset("0#?")
_NOT_PLAIN: Final = re.compile(r"[eE][+-]|[#0?]\s*/\s*[#0?\d]")  # scientific and fractions: shown as General


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: pieces before, within and after the digits. A piece is a placeholder or a literal."""

    whole: tuple[tuple[bool, str], ...]  # (is a placeholder, its character or text), prefix and digits before the point
    fraction: tuple[tuple[bool, str], ...]  # after the point, with the suffix
    has_point: bool
    grouped: bool
    scale: int  # power of ten by which the value is shown smaller
    general: bool

    @property
    def prints_digits(self) -> bool:
        """False for a section of text only, such as a dash for zero."""
        return self.general or any(is_digit for is_digit, _ in (*self.whole, *self.fraction))


def show(value: Decimal, code: str) -> str:
    """The number as the format prints it.

    >>> show(Decimal("1272.4899999"), "#,##0.00"), show(Decimal("0.125"), "0.0%"), show(Decimal("127248"), '0!.0,"万"')
    ('1,272.49', '12.5%', '12.7万')
    """
    if not code or code == "@" or _NOT_PLAIN.search(code):
        return general(value)
    sections = _sections(code)
    section, signed = _choose(sections, value)
    if section.general:
        return ("-" if value < 0 and signed else "") + _literal(section, general(abs(value)))
    if not section.prints_digits:
        return "".join(text for _, text in (*section.whole, *section.fraction)).strip()
    return _print(section, abs(value), value < 0 and signed).strip()


def general(value: Decimal) -> str:
    """The number as a cell without a format shows it."""
    if value == value.to_integral_value():
        return f"{value:f}".split(".")[0]
    shown = value.quantize(Decimal(1).scaleb(max(value.adjusted(), 0) + 1 - _GENERAL_DIGITS), ROUND_HALF_UP)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section for a value and whether a minus sign is to be printed with it."""
    if value < 0 and len(sections) > 1:
        section = sections[1]
        shows_it = any(not digit and re.search(r"[-－(（▲△]", text) for digit, text in (*section.whole, *section.fraction))
        return section, section.prints_digits and not shows_it  # red alone would lose the sign in text
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format for numbers; a fourth one is for text."""
    tokens: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind == "char" and text == ";":
            tokens.append([])
        elif kind == "bracket":
            currency = re.match(r"\$([^-\]]*)", text)
            if currency:
                tokens[-1].append(("text", currency.group(1)))
        elif kind:
            tokens[-1].append((kind, text))
        elif tokens[-1] and match.group().startswith("_"):
            tokens[-1].append(("text", " "))
    return tuple(_section(part) for part in tokens[:3])


def _section(tokens: list[tuple[str, str]]) -> _Section:
    digits = [i for i, (kind, text) in enumerate(tokens) if kind == "char" and text in _DIGITS]
    last = digits[-1] if digits else -1
    point = next((i for i, (kind, text) in enumerate(tokens) if kind == "char" and text == "." and digits), None)
    whole: list[tuple[bool, str]] = []
    fraction: list[tuple[bool, str]] = []
    grouped, scale = False, 0
    for index, (kind, text) in enumerate(tokens):
        side = whole if point is None or index < point else fraction
        if index == point or kind == "general":
            continue
        if kind == "char" and text in _DIGITS:
            side.append((True, text))
        elif kind == "char" and text == "," and digits:
            grouped = grouped or (digits[0] < index < last and (point is None or index < point))
            scale += 3 if index > last or (point is not None and index == point - 1) else 0
        else:
            scale -= 2 if kind == "char" and text in "%％" else 0
            side.append((False, text))
    return _Section(
        tuple(whole), tuple(fraction), point is not None, grouped, scale, any(kind == "general" for kind, _ in tokens)
    )


def _literal(section: _Section, number: str) -> str:
    before = "".join(text for _, text in section.whole)
    return (before + number).strip() if section.general else number


def _print(section: _Section, value: Decimal, minus: bool) -> str:
    places = sum(1 for is_digit, _ in section.fraction if is_digit)
    rounded = value.scaleb(-section.scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    integer, _, decimals = f"{rounded:f}".partition(".")
    sign = "-" if minus and rounded else ""
    return sign + _whole(section, integer.lstrip("0")) + _fraction(section, decimals)


def _whole(section: _Section, digits: str) -> str:
    """Digits before the point put into their placeholders from the right; those left over stand at the first one."""
    out: list[str] = []
    first = next((i for i, (is_digit, _) in enumerate(section.whole) if is_digit), None)
    rest = list(digits)
    printed = 0
    for index in range(len(section.whole) - 1, -1, -1):
        is_digit, text = section.whole[index]
        if not is_digit:
            out.append(text[::-1])
            continue
        taken = [rest.pop()] if rest else ["0"] if text == "0" else []
        if index == first:
            taken += reversed(rest)
            rest = []
        for digit in taken:
            if section.grouped and printed and printed % 3 == 0:
                out.append(",")
            out.append(digit)
            printed += 1
    return "".join(out)[::-1]


def _fraction(section: _Section, decimals: str) -> str:
    """The point and the digits after it; optional places are dropped from the right while they are zero."""
    placeholders = [text for is_digit, text in section.fraction if is_digit]
    shown = len(placeholders)
    while shown and placeholders[shown - 1] in "#?" and decimals[shown - 1] == "0":
        shown -= 1
    out = "." if section.has_point and shown else ""
    at = 0
    for is_digit, text in section.fraction:
        if not is_digit:
            out += text
        elif at < shown:
            out += decimals[at]
            at += 1
    return out
