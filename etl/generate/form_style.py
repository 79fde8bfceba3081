"""How the self-evaluation forms of one report are made up and printed: their shape, their unit, and what differs by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from etl.generate.dice import dice
from etl.generate.style import LAYOUTS, Layout

Shape = Literal["tabbed", "numbered", "torn", "cells"]
MoneyUnit = Literal["元", "万元"]
SHAPES: Final[Mapping[Layout, tuple[Shape, ...]]] = {"A": ("tabbed", "torn"), "B": ("numbered", "cells")}
LAYOUT_OF: Final[Mapping[Shape, Layout]] = {shape: layout for layout in LAYOUTS for shape in SHAPES[layout]}


@dataclass(frozen=True, slots=True)
class FormStyle:
    """Choices for all forms of a report; as it stands, those of the samples.

    `shape` is None for the plain one of the layout: rows with a cell for everything in A, ``指标 N：`` rows in B.
    """

    seed: str = ""
    shape: Shape | None = None
    unit: MoneyUnit = "万元"
    directions: bool = True  # columns for nature, direction and unit of measure; without them a target reads ≥90%
    own_costs: bool = False  # 成本指标 as a first level with kinds of its own, not a second level of 产出指标
    satisfaction: str = "服务对象满意度指标"
    merged: bool = False  # one weight and one score over a whole group
    blank_actuals: bool = False  # some results not filled in
    overall: bool = False  # before those of the projects, the form of the whole department
    page_lines: int = 38  # lines on a page, where the shape breaks its pages itself

    @classmethod
    def draw(cls, layout: Layout, *words: object, shape: Shape | None = None) -> FormStyle:
        """Choices for these words among all that the layout can print; each has chance of its own."""
        seed = "/".join(str(word) for word in words)

        def chance(what: str) -> bool:
            return dice("form style", seed, what).randrange(2) == 0

        names = ("服务对象满意度指标", "社会公众满意度指标", "满意度指标")
        return cls(
            seed=seed,
            shape=shape or dice("form style", seed, "shape").choice(SHAPES[layout]),
            unit="元" if dice("form style", seed, "unit").randrange(3) == 0 else "万元",
            directions=chance("directions"),
            own_costs=chance("own costs"),
            satisfaction=dice("form style", seed, "satisfaction").choice(names),
            merged=chance("merged"),
            blank_actuals=chance("blank actuals"),
            overall=chance("overall"),
            page_lines=dice("form style", seed, "page").randint(30, 46),
        )

    def shape_in(self, layout: Layout) -> Shape:
        """The shape in which a layout prints the forms."""
        return self.shape or SHAPES[layout][0]
