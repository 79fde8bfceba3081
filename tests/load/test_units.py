"""A unit's attributes over the years: one row for each span in which they stayed the same, whatever the order of loading."""

from __future__ import annotations

from itertools import permutations

import pytest
from report_examples import build_report

from etl.load import load_report

pytestmark = pytest.mark.database


def report_of(year, nature):
    """The bureau's report of a year in which its nature was printed so."""
    unit = build_report().unit.model_copy(update={"nature": nature})
    return build_report(fiscal_year=year, unit=unit, text=f"{year}{nature}")


def spans(database):
    return database.query(
        "select nature, valid_from_year, valid_to_year, is_current from warehouse.dim_unit where unit_key <> 0"
        " order by valid_from_year"
    )


def test_unchanged_attributes_are_one_row_for_all_years(database):
    with database.connect() as connection:
        for year in (2023, 2021, 2022):
            load_report(connection, report_of(year, "行政单位"))
    assert spans(database) == [("行政单位", 2021, None, True)]


def test_a_change_closes_the_row_before_it(database):
    with database.connect() as connection:
        for year, nature in ((2023, "公益一类"), (2020, "行政单位")):
            load_report(connection, report_of(year, nature))
    assert spans(database) == [("行政单位", 2020, 2022, False), ("公益一类", 2023, None, True)]


@pytest.mark.parametrize("order", list(permutations((2020, 2021, 2022))), ids=str)
def test_attributes_that_come_back_are_a_row_of_their_own_and_facts_follow(database, order):
    natures = {2020: "甲", 2021: "乙", 2022: "甲"}
    with database.connect() as connection:
        for year in order:
            load_report(connection, report_of(year, natures[year]))
    assert spans(database) == [("甲", 2020, 2020, False), ("乙", 2021, 2021, False), ("甲", 2022, None, True)]
    astray = """
        select count(*) from warehouse.fact_amount as fact
        inner join warehouse.dim_unit as unit using (unit_key)
        inner join warehouse.dim_report as report using (report_key)
        where fact.fiscal_year not between unit.valid_from_year and coalesce(unit.valid_to_year, 9999)
        or fact.unit_key <> report.unit_key
    """
    assert database.value(astray) == 0


def test_the_final_rows_do_not_depend_on_the_order_of_loading(make_database, _template):
    natures = {2020: "甲", 2021: "乙", 2022: "甲"}
    seen = []
    for order in ((2020, 2021, 2022), (2022, 2020, 2021)):
        database = make_database(_template)
        with database.connect() as connection:
            for year in order:
                load_report(connection, report_of(year, natures[year]))
        seen.append(database.snapshot())
    for table in ("warehouse.dim_report", "warehouse.fact_amount", "warehouse.fact_indicator"):
        assert seen[0][table] == seen[1][table]
    assert spans(database)


def test_a_correction_that_mends_an_attribute_leaves_no_row_in_force_behind(database):
    with database.connect() as connection:
        load_report(connection, report_of(2023, "事业单位"))
        load_report(connection, report_of(2023, "行政单位"))
    assert spans(database) == [("行政单位", 2023, None, True), ("事业单位", None, None, False)]


def test_spellings_of_all_reports_are_kept(database):
    unit = build_report().unit
    other = unit.model_copy(update={"printed_names": (("云溪市 人社局", 1),)})
    with database.connect() as connection:
        load_report(connection, build_report())
        load_report(connection, build_report(fiscal_year=2022, unit=other))
    names = database.query("select unnest(printed_names) from warehouse.dim_unit where is_current order by 1")
    assert {name for (name,) in names} == {"云溪市人力资源和社会保障局", "云溪市人力资源和社会保障局（本级）", "云溪市 人社局"}


def test_department_and_single_unit_of_one_name_are_two_units(database):
    with database.connect() as connection:
        load_report(connection, build_report())
        load_report(connection, build_report(scope="unit", text="本级"))
    assert database.query("select scope, version from warehouse.dim_report where is_current order by 1") == [
        ("department", 1),
        ("unit", 1),
    ]


def test_a_region_left_open_is_kept_with_its_candidates(database):
    unit = build_report().unit.model_copy(update={"region_code": None, "region_candidates": ("320106", "320302")})
    with database.connect() as connection:
        load_report(connection, build_report(unit=unit))
    found = database.query("select region_key, region_candidates from warehouse.dim_unit where is_current")
    assert found == [(0, ["320106", "320302"])]
