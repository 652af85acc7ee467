"""The database and Django, made ready for a command that changes what people see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from sozialraum.site.database import running

_PREPARING = 0x736F7A  # any number, as long as it is always the same


@contextmanager
def ready(folder: Path) -> Iterator[None]:
    """The city's database runs, its tables are up to date, Django may be imported inside."""
    with running(folder) as dsn:
        os.environ["SOZIALRAUM_CITY"] = str(folder)
        os.environ["DATABASE_URL"] = dsn
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialraum.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        with _alone(dsn):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


@contextmanager
def _alone(dsn: str) -> Iterator[None]:
    """Whoever else prepares the same database waits, on this machine or another: until this connection ends."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        yield
