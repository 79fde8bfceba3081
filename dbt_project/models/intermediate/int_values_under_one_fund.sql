{#- 三公, operating cost, procurement, assets, staff: the same money and things, whether a report prints them under 财政拨款, under
    一般公共预算 or under no fund at all. Such an account has one fund in a report: the first in the order of the list of funds that has
    a final. Budgets and stated changes under another fund belong to it too, unless that fund has a different final of its own. -#}
with preferred as (
    select * from {{ ref('int_preferred_values') }}
),

funds as (
    select
        code as fund,
        priority as fund_priority
    from {{ ref('labels') }}
    where list = 'fund'
),

prioritised as (
    select
        preferred.*,
        funds.fund_priority,
        preferred.phase = 'final' and preferred.measure_unit <> 'pct' as is_final
    from preferred
    inner join funds on preferred.fund = funds.fund
),

beside_finals as (
    select
        *,
        first_value(case when is_final then preferred_value end) over first_fund as main_final,
        first_value(tolerance) over first_fund as main_tolerance,
        max(preferred_value) filter (where is_final) over own_fund as own_final,
        max(tolerance) filter (where is_final) over own_fund as own_tolerance
    from prioritised
    window
        first_fund as (
            partition by report_key, account_key, functional_id, economic_id
            order by is_final desc, fund_priority asc
        ),
        own_fund as (partition by report_key, account_key, functional_id, economic_id, fund)
),

same_money as (
    select
        *,
        case when is_fund_moot then '' else fund end as comparable_fund
    from beside_finals
    where not is_fund_moot or coalesce(abs(own_final - main_final) <= own_tolerance + main_tolerance, true)
),

ranked as (
    select
        *,
        row_number() over (
            partition by report_key, account_key, comparable_fund, functional_id, economic_id, phase, measure_unit
            order by fund_priority
        ) as fund_preference
    from same_money
),

settled as (
    select
        observation_kind,
        observation_key,
        report_key,
        unit_id,
        fiscal_year,
        account_key,
        item,
        item_kind,
        item_statement,
        comparable_fund,
        fund,
        functional_key,
        functional_id,
        economic_key,
        economic_id,
        phase,
        measure_unit,
        preferred_value,
        tolerance,
        place_count,
        is_disputed,
        differing_value
    from ranked
    where fund_preference = 1
)

select * from settled
