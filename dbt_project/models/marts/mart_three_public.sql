with accounts as (
    select * from {{ ref('int_accounts_beside_last_year') }}
    where item_statement = 'three_public' and functional_id = '' and economic_id = ''
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

items as (
    select * from {{ ref('stg_dim_account') }}
),

counts as (
    select * from {{ ref('int_three_public_counts') }}
),

totals as (
    select * from accounts
    where item = 'three_public_total'
),

fund_labels as (
    select
        code,
        label as fund_name
    from {{ ref('labels') }}
    where list = 'fund'
),

measured as (
    select
        {{ unit_columns('reports') }},
        items.item,
        items.item_name,
        items.parent_item,
        case
            when items.item = 'three_public_total' then 1
            when items.parent_item = 'three_public_total' then 2
            else 3
        end as item_level,
        accounts.fund,
        fund_labels.fund_name,
        {{ to_yuan('coalesce(accounts.annual_budget_yuan, accounts.initial_budget_yuan)') }} as budget_yuan,
        {{ to_yuan('accounts.final_yuan') }} as final_yuan,
        {{ to_pct('accounts.share_pct') }} as share_stated_pct,
        {{ percent_of('accounts.final_yuan', 'totals.final_yuan') }} as share_computed_pct,
        {{ to_quantity('counts.batch_count') }} as batch_count,
        {{ to_quantity('counts.person_count') }} as person_count,
        {{ to_quantity('counts.vehicle_count') }} as vehicle_count,
        {{ to_yuan('accounts.final_yuan / nullif(counts.batch_count, 0)') }} as per_batch_yuan,
        {{ to_yuan('accounts.final_yuan / nullif(counts.person_count, 0)') }} as per_person_yuan,
        {{ to_yuan('accounts.final_yuan / nullif(counts.vehicle_count, 0)') }} as per_vehicle_yuan,
        {{ execution_and_change('accounts', ['annual_budget', 'initial_budget']) }}
    from accounts
    inner join reports on accounts.report_key = reports.report_key
    inner join items on accounts.account_key = items.account_key
    inner join fund_labels on accounts.fund = fund_labels.code
    left join totals on accounts.report_key = totals.report_key
    left join counts on accounts.report_key = counts.report_key and accounts.item = counts.item
),

compared as (
    {{ beside_peers(
        'measured',
        {
            'final_yuan': '',
            'per_person_yuan': 'per_person_',
            'per_vehicle_yuan': 'per_vehicle_',
            'completion_computed_pct': 'completion_',
        },
        ['fiscal_year', 'item']
    ) }}
)

select * from compared
