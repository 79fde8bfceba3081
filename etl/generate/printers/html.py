"""A web page: the report in the middle of what a site puts around it, tables with merged cells, word processors' markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from etl.generate.blocks import Block, Paragraph, Table
from etl.generate.printers import Printed
from etl.generate.printers.grids import Cell, Grid, caption, grid_of
from etl.generate.printers.page_style import PageStyle
from etl.generate.printers.parts import Part, parts_of
from etl.generate.printers.tally import Stretch, Tally, stretches
from etl.generate.style import Style

_CSS: Final = "body{font-family:SimSun}.nav li{display:inline}table{border-collapse:collapse}td{border:1px solid #000}"
_ALIGN: Final = {"header": "center", "label": "left", "amount": "right"}


def print_blocks(blocks: Sequence[Block], style: Style, page: PageStyle) -> Printed:
    """Blocks as a web page."""
    site = _Site(style, page)
    parts = list(parts_of(blocks))
    name = next((part.text for part in parts if part.role == "cover"), "部门决算公开")
    site.begin(name)
    for part in parts:
        site.add(part)
    site.end()
    text = "\n".join(site.out)
    return Printed(text.encode(page.charset, errors="xmlcharrefreplace"), tuple(site.tally.placed))


@dataclass(slots=True)
class _Site:
    style: Style
    page: PageStyle
    out: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def begin(self, name: str) -> None:
        """What stands above the report."""
        charset = "utf-8" if self.page.charset == "utf-8" else "gb2312"
        self.out += [
            "<!DOCTYPE html>",
            f'<html lang="zh-CN"><head><meta charset="{charset}"><title>{escape(name.strip())}</title>',
            f"<style>{_CSS}</style><script>var hits = 1286;</script></head><body>",
        ]
        if not self.page.clutter:
            return
        self._aside('<div class="crumbs">{}</div>', "当前位置：首页 > 政务公开 > 财政信息 > 部门决算")
        links = ("首页", "政务公开", "办事服务", "互动交流")
        if self.page.pick("navigation", (True, False)):
            self.out.append("<nav><ul>" + "".join(f'<li><a href="#">{link}</a></li>' for link in links) + "</ul></nav>")
        else:
            self.out.append('<ul class="nav">')
            for link in links:
                self._aside('<li><a href="#">{}</a></li>', link)
            self.out.append("</ul>")
        self._aside(
            '<div class="info"><span>{}</span></div>', "发布时间：2024-09-02 09:00 来源：本站 浏览次数：1286 字号：大 中 小"
        )
        self.out.append('<div class="content" id="zoom">')
        if self.page.framed:
            self.out.append('<table width="960" align="center"><tr><td>')

    def end(self) -> None:
        """What stands below the report."""
        if self.page.clutter:
            self.out.append("</td></tr></table></div>" if self.page.framed else "</div>")
            self._aside("<p>{}</p>", "【打印本页】 【关闭窗口】")
            self._aside('<div class="foot">{}</div>', "主办单位：示范网站管理中心 网站标识码：0000000001")
        self.out.append("</body></html>")

    def _aside(self, template: str, text: str) -> None:
        self.out.append(template.format(escape(text)))
        self.tally.text(text)

    def add(self, part: Part) -> None:
        """One block of the report."""
        if isinstance(part.block, Table):
            self._table(part.block)
        elif isinstance(part.block, Paragraph):
            runs = stretches(part.block.pieces, self.style if part.role == "text" else None, self.tally.number + 1)
            self.tally.line(runs)
            inner = "".join(_run(run) for run in runs)
            if part.role in {"cover", "part"}:
                tag = "h2" if self.page.heading_styles else "p"
                self.out.append(f'<{tag} style="text-align:center"><strong>{inner}</strong></{tag}>')
            elif part.role == "text":
                self.out.append(f'<p style="text-indent:2em"><span style="font-size:16px">{inner}</span></p>')
            else:
                self.out.append(f"<p><b>{inner}</b></p>")

    def _table(self, table: Table) -> None:
        grid = grid_of(table, self.page)
        lines = caption(table, self.page)
        inside = self.page.titles_inside and bool(lines)
        if not inside:
            for line in lines:
                self._caption(line)
        self.out.append('<table border="1" cellspacing="0">')
        if inside:
            for line in lines:
                text = "　".join(filter(None, line))
                self.out.append(f'<tr><td colspan="{grid.columns}" align="center">{escape(text)}</td></tr>')
                self.tally.text(text)
        self.out += _rows(grid, self.page)
        self.tally.grid(grid)
        self.out.append("</table>")
        for note in table.below:
            self._aside("<p>{}</p>", note)

    def _caption(self, line: tuple[str, str, str]) -> None:
        left, middle, right = line
        text = "&nbsp;&nbsp;".join(escape(part) for part in line if part)
        align = "center" if middle or left else "right"
        self.out.append(f'<p style="text-align:{align}">{text}</p>')
        self.tally.text("".join(filter(None, (left, middle, right))))


def _run(run: Stretch) -> str:
    text = escape(run.text)
    return f"<u>{text}</u>" if run.underlined else text


def _rows(grid: Grid, page: PageStyle) -> Iterator[str]:
    for row in grid.by_row():
        yield f"<tr>{''.join(_cell(cell, page) for cell in row)}</tr>"


def _cell(cell: Cell, page: PageStyle) -> str:
    spans = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    align = "center" if cell.kind == "amount" and page.centred_numbers else _ALIGN[cell.kind]
    text = "&nbsp;" * (2 * cell.indent) + escape(cell.text) or "&nbsp;"
    return f'<td{spans} align="{align}"><p><span>{text}</span></p></td>'
