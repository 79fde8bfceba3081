with reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

parts as (
    select * from {{ ref('disclosure_parts') }}
),

statements as (
    select * from {{ ref('stg_audit_statement_seen') }}
),

checks as (
    select * from {{ ref('stg_fact_check') }}
    where rule = 'publication.sections'
),

printed as (
    select * from {{ ref('int_values_in_current_versions') }}
),

-- a table printed twice, or in two sheets, is published where one of them has figures
tables as (
    select
        report_key,
        table_kind as part,
        max(amount_count) > 0 as has_amounts,
        bool_or(empty_note <> '') as has_note
    from statements
    group by report_key, table_kind
),

with_tables as (
    select distinct report_key
    from statements
),

figures as (
    select distinct
        report_key,
        channel,
        section as part
    from printed
),

with_table_figures as (
    select distinct report_key
    from figures
    where channel = 'table'
),

-- the rule names the matter on one side where it is there, on the other where it is missing
matters as (
    select
        report_key,
        coalesce(nullif(stated_text, ''), recomputed_text) as matter,
        bool_or(check_status = 'passed') as is_mentioned
    from checks
    where check_status <> 'not_applicable'
    group by report_key, coalesce(nullif(stated_text, ''), recomputed_text)
),

found as (
    select
        reports.report_key,
        parts.part_kind,
        parts.part,
        parts.part_name,
        parts.is_required,
        parts.position,
        tables.part is not null as is_table_seen,
        tables.has_amounts,
        tables.has_note,
        figures.part is not null as has_figures,
        matters.is_mentioned,
        with_tables.report_key is not null as has_tables,
        -- figures of tables that nobody listed: which tables there are is not known
        with_tables.report_key is null and with_table_figures.report_key is not null as are_tables_unlisted
    from reports
    cross join parts
    left join with_tables on reports.report_key = with_tables.report_key
    left join with_table_figures on reports.report_key = with_table_figures.report_key
    left join tables
        on parts.part_kind = 'table' and reports.report_key = tables.report_key and parts.part = tables.part
    left join figures
        on
            parts.part_kind = 'text'
            and figures.channel = 'narrative'
            and reports.report_key = figures.report_key
            and parts.part = figures.part
    left join matters
        on parts.part_kind = 'text' and reports.report_key = matters.report_key and parts.matter = matters.matter
),

judged as (
    select
        report_key,
        part_kind,
        part,
        part_name,
        is_required,
        position,
        case
            when part_kind = 'table' and has_amounts then '公开'
            when part_kind = 'table' and has_note then '空表有说明'
            when part_kind = 'table' and is_table_seen then '空表无说明'
            when part_kind = 'table' and are_tables_unlisted then null
            when part_kind = 'table' and has_tables and is_required then '缺'
            when part_kind = 'table' then '未见'
            when has_figures then '公开'
            when is_mentioned and part = 'glossary' then '公开'
            when is_mentioned then '提及'
            when not is_mentioned then '缺'
            when not is_required then '未见'
        end as disclosure_status
    from found
),

settled as (
    select
        *,
        disclosure_status in ('公开', '空表有说明', '提及') as is_disclosed
    from judged
)

select * from settled
