with amounts as (
    select
        'amount' as observation_kind,
        amount_key as observation_key,
        {{ printed_number_columns() }},
        amount_yuan as printed_value,
        tolerance_yuan as tolerance
    from {{ ref('stg_fact_amount') }}
),

counts as (
    select
        'count' as observation_kind,
        count_key as observation_key,
        {{ printed_number_columns() }},
        counted_value as printed_value,
        tolerance
    from {{ ref('stg_fact_count') }}
),

stated_changes as (
    select
        'stated_change' as observation_kind,
        change_key as observation_key,
        {{ printed_number_columns() }},
        stated_value as printed_value,
        tolerance
    from {{ ref('stg_fact_stated_change') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

accounts as (
    select * from {{ ref('stg_dim_account') }}
),

functional_subjects as (
    select * from {{ ref('stg_dim_functional_subject') }}
),

economic_subjects as (
    select * from {{ ref('stg_dim_economic_subject') }}
),

printed as (
    select * from amounts
    union all
    select * from counts
    union all
    select * from stated_changes
),

in_current_versions as (
    select
        printed.*,
        reports.unit_id,
        accounts.item,
        accounts.item_kind,
        accounts.item_statement,
        accounts.is_fund_moot,
        functional_subjects.functional_id,
        economic_subjects.economic_id
    from printed
    inner join reports on printed.report_key = reports.report_key
    inner join accounts on printed.account_key = accounts.account_key
    inner join functional_subjects on printed.functional_key = functional_subjects.functional_key
    inner join economic_subjects on printed.economic_key = economic_subjects.economic_key
)

select * from in_current_versions
