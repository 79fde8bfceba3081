"""The canonical Report: what every reader of final accounts yields and everything below reads.

A Report knows nothing of the layout it came from. Written as JSON it follows ``schemas/report-1.schema.json``; other extractors
may feed the warehouse with such files. Money is in yuan whatever unit was printed; `raw` keeps the printed digits; `page` and
`line` (1-based) lead back to the source file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Method, Phase

SCHEMA_VERSION = "1"

Severity = Literal["error", "rounding", "notice"]
CheckStatus = Literal["passed", "failed", "not_applicable"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Record):
    """Where something is printed: the page where the format has pages, the line of the file or of the page's text.

    `part` is the number of the file, from 1, in a report that was joined from several; see `Report.parts`.
    """

    page: int | None = None
    line: int | None = None
    part: int = 1


class SourceFile(_Record):
    """The file a report was read from. `name` is the file's stem, `sha256` the hash of its bytes in hex."""

    name: str
    sha256: str
    media: str  # text, pdf, docx, xlsx, html, json
    size_bytes: int = 0


class UnitIdentity(_Record):
    """Whose accounts these are. Empty text or None where the report leaves it open; never guessed.

    `region_code` is an adcode of GB/T 2260; where the name fits several regions, it is None and `region_candidates` holds them.
    `administrative_level`: ``central``, ``province``, ``prefecture``, ``county``, ``township`` or empty.
    """

    name: str
    printed_names: tuple[tuple[str, int], ...] = ()  # each spelling with how often it is printed
    region_code: str | None = None
    region_candidates: tuple[str, ...] = ()
    administrative_level: str = ""
    department_type: str | None = None
    department_type_candidates: tuple[str, ...] = ()
    nature: str = ""  # 行政单位, 公益一类事业单位, … as printed
    parent_name: str | None = None
    members: tuple[str, ...] = ()  # the units whose accounts are consolidated here, where listed


class Observation(_Record):
    """One number as printed in one place (the grain of the warehouse).

    `functional_path` and `economic_path` hold the printed names from the class down, empty text for a level that is not
    printed; the codes are those printed or resolved from the names and empty where nothing certain is known. `tolerance` is
    half a unit of the last printed digit, in `unit`.
    """

    fund: Fund
    item: Item
    phase: Phase
    value: Decimal
    unit: MeasureUnit
    channel: Channel
    raw: str
    tolerance: Decimal
    functional_code: str = ""
    functional_name: str = ""
    functional_path: tuple[str, ...] = ()
    economic_code: str = ""
    economic_name: str = ""
    economic_path: tuple[str, ...] = ()
    page: int | None = None
    line: int | None = None
    printed_unit: str = ""
    method: Method = Method.READ
    section: str = ""  # the statement or section of the narrative it stands in
    part: int = 1


class Explanation(_Record):
    """Why an amount changed or deviates, as stated, tied to the account or subject it speaks of."""

    fund: Fund
    item: Item
    basis: Phase  # the change explained: delta_prior, delta_initial_budget, delta_annual_budget
    text: str
    functional_code: str = ""
    functional_name: str = ""
    functional_path: tuple[str, ...] = ()
    economic_code: str = ""
    economic_name: str = ""
    page: int | None = None
    line: int | None = None
    section: str = ""
    part: int = 1


class StatementSeen(_Record):
    """One of the accounts tables as found: its kind, title, place and whether anything is printed in it."""

    kind: str
    title: str
    page: int | None = None
    line: int | None = None
    printed_unit: str = ""
    amounts: int = 0
    empty_note: str = ""  # the note that there is nothing to report
    part: int = 1


class FundingLine(_Record):
    """One money line of a performance form; amounts in yuan, rates in percent, None where blank."""

    source: str  # total, fiscal, carryover, other, central, province, prefecture, county
    initial_budget: Decimal | None = None
    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    weight: Decimal | None = None
    execution_rate: Decimal | None = None
    score: Decimal | None = None
    printed: tuple[str, ...] = ()
    method: Method = Method.READ
    page: int | None = None
    line: int | None = None


class Indicator(_Record):
    """One third-level performance indicator in printed order.

    `doubtful` names the cells whose column stayed open, or whose number was recognised in a picture with little confidence.
    `line` is where its name begins, `values_line` where its points stand if a wrapped name puts them on another line; in text
    that keeps the places of its words, where the lines of the name lie around the points, `line` is that of the points.
    """

    position: int
    level1: str = ""
    level2: str = ""
    level3: str
    nature: str = ""
    comparator: str = ""
    target_raw: str = ""
    target_value: Decimal | None = None
    actual_raw: str = ""
    actual_value: Decimal | None = None
    measure_unit: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation: str = ""
    doubtful: tuple[str, ...] = ()
    method: Method = Method.READ
    page: int | None = None
    line: int | None = None
    values_page: int | None = None
    values_line: int | None = None


class PerformanceForm(_Record):
    """One 绩效自评表: of a project, or of the whole department (`kind` ``overall``).

    `line` is where it begins, `total_line` where its total score stands, where that is known.
    """

    form_no: int
    kind: Literal["project", "overall"] = "project"
    project_name: str
    department: str = ""
    implementing_unit: str = ""
    funding: tuple[FundingLine, ...] = ()
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    narrative_score: Decimal | None = None
    narrative_annual_budget: Decimal | None = None
    narrative_executed: Decimal | None = None
    narrative_completion_pct: Decimal | None = None
    expected_goal: str = ""
    actual_goal: str = ""
    indicators: tuple[Indicator, ...] = ()
    total_page: int | None = None
    total_line: int | None = None
    page: int | None = None
    line: int | None = None
    part: int = 1


class UnreadNumber(_Record):
    """A number-like token that was neither read nor classed; `context` is a few characters around it."""

    raw: str
    context: str
    in_form: bool = False
    is_quantity: bool = True  # an amount or percentage; the share of these is what `status` shows
    page: int | None = None
    line: int | None = None
    part: int = 1


class Coverage(_Record):
    """Every number-like token of the source, accounted for.

    `quantities` are amounts and percentages outside the performance forms; `unread_quantities` those of them that are neither
    read nor classed. `classed` counts tokens by why they are no observation (date, clause, document_number, …).
    """

    tokens: int = 0
    read: int = 0
    classed: dict[str, int] = Field(default_factory=dict)
    unread: int = 0
    quantities: int = 0
    unread_quantities: int = 0

    @property
    def unread_share(self) -> Decimal:
        """Unread amounts and percentages outside the forms over all of them, 0 … 1."""
        return Decimal(self.unread_quantities) / self.quantities if self.quantities else Decimal(0)


class Part(_Record):
    """One file of a report that was joined from several: the hash of what it holds read alone, and what of it was read."""

    source: SourceFile
    content_hash: str = ""
    coverage: Coverage = Field(default_factory=Coverage)


class Note(_Record):
    """What a reader of the report should know: an ambiguity left open, evidence weighed, a heading mended."""

    code: str
    text: str
    page: int | None = None
    line: int | None = None
    part: int = 1


class Check(_Record):
    """One place where a reconciliation rule applied, passed or not, with both sides and the recomputation."""

    rule: str
    status: CheckStatus
    severity: Severity = "error"
    message: str = ""
    stated: str = ""
    recomputed: str = ""
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    places: tuple[Place, ...] = ()
    cause: str = ""  # the rule and place of the finding that explains this one
    proposed: str = ""  # the likely right value where other statements prove it


class Report(_Record):
    """One final-accounts report as read.

    `parts` is empty for a report from one file; else it holds all its files, `source` first, and `part` of a record is the
    number of its file among them.
    """

    schema_version: Literal["1"] = "1"
    source: SourceFile
    unit: UnitIdentity
    fiscal_year: Annotated[int, Field(ge=1994, le=2100)]
    scope: Literal["department", "unit"]  # 部门决算 (consolidated) or 单位决算
    title: str = ""
    observations: tuple[Observation, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    statements: tuple[StatementSeen, ...] = ()
    forms: tuple[PerformanceForm, ...] = ()
    checks: tuple[Check, ...] = ()
    unread: tuple[UnreadNumber, ...] = ()
    coverage: Coverage = Field(default_factory=Coverage)
    notes: tuple[Note, ...] = ()
    parts: tuple[Part, ...] = ()
