"""The same report in every format that bureaus publish in: text, PDF, Word, Excel, web page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Literal, TypeAlias

from etl.errors import JuesuanError
from etl.generate.blocks import Block, Placed
from etl.generate.printers.page_style import PageStyle
from etl.generate.style import Style

Format: TypeAlias = Literal["text", "pdf", "docx", "xlsx", "html"]
FORMATS: Final[tuple[Format, ...]] = ("text", "pdf", "docx", "xlsx", "html")
_LIBRARIES: Final = {"pdf": "reportlab", "docx": "python-docx", "xlsx": "openpyxl"}


class MissingLibrary(JuesuanError):
    """A format cannot be written because the library that writes it is not installed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file and each truth with its place in it: the page in a PDF, else the line or row, counted through the file."""

    data: bytes
    placed: tuple[Placed, ...]


def print_as(kind: Format, blocks: Sequence[Block], style: Style, page: PageStyle) -> Printed:
    """Blocks as a file of a format other than text; the same bytes every time. Raises MissingLibrary."""
    try:
        printer: Callable[[Sequence[Block], Style, PageStyle], Printed] = import_module(
            f"etl.generate.printers.{kind}"
        ).print_blocks
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("etl"):
            raise
        library = _LIBRARIES.get(kind, error.name)
        raise MissingLibrary(f"写 {kind} 需要 {library}，尚未安装；请运行：pip install 'juesuan[generate]'") from error
    return printer(blocks, style, page)
