"""Faults of words and form: directions, reasons, leftovers of a template, things left out, numbering, rows, units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from etl.generate.blocks import Block, Cause, Fact, Flaw, Mark, Paragraph, Piece, Table, plain
from etl.generate.drafts import Address, Change, Draft, rows_of
from etl.generate.narrative_front import UNIT_LIST
from etl.generate.statements_summary import classes_of
from etl.generate.words import ordinal
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

_TURNED: Final = {"大于": "小于", "小于": "大于"}
_ALTERNATIVES: Final = {"增加": "增加（减少）", "减少": "增加（减少）", "增长": "增长（下降）", "下降": "增长（下降）"}
_AGAINST: Final = ("相关支出增加", "压减支出，厉行节约")  # what is said of a decrease, of an increase
_OTHER_PLACE: Final = "示例市示例区"
_FEWEST: Final = 3  # classes with money, for a shifted column to be told from a single wrong number


def _strings(draft: Draft) -> Iterator[tuple[Address, str]]:
    """The pieces of running text that are no marks."""
    for number, block in enumerate(draft.blocks):
        if isinstance(block, Paragraph) and not block.heading:
            for at, piece in enumerate(block.pieces):
                if isinstance(piece, str):
                    yield (number, 0, at), piece


def than_word(draft: Draft, chance: Random) -> Iterator[Change]:
    """决算数大于预算数 where it is below it, or the other way."""
    del chance
    for at, word in _strings(draft):
        after = draft.piece(at, 1)
        if word in _TURNED and isinstance(after, str) and "预算数" in after:
            yield Change(_TURNED[word], word, {at: Mark(_TURNED[word], Flaw())})


def leftover(draft: Draft, chance: Random) -> Iterator[Change]:
    """Both alternatives of a template left standing before a difference."""
    del chance
    for at, word in _strings(draft):
        if word in _ALTERNATIVES:
            yield Change(_ALTERNATIVES[word], word, {at: Mark(_ALTERNATIVES[word], Flaw())})


def contrary_reason(draft: Draft, chance: Random) -> Iterator[Change]:
    """A reason that speaks of the opposite direction."""
    del chance
    for spot in draft.spots:
        cause = spot.mark.truth
        if not isinstance(cause, Cause) or cause.basis is not Phase.DELTA_PRIOR:
            continue
        delta = next((f for s, f in draft.facts() if s.at[:2] == spot.at[:2] and s.at < spot.at and _of(f, cause)), None)
        if delta is not None and delta.value:
            text = _AGAINST[delta.value > 0]
            yield Change(text, spot.mark.text, {spot.at: Mark(text, Flaw(cause))})


def _of(fact: Fact, cause: Cause) -> bool:
    same = (fact.item, fact.functional_code, fact.economic_code) == (cause.item, cause.functional_code, cause.economic_code)
    return same and fact.phase is cause.basis and fact.unit is MeasureUnit.YUAN


def _heading(block: Block) -> str:
    return plain(block.pieces) if isinstance(block, Paragraph) and block.heading else ""


def omitted_section(draft: Draft, chance: Random) -> Iterator[Change]:
    """The section on state assets left out, in the contents too."""
    del chance
    word = "国有资产占用情况说明"
    heads = [at for at, block in enumerate(draft.blocks) if _heading(block).endswith(word)]
    if heads:
        gone: dict[int, Block | None] = dict.fromkeys(heads)
        gone[heads[-1] + 1] = None  # the one paragraph of the section
        yield Change("", word, blocks=gone)


def omitted_statement(draft: Draft, chance: Random) -> Iterator[Change]:
    """One of the nine statements left out."""
    del chance
    for at, block in enumerate(draft.blocks):
        if isinstance(block, Table) and block.above and "三公" in block.above[0]:
            yield Change("", block.above[0], blocks={at: None})


def missing_note(draft: Draft, chance: Random) -> Iterator[Change]:
    """An empty statement without a word that there is nothing to report."""
    del chance
    for at, block in enumerate(draft.blocks):
        empty = isinstance(block, Table) and block.above and not any(isinstance(p, Mark) for row in block.rows for p in row)
        if empty and isinstance(block, Table) and block.below:
            yield Change("", block.below[0], blocks={at: replace(block, below=())})


def serial(draft: Draft, chance: Random) -> Iterator[Change]:
    """The list of units beginning with another number than 1."""
    del chance
    for number, block in enumerate(draft.blocks):
        if isinstance(block, Table) and block.header[:1] == (UNIT_LIST,):
            yield Change("32", "1", {(number, 0, 0): Mark("32", Flaw())})


def numeral(draft: Draft, chance: Random) -> Iterator[Change]:
    """One of the summary statement's Chinese numerals printed twice, those after it one too low."""
    for number, block in enumerate(draft.blocks):
        classes = classes_of(draft.accounts.year)
        if not isinstance(block, Table) or not block.above or not block.above[0].startswith("收入支出决算总表"):
            continue
        rows = rows_of(block)
        column = next(at for at, piece in enumerate(rows[-1]) if piece == "总计" and at)
        first = chance.randint(10, len(classes) - 4)
        pieces: dict[Address, Piece] = {}
        for row in range(first, len(classes)):
            name = rows[row][column]
            if isinstance(name, str) and name.startswith(f"{ordinal(row + 1)}、"):
                text = f"{ordinal(row)}、{name.partition('、')[2]}"
                pieces[number, row, column] = Mark(text, Flaw()) if row == first else text
        if len(pieces) == len(classes) - first:
            yield Change(ordinal(first), ordinal(first + 1), pieces)


def other_unit(draft: Draft, chance: Random) -> Iterator[Change]:
    """A title with the name of another unit."""
    del chance
    unit, year = draft.accounts.unit, draft.accounts.year
    for number, block in enumerate(draft.blocks[:3]):
        if _heading(block) == f"{unit.name}{year}年度{unit.word}决算":
            name = f"{_OTHER_PLACE}{unit.trade.bureau}"
            yield Change(name, unit.name, {(number, 0, 0): Mark(f"{name}{year}年度{unit.word}决算", Flaw())})


def shifted_rows(draft: Draft, chance: Random) -> Iterator[Change]:
    """The expenditure column of the summary statement one row too low."""
    del chance
    classes = classes_of(draft.accounts.year)
    for number, block in enumerate(draft.blocks):
        if not isinstance(block, Table) or not block.above or not block.above[0].startswith("收入支出决算总表"):
            continue
        column, rows = len(block.rows[0]) - 1, block.rows[: len(classes)]
        cells = [row[column] for row in rows]
        filled = [cell for cell in cells if isinstance(cell, Mark) and isinstance(cell.truth, Fact) and cell.truth.value]
        if len(filled) < _FEWEST or cells[-1] in filled:
            continue
        pieces: dict[Address, Piece] = {}
        for row, (here, above) in enumerate(zip(cells[1:], cells, strict=False), 1):
            if here is not above and (here in filled or above in filled):
                pieces[number, row, column] = _moved(draft, above, classes[row])
        if cells[0] in filled:
            pieces[number, 0, column] = Mark(draft.style.table_zero if draft.style.table_zero != "0.00" else "", Flaw())
        yield Change("下移一行", "各行对齐", pieces)


def _moved(draft: Draft, cell: Piece, code: str) -> Mark:
    """A cell's number in the row of another class."""
    if not isinstance(cell, Mark) or not isinstance(cell.truth, Fact):
        return Mark(plain((cell,)), Flaw())
    fact = Fact(
        Fund.ALL, Item.TOTAL_EXPENDITURE, Phase.FINAL, cell.truth.value, MeasureUnit.YUAN, code, "", channel=Channel.TABLE
    )
    return Mark(cell.text, Flaw(fact if draft.style.table_zero == "0.00" or cell.truth.value else None))


def unit_of_statement(draft: Draft, chance: Random) -> Iterator[Change]:
    """元 for 万元 above a whole statement, or the other way: all its amounts are ten thousand times too small or large."""
    del chance
    ours = draft.style.unit
    other = "元" if ours == "万元" else "万元"
    for number, block in enumerate(draft.blocks):
        if not isinstance(block, Table) or not block.above or not _unit_line(block.above, ours):
            continue
        if block.above[0].startswith("支出决算表"):
            above = (*block.above[:-1], block.above[-1].replace(f"：{ours}", f"：{other}"))
            rows = tuple(tuple(_rescaled(piece, other) for piece in row) for row in block.rows)
            yield Change(other, ours, blocks={number: replace(block, above=above, rows=rows)})


def _unit_line(above: tuple[str, ...], unit: str) -> bool:
    return above[-1].endswith((f"：{unit}", f"：{unit}）"))


def _rescaled(piece: Piece, unit: str) -> Piece:
    if not isinstance(piece, Mark) or not isinstance(piece.truth, Fact):
        return piece
    value = piece.truth.value
    return Mark(piece.text, Flaw(replace(piece.truth, value=value / 10_000 if unit == "元" else value * 10_000)))
