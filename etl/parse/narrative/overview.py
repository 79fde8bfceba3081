"""Counts that whole sentences state: units in scope, self-evaluated projects, the money they cover, their mean score.

Only what is stated for the general public budget or for all money is read; the zeros of other budgets are classed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from etl.parse.flow import Flow
from etl.parse.ledger import Ledger
from etl.parse.numbers import read_amount, read_decimal
from etl.parse.sections import Kind
from etl.report import Observation
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_UNITS: Final = re.compile(
    r"(?:纳入|列入)[^。；]{0,90}?单位[^。；\d]{0,10}?(\d+)(?=[个家])|(?<=[。；：，])(?:所属)?(?:预算|决算|汇编)?单位(?:共计|共有|共|合计)(\d+)(?=[个家])"
    r"|(?:纳入|列入)[^。；]{0,90}?单位(?:包括|有|为)[^。]{2,400}[。；，](?:合计|共计|共)(\d+)(?=[个家])"
    r"|单位构成(?:包括|为|如下)?[：:]?[^。；：\d]{2,200}[，。](?:合计|共计|共)(\d+)(?=[个家])"
    r"|单位构成(?:来?看)?，(?:(?!内设|科室|处室)[^。；]){2,200}?(?:决算|预算)(?:编报)?(?:范围)?(?:包括|包含)(?:(?!内设|科室|处室)[^。；]){2,200}，"
    r"(?:合计|共计|共有?)(\d+)(?=家|个(?:预算|决算|行政|事业)?单位)"
)
# stated with the word 范围, and not only those below the unit itself
_UNITS_IN: Final = re.compile(
    r"(?:纳入|列入)[^。；]{0,60}?范围的?[^。；\d]{0,20}单位(?:共计|共有|共|合计|包括|有|为)*(\d+)(?=[个家])"
)
_SENTENCE: Final = re.compile(r"[^。]+")
_SELF_EVALUATION: Final = re.compile(r"自评|绩效评价")
_PROJECTS_ALL: Final = re.compile(r"一般公共预算(?:财政拨款)?(?:支出)?项目(\d+)(?=个)")
_LEVEL_ONE: Final = re.compile(r"一级项目?(\d+)(?=个)")
_LEVEL_TWO: Final = re.compile(r"二级项目?(\d+)(?=个)")
_PROJECTS: Final = re.compile(
    r"(?<![级\d])项目(?:支出)?(?:共计|共|数量|数|为)*(\d+)(?=个)|(\d+)(?=个(?:[^。；，\d]{0,14})?项目)"
)
_MONEY: Final = re.compile(
    r"(?:(?:涉及|覆盖)?(?:财政|预算|项目|支出)*(?:资金|金额)|(?:涉及|覆盖)(?:一般公共预算|财政拨款|财政|项目|当年|拨款)*(?:支出|预算))"
    r"(?:总额|共计|合计|共|为|约|支出)*(\d[\d,]*(?:\.\d+)?)(万元|元|亿元)"
)
# the money of the evaluated projects as budgeted, or as spent where only that is stated
_BUDGETED: Final = re.compile(
    r"，(?:涉及|覆盖)?(?:项目)?(?:全年|年度)预算(?:数|总额|资金|金额)*(?:为|共计|共|：)?(\d[\d,]*(?:\.\d+)?)(万元|元|亿元)"
)
_SPENT: Final = re.compile(
    r"，(?:涉及|覆盖)?(?:全年|实际|年度)执行(?:数|总额|资金|金额)*(?:为|共计|共|：)?(\d[\d,]*(?:\.\d+)?)(万元|元|亿元)"
)
_SHARE: Final = re.compile(r"，占[^。；，\d]{0,34}?(\d[\d,]*(?:\.\d+)?)%")
_MEAN: Final = re.compile(r"平均(?:得?分|自评得分|分值)(?:为|是|达到|达)?(\d[\d,]*(?:\.\d+)?)分")
_OTHER_BUDGETS: Final = re.compile(r"(?<![和、及与])(?:政府性基金|国有资本经营)")
_OTHER_STAGES: Final = re.compile(
    r"绩效目标的|绩效跟踪|运行监控|部门(?:重点)?(?:绩效)?评价|重点(?:项目)?(?:绩效)?评价|财政(?:重点)?(?:绩效)?评价"
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """One kind of figure: account, unit and phase it is stored in, the unit printed."""

    item: Item
    unit: MeasureUnit
    phase: Phase = Phase.FINAL
    printed: str = "个"


_UNITS_IN_SCOPE: Final = _Stated(Item.UNITS_IN_SCOPE, MeasureUnit.COUNT)
_EVALUATED: Final = _Stated(Item.SELFEVAL_PROJECTS, MeasureUnit.COUNT)
_COVERED: Final = _Stated(Item.SELFEVAL_AMOUNT, MeasureUnit.YUAN)
_COVERED_SHARE: Final = _Stated(Item.SELFEVAL_AMOUNT, MeasureUnit.PCT, Phase.SHARE_PCT, "%")
_MEAN_SCORE: Final = _Stated(Item.SELFEVAL_AVG_SCORE, MeasureUnit.COUNT, printed="分")
_HALF: Final = Decimal("0.5")


def _observation(flow: Flow, at: tuple[int, int], stated: _Stated, value: Decimal, tolerance: Decimal) -> Observation:
    line = flow.line_at(at[0])
    return Observation(
        fund=Fund.GENERAL_PUBLIC if stated.item is Item.SELFEVAL_AMOUNT else Fund.NONE,
        item=stated.item,
        phase=stated.phase,
        value=value,
        tolerance=tolerance,
        unit=stated.unit,
        channel=Channel.NARRATIVE,
        raw=flow.printed(*at),
        page=line.page,
        line=line.number,
        printed_unit=stated.printed,
        section=(Kind.ORGANISATION if stated is _UNITS_IN_SCOPE else Kind.PERFORMANCE).value,
    )


def _plain(flow: Flow, ledger: Ledger, match: re.Match[str], stated: _Stated, group: int = 1) -> Observation:
    number = read_decimal(match.group(group))
    ledger.claim_flow(flow, *match.span(group))
    return _observation(flow, match.span(group), stated, number.value, number.tolerance)


def read_units_in_scope(flow: Flow, ledger: Ledger) -> list[Observation]:
    """The number of units whose accounts are consolidated, stated in the section on organisation."""
    match = _UNITS_IN.search(flow.text) or _UNITS.search(flow.text)
    return [_plain(flow, ledger, match, _UNITS_IN_SCOPE, match.lastindex or 1)] if match else []


def _clauses(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a sentence before it turns to another budget or stage."""
    other = _OTHER_BUDGETS.search(text, start, end)
    return start, other.start() if other and other.start() > start + 4 else end


def read_overview(flow: Flow, ledger: Ledger) -> list[Observation]:
    """Self-evaluation as a whole: projects, money, mean score; each at most once, from the first sentence that states it."""
    found: dict[Item, list[Observation]] = {}
    text = flow.text
    begun = False  # the sentence before spoke of self-evaluation
    for sentence in _SENTENCE.finditer(text):
        speaks = bool(_SELF_EVALUATION.search(sentence.group()))
        if speaks or (begun and sentence.group().startswith("其中")):
            for start, end in _parts(text, sentence.start(), sentence.end()):
                if not _OTHER_STAGES.search(text, start, end) and not _OTHER_BUDGETS.match(text, start):
                    _take(flow, ledger, found, *_clauses(text, start, end))
        begun = speaks
    return [observation for observations in found.values() for observation in observations]


def _parts(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Clauses between semicolons; a sentence that lists stages of evaluation keeps them apart."""
    parts, at = [], start
    for match in re.compile("；").finditer(text, start, end):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, end))
    return parts


def _take(flow: Flow, ledger: Ledger, found: dict[Item, list[Observation]], start: int, end: int) -> None:
    text = flow.text
    projects = _projects(text, start, end) if Item.SELFEVAL_PROJECTS not in found else None
    if projects:
        value, spans = projects
        for span in spans:
            ledger.claim_flow(flow, *span)
        found[Item.SELFEVAL_PROJECTS] = [_observation(flow, spans[-1], _EVALUATED, value, _HALF)]
    money = _MONEY.search(text, start, end)
    known = Item.SELFEVAL_PROJECTS in found or (money is not None and money.group().startswith("涉及"))
    if projects and not money and Item.SELFEVAL_AMOUNT not in found:
        _budgeted(flow, ledger, found, projects[1][-1][1], end)
    if money and Item.SELFEVAL_AMOUNT not in found and known:
        amount = read_amount(money.group(1), money.group(2))
        ledger.claim_flow(flow, *money.span(1))
        covered = replace(_COVERED, printed=money.group(2))
        found[Item.SELFEVAL_AMOUNT] = [_observation(flow, money.span(1), covered, amount.value, amount.tolerance)]
        share = _SHARE.match(text, money.end(), end)
        if share:
            found[Item.SELFEVAL_AMOUNT].append(_plain(flow, ledger, share, _COVERED_SHARE))
    mean = _MEAN.search(text, start, end)
    if mean and Item.SELFEVAL_AVG_SCORE not in found:
        found[Item.SELFEVAL_AVG_SCORE] = [_plain(flow, ledger, mean, _MEAN_SCORE)]


def _budgeted(flow: Flow, ledger: Ledger, found: dict[Item, list[Observation]], start: int, end: int) -> None:
    """``项目6个，全年预算数80.00万元，全年执行数75.00万元``: behind the number of projects; one alone is the money covered."""
    budget, spent = _BUDGETED.search(flow.text, start, end), _SPENT.search(flow.text, start, end)
    for match in (budget, spent):
        if match is None:
            continue
        amount = read_amount(match.group(1), match.group(2))
        ledger.claim_flow(flow, *match.span(1))
        phase = Phase.ANNUAL_BUDGET if match is budget and spent else Phase.FINAL
        covered = replace(_COVERED, printed=match.group(2), phase=phase)
        row = _observation(flow, match.span(1), covered, amount.value, amount.tolerance)
        found.setdefault(Item.SELFEVAL_AMOUNT, []).append(row)


def _projects(text: str, start: int, end: int) -> tuple[Decimal, list[tuple[int, int]]] | None:
    """The number of projects: stated in all, else those of the second level, into which those of the first are divided."""
    one, two = _LEVEL_ONE.search(text, start, end), _LEVEL_TWO.search(text, start, end)
    spans = [match.span(1) for match in (one, two) if match]
    whole = _PROJECTS_ALL.search(text, start, end) or (None if spans else _PROJECTS.search(text, start, end))
    if whole:
        group = whole.lastindex or 1
        return Decimal(whole.group(group)), [*spans, whole.span(group)]
    found = [match for match in (two, one) if match]
    stated = next((match for match in found if int(match.group(1))), found[0] if found else None)
    return (Decimal(stated.group(1)), [*spans, stated.span(1)]) if stated else None
