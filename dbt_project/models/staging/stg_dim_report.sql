with source as (
    select * from {{ source('warehouse', 'dim_report') }}
),

renamed as (
    select
        report_key,
        unit_key,
        unit_id,
        fiscal_year,
        scope,
        document as document_name,
        title as report_title,
        version,
        is_current,
        loaded_at
    from source
    where report_key <> 0
)

select * from renamed
