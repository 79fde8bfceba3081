"""Write final-accounts reports of invented units together with their truth, the same ones for the same seed.

The accounts come first and are consistent (`accounts`, `bookkeeping`); the report is then written from them as blocks
(`statements*`, `narrative*`, `forms`) and printed in a layout (`layout_a`, `layout_b`). Wordings are data; `Style` picks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.generate.bookkeeping import keep
from etl.generate.dice import dice
from etl.generate.form_style import FormStyle
from etl.generate.gold import write_gold
from etl.generate.style import LAYOUTS, Layout, Style
from etl.generate.text import RenderedReport, render_report
from etl.generate.units import invent

__all__ = ["RenderedReport", "generate", "render_all", "render_report"]


def render_all(
    seed: int, *, years: Sequence[int], units: int, layout: Layout | None, varied_forms: bool = False
) -> list[RenderedReport]:
    """The reports of some units over some years; without a `layout`, each report has one or the other.

    With `varied_forms` their self-evaluation forms have every shape, unit and variant (`FormStyle`), else the plain one.
    """
    reports: list[RenderedReport] = []
    for unit in invent(seed, units):
        for accounts in keep(unit, seed, years):
            words = (seed, unit.number, accounts.year)
            chosen = layout if layout is not None else dice("layout", *words).choice(LAYOUTS)
            forms = FormStyle.draw(chosen, *words) if varied_forms else None
            reports.append(render_report(accounts, chosen, Style.draw(*words), forms))
    return reports


def generate(
    seed: int,
    *,
    years: Sequence[int],
    units: int,
    layout: Layout | None,
    output: Path,
    gold: Path | None,
    varied_forms: bool = False,
) -> list[Path]:
    """Write `units` reports for each of `years` as text files into `output`, their truth into `gold`; the files written.

    Years from 2019 on; forms as `render_all` has them. The same arguments write the same bytes. Raises ValueError where so many
    units or such years cannot be.
    """
    reports = render_all(seed, years=years, units=units, layout=layout, varied_forms=varied_forms)
    output.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for report in reports:
        path = output / f"{report.document}.txt"
        path.write_text(report.text, encoding="utf-8", newline="\n")
        paths.append(path)
    if gold is not None:
        write_gold(reports, gold)
    return paths
