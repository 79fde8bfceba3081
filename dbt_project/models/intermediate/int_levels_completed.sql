{#- Reports print some levels of the subject codes only: 类 and 项, or 款 alone. A level that is not printed is the sum of the lowest
    level, provided that the lowest level is whole: that it adds up to the total that the report prints for the same account and
    phase. Otherwise the level stays empty. Printed values are never replaced. -#}
{%- set phases = ['final', 'initial_budget', 'annual_budget', 'prior_final'] -%}

with cells as (
    select
        *,
        case
            when functional_id <> '' and economic_id = '' then 'functional'
            when economic_id <> '' and functional_id = '' then 'economic'
            else ''
        end as subject_kind,
        case when functional_id <> '' then functional_id else economic_id end as subject_id
    from {{ ref('int_phases_side_by_side') }}
),

totals as (
    select * from cells
    where functional_id = '' and economic_id = ''
),

coded as (
    select
        *,
        length(subject_id) as code_length,
        max(length(subject_id)) over (partition by report_key, comparable_fund, account_key, subject_kind) as lowest_length
    from cells
    where subject_kind <> '' and subject_id ~ '^\d+$'
),

lowest as (
    select * from coded
    where code_length = lowest_length and code_length > 3
),

-- an account whose lowest level has a value in every row and adds up to the printed total
whole as (
    select
        lowest.report_key,
        lowest.comparable_fund,
        lowest.account_key,
        {%- for phase in phases %}
        count(lowest.{{ phase }}_yuan) = count(*)
        and abs(sum(lowest.{{ phase }}_yuan) - max(totals.{{ phase }}_yuan))
        <= sum(lowest.{{ phase }}_tolerance) + max(totals.{{ phase }}_tolerance) as is_{{ phase }}_whole,
        {%- endfor %}
        lowest.subject_kind
    from lowest
    inner join totals
        on
            lowest.report_key = totals.report_key
            and lowest.comparable_fund = totals.comparable_fund
            and lowest.account_key = totals.account_key
    group by lowest.report_key, lowest.comparable_fund, lowest.account_key, lowest.subject_kind
),

higher_levels as (
    select code_length
    from (values (3), (5)) as lengths (code_length)
),

summed as (
    select
        lowest.report_key,
        lowest.comparable_fund,
        lowest.account_key,
        lowest.subject_kind,
        {%- for phase in phases %}
        case when bool_and(whole.is_{{ phase }}_whole) then sum(lowest.{{ phase }}_yuan) end as {{ phase }}_yuan,
        case when bool_and(whole.is_{{ phase }}_whole) then sum(lowest.{{ phase }}_tolerance) end as {{ phase }}_tolerance,
        {%- endfor %}
        left(lowest.subject_id, higher_levels.code_length) as subject_id
    from lowest
    inner join higher_levels on lowest.code_length > higher_levels.code_length
    inner join whole
        on
            lowest.report_key = whole.report_key
            and lowest.comparable_fund = whole.comparable_fund
            and lowest.account_key = whole.account_key
            and lowest.subject_kind = whole.subject_kind
    group by
        lowest.report_key,
        lowest.comparable_fund,
        lowest.account_key,
        lowest.subject_kind,
        left(lowest.subject_id, higher_levels.code_length)
),

subjects as (
    select
        'functional' as subject_kind,
        functional_key as subject_key,
        functional_code as subject_id,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_dim_functional_subject') }}
    where is_functional_listed
    union all
    select
        'economic' as subject_kind,
        economic_key as subject_key,
        economic_code as subject_id,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_dim_economic_subject') }}
    where is_economic_listed
),

-- of the names that a code has borne, the one in force; years of change are known roughly only, so else the latest
editions as (
    select
        summed.*,
        totals.unit_id,
        totals.fiscal_year,
        totals.item,
        totals.item_statement,
        totals.fund,
        subjects.subject_key,
        row_number() over (
            partition by
                summed.report_key, summed.comparable_fund, summed.account_key, summed.subject_kind, summed.subject_id
            order by
                (totals.fiscal_year between coalesce(subjects.valid_from_year, 0) and coalesce(subjects.valid_to_year, 9999)) desc,
                coalesce(subjects.valid_from_year, 0) desc,
                subjects.subject_key asc
        ) as preference
    from summed
    inner join totals
        on
            summed.report_key = totals.report_key
            and summed.comparable_fund = totals.comparable_fund
            and summed.account_key = totals.account_key
    inner join subjects on summed.subject_kind = subjects.subject_kind and summed.subject_id = subjects.subject_id
),

named as (
    select
        *,
        case when subject_kind = 'functional' then subject_id else '' end as functional_id,
        case when subject_kind = 'economic' then subject_id else '' end as economic_id,
        case when subject_kind = 'functional' then subject_key else 0 end as functional_key,
        case when subject_kind = 'economic' then subject_key else 0 end as economic_key
    from editions
    where preference = 1
),

completed as (
    select
        {%- for column in [
            'report_key', 'unit_id', 'fiscal_year', 'comparable_fund', 'fund', 'account_key', 'item', 'item_statement',
            'functional_id', 'functional_key', 'economic_id', 'economic_key',
        ] %}
        coalesce(cells.{{ column }}, named.{{ column }}) as {{ column }},
        {%- endfor %}
        {%- for phase in phases %}
        coalesce(cells.{{ phase }}_yuan, named.{{ phase }}_yuan) as {{ phase }}_yuan,
        case when cells.{{ phase }}_yuan is null then named.{{ phase }}_tolerance else cells.{{ phase }}_tolerance end
            as {{ phase }}_tolerance,
        cells.{{ phase }}_yuan is null and named.{{ phase }}_yuan is not null as is_{{ phase }}_summed,
        {%- endfor %}
        cells.delta_prior_yuan,
        cells.delta_prior_tolerance,
        cells.pct_prior,
        cells.completion_pct,
        cells.share_pct,
        cells.final_differing_yuan,
        coalesce(cells.is_final_disputed, false) as is_final_disputed,
        coalesce(cells.place_count, 0) as place_count
    from cells
    full outer join named
        on
            cells.report_key = named.report_key
            and cells.comparable_fund = named.comparable_fund
            and cells.account_key = named.account_key
            and cells.subject_kind = named.subject_kind
            and cells.subject_id = named.subject_id
),

-- a level that could not be summed either is no row
known as (
    select * from completed
    where place_count > 0 or coalesce(final_yuan, initial_budget_yuan, annual_budget_yuan, prior_final_yuan) is not null
)

select * from known
