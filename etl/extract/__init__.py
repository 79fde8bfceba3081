"""File → Document, whatever the format; nothing after this stage knows which format it was."""

from __future__ import annotations

from pathlib import Path

from etl.errors import SeveralDocuments, UnreadableFile
from etl.extract.document import Document, Line
from etl.extract.files import check_unchanged, read_source
from etl.extract.formats import Format, detect
from etl.extract.pdf import read_pdf
from etl.extract.source import Source
from etl.extract.text import read_text, text_document
from etl.settings import Settings

__all__ = ["Document", "Line", "read_file", "read_files", "read_text"]


def read_file(path: Path, settings: Settings) -> Document:
    """Read a file that holds one document. Raises UnreadableFile (a subclass for each cause) for what is none that is read."""
    documents = read_files(path, settings)
    if len(documents) > 1:
        names = "、".join(document.name for document in documents[:5])
        raise SeveralDocuments(
            f"压缩包内有 {len(documents)} 个文件（{names}…）", expected="一个报告文件", place=path.name, remedy="解开后分别装载"
        )
    return documents[0]


def read_files(path: Path, settings: Settings) -> tuple[Document, ...]:
    """Read the documents of a file: one, or those of an archive in the order of their names.

    The format is told by the content. The bytes are read once; a file that is written to meanwhile is refused whatever came
    out of it.
    """
    source, state = read_source(path, settings)
    try:
        documents = read_bytes(source, settings)
    except UnreadableFile:
        check_unchanged(path, state)  # a file cut off because it is still being written is not damaged
        raise
    check_unchanged(path, state)
    return documents


def read_bytes(source: Source, settings: Settings) -> tuple[Document, ...]:
    """Read the documents of bytes in memory, by their format."""
    kind = detect(source)
    if kind is Format.PDF:
        return (read_pdf(source, settings),)
    return (text_document(source, settings),)
