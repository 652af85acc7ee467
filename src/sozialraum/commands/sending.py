"""send: what waits goes out, what was kept long enough is erased. `serve` does it by itself, again and again."""

from __future__ import annotations

import argparse
import logging
import select
import signal
import subprocess
import sys

from sozialraum.commands import building, django
from sozialraum.commands.failure import MACHINE, failing
from sozialraum.commands.progress import say
from sozialraum.site.database import DatabaseUnavailable

PAUSE = 5.0  # seconds between two looks at what waits
log = logging.getLogger(__name__)


def send(given: argparse.Namespace) -> None:
    """One pass, for a city that is served elsewhere or whose mail server was away."""
    city = building.existing(given.city)
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        done, erased = _pass()
    said = f"{done['sent']} sent, {done['waiting']} wait for another try, {done['failed']} failed"
    say(f"{said}; {erased} addresses erased.")


def _pass() -> tuple[dict[str, int], int]:
    from sozialraum.planning.messages import actions
    from sozialraum.planning.needs.actions.vocabulary import count_words_when_grown
    from sozialraum.planning.needs.waiting import remove_forgotten

    done = dict(actions.send_due()), actions.erase_expired()
    count_words_when_grown()
    remove_forgotten()
    return done


class Housekeeper:
    """Looks after messages, vault and words of the search while the city is served; call inside `django.ready`.

    In a process of its own: the server forks its workers, and a fork beside a busy thread may inherit a lock that
    nobody lets go any more.
    """

    def start(self) -> None:
        words = [sys.executable, "-c", "from sozialraum.commands.sending import keep_house; keep_house()"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE)

    def stop(self) -> None:
        """End after the pass that is under way."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()


def keep_house() -> None:
    """Pass after pass until whoever started this is gone; a database or mail server that is away is waited for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this too: the program says when it is over
    import django as framework

    framework.setup()
    from django.db import connections

    while True:
        try:
            _pass()
        except Exception:  # whatever it was, messages must not wait for somebody to start the city again
            log.exception("Messages wait: the pass broke off and is tried again")
        finally:
            connections.close_all()
        if select.select([sys.stdin], [], [], PAUSE)[0]:
            return
