"""Self-evaluation forms (项目支出绩效自评表 and 整体支出绩效自评表) and the narrative's own account of the same projects.

Four shapes: rows with a cell for everything (`forms_tabbed`), the same as a scan tears it (`forms_torn`), rows of text with
``指标 1：`` (`forms_numbered`), one line a cell or half a cell (`forms_cells`).
"""

from __future__ import annotations

from etl.generate.blocks import Block, Mark, Paragraph, fill
from etl.generate.form_style import FormStyle
from etl.generate.form_truth import points
from etl.generate.forms_cells import cells
from etl.generate.forms_numbered import numbered
from etl.generate.forms_tabbed import tabbed
from etl.generate.forms_torn import torn
from etl.generate.indicators import Form, amount, forms_of
from etl.generate.overall_form import overall_form
from etl.generate.pen import Pen
from etl.generate.style import Layout


def forms(pen: Pen, style: FormStyle) -> list[Form]:
    """The forms this report shows; some reports show none."""
    limit = pen.style.pick("forms", (0, 2, 3, 4))
    whole = [overall_form(pen.accounts, style)] if style.overall else []
    return [*whole, *forms_of(pen.accounts, limit, style, first=1 + len(whole))]


def average(found: list[Form]) -> int:
    """The mean of the total scores, in hundredths, rounded to the nearest."""
    return (2 * sum(form.total for form in found) + len(found)) // (2 * len(found))


def form_blocks(pen: Pen, style: FormStyle, found: list[Form], layout: Layout) -> list[Block]:
    """All forms; before each, where the report does so, what the narrative says of the project."""
    told = pen.style.pick("told", (True, False))
    blocks: list[Block] = []
    for form in found:
        if told and form.kind == "project":
            blocks += _told(form, style)
        blocks += _printed(pen, form, style, layout, told)
    return blocks


def _printed(pen: Pen, form: Form, style: FormStyle, layout: Layout, told: bool) -> list[Block]:
    adcode = pen.accounts.unit.region.adcode
    shape = style.shape_in(layout)
    if shape == "tabbed":
        return tabbed(form, style, adcode, told)
    if shape == "numbered":
        return numbered(pen, form, style, adcode, told)
    return (torn if shape == "torn" else cells)(form, style, adcode, told)


def _told(form: Form, style: FormStyle) -> list[Block]:
    """The narrative's account of one project. Its amounts belong to the form and are no observations."""
    _, available, spent = form.money["total"]
    words = (
        f"{{n}}.{{name}}项目自评综述：根据年初设定的绩效目标，项目自评得分{{score}}分。全年预算数为{{budget}}{style.unit}，"
        f"执行数为{{spent}}{style.unit}，完成预算的{{rate}}%。项目绩效目标完成情况：{{done}}"
    )
    text = fill(
        words,
        n=str(form.number),
        name=form.name,
        score=Mark(points(form.total), role="narrative_score"),
        budget=Mark(amount(available, style.unit), role="narrative_annual_budget"),
        spent=Mark(amount(spent, style.unit), role="narrative_executed"),
        rate=Mark(points(form.rate), role="narrative_completion_pct"),
        done=form.achieved,
    )
    problem = "发现的主要问题及原因：部分指标的目标值设得偏低。下一步改进措施：编制预算时细化目标。"
    return [Paragraph(text), Paragraph((problem,))]
