"""Findings on numbers that were recognised in pictures: they say so, and none on a hardly legible one is an error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from etl.parse.recognised import DOUBTFUL_NOTE
from etl.reconcile.facts import places
from etl.reconcile.findings import Finding
from etl.report import FundingLine, Indicator, Observation, Place, Report
from etl.vocabulary import Method

_FROM_PICTURE: Final = "数字由图片识别，请对照原件核对"
_HARDLY_LEGIBLE: Final = "其中有由图片识别且把握不大的数字，须对照原件核对"


class Recognised:
    """Which numbers and places of a report come from pictures, and which of them are hardly legible."""

    def __init__(self, report: Report) -> None:
        rows: list[Observation | FundingLine | Indicator] = [*report.observations]
        for form in report.forms:
            rows += [*form.funding, *form.indicators]
        self._pages = {row.page for row in rows if row.method.is_recognised}
        self._unclear = {(row.page, row.line) for row in rows if row.method is Method.OCR_DOUBTFUL}
        self._unclear |= {(note.page, note.line) for note in report.notes if note.code == DOUBTFUL_NOTE}

    def tone_down(self, findings: Iterable[Finding]) -> None:
        """Make an error that rests on a hardly legible number a notice."""
        for finding in findings if self._unclear else ():
            if finding.status == "failed" and finding.severity == "error" and self._is_unclear(finding):
                finding.severity = "notice"

    def say_so(self, findings: Iterable[Finding]) -> None:
        """Add to the messages of failed findings that their numbers come from a picture."""
        for finding in findings if self._pages else ():
            if finding.status != "failed":
                continue
            if self._is_unclear(finding):
                finding.notes.append(_HARDLY_LEGIBLE)
            elif any(place.page in self._pages for place in _places(finding)):
                finding.notes.append(_FROM_PICTURE)

    def _is_unclear(self, finding: Finding) -> bool:
        """True where a figure is hardly legible; for places that no figure stands at, where their line holds such a number."""
        read = [figure for figure in finding.figures if figure.observation is not None]
        if any(figure.observation and figure.observation.method is Method.OCR_DOUBTFUL for figure in read):
            return True
        exact = {(figure.place.page, figure.place.line) for figure in read}
        return any((place.page, place.line) in self._unclear - exact for place in _places(finding))


def _places(finding: Finding) -> tuple[Place, ...]:
    return finding.places or places(finding.figures)
