{# What the three facts of printed numbers have in common. #}
{% macro printed_number_columns() -%}
    report_key,
    account_key,
    functional_key,
    economic_key,
    fiscal_year::integer as fiscal_year,
    fund,
    phase,
    channel,
    method,
    section,
    measure_unit,
    raw_text,
    printed_unit,
    printed_functional_name,
    printed_economic_name,
    position,
    document_part,
    page_number,
    line_number
{%- endmacro %}
