"""Write final-accounts reports of invented units together with their truth, the same ones for the same seed.

The accounts come first and are consistent (`accounts`, `bookkeeping`); the report is then written from them as blocks
(`statements*`, `narrative*`, `forms`) and printed as text in a layout (`layout_a`, `layout_b`) or as PDF, Word file, workbook
or web page (`printers`). Wordings are data; `Style` picks, and `PageStyle` the looks of what is no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.generate.bookkeeping import keep
from etl.generate.dice import dice
from etl.generate.form_style import FormStyle
from etl.generate.gold import write_gold
from etl.generate.printers import FORMATS, Format, MissingLibrary
from etl.generate.printers.page_style import PageStyle
from etl.generate.style import LAYOUTS, Layout, Style
from etl.generate.text import RenderedReport, render_file, render_report
from etl.generate.units import invent

__all__ = ["FORMATS", "Format", "MissingLibrary", "RenderedReport", "generate", "prints", "render_all", "render_report"]


def render_all(
    seed: int,
    *,
    years: Sequence[int],
    units: int,
    layout: Layout | None,
    varied_forms: bool = False,
    kind: Format = "text",
) -> list[RenderedReport]:
    """The reports of some units over some years in one format; without a `layout`, each text has one or the other.

    With `varied_forms` their self-evaluation forms have every shape, unit and variant (`FormStyle`), else the plain one. What
    is no text has forms with lines, whatever the layout.
    """
    reports: list[RenderedReport] = []
    for unit in invent(seed, units):
        for accounts in keep(unit, seed, years):
            words = (seed, unit.number, accounts.year)
            style = Style.draw(*words)
            chosen = layout if layout is not None else dice("layout", *words).choice(LAYOUTS)
            if kind == "text":
                forms = FormStyle.draw(chosen, *words) if varied_forms else None
                reports.append(render_report(accounts, chosen, style, forms))
            else:
                ruled = FormStyle.draw("A", *words) if varied_forms else FormStyle()
                page = PageStyle.draw(unit.name, accounts.year, unit.word, *words)
                reports.append(render_file(accounts, kind, style, page, ruled))
    return reports


def prints(formats: Sequence[Format], layout: Layout | None) -> dict[str, tuple[Format, Layout | None]]:
    """What is printed for these formats, by the name of its folder: of several formats, text in both layouts."""
    both = len(formats) > 1 and layout is None
    found: dict[str, tuple[Format, Layout | None]] = {}
    for kind in formats:
        if kind == "text" and both:
            found |= {f"text_{name.lower()}": (kind, name) for name in LAYOUTS}
        else:
            found[kind] = (kind, layout)
    return found


def generate(
    seed: int,
    *,
    years: Sequence[int],
    units: int,
    layout: Layout | None,
    output: Path,
    gold: Path | None,
    varied_forms: bool = False,
    formats: Sequence[Format] = ("text",),
) -> list[Path]:
    """Write `units` reports for each of `years` into `output`, their truth into `gold`; the files written.

    Several formats of the same reports go to a folder each (``pdf``, ``text_a``, …), and so does the truth of each. Years from
    2019 on; forms as `render_all` has them. The same arguments write the same bytes. Raises ValueError where so many units or
    such years cannot be, MissingLibrary where the library of a format is not installed.
    """
    chosen = prints(formats, layout)
    paths: list[Path] = []
    for folder, (kind, of_text) in chosen.items():
        reports = render_all(seed, years=years, units=units, layout=of_text, varied_forms=varied_forms, kind=kind)
        place = output / folder if len(chosen) > 1 else output
        place.mkdir(parents=True, exist_ok=True)
        for report in reports:
            path = place / report.name
            path.write_bytes(report.data)
            paths.append(path)
        if gold is not None:
            write_gold(reports, gold / folder if len(chosen) > 1 else gold)
    return paths
