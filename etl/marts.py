"""Build the comparison marts: dbt run in process on the database of a URL, its models and all their tests.

Nothing is written to the checkout: compiled SQL, manifest and logs go to the program's own folder. One build at a time in a
process and in a database.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from etl import database
from etl.errors import JuesuanError
from etl.settings import Settings

_BUILDING: Final = 0x6A756573756D61  # advisory lock: one build at a time in a database
_ONE_AT_A_TIME: Final = Lock()  # dbt keeps state in the process
_KINDS_ZH: Final = {"model": "模型", "test": "检验", "unit_test": "单元检验", "seed": "清单"}
# what else a URL may say, by the variable that libpq reads it from
_LIBPQ: Final = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


class MartsNotBuilt(JuesuanError):
    """dbt could not begin: the project does not parse, or nothing fits the selection."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one model, seed or test.

    `kind`: ``model``, ``seed``, ``test``, ``unit_test``. `status`: ``success``, ``pass``, ``warn``, ``fail``, ``error``,
    ``skipped``. `failures` counts the rows that break a test; `message` is dbt's; `description` is the project's, in Chinese.
    """

    name: str
    description: str
    kind: str
    status: str
    message: str
    failures: int
    seconds: float

    @property
    def failed(self) -> bool:
        """True where the step is a reason to mistrust the marts."""
        return self.status in ("fail", "error", "runtime error")

    def __str__(self) -> str:
        kind = _KINDS_ZH.get(self.kind, self.kind)
        if self.kind == "test" and self.status in ("fail", "warn"):
            return f"{kind} {self.name}：{self.description or '应无不符的行'}；不符 {self.failures} 行"
        return f"{kind} {self.name}：{self.message.strip() or self.status}"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One build: its steps in the order in which they ended, and its seconds."""

    steps: tuple[Step, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """True where nothing failed and nothing was skipped for a failure."""
        return not self.failures and not self.skipped

    @property
    def failures(self) -> tuple[Step, ...]:
        """Steps that failed: models with an error, tests with rows that break them."""
        return tuple(step for step in self.steps if step.failed)

    @property
    def warnings(self) -> tuple[Step, ...]:
        """Tests that warn: numbers of a report that do not add up, as printed or as read."""
        return tuple(step for step in self.steps if step.status == "warn")

    @property
    def skipped(self) -> tuple[Step, ...]:
        """Steps not run because one above them failed."""
        return tuple(step for step in self.steps if step.status == "skipped")

    def count(self, *kinds: str) -> int:
        """How many steps of these kinds there were."""
        return sum(step.kind in kinds for step in self.steps)

    def summary(self) -> str:
        """The result in words, one line a failure or warning."""
        lines = [
            f"集市已生成：模型 {self.count('model')} 个，检验 {self.count('test', 'unit_test')} 项，用时 {self.seconds:.1f} 秒"
            if self.ok
            else f"集市未能生成：失败 {len(self.failures)} 项，因此略过 {len(self.skipped)} 项"
        ]
        lines += [f"失败  {step}" for step in self.failures]
        lines += [f"提示  {step}" for step in self.warnings]
        return "\n".join(lines)


def build(
    url: str, *, select: str | None = None, full_refresh: bool = False, folder: Path | None = None, threads: int = 4
) -> BuildResult:
    """Build seeds, models and tests of the dbt project on the database of `url`.

    `select` is dbt's node selection (``+mart_three_public``: that mart and all it stands on); `folder` takes what dbt writes,
    ``dbt`` in the home folder by default. Failing models and tests are in the result, not raised. Raises DatabaseUnavailable
    where the database cannot be reached or is not at the expected revision, MartsNotBuilt where dbt could not begin.
    """
    database.require_head(url)
    settings = Settings()
    folder = folder or settings.home / "dbt"
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["build", *_places(settings.dbt_project_dir, folder), "--quiet", "--log-level", "none"]
    arguments += ["--indirect-selection", "buildable"]  # a test that compares two models runs where both are there
    if select:
        arguments += ["--select", *select.split()]
    if full_refresh:
        arguments.append("--full-refresh")
    started = time.monotonic()
    with _ONE_AT_A_TIME, _alone_in_database(url), _environment({**_profile(url), "JUESUAN_DBT_THREADS": str(threads)}):
        steps = _invoke(arguments)
    if select and not steps:
        raise MartsNotBuilt(f"没有符合 {select} 的模型")
    return BuildResult(steps, time.monotonic() - started)


def _places(project: Path, folder: Path) -> list[str]:
    return [
        *("--project-dir", str(project), "--profiles-dir", str(project)),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs"), "--log-level-file", "info"),
        *("--no-use-colors", "--no-send-anonymous-usage-stats", "--no-version-check"),
    ]


def _profile(url: str) -> dict[str, str]:
    """The variables that profiles.yml reads; the password's name keeps it out of dbt's logs and of its manifest."""
    parts = {key: str(value) for key, value in conninfo_to_dict(database.libpq_url(url)).items() if value is not None}
    user = parts.get("user") or os.environ.get("PGUSER") or getpass.getuser()
    variables = {
        "JUESUAN_DBT_HOST": parts.get("host") or parts.get("hostaddr") or os.environ.get("PGHOST", ""),
        "JUESUAN_DBT_PORT": parts.get("port") or os.environ.get("PGPORT", "5432"),
        "JUESUAN_DBT_USER": user,
        "JUESUAN_DBT_DBNAME": parts.get("dbname") or os.environ.get("PGDATABASE") or user,
        "DBT_ENV_SECRET_JUESUAN_PASSWORD": parts.get("password", ""),
        # compiling queries costs more than it saves at this size
        "PGOPTIONS": f"{parts.get('options') or os.environ.get('PGOPTIONS', '')} -c jit=off".strip(),
    }
    return variables | {variable: parts[key] for key, variable in _LIBPQ.items() if key in parts}


@contextlib.contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables and put back what was there."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _alone_in_database(url: str) -> Iterator[None]:
    """Wait until no other process builds in this database: dbt swaps tables by name.

    The schema of the steps between is made here, as the owner's role may lack the right to in a copied database.
    """
    with database.connect(url, autocommit=True) as guard:
        guard.execute("select pg_advisory_lock(%s)", [_BUILDING])
        try:
            if not guard.execute("select from pg_namespace where nspname = 'intermediate'").rowcount:
                guard.execute("create schema intermediate authorization juesuan_owner")
                guard.execute("comment on schema intermediate is '集市的中间步骤，由 dbt 生成'")
        except psycopg.errors.InsufficientPrivilege as error:
            raise MartsNotBuilt(f"无权建立 intermediate 模式：{error}；处理：以数据库的所有者执行一次") from error
        yield


def _invoke(arguments: Sequence[str]) -> tuple[Step, ...]:
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - a second and a half that only builds should cost

    outcome = dbtRunner().invoke(list(arguments))
    results = getattr(outcome.result, "results", None)
    if results is None:
        raise MartsNotBuilt(f"dbt 未能开始：{outcome.exception or '原因未明'}")
    return tuple(_step(result) for result in results)


def _step(result: Any) -> Step:
    return Step(
        name=result.node.name,
        description=str(getattr(result.node, "description", "") or ""),
        kind=str(result.node.resource_type),
        status=str(result.status),
        message=str(result.message or ""),
        failures=int(result.failures or 0),
        seconds=float(result.execution_time or 0),
    )
