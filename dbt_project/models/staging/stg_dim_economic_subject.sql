with source as (
    select * from {{ source('warehouse', 'dim_economic_subject') }}
),

renamed as (
    select
        economic_key,
        -- what is the same subject in every year and place: its code, else the names it is printed under
        case
            when economic_key = 0 then ''
            when code <> '' then code
            else '未定：' || coalesce(nullif(array_to_string(path, '/'), ''), name)
        end as economic_id,
        code as economic_code,
        case when economic_key = 0 then '' else name end as economic_name,
        coalesce(nullif(level, ''), '未定') as economic_level,
        class_code as economic_class_code,
        class_name as economic_class_name,
        category as economic_category,
        valid_from_year,
        valid_to_year,
        is_listed as is_economic_listed
    from source
)

select * from renamed
