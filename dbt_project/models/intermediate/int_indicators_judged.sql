with indicators as (
    select * from {{ ref('stg_fact_indicator') }}
),

dimension as (
    select * from {{ ref('stg_dim_performance_indicator') }}
),

reports as (
    select * from {{ ref('int_reports_in_current_version') }}
),

in_current_versions as (
    select
        indicators.result_key,
        indicators.form_key,
        indicators.report_key,
        indicators.indicator_key,
        indicators.form_no,
        indicators.printed_position,
        dimension.level1,
        dimension.level2,
        dimension.level3,
        coalesce(nullif(dimension.level2, ''), dimension.level1) || '/' || dimension.level3 as indicator_id,
        dimension.is_indicator_listed,
        indicators.printed_level1,
        indicators.printed_level2,
        indicators.printed_level3,
        indicators.nature,
        indicators.comparator,
        dimension.measure_unit,
        indicators.printed_measure_unit,
        btrim(indicators.target_raw) as target_raw,
        indicators.target_value,
        btrim(indicators.actual_raw) as actual_raw,
        indicators.actual_value,
        indicators.weight,
        indicators.score,
        indicators.deviation_reason,
        indicators.doubtful_cells,
        indicators.document_part,
        indicators.page_number,
        indicators.line_number,
        dimension.level1 like '%成本%' or dimension.level2 like '%成本%' as is_cost,
        dimension.level1 like '%效益%' or dimension.level1 like '%满意%' as is_benefit,
        dimension.measure_unit like '%元%' as is_money,
        dimension.measure_unit in ('年', '个月', '周', '天', '工作日', '小时', '分钟', '秒') as is_duration,
        -- a weight or score opens a group; the rows after it without either share its merged cells
        count(coalesce(indicators.weight, indicators.score))
            over (partition by indicators.form_key order by indicators.printed_position) as score_group
    from indicators
    inner join dimension on indicators.indicator_key = dimension.indicator_key
    inner join reports on indicators.report_key = reports.report_key
),

cells as (
    select
        *,
        {{ unit_in_cell('target_raw') }} as target_unit,
        {{ unit_in_cell('actual_raw') }} as actual_unit,
        score_group > 0 and count(*) over score_groups > 1 as is_score_shared,
        bool_or(actual_raw = '') over score_groups as has_blank_actual
    from in_current_versions
    window score_groups as (partition by form_key, score_group)
),

on_one_scale as (
    select
        *,
        target_unit = ''
        or actual_unit = ''
        or starts_with(regexp_replace(target_unit, '^[万亿]', ''), regexp_replace(actual_unit, '^[万亿]', ''))
        or starts_with(regexp_replace(actual_unit, '^[万亿]', ''), regexp_replace(target_unit, '^[万亿]', '')) as is_one_unit,
        case
            when target_unit = '' or actual_unit = '' then actual_value
            else actual_value * {{ scale_of_unit('actual_unit') }} / {{ scale_of_unit('target_unit') }}
        end as actual_scaled
    from cells
),

directed as (
    select
        *,
        case
            when comparator in ('>=', '>') and nature in ('反向', '逆向') then 'contradiction'
            when comparator in ('<=', '<') and nature = '正向' then 'contradiction'
            when comparator in ('>=', '>', '<=', '<') then 'comparator'
            when nature in ('正向', '反向', '逆向') then 'nature'
            when comparator = '=' then 'comparator'
            when is_cost and (is_money or measure_unit = '') then 'cost'
            when
                is_cost
                or (is_money and not is_benefit)
                or (is_duration and level2 = '时效指标')
                or {{ may_be_better_if_lower('level3') }}
                then 'open'
            else 'default'
        end as direction_basis
    from on_one_scale
),

with_direction as (
    select
        *,
        case
            when direction_basis = 'comparator' and comparator in ('>=', '>') then 'higher'
            when direction_basis = 'comparator' and comparator in ('<=', '<') then 'lower'
            when direction_basis = 'comparator' then 'equal'
            when direction_basis = 'nature' and nature = '正向' then 'higher'
            when direction_basis in ('nature', 'cost') then 'lower'
            when direction_basis = 'default' then 'higher'
            else 'unknown'
        end as direction
    from directed
),

judged as (
    select
        *,
        case
            when doubtful_cells && array['target', 'actual'] then 'doubtful'
            when nature = '定性' then 'qualitative'
            when target_value is null and target_raw = '' then 'no_target'
            when target_value is null and target_raw !~ '\d' then 'qualitative'
            when target_value is null then 'wordy_target'
            when actual_raw = '' then 'no_actual'
            when actual_value is null then 'wordy_actual'
            when is_score_shared and has_blank_actual then 'shared_actual'
            when not is_one_unit then 'unlike_units'
            when
                is_cost and (is_money or measure_unit = '') and direction <> 'higher'
                and actual_scaled = 0 and target_value > 0
                then 'not_incurred'
            when actual_scaled = target_value then case when comparator in ('>', '<') then 'missed' else 'met' end
            when direction = 'higher' then case when actual_scaled > target_value then 'met' else 'missed' end
            when direction = 'lower' then case when actual_scaled < target_value then 'met' else 'missed' end
            when direction = 'equal' and actual_scaled < target_value and not is_cost then 'missed'
            else 'undetermined'
        end as outcome
    from with_direction
),

attained as (
    select
        *,
        case
            when outcome not in ('met', 'missed') then null
            when actual_scaled = target_value then 100::numeric(12, 4)
            when direction = 'lower' and target_value = 0 and actual_scaled > 0 then 0::numeric(12, 4)
            when target_value <= 0 then null
            when direction = 'lower' then {{ to_pct('greatest((2 - actual_scaled / target_value) * 100, 0)') }}
            else {{ to_pct('greatest(actual_scaled * 100 / target_value, 0)') }}
        end as attainment_pct,
        case when not doubtful_cells && array['weight', 'score'] then weight - score end as lost_points
    from judged
),

with_scores as (
    select
        *,
        outcome in ('met', 'missed') and weight > 0 and lost_points is not null and not is_score_shared as is_score_judged
    from attained
),

flagged as (
    select
        result_key,
        form_key,
        report_key,
        indicator_key,
        indicator_id,
        form_no,
        printed_position,
        level1,
        level2,
        level3,
        is_indicator_listed,
        printed_level1,
        printed_level2,
        printed_level3,
        nature,
        comparator,
        direction,
        direction_basis,
        target_raw,
        target_value,
        actual_raw,
        actual_value,
        measure_unit,
        printed_measure_unit,
        outcome,
        attainment_pct,
        case outcome when 'met' then true when 'missed' then false end as is_met,
        case
            when outcome in ('met', 'missed') then coalesce(attainment_pct > {{ var('over_fulfilment_pct') }}, false)
        end as is_over_fulfilled,
        case
            when target_raw <> '' and actual_raw <> ''
                then regexp_replace(target_raw, '\s', '', 'g') = regexp_replace(actual_raw, '\s', '', 'g')
        end as is_target_repeated,
        weight,
        score,
        lost_points,
        is_score_shared,
        case when is_score_judged then outcome = 'missed' and lost_points <= 0 end as is_missed_with_full_score,
        case when is_score_judged then outcome = 'met' and lost_points > 0 end as is_met_with_points_lost,
        deviation_reason,
        array_to_string(doubtful_cells, '、') as doubtful_cells,
        document_part,
        page_number,
        line_number
    from with_scores
)

select * from flagged
