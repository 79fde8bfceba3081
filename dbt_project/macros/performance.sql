{# How the cells of self-evaluation forms are understood. Words are data: a new wording is added here. #}

{# points of a form: weights and scores #}
{% macro to_points(points) -%}
    {{ to_pct(points) }}
{%- endmacro %}

{# a target or actual value in whatever unit of measure #}
{% macro to_measure(value) -%}
    case when abs({{ value }}) < 1e18 then ({{ value }})::numeric(24, 6) end
{%- endmacro %}

{# what a cell says besides its number: its unit of measure, without signs and words of comparison #}
{% macro unit_in_cell(cell) -%}
    regexp_replace(
        regexp_replace(translate({{ cell }}, '％／', '%/'), '[-\s0-9.,，]', '', 'g'),
        '[≥≤<>＜＞=＝≧≦⩾⩽约达到为]|(大于|小于|高于|低于|多于|少于)(或?等于)?|等于|超过|不[低少小超高大多](于|过)|至[少多]|(（含）|及)?以[上下内]|之内',
        '',
        'g'
    )
{%- endmacro %}

{# how many there are in one of a unit: 1 万人 are 10,000 人 #}
{% macro scale_of_unit(unit) -%}
    case when {{ unit }} like '亿%' then 100000000::numeric when {{ unit }} like '万%' then 10000::numeric else 1::numeric end
{%- endmacro %}

{# less of these is better, or may be: without a printed direction they are not judged where target and actual differ #}
{% macro may_be_better_if_lower(name) -%}
    {{ name }} ~ '(故障|差错|错误|投诉|损坏|事故|失业|死亡|流失|超支|违规|违法|偏差|误差|中断|宕机|失败|空置|闲置)[率数次件起]*$'
    or {{ name }} ~ '(时长|时间|周期|天数|时限)$'
    or {{ name }} ~ '(降低|下降|减少)[率数]?$'
{%- endmacro %}

{# One name for a project over the years: 2022年培训经费, 培训经费（2023） and 培训经费项目 are the same one. White space and widths are
   settled in dim_project. A name of nothing else stays as it is. #}
{% macro project_identity(name) -%}
    coalesce(
        nullif(
            regexp_replace(
                regexp_replace(
                    regexp_replace({{ name }}, '(19|20)\d\d([-—~～至](19|20)?\d\d)?(年度|年)?', '', 'g'),
                    '[“”"''‘’「」《》〈〉（）()〔〕\[\]【】·、，,。.：:;；_—–-]', '', 'g'
                ),
                '(.{2,})项目$', '\1'
            ),
            ''
        ),
        {{ name }}
    )
{%- endmacro %}
