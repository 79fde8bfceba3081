"""Reports of one unit for two years are checked against each other, in whatever order they come."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from report_examples import build_report

from etl.load import load_report
from etl.load.years import check_years
from etl.report import Observation
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase


def balance(item: Item, yuan: str, line: int) -> Observation:
    return Observation(
        fund=Fund.ALL,
        item=item,
        phase=Phase.FINAL,
        value=Decimal(yuan),
        unit=MeasureUnit.YUAN,
        channel=Channel.TABLE,
        raw=yuan,
        tolerance=Decimal("0.005"),
        line=line,
        printed_unit="元",
        section="summary",
    )


def of_year(year: int, opening: str, closing: str):
    observations = (balance(Item.OPENING_BALANCE, opening, 10), balance(Item.CLOSING_BALANCE, closing, 11))
    return build_report(fiscal_year=year, observations=observations, forms=(), explanations=(), checks=())


REPORTS = {2022: of_year(2022, "5.00", "7.00"), 2023: of_year(2023, "9.00", "3.00"), 2024: of_year(2024, "3.00", "1.00")}
FOUND = "select fiscal_year, status from warehouse.fact_check where rule = 'over_time.closing_carried' order by 1"


@pytest.mark.parametrize("order", list(permutations(REPORTS)))
def test_opening_balances_are_compared_with_last_years_closing_in_any_order_of_arrival(database, order):
    with database.connect(autocommit=True) as connection:
        for year in order:
            check_years(connection, [load_report(connection, REPORTS[year]).report_key])
    assert database.query(FOUND) == [(2023, "failed"), (2024, "passed")]


def test_a_corrected_report_of_last_year_has_the_comparison_made_anew(database):
    with database.connect(autocommit=True) as connection:
        check_years(connection, [load_report(connection, REPORTS[year]).report_key for year in (2022, 2023)])
        assert database.query(FOUND) == [(2023, "failed")]
        corrected = of_year(2022, "5.00", "9.00")
        source = corrected.source.model_copy(update={"sha256": "c" * 64})
        loaded = load_report(connection, corrected.model_copy(update={"source": source}))
        check_years(connection, [loaded.report_key])
        again = database.query(FOUND)
        check_years(connection, [loaded.report_key])
    assert again == [(2023, "passed")]
    assert database.query(FOUND) == again
