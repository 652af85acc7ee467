"""Several people act at the same moment on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from sozialraum.planning.people.rules import Refused


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Each in a thread and a connection of its own, begun together; what each says: "done", or why not."""
    ready, said = Barrier(len(acts)), ["?"] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            ready.wait()
            act()
            said[number] = "done"
        except Refused as refusal:
            said[number] = refusal.code or str(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
