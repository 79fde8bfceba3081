{#
    A select that sets measures beside those of the peers, to stand alone in a CTE.

    relation    name of a CTE with a column peer_group (empty: the unit's kind or level is not known, so it has no peers)
    measures    column -> prefix of the new columns; the last word of the column (yuan, pct) is the unit of the median
    within      columns that make values comparable besides peer_group, none of them ever empty
    units       column that names the unit, where one unit has several rows: then fewest_peers counts units, not rows, and
                <prefix>peer_unit_count tells how many there are
    but_zero    measures of which a zero is no value: some reports print a line for every subject there is, most do not

    Yields the columns of the relation and for each measure <prefix>peer_median_<unit>, <prefix>peer_rank (1 is the largest),
    <prefix>peer_percentile (share of the other units that are smaller; 0 the smallest, 100 the largest) and <prefix>peer_count
    (units with a value, this one counted). Fewer than `fewest_peers` of them: all empty but the count. The median is exact:
    percentile_cont would go through floating point.
#}
{% macro beside_peers(relation, measures, within, but_zero=[], units=none) -%}
    {%- set number = 'peer_unit_count' if units else 'peer_count' -%}
    {%- set keys = ['peer_group'] + within -%}
    select
        {{ relation }}.*
        {%- for measure, prefix in measures.items() %}
        {%- set value = 'nullif(' ~ relation ~ '.' ~ measure ~ ', 0)' if measure in but_zero else relation ~ '.' ~ measure %}
        {%- set enough = 'peers.' ~ prefix ~ number ~ ' >= ' ~ var('fewest_peers') ~ ' and ' ~ value ~ ' is not null' %}
        {%- set peers_with_value -%}
            partition by
                {%- for key in keys %} {{ relation }}.{{ key }},{% endfor %} {{ value }} is null
            order by {{ value }}
        {%- endset %},
        peers.{{ prefix }}peer_median_{{ measure.split('_') | last }},
        case when {{ enough }} then (rank() over ({{ peers_with_value }} desc))::integer end as {{ prefix }}peer_rank,
        case
            when {{ enough }} then (percent_rank() over ({{ peers_with_value }}) * 100)::numeric(12, 4)
        end as {{ prefix }}peer_percentile,
        case
            when {{ relation }}.peer_group is not null then coalesce(peers.{{ prefix }}peer_count, 0)
        end as {{ prefix }}peer_count
        {%- if units %},
        case
            when {{ relation }}.peer_group is not null then coalesce(peers.{{ prefix }}peer_unit_count, 0)
        end as {{ prefix }}peer_unit_count
        {%- endif %}
        {%- endfor %}
    from {{ relation }}
    left join (
        select
            {{ keys | join(', ') }}
            {%- for measure, prefix in measures.items() %}
            {%- set value = 'nullif(' ~ measure ~ ', 0)' if measure in but_zero else measure %},
            {%- set counted = 'count(distinct ' ~ units ~ ') filter (where ' ~ value ~ ' is not null)' %}
            count({{ value }})::integer as {{ prefix }}peer_count,
            {%- if units %}
            ({{ counted }})::integer as {{ prefix }}peer_unit_count,
            {%- endif %}
            case
                when {{ counted if units else 'count(' ~ value ~ ')' }} >= {{ var('fewest_peers') }}
                    then (
                        (
                            percentile_disc(0.5) within group (order by {{ value }})
                            + percentile_disc(0.5) within group (order by {{ value }} desc)
                        ) / 2
                    )::{{ 'numeric(12, 4)' if measure.endswith('pct') else 'numeric(20, 2)' }}
            end as {{ prefix }}peer_median_{{ measure.split('_') | last }}
            {%- endfor %}
        from {{ relation }}
        where peer_group is not null
        group by {{ keys | join(', ') }}
    ) as peers
        on
            {%- for key in keys %}
            {{ 'and ' if not loop.first }}{{ relation }}.{{ key }} = peers.{{ key }}
            {%- endfor %}
{%- endmacro %}
