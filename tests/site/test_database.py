"""The embedded database, with real processes that are really killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sozialraum.site import database
from sozialraum.site.database import DatabaseUnavailable, FolderUnusable, address, running

WRITER = """
import sys, psycopg
from sozialraum.site.database import running
with running(sys.argv[1]) as dsn:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("create table if not exists line (number bigint primary key)")
        number = connection.execute("select coalesce(max(number), 0) from line").fetchone()[0]
        while True:
            number += 1
            connection.execute("insert into line values (%s)", [number])
            print(number, flush=True)
"""
HOLDER = """
import sys
from sozialraum.site.database import running
with running(sys.argv[1]) as dsn:
    print(dsn, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    city = place / "city"
    yield city
    left = database._Note.read(city / "database" / "postmaster.pid")
    for pid in database._processes_in(city / "database"):
        os.kill(pid, signal.SIGKILL)
    if left:
        database._remove_socket_folder(left.socket_folder)


def program(code: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def server_pid(folder: Path) -> int:
    return int((folder / "database" / "postmaster.pid").read_text().split()[0])


def rows(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        return connection.execute("select count(*) from line").fetchone()[0]


def test_it_answers_inside_and_is_gone_outside(folder):
    with running(folder) as dsn:
        with psycopg.connect(dsn) as connection:
            shown = {
                name: connection.execute(f"show {name}").fetchone()[0]
                for name in ("fsync", "listen_addresses")
            }
            superuser = connection.execute(
                "select rolsuper from pg_roles where rolname = current_user"
            ).fetchone()[0]
        assert shown == {"fsync": "on", "listen_addresses": ""}
        assert not superuser
        assert address(folder) == dsn
        sockets = Path(dsn.partition("host=")[2])
        assert sockets.stat().st_mode & 0o777 == 0o700
    assert not database._processes_in(folder / "database")
    assert not sockets.exists()
    assert address(folder) is None


def test_a_long_path_is_no_obstacle(place, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with running(place / ("a" * 100) / ("b" * 100)) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.parametrize("victims", [("program",), ("server",), ("program", "server"), ("server", "program")])
def test_what_was_acknowledged_survives_a_kill(folder, victims):
    acknowledged = 0
    for _ in range(3):
        writer = program(WRITER, folder)
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged % 50 == 0:
                break
        else:
            pytest.fail(f"the program ended by itself: {writer.stderr.read()}")
        for victim in victims:
            os.kill(writer.pid if victim == "program" else server_pid(folder), signal.SIGKILL)
        rest, complaint = writer.communicate(timeout=60)
        numbers = [int(line) for line in rest.split()]
        acknowledged = numbers[-1] if numbers else acknowledged
        assert acknowledged >= 50, complaint
        with running(folder) as dsn:
            assert rows(dsn) >= acknowledged
    assert not database._processes_in(folder / "database")


@pytest.mark.parametrize("moment", [0.1, 0.25, 0.4, 0.6])
def test_a_kill_in_the_middle_of_the_first_start_leaves_nothing_that_looks_whole(folder, moment):
    holder = program(HOLDER, folder)
    time.sleep(moment)
    holder.kill()
    holder.communicate(timeout=60)
    with running(folder) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select current_database()").fetchone() == ("sozialraum",)


def test_two_programs_share_one_server_and_the_last_one_stops_it(folder):
    with running(folder) as dsn:
        second = program(HOLDER, folder)
        assert second.stdout.readline().strip() == dsn
        pid = server_pid(folder)
    assert server_pid(folder) == pid
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    second.communicate("", timeout=60)
    assert not database._processes_in(folder / "database")


def test_a_server_that_outlived_its_program_is_taken_over_and_stopped_at_the_end(folder):
    holder = program(HOLDER, folder)
    before = holder.stdout.readline().strip()
    pid = server_pid(folder)
    holder.kill()
    holder.communicate(timeout=60)
    with running(folder) as dsn:
        assert (dsn, server_pid(folder)) == (before, pid)
    assert not database._processes_in(folder / "database")


def test_a_number_that_went_to_a_stranger_does_not_keep_the_server_from_starting(folder):
    holder = program(HOLDER, folder)
    holder.stdout.readline()
    os.kill(server_pid(folder), signal.SIGKILL)
    holder.kill()
    holder.communicate(timeout=60)
    while database._processes_in(folder / "database"):
        time.sleep(0.05)
    note = folder / "database" / "postmaster.pid"
    owner = note.stat().st_uid
    rights = {"user": owner} if os.geteuid() == 0 else {}
    stranger = subprocess.Popen(["sleep", "300"], cwd="/", **rights)
    try:
        lines = note.read_text().splitlines(keepends=True)
        note.write_text("".join([f"{stranger.pid}\n", *lines[1:]]))
        with running(folder) as dsn, psycopg.connect(dsn) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert stranger.poll() is None, "the stranger was killed in the server's place"
    finally:
        stranger.kill()
        stranger.wait()


def test_one_sentence_where_the_folder_is_a_file(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "city").write_text("")
    with (
        pytest.raises(FolderUnusable, match="is a file, not a folder"),
        running(tmp_path / "city"),
    ):
        pass


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Root may write anywhere: be somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    yield
    os.setresuid(0, 0, 0)


@pytest.mark.parametrize("name", ["kept", "kept/city"])
def test_one_sentence_where_the_folder_can_not_be_written(name, folder, ordinary_user):
    with tempfile.TemporaryDirectory() as parent:
        (Path(parent) / "kept").mkdir(mode=0o500)
        refusal = pytest.raises(FolderUnusable, match=r"can't be (written|made).*: .*another folder")
        with refusal, running(Path(parent) / name):
            pass


def test_one_sentence_where_the_data_are_of_another_version(folder):
    (folder / "database").mkdir(parents=True)
    (folder / "database" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseUnavailable, match="written by PostgreSQL 16"), running(folder):
        pass


def test_one_sentence_where_something_else_lies_in_the_place_of_the_data(folder):
    (folder / "database").mkdir(parents=True)
    (folder / "database" / "letter.txt").write_text("")
    with pytest.raises(DatabaseUnavailable, match="is no database: move it away"), running(folder):
        pass


def test_a_given_server_is_used_and_not_stopped(folder, monkeypatch):
    with running(folder) as dsn:
        monkeypatch.setenv("DATABASE_URL", dsn)
        with running(folder / "elsewhere") as given:
            assert given == dsn
        with psycopg.connect(dsn) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@/nothing?host=/nowhere")
        with pytest.raises(DatabaseUnavailable, match="DATABASE_URL"), running(folder):
            pass
