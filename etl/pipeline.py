"""From a file to a checked Report: extract → parse → resolve → reconcile. Loading and marts are the command's to add."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError

from etl.errors import BadReportJson, TooLarge, UnreadableFile
from etl.extract import Document, read_file, read_members
from etl.parse.reader import read_document
from etl.reconcile import reconcile
from etl.report import Indicator, Report
from etl.resolve import resolve
from etl.settings import Settings

REPORT_SUFFIX: Final = ".report.json"
Read = TypeVar("Read")
_SENTENCE_SIGN: Final = re.compile(r"[，,。；;]")
_LONG_NAME: Final = 24
_IGNORED: Final = frozenset({".md", ".csv", ".py", ".toml", ".yml", ".yaml", ".gitignore", ".log"})


def read_report(path: Path, settings: Settings | None = None) -> Report:
    """Read one file into a checked Report.

    A file that ends in ``.report.json`` is a Report already and is only validated against its schema. Raises UnreadableFile (a
    subclass for each cause) for what cannot become a report.
    """
    settings = settings or Settings()
    if path.name.endswith(REPORT_SUFFIX):
        return read_report_json(path, settings)
    with _collector_paused():
        return _checked(read_file(path, settings))


def read_reports(path: Path, settings: Settings) -> Iterator[tuple[Path, Report | UnreadableFile]]:
    """Read a file into a checked Report, or each file of an archive into one of its own; what cannot be read says why.

    Each comes with its path; that of a file in an archive goes on behind the archive's (``inbox/a.zip/table.xlsx``).
    """
    if path.name.endswith(REPORT_SUFFIX):
        yield path, _or_refusal(path, partial(read_report_json, path, settings))
        return
    members = _or_refusal(path, partial(read_members, path, settings))
    if isinstance(members, UnreadableFile):
        yield path, members
        return
    for member in members:
        inside = path.parent / member.place
        if member.document is None:
            yield inside, member.refusal or UnreadableFile("没有文字", place=member.place)
        else:
            yield inside, _or_refusal(inside, partial(_checked, member.document))


def _checked(document: Document) -> Report:
    with _collector_paused():
        return reconcile(resolve(read_document(document)), document)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Leave the garbage collector off while one report is read: it makes many objects, and next to none in cycles.

    What is left of them then counts as old, so that the collector does not go through it at once.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _or_refusal(path: Path, read: Callable[[], Read]) -> Read | UnreadableFile:
    try:
        return read()
    except MemoryError:
        raise
    except Exception as error:  # one file's trouble, whatever it is, is that file's reason
        return unreadable(path, error)


def read_report_json(path: Path, settings: Settings) -> Report:
    """Read a Report file as other extractors write it. Raises BadReportJson with the first places that do not fit."""
    if path.stat().st_size > settings.max_text_bytes:
        raise TooLarge("Report 文件过大", expected=f"至多 {settings.max_text_bytes} 字节", place=path.name)
    try:
        report = Report.model_validate_json(path.read_bytes())
    except ValidationError as error:
        places = "；".join(f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in error.errors()[:3])
        raise BadReportJson(
            f"不符合 Report 模式：{places}",
            expected="schemas/report-1.schema.json",
            place=path.name,
            remedy="按模式改正后重新载入",
        ) from None
    return report if report.checks else reconcile(report)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read below `paths`, each once, in a stable order; hidden files, links out of a folder and notes left out.

    Raises FileNotFoundError for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if path.is_file():
            found[path.resolve()] = None
            continue
        root = path.resolve()
        for folder, folders, names in os.walk(root, followlinks=False):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder) / name
                if name.startswith(".") or file.suffix.lower() in _IGNORED:
                    continue
                if file.is_symlink() and not file.resolve().is_relative_to(root):
                    continue
                if file.is_file():
                    found[file.resolve()] = None
    return list(found)


def unreadable(path: Path, error: Exception) -> UnreadableFile:
    """Any failure of reading as the refusal that quarantine keeps; what is not foreseen is a defect and says so."""
    if isinstance(error, UnreadableFile):
        return error
    if isinstance(error, OSError):
        return UnreadableFile(f"无法打开：{error.strerror or error}", place=path.name, remedy="检查文件与权限")
    return UnreadableFile(f"读取时出错（{type(error).__name__}：{error}）", place=path.name, remedy="请报告此文件的格式")


def facts_only(report: Report) -> Report:
    """The report without its prose: numbers, codes, names and places stay; reasons, goals, remarks and contexts go.

    For passing facts on where the text may not go along. The checks, which may quote, are left out and can be made again.
    """
    forms = tuple(
        form.model_copy(
            update={
                "expected_goal": "",
                "actual_goal": "",
                "indicators": tuple(_without_prose(indicator) for indicator in form.indicators),
            }
        )
        for form in report.forms
    )
    unread = tuple(number.model_copy(update={"context": ""}) for number in report.unread)
    return report.model_copy(update={"explanations": (), "forms": forms, "unread": unread, "checks": (), "notes": ()})


def _without_prose(indicator: Indicator) -> Indicator:
    """An indicator without remarks, without targets and results in words; a name that is a whole sentence is cut short."""
    return indicator.model_copy(
        update={
            "level3": _SENTENCE_SIGN.split(indicator.level3)[0] if len(indicator.level3) > _LONG_NAME else indicator.level3,
            "deviation": "",
            "target_raw": indicator.target_raw if indicator.target_value is not None else "",
            "actual_raw": indicator.actual_raw if indicator.actual_value is not None else "",
        }
    )
