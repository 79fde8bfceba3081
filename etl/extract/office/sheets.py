"""Excel files (.xlsx, .xls) → Document: the sheets that are shown, one after another, each cell as it is displayed."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import xlrd

from etl.errors import DamagedFile, EncryptedFile, TooLarge, UnreadableFile
from etl.extract.archive import Archive
from etl.extract.document import Document
from etl.extract.office.number_format import show
from etl.extract.office.xml import check_depth, parse
from etl.extract.rows import Printed, cell_text, numbered, running, trim_rows
from etl.extract.source import Source
from etl.settings import Settings

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_CELL: Final = re.compile(rb"<(?:\w+:)?c[ >]")
# a formula whose result was not saved, in a cell that is no text
_NO_RESULT: Final = re.compile(rb"<c\b(?P<attributes>[^>]*)>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_MAX_COLUMNS: Final = 500
_XML_SUFFIXES: Final = (".xml", ".rels", ".vml")
_WIDE: Final = 0.8  # of the used columns: a cell merged so wide is a title or a note
Rows = list[list[str]]
Wide = list[bool]


def read_xlsx(archive: Archive) -> Document:
    """Read an .xlsx file. Raises UnreadableFile subclasses for what is broken, beyond the limits, or not calculated."""
    source = archive.source
    _check_parts(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), data_only=True, keep_links=False)
        sheets = [
            (sheet.title, _xlsx_rows(sheet) if sheet.sheet_state == "visible" else None)
            for sheet in book.worksheets  # charts are no tables
        ]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # the library raises whatever a broken part leads it to
        raise _damaged(source, error) from error
    return _document(source, "xlsx", sheets)


def _check_parts(archive: Archive) -> None:
    """Refuse entities, depth, too many cells and formulas without results before the library builds anything."""
    cells = 0
    for name in archive.names:
        if not name.endswith(_XML_SUFFIXES):
            continue
        data = archive.read_xml(name)
        if "/worksheets/" not in name:
            check_depth(parse(archive, name), archive.source.place, archive.settings)
            continue
        cells += len(_CELL.findall(data))
        if cells > archive.settings.max_table_cells:
            raise _too_many(archive.source, cells, archive.settings)
        for match in _NO_RESULT.finditer(data):
            if b't="str"' not in match["attributes"]:
                where = re.search(rb'r="([A-Z]+\d+)"', match["attributes"])
                cell = where.group(1).decode("ascii") if where else name
                raise DamagedFile(
                    f"单元格 {cell} 的公式没有保存结果",
                    expected="保存了计算结果的工作簿",
                    place=archive.source.place,
                    remedy="用 Excel 或 WPS 打开并保存后重新装载",
                )


def _xlsx_rows(sheet: Worksheet) -> tuple[Rows, Wide]:
    """The shown rows of a sheet, and which begin with a cell as wide as the table; hidden rows and columns are not printed."""
    hidden = set(_hidden_columns(sheet))
    filled: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet._cells.items():  # iterating by rows would walk a sheet of a million empty ones
        text = _xlsx_text(cell)
        if text and column not in hidden and not (row in sheet.row_dimensions and sheet.row_dimensions[row].hidden):
            filled.setdefault(row, {})[column] = text
    columns = sorted({column for cells in filled.values() for column in cells})
    if not columns:
        return [], []
    shown = columns  # a cell somewhere at the far edge must not make every row as wide
    if columns[-1] < _MAX_COLUMNS:
        shown = [column for column in range(columns[0], columns[-1] + 1) if column not in hidden]
    wide = {area.min_row for area in sheet.merged_cells.ranges if area.size["columns"] >= max(2, _WIDE * len(shown))}
    order = sorted(filled)
    return [[filled[row].get(column, "") for column in shown] for row in order], [row in wide for row in order]


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min or 0, min((dimension.max or 0) + 1, 16385))


def _xlsx_text(cell: Cell | MergedCell) -> str:
    return _shown(cell.value, str(cell.number_format or ""))


def _shown(value: Any, code: str) -> str:
    """A cell's value as displayed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show(Decimal(repr(value)), code)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return cell_text(str(value).splitlines())


def read_xls(source: Source, settings: Settings) -> Document:
    """Read an .xls file (Excel 97 to 2003). Raises EncryptedFile, TooLarge or DamagedFile."""
    try:
        book = xlrd.open_workbook(
            file_contents=source.data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
        sheets: list[tuple[str, tuple[Rows, Wide] | None]] = []
        cells = 0
        for index, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(index)
            cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
            if cells > settings.max_table_cells:
                raise _too_many(source, cells, settings)
            sheets.append((name, _xls_rows(book, sheet) if sheet.visibility == 0 else None))
            book.unload_sheet(index)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # as above
        if "encrypted" in str(error).lower():
            raise EncryptedFile(
                "Excel 文件已加密", expected="未加密的文件", place=source.place, remedy="取消密码后另存"
            ) from error
        raise _damaged(source, error) from error
    return _document(source, "xls", sheets)


def _xls_rows(book: Any, sheet: Any) -> tuple[Rows, Wide]:
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    columns = max((sheet.row_len(row) for row in range(sheet.nrows)), default=0) - len(hidden_columns)
    merged = {first for first, _, left, right in sheet.merged_cells if right - left >= max(2, _WIDE * columns)}
    out: Rows = []
    wide: Wide = []
    for row in range(sheet.nrows):
        if row not in hidden_rows:
            cells = enumerate(sheet.row(row))
            out.append([_xls_text(book, cell) for column, cell in cells if column not in hidden_columns])
            wide.append(row in merged)
    return out, wide


def _xls_text(book: Any, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return show(Decimal(repr(cell.value)), code)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _shown(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return cell_text(str(cell.value).splitlines())


def _document(source: Source, media: str, sheets: Sequence[tuple[str, tuple[Rows, Wide] | None]]) -> Document:
    printed: list[Printed] = []
    notes: list[str] = []
    for name, shown in sheets:
        if shown is None:
            notes.append(f"隐藏的工作表“{name}”未读")
            continue
        lines = trim_rows(*shown)
        if lines and not _has_title(lines) and "表" in name:
            printed.append(running(name))
        printed.extend(lines)
    return source.document(media, numbered(printed), notes=notes)


def _has_title(lines: Sequence[Printed]) -> bool:
    """True where a sheet prints its own title above the first row of the table."""
    for line in lines:
        if line.cells:
            return False
        if "表" in line.text:
            return True
    return True


def _too_many(source: Source, cells: int, settings: Settings) -> TooLarge:
    return TooLarge(
        f"工作表有 {cells} 个单元格",
        expected=f"至多 {settings.max_table_cells} 个",
        place=source.place,
        remedy="拆分文件或调高 JUESUAN_MAX_TABLE_CELLS",
    )


def _damaged(source: Source, error: Exception) -> DamagedFile:
    return DamagedFile(
        f"Excel 文件损坏（{type(error).__name__}）", expected="完整的工作簿", place=source.place, remedy="重新下载或另存后装载"
    )
