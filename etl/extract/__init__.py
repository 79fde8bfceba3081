"""File → Document, whatever the format; nothing after this stage knows which format it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from etl.errors import EmptyFile, SeveralDocuments, UnreadableFile, UnsafeArchive
from etl.extract.archive import Archive, is_clutter
from etl.extract.document import Document, Line
from etl.extract.files import check_unchanged, read_source
from etl.extract.formats import Format, detect
from etl.extract.html import read_html
from etl.extract.office.container import is_office, main_part, refuse_other_containers
from etl.extract.office.docx import read_docx
from etl.extract.office.sheets import read_xls, read_xlsx
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


def read_bytes(source: Source, settings: Settings, depth: int = 1) -> tuple[Document, ...]:
    """Read the documents of bytes in memory, by their format; `depth` counts the archives around them, this one included."""
    kind = detect(source)
    if kind is Format.ZIP:
        return _read_zip(source, settings, depth)
    return (_READERS[kind](source, settings),)


_READERS: Final[Mapping[Format, Callable[[Source, Settings], Document]]] = {
    Format.PDF: read_pdf,
    Format.XLS: read_xls,
    Format.HTML: read_html,
    Format.TEXT: text_document,
}


def _read_zip(source: Source, settings: Settings, depth: int) -> tuple[Document, ...]:
    """A Word or Excel file, or the documents of an archive; one that cannot be read refuses the archive and names it."""
    archive = Archive(source, settings)
    if is_office(archive):
        part = main_part(archive)
        return (read_docx(archive, part) if "word" in part else read_xlsx(archive),)
    refuse_other_containers(archive)
    if depth > settings.max_archive_depth:
        raise UnsafeArchive(
            f"压缩包嵌套超过 {settings.max_archive_depth} 层", expected="一层压缩包", place=source.place, remedy="解开后再装载"
        )
    documents = [
        document
        for member in archive.members()
        if not is_clutter(member.place)
        for document in read_bytes(member, settings, depth + 1)
    ]
    if not documents:
        raise EmptyFile("压缩包内没有文件", expected="部门决算报告", place=source.place, remedy="重新取得文件")
    return tuple(documents)
