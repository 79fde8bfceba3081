"""A whole new year: its partition built aside and attached, with the same rows as one report after the other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from report_examples import amount, build_report, corrected

from etl.load import UnloadableReport, bulk_load, finish_run, load_report, start_run
from etl.vocabulary import Item

pytestmark = pytest.mark.database


def reports_of(year, units=12):
    return [
        build_report(name=f"云溪市第{number}中学", fiscal_year=year, document=f"school_{number}") for number in range(units)
    ]


def test_a_bulk_load_equals_loading_one_by_one(database, make_database, _template):
    reports = [*reports_of(2023), corrected(build_report(name="云溪市第3中学", document="school_3")), reports_of(2023)[5]]
    one_by_one = make_database(_template)
    with one_by_one.connect() as connection:
        expected = [load_report(connection, report) for report in reports]
    with database.connect() as connection:
        outcomes = bulk_load(connection, reports)
    assert [(o.outcome, o.report_key, o.version, o.row_count) for o in outcomes] == [
        (o.outcome, o.report_key, o.version, o.row_count) for o in expected
    ]
    assert [outcome.outcome for outcome in expected][-2:] == ["new_version", "unchanged"]
    assert database.snapshot() == one_by_one.snapshot()


def test_an_attached_year_has_all_keys_and_indexes_of_its_fact(database):
    with database.connect() as connection:
        bulk_load(connection, reports_of(2023, units=1))
        load_report(connection, build_report(fiscal_year=2022))
    constraints = (
        "select contype::text, pg_get_constraintdef(oid) from pg_constraint"
        " where conrelid = %s::regclass and contype <> 'n' order by 1, 2"
    )
    indexes = "select count(*) from pg_index where indrelid = %s::regclass and indisvalid"
    for fact in ("fact_amount", "fact_indicator", "fact_check"):
        whole, bulk, single = (f"warehouse.{fact}{suffix}" for suffix in ("", "_y2023", "_y2022"))
        assert database.query(constraints, [bulk]) == database.query(constraints, [single])
        assert len(database.query(constraints, [bulk])) == len(database.query(constraints, [whole]))
        assert database.value(indexes, bulk) == database.value(indexes, whole) == 1


def test_a_year_that_is_there_is_loaded_report_by_report(database):
    reports = reports_of(2023, units=3)
    with database.connect() as connection:
        load_report(connection, reports[1])
        outcomes = bulk_load(connection, reports)
    assert [outcome.outcome for outcome in outcomes] == ["loaded", "unchanged", "loaded"]


def test_a_bad_report_in_a_bulk_costs_only_itself(database):
    reports = reports_of(2023, units=3)
    reports[1] = reports[1].model_copy(update={"observations": (amount(Item.TOTAL_INCOME, "1e150000"),)})
    with database.connect() as connection:
        outcomes = bulk_load(connection, reports)
    assert isinstance(outcomes[1], UnloadableReport)
    assert [outcome.outcome for outcome in (outcomes[0], outcomes[2])] == ["loaded", "loaded"]
    assert database.value("select count(distinct report_key) from warehouse.fact_amount") == 2


def test_reports_of_two_years_are_refused(database):
    with database.connect() as connection, pytest.raises(ValueError, match="one year"):
        bulk_load(connection, [build_report(fiscal_year=2022), build_report(fiscal_year=2023)])


def test_a_bulk_is_booked_file_by_file(database):
    with database.connect() as connection:
        run_id = start_run(connection, "juesuan load")
        bulk_load(connection, reports_of(2023), run_id=run_id)
        assert finish_run(connection, run_id).loaded == 12


def test_later_reports_of_an_attached_year_are_loaded_as_usual(database):
    with database.connect() as connection:
        bulk_load(connection, reports_of(2023, units=2))
        late = build_report(observations=(amount(Item.TOTAL_INCOME, "5.00"),))
        assert load_report(connection, late).outcome == "loaded"
    total = (
        "select sum(value) from warehouse.fact_amount_y2023 join warehouse.dim_report using (report_key) where document = %s"
    )
    assert database.value(total, "yunxi_2023") == Decimal("5.00")
