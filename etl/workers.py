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
from etl.errors import ParserDied, TooLarge, TooSlow, UnreadableFile
from etl.extract.ocr import announcing
from etl.pipeline import read_reports
from etl.report import Report
from etl.settings import Settings

_MEGABYTE: Final = 1 << 20
_PAGE: Final = "page"  # the kinds of messages; others are the names of refusals
_REPORT: Final = "report"
_END: Final = "end"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, or of one in an archive: its Report, or why there is none; with the seconds it took."""

    path: Path
    report: Report | None
    error: UnreadableFile | None
    seconds: float


@dataclass
class _Job:
    path: Path
    process: BaseProcess
    answer: Connection
    seconds: float  # that it may take
    began: float = field(default_factory=time.monotonic)

    @property
    def deadline(self) -> float:
        """When it is stopped."""
        return self.began + self.seconds


def _limit_memory(settings: Settings) -> None:
    """Let the address space grow by so much and no more; what is mapped already stays. Recognition may raise it once."""
    with contextlib.suppress(ValueError, OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        usual, most = settings.max_worker_memory_mb, max(settings.max_worker_memory_mb, settings.ocr_memory_mb)
        limit, highest = (pages * os.sysconf("SC_PAGE_SIZE") + megabytes * _MEGABYTE for megabytes in (usual, most))
        resource.setrlimit(resource.RLIMIT_AS, (limit, highest))


def _recognising(answer: Connection) -> None:
    """The child is about to recognise a page: it may take the memory for that, and its parent gives it time."""
    with contextlib.suppress(ValueError, OSError):
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (highest, highest))
    answer.send((_PAGE, None, None))


def _work(path: Path, settings: Settings, answer: Connection) -> None:
    """The child: read one file, answer with (kind, path, payload) for each document in it and a last word, and end."""
    _limit_memory(settings)
    try:
        with announcing(lambda _: _recognising(answer)):
            for place, result in read_reports(path, settings):
                answer.send(_message(place, result))
    except MemoryError:
        limit = resource.getrlimit(resource.RLIMIT_AS)
        usual = limit[0] < limit[1]  # recognition has not begun
        megabytes = settings.max_worker_memory_mb if usual else settings.ocr_memory_mb
        remedy = f"拆分文件或调高 {'JUESUAN_MAX_WORKER_MEMORY_MB' if usual else 'JUESUAN_OCR_MEMORY_MB'}"
        answer.send(_message(path, TooLarge(f"读取需要的内存超过 {megabytes} MB", remedy=remedy, place=path.name)))
    finally:
        with contextlib.suppress(OSError):
            answer.send((_END, path, None))
        answer.close()


def _message(path: Path, result: Report | UnreadableFile) -> tuple[str, Path, object]:
    """What a process says of one file: the Report as JSON, or the cause and the words of its refusal."""
    if isinstance(result, UnreadableFile):
        return type(result).__name__, path, (result.reason, result.expected, result.remedy, result.place)
    return _REPORT, path, result.model_dump_json()


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


def _collect(job: _Job, settings: Settings) -> tuple[Outcome | None, bool]:
    """What a process has sent: an outcome if it is one, and whether the process is done.

    A process that recognises a page says so and gets time for it; one that ends without its last word has died.
    """
    try:
        kind, path, payload = job.answer.recv()
    except (EOFError, OSError):
        job.process.join()
        reason = f"读取进程意外结束（状态 {job.process.exitcode}）"
        error: UnreadableFile = ParserDied(reason, place=job.path.name, remedy="检查文件是否损坏")
        return Outcome(job.path, None, error, time.monotonic() - job.began), True
    if kind == _PAGE:
        job.seconds += settings.ocr_page_seconds
        return None, False
    if kind == _END:
        job.process.join()
        return None, True
    seconds = time.monotonic() - job.began
    if kind == _REPORT:
        return Outcome(path, Report.model_validate_json(payload), None, seconds), False
    return Outcome(path, None, _error(kind, payload), seconds), False


def _stop(job: _Job, settings: Settings) -> Outcome:
    job.process.kill()
    job.process.join()
    setting = "JUESUAN_MAX_PARSE_SECONDS" if job.seconds <= settings.max_parse_seconds else "JUESUAN_OCR_PAGE_SECONDS"
    error = TooSlow(f"读取超过 {job.seconds:g} 秒", place=job.path.name, remedy=f"拆分文件或调高 {setting}")
    return Outcome(job.path, None, error, time.monotonic() - job.began)


def read_all(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """Read files in parallel, as many as the settings allow; outcomes come as they are done.

    Each path has one outcome; an archive has one for each file in it.
    """
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
                running[receiver] = _Job(path, process, receiver, settings.max_parse_seconds)
            soonest = min(job.deadline for job in running.values())
            ready = wait(list(running), timeout=max(0.0, soonest - time.monotonic()))
            for answer in ready:
                if not isinstance(answer, Connection):
                    continue
                outcome, done = _collect(running[answer], settings)
                if done:
                    del running[answer]
                if outcome is not None:
                    yield outcome
            now = time.monotonic()
            for answer, job in list(running.items()):
                if now >= job.deadline and not answer.poll():
                    yield _stop(running.pop(answer), settings)
    finally:
        for job in running.values():
            job.process.kill()
            job.process.join()
