"""The bytes of one file as they were read, once; every extractor works on them and never goes back to the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.errors import EmptyFile
from etl.extract.document import Document, Line


@dataclass(frozen=True)
class Source:
    """`name` is the stem that the Document takes, `place` the file's name for messages (``archive.zip/table.xlsx``)."""

    name: str
    place: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes that were read."""
        return hashlib.sha256(self.data).hexdigest()

    def document(self, media: str, lines: Sequence[Line], *, encoding: str = "", notes: Sequence[str] = ()) -> Document:
        """The Document of this file. Raises EmptyFile where no line prints anything."""
        if not any(not line.blank for line in lines):
            raise EmptyFile("文件没有文字", expected="部门决算报告", place=self.place, remedy="重新取得文件")
        return Document(self.name, self.sha256, media, tuple(lines), len(self.data), encoding, tuple(notes))
