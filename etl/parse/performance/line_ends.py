"""Words of a form printed as running lines that its line ends tore apart or ran together, mended before its rows are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from etl.parse.performance.dimensions import LEVEL1_OVERALL
from etl.parse.performance.facts import points
from etl.parse.performance.tokens import Gap, Token
from etl.parse.performance.value_wording import NATURES
from etl.parse.performance.wording import PART_TITLES, squeeze, unnumbered

_DAY_OR_MONTH: Final = re.compile(r"\d{1,2}")
_UP_TO: Final = re.compile(r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?")  # a date up to the number that a line end follows
_DAY: Final = re.compile(r"\d{1,2}(?:日\S*)?")
_POINTS_BEGUN: Final = re.compile(r"([\u4e00-\u9fff]{1,8})（\d{1,3}(分）)?")
_POINTS_ENDED: Final = frozenset({"分", "分）"})


def mend_line_ends(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with torn dates and torn points of labels made whole words, and a row begun on the line of another parted.

    A date over a line end becomes two tokens, one a line (``2023 年 9`` / ``月 30 日前``).
    """
    return _rows_begun(_labels_apart(_dates(tokens)))


def _dates(tokens: Sequence[Token]) -> list[Token]:
    if not any(token.key[0] in "月日" and token.opens_line for token in tokens):
        return list(tokens)
    mended: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if mended and token.opens_line and token.key[0] in "月日" and _tear(mended):
            end = at + 1
            while token.key == "月" and end < min(at + 3, len(tokens)) and _goes_on(tokens, at, end):
                end += 1
            mended.append(_joined(tokens[at:end]))
            at = end
            continue
        mended.append(token)
        at += 1
    return mended


def _tear(before: list[Token]) -> bool:
    """Join the last two words of a line where they are a date up to a number; False where they are none."""
    if len(before) < 2 or before[-1].gap != Gap.SAME or not _DAY_OR_MONTH.fullmatch(before[-1].key):
        return False
    if not _UP_TO.fullmatch(before[-2].key):
        return False
    before[-2:] = [_joined(before[-2:])]
    return True


def _goes_on(tokens: Sequence[Token], start: int, at: int) -> bool:
    """True for a word that the day of a date begins in or goes on with."""
    if tokens[at].gap != Gap.SAME:
        return False
    return _DAY.fullmatch("".join(token.key for token in tokens[start + 1 : at + 1])) is not None


def _joined(tokens: Sequence[Token]) -> Token:
    """Words of one line as one."""
    first, end = tokens[0], tokens[-1].end
    text = first.line.text[first.start : end]
    return first._replace(text=text, key=squeeze(text), end=end)


def part_titles(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the numbers of the form's part titles off: ``二、预算执行情况`` is 预算执行情况."""
    if not any("、" in token.key[1:3] for token in tokens):
        return list(tokens)
    return [
        token._replace(text=title, key=title)
        if token.opens_line and (title := unnumbered(token.key)) in PART_TITLES and title != token.key
        else token
        for token in tokens
    ]


def _labels_apart(tokens: Sequence[Token]) -> list[Token]:
    """Part a label from its points (``产出指标（50分）``); where those are torn, its last line (``标（10`` / ``分）``)."""
    parted: list[Token] = []
    for at, token in enumerate(tokens):
        begun = _POINTS_BEGUN.fullmatch(token.key) if "（" in token.key and token.opens_line else None
        ended = begun and at + 1 < len(tokens) and tokens[at + 1].opens_line and tokens[at + 1].key in _POINTS_ENDED
        whole = begun is not None and begun.group(2) is not None and begun.group(1) in LEVEL1_OVERALL
        torn = begun is not None and begun.group(2) is None and ended and _ends_label(begun.group(1))
        cut = token.text.find(token.text.strip()[len(begun.group(1))]) if begun and (whole or torn) else 0
        if cut > 0:
            head, tail = token.text[:cut], token.text[cut:]
            parted.append(token._replace(text=head, key=squeeze(head), end=token.start + cut))
            parted.append(token._replace(text=tail, key=squeeze(tail), start=token.start + cut, gap=Gap.SAME))
        else:
            parted.append(token)
    return parted


def _ends_label(text: str) -> bool:
    return any(label.endswith(text) for label in LEVEL1_OVERALL)


def _rows_begun(tokens: Sequence[Token]) -> list[Token]:
    """Let a name that stands behind points on their line begin a line: what its nature follows is no reason."""
    if not any(token.key in NATURES for token in tokens):
        return list(tokens)
    return [
        token._replace(gap=Gap.LOOSE)
        if token.gap == Gap.SAME and at and at + 1 < len(tokens) and _begins_row(tokens[at - 1], token, tokens[at + 1])
        else token
        for at, token in enumerate(tokens)
    ]


def _begins_row(before: Token, name: Token, after: Token) -> bool:
    return (
        points(before.key) is not None
        and after.gap == Gap.SAME
        and after.key in NATURES
        and name.key not in NATURES
        and "\u4e00" <= name.key[0] <= "\u9fff"
    )
