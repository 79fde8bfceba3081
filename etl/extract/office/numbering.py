"""Labels of automatically numbered paragraphs in Word files: printed on the page, but not part of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from etl.extract.office.xml import Element, attribute, child, integer, is_on, local, value_of

_DIGITS: Final = "〇一二三四五六七八九"
_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


def chinese(number: int) -> str:
    """A number as Chinese lists count: ``二十一``; beyond 99 digit by digit.

    >>> chinese(8), chinese(10), chinese(21)
    ('八', '十', '二十一')
    """
    if number > 99:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def roman(number: int) -> str:
    """A number in Roman capitals."""
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


# w:numFmt of ECMA-376, 17.18.59; a form that is not here prints digits
_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "upperRoman": lambda n: roman(n) if n < 40 else str(n),
    "lowerRoman": lambda n: (roman(n) if n < 40 else str(n)).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n),
}


class Numbering:
    """Counts the numbered paragraphs of a document in reading order; `styles` gives the numbering of paragraph styles."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, root: Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for element in root:
            if local(element) == "abstractNum":
                levels = {integer(attribute(e, "ilvl"), 0): _level(e) for e in element if local(e) == "lvl"}
                abstract[attribute(element, "abstractNumId") or ""] = levels
        for element in root:
            if local(element) != "num":
                continue
            of = value_of(element, "abstractNumId") or ""
            levels = dict(abstract.get(of, {}))
            restarted = False
            for override in (e for e in element if local(e) == "lvlOverride"):
                at = integer(attribute(override, "ilvl"), 0)
                own = child(override, "lvl")
                level = _level(own) if own is not None else levels.get(at, _Level(1, "decimal", ""))
                start = value_of(override, "startOverride")
                restarted = restarted or start is not None
                levels[at] = _Level(integer(start, level.start), level.form, level.text)
            number = attribute(element, "numId") or ""
            self._lists[number] = (f"num {number}" if restarted else of, levels)

    def _read_styles(self, root: Element) -> None:
        based: dict[str, str] = {}
        for style in (e for e in root if local(e) == "style"):
            name = attribute(style, "styleId") or ""
            based[name] = value_of(style, "basedOn") or ""
            found = _number_of(child(style, "pPr"))
            if found is not None:
                self._styles[name] = (found[0], found[1] or 0)
        for name in based:
            at, steps = name, 0
            while at and at not in self._styles and steps < 20:
                at, steps = based.get(at, ""), steps + 1
            if at in self._styles:
                self._styles[name] = self._styles[at]

    def label(self, paragraph: Element) -> str:
        """The label that is printed before a paragraph; empty for one without. To be called once for each, in order."""
        properties = child(paragraph, "pPr")
        found = _number_of(properties)
        inherited = self._styles.get(value_of(properties, "pStyle") or "")
        if found is None:
            found = inherited
        if found is None or found[0] in ("", "0") or found[0] not in self._lists:
            return ""
        number, at = found[0], found[1] if found[1] is not None else inherited[1] if inherited else 0
        key, levels = self._lists[number]
        level = levels.get(at)
        if level is None or is_on(child(properties, "rPr"), "vanish"):
            return ""
        counts = self._counts.setdefault(key, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        return _PLACE.sub(lambda m: _count(levels, counts, int(m.group(1)) - 1), level.text)


def _level(element: Element) -> _Level:
    form = value_of(element, "numFmt") or "decimal"
    text = value_of(element, "lvlText") or ""
    return _Level(integer(value_of(element, "start"), 1), form, "" if form in ("bullet", "none") else text)


def _number_of(properties: Element | None) -> tuple[str, int | None] | None:
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    at = value_of(numbering, "ilvl")
    number = value_of(numbering, "numId")
    return None if number is None else (number, None if at is None else integer(at, 0))


def _count(levels: Mapping[int, _Level], counts: Mapping[int, int], at: int) -> str:
    level = levels.get(at)
    if level is None:
        return ""
    return _FORMS.get(level.form, str)(max(counts.get(at, level.start), 0))
