"""Plain text reports: UTF-8, UTF-16 with a mark, or GB18030; tabs are columns."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from etl.errors import EmptyFile, NotText, TooLarge
from etl.extract.document import Document, Line
from etl.extract.markup import with_tables
from etl.extract.rows import between_bars, clean
from etl.extract.source import Source
from etl.settings import Settings

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC: Final = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP、DOCX 或 XLSX",
    b"\xd0\xcf\x11\xe0": "DOC 或 XLS",
    b"MZ": "可执行文件",
    b"\x7fELF": "可执行文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"\x1f\x8b": "压缩文件",
    b"Rar!": "压缩文件",
    b"7z\xbc\xaf": "压缩文件",
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_LEAST_BARS: Final = 3  # so that |12.5| is no row
_RULE: Final = re.compile(r":?-{2,}:?")
_MAX_CONTROL_SHARE: Final = 0.002


def decode(data: bytes, place: str) -> tuple[str, str]:
    """Text and encoding of `data`. Raises NotText where no encoding of published reports fits."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise NotText(
                f"文件内容是{what}，不是文本", expected="UTF-8 或 GB18030 文本", place=place, remedy="换成文本或受支持的格式"
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= _MAX_CONTROL_SHARE * len(text):
            return text, encoding
    raise NotText("不是任何已知编码的文本", expected="UTF-8 或 GB18030 文本", place=place, remedy="换成文本或受支持的格式")


def split_lines(text: str) -> tuple[Line, ...]:
    """Lines as a text editor counts them (a form feed does not begin a line, it is part of one); tabs and bars make cells."""
    raws = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    none = Line(0, "")[3:]
    make = tuple.__new__  # what Line(…) ends in, three times as fast: a report has thousands of lines
    return tuple(
        [make(Line, (at, raw, _cells(raw) if "\t" in raw or "|" in raw else (), *none)) for at, raw in enumerate(raws, start=1)]
    )


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a line: between tabs, or between the bars of a row drawn with them; the rule below a header fills none."""
    if "\t" in raw:
        return tuple(cell.strip() for cell in raw.split("\t"))
    row = raw.strip() if "|" in raw else ""
    if row.count("|") < _LEAST_BARS or not (row.startswith("|") and row.endswith("|")):
        return ()
    return tuple("" if _RULE.fullmatch(cell) else cell for cell in between_bars(row))


def read_text(path: Path, settings: Settings) -> Document:
    """Read a text file as a Document. Raises EmptyFile, TooLarge or NotText."""
    size = path.stat().st_size
    if size > settings.max_text_bytes:
        raise _too_large(size, path.name, settings)
    with path.open("rb") as handle:
        data = handle.read(settings.max_text_bytes + 1)
    return text_document(Source(path.stem, path.name, data), settings)


def text_document(source: Source, settings: Settings) -> Document:
    """The Document of a text in memory. Raises EmptyFile, TooLarge or NotText."""
    if len(source.data) > settings.max_text_bytes:
        raise _too_large(len(source.data), source.place, settings)
    if not source.data.strip():
        raise EmptyFile("文件为空", expected="部门决算报告", place=source.place, remedy="重新取得文件")
    text, encoding = decode(source.data, source.place)
    return source.document("text", with_tables(split_lines(clean(text)), source, settings), encoding=encoding)


def _too_large(size: int, place: str, settings: Settings) -> TooLarge:
    return TooLarge(
        f"文本文件有 {size} 字节",
        expected=f"至多 {settings.max_text_bytes} 字节",
        place=place,
        remedy="拆分文件或调高 JUESUAN_MAX_TEXT_BYTES",
    )
