with forms as (
    select * from {{ ref('stg_fact_performance_form') }}
),

funding as (
    select * from {{ ref('stg_fact_project_funding') }}
),

projects as (
    select * from {{ ref('stg_dim_project') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

ranked_lines as (
    select
        *,
        count(*) over (partition by form_key) as line_count,
        row_number() over (partition by form_key order by (funding_source = 'total') desc, position asc) as line_rank
    from funding
),

-- the line of all sources; the only line where a form has one
total_lines as (
    select * from ranked_lines
    where line_rank = 1 and (funding_source = 'total' or line_count = 1)
),

with_funding as (
    select
        forms.form_key,
        forms.report_key,
        reports.unit_id,
        reports.fiscal_year,
        forms.form_no,
        forms.form_kind,
        forms.project_key,
        regexp_replace(forms.printed_project_name, '\s', '', 'g') as project_name,
        projects.project_name as canonical_name,
        case
            when forms.form_kind = 'overall' then '整体支出'
            else {{ project_identity('projects.project_name') }}
        end as project_id,
        forms.printed_department,
        forms.implementing_unit,
        total_lines.initial_budget_yuan,
        total_lines.annual_budget_yuan,
        total_lines.executed_yuan,
        total_lines.execution_rate_pct as execution_rate_stated_pct,
        total_lines.weight as funding_weight,
        total_lines.score as funding_score,
        total_lines.method as funding_method,
        forms.total_weight,
        forms.total_score,
        forms.narrative_score,
        forms.narrative_annual_budget_yuan,
        forms.narrative_executed_yuan,
        forms.narrative_completion_pct,
        forms.document_part,
        forms.page_number,
        forms.line_number
    from forms
    inner join reports on forms.report_key = reports.report_key
    inner join projects on forms.project_key = projects.project_key
    left join total_lines on forms.form_key = total_lines.form_key
),

with_rate as (
    select
        *,
        case
            when annual_budget_yuan is not null then 'annual_budget'
            when initial_budget_yuan is not null then 'initial_budget'
        end as execution_basis,
        executed_yuan * 100 / nullif(coalesce(annual_budget_yuan, initial_budget_yuan), 0) as execution_rate_computed_pct
    from with_funding
)

select * from with_rate
