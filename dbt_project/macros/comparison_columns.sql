{# Execution of the budget and change on last year, the same in every comparison mart; `account` is a relation with the columns of
   int_accounts_beside_last_year, `budgets` says which budget a completion is measured against, the first one printed counting. #}

{% macro execution_and_change(account, budgets=['initial_budget', 'annual_budget']) -%}
    {{ to_yuan(account ~ '.initial_budget_yuan') }} as initial_budget_yuan,
    {{ to_yuan(account ~ '.annual_budget_yuan') }} as annual_budget_yuan,
    {{ to_pct(account ~ '.completion_pct') }} as completion_stated_pct,
    case
        {%- for budget in budgets %}
        when {{ account }}.{{ budget }}_yuan is not null then '{{ budget }}'
        {%- endfor %}
    end as completion_basis,
    {{ percent_of(
        account ~ '.final_yuan', 'coalesce(' ~ account ~ '.' ~ budgets | join('_yuan, ' ~ account ~ '.') ~ '_yuan)'
    ) }} as completion_computed_pct,
    {{ to_yuan(account ~ '.prior_stated_yuan') }} as prior_stated_yuan,
    {{ to_yuan(account ~ '.prior_published_yuan') }} as prior_published_yuan,
    {{ to_yuan(account ~ '.restatement_yuan') }} as restatement_yuan,
    {{ account }}.is_restated,
    {{ to_yuan(account ~ '.delta_prior_yuan') }} as change_stated_yuan,
    {{ to_pct(account ~ '.pct_prior') }} as change_stated_pct,
    {{ to_yuan(account ~ '.change_computed_yuan') }} as change_computed_yuan,
    {{ percent_change(account ~ '.final_yuan', account ~ '.prior_published_yuan') }} as change_computed_pct,
    coalesce({{ account }}.is_final_disputed, false) as is_final_disputed,
    {{ to_yuan(account ~ '.final_differing_yuan') }} as final_differing_yuan,
    coalesce({{ account }}.place_count, 0) as place_count
{%- endmacro %}

{# The columns of int_accounts_beside_last_year of one account, picked from a group of accounts by the filter `here`. #}
{% macro account_columns(here) -%}
    {%- for column in [
        'final_yuan', 'initial_budget_yuan', 'annual_budget_yuan', 'completion_pct', 'share_pct', 'prior_stated_yuan',
        'prior_published_yuan', 'restatement_yuan', 'delta_prior_yuan', 'pct_prior', 'change_computed_yuan',
        'final_differing_yuan', 'place_count',
    ] -%}
    max({{ column }}) {{ here }} as {{ column }},
    {% endfor -%}
    {%- for column in ['is_final_summed', 'is_restated', 'is_final_disputed'] -%}
    bool_or({{ column }}) {{ here }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}

{# The same figures of one account of the unit as a whole, to be named after it; `fund` is its comparable_fund. #}
{% macro budget_and_change_of(name, item, fund) -%}
    {%- set here = "filter (where item = '" ~ item ~ "' and comparable_fund = '" ~ fund ~ "')" -%}
    {%- for column in [
        'initial_budget_yuan', 'annual_budget_yuan', 'completion_pct', 'prior_stated_yuan', 'prior_published_yuan',
        'restatement_yuan', 'delta_prior_yuan', 'pct_prior', 'change_computed_yuan',
    ] -%}
    max({{ column }}) {{ here }} as {{ name }}_{{ column }},
    {% endfor -%}
    bool_or(is_restated) {{ here }} as is_{{ name }}_restated
{%- endmacro %}
