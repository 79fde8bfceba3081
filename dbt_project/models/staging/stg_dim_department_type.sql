with source as (
    select * from {{ source('warehouse', 'dim_department_type') }}
),

renamed as (
    select
        department_type_key,
        code as department_type,
        name as department_type_name,
        group_name as department_type_group
    from source
)

select * from renamed
