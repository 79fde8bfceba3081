with source as (
    select * from {{ source('warehouse', 'fact_stated_change') }}
),

renamed as (
    select
        -- keys
        change_key,
        report_key,
        unit_key,
        account_key,
        functional_key,
        economic_key,
        fiscal_year,
        -- strings
        fund,
        phase,
        channel,
        method,
        section,
        unit as measure_unit,
        raw as raw_text,
        printed_unit,
        functional_name as printed_functional_name,
        economic_name as printed_economic_name,
        -- numbers
        value as stated_value,
        tolerance,
        -- place
        position,
        part as document_part,
        page as page_number,
        line as line_number
    from source
)

select * from renamed
