"""The ground of all tests; see worlds/ground.py. What could not run is said loudly at the end."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.utils import translation

from worlds import ground

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SKIP_IS_FAILURE = os.environ.get("CI", "").lower() == "true"

ground.prepare_environment(ground.city_folder())
ground.block_network()


def pytest_configure(config: pytest.Config) -> None:
    django.setup()  # here, because its settings need the folder that was made above
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests hash cheaply


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever started the session clears up after all of its workers."""
    if not hasattr(config, "workerinput"):
        ground.remove(ground.city_folder())


# -- database --


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Start (or share) the session's server when the first test asks for a database."""
    from django.db import connections

    if "SOZIALRAUM_TEST_DATABASE_URL" in os.environ:
        yield
        return
    from sozialraum.site.database import running

    del os.environ["DATABASE_URL"]
    # What tests write need not survive a power cut.
    with running(ground.city_folder(), {"fsync": "off", "full_page_writes": "off"}) as dsn:
        os.environ["DATABASE_URL"] = dsn
        connections["default"].settings_dict["HOST"] = dsn.partition("host=")[2]
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let tests clear their tables: the journal refuses it, in tests too."""
    from django.db import connection

    plain = connection.ops.sql_flush

    def sql_flush(style: Any, tables: Any, **options: Any) -> list[str]:
        statements = plain(style, tables, **options)
        off = "ALTER TABLE journal_entry DISABLE TRIGGER USER"
        on = "ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER "
        triggers = ("journal_keeps_rows", "journal_keeps_table")
        return [off, *statements, *(on + trigger for trigger in triggers)] if statements else []

    connection.ops.sql_flush = sql_flush


@pytest.fixture(autouse=True)
def _apart(request: pytest.FixtureRequest) -> None:
    """Neither a cache nor a language stays from one test to the next."""
    translation.activate("de")
    if "django_db" in request.keywords or "db" in request.fixturenames:
        settings = request.getfixturevalue("settings")
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        from django.core.cache import cache

        cache.clear()


@pytest.fixture(scope="session")
def published() -> Any:
    """The data version of the city on squared paper (worlds/grid.py), published in the session's city."""
    return ground.publish_squared_city()


# -- what a machine may lack --


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real cities and published results that stands beside this repository."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared: put the folder of real cities and references beside this repository")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    pytest.skip("no Chromium: `apt-get install chromium`, or set CHROMIUM to the path of one")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Iterator[None]:
    outcome = yield
    _fail_if_skipped(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    outcome = yield
    _fail_if_skipped(outcome.get_result())


def _fail_if_skipped(report: Any) -> None:
    if SKIP_IS_FAILURE and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"With CI=true a skip is a failure: {_reason(report)}"


def _reason(report: Any) -> str:
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return str(text).removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One loud line for each thing that kept tests from running, and how to get it."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in reasons.most_common():
        terminalreporter.write_line("")
        terminalreporter.write_line(f"!!! {count} NOT RUN !!! {reason}", red=True, bold=True)
