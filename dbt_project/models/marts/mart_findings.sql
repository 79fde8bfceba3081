with findings as (
    select * from {{ ref('int_findings_in_current_versions') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

documents as (
    select * from {{ ref('stg_audit_document') }}
),

rules as (
    select * from {{ ref('rules') }}
),

described as (
    select
        findings.check_key,
        {{ unit_columns('reports') }},
        coalesce(documents.document_name, reports.document_name) as document_name,
        findings.rule,
        coalesce(rules.title, findings.rule) as rule_title,
        coalesce(rules.rule_group, split_part(findings.rule, '.', 1)) as rule_group,
        coalesce(rules.rule_group_name, split_part(findings.rule, '.', 1)) as rule_group_name,
        findings.severity,
        case findings.severity when 'error' then '错误' when 'notice' then '提示' when 'rounding' then '舍入' end
            as severity_name,
        findings.check_status,
        findings.message,
        findings.stated_text,
        findings.recomputed_text,
        case when abs(findings.difference) < 1e20 then findings.difference::numeric(24, 4) end as difference,
        case when abs(findings.tolerance) < 1e14 then findings.tolerance::numeric(20, 6) end as tolerance,
        case
            when findings.difference is null then ''
            when findings.stated_text like '%元' then '元'
            when findings.stated_text like '%\%' then '百分点'
            else ''
        end as difference_unit_name,
        findings.proposed_text,
        findings.is_leading,
        findings.leading_check_key,
        findings.consequence_count,
        findings.cause_reference,
        findings.places_text,
        findings.place_count,
        findings.page_number,
        findings.line_number
    from findings
    inner join reports on findings.report_key = reports.report_key
    left join documents on findings.report_key = documents.report_key and findings.document_part = documents.document_part
    left join rules on findings.rule = rules.rule
)

select * from described
