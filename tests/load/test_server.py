"""The embedded server: private, independent of other homes, up again after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from report_examples import build_report

from etl import server
from etl.database import connect, database_url, downgrade, libpq_url, migrate, sqlalchemy_url
from etl.errors import DatabaseUnavailable
from etl.load import load_reference, load_report
from etl.settings import PROJECT_ROOT, Settings

pytestmark = pytest.mark.database


@pytest.fixture
def make_home():
    """Makes home folders whose servers are stopped and removed after the test."""
    homes = []

    def make(name=""):
        folder = Path(tempfile.mkdtemp(prefix=f"juesuan-test-{os.getpid()}-"))
        folder.chmod(0o755)
        homes.append(folder)
        return folder / name if name else folder

    yield make
    for folder in homes:
        for home in (folder, *(path.parent for path in folder.glob("**/server.lock"))):
            server.stop(home, immediately=True)
            base = (home / "postgresql").resolve()
            if not base.is_relative_to(folder):
                shutil.rmtree(base, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def start(home):
    return server.start(home, settings=server.VOLATILE)


def wait_until_gone(pid):
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_server_starts_is_known_and_stops(make_home):
    home = make_home("einmal/数据 库")  # a home that is not there yet, with a space and Chinese in its name
    url = start(home)
    assert server.status(home).running
    assert start(home) == url == server.url(home)
    with psycopg.connect(url) as connection:
        answer = connection.execute("select current_database(), getdatabaseencoding(), '决算' ~ '^\\w+$'").fetchone()
    assert answer == ("juesuan", "UTF8", True)
    assert server.stop(home)
    assert not server.status(home).running
    assert not server.stop(home)


def test_two_homes_are_two_independent_servers(make_home):
    one, other = make_home(), make_home()
    with psycopg.connect(start(one), autocommit=True) as connection:
        connection.execute("create table only_here ()")
    with psycopg.connect(start(other)) as connection:
        assert connection.execute("select to_regclass('only_here')").fetchone() == (None,)
    server.stop(one)
    assert server.status(other).running


def test_the_server_comes_back_after_a_crash_with_its_data(make_home):
    home = make_home()
    with psycopg.connect(server.start(home), autocommit=True) as connection:
        connection.execute("create table kept as select 42 as answer")
    pid = server.status(home).pid
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    with psycopg.connect(server.start(home)) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_a_pid_that_now_belongs_to_another_program_does_not_stand_in_the_way(make_home):
    home = make_home()
    start(home)
    pid_file = server.status(home).data_dir / "postmaster.pid"
    printed = pid_file.read_text(encoding="utf-8")
    server.stop(home)
    pid_file.write_text(printed.replace(printed.split("\n")[0], str(os.getpid()), 1), encoding="utf-8")
    pid_file.chmod(0o644)
    assert not server.status(home).running
    start(home)
    assert server.status(home).pid != os.getpid()


def test_an_interrupted_creation_is_begun_anew(make_home):
    home = make_home()
    start(home)
    data = server.status(home).data_dir
    server.stop(home)
    data.rename(data.with_name("initialising"))
    start(home)
    assert server.status(home).running


def test_processes_that_start_it_at_once_get_one_server(make_home):
    home = make_home()
    code = "import sys; from pathlib import Path; from etl import server; print(server.start(Path(sys.argv[1])))"
    pipes = {"stdout": subprocess.PIPE, "text": True, "cwd": PROJECT_ROOT}
    processes = [subprocess.Popen([sys.executable, "-c", code, str(home)], **pipes) for _ in range(3)]
    urls = {process.communicate(timeout=120)[0].strip() for process in processes}
    assert urls == {server.url(home)}
    assert [process.returncode for process in processes] == [0, 0, 0]


def test_a_home_with_a_long_path_has_a_short_socket(make_home):
    home = make_home("/".join(["很长的文件夹名称"] * 6))
    with psycopg.connect(start(home)) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_the_socket_and_the_data_are_private(make_home):
    home = make_home()
    start(home)
    base = server.status(home).data_dir.parent
    for folder in (base, base / "data", base / "run"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with psycopg.connect(server.url(home)) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_root_runs_it_as_nobody_and_opens_no_folder_to_others(make_home):
    outer = make_home()
    outer.chmod(0o700)
    home = outer / "home"
    start(home)
    process = psutil.Process(server.status(home).pid)
    assert process.uids().effective == 65534
    assert stat.S_IMODE(outer.stat().st_mode) == 0o700
    assert (home / "postgresql").is_symlink()


def test_a_server_that_cannot_start_says_why(make_home):
    home = make_home()
    start(home)
    base = server.status(home).data_dir.parent
    server.stop(home)
    with (base / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("no_such_setting = 1\n")
    with pytest.raises(DatabaseUnavailable, match="no_such_setting"):
        start(home)


def test_the_url_of_the_environment_wins_over_the_embedded_server(make_home, monkeypatch):
    home = make_home()
    monkeypatch.setenv("JUESUAN_HOME", str(home))
    monkeypatch.setenv("JUESUAN_DATABASE_URL", "postgresql://somebody:secret@db.example/accounts")
    assert database_url(Settings(_env_file=None)) == "postgresql://somebody:secret@db.example/accounts"
    assert not (home / "postgresql").exists()
    monkeypatch.delenv("JUESUAN_DATABASE_URL")
    assert database_url(Settings(_env_file=None)) == server.url(home)


def test_a_refused_connection_names_the_place_and_hides_the_password():
    with pytest.raises(DatabaseUnavailable) as refusal:
        connect("postgresql://somebody:geheim@127.0.0.1:1/accounts?connect_timeout=2")
    assert "127.0.0.1/accounts" in str(refusal.value)
    assert "geheim" not in str(refusal.value)


def test_a_url_that_cannot_be_parsed_is_refused_without_showing_it():
    with pytest.raises(DatabaseUnavailable) as refusal:
        connect("postgresql://somebody:geh%eim@127.0.0.1:1/accounts")
    assert "eim" not in str(refusal.value)


def test_an_ordinary_user_who_may_create_roles_can_migrate_load_and_go_back(make_home):
    home = make_home()
    with psycopg.connect(start(home), autocommit=True) as admin:
        admin.execute("create role analyst login createrole")
        admin.execute("create database accounts owner analyst")
    url = server.url(home).replace("juesuan@/juesuan", "analyst@/accounts")
    migrate(url)
    with connect(url, role="juesuan_loader") as connection:
        load_reference(connection)
        assert load_report(connection, build_report()).outcome == "loaded"
    with connect(url, autocommit=True) as connection:
        connection.execute("create table marts.mart_example as select 1 as one")
    with connect(url, role="bi_reader") as connection:
        assert connection.execute("select one from marts.mart_example").fetchone() == (1,)
    downgrade(url, "base")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_any_common_spelling_of_a_url_serves_every_driver(scheme):
    assert sqlalchemy_url(f"{scheme}://u@h/d") == "postgresql+psycopg://u@h/d"
    assert libpq_url(f"{scheme}://u@h/d") == "postgresql://u@h/d"


def test_a_url_of_another_database_is_refused():
    with pytest.raises(DatabaseUnavailable, match="postgresql://"):
        connect("mysql://u@h/d")
