"""The last sections: operating cost, procurement, assets, and the overview of performance work."""

from __future__ import annotations

from typing import Final

from etl.generate.blocks import Paragraph, Pieces, fill, join
from etl.generate.pen import Pen, What
from etl.generate.sentences import against_budget, compared, paragraph, who
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

_VEHICLES: Final = (
    (Item.VEHICLES_VICE_PROVINCIAL, "副部（省）级及以上领导用车"),
    (Item.VEHICLES_PRINCIPAL, "主要负责人用车"),
    (Item.VEHICLES_CONFIDENTIAL, "机要通信用车"),
    (Item.VEHICLES_EMERGENCY, "应急保障用车"),
    (Item.VEHICLES_LAW_ENFORCEMENT, "执法执勤用车"),
    (Item.VEHICLES_SPECIAL_TECHNICAL, "特种专业技术用车"),
    (Item.VEHICLES_RETIRED_CADRES, "离退休干部服务用车"),
    (Item.VEHICLES_OTHER, "其他用车"),
)


def operating_cost(pen: Pen) -> list[Paragraph]:
    """机关运行经费; an institution says that it has none."""
    a, what = pen.accounts, What(Fund.GENERAL_PUBLIC, Item.OPERATING_COST)
    now, then = a.operating_cost, a.before.operating_cost
    if now is None or then is None:
        text = "本{word}为{nature}，不属于机关运行经费统计范围，无机关运行经费支出。"
        return [paragraph(text, word=a.unit.word, nature=a.unit.nature)]
    words = ("{who}{year}年度机关运行经费支出{x}，{change}。", "{year}年度{who}机关运行经费支出决算{x}，{change}。")
    change = compared(pen, now, then, what, "expense", noun="机关运行经费", where="operating")
    if pen.style.pick("operating budget", (True, False, False)):
        change = against_budget(pen, now, a.operating_budget, what, "expense", where="operating")
    text = pen.style.pick("operating", words)
    return [paragraph(text, who=who(pen, "operating"), year=pen.year(), x=pen.money(now, what), change=change)]


def procurement(pen: Pen) -> list[Paragraph]:
    """政府采购: three kinds, and what small and medium enterprises got of them."""
    p, style = pen.accounts.procurement, pen.style

    def money(cents: int, item: Item) -> Pieces:
        return pen.money(cents, What(Fund.ALL, item))

    def share(part: int, whole: int, item: Item) -> Pieces:
        return pen.share(part, whole, What(Fund.ALL, item))

    text = fill(
        "{who}{year}年度政府采购支出总额{total}，其中：{p}货物支出{goods}、{p}工程支出{works}、{p}服务支出{services}。",
        p=style.pick("procurement of", ("政府采购", "政府采购", "")),
        who=who(pen, "procurement"), year=pen.year(), total=money(p.total, Item.PROCUREMENT_TOTAL),
        goods=money(p.goods, Item.PROCUREMENT_GOODS), works=money(p.works, Item.PROCUREMENT_WORKS),
        services=money(p.services, Item.PROCUREMENT_SERVICES),
    )  # fmt: skip
    whole, base = style.pick("micro of", (("政府采购支出总额", p.total), ("授予中小企业合同金额", p.sme)))
    text += fill(
        "授予中小企业合同金额{sme}，占政府采购支出总额的{share}，其中：授予小微企业合同金额{micro}，占{whole}的{part}",
        sme=money(p.sme, Item.PROCUREMENT_SME), share=share(p.sme, p.total, Item.PROCUREMENT_SME),
        micro=money(p.micro, Item.PROCUREMENT_MICRO), whole=whole, part=share(p.micro, base, Item.PROCUREMENT_MICRO),
    )  # fmt: skip
    if style.pick("shares by kind", (True, False)):
        kinds = (
            ("货物", p.sme_goods, p.goods, Item.PROCUREMENT_GOODS_SME_SHARE),
            ("工程", p.sme_works, p.works, Item.PROCUREMENT_WORKS_SME_SHARE),
            ("服务", p.sme_services, p.services, Item.PROCUREMENT_SERVICES_SME_SHARE),
        )
        parts = [
            fill("{kind}采购授予中小企业合同金额占{kind}支出金额的{pct}", kind=kind, pct=share(part, all_of_it, item))
            for kind, part, all_of_it, item in kinds
        ]
        text += ("；", *join(parts, "，"))
    return [Paragraph((*text, "。"))]


def assets(pen: Pen) -> list[Paragraph]:
    """国有资产: vehicles by use, large equipment; some print buildings and values too."""
    a = pen.accounts.assets
    total = sum(a.vehicles.values())
    parts = [fill("{name}{n}辆", name=name, n=pen.count(a.vehicles.get(item, 0), item)) for item, name in _VEHICLES]
    date = fill("截至{y}年{m}月{d}日，", y=pen.year(), m=pen.spaced("12"), d=pen.spaced("31"))
    owner = f"本{pen.accounts.unit.word}"
    vehicles = fill("{n}辆", n=pen.count(total, Item.VEHICLES_TOTAL))

    def money(cents: int, item: Item) -> Pieces:
        return pen.money(cents, What(Fund.ALL, item))

    manner = pen.style.pick("assets", ("plain", "area", "values"))
    if manner == "values":
        start = fill(
            "固定资产原值{original}，其中：房屋{area}平方米，价值{building}；车辆{vehicles}，价值{value}，其中：",
            original=money(a.original_value, Item.FIXED_ASSETS_ORIGINAL_VALUE), area=_area(pen),
            building=money(a.building_value, Item.BUILDING_VALUE), vehicles=vehicles,
            value=money(a.vehicles_value, Item.VEHICLES_VALUE),
        )  # fmt: skip
    elif manner == "area":
        start = fill("{owner}房屋面积{area}平方米，共有车辆{vehicles}，其中：", owner=owner, area=_area(pen), vehicles=vehicles)
    else:
        start = fill("{owner}共有车辆{vehicles}，其中：", owner=owner, vehicles=vehicles)
    older = pen.style.pick("older equipment", (True, False, False))
    before = fill(
        "；单价{threshold}万元（含）以上通用设备{n}台（套）",
        threshold=pen.spaced("50"), n=pen.count(a.general_equipment, Item.EQUIPMENT_OVER_500K),
    ) if older else ()  # fmt: skip
    end = fill(
        "；单价{threshold}万元（含）以上设备（不含车辆）{n}台（套）。",
        threshold=pen.spaced("100"), n=pen.count(a.equipment, Item.EQUIPMENT_OVER_1M),
    )  # fmt: skip
    return [Paragraph((*date, *start, *join(parts, "、"), *before, *end))]


def _area(pen: Pen) -> Pieces:
    value = pen.hundredths(pen.accounts.assets.area)
    return pen.plain_number(value, What(Fund.NONE, Item.BUILDING_AREA), Phase.FINAL, MeasureUnit.SQM)


def performance(pen: Pen, average: Pieces) -> list[Paragraph]:
    """How many projects evaluated themselves, over how much money, and their average score."""
    a = pen.accounts
    covered = [project for project in a.projects if project.fund is Fund.GENERAL_PUBLIC]
    what = What(Fund.GENERAL_PUBLIC, Item.SELFEVAL_AMOUNT)
    spent = sum(project.spent for project in covered)
    text = fill(
        "根据预算绩效管理要求，{who}组织对{year}年度一般公共预算项目支出开展绩效自评，共涉及项目{n}个，涉及资金{x}，"
        "占一般公共预算项目支出总额的{share}。",
        who=who(pen, "performance"), year=pen.year(), n=pen.count(len(covered), Item.SELFEVAL_PROJECTS),
        x=pen.money(spent, what), share=pen.share(spent, a.sum("project", Fund.GENERAL_PUBLIC), what),
    )  # fmt: skip
    if average:
        text += fill("项目自评平均得分为{average}分。", average=average)
    return [Paragraph(text)]
