"""The number columns of the accounts tables: what their headers say, in which order they stand, how they add up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from etl.parse.statements import kinds
from etl.vocabulary import Fund, Item, Phase

_FUND_ROLES: Final[Mapping[str, Fund]] = MappingProxyType(
    {
        "fiscal": Fund.FISCAL,
        "general_public": Fund.GENERAL_PUBLIC,
        "government_fund": Fund.GOVERNMENT_FUND,
        "state_capital": Fund.STATE_CAPITAL,
    }
)
ECONOMIC: Final = "economic"  # a column of one economic subject: expenditure, broken down so
# What a column of this role is, where its table is one of subjects; a role without an account is known but has none.
ROLE_ITEM: Final[Mapping[str, Item]] = MappingProxyType(
    {
        "income": Item.TOTAL_INCOME,
        "appropriation": Item.FISCAL_APPROPRIATION,
        "appropriation.general_public": Item.GENERAL_PUBLIC_APPROPRIATION,
        "appropriation.government_fund": Item.GOVERNMENT_FUND_APPROPRIATION,
        "appropriation.state_capital": Item.STATE_CAPITAL_APPROPRIATION,
        "superior": Item.SUPERIOR_SUBSIDY,
        "institutional": Item.INSTITUTIONAL_INCOME,
        "education_fee": Item.EDUCATION_FEE_INCOME,
        "business_income": Item.BUSINESS_INCOME,
        "affiliate_income": Item.AFFILIATE_REMITTANCE,
        "other_income": Item.OTHER_INCOME,
        "expenditure": Item.TOTAL_EXPENDITURE,
        ECONOMIC: Item.TOTAL_EXPENDITURE,
        "basic": Item.BASIC_EXPENDITURE,
        "personnel": Item.PERSONNEL,
        "public": Item.PUBLIC,
        "project": Item.PROJECT_EXPENDITURE,
        "to_superior": Item.REMITTANCE_TO_SUPERIOR,
        "business": Item.BUSINESS_EXPENDITURE,
        "to_affiliates": Item.AFFILIATE_SUBSIDY,
        "opening": Item.OPENING_BALANCE,
        "closing": Item.CLOSING_BALANCE,
        "opening.basic": Item.OPENING_BALANCE_BASIC,
        "opening.project": Item.OPENING_BALANCE_PROJECT,
        "income.basic": Item.INCOME_BASIC,
        "income.project": Item.INCOME_PROJECT,
        "closing.basic": Item.CLOSING_BALANCE_BASIC,
        "closing.project": Item.CLOSING_BALANCE_PROJECT,
        "closing.project.carried": Item.CLOSING_PROJECT_CARRIED,
        "closing.project.surplus": Item.CLOSING_PROJECT_SURPLUS,
        "surplus_distribution": Item.SURPLUS_DISTRIBUTION,
        "three_public": Item.THREE_PUBLIC_TOTAL,
        "overseas": Item.OVERSEAS_TRAVEL,
        "vehicle": Item.VEHICLE_TOTAL,
        "vehicle_purchase": Item.VEHICLE_PURCHASE,
        "vehicle_operation": Item.VEHICLE_OPERATION,
        "reception": Item.RECEPTION_TOTAL,
        "reception_domestic": Item.RECEPTION_DOMESTIC,
        "reception_foreign": Item.RECEPTION_FOREIGN,
    }
)
# Which columns add up to which; a part counts where the table has its column.
PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "income": ("appropriation", "superior", "institutional", "business_income", "affiliate_income", "other_income"),
        "appropriation": ("appropriation.general_public", "appropriation.government_fund", "appropriation.state_capital"),
        "expenditure": ("basic", "project", "to_superior", "business", "to_affiliates"),
        "basic": ("personnel", "public"),
        "opening": ("opening.basic", "opening.project"),
        "income.flow": ("income.basic", "income.project"),
        "closing": ("closing.basic", "closing.project"),
        "closing.project": ("closing.project.carried", "closing.project.surplus"),
        "fiscal": ("general_public", "government_fund", "state_capital"),
        "three_public": ("overseas", "vehicle", "reception"),
        "vehicle": ("vehicle_purchase", "vehicle_operation"),
        "reception": ("reception_domestic", "reception_foreign"),
    }
)
# Columns that are a part of another one without making it up.
WITHIN: Final[Mapping[str, str]] = MappingProxyType({"education_fee": "institutional", "capital_project": "project"})
_INCOME: Final = ("income", "appropriation", "superior", "institutional", "business_income", "affiliate_income", "other_income")
_INCOME_FEE: Final = (*_INCOME[:4], "education_fee", *_INCOME[4:])
_SPLIT: Final = ("expenditure", "basic", "project")
_SPLIT_BASIC: Final = ("expenditure", "basic", "personnel", "public", "project")
_PLAIN_FLOW: Final = ("opening", "income.flow", "expenditure", "closing")
_FLOW: Final = ("opening", "income.flow", "expenditure", "basic", "project", "closing")
_DETAILED: Final = (
    "opening", "opening.basic", "opening.project", "income.flow", "income.basic", "income.project",
    "expenditure", "basic", "project", "closing", "closing.basic", "closing.project",
)  # fmt: skip
_DETAILED_CLOSING: Final = (*_DETAILED, "closing.project.carried", "closing.project.surplus")
_DETAILED_BASIC: Final = (*_DETAILED[:8], "personnel", "public", *_DETAILED[8:])
# The orders of columns that official forms have, for rows whose empty cells are gone; see `pick_template`.
TEMPLATES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        kinds.INCOME: (_INCOME, _INCOME_FEE),
        kinds.EXPENDITURE: ((*_SPLIT, "to_superior", "business", "to_affiliates"),),
        kinds.GENERAL_PUBLIC: (_SPLIT, _SPLIT_BASIC, _FLOW, _DETAILED, _DETAILED_BASIC, _DETAILED_CLOSING),
        kinds.FISCAL_EXPENDITURE: (_SPLIT, _SPLIT_BASIC, _FLOW),
        kinds.GOVERNMENT_FUND: (_FLOW, _SPLIT, _DETAILED, _DETAILED_BASIC, _DETAILED_CLOSING),
        kinds.STATE_CAPITAL: (_SPLIT, _FLOW, ("income.flow", *_SPLIT), _PLAIN_FLOW, _DETAILED),
    }
)  # fmt: skip
# Words that a header must show for a template with these roles to be the one.
_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "opening": "年初", "closing": "年末|年终|结转和结余", "income.flow": "本年收入|收入",
        "education_fee": "教育收费", "personnel": "人员经费", "to_superior": "上缴上级", "opening.basic": "基本支出结转",
        "closing.project.surplus": "项目支出结余", "superior": "上级补助",
    }
)  # fmt: skip
_PHASES: Final[tuple[tuple[str, Phase], ...]] = (
    (r"完成.{0,8}(?:%|百分比|比例|率)|(?:决算|支出)数?(?:占|为|/)预算.{0,6}%|预算完成率|完成率", Phase.COMPLETION_PCT),
    (
        r"(?:比|较)?(?:上年|去年|\d{4}年).{0,8}(?:增减|增长|增加|变动)(?:率|.{0,6}(?:%|百分比|幅度|比例))|同比.{0,6}%|增减率|增长率"
        r"|增减.{0,6}(?:%|百分比|幅度|比例)",
        Phase.PCT_PRIOR,
    ),
    (r"(?:比|较)(?:上年|去年|\d{4}年).{0,8}(?:增减|增加|变动|差额)|增减额|增减数|增减变动|增减$", Phase.DELTA_PRIOR),
    (r"占比|比重|占.{0,10}%|占.{2,16}比例", Phase.SHARE_PCT),
    (r"年初预算|预算批复数?$|批复预算", Phase.INITIAL_BUDGET),
    (r"全年预算|调整预算|预算调整|调整后预算|预算数?（调整|预算数（全年", Phase.ANNUAL_BUDGET),
    (r"上年(?:度)?(?:决算|支出|收入|实际|数)|上年度|去年|上年$|上一年", Phase.PRIOR_FINAL),
)
_YEAR: Final = re.compile(r"20\d\d年")
PCT_PHASES: Final = frozenset(
    {Phase.COMPLETION_PCT, Phase.PCT_PRIOR, Phase.SHARE_PCT, Phase.PCT_INITIAL_BUDGET, Phase.PCT_ANNUAL_BUDGET}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One number column: its role (empty where the header is not known), the phase of its figures, its header as printed."""

    role: str
    phase: Phase = Phase.FINAL
    title: str = ""
    economic_code: str = ""
    economic_name: str = ""

    @property
    def item(self) -> Item | None:
        """The account of the role; None where it has none."""
        return ROLE_ITEM.get("income" if self.role == "income.flow" else self.role)

    @property
    def fund(self) -> Fund | None:
        """The budget that the column speaks of, where its header names one."""
        return _FUND_ROLES.get(self.role)


def phase_of(header: str, budget: Phase = Phase.ANNUAL_BUDGET, fiscal_year: int | None = None) -> Phase:
    """Which figure a header speaks of; `budget` is what a bare 预算数 means in this table, `fiscal_year` tells last year's."""
    for pattern, phase in _PHASES:
        if re.search(pattern, header):
            return phase
    years = set(_YEAR.findall(header)) if fiscal_year is not None and "预算" not in header else set()
    if years == {f"{(fiscal_year or 0) - 1}年"}:
        return Phase.PRIOR_FINAL
    return budget if re.search("预算数|预算金额|预算$", header) else Phase.FINAL


_INCOME_WORDS: Final = (
    ("教育收费", "education_fee"),
    ("上级补助", "superior"),
    ("附属单位", "affiliate_income"),
    ("经营收入", "business_income"),
    ("其他收入", "other_income"),
    ("事业收入", "institutional"),
    ("政府性基金", "appropriation.government_fund"),
    ("国有资本", "appropriation.state_capital"),
    ("一般公共预算", "appropriation.general_public"),
    ("公共财政预算", "appropriation.general_public"),
    ("财政拨款", "appropriation"),
    ("本年收入", "income"),
    ("收入合计", "income"),
    ("合计", "income"),
    ("总计", "income"),
)
_FLOW_WORDS: Final = (
    ("上缴上级", "to_superior"), ("附属单位", "to_affiliates"), ("经营支出", "business"), ("基本建设", "capital_project"),
    ("人员经费", "personnel"), ("公用经费", "public"), ("项目支出", "project"), ("基本支出", "basic"),
)  # fmt: skip
_THREE_PUBLIC_WORDS: Final = (
    (r"出国", "overseas"), (r"购置.{0,4}运行", "vehicle"), (r"购置", "vehicle_purchase"), (r"运行", "vehicle_operation"),
    (r"用车", "vehicle"),
    (r"国内.{0,4}接待", "reception_domestic"), (r"境）?外.{0,4}接待", "reception_foreign"), (r"接待", "reception"),
    (r"会议费", "meetings"), (r"培训费", "training"), (r"合计|总计|三公", "three_public"),
)  # fmt: skip
_BALANCE: Final = re.compile(r"^.*?(?:年初|年末|年终|上年)(?:财政拨款)?结转(?:资金)?(?:[和及与]?结余)?(?:资金)?")
_PLAIN_PUBLIC: Final = re.compile(r"(?:\d{4}年度?)?(?:年初|全年|调整)?(?:预算|决算)(?:数|额)|[“”\"‘’]|财政拨款|小计")


def role_of(kind: str, path: Sequence[str]) -> str:
    """The role of a column by the texts above it, outermost first; empty where none is known."""
    whole = "".join(path)
    if kind == kinds.INCOME:
        return next((role for word, role in _INCOME_WORDS if word in whole), "")
    if kind == kinds.THREE_PUBLIC:
        return _three_public_role(path)
    if kind == kinds.FISCAL_SUMMARY:
        words = (
            ("政府性基金", "government_fund"),
            ("国有资本", "state_capital"),
            ("公共预算", "general_public"),
            ("公共财政", "general_public"),
        )
        return next((role for word, role in words if word in whole), "fiscal")
    return _flow_role(whole)


def _flow_role(whole: str) -> str:
    sub = ".basic" if "基本支出" in whole else ".project" if "项目支出" in whole else ""
    if re.search(r"年初(?!预算)|上年结转", whole):
        return "opening" + sub
    if re.search(r"年末|年终|结转下年", whole):
        rest = _BALANCE.sub("", whole)
        if rest.endswith("项目支出结余"):
            return "closing.project.surplus"
        return "closing.project.carried" if rest.count("项目支出") > 1 else "closing" + sub
    if "结余分配" in whole:
        return "surplus_distribution"
    if "本年收入" in whole or whole.endswith("收入"):
        return "income" + sub if sub else "income.flow"
    inner = next((role for word, role in _FLOW_WORDS if word in whole), "")
    return inner or ("expenditure" if re.search(r"合计|小计|总计|支出|决算|预算|金额", whole) else "")


def _three_public_role(path: Sequence[str]) -> str:
    for part in reversed([_PLAIN_PUBLIC.sub("", part) for part in path]):
        for pattern, role in _THREE_PUBLIC_WORDS:
            if re.search(pattern, part):
                return role
    return "vehicle" if "小计" in path else ""


def identities(columns: Sequence[Column]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The sums between the columns of one row, as (index of the total, indices of its parts), phase by phase."""
    out: list[tuple[int, tuple[int, ...]]] = []
    if any(column.role == ECONOMIC for column in columns):
        return _economic_sums(columns)
    for index, column in enumerate(columns):
        parts = PARTS.get(column.role, ())
        here = tuple(i for i, other in enumerate(columns) if other.role in parts and other.phase == column.phase)
        if len(here) > 1 and _complete(column.role, {columns[i].role for i in here}):
            out.append((index, here))
    return tuple(out)


def _economic_sums(columns: Sequence[Column]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The classes make up the whole, the groups (款) of a class that has some make up that class."""
    classes = tuple(i for i, column in enumerate(columns) if len(column.economic_code) == 3)
    out = [(i, classes) for i, column in enumerate(columns) if column.role == "expenditure" and len(classes) > 1]
    for i in classes:
        below = (j for j, part in enumerate(columns) if len(part.economic_code) == 5)
        groups = tuple(j for j in below if columns[j].economic_code.startswith(columns[i].economic_code))
        out += [(i, groups)] if len(groups) > 1 else []
    return tuple(out)


def balances(columns: Sequence[Column]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Opening balance and income equal expenditure and closing balance, as column indices of both sides."""
    roles = {column.role: index for index, column in enumerate(columns) if column.phase == Phase.FINAL}
    if not {"opening", "income.flow", "expenditure", "closing"} <= roles.keys():
        return ()
    return (((roles["opening"], roles["income.flow"]), (roles["expenditure"], roles["closing"])),)


def _complete(role: str, parts: set[str]) -> bool:
    """True where the columns printed can make up the total: the parts that every form has are there."""
    needed = {
        "income": {"appropriation", "other_income"},
        "expenditure": {"basic", "project"},
        "three_public": {"overseas", "vehicle", "reception"},
    }
    return needed.get(role, set()) <= parts


def pick_template(kind: str, header: str, count: int | None) -> tuple[str, ...] | None:
    """The order of columns of a table whose header is known only as text.

    `header` is all header text without white space, `count` the number of columns that the 栏次 row prints. Returns the only
    official form that has so many columns and whose words the header shows; None where there is none.
    """
    fitting = [t for t in TEMPLATES.get(kind, ()) if all(re.search(_SIGNS[role], header) for role in t if role in _SIGNS)]
    if count is not None:
        fitting = [template for template in fitting if len(template) == count]
    if not fitting:
        return None
    return max(fitting, key=len) if count is None else fitting[0]


_SCANNED: Final[tuple[tuple[str, str, Phase], ...]] = (
    (r"年初预算数?", "expenditure", Phase.INITIAL_BUDGET),
    (r"(?:全年|调整)预算数?", "expenditure", Phase.ANNUAL_BUDGET),
    (r"年初(?:财政拨款)?结转和结余", "opening", Phase.FINAL),
    (r"年末(?:财政拨款)?结转和结余", "closing", Phase.FINAL),
    (r"本年收入(?:合计)?", "income.flow", Phase.FINAL),
    (r"本年支出合计|支出合计|(?:本年)?支出决算数|决算数", "expenditure", Phase.FINAL),
    (r"人员经费", "personnel", Phase.FINAL),
    (r"(?:日常)?公用经费", "public", Phase.FINAL),
    (r"基本支出", "basic", Phase.FINAL),
    (r"项目支出", "project", Phase.FINAL),
    (r"上缴上级支出", "to_superior", Phase.FINAL),
    (r"经营支出", "business", Phase.FINAL),
    (r"对附属单位补助支出", "to_affiliates", Phase.FINAL),
)


def scan_columns(kind: str, header: str, count: int | None) -> list[Column]:
    """The columns of a header known only as text, in the order of its words; empty unless just `count` of them are found."""
    if kind == kinds.INCOME:
        found = [(header.find(word), Column(role)) for word, role in _INCOME_WORDS if word in header]
    else:
        matches = ((re.search(pattern, header), role, phase) for pattern, role, phase in _SCANNED)
        found = [(match.start(), Column(role, phase)) for match, role, phase in matches if match]
    columns: list[Column] = []
    for _, column in sorted(found, key=lambda pair: pair[0]):
        if all((column.role, column.phase) != (other.role, other.phase) for other in columns):
            columns.append(column)
    return columns if count == len(columns) else []
