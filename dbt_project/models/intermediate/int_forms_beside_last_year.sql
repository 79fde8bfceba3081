with forms as (
    select * from {{ ref('int_forms_with_funding') }}
),

counted as (
    select
        *,
        count(*) over (partition by report_key, form_kind, canonical_name) as forms_of_this_name,
        count(*) over (partition by report_key, form_kind, project_id) as forms_of_this_project
    from forms
),

units_by_year as (
    select distinct
        unit_id,
        fiscal_year
    from forms
),

projects_by_year as (
    select distinct
        unit_id,
        fiscal_year,
        form_kind,
        project_id
    from forms
),

-- last year's form is taken where the name of the project stands once in either report
beside_last_year as (
    select
        counted.form_key,
        coalesce(same_name.form_key, similar_name.form_key) as prior_form_key,
        case
            when same_name.form_key is not null then 'same_name'
            when similar_name.form_key is not null then 'similar_name'
            when units_by_year.unit_id is null then 'no_forms'
            when projects_by_year.project_id is null then 'absent'
            else 'ambiguous'
        end as prior_match
    from counted
    left join counted as same_name
        on
            counted.unit_id = same_name.unit_id
            and counted.fiscal_year - 1 = same_name.fiscal_year
            and counted.form_kind = same_name.form_kind
            and counted.canonical_name = same_name.canonical_name
            and counted.forms_of_this_name = 1
            and same_name.forms_of_this_name = 1
    left join counted as similar_name
        on
            counted.unit_id = similar_name.unit_id
            and counted.fiscal_year - 1 = similar_name.fiscal_year
            and counted.form_kind = similar_name.form_kind
            and counted.project_id = similar_name.project_id
            and counted.forms_of_this_project = 1
            and similar_name.forms_of_this_project = 1
    left join units_by_year
        on counted.unit_id = units_by_year.unit_id and counted.fiscal_year - 1 = units_by_year.fiscal_year
    left join projects_by_year
        on
            counted.unit_id = projects_by_year.unit_id
            and counted.fiscal_year - 1 = projects_by_year.fiscal_year
            and counted.form_kind = projects_by_year.form_kind
            and counted.project_id = projects_by_year.project_id
)

select * from beside_last_year
