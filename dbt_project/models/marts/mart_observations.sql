with printed as (
    select * from {{ ref('int_values_in_current_versions') }}
),

preferred as (
    select
        observation_kind,
        observation_key
    from {{ ref('int_preferred_values') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

documents as (
    select * from {{ ref('stg_audit_document') }}
),

items as (
    select * from {{ ref('stg_dim_account') }}
),

functional_subjects as (
    select * from {{ ref('stg_dim_functional_subject') }}
),

economic_subjects as (
    select * from {{ ref('stg_dim_economic_subject') }}
),

labels as (
    select * from {{ ref('labels') }}
),

labelled as (
    select
        printed.observation_kind,
        printed.observation_key,
        {{ unit_columns('reports') }},
        items.item,
        items.item_name,
        printed.fund,
        fund_labels.label as fund_name,
        printed.phase,
        phase_labels.label as phase_name,
        printed.functional_id,
        functional_subjects.functional_code,
        coalesce(nullif(functional_subjects.functional_name, ''), printed.printed_functional_name) as functional_name,
        case when printed.functional_key = 0 then '' else functional_subjects.functional_level end as functional_level,
        printed.economic_id,
        economic_subjects.economic_code,
        coalesce(nullif(economic_subjects.economic_name, ''), printed.printed_economic_name) as economic_name,
        case when printed.economic_key = 0 then '' else economic_subjects.economic_level end as economic_level,
        case when abs(printed.printed_value) < 1e20 then printed.printed_value::numeric(24, 4) end as printed_value,
        case when printed.measure_unit = 'yuan' then {{ to_yuan('printed.printed_value') }} end as amount_yuan,
        printed.measure_unit,
        unit_labels.label as measure_unit_name,
        case when abs(printed.tolerance) < 1e14 then printed.tolerance::numeric(20, 6) end as tolerance,
        preferred.observation_key is not null as is_preferred,
        printed.channel,
        channel_labels.label as channel_name,
        printed.method,
        method_labels.label as method_name,
        printed.section,
        coalesce(section_labels.label, printed.section) as section_name,
        coalesce(documents.document_name, reports.document_name) as document_name,
        printed.page_number,
        printed.line_number,
        printed.raw_text,
        printed.printed_unit
    from printed
    inner join reports on printed.report_key = reports.report_key
    inner join items on printed.account_key = items.account_key
    inner join functional_subjects on printed.functional_key = functional_subjects.functional_key
    inner join economic_subjects on printed.economic_key = economic_subjects.economic_key
    left join preferred
        on printed.observation_kind = preferred.observation_kind and printed.observation_key = preferred.observation_key
    left join documents on printed.report_key = documents.report_key and printed.document_part = documents.document_part
    left join labels as fund_labels on fund_labels.list = 'fund' and printed.fund = fund_labels.code
    left join labels as phase_labels on phase_labels.list = 'phase' and printed.phase = phase_labels.code
    left join labels as unit_labels on unit_labels.list = 'measure_unit' and printed.measure_unit = unit_labels.code
    left join labels as channel_labels on channel_labels.list = 'channel' and printed.channel = channel_labels.code
    left join labels as method_labels on method_labels.list = 'method' and printed.method = method_labels.code
    left join labels as section_labels on printed.channel = section_labels.list and printed.section = section_labels.code
)

select * from labelled
