with source as (
    select * from {{ source('warehouse', 'fact_check') }}
),

renamed as (
    select
        -- keys
        check_key,
        report_key,
        unit_key,
        fiscal_year,
        -- strings
        rule,
        status as check_status,
        severity,
        message,
        stated as stated_text,
        recomputed as recomputed_text,
        cause as cause_reference,
        proposed as proposed_text,
        -- numbers
        difference,
        tolerance,
        -- place
        position,
        part as document_part,
        page as page_number,
        line as line_number,
        parts as document_parts,
        pages as page_numbers,
        lines as line_numbers
    from source
)

select * from renamed
