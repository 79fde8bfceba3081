"""Base of all models: naming of constraints, the three schemas, the year partitions of the facts."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

WAREHOUSE: Final = "warehouse"
AUDIT: Final = "audit"
MARTS: Final = "marts"  # filled by dbt, created here for its grants

OWNER: Final = "juesuan_owner"
LOADER: Final = "juesuan_loader"
READER: Final = "bi_reader"

YEAR_PARTITION: Final = re.compile(r"_y\d{4}$")  # fact_amount_y2023


class Base(DeclarativeBase):
    """The one definition of schema `warehouse` and schema `audit`; migrations and dbt sources follow it."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )
