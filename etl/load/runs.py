"""The trace of every run: what was found, loaded, unchanged, quarantined, by which code on which schema, in what time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.errors import UnreadableFile
from etl.load.batch import code_version
from etl.load.writing import Connection
from models import content_key


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The balance of a run: found = loaded + unchanged + quarantined; `new_versions` are among the loaded."""

    run_id: int
    found: int
    loaded: int
    unchanged: int
    quarantined: int
    new_versions: int
    seconds: float


def start_run(connection: Connection, command: str) -> int:
    """Open a run and return its number; committed at once, so that a run that dies stays visible."""
    with connection.transaction():
        row = connection.execute(
            """
            insert into audit.load_run (command, code_version, schema_revision)
            values (%s, %s, coalesce((select max(version_num) from public.alembic_version), ''))
            returning run_id
            """,
            [command, code_version()],
        ).fetchone()
    if row is None:
        raise RuntimeError("the run was not recorded")
    return int(row[0])


def finish_run(connection: Connection, run_id: int) -> RunSummary:
    """Close a run with the balance of what was booked on it."""
    with connection.transaction():
        row = connection.execute(
            """
            update audit.load_run as run
            set
                finished_at = clock_timestamp(), seconds = extract(epoch from clock_timestamp() - run.started_at),
                found = booked.found, loaded = booked.loaded, unchanged = booked.unchanged,
                quarantined = booked.quarantined, new_versions = booked.new_versions
            from (
                select
                    count(*) as found,
                    count(*) filter (where outcome in ('loaded', 'new_version')) as loaded,
                    count(*) filter (where outcome = 'unchanged') as unchanged,
                    count(*) filter (where outcome = 'quarantined') as quarantined,
                    count(*) filter (where outcome = 'new_version') as new_versions
                from audit.run_document where run_id = %(run_id)s
            ) as booked
            where run.run_id = %(run_id)s
            returning run.run_id, run.found, run.loaded, run.unchanged, run.quarantined, run.new_versions, run.seconds::float8
            """,
            {"run_id": run_id},
        ).fetchone()
    if row is None:
        raise LookupError(f"no run {run_id}")
    return RunSummary(*row)


def quarantine(connection: Connection, run_id: int, path: Path | str, error: Exception, *, sha256: str = "") -> None:
    """Keep a file that could not be loaded with the reason; the same file for the same reason again only counts up."""
    path = Path(path)
    refusal = error if isinstance(error, UnreadableFile) else UnreadableFile(f"{type(error).__name__}：{error}")
    text = [part.replace("\0", "␀") for part in (refusal.reason, refusal.expected, refusal.remedy, refusal.place)]
    values = {
        "key": content_key("quarantine", path, sha256, refusal.code, refusal.reason),
        "path": str(path),
        "name": path.stem,
        "sha256": sha256,
        "code": refusal.code,
        "run_id": run_id,
        **dict(zip(("reason", "expected", "remedy", "place"), text, strict=True)),
    }
    with connection.transaction():
        connection.execute(
            """
            insert into audit.quarantine as present
                (quarantine_key, path, name, sha256, code, reason, expected, remedy, place, first_run_id, last_run_id)
            values (
                %(key)s, %(path)s, %(name)s, %(sha256)s, %(code)s, %(reason)s, %(expected)s, %(remedy)s, %(place)s,
                %(run_id)s, %(run_id)s
            )
            on conflict (quarantine_key) do update set
                times = present.times + 1, last_run_id = excluded.last_run_id, last_seen_at = excluded.last_seen_at,
                resolved_run_id = null
            """,
            values,
        )
        connection.execute(
            """
            insert into audit.run_document (run_id, name, sha256, outcome)
            values (%(run_id)s, %(name)s, %(sha256)s, 'quarantined')
            """,
            values,
        )
