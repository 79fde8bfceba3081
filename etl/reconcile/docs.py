"""The catalogue of rules written out: a page for readers, a seed for the marts.

``python -m etl.reconcile.docs`` writes both anew; a test fails where they and the catalogue have parted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from etl.reconcile import Rule, rules
from etl.settings import PROJECT_ROOT

PAGE: Final = PROJECT_ROOT / "docs" / "rules.md"
SEED: Final = PROJECT_ROOT / "dbt_project" / "seeds" / "rules.csv"

# the first word of an id → what the rules of that group compare; in the order of the page
GROUPS: Final = {
    "table": "表内",
    "between_tables": "表与表之间",
    "narrative": "说明文字与报表，说明文字前后",
    "percentages": "百分比、增减额、占比、完成率",
    "directions": "增减方向与原因",
    "procurement": "政府采购",
    "forms": "绩效自评表",
    "over_time": "年度之间",
    "publication": "公开的形式",
}
SEVERITY_ZH: Final = {"error": "错误", "rounding": "舍入", "notice": "提示"}
_HEAD: Final = """\
# Rules of reconciliation · 勾稽核对规则

Every rule by which a report is checked against itself and against last year's report, with its basis and one example of
invented numbers. Written by `python -m etl.reconcile.docs` from the catalogue in `etl/reconcile/`: change the rules, not this
page.

共 {count} 条规则。每条规则在报告中每一处适用的地方核对一次，结果记入 `warehouse.fact_check`：**通过**、**不通过**，或**不适用**
（写明缺少什么）。容差只由所印数字的末位得出，没有固定的常数：`12.49 万元` 代表 124900 ± 50 元之内的一切数值。不通过者分三级：

| 级别 | 含义 |
| --- | --- |
| 错误 `error` | 由所印数字的算术证明：容差之内没有任何数值能使两方相符 |
| 舍入 `rounding` | 各数末位的舍入可以解释 |
| 提示 `notice` | 须人判断：依据容许例外，或缺少说明，或涉及推算、未读全的数字（可能是本程序读错，故不记为错误） |

下表的级别是该规则所能判定的最高级别。每一项不通过都记有所印与重算两方、容差、一行算式、各处的页与行；其他数字能够证明应有的数值时
一并写出，所印数字仍照原样保存。一个错误的数字会使几条规则同时不通过：它们归在首要的一项之下，只算一个原因。

`juesuan findings [--unit 单位] [--year 年度] [--severity 级别] [--rule 规则]` 列出不符之处；`juesuan export findings` 写成
CSV；`marts.mart_findings` 与 `marts.mart_disclosure_quality` 供比较。
"""


def rules_page() -> str:
    """The page `docs/rules.md`: a section for each group of rules, a row for each rule."""
    parts = [_HEAD.format(count=len(rules()))]
    for group, members in _by_group():
        parts.append(f"\n## {GROUPS.get(group, group)}（`{group}`）\n\n")
        parts.append("| 规则 | 核对什么 | 级别 | 依据 | 须印有 | 示例 |\n| --- | --- | --- | --- | --- | --- |\n")
        parts += (f"| {' | '.join(map(_cell, _row(rule)))} |\n" for rule in members)
    return "".join(parts)


def rules_seed() -> str:
    """The seed `rules.csv` of the marts: one row for each rule, in the order of the page."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("rule", "rule_group", "rule_group_name", "title", "severity", "severity_name", "basis", "position"))
    ordered = [(group, rule) for group, members in _by_group() for rule in members]
    for position, (group, rule) in enumerate(ordered, start=1):
        name = GROUPS.get(group, group)
        writer.writerow((rule.id, group, name, rule.zh, rule.severity, SEVERITY_ZH[rule.severity], rule.basis, position))
    return text.getvalue()


def write() -> tuple[Path, ...]:
    """Write page and seed where they differ from the catalogue; returns what was written."""
    written = []
    for path, text in ((PAGE, rules_page()), (SEED, rules_seed())):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return tuple(written)


def _by_group() -> list[tuple[str, Sequence[Rule]]]:
    """Groups in the order of the page, those without a title last; inside a group by id."""
    order = list(GROUPS)
    keyed = sorted(rules(), key=lambda rule: (_place(order, _group(rule)), _group(rule), rule.id))
    return [(group, tuple(members)) for group, members in groupby(keyed, key=_group)]


def _group(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _place(order: list[str], group: str) -> int:
    return order.index(group) if group in order else len(order)


def _row(rule: Rule) -> tuple[str, ...]:
    return f"`{rule.id}`", rule.zh, SEVERITY_ZH[rule.severity], rule.basis, rule.needs, rule.example


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    write()
