"""File → Document, whatever the format; nothing after this stage knows which format it was."""

from __future__ import annotations

from pathlib import Path

from etl.extract.document import Document, Line
from etl.extract.text import read_text
from etl.settings import Settings

__all__ = ["Document", "Line", "read_file"]


def read_file(path: Path, settings: Settings) -> Document:
    """Read a file as a Document. Raises UnreadableFile for what is no report in a format that is read."""
    return read_text(path, settings)
