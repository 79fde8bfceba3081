"""The same table published in any format is the same lines and cells."""

from __future__ import annotations

import printing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import NOTE, PRINTED, ROWS, TITLE, as_docx, as_html, as_pdf, as_text, as_xls, as_xlsx, zipped

from etl.errors import EmptyFile, SeveralDocuments, UnsupportedFormat
from etl.extract import Line, read_bytes, read_file, read_files
from etl.extract.source import Source
from etl.settings import Settings

FORMATS = {
    "text": as_text,
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "html": as_html,
}


def read(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data)
    return read_file(file, Settings())


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_the_same_table_has_the_same_cells_in_every_format_whatever_its_name(tmp_path, media, name):
    document = read(tmp_path, name, FORMATS[media]())
    assert document.media == media
    assert tuple((line.text, line.cells) for line in document.lines) == PRINTED
    assert [line.number for line in document.lines] == list(range(1, len(PRINTED) + 1))
    assert {line.page for line in document.lines} == ({1} if media == "pdf" else {None})


CELLS = st.sampled_from(
    ["", "", "208", "2080505", "1,234.56", "-0.05", "0.00", "87.94%", "—", "行政运行", "（一）其他支出", "合计"]
)
TABLES = st.integers(2, 7).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).filter(lambda row: sum(map(bool, row)) > 1), min_size=2, max_size=12
    )
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_any_table_reads_back_cell_by_cell(table):
    lines = [Line(number, "\t".join(cells), tuple(cells)) for number, cells in enumerate(table, start=1)]
    for media in ("pdf", "docx", "html"):
        (document,) = read_bytes(Source("x", "x", printing.printed(media, lines)), Settings())
        assert [list(line.cells) for line in document.lines] == table, media


def test_numbers_typed_as_text_in_a_workbook_are_the_same_cells(tmp_path):
    document = read(tmp_path, "report.xlsx", as_xlsx(numbers_as_text=True))
    assert tuple((line.text, line.cells) for line in document.lines) == PRINTED


def test_cells_of_every_row_stand_in_their_columns(tmp_path):
    document = read(tmp_path, "report.docx", as_docx())
    rows = [line.cells for line in document.lines if line.cells]
    assert rows == list(ROWS)
    assert [len(row) for row in rows] == [7] * 6


def test_an_archive_with_one_document_is_that_document(tmp_path):
    plain = read(tmp_path, "report.docx", as_docx())
    packed = read(tmp_path, "report.zip", zipped({"公开/决算.docx": as_docx(), "__MACOSX/._决算.docx": b"\0", "公开/": b""}))
    assert packed.lines == plain.lines
    assert packed.name == "report/公开/决算"


def test_an_archive_of_several_documents_gives_all_in_order(tmp_path):
    file = tmp_path / "报告.zip"
    file.write_bytes(zipped({"b.xlsx": as_xlsx(), "a.txt": as_text(), "c/文字.html": as_html()}))
    documents = read_files(file, Settings())
    assert [(d.name, d.media) for d in documents] == [("报告/a", "text"), ("报告/b", "xlsx"), ("报告/c/文字", "html")]
    assert len({d.sha256 for d in documents}) == 3
    with pytest.raises(SeveralDocuments, match="3 个文件"):
        read_file(file, Settings())


def test_names_in_archives_of_chinese_systems_are_read(tmp_path):
    data = zipped({"XXXXXX.txt": as_text()}).replace(b"XXXXXX", "决算表".encode("gb18030"))
    assert read(tmp_path, "a.zip", data).name == "a/决算表"


def test_a_file_without_text_is_refused_in_every_format(tmp_path):
    for name, data in {"a.html": b"<html><body><script>1</script></body></html>", "b.zip": zipped({})}.items():
        with pytest.raises(EmptyFile, match=name):
            read(tmp_path, name, data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MZ\x90\x00" + bytes(200), "可执行文件"),
        (b"\x7fELF" + bytes(50), "可执行文件"),
        (b"#!/bin/sh\necho 1\n", "脚本"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "RAR"),
        (b"{\\rtf1 x}", "RTF"),
        (b'<?xml version="1.0"?><a>1</a>', "XML"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "OpenDocument"),
        (zipped({"OFD.xml": b"<a/>"}), "OFD"),
    ],
)
def test_what_is_not_read_is_refused_by_its_content(tmp_path, data, reason):
    with pytest.raises(UnsupportedFormat, match=reason) as refusal:
        read(tmp_path, "决算.pdf", data)
    assert refusal.value.remedy and refusal.value.expected and refusal.value.place == "决算.pdf"


def test_title_and_note_stay_running_text(tmp_path):
    for make in FORMATS.values():
        lines = read(tmp_path, "x", make()).lines
        assert (lines[0].text, lines[0].cells, lines[-1].text, lines[-1].cells) == (TITLE, (), NOTE, ())
