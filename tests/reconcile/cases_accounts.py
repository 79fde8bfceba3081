"""Cases of the rules inside and between tables, of percentages, procurement and time."""

from __future__ import annotations

from reconcile_case import Case
from reconcile_examples import report

SPENT = "table expenditure all: total_expenditure={0} basic_expenditure={1} project_expenditure={2}"
SUBJECT = "table expenditure all {3} 科目: total_expenditure={0} basic_expenditure={1} project_expenditure={2}"
FUND = (
    "table government_fund government_fund: opening_balance=10.00 total_income=90.00",
    "table government_fund government_fund: total_expenditure=85.00 closing_balance={0}",
)
OFFICE = "table basic_expenditure general_public: basic_expenditure@302=9.00 basic_expenditure@30201=4.00"
POST = "table basic_expenditure general_public: basic_expenditure@30207={0}"
PEOPLE = "table basic_expenditure general_public: basic_expenditure@301=70.00 basic_expenditure@303=10.00 personnel={0}"
RECEPTION = "table basic_expenditure general_public: basic_expenditure@30217={0}"
BUDGETED = "prose general_public general_public 208: total_expenditure.initial_budget=50.00 total_expenditure={0}"
TRAVEL = "prose three_public fiscal: overseas_travel.annual_budget=0.00 overseas_travel={0} overseas_travel.completion_pct={1}"
PURCHASES = "prose procurement all: procurement_total={0} procurement_goods={0} procurement_goods.share_pct={1}"
BOUGHT = "prose procurement all: procurement_total=10.00 procurement_goods=4.00 procurement_services=6.00 procurement_sme=10.00"
SHARES = "prose procurement all: procurement_goods_sme_share.share_pct={0} procurement_services_sme_share.share_pct={0}"
SME = (
    "prose procurement all: procurement_total=10.00 procurement_goods=4.00 procurement_services=6.00",
    "prose procurement all: procurement_sme=5.00 procurement_micro=3.00",
)

INSIDE = (
    Case(
        "table.income_parts",
        "其他收入少一个数字",
        report("table income all: total_income=100.00 fiscal_appropriation=90.00 other_income=10.00"),
        report("table income all: total_income=100.00 fiscal_appropriation=90.00 other_income=1.00"),
        says="相差 9.00万元",
    ),
    Case(
        "table.expenditure_parts",
        "项目支出错一位",
        report(SPENT.format("100.00", "60.00", "40.00")),
        report(SPENT.format("100.00", "60.00", "46.00")),
        says="各类支出合计 106.00万元",
    ),
    Case(
        "table.split_balances",
        "基本支出结转错一位",
        report(
            "table general_public general_public: opening_balance=5.00 opening_balance_basic=2.00 opening_balance_project=3.00"
        ),
        report(
            "table general_public general_public: opening_balance=5.00 opening_balance_basic=1.00 opening_balance_project=3.00"
        ),
        says="基本支出与项目支出的部分合计 4.00万元",
    ),
    Case(
        "table.income_balance",
        "年初结转没有计入总计",
        report("table summary all: grand_total_income=110.00 total_income=100.00 opening_balance=10.00"),
        report("table summary all: grand_total_income=100.00 total_income=100.00 opening_balance=10.00"),
    ),
    Case(
        "table.expenditure_balance",
        "年末结转错",
        report("table summary all: grand_total_expenditure=110.00 total_expenditure=98.00 closing_balance=12.00"),
        report("table summary all: grand_total_expenditure=110.00 total_expenditure=98.00 closing_balance=21.00"),
    ),
    Case(
        "table.grand_totals",
        "收支总计不等",
        report("table summary all: grand_total_income=110.00 grand_total_expenditure=110.00"),
        report("table summary all: grand_total_income=110.00 grand_total_expenditure=101.00"),
        says="收入总计与支出总计",
    ),
    Case(
        "table.fund_balance",
        "政府性基金年末数错",
        report(FUND[0], FUND[1].format("15.00")),
        report(FUND[0], FUND[1].format("5.00")),
    ),
    Case(
        "table.personnel_public",
        "人员经费漏了 303 类",
        report(PEOPLE.format("80.00")),
        report(PEOPLE.format("70.00")),
        says="人员经费",
    ),
    Case(
        "table.three_public_parts",
        "合计漏了接待费",
        report("table three_public fiscal: three_public_total=8.00 vehicle_total=5.00 reception_total=3.00"),
        report("table three_public fiscal: three_public_total=5.00 vehicle_total=5.00 reception_total=3.00"),
        says="三项经费",
    ),
    Case(
        "table.column_sum",
        "合计行错一位",
        report(
            SPENT.format("100.00", "60.00", "40.00"),
            SUBJECT.format("70.00", "40.00", "30.00", "208"),
            SUBJECT.format("30.00", "20.00", "10.00", "210"),
        ),
        report(
            SPENT.format("108.00", "60.00", "48.00"),
            SUBJECT.format("70.00", "40.00", "30.00", "208"),
            SUBJECT.format("30.00", "20.00", "10.00", "210"),
        ),
        says="所列各类合计 100.00万元",
    ),
    Case(
        "table.hierarchy",
        "款不等于项之和",
        report(
            SUBJECT.format("30.00", "30.00", "0.00", "20805"),
            SUBJECT.format("20.00", "20.00", "0.00", "2080505"),
            SUBJECT.format("10.00", "10.00", "0.00", "2080506"),
        ),
        report(
            SUBJECT.format("30.00", "30.00", "0.00", "20805"),
            SUBJECT.format("20.00", "20.00", "0.00", "2080505"),
            SUBJECT.format("1.00", "1.00", "0.00", "2080506"),
        ),
        says="所列各项合计 21.00万元",
    ),
    Case(
        "table.economic_classes",
        "302 类不等于各款之和",
        report(OFFICE, POST.format("5.00")),
        report(OFFICE, POST.format("3.00")),
        says="经济科目302",
    ),
)

BETWEEN = (
    Case(
        "between_tables.same_fact",
        "两张表的 208 类不同",
        report("table summary all 208: total_expenditure=50.00", "table expenditure all 208: total_expenditure=50.00"),
        report("table summary all 208: total_expenditure=50.00", "table expenditure all 208: total_expenditure=52.00"),
        says="相差 2.00万元",
    ),
    Case(
        "between_tables.same_income",
        "04 表收入与 02 表不同",
        report("table income all: fiscal_appropriation=90.00", "table fiscal_summary fiscal: total_income=90.00"),
        report("table income all: fiscal_appropriation=90.00", "table fiscal_summary fiscal: total_income=91.00"),
    ),
    Case(
        "between_tables.funds",
        "政府性基金没有计入合计栏",
        report(
            "table fiscal_summary fiscal: total_expenditure=100.00",
            "table fiscal_summary general_public: total_expenditure=92.00",
            "table fiscal_summary government_fund: total_expenditure=8.00",
        ),
        report(
            "table fiscal_summary fiscal: total_expenditure=92.00",
            "table fiscal_summary general_public: total_expenditure=92.00",
            "table fiscal_summary government_fund: total_expenditure=8.00",
        ),
        says="三项预算合计 100.00万元",
    ),
    Case(
        "between_tables.within_fund",
        "一般公共预算支出大于全部支出",
        report(
            "table expenditure all 208: total_expenditure=50.00",
            "table general_public general_public 208: total_expenditure=48.00",
        ),
        report(
            "table expenditure all 208: total_expenditure=50.00",
            "table general_public general_public 208: total_expenditure=58.00",
        ),
        says="部分超过整体 8.00万元",
    ),
    Case(
        "between_tables.basic_expenditure",
        "基本支出不等于人员加公用",
        report(
            "table general_public general_public: basic_expenditure=100.00",
            "table basic_expenditure general_public: personnel=80.00 public=20.00",
        ),
        report(
            "table general_public general_public: basic_expenditure=100.00",
            "table basic_expenditure general_public: personnel=80.00 public=18.00",
        ),
    ),
    Case(
        "between_tables.three_public_inside",
        "基本支出中的接待费大于“三公”接待费",
        report(
            "table basic_expenditure general_public: basic_expenditure@30217=2.00",
            "table three_public fiscal: reception_total=3.00",
        ),
        report(
            "table basic_expenditure general_public: basic_expenditure@30217=4.00",
            "table three_public fiscal: reception_total=3.00",
        ),
    ),
    Case(
        "between_tables.operating_cost",
        "机关运行经费大于公用经费",
        report("table basic_expenditure general_public: public=20.00", "prose operating_cost all: operating_cost=18.00"),
        report("table basic_expenditure general_public: public=20.00", "prose operating_cost all: operating_cost=22.00"),
        severity="notice",
    ),
    Case(
        "between_tables.mandatory_contributions",
        "公积金两种口径相差一倍",
        report(
            "table basic_expenditure general_public: basic_expenditure@30113=10.00",
            "table general_public general_public 2210201: total_expenditure=10.00",
        ),
        report(
            "table basic_expenditure general_public: basic_expenditure@30113=20.00",
            "table general_public general_public 2210201: total_expenditure=10.00",
        ),
        severity="notice",
    ),
)

PERCENTAGES = (
    Case(
        "percentages.completion",
        "完成比例错",
        report(BUDGETED.format("40.00 total_expenditure.completion_pct=80.00%")),
        report(BUDGETED.format("40.00 total_expenditure.completion_pct=88.00%")),
        says="完成比例为 80.00%",
    ),
    Case(
        "percentages.zero_budget",
        "零预算印完成百分比",
        report(TRAVEL.format("0.00", "0.00%")),
        report(TRAVEL.format("3.00", "100.00%")),
        severity="notice",
        says="预算为零",
    ),
    Case(
        "percentages.share",
        "占比错",
        report("prose expenditure all: total_expenditure=100.00 basic_expenditure=30.00 basic_expenditure.share_pct=30.00%"),
        report("prose expenditure all: total_expenditure=100.00 basic_expenditure=30.00 basic_expenditure.share_pct=31.00%"),
        says="占比为 30.00%",
    ),
    Case(
        "percentages.share",
        "小微企业的占比接近占采购总额之比",
        report(
            "prose procurement all: procurement_total=100.00 procurement_sme=80.00 procurement_micro=40.00",
            "prose procurement all: procurement_micro.share_pct=40.00%",
        ),
        report(
            "prose procurement all: procurement_total=100.00 procurement_sme=80.00 procurement_micro=40.00",
            "prose procurement all: procurement_micro.share_pct=41.00%",
        ),
        says="占比为 40.00%",
    ),
    Case(
        "percentages.share_of_zero",
        "零的百分之百",
        report(PURCHASES.format("0.00", "0.00%")),
        report(PURCHASES.format("0.00", "100.00%")),
        severity="notice",
        says="整体为零",
    ),
    Case(
        "percentages.growth",
        "增幅错",
        report("prose income all: total_income=110.00 total_income.delta_prior=10.00 total_income.pct_prior=10.00%"),
        report("prose income all: total_income=110.00 total_income.delta_prior=10.00 total_income.pct_prior=12.00%"),
        says="增减幅度为 10.00%",
    ),
    Case(
        "percentages.zero_prior",
        "上年为零而印增长百分之百",
        report("prose income all: other_income=0.00 other_income.delta_prior=0.00 other_income.pct_prior=0.00%"),
        report("prose income all: other_income=5.00 other_income.delta_prior=5.00 other_income.pct_prior=100.00%"),
        severity="notice",
        says="基数为零",
    ),
    Case(
        "percentages.difference",
        "增减额错",
        report(BUDGETED.format("60.00 total_expenditure.delta_initial_budget=10.00")),
        report(BUDGETED.format("60.00 total_expenditure.delta_initial_budget=1.00")),
        says="决算减基数合计 10.00万元",
    ),
)

PROCUREMENT = (
    Case(
        "narrative.evaluated_amount",
        "自评项目执行大于全部支出",
        report("prose overall all: total_expenditure=100.00", "prose performance general_public: selfeval_amount=90.00"),
        report("prose overall all: total_expenditure=100.00", "prose performance general_public: selfeval_amount=120.00"),
        severity="notice",
    ),
    Case(
        "procurement.enterprises",
        "授予中小企业大于总额",
        report(*SME),
        report(SME[0], "prose procurement all: procurement_sme=12.00 procurement_micro=3.00"),
        severity="notice",
    ),
    Case(
        "procurement.sme_shares",
        "全部授予中小企业而占比为零",
        report(BOUGHT, SHARES.format("100.00%")),
        report(BOUGHT, SHARES.format("0.00%")),
        says="计算仅 0.00万元",
    ),
    Case(
        "procurement.share_above_hundred",
        "占比超过百分之百",
        report(SME[0], "prose procurement all: procurement_services_sme_share.share_pct=100.00%"),
        report(SME[0], "prose procurement all: procurement_services_sme_share.share_pct=120.00%"),
        severity="notice",
    ),
)

OVER_TIME = (
    Case(
        "over_time.opening_balance",
        "年初数不等于推得的上年末数",
        report("prose overall all: opening_balance=7.00 closing_balance=2.00 closing_balance.delta_prior=-5.00"),
        report("prose overall all: opening_balance=4.00 closing_balance=2.00 closing_balance.delta_prior=-5.00"),
        severity="notice",
        says="相差 3.00万元",
    ),
)

CASES = (*INSIDE, *BETWEEN, *PERCENTAGES, *PROCUREMENT, *OVER_TIME)
