with source as (
    select * from {{ source('warehouse', 'dim_region') }}
),

renamed as (
    select
        region_key,
        adcode as region_code,
        case when region_key = 0 then '未确定' else name end as region_name,
        province_name,
        prefecture_name,
        full_name as region_full_name
    from source
)

select * from renamed
