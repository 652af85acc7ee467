"""send: what waits goes out, what came back is seen, what was kept long enough is erased; bounced: one mail that came
back, from standard input. `serve` does it by itself, again and again."""

from __future__ import annotations

import argparse
import logging
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sozialraum.commands import building, django
from sozialraum.commands.failure import MACHINE, failing
from sozialraum.commands.progress import say
from sozialraum.site.database import DatabaseUnavailable

PAUSE = 5.0  # seconds between two looks at what waits
MAILBOX_PAUSE = 180.0  # and at the mailbox to which mails come back
log = logging.getLogger(__name__)


def send(given: argparse.Namespace) -> None:
    """One pass, for a city that is served elsewhere or whose mail server was away."""
    city = building.existing(given.city)
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        done, erased = _pass(MailboxWatch())
    said = f"{done['sent']} sent, {done['waiting']} wait for another try, {done['failed']} failed"
    say(f"{said}; {erased} addresses erased.")


def _pass(mailbox: MailboxWatch) -> tuple[dict[str, int], int]:
    """Everything once. What breaks off keeps nothing else from its turn; it is raised when all had theirs."""
    from sozialraum.planning.answers.actions.mediating import escalate_overdue
    from sozialraum.planning.conferences.actions.inviting import remind_due
    from sozialraum.planning.conferences.actions.minuting import approve_silent
    from sozialraum.planning.messages import actions
    from sozialraum.planning.needs.actions import repairing
    from sozialraum.planning.needs.actions.vocabulary import count_words_when_grown
    from sozialraum.planning.needs.waiting import remove_forgotten
    from sozialraum.planning.people.once import forget_sendings

    done, erased, broken = dict[str, int](), 0, list[Exception]()
    with _apart(broken):
        remind_due()
    with _apart(broken):
        escalate_overdue()
    with _apart(broken):
        done.update(actions.send_due())
    with _apart(broken):
        erased = actions.erase_expired()
    for part in (
        approve_silent,
        repairing.send_repairs,
        repairing.ask_repairs,
        repairing.refresh_kinds,
        count_words_when_grown,
        remove_forgotten,
        forget_sendings,
        mailbox.look,
    ):
        with _apart(broken):
            part()
    if broken:
        raise ExceptionGroup("parts of the pass broke off", broken)
    return done, erased


@contextmanager
def _apart(broken: list[Exception]) -> Iterator[None]:
    from django.db import InterfaceError, OperationalError

    try:
        yield
    except (InterfaceError, OperationalError):  # a database that is away is away for all
        raise
    except Exception as error:
        broken.append(error)


def bounced(given: argparse.Namespace) -> None:
    """Note one returned mail, as a mail server pipes it; what is none is passed over: a pipe must not fail by it."""
    mail = _first_of(sys.stdin.buffer)
    city = building.existing(given.city)
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        from sozialraum.planning.messages import actions
        from sozialraum.planning.people.rules import PROGRAM

        noted = actions.note_returned(by=PROGRAM, mail=mail)
    say(
        "Noted: the message did not arrive."
        if noted
        else "Nothing to note: no bounce of ours, or noted before."
    )


def _first_of(stream: BinaryIO) -> bytes:
    """As much as is looked at; the rest is read and forgotten, so that whoever writes can finish."""
    from sozialraum.planning.messages.bounces import LARGEST

    mail = stream.read(LARGEST)
    while stream.read(2**16):
        pass
    return mail


class MailboxWatch:
    """Looks into the mailbox to which mails come back every few minutes, and says once that it is away."""

    def __init__(self) -> None:
        self._next, self._said = 0.0, ""

    def look(self) -> None:
        from django.conf import settings

        from sozialraum.planning.messages import actions, mailbox
        from sozialraum.planning.people.rules import PROGRAM

        if not settings.BOUNCES or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + MAILBOX_PAUSE
        try:
            read, noted = actions.read_mailbox(by=PROGRAM, box=mailbox.Mailbox.of(settings.BOUNCES))
        except (mailbox.MailboxAway, mailbox.MailboxUnusable) as error:
            if self._said != (said := f"The mailbox of returned mails can't be read ({error})"):
                log.warning("%s: it is tried again every few minutes", said)
                self._said = said
        else:
            if self._said:
                log.warning("The mailbox of returned mails answers again")
            if read:
                log.info("%s returned mails read, %s of them noted as not delivered", read, noted)
            self._said = ""


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

    mailbox = MailboxWatch()
    while True:
        try:
            _pass(mailbox)
        except Exception:  # whatever it was, messages must not wait for somebody to start the city again
            log.exception("Messages wait: the pass broke off and is tried again")
        finally:
            connections.close_all()
        if select.select([sys.stdin], [], [], PAUSE)[0]:
            return
