"""One report, one transaction; nothing lost, nothing doubled, nothing overwritten."""

from __future__ import annotations

from decimal import Decimal

import psycopg
import pytest
from report_examples import amount, build_report, corrected

from etl.load import UnloadableReport, finish_run, load_report, read_report, start_run
from etl.report import UnitIdentity
from etl.vocabulary import Item

pytestmark = pytest.mark.database


def load(database, report, **options):
    with database.connect() as connection:
        return load_report(connection, report, **options)


def test_a_report_comes_back_from_the_database_as_it_went_in(database):
    report = build_report()
    outcome = load(database, report)
    with database.connect() as connection:
        assert read_report(connection, outcome.report_key) == report


def test_same_file_twice_changes_nothing(database):
    report = build_report()
    assert load(database, report).outcome == "loaded"
    before = database.snapshot()
    again = load(database, report)
    assert (again.outcome, again.row_count) == ("unchanged", 0)
    assert database.snapshot() == before


def test_a_renamed_file_is_the_same_file(database):
    report = build_report()
    load(database, report)
    before = database.snapshot()
    renamed = report.model_copy(update={"source": report.source.model_copy(update={"name": "另存为"})})
    assert load(database, renamed).outcome == "unchanged"
    assert database.snapshot() == before


def test_another_file_with_the_same_content_is_noted_and_changes_no_fact(database):
    report = build_report()
    first = load(database, report)
    copy = report.model_copy(update={"source": report.source.model_copy(update={"name": "副本", "sha256": "0" * 64})})
    assert load(database, copy).outcome == "unchanged"
    assert load(database, copy).outcome == "unchanged"
    documents = database.query("select report_key, part, contribution, name from audit.document order by part")
    assert documents == [(first.report_key, 1, "whole", "yunxi_2023"), (first.report_key, 2, "same_content", "副本")]


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_queryable(database):
    report = build_report()
    old = load(database, report)
    new = load(database, corrected(report))
    assert (new.outcome, new.version) == ("new_version", 2)
    versions = database.query("select version, is_current from warehouse.dim_report where version > 0 order by version")
    assert versions == [(1, False), (2, True)]
    values = "select value from warehouse.fact_amount where report_key = %s and position = 0"
    assert database.value(values, old.report_key) == Decimal("12724900.00")
    assert database.value(values, new.report_key) == Decimal("12724800.00")


def test_both_files_of_a_correction_loaded_again_do_not_swap(database):
    old = build_report()
    new = corrected(old)
    load(database, old)
    load(database, new)
    before = database.snapshot()
    assert [load(database, report).outcome for report in (old, new, old)] == ["unchanged"] * 3
    assert database.snapshot() == before


def test_a_superseded_file_read_anew_does_not_come_back_to_life(database):
    old = build_report()
    load(database, old)
    current = load(database, corrected(old))
    read_better = old.model_copy(update={"observations": (*old.observations, amount(Item.OTHER_INCOME, "10000.00"))})
    outcome = load(database, read_better)
    assert (outcome.outcome, outcome.version, outcome.is_current) == ("new_version", 3, False)
    assert database.value("select report_key from warehouse.dim_report where is_current") == current.report_key


def test_a_file_now_read_as_another_unit_leaves_the_place_it_had(database):
    report = build_report()
    wrong = load(database, report)
    renamed = report.model_copy(update={"unit": UnitIdentity(name="云溪市医疗保障局", region_code="150300")})
    right = load(database, renamed)
    assert right.outcome == "new_version"
    current = database.query("select report_key from warehouse.dim_report where is_current")
    assert current == [(right.report_key,)]
    assert not database.value("select is_current from warehouse.dim_unit where unit_id = %s", wrong.unit_id)


def test_a_failing_load_leaves_nothing(database):
    load(database, build_report(fiscal_year=2022))
    before = database.snapshot()
    unheard = build_report(fiscal_year=2022, name="云溪市财政局", observations=(amount(Item.TOTAL_INCOME, "1e150000"),))
    with pytest.raises(UnloadableReport):
        load(database, unheard)
    assert database.snapshot() == before


def test_a_name_too_long_to_be_looked_up_is_refused(database):
    noise = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(9000))
    with pytest.raises(UnloadableReport):
        load(database, build_report(name=noise))


def test_a_nul_sign_in_a_text_is_refused_with_a_reason(database):
    with pytest.raises(UnloadableReport, match="NUL"):
        load(database, build_report(title="决算\0公开"))
    harmless = build_report(title="决算\\u0000公开")  # six printed characters, no sign
    assert load(database, harmless).outcome == "loaded"


def test_a_year_never_seen_gets_its_partition_by_itself(database):
    for fiscal_year in (2023, 1999):
        load(database, build_report(fiscal_year=fiscal_year))
    partitions = "select count(*) from pg_inherits where inhparent = 'warehouse.fact_amount'::regclass"
    assert database.value(partitions) == 2
    assert database.value("select tableoid::regclass::text from warehouse.fact_amount where fiscal_year = 1999 limit 1") == (
        "warehouse.fact_amount_y1999"
    )
    assert database.query("select name, ends_on::text from warehouse.dim_year where fiscal_year = 1999") == [
        ("1999年", "1999-12-31")
    ]


def test_facts_point_to_members_that_exist(database):
    outcome = load(database, build_report())
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        database.query("update warehouse.fact_amount set functional_key = 1 where report_key = %s", [outcome.report_key])


def test_an_unlisted_code_and_an_unresolved_name_become_marked_members(database):
    load(database, build_report())
    marked = database.query(
        "select code, name, member_kind, is_listed, class_code, class_name, path from warehouse.dim_functional_subject"
        " where member_kind in ('unlisted_code', 'unresolved_name') order by code"
    )
    assert marked == [
        (
            "",
            "就业专项\\支出",
            "unresolved_name",
            False,
            "",
            "社会保障和就业支出",
            ["社会保障和就业支出", "", "就业专项\\支出"],
        ),
        ("2089977", '历史遗留"事项"', "unlisted_code", False, "208", "社会保障和就业支出", []),
    ]


def test_every_kind_of_number_has_its_fact(database):
    load(database, build_report())
    assert database.query("select distinct phase, unit from warehouse.fact_amount order by 1") == [
        ("final", "yuan"),
        ("initial_budget", "yuan"),
    ]
    assert database.query("select value, unit from warehouse.fact_count order by position") == [
        (Decimal("3"), "count"),
        (Decimal("1272.40"), "sqm"),
        (Decimal("96.53"), "count"),
    ]
    assert database.query("select phase, value from warehouse.fact_stated_change order by position") == [
        ("delta_prior", Decimal("-120000.00")),
        ("pct_prior", Decimal("-0.93")),
        ("completion_pct", Decimal("101.200")),
        ("final", Decimal("87")),
    ]


def test_indicators_are_comparable_under_normalised_names_and_keep_the_printed_ones(database):
    load(database, build_report())
    assert database.query(
        "select dimension.level2, fact.level2, dimension.measure_unit, fact.measure_unit, dimension.is_listed"
        " from warehouse.fact_indicator as fact"
        " inner join warehouse.dim_performance_indicator as dimension using (indicator_key)"
        " order by fact.position"
    ) == [("数量指标", "数量 指标", "个", "个", True), ("服务对象满意度指标", "服务对象满意度", "%", "％", True)]


def test_keys_follow_from_content_alone(database, make_database, _template):
    other = make_database(_template)
    load(database, build_report(fiscal_year=2022))
    for year in (2023, 2022):  # another order, another database
        load(other, build_report(fiscal_year=year))
    load(database, build_report(fiscal_year=2023))
    assert database.snapshot() == other.snapshot()


def test_a_load_is_booked_on_its_run(database):
    with database.connect() as connection:
        run_id = start_run(connection, "juesuan load")
        report = build_report()
        for each in (report, report, corrected(report)):
            load_report(connection, each, run_id=run_id)
        summary = finish_run(connection, run_id)
    assert (summary.found, summary.loaded, summary.unchanged, summary.quarantined, summary.new_versions) == (3, 2, 1, 0, 1)
    booked = database.query("select outcome, row_count from audit.run_document order by event_id")
    assert [outcome for outcome, _ in booked] == ["loaded", "unchanged", "new_version"]
    assert booked[0][1] == 15 + 1 + 2 + 2 + 2 + 3  # numbers, reason, forms, money lines, indicators, checks


def test_loading_refuses_a_connection_that_is_in_a_transaction(database):
    with database.connect() as connection:
        connection.execute("select 1")
        with pytest.raises(RuntimeError, match="not in a transaction"):
            load_report(connection, build_report())
