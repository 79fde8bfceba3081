"""The narrative's first four sections: totals, income, expenditure, and the treasury's part of both."""

from __future__ import annotations

from typing import Final

from etl.generate.accounts import Column
from etl.generate.blocks import Paragraph, Pieces, fill, join
from etl.generate.pen import Pen, What, ratio
from etl.generate.sentences import against_budget, because, compared, owned, paragraph, who
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item, Phase

_SOURCES: Final = (
    (Item.FISCAL_APPROPRIATION, "财政拨款收入"),
    (Item.SUPERIOR_SUBSIDY, "上级补助收入"),
    (Item.INSTITUTIONAL_INCOME, "事业收入"),
    (Item.BUSINESS_INCOME, "经营收入"),
    (Item.AFFILIATE_REMITTANCE, "附属单位上缴收入"),
    (Item.OTHER_INCOME, "其他收入"),
)
_BY_BUDGET: Final = (
    (Item.GENERAL_PUBLIC_APPROPRIATION, "一般公共预算财政拨款收入"),
    (Item.GOVERNMENT_FUND_APPROPRIATION, "政府性基金预算财政拨款收入"),
    (Item.STATE_CAPITAL_APPROPRIATION, "国有资本经营预算财政拨款收入"),
)
_KINDS: Final[tuple[tuple[Item, str, Column | None], ...]] = (
    (Item.BASIC_EXPENDITURE, "基本支出", "basic"),
    (Item.PROJECT_EXPENDITURE, "项目支出", "project"),
    (Item.REMITTANCE_TO_SUPERIOR, "上缴上级支出", None),
    (Item.BUSINESS_EXPENDITURE, "经营支出", "business"),
    (Item.AFFILIATE_SUBSIDY, "对附属单位补助支出", None),
)


def overview(pen: Pen) -> list[Paragraph]:
    """一、收入支出决算总体情况."""
    return pen.style.pick("overview", (_in_one, _in_one, _two_sides, _in_parts, _separate))(pen, Fund.ALL)


def treasury(pen: Pen) -> list[Paragraph]:
    """四、财政拨款收入支出决算总体情况."""
    return pen.style.pick("treasury", (_in_one, _in_one, _two_sides, _with_budget, _separate))(pen, Fund.FISCAL)


def _in_one(pen: Pen, fund: Fund) -> list[Paragraph]:
    a, what = pen.accounts, What(fund, Item.GRAND_TOTAL)
    prefix = "财政拨款" if fund is Fund.FISCAL else ""
    names = (
        (f"{prefix}收、支总计", "各"),
        (f"{prefix}收入、支出总计", "各"),
        (f"{prefix}收入支出总计", ""),
        (f"{prefix}收、支决算总计", "各"),
    )
    noun, each = pen.style.pick(f"grand total/{fund}", names)
    now, then = a.grand_total(fund), a.before.grand_total(fund)
    where = f"grand/{fund}"
    change = compared(pen, now, then, what, "total", noun=f"{noun}{each}", where=where)
    verb = pen.style.pick(f"is/{fund}", ("", "为", "均为" if each else ""))
    template = pen.style.pick(
        f"one/{fund}", ("{who}{year}年度{noun}{total}。{change}。", "{who}{year}年度{noun}{total}，{change}。")
    )
    total = fill("{verb}{money}", verb=verb, money=pen.money(now, what))
    return [paragraph(template, who=who(pen, where), year=pen.year(), noun=noun, total=total, change=change)]


def _separate(pen: Pen, fund: Fund) -> list[Paragraph]:
    """Income and expenditure each with its total and its change."""
    a, own = pen.accounts, "财政拨款" if fund is Fund.FISCAL else ""
    now, then = a.grand_total(fund), a.before.grand_total(fund)
    sides = ((f"{own}收入总计", Item.GRAND_TOTAL_INCOME), (f"{own}支出总计", Item.GRAND_TOTAL_EXPENDITURE))
    totals = [fill("{name}{x}", name=name, x=pen.money(now, What(fund, item))) for name, item in sides]
    changes = [
        fill("{name}{change}", name=name, change=pen.change(now, then, What(fund, item)) or ("没有变化",))
        for name, item in sides
    ]
    template = "{who}{year}年度{totals}。与{prior}年度相比，{changes}。"
    slots = {"totals": join(totals, "，"), "changes": join(changes, "；")}
    return [paragraph(template, who=who(pen, f"separate/{fund}"), year=pen.year(), prior=pen.year(1), **slots)]


def _two_sides(pen: Pen, fund: Fund) -> list[Paragraph]:
    """Income and expenditure side by side with their parts; for the treasury also the rate of difference to the budget."""
    a = pen.accounts
    own = "财政拨款" if fund is Fund.FISCAL else ""
    end = "" if own else "合计"
    left: list[tuple[str, int, Item]] = [
        (f"本年{own}收入{end}", a.sum("income", fund), Item.TOTAL_INCOME),
        ("使用非财政拨款结余", a.sum("used_surplus"), Item.USE_OF_NONFISCAL_SURPLUS),
        (f"年初{own}结转和结余", a.sum("opening", fund), Item.OPENING_BALANCE),
    ]
    right: list[tuple[str, int, Item]] = [
        (f"本年{own}支出{end}", a.sum("spent", fund), Item.TOTAL_EXPENDITURE),
        ("结余分配", a.sum("distributed"), Item.SURPLUS_DISTRIBUTION),
        (f"年末{own}结转和结余", a.sum("closing", fund), Item.CLOSING_BALANCE),
    ]
    if own:
        del left[1], right[1]
    what = What(fund, Item.GRAND_TOTAL)
    now, then = a.grand_total(fund), a.before.grand_total(fund)
    noun = f"{own}收入支出总计"
    last = fill("{change}。", change=owned(compared(pen, now, then, what, "total", noun=noun, where=f"sides/{fund}"), noun))
    if own:
        last = (*last, *_difference_rate(pen, now, a.sum("budget", fund), what))
    return [
        _side(pen, fund, f"{own}收入总计", Item.GRAND_TOTAL_INCOME, left),
        _side(pen, fund, f"{own}支出总计", Item.GRAND_TOTAL_EXPENDITURE, right),
        Paragraph(last),
    ]


def _side(pen: Pen, fund: Fund, name: str, item: Item, parts: list[tuple[str, int, Item]]) -> Paragraph:
    """``2023年度收入总计…，其中：本年收入合计…，…。``"""
    total = pen.money(pen.accounts.grand_total(fund), What(fund, item))
    amounts = [fill("{title}{x}", title=title, x=pen.money(cents, What(fund, part))) for title, cents, part in parts]
    template = "{year}年度{name}{total}，其中：{parts}。"
    return paragraph(template, year=pen.year(), name=name, total=total, parts=join(amounts, "，"))


def _difference_rate(pen: Pen, final: int, budget: int, what: What) -> Pieces:
    """年初预算数, 决算数 and 预决算差异率, as one province has them."""
    if not budget:
        return ()
    why = pen.because(final, budget, what, "total", Phase.DELTA_INITIAL_BUDGET)
    moved = because(pen, why, "rate") if pen.moved(final, budget) else ()
    return fill(
        "与年初预算相比，年初预算数{budget}，决算数{final}，预决算差异率{rate}{moved}。",
        budget=pen.money(budget, what, Phase.INITIAL_BUDGET),
        final=pen.money(final, what),
        rate=pen.percent(ratio(final - budget, budget), what, Phase.PCT_INITIAL_BUDGET, signed=True),
        moved=moved,
    )


def _with_budget(pen: Pen, fund: Fund) -> list[Paragraph]:
    a, what = pen.accounts, What(fund, Item.GRAND_TOTAL)
    prefix = "财政拨款" if fund is Fund.FISCAL else ""
    now = a.grand_total(fund)
    where = f"with budget/{fund}"
    return [
        paragraph(
            "{who}{year}年度{prefix}收入、支出决算总计{total}。{budget}；{change}。",
            who=who(pen, where),
            year=pen.year(),
            prefix=prefix,
            total=pen.money(now, what),
            budget=against_budget(pen, now, a.sum("budget", fund), what, "total", noun="收、支总计各", where=where),
            change=compared(pen, now, a.before.grand_total(fund), what, "total", noun="收、支总计各", where=where),
        )
    ]


def _in_parts(pen: Pen, fund: Fund) -> list[Paragraph]:
    """The totals, then each part with its own comparison."""
    a, before = pen.accounts, pen.accounts.before
    sides = (
        ("收入决算总计", Item.GRAND_TOTAL_INCOME, (
            ("本年收入决算合计", Item.TOTAL_INCOME, a.sum("income"), before.sum("income")),
            ("使用非财政拨款结余", Item.USE_OF_NONFISCAL_SURPLUS, a.sum("used_surplus"), before.sum("used_surplus")),
            ("年初结转和结余", Item.OPENING_BALANCE, a.sum("opening"), before.sum("opening")),
        )),
        ("支出决算总计", Item.GRAND_TOTAL_EXPENDITURE, (
            ("本年支出决算合计", Item.TOTAL_EXPENDITURE, a.sum("spent"), before.sum("spent")),
            ("结余分配", Item.SURPLUS_DISTRIBUTION, a.sum("distributed"), before.sum("distributed")),
            ("年末结转和结余", Item.CLOSING_BALANCE, a.sum("closing"), before.sum("closing")),
        )),
    )  # fmt: skip
    paragraphs = _with_budget(pen, fund)
    for number, (title, item, parts) in enumerate(sides, 1):
        total = pen.money(a.grand_total(), What(Fund.ALL, item))
        paragraphs.append(paragraph(f"（{ordinal(number)}）{title}{{total}}。包括：", total=total))
        for place, (name, part, now, then) in enumerate(parts, 1):
            what = What(Fund.ALL, part)
            topic = "total" if part in {Item.TOTAL_INCOME, Item.TOTAL_EXPENDITURE} else "balance"
            change = compared(pen, now, then, what, topic, where="parts")
            paragraphs.append(paragraph(f"{place}.{name}{{x}}。{{change}}。", x=pen.money(now, what), change=change))
    return paragraphs


def income(pen: Pen) -> list[Paragraph]:
    """二、收入决算情况."""
    a = pen.accounts
    by_budget = pen.style.pick("income by budget", (False, False, True))
    sources = (*_BY_BUDGET, *_SOURCES[1:]) if by_budget else _SOURCES
    amounts = [(What(Fund.ALL, item), name, a.received(item)) for item, name in sources]
    words = (
        "{who}{year}年度收入合计{total}，其中：",
        "{who}本年收入合计{total}，其中：",
        "{who}{year}年度本年收入决算合计{total}，其中：",
    )
    total = pen.money(a.sum("income"), What(Fund.ALL, Item.TOTAL_INCOME))
    return _shares(pen, "income", words, total, a.sum("income"), amounts)


def expenditure(pen: Pen) -> list[Paragraph]:
    """三、支出决算情况."""
    a = pen.accounts
    amounts = [(What(Fund.ALL, item), name, a.sum(column) if column else 0) for item, name, column in _KINDS]
    words = (
        "{who}{year}年度支出合计{total}，其中：",
        "{who}本年支出合计{total}，其中：",
        "{who}{year}年度本年支出决算合计{total}，其中：",
    )
    total = pen.money(a.sum("spent"), What(Fund.ALL, Item.TOTAL_EXPENDITURE))
    return _shares(pen, "expenditure", words, total, a.sum("spent"), amounts)


def _shares(
    pen: Pen, where: str, words: tuple[str, ...], total: Pieces, whole: int, amounts: list[tuple[What, str, int]]
) -> list[Paragraph]:
    """A total and its parts with their shares: in one sentence, or a line for each part; those of nothing left out or not."""
    if pen.style.pick(f"only some/{where}", (True, False)):
        amounts = [entry for entry in amounts if entry[2]]
    start = fill(pen.style.pick(f"words/{where}", words), who=who(pen, where), year=pen.year(), total=total)
    stem = pen.style.pick(f"part/{where}", ("", "", "本年")) if pen.style.pick(f"lines/{where}", (False, False, True)) else None
    parts = [
        fill(
            "{stem}{name}{x}，占{pct}", stem=stem or "", name=name, x=pen.money(cents, what), pct=pen.share(cents, whole, what)
        )
        for what, name, cents in amounts
    ]
    if stem is None:
        return [Paragraph((*start, *join(parts, "；"), "。"))]
    ends = ["；"] * (len(parts) - 1) + ["。"]
    return [Paragraph(start), *(Paragraph((*part, end)) for part, end in zip(parts, ends, strict=True))]
