"""The vocabulary of the data contract: funds, accounts, phases, units, channels.

One term for one thing: these values stand in the Report, the warehouse, the marts and the exports. Chinese labels of the
accounts are in ``reference/accounts.csv``; a test holds the two lists together.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Fund(StrEnum):
    """Which money a number speaks of."""

    ALL = "all"  # the whole unit
    FISCAL = "fiscal"  # 财政拨款: the three budgets below together
    GENERAL_PUBLIC = "general_public"  # 一般公共预算财政拨款
    GOVERNMENT_FUND = "government_fund"  # 政府性基金预算财政拨款
    STATE_CAPITAL = "state_capital"  # 国有资本经营预算财政拨款
    NONE = "none"  # counts


class Phase(StrEnum):
    """Which figure of an account: a budget, the final account, or a change or share as stated."""

    INITIAL_BUDGET = "initial_budget"
    ANNUAL_BUDGET = "annual_budget"
    FINAL = "final"
    PRIOR_FINAL = "prior_final"
    DELTA_PRIOR = "delta_prior"
    PCT_PRIOR = "pct_prior"
    DELTA_INITIAL_BUDGET = "delta_initial_budget"
    PCT_INITIAL_BUDGET = "pct_initial_budget"
    DELTA_ANNUAL_BUDGET = "delta_annual_budget"
    PCT_ANNUAL_BUDGET = "pct_annual_budget"
    COMPLETION_PCT = "completion_pct"
    SHARE_PCT = "share_pct"


class MeasureUnit(StrEnum):
    """The unit a value is stored in, whatever unit was printed."""

    YUAN = "yuan"
    PCT = "pct"
    COUNT = "count"
    SQM = "sqm"


class Channel(StrEnum):
    """Where in a report a number stands."""

    TABLE = "table"
    NARRATIVE = "narrative"


class Method(StrEnum):
    """How a number and its column are known. What was worked out, or hardly legible, never makes an error of a report."""

    READ = "read"  # printed under its header or beside its name
    SOLVED = "solved"  # the only assignment that satisfies the accounts
    OCR = "ocr"  # recognised in a picture, under its header or beside its name
    OCR_DOUBTFUL = "ocr_doubtful"  # recognised in a picture with little confidence, or its column worked out

    @property
    def is_certain(self) -> bool:
        """True where the printed number itself stands under or beside what it belongs to."""
        return self in (Method.READ, Method.OCR)

    @property
    def is_recognised(self) -> bool:
        """True where the characters come from a picture."""
        return self in (Method.OCR, Method.OCR_DOUBTFUL)


class Item(StrEnum):
    """The account that a number belongs to; labels and hierarchy in ``reference/accounts.csv``."""

    TOTAL_INCOME = "total_income"
    FISCAL_APPROPRIATION = "fiscal_appropriation"
    GENERAL_PUBLIC_APPROPRIATION = "general_public_appropriation"
    GOVERNMENT_FUND_APPROPRIATION = "government_fund_appropriation"
    STATE_CAPITAL_APPROPRIATION = "state_capital_appropriation"
    SUPERIOR_SUBSIDY = "superior_subsidy"
    INSTITUTIONAL_INCOME = "institutional_income"
    EDUCATION_FEE_INCOME = "education_fee_income"
    BUSINESS_INCOME = "business_income"
    AFFILIATE_REMITTANCE = "affiliate_remittance"
    OTHER_INCOME = "other_income"
    USE_OF_NONFISCAL_SURPLUS = "use_of_nonfiscal_surplus"
    OPENING_BALANCE = "opening_balance"
    OPENING_BALANCE_BASIC = "opening_balance_basic"
    OPENING_BALANCE_PROJECT = "opening_balance_project"
    INCOME_BASIC = "income_basic"
    INCOME_PROJECT = "income_project"
    GRAND_TOTAL_INCOME = "grand_total_income"
    TOTAL_EXPENDITURE = "total_expenditure"
    BASIC_EXPENDITURE = "basic_expenditure"
    PERSONNEL = "personnel"
    PUBLIC = "public"
    PROJECT_EXPENDITURE = "project_expenditure"
    REMITTANCE_TO_SUPERIOR = "remittance_to_superior"
    BUSINESS_EXPENDITURE = "business_expenditure"
    AFFILIATE_SUBSIDY = "affiliate_subsidy"
    SURPLUS_DISTRIBUTION = "surplus_distribution"
    CLOSING_BALANCE = "closing_balance"
    CLOSING_BALANCE_BASIC = "closing_balance_basic"
    CLOSING_BALANCE_PROJECT = "closing_balance_project"
    CLOSING_PROJECT_CARRIED = "closing_project_carried"
    CLOSING_PROJECT_SURPLUS = "closing_project_surplus"
    GRAND_TOTAL_EXPENDITURE = "grand_total_expenditure"
    GRAND_TOTAL = "grand_total"
    OPERATING_COST = "operating_cost"
    MEETING_COST = "meeting_cost"
    TRAINING_COST = "training_cost"
    EVENT_COST = "event_cost"
    THREE_PUBLIC_TOTAL = "three_public_total"
    OVERSEAS_TRAVEL = "overseas_travel"
    VEHICLE_TOTAL = "vehicle_total"
    VEHICLE_PURCHASE = "vehicle_purchase"
    VEHICLE_OPERATION = "vehicle_operation"
    RECEPTION_TOTAL = "reception_total"
    RECEPTION_DOMESTIC = "reception_domestic"
    RECEPTION_FOREIGN = "reception_foreign"
    OVERSEAS_GROUPS = "overseas_groups"
    OVERSEAS_PERSONS = "overseas_persons"
    VEHICLES_PURCHASED = "vehicles_purchased"
    VEHICLES_HELD = "vehicles_held"
    RECEPTION_DOMESTIC_BATCHES = "reception_domestic_batches"
    RECEPTION_DOMESTIC_PERSONS = "reception_domestic_persons"
    RECEPTION_FOREIGN_BATCHES = "reception_foreign_batches"
    RECEPTION_FOREIGN_PERSONS = "reception_foreign_persons"
    PROCUREMENT_TOTAL = "procurement_total"
    PROCUREMENT_GOODS = "procurement_goods"
    PROCUREMENT_WORKS = "procurement_works"
    PROCUREMENT_SERVICES = "procurement_services"
    PROCUREMENT_SME = "procurement_sme"
    PROCUREMENT_MICRO = "procurement_micro"
    PROCUREMENT_RESERVED_SME = "procurement_reserved_sme"
    PROCUREMENT_RESERVED_MICRO = "procurement_reserved_micro"
    PROCUREMENT_SME_UNRESERVED = "procurement_sme_unreserved"
    PROCUREMENT_GOODS_SME_SHARE = "procurement_goods_sme_share"
    PROCUREMENT_WORKS_SME_SHARE = "procurement_works_sme_share"
    PROCUREMENT_SERVICES_SME_SHARE = "procurement_services_sme_share"
    VEHICLES_TOTAL = "vehicles_total"
    VEHICLES_VICE_PROVINCIAL = "vehicles_vice_provincial"
    VEHICLES_PRINCIPAL = "vehicles_principal"
    VEHICLES_CONFIDENTIAL = "vehicles_confidential"
    VEHICLES_EMERGENCY = "vehicles_emergency"
    VEHICLES_LAW_ENFORCEMENT = "vehicles_law_enforcement"
    VEHICLES_SPECIAL_TECHNICAL = "vehicles_special_technical"
    VEHICLES_RETIRED_CADRES = "vehicles_retired_cadres"
    VEHICLES_OTHER = "vehicles_other"
    EQUIPMENT_OVER_500K = "equipment_over_500k"
    EQUIPMENT_OVER_1M = "equipment_over_1m"
    BUILDING_AREA = "building_area"
    BUILDING_VALUE = "building_value"
    FIXED_ASSETS_ORIGINAL_VALUE = "fixed_assets_original_value"
    VEHICLES_VALUE = "vehicles_value"
    STAFF_TOTAL = "staff_total"
    STAFF_ACTIVE = "staff_active"
    STAFF_RETIRED_CADRE = "staff_retired_cadre"
    STAFF_RETIRED = "staff_retired"
    STAFF_QUOTA = "staff_quota"
    UNITS_IN_SCOPE = "units_in_scope"
    SELFEVAL_PROJECTS = "selfeval_projects"
    SELFEVAL_AMOUNT = "selfeval_amount"
    SELFEVAL_AVG_SCORE = "selfeval_avg_score"
    PERF_TARGET_PROJECTS = "perf_target_projects"
    PERF_TARGET_AMOUNT = "perf_target_amount"
    PERF_TRACKING_PROJECTS = "perf_tracking_projects"
    PERF_TRACKING_AMOUNT = "perf_tracking_amount"


GRAND_SIDES: Final = (Item.GRAND_TOTAL_INCOME, Item.GRAND_TOTAL_EXPENDITURE)  # 收入总计, 支出总计

FUND_ZH: Final = MappingProxyType(
    {
        Fund.ALL: "全部资金",
        Fund.FISCAL: "财政拨款",
        Fund.GENERAL_PUBLIC: "一般公共预算财政拨款",
        Fund.GOVERNMENT_FUND: "政府性基金预算财政拨款",
        Fund.STATE_CAPITAL: "国有资本经营预算财政拨款",
        Fund.NONE: "不适用",
    }
)

PHASE_ZH: Final = MappingProxyType(
    {
        Phase.INITIAL_BUDGET: "年初预算",
        Phase.ANNUAL_BUDGET: "全年预算",
        Phase.FINAL: "决算",
        Phase.PRIOR_FINAL: "上年决算",
        Phase.DELTA_PRIOR: "比上年增减额",
        Phase.PCT_PRIOR: "比上年增减百分比",
        Phase.DELTA_INITIAL_BUDGET: "比年初预算增减额",
        Phase.PCT_INITIAL_BUDGET: "比年初预算增减百分比",
        Phase.DELTA_ANNUAL_BUDGET: "比全年预算增减额",
        Phase.PCT_ANNUAL_BUDGET: "比全年预算增减百分比",
        Phase.COMPLETION_PCT: "完成预算百分比",
        Phase.SHARE_PCT: "占比",
    }
)
