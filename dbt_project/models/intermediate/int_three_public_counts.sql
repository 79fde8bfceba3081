with counted as (
    select
        report_key,
        item as counted_item,
        preferred_value
    from {{ ref('int_values_under_one_fund') }}
    where measure_unit = 'count' and phase = 'final' and item_statement = 'three_public'
),

-- whose money the counted groups, persons and vehicles are; receptions in all count those at home and abroad that are printed
counted_for as (
    select *
    from (
        values
        ('overseas_groups', 'overseas_travel', 'batch'),
        ('overseas_persons', 'overseas_travel', 'person'),
        ('vehicles_purchased', 'vehicle_purchase', 'vehicle'),
        ('vehicles_held', 'vehicle_operation', 'vehicle'),
        ('reception_domestic_batches', 'reception_domestic', 'batch'),
        ('reception_domestic_persons', 'reception_domestic', 'person'),
        ('reception_foreign_batches', 'reception_foreign', 'batch'),
        ('reception_foreign_persons', 'reception_foreign', 'person'),
        ('reception_domestic_batches', 'reception_total', 'batch'),
        ('reception_domestic_persons', 'reception_total', 'person'),
        ('reception_foreign_batches', 'reception_total', 'batch'),
        ('reception_foreign_persons', 'reception_total', 'person')
    ) as pairs (counted_item, item, counted_kind)
),

side_by_side as (
    select
        counted.report_key,
        counted_for.item,
        sum(counted.preferred_value) filter (where counted_for.counted_kind = 'batch') as batch_count,
        sum(counted.preferred_value) filter (where counted_for.counted_kind = 'person') as person_count,
        sum(counted.preferred_value) filter (where counted_for.counted_kind = 'vehicle') as vehicle_count
    from counted
    inner join counted_for on counted.counted_item = counted_for.counted_item
    group by counted.report_key, counted_for.item
)

select * from side_by_side
