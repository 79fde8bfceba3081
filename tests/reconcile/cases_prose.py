"""Cases of the rules on prose: against tables and itself, directions and words, form of publication."""

from __future__ import annotations

from reconcile_case import Case
from reconcile_examples import explanation, observations, report, statement

from etl.report import Report, UnitIdentity, UnreadNumber
from etl.vocabulary import Item, Phase

SUBJECT = "prose general_public general_public 2080101 行政运行: total_expenditure.initial_budget={0} total_expenditure={1}"
NINE = (
    "summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_public",
    "basic_expenditure",
    "government_fund",
    "state_capital",
    "three_public",
)
MATTERS = "“三公”经费支出说明\n机关运行经费\n政府采购\n国有资产占用\n预算绩效\n名词解释"


def _bare_percent(of: Report) -> Report:
    rows = tuple(
        row.model_copy(update={"printed_unit": ""}) if row.phase is Phase.PCT_PRIOR else row for row in of.observations
    )
    return of.model_copy(update={"observations": rows})


def _with_unread(of: Report, line: int) -> Report:
    return of.model_copy(update={"unread": (UnreadNumber(raw="9.00", context="合计 9.00", line=line),)})


def _with_path(*path: str) -> Report:
    row = observations("prose general_public general_public 2210201 住房公积金: total_expenditure=5.00")[0]
    return report(observations=(row.model_copy(update={"functional_path": path}),))


def _of_two_units(*lines: str) -> Report:
    unit = UnitIdentity(name="某市档案局", members=("某市档案局本级", "某市档案馆"))
    return report(*lines).model_copy(update={"unit": unit})


UNREAD = (
    statement("summary", line=3, amounts=0),
    statement("income", line=40),
    statement("government_fund", line=60, amounts=0, empty_note="本部门没有政府性基金收支"),
)
PARTS = (
    "prose overall all: grand_total_income={0} fiscal_appropriation=90.00 superior_subsidy=0.00 institutional_income=7.00"
    " business_income=0.00 affiliate_remittance=0.00 other_income=3.00"
    " use_of_nonfiscal_surplus=0.00 opening_balance=10.00"
)
SIDE = "prose overall all: grand_total_income=110.00 total_income=100.00 use_of_nonfiscal_surplus=0.00 opening_balance={0}"
AGAINST = (
    Case(
        "narrative.table",
        "说明取了另一个数",
        report("table basic_expenditure general_public: personnel=80.00", "prose basic general_public: personnel=80.00"),
        report("table basic_expenditure general_public: personnel=80.00", "prose basic general_public: personnel=81.00"),
        says="表中为 80.00万元，另一处文中为 81.00万元",
    ),
    Case(
        "narrative.same_fact",
        "两段写了两个数",
        report("prose overall all: total_expenditure=100.00", "prose expenditure all: total_expenditure=100.00"),
        report("prose overall all: total_expenditure=100.00", "prose expenditure all: total_expenditure=101.00"),
    ),
    Case(
        "narrative.grand_total",
        "收支总计与收入总计不同",
        report("prose overall all: grand_total=110.00", "table summary all: grand_total_income=110.00"),
        report("prose overall all: grand_total=101.00", "table summary all: grand_total_income=110.00"),
    ),
    Case(
        "narrative.sums",
        "总计不等于各部分之和",
        report(SIDE.format("10.00")),
        report(SIDE.format("1.00")),
        says="相差 9.00万元",
    ),
    Case(
        "narrative.sums",
        "收入总计按各项收入列示",
        report(PARTS.format("110.00")),
        report(PARTS.format("101.00")),
    ),
    Case(
        "narrative.hierarchy",
        "所列各项超过类级数",
        report(
            "prose general_public general_public 208: total_expenditure=40.00",
            "prose general_public general_public 2080101: total_expenditure=30.00",
            "prose general_public general_public 2080505: total_expenditure=10.00",
        ),
        report(
            "prose general_public general_public 208: total_expenditure=40.00",
            "prose general_public general_public 2080101: total_expenditure=30.00",
            "prose general_public general_public 2080505: total_expenditure=16.00",
        ),
        says="部分超过总额",
    ),
    Case(
        "narrative.economic_classes",
        "所列各款超过公用经费",
        report("prose basic general_public: public=9.00 basic_expenditure@30201=4.00 basic_expenditure@30207=5.00"),
        report("prose basic general_public: public=9.00 basic_expenditure@30201=4.00 basic_expenditure@30207=7.00"),
        says="部分超过总额",
    ),
    Case(
        "narrative.basic_and_project",
        "各段落之间不平",
        report(
            "prose general_public general_public: total_expenditure=100.00",
            "prose basic general_public: basic_expenditure=60.00",
            "prose project general_public: project_expenditure=40.00",
        ),
        report(
            "prose general_public general_public: total_expenditure=100.00",
            "prose basic general_public: basic_expenditure=60.00",
            "prose project general_public: project_expenditure=45.00",
        ),
    ),
    Case(
        "narrative.staff",
        "人数不平",
        report("prose organisation none: staff_total=#60 staff_active=#50 staff_retired_cadre=#0 staff_retired=#10"),
        report("prose organisation none: staff_total=#60 staff_active=#50 staff_retired_cadre=#0 staff_retired=#9"),
        severity="notice",
    ),
    Case(
        "narrative.fund_total",
        "一般公共预算支出大于本年支出",
        report(
            "prose expenditure all: total_expenditure=100.00", "prose general_public general_public: total_expenditure=95.00"
        ),
        report(
            "prose expenditure all: total_expenditure=100.00", "prose general_public general_public: total_expenditure=105.00"
        ),
    ),
    Case(
        "narrative.missing_percent_sign",
        "百分号漏印",
        report("prose income all: total_income=110.00 total_income.delta_prior=10.00 total_income.pct_prior=10.00%"),
        _bare_percent(
            report("prose income all: total_income=110.00 total_income.delta_prior=10.00 total_income.pct_prior=10.00%")
        ),
        severity="notice",
    ),
)

DIRECTIONS = (
    Case(
        "directions.signs",
        "减少额与增长百分比",
        report(
            "prose operating_cost all: operating_cost=90.00 operating_cost.delta_prior=-10.00 operating_cost.pct_prior=-10.00%"
        ),
        report(
            "prose operating_cost all: operating_cost=90.00 operating_cost.delta_prior=-10.00 operating_cost.pct_prior=10.00%"
        ),
        says="方向相反",
    ),
    Case(
        "directions.reason",
        "决算小于预算而原因说增加",
        report(
            SUBJECT.format("50.00", "40.00"),
            explanations=(
                explanation("人员减少", Item.TOTAL_EXPENDITURE, Phase.DELTA_INITIAL_BUDGET, line=10, functional_code="2080101"),
            ),
        ),
        report(
            SUBJECT.format("50.00", "40.00"),
            explanations=(
                explanation("人员增加", Item.TOTAL_EXPENDITURE, Phase.DELTA_INITIAL_BUDGET, line=10, functional_code="2080101"),
            ),
        ),
        severity="notice",
        says="只说增加",
    ),
    Case(
        "directions.reason_owed",
        "增加而没有说明原因",
        report(
            "prose operating_cost all: operating_cost.delta_prior=10.00",
            explanations=(explanation("人员增加", Item.OPERATING_COST, Phase.DELTA_PRIOR),),
        ),
        report("prose operating_cost all: operating_cost.delta_prior=10.00"),
        severity="notice",
        says="未说明原因",
    ),
    Case(
        "directions.words",
        "写大于而实为小于",
        report("prose three_public fiscal: three_public_total=4.00"),
        report("prose three_public fiscal: three_public_total=4.00"),
        good_text="x\n" * 9 + "预算为5.00万元，支出决算为4.00万元。决算数小于预算数的主要原因是从严控制。",
        bad_text="x\n" * 9 + "预算为5.00万元，支出决算为4.00万元。决算数大于预算数的主要原因是从严控制。",
        says="相差 1.00万元",
    ),
    Case(
        "percentages.part_above_whole",
        "占比超过 100%",
        report("prose performance all: selfeval_amount=4.00"),
        report("prose performance all: selfeval_amount=4.00"),
        severity="notice",
        good_text="x\n" * 9 + "涉及资金4.00万元，占项目支出预算总额的98.10%，占年初预算的120.00%。",
        bad_text="x\n" * 9 + "涉及资金4.00万元，占项目支出预算总额的111.10%。",
        says="部分大于整体",
    ),
)

PUBLICATION = (
    Case(
        "publication.tables",
        "没有“三公”表",
        report(statements=tuple(statement(kind, line=at) for at, kind in enumerate(NINE, 1))),
        report(statements=tuple(statement(kind, line=at) for at, kind in enumerate(NINE[:-1], 1))),
        severity="notice",
        says="三公",
    ),
    Case(
        "publication.empty_tables",
        "空表没有说明",
        report(statements=(statement("government_fund", amounts=0, empty_note="本部门没有政府性基金收支"),)),
        report(statements=(statement("government_fund", amounts=0),)),
        severity="notice",
    ),
    Case(
        "publication.empty_tables",
        "有未读数字的表不是空表",
        _with_unread(report(statements=UNREAD), line=12),
        _with_unread(report(statements=UNREAD), line=45),
        severity="notice",
    ),
    Case(
        "publication.sections",
        "没有政府采购说明",
        report(),
        report(),
        severity="notice",
        good_text=MATTERS,
        bad_text=MATTERS.replace("政府采购\n", ""),
        says="没有政府采购说明",
    ),
    Case(
        "publication.leftovers",
        "未删去的选项",
        report(),
        report(),
        severity="notice",
        good_text="比上年减少 3.00 万元",
        bad_text="比上年增加（减少）3.00 万元",
        says="增加（减少）",
    ),
    Case(
        "publication.unit_name",
        "标题写了上级单位",
        report(),
        report(),
        severity="notice",
        good_text="某市档案局 2023 年度部门决算",
        bad_text="某省档案管理局 2023 年度部门决算",
    ),
    Case(
        "publication.subject_names",
        "科目名称不在科目表中",
        report("prose general_public general_public 2080101 行政运行: total_expenditure=5.00"),
        report("prose general_public general_public 2080101 行政运转: total_expenditure=5.00"),
        severity="notice",
        says="行政运行",
    ),
    Case(
        "publication.subject_path",
        "款级写作类级名称",
        _with_path("住房保障支出", "住房改革支出", "住房公积金"),
        _with_path("住房保障支出", "住房保障支出", "住房公积金"),
        severity="notice",
        says="住房改革",
    ),
    Case(
        "publication.units_in_scope",
        "单位数与名单不符",
        _of_two_units("prose organisation none: units_in_scope=#2"),
        _of_two_units("prose organisation none: units_in_scope=#3"),
        severity="notice",
    ),
    Case(
        "publication.table_numerals",
        "序号重复",
        report(statements=(statement("summary", line=1, title="收入支出决算总表"),)),
        report(statements=(statement("summary", line=1, title="收入支出决算总表"),)),
        severity="notice",
        good_text="收入支出决算总表\n一、一般公共服务支出\n二、外交支出\n三、国防支出\n四、公共安全支出",
        bad_text="收入支出决算总表\n一、一般公共服务支出\n二、外交支出\n二、国防支出\n三、公共安全支出",
        says="不连续",
    ),
    Case(
        "publication.serials",
        "唯一单位的序号为 32",
        report(),
        report(),
        severity="notice",
        good_text="序号\t单位名称\n1\t某市档案局本级",
        bad_text="序号\t单位名称\n32\t某市档案局本级",
        says="32",
    ),
)

CASES = (*AGAINST, *DIRECTIONS, *PUBLICATION)
