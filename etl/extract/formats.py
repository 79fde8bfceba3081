"""Which format a file has, by its content; its name is not asked."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from etl.errors import DamagedFile, EncryptedFile, MacroFile, UnsupportedFormat
from etl.extract.source import Source


class Format(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    ZIP = "zip"  # DOCX, XLSX or an archive: told apart by the members
    XLS = "xls"
    HTML = "html"
    TEXT = "text"


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"MZ", "可执行文件"),
    (b"\x7fELF", "可执行文件"),
    (b"\xcf\xfa\xed\xfe", "可执行文件"),
    (b"#!", "脚本"),
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"GIF8", "图片（GIF）"),
    (b"II*\x00", "图片（TIFF）"),
    (b"MM\x00*", "图片（TIFF）"),
    (b"\x1f\x8b", "压缩文件（GZIP）"),
    (b"Rar!", "压缩文件（RAR）"),
    (b"7z\xbc\xaf", "压缩文件（7Z）"),
    (b"BZh", "压缩文件（BZIP2）"),
    (b"\xfd7zXZ", "压缩文件（XZ）"),
    (b"{\\rtf", "RTF 文档"),
    (b"%!PS", "PostScript 文件"),
)
_PDF_WITHIN: Final = 1024  # a PDF may begin after some other bytes
_HTML: Final = re.compile(
    rb"^(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->)*<(?:!doctype\s+html|html|head|body|table|meta|div|p|title)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(rb"^\s*<\?xml", re.IGNORECASE)
_BYTE_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ASKED: Final = "PDF、DOCX、XLSX、XLS、HTML、ZIP 或文本"


def detect(source: Source) -> Format:
    """The format of a file. Raises UnsupportedFormat, MacroFile, EncryptedFile or DamagedFile for what is not read."""
    data = source.data
    if data.startswith(_ZIP):
        return Format.ZIP
    if data.startswith(_OLE):
        return _compound(source)
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise unsupported(source, f"文件内容是{what}")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    head = _narrow(data[:8192])
    if _HTML.match(head):
        return Format.HTML
    if _XML.match(head):
        if b"urn:schemas-microsoft-com:office" in head or b"mso-application" in head:
            raise unsupported(source, "文件内容是 Office 2003 XML")
        raise unsupported(source, "文件内容是 XML")
    return Format.TEXT


def unsupported(source: Source, what: str) -> UnsupportedFormat:
    """The refusal of a format that is not read."""
    return UnsupportedFormat(what, expected=_ASKED, place=source.place, remedy="换成受支持的格式")


def _narrow(head: bytes) -> bytes:
    """The beginning of a file with marks gone and UTF-16 as single bytes, for looking at its markup."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").encode("ascii", errors="replace")
    for mark in _BYTE_MARKS:
        head = head.removeprefix(mark)
    return head


def _compound(source: Source) -> Format:
    """What an OLE compound file holds, by the names in its directory."""
    data = source.data

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise EncryptedFile("Office 文件已加密", expected="未加密的文件", place=source.place, remedy="取消密码后另存")
    if has("_VBA_PROJECT") or has("Macros\x00"):
        raise MacroFile("文件带有宏", expected="不带宏的文件", place=source.place, remedy="另存为 DOCX 或 XLSX")
    if has("WordDocument"):
        raise UnsupportedFormat(
            "文件是旧版 Word（.doc）", expected=_ASKED, place=source.place, remedy="用 Word 或 WPS 另存为 DOCX"
        )
    if has("Workbook") or has("Book"):
        return Format.XLS
    raise DamagedFile("不是可识别的 Office 文件", expected=_ASKED, place=source.place, remedy="重新取得文件")
