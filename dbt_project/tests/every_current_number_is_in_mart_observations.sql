-- a report whose numbers are not all in the mart, or are there twice
with facts as (
    select report_key from {{ source('warehouse', 'fact_amount') }}
    union all
    select report_key from {{ source('warehouse', 'fact_count') }}
    union all
    select report_key from {{ source('warehouse', 'fact_stated_change') }}
),

expected as (
    select
        facts.report_key,
        count(*) as expected_count
    from facts
    inner join {{ source('warehouse', 'dim_report') }} as reports on facts.report_key = reports.report_key
    where reports.is_current
    group by facts.report_key
),

found as (
    select
        report_key,
        count(*) as found_count
    from {{ ref('mart_observations') }}
    group by report_key
)

select
    expected.expected_count,
    found.found_count
from expected
full outer join found on expected.report_key = found.report_key
where expected.expected_count is distinct from found.found_count
