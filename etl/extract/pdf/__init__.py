"""PDF → Document: geometry of characters and rulings, drawn or recognised, read back into lines and tables."""

from __future__ import annotations

from etl.extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
