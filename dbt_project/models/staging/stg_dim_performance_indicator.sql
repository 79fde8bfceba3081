with source as (
    select * from {{ source('warehouse', 'dim_performance_indicator') }}
),

renamed as (
    select
        -- keys
        indicator_key,
        -- strings
        level1,
        level2,
        level3,
        nature,
        comparator,
        measure_unit,
        -- booleans
        is_listed as is_indicator_listed
    from source
)

select * from renamed
