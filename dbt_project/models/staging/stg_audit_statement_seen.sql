with source as (
    select * from {{ source('audit', 'statement_seen') }}
),

renamed as (
    select
        report_key,
        position,
        kind as table_kind,
        title as table_title,
        empty_note,
        amounts as amount_count
    from source
)

select * from renamed
