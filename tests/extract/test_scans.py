"""Pages that are pictures are recognised and read like printed ones, and say so; where that fails the whole file is refused."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from published import MERGED, NOTE, ROWS, TITLE, UNIT, Paper
from scanning import has_chinese_font, scanned

from etl.errors import ScannedPages, TooLarge
from etl.extract.pdf import read_pdf
from etl.extract.source import Source
from etl.pipeline import read_report
from etl.settings import PROJECT_ROOT, Settings
from etl.vocabulary import Method
from etl.workers import read_all

pytestmark = pytest.mark.skipif(not has_chinese_font(), reason="this machine has no Chinese font to draw scans with")

HEAD = ("海东市档案局", "2023年度部门决算")
SUMMARY = (
    ("项目", "行次", "决算数", "项目", "行次", "决算数"),
    ("一、一般公共预算财政拨款收入", "1", "1,272.49", "一、教育支出", "31", "272.40"),
    ("二、其他收入", "2", "8.05", "二、卫生健康支出", "32", "1,008.14"),
    ("本年收入合计", "3", "1,280.54", "本年支出合计", "33", "1,280.54"),
    ("总计", "4", "1,280.54", "总计", "34", "1,280.54"),
)
PROSE = (
    "第三部分 2023年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "海东市档案局2023年度收入总计1280.54万元，支出总计1280.54万元。与上年相比，收、支总",
    "计各增加66.39万元，增长5.47%。主要原因是项目增加。",
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Recognition fetches nothing: the model comes inside its package."""

    connect = socket.socket.connect

    def refuse(self, address):
        assert self.family == socket.AF_UNIX, "a connection was opened"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(data, **settings):
    return read_pdf(Source("report", "report.pdf", data), Settings(**settings))


def shown(document):
    return [line.cells or "".join(line.text.split()) for line in document.lines]


def table_page():
    paper = Paper()
    paper.text(250, 60, TITLE, 14)
    paper.text(460, 84, UNIT)
    xs = (50, 80, 105, 130, 330, 400, 470, 545)
    paper.grid(xs, (100, 124, 148, 172, 196, 230, 264), ROWS, MERGED)
    paper.text(50, 280, NOTE)
    return paper.done()


def report_pages():
    """A report of two pages: the cover with the narrative, a table."""
    paper = Paper()
    for at, text in enumerate((*HEAD, *PROSE)):
        paper.text(60, 60 + 24 * at, text, 11)
    paper.next_page()
    paper.text(220, 50, "收入支出决算总表", 14)
    paper.text(60, 80, "部门：海东市档案局")
    paper.text(440, 80, UNIT)
    paper.grid((50, 220, 255, 325, 460, 495, 560), tuple(100 + 20 * at for at in range(6)), SUMMARY)
    return paper.done()


@pytest.fixture(scope="module")
def report_file(tmp_path_factory):
    """A file of a PDF, by its name."""
    folder = tmp_path_factory.mktemp("scans")

    def write(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    "worn",
    [{"skew": 1.2, "noise": 6}, {"quarters": 1, "skew": -0.6}, {"quarters": 2}],
    ids=["askew", "on its side", "upside down"],
)
def test_a_scanned_table_reads_like_the_printed_one(worn):
    printed, found = read(table_page()), read(scanned(table_page(), **worn))
    assert shown(found) == shown(printed)
    assert all(line.recognised for line in found.lines) and not any(line.recognised for line in printed.lines)
    assert found.notes[0].startswith("第1页是图片")


def test_a_scanned_report_has_the_numbers_of_the_printed_one_marked_as_recognised(report_file):
    """Read in a process of its own, under its limits of memory and time."""
    printed = read_report(report_file("printed.pdf", report_pages()))
    (outcome,) = read_all([report_file("scanned.pdf", scanned(report_pages()))], Settings(workers=1))
    assert outcome.report is not None, outcome.error
    assert {row.method for row in printed.observations} == {Method.READ}
    assert {row.method for row in outcome.report.observations} == {Method.OCR}
    as_read = {"method": Method.READ}
    assert [row.model_copy(update=as_read) for row in outcome.report.observations] == list(printed.observations)
    assert any(note.text.startswith("第1-2页是图片") for note in outcome.report.notes)


def test_a_report_of_which_some_pages_are_pictures_is_read_whole(report_file):
    report = read_report(report_file("mixed.pdf", scanned(report_pages(), only=(2,))))
    assert {(row.page, row.method.value) for row in report.observations} == {(1, "read"), (2, "ocr")}
    assert len(report.observations) == len(read_report(report_file("printed.pdf", report_pages())).observations)


@pytest.mark.parametrize("worn", [{"blur": 5.0}, {"dpi": 75, "noise": 45}], ids=["blurred", "noisy"])
def test_an_illegible_page_refuses_the_whole_file_and_is_named(worn):
    with pytest.raises(ScannedPages, match="第2页是图片，识别不出可信的文字"):
        read(scanned(report_pages(), only=(2,), **worn))


def test_a_page_that_shows_no_text_refuses_the_file():
    paper = Paper()
    for at in range(40):
        paper.canvas.circle(60 + 12 * at, 300 + 7 * (at % 9), 5, fill=at % 2)
    with pytest.raises(ScannedPages, match="第1页"):
        read(scanned(paper.done()))


def test_a_blank_sheet_among_scans_is_no_page():
    paper = Paper()
    paper.next_page()
    paper.text(60, 100, "第二页的文字，共计12.50万元。", 12)
    document = read(scanned(paper.done(), noise=4))
    assert [(line.page, line.text) for line in document.lines] == [(2, "第二页的文字，共计12.50万元。")]


def test_without_the_package_the_file_is_refused_with_the_remedy(monkeypatch):
    for name in ("model", "page"):
        monkeypatch.delitem(sys.modules, f"etl.extract.ocr.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ScannedPages, match=r"第1-2页.*未安装文字识别组件（rapidocr）.*juesuan\[ocr\]"):
        read(scanned(report_pages()))


def test_without_the_models_in_the_package_nothing_is_fetched(monkeypatch):
    from etl.extract.ocr import model

    monkeypatch.setattr(model, "_DETECTION", "absent.onnx")
    model.model.cache_clear()
    with pytest.raises(ScannedPages, match=r"第1-2页.*缺少模型（absent\.onnx）"):
        read(scanned(report_pages()))


def test_recognition_can_be_turned_off():
    with pytest.raises(ScannedPages, match=r"第1-2页.*文字识别已关闭.*JUESUAN_OCR=1"):
        read(scanned(report_pages()), ocr=False)


def test_more_pictures_than_allowed_refuse_the_file():
    with pytest.raises(TooLarge, match="JUESUAN_OCR_MAX_PAGES"):
        read(scanned(report_pages()), ocr_max_pages=1)


def test_a_pdf_with_text_does_not_pay_for_recognition(report_file):
    code = (
        "import sys; from pathlib import Path; from etl.pipeline import read_report;"
        " read_report(Path(sys.argv[1])); print({'cv2', 'onnxruntime', 'rapidocr'} & set(sys.modules))"
    )
    path = report_file("printed.pdf", report_pages())
    run = subprocess.run([sys.executable, "-c", code, path], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
