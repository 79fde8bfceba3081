"""The accounts tables of a report (决算公开 01-11 表): found, read cell by cell, their lost columns solved by the accounts."""

from etl.parse.statements.reading import StatementsRead, read_statements
from etl.parse.statements.regions import StatementRegion, find_statements, noted_budget

__all__ = ["StatementRegion", "StatementsRead", "find_statements", "noted_budget", "read_statements"]
