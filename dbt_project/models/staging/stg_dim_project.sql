with source as (
    select * from {{ source('warehouse', 'dim_project') }}
),

renamed as (
    select
        -- keys
        project_key,
        unit_id,
        -- strings
        name as project_name,
        kind as form_kind
    from source
)

select * from renamed
