"""Faults planted in consistent reports: what each does before printing, how grave it is, and which rules must find it.

The rest of the truth stays; where a number is printed otherwise, that is what is observed, as in a hand reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from etl.generate import faults_forms as form_faults
from etl.generate import faults_numbers as numbers
from etl.generate import faults_words as words
from etl.generate.blocks import Flaw, Placed
from etl.generate.dice import dice
from etl.generate.drafts import Change, Draft
from etl.generate.faults_numbers import Sites, Wanted, amount, count, percentage, wrong_digits
from etl.generate.form_style import FormStyle
from etl.generate.slips import (
    exchanged_digits,
    higher_first_digit,
    last_digit,
    lost_digit,
    other_digit,
    other_first_digit,
    ten_thousandfold,
)
from etl.generate.style import LAYOUTS, Layout
from etl.generate.text import RenderedReport, print_report
from etl.vocabulary import Channel, Fund, Item, Phase

Level = Literal["hard", "rounding", "soft"]
_TABLE: Final = Channel.TABLE
_PROSE: Final = Channel.NARRATIVE
_SPENT: Final = (Item.TOTAL_EXPENDITURE, Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE)
_PUBLIC_COSTS: Final = (Item.OVERSEAS_TRAVEL, Item.VEHICLE_OPERATION, Item.VEHICLE_PURCHASE, Item.RECEPTION_TOTAL)
_BOUGHT: Final = (Item.PROCUREMENT_GOODS, Item.PROCUREMENT_WORKS, Item.PROCUREMENT_SERVICES)
_GRAND: Final = (Item.GRAND_TOTAL_INCOME, Item.GRAND_TOTAL_EXPENDITURE)
_ITEMS: Final = (7,)
_PLAIN: Final = FormStyle()
_COSTS: Final = FormStyle(own_costs=True)


def _small(items: tuple[Item, ...], channel: Channel, phases: tuple[Phase, ...] = (Phase.FINAL,)) -> Wanted:
    """An amount of two 万元 and more, as the 三公 are."""
    return lambda fact: fact.value >= 20_000 and fact.item in items and fact.channel is channel and fact.phase in phases


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault. `rules` are the ids of which one must find it, a group where an id ends in a dot.

    `years` is set where it shows only beside the report of the year before; `forms` are the ones that the draft must have.
    """

    kind: str
    zh: str
    level: Level
    rules: tuple[str, ...]
    sites: Sites
    years: bool = False
    forms: FormStyle = _PLAIN
    layouts: tuple[Layout, ...] = LAYOUTS  # those that have places for it


FAULTS: Final[tuple[Fault, ...]] = (
    # statements
    Fault("statement_digit", "支出表一个数字错一位", "hard", ("table.",),
          wrong_digits(amount(*_SPENT, channel=_TABLE, fund=Fund.ALL, digits=_ITEMS))),
    Fault("income_digit", "收入表一个数字错一位", "hard", ("table.", "between_tables."),
          wrong_digits(amount(Item.TOTAL_INCOME, Item.FISCAL_APPROPRIATION, channel=_TABLE, fund=Fund.ALL, digits=_ITEMS))),
    Fault("statement_total", "支出表合计行错一位", "hard", ("table.", "between_tables."),
          wrong_digits(amount(*_SPENT, channel=_TABLE, fund=Fund.ALL))),
    Fault("lost_digit", "支出表一个数字少印一位", "hard", ("table.",),
          wrong_digits(amount(*_SPENT, channel=_TABLE, fund=Fund.ALL, digits=_ITEMS), lost_digit)),
    Fault("exchanged_digits", "支出表一个数字前后颠倒", "hard", ("table.",),
          wrong_digits(amount(*_SPENT, channel=_TABLE, fund=Fund.ALL, digits=_ITEMS), exchanged_digits)),
    Fault("shifted_rows", "总表支出一栏错了一行", "hard", ("table.", "between_tables.same_fact"), words.shifted_rows),
    Fault("statement_unit", "支出表的单位印错", "hard", ("between_tables.same_fact",), words.unit_of_statement),
    Fault("grand_total", "总表总计错一位", "hard", ("table.",),
          wrong_digits(amount(*_GRAND, channel=_TABLE, fund=Fund.ALL))),
    Fault("opening_balance", "总表年初结转和结余错一位", "hard", ("table.income_balance",),
          wrong_digits(amount(Item.OPENING_BALANCE, channel=_TABLE, fund=Fund.ALL))),
    Fault("budget_column", "财政拨款总表一般公共预算栏错一位", "hard", ("table.", "between_tables."),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, channel=_TABLE, fund=Fund.GENERAL_PUBLIC))),
    Fault("government_fund", "政府性基金表一个数字错一位", "hard", ("table.", "between_tables."),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, Item.TOTAL_INCOME, channel=_TABLE, fund=Fund.GOVERNMENT_FUND))),
    Fault("economic_item", "基本支出表一款错一位", "hard", ("table.economic_classes",),
          wrong_digits(amount(Item.BASIC_EXPENDITURE, channel=_TABLE, fund=Fund.GENERAL_PUBLIC, economic=(5,)))),
    Fault("personnel", "基本支出表人员经费合计错一位", "hard", ("table.personnel_public", "between_tables."),
          wrong_digits(amount(Item.PERSONNEL, Item.PUBLIC, channel=_TABLE))),
    Fault("three_public_statement", "“三公”经费表一项错一位", "hard", ("table.three_public_parts",),
          wrong_digits(_small(_PUBLIC_COSTS, _TABLE))),
    # amounts in prose
    Fault("prose_total", "说明中的支出合计错一位", "hard", ("narrative.",),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, channel=_PROSE, fund=Fund.ALL))),
    Fault("prose_subject", "说明中一个科目的决算数错一位", "hard", ("narrative.", "percentages."),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, channel=_PROSE, fund=Fund.GENERAL_PUBLIC, digits=(3, 7)))),
    Fault("prose_budget", "说明中一个科目的年初预算错一位", "hard", ("percentages.completion", "narrative.hierarchy"),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, channel=_PROSE, phase=Phase.INITIAL_BUDGET, digits=(3, 7)))),
    Fault("prose_personnel", "说明中的人员经费、公用经费错一位", "hard", ("narrative.", "between_tables.basic_expenditure"),
          wrong_digits(amount(Item.PERSONNEL, Item.PUBLIC, channel=_PROSE))),
    Fault("prose_economic_item", "说明中一个经济科目错一位", "hard", ("narrative.",),
          wrong_digits(amount(Item.BASIC_EXPENDITURE, Item.PROJECT_EXPENDITURE, channel=_PROSE, economic=(5,)),
                       higher_first_digit)),
    Fault("ten_thousandfold", "说明中一个金额扩大一万倍", "hard", ("narrative.",),
          wrong_digits(amount(*_SPENT, channel=_PROSE, fund=Fund.ALL), ten_thousandfold)),
    Fault("sentence_unit", "说明中一个金额的单位印错", "hard", ("narrative.", "percentages."), numbers.unit_of_sentence),
    Fault("another_table", "说明取了另一张表的数字", "hard", ("narrative.",), numbers.another_table),
    Fault("three_public_prose", "说明中的“三公”经费一项错一位", "hard", ("narrative.", "percentages."),
          wrong_digits(_small(_PUBLIC_COSTS, _PROSE))),
    Fault("three_public_budget", "说明中的“三公”经费预算错一位", "hard", ("narrative.", "percentages.completion"),
          wrong_digits(_small((Item.THREE_PUBLIC_TOTAL,), _PROSE, (Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET)))),
    Fault("procurement", "政府采购一项错一位", "hard", ("narrative.", "percentages."),
          wrong_digits(amount(Item.PROCUREMENT_TOTAL, *_BOUGHT, channel=_PROSE))),
    Fault("enterprises", "授予中小企业金额大于总额", "hard", ("percentages.share", "procurement.enterprises"),
          wrong_digits(amount(Item.PROCUREMENT_SME, channel=_PROSE), ten_thousandfold)),
    Fault("last_digit", "说明中的末位与报表差一", "rounding", ("narrative.", "percentages."),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, channel=_PROSE, fund=Fund.ALL), last_digit)),
    # changes and percentages
    Fault("completion", "完成预算百分比错一位", "hard", ("percentages.completion",),
          wrong_digits(percentage(Phase.COMPLETION_PCT))),
    Fault("share", "占比错一位", "hard", ("percentages.share", "procurement.sme_shares"),
          wrong_digits(percentage(Phase.SHARE_PCT))),
    Fault("growth", "增减百分比错一位", "hard", ("percentages.growth",), wrong_digits(percentage(Phase.PCT_PRIOR))),
    Fault("difference", "比上年增减额错一位", "hard", ("percentages.",),
          wrong_digits(amount(Item.TOTAL_EXPENDITURE, Item.GRAND_TOTAL, channel=_PROSE, phase=Phase.DELTA_PRIOR),
                       other_first_digit)),
    Fault("direction_word", "增加写作减少，百分比不变", "hard", ("directions.signs",), numbers.direction_word),
    Fault("sign", "增加、增长写作减少、下降", "hard", ("percentages.growth", "percentages.difference"), numbers.sign),
    Fault("than_word", "决算数大于预算数写反", "hard", ("directions.words",), words.than_word),
    Fault("percent_sign", "百分比缺少百分号", "soft", ("narrative.missing_percent_sign",), numbers.percent_sign),
    Fault("contrary_reason", "原因与增减方向相反", "soft", ("directions.reason",), words.contrary_reason),
    Fault("last_year", "比上年增减与上年报告不符", "soft", ("over_time.prior_stated",),
          numbers.last_year(Item.TOTAL_EXPENDITURE, Item.THREE_PUBLIC_TOTAL, Item.OPERATING_COST), years=True),
    Fault("last_year_total", "收、支总计比上年增减与上年报告不符", "soft", ("over_time.prior_stated",),
          numbers.last_year(Item.GRAND_TOTAL), years=True),
    # counts
    Fault("staff", "实有人数与各类人数不符", "soft", ("narrative.staff",),
          wrong_digits(count(Item.STAFF_TOTAL, Item.STAFF_ACTIVE))),
    Fault("units_in_scope", "纳入编报范围的单位数与表中名单不符", "soft", ("publication.units_in_scope",),
          numbers.units_listed(as_table=True)),
    Fault("units_in_sentence", "纳入编报范围的单位数与文中名单不符", "soft", ("publication.units_in_scope",),
          numbers.units_listed(as_table=False)),
    Fault("average_score", "自评平均得分错一位", "hard", ("forms.average_score",), numbers.average_score),
    # form of publication
    Fault("leftover", "模板的两种说法都留着", "soft", ("publication.leftovers",), words.leftover),
    Fault("omitted_section", "没有国有资产说明", "soft", ("publication.sections",), words.omitted_section),
    Fault("omitted_statement", "没有“三公”经费表", "soft", ("publication.tables",), words.omitted_statement),
    Fault("missing_note", "空表没有说明", "soft", ("publication.empty_tables",), words.missing_note),
    Fault("serial", "名单序号不从 1 起", "soft", ("publication.serials",), words.serial),
    Fault("numeral", "总表的序号重复", "soft", ("publication.table_numerals",), words.numeral),
    Fault("other_unit", "标题写作另一单位", "soft", ("publication.unit_name",), words.other_unit),
    # self-evaluation forms
    Fault("form_score", "自评表一项得分少 2 分", "hard", ("forms.total_score",), form_faults.indicator_points("score", "2")),
    Fault("form_over_weight", "自评表一项得分大于分值", "hard", ("forms.score_within_weight",),
          form_faults.indicator_points("score", "-3")),
    Fault("form_weight", "自评表一项分值多 2 分", "hard", ("forms.weights",), form_faults.indicator_points("weight", "-2")),
    Fault("form_total", "自评表总得分少 7 分", "hard", ("forms.total_score", "forms.narrative"),
          form_faults.of_whole_form("total_score", "7")),
    Fault("form_rate", "自评表执行率少 9%", "hard", ("forms.execution_rate",),
          form_faults.points_of_money("execution_rate", "9")),
    Fault("form_funding_score", "自评表预算执行得分少 1 分", "hard", ("forms.funding_score", "forms.total_score"),
          form_faults.points_of_money("score", "1")),
    Fault("form_executed", "自评表全年执行数错一位", "hard", ("forms.execution_rate", "forms.funding_parts"),
          form_faults.money("executed", "total", other_digit)),
    Fault("form_source", "自评表财政拨款预算错一位", "hard", ("forms.funding_parts",),
          form_faults.money("annual_budget", "fiscal", other_digit)),
    Fault("form_missed", "未达目标而得满分", "hard", ("forms.target_missed",), form_faults.missed_with_full_score),
    Fault("form_met", "达到目标而得零分", "hard", ("forms.target_met", "forms.total_score"), form_faults.met_without_score),
    Fault("form_blank", "有得分而无实际完成值", "soft", ("forms.actual_blank",), form_faults.blank_result,
          layouts=("A",)),
    Fault("form_loss", "达到目标而扣分，没有原因", "hard", ("forms.points_lost",), form_faults.unfounded_loss),
    Fault("form_no_reason", "未达目标而扣分，没有原因", "soft", ("forms.points_lost",), form_faults.missing_reason),
    Fault("form_total_cost", "总成本指标的目标大于预算", "hard", ("forms.cost_targets",),
          form_faults.cost("target_raw", "成本指标")),
    Fault("form_cost_target", "成本指标目标合计大于预算", "soft", ("forms.cost_targets",),
          form_faults.cost("target_raw", "经济成本指标"), forms=_COSTS),
    Fault("form_cost_actual", "成本指标实际合计大于执行数", "hard", ("forms.cost_actuals",),
          form_faults.cost("actual_raw", "经济成本指标"), forms=_COSTS),
    Fault("form_level_total", "一级指标标注的分值错", "hard", ("forms.level_totals",), form_faults.level_total, layouts=("B",)),
    Fault("form_narrative_score", "综述的自评得分与表不符", "hard", ("forms.narrative",),
          form_faults.of_whole_form("narrative_score", "10")),
    Fault("form_narrative_money", "综述的执行数与表不符", "hard", ("forms.narrative",),
          form_faults.of_whole_form("narrative_executed", "3")),
    Fault("form_goal", "目标抄自另一项目", "soft", ("forms.duplicates",), form_faults.copied_goal, layouts=("A",)),
)  # fmt: skip
BY_KIND: Final = {fault.kind: fault for fault in FAULTS}


def plant(draft: Draft, fault: Fault, seed: int) -> RenderedReport | None:
    """The report with one fault of this kind, at a place that depends on the seed; None where it has no place for one.

    Its one row of ``claims.csv`` names every line that carries the fault.
    """
    words = (fault.kind, seed, draft.style.seed, draft.layout)
    changes = list(fault.sites(draft, dice("fault", *words)))
    if not changes:
        return None
    change = dice("fault place", *words).choice(changes)
    report = print_report(draft.accounts, draft.layout, draft.style, draft.changed(change))
    return _claimed(report, fault, change)


def _claimed(report: RenderedReport, fault: Fault, change: Change) -> RenderedReport:
    """The printed report with its fault in the claims, and the truth of what is printed there in the truth."""
    lines = sorted({placed.line for placed in report.placed if isinstance(placed.truth, Flaw)})
    claim = {
        "claim_id": f"{fault.kind}-01",
        "lines": ";".join(map(str, lines)),
        "level": fault.level,
        "kind": fault.kind,
        "stated": change.stated,
        "recomputed": change.right,
        "note": fault.zh,
    }
    placed: list[Placed] = []
    for entry in report.placed:
        if not isinstance(entry.truth, Flaw):
            placed.append(entry)
        elif entry.truth.truth is not None:
            placed.append(Placed(entry.truth.truth, entry.line, entry.raw))
    return replace(report, placed=tuple(placed), claims=(claim,))
