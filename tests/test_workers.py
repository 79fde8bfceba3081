"""Files are read in processes of their own: one that hangs, dies or eats memory costs only itself."""

from __future__ import annotations

import multiprocessing
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from etl import workers
from etl.errors import EmptyFile, NotFinalAccounts, ParserDied, TooLarge, TooSlow
from etl.pipeline import find_files
from etl.settings import Settings
from etl.workers import read_all

REPORT = """海东市档案局
2023年度部门决算
一、收入支出决算总体情况说明
海东市档案局2023年度收入总计10.00万元，支出总计10.00万元。
海东市档案局2023年度部门决算。
"""


def test_each_file_has_one_outcome_and_a_bad_one_stops_nothing(tmp_path):
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "other.txt").write_text("与账目无关的文字。", encoding="utf-8")
    outcomes = {o.path.name: o for o in read_all(find_files([tmp_path]), Settings(workers=2))}
    assert set(outcomes) == {"good.txt", "empty.txt", "other.txt"}
    report = outcomes["good.txt"].report
    assert report is not None
    assert (report.unit.name, report.fiscal_year, len(report.observations)) == ("海东市档案局", 2023, 2)
    assert isinstance(outcomes["empty.txt"].error, EmptyFile)
    assert isinstance(outcomes["other.txt"].error, NotFinalAccounts)


def test_a_file_that_takes_too_long_is_stopped(tmp_path):
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (outcome,) = read_all(find_files([tmp_path]), Settings(workers=1, max_parse_seconds=0.001))
    assert isinstance(outcome.error, TooSlow)
    assert "JUESUAN_MAX_PARSE_SECONDS" in str(outcome.error)


def test_a_page_to_be_recognised_moves_the_deadline_of_its_file_alone():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    job = workers._Job(Path("scan.pdf"), multiprocessing.Process(), receiver, seconds=120)
    deadline = job.deadline
    for _ in range(3):
        sender.send((workers._PAGE, None, None))
        assert workers._collect(job, Settings(ocr_page_seconds=20)) == (None, False)
    assert job.deadline == deadline + 60


def test_folders_are_searched_without_hidden_files_and_links_that_lead_out(tmp_path):
    inbox, outside = tmp_path / "inbox", tmp_path / "outside.txt"
    (inbox / "deep").mkdir(parents=True)
    outside.write_text(REPORT, encoding="utf-8")
    (inbox / "deep" / "a.txt").write_text(REPORT, encoding="utf-8")
    (inbox / ".hidden.txt").write_text(REPORT, encoding="utf-8")
    (inbox / "notes.md").write_text("x", encoding="utf-8")
    (inbox / "link.txt").symlink_to(outside)
    assert [Path(p).name for p in find_files([inbox, inbox / "deep" / "a.txt"])] == ["a.txt"]


def test_a_path_that_does_not_exist_is_wrong_use(tmp_path):
    with pytest.raises(FileNotFoundError):
        find_files([tmp_path / "nothing"])


def _kill_the_first_reader() -> None:
    """Kill the first process that reads a file: a child of the server that starts them, which is a child of this one."""
    for _ in range(2000):
        for server in psutil.Process().children():
            for reader in server.children():
                reader.kill()
                return
        time.sleep(0.01)


def test_a_reader_that_dies_costs_only_its_file(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT + "本年收入合计1.00万元，其中：其他收入1.00万元。\n" * 60_000, encoding="utf-8")
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    killer = threading.Thread(target=_kill_the_first_reader)
    killer.start()
    outcomes = {o.path.name: o for o in read_all(find_files([tmp_path]), Settings(workers=1))}
    killer.join()
    assert isinstance(outcomes["a.txt"].error, ParserDied)
    assert outcomes["good.txt"].report is not None


def test_a_reader_that_needs_too_much_memory_costs_only_its_file(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT + "本年收入合计1.00万元，其中：其他收入1.00万元。\n" * 60_000, encoding="utf-8")
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    outcomes = {o.path.name: o for o in read_all(find_files([tmp_path]), Settings(workers=1, max_worker_memory_mb=24))}
    assert isinstance(outcomes["a.txt"].error, TooLarge)
    assert "24 MB" in str(outcomes["a.txt"].error)
    assert outcomes["good.txt"].report is not None


def test_the_files_of_an_archive_have_an_outcome_each_and_a_bad_one_stops_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a/档案局.txt", REPORT)
        archive.writestr("b/卫生局.txt", REPORT.replace("档案局", "卫生局"))
        archive.writestr("b/照片.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
        archive.writestr("../../外面.txt", REPORT.replace("档案局", "水利局"))
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    outcomes = {str(o.path.relative_to(tmp_path)): o for o in read_all(find_files([tmp_path]), Settings(workers=2))}
    assert {name: o.report.unit.name if o.report else type(o.error).__name__ for name, o in outcomes.items()} == {
        "all.zip/a/档案局.txt": "海东市档案局",
        "all.zip/b/卫生局.txt": "海东市卫生局",
        "all.zip/b/照片.png": "UnsupportedFormat",
        "all.zip/外面.txt": "海东市水利局",
        "good.txt": "海东市档案局",
    }
    assert outcomes["all.zip/a/档案局.txt"].report.source.name == "all/a/档案局"
