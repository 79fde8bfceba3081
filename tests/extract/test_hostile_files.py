"""Hostile, broken and changing files: each ends in a clear refusal within limits, none in another exception."""

from __future__ import annotations

import io
import os
import random
import struct
import tracemalloc
import zipfile

import pytest
from published import Paper, as_docx, as_html, as_pdf, as_text, as_xls, as_xlsx, unzipped, zipped

import etl.extract
from etl.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileChanged,
    TooLarge,
    UnreadableFile,
    UnsafeArchive,
    UnsupportedFormat,
)
from etl.extract import members_of, read_bytes, read_file, read_files
from etl.extract.source import Source
from etl.settings import Settings


def read(tmp_path, data, name="report.zip", **settings):
    file = tmp_path / name
    file.write_bytes(data)
    return read_files(file, Settings(**settings))


def explained(refusal):
    error = refusal.value
    return bool(error.reason and error.expected and error.place and error.remedy)


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path):
    bomb = zipped({"a.txt": bytes(60 << 20)})
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(UnsafeArchive, match="压缩比") as refusal:
        read(tmp_path, bomb)
    assert tracemalloc.get_traced_memory()[1] < 5 << 20
    tracemalloc.stop()
    assert explained(refusal)


def test_many_small_bombs_are_refused_by_their_sum(tmp_path):
    bomb = zipped({f"{i}.txt": random.Random(i).randbytes(2000) * 100 for i in range(50)})
    with pytest.raises(UnsafeArchive, match="字节"):
        read(tmp_path, bomb, max_archive_bytes=1 << 20)


def test_a_bomb_that_lies_about_its_size_is_damaged(tmp_path):
    bomb = zipped({"a.txt": b"0" * 5_000_000})
    size = struct.pack("<I", 5_000_000)
    assert bomb.count(size) == 2
    with pytest.raises(DamagedFile):
        read(tmp_path, bomb.replace(size, struct.pack("<I", 100_000)))


def test_too_many_members_are_refused(tmp_path):
    with pytest.raises(UnsafeArchive, match="101 个成员"):
        read(tmp_path, zipped({f"{i}.txt": b"x" for i in range(101)}), max_archive_members=100)
    with pytest.raises(UnsafeArchive, match="成员过多"):
        read(tmp_path, zipped({f"{i}.txt": b"x" for i in range(101)}), max_archive_members=5)


def test_archives_inside_each_other_are_read_to_the_limit(tmp_path):
    inner = zipped({"表.xlsx": as_xlsx()})
    assert read(tmp_path, zipped({"a.zip": inner}))[0].name == "report/a/表"
    with pytest.raises(UnsafeArchive, match="嵌套"):
        read(tmp_path, zipped({"b.zip": zipped({"a.zip": inner})}))


def test_a_member_that_cannot_be_read_refuses_the_archive_and_is_named(tmp_path):
    with pytest.raises(UnsupportedFormat, match=r"report\.zip/扫描\.png"):
        read(tmp_path, zipped({"决算.txt": as_text(), "扫描.png": b"\x89PNG\r\n\x1a\n" + bytes(50)}))
    with pytest.raises(UnsupportedFormat, match=r"setup\.exe"):
        read(tmp_path, zipped({"决算.txt": as_text(), "setup.exe": b"MZ" + bytes(50)}))


def test_members_are_never_written_to_the_disk(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    data = zipped({"../../outside.txt": as_text(), "/etc/absolute.txt": as_text()})
    read(folder, data)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "report.zip"]


def test_an_encrypted_archive_is_refused(tmp_path):
    data = bytearray(zipped({"a.txt": as_text()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(EncryptedFile):
        read(tmp_path, bytes(data))


def test_members_of_one_name_are_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    with pytest.raises(DamagedFile, match="同名"):
        read(tmp_path, out.getvalue())


def test_an_entity_bomb_costs_nothing(tmp_path):
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)]
    head = f"<?xml version='1.0'?><!DOCTYPE x [{''.join(lines)}]>".encode()
    for make, part in ((as_docx, "word/document.xml"), (as_xlsx, "xl/workbook.xml")):
        members = unzipped(make())
        root = members[part].index(b"<", members[part].index(b"?>") + 2) if b"?>" in members[part] else 0
        members[part] = head + members[part][root:].replace(b"</", b"&a11;</", 1)
        with pytest.raises(UnreadableFile, match="实体"):
            read(tmp_path, zipped(members))


def test_a_part_in_a_wide_encoding_hides_no_entities(tmp_path):
    members = unzipped(as_docx())
    text = members["word/document.xml"].decode()
    text = text[text.index("?>") + 2 :]
    members["word/document.xml"] = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>{text}'.encode(
        "utf-16"
    )
    with pytest.raises(UnreadableFile, match="实体"):
        read(tmp_path, zipped(members))


def test_a_file_of_five_thousand_pages_is_refused_at_once(tmp_path):
    paper = Paper()
    for _ in range(5000):
        paper.text(60, 100, "1.00")
        paper.next_page()
    with pytest.raises(TooLarge, match="5000 页") as refusal:
        read(tmp_path, paper.done())
    assert explained(refusal)


def test_a_file_over_the_limit_is_not_read(tmp_path):
    with pytest.raises(TooLarge, match="字节"):
        read(tmp_path, as_pdf(), max_file_bytes=1000)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", bytes(4096)])
def test_an_empty_file_is_empty(tmp_path, data):
    with pytest.raises(EmptyFile):
        read(tmp_path, data)


def test_a_pipe_does_not_make_the_reader_wait(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsupportedFormat, match="不是普通文件"):
        read_file(tmp_path / "pipe", Settings())
    with pytest.raises((UnsupportedFormat, OSError)):
        read_file(tmp_path, Settings())


@pytest.mark.parametrize("change", ["append", "touch", "replace", "remove"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch, change):
    file = tmp_path / "report.pdf"
    file.write_bytes(as_pdf())

    def meanwhile(source, settings, depth):
        if change == "append":
            with file.open("ab") as handle:
                handle.write(b"more")
        elif change == "touch":
            os.utime(file, ns=(1, 1))
        elif change == "replace":
            other = tmp_path / "other"
            other.write_bytes(as_pdf())
            other.replace(file)
        else:
            file.unlink()
        return members_of(source, settings, depth)

    monkeypatch.setattr(etl.extract, "members_of", meanwhile)
    with pytest.raises(FileChanged, match="改动"):
        read_file(file, Settings())


def test_a_file_cut_off_because_it_is_being_written_is_not_called_damaged(tmp_path, monkeypatch):
    file = tmp_path / "report.pdf"
    file.write_bytes(as_pdf()[:600])

    def meanwhile(source, settings, depth):
        file.write_bytes(as_pdf())
        return members_of(source, settings, depth)

    monkeypatch.setattr(etl.extract, "members_of", meanwhile)
    with pytest.raises(FileChanged):
        read_file(file, Settings())


MAKERS = {"pdf": as_pdf, "docx": as_docx, "xlsx": as_xlsx, "xls": as_xls, "html": as_html, "text": as_text}


@pytest.mark.parametrize("media", MAKERS)
def test_bytes_overwritten_anywhere_end_in_a_document_or_a_refusal(media):
    chance = random.Random(media)
    data = MAKERS[media]()
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(broken))
            broken[at : at + chance.randrange(1, 9)] = chance.randbytes(chance.randrange(0, 9))
        try:
            documents = read_bytes(Source("x", "x", bytes(broken)), Settings())
        except UnreadableFile as refusal:
            assert refusal.reason and refusal.place
        else:
            assert documents[0].lines


@pytest.mark.parametrize("media", ["docx", "xlsx"])
def test_parts_overwritten_anywhere_end_in_a_document_or_a_refusal(media):
    chance = random.Random(media)
    members = unzipped(MAKERS[media]())
    names = sorted(members)
    for _ in range(60):
        name = chance.choice(names)
        broken = bytearray(members[name])
        at = chance.randrange(len(broken))
        broken[at : at + chance.randrange(1, 30)] = chance.choice((b"", b"<a>", b"999999999", b'"', b"\xff"))
        try:
            read_bytes(Source("x", "x", zipped({**members, name: bytes(broken)})), Settings())
        except UnreadableFile as refusal:
            assert refusal.reason and refusal.place


@pytest.mark.parametrize("media", MAKERS)
def test_a_file_cut_off_anywhere_ends_in_a_document_or_a_refusal(media):
    data = MAKERS[media]()
    for share in (0.01, 0.1, 0.3, 0.5, 0.8, 0.99):
        try:
            read_bytes(Source("x", "x", data[: int(len(data) * share)]), Settings())
        except UnreadableFile as refusal:
            assert refusal.reason and refusal.place
