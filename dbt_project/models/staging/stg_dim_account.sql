with source as (
    select * from {{ source('warehouse', 'dim_account') }}
),

renamed as (
    select
        account_key,
        item,
        name as item_name,
        kind as item_kind,
        statement as item_statement,
        parent_item,
        is_additive,
        -- these accounts are the same money or things under whatever fund a report prints them
        statement in ('three_public', 'operating_cost', 'procurement', 'assets', 'staff', 'performance') as is_fund_moot
    from source
)

select * from renamed
