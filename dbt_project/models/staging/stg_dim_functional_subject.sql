with source as (
    select * from {{ source('warehouse', 'dim_functional_subject') }}
),

renamed as (
    select
        functional_key,
        -- what is the same subject in every year and place: its code, else the names it is printed under
        case
            when functional_key = 0 then ''
            when code <> '' then code
            else '未定：' || coalesce(nullif(array_to_string(path, '/'), ''), name)
        end as functional_id,
        code as functional_code,
        case when functional_key = 0 then '' else name end as functional_name,
        coalesce(nullif(level, ''), '未定') as functional_level,
        class_code as functional_class_code,
        class_name as functional_class_name,
        group_code as functional_group_code,
        group_name as functional_group_name,
        valid_from_year,
        valid_to_year,
        is_listed as is_functional_listed
    from source
)

select * from renamed
