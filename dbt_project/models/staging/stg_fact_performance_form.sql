with source as (
    select * from {{ source('warehouse', 'fact_performance_form') }}
),

renamed as (
    select
        -- keys
        form_key,
        report_key,
        unit_key,
        project_key,
        fiscal_year,
        -- strings
        kind as form_kind,
        project_name as printed_project_name,
        department as printed_department,
        implementing_unit,
        expected_goal,
        actual_goal,
        -- numbers
        form_no,
        total_weight,
        total_score,
        narrative_score,
        narrative_annual_budget as narrative_annual_budget_yuan,
        narrative_executed as narrative_executed_yuan,
        narrative_completion_pct,
        -- place
        position,
        part as document_part,
        page as page_number,
        line as line_number,
        total_page as total_page_number,
        total_line as total_line_number
    from source
)

select * from renamed
