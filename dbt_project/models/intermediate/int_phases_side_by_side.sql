{%- set amounts = ['final', 'initial_budget', 'annual_budget', 'prior_final', 'delta_prior'] %}
{%- set percentages = ['pct_prior', 'completion_pct', 'share_pct'] -%}

with settled as (
    select * from {{ ref('int_values_under_one_fund') }}
    where measure_unit in ('yuan', 'pct')
),

side_by_side as (
    select
        report_key,
        unit_id,
        fiscal_year,
        comparable_fund,
        account_key,
        item,
        item_statement,
        functional_id,
        economic_id,
        (array_agg(fund order by (phase = 'final') desc, phase asc))[1] as fund,
        (array_agg(functional_key order by (phase = 'final') desc, phase asc))[1] as functional_key,
        (array_agg(economic_key order by (phase = 'final') desc, phase asc))[1] as economic_key,
        {%- for phase in amounts %}
        max(preferred_value) filter (where phase = '{{ phase }}' and measure_unit = 'yuan') as {{ phase }}_yuan,
        max(tolerance) filter (where phase = '{{ phase }}' and measure_unit = 'yuan') as {{ phase }}_tolerance,
        {%- endfor %}
        {%- for phase in percentages %}
        max(preferred_value) filter (where phase = '{{ phase }}' and measure_unit = 'pct') as {{ phase }},
        {%- endfor %}
        max(differing_value) filter (where phase = 'final' and measure_unit = 'yuan') as final_differing_yuan,
        coalesce(bool_or(is_disputed) filter (where phase = 'final'), false) as is_final_disputed,
        sum(place_count)::integer as place_count
    from settled
    group by
        report_key,
        unit_id,
        fiscal_year,
        comparable_fund,
        account_key,
        item,
        item_statement,
        functional_id,
        economic_id
)

select * from side_by_side
