"""What a project's self-evaluation form says: money, goals, and indicators with targets, results, weights and scores.

Weights and scores are kept in hundredths of a point, money in cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from etl.generate.accounts import Accounts, Project
from etl.generate.dice import dice, split
from etl.vocabulary import Fund

FUNDING_WEIGHT: Final = 1000


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
    """One indicator of a form."""

    level1: str
    level2: str
    name: str
    comparator: str  # >=, <=, =, or nothing for a quality
    target: str
    actual: str
    unit: str
    weight: int
    score: int
    deviation: str

    @property
    def nature(self) -> str:
        """正向, 反向 or 定性."""
        return {"": "定性", "<=": "反向"}.get(self.comparator, "正向")


@dataclass(frozen=True, slots=True)
class Form:
    """One form, ready to be printed in any shape."""

    number: int
    project: Project
    department: str
    unit: str
    year: int
    rate: int  # hundredths of a percent
    funding_score: int
    expected: str
    achieved: str
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> int:
        """The total score."""
        return self.funding_score + sum(indicator.score for indicator in self.indicators)


_OUTPUT: Final = "产出指标"
_BENEFIT: Final = "效益指标"
_CONTENT: Final = "满意度指标"
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
_WEIGHTS: Final = {_OUTPUT: 5000, _BENEFIT: 3000, _CONTENT: 1000}
_SHORTFALL: Final = ("受天气影响，部分工作顺延到下年。", "申报人数少于预计。", "采购流程较长，年底前未完成验收。")


def forms_of(accounts: Accounts, limit: int) -> list[Form]:
    """Forms of at most `limit` projects of the general public budget that had money this year."""
    unit = accounts.unit
    projects = [p for p in accounts.projects if p.fund is Fund.GENERAL_PUBLIC and p.available and p.spent][:limit]
    words = ("form", accounts.seed, unit.number, accounts.year)
    return [
        _form(number, project, unit.parent or unit.name, unit.name, accounts.year, dice(*words, number))
        for number, project in enumerate(projects, 1)
    ]


def _form(number: int, project: Project, department: str, unit: str, year: int, chance: Random) -> Form:
    rate = (project.spent * 10_000 * 2 + project.available) // (2 * project.available)
    expected = f"用好{project.name}资金，按计划完成全年任务，让服务对象得到实惠。"
    achieved = f"{project.name}各项工作已按计划开展，服务对象反映较好。"
    return Form(
        number,
        project,
        department,
        unit,
        year,
        rate,
        rate * FUNDING_WEIGHT // 10_000,
        expected,
        achieved,
        _indicators(project, chance),
    )


def _indicators(project: Project, chance: Random) -> tuple[Indicator, ...]:
    """Some of the pool in its order, with the cost as an indicator of its own; the weights of each level add up."""
    chosen = [t for t in _POOL if t.level1 == _CONTENT or chance.randrange(10) < 6]
    for level1 in (_OUTPUT, _BENEFIT):
        if not any(t.level1 == level1 for t in chosen):
            chosen.append(next(t for t in _POOL if t.level1 == level1))
    chosen.sort(key=_POOL.index)
    cost = Template(_OUTPUT, "成本指标", "项目支出总成本", "万元")
    chosen.insert(sum(t.level1 == _OUTPUT for t in chosen), cost)
    weights: dict[Template, int] = {}
    for level1, whole in _WEIGHTS.items():
        members = [t for t in chosen if t.level1 == level1]
        for template, part in zip(members, split(whole // 100, [1] * len(members)), strict=True):
            weights[template] = part * 100
    return tuple(_cost(project, cost, weights[t]) if t is cost else _measured(t, weights[t], chance) for t in chosen)


def wan(cents: int) -> str:
    """An amount in 万元 with two decimals, rounded half up."""
    hundredths = (cents + 5_000) // 10_000
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _cost(project: Project, template: Template, weight: int) -> Indicator:
    target, actual = (wan(cents) for cents in (project.available, project.spent))
    return Indicator(template.level1, template.level2, template.name, "<=", target, actual, template.unit, weight, weight, "")


def _measured(template: Template, weight: int, chance: Random) -> Indicator:
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
        weight, score, chance.choice(_SHORTFALL) if missed else "",
    )  # fmt: skip
