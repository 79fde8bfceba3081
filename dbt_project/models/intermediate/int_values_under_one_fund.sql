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

-- 三公, operating cost, procurement, assets: some reports print them under 财政拨款, some under 一般公共预算 or no fund at all
finals as (
    select
        preferred.report_key,
        preferred.account_key,
        preferred.functional_id,
        preferred.economic_id,
        preferred.measure_unit,
        preferred.fund,
        preferred.preferred_value,
        preferred.tolerance,
        row_number() over (
            partition by
                preferred.report_key,
                preferred.account_key,
                preferred.functional_id,
                preferred.economic_id,
                preferred.measure_unit
            order by funds.fund_priority
        ) as preference
    from preferred
    inner join funds on preferred.fund = funds.fund
    where preferred.phase = 'final' and preferred.is_fund_moot
),

main_finals as (
    select * from finals
    where preference = 1
),

other_finals as (
    select
        finals.*,
        abs(finals.preferred_value - main_finals.preferred_value) > finals.tolerance + main_finals.tolerance as is_other_money
    from finals
    inner join main_finals
        on
            finals.report_key = main_finals.report_key
            and finals.account_key = main_finals.account_key
            and finals.functional_id = main_finals.functional_id
            and finals.economic_id = main_finals.economic_id
            and finals.measure_unit = main_finals.measure_unit
),

-- budgets and stated changes of another fund belong to the same money unless that fund has a different final of its own
ranked as (
    select
        preferred.*,
        row_number() over (
            partition by
                preferred.report_key,
                preferred.account_key,
                preferred.functional_id,
                preferred.economic_id,
                preferred.phase,
                preferred.measure_unit,
                case when not preferred.is_fund_moot then preferred.fund end
            order by coalesce(other_finals.is_other_money, false), funds.fund_priority
        ) as fund_preference,
        coalesce(other_finals.is_other_money, false) as is_other_money
    from preferred
    inner join funds on preferred.fund = funds.fund
    left join other_finals
        on
            preferred.is_fund_moot
            and preferred.report_key = other_finals.report_key
            and preferred.account_key = other_finals.account_key
            and preferred.functional_id = other_finals.functional_id
            and preferred.economic_id = other_finals.economic_id
            and preferred.fund = other_finals.fund
            and other_finals.measure_unit = 'yuan'
),

settled as (
    select
        *,
        case when is_fund_moot then '' else fund end as comparable_fund
    from ranked
    where fund_preference = 1 and not is_other_money
)

select * from settled
