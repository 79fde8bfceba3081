"""The form of a whole department (整体支出绩效自评表): its money by level of government and its own dimensions."""

from __future__ import annotations

from random import Random
from typing import Final

from etl.generate.accounts import Accounts
from etl.generate.dice import dice, split
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import TITLES
from etl.generate.indicators import (
    Amounts,
    Form,
    Indicator,
    Template,
    finished,
    funding_score,
    grain,
    measured,
    rate_of,
    weigh,
)

LEVELS: Final = ("central", "province", "prefecture", "county", "other")
_COST: Final = "运行成本"
_MANAGEMENT: Final = "管理效率"
_OUTPUT: Final = "履职效能"
_BENEFIT: Final = "社会效益"
_CONTENT: Final = "服务对象满意度"
NAME: Final = TITLES["overall"].removesuffix("绩效自评表")  # the form names no project, its title stands for one
_WEIGHTS: Final = {_COST: 1000, _MANAGEMENT: 2000, _OUTPUT: 3000, _BENEFIT: 2000, _CONTENT: 1000}
_POOL: Final = (
    Template(_COST, "数量指标", "在职人员培训人次", "人次", 20, 300),
    Template(_COST, "质量指标", "节约用电措施落实率", "%", 90, 100),
    Template(_MANAGEMENT, "质量指标", "内部控制制度健全程度", words=("健全", "健全")),
    Template(_MANAGEMENT, "质量指标", "固定资产盘点相符率", "%", 95, 100),
    Template(_MANAGEMENT, "时效指标", "预决算按时公开率", "%", 100, 100),
    Template(_OUTPUT, "数量指标", "办结业务事项数", "件", 300, 9000),
    Template(_OUTPUT, "数量指标", "下基层服务次数", "次", 12, 90),
    Template(_OUTPUT, "质量指标", "业务办理差错率控制程度", words=("控制在较低水平", "控制在较低水平")),
    Template(_OUTPUT, "时效指标", "业务按期办结率", "%", 90, 99),
    Template(_BENEFIT, "社会效益指标", "公共服务覆盖面", words=("持续扩大", "持续扩大")),
    Template(_BENEFIT, "可持续影响指标", "人才队伍建设情况", words=("稳步推进", "稳步推进")),
    Template(_CONTENT, "服务对象满意度指标", "办事群众满意度", "%", 85, 98),
)
_BASES: Final = ("工作计划", "部门职责", "年初部署", "行业标准")


def overall_form(accounts: Accounts, style: FormStyle) -> Form:
    """The form of all the unit's money; it stands before those of the projects, so it is number 1."""
    unit = accounts.unit
    chance = dice("overall form", accounts.seed, unit.number, accounts.year)
    money = _money(accounts, grain(style.unit), chance)
    rate = rate_of(money["total"][2], money["total"][1])
    return Form(
        number=1,
        kind="overall",
        name=NAME,
        department=unit.name,
        unit="",
        year=accounts.year,
        money=money,
        rate=rate,
        funding_score=funding_score(rate),
        expected="按部门职责做好全年工作，管好用好各项资金，服务水平比上年有所提高。",
        achieved="全年工作按计划推进，资金使用符合规定，服务水平稳中有升。",
        indicators=finished(_indicators(chance), style),
    )


def _money(accounts: Accounts, step: int, chance: Random) -> dict[str, Amounts]:
    """All money of the year in whole printed digits, and which level of government it came from."""

    def shown(cents: int) -> int:
        return (cents + step // 2) // step

    initial = shown(accounts.sum("budget"))
    annual = shown(accounts.grand_total())
    spent = min(shown(accounts.sum("spent")), annual)
    shares = [chance.choice((0, 20, 35)), chance.randint(1, 15), 30, 0, chance.choice((0, 4))]
    if accounts.unit.level == "county":
        shares[2:4] = [chance.choice((0, 6)), 60]
    parts = split(annual, shares)
    used = split(spent, parts)
    begun = split(
        initial, [share if source in {"prefecture", "county"} else 0 for source, share in zip(LEVELS, shares, strict=True)]
    )
    lines = {"total": (initial, annual, spent)}
    lines |= dict(zip(LEVELS, zip(begun, parts, used, strict=True), strict=True))
    return {source: (one * step, two * step, three * step) for source, (one, two, three) in lines.items()}


def _indicators(chance: Random) -> list[Indicator]:
    chosen = [t for t in _POOL if t.level1 in {_COST, _CONTENT} or chance.randrange(10) < 7]
    for level1 in _WEIGHTS:
        if not any(t.level1 == level1 for t in chosen):
            chosen.append(next(t for t in _POOL if t.level1 == level1))
    chosen.sort(key=_POOL.index)
    weights = weigh(chosen, _WEIGHTS)
    return [_with_basis(measured(t, weights[t], chance), chance) for t in chosen]


def _with_basis(indicator: Indicator, chance: Random) -> Indicator:
    return Indicator(
        indicator.level1, indicator.level2, indicator.name, indicator.comparator, indicator.target, indicator.actual,
        indicator.unit, indicator.weight, indicator.score, indicator.deviation, chance.choice(_BASES),
    )  # fmt: skip
