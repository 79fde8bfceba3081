with source as (
    select * from {{ source('warehouse', 'dim_unit') }}
),

renamed as (
    select
        unit_key,
        unit_id,
        region_key,
        department_type_key,
        name as unit_name,
        nature as unit_nature,
        parent_name,
        scope,
        administrative_level,
        valid_from_year,
        valid_to_year
    from source
)

select * from renamed
