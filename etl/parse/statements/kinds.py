"""The accounts tables that a report publishes: their titles in every wording, and what each of them speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etl.parse.statements.tokens import squeeze
from etl.vocabulary import Fund

SUMMARY: Final = "summary"
FISCAL_SUMMARY: Final = "fiscal_summary"
INCOME: Final = "income"
EXPENDITURE: Final = "expenditure"
FISCAL_EXPENDITURE: Final = "fiscal_expenditure"
GENERAL_PUBLIC: Final = "general_public"
BASIC: Final = "basic_expenditure"
PROJECT: Final = "project_expenditure"
GOVERNMENT_FUND: Final = "government_fund"
STATE_CAPITAL: Final = "state_capital"
THREE_PUBLIC: Final = "three_public"
OPERATING_COST: Final = "operating_cost"
PROCUREMENT: Final = "procurement"
ASSETS: Final = "assets"

# How the rows of a table are built: two sides with labels, subjects with a column an account, subjects side by side, labels.
SIDES: Final = frozenset({SUMMARY, FISCAL_SUMMARY})
BY_FUNCTION: Final = frozenset({INCOME, EXPENDITURE, FISCAL_EXPENDITURE, GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL})
BY_ECONOMY: Final = frozenset({BASIC, PROJECT, OPERATING_COST})

_END: Final = r"(?:公开|情况|信息|统计|明细|总体|总)*(?:预?决算)?(?:明细)?表"
_FLOW: Final = r"(?:收入支出|收支|收入、支出|收入和支出)"
# Core of the title, searched at the end of the line; the first that fits counts, so the narrower ones stand first.
TITLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (THREE_PUBLIC, r"[^，。；]{0,20}三公.{0,40}表$"),
        (GOVERNMENT_FUND, r"政府性基金.{0,12}(?:收入|支出|收支|决算).{0,14}表$"),
        (STATE_CAPITAL, r"国有资本经营.{0,12}(?:收入|支出|收支|决算).{0,14}表$"),
        (GENERAL_PUBLIC, rf"公共(?:财政)?预算(?:财政拨款)?(?:{_FLOW}|支出)(?:功能分类)?(?:预?决算)?(?:功能分类)?{_END}$"),
        (FISCAL_SUMMARY, rf"财政拨款{_FLOW}(?:预?决算)?(?:总体情况|总体|总|情况)(?:预?决算)?表$"),
        (FISCAL_SUMMARY, rf"财政拨款{_FLOW}决算表$"),
        (BASIC, rf"基本支出(?:经济分类)?(?:预?决算)?(?:经济分类|分经济科目|按经济分类)?{_END}$"),
        (PROJECT, rf"项目支出(?:经济分类)?(?:预?决算)?(?:经济分类|分经济科目|按经济分类)?{_END}$"),
        (FISCAL_EXPENDITURE, rf"财政拨款支出(?:功能分类)?(?:预?决算)?{_END}$"),
        (OPERATING_COST, r"(?:机关|机构)运行经费.{0,40}表$"),
        (OPERATING_COST, r"(?:机构运行|机关运行|决算相关|其他相关|相关)信息(?:统计|情况)?表$|重要事项.{0,6}情况表$"),
        (PROCUREMENT, r"政府采购.{0,30}表$"),
        (ASSETS, r"国有资产.{0,20}(?:占用|占有|使用|情况|信息).{0,10}表$"),
        (SUMMARY, rf"{_FLOW}(?:预?决算)?(?:总体情况|总体|总)(?:预?决算)?表$"),
        (INCOME, rf"收入(?:预?决算{_END}|总(?:体情况|体)?(?:决算)?表)$"),
        (EXPENDITURE, rf"支出(?:预?决算{_END}|总(?:体情况|体)?(?:决算)?表)$"),
    )
)
_NOT_A_TITLE: Final = re.compile(
    r"绩效|自评|目标|评价|填报|空表的|详见|如下|见附|[。；！？]|，|^[第].*(?:部分|章)|说明$|本表|[^公]表为|目录"
)
_QUOTES: Final = re.compile("[“”‘’\"'「」『』《》＂＇〝〞″*#]")
_MARKERS: Final = re.compile(
    r"[（\[]?(?:财决|部门|单位)?公开\d{1,2}(?:-\d)?表?[）\]]?|[（\[]?GK\d{1,2}表?[）\]]?|[（\[]?财决(?:公开)?\d{1,2}表[）\]]?"
    r"|[（\[]?(?:续表?|空表|续前表)[）\]]?$|[（]附?表[一二三四五六七八九十\d]{1,3}(?:-\d+)?[）]"
    r"|[（](?:按|分)[^）]{2,20}[）]$|[（](?:[^（）]{0,8}(?:经济|功能)[^（）]{0,10}|\d{4}年度?)[）]$|[（](?:万元|元)[）]$"
)
_UNIT_TAIL: Final = re.compile(r"[（]?(?:金额)?(?:单位|计量单位)：.*$|(?:编制|公开|填报)?(?:部门|单位)(?:名称)?：.*$")
_LEAD: Final = re.compile(
    r"^(?:附件?表?[一二三四五六七八九十\d]*(?:[-—]\d+)?|表[一二三四五六七八九十\d]+|\d{1,2})[：:、.．\-]*"
)
_NUMBERING: Final = re.compile(r"^(?:[（]?[一二三四五六七八九十]{1,3}[）、.．]+|[（]?\d{1,2}[）、.．]+|[-•·●■◆]+)")
_MAX_LEAD: Final = 48


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a table as printed, without white space, and the kind of table it announces."""

    kind: str
    text: str


def read_title(text: str) -> Title | None:
    """The table that a line announces; None for any other line. Whether a table follows is not known here."""
    if "表" not in text or len(text) > 200:
        return None
    printed = squeeze(text)
    core = _MARKERS.sub("", _QUOTES.sub("", printed))
    core = _UNIT_TAIL.sub("", core)
    core = _MARKERS.sub("", core)
    core = _NUMBERING.sub("", _LEAD.sub("", core.lstrip("：:、-—")))
    if len(core) > _MAX_LEAD + 34 or _NOT_A_TITLE.search(core):
        return None
    for kind, pattern in TITLES:
        match = pattern.search(core)
        if match and match.start() <= _MAX_LEAD:
            return Title(kind, _UNIT_TAIL.sub("", _MARKERS.sub("", printed)))
    return None


def fund_of(kind: str, title: str) -> Fund:
    """Whose money a table speaks of: by its kind, and by the title where the kind leaves it open."""
    if kind == GOVERNMENT_FUND:
        return Fund.GOVERNMENT_FUND
    if kind == STATE_CAPITAL:
        return Fund.STATE_CAPITAL
    if kind in (FISCAL_SUMMARY, FISCAL_EXPENDITURE, THREE_PUBLIC):
        return Fund.FISCAL
    if kind == GENERAL_PUBLIC:
        return Fund.GENERAL_PUBLIC
    if kind in (SUMMARY, OPERATING_COST, PROCUREMENT, ASSETS):
        return Fund.ALL
    if "公共预算" in title or "公共财政预算" in title:
        return Fund.GENERAL_PUBLIC
    return Fund.FISCAL if "财政拨款" in title else Fund.ALL
