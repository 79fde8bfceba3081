{%- set peers_of = {
    'total_income_yuan': 'total_income_',
    'total_expenditure_yuan': 'total_expenditure_',
    'project_share_pct': 'project_share_',
    'completion_computed_pct': 'completion_',
    'three_public_total_yuan': 'three_public_',
    'operating_cost_yuan': 'operating_cost_',
    'procurement_total_yuan': 'procurement_',
    'procurement_sme_share_computed_pct': 'procurement_sme_share_',
} -%}
{%- set followed = ['total_income', 'total_expenditure', 'general_public_expenditure', 'three_public_total', 'operating_cost'] -%}

with reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

totals as (
    select * from {{ ref('int_unit_totals') }}
),

-- the same money under the names that reports give it: by source in the income table, by fund in the table of fiscal money
named as (
    select
        *,
        coalesce(
            general_public_appropriation_of_all_yuan, general_public_appropriation_of_fiscal_yuan, general_public_income_yuan
        ) as general_public_appropriation_yuan,
        coalesce(
            government_fund_appropriation_of_all_yuan, government_fund_appropriation_of_fiscal_yuan, government_fund_income_yuan
        ) as government_fund_appropriation_yuan,
        coalesce(
            state_capital_appropriation_of_all_yuan, state_capital_appropriation_of_fiscal_yuan, state_capital_income_yuan
        ) as state_capital_appropriation_yuan,
        coalesce(grand_total_income_yuan, grand_total_both_sides_yuan, grand_total_expenditure_yuan) as grand_total_yuan
    from totals
),

summed as (
    select
        *,
        coalesce(
            fiscal_appropriation_of_all_yuan,
            fiscal_appropriation_of_fiscal_yuan,
            fiscal_income_yuan,
            general_public_appropriation_yuan + government_fund_appropriation_yuan + state_capital_appropriation_yuan
        ) as fiscal_appropriation_yuan
    from named
),

measured as (
    select
        {{ unit_columns('reports') }},
        reports.region_full_name,
        reports.unit_nature,
        reports.parent_name,
        reports.report_version,
        reports.document_name,
        -- income
        {%- for column in [
            'total_income', 'fiscal_appropriation', 'general_public_appropriation', 'government_fund_appropriation',
            'state_capital_appropriation', 'superior_subsidy', 'institutional_income', 'business_income',
            'affiliate_remittance', 'other_income', 'use_of_nonfiscal_surplus', 'opening_balance',
        ] %}
        {{ to_yuan('summed.' ~ column ~ '_yuan') }} as {{ column }}_yuan,
        {%- endfor %}
        -- expenditure
        {%- for column in [
            'total_expenditure', 'basic_expenditure', 'project_expenditure', 'remittance_to_superior', 'business_expenditure',
            'affiliate_subsidy', 'surplus_distribution', 'closing_balance', 'grand_total',
            'fiscal_expenditure', 'general_public_expenditure', 'general_public_basic', 'general_public_project',
            'government_fund_expenditure', 'state_capital_expenditure', 'personnel', 'public',
        ] %}
        {{ to_yuan('summed.' ~ column ~ '_yuan') }} as {{ column }}_yuan,
        {%- endfor %}
        -- structure
        {{ percent_of('summed.fiscal_appropriation_yuan', 'summed.total_income_yuan') }} as fiscal_share_pct,
        {{ percent_of('summed.basic_expenditure_yuan', 'summed.total_expenditure_yuan') }} as basic_share_pct,
        {{ percent_of('summed.project_expenditure_yuan', 'summed.total_expenditure_yuan') }} as project_share_pct,
        {{ percent_of('summed.personnel_yuan', 'summed.general_public_basic_yuan') }} as personnel_share_pct,
        {{ percent_of('summed.public_yuan', 'summed.general_public_basic_yuan') }} as public_share_pct,
        {{ percent_of('summed.three_public_total_yuan', 'summed.total_expenditure_yuan') }} as three_public_share_pct,
        -- execution of the general public budget
        {{ to_yuan('summed.general_public_expenditure_initial_budget_yuan') }} as initial_budget_yuan,
        {{ to_yuan('summed.general_public_expenditure_annual_budget_yuan') }} as annual_budget_yuan,
        {{ to_pct('summed.general_public_expenditure_completion_pct') }} as completion_stated_pct,
        case
            when summed.general_public_expenditure_initial_budget_yuan is not null then 'initial_budget'
            when summed.general_public_expenditure_annual_budget_yuan is not null then 'annual_budget'
        end as completion_basis,
        {{ percent_of(
            'summed.general_public_expenditure_yuan',
            'coalesce(summed.general_public_expenditure_initial_budget_yuan, summed.general_public_expenditure_annual_budget_yuan)'
        ) }} as completion_computed_pct,
        -- 三公, operating cost, procurement
        {%- for column in [
            'three_public_total', 'overseas_travel', 'vehicle_total', 'vehicle_purchase', 'vehicle_operation', 'reception_total',
        ] %}
        {{ to_yuan('summed.' ~ column ~ '_yuan') }} as {{ column }}_yuan,
        {%- endfor %}
        {{ to_yuan(
            'coalesce(summed.three_public_total_annual_budget_yuan, summed.three_public_total_initial_budget_yuan)'
        ) }} as three_public_budget_yuan,
        {%- for column in [
            'operating_cost', 'procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services',
            'procurement_sme', 'procurement_micro',
        ] %}
        {{ to_yuan('summed.' ~ column ~ '_yuan') }} as {{ column }}_yuan,
        {%- endfor %}
        {{ to_pct('summed.procurement_sme_share_stated_pct') }} as procurement_sme_share_stated_pct,
        {{ percent_of('summed.procurement_sme_yuan', 'summed.procurement_total_yuan') }} as procurement_sme_share_computed_pct,
        -- assets, staff, self-evaluation
        {%- for column in [
            'vehicles_held', 'vehicles_total', 'equipment_over_1m', 'staff_total', 'staff_active', 'staff_retired_cadre',
            'staff_retired', 'units_in_scope', 'selfeval_projects',
        ] %}
        {{ to_quantity('summed.' ~ column ~ '_count') }} as {{ column }}_count,
        {%- endfor %}
        {{ to_quantity('summed.building_area_count') }} as building_area_sqm,
        {{ to_yuan('summed.selfeval_amount_yuan') }} as selfeval_amount_yuan,
        {{ to_pct('summed.selfeval_avg_score_count') }} as selfeval_average_score,
        -- change on last year
        {{ to_yuan('summed.grand_total_delta_prior_yuan') }} as grand_total_change_stated_yuan,
        {{ to_pct('summed.grand_total_pct_prior') }} as grand_total_change_stated_pct,
        {%- for column in followed %}
        {{ to_yuan('summed.' ~ column ~ '_prior_stated_yuan') }} as {{ column }}_prior_stated_yuan,
        {{ to_yuan('summed.' ~ column ~ '_prior_published_yuan') }} as {{ column }}_prior_published_yuan,
        {{ to_yuan('summed.' ~ column ~ '_restatement_yuan') }} as {{ column }}_restatement_yuan,
        summed.is_{{ column }}_restated,
        {{ to_yuan('summed.' ~ column ~ '_delta_prior_yuan') }} as {{ column }}_change_stated_yuan,
        {{ to_pct('summed.' ~ column ~ '_pct_prior') }} as {{ column }}_change_stated_pct,
        {{ to_yuan('summed.' ~ column ~ '_change_computed_yuan') }} as {{ column }}_change_computed_yuan,
        {{ percent_change('summed.' ~ column ~ '_yuan', 'summed.' ~ column ~ '_prior_published_yuan') }}
            as {{ column }}_change_computed_pct,
        {%- endfor %}
        -- how well the report was read
        coalesce(summed.observation_count, 0) as observation_count,
        coalesce(summed.disputed_value_count, 0) as disputed_value_count,
        reports.quantity_count,
        reports.unread_quantity_count,
        {{ percent_of('reports.unread_quantity_count::numeric', 'reports.quantity_count') }} as unread_share_pct
    from reports
    left join summed on reports.report_key = summed.printed_report_key
),

compared as (
    {{ beside_peers('measured', peers_of, ['fiscal_year']) }}
)

select * from compared
