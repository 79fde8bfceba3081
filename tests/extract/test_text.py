"""Text files are read in the encodings they are published in; everything else is refused with its cause."""

from __future__ import annotations

import pytest

from etl.errors import EmptyFile, NotText, TooLarge
from etl.extract.text import read_text
from etl.settings import Settings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_is_the_same_in_every_encoding(tmp_path, encoding):
    file = tmp_path / "report.txt"
    file.write_bytes("部门决算\r\n项目\t行次\t金额\r\n".encode(encoding))
    document = read_text(file, Settings())
    assert [line.text for line in document.lines] == ["部门决算", "项目\t行次\t金额", ""]
    assert document.lines[1].cells == ("项目", "行次", "金额")
    assert (document.name, len(document.sha256)) == ("report", 64)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t\n", EmptyFile),
        ("\ufeff\n".encode(), EmptyFile),
        (b"MZ\x90\x00" + bytes(200), NotText),
        (b"\x7fELF" + bytes(50), NotText),
        (bytes(range(256)) * 4, NotText),
        (b"%PDF-1.7 broken", NotText),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, error):
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    with pytest.raises(error, match="report"):
        read_text(file, Settings())


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("决算" * 100, encoding="utf-8")
    with pytest.raises(TooLarge, match="至多"):
        read_text(file, Settings(max_text_bytes=100))
