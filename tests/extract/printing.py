"""Prints the lines of any report as PDF, Word, Excel or a web page, to be read back."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

import docx
import openpyxl
from published import Paper
from reportlab.pdfbase.pdfmetrics import stringWidth

from etl.extract.document import Line

_SIZE = 7
_WIDTH, _HEIGHT = 842, 1600
_MARGIN = 120


def _blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of text, and rows of one width that follow each other as a table."""
    shown = [line for line in lines if not line.blank]
    return [list(group) for _, group in groupby(shown, key=lambda line: len(line.cells))]


def _wrap(text: str, width: float) -> list[str]:
    out, start = [], 0
    for end in range(1, len(text) + 1):
        if stringWidth(text[start:end], "STSong-Light", _SIZE) > width and end - start > 1:
            out.append(text[start : end - 1])
            start = end - 1
    return [*out, text[start:]]


def as_pdf(lines: Iterable[Line]) -> bytes:
    """Ruled tables and wrapped text on high pages; tables go on over pages without a header."""
    paper = Paper(_WIDTH, _HEIGHT)
    y = float(_MARGIN)
    for block in _blocks(lines):
        for row in block:
            y = _print_row(paper, row, y, block) if row.cells else _print_text(paper, row.text, y)
        y += 14
    return paper.done()


def _print_text(paper: Paper, text: str, y: float) -> float:
    for piece in _wrap(" ".join(text.split()), _WIDTH - 80):
        y = _room(paper, y, 12)
        paper.text(40, y, piece, _SIZE)
        y += 12
    return y


def _room(paper: Paper, y: float, height: float) -> float:
    if y + height <= _HEIGHT - _MARGIN:
        return y
    paper.next_page()
    return float(_MARGIN)


def _print_row(paper: Paper, row: Line, y: float, block: Sequence[Line]) -> float:
    weights = [max(4.0, *(min(len(line.cells[i]), 40) for line in block)) for i in range(len(row.cells))]
    unit = (_WIDTH - 80) / sum(weights)
    xs = [40.0]
    for weight in weights:
        xs.append(xs[-1] + weight * unit)
    wrapped = [_wrap(" ".join(cell.split()), xs[i + 1] - xs[i] - 4) for i, cell in enumerate(row.cells)]
    height = max(len(pieces) for pieces in wrapped) * (_SIZE + 2) + 6
    y = _room(paper, y, height)
    for i, pieces in enumerate(wrapped):
        for at, piece in enumerate(pieces):
            paper.text(xs[i] + 2, y + 2 + at * (_SIZE + 2), piece, _SIZE)
    for x in xs:
        paper.line(x, y, x, y + height)
    paper.line(xs[0], y, xs[-1], y)
    paper.line(xs[0], y + height, xs[-1], y + height)
    return y + height


def as_docx(lines: Iterable[Line]) -> bytes:
    """Paragraphs and tables."""
    document = docx.Document()
    for block in _blocks(lines):
        if not block[0].cells:
            for line in block:
                document.add_paragraph(line.text)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0].cells))
        for line, row in zip(block, table.rows, strict=True):
            for text, cell in zip(line.cells, row.cells, strict=True):
                cell.text = text
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(lines: Iterable[Line]) -> bytes:
    """A sheet for each run of text and each table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for block in _blocks(lines):
        sheet = book.create_sheet()
        for line in block:
            sheet.append([cell or None for cell in line.cells] or [line.text.strip()])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.value else cell.data_type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(lines: Iterable[Line]) -> bytes:
    """Paragraphs and tables."""
    out = ["<!DOCTYPE html><html><body>"]
    for block in _blocks(lines):
        if block[0].cells:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in line.cells) for line in block)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            out.extend(f"<p>{html.escape(line.text)}</p>" for line in block)
    return "\n".join([*out, "</body></html>"]).encode()
