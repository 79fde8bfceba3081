with accounts as (
    select * from {{ ref('int_levels_completed') }}
),

this_year as (
    select
        *,
        -- last year's final as this report states it: printed, else its own final less the change that it states
        coalesce(prior_final_yuan, final_yuan - delta_prior_yuan) as prior_stated_yuan,
        case when prior_final_yuan is null then final_tolerance + delta_prior_tolerance else prior_final_tolerance end
            as prior_stated_tolerance
    from accounts
),

last_year as (
    select
        unit_id,
        fiscal_year + 1 as fiscal_year,
        comparable_fund,
        account_key,
        functional_id,
        economic_id,
        final_yuan as prior_published_yuan,
        final_tolerance as prior_published_tolerance
    from accounts
    where final_yuan is not null
),

beside_last_year as (
    select
        this_year.*,
        last_year.prior_published_yuan,
        this_year.final_yuan - last_year.prior_published_yuan as change_computed_yuan,
        this_year.prior_stated_yuan - last_year.prior_published_yuan as restatement_yuan,
        abs(this_year.prior_stated_yuan - last_year.prior_published_yuan)
        > this_year.prior_stated_tolerance + last_year.prior_published_tolerance as is_restated
    from this_year
    left join last_year
        on
            this_year.unit_id = last_year.unit_id
            and this_year.fiscal_year = last_year.fiscal_year
            and this_year.comparable_fund = last_year.comparable_fund
            and this_year.account_key = last_year.account_key
            and this_year.functional_id = last_year.functional_id
            and this_year.economic_id = last_year.economic_id
)

select * from beside_last_year
