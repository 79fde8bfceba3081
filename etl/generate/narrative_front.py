"""What stands around the numbers: title, contents, duties, the units in scope, staff, and the terms explained at the end."""

from __future__ import annotations

from typing import Final

from etl.generate.blocks import Block, Paragraph, Table, fill, join
from etl.generate.pen import Pen
from etl.generate.sentences import heading, paragraph
from etl.generate.units import NATURES
from etl.generate.words import ordinal
from etl.vocabulary import Item

UNIT_LIST: Final = ("序号", "单位名称", "单位性质")
_TERMS: Final = (
    ("财政拨款收入", "本级财政当年安排给本{word}使用的资金。"),
    ("事业收入", "事业单位提供专业服务得到的收入。"),
    ("其他收入", "以上各类之外的收入，如存款利息。"),
    ("年初结转和结余", "以前年度没有用完、转到本年继续按原用途使用的钱。"),
    ("年末结转和结余", "到年底还没有支出、转入下一年的钱。"),
    ("基本支出", "用来发放工资福利和维持日常运转的支出。"),
    ("项目支出", "为完成某项专门任务、在基本支出以外安排的支出。"),
    ("“三公”经费", "因公出国（境）、公务用车和公务接待三类花费的统称。"),
    ("机关运行经费", "行政单位和参公单位日常公用方面的花费。"),
)


def title(pen: Pen) -> list[Block]:
    """The title as sources show it: whole, in two lines, with a blank in it, with a doubled character, or cut."""
    unit, year = pen.accounts.unit, pen.accounts.year
    name, word = unit.name, unit.word
    shapes = (
        (f"{name}{year}年度{word}决算",),
        (f"{year}年度{name}{word}决算公开",),
        (name, f"{year} 年度{word}决算"),
        (f"{name[:-3]} {name[-3:]}", f"{year}年度{word}决算公开说明"),
        (f"{name[:-1]} {name[-2:]}", f"{year} 年度{word}决算"),
        (f" {name[len(name) // 2 :]}", f"{year}年度{word}决算公开"),
    )
    return [heading(line) for line in pen.style.pick("title", shapes)]


def contents(pen: Pen, parts: list[tuple[str, list[str]]]) -> list[Block]:
    """目录; some reports have none."""
    if not pen.style.pick("contents", (True, False)):
        return []
    lines = [heading("目录")]
    for part, sections in parts:
        lines += [heading(part), *(heading(section) for section in sections)]
    return list(lines)


def duties(pen: Pen) -> list[Block]:
    """What the unit is there for."""
    unit = pen.accounts.unit
    brackets = pen.style.pick("duty number", ("（{}）", "({})"))
    belongs = f"{unit.name}是{unit.parent}所属的{unit.nature}。" if unit.parent else ""
    blocks: list[Block] = [paragraph("{belongs}{name}的主要职责如下：", belongs=belongs, name=unit.name)]
    blocks += [Paragraph((f"{brackets.format(ordinal(i))}{duty}。",)) for i, duty in enumerate(unit.trade.duties, 1)]
    return blocks


def scope(pen: Pen) -> list[Block]:
    """The units whose accounts these are, in words or as a small table; staff, where the report prints it."""
    unit, style = pen.accounts.unit, pen.style
    count = pen.count(len(unit.members), Item.UNITS_IN_SCOPE)
    names = "、".join(unit.members)
    blocks: list[Block]
    if style.pick("scope table", (True, False, False)):
        start = "从决算单位构成看，纳入本{word}{year}年度决算编制范围的预算单位共计{n}家，详见下表："
        blocks = [paragraph(start, word=unit.word, year=pen.year(), n=count)]
        natures = [unit.nature if len(unit.members) == 1 or "本级" in member else NATURES[1] for member in unit.members]
        rows = tuple((str(i), *row) for i, row in enumerate(zip(unit.members, natures, strict=True), 1))
        blocks.append(Table((), (UNIT_LIST,), rows))
    else:
        text = "纳入{name}{year}年度{word}决算编报范围的单位共{n}个，包括：{names}。"
        blocks = [paragraph(text, name=unit.name, year=pen.year(), word=unit.word, n=count, names=names)]
    if style.pick("staff", (True, False)):
        blocks.append(_staff(pen))
    return blocks


def _staff(pen: Pen) -> Paragraph:
    staff = pen.accounts.staff
    parts = [
        fill("{name}{n}人", name=name, n=pen.count(staff[item], item))
        for item, name in (
            (Item.STAFF_ACTIVE, "在职人员"),
            (Item.STAFF_RETIRED_CADRE, "离休人员"),
            (Item.STAFF_RETIRED, "退休人员"),
        )
    ]
    total = pen.count(staff[Item.STAFF_TOTAL], Item.STAFF_TOTAL)
    quota = pen.count(staff[Item.STAFF_QUOTA], Item.STAFF_QUOTA)
    templates = (
        "{name}{year}年度，实有人数{total}人，其中：{parts}。",
        "{name}核定人员编制数{quota}名。{year}年末实有人数{total}人，其中：{parts}。",
    )
    slots = {"total": total, "quota": quota, "parts": join(parts, "，")}
    return paragraph(pen.style.pick("staff words", templates), name=pen.accounts.unit.name, year=pen.year(), **slots)


def terms(pen: Pen) -> list[Block]:
    """名词解释."""
    word = pen.accounts.unit.word
    return [Paragraph((f"{ordinal(i)}、{term}：指{text.format(word=word)}",)) for i, (term, text) in enumerate(_TERMS, 1)]
