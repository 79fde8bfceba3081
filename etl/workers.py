"""Reading many files at once: each in a process of its own with a deadline and a memory limit.

A file that hangs or brings its reader down costs only itself; the answer of a process is the Report as JSON, so nothing that a
hostile file might leave in the process reaches the parent.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import sys
import time
import types
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from etl import errors
from etl.errors import ParserDied, TooSlow, UnreadableFile
from etl.pipeline import read_report, unreadable
from etl.report import Report
from etl.settings import Settings

_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its Report, or why there is none; with the seconds it took."""

    path: Path
    report: Report | None
    error: UnreadableFile | None
    seconds: float


@dataclass
class _Job:
    path: Path
    process: BaseProcess
    answer: Connection
    began: float = field(default_factory=time.monotonic)


def _limit_memory(megabytes: int) -> None:
    """Let the address space grow by so much and no more; what is mapped already stays."""
    with contextlib.suppress(ValueError, OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _work(path: Path, settings: Settings, answer: Connection) -> None:
    """The child: read one file, answer with (kind, payload) and end."""
    _limit_memory(settings.max_worker_memory_mb)
    try:
        payload = read_report(path, settings).model_dump_json()
    except MemoryError:
        answer.send(("TooLarge", (f"读取需要的内存超过 {settings.max_worker_memory_mb} MB", "", "", path.name)))
    except Exception as error:  # the boundary of the process: whatever went wrong becomes this file's reason
        refusal = unreadable(path, error)
        answer.send((type(refusal).__name__, (refusal.reason, refusal.expected, refusal.remedy, refusal.place)))
    else:
        answer.send(("report", payload))
    finally:
        answer.close()


@contextlib.contextmanager
def _bare_main() -> Iterator[None]:
    """Keep a starting process from running the caller's main script again: it needs none of it, and imports take a second."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _error(name: str, parts: tuple[str, str, str, str]) -> UnreadableFile:
    cls = getattr(errors, name, UnreadableFile)
    reason, expected, remedy, place = parts
    refusal: UnreadableFile = cls(reason, expected=expected, remedy=remedy, place=place)
    return refusal


def _collect(job: _Job) -> Outcome:
    try:
        kind, payload = job.answer.recv()
    except (EOFError, OSError):
        job.process.join()
        error: UnreadableFile = ParserDied(
            f"读取进程意外结束（状态 {job.process.exitcode}）", place=job.path.name, remedy="检查文件是否损坏"
        )
        return Outcome(job.path, None, error, time.monotonic() - job.began)
    job.process.join()
    seconds = time.monotonic() - job.began
    if kind == "report":
        return Outcome(job.path, Report.model_validate_json(payload), None, seconds)
    return Outcome(job.path, None, _error(kind, payload), seconds)


def _stop(job: _Job, settings: Settings) -> Outcome:
    job.process.kill()
    job.process.join()
    error = TooSlow(
        f"读取超过 {settings.max_parse_seconds:g} 秒",
        place=job.path.name,
        remedy="拆分文件或调高 JUESUAN_MAX_PARSE_SECONDS",
    )
    return Outcome(job.path, None, error, time.monotonic() - job.began)


def read_all(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """Read files in parallel, as many as the settings allow; outcomes come as they are done, one for every path."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["etl.warm"])
    limit = settings.workers or os.cpu_count() or 1
    waiting = deque(paths)
    running: dict[Connection, _Job] = {}
    try:
        while waiting or running:
            while waiting and len(running) < limit:
                path = waiting.popleft()
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(path, settings, sender), daemon=True)
                with _bare_main():
                    process.start()
                sender.close()
                running[receiver] = _Job(path, process, receiver)
            soonest = min(job.began for job in running.values()) + settings.max_parse_seconds
            ready = wait(list(running), timeout=max(0.0, soonest - time.monotonic()))
            for answer in ready:
                if isinstance(answer, Connection):
                    yield _collect(running.pop(answer))
            now = time.monotonic()
            for answer, job in list(running.items()):
                if now - job.began >= settings.max_parse_seconds and not answer.poll():
                    yield _stop(running.pop(answer), settings)
    finally:
        for job in running.values():
            job.process.kill()
            job.process.join()
