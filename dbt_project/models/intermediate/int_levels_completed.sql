{#- Reports print some levels of the subject codes only: 类 and 项, or 款 alone. A level that is not printed is the sum of the lowest
    level, provided that the lowest level is whole: that it adds up to the total that the report prints for the same account and
    phase. Otherwise the level stays empty. Printed values are never replaced. -#}
{%- set phases = ['final', 'initial_budget', 'annual_budget', 'prior_final'] -%}

with printed as (
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

beside_totals as (
    select
        *,
        case when subject_id ~ '^\d+$' then length(subject_id) else 0 end as code_length,
        {%- for phase in phases %}
        max({{ phase }}_yuan) filter (where functional_id = '' and economic_id = '') over account as {{ phase }}_total_yuan,
        max({{ phase }}_tolerance) filter (where functional_id = '' and economic_id = '') over account
            as {{ phase }}_total_tolerance,
        {%- endfor %}
        max(fund) filter (where functional_id = '' and economic_id = '') over account as total_fund
    from printed
    window account as (partition by report_key, comparable_fund, account_key)
),

levelled as (
    select
        *,
        max(code_length) over (partition by report_key, comparable_fund, account_key, subject_kind) as lowest_length
    from beside_totals
    where subject_kind <> '' and code_length > 0
),

-- the lowest level of an account, and whether it has a value in every row and adds up to the printed total
lowest as (
    select
        {%- for phase in phases %}
        count({{ phase }}_yuan) over level_rows = count(*) over level_rows
        and abs(sum({{ phase }}_yuan) over level_rows - {{ phase }}_total_yuan)
        <= sum({{ phase }}_tolerance) over level_rows + {{ phase }}_total_tolerance as is_{{ phase }}_whole,
        {%- endfor %}
        *
    from levelled
    where code_length = lowest_length and code_length > 3
    window level_rows as (partition by report_key, comparable_fund, account_key, subject_kind)
),

higher_levels as (
    select higher_length
    from (values (3), (5)) as lengths (higher_length)
),

raised as (
    select
        lowest.*,
        left(lowest.subject_id, higher_levels.higher_length) as higher_id
    from lowest
    inner join higher_levels on lowest.code_length > higher_levels.higher_length
),

summed as (
    select
        report_key,
        unit_id,
        fiscal_year,
        comparable_fund,
        total_fund as fund,
        account_key,
        item,
        item_statement,
        subject_kind,
        {%- for phase in phases %}
        case when bool_and(is_{{ phase }}_whole) then sum({{ phase }}_yuan) end as {{ phase }}_yuan,
        case when bool_and(is_{{ phase }}_whole) then sum({{ phase }}_tolerance) end as {{ phase }}_tolerance,
        {%- endfor %}
        higher_id as subject_id
    from raised
    group by
        report_key,
        unit_id,
        fiscal_year,
        comparable_fund,
        total_fund,
        account_key,
        item,
        item_statement,
        subject_kind,
        higher_id
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
        subjects.subject_key,
        row_number() over (
            partition by
                summed.report_key, summed.comparable_fund, summed.account_key, summed.subject_kind, summed.subject_id
            order by
                (summed.fiscal_year between coalesce(subjects.valid_from_year, 0) and coalesce(subjects.valid_to_year, 9999)) desc,
                coalesce(subjects.valid_from_year, 0) desc,
                subjects.subject_key asc
        ) as preference
    from summed
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
        coalesce(printed.{{ column }}, named.{{ column }}) as {{ column }},
        {%- endfor %}
        {%- for phase in phases %}
        coalesce(printed.{{ phase }}_yuan, named.{{ phase }}_yuan) as {{ phase }}_yuan,
        case when printed.{{ phase }}_yuan is null then named.{{ phase }}_tolerance else printed.{{ phase }}_tolerance end
            as {{ phase }}_tolerance,
        printed.{{ phase }}_yuan is null and named.{{ phase }}_yuan is not null as is_{{ phase }}_summed,
        {%- endfor %}
        printed.delta_prior_yuan,
        printed.delta_prior_tolerance,
        printed.pct_prior,
        printed.completion_pct,
        printed.share_pct,
        printed.final_differing_yuan,
        coalesce(printed.is_final_disputed, false) as is_final_disputed,
        coalesce(printed.place_count, 0) as place_count
    from printed
    full outer join named
        on
            printed.report_key = named.report_key
            and printed.comparable_fund = named.comparable_fund
            and printed.account_key = named.account_key
            and printed.subject_kind = named.subject_kind
            and printed.subject_id = named.subject_id
),

-- a level that could not be summed either is no row
known as (
    select * from completed
    where place_count > 0 or coalesce(final_yuan, initial_budget_yuan, annual_budget_yuan, prior_final_yuan) is not null
)

select * from known
