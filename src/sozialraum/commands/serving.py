"""publish, serve, run: what everybody sees, and where, until somebody stops it."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from sozialraum.commands import building, django, people, sending
from sozialraum.commands.failure import MACHINE, NOT_THERE, Failure, failing
from sozialraum.commands.progress import say
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.warehouse.build import is_built
from sozialraum.warehouse.city import City, NotPublishedError


def publish(given: argparse.Namespace) -> None:
    """Let the last build be the current data version, with a line in the journal."""
    city = building.existing(given.city)
    with (
        failing(NOT_THERE, NotPublishedError),
        failing(MACHINE, DatabaseUnavailable),
        django.ready(city.folder),
    ):
        from sozialraum.planning.statistics import actions

        version = actions.publish(city=city, by=None)
    say(f"Published data version {version}.")


def run(given: argparse.Namespace) -> None:
    """Everything from the raw files to the pages; what is unchanged since the last time is not done again."""
    from sozialraum.commands import loading  # here, so that serving alone doesn't wait for it

    _prove_port(given.host, given.port)
    recipe, folder, delivered = loading.places(given)
    loaded = loading.is_loaded(recipe, folder, delivered)
    if not loaded:
        loading.load(given)
    # A run that was stopped after loading left a delivery that nobody has built yet.
    if not loaded or not is_built(City(folder).store):
        building.build(given)
    else:
        say(f"{given.recipe} is loaded and built already.")
    serve(given)


def serve(given: argparse.Namespace) -> None:
    """Serve the published data version; publishes the last build first where nothing is published yet.

    A city without any figures is served too: its pages say what comes first.
    """
    _prove_port(given.host, given.port)
    city = building.existing(given.city)
    os.environ.setdefault("SOZIALRAUM_ADDRESS", f"http://{given.host}:{given.port}")  # for links in mails
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        if is_there := city.store.pointed("built") is not None:
            from sozialraum.planning.statistics import actions

            actions.publish(city=city, by=None)
            people.furnish(city)
            _speak_up(city)
        _tell(given, city, is_there)
        housekeeper = sending.Housekeeper()
        housekeeper.start()
        _serve(given)
        housekeeper.stop()
    say("Stopped.")


def _speak_up(city: City) -> None:
    from sozialraum.commands import demonstration  # here, because it needs Django to be ready

    demonstration.furnish(city)


def _prove_port(host: str, port: int) -> None:
    """Say that the port is taken before anything is begun."""
    try:
        with socket.create_server((host, port)):
            pass
    except PermissionError:
        raise Failure(f"Port {port} needs more rights: choose one above 1023 with --port.", MACHINE) from None
    except OSError as error:
        why = error.strerror
        raise Failure(
            f"Port {port} on {host} can't be used ({why}): stop what runs there, or choose another with --port "
            "(make run PORT=8001).",
            MACHINE,
        ) from None


def _tell(given: argparse.Namespace, city: City, has_figures: bool) -> None:
    address = f"http://{given.host}:{given.port}"
    settings = city.settings if has_figures else {}
    if has_figures:
        version = city.current().id
        say(f"\n{settings['name']}, data version {version}\n")
    else:
        say(
            "\nThis city has no figures yet: its pages say what comes first. Figures come with\n"
            f"    .venv/bin/sozialraum load CITY --data FOLDER --city {city.folder}\n"
            "then build, publish, and serve again.\n"
        )
    say(f"    {address}/        German\n    {address}/en/     English\n")
    if settings.get("demonstration"):
        say(
            "An invented city for demonstration. Sign in to any role with one click, from this machine only:\n"
            f"    {address}/konto/vorfuehrung/\n"
        )
    else:
        say(
            "Sign in as an administrator after making an account:\n"
            f"    .venv/bin/sozialraum administrator NAME E-MAIL --city {city.folder} --site {address}\n"
        )
    say("Ctrl-C stops everything.")


def _serve(given: argparse.Namespace) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["PYTHONUNBUFFERED"] = "1"
    sys.stdout.flush()
    server = Granian(
        "sozialraum.site.wsgi:application", address=given.host, port=given.port, interface=Interfaces.WSGI,
        workers=given.workers, blocking_threads=2, log_enabled=False, respawn_failed_workers=True,
        workers_kill_timeout=3,  # Ctrl-C reaches them twice, from the terminal and from here: one may miss both
    )  # fmt: skip
    server.serve()
