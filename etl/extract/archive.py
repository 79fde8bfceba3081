"""ZIP containers, bounded before anything of them is unpacked; members are read into memory, never written to a disk."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from etl.errors import DamagedFile, EncryptedFile, TooLarge, UnsafeArchive, UnsafeMarkup
from etl.extract.source import Source
from etl.settings import Settings

_CENTRAL: Final = b"PK\x01\x02"
_RATIO_FROM: Final = 1 << 20  # smaller members may compress as well as they like
_UTF8_FLAG: Final = 0x800
_ENCRYPTED: Final = 0x1
_CLUTTER: Final = frozenset({"thumbs.db", "desktop.ini"})
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")


class Archive:
    """A ZIP file in memory. Raises DamagedFile, EncryptedFile or UnsafeArchive when opened beyond the limits."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source, self.settings = source, settings
        if source.data.count(_CENTRAL) > 20 * settings.max_archive_members:  # before the directory is read into memory
            raise self._unsafe("成员过多", f"至多 {settings.max_archive_members} 个")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._damaged(error) from error
        self._members = {_name(info): info for info in self._zip.infolist() if not info.is_dir()}
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in order."""
        return tuple(sorted(self._members))

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises DamagedFile where they are broken."""
        try:
            return self._zip.read(self._members[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as error:
            raise self._damaged(error) from error

    def read_xml(self, name: str) -> bytes:
        """The bytes of an XML part. Raises TooLarge beyond the limit of a part, UnsafeMarkup where it declares entities."""
        size = self._members[name].file_size
        if size > self.settings.max_part_bytes:
            raise TooLarge(
                f"{name} 有 {size} 字节",
                expected=f"至多 {self.settings.max_part_bytes} 字节",
                place=self.source.place,
                remedy="拆分文件或调高 JUESUAN_MAX_PART_BYTES",
            )
        data = self.read(name)
        for word in _DECLARATIONS:
            wide = word.decode("ascii")
            if word in data or wide.encode("utf-16-le") in data or wide.encode("utf-16-be") in data:
                raise UnsafeMarkup(
                    f"{name} 声明了 XML 实体",
                    expected="没有 DTD 的 Office 文件",
                    place=self.source.place,
                    remedy="重新导出文件",
                )
        return data

    def members(self) -> Iterator[Source]:
        """The members as files of their own."""
        for name in self.names:
            stem = name.rsplit(".", 1)[0] if "." in name.rsplit("/", 1)[-1] else name
            yield Source(f"{self.source.name}/{stem}", f"{self.source.place}/{name}", self.read(name))

    def _check(self) -> None:
        limits = self.settings
        infos = self._zip.infolist()
        if len(infos) > limits.max_archive_members:
            raise self._unsafe(f"有 {len(infos)} 个成员", f"至多 {limits.max_archive_members} 个")
        if len(self._members) < sum(1 for info in infos if not info.is_dir()):
            raise DamagedFile("有同名成员", expected="成员各有其名", place=self.source.place, remedy="重新打包")
        total = sum(info.file_size for info in infos)
        if total > limits.max_archive_bytes:
            raise self._unsafe(f"解开后有 {total} 字节", f"至多 {limits.max_archive_bytes} 字节")
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise EncryptedFile("压缩包有密码", expected="未加密的文件", place=self.source.place, remedy="解密后重新打包")
            if info.file_size > _RATIO_FROM and info.file_size > limits.max_archive_ratio * max(info.compress_size, 1):
                raise self._unsafe(f"成员压缩比超过 {limits.max_archive_ratio}（可能是压缩炸弹）", "普通的压缩文件")

    def _unsafe(self, reason: str, expected: str) -> UnsafeArchive:
        return UnsafeArchive(f"压缩包{reason}", expected=expected, place=self.source.place, remedy="核对来源，拆分后再装载")

    def _damaged(self, error: Exception) -> DamagedFile:
        return DamagedFile(
            f"压缩结构损坏（{error}）", expected="完整的 ZIP、DOCX 或 XLSX", place=self.source.place, remedy="重新下载文件"
        )


def is_clutter(place: str) -> bool:
    """True for what systems put into archives beside the documents: folders' thumbnails, resource forks, lock files."""
    parts = place.split("/")
    return parts[-1].lower() in _CLUTTER or "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 mark, names of Chinese systems are GB18030."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))  # no way out of a folder
    return "/".join(parts)
