{%- set tables = [
    'summary', 'income', 'expenditure', 'fiscal_summary', 'general_public', 'basic_expenditure', 'three_public',
    'government_fund', 'state_capital', 'fiscal_expenditure', 'project_expenditure',
] -%}
{%- set texts = [
    'overall', 'income', 'expenditure', 'fiscal', 'general_public', 'basic', 'three_public', 'government_fund',
    'state_capital', 'operating_cost', 'procurement', 'assets', 'performance', 'glossary',
] -%}
{%- set peers_of = {
    'published_share_pct': 'published_share_',
    'failure_rate_pct': 'failure_rate_',
    'error_rate_pct': 'error_rate_',
} -%}

with reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

parts as (
    select * from {{ ref('int_disclosed_parts') }}
),

checks as (
    select * from {{ ref('int_checks_by_rule') }}
),

findings as (
    select * from {{ ref('int_findings_in_current_versions') }}
),

printed as (
    select * from {{ ref('int_values_in_current_versions') }}
),

preferred as (
    select * from {{ ref('int_preferred_values') }}
),

disclosed as (
    select
        report_key,
        {%- for table in tables %}
        max(disclosure_status) filter (where part_kind = 'table' and part = '{{ table }}') as {{ table }}_table_status,
        {%- endfor %}
        {%- for text in texts %}
        max(disclosure_status) filter (where part_kind = 'text' and part = '{{ text }}') as {{ text }}_text_status,
        {%- endfor %}
        bool_or(part_kind = 'table' and disclosure_status in ('公开', '空表有说明', '空表无说明')) as has_tables,
        count(*) filter (where part_kind = 'table' and disclosure_status = '公开')::integer as published_table_count,
        count(*) filter (where part_kind = 'table' and disclosure_status = '空表有说明')::integer as explained_empty_table_count,
        count(*) filter (where part_kind = 'table' and disclosure_status = '空表无说明')::integer
            as unexplained_empty_table_count,
        count(*) filter (where is_required and is_disclosed)::integer as disclosed_required_count,
        count(*) filter (where is_required and not is_disclosed)::integer as undisclosed_required_count,
        string_agg(part_name, '、' order by position) filter (where is_required and not is_disclosed) as undisclosed_names
    from parts
    group by report_key
),

checked as (
    select
        report_key,
        sum(passed_count)::integer as passed_check_count,
        sum(error_count)::integer as error_count,
        sum(notice_count)::integer as notice_count,
        sum(rounding_count)::integer as rounding_count,
        count(*) filter (where not is_not_applicable)::integer as applied_rule_count,
        count(*) filter (where is_not_applicable)::integer as idle_rule_count
    from checks
    group by report_key
),

caused as (
    select
        report_key,
        count(*) filter (where is_leading and severity = 'error')::integer as leading_error_count,
        count(*) filter (where is_leading and severity <> 'rounding')::integer as leading_finding_count
    from findings
    group by report_key
),

places as (
    select
        report_key,
        count(*)::integer as observation_count,
        count(*) filter (where method = 'solved')::integer as solved_count,
        count(*) filter (where method in ('ocr', 'ocr_doubtful'))::integer as recognised_count,
        count(*) filter (where method = 'ocr_doubtful')::integer as doubtful_recognised_count,
        (
            count(distinct functional_id) filter (where functional_id like '未定：%')
            + count(distinct economic_id) filter (where economic_id like '未定：%')
        )::integer as unresolved_name_count
    from printed
    group by report_key
),

disputes as (
    select
        report_key,
        count(*) filter (where is_disputed)::integer as disputed_value_count
    from preferred
    group by report_key
),

counted as (
    select
        {{ unit_columns('reports') }},
        reports.report_version,
        reports.document_name,
        {%- for table in tables %}
        disclosed.{{ table }}_table_status,
        {%- endfor %}
        {%- for text in texts %}
        disclosed.{{ text }}_text_status,
        {%- endfor %}
        coalesce(disclosed.has_tables, false) as has_tables,
        disclosed.published_table_count,
        disclosed.explained_empty_table_count,
        disclosed.unexplained_empty_table_count,
        disclosed.disclosed_required_count,
        disclosed.undisclosed_required_count,
        coalesce(disclosed.undisclosed_names, '') as undisclosed_names,
        coalesce(checked.passed_check_count, 0) as passed_check_count,
        coalesce(checked.error_count, 0) as error_count,
        coalesce(checked.notice_count, 0) as notice_count,
        coalesce(checked.rounding_count, 0) as rounding_count,
        coalesce(checked.error_count + checked.notice_count + checked.rounding_count, 0) as failed_check_count,
        coalesce(checked.applied_rule_count, 0) as applied_rule_count,
        coalesce(checked.idle_rule_count, 0) as idle_rule_count,
        coalesce(caused.leading_error_count, 0) as leading_error_count,
        coalesce(caused.leading_finding_count, 0) as leading_finding_count,
        coalesce(disputes.disputed_value_count, 0) as disputed_value_count,
        coalesce(places.observation_count, 0) as observation_count,
        coalesce(places.solved_count, 0) as solved_count,
        coalesce(places.recognised_count, 0) as recognised_count,
        coalesce(places.doubtful_recognised_count, 0) as doubtful_recognised_count,
        coalesce(places.unresolved_name_count, 0) as unresolved_name_count,
        reports.quantity_count,
        reports.unread_quantity_count
    from reports
    inner join disclosed on reports.report_key = disclosed.report_key
    left join checked on reports.report_key = checked.report_key
    left join caused on reports.report_key = caused.report_key
    left join places on reports.report_key = places.report_key
    left join disputes on reports.report_key = disputes.report_key
),

measured as (
    select
        *,
        passed_check_count + failed_check_count as check_count,
        {{ percent_of('disclosed_required_count::numeric', 'disclosed_required_count + undisclosed_required_count') }}
            as published_share_pct,
        {{ percent_of('failed_check_count::numeric', 'passed_check_count + failed_check_count') }} as failure_rate_pct,
        {{ percent_of('error_count::numeric', 'passed_check_count + failed_check_count') }} as error_rate_pct,
        {{ percent_of('solved_count::numeric', 'observation_count') }} as solved_share_pct,
        {{ percent_of('unread_quantity_count::numeric', 'quantity_count') }} as unread_share_pct
    from counted
),

compared as (
    {{ beside_peers('measured', peers_of, ['fiscal_year']) }}
)

select * from compared
