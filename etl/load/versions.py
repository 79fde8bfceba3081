"""Which version of which report a file is: new, changed, or known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from psycopg.types.json import Jsonb

from etl.load.writing import Connection
from models import content_key

Outcome = Literal["loaded", "new_version", "unchanged"]


@dataclass(slots=True)
class Version:
    """One version of a report, in the database or about to be."""

    report_key: int
    unit_id: str
    fiscal_year: int
    number: int
    is_current: bool
    content_hash: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a report: the version it is, those it takes the place of, whether another file held the same content."""

    outcome: Outcome
    version: Version
    superseded: tuple[Version, ...] = ()
    same_content: bool = False
    with_another: bool = False  # written together with another file of the same batch


@dataclass(slots=True)
class History:
    """The versions that matter to a batch of reports, kept up to date while the batch is decided."""

    by_report: dict[tuple[str, int], list[Version]] = field(default_factory=lambda: defaultdict(list))
    by_file: dict[str, tuple[str, Version]] = field(default_factory=dict)  # sha256 → hash of what was read last, version

    def joined_with(self, *, unit_id: str, fiscal_year: int, sha256: str, content_hash: str) -> Version | None:
        """The current version that a file is to be joined with: None where `decide` needs no more than the file itself."""
        current = next((version for version in self.by_report[unit_id, fiscal_year] if version.is_current), None)
        known_hash, known = self.by_file.get(sha256, ("", None)) if sha256 else ("", None)
        at_home = known is not None and (known.unit_id, known.fiscal_year) == (unit_id, fiscal_year)
        if current is None or (known and at_home and (known_hash == content_hash or not known.is_current)):
            return None
        return None if current.content_hash == content_hash else current

    def same_content(self, version: Version, *, sha256: str, content_hash: str) -> Decision:
        """Note that a file holds nothing but what a version has already."""
        self.by_file[sha256] = (content_hash, version)
        return Decision("unchanged", version, same_content=True)

    def part_of(self, decision: Decision, *, sha256: str, content_hash: str, joined_hash: str) -> Decision:
        """Note that a file belongs to a version that is about to be written with other parts of the same report."""
        decision.version.content_hash = joined_hash
        self.by_file[sha256] = (content_hash, decision.version)
        return Decision(decision.outcome, decision.version, with_another=True)

    def decide(self, *, unit_id: str, fiscal_year: int, sha256: str, content_hash: str, joined_hash: str = "") -> Decision:
        """Decide on one report; `joined_hash` is the hash of its content where it was joined with the current version.

        The same file read the same way is unchanged, also where another file has taken its place since: loading a folder with
        both again must not swap them. Another file with the content of the current version is unchanged too. Everything else
        is a new version. It becomes the current one, unless it is a new reading of a file that another file has superseded. A
        file that is now read as another unit or year leaves the place it had.
        """
        versions = self.by_report[unit_id, fiscal_year]
        current = next((version for version in versions if version.is_current), None)
        known_hash, known = self.by_file.get(sha256, ("", None)) if sha256 else ("", None)
        at_home = known is not None and (known.unit_id, known.fiscal_year) == (unit_id, fiscal_year)
        if known and at_home and known_hash == content_hash:
            return Decision("unchanged", known)
        if current and current.content_hash == content_hash:
            self.by_file[sha256] = (content_hash, current)
            return Decision("unchanged", current, same_content=sha256 != current.sha256)
        superseded = []
        stays_behind = bool(at_home and known and not known.is_current and current)
        if current and not stays_behind:
            superseded.append(current)
        if known and not at_home and known.is_current:
            superseded.append(known)
        for version in superseded:
            version.is_current = False
        number = max((version.number for version in versions), default=0) + 1
        key = content_key("report", unit_id, fiscal_year, number)
        new = Version(key, unit_id, fiscal_year, number, not stays_behind, joined_hash or content_hash, sha256)
        versions.append(new)
        self.by_file[sha256] = (content_hash, new)
        return Decision("new_version" if superseded or number > 1 else "loaded", new, tuple(superseded))


def read_history(connection: Connection, reports: Iterable[tuple[str, int]], hashes: Iterable[str]) -> History:
    """The versions of these reports (unit and year) and those that these files were read into."""
    history = History()
    wanted = [{"unit_id": unit_id, "fiscal_year": year} for unit_id, year in sorted(set(reports))]
    for row in connection.execute(
        """
        select report_key, unit_id, fiscal_year, version, is_current, content_hash, sha256
        from warehouse.dim_report
        inner join jsonb_to_recordset(%s) as wanted (unit_id text, fiscal_year smallint) using (unit_id, fiscal_year)
        order by unit_id, fiscal_year, version
        """,
        [Jsonb(wanted)],
    ):
        version = Version(*row)
        history.by_report[version.unit_id, version.fiscal_year].append(version)
    present = {version.report_key: version for versions in history.by_report.values() for version in versions}
    for file_sha256, file_hash, *row in connection.execute(
        """
        select
            document.sha256, document.content_hash, report_key, report.unit_id, report.fiscal_year, report.version,
            report.is_current, report.content_hash, report.sha256
        from audit.document as document
        inner join warehouse.dim_report as report using (report_key)
        where document.sha256 = any(%s) and document.sha256 <> ''
        order by document.sha256, report.loaded_at, report.version, document.part
        """,
        [sorted(set(hashes))],
    ):
        version = Version(*row)
        history.by_file[file_sha256] = (file_hash, present.setdefault(version.report_key, version))
    return history
