with reports as (
    select * from {{ ref('stg_dim_report') }}
    where is_current
),

units as (
    select * from {{ ref('stg_dim_unit') }}
),

regions as (
    select * from {{ ref('stg_dim_region') }}
),

department_types as (
    select * from {{ ref('stg_dim_department_type') }}
),

coverage as (
    select * from {{ ref('stg_audit_coverage') }}
),

labels as (
    select * from {{ ref('labels') }}
),

described as (
    select
        reports.report_key,
        reports.unit_key,
        reports.unit_id,
        units.unit_name,
        units.unit_nature,
        units.parent_name,
        reports.fiscal_year::integer as fiscal_year,
        reports.scope,
        coalesce(scope_labels.label, '') as scope_name,
        regions.region_code,
        regions.region_name,
        regions.region_full_name,
        regions.province_name,
        regions.prefecture_name,
        units.administrative_level,
        coalesce(level_labels.label, '') as administrative_level_name,
        department_types.department_type,
        department_types.department_type_name,
        reports.version::integer as report_version,
        reports.document_name,
        coverage.quantity_count,
        coverage.unread_quantity_count,
        -- a consolidated department would be the peer of its own parts if scopes were mixed
        case
            when units.department_type_key <> 0 and units.administrative_level <> '' and reports.scope <> ''
                then concat_ws('|', department_types.department_type, units.administrative_level, reports.scope)
        end as peer_group
    from reports
    inner join units on reports.unit_key = units.unit_key
    inner join regions on units.region_key = regions.region_key
    inner join department_types on units.department_type_key = department_types.department_type_key
    left join coverage on reports.report_key = coverage.report_key
    left join labels as scope_labels on scope_labels.list = 'scope' and reports.scope = scope_labels.code
    left join labels as level_labels
        on level_labels.list = 'administrative_level' and units.administrative_level = level_labels.code
)

select * from described
