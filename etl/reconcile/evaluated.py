"""Checks of what self-evaluation is said to cover, what the forms spent together, and the accounts of the unit."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts, Key
from etl.reconcile.findings import Finding, adds_up, not_above
from etl.reconcile.forms_figures import MONEY_COLUMNS, money, total_line
from etl.vocabulary import Fund, Item, Phase


@rule(
    "narrative.evaluated_amount",
    zh="自评涉及资金不大于本年支出",
    severity="notice",
    basis="决算公开模板的绩效自评说明；自评项目的资金是本部门支出的一部分，其中可能含年内转拨其他单位的资金",
    needs="自评涉及资金与本年支出",
    example="自评项目执行 120.00，本年支出合计 100.00",
)
def evaluated_amount(facts: Facts) -> Iterator[Finding]:
    """What the evaluated projects spent is no more than all that the unit spent."""
    whole = facts.value(Key(Fund.ALL, Item.TOTAL_EXPENDITURE, Phase.FINAL))
    if whole is None:
        return
    for fund in (Fund.GENERAL_PUBLIC, Fund.ALL):
        stated = facts.value(Key(fund, Item.SELFEVAL_AMOUNT, Phase.FINAL))
        if stated:
            yield not_above(stated, whole, words="", most="notice")


@rule(
    "forms.amount_covered",
    zh="自评涉及资金与各自评表资金之和",
    severity="notice",
    basis="决算公开模板的绩效自评说明",
    needs="自评涉及资金、自评项目数与全部自评表",
    example="涉及资金 100.00，全部自评表全年预算合计 105.00",
)
def amount_covered(facts: Facts) -> Iterator[Finding]:
    """The money that self-evaluation covers: the budgets or the spending of the forms where all are published."""
    stated = facts.value(Key(Fund.GENERAL_PUBLIC, Item.SELFEVAL_AMOUNT, Phase.FINAL)) or facts.value(
        Key(Fund.ALL, Item.SELFEVAL_AMOUNT, Phase.FINAL)
    )
    count = facts.value(Key(Fund.NONE, Item.SELFEVAL_PROJECTS, Phase.FINAL))
    forms = [form for form in facts.report.forms if form.kind == "project"]
    lines = [(form, line) for form in forms if (line := total_line(form))]
    if stated is None or count is None or not lines or count.value != len(forms):
        return
    sums = []
    for column in MONEY_COLUMNS:
        parts = [part for form, line in lines if (part := money(form, line, column))]
        if parts:
            sums.append(adds_up(stated, [(1, part) for part in parts], words="各自评表", most="notice"))
    best = min(sums, key=lambda finding: (finding.status != "passed", finding.severity != "rounding"), default=None)
    if best:
        best.places = (stated.place,)
        yield best


@rule(
    "forms.project_total",
    zh="各自评表执行数之和不大于项目支出",
    severity="notice",
    basis="项目支出包含各项目的执行数；自评表可能含年内转拨其他单位的资金",
    needs="自评表执行数与项目支出",
    example="项目支出 90.00，各自评表执行数合计 95.00",
)
def project_total(facts: Facts) -> Iterator[Finding]:
    """All forms of a unit spend no more than its project expenditure."""
    whole = facts.value(Key(Fund.ALL, Item.PROJECT_EXPENDITURE, Phase.FINAL))
    forms = [form for form in facts.report.forms if form.kind == "project"]
    parts = [part for form in forms if (line := total_line(form)) and (part := money(form, line, "executed"))]
    if whole and parts:
        finding = adds_up(whole, [(1, part) for part in parts], words="各自评表执行数", most="notice", at_most=True)
        finding.places = (whole.place,)
        yield finding
