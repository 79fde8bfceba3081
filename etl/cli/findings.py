"""`juesuan findings`: what does not agree in the reports, grouped by cause, with the printed numbers beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final

import psycopg
import typer
from psycopg.rows import class_row, dict_row
from rich.padding import Padding
from rich.text import Text

from etl.cli import console
from etl.cli.database import ready
from etl.database import connect
from etl.export import plain
from etl.reconcile import rules
from etl.reconcile.wording import place_text
from etl.report import Place
from etl.settings import Settings
from etl.vocabulary import PHASE_ZH, Phase

_WAN: Final = Decimal(10_000)
_MOST_PLACES: Final = 6
_MOST_NUMBERS: Final = 6
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_STYLE: Final = {"error": "bold red", "notice": "yellow", "rounding": "dim"}
SEVERITY_ZH: Final = {"error": "错误", "notice": "提示", "rounding": "舍入"}  # the gravest first

_REPORTS: Final = """
    select report.report_key, report.fiscal_year, unit.name as unit_name, report.scope, report.document
    from warehouse.dim_report as report
    inner join warehouse.dim_unit as unit on report.unit_key = unit.unit_key
    where
        report.is_current and unit.name like %(unit)s
        and (%(year)s::integer is null or report.fiscal_year = %(year)s)
    order by report.fiscal_year, unit.name, report.scope, report.report_key
"""
_FAILED: Final = """
    select rule, severity, message, stated, recomputed, difference, tolerance, parts, pages, lines, cause, proposed
    from warehouse.fact_check
    where report_key = %(report_key)s and fiscal_year = %(fiscal_year)s and status = 'failed'
    order by position
"""
_NUMBER: Final = """
    select
        fact.part, fact.page, fact.line, fact.position, fact.phase, fact.raw, fact.printed_unit,
        concat_ws(' ', nullif(fact.functional_name, ''), nullif(fact.economic_name, ''), account.name) as words
    from warehouse.{fact} as fact
    inner join warehouse.dim_account as account on fact.account_key = account.account_key
    where fact.report_key = %(report_key)s and fact.fiscal_year = %(fiscal_year)s
"""
# what is printed in the lines that findings point to: numbers of tables and text, rows of performance forms
_PRINTED: Final = f"""
    select part, page, line, words, phase, raw, printed_unit
    from (
        {_NUMBER.format(fact="fact_amount")} union all {_NUMBER.format(fact="fact_count")} union all
        {_NUMBER.format(fact="fact_stated_change")} union all
        select part, page, line, position, '', array_to_string(printed, ' '), '', '资金'
        from warehouse.fact_project_funding
        where report_key = %(report_key)s and fiscal_year = %(fiscal_year)s union all
        select
            part, page, line, position, '', concat_ws(
                '，', '目标 ' || nullif(target_raw, ''), '实际 ' || nullif(actual_raw, ''), '分值 ' || trim_scale(weight),
                '得分 ' || trim_scale(score)
            ), '', level3
        from warehouse.fact_indicator
        where report_key = %(report_key)s and fiscal_year = %(fiscal_year)s
    ) as printed
    where (part, coalesce(page, 0), line) in (
        select coalesce(place.part, 1), coalesce(place.page, 0), place.line
        from warehouse.fact_check as finding
        cross join lateral unnest(finding.parts, finding.pages, finding.lines) as place (part, page, line)
        where
            finding.report_key = %(report_key)s and finding.fiscal_year = %(fiscal_year)s and finding.status = 'failed'
    )
    order by part, page nulls first, line, position
"""
_FILES: Final = "select part::integer, name from audit.document where report_key = %(report_key)s"
_OF_RUN: Final = """
    select finding.rule, finding.status, finding.severity, count(*) as check_count
    from (select distinct report_key from audit.run_document where run_id = %(run)s and report_key is not null) as loaded
    inner join warehouse.dim_report as report on loaded.report_key = report.report_key
    inner join warehouse.fact_check as finding
        on report.report_key = finding.report_key and report.fiscal_year = finding.fiscal_year
    group by finding.rule, finding.status, finding.severity
"""


class Severity(StrEnum):
    """How sure a finding is."""

    ERROR = "error"
    ROUNDING = "rounding"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Failed:
    """One failed check as stored."""

    rule: str
    severity: str
    message: str
    stated: str
    recomputed: str
    difference: Decimal | None
    tolerance: Decimal | None
    parts: list[int]  # none where all places are in the one file of the report
    pages: list[int | None]
    lines: list[int | None]
    cause: str
    proposed: str

    @property
    def places(self) -> tuple[Place, ...]:
        """All places, in the order of the check."""
        parts = self.parts or [1] * len(self.lines)
        printed = zip(parts, self.pages, self.lines, strict=True)
        return tuple(Place(part=part, page=page, line=line) for part, page, line in printed)

    @property
    def reference(self) -> str:
        """How findings that follow from this one name it as their cause."""
        return f"{self.rule} {place_text(self.places[0])}".strip() if self.places else self.rule


@dataclass(frozen=True, slots=True)
class Printed:
    """One number, or row of a form, as printed in a line that a finding points to."""

    part: int
    page: int | None
    line: int | None
    words: str
    phase: str
    raw: str
    printed_unit: str

    def __str__(self) -> str:
        phase = PHASE_ZH[Phase(self.phase)] if self.phase else ""
        unit = "" if self.raw.endswith(self.printed_unit) else self.printed_unit
        return f"{' '.join(filter(None, (self.words, phase)))} {self.raw}{unit}"


Group = tuple[Failed, list[Failed]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is printed where in the files of a report; `files` names them where the findings are in several."""

    numbers: dict[Place, list[Printed]]
    files: dict[int, str]

    def place(self, place: Place) -> str:
        """A place in words."""
        return f"{self.files.get(place.part, '')} {place_text(place)}".strip()


def grouped(failed: Sequence[Failed]) -> list[Group]:
    """Leading findings with those that they explain; a finding whose cause is not among them leads itself."""
    leading: dict[str, Group] = {}
    alone: list[Group] = []
    for finding in failed:
        if not finding.cause and finding.reference not in leading:
            leading[finding.reference] = (finding, [])
            alone.append(leading[finding.reference])
        elif not finding.cause:
            alone.append((finding, []))
    for finding in failed:
        if finding.cause in leading:
            leading[finding.cause][1].append(finding)
        elif finding.cause:
            alone.append((finding, []))
    order = list(SEVERITY_ZH)
    return sorted(alone, key=lambda group: order.index(group[0].severity))


def chosen(groups: Iterable[Group], severities: frozenset[str], rule: str | None) -> Iterator[Group]:
    """The groups with a wanted finding in them: the leading one always, of the others those that are wanted."""

    def wanted(finding: Failed) -> bool:
        return finding.severity in severities and (rule is None or finding.rule == rule or finding.rule.startswith(f"{rule}."))

    for leader, others in groups:
        kept = [finding for finding in others if wanted(finding)]
        if kept or wanted(leader):
            yield leader, kept


def findings(
    unit: Annotated[str, typer.Option(help="单位名称或其中一部分")] = "",
    year: Annotated[int | None, typer.Option(help="年度")] = None,
    severity: Annotated[Severity | None, typer.Option(help="只列此类：错误、舍入、提示")] = None,
    rule: Annotated[str | None, typer.Option(help="规则代号，如 table.column_sum，或一组规则，如 forms")] = None,
    everything: Annotated[bool, typer.Option("--all", help="也列出末位舍入可以解释的差")] = False,
) -> None:
    """列出报告中的不符之处：所印与重算、容差、位置及该处所印的数字；由同一原因引起的归在一起。

    错误为算术所证明、超出印刷精度的不符；舍入为末位可以解释的差；提示须人判断。全部规则见 docs/rules.md。

    例：juesuan findings --unit 人力资源 --year 2023
    例：juesuan findings --severity error --rule forms
    """
    if severity is not None:
        severities = frozenset({severity.value})
    else:
        severities = frozenset(SEVERITY_ZH) if everything else frozenset({"error", "notice"})
    with connect(ready(Settings())) as connection:
        reports = _reports(connection, unit, year)
        shown: Counter[str] = Counter()
        hidden = 0
        for report in reports:
            with connection.cursor(row_factory=class_row(Failed)) as cursor:
                failed = cursor.execute(_FAILED, report).fetchall()
            hidden += sum(finding.severity not in severities for finding in failed)
            groups = list(chosen(grouped(failed), severities, rule))
            if groups:
                shown.update(_print_report(report, groups, _sources(connection, report, failed)))
    if not shown and rule is not None and not any(f"{known.id}.".startswith(f"{rule}.") for known in rules()):
        raise typer.BadParameter(f"没有规则 {rule}，全部规则见 docs/rules.md", param_hint="--rule")
    _print_end(len(reports), shown, unit, year, hidden if severity is None and rule is None else 0)


def _reports(connection: psycopg.Connection[Any], unit: str, year: int | None) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_REPORTS, {"unit": f"%{unit}%", "year": year}).fetchall()


def _sources(connection: psycopg.Connection[Any], report: dict[str, Any], failed: Iterable[Failed]) -> Sources:
    numbers: dict[Place, list[Printed]] = {}
    with connection.cursor(row_factory=class_row(Printed)) as cursor:
        for number in cursor.execute(_PRINTED, report):
            numbers.setdefault(Place(part=number.part, page=number.page, line=number.line), []).append(number)
    several = len({place.part for finding in failed for place in finding.places}) > 1
    files = dict(connection.execute(_FILES, report).fetchall()) if several else {}
    return Sources(numbers, files)


def _print_report(report: dict[str, Any], groups: Sequence[Group], sources: Sources) -> Counter[str]:
    scope = {"department": "部门决算", "unit": "单位决算"}.get(report["scope"], "")
    head = f"{report['unit_name']} {report['fiscal_year']} 年度（{'，'.join(filter(None, (scope, report['document'])))}）"
    console.out.print(Text(head, style="bold"))
    shown: Counter[str] = Counter()
    above = ("", "")
    for leader, others in groups:
        if above != (leader.severity, leader.rule):
            _line(_head(leader), indent=2)
            above = (leader.severity, leader.rule)
        _print_finding(leader, sources, indent=4)
        for finding in others:
            _line(_head(finding, "└ 由此引起  "), indent=6)
            _print_finding(finding, sources, indent=8)
        shown.update([leader.severity, *(finding.severity for finding in others)])
    console.out.print()
    return shown


@cache
def _titles() -> dict[str, str]:
    return {rule.id: rule.zh for rule in rules()}


def _line(text: Text, *, indent: int) -> None:
    console.out.print(Padding(text, (0, 0, 0, indent), expand=False))


def _head(finding: Failed, lead: str = "") -> Text:
    style = _STYLE[finding.severity]
    title = _titles().get(finding.rule, "")
    return Text.assemble((lead, "dim"), (SEVERITY_ZH[finding.severity], style), f"  {finding.rule}  {title}")


def _print_finding(finding: Failed, sources: Sources, *, indent: int) -> None:
    _line(Text(f"• {finding.message}"), indent=indent)
    for line in (*_sides(finding), *_lines(finding, sources)):
        _line(Text(line), indent=indent + 2)


def _sides(finding: Failed) -> Iterator[str]:
    """Stated against recomputed, difference and tolerance, and what the value would have to be."""
    parts = []
    if finding.stated:
        parts.append(f"所印 {finding.stated}")
    if finding.recomputed:
        parts.append(f"对照 {finding.recomputed}")
    if finding.difference is not None:
        parts.append(f"相差 {measure(abs(finding.difference), finding.stated)}")
    if finding.tolerance is not None:
        parts.append(f"容差 ±{measure(finding.tolerance, finding.stated)}")
    if finding.proposed:
        parts.append(f"应为 {finding.proposed}")
    if parts:
        yield "；".join(parts)


def measure(value: Decimal, stated: str) -> str:
    """A difference in the unit in which the finding states its value; stored money is in yuan.

    >>> measure(Decimal("128900.00"), "5377.64万元"), measure(Decimal("0.9970"), "99.76%"), measure(Decimal("2"), "50")
    ('12.89万元', '0.997 个百分点', '2')
    """
    if stated.endswith("万元"):
        return f"{_short(value / _WAN)}万元"
    if stated.endswith("元"):
        return f"{_short(value)}元"
    return f"{_short(value)} 个百分点" if stated.endswith("%") else _short(value)


def _short(value: Decimal) -> str:
    return plain(round(value, 4))


def _lines(finding: Failed, sources: Sources) -> Iterator[str]:
    """Each place with what is printed there: the numbers the finding speaks of, or where it names none, the first ones."""
    told = set(_DIGITS.findall("\n".join((finding.message, finding.stated, finding.recomputed)).replace(",", "")))
    places = list(dict.fromkeys(finding.places))
    for place in places[:_MOST_PLACES]:
        there = sources.numbers.get(place, [])
        spoken_of = [number for number in there if _bare(number.raw) in told]
        shown = spoken_of or there
        text = "；".join(str(number) for number in shown[:_MOST_NUMBERS])
        more = f" …（该行共 {len(shown)} 个数）" if len(shown) > _MOST_NUMBERS else ""
        yield f"{sources.place(place)}  {text}{more}".rstrip()
    if len(places) > _MOST_PLACES:
        yield f"…（共 {len(places)} 处）"


def _bare(raw: str) -> str:
    """The digits of a printed number as they stand in messages: no separators, no sign."""
    return "".join(raw.split()).replace(",", "").strip("-－—（）()%％")


def _print_end(reports: int, shown: Counter[str], unit: str, year: int | None, hidden: int) -> None:
    of = (f"名称含“{unit}”的单位" if unit else "") + (f" {year} 年度" if year else "")
    if not reports:
        console.out.print(f"没有{of}的报告" if of else "没有报告；处理：先执行 juesuan load")
        return
    rest = f"；另有舍入 {hidden} 项（--all 列出）" if hidden else ""
    if not shown:
        console.out.print(f"{reports} 份报告，没有符合条件的发现{rest}")
        return
    counts = "，".join(f"{name} {shown[code]}" for code, name in SEVERITY_ZH.items() if shown[code])
    console.out.print(f"{reports} 份报告：{counts}{rest}")


def checks_of_run(url: str, run_id: int) -> str:
    """One line on the reports of a run: findings by severity, and the rules that applied to none of them."""
    with connect(url) as connection:
        rows = connection.execute(_OF_RUN, {"run": run_id}).fetchall()
    if not rows:
        return ""
    failed: Counter[str] = Counter()
    applied = set()
    for rule, status, severity, count in rows:
        if status == "failed":
            failed[severity] += count
        if status != "not_applicable":
            applied.add(rule)
    counts = "，".join(f"{name} {failed[code]}" for code, name in SEVERITY_ZH.items())
    idle = [rule.id for rule in rules() if rule.id not in applied]
    nowhere = f"；{len(idle)} 条规则无处适用：{'、'.join(idle)}" if idle else "；全部规则均有适用之处"
    return f"核对：{counts}{nowhere}"
