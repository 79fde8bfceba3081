"""One report published in several files: what each file carries, joined into one Report.

A *section* is what files carry or do not carry: a statement, a section of the narrative, a performance form. Of a section that
several files have, the newest file's stands, so nothing is counted twice and a corrected part replaces only itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from etl.parse.flow import canonical
from etl.reconcile import reconcile
from etl.report import Check, Coverage, Explanation, Observation, Part, PerformanceForm, Place, Report, StatementSeen
from etl.vocabulary import Channel

Key = tuple[str, str]
Record = Observation | Explanation | StatementSeen | PerformanceForm
Sections = dict[Key, list[Record]]

# so much of an older file's sections, of each kind, makes a file a new edition of the whole of it
REPLACES_FROM: Final = (4, 5)
# checks that need the printed text: it is not at hand when files are joined, so what they found in each file stays
_ON_PRINTED_TEXT: Final = frozenset(
    {
        "forms.level_totals",
        "directions.words",
        "percentages.part_above_whole",
        "publication.leftovers",
        "publication.sections",
        "publication.serials",
        "publication.table_numerals",
        "publication.unit_name",
    }
)
_IN_A_SECTION: Final = ("observations", "explanations", "statements", "forms")
_PLACES: Final = ("page", "line", "values_page", "values_line", "total_page", "total_line")
_APART: Final = 10**12  # lines of different files are told apart by so much while the joined report is checked
_FAR_PLACE: Final = re.compile(r"\d{13,}(?=[页行])")


@dataclass(frozen=True, slots=True)
class _File:
    """One file with the sections that are taken from it; `report` is where its records are, under the number `number`."""

    part: Part
    report: Report
    number: int
    sections: Sections

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """The file that tells most in words comes first; the rest is for a fixed order."""
        numbers = [record for records in self.sections.values() for record in records if isinstance(record, Observation)]
        narrative = sum(number.channel is Channel.NARRATIVE for number in numbers)
        return -narrative, -len(numbers), self.part.source.name, self.part.source.sha256


def join(previous: Report, new: Report, content_hashes: tuple[str, str] = ("", "")) -> Report:
    """Join a file that arrives with what is known of the same unit and year; the same for disjoint files in any order.

    Returns `previous` itself where `new` adds and changes nothing, `new` itself where it takes the place of all that was there.
    A file of which nothing remains is no part. Unit, title and scope are those of the file with most narrative; the checks are
    made again, those on the printed text kept from each file. `content_hashes` are those of the two, for their `Part`.
    """
    if new.parts:
        return new
    older = _files(previous, content_hashes[0])
    again = [file for file in older if new.source.sha256 and file.part.source.sha256 == new.source.sha256]
    if again:  # the same file read anew is as old as it was: what others brought since stays
        older = [file for file in older if file not in again]
        taken = {
            key: records
            for key, records in _sections(new)[1].items()
            if not any(_weight(file.sections.get(key, ())) for file in older)
        }
    else:
        taken = _sections(new)[1]
        if _same_everywhere(older, taken) and (previous.unit, previous.title) == (new.unit, new.title):
            return previous
        older = [file for file in older if not _replaces(taken, file.sections)]
        taken = _settle(older, taken)
        if older and not taken:
            return previous
    files = [file for file in older if file.sections]
    if not files:
        return new
    if taken:
        files.append(_File(_part(new, content_hashes[1]), new, 1, taken))
    return _joined(sorted(files, key=lambda file: file.rank))


def _part(report: Report, content_hash: str) -> Part:
    return Part(source=report.source, content_hash=content_hash, coverage=report.coverage)


def _files(report: Report, content_hash: str) -> list[_File]:
    sections = _sections(report)
    parts = report.parts or (_part(report, content_hash),)
    return [_File(part, report, number, sections[number]) for number, part in enumerate(parts, 1)]


def _sections(report: Report) -> Mapping[int, Sections]:
    """The records of each file of a report by their section."""
    found: dict[int, Sections] = defaultdict(lambda: defaultdict(list))
    for name in _IN_A_SECTION:
        for record in getattr(report, name):
            found[record.part][_key(record)].append(record)
    return defaultdict(dict, {number: dict(sections) for number, sections in found.items()})


def _key(record: Record) -> Key:
    if isinstance(record, Observation):
        return record.channel.value, record.section
    if isinstance(record, Explanation):
        return Channel.NARRATIVE.value, record.section
    if isinstance(record, StatementSeen):
        return Channel.TABLE.value, record.kind
    return f"form {record.kind}", canonical(record.project_name)


def _weight(records: Iterable[Record]) -> int:
    """How much a section says; a table that is only titled says nothing and never takes the place of one that has figures."""
    return sum(not isinstance(record, StatementSeen) for record in records)


def _content(records: Iterable[Record]) -> Counter[Any]:
    """What a section says, whatever file and place it is printed in."""
    return Counter(_statement(record) for record in records if not isinstance(record, StatementSeen))


def _statement(record: Record) -> tuple[Any, ...]:
    if isinstance(record, Observation):
        subject = (record.functional_code, record.functional_name, record.economic_code, record.economic_name)
        return record.fund, record.item, record.phase, record.value, record.unit, subject
    if isinstance(record, Explanation):
        return record.fund, record.item, record.basis, record.functional_name, canonical(record.text)
    if isinstance(record, PerformanceForm):
        funding = tuple((f.source, f.initial_budget, f.annual_budget, f.executed, f.score) for f in record.funding)
        indicators = tuple((i.level3, i.target_raw, i.actual_raw, i.weight, i.score) for i in record.indicators)
        return record.total_score, record.narrative_score, record.expected_goal, record.actual_goal, funding, indicators
    return ()


def _same_everywhere(older: list[_File], new: Sections) -> bool:
    """Whether each section of a new file is there already, with the same content."""
    return all(
        any(key in file.sections and _content(file.sections[key]) == _content(records) for file in older)
        for key, records in new.items()
    )


def _replaces(new: Sections, old: Sections) -> bool:
    """Whether a new file is an edition of the whole of an older one: it has most of its sections, of each kind."""
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key, records in old.items():
        if _weight(records):
            by_kind[key[0].split()[0]].append(key)
    part, whole = REPLACES_FROM
    return all(
        sum(key in new and _weight(new[key]) > 0 for key in keys) * whole >= len(keys) * part for keys in by_kind.values()
    )


def _settle(older: list[_File], new: Sections) -> Sections:
    """Decide on each section that a new file shares with older ones, which lose or keep it; returns what the new one keeps."""
    kept = dict(new)
    for key, records in new.items():
        for file in older:
            present = file.sections.get(key)
            if present is None or key not in kept:
                continue
            mention = 2 * _weight(records) < _weight(present)  # a figure or two beside the section itself
            if mention or _content(records) == _content(present):
                del kept[key]
            else:
                del file.sections[key]
    return kept


# --- the joined report -----------------------------------------------------------------------------------------------


def _joined(files: list[_File]) -> Report:
    first = files[0]
    coverages = [file.part.coverage for file in files]
    report = Report(
        source=first.part.source,
        unit=first.report.unit,
        fiscal_year=first.report.fiscal_year,
        scope=first.report.scope,
        title=first.report.title,
        **{name: tuple(_records(files, name)) for name in (*_IN_A_SECTION, "unread", "notes")},
        coverage=_sum(coverages),
        parts=tuple(file.part for file in files),
    )
    report = _numbered_forms(report)
    return _checked(
        report, [check for number, file in enumerate(files, 1) for check in _text_checks(file, number, number == 1)]
    )


def _records(files: list[_File], name: str) -> Iterable[Any]:
    """Records in the order of files and, in each, as printed; under the new number of their file."""
    for number, file in enumerate(files, 1):
        for record in getattr(file.report, name):
            if record.part == file.number and (name not in _IN_A_SECTION or _key(record) in file.sections):
                yield record if record.part == number else record.model_copy(update={"part": number})


def _numbered_forms(report: Report) -> Report:
    """Forms keep their numbers unless two files number alike."""
    numbers = [form.form_no for form in report.forms]
    if len(set(numbers)) == len(numbers):
        return report
    forms = tuple(form.model_copy(update={"form_no": number}) for number, form in enumerate(report.forms, 1))
    return report.model_copy(update={"forms": forms})


def _sum(coverages: list[Coverage]) -> Coverage:
    classed: Counter[str] = Counter()
    for coverage in coverages:
        classed.update(coverage.classed)
    names = ("tokens", "read", "unread", "quantities", "unread_quantities")
    sums = {name: sum(getattr(coverage, name) for coverage in coverages) for name in names}
    return Coverage(classed=dict(sorted(classed.items())), **sums)


def _text_checks(file: _File, number: int, first: bool) -> Iterable[Check]:
    """What was found in the printed text of a file; what has no place there is known of the first file only."""
    for check in file.report.checks:
        if check.rule not in _ON_PRINTED_TEXT or check.status == "not_applicable":
            continue
        if check.places and all(place.part == file.number for place in check.places):
            places = tuple(place.model_copy(update={"part": number}) for place in check.places)
            yield check.model_copy(update={"places": places})
        elif not check.places and first:
            yield check


def _checked(report: Report, on_text: list[Check]) -> Report:
    """The report with its checks made again, each place with its file."""
    apart = report.model_copy(
        update={name: tuple(map(_moved, getattr(report, name))) for name in (*_IN_A_SECTION, "unread", "notes")}
    )
    checks = [_back(check) for check in reconcile(apart).checks]
    found = {check.rule for check in on_text}
    checks = [check for check in checks if not (check.rule in found and check.status == "not_applicable")]
    return report.model_copy(update={"checks": (*checks, *on_text)})


def _moved(record: Any) -> Any:
    """A record of the second, third … file with its lines far behind those of the files before."""
    behind = (record.part - 1) * _APART
    if not behind:
        return record
    changes = _moved_places(record, behind)
    if isinstance(record, PerformanceForm):
        for name in ("funding", "indicators"):
            changes[name] = tuple(row.model_copy(update=_moved_places(row, behind)) for row in getattr(record, name))
    return record.model_copy(update=changes)


def _moved_places(record: Any, behind: int) -> dict[str, Any]:
    """Its pages and lines, by name, so far behind."""
    return {name: value + behind for name in _PLACES if (value := getattr(record, name, None)) is not None}


def _back(check: Check) -> Check:
    words = {name: _FAR_PLACE.sub(_near, getattr(check, name)) for name in ("message", "stated", "recomputed", "cause")}
    places = tuple(_place(place) for place in check.places)
    return check.model_copy(update={**words, "places": places})


def _near(number: re.Match[str]) -> str:
    return str(int(number.group()) % _APART)


def _place(place: Place) -> Place:
    far = max(place.page or 0, place.line or 0)
    page = None if place.page is None else place.page % _APART
    line = None if place.line is None else place.line % _APART
    return Place(page=page, line=line, part=far // _APART + 1)
