"""Sentences that every section is made of: a comparison with last year or the budget, with its reason; who speaks."""

from __future__ import annotations

from typing import Final

from etl.generate.blocks import Paragraph, Piece, Pieces, fill, plain
from etl.generate.pen import Pen, What
from etl.vocabulary import Phase

_LEADS: Final = (  # with a change, with none
    ("与{prior}年度相比，{noun}{change}", "与{prior}年度相比，{flat}持平"),
    ("与上年相比，{noun}{change}", "与上年相比，{flat}无增减变化"),
    ("与上年决算相比，{noun}{change}", "与上年决算相比，{flat}持平"),
    ("比上年{change}", "与上年持平"),
    ("比上年决算数{change}", "与上年决算数一致"),
    ("同上年相比，{noun}{change}", "同上年相比，{flat}无变化"),
    ("较上年决算数{change}", "与上年决算数持平"),
    ("比{prior}年度{change}", "与{prior}年度持平"),
    ("较{prior}年{change}", "与{prior}年持平"),
)
_BECAUSE: Final = (
    "，主要原因是{why}",
    "，主要原因：{why}",
    "，变动原因：{why}",
    "。主要原因是：{why}",
    "，主要是{why}",
    "，原因是{why}",
    "，主要系{why}",
    "，主要是由于{why}",
)


def paragraph(template: str, /, **slots: Piece | Pieces) -> Paragraph:
    """One paragraph of running text."""
    return Paragraph(fill(template, **slots))


def heading(text: str) -> Paragraph:
    """A heading on a line of its own."""
    return Paragraph((text,), heading=True)


def who(pen: Pen, where: str) -> str:
    """Who speaks: the unit by name, 本部门, or nobody."""
    unit = pen.accounts.unit
    return pen.style.pick(f"who/{where}", ("", unit.name, unit.name, f"本{unit.word}"))


def because(pen: Pen, why: Piece, where: str) -> Pieces:
    """``，主要原因是…`` in the words of this report; a reason in several points comes after a colon."""
    template = pen.style.pick(f"because/{where}", _BECAUSE)
    if plain((why,)).startswith("一是") and "：" not in template:
        template = _BECAUSE[1]
    return fill(template, why=why)


def compared(
    pen: Pen, now: int, then: int, what: What, topic: str, *, noun: str = "", name: str = "", where: str = "", why: bool = True
) -> Pieces:
    """A comparison with last year, without a full stop. `noun` may end in 各; `where` keeps the wording of one section alike.

    A change is explained where `why` is set; where nothing changed the report says so in words or in zeros.
    """
    moving, flat = pen.style.pick(f"lead/{where}", _LEADS)
    change = pen.change(now, then, what, name=name)
    if not change:
        return fill(flat, prior=pen.year(1), flat=noun.removesuffix("各"))
    sentence = fill(moving, prior=pen.year(1), noun=noun, change=change)
    if not why:
        return sentence
    return (*sentence, *because(pen, pen.because(now, then, what, topic), where))


def against_budget(pen: Pen, final: int, budget: int, what: What, topic: str, *, noun: str = "", where: str = "") -> Pieces:
    """A comparison with the initial budget, in words: the difference and its percentage, with a reason."""
    change = pen.change(final, budget, what, Phase.DELTA_INITIAL_BUDGET)
    if not change:
        return fill("与年初预算相比，{noun}持平", noun=noun.removesuffix("各"))
    why = pen.because(final, budget, what, topic, Phase.DELTA_INITIAL_BUDGET)
    return (*fill("与年初预算相比，{noun}{change}", noun=noun, change=change), *because(pen, why, where))


def owned(comparison: Pieces, noun: str) -> Pieces:
    """A comparison that opens a sentence must say of what; the leads that leave it out get it in front."""
    text = plain(comparison)
    return comparison if text.startswith(("与", "同")) and "相比，" in text[:16] else (noun, *comparison)
