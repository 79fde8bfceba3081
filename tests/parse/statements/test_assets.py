"""Assets by kind side by side, and what 预算数 means beside another budget. ``⇥`` is a tab."""

from __future__ import annotations

import pytest
from printed import numbers, read

BY_KIND = """
    国有资产使用情况表
    金额单位：元
    项目⇥行次⇥资产总额⇥流动资产⇥{fixed}⇥⇥⇥⇥无形资产
    ⇥⇥⇥⇥小计⇥房屋构筑物⇥车辆⇥单价100万元（含）以上设备（不含车辆）⇥
    栏次⇥⇥1⇥2⇥3⇥4⇥5⇥6⇥7
"""


def test_original_values_of_assets_are_read_by_column_and_net_values_are_not() -> None:
    rows = """
    账面原值⇥1⇥—⇥—⇥900.50⇥600.50⇥100.00⇥200.00⇥30.00
    账面净值⇥2⇥700.25⇥70.25⇥600.00⇥500.00⇥50.00⇥50.00⇥30.00
    """
    assert numbers(BY_KIND.format(fixed="固定资产") + rows) == [
        "all fixed_assets_original_value 900.5",
        "all building_value 600.5",
        "all vehicles_value 100",
    ]


def test_original_values_are_told_by_the_header_too() -> None:
    row = "    合计⇥1⇥700.25⇥70.25⇥900.50⇥600.50⇥100.00⇥⇥30.00\n"
    assert numbers(BY_KIND.format(fixed="固定资产（账面原值）") + row) == [
        "all fixed_assets_original_value 900.5",
        "all building_value 600.5",
        "all vehicles_value 100",
    ]
    assert numbers(BY_KIND.format(fixed="固定资产") + row) == []


@pytest.mark.parametrize(
    ("other", "phases"),
    [("全年预算数", ("initial_budget", "annual_budget")), ("年初预算数", ("annual_budget", "initial_budget"))],
)
def test_a_budget_beside_another_one_is_the_other_of_the_two(other: str, phases: tuple[str, str]) -> None:
    text = f"""
    财政拨款“三公”经费支出决算表
    金额单位：元
    项目⇥行次⇥预算数⇥{other}⇥决算数
    栏次⇥⇥1⇥2⇥3
    “三公”经费支出合计⇥1⇥80.00⇥70.00⇥60.00
    1．因公出国（境）费⇥2⇥⇥⇥
    2．公务用车购置及运行维护费⇥3⇥60.00⇥50.00⇥45.00
    3．公务接待费⇥4⇥20.00⇥20.00⇥15.00
    """
    found = [(row.phase.value, row.value) for row in read(text).observations if row.item.value == "three_public_total"]
    assert found == [(phases[0], 80), (phases[1], 70), ("final", 60)]
