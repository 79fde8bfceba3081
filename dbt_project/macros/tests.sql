{# Generic tests of the project; each selects the rows that break the promise. #}

{# no two rows have the same key, and no part of the key is empty #}
{% test unique_over(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or bool_or({{ columns | join(' is null or ') }} is null)
{% endtest %}

{# every key of this model is one of the other; several columns together #}
{% test key_in(model, columns, to) %}
    select model.{{ columns | join(', model.') }}
    from {{ model }} as model
    where
        not exists (
            select from {{ to }} as other
            where
                {%- for column in columns %}
                {{ 'and ' if not loop.first }}other.{{ column }} = model.{{ column }}
                {%- endfor %}
        )
{% endtest %}

{# nothing is lost or counted twice on the way: a column adds up to the same in this model and in the other, group by group #}
{% test same_sum_as(model, column, to, to_column, by, where='true', to_where='true') %}
    with here as (
        select
            {{ by | join(', ') }},
            sum({{ column }}) as total
        from {{ model }}
        where {{ where }}
        group by {{ by | join(', ') }}
    ),

    there as (
        select
            {{ by | join(', ') }},
            sum({{ to_column }}) as total
        from {{ to }}
        where {{ to_where }}
        group by {{ by | join(', ') }}
    )

    select
        {{ by | join(', ') }},
        here.total as total_here,
        there.total as total_there
    from here
    full outer join there using ({{ by | join(', ') }})
    where coalesce(here.total, 0) <> coalesce(there.total, 0)
{% endtest %}

{# where a report prints a total of the unit and all its parts, the parts add up to it, but for the digits that were not printed #}
{% test parts_sum_to_total(model, total, parts, fund) %}
    with sums as (
        select
            report_key,
            max(final_yuan) filter (where item = '{{ total }}') as total_yuan,
            sum(final_yuan) filter (where item <> '{{ total }}') as parts_yuan,
            count(final_yuan) filter (where item <> '{{ total }}') as part_count,
            sum(final_tolerance) as tolerance_yuan
        from {{ model }}
        where
            comparable_fund = '{{ fund }}'
            and functional_id = ''
            and economic_id = ''
            and item in ('{{ total }}', '{{ parts | join("', '") }}')
        group by report_key
    )

    select *
    from sums
    where part_count = {{ parts | length }} and abs(total_yuan - parts_yuan) > tolerance_yuan
{% endtest %}

{# the subjects of one level add up to the total of their account; accounts of which only some subjects are printed do not count #}
{% test levels_sum_to_total(model, code_length) %}
    with subjects as (
        select
            *,
            case when functional_id <> '' then 'functional' when economic_id <> '' then 'economic' else '' end as subject_kind,
            case when functional_id <> '' then functional_id else economic_id end as subject_id
        from {{ model }}
        where functional_id = '' or economic_id = ''
    ),

    sums as (
        select
            report_key,
            comparable_fund,
            account_key,
            subject_kind,
            sum(final_yuan) as level_yuan,
            sum(final_tolerance) as tolerance_yuan
        from subjects
        where subject_kind <> '' and subject_id ~ '^\d{ {{- code_length -}} }$'
        group by report_key, comparable_fund, account_key, subject_kind
    ),

    totals as (
        select
            report_key,
            comparable_fund,
            account_key,
            final_yuan as total_yuan,
            final_tolerance
        from subjects
        where subject_kind = ''
    )

    select
        sums.*,
        totals.total_yuan
    from sums
    inner join totals
        on
            sums.report_key = totals.report_key
            and sums.comparable_fund = totals.comparable_fund
            and sums.account_key = totals.account_key
    where abs(sums.level_yuan - totals.total_yuan) > sums.tolerance_yuan + totals.final_tolerance
{% endtest %}

{# a condition that holds for every row #}
{% test holds(model, condition) %}
    select *
    from {{ model }}
    where not coalesce({{ condition }}, true)
{% endtest %}
