with source as (
    select * from {{ source('audit', 'document') }}
),

renamed as (
    select
        document_key,
        report_key,
        part as document_part,
        name as document_name,
        media
    from source
)

select * from renamed
