"""Checks of the indicators of performance forms: score against target and actual, costs against the money, copies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, fine, remark
from etl.reconcile.forms_figures import form_name, merged, place_of, places_of, total_line
from etl.reconcile.tolerance import HUNDRED, half_unit, rounded
from etl.report import Indicator, PerformanceForm

_BASIS: Final = "《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值得满分，未完成按比例扣分"
_NUMBER: Final = re.compile(r"[\d.,，\s]+")
_SIGNS: Final = re.compile(r"[≥≤<>=≧≦＝]|大于等于|小于等于|大于|小于|等于|不低于|不超过|不少于|达到?|以上|以下|以内|约")
_LOWER_BETTER: Final = re.compile(
    r"故障|差错|错误|投诉|损坏|事故|失业|死亡|流失|超支|违规|违法|偏差|误差|中断|宕机|时长|时间|周期|天数|失败|降低率?$|下降率?$"
)
_PROGRESS: Final = re.compile(r"(?:资金|经费|预算|款项)?(?:支付|拨付|执行)(?:进度|率|完成率)")


def _comparable(row: Indicator) -> bool:
    """True where target and actual are plain numbers of one unit."""
    if row.target_value is None or row.actual_value is None or row.doubtful:
        return False
    if 0 < row.actual_value <= 1 < row.target_value and "%" in row.target_raw + row.measure_unit and "%" not in row.actual_raw:
        return False  # 0.96 beside 95 %
    target, actual = _words(row.target_raw), _words(row.actual_raw)
    return not target or not actual or target == actual or target.startswith(actual) or actual.startswith(target)


@lru_cache(maxsize=8192)
def _words(text: str) -> str:
    """What a value says beside its number and comparison."""
    return _SIGNS.sub("", _NUMBER.sub("", text))


def _is_cost(row: Indicator) -> bool:
    return "成本" in row.level1 + row.level2 or row.measure_unit.startswith(("元", "万元"))


def _surely_met(row: Indicator) -> bool:
    """True where the printed comparison is satisfied, or the actual value is the target itself."""
    return bool(_met(row)) and (bool(row.comparator) or row.target_value == row.actual_value)


def _met(row: Indicator) -> bool | None:
    """Whether a comparable indicator reached its target; None where its direction is not known."""
    target, actual = row.target_value, row.actual_value
    if target is None or actual is None:
        return None
    if row.comparator in (">=", ">"):
        return actual > target or (actual == target and row.comparator == ">=")
    if row.comparator in ("<=", "<"):
        return actual < target or (actual == target and row.comparator == "<=")
    if actual == target:
        return True
    if row.comparator == "=":  # a share of “= 100 %” is a bound from below; other numbers may be better on either side
        return False if row.measure_unit.startswith("%") and actual < target and not _LOWER_BETTER.search(row.level3) else None
    if _is_cost(row) or row.nature == "反向":
        return actual < target
    if row.nature == "正向" or not _LOWER_BETTER.search(row.level3):
        return actual > target
    return None


def _values(row: Indicator) -> str:
    sign = {">=": "≥", "<=": "≤"}.get(row.comparator, row.comparator)
    return f"目标 {sign}{row.target_value}{row.measure_unit}，实际 {row.actual_value}{row.measure_unit}"


def _indicators(facts: Facts) -> Iterator[tuple[PerformanceForm, Indicator]]:
    for form in facts.report.forms:
        together = merged(form)
        for row in form.indicators:
            if row.position not in together:
                yield form, row


@rule(
    "forms.target_missed",
    zh="自评表：未达目标的指标不应得满分",
    basis=_BASIS,
    needs="目标值与实际值均为数字的指标",
    example="目标 ≥100，实际 90，分值 5，得分 5",
)
def target_missed(facts: Facts) -> Iterator[Finding]:
    """A target that is missed has not earned full points; an error where the form prints the comparison itself."""
    for form, row in _indicators(facts):
        if not row.weight or row.score is None or not _comparable(row):
            continue
        met = _met(row)
        if met is None:
            continue
        if met or row.score < row.weight:
            yield fine(at=places_of(row), stated=f"得分 {row.score:f}/{row.weight:f}", severity="error")
            continue
        yield remark(
            f"{form_name(form)}“{row.level3}”{_values(row)}，未达目标而得满分 {row.score:f}",
            at=places_of(row),
            stated=f"得分 {row.score:f}/{row.weight:f}",
            recomputed=_values(row),
            severity="error" if row.comparator in (">=", ">", "<=", "<") else "notice",
            proposed=_proportion(row),
        )


def _proportion(row: Indicator) -> str:
    """What a proportional score would be, for targets to be reached from below."""
    target, actual = row.target_value, row.actual_value
    if not target or actual is None or row.weight is None or actual >= target or actual < 0:
        return ""
    return f"{rounded(row.weight * actual / target, 2):f}"


@rule(
    "forms.target_met",
    zh="自评表：达到目标的指标不应扣分",
    basis=_BASIS,
    needs="目标值与实际值均为数字的指标",
    example="目标 ≤5，实际 3，分值 2，得分 0",
)
def target_met(facts: Facts) -> Iterator[Finding]:
    """A target that is met has earned its points; with a reason beside it, or with some points given, it is for a reader."""
    for form, row in _indicators(facts):
        if not row.weight or row.score is None or not _comparable(row):
            continue
        if not _surely_met(row):
            continue
        explained = bool(row.comparator and row.deviation)  # what is lost without a reason is another rule's
        if row.score >= row.weight or (row.score > 0 and not explained):
            yield fine(at=places_of(row), stated=f"得分 {row.score:f}/{row.weight:f}", severity="error")
            continue
        yield remark(
            f"{form_name(form)}“{row.level3}”{_values(row)}，已达目标而得 {row.score:f} 分",
            at=places_of(row),
            stated=f"得分 {row.score:f}/{row.weight:f}",
            recomputed=_values(row),
            severity="notice" if row.deviation or row.score > 0 else "error",
            proposed=f"{row.weight:f}",
        )


@rule(
    "forms.points_lost",
    zh="自评表：扣分应说明原因",
    severity="notice",
    basis=f"{_BASIS}；偏差原因分析及改进措施栏",
    needs="得分低于分值的指标",
    example="目标与实际相同，分值 10，得分 9，原因空白",
)
def points_lost(facts: Facts) -> Iterator[Finding]:
    """Points were taken off though the target is met, and nothing says why."""
    for form, row in _indicators(facts):
        if not row.weight or row.score is None or row.score >= row.weight or row.score == 0 or row.doubtful:
            continue
        same_words = bool(row.actual_raw) and "".join(row.target_raw.split()) == "".join(row.actual_raw.split())
        if row.deviation or not (same_words or (_comparable(row) and _surely_met(row))):
            yield fine(at=places_of(row))
            continue
        yield remark(
            f"{form_name(form)}“{row.level3}”已达目标，分值 {row.weight:f} 得分 {row.score:f}，未说明扣分原因",
            at=places_of(row),
            stated=f"得分 {row.score:f}/{row.weight:f}",
        )


@rule(
    "forms.actual_blank",
    zh="自评表：有得分的指标应填实际完成值",
    severity="notice",
    basis="自评表填报要求",
    needs="有得分的指标",
    example="实际完成值空白，得分 5",
)
def actual_blank(facts: Facts) -> Iterator[Finding]:
    """No points without an actual value."""
    for form, row in _indicators(facts):
        if not row.score or "actual" in row.doubtful:
            continue
        if row.actual_raw.strip():
            yield fine(at=places_of(row))
        else:
            yield remark(
                f"{form_name(form)}“{row.level3}”实际完成值空白，得分 {row.score:f}",
                at=places_of(row),
                stated=f"得分 {row.score:f}",
                recomputed="实际完成值空白",
            )


@rule(
    "forms.payment_progress",
    zh="自评表：支付进度指标与预算执行率应相符",
    severity="notice",
    basis="自评表内部一致",
    needs="支付进度、支付率类指标与资金总额行",
    example="支付进度实际 100%，预算执行率 80.00%",
)
def payment_progress(facts: Facts) -> Iterator[Finding]:
    """An indicator on the progress of payment says what the money line says."""
    for form, row in _indicators(facts):
        line = total_line(form)
        if not _PROGRESS.search(row.level3) or row.actual_value is None or "%" not in row.actual_raw + row.measure_unit:
            continue
        if line is None or line.executed is None or not line.annual_budget:
            continue
        executed = line.executed / line.annual_budget * HUNDRED
        if abs(executed - row.actual_value) <= half_unit(row.actual_value) + Decimal("0.5"):
            yield fine(at=places_of(row))
        else:
            share = rounded(executed, 2)
            yield remark(
                f"{form_name(form)}“{row.level3}”实际 {row.actual_value:f}%，资金执行率为 {share:f}%",
                at=(*places_of(row), place_of(line)),
                stated=f"{row.actual_value:f}%",
                recomputed=f"{share:f}%",
            )


@rule(
    "forms.target_year",
    zh="自评表：目标的年份应为本年度",
    severity="notice",
    basis="自评表填报要求",
    needs="目标中印有年份的指标",
    example="2023 年度自评表的目标写“2022年12月完成”",
)
def target_year(facts: Facts) -> Iterator[Finding]:
    """A target that ends in an earlier year than the report's was copied from an earlier form."""
    for form, row in _indicators(facts):
        if "指标" not in row.level2 or "时效" not in row.level2:
            continue
        years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)\s*年", row.target_raw)]
        if not years:
            continue
        if max(years) >= facts.report.fiscal_year:
            yield fine(at=places_of(row))
        else:
            yield remark(
                f"{form_name(form)}“{row.level3}”的目标写 {max(years)} 年，自评表为 {facts.report.fiscal_year} 年度",
                at=places_of(row),
                stated=f"{max(years)}",
                recomputed=f"{facts.report.fiscal_year}",
            )


@rule(
    "forms.duplicates",
    zh="自评表：不同项目的名称与目标不应相同",
    severity="notice",
    basis="自评表填报要求",
    needs="两张以上自评表",
    example="两个项目的年度总体目标逐字相同",
)
def duplicates(facts: Facts) -> Iterator[Finding]:
    """The same project twice, or one project's goal copied into another's form."""
    names: dict[str, PerformanceForm] = {}
    goals: dict[str, PerformanceForm] = defaultdict()
    if len(facts.report.forms) < 2:
        return
    for form in facts.report.forms:
        name, goal = "".join(form.project_name.split()), "".join(form.expected_goal.split())[:24]
        first = names.setdefault(name, form) if name else form
        copied = goals.setdefault(goal, form) if len(goal) >= 16 else form
        if first is not form:
            yield remark(f"{form_name(form)}与{form_name(first)}名称相同", at=(place_of(form), place_of(first)), stated=name)
        elif copied is not form:
            yield remark(
                f"{form_name(form)}与{form_name(copied)}的年度总体目标相同", at=(place_of(form), place_of(copied)), stated=goal
            )
        else:
            yield fine(at=(place_of(form),))
