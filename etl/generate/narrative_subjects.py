"""五、一般公共预算财政拨款支出: the total, its structure by class, and each subject in one of five manners of speaking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from etl.generate.blocks import Paragraph, Pieces, fill, join, plain
from etl.generate.pen import Pen, What
from etl.generate.sentences import because, compared, paragraph, who
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item, Phase

_FUND: Final = Fund.GENERAL_PUBLIC
_STAFF_CODES: Final = ("20805", "21011", "22102")
_BUDGET: Final = (  # without a full stop; the completion is left out where there was no budget
    ("年初预算为{budget}，支出决算为{final}{completion}", "，完成年初预算的{pct}"),
    ("年初预算{budget}，支出决算{final}{completion}", "，完成年初预算的{pct}"),
    ("年初预算数为{budget}，决算数为{final}{completion}", "，完成年初预算{pct}"),
    ("年初预算数{budget}，支出决算数{final}{completion}", "，为年初预算的{pct}"),
    ("年初预算安排{budget}，支出决算为{final}{completion}", "，完成预算的{pct}"),
)
_WHY: Final = (
    "。决算数{than}预算数的主要原因是{why}。",
    "。决算数{than}预算数的主要原因：{why}。",
    "。决算数{than}年初预算数的主要原因是：{why}。",
    "，决算数{than}预算数的主要原因是：{why}。",
    "，决算数{than}年初预算数的主要原因是{why}。",
    "。决算数与年初预算数的差异原因：{why}。",
)
_SAME: Final = ("。决算数等于预算数。", "。决算数与预算数持平。", "。决算数与年初预算数无差异。", "，与年初预算持平。", "。")


def subjects(pen: Pen) -> list[Paragraph]:
    """The whole section; some reports have its three parts under numbered headings, others one running text."""
    style = pen.style
    overall, structure, detail = _overall(pen), _structure(pen), _detail_total(pen)
    if style.pick("general parts", (True, True, False)):
        titles = style.pick(
            "general titles",
            (
                (
                    "一般公共预算财政拨款支出决算总体情况",
                    "一般公共预算财政拨款支出决算结构情况",
                    "一般公共预算财政拨款支出决算具体情况",
                ),
                ("一般公共预算财政拨款支出总体情况", "一般公共预算财政拨款支出结构情况", "一般公共预算财政拨款支出具体情况"),
            ),
        )
        inline = style.pick("general inline", (True, False))
        parts: list[Paragraph] = []
        for number, (title, pieces) in enumerate(zip(titles, (overall, structure, detail), strict=True), 1):
            label = f"（{ordinal(number)}）{title}"
            if inline:
                parts.append(Paragraph((f"{label}。", *pieces)))
            else:
                parts += [Paragraph((label,), heading=True), Paragraph(pieces)]
    else:
        completed = pen.completion(_final(pen), _budget(pen), What(_FUND, Item.TOTAL_EXPENDITURE), "，完成年初预算的{pct}")
        text = "{who}{year}年度一般公共预算财政拨款支出决算{final}。与年初预算{budget}相比{completed}。其中："
        what = What(_FUND, Item.TOTAL_EXPENDITURE)
        slots = {"final": pen.money(_final(pen), what), "budget": pen.money(_budget(pen), what, Phase.INITIAL_BUDGET)}
        parts = [paragraph(text, who=who(pen, "general"), year=pen.year(), completed=completed, **slots)]
    return [*parts, *style.pick("subjects", _MANNERS)(pen)]


def _final(pen: Pen, code: str = "") -> int:
    return pen.accounts.sum("spent", _FUND, code)


def _budget(pen: Pen, code: str = "") -> int:
    return pen.accounts.sum("budget", _FUND, code)


def _codes(pen: Pen) -> list[str]:
    """The items that were spent on or budgeted for."""
    return pen.accounts.codes(["spent", "budget"], _FUND)


def _overall(pen: Pen) -> Pieces:
    a, what = pen.accounts, What(_FUND, Item.TOTAL_EXPENDITURE)
    final = _final(pen)
    return fill(
        "{who}{year}年度一般公共预算财政拨款支出{final}，占本年支出合计的{share}。{change}。",
        who=who(pen, "general"),
        year=pen.year(),
        final=pen.money(final, what),
        share=pen.share(final, a.sum("spent"), what),
        change=compared(
            pen, final, a.before.sum("spent", _FUND), what, "total", noun="一般公共预算财政拨款支出", where="general"
        ),
    )


def _structure(pen: Pen) -> Pieces:
    """The classes with their amounts and shares, as ``教育支出（类）``, ``教育（类）支出`` or ``教育支出``."""
    mark = pen.style.pick("class mark", ("（类）", "", "（类）支出"))
    share = pen.style.pick("class share", ("，占{pct}", "，占{pct}", "，占比{pct}"))
    parts: list[Pieces] = []
    for code in sorted({code[:3] for code in pen.accounts.codes(["spent"], _FUND)}):
        name = pen.subject(code).removesuffix("支出") if mark == "（类）支出" else printed_name(pen, code)
        amount = pen.money(_final(pen, code), _what(code), name=name)
        part = pen.share(_final(pen, code), _final(pen), _what(code), name=name)
        parts.append(fill(f"{{name}}{{mark}}{{x}}{share}", name=name, mark=mark, x=amount, pct=part))
    template = "{year}年度一般公共预算财政拨款支出{final}，主要用于以下方面：{parts}。"
    final = pen.money(_final(pen), What(_FUND, Item.TOTAL_EXPENDITURE))
    return fill(template, year=pen.year(), final=final, parts=join(parts, "；"))


def _detail_total(pen: Pen) -> Pieces:
    what = What(_FUND, Item.TOTAL_EXPENDITURE)
    start = fill("{year}年度一般公共预算财政拨款支出", year=pen.year())
    return (*start, *planned_and_spent(pen, what, _final(pen), _budget(pen), "", "total"), "其中：")


def _what(code: str) -> What:
    return What(_FUND, Item.TOTAL_EXPENDITURE, code)


def printed_name(pen: Pen, code: str) -> str:
    """The name as this report prints it: some leave the ending 支出 away."""
    name = pen.subject(code)
    short = name.removesuffix("支出")
    drops = pen.style.drops_ending and (code == "201" or short.startswith("其他"))
    return short if drops and len(short) > 2 else name


def topic_of(code: str) -> str:
    """What moves a subject: people or tasks."""
    return "staff" if code[:5] in _STAFF_CODES or code[5:] in {"01", "50"} else "task"


def planned_and_spent(pen: Pen, what: What, final: int, budget: int, name: str, topic: str) -> Pieces:
    """``年初预算为…，支出决算为…，完成年初预算的…%。决算数小于预算数的主要原因是…。``"""
    template, completed = pen.style.pick("budget and final", _BUDGET)
    pieces = fill(
        template,
        budget=pen.money(budget, what, Phase.INITIAL_BUDGET, name),
        final=pen.money(final, what, name=name),
        completion=pen.completion(final, budget, what, completed, name),
    )
    return (*pieces, *_difference(pen, what, final, budget, topic))


def _difference(pen: Pen, what: What, final: int, budget: int, topic: str) -> Pieces:
    way = pen.moved(final, budget)
    if not way:
        return (pen.style.pick("same", _SAME),)
    template = pen.style.pick("why", _WHY)
    why = pen.because(final, budget, what, topic, Phase.DELTA_INITIAL_BUDGET)
    if plain((why,)).startswith("一是") and "：" not in template:
        template = _WHY[1]
    return fill(template, than="大于" if way > 0 else "小于", why=why)


def path(pen: Pen, code: str, *, from_class: bool) -> str:
    """``社会保障和就业支出（类）就业补助（款）职业培训补贴（项）``, or the same from the 款 down."""
    names = f"{printed_name(pen, code[:5])}（款）{printed_name(pen, code)}（项）"
    return f"{printed_name(pen, code[:3])}（类）{names}" if from_class else names


def _by_class(pen: Pen) -> list[Paragraph]:
    """A heading for each class, its items numbered below it."""
    paragraphs: list[Paragraph] = []
    after = pen.style.pick("after item", ("。", "", "："))
    brackets = pen.style.pick("item number", ("（{}）", "({})", "{}."))
    for number, group in enumerate(sorted({code[:3] for code in _codes(pen)}), 1):
        paragraphs.append(Paragraph((f"{number}.{printed_name(pen, group)}（类）",), heading=True))
        for place, code in enumerate([c for c in _codes(pen) if c.startswith(group)], 1):
            start = f"{brackets.format(place)}{path(pen, code, from_class=False)}{after}"
            paragraphs.append(Paragraph((start, *_item(pen, code))))
    return paragraphs


def _item(pen: Pen, code: str) -> Pieces:
    return planned_and_spent(pen, _what(code), _final(pen, code), _budget(pen, code), printed_name(pen, code), topic_of(code))


def _whole_path(pen: Pen) -> list[Paragraph]:
    """Each item with its whole path; some say what it is for."""
    purpose = pen.style.pick("purpose", (True, False))
    stop = pen.style.pick("number stop", (".", "、"))
    paragraphs: list[Paragraph] = []
    for number, code in enumerate(_codes(pen), 1):
        use = f"主要用于：{_PURPOSES[topic_of(code)]}。" if purpose else ""
        label = f"{code}-" if pen.style.codes_in_prose else ""
        paragraphs.append(Paragraph((f"{number}{stop}{label}{path(pen, code, from_class=True)}。{use}", *_item(pen, code))))
    return paragraphs


def _with_codes(pen: Pen) -> list[Paragraph]:
    """Classes and items with their codes in brackets."""
    paragraphs: list[Paragraph] = []
    for number, group in enumerate(sorted({code[:3] for code in _codes(pen)}), 1):
        paragraphs.append(Paragraph((f"{number}.{pen.subject(group)}（{group}）",), heading=True))
        for place, code in enumerate([c for c in _codes(pen) if c.startswith(group)], 1):
            text = _planned(pen, code)
            paragraphs.append(Paragraph((f"（{place}）{pen.subject(code)}（{code}）。", *text)))
    return paragraphs


def _planned(pen: Pen, code: str) -> Pieces:
    return planned_and_spent(pen, _what(code), _final(pen, code), _budget(pen, code), pen.subject(code), topic_of(code))


def _against_budget(pen: Pen) -> list[Paragraph]:
    """Each item with its final account and the difference to the budget, but not the budget itself."""
    paragraphs: list[Paragraph] = []
    for number, code in enumerate(_codes(pen), 1):
        final, budget, name = _final(pen, code), _budget(pen, code), printed_name(pen, code)
        change = pen.change(final, budget, _what(code), Phase.DELTA_INITIAL_BUDGET, name)
        against: Pieces = ("与年初预算持平",)
        if change:
            why = pen.because(final, budget, _what(code), topic_of(code), Phase.DELTA_INITIAL_BUDGET)
            against = (*fill("比年初预算{change}", change=change), *because(pen, why, "items"))
        text = fill("支出决算{x}，{against}。", x=pen.money(final, _what(code), name=name), against=against)
        paragraphs.append(Paragraph((f"{number}.{path(pen, code, from_class=True)}。", *text)))
    return paragraphs


_PURPOSES: Final = {"staff": "在职和退休人员的工资福利与缴费", "task": "履行职责所需的专项工作"}


def _classes_only(pen: Pen) -> list[Paragraph]:
    """A sentence for each class, without its items."""
    paragraphs: list[Paragraph] = []
    for number, code in enumerate(sorted({code[:3] for code in _codes(pen)}), 1):
        name = printed_name(pen, code)
        text = planned_and_spent(pen, _what(code), _final(pen, code), _budget(pen, code), name, "task")
        paragraphs.append(Paragraph((f"{number}.{name}", *text)))
    return paragraphs


def _against_last_year(pen: Pen) -> list[Paragraph]:
    """Each item with its final account and the change on last year; those of last year alone are listed too."""
    before = pen.accounts.before
    codes = sorted({*pen.accounts.codes(["spent"], _FUND), *before.codes(["spent"], _FUND)})
    stop = pen.style.pick("after item", ("：", ":", "。"))
    paragraphs: list[Paragraph] = []
    for number, code in enumerate([c for c in codes if _named(pen, c)], 1):
        now, then, name = _final(pen, code), before.sum("spent", _FUND, code), printed_name(pen, code)
        text = fill(
            "{number}.{path}{stop}支出决算数为{final}，{change}。",
            number=str(number), path=path(pen, code, from_class=True), stop=stop,
            final=pen.money(now, _what(code), name=name),
            change=compared(pen, now, then, _what(code), topic_of(code), name=name, where="items"),
        )  # fmt: skip
        paragraphs.append(Paragraph(text))
    return paragraphs


def _named(pen: Pen, code: str) -> bool:
    try:
        return bool(pen.subject(code))
    except KeyError:
        return False


def _class_and_items(pen: Pen) -> list[Paragraph]:
    """A heading and a sentence for each class with the difference to the budget, then its items."""
    paragraphs: list[Paragraph] = []
    for number, group in enumerate(sorted({code[:3] for code in _codes(pen)}), 1):
        name = printed_name(pen, group)
        paragraphs.append(Paragraph((f"（{ordinal(number)}）{name}（类）",), heading=True))
        final, budget = _final(pen, group), _budget(pen, group)
        change = pen.change(final, budget, _what(group), Phase.DELTA_INITIAL_BUDGET, name)
        text = fill("{name}类决算数为{x}，{change}。其中：", name=name, x=pen.money(final, _what(group), name=name),
                    change=fill("与年初预算相比{change}", change=change) if change else ("与年初预算持平",))  # fmt: skip
        paragraphs.append(Paragraph(text))
        for place, code in enumerate([c for c in _codes(pen) if c.startswith(group)], 1):
            paragraphs.append(Paragraph((f"{place}.{path(pen, code, from_class=False)}。", *_item(pen, code))))
    return paragraphs


_MANNERS: Final[tuple[Callable[[Pen], list[Paragraph]], ...]] = (
    _by_class, _whole_path, _classes_only, _against_last_year, _class_and_items, _with_codes, _against_budget,
)  # fmt: skip
