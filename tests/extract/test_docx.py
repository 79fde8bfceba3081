"""Word files: what the page shows is read, what it hides is not; tables keep their columns."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from published import unzipped, zipped

from etl.errors import DamagedFile, MacroFile, ScannedPages, TooLarge, UnsafeMarkup
from etl.extract import read_file
from etl.settings import Settings

W = nsdecls("w")


def save(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(tmp_path, document, **settings):
    file = tmp_path / "report.docx"
    file.write_bytes(document if isinstance(document, bytes) else save(document))
    return read_file(file, Settings(**settings))


def body(tmp_path, xml):
    """The lines of a document with this XML as its body."""
    document = docx.Document()
    element = document.element.body
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        element.append(child)
    return [line.cells or line.text for line in read(tmp_path, document).lines]


def p(text, properties="", run=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def tc(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows, widths=()):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def test_deleted_hidden_and_field_text_is_not_printed(tmp_path):
    xml = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>9.99</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1.00</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>8.88</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>万元</w:t></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r></w:p>'
    )
    assert body(tmp_path, xml) == ["支出1.00万元"]


def test_controls_links_and_line_breaks_are_read(tmp_path):
    xml = (
        "<w:sdt><w:sdtContent>" + p("一、收入") + "</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t><w:br/><w:t>下一行</w:t><w:tab/><w:t>后</w:t></w:r></w:hyperlink></w:p>"
    )
    assert body(tmp_path, xml) == ["一、收入", "链接", "下一行 后"]


def test_a_text_box_is_read_once(tmp_path):
    box = f"<w:txbxContent {W}>" + p("框内文字") + "</w:txbxContent>"
    xml = (
        '<w:p><w:r><w:t>外</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert body(tmp_path, xml) == ["外", "框内文字"]


def test_automatic_numbers_are_printed_before_their_paragraphs(tmp_path):
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate((("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")))
    )
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="5">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="3"><w:abstractNumId w:val="5"/></w:num>'))
    for text, level in (("收入", 0), ("支出", 0), ("基本支出", 1), ("项目支出", 1), ("其一", 2), ("结转", 0), ("明细", 1)):
        paragraph = document.add_paragraph(text)
        properties = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(properties))
    assert [line.text for line in read(tmp_path, document).lines] == [
        "一、收入", "二、支出", "（一）基本支出", "（二）项目支出", "1.其一", "三、结转", "（一）明细",
    ]  # fmt: skip


def test_cells_that_are_merged_downwards_and_across_leave_empty_cells(tmp_path):
    across = '<w:gridSpan w:val="2"/>'
    xml = tbl(
        tr(tc("项目", across), tc("合计", "<w:vMerge w:val='restart'/>")),
        tr(tc("编码"), tc("名称"), tc("", "<w:vMerge/>")),
        tr(tc("208"), tc("社会保障支出"), tc("1.00")),
        widths=(800, 2000, 1500),
    )
    assert body(tmp_path, xml) == [("项目", "", "合计"), ("编码", "名称", ""), ("208", "社会保障支出", "1.00")]


def test_edges_drawn_a_little_askew_make_no_columns(tmp_path):
    xml = tbl(
        tr(tc("项目"), tc("决算数", '<w:gridSpan w:val="2"/>')),
        tr(tc("出国费", '<w:gridSpan w:val="2"/>'), tc("1.00")),
        widths=(2000, 40, 1500),
    )
    assert body(tmp_path, xml) == [("项目", "决算数"), ("出国费", "1.00")]


def test_columns_left_out_at_the_side_of_a_row_are_empty(tmp_path):
    xml = tbl(
        tr(tc("a"), tc("b"), tc("1.00")),
        tr(tc("c"), tc("2.00"), properties='<w:gridBefore w:val="1"/>'),
        tr(tc("d"), tc("e"), properties='<w:gridAfter w:val="1"/>'),
        tr(tc("x"), tc("y"), tc("9.00"), properties="<w:hidden/>"),
        widths=(1000, 1000, 1000),
    )
    assert body(tmp_path, xml) == [("a", "b", "1.00"), ("", "c", "2.00"), ("d", "e", "")]


def test_a_cell_of_several_paragraphs_is_one_text(tmp_path):
    cell = "<w:tc><w:tcPr/>" + p("机关事业单位 基本养老") + p("保险缴费") + "</w:tc>"
    number = "<w:tc><w:tcPr/>" + p("12,345,") + p("678.90") + "</w:tc>"
    assert body(tmp_path, tbl(tr(cell, number))) == [("机关事业单位基本养老保险缴费", "12,345,678.90")]


def test_a_table_inside_a_cell_follows_its_row(tmp_path):
    inner = tbl(tr(tc("指标"), tc("90")), tr(tc("得分"), tc("10")))
    xml = tbl(tr(tc("绩效"), f"<w:tc><w:tcPr/>{p('见下')}{inner}{p('')}</w:tc>"))
    assert body(tmp_path, xml) == [("绩效", "见下"), ("指标", "90"), ("得分", "10")]


def test_a_file_of_pictures_only_is_a_scan(tmp_path):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    document = docx.Document()
    for _ in range(3):
        out.seek(0)
        document.add_picture(out)
    with pytest.raises(ScannedPages, match="3 幅"):
        read(tmp_path, document)


def changed(part, old, new):
    document = docx.Document()
    document.add_paragraph("本年收入合计1,272.49万元")
    members = unzipped(save(document))
    assert old in members[part]
    return zipped({**members, part: members[part].replace(old, new)}, zipfile.ZIP_STORED)


def test_macros_are_refused(tmp_path):
    data = changed("[Content_Types].xml", b"wordprocessingml.document.main", b"wordprocessingml.document.macroEnabled.main")
    with pytest.raises(MacroFile):
        read(tmp_path, data)
    document = docx.Document()
    document.add_paragraph("x")
    with pytest.raises(MacroFile):
        read(tmp_path, zipped({**unzipped(save(document)), "word/vbaProject.bin": b"\xd0\xcf"}))


def test_entities_are_refused_before_they_are_expanded(tmp_path):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = changed("word/document.xml", b"<w:document ", laughs + b"<w:document ")
    with pytest.raises(UnsafeMarkup, match="实体"):
        read(tmp_path, data)


def test_deep_nesting_is_refused(tmp_path):
    deep = b"<w:sdt><w:sdtContent>" * 900 + b"</w:sdtContent></w:sdt>" * 900
    with pytest.raises(UnsafeMarkup, match="200 层"):
        read(tmp_path, changed("word/document.xml", b"<w:body>", b"<w:body>" + deep))
    deeper = b"<w:sdt>" * 300_000 + b"</w:sdt>" * 300_000
    with pytest.raises((UnsafeMarkup, DamagedFile)):
        read(tmp_path, changed("word/document.xml", b"<w:body>", b"<w:body>" + deeper))


def test_a_part_cut_off_is_damaged(tmp_path):
    with pytest.raises(DamagedFile):
        read(tmp_path, changed("word/document.xml", b"</w:body>", b""))


def test_a_huge_table_is_refused(tmp_path):
    rows = (b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 10 + b"</w:tr>") * 200
    data = changed("word/document.xml", b"<w:body>", b"<w:body><w:tbl>" + rows + b"</w:tbl>")
    with pytest.raises(TooLarge, match="2000 个单元格"):
        read(tmp_path, data, max_table_cells=1999)
    with pytest.raises(TooLarge, match="字节"):
        read(tmp_path, data, max_part_bytes=1000)


def test_spans_beyond_all_bounds_do_not_blow_up(tmp_path):
    xml = tbl(tr(tc("a", '<w:gridSpan w:val="2000000000"/>'), tc("1.00")), tr(tc("b"), tc("2.00")), widths=(900, 900))
    rows = body(tmp_path, xml)
    assert rows[-1][:2] == ("b", "2.00") and len(rows[0]) < 3000
