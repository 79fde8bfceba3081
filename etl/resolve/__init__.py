"""Printed names become codes: functional and economic subjects, the unit's region, level and department type."""

from etl.resolve.report import resolve

__all__ = ["resolve"]
