{# Every numeric of a mart has a fixed scale. A value too large to be money or a percentage is no value here: it stays in the facts
   and in mart_observations.raw_text, and a test warns of it. #}

{% macro to_yuan(amount) -%}
    case when abs({{ amount }}) < 1e18 then ({{ amount }})::numeric(20, 2) end
{%- endmacro %}

{# counts of people, vehicles, things, and areas #}
{% macro to_quantity(quantity) -%}
    {{ to_yuan(quantity) }}
{%- endmacro %}

{% macro to_pct(percentage) -%}
    case when abs({{ percentage }}) < 1e8 then ({{ percentage }})::numeric(12, 4) end
{%- endmacro %}

{# part in percent of whole; empty where the whole is empty or zero: growth on nothing has no rate #}
{% macro percent_of(part, whole) -%}
    {{ to_pct('(' ~ part ~ ') * 100 / nullif(' ~ whole ~ ', 0)') }}
{%- endmacro %}

{# change from before to now in percent of before; the base counts by its size, so that a fall stays negative #}
{% macro percent_change(now, before) -%}
    {{ percent_of('(' ~ now ~ ') - (' ~ before ~ ')', 'abs(' ~ before ~ ')') }}
{%- endmacro %}
