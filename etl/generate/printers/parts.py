"""The parts that a print has beside its blocks: cover, contents, and what each heading is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from etl.generate.blocks import Block, PageEnd, Paragraph, Table, plain

Role: TypeAlias = Literal["cover", "contents", "entry", "part", "section", "text", "table", "page end"]


@dataclass(frozen=True, slots=True)
class Part:
    """A block and what it is in the report."""

    role: Role
    block: Block

    @property
    def text(self) -> str:
        """The text of a paragraph."""
        return plain(self.block.pieces) if isinstance(self.block, Paragraph) else ""


def parts_of(blocks: Sequence[Block]) -> Iterator[Part]:
    """The blocks with their roles: title lines up to 目录 or the first page end are the cover, headings after 目录 its entries.

    Raises TypeError for blocks that only a text can print (`Lines`).
    """
    stage: Role = "cover" if any(isinstance(block, PageEnd) for block in blocks) else "section"
    for block in blocks:
        if isinstance(block, PageEnd):
            stage = "section"
            yield Part("page end", block)
        elif isinstance(block, Table):
            yield Part("table", block)
        elif not isinstance(block, Paragraph):
            raise TypeError(f"{type(block).__name__} 只能印成文本")
        elif not block.heading:
            yield Part("text", block)
        else:
            text = plain(block.pieces)
            if stage == "cover" and text == "目录":
                stage = "entry"
                yield Part("contents", block)
            elif stage == "section":
                yield Part("part" if text.startswith("第") and "部分" in text[:5] else "section", block)
            else:
                yield Part(stage, block)
