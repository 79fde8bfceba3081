"""What an Office Open XML file is: Word or Excel, by its main part; macros and other kinds are refused."""

from __future__ import annotations

from typing import Final

from etl.errors import DamagedFile, MacroFile
from etl.extract.archive import Archive
from etl.extract.formats import unsupported
from etl.extract.office.xml import parse

CONTENT_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = (b"macroEnabled", b"vbaProject")
_CONTAINERS: Final = {
    "mimetype": "文件内容是 OpenDocument 或电子书",
    "OFD.xml": "文件内容是 OFD",
    "META-INF/MANIFEST.MF": "文件内容是程序包",
    "AndroidManifest.xml": "文件内容是程序包",
}
_OTHER: Final = {"ppt/": "文件内容是演示文稿", "xl/workbook.bin": "文件内容是二进制 Excel（.xlsb）"}


def is_office(archive: Archive) -> bool:
    """True for an Office Open XML file."""
    return CONTENT_TYPES in archive


def refuse_other_containers(archive: Archive) -> None:
    """Raise UnsupportedFormat for ZIP files that are neither Office files nor archives of documents."""
    for name, what in _CONTAINERS.items():
        if name in archive:
            raise unsupported(archive.source, what)


def main_part(archive: Archive) -> str:
    """The path of the main part, ``word/document.xml`` or ``xl/workbook.xml``.

    Raises MacroFile, UnsupportedFormat or DamagedFile for other files.
    """
    types = archive.read_xml(CONTENT_TYPES)
    if any(word in types for word in _MACROS) or any(name.endswith("vbaProject.bin") for name in archive.names):
        raise MacroFile(
            "文件带有宏", expected="不带宏的 DOCX 或 XLSX", place=archive.source.place, remedy="另存为 DOCX 或 XLSX"
        )
    for name, what in _OTHER.items():
        if any(member.startswith(name) for member in archive.names):
            raise unsupported(archive.source, what)
    if "_rels/.rels" in archive:
        for relation in parse(archive, "_rels/.rels"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in archive:
                return target
    for name in ("word/document.xml", "xl/workbook.xml"):
        if name in archive:
            return name
    raise DamagedFile(
        "Office 文件没有正文部分", expected="完整的 DOCX 或 XLSX", place=archive.source.place, remedy="重新导出文件"
    )
