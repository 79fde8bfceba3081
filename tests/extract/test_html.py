"""Web pages: blocks and tables as a browser shows them, in the encoding they are written in."""

from __future__ import annotations

import pytest

from etl.errors import TooLarge, UnsafeMarkup
from etl.extract import read_file
from etl.settings import Settings


def read(tmp_path, page, **settings):
    file = tmp_path / "page.htm"
    file.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_file(file, Settings(**settings))


def printed(document):
    return [line.cells or line.text for line in document.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", ""])
def test_a_page_reads_the_same_in_every_encoding_whatever_it_declares(tmp_path, encoding, declared):
    page = f"<html><meta charset='{declared}'><p>本年收入合计1,272.49万元</p></html>"
    assert printed(read(tmp_path, page.encode(encoding))) == ["本年收入合计1,272.49万元"]


def test_blocks_are_lines_and_inline_markup_is_not(tmp_path):
    page = (
        "<html><body><h1>决算</h1><p>收入 <b>1,</b><u>272</u>.49<br>支出\n  1.00</p>"
        "<div>甲<div>乙</div>丙</div><li>丁</ul></body>"
    )
    assert printed(read(tmp_path, page)) == ["决算", "收入 1,272.49", "支出 1.00", "甲", "乙", "丙", "丁"]


def test_what_a_browser_does_not_show_is_not_read(tmp_path):
    page = (
        "<html><head><title>标题</title><style>p{}</style></head><body><script>1.00</script><!-- 2.00 -->"
        "<nav>首页</nav><p style='DISPLAY: none'>3.00</p><p hidden>4.00</p><noscript>5.00</noscript><p>收入</p></body></html>"
    )
    assert printed(read(tmp_path, page)) == ["收入"]


def test_spans_leave_empty_cells(tmp_path):
    page = (
        "<table><caption>支出表</caption><thead><tr><th colspan=2>项目<th rowspan=2>合计</tr></thead>"
        "<tr><td>编码<td>名称</tr><tr><td rowspan=2>208<td>甲<td>1.00<tr><td>乙<td>2.00</table>"
    )
    assert printed(read(tmp_path, page)) == [
        "支出表", ("项目", "", "合计"), ("编码", "名称", ""), ("208", "甲", "1.00"), ("", "乙", "2.00"),
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_read_as_blocks(tmp_path):
    page = "<table><tr><td><p>栏目</p></td><td><p>公开</p><table><tr><td>收入<td>1.00</table><p>注：无</p></td></tr></table>"
    assert printed(read(tmp_path, page)) == ["栏目", "公开", ("收入", "1.00"), "注：无"]


def test_a_row_as_wide_as_the_table_is_running_text(tmp_path):
    page = "<table><tr><td colspan=2>收入表</td></tr><tr><td>收入<td>1.00</tr><tr><td colspan=2>注：无</td></tr></table>"
    assert printed(read(tmp_path, page)) == ["收入表", ("收入", "1.00"), "注：无"]


def test_a_cell_of_several_paragraphs_is_one_text(tmp_path):
    page = "<table><tr><td><p>机关事业单位</p><p>养老</p></td><td><p>12,345,</p><p>678.90</p></td></tr></table>"
    assert printed(read(tmp_path, page)) == [("机关事业单位养老", "12,345,678.90")]


def test_a_page_saved_by_word_is_a_page(tmp_path):
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=gb2312></head>'
        "<body><p class=MsoNormal><span lang=EN-US>2023</span><span>年收入<o:p></o:p></span></p></body></html>"
    )
    assert printed(read(tmp_path, page.encode("gb18030"))) == ["2023年收入"]


def test_entities_and_depth_are_refused(tmp_path):
    with pytest.raises(UnsafeMarkup, match="实体"):
        read(tmp_path, "<!DOCTYPE html [<!ENTITY a 'x'>]><html><p>&a;</p></html>")
    for depth in (300, 3_000, 200_000):
        with pytest.raises(UnsafeMarkup, match="嵌套"):
            read(tmp_path, "<html><body>" + "<div>" * depth + "收入")


def test_huge_spans_and_tables_are_refused_or_bounded(tmp_path):
    page = "<table>" + "<tr><td colspan=999999999>a<td colspan=99999999>b</tr>" * 10 + "</table>"
    with pytest.raises(TooLarge):
        read(tmp_path, page, max_table_cells=9_000)
    rows = "<table>" + "<tr><td>a<td>1.00</tr>" * 600 + "</table>"
    with pytest.raises(TooLarge):
        read(tmp_path, rows, max_table_cells=1000)
    with pytest.raises(TooLarge, match="字节"):
        read(tmp_path, rows, max_part_bytes=1000)
