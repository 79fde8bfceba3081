with source as (
    select * from {{ source('warehouse', 'dim_department_type') }}
),

renamed as (
    select
        department_type_key,
        code as department_type,
        case when department_type_key = 0 then '未确定' else name end as department_type_name,
        group_name as department_type_group
    from source
)

select * from renamed
