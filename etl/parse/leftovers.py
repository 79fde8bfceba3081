"""Coverage: every number-like token is read, classed by why it is no fact of the accounts, or listed as unread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.extract.document import Document, Line
from etl.parse.ledger import Ledger, kind_among
from etl.parse.sections import Kind, Section
from etl.report import Coverage, UnreadNumber

_TOKEN: Final = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_QUANTITY_BEHIND: Final = re.compile(r"[\s_<>/u]*(?:亿元|万元|千元|元(?!/)|%|％|个百分点)")
_PAGE_LINE: Final = re.compile(r"^[\s\-—–·.第/]*\d{1,3}[\s\-—–·.页/共]*\d{0,3}[\s\-—–页]*$")
# what a token is by the text around it, where no reader claimed it: name, pattern before it, pattern behind it
_CLASSES: Final[tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]] = (
    ("date", None, re.compile(r"\s*(?:年|月\s*\d|月份|月底|月末|月起|日)")),
    ("date", re.compile(r"(?:年|月|[至到\-—])\s*$"), re.compile(r"\s*[月日号]")),
    ("document_number", re.compile(r"[〔\[（(第]\s*$"), re.compile(r"\s*[〕\]）)]?\s*(?:号|条|款|项|章|页|届|次会议|期)")),
    ("clause", re.compile(r"^[\s\-*#（(]*$"), re.compile(r"\s*[.、．)）:：]")),
    ("clause", re.compile(r"[（(]\s*$"), re.compile(r"\s*[)）]")),
    ("clause", re.compile(r"[。；;：:]\s*$"), re.compile(r"\s*[.、．](?!\d)")),
    ("table_number", re.compile(r"(?:公开|附?表|附件)\s*$"), None),
    ("figure_number", re.compile(r"图\s*$"), None),
    ("telephone", re.compile(r"(?:电话|传真|邮编|联系)[^。]{0,12}$"), None),
    ("threshold", re.compile(r"单价\s*(?:人民币)?\s*$|单位价值\s*$"), None),
    ("code", re.compile(r"(?:^|[^\d.])$"), re.compile(r"\s*[-—]?[\u4e00-\u9fff]{2,}(?:支出|事务|经费|运行|补助|医疗)")),
)
_SECTION_CLASS: Final[dict[Kind, str]] = {
    Kind.FRONT: "front_matter",
    Kind.DUTIES: "duties",
    Kind.ORGANISATION: "organisation",
    Kind.WORK: "work_report",
    Kind.GLOSSARY: "definition",
    Kind.CONTACT: "contact",
    Kind.PERFORMANCE: "performance_narrative",
    Kind.OTHER: "other_text",
}
_CONTEXT: Final = 14


def _class_of(line: Line, start: int, end: int) -> str | None:
    if _PAGE_LINE.match(line.text):
        return "page_number"
    for name, before, behind in _CLASSES:
        if before is not None and not before.search(line.text[:start]):
            continue
        if behind is not None and not behind.match(line.text, end):
            continue
        return name
    return None


@dataclass
class _Tally:
    """What has been counted so far."""

    tokens: int = 0
    read: int = 0
    quantities: int = 0
    unread_quantities: int = 0
    classed: Counter[str] = field(default_factory=Counter)
    unread: list[UnreadNumber] = field(default_factory=list)

    def enter(self, line: Line, start: int, end: int, kind: str | None, quantity: bool, in_form: bool) -> None:
        """Count the number from `start` to `end`; in forms, or where it is no fact of the accounts, it is no quantity."""
        self.tokens += 1
        self.quantities += quantity and not in_form
        if kind == "read":
            self.read += 1
        elif kind is not None:
            self.classed[kind] += 1
        else:
            self.unread_quantities += quantity and not in_form
            context = line.text[max(0, start - _CONTEXT) : end + _CONTEXT].strip()
            self.unread.append(
                UnreadNumber(
                    raw=line.text[start:end],
                    context=context,
                    in_form=in_form,
                    is_quantity=quantity,
                    page=line.page,
                    line=line.number,
                )
            )

    def coverage(self) -> Coverage:
        """The counts of the whole document."""
        return Coverage(
            tokens=self.tokens,
            read=self.read,
            classed=dict(sorted(self.classed.items())),
            unread=len(self.unread),
            quantities=self.quantities,
            unread_quantities=self.unread_quantities,
        )


def account_for(
    document: Document,
    ledger: Ledger,
    sections: Sequence[Section],
    forms: Sequence[tuple[int, int]],
    tables: Sequence[tuple[int, int]],
) -> tuple[Coverage, tuple[UnreadNumber, ...]]:
    """Go through all number tokens once; see the module. `forms` and `tables` are index ranges of lines."""
    where: list[Kind | None] = [None] * len(document.lines)
    for section in sections:
        for i in range(section.start, section.end):
            where[i] = section.kind
    form_lines = {i for start, end in forms for i in range(start, end)}
    table_lines = {i for start, end in tables for i in range(start, end)}
    tally = _Tally()
    at, claims = -1, ledger.claims_on(None, 0)
    for index, start, end in _numbers(document):
        line, in_form, in_table = document.lines[index], index in form_lines, index in table_lines
        if index != at:
            at, claims = index, ledger.claims_on(line.page, line.number)
        kind = kind_among(claims, start, end)
        if in_form and kind == "read":
            tally.tokens += 1
            tally.read += 1
            continue
        if kind is None and not in_form:
            kind = _class_of(line, start, end)
            if kind is None and not in_table:
                kind = _SECTION_CLASS.get(where[index] or Kind.OTHER)
        counts = kind in (None, "read")
        quantity = counts and (in_table or _QUANTITY_BEHIND.match(line.text, end) is not None)
        tally.enter(line, start, end, kind, quantity, in_form)
    return tally.coverage(), tuple(tally.unread)


def _numbers(document: Document) -> Iterator[tuple[int, int, int]]:
    """Every number token: the index of its line, where it begins and ends in it. One pass over the whole text."""
    begins, index = document.begins, 0
    for match in _TOKEN.finditer(document.text):
        start, end = match.span()
        while begins[index + 1] <= start:
            index += 1
        yield index, start - begins[index], end - begins[index]
