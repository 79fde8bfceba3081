"""Prints the lines of any report as PDF, Word, Excel or a web page, with the generator's printers, to be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from etl.extract.document import Line
from etl.generate.blocks import Block, Paragraph, Table
from etl.generate.printers import Format, print_as
from etl.generate.printers.page_style import PageStyle
from etl.generate.style import Style

_PAGE = PageStyle(width=842, height=1600, margin=120, table_size=7, body_size=9)


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Lines of text, and rows of one width that follow each other as a table."""
    shown = [line for line in lines if not line.blank]
    for width, group in groupby(shown, key=lambda line: len(line.cells)):
        if width:
            yield Table((), (), tuple(tuple(" ".join(cell.split()) for cell in line.cells) for line in group))
        else:
            yield from (Paragraph((" ".join(line.text.split()),)) for line in group)


def printed(kind: Format, lines: Iterable[Line]) -> bytes:
    """The lines as a file: tables with lines and wrapped text, on high pages where the format has pages."""
    return print_as(kind, list(_blocks(lines)), Style(seed=""), _PAGE).data
