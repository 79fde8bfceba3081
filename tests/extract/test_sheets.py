"""Workbooks: cells as they are displayed, hidden parts left out, formulas by the results that were saved."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_excel import compound, workbook
from published import as_xlsx, unzipped, zipped

from etl.errors import DamagedFile, EncryptedFile, MacroFile, TooLarge, UnsafeMarkup, UnsupportedFormat
from etl.extract import read_file
from etl.extract.office.number_format import show
from etl.settings import Settings


def save(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(tmp_path, data, **settings):
    file = tmp_path / "report.xlsx"
    file.write_bytes(data if isinstance(data, bytes) else save(data))
    return read_file(file, Settings(**settings))


def printed(document):
    return [line.cells or line.text for line in document.lines]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1272.49", "General", "1272.49"),
        ("1272", "General", "1272"),
        ("0.1", "General", "0.1"),
        ("1272.4899999999998", "General", "1272.49"),
        ("1272.4899999999998", "0.00", "1272.49"),
        ("12724900", "#,##0.00", "12,724,900.00"),
        ("0", "#,##0.00", "0.00"),
        ("0.005", "0.00", "0.01"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00;[Red]#,##0.00", "-1,234.50"),
        ("-0.001", "0.00", "0.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("12.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        ("0", "0.00;-0.00;;@", ""),
        ("0.8794", "0.00%", "87.94%"),
        ("0.8794", "0%", "88%"),
        ("127248", '0!.0,"万"', "12.7万"),
        ("12724900", "#,##0,", "12,725"),
        ("5", "00", "05"),
        ("20805", "0000000", "0020805"),
        ("12.5", "#.##", "12.5"),
        ("12", "0.##", "12"),
        ("1234.5", '"￥"#,##0.00', "￥1,234.50"),
        ("1234.5", "[$￥-804]#,##0.00", "￥1,234.50"),
        ("3", '0"个"', "3个"),
        ("3.5", "@", "3.5"),
        ("1234567.891", "G/通用格式", "1234567.891"),
    ],
)
def test_numbers_are_shown_as_their_format_prints_them(value, code, shown):
    assert show(Decimal(value), code) == shown


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["0.00", "#,##0.00", "General"]))
def test_an_amount_shown_with_two_decimals_is_the_same_amount(value, code):
    shown = Decimal(show(value, code).replace(",", ""))
    assert shown == value or (code == "General" and abs(shown - value) < Decimal("0.01") * max(1, abs(value) // 10**8))


def test_one_sheet_a_table_and_hidden_parts_left_out(tmp_path):
    book = openpyxl.Workbook()
    first = book.active
    first.title = "收入决算表"
    first.append(["项目", "合计"])
    first.append(["本年收入", 12.5])
    first.append(["隐藏", 99])
    first.row_dimensions[3].hidden = True
    first.column_dimensions["C"].hidden = True
    first["C2"] = "77.00"
    second = book.create_sheet("Sheet2")
    second.append(["支出决算表"])
    second.append(["", "", "单位：万元"])
    second.append(["本年支出", "", 3])
    second.append(["基本支出", "", 1])
    secret = book.create_sheet("代码")
    secret.sheet_state = "hidden"
    secret["A1"] = "55.00"
    document = read(tmp_path, book)
    assert printed(document) == [
        "收入决算表", ("项目", "合计"), ("本年收入", "12.5"),
        "支出决算表", "单位：万元", ("本年支出", "", "3"), ("基本支出", "", "1"),
    ]  # fmt: skip
    assert document.notes == ("隐藏的工作表“代码”未读",)


def test_titles_between_tables_on_one_sheet_are_running_text(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for title in ("收入决算表", "支出决算表"):
        sheet.append([None, title])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=2, end_column=4)
        sheet.append([None, "合计", None, 1.5])
        sheet.append([None, "其中"])
        sheet.append([None, None, "项目", 2])
    rows = [("合计", "", "1.5"), ("其中", "", ""), ("", "项目", "2")]
    assert printed(read(tmp_path, book)) == ["收入决算表", *rows, "支出决算表", *rows]


def test_formulas_give_the_result_that_was_saved(tmp_path):
    data = as_xlsx()
    members = unzipped(data)
    sheet = members["xl/worksheets/sheet1.xml"]
    assert b"<v>272.49</v>" in sheet
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v>272.49</v>", b"<f>E6-F6</f><v>272.49</v>", 1)
    assert printed(read(tmp_path, zipped(members))) == printed(read(tmp_path, data))


def test_formulas_without_a_saved_result_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["合计", "=1+2"])
    book.active.append(["其中", "1.00"])
    with pytest.raises(DamagedFile, match="B1 的公式没有保存结果"):
        read(tmp_path, book)


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["合计", 1])
    book.active.append(["其中", 2])
    book.active["XFD1048576"] = "角"
    assert [line.text.split() for line in read(tmp_path, book).lines][:2] == [["合计", "1"], ["其中", "2"]]


def test_too_many_cells_are_refused_before_the_workbook_is_built(tmp_path):
    book = openpyxl.Workbook()
    for _ in range(50):
        book.active.append(list(range(10)))
    with pytest.raises(TooLarge, match="500 个单元格"):
        read(tmp_path, book, max_table_cells=499)


def test_entities_in_any_part_are_refused(tmp_path):
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        members = unzipped(as_xlsx())
        members[part] = b'<!DOCTYPE x [<!ENTITY a "1">]>' + members[part]
        with pytest.raises(UnsafeMarkup, match="实体"):
            read(tmp_path, zipped(members))


def test_macro_and_binary_workbooks_are_refused(tmp_path):
    with pytest.raises(MacroFile):
        read(tmp_path, zipped({**unzipped(as_xlsx()), "xl/vbaProject.bin": b"\xd0\xcf"}))
    with pytest.raises(UnsupportedFormat, match="xlsb"):
        read(tmp_path, zipped({**unzipped(as_xlsx()), "xl/workbook.bin": b"\x83\x01"}))


def test_broken_parts_are_damaged(tmp_path):
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        members = unzipped(as_xlsx())
        members[part] = members[part][: len(members[part]) // 2]
        with pytest.raises(DamagedFile):
            read(tmp_path, zipped(members))


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (("EncryptedPackage",), EncryptedFile),
        (("WordDocument",), UnsupportedFormat),
        (("WordDocument", "_VBA_PROJECT"), MacroFile),
        (("Workbook", "_VBA_PROJECT_CUR"), MacroFile),
        (("Workbook",), DamagedFile),
        (("Contents",), DamagedFile),
    ],
)
def test_old_office_files_are_told_by_their_directory(tmp_path, names, error):
    data = compound(names[0], b"\0" * 100) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names[1:])
    with pytest.raises(error):
        read(tmp_path, data)


def test_old_workbooks_leave_hidden_parts_out_and_show_their_formats(tmp_path):
    rows = [["项目", "合计", "备查"], ["收入", 1272.4899999999998, 5.0], ["藏", 1.0, 2.0], ["支出", -3.0, 6.0]]
    data = workbook({"支出决算表": rows, "库": [["x"]]}, hidden=["库"], hidden_rows=[2], hidden_columns=[2])
    document = read(tmp_path, data)
    assert printed(document) == ["支出决算表", ("项目", "合计"), ("收入", "1,272.49"), ("支出", "-3.00")]
    assert document.notes == ("隐藏的工作表“库”未读",)


def test_too_many_cells_of_an_old_workbook_are_refused(tmp_path):
    with pytest.raises(TooLarge):
        read(tmp_path, workbook({"表": [[1.0] * 10] * 10}), max_table_cells=99)
