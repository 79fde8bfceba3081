with source as (
    select * from {{ source('audit', 'coverage') }}
),

renamed as (
    select
        report_key,
        quantities as quantity_count,
        unread_quantities as unread_quantity_count
    from source
)

select * from renamed
