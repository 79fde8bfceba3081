"""What a self-evaluation form says: money, goals, and indicators with targets, results, weights and scores.

Weights and scores are kept in hundredths of a point, money in cents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random
from typing import Final, Literal

from etl.generate.accounts import Accounts, Project
from etl.generate.dice import dice, split
from etl.generate.form_style import FormStyle, MoneyUnit
from etl.vocabulary import Fund

FUNDING_WEIGHT: Final = 1000
Amounts = tuple[int, int, int]  # initial budget, annual budget, executed


@dataclass(frozen=True, slots=True)
class Template:
    """An indicator to be: `low` to `high` for a number, `words` (target, result) for a quality."""

    level1: str
    level2: str
    name: str
    unit: str = ""
    low: int = 0
    high: int = 0
    words: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a form; without points where those of its group stand on the group's first one."""

    level1: str
    level2: str
    name: str
    comparator: str  # >=, <=, =, or nothing for a quality
    target: str
    actual: str
    unit: str
    weight: int | None
    score: int | None
    deviation: str
    basis: str = ""  # 指标值设定依据, which only forms of whole departments have

    @property
    def nature(self) -> str:
        """正向, 反向 or 定性."""
        return {"": "定性", "<=": "反向"}.get(self.comparator, "正向")


@dataclass(frozen=True, slots=True)
class Form:
    """One form, ready to be printed in any shape; `money` by source, the total first."""

    number: int
    kind: Literal["project", "overall"]
    name: str
    department: str
    unit: str
    year: int
    money: Mapping[str, Amounts]
    rate: int  # hundredths of a percent
    funding_score: int
    expected: str
    achieved: str
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> int:
        """The total score."""
        return self.funding_score + sum(indicator.score or 0 for indicator in self.indicators)

    def groups(self) -> list[list[Indicator]]:
        """The indicators by level 2."""
        return [list(group) for _, group in groupby(self.indicators, key=lambda i: (i.level1, i.level2))]


_OUTPUT: Final = "产出指标"
_BENEFIT: Final = "效益指标"
_CONTENT: Final = "满意度指标"
_COST: Final = "成本指标"
_POOL: Final = (
    Template(_OUTPUT, "数量指标", "服务点位数", "个", 3, 60),
    Template(_OUTPUT, "数量指标", "惠及人数", "人", 40, 4000),
    Template(_OUTPUT, "数量指标", "现场检查次数", "次", 4, 120),
    Template(_OUTPUT, "数量指标", "设备与物料采购批次", "批", 1, 9),
    Template(_OUTPUT, "数量指标", "编印并发放的宣传册与办事指南等资料数量", "份", 200, 9000),
    Template(_OUTPUT, "质量指标", "验收合格率", "%", 90, 100),
    Template(_OUTPUT, "质量指标", "材料一次审核通过率", "%", 85, 98),
    Template(_OUTPUT, "质量指标", "工作成果的规范程度", words=("符合规范", "符合规范")),
    Template(_OUTPUT, "时效指标", "按期完成率", "%", 90, 100),
    Template(_OUTPUT, "时效指标", "资金支付的及时性", words=("及时支付", "及时支付")),
    Template(_BENEFIT, "社会效益指标", "公众办事便利程度", words=("有所提升", "有所提升")),
    Template(_BENEFIT, "社会效益指标", "群众知晓率", "%", 75, 95),
    Template(_BENEFIT, "经济效益指标", "单位成本节约程度", words=("逐步降低", "逐步降低")),
    Template(_BENEFIT, "可持续影响指标", "长效管理机制建设情况", words=("基本建立", "已建立")),
    Template(_CONTENT, "服务对象满意度指标", "服务对象满意度", "%", 85, 98),
)
_COST_KINDS: Final = (
    Template(_COST, "经济成本指标", "采购与租赁费用", "万元"),
    Template(_COST, "经济成本指标", "委托业务费用", "万元"),
    Template(_COST, "社会成本指标", "对周边居民出行的影响", words=("影响较小", "影响较小")),
)
_WEIGHTS: Final = {_OUTPUT: 5000, _BENEFIT: 3000, _CONTENT: 1000}
_WEIGHTS_WITH_COSTS: Final = {_COST: 2000, _OUTPUT: 4000, _BENEFIT: 2000, _CONTENT: 1000}
SHORTFALL: Final = ("受天气影响，部分工作顺延到下年。", "申报人数少于预计。", "采购流程较长，年底前未完成验收。")


def grain(unit: MoneyUnit) -> int:
    """The cents that the last printed digit of an amount stands for."""
    return 1 if unit == "元" else 10_000


def amount(cents: int, unit: MoneyUnit) -> str:
    """An amount with two decimals, rounded half up."""
    step = grain(unit)
    hundredths = (cents + step // 2) // step
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def rate_of(spent: int, available: int) -> int:
    """Execution rate in hundredths of a percent; of nothing, nothing."""
    return (2 * spent * 10_000 + available) // (2 * available) if available else 0


def funding_score(rate: int) -> int:
    """The points that an execution rate earns."""
    return min(rate, 10_000) * FUNDING_WEIGHT // 10_000


def forms_of(accounts: Accounts, limit: int, style: FormStyle, *, first: int = 1) -> list[Form]:
    """Forms of at most `limit` projects of the general public budget that had money this year, numbered from `first`."""
    unit = accounts.unit
    projects = [p for p in accounts.projects if p.fund is Fund.GENERAL_PUBLIC and p.available and p.spent][:limit]
    words = ("form", accounts.seed, unit.number, accounts.year)
    return [_form(first + at, project, accounts, style, dice(*words, 1 + at)) for at, project in enumerate(projects)]


def _form(number: int, project: Project, accounts: Accounts, style: FormStyle, chance: Random) -> Form:
    rate = rate_of(project.spent, project.available)
    unit = accounts.unit
    indicators = finished(_indicators(project, style, chance), style)
    return Form(
        number=number,
        kind="project",
        name=project.name,
        department=unit.parent or unit.name,
        unit=unit.name,
        year=accounts.year,
        money=_money(project, grain(style.unit)),
        rate=rate,
        funding_score=funding_score(rate),
        expected=f"用好{project.name}资金，按计划完成全年任务，让服务对象得到实惠。",
        achieved=f"{project.name}各项工作已按计划开展，服务对象反映较好。",
        indicators=indicators,
    )


def _money(project: Project, step: int) -> dict[str, Amounts]:
    """The money lines, cents rounded to what is printed. Money carried over is spent first."""

    def shown(cents: int) -> int:
        return (cents + step // 2) // step * step

    initial, income, opening, spent = (
        shown(cents) for cents in (project.initial_budget, project.income, project.opening, project.spent)
    )
    spent = min(spent, income + opening)
    carried = min(opening, spent)
    return {
        "total": (initial + opening, income + opening, spent),
        "fiscal": (initial, income, spent - carried),
        "carryover": (opening, opening, carried),
        "other": (0, 0, 0),
    }


def _indicators(project: Project, style: FormStyle, chance: Random) -> tuple[Indicator, ...]:
    """Some of the pool in its order, with the costs as indicators of their own; the weights of each level add up."""
    chosen = [t for t in _POOL if t.level1 == _CONTENT or chance.randrange(10) < 6]
    for level1 in (_OUTPUT, _BENEFIT):
        if not any(t.level1 == level1 for t in chosen):
            chosen.append(next(t for t in _POOL if t.level1 == level1))
    chosen.sort(key=_POOL.index)
    cost = Template(_OUTPUT, "成本指标", "项目支出总成本", "万元")
    costs = list(_COST_KINDS) if style.own_costs else [cost]
    at = 0 if style.own_costs else sum(t.level1 == _OUTPUT for t in chosen)
    chosen[at:at] = costs
    weights = weigh(chosen, _WEIGHTS_WITH_COSTS if style.own_costs else _WEIGHTS)
    paid = dict(zip(costs, _cost_shares(project, style), strict=False))
    return tuple(_cost(paid[t], t, weights[t], style.unit) if t in paid else measured(t, weights[t], chance) for t in chosen)


def weigh(chosen: Sequence[Template], whole: Mapping[str, int]) -> dict[Template, int]:
    """Weights in whole points, those of each level 1 adding up to what `whole` gives it."""
    weights: dict[Template, int] = {}
    for level1, points in whole.items():
        members = [t for t in chosen if t.level1 == level1]
        for template, part in zip(members, split(points // 100, [1] * len(members)), strict=True):
            weights[template] = part * 100
    return weights


def _cost_shares(project: Project, style: FormStyle) -> list[tuple[int, int]]:
    """Budget and cost of each cost indicator that is an amount: all of the project's money, or two parts of it."""
    if not style.own_costs:
        return [(project.available, project.spent)]
    _, available, spent = _money(project, grain(style.unit))["total"]
    step = grain(style.unit)
    one = (available * 2 // 5 // step * step, spent * 2 // 5 // step * step)
    return [one, (available - one[0], spent - one[1])]


def _cost(money: tuple[int, int], template: Template, weight: int, unit: MoneyUnit) -> Indicator:
    target, actual = (amount(cents, unit) for cents in money)
    return Indicator(template.level1, template.level2, template.name, "<=", target, actual, unit, weight, weight, "")


def measured(template: Template, weight: int, chance: Random) -> Indicator:
    """An indicator with a target and what came of it; now and then the target is missed and points are lost."""
    if template.words[0]:
        target, actual = template.words
        return Indicator(template.level1, template.level2, template.name, "", target, actual, "", weight, weight, "")
    target_number = chance.randint(template.low, template.high)
    missed = target_number > 10 and chance.randrange(8) == 0
    if missed:
        actual_number = target_number * chance.randint(70, 97) // 100
    else:
        most = 100 - target_number if template.unit == "%" else max(1, target_number // 5)
        actual_number = target_number + chance.randint(0, most)
    score = weight * actual_number // target_number if missed else weight
    return Indicator(
        template.level1, template.level2, template.name, ">=", str(target_number), str(actual_number), template.unit,
        weight, score, chance.choice(SHORTFALL) if missed else "",
    )  # fmt: skip


def finished(indicators: Sequence[Indicator], style: FormStyle) -> tuple[Indicator, ...]:
    """The indicators as this report prints them: its name of 满意度, one weight over a group, results left blank."""
    out = [replace(i, level2=style.satisfaction) if i.level2 == "服务对象满意度指标" else i for i in indicators]
    if style.blank_actuals:
        out = [replace(i, actual="") if at % 4 == 1 and i.score == i.weight else i for at, i in enumerate(out)]
    if not style.merged:
        return tuple(out)
    groups = [list(group) for _, group in groupby(out, key=lambda i: (i.level1, i.level2))]
    largest = max(groups, key=len)
    at = next(n for n, indicator in enumerate(out) if indicator is largest[0])
    weight, score = (sum(getattr(i, column) or 0 for i in largest) for column in ("weight", "score"))
    rest = [replace(i, weight=None, score=None, deviation="") for i in largest[1:]]
    reason = next((i.deviation for i in largest if i.deviation), "")
    out[at : at + len(largest)] = [replace(largest[0], weight=weight, score=score, deviation=reason), *rest]
    return tuple(out)
