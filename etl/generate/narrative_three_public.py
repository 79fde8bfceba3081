"""八、财政拨款“三公”经费: budget and final, structure, change on last year, and the counts behind the amounts."""

from __future__ import annotations

from typing import Final

from etl.generate.blocks import Paragraph, Pieces, fill, join
from etl.generate.pen import Pen, What
from etl.generate.sentences import compared, owned, paragraph, who
from etl.vocabulary import Fund, Item, Phase

_THREE: Final = (
    (Item.OVERSEAS_TRAVEL, "因公出国（境）费"),
    (Item.VEHICLE_TOTAL, "公务用车购置及运行维护费"),
    (Item.RECEPTION_TOTAL, "公务接待费"),
)
_TOPICS: Final = {
    Item.OVERSEAS_TRAVEL: "overseas",
    Item.VEHICLE_TOTAL: "vehicles",
    Item.VEHICLE_PURCHASE: "vehicles",
    Item.VEHICLE_OPERATION: "vehicles",
    Item.RECEPTION_TOTAL: "reception",
}
_USES: Final = ("燃油、维修、保险和过路停车等开支", "保留车辆的油料、保养、保险和通行费用")


def three_public(pen: Pen) -> list[Paragraph]:
    """The whole section."""
    general, detail = _general(pen), pen.style.pick("three public", (_numbered, _running, _listed))(pen)
    labels = pen.style.pick(
        "three public titles",
        (
            ("（一）“三公”经费支出总体情况说明。", "（二）“三公”经费支出具体情况说明。"),
            ("（一）“三公”经费财政拨款支出决算总体情况", "（二）“三公”经费财政拨款支出决算具体情况"),
            None,
        ),
    )
    if labels is None:
        return [*general, *detail]
    return [Paragraph((labels[0],), heading=True), *general, Paragraph((labels[1],), heading=True), *detail]


def _what(item: Item) -> What:
    return What(Fund.FISCAL, item)


def _general(pen: Pen) -> list[Paragraph]:
    """Budget, final and completion of the total and of each of the three."""
    three, style = pen.accounts.three_public, pen.style
    phase = Phase.ANNUAL_BUDGET if style.budget_word == "全年预算" else Phase.INITIAL_BUDGET
    word = style.pick("budget words", ("全年预算", "支出全年预算为")) if phase is Phase.ANNUAL_BUDGET else "支出年初预算为"
    final_word = "支出决算" if word == "全年预算" else "支出决算为"

    def planned(item: Item, name: str) -> Pieces:
        budget, final = three.budget[item], three.final[item]
        completed = pen.completion(final, budget, _what(item), "，完成预算的{pct}")
        if not budget and style.flat_in_numbers and not final:
            completed = fill("，完成预算的{pct}", pct=pen.percent(pen.value(0), _what(item), Phase.COMPLETION_PCT))
        return fill(
            "{name}{word}{budget}，{final_word}{final}{completed}",
            name=name,
            word=word,
            budget=pen.money(budget, _what(item), phase),
            final_word=final_word,
            final=pen.money(final, _what(item)),
            completed=completed,
        )

    parts = join([planned(item, name) for item, name in _THREE], "；")
    total = planned(Item.THREE_PUBLIC_TOTAL, "“三公”经费")
    text = fill(
        "{who}{year}年度财政拨款{total}。其中：{parts}。", who=who(pen, "three"), year=pen.year(), total=total, parts=parts
    )
    budget, final = (amounts[Item.THREE_PUBLIC_TOTAL] for amounts in (three.budget, three.final))
    way = pen.moved(final, budget)
    basis = Phase.DELTA_ANNUAL_BUDGET if phase is Phase.ANNUAL_BUDGET else Phase.DELTA_INITIAL_BUDGET
    if way:
        why = pen.because(final, budget, _what(Item.THREE_PUBLIC_TOTAL), "three", basis)
        text += fill("“三公”经费支出决算数{than}预算数的主要原因是{why}。", than="大于" if way > 0 else "小于", why=why)
    return [Paragraph(text), _changes(pen)]


def _changes(pen: Pen) -> Paragraph:
    """The change on last year, of the total and of what is shown of its parts."""
    now, then = pen.accounts.three_public.final, pen.accounts.before.three_public.final
    noun = "“三公”经费财政拨款支出决算"
    item = Item.THREE_PUBLIC_TOTAL
    total = owned(compared(pen, now[item], then[item], _what(item), "three", noun=noun, where="three"), noun)
    if not pen.style.pick("changes of parts", (True, False)):
        return Paragraph((*total, "。"))
    parts = [
        owned(
            compared(pen, now[part], then[part], _what(part), _TOPICS[part], noun=f"{name}支出", where="three parts"),
            f"{name}支出",
        )
        for part, name in _THREE
    ]
    return Paragraph((*total, "。其中：", *join(parts, "；"), "。"))


def _share(pen: Pen, item: Item) -> Pieces:
    final = pen.accounts.three_public.final
    return pen.share(final[item], final[Item.THREE_PUBLIC_TOTAL], _what(item))


def _structure(pen: Pen) -> Paragraph:
    final = pen.accounts.three_public.final
    parts = [
        fill("{name}支出{x}，占{pct}", name=name, x=pen.money(final[item], _what(item)), pct=_share(pen, item))
        for item, name in _THREE
    ]
    start = fill(
        "{year}年度“三公”经费财政拨款支出决算{x}，其中：",
        year=pen.year(),
        x=pen.money(final[Item.THREE_PUBLIC_TOTAL], _what(Item.THREE_PUBLIC_TOTAL)),
    )
    return Paragraph((*start, *join(parts, "；"), "。具体情况如下："))


def _numbered(pen: Pen) -> list[Paragraph]:
    """Each expense in a numbered paragraph with its counts."""
    final, counts = pen.accounts.three_public.final, pen.accounts.three_public.counts

    def money(item: Item) -> Pieces:
        return pen.money(final[item], _what(item))

    def count(item: Item) -> Pieces:
        return pen.count(counts[item], item)

    by_part = pen.style.pick("vehicle changes", (True, False))
    return [
        _structure(pen),
        paragraph(
            "1.因公出国（境）费支出{x}。全年安排因公出国（境）团组{groups}个，累计{persons}人次。",
            x=money(Item.OVERSEAS_TRAVEL), groups=count(Item.OVERSEAS_GROUPS), persons=count(Item.OVERSEAS_PERSONS),
        ),
        paragraph("2.公务用车购置及运行维护费支出{x}。其中：", x=money(Item.VEHICLE_TOTAL)),
        paragraph(
            "（1）公务用车购置支出{x}。本年度使用财政拨款购置公务用车{n}辆。{change}",
            x=money(Item.VEHICLE_PURCHASE), n=count(Item.VEHICLES_PURCHASED),
            change=_vehicle_change(pen, Item.VEHICLE_PURCHASE, "公务用车购置费") if by_part else (),
        ),
        paragraph(
            "（2）公务用车运行维护费支出{x}。主要用于{use}。截至{year}年{month}月{day}日，使用财政拨款开支的公务用车保有量为{n}辆。{change}",
            x=money(Item.VEHICLE_OPERATION), use=pen.style.pick("vehicle use", _USES), n=count(Item.VEHICLES_HELD),
            year=pen.year(), month=pen.spaced("12"), day=pen.spaced("31"),
            change=_vehicle_change(pen, Item.VEHICLE_OPERATION, "公务用车运行维护费") if by_part else (),
        ),
        paragraph(
            "3.公务接待费支出{x}。其中：国内公务接待支出{home}，接待{batches}批次，{persons}人次；"
            "国（境）外公务接待支出{abroad}，接待{others}批次，{foreign}人次。",
            x=money(Item.RECEPTION_TOTAL), home=money(Item.RECEPTION_DOMESTIC), abroad=money(Item.RECEPTION_FOREIGN),
            batches=count(Item.RECEPTION_DOMESTIC_BATCHES), persons=count(Item.RECEPTION_DOMESTIC_PERSONS),
            others=count(Item.RECEPTION_FOREIGN_BATCHES), foreign=count(Item.RECEPTION_FOREIGN_PERSONS),
        ),
    ]  # fmt: skip


def _vehicle_change(pen: Pen, item: Item, noun: str) -> Pieces:
    now, then = pen.accounts.three_public.final[item], pen.accounts.before.three_public.final[item]
    return (*owned(compared(pen, now, then, _what(item), _TOPICS[item], noun=noun, where="three parts"), noun), "。")


def _listed(pen: Pen) -> list[Paragraph]:
    """Amount, share and counts of each expense in one paragraph, without the structure before it."""
    final, counts = pen.accounts.three_public.final, pen.accounts.three_public.counts

    def money(item: Item) -> Pieces:
        return pen.money(final[item], _what(item))

    def count(item: Item) -> Pieces:
        return pen.count(counts[item], item)

    held = (
        "截至{year}年末，开支财政拨款的公务用车保有量为{n}辆" if pen.style.pick("held", (True, False)) else "公务用车保有{n}辆"
    )
    home = (
        "国内公务接待{batches}批次、{persons}人次"
        if pen.style.pick("home", (True, False))
        else "全年共接待国内来访{batches}批次、{persons}人次"
    )
    return [
        paragraph(
            "（1）因公出国（境）费支出{x}，占{pct}。全年使用财政拨款安排的因公出国（境）团组共计{groups}个，累计{persons}人次。",
            x=money(Item.OVERSEAS_TRAVEL), pct=_share(pen, Item.OVERSEAS_TRAVEL), groups=count(Item.OVERSEAS_GROUPS),
            persons=count(Item.OVERSEAS_PERSONS),
        ),
        paragraph(
            "（2）公务用车购置及运行维护费支出{x}，占{pct}。其中：公务用车购置支出{bought}，购置公务用车{n}辆；"
            "公务用车运行维护费支出{run}，主要用于{use}。{held}。",
            x=money(Item.VEHICLE_TOTAL), pct=_share(pen, Item.VEHICLE_TOTAL), bought=money(Item.VEHICLE_PURCHASE),
            n=count(Item.VEHICLES_PURCHASED), run=money(Item.VEHICLE_OPERATION), use=pen.style.pick("vehicle use", _USES),
            held=fill(held, year=pen.year(), n=count(Item.VEHICLES_HELD)),
        ),
        paragraph(
            "（3）公务接待费支出{x}，占{pct}。其中：国内公务接待费{home_money}，{home}。",
            x=money(Item.RECEPTION_TOTAL), pct=_share(pen, Item.RECEPTION_TOTAL), home_money=money(Item.RECEPTION_DOMESTIC),
            home=fill(home, batches=count(Item.RECEPTION_DOMESTIC_BATCHES), persons=count(Item.RECEPTION_DOMESTIC_PERSONS)),
        ),
    ]  # fmt: skip


def _running(pen: Pen) -> list[Paragraph]:
    """The same counts in running sentences, as another province has them."""
    final, counts = pen.accounts.three_public.final, pen.accounts.three_public.counts

    def money(item: Item) -> Pieces:
        return pen.money(final[item], _what(item))

    def count(item: Item) -> Pieces:
        return pen.count(counts[item], item)

    return [
        _structure(pen),
        paragraph(
            "因公出国（境）费支出{x}。{year}年度因公出国（境）团组数{groups}个，累计因公出国（境）人次数{persons}人次。",
            x=money(Item.OVERSEAS_TRAVEL), year=pen.year(), groups=count(Item.OVERSEAS_GROUPS),
            persons=count(Item.OVERSEAS_PERSONS),
        ),
        paragraph(
            "公务用车购置及运行维护费支出{x}，其中：公务用车购置费{bought}，公务用车运行维护费{run}。主要用于{use}。"
            "公务用车购置数{n}辆，公务用车保有量{held}辆。",
            x=money(Item.VEHICLE_TOTAL), bought=money(Item.VEHICLE_PURCHASE), run=money(Item.VEHICLE_OPERATION),
            use=pen.style.pick("vehicle use", _USES), n=count(Item.VEHICLES_PURCHASED), held=count(Item.VEHICLES_HELD),
        ),
        paragraph(
            "公务接待费支出{x}。其中：国内接待费支出{home}，国（境）外接待费支出{abroad}。{year}年度国内公务接待批次{batches}个，"
            "国内公务接待人次{persons}人，国（境）外公务接待批次{others}个，国（境）外公务接待人次{foreign}人。",
            x=money(Item.RECEPTION_TOTAL), home=money(Item.RECEPTION_DOMESTIC),
            abroad=money(Item.RECEPTION_FOREIGN), year=pen.year(),
            batches=count(Item.RECEPTION_DOMESTIC_BATCHES), persons=count(Item.RECEPTION_DOMESTIC_PERSONS),
            others=count(Item.RECEPTION_FOREIGN_BATCHES), foreign=count(Item.RECEPTION_FOREIGN_PERSONS),
        ),
    ]  # fmt: skip
