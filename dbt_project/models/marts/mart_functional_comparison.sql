with accounts as (
    select * from {{ ref('int_accounts_beside_last_year') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

subjects as (
    select * from {{ ref('stg_dim_functional_subject') }}
),

fund_labels as (
    select
        code,
        label as fund_name
    from {{ ref('labels') }}
    where list = 'fund'
),

by_subject as (
    select * from accounts
    where functional_id <> '' and economic_id = ''
),

expenditure as (
    select * from by_subject
    where item = 'total_expenditure'
),

basic as (
    select * from by_subject
    where item = 'basic_expenditure'
),

project as (
    select * from by_subject
    where item = 'project_expenditure'
),

income as (
    select * from by_subject
    where item = 'total_income'
),

totals as (
    select * from accounts
    where item = 'total_expenditure' and functional_id = '' and economic_id = ''
),

grain as (
    select
        report_key,
        fund,
        functional_id,
        min(functional_key) as functional_key
    from by_subject
    where item in ('total_expenditure', 'basic_expenditure', 'project_expenditure', 'total_income')
    group by report_key, fund, functional_id
),

measured as (
    select
        {{ unit_columns('reports') }},
        grain.fund,
        fund_labels.fund_name,
        grain.functional_id,
        subjects.functional_key,
        subjects.functional_level,
        subjects.functional_code,
        subjects.functional_name,
        subjects.functional_class_code,
        subjects.functional_class_name,
        subjects.functional_group_code,
        subjects.functional_group_name,
        subjects.is_functional_listed,
        {{ to_yuan('expenditure.final_yuan') }} as final_yuan,
        coalesce(expenditure.is_final_summed, false) as is_final_summed,
        {{ to_yuan('basic.final_yuan') }} as basic_expenditure_yuan,
        {{ to_yuan('project.final_yuan') }} as project_expenditure_yuan,
        {{ to_yuan('income.final_yuan') }} as income_yuan,
        {{ to_pct('expenditure.share_pct') }} as share_stated_pct,
        {{ percent_of('expenditure.final_yuan', 'totals.final_yuan') }} as share_computed_pct,
        {{ execution_and_change('expenditure') }}
    from grain
    inner join reports on grain.report_key = reports.report_key
    inner join subjects on grain.functional_key = subjects.functional_key
    inner join fund_labels on grain.fund = fund_labels.code
    left join expenditure
        on
            grain.report_key = expenditure.report_key
            and grain.fund = expenditure.fund
            and grain.functional_id = expenditure.functional_id
    left join basic
        on
            grain.report_key = basic.report_key
            and grain.fund = basic.fund
            and grain.functional_id = basic.functional_id
    left join project
        on
            grain.report_key = project.report_key
            and grain.fund = project.fund
            and grain.functional_id = project.functional_id
    left join income
        on
            grain.report_key = income.report_key
            and grain.fund = income.fund
            and grain.functional_id = income.functional_id
    left join totals
        on
            grain.report_key = totals.report_key
            and grain.fund = totals.fund
),

compared as (
    {{ beside_peers(
        'measured',
        {'final_yuan': '', 'share_computed_pct': 'share_', 'completion_computed_pct': 'completion_'},
        ['fiscal_year', 'fund', 'functional_id']
    ) }}
)

select * from compared
