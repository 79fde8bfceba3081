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


MERGED = """<table>
<tr>
<td rowspan="2">科目</td>
<td colspan="2">金额</td>
</tr>
<tr><td>小计</td><td>1.50</td></tr>
</table>"""


def lines_of(tmp_path, text, **settings):
    file = tmp_path / "report.md"
    file.write_text(text, encoding="utf-8")
    return read_text(file, Settings(**settings)).lines


def test_an_html_table_in_a_text_is_its_rows_under_the_lines_they_begin_in(tmp_path):
    lines = lines_of(tmp_path, f"支出决算表\n{MERGED}\n注：无")
    assert [line.number for line in lines] == list(range(1, 10))
    assert [(line.number, line.cells or line.text) for line in lines if not line.blank] == [
        (1, "支出决算表"), (3, ("科目", "金额", "")), (7, ("", "小计", "1.50")), (9, "注：无"),
    ]  # fmt: skip


def test_rows_written_in_one_line_stand_side_by_side_in_it(tmp_path):
    page = "<html><body>表<table><tr><td>205</td><td>9.00</td></tr><tr><td>208</td><td>7.00</td></tr></table></body></html>"
    title, first, second = lines_of(tmp_path, page)
    assert (title.text, first.cells, second.cells) == ("表", ("205", "9.00"), ("208", "7.00"))
    assert {line.number for line in (title, first, second)} == {1}
    assert len(title.text) <= first.text.index("205") < len(first.text) <= second.text.index("208")


@pytest.mark.parametrize("text", ["<table><tr><td>1.00</td>", "收入<tablet>1.00", "</table>", "<table>" * 3000 + "</table>"])
def test_markup_that_is_no_table_stays_as_it_is(tmp_path, text):
    assert [line.text for line in lines_of(tmp_path, text)] == [text]


def test_a_table_in_a_text_with_too_many_cells_is_refused(tmp_path):
    with pytest.raises(TooLarge):
        lines_of(tmp_path, MERGED.replace('"2"', '"900"'), max_table_cells=500)


def test_more_rows_in_one_line_than_any_report_has_stay_text(tmp_path):
    page = "<table>" + "<tr><td>205</td><td>1.00</td></tr>" * 5000 + "</table>"
    assert [line.text for line in lines_of(tmp_path, page)] == [page]
