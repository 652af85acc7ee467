"""The program as a whole: it starts, is stopped, is killed, and starts again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psycopg
import pytest

from sozialraum.site.database import address, running
from sozialraum.warehouse.build import is_built
from sozialraum.warehouse.city import City
from worlds.muster import BLOCKS, sozialraum

PATIENCE = 120  # seconds; a bound for a machine under load, not a measure


@contextmanager
def serving(folder, *command, answers="/"):
    """`sozialraum serve`, or another command that serves, in a process group of its own; its process and address.

    answers: the page that tells that it is there.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "sozialraum.cli", *(command or ["serve"]), "--city", str(folder), "--port", str(port)],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(process, f"http://127.0.0.1:{port}{answers}")
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _wait(process, address_):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr.read()
        try:
            assert urlopen(address_, timeout=PATIENCE).status == 200  # noqa: S310
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("it does not answer")


@pytest.fixture
def folder(built, tmp_path):
    """A Musterstadt in which nobody has said anything yet: what it tells is not what these tests are about."""
    copy = tmp_path / "city"
    shutil.copytree(built, copy)
    (copy / "delivery" / "meldungen.csv").unlink()
    return copy


@pytest.fixture(autouse=True)
def _no_given_server(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


def _acts(folder):
    with running(folder) as dsn, psycopg.connect(dsn) as connection:
        return [act for (act,) in connection.execute("select act from journal_entry order by id")]


def test_ctrl_c_stops_all_of_it_and_the_next_start_finds_everything(folder):
    with serving(folder) as (process, _):
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        assert process.wait(PATIENCE) in (0, 130)
    assert address(folder) is None, "the database outlived its program"
    acts = _acts(folder)
    assert acts.count("statistics.published") == 1
    with serving(folder):
        pass
    assert _acts(folder) == acts


def test_a_run_builds_what_an_earlier_one_only_staged(folder):
    store = City(folder).store
    store.point("staged", store.put_json({**store.manifest("staged"), "issues": store.put_json([])}))
    assert not is_built(store)
    with serving(folder, "run", "musterstadt", "--blocks", str(BLOCKS)):
        assert is_built(store)
        assert store.manifest("current")["built"] == store.pointed("built")


def test_sigkill_loses_nothing_and_the_next_start_works(folder):
    with serving(folder) as (process, _):
        with running(folder) as dsn, psycopg.connect(dsn) as connection:
            before = connection.execute("select count(*), max(id) from journal_entry").fetchone()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
    with serving(folder) as (process, at):
        assert urlopen(at + "/en/", timeout=PATIENCE).status == 200  # noqa: S310
        os.kill(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
    with running(folder) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select count(*), max(id) from journal_entry").fetchone() == before


def test_no_process_stays_when_only_the_program_itself_is_killed(folder):
    with serving(folder) as (process, at):
        process.kill()
        process.wait()
        end = time.monotonic() + PATIENCE
        port = int(at.rsplit(":", 1)[1])
        while time.monotonic() < end:
            try:
                socket.create_server(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise AssertionError("the port is still held")
    with serving(folder):
        pass


def test_a_load_that_is_killed_stages_nothing_or_all_of_it(built, tmp_path):
    city = tmp_path / "city"
    words = ["load", "musterstadt", "--data", str(built / "delivery"), "--city", str(city)]
    for patience in (0.7, 1.5, 2.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "sozialraum.cli", *words], stderr=subprocess.DEVNULL
        )
        time.sleep(patience)
        process.kill()
        process.wait()
    done = subprocess.run([sys.executable, "-m", "sozialraum.cli", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    from sozialraum.warehouse.city import City

    again, first = City(city).store.manifest("staged"), City(built).store.manifest("staged")
    assert again["releases"] == first["releases"]


def test_a_new_city_begins_with_its_administrator_and_serves_before_it_has_figures(tmp_path):
    city = tmp_path / "new"
    told = sozialraum("administrator", "Erika Beispiel", "erika@example.org", "--city", city)
    assert "the folder of a new city" in told.stderr and "/konto/passwort/neu/" in told.stdout
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("not a city's")
    sozialraum("administrator", "Erika", "e@example.org", "--city", tmp_path / "full", expect=3)
    with serving(city, "serve", answers="/impressum/") as (_, at):
        with pytest.raises(HTTPError) as nothing:
            urlopen(at + "/", timeout=PATIENCE)  # noqa: S310
        assert nothing.value.code == 503 and b"/einfuehrung/" in nothing.value.read()


def test_the_first_administrator_gets_a_link_to_set_a_password(folder):
    words = ["administrator", "Erika Beispiel", "erika@example.org", "--city", folder]
    link = sozialraum(*words).stdout.strip()
    assert link.startswith("http://127.0.0.1:8000/konto/passwort/")
    again = sozialraum(*words, expect=5).stderr
    assert again.count("\n") == 1
    with serving(folder) as (_, at):
        browser = build_opener(HTTPCookieProcessor())  # the link leads on by the visitor's session
        page = browser.open(link.replace("http://127.0.0.1:8000", at), timeout=PATIENCE).read().decode()
        assert 'type="password"' in page


def test_a_demonstration_city_has_its_invented_people(folder):
    with serving(folder) as (_, at):
        page = urlopen(at + "/konto/vorfuehrung/", timeout=PATIENCE).read().decode()  # noqa: S310
    for role in ("Planungsraummanagement", "Statistikstelle", "Ratsmitglied", "Bewohnerin", "Träger"):
        assert role in page
    with running(folder) as dsn, psycopg.connect(dsn) as connection:
        people = connection.execute("select count(*) from people_account where is_demonstration").fetchone()[
            0
        ]
        banks = connection.execute("select count(distinct bank) from people_organisation").fetchone()[0]
    assert people > 30
    assert banks == 4


def test_a_mail_of_nobody_is_passed_over_and_a_city_that_is_not_there_is_said(published, tmp_path):
    """A pipe of a mail server must not fail by what strangers send."""
    assert "Nothing to note" in sozialraum("bounced", "--city", published).stderr
    sozialraum("bounced", "--city", tmp_path / "nothing", expect=3)
