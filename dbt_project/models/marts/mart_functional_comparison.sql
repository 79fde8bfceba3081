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

totals as (
    select
        report_key,
        fund,
        final_yuan as total_yuan
    from accounts
    where item = 'total_expenditure' and functional_id = '' and economic_id = ''
),

by_subject as (
    select
        report_key,
        fund,
        functional_id,
        (array_agg(functional_key order by (item = 'total_expenditure') desc, item asc))[1] as functional_key,
        {{ account_columns("filter (where item = 'total_expenditure')") }},
        max(final_yuan) filter (where item = 'basic_expenditure') as basic_expenditure_yuan,
        max(final_yuan) filter (where item = 'project_expenditure') as project_expenditure_yuan,
        max(final_yuan) filter (where item = 'total_income') as income_yuan
    from accounts
    where
        functional_id <> ''
        and economic_id = ''
        and item in ('total_expenditure', 'basic_expenditure', 'project_expenditure', 'total_income')
    group by report_key, fund, functional_id
),

measured as (
    select
        {{ unit_columns('reports') }},
        by_subject.fund,
        fund_labels.fund_name,
        by_subject.functional_id,
        subjects.functional_key,
        subjects.functional_level,
        subjects.functional_code,
        subjects.functional_name,
        subjects.functional_class_code,
        subjects.functional_class_name,
        subjects.functional_group_code,
        subjects.functional_group_name,
        subjects.is_functional_listed,
        {{ to_yuan('by_subject.final_yuan') }} as final_yuan,
        coalesce(by_subject.is_final_summed, false) as is_final_summed,
        {{ to_yuan('by_subject.basic_expenditure_yuan') }} as basic_expenditure_yuan,
        {{ to_yuan('by_subject.project_expenditure_yuan') }} as project_expenditure_yuan,
        {{ to_yuan('by_subject.income_yuan') }} as income_yuan,
        {{ to_pct('by_subject.share_pct') }} as share_stated_pct,
        {{ percent_of('by_subject.final_yuan', 'totals.total_yuan') }} as share_computed_pct,
        {{ execution_and_change('by_subject') }}
    from by_subject
    inner join reports on by_subject.report_key = reports.report_key
    inner join subjects on by_subject.functional_key = subjects.functional_key
    inner join fund_labels on by_subject.fund = fund_labels.code
    left join totals on by_subject.report_key = totals.report_key and by_subject.fund = totals.fund
),

compared as (
    {{ beside_peers(
        'measured',
        {'final_yuan': '', 'share_computed_pct': 'share_', 'completion_computed_pct': 'completion_'},
        ['fiscal_year', 'fund', 'functional_id'],
        but_zero=['final_yuan', 'share_computed_pct']
    ) }}
)

select * from compared
