"""Numbers from pictures: an error on them says where they come from, and a hardly legible one never makes an error."""

from __future__ import annotations

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.reader import read_document
from etl.reconcile import reconcile
from etl.vocabulary import Method

TEXT = """海东市档案局2023年度部门决算
收入支出决算总表
部门：海东市档案局 单位：万元
项目\t行次\t决算数\t项目\t行次\t决算数
一、一般公共预算财政拨款收入\t1\t1272.49\t一、教育支出\t31\t272.40
二、其他收入\t2\t8.05\t二、卫生健康支出\t32\t1008.14
本年收入合计\t3\t1380.54\t本年支出合计\t33\t1280.54
总计\t4\t1380.54\t总计\t34\t1280.54
"""


def checked(doubtful=(), recognised=True):
    """The report on the text, as read from a picture in which some numbers are hardly legible."""
    lines = [
        line._replace(page=1, recognised=recognised, doubtful=tuple(number for number in doubtful if number in line.text))
        for line in split_lines(TEXT)
    ]
    document = Document("scan", "0" * 64, "pdf", tuple(lines))
    return reconcile(read_document(document), document)


def failed(report):
    return [check for check in report.checks if check.status == "failed" and "1380.54" in check.stated + check.recomputed]


def test_an_error_on_legible_numbers_of_a_picture_says_that_they_were_recognised():
    printed, report = failed(checked(recognised=False)), failed(checked())
    assert [check.severity for check in report] == [check.severity for check in printed]
    assert "error" in {check.severity for check in report}
    assert all("由图片识别" in check.message for check in report)
    assert not any("图片" in check.message for check in printed)


def test_a_hardly_legible_number_never_makes_an_error():
    report = checked(doubtful=["1380.54"])
    assert failed(report)
    assert {check.severity for check in failed(report)} == {"notice"}
    assert all("由图片识别且把握不大" in check.message for check in failed(report))
    methods = {row.raw: row.method for row in report.observations}
    assert (methods["1380.54"], methods["1272.49"]) == (Method.OCR_DOUBTFUL, Method.OCR)
    assert [(note.code, note.line) for note in report.notes if note.code == "ocr_doubtful"] == [
        ("ocr_doubtful", 7),
        ("ocr_doubtful", 8),
    ]


def test_a_doubtful_part_makes_the_check_of_its_total_a_notice():
    sums = [check for check in failed(checked(doubtful=["8.05"])) if "8.05" in check.recomputed]
    assert sums
    assert {check.severity for check in sums} == {"notice"}


def test_the_marks_of_a_stored_report_serve_as_well_as_the_text():
    report = checked(doubtful=["1380.54"])
    again = reconcile(report)
    assert {check.severity for check in failed(again)} == {"notice"}
