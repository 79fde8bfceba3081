"""PDF: a cover, contents with page numbers, paragraphs in wrapped lines, ruled tables on pages upright or laid across."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from etl.generate.blocks import Block, Paragraph, Placed, Table
from etl.generate.printers import Printed
from etl.generate.printers.grids import caption, grid_of
from etl.generate.printers.page_style import PageStyle
from etl.generate.printers.paper import Paper, width_of
from etl.generate.printers.parts import Part, parts_of
from etl.generate.printers.pdf_table import draw, marks_in, measure
from etl.generate.printers.tally import stretches
from etl.generate.printers.wrapping import cut
from etl.generate.style import Style

_HEAD_SIZE: Final = 9.0
_HEAD_AT: Final = 36.0  # from the edge of the page
_GAP: Final = 6.0


def print_blocks(blocks: Sequence[Block], style: Style, page: PageStyle) -> Printed:
    """Blocks as a PDF; set twice where contents or page numbers name pages that are known only then."""
    parts = list(parts_of(blocks))
    press = _Press(style, page)
    press.run(parts)
    if page.leaders or "{pages}" in page.page_number:
        press = _Press(style, page, press.headings, press.number)
        press.run(parts)
    return Printed(press.paper.done(), tuple(press.placed))


@dataclass
class _Press:
    """Sets parts one below the other; `pages_of` are the pages of headings and `pages` their number, from a first setting."""

    style: Style
    page: PageStyle
    pages_of: Mapping[str, int] = field(default_factory=dict)
    pages: int = 1
    number: int = 1
    headings: dict[str, int] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    line_number: int = 0
    y: float = 0.0
    in_forms: bool = False

    def __post_init__(self) -> None:
        self.paper = Paper(self.page.width, self.page.height)
        self.y = self.page.margin

    def run(self, parts: Sequence[Part]) -> None:
        """Set all parts; the last page gets its foot."""
        setters: dict[str, Callable[[Part], None]] = {
            "cover": self._cover,
            "contents": self._contents,
            "entry": self._entry,
            "part": self._part,
            "section": self._section,
            "text": self._text,
            "table": self._table,
        }
        for at, part in enumerate(parts):
            if part.role == "page end":
                self._page_end(parts[at + 1 : at + 2])
                continue
            if self._begins_form(parts[at : at + 3]):
                self._fresh_page()
            setters[part.role](part)
        self._foot()

    @property
    def _bottom(self) -> float:
        return self.paper.height - self.page.margin

    @property
    def _width(self) -> float:
        return self.paper.width - 2 * self.page.margin

    def _begins_form(self, parts: Sequence[Part]) -> bool:
        """True before the title of a form, which begins a page of its own where tables do."""
        forms = [part.block for part in parts[1:] if isinstance(part.block, Table) and part.block.spans]
        return self.page.own_pages and len(parts) == 3 and parts[0].role == parts[1].role == "section" and bool(forms)

    # pages

    def _foot(self) -> None:
        """The running head and the number of the page."""
        if self.page.running_head:
            x = (self.paper.width - width_of(self.page.running_head, _HEAD_SIZE)) / 2
            self.paper.text(x, _HEAD_AT, self.page.running_head, _HEAD_SIZE)
        if self.page.page_number:
            text = self.page.page_number.format(page=self.number, pages=self.pages)
            x = (self.paper.width - width_of(text, _HEAD_SIZE)) / 2
            self.paper.text(x, self.paper.height - _HEAD_AT - _HEAD_SIZE, text, _HEAD_SIZE)

    def _new_page(self, *, across: bool = False) -> None:
        self._foot()
        size = (self.page.width, self.page.height)
        self.paper.next_page(*(size[::-1] if across else size), turned=across and self.page.turned)
        if self.page.watermark:
            self.paper.askew(self.page.watermark, 3 * self.page.title_size)
        self.number += 1
        self.y = self.page.margin

    def _fresh_page(self, *, across: bool = False) -> None:
        """A page with nothing on it yet, upright or laid across."""
        laid = self.paper.width > self.paper.height
        if self.y > self.page.margin or laid != across:
            self._new_page(across=across)

    def _page_end(self, following: Sequence[Part]) -> None:
        """A new page, unless a table follows that sees to its page itself."""
        if not following or following[0].role != "table":
            self._fresh_page()

    def _room(self, height: float) -> None:
        if self.y + height > self._bottom:
            self._new_page(across=self.paper.width > self.paper.height)

    # text

    def _cover(self, part: Part) -> None:
        if self.y == self.page.margin:
            self.y = self.paper.height * 0.3
        self._centred(part.text, self.page.title_size * 1.4)

    def _contents(self, part: Part) -> None:
        self._fresh_page()
        self._centred(part.text, self.page.title_size)

    def _entry(self, part: Part) -> None:
        """A line of the contents, with dots and a page number where this report has them."""
        size = min(self.page.body_size, 12)
        self._room(size * 1.8)
        left, right = self.page.margin, self.paper.width - self.page.margin
        text = part.text
        if self.page.leaders:
            number = str(self.pages_of.get(text, 1))
            room = right - left - width_of(text + number, size)
            text += "." * max(3, int(room / width_of(".", size)) - 1) + number
        for line in cut(text, right - left, size):
            self.paper.text(left, self.y, line, size)
            self.y += size * 1.8

    def _part(self, part: Part) -> None:
        self._upright()
        self.headings[part.text] = self.number
        self._centred(part.text, self.page.title_size)
        self.y += _GAP

    def _section(self, part: Part) -> None:
        self._upright()
        self.headings[part.text] = self.number
        size = self.page.body_size
        self._room(2 * size * self.page.leading)
        if part.text.endswith("自评表") or part.text.startswith("（2"):
            self._centred(part.text, size)
            return
        for at, line in enumerate(cut(part.text, self._width, size, indent=2 * size)):
            self.paper.heavy(self.page.margin + (0 if at else 2 * size), self.y, line, size, self.page.bold)
            self.y += size * self.page.leading

    def _centred(self, text: str, size: float) -> None:
        for line in cut(text.strip(), self._width, size):
            self._room(size * 1.6)
            x = (self.paper.width - width_of(line, size)) / 2
            self.paper.heavy(x, self.y, line, size, self.page.bold)
            self.y += size * 1.6

    def _upright(self) -> None:
        if self.paper.width > self.paper.height:
            self._new_page()

    def _text(self, part: Part) -> None:
        """A paragraph; each truth stands on the page where its digits begin."""
        block = part.block
        if not isinstance(block, Paragraph):
            return
        self._upright()
        self.line_number += 1
        runs = stretches(block.pieces, self.style, self.line_number)
        text = "".join(run.text for run in runs).strip()
        size, latin = self.page.body_size, self.page.latin
        offset, starts = 0, []
        for run in runs:
            if run.mark is not None and run.mark.truth is not None:
                starts.append((offset, Placed(run.mark.truth, 0, run.text)))
            offset += len(run.text)
        printed = 0
        for at, line in enumerate(cut(text, self._width, size, latin, 2 * size)):
            self._room(size * self.page.leading)
            self.paper.mixed(self.page.margin + (0 if at else 2 * size), self.y, line, size, latin)
            here = [placed for start, placed in starts if printed <= start < printed + len(line)]
            self.placed += [replace(placed, line=self.number) for placed in here]
            printed += len(line)
            self.y += size * self.page.leading

    # tables

    def _table(self, part: Part) -> None:
        """A table with the lines above and below it; a wide one on pages laid across, each statement on pages of its own."""
        table = part.block
        if not isinstance(table, Table):
            return
        grid = grid_of(table, self.page)
        across = grid.columns >= self.page.wide_from and not table.spans
        if table.above and (across or self.page.own_pages or self.paper.width > self.paper.height):
            self._fresh_page(across=across)
        self._caption(table)
        setting = measure(grid, self.page.margin, self._width, self.page)
        pages = setting.split(self._bottom - self.y, self._bottom - self.page.margin)
        for at, (start, end) in enumerate(pages):
            if at:
                self._new_page(across=self.paper.width > self.paper.height)
                if self.page.repeats_header and grid.header and start >= grid.header:
                    self.y = draw(self.paper, setting, (0, grid.header), self.y)
            if start < end:
                self.y = draw(self.paper, setting, (start, end), self.y)
            here = marks_in(grid, range(start, end))
            self.placed += [Placed(cell.mark.truth, self.number, cell.text) for cell in here if cell.mark and cell.mark.truth]
        self.y += _GAP / 2
        self._notes(table)
        self.y += _GAP

    def _caption(self, table: Table) -> None:
        size = self.page.table_size + 1
        left, right = self.page.margin, self.paper.width - self.page.margin
        for first, middle, last in caption(table, self.page):
            if middle:
                self._room(4 * size)
                self._centred(middle, self.page.title_size)
                continue
            self.paper.mixed(left, self.y, first, size)
            self.paper.mixed(right - width_of(last, size), self.y, last, size)
            self.y += size * 1.4

    def _notes(self, table: Table) -> None:
        size = self.page.table_size
        for note in table.below:
            for line in cut(note, self._width, size):
                self._room(size * 1.4)
                self.paper.mixed(self.page.margin, self.y, line, size)
                self.y += size * 1.4
