with printed as (
    select * from {{ ref('int_values_in_current_versions') }}
),

places as (
    select * from {{ ref('labels') }}
    where list in ('table', 'narrative')
),

placed as (
    select
        printed.*,
        coalesce(places.priority, 9) as place_priority
    from printed
    left join places on printed.channel = places.list and printed.section = places.code
),

-- one cell: the same account, subject, money and phase of one report, wherever it is printed
ordered as (
    select
        *,
        row_number() over best_first as preference,
        first_value(printed_value) over best_first as preferred_value,
        first_value(tolerance) over best_first as preferred_tolerance
    from placed
    window
        best_first as (
            partition by report_key, account_key, fund, functional_id, economic_id, phase, measure_unit
            order by
                (channel = 'table') desc,
                (method in ('read', 'ocr')) desc,
                (method = 'read') desc,
                place_priority asc,
                tolerance asc,
                position asc,
                document_part asc,
                observation_key asc
        )
),

-- two prints agree where they differ by no more than the digits that were not printed
compared as (
    select
        *,
        abs(printed_value - preferred_value) > tolerance + preferred_tolerance as is_differing
    from ordered
),

counted as (
    select
        *,
        count(*) over cell as place_count,
        count(*) filter (where is_differing) over cell as differing_place_count,
        first_value(printed_value) over differing_first as differing_value
    from compared
    window
        cell as (partition by report_key, account_key, fund, functional_id, economic_id, phase, measure_unit),
        differing_first as (cell order by is_differing desc, preference asc)
),

preferred as (
    select
        observation_kind,
        observation_key,
        report_key,
        unit_id,
        fiscal_year,
        account_key,
        item,
        item_kind,
        item_statement,
        is_fund_moot,
        fund,
        functional_key,
        functional_id,
        economic_key,
        economic_id,
        phase,
        measure_unit,
        printed_value as preferred_value,
        tolerance,
        channel,
        method,
        section,
        place_count::integer as place_count,
        differing_place_count::integer as differing_place_count,
        differing_place_count > 0 as is_disputed,
        case when differing_place_count > 0 then differing_value end as differing_value
    from counted
    where preference = 1
)

select * from preferred
