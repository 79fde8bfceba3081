"""Small invented performance forms and the shapes in which reports print them: rows of cells, or running lines.

A form is printed as running lines the way a word processor's page is turned into text: cell after cell, a cell's lines centred
in its row, a line end where the height changes and a blank line where it changes by a line or more.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.ledger import Ledger
from etl.parse.performance import FormsRead, find_forms, link_narrative, read_forms
from etl.report import PerformanceForm

LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
THINGS = (
    "设备",
    "苗木",
    "课程",
    "窗口",
    "路灯",
    "图书",
    "档案",
    "展品",
    "样本",
    "宣传册",
    "管网",
    "气象站",
    "水库闸门",
    "消防器材",
)
DEEDS = ("采购", "维护", "更新", "检测", "整理", "巡查", "推广", "发放", "修缮", "编印", "布设")
ASPECTS = ("数量", "合格率", "完成率", "费用", "次数", "覆盖率", "及时率", "人数", "满意度")
UNITS = ("个", "%", "万元", "人次", "套", "元/人", "场", "平方米")
WORDS = (("长期", "长期"), ("明显提升", "有所提升"), ("按计划完成", "已完成"), ("有效保障", "有效保障"), ("优", "良"))
REASONS = ("因汛期推迟两个月完成", "未开展招标，资金结转下年", "由于价格下降，支出减少", "按照合同约定分期支付")


@dataclass(frozen=True)
class Row:
    """One indicator as it is meant: `target` and `actual` as printed, points as text."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str = ""


@dataclass(frozen=True)
class Form:
    """One form as it is meant."""

    name: str
    rows: tuple[Row, ...]
    total: tuple[str, str, str] = ("120", "120", "96")
    money_score: str = "8"
    title: str = "项目支出绩效自评表"
    unit: str = "万元"
    department: str = "某市水务局"
    operator: str = "某市水文站"
    goals: tuple[str, str] = ("完成全年水文监测任务。", "监测任务已全部完成。")

    @property
    def score(self) -> Decimal:
        """Sum of the scores, the money line's included."""
        return sum((Decimal(row.score) for row in self.rows), Decimal(self.money_score))


def as_document(text: str) -> Document:
    """A text as the extractor of text files yields it."""
    return Document("invented", "0" * 64, "text", split_lines(text))


def read_text_forms(text: str) -> tuple[tuple[PerformanceForm, ...], FormsRead, Ledger]:
    """The forms of a text, linked with its narrative, with everything that reading them yields."""
    document, ledger = as_document(text), Ledger()
    regions = find_forms(document)
    read = read_forms(document, regions, ledger)
    return link_narrative(read.forms, document, regions, ledger), read, ledger


def random_form(seed: int, *, reasons: bool = True) -> Form:
    """A form of one to four indicators a group, with weights that add up to 90."""
    rng = random.Random(seed)
    rows: list[Row] = []
    for level1, below in LEVELS:
        for level2 in below:
            for _ in range(rng.choice((0, 1, 1, 2, 3)) if level2 != "服务对象满意度指标" else 1):
                rows.append(_random_row(rng, level1, level2, reasons))
    rows = rows or [_random_row(rng, "产出指标", "数量指标", reasons)]
    share, rest = divmod(90, len(rows))
    weighted = []
    for i, row in enumerate(rows):
        weight = share + (i < rest)
        lost = row.reason and weight > 1
        score = str(Decimal(weight) - Decimal("0.5")) if lost else str(weight)
        weighted.append(
            Row(row.level1, row.level2, row.name, row.target, row.actual, str(weight), score, row.reason if lost else "")
        )
    return Form(f"{rng.choice(THINGS)}{rng.choice(DEEDS)}项目", tuple(weighted))


def _random_row(rng: random.Random, level1: str, level2: str, reasons: bool) -> Row:
    name = rng.choice(THINGS) + rng.choice(DEEDS) + rng.choice(ASPECTS)
    if rng.random() < 0.3:
        name = f"{rng.choice(THINGS)}、{rng.choice(THINGS)}及{name}"
    if rng.random() < 0.15:
        name += f"（含{rng.choice(THINGS)}）"
    if rng.random() < 0.3:
        target, actual = rng.choice(WORDS)
    else:
        unit = rng.choice(UNITS)
        gap = "" if unit == "%" else " "
        aim = rng.randint(1, 900)
        sign = rng.choice(("", "", "≥"))
        target, actual = f"{sign}{aim}{gap}{unit}", f"{max(1, aim - rng.randint(0, 5))}{gap}{unit}"
    reason = rng.choice(REASONS) if reasons and rng.random() < 0.25 else ""
    return Row(level1, level2, name, target, actual, "0", "0", reason)


# --- rows of cells --------------------------------------------------------------------------------------------------------


def as_table(form: Form, *, lost_columns: int = 0) -> str:
    """The form as rows of tab-separated cells, merged cells empty below; the last rows may have lost cells on the left."""
    lines = [
        form.title,
        "（2024年度）",
        f"项目名称\t{form.name}\t\t\t\t\t\t\t",
        f"主管部门\t{form.department}\t\t\t实施单位\t{form.operator}\t\t\t",
        f"项目资金（{form.unit}）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\t",
        "\t".join(("", "年度资金总额", *form.total, "10", _rate(form), form.money_score, "")),
        "\t".join(("", "其中：财政拨款", *form.total, "—", _rate(form), "—", "")),
        "\t上年结转资金\t\t\t\t—\t\t—\t",
        "年度总体目标\t预期目标\t\t\t\t实际完成情况\t\t\t",
        f"\t{form.goals[0]}\t\t\t\t{form.goals[1]}\t\t\t",
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
    ]
    one = two = ""
    for position, row in enumerate(form.rows):
        cells = [
            "",
            row.level1 if row.level1 != one else "",
            row.level2 if (row.level1, row.level2) != (one, two) else "",
            row.name,
            row.target,
            row.actual,
            row.weight,
            row.score,
            row.reason,
        ]
        one, two = row.level1, row.level2
        torn = lost_columns and position > len(form.rows) // 2
        if torn and position == len(form.rows) // 2 + 1:
            lines.append("")
        lines.append("\t".join(cells[lost_columns:] if torn else cells))
    lines.append(f"总分\t\t\t\t\t\t100\t{form.score}\t")
    return "\n".join(lines)


def _rate(form: Form) -> str:
    return f"{Decimal(form.total[2]) / Decimal(form.total[1]) * 100:.2f}%"


# --- running lines ---------------------------------------------------------------------------------------------------------


@dataclass
class Page:
    """Cells as a page prints them, turned into text in the order in which they were set."""

    text: list[str] = field(default_factory=list)
    length: int = 0  # of a page, in lines; 0 for one that never ends
    height: int = 0  # in tenths of a line
    last: int | None = None
    broken: bool = False

    def row(self, *cells: Sequence[str]) -> None:
        """Set a row: each cell a list of lines, centred in the row's height."""
        tallest = max(len(cell) for cell in cells)
        room = self.length - self.height // 10 if self.length else tallest
        if room < tallest:
            self._tear(cells, max(room, 0))
            return
        for cell in cells:
            for i, line in enumerate(cell):
                self._set(line, self.height + 5 * (tallest - len(cell)) + 10 * i)
        self.height += 10 * tallest + 4

    def _tear(self, cells: Sequence[Sequence[str]], room: int) -> None:
        """Set so many lines of a row here and the rest on the next page, cells from the top."""
        for cell in cells:
            for i, line in enumerate(cell[:room]):
                self._set(line, self.height + 10 * i)
        self.height, self.last, self.broken = 0, None, True
        for cell in cells:
            for i, line in enumerate(cell[room:]):
                self._set(line, 10 * i)
        self.height = 10 * max(len(cell[room:]) for cell in cells) + 4

    def _set(self, line: str, height: int) -> None:
        if self.broken:
            self.text.append("\n " + line)
            self.last, self.broken = height, False
            return
        if self.last is None or height != self.last:
            far = self.last is None or abs(height - self.last) >= 10
            self.text.append(("\n\n" if far else "\n") + line if self.text else line)
        else:
            self.text.append(" " + line)
        self.last = height

    def printed(self) -> str:
        """The text of the page."""
        return "".join(self.text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of a cell so many Chinese characters wide; numbers and Latin words stay whole."""
    lines, line, wide = [], "", 0.0
    for piece in _unbreakable(text):
        size = sum(1.0 if ord(char) > 0x2000 else 0.5 for char in piece)
        if line and wide + size > columns and piece not in "，。、）；":
            lines.append(line.rstrip())
            line, wide = "", 0.0
        line, wide = line + piece, wide + size
    return [*lines, line] if line else lines


def _unbreakable(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        if pieces and char.isascii() and pieces[-1][-1].isascii():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def as_running(
    form: Form, *, name: int = 14, value: int = 8, reason: int = 9, numbered: bool = False, page_length: int = 0
) -> str:
    """The form as running lines.

    `name`, `value` and `reason` are widths of columns, `numbered` prints 指标 1：before names, a page has `page_length` lines.
    """
    page = Page(length=page_length)
    page.row([form.title])
    page.row([f"（2024 年度） 单位：{form.unit}"])
    page.row(["项目名称"], [form.name])
    page.row(["主管部门"], [form.department], ["实施单位"], [form.operator])
    page.row(["项目资金", f"（{form.unit}）"])
    page.row(*([head] for head in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")))
    page.row(["年度资金总额："], *([cell] for cell in (*form.total, "10", _rate(form), form.money_score)))
    page.row(["其中：当年财政拨款"], *([cell] for cell in (*form.total, "—", "—")))
    page.row(["其他资金"], ["—"], ["—"])
    page.row(["年度", "总体", "目标"])
    page.row(["预期目标"], ["实际完成情况"])
    page.row(wrap(form.goals[0], 20), wrap(form.goals[1], 16))
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    page.row(*([head] for head in heads), ["偏差原因分析", "及改进措施"])
    one = two = ""
    number = 0
    for row in form.rows:
        same = (row.level1, row.level2) == (one, two)
        number = number + 1 if same else 1
        if row.level1 != one:
            page.row(wrap(row.level1, 2))
        if not same:
            page.row(wrap(row.level2, 4))
        one, two = row.level1, row.level2
        label = f"指标 {number}：{row.name}" if numbered else row.name
        cells = [wrap(label, name), wrap(row.target, value), wrap(row.actual, value), [row.weight], [row.score]]
        page.row(*cells, *([wrap(row.reason, reason)] if row.reason else []))
    page.row(["总 分"], ["100"], [str(form.score)])
    return page.printed()
