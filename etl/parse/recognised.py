"""What was read from pictures is marked so: each number with its method, the hardly legible ones apart and noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from etl.extract.document import Document, Line
from etl.report import FundingLine, Indicator, Note, Observation, PerformanceForm, Report
from etl.vocabulary import Method

DOUBTFUL_NOTE: Final = "ocr_doubtful"
_NEAR: Final = 2  # lines over which a sentence or the row of a form may run
_DIGITS: Final = re.compile(r"\d")
_LEAST_PART: Final = 3  # digits from which a number cut by a line's end is known by its part

Place = tuple[int | None, int | None]


def mark_recognised(report: Report, document: Document) -> Report:
    """The report with the method of each number from a recognised page; a note for each line with hardly legible numbers."""
    lines: dict[Place, Line] = {(line.page, line.number): line for line in document.lines if line.recognised}
    if not lines:
        return report
    notes = tuple(
        Note(code=DOUBTFUL_NOTE, text=f"识别把握不大的数字：{'、'.join(line.doubtful)}", page=line.page, line=line.number)
        for line in lines.values()
        if line.doubtful
    )
    return report.model_copy(
        update={
            "observations": tuple(_observation(row, lines) for row in report.observations),
            "forms": tuple(_form(form, lines) for form in report.forms),
            "notes": (*report.notes, *notes),
        }
    )


def _observation(row: Observation, lines: Mapping[Place, Line]) -> Observation:
    if (row.page, row.line) not in lines:
        return row
    return row.model_copy(update={"method": _method(row.method, _is_doubtful([row.raw], _near(row.page, row.line, lines)))})


def _form(form: PerformanceForm, lines: Mapping[Place, Line]) -> PerformanceForm:
    return form.model_copy(
        update={
            "funding": tuple(_funding(line, lines) for line in form.funding),
            "indicators": tuple(_indicator(row, lines) for row in form.indicators),
        }
    )


def _funding(row: FundingLine, lines: Mapping[Place, Line]) -> FundingLine:
    if (row.page, row.line) not in lines:
        return row
    return row.model_copy(update={"method": _method(row.method, _is_doubtful(row.printed, _near(row.page, row.line, lines)))})


def _indicator(row: Indicator, lines: Mapping[Place, Line]) -> Indicator:
    """An indicator with the cells named whose numbers are hardly legible."""
    if (row.page, row.line) not in lines:
        return row
    near = [*_near(row.page, row.line, lines), *_near(row.values_page or row.page, row.values_line, lines)]
    cells = {"target": row.target_raw, "actual": row.actual_raw, "weight": _plain(row.weight), "score": _plain(row.score)}
    unclear = {name for name, text in cells.items() if text and _is_doubtful([text], near)}
    method = _method(row.method, bool(unclear))
    return row.model_copy(update={"method": method, "doubtful": tuple(sorted(unclear.union(row.doubtful)))})


def _method(method: Method, is_doubtful: bool) -> Method:
    """How a number of a picture is known; a column that was worked out from recognised digits is not certain either."""
    return Method.OCR_DOUBTFUL if is_doubtful or not method.is_certain else Method.OCR


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _near(page: int | None, line: int | None, lines: Mapping[Place, Line]) -> list[str]:
    """The doubtful numbers of a row with cells; of running text also those on the lines that may belong to it."""
    if line is None:
        return []
    own = lines.get((page, line))
    reach = 0 if own is not None and own.cells else _NEAR
    around = (lines.get((page, number)) for number in range(line - reach, line + reach + 1))
    return [number for found in around if found is not None for number in found.doubtful]


def _is_doubtful(printed: Iterable[str], doubtful: Iterable[str]) -> bool:
    """True where one of the printed texts holds a doubtful number, or a part of it that a line's end has cut off."""
    numbers = [_bare(number) for number in doubtful]
    return any(_same(number, _bare(text), text) for text in printed for number in numbers)


def _same(number: str, bare: str, text: str) -> bool:
    if number == bare or number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")):
        return True
    long = min(len(_DIGITS.findall(number)), len(_DIGITS.findall(bare))) >= _LEAST_PART
    return long and (number in bare or bare in number)


def _bare(text: str) -> str:
    """A number without separators, signs around it and trailing zeros, for comparing printed with stored ones."""
    plain = re.sub(r"[^\d.]", "", text.translate(_NARROW)).strip(".")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


_NARROW: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
