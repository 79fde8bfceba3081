"""File → Document, whatever the format; nothing after this stage knows which format it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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

__all__ = ["Document", "Line", "Member", "read_file", "read_files", "read_members", "read_text"]


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was read, or one of those in an archive: its Document, or why there is none.

    `place` names it below the folder that holds the file itself: ``report.txt``, ``report.zip/附表/table.xlsx``.
    """

    place: str
    document: Document | None = None
    refusal: UnreadableFile | None = None


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
    """Read the documents of a file: one, or those of an archive in the order of their names. Raises the first refusal."""
    return _documents(read_members(path, settings))


def read_members(path: Path, settings: Settings) -> tuple[Member, ...]:
    """Read a file, or each file of an archive by itself, in the order of their names; one that cannot be read says why.

    The format is told by the content. The bytes are read once; a file that is written to meanwhile is refused whatever came
    out of it. Raises UnreadableFile for a file, or an archive as a whole, that cannot be read.
    """
    source, state = read_source(path, settings)
    try:
        members = members_of(source, settings, 1)
    except UnreadableFile:
        check_unchanged(path, state)  # a file cut off because it is still being written is not damaged
        raise
    check_unchanged(path, state)
    return members


def read_bytes(source: Source, settings: Settings, depth: int = 1) -> tuple[Document, ...]:
    """Read the documents of bytes in memory, by their format; `depth` counts the archives around them, this one included.

    Raises the first refusal.
    """
    return _documents(members_of(source, settings, depth))


def _documents(members: Sequence[Member]) -> tuple[Document, ...]:
    for member in members:
        if member.refusal is not None:
            raise member.refusal
    return tuple(member.document for member in members if member.document is not None)


def members_of(source: Source, settings: Settings, depth: int) -> tuple[Member, ...]:
    """The files in bytes in memory, by their format: one, or those of an archive; see `read_bytes` for `depth`."""
    kind = detect(source)
    if kind is Format.ZIP:
        return _read_zip(source, settings, depth)
    return (Member(source.place, _READERS[kind](source, settings)),)


_READERS: Final[Mapping[Format, Callable[[Source, Settings], Document]]] = {
    Format.PDF: read_pdf,
    Format.XLS: read_xls,
    Format.HTML: read_html,
    Format.TEXT: text_document,
}


def _read_zip(source: Source, settings: Settings, depth: int) -> tuple[Member, ...]:
    """A Word or Excel file, or the files of an archive, each by itself."""
    archive = Archive(source, settings)
    if is_office(archive):
        part = main_part(archive)
        return (Member(source.place, read_docx(archive, part) if "word" in part else read_xlsx(archive)),)
    refuse_other_containers(archive)
    if depth > settings.max_archive_depth:
        raise UnsafeArchive(
            f"压缩包嵌套超过 {settings.max_archive_depth} 层", expected="一层压缩包", place=source.place, remedy="解开后再装载"
        )
    members: list[Member] = []
    for inner in archive.members():
        if is_clutter(inner.place):
            continue
        try:
            members += members_of(inner, settings, depth + 1)
        except UnreadableFile as refusal:
            members.append(Member(inner.place, refusal=refusal))
    if not members:
        raise EmptyFile("压缩包内没有文件", expected="部门决算报告", place=source.place, remedy="重新取得文件")
    return tuple(members)
