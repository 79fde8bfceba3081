{#- column -> account and, where the account has it, the money it is taken from -#}
{%- set amounts = {
    'total_income': ('total_income', 'all'),
    'fiscal_appropriation_of_all': ('fiscal_appropriation', 'all'),
    'fiscal_appropriation_of_fiscal': ('fiscal_appropriation', 'fiscal'),
    'fiscal_income': ('total_income', 'fiscal'),
    'general_public_appropriation_of_all': ('general_public_appropriation', 'all'),
    'general_public_appropriation_of_fiscal': ('general_public_appropriation', 'fiscal'),
    'general_public_income': ('total_income', 'general_public'),
    'government_fund_appropriation_of_all': ('government_fund_appropriation', 'all'),
    'government_fund_appropriation_of_fiscal': ('government_fund_appropriation', 'fiscal'),
    'government_fund_income': ('total_income', 'government_fund'),
    'state_capital_appropriation_of_all': ('state_capital_appropriation', 'all'),
    'state_capital_appropriation_of_fiscal': ('state_capital_appropriation', 'fiscal'),
    'state_capital_income': ('total_income', 'state_capital'),
    'superior_subsidy': ('superior_subsidy', 'all'),
    'institutional_income': ('institutional_income', 'all'),
    'business_income': ('business_income', 'all'),
    'affiliate_remittance': ('affiliate_remittance', 'all'),
    'other_income': ('other_income', 'all'),
    'use_of_nonfiscal_surplus': ('use_of_nonfiscal_surplus', 'all'),
    'opening_balance': ('opening_balance', 'all'),
    'grand_total_income': ('grand_total_income', 'all'),
    'total_expenditure': ('total_expenditure', 'all'),
    'basic_expenditure': ('basic_expenditure', 'all'),
    'project_expenditure': ('project_expenditure', 'all'),
    'remittance_to_superior': ('remittance_to_superior', 'all'),
    'business_expenditure': ('business_expenditure', 'all'),
    'affiliate_subsidy': ('affiliate_subsidy', 'all'),
    'surplus_distribution': ('surplus_distribution', 'all'),
    'closing_balance': ('closing_balance', 'all'),
    'grand_total_expenditure': ('grand_total_expenditure', 'all'),
    'grand_total_both_sides': ('grand_total', 'all'),
    'fiscal_expenditure': ('total_expenditure', 'fiscal'),
    'general_public_expenditure': ('total_expenditure', 'general_public'),
    'general_public_basic': ('basic_expenditure', 'general_public'),
    'general_public_project': ('project_expenditure', 'general_public'),
    'government_fund_expenditure': ('total_expenditure', 'government_fund'),
    'state_capital_expenditure': ('total_expenditure', 'state_capital'),
    'personnel': ('personnel', 'general_public'),
    'public': ('public', 'general_public'),
    'three_public_total': ('three_public_total', ''),
    'overseas_travel': ('overseas_travel', ''),
    'vehicle_total': ('vehicle_total', ''),
    'vehicle_purchase': ('vehicle_purchase', ''),
    'vehicle_operation': ('vehicle_operation', ''),
    'reception_total': ('reception_total', ''),
    'operating_cost': ('operating_cost', ''),
    'procurement_total': ('procurement_total', ''),
    'procurement_goods': ('procurement_goods', ''),
    'procurement_works': ('procurement_works', ''),
    'procurement_services': ('procurement_services', ''),
    'procurement_sme': ('procurement_sme', ''),
    'procurement_micro': ('procurement_micro', ''),
    'selfeval_amount': ('selfeval_amount', ''),
} -%}
{%- set counts = [
    'vehicles_held', 'vehicles_total', 'equipment_over_1m', 'building_area', 'staff_total', 'staff_active', 'staff_retired_cadre',
    'staff_retired', 'units_in_scope', 'selfeval_projects', 'selfeval_avg_score',
] -%}

with accounts as (
    select * from {{ ref('int_accounts_beside_last_year') }}
    where functional_id = '' and economic_id = ''
),

counted as (
    select * from {{ ref('int_values_under_one_fund') }}
    where measure_unit in ('count', 'sqm') and phase = 'final' and functional_id = '' and economic_id = ''
),

preferred as (
    select * from {{ ref('int_preferred_values') }}
),

amounts as (
    select
        report_key,
        {%- for column, (item, fund) in amounts.items() %}
        max(final_yuan) filter (where item = '{{ item }}' and comparable_fund = '{{ fund }}') as {{ column }}_yuan,
        {%- endfor %}
        {{ budget_and_change_of('total_income', 'total_income', 'all') }},
        {{ budget_and_change_of('total_expenditure', 'total_expenditure', 'all') }},
        {{ budget_and_change_of('general_public_expenditure', 'total_expenditure', 'general_public') }},
        {{ budget_and_change_of('three_public_total', 'three_public_total', '') }},
        {{ budget_and_change_of('operating_cost', 'operating_cost', '') }},
        max(delta_prior_yuan) filter (where item = 'grand_total' and comparable_fund = 'all') as grand_total_delta_prior_yuan,
        max(pct_prior) filter (where item = 'grand_total' and comparable_fund = 'all') as grand_total_pct_prior,
        max(share_pct) filter (where item = 'procurement_sme') as procurement_sme_share_stated_pct
    from accounts
    group by report_key
),

counts as (
    select
        {%- for item in counts %}
        max(preferred_value) filter (where item = '{{ item }}') as {{ item }}_count,
        {%- endfor %}
        report_key as counted_report_key
    from counted
    group by report_key
),

places as (
    select
        report_key as printed_report_key,
        sum(place_count)::integer as observation_count,
        count(*) filter (where is_disputed)::integer as disputed_value_count
    from preferred
    group by report_key
),

totals as (
    select
        places.*,
        amounts.*,
        counts.*
    from places
    left join amounts on places.printed_report_key = amounts.report_key
    left join counts on places.printed_report_key = counts.counted_report_key
)

select * from totals
