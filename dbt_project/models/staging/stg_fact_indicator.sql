with source as (
    select * from {{ source('warehouse', 'fact_indicator') }}
),

renamed as (
    select
        -- keys
        result_key,
        form_key,
        report_key,
        unit_key,
        project_key,
        indicator_key,
        fiscal_year,
        -- strings
        level1 as printed_level1,
        level2 as printed_level2,
        level3 as printed_level3,
        nature,
        comparator,
        target_raw,
        actual_raw,
        measure_unit as printed_measure_unit,
        deviation as deviation_reason,
        doubtful as doubtful_cells,
        method,
        -- numbers
        form_no,
        printed_position,
        target_value,
        actual_value,
        weight,
        score,
        -- place
        position,
        part as document_part,
        page as page_number,
        line as line_number,
        values_page as values_page_number,
        values_line as values_line_number
    from source
)

select * from renamed
