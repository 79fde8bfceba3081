with accounts as (
    select * from {{ ref('int_accounts_beside_last_year') }}
    where item in ('total_expenditure', 'basic_expenditure', 'project_expenditure', 'operating_cost') and functional_id = ''
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

items as (
    select * from {{ ref('stg_dim_account') }}
),

subjects as (
    select * from {{ ref('stg_dim_economic_subject') }}
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
    where economic_id <> ''
),

totals as (
    select * from accounts
    where economic_id = ''
),

measured as (
    select
        {{ unit_columns('reports') }},
        by_subject.fund,
        fund_labels.fund_name,
        items.item,
        items.item_name,
        by_subject.economic_id,
        subjects.economic_key,
        subjects.economic_level,
        subjects.economic_code,
        subjects.economic_name,
        subjects.economic_class_code,
        subjects.economic_class_name,
        subjects.economic_category,
        subjects.is_economic_listed,
        {{ to_yuan('by_subject.final_yuan') }} as final_yuan,
        by_subject.is_final_summed,
        {{ to_pct('by_subject.share_pct') }} as share_stated_pct,
        {{ percent_of('by_subject.final_yuan', 'totals.final_yuan') }} as share_computed_pct,
        {{ execution_and_change('by_subject') }}
    from by_subject
    inner join reports on by_subject.report_key = reports.report_key
    inner join items on by_subject.account_key = items.account_key
    inner join subjects on by_subject.economic_key = subjects.economic_key
    inner join fund_labels on by_subject.fund = fund_labels.code
    left join totals
        on
            by_subject.report_key = totals.report_key
            and by_subject.comparable_fund = totals.comparable_fund
            and by_subject.account_key = totals.account_key
),

compared as (
    {{ beside_peers(
        'measured',
        {'final_yuan': '', 'share_computed_pct': 'share_'},
        ['fiscal_year', 'fund', 'item', 'economic_id'],
        but_zero=['final_yuan', 'share_computed_pct']
    ) }}
)

select * from compared
