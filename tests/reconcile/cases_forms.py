"""Cases of the rules on performance forms."""

from __future__ import annotations

from decimal import Decimal

from reconcile_case import Case
from reconcile_examples import form, funding, indicator, report

from etl.report import Indicator, PerformanceForm, Report

FULL = {"initial_budget": "20.00", "annual_budget": "20.00", "executed": "20.00", "weight": "10", "execution_rate": "100.00"}
MONEY = (funding(**FULL, score="10"),)
DONE = indicator(2, "50", "50", target="5", actual="5")


def _of(*forms: PerformanceForm, lines: tuple[str, ...] = ()) -> Report:
    return report(*lines, forms=forms)


def _one(row: Indicator) -> Report:
    """A form whose weights and scores add up, with one row to look at."""
    rest = Decimal(90) - (row.weight or 0)
    other = indicator(9, f"{rest}", f"{rest}", target="完成", actual="完成")
    score = Decimal(10) + rest + (row.score or 0)
    return _of(form(row, other, money=MONEY, score=f"{score}"))


def _money(**cells: str) -> Report:
    return _of(form(indicator(1, "90", "90", target="5", actual="5"), money=(funding(**cells),), score="100"))


def _proportional(score: str) -> Report:
    """Four forms that were executed to 80, 60, 40 and 88 %; the first three score weight × rate."""
    rates = (("16.00", "80.00", "8"), ("12.00", "60.00", "6"), ("8.00", "40.00", "4"), ("17.60", "88.00", score))
    forms = [
        form(
            indicator(1, "90", "90", target="5", actual="5"),
            money=(funding(annual_budget="20.00", executed=executed, weight="10", execution_rate=rate, score=given),),
            score=f"{Decimal(90) + Decimal(given)}",
            form_no=at,
        )
        for at, (executed, rate, given) in enumerate(rates, 1)
    ]
    return _of(*forms)


def _costs(first: str, second: str, *, target: bool) -> Report:
    values = [(first, second), ("10.00", "10.00")][:: 1 if target else -1]
    rows = [
        indicator(at, "45", "45", target=values[0][at - 1], actual=values[1][at - 1], unit="万元", level2="成本指标")
        for at in (1, 2)
    ]
    return _of(form(*rows, money=MONEY, score="100"))


def _scored(average: str) -> Report:
    forms = [
        form(indicator(1, "90", f"{score - 10}", target="5", actual="5"), money=MONEY, score=f"{score}", form_no=at)
        for at, score in enumerate((90, 88, 92), 1)
    ]
    stated = f"prose performance none: selfeval_projects=#3 selfeval_avg_score=#{average}"
    return _of(*forms, lines=(stated,))


def _covered(amount: str) -> Report:
    forms = [form(indicator(1, "90", "90", target="5", actual="5"), money=MONEY, score="100", form_no=at) for at in (1, 2)]
    lines = (
        "prose performance none: selfeval_projects=#2",
        f"prose performance general_public: selfeval_amount={amount}",
    )
    return _of(*forms, lines=lines)


SCORES = (
    Case(
        "forms.weights",
        "分值合计 94",
        _of(form(indicator(1, "40", "40"), DONE, money=MONEY, score="100")),
        _of(form(indicator(1, "34", "34"), DONE, money=MONEY, score="94")),
        says="分值合计 94",
    ),
    Case(
        "forms.total_score",
        "总得分多出两分",
        _of(form(indicator(1, "40", "38"), DONE, money=MONEY, score="98")),
        _of(form(indicator(1, "40", "38"), DONE, money=MONEY, score="89")),
        says="各项得分合计 98分",
    ),
    Case(
        "forms.level_totals",
        "一级指标标注的分值与所含指标不符",
        _of(form(indicator(1, "40", "40"), DONE, money=MONEY, score="100", line=1)),
        _of(form(indicator(1, "40", "40"), DONE, money=MONEY, score="100", line=1)),
        good_text="项目1\n产\n出\n指标\n（90 分）",
        bad_text="项目1\n产\n出\n指标\n（80 分）",
        says="标注 80 分",
    ),
    Case(
        "forms.score_within_weight",
        "得分大于分值",
        _of(form(indicator(1, "40", "40"), DONE, money=MONEY, score="100")),
        _of(form(indicator(1, "40", "46"), DONE, money=MONEY, score="106")),
        says="大于分值 40",
    ),
    Case("forms.average_score", "平均得分错", _scored("90.00"), _scored("92.00"), says="平均为 90.00"),
)

MONEY_CASES = (
    Case(
        "forms.execution_rate",
        "执行率错",
        _money(annual_budget="20.00", executed="15.00", weight="10", execution_rate="75.00", score="7.5"),
        _money(annual_budget="20.00", executed="15.00", weight="10", execution_rate="85.00", score="7.5"),
        says="执行率为 75.00%",
    ),
    Case(
        "forms.funding_blank",
        "执行率与得分空白",
        _money(**FULL, score="10"),
        _money(annual_budget="20.00", executed="20.00", weight="10"),
        severity="notice",
        says="执行率、得分未填",
    ),
    Case("forms.funding_score", "得分截成整数", _proportional("8.8"), _proportional("8"), says="计算为 8.80"),
    Case(
        "forms.funding_parts",
        "来源合计不符",
        _of(form(DONE, money=(funding(annual_budget="20.00"), funding("fiscal", annual_budget="20.00")), score="50")),
        _of(form(DONE, money=(funding(annual_budget="20.00"), funding("fiscal", annual_budget="26.00")), score="50")),
        says="各来源合计 26.00万元",
    ),
    Case(
        "forms.overspent",
        "执行数大于预算",
        _money(annual_budget="20.00", executed="20.00"),
        _money(annual_budget="20.00", executed="21.00"),
        severity="notice",
    ),
    Case(
        "forms.narrative",
        "综述得分与表不符",
        _of(form(DONE, money=MONEY, score="87", narrative_score=Decimal(87))),
        _of(form(DONE, money=MONEY, score="87", narrative_score=Decimal(97))),
        says="自评得分 97",
    ),
    Case(
        "forms.goal_rate",
        "完成情况中的执行率错",
        _of(form(DONE, money=MONEY, score="60", actual_goal="资金执行率达到100%。")),
        _of(form(DONE, money=MONEY, score="60", actual_goal="资金执行率为67%。")),
        says="67%",
    ),
    Case("forms.amount_covered", "涉及资金不符", _covered("40.00"), _covered("46.00"), severity="notice"),
    Case(
        "forms.project_total",
        "自评表执行数之和大于项目支出",
        _of(form(DONE, money=MONEY), lines=("table expenditure all: project_expenditure=30.00",)),
        _of(form(DONE, money=MONEY), lines=("table expenditure all: project_expenditure=13.00",)),
        severity="notice",
    ),
)

INDICATORS = (
    Case(
        "forms.target_missed",
        "未达目标得满分",
        _one(indicator(1, "9", "8.3", target="5143", actual="4744", comparator=">=")),
        _one(indicator(1, "9", "9", target="5143", actual="4744", comparator=">=")),
        says="未达目标而得满分 9",
    ),
    Case(
        "forms.target_met",
        "达到目标得零分",
        _one(indicator(1, "2", "2", target="5", actual="3", comparator="<=")),
        _one(indicator(1, "2", "0", target="5", actual="3", comparator="<=")),
        says="已达目标而得 0 分",
    ),
    Case(
        "forms.points_lost",
        "扣分没有原因",
        _one(indicator(1, "10", "9", target="持续", actual="持续", deviation="部分工作推迟")),
        _one(indicator(1, "10", "9", target="持续", actual="持续")),
        severity="notice",
    ),
    Case(
        "forms.actual_blank",
        "实际完成值空白",
        _one(indicator(1, "5", "5", target="及时", actual="及时")),
        _one(indicator(1, "5", "5", target="及时")),
        severity="notice",
    ),
    Case(
        "forms.payment_progress",
        "支付进度与执行率不符",
        _one(indicator(1, "5", "5", target="100", actual="100", unit="%", name="资金支付进度")),
        _one(indicator(1, "5", "5", target="100", actual="62", unit="%", name="资金支付进度")),
        severity="notice",
    ),
    Case(
        "forms.target_year",
        "目标是上一年度的",
        _one(indicator(1, "5", "5", target="2023年12月", actual="完成", level2="时效指标")),
        _one(indicator(1, "5", "5", target="2022年12月", actual="完成", level2="时效指标")),
        severity="notice",
    ),
    Case(
        "forms.duplicates",
        "目标从另一项目抄来",
        _of(
            form(DONE, expected_goal="维护全市档案信息系统的正常运行与安全"),
            form(DONE, form_no=2, expected_goal="整理馆藏纸质档案一万卷并完成数字化"),
        ),
        _of(
            form(DONE, expected_goal="维护全市档案信息系统的正常运行与安全"),
            form(DONE, form_no=2, expected_goal="维护全市档案信息系统的正常运行与安全"),
        ),
        severity="notice",
    ),
    Case("forms.cost_targets", "成本目标超过预算", _costs("12.00", "8.00", target=True), _costs("12.00", "18.00", target=True)),
    Case(
        "forms.cost_actuals",
        "成本实际超过执行数",
        _costs("12.00", "8.00", target=False),
        _costs("12.00", "18.00", target=False),
    ),
    Case(
        "forms.cost_in_accounts",
        "一个项目的电费大于全部项目的电费",
        _of(
            form(
                indicator(1, "9", "9", target="12", actual="10", unit="万元", level2="成本指标", name="经济科目30206"),
                money=MONEY,
            ),
            lines=("prose project general_public: project_expenditure@30206=11.00",),
        ),
        _of(
            form(
                indicator(1, "9", "9", target="12", actual="12.26", unit="万元", level2="成本指标", name="经济科目30206"),
                money=MONEY,
            ),
            lines=("prose project general_public: project_expenditure@30206=11.00",),
        ),
        severity="notice",
    ),
)

CASES = (*SCORES, *MONEY_CASES, *INDICATORS)
