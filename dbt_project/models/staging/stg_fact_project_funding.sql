with source as (
    select * from {{ source('warehouse', 'fact_project_funding') }}
),

renamed as (
    select
        -- keys
        funding_key,
        form_key,
        report_key,
        unit_key,
        project_key,
        fiscal_year,
        -- strings
        source as funding_source,
        printed as printed_cells,
        method,
        -- numbers
        form_no,
        initial_budget as initial_budget_yuan,
        annual_budget as annual_budget_yuan,
        executed as executed_yuan,
        weight,
        execution_rate as execution_rate_pct,
        score,
        -- place
        position,
        part as document_part,
        page as page_number,
        line as line_number
    from source
)

select * from renamed
