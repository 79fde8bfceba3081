with checks as (
    select * from {{ ref('stg_fact_check') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

counted as (
    select
        checks.report_key,
        checks.rule,
        count(*) filter (where checks.check_status = 'passed') as passed_count,
        count(*) filter (where checks.check_status = 'failed' and checks.severity = 'error') as error_count,
        count(*) filter (where checks.check_status = 'failed' and checks.severity = 'notice') as notice_count,
        count(*) filter (where checks.check_status = 'failed' and checks.severity = 'rounding') as rounding_count,
        bool_and(checks.check_status = 'not_applicable') as is_not_applicable
    from checks
    inner join reports on checks.report_key = reports.report_key
    group by checks.report_key, checks.rule
)

select * from counted
