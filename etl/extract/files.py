"""Bytes from the disk: read once, bounded, and only if the file stayed the same while it was read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from etl.errors import EmptyFile, FileChanged, TooLarge, UnsupportedFormat
from etl.extract.source import Source
from etl.settings import Settings


def read_source(path: Path, settings: Settings) -> tuple[Source, os.stat_result]:
    """The bytes of a file and its state before they were read, for `check_unchanged`.

    Raises UnsupportedFormat for what is no ordinary file, TooLarge, EmptyFile, FileChanged, or OSError.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # opening a pipe must not wait for a writer
    with os.fdopen(descriptor, "rb") as handle:
        state = os.fstat(handle.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise UnsupportedFormat("不是普通文件", expected="部门决算报告文件", place=path.name, remedy="换成文件")
        if state.st_size > settings.max_file_bytes:
            raise TooLarge(
                f"文件有 {state.st_size} 字节",
                expected=f"至多 {settings.max_file_bytes} 字节",
                place=path.name,
                remedy="拆分文件或调高 JUESUAN_MAX_FILE_BYTES",
            )
        data = handle.read(state.st_size + 1)
    if len(data) != state.st_size:
        raise _changed(path)
    check_unchanged(path, state)
    if not data.strip(b" \t\r\n\x00\x0b\x0c"):
        raise EmptyFile("文件为空", expected="部门决算报告", place=path.name, remedy="重新取得文件")
    return Source(path.stem, path.name, data), state


def check_unchanged(path: Path, before: os.stat_result) -> None:
    """Raise FileChanged where the file is not what it was when its bytes were read."""
    try:
        now = path.stat()
    except FileNotFoundError:
        raise _changed(path) from None
    if (now.st_size, now.st_mtime_ns, now.st_ino) != (before.st_size, before.st_mtime_ns, before.st_ino):
        raise _changed(path)


def _changed(path: Path) -> FileChanged:
    return FileChanged("文件在读取时被改动", expected="写完的文件", place=path.name, remedy="等文件写完后重新装载")
