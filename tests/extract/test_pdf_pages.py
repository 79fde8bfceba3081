"""Pages of a PDF: what is not the report's own text is dropped, what cannot be read refuses the file and names its pages."""

from __future__ import annotations

import io

import pytest
from published import Paper
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from etl.errors import DamagedFile, EmptyFile, EncryptedFile, ScannedPages, TooLarge, UndecodableText
from etl.extract.pdf import read_pdf
from etl.extract.rows import clean
from etl.extract.source import Source
from etl.settings import Settings

PROSE = "本年收入合计一千二百七十二万元，其中财政拨款收入一千万元。"


def read(data, **settings):
    return read_pdf(Source("report", "report.pdf", data), Settings(**settings))


def picture():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 80), (200, 180, 160)).save(out, "PNG")
    out.seek(0)
    return ImageReader(out)


def pages(count, draw):
    paper = Paper()
    for number in range(1, count + 1):
        draw(paper, number)
        paper.next_page()
    return paper.done()


def test_running_heads_and_page_numbers_are_dropped():
    def draw(paper, number):
        paper.text(200, 30, "某某局部门决算公开")
        paper.text(60, 100, f"第{'一二三四'[number - 1]}段{PROSE}")
        paper.text(290, 800, f"- {number + 2} -")

    document = read(pages(4, draw))
    assert [line.text for line in document.lines] == [f"第{n}段{PROSE}" for n in "一二三四"]
    assert document.notes == ("已去掉页眉页脚和页码8行",)


@pytest.mark.parametrize("form", ["{}", "—{}—", "第{}页", "第{}页 共4页", "{}/4"])
def test_page_numbers_are_known_in_every_form(form):
    def draw(paper, number):
        paper.text(60, 100, PROSE)
        paper.text(290, 800, form.format(number))

    assert [line.text for line in read(pages(4, draw)).lines] == [PROSE] * 4


def test_titles_and_unit_lines_that_every_page_repeats_stay():
    def draw(paper, number):
        paper.text(200, 30, "收入决算表")
        paper.text(400, 50, "单位：万元")
        paper.text(60, 300, PROSE)

    assert [line.text for line in read(pages(4, draw)).lines[:2]] == ["收入决算表", "单位：万元"]


def test_a_lone_number_that_is_no_page_number_stays():
    def draw(paper, number):
        paper.text(60, 100, PROSE)
        paper.text(60, 800, str((7, 1, 12)[number - 1]))

    assert [line.text for line in read(pages(3, draw)).lines[1::2]] == ["7", "1", "12"]


def test_bold_print_made_by_printing_twice_is_read_once():
    paper = Paper()
    for shift in (0, 0.3, 0.5):
        paper.text(60 + shift, 100, "一、收入11.22万元")
    assert [line.text for line in read(paper.done()).lines] == ["一、收入11.22万元"]


def test_radicals_that_fonts_stand_for_characters_are_those_characters():
    paper = Paper()
    paper.text(60, 100, "⼀、⼯资⽀出，⻋辆，部⻔")
    assert [line.text for line in read(paper.done()).lines] == ["一、工资支出，车辆，部门"]


def test_radicals_are_the_characters_that_the_mainland_prints():
    assert clean("⼾主、⾭苗、⿈土") == "户主、青苗、黄土"


def test_a_watermark_set_askew_is_left_out_and_noted():
    paper = Paper()
    paper.text(60, 100, PROSE)
    paper.canvas.rotate(45)
    paper.canvas.drawString(300, 300, "内部资料123")
    document = read(paper.done())
    assert [line.text for line in document.lines] == [PROSE]
    assert "水印" in document.notes[0]


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_whose_content_is_turned_reads_as_it_is_read(angle):
    paper = Paper()
    paper.canvas.translate(*((595, 0) if angle == 90 else (0, 842)))
    paper.canvas.rotate(90 if angle == 90 else -90)
    turned = Paper.__new__(Paper)
    turned.width, turned.height, turned.canvas = 842, 595, paper.canvas
    turned.text(200, 50, "支出决算表")
    turned.grid((60, 200, 300), (100, 120, 140), (("合计", "1.00"), ("其中", "12.50")))
    document = read(paper.done())
    assert [line.cells or line.text for line in document.lines] == ["支出决算表", ("合计", "1.00"), ("其中", "12.50")]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_it_is_shown(angle):
    paper = Paper() if angle == 180 else Paper(842, 595)
    paper.canvas.setPageRotation(angle)
    paper.canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[angle])
    paper.canvas.rotate({90: 90, 180: 180, 270: -90}[angle])
    paper.text(200, 50, "支出决算表")
    paper.grid((60, 200, 300), (100, 120, 140), (("合计", "1.00"), ("其中", "12.50")))
    document = read(paper.done())
    assert [line.cells or line.text for line in document.lines] == ["支出决算表", ("合计", "1.00"), ("其中", "12.50")]


def test_only_the_shown_part_of_a_page_is_read():
    paper = Paper(595, 842)
    paper.canvas.setCropBox((100, 100, 500, 700))
    paper.text(20, 300, "页外文字")
    paper.text(120, 200, "页内文字")
    paper.text(450, 720, "1.00")
    paper.grid((120, 300, 480), (300, 320, 340), (("合计", "1.00"), ("其中", "12.50")))
    document = read(paper.done())
    assert [line.cells or line.text for line in document.lines] == ["页内文字", ("合计", "1.00"), ("其中", "12.50"), "1.00"]


def test_text_and_rules_drawn_through_a_form_are_read():
    paper = Paper()
    paper.canvas.beginForm("stamp")
    paper.text(60, 50, "支出决算表")
    paper.grid((60, 200, 300), (100, 120, 140), (("合计", "1.00"), ("其中", "12.50")))
    paper.canvas.endForm()
    paper.canvas.translate(30, -40)
    paper.canvas.doForm("stamp")
    document = read(paper.done())
    assert [line.cells or line.text for line in document.lines] == ["支出决算表", ("合计", "1.00"), ("其中", "12.50")]


def test_a_drawing_of_a_million_crossings_is_no_table():
    paper = Paper()
    paper.text(60, 100, PROSE)
    for i in range(180):
        paper.line(10, 120 + 3.9 * i, 580, 120 + 3.9 * i)
        paper.line(10 + 3.1 * i, 120, 10 + 3.1 * i, 830)
    paper.text(60, 400, "1.00")
    document = read(paper.done())
    assert "1.00" in [line.text for line in document.lines] or any("1.00" in line.cells for line in document.lines)


def test_forms_that_repeat_forms_without_end_are_refused():
    paper = Paper()
    for level in range(9):
        paper.canvas.beginForm(f"f{level}")
        for _ in range(10):
            if level:
                paper.canvas.doForm(f"f{level - 1}")
            else:
                paper.text(60, 50, "收入")
        paper.canvas.endForm()
    paper.canvas.doForm("f8")
    with pytest.raises(TooLarge, match="图形"):
        read(paper.done(), max_page_objects=20_000)


def test_pages_that_are_pictures_refuse_the_file_and_are_named_where_nothing_is_recognised():
    def draw(paper, number):
        if number in (2, 3, 4, 6):
            paper.canvas.drawImage(picture(), 0, 0, 595, 842)
        else:
            paper.text(60, 100, PROSE)

    with pytest.raises(ScannedPages, match="第2-4、6页"):
        read(pages(7, draw), ocr=False)


def test_a_table_pasted_as_a_picture_refuses_the_file():
    def draw(paper, number):
        paper.text(200, 60, "收入决算表")
        paper.text(290, 800, str(number))
        paper.canvas.drawImage(picture(), 60, 200, 480, 500)

    with pytest.raises(ScannedPages, match="第1页"):
        read(pages(1, draw), ocr=False)


def test_a_picture_beside_or_behind_text_is_noted():
    def draw(paper, number):
        paper.canvas.drawImage(picture(), 0, 0, 595, 842)
        paper.text(60, 100, PROSE)

    document = read(pages(1, draw))
    assert document.notes == ("第1页有图片（占页面100%），图中文字未读",)


def test_a_scan_with_a_layer_of_recognised_text_is_a_scan():
    paper = Paper()
    paper.canvas.drawImage(picture(), 0, 0, 595, 842)
    text = paper.canvas.beginText(60, 700)
    text.setFont("STSong-Light", 10)
    text.setTextRenderMode(3)
    text.textLine(PROSE)
    paper.canvas.drawText(text)
    with pytest.raises(ScannedPages, match="第1页"):
        read(paper.done(), ocr=False)


def test_a_blank_page_is_no_picture():
    paper = Paper()
    paper.text(60, 100, PROSE)
    paper.next_page()
    paper.next_page()
    paper.text(60, 100, PROSE)
    assert [line.page for line in read(paper.done()).lines] == [1, 3]


def test_a_file_of_blank_pages_is_empty():
    with pytest.raises(EmptyFile):
        read(pages(2, lambda paper, number: None))


def test_fonts_without_a_mapping_refuse_the_page():
    def draw(paper, number):
        paper.text(60, 100, PROSE)

    data = pages(1, draw).replace(b"UniGB-UCS2-H", b"UniXX-UCS2-H").replace(b"(GB1)", b"(XX1)")
    with pytest.raises((UndecodableText, EmptyFile)):
        read(data)


def test_a_file_with_a_password_is_refused():
    paper = Paper()
    paper.canvas._doc.encrypt = StandardEncryption("geheim")
    paper.text(60, 100, PROSE)
    with pytest.raises(EncryptedFile, match="密码"):
        read(paper.done())


def test_a_file_that_only_may_not_be_changed_is_read():
    paper = Paper()
    paper.canvas._doc.encrypt = StandardEncryption("", ownerPassword="geheim", canModify=0)
    paper.text(60, 100, PROSE)
    assert read(paper.done()).lines[0].text == PROSE


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.9])
def test_a_file_cut_off_is_damaged_or_read_whole(cut):
    data = pages(3, lambda paper, number: paper.text(60, 100, PROSE))
    with pytest.raises((DamagedFile, EmptyFile)):
        read(data[: int(len(data) * cut)])


def test_a_broken_page_is_never_half_a_report():
    data = pages(3, lambda paper, number: paper.text(60, 100, PROSE))
    with pytest.raises(DamagedFile):
        read(b"%PDF-1.7\n" + b"\x00garbage" * 100)
    with pytest.raises(DamagedFile):
        read(data.replace(b"/Kids [", b"/Kixs ["))


@pytest.mark.parametrize("broken", [b"/Type /Pxge", b"/Type /Pages"])
def test_a_page_missing_from_the_tree_is_never_half_a_report(broken):
    data = pages(3, lambda paper, number: paper.text(60, 100, PROSE))
    first, last = data.index(b"/Type /Page\n"), data.rindex(b"/Type /Page\n")
    assert first < last
    for at in (first, last):
        try:
            document = read(data[:at] + broken + b"\n" + data[at + len(b"/Type /Page\n") :])
        except (DamagedFile, EmptyFile):
            continue
        assert {line.page for line in document.lines} == {1, 2, 3}


def test_too_many_pages_are_refused_before_any_is_read():
    data = pages(30, lambda paper, number: paper.text(60, 100, PROSE))
    with pytest.raises(TooLarge, match="30 页"):
        read(data, max_pages=29)


@pytest.mark.parametrize("what", ["lines", "characters"])
def test_a_page_that_draws_too_much_is_refused(what):
    def draw(paper, number):
        for i in range(600):
            if what == "lines":
                paper.line(60, 100 + i, 300, 100 + i)
            else:
                paper.text(60, 100 + i, "收入")

    with pytest.raises(TooLarge, match="第1页"):
        read(pages(1, draw), max_page_objects=500)
