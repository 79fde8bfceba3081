"""六、七: basic expenditure and project expenditure by economic class and item, as prose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from etl.generate.blocks import Paragraph, Pieces, fill, join
from etl.generate.names import economic_name
from etl.generate.pen import Pen, What
from etl.generate.sentences import because, compared, paragraph, who
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item, Phase

_FUND: Final = Fund.GENERAL_PUBLIC
_PERSONNEL: Final = ("301", "303")


def basic(pen: Pen) -> list[Paragraph]:
    """六、一般公共预算财政拨款基本支出."""
    return pen.style.pick("basic", _MANNERS)(pen)


def _items(pen: Pen, kind: str, classes: tuple[str, ...]) -> list[tuple[str, int]]:
    amounts = pen.accounts.basic_economic if kind == "basic" else pen.accounts.project_economic
    return [(code, cents) for code, cents in amounts.items() if code[:3] in classes]


def _name(pen: Pen, code: str) -> str:
    return economic_name(code, pen.accounts.year)


def _public_classes(pen: Pen) -> tuple[str, ...]:
    return tuple(sorted({code[:3] for code in pen.accounts.basic_economic} - set(_PERSONNEL)))


def _with_amounts(pen: Pen, item: Item, codes: list[tuple[str, int]], separator: str) -> Pieces:
    """``办公费3.20万元、印刷费0.15万元``"""
    parts = [fill("{name}{x}", name=_name(pen, code), x=pen.money(cents, What(_FUND, item, "", code))) for code, cents in codes]
    return join(parts, separator)


def _two(pen: Pen, lists: Callable[[tuple[str, ...]], Pieces]) -> list[Paragraph]:
    """人员经费 and 公用经费 with what each is made of, in one paragraph or two."""
    a = pen.accounts
    total = pen.money(a.economic("basic"), What(_FUND, Item.BASIC_EXPENDITURE))
    personnel = pen.money(a.personnel, What(_FUND, Item.PERSONNEL))
    public = pen.money(a.public, What(_FUND, Item.PUBLIC))
    made_of = pen.style.pick("made of", ("主要包括：", "包括：", "主要包括"))
    start = fill("{who}{year}年度一般公共预算财政拨款基本支出{x}，其中：", who=who(pen, "basic"), year=pen.year(), x=total)
    ends = pen.style.pick("and so on", ("等", ""))
    people = fill("人员经费{x}，{of}{list}{ends}", x=personnel, of=made_of, list=lists(_PERSONNEL), ends=ends)
    running = fill("公用经费{x}，{of}{list}{ends}", x=public, of=made_of, list=lists(_public_classes(pen)), ends=ends)
    if pen.style.pick("basic together", (True, False)):
        return [Paragraph((*start, *people, "；", *running, "。"))]
    label = pen.style.pick("basic label", ("（{}）", ""))
    first, second = (label.format(ordinal(i)) if label else "" for i in (1, 2))
    return [Paragraph(start), Paragraph((first, *people, "。")), Paragraph((second, *running, "。"))]


def _amounts(pen: Pen) -> list[Paragraph]:
    separator = pen.style.pick("list", ("、", "、", "，"))
    return _two(pen, lambda classes: _with_amounts(pen, Item.BASIC_EXPENDITURE, _items(pen, "basic", classes), separator))


def _names(pen: Pen) -> list[Paragraph]:
    return _two(pen, lambda classes: ("、".join(_name(pen, code) for code, _ in _items(pen, "basic", classes)),))


def _by_class(pen: Pen) -> list[Paragraph]:
    """A sentence for each economic class with its differences to the budget and to last year."""
    a = pen.accounts
    paragraphs = [
        paragraph(
            "{who}{year}年度一般公共预算财政拨款基本支出{x}，其中：人员经费{personnel}，公用经费{public}。支出具体情况如下：",
            who=who(pen, "basic"),
            year=pen.year(),
            x=pen.money(a.economic("basic"), What(_FUND, Item.BASIC_EXPENDITURE)),
            personnel=pen.money(a.personnel, What(_FUND, Item.PERSONNEL)),
            public=pen.money(a.public, What(_FUND, Item.PUBLIC)),
        )
    ]
    for number, code in enumerate(a.basic_class_budget, 1):
        what = What(_FUND, Item.BASIC_EXPENDITURE, "", code)
        now, budget, then = a.economic("basic", code), a.basic_class_budget[code], a.before.economic("basic", code)
        delta = pen.change(now, budget, what, Phase.DELTA_INITIAL_BUDGET)
        why = pen.because(now, budget, what, "staff" if code in _PERSONNEL else "expense", Phase.DELTA_INITIAL_BUDGET)
        planned = (
            fill("较{year}年度年初预算数{change}{why}", year=pen.year(), change=delta, why=because(pen, why, "basic class"))
            if delta
            else ("与年初预算数持平",)
        )
        last = compared(pen, now, then, what, "expense", where="basic class", why=False)
        text = fill(
            "{n}.{name}{x}，{planned}；{last}。",
            n=str(number),
            name=_name(pen, code),
            x=pen.money(now, what),
            planned=planned,
            last=last,
        )
        paragraphs.append(Paragraph(text))
    return paragraphs


_MANNERS: Final[tuple[Callable[[Pen], list[Paragraph]], ...]] = (_amounts, _names, _by_class)


def projects(pen: Pen) -> list[Paragraph]:
    """七、一般公共预算财政拨款项目支出 by economic class."""
    a = pen.accounts
    total = pen.money(a.economic("project"), What(_FUND, Item.PROJECT_EXPENDITURE))
    start = "{who}{year}年度一般公共预算财政拨款项目支出决算{x}，其中："
    paragraphs = [paragraph(start, who=who(pen, "projects"), year=pen.year(), x=total)]
    for number, code in enumerate(sorted({code[:3] for code in a.project_economic}), 1):
        what = What(_FUND, Item.PROJECT_EXPENDITURE, "", code)
        items = _with_amounts(pen, Item.PROJECT_EXPENDITURE, _items(pen, "project", (code,)), "、")
        text = fill(
            "（{n}）{name}{x}。主要包括：{items}。",
            n=ordinal(number),
            name=_name(pen, code),
            x=pen.money(a.economic("project", code), what),
            items=items,
        )
        paragraphs.append(Paragraph(text))
    return paragraphs
