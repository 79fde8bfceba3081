with failed as (
    select
        *,
        concat('第' || page_number || '页', '第' || line_number || '行') as first_place
    from {{ ref('stg_fact_check') }}
    where check_status = 'failed'
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

documents as (
    select * from {{ ref('stg_audit_document') }}
),

findings as (
    select
        failed.*,
        trim(concat_ws(' ', failed.rule, failed.first_place)) as finding_reference
    from failed
    inner join reports on failed.report_key = reports.report_key
),

-- a cause is named by rule and first place; where two findings have both in common, the first one is meant
causes as (
    select distinct on (report_key, finding_reference)
        report_key,
        finding_reference,
        check_key as leading_check_key
    from findings
    where cause_reference = ''
    order by report_key, finding_reference, position
),

placed as (
    select
        findings.check_key,
        findings.report_key,
        findings.document_part,
        coalesce(places.part, 1) as part,
        places.page,
        places.line,
        min(places.place_no) as place_no
    from findings
    cross join
        lateral unnest(findings.document_parts, findings.page_numbers, findings.line_numbers)
        with ordinality as places (part, page, line, place_no)
    group by
        findings.check_key, findings.report_key, findings.document_part, coalesce(places.part, 1), places.page, places.line
),

-- places in another file than the first one are given with its name
listed as (
    select
        placed.check_key,
        string_agg(
            concat(
                case when placed.part <> placed.document_part then documents.document_name || ' ' end,
                '第' || placed.page || '页',
                '第' || placed.line || '行'
            ),
            '、' order by placed.place_no
        ) as places_text,
        count(*)::integer as place_count
    from placed
    left join documents on placed.report_key = documents.report_key and placed.part = documents.document_part
    group by placed.check_key
),

grouped as (
    select
        findings.*,
        coalesce(causes.leading_check_key, findings.check_key) as leading_check_key,
        causes.leading_check_key is null as is_leading,
        coalesce(listed.places_text, '') as places_text,
        coalesce(listed.place_count, 0) as place_count
    from findings
    left join causes
        on
            findings.cause_reference <> ''
            and findings.report_key = causes.report_key
            and findings.cause_reference = causes.finding_reference
    left join listed on findings.check_key = listed.check_key
),

counted as (
    select
        check_key,
        report_key,
        rule,
        check_status,
        severity,
        message,
        stated_text,
        recomputed_text,
        difference,
        tolerance,
        proposed_text,
        cause_reference,
        leading_check_key,
        is_leading,
        case
            when is_leading then (count(*) over (partition by leading_check_key) - 1)::integer else 0
        end as consequence_count,
        document_part,
        page_number,
        line_number,
        places_text,
        place_count
    from grouped
)

select * from counted
