{# Whose accounts a row speaks of: the same columns, in the same order, at the head of every mart. #}
{% macro unit_columns(relation) -%}
    {{ relation }}.report_key,
    {{ relation }}.unit_key,
    {{ relation }}.unit_id,
    {{ relation }}.unit_name,
    {{ relation }}.fiscal_year,
    {{ relation }}.scope,
    {{ relation }}.scope_name,
    {{ relation }}.region_code,
    {{ relation }}.region_name,
    {{ relation }}.province_name,
    {{ relation }}.prefecture_name,
    {{ relation }}.administrative_level,
    {{ relation }}.administrative_level_name,
    {{ relation }}.department_type,
    {{ relation }}.department_type_name,
    {{ relation }}.peer_group
{%- endmacro %}
