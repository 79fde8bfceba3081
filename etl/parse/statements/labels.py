"""The labels of rows: accounts of the two-sided tables, of 三公, procurement and assets; totals; words of headers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from etl.vocabulary import Fund, Item

NUMBERING: Final = re.compile(
    r"^(?:[（]?[一二三四五六七八九十]{1,3}[）、.．]+|[（]?\d{1,2}[）、.．]+|[①-⑩]|[*★▲]+|其中：?|[其加减]：|[：、.]+)"
)
TOTAL: Final = re.compile(
    r"^(?:合计|总计|小计|共计|本年支出合计|本年收入合计|支出合计|收入合计|基本支出合计|项目支出合计|栏次合计|金额合计)$"
)
_UNITS: Final = re.compile(r"[（](?:个|辆|人|人次|次|批|批次|台|套|台/?套|台、套|台，套|台（套）|万元|元|平方米|%|组)[）]")

_AFTER_UNIT: Final = re.compile(r"(?<=（[个辆人次批]）)(?=[\u4e00-\u9fff])")

# Words that stand in headers only; such a piece between rows is a header printed again on the next page.
HEADER_WORDS: Final = re.compile(
    r"^(?:项目|栏次|行次|收入|支出|类|款|项|类款|类款项|款项|科目编码|科目代码|科目名称|功能分类|功能分类科目|功能分类科目编码|功能分类科目名称|经济分类|经济分类科目|"
    r"经济分类科目编码|经济分类编码|经济分类名称|编码|名称|代码|决算数|预算数|金额|统计数|本年支出|本年收入|小计|基本支出|项目支出|人员经费|公用经费|项目(?:[（].*[）])|栏次\d*|目编码|次|行)$"
)

# Labels of the income side, in the order in which they are tried on a label without its numbering.
_INCOME_LABELS: Final[tuple[tuple[str, Item, Fund | None], ...]] = (
    (r"^(?:一般)?公共(?:财政)?预算(?:财政)?(?:拨款)?(?:收入)?$", Item.GENERAL_PUBLIC_APPROPRIATION, None),
    (r"^政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?$", Item.GOVERNMENT_FUND_APPROPRIATION, None),
    (r"^国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?(?:收入)?$", Item.STATE_CAPITAL_APPROPRIATION, None),
    (r"^财政(?:补助|拨款)(?:收入)?$", Item.FISCAL_APPROPRIATION, None),
    (r"^上级补助收入$", Item.SUPERIOR_SUBSIDY, None),
    (r"教育收费", Item.EDUCATION_FEE_INCOME, None),
    (r"^事业收入", Item.INSTITUTIONAL_INCOME, None),
    (r"^(?:事业单位)?经营收入$", Item.BUSINESS_INCOME, None),
    (r"^附属单位(?:上缴收入|缴款)$", Item.AFFILIATE_REMITTANCE, None),
    (r"^其他收入$", Item.OTHER_INCOME, None),
    (r"^本年收入(?:合计)?$|^收入合计$", Item.TOTAL_INCOME, None),
    (r"^(?:使用非财政拨款结余|用事业基金弥补收支差额|使用非财政拨款结余和专用结余)", Item.USE_OF_NONFISCAL_SURPLUS, None),
    (r"^(?:年初|上年)(?:财政拨款)?结转(?:和|及|与)?(?:结余)?(?:资金)?$", Item.OPENING_BALANCE, None),
    (r"^收入总计$", Item.GRAND_TOTAL_INCOME, None),
)
_EXPENDITURE_LABELS: Final[tuple[tuple[str, Item, Fund | None], ...]] = (
    (r"^本年支出(?:合计)?$|^支出合计$", Item.TOTAL_EXPENDITURE, None),
    (r"^结余分配", Item.SURPLUS_DISTRIBUTION, None),
    (r"^(?:年末|年终|结转下年)(?:财政拨款)?(?:结转)?(?:和|及|与)?(?:结余)?(?:资金)?$", Item.CLOSING_BALANCE, None),
    (r"^支出总计$", Item.GRAND_TOTAL_EXPENDITURE, None),
    (r"^基本支出$", Item.BASIC_EXPENDITURE, None),
    (r"^人员(?:经费|支出)$", Item.PERSONNEL, None),
    (r"^(?:日常)?公用(?:经费|支出)$", Item.PUBLIC, None),
    (r"^项目支出$", Item.PROJECT_EXPENDITURE, None),
    (r"^上缴上级支出$", Item.REMITTANCE_TO_SUPERIOR, None),
    (r"^(?:事业单位)?经营支出$", Item.BUSINESS_EXPENDITURE, None),
    (r"^对附属单位补助(?:支出)?$", Item.AFFILIATE_SUBSIDY, None),
)
GRAND_TOTAL: Final = re.compile(r"^(?:总计|合计)$")
_BALANCE_FUNDS: Final = (
    (r"^(?:一般)?公共(?:财政)?预算", Fund.GENERAL_PUBLIC),
    (r"^政府性基金", Fund.GOVERNMENT_FUND),
    (r"^国有资本", Fund.STATE_CAPITAL),
)
# Where a new label begins inside a run of text whose numbers are gone (layout B).
SPLIT: Final = re.compile(
    r"(?<=[\u4e00-\u9fff）])(?<![一二三四五六七八九十])(?=(?:[（][一二三四五六七八九十]{1,3}[）]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[、.．](?=[\u4e00-\u9fff]))"
    r"|本年支出合计|结余分配|年末(?:财政拨款)?结转|公用经费合计|支出总计)"
)

# Accounts of the 三公, procurement and assets tables, tried in this order on the label without numbering and units.
_LABELS: Final[tuple[tuple[str, Item | None], ...]] = (
    (r"外事接待|外宾接待", None),
    (r"出国.{0,6}(?:团组|团次)", Item.OVERSEAS_GROUPS),
    (r"出国.{0,8}(?:人次|人数|人员)", Item.OVERSEAS_PERSONS),
    (r"(?:用车)?购置(?:数|量|辆数|数量)|购置公务用车(?:数|量)", Item.VEHICLES_PURCHASED),
    (r"保有量|保有辆数", Item.VEHICLES_HELD),
    (r"境）?外.{0,6}接待.{0,3}批次", Item.RECEPTION_FOREIGN_BATCHES),
    (r"境）?外.{0,6}接待.{0,3}(?:人次|人数)", Item.RECEPTION_FOREIGN_PERSONS),
    (r"国内.{0,6}接待.{0,3}批次", Item.RECEPTION_DOMESTIC_BATCHES),
    (r"国内.{0,6}接待.{0,3}(?:人次|人数)", Item.RECEPTION_DOMESTIC_PERSONS),
    (r"出国.{0,6}费", Item.OVERSEAS_TRAVEL),
    (r"购置.{0,4}运行", Item.VEHICLE_TOTAL),
    (r"公务用车购置", Item.VEHICLE_PURCHASE),
    (r"公务用车运行", Item.VEHICLE_OPERATION),
    (r"国内.{0,4}接待费", Item.RECEPTION_DOMESTIC),
    (r"境）?外.{0,4}接待费", Item.RECEPTION_FOREIGN),
    (r"^公务接待费", Item.RECEPTION_TOTAL),
    (r"副部", Item.VEHICLES_VICE_PROVINCIAL),
    (r"主要(?:负责人|领导)(?:干部)?用车", Item.VEHICLES_PRINCIPAL),
    (r"机要通信", Item.VEHICLES_CONFIDENTIAL),
    (r"应急保障", Item.VEHICLES_EMERGENCY),
    (r"执法执勤", Item.VEHICLES_LAW_ENFORCEMENT),
    (r"特种专业技术", Item.VEHICLES_SPECIAL_TECHNICAL),
    (r"离退休干部.{0,4}用车", Item.VEHICLES_RETIRED_CADRES),
    (r"其他(?:公务)?用车", Item.VEHICLES_OTHER),
    (r"^(?:公务)?车辆(?:数)?(?:小计|合计|总数|数量|总计|数)", Item.VEHICLES_TOTAL),
    (r"50万元.{0,6}以上", Item.EQUIPMENT_OVER_500K),
    (r"100万元.{0,6}以上", Item.EQUIPMENT_OVER_1M),
    (r"房屋(?:建筑)?面积", Item.BUILDING_AREA),
    (r"小微企业", Item.PROCUREMENT_MICRO),
    (r"中小企业", Item.PROCUREMENT_SME),
    (r"(?:政府采购)?货物(?:类)?(?:支出|采购)|^货物$", Item.PROCUREMENT_GOODS),
    (r"(?:政府采购)?工程(?:类)?(?:支出|采购)|^工程$", Item.PROCUREMENT_WORKS),
    (r"(?:政府采购)?服务(?:类)?(?:支出|采购)|^服务$", Item.PROCUREMENT_SERVICES),
    (r"政府采购(?:支出)?(?:合计|总额|金额|总计)", Item.PROCUREMENT_TOTAL),
    (r"(?:机关|机构)运行(?:经费|成本)", Item.OPERATING_COST),
    (r"三公.{0,6}(?:支出|合计|经费)", Item.THREE_PUBLIC_TOTAL),
)
COUNTS: Final = frozenset(
    {
        Item.OVERSEAS_GROUPS, Item.OVERSEAS_PERSONS, Item.VEHICLES_PURCHASED, Item.VEHICLES_HELD,
        Item.RECEPTION_DOMESTIC_BATCHES, Item.RECEPTION_DOMESTIC_PERSONS, Item.RECEPTION_FOREIGN_BATCHES,
        Item.RECEPTION_FOREIGN_PERSONS, Item.VEHICLES_TOTAL,
        Item.VEHICLES_VICE_PROVINCIAL, Item.VEHICLES_PRINCIPAL, Item.VEHICLES_CONFIDENTIAL, Item.VEHICLES_EMERGENCY,
        Item.VEHICLES_LAW_ENFORCEMENT, Item.VEHICLES_SPECIAL_TECHNICAL, Item.VEHICLES_RETIRED_CADRES, Item.VEHICLES_OTHER,
        Item.EQUIPMENT_OVER_500K, Item.EQUIPMENT_OVER_1M,
    }
)  # fmt: skip
THREE_PUBLIC: Final = frozenset(
    {
        Item.THREE_PUBLIC_TOTAL, Item.OVERSEAS_TRAVEL, Item.VEHICLE_TOTAL, Item.VEHICLE_PURCHASE, Item.VEHICLE_OPERATION,
        Item.RECEPTION_TOTAL, Item.RECEPTION_DOMESTIC, Item.RECEPTION_FOREIGN,
    }
)  # fmt: skip


def plain(label: str) -> str:
    """A label without its numbering (``（一）``, ``1.``, ``其中：``)."""
    before = None
    while before != label:
        before, label = label, NUMBERING.sub("", label)
    return label


@lru_cache(maxsize=4096)
def income_label(label: str) -> Item | None:
    """The account of a label on the income side; None for any other."""
    name = re.sub(r"[（].*$", "", plain(label)) or plain(label)
    return next((item for pattern, item, _ in _INCOME_LABELS if re.search(pattern, name)), None)


@lru_cache(maxsize=4096)
def expenditure_label(label: str) -> Item | None:
    """The account of a label on the expenditure side that is no functional class; None for any other."""
    name = re.sub(r"[（].*$", "", plain(label)) or plain(label)
    return next((item for pattern, item, _ in _EXPENDITURE_LABELS if re.search(pattern, name)), None)


def balance_fund(label: str) -> Fund | None:
    """The budget that a line under 年初 or 年末结转和结余 speaks of; None for any other label."""
    name = plain(label)
    return next((fund for pattern, fund in _BALANCE_FUNDS if re.search(pattern, name)), None)


@lru_cache(maxsize=4096)
def listed_item(label: str) -> Item | None:
    """The account of a label in a list (三公, procurement, assets); None where it is none that the warehouse keeps."""
    name = _UNITS.sub("", plain(label).translate(str.maketrans("", "", "“”\"‘’'")))
    for pattern, item in _LABELS:
        if re.search(pattern, name):
            return item
    return None


def is_several(label: str) -> bool:
    """True for a run of labels without figures (``公务用车购置数（辆）公务用车保有量（辆）``): the next may be of any."""
    return sum(1 for piece in _AFTER_UNIT.split(label) if piece and listed_item(piece) is not None) > 1
