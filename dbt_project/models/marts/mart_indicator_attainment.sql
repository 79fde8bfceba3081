with indicators as (
    select * from {{ ref('int_indicators_judged') }}
),

forms as (
    select * from {{ ref('int_forms_with_funding') }}
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

measured as (
    select
        {{ unit_columns('reports') }},
        indicators.form_key,
        indicators.form_no,
        forms.form_kind,
        forms.project_key,
        forms.project_id,
        forms.project_name,
        indicators.result_key,
        indicators.printed_position,
        indicators.indicator_key,
        indicators.indicator_id,
        indicators.level1,
        indicators.level2,
        indicators.level3,
        indicators.is_indicator_listed,
        indicators.printed_level1,
        indicators.printed_level2,
        indicators.printed_level3,
        indicators.nature,
        indicators.comparator,
        indicators.direction,
        direction_labels.label as direction_name,
        indicators.direction_basis,
        basis_labels.label as direction_basis_name,
        indicators.target_raw,
        {{ to_measure('indicators.target_value') }} as target_value,
        indicators.actual_raw,
        {{ to_measure('indicators.actual_value') }} as actual_value,
        indicators.measure_unit,
        indicators.printed_measure_unit,
        indicators.outcome,
        outcome_labels.label as outcome_name,
        {{ to_pct('indicators.attainment_pct') }} as attainment_pct,
        indicators.is_met,
        indicators.is_over_fulfilled,
        indicators.is_target_repeated,
        {{ to_points('indicators.weight') }} as weight,
        {{ to_points('indicators.score') }} as score,
        {{ to_points('indicators.lost_points') }} as lost_points,
        {{ percent_of('indicators.score', 'indicators.weight') }} as score_rate_pct,
        indicators.is_score_shared,
        indicators.is_missed_with_full_score,
        indicators.is_met_with_points_lost,
        indicators.deviation_reason,
        indicators.doubtful_cells,
        coalesce(documents.document_name, reports.document_name) as document_name,
        indicators.page_number,
        indicators.line_number
    from indicators
    inner join forms on indicators.form_key = forms.form_key
    inner join reports on indicators.report_key = reports.report_key
    inner join labels as direction_labels
        on direction_labels.list = 'direction' and indicators.direction = direction_labels.code
    inner join labels as basis_labels
        on basis_labels.list = 'direction_basis' and indicators.direction_basis = basis_labels.code
    inner join labels as outcome_labels
        on outcome_labels.list = 'outcome' and indicators.outcome = outcome_labels.code
    left join documents on indicators.report_key = documents.report_key and indicators.document_part = documents.document_part
),

compared as (
    {{ beside_peers('measured', {'attainment_pct': ''}, ['fiscal_year', 'indicator_id'], units='unit_id') }}
)

select * from compared
