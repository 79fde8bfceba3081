with forms as (
    select * from {{ ref('int_forms_with_funding') }}
),

points as (
    select * from {{ ref('int_points_by_form') }}
),

beside_last_year as (
    select * from {{ ref('int_forms_beside_last_year') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

documents as (
    select * from {{ ref('stg_audit_document') }}
),

labels as (
    select * from {{ ref('performance_labels') }}
),

scored as (
    select
        forms.*,
        points.lost_output_points,
        points.lost_benefit_points,
        points.lost_satisfaction_points,
        points.lost_cost_points,
        points.lost_other_points,
        points.indicator_count,
        points.judged_count,
        points.met_count,
        points.missed_count,
        points.qualitative_count,
        points.over_fulfilled_count,
        points.missed_with_full_score_count,
        points.met_with_points_lost_count,
        points.doubtful_count,
        forms.total_weight - forms.total_score as lost_points,
        case
            when points.lost_execution_points is not null or (forms.funding_weight - forms.funding_score) is not null
                then coalesce(points.lost_execution_points, 0) + coalesce(forms.funding_weight - forms.funding_score, 0)
        end as lost_execution_points
    from forms
    left join points on forms.form_key = points.form_key
),

measured as (
    select
        {{ unit_columns('reports') }},
        scored.form_key,
        scored.form_no,
        scored.form_kind,
        kind_labels.label as form_kind_name,
        scored.project_key,
        scored.project_id,
        scored.project_name,
        scored.printed_department,
        scored.implementing_unit,
        -- money
        {{ to_yuan('scored.initial_budget_yuan') }} as initial_budget_yuan,
        {{ to_yuan('scored.annual_budget_yuan') }} as annual_budget_yuan,
        {{ to_yuan('scored.executed_yuan') }} as executed_yuan,
        {{ to_pct('scored.execution_rate_stated_pct') }} as execution_rate_stated_pct,
        {{ to_pct('scored.execution_rate_computed_pct') }} as execution_rate_computed_pct,
        scored.execution_basis,
        {{ to_points('scored.funding_weight') }} as funding_weight,
        {{ to_points('scored.funding_score') }} as funding_score,
        -- points
        {{ to_points('scored.total_weight') }} as total_weight,
        {{ to_points('scored.total_score') }} as total_score,
        {{ to_points('scored.lost_points') }} as lost_points,
        {{ to_points('scored.lost_output_points') }} as lost_output_points,
        {{ to_points('scored.lost_benefit_points') }} as lost_benefit_points,
        {{ to_points('scored.lost_satisfaction_points') }} as lost_satisfaction_points,
        {{ to_points('scored.lost_cost_points') }} as lost_cost_points,
        {{ to_points('scored.lost_execution_points') }} as lost_execution_points,
        {{ to_points('scored.lost_other_points') }} as lost_other_points,
        -- indicators
        coalesce(scored.indicator_count, 0) as indicator_count,
        coalesce(scored.judged_count, 0) as judged_count,
        coalesce(scored.met_count, 0) as met_count,
        coalesce(scored.missed_count, 0) as missed_count,
        coalesce(scored.qualitative_count, 0) as qualitative_count,
        {{ percent_of('scored.met_count::numeric', 'scored.judged_count') }} as met_share_pct,
        coalesce(scored.over_fulfilled_count, 0) as over_fulfilled_count,
        coalesce(scored.missed_with_full_score_count, 0) as missed_with_full_score_count,
        coalesce(scored.met_with_points_lost_count, 0) as met_with_points_lost_count,
        coalesce(scored.doubtful_count, 0) as doubtful_count,
        -- what the narrative says of the same project
        {{ to_points('scored.narrative_score') }} as narrative_score,
        {{ to_points('scored.total_score - scored.narrative_score') }} as narrative_score_difference,
        scored.total_score <> scored.narrative_score as is_narrative_score_disputed,
        {{ to_yuan('scored.narrative_annual_budget_yuan') }} as narrative_annual_budget_yuan,
        {{ to_yuan('scored.narrative_executed_yuan') }} as narrative_executed_yuan,
        {{ to_pct('scored.narrative_completion_pct') }} as narrative_completion_pct,
        -- the year before
        beside_last_year.prior_match,
        match_labels.label as prior_match_name,
        beside_last_year.prior_form_key,
        last_year.project_name as prior_project_name,
        {{ to_yuan('last_year.annual_budget_yuan') }} as prior_annual_budget_yuan,
        {{ to_yuan('last_year.executed_yuan') }} as prior_executed_yuan,
        {{ to_pct('last_year.execution_rate_computed_pct') }} as prior_execution_rate_pct,
        {{ to_points('last_year.total_score') }} as prior_total_score,
        {{ to_yuan('scored.executed_yuan - last_year.executed_yuan') }} as executed_change_yuan,
        {{ percent_change('scored.executed_yuan', 'last_year.executed_yuan') }} as executed_change_pct,
        {{ to_points('scored.total_score - last_year.total_score') }} as total_score_change,
        -- where it is printed
        coalesce(documents.document_name, reports.document_name) as document_name,
        scored.page_number,
        scored.line_number
    from scored
    inner join reports on scored.report_key = reports.report_key
    inner join beside_last_year on scored.form_key = beside_last_year.form_key
    inner join labels as kind_labels on kind_labels.list = 'form_kind' and scored.form_kind = kind_labels.code
    inner join labels as match_labels
        on match_labels.list = 'prior_match' and beside_last_year.prior_match = match_labels.code
    left join forms as last_year on beside_last_year.prior_form_key = last_year.form_key
    left join documents on scored.report_key = documents.report_key and scored.document_part = documents.document_part
),

with_rest as (
    select
        *,
        (
            lost_points - coalesce(lost_output_points, 0) - coalesce(lost_benefit_points, 0)
            - coalesce(lost_satisfaction_points, 0) - coalesce(lost_cost_points, 0)
            - coalesce(lost_execution_points, 0) - coalesce(lost_other_points, 0)
        )::numeric(12, 4) as lost_unassigned_points
    from measured
),

compared as (
    {{ beside_peers(
        'with_rest',
        {
            'total_score': '',
            'execution_rate_computed_pct': 'execution_rate_',
            'met_share_pct': 'met_share_',
        },
        ['fiscal_year', 'form_kind'],
        units='unit_id'
    ) }}
)

select * from compared
