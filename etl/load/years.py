"""Checks over time: each current report against the one of the same unit for the year before, kept among its checks.

They rest on two reports, so they are made when both are loaded, and made anew when a new version of either arrives.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from etl.load.rebuild import read_report
from etl.load.rows import FACT_COLUMNS, ROWS_OF, Place
from etl.load.writing import Connection, copy_rows
from etl.reconcile import reconcile_years
from models import WAREHOUSE, content_keys

OVER_TIME: Final = "over_time."
_FIRST_POSITION: Final = 1_000_000  # behind all checks of the report alone
_PAIRS: Final = """
    select later.report_key, later.fiscal_year, later.unit_key, later.unit_id, earlier.report_key
    from warehouse.dim_report as later
    inner join warehouse.dim_report as earlier
        on later.unit_id = earlier.unit_id and later.fiscal_year = earlier.fiscal_year + 1 and later.scope = earlier.scope
    where later.is_current and earlier.is_current
        and (later.report_key = any(%(keys)s) or earlier.report_key = any(%(keys)s))
    order by later.report_key
"""


def check_years(connection: Connection, report_keys: Iterable[int]) -> int:
    """Check the reports of these versions, and those of the year after, against the year before; returns the checks written.

    Each pair is a transaction of its own. Nothing happens to versions without a neighbour.
    """
    keys = sorted(set(report_keys))
    with connection.transaction():
        pairs = connection.execute(_PAIRS, {"keys": keys}).fetchall()
    written = 0
    for report_key, fiscal_year, unit_key, unit_id, earlier_key in pairs:
        later, earlier = read_report(connection, report_key), read_report(connection, earlier_key)
        checks = reconcile_years(later, earlier)
        place = Place(fiscal_year, report_key, unit_key, unit_id)
        key = content_keys("fact_check", report_key)
        rows = [
            (key(_FIRST_POSITION + i), *row[1:4], _FIRST_POSITION + i, *row[5:])
            for i, row in enumerate(ROWS_OF["fact_check"](later.model_copy(update={"checks": checks}), place))
        ]
        with connection.transaction():
            connection.execute(
                "delete from warehouse.fact_check where report_key = %s and fiscal_year = %s and position >= %s",
                [report_key, fiscal_year, _FIRST_POSITION],
            )
            copy_rows(connection, WAREHOUSE, "fact_check", FACT_COLUMNS["fact_check"], rows)
        written += len(rows)
    return written
