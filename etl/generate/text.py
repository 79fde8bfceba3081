"""Write one report: its parts in order, its sections under their numbers, printed in a layout, with the truth beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from etl.generate.accounts import Accounts
from etl.generate.blocks import Block, Cause, Fact, FundingTruth, IndicatorTruth, PageEnd, Pieces, Placed
from etl.generate.form_style import FormStyle
from etl.generate.forms import average, form_blocks, forms
from etl.generate.indicators import Form
from etl.generate.layout_a import print_a
from etl.generate.layout_b import print_b
from etl.generate.narrative_economic import basic, projects
from etl.generate.narrative_front import contents, duties, scope, terms, title
from etl.generate.narrative_funds import other_budget
from etl.generate.narrative_rest import assets, operating_cost, performance, procurement
from etl.generate.narrative_subjects import subjects
from etl.generate.narrative_three_public import three_public
from etl.generate.narrative_totals import expenditure, income, overview, treasury
from etl.generate.pen import Pen, What
from etl.generate.printers import Format, print_as
from etl.generate.printers.page_style import PageStyle
from etl.generate.sentences import heading, paragraph
from etl.generate.statements import kinds, statements
from etl.generate.statements import title as statement_title
from etl.generate.style import Layout, Style
from etl.generate.words import ordinal
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

Section = tuple[str, Callable[[Pen], list[Block]]]


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """The printed report and its truth: every observation, reason, funding line and indicator with the place it stands in.

    `text` is the file of a text report; other formats have their bytes in `file`. Places are lines, pages in a PDF.
    """

    accounts: Accounts
    layout: Layout
    style: Style
    text: str
    placed: tuple[Placed, ...]
    claims: tuple[Mapping[str, str], ...] = ()  # the rows of ``claims.csv``: planted faults
    format: Format = "text"
    file: bytes = b""

    @property
    def document(self) -> str:
        """The stem of the file."""
        return f"{self.accounts.unit.stem}_{self.accounts.year}"

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.document}.{'txt' if self.format == 'text' else self.format}"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode() if self.format == "text" else self.file

    @property
    def place(self) -> Literal["line", "page"]:
        """What the places of the truth are."""
        return "page" if self.format == "pdf" else "line"

    def observations(self) -> list[dict[str, str]]:
        """The rows of ``observations.csv``."""
        return [_observation(p, p.truth) for p in self.placed if isinstance(p.truth, Fact)]

    def explanations(self) -> list[dict[str, str]]:
        """The stated reasons: what they explain, where, and their text."""
        return [_explanation(p, p.truth) for p in self.placed if isinstance(p.truth, Cause)]

    def projects(self) -> list[dict[str, str]]:
        """The rows of ``projects.csv``."""
        return [{**p.truth.columns, "line": str(p.line)} for p in self.placed if isinstance(p.truth, FundingTruth)]

    def indicators(self) -> list[dict[str, str]]:
        """The rows of ``indicators.csv``."""
        return [{**p.truth.columns, "line": str(p.line)} for p in self.placed if isinstance(p.truth, IndicatorTruth)]


def render_report(accounts: Accounts, layout: Layout, style: Style, form_style: FormStyle | None = None) -> RenderedReport:
    """Write the accounts of a year as a report. The layout changes how it is printed, not what is said.

    Without a `form_style` the forms have the plain shape of the layout.
    """
    return print_report(accounts, layout, style, compose(Pen(accounts, style), layout, form_style))


def compose(pen: Pen, layout: Layout, form_style: FormStyle | None = None) -> list[Block]:
    """The blocks of a report, each number with its truth."""
    form_style = form_style or FormStyle()
    found = forms(pen, form_style)
    return _assemble(pen, found, form_blocks(pen, form_style, found, layout))


def print_report(accounts: Accounts, layout: Layout, style: Style, blocks: Sequence[Block]) -> RenderedReport:
    """Print blocks in a layout."""
    printed = print_a(list(blocks), style) if layout == "A" else print_b(list(blocks), style)
    return RenderedReport(accounts, layout, style, printed.text, tuple(printed.placed))


def render_file(accounts: Accounts, kind: Format, style: Style, page: PageStyle, form_style: FormStyle) -> RenderedReport:
    """Write the accounts of a year in a format other than text; its forms are ruled, with a cell for everything.

    Raises MissingLibrary where the library of the format is not installed.
    """
    printed = print_as(kind, compose(Pen(accounts, style), "A", replace(form_style, shape="tabbed")), style, page)
    return RenderedReport(accounts, "A", style, "", printed.placed, format=kind, file=printed.data)


def _assemble(pen: Pen, found: list[Form], told: list[Block]) -> list[Block]:
    """Title, contents, and the parts under 第一部分 …"""
    unit, year = pen.accounts.unit, pen.accounts.year
    word = unit.word
    inline = pen.style.pick("forms inline", (True, False))
    narrated = _sections(pen, found, told if inline else [])
    tables = pen.style.order != "no tables"
    parts: dict[str, tuple[str, list[str], list[Block]]] = {
        "front": (f"{word}概况", ["一、主要职责", "二、机构设置情况"],
                  [heading("一、主要职责"), *duties(pen), heading("二、机构设置情况"), *scope(pen)]),
        "tables": (f"{year}年度{word}决算表", [f"{ordinal(i)}、{statement_title(pen, k)}" for i, k in enumerate(kinds(pen), 1)],
                   statements(pen) if tables else [paragraph("各表另见附件。")]),
        "prose": (f"{year}年度{word}决算情况说明", [name for name, _ in narrated],
                  [block for _, blocks in narrated for block in blocks]),
        "terms": ("名词解释", [], terms(pen)),
    }  # fmt: skip
    if found and not inline:
        parts["forms"] = ("附件", ["项目支出绩效自评表"], told)
    order = (
        ["front", "prose", "terms", "tables"] if pen.style.order != "tables first" else ["front", "tables", "prose", "terms"]
    )
    chosen = [(f"第{ordinal(i)}部分 {parts[key][0]}", parts[key]) for i, key in enumerate([*order, *list(parts)[4:]], 1)]
    blocks: list[Block] = [*title(pen), *contents(pen, [(label, sections) for label, (_, sections, _) in chosen])]
    for label, (_, _, content) in chosen:
        blocks += [PageEnd(), heading(label), *content]
    return blocks


_MAIN: Final[tuple[Section, ...]] = (
    ("收入支出决算总体情况说明", lambda pen: list(overview(pen))),
    ("收入决算情况说明", lambda pen: list(income(pen))),
    ("支出决算情况说明", lambda pen: list(expenditure(pen))),
    ("财政拨款收入支出决算总体情况说明", lambda pen: list(treasury(pen))),
    ("一般公共预算财政拨款支出决算情况说明", lambda pen: list(subjects(pen))),
    ("一般公共预算财政拨款基本支出决算情况说明", lambda pen: list(basic(pen))),
)
_PROJECTS: Final[Section] = ("一般公共预算财政拨款项目支出决算情况说明", lambda pen: list(projects(pen)))
_THREE: Final[Section] = ("财政拨款“三公”经费支出决算情况说明", lambda pen: list(three_public(pen)))
_FUNDS: Final[tuple[Section, ...]] = (
    ("政府性基金预算财政拨款收入支出决算情况说明", lambda pen: list(other_budget(pen, Fund.GOVERNMENT_FUND))),
    ("国有资本经营预算财政拨款收入支出决算情况说明", lambda pen: list(other_budget(pen, Fund.STATE_CAPITAL))),
)
_OTHERS: Final[tuple[Section, ...]] = (
    ("机关运行经费支出情况说明", lambda pen: list(operating_cost(pen))),
    ("政府采购支出情况说明", lambda pen: list(procurement(pen))),
    ("国有资产占用情况说明", lambda pen: list(assets(pen))),
)


def _sections(pen: Pen, found: list[Form], told: list[Block]) -> list[tuple[str, list[Block]]]:
    """The numbered sections of the narrative; the last ones stand alone or together under 其他重要事项."""
    style = pen.style
    main = list(_MAIN)
    if style.pick("projects by class", (True, False)):
        main.append(_PROJECTS)
    main += style.pick("three public place", ((_THREE, *_FUNDS), (*_FUNDS, _THREE)))
    overview_of_work: Section = ("预算绩效情况说明", lambda pen: [*performance(pen, _average(pen, found)), *told])
    others = [*_OTHERS, overview_of_work]
    if not style.pick("others together", (True, False)):
        main += others
        others = []
    numbered = [
        (f"{ordinal(i)}、{name}", [heading(f"{ordinal(i)}、{name}"), *build(pen)]) for i, (name, build) in enumerate(main, 1)
    ]
    if others:
        label = f"{ordinal(len(main) + 1)}、其他重要事项的情况说明"
        blocks: list[Block] = [heading(label)]
        for i, (name, build) in enumerate(others, 1):
            blocks += [heading(f"（{ordinal(i)}）{name}"), *build(pen)]
        numbered.append((label, blocks))
    return numbered


def _average(pen: Pen, found: list[Form]) -> Pieces:
    """The mean score, where the forms shown are all there are."""
    found = [form for form in found if form.kind == "project"]
    covered = [p for p in pen.accounts.projects if p.fund is Fund.GENERAL_PUBLIC]
    if not found or (len(found) < len(covered) and pen.style.pick("average", (True, False))):
        return ()
    what = What(Fund.NONE, Item.SELFEVAL_AVG_SCORE)
    return pen.plain_number(pen.hundredths(average(found)), what, Phase.FINAL, MeasureUnit.COUNT)


def _observation(placed: Placed, fact: Fact) -> dict[str, str]:
    return {
        "fund": fact.fund,
        "functional_code": fact.functional_code,
        "functional_name": fact.functional_name,
        "economic_code": fact.economic_code,
        "economic_name": fact.economic_name,
        "item": fact.item,
        "phase": fact.phase,
        "value": f"{fact.value.normalize():f}",
        "unit": fact.unit,
        "channel": fact.channel,
        "line": str(placed.line),
        "raw": placed.raw,
    }


def _explanation(placed: Placed, cause: Cause) -> dict[str, str]:
    return {
        "fund": cause.fund,
        "functional_code": cause.functional_code,
        "economic_code": cause.economic_code,
        "item": cause.item,
        "basis": cause.basis,
        "text": placed.raw,
        "line": str(placed.line),
    }
