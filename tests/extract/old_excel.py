"""Writes a small workbook as Excel 97 did (BIFF8 in an OLE compound file), which no kept library does any more."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Value = float | str | None


def _record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def _unicode(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _xf(format_key: int) -> bytes:
    return _record(0xE0, struct.pack("<HHHBBBBIIH", 0, format_key, 0, 0, 0, 0, 0, 0, 0, 0))


def _sheet(rows: Sequence[Sequence[Value]], hidden_rows: Sequence[int], hidden_columns: Sequence[int]) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for column in hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
    for row in hidden_rows:
        out += _record(0x208, struct.pack("<HHHHHHI", row, 0, 20, 255, 0, 0, 0x20))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                out += _record(0x204, struct.pack("<HHH", r, c, 0) + _unicode(value, "<H"))
            elif value is not None:
                out += _record(0x203, struct.pack("<HHHd", r, c, 1, value))
    return out + _record(0x0A, b"")


def workbook(
    sheets: dict[str, Sequence[Sequence[Value]]],
    number_format: str = "#,##0.00",
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> bytes:
    """A workbook with these sheets; numbers take the format, rows and columns are hidden in every sheet."""
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(0x42, struct.pack("<H", 1200))
    head += _record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\x05\x01" + "Arial".encode("utf-16-le")
    )
    head += _record(0x41E, struct.pack("<H", 164) + _unicode(number_format, "<H"))
    head += _xf(0) + _xf(164)
    bodies = [_sheet(rows, hidden_rows, hidden_columns) for rows in sheets.values()]
    at = len(head) + sum(4 + 6 + 2 + 2 * len(name) for name in sheets) + 4
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        bounds += _record(0x85, struct.pack("<IBB", at, 1 if name in hidden else 0, 0) + _unicode(name, "<B"))
        at += len(body)
    return compound("Workbook", head + bounds + _record(0x0A, b"") + b"".join(bodies))


def compound(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream."""
    stream = stream.ljust(4096, b"\0")  # shorter streams would stand in another place
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]
    fat = struct.pack(f"<{_SECTOR // 4}I", *(chain + [_FREE] * (_SECTOR // 4 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0) + b"\xff" * (108 * 4)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    return header + fat + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    out = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", _FREE, _FREE, child)
    return out + bytes(36) + struct.pack("<II", start, size) + bytes(4)
