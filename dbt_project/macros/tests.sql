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

{# where a total and all its parts are there, the parts add up to the total, but for the digits that were not printed #}
{% test parts_sum_to_total(model, total, parts, tolerance) %}
    select *
    from {{ model }}
    where abs({{ total }} - ({{ parts | join(' + ') }})) > {{ tolerance }}
{% endtest %}

{# a condition that holds for every row #}
{% test holds(model, condition) %}
    select *
    from {{ model }}
    where not coalesce({{ condition }}, true)
{% endtest %}
