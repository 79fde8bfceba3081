"""Invented forms as a page is turned into text that keeps its lines: all words of one height on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from form_shapes import Form, Row, wrap

HEADS = ("", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


@dataclass
class Grid:
    """Words by height (in half lines) and column."""

    words: dict[tuple[int, int], str] = field(default_factory=dict)
    height: int = 0
    space: int = 0  # between columns in a text that keeps the places of its words; 0 for one that does not

    def cell(self, column: int, lines: Sequence[str], top: int, bottom: int) -> None:
        """Set the lines of a cell around the middle between two heights."""
        first = (top + bottom) // 2 - len(lines) + 1
        for i, line in enumerate(lines):
            self.words[first + 2 * i, column] = line

    def row(self, *cells: Sequence[str], least: int = 1) -> tuple[int, int]:
        """Set a row of cells, each a list of lines; its top and bottom."""
        top, tallest = self.height, max(least, *(len(cell) for cell in cells))
        self.height += 2 * tallest + (2 * tallest) % 2
        for column, lines in enumerate(cells):
            self.cell(column + 3, lines, top, self.height - 1)
        return top, self.height - 1

    def printed(self) -> str:
        """The text, a line for each height with anything on it."""
        heights = groupby(sorted(self.words), key=lambda place: place[0])
        if self.space:
            return "\n".join(self._placed(list(places)) for _, places in heights)
        return "\n".join(" ".join(self.words[place] for place in places) for _, places in heights)

    def _placed(self, places: Sequence[tuple[int, int]]) -> str:
        """A line with each word in the middle of its column, or right behind the word before where that is too wide."""
        text, left = "", 3
        for column in range(max(column for _, column in self.words) + 1):
            width = max((len(word) for (_, at), word in self.words.items() if at == column), default=0)
            for place in places:
                if place[1] == column:
                    word = self.words[place]
                    text = f"{text} " if text else text
                    text = text.ljust(left + (width - len(word)) // 2) + word
            left += width + self.space
        return text


def as_across(
    form: Form, *, name: int = 6, value: int = 5, reason: int = 6, pages: int = 1, points: bool = False, space: int = 0
) -> str:
    """The form line by line; `name`, `value`, `reason` are widths of columns, `space` what stands between them (`Grid.space`).

    The rows stand on so many pages, the header repeated; with `points` each level 1 has （50分） below its label.
    """
    text = [form.title, "（2024年度）", f"项目名称 {form.name}", f"主管部门 {form.department} 实施单位 {form.operator}"]
    text += [_money(form, space), _goals(form, space)]
    size = -(-len(form.rows) // pages)
    parts = [form.rows[i : i + size] for i in range(0, len(form.rows), size)]
    text.append("\n\f\n".join(_rows(part, (name, value, reason), points, space) for part in parts))
    return "\n".join([*text, f"总 分 100 {form.score}"])


def _money(form: Form, space: int) -> str:
    grid = Grid(space=space)
    grid.row(*(wrap(head, 4) for head in ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")))
    begun = grid.height
    total = (*form.total, "10", "80%", form.money_score)
    for label, cells in (
        ("年度资金总额", total),
        ("其中：财政拨款", (*form.total, "—", "80%", "—")),
        ("上年结转资金", ("—", "—")),
        ("其他资金", ("—", "—")),
    ):
        grid.row(wrap(label, 5), *([cell] for cell in cells))
    grid.cell(0, ["项目资金", f"（{form.unit}）"], begun, grid.height - 1)
    return grid.printed()


def _goals(form: Form, space: int) -> str:
    grid = Grid(space=space)
    grid.row([], ["预期目标"], ["实际完成情况"])
    begun = grid.height
    grid.row([], wrap(form.goals[0], 8), wrap(form.goals[1], 8))
    grid.cell(0, ["年度总", "体目标"], begun, grid.height - 1)
    return grid.printed()


def _rows(rows: Sequence[Row], of_columns: tuple[int, int, int], points: bool, space: int) -> str:
    """Header and rows of one page; the labels of merged cells in the middle of their rows on this page."""
    grid, (name, value, reason) = Grid(space=space), of_columns
    widths = (3, 3, 5, name, value, value, 2, 2, reason + 1)
    top = grid.height
    tallest = max(len(wrap(head, width)) for head, width in zip(HEADS, widths, strict=True) if head)
    grid.height += 2 * tallest
    for column, (head, width) in enumerate(zip(HEADS, widths, strict=True)):
        grid.cell(column, wrap(head, width) if head else [], top, grid.height - 1)
    places = []
    for row in rows:
        cells = (wrap(row.name, name), wrap(row.target, value), wrap(row.actual, value), [row.weight], [row.score])
        alone = sum((other.level1, other.level2) == (row.level1, row.level2) for other in rows) == 1
        first = sum(other.level1 == row.level1 for other in rows) == 1
        least = max(len(wrap(row.level2, 5)) if alone else 1, 2 + points if first else 1)
        places.append(grid.row(*cells, wrap(row.reason, reason) if row.reason else [], least=least))
    for column, key, width in ((1, lambda r: r.level1, 3), (2, lambda r: (r.level1, r.level2), 5)):
        numbered = list(enumerate(rows))
        for label, group in groupby(numbered, key=lambda item, key=key: key(item[1])):
            at = [i for i, _ in group]
            text = label if isinstance(label, str) else label[1]
            below = ["（50分）"] if points and column == 1 else []
            grid.cell(column, [*wrap(text, width), *below], places[at[0]][0], places[at[-1]][1])
    return grid.printed()
