with indicators as (
    select * from {{ ref('int_indicators_judged') }}
),

with_dimension as (
    select
        *,
        case
            when level1 = '产出指标' then 'output'
            when level1 = '效益指标' then 'benefit'
            when level1 = '满意度指标' then 'satisfaction'
            when level1 = '成本指标' then 'cost'
            when level1 = '预算执行率指标' or (level1 = '' and level2 = '预算执行率指标') then 'execution'
            else 'other'
        end as dimension
    from indicators
),

by_form as (
    select
        form_key,
        sum(lost_points) filter (where dimension = 'output') as lost_output_points,
        sum(lost_points) filter (where dimension = 'benefit') as lost_benefit_points,
        sum(lost_points) filter (where dimension = 'satisfaction') as lost_satisfaction_points,
        sum(lost_points) filter (where dimension = 'cost') as lost_cost_points,
        sum(lost_points) filter (where dimension = 'execution') as lost_execution_points,
        sum(lost_points) filter (where dimension = 'other') as lost_other_points,
        count(*)::integer as indicator_count,
        (count(*) filter (where is_met is not null))::integer as judged_count,
        (count(*) filter (where is_met))::integer as met_count,
        (count(*) filter (where not is_met))::integer as missed_count,
        (count(*) filter (where outcome = 'qualitative'))::integer as qualitative_count,
        (count(*) filter (where is_over_fulfilled))::integer as over_fulfilled_count,
        (count(*) filter (where is_missed_with_full_score))::integer as missed_with_full_score_count,
        (count(*) filter (where is_met_with_points_lost))::integer as met_with_points_lost_count,
        (count(*) filter (where doubtful_cells <> ''))::integer as doubtful_count
    from with_dimension
    group by form_key
)

select * from by_form
