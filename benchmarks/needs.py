"""Needs among many: list and map, similar ones, search, with 10,000 needs and 100,000 contributions.

    python -m benchmarks.needs [--requests 40] [--city FOLDER]

Musterstadt is filled with invented voices (benchmarks/voices.py). Pages are asked for over loopback, one after the
other, from the server that `sozialraum serve` starts; similar needs and the search are measured in this process. Ends
with exit code 1 where a target is missed. --city: a folder that is filled already.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from benchmarks import voices
from benchmarks.pages import fetch, serving
from sozialraum.commands.django import ready

NEEDS, CONTRIBUTIONS = 10_000, 100_000
PAGES = {
    "list and map": "/bedarfe/",
    "list, second page": "/bedarfe/?seite=2",
    "list of one dimension": "/bedarfe/?lebenslage=mobility&zustand=offen",
    "list, longest without a step": "/bedarfe/?sortierung=wartet",
    "list, one word": f"/bedarfe/?q={quote('Spielplatz')}",
    "list, a typing error": f"/bedarfe/?q={quote('Spielpaltz')}",
}
PAGE, STATEMENTS, SIMILAR, SEARCH = (
    150.0,
    15,
    200.0,
    50.0,
)  # milliseconds; SQL statements of a page: fewer than these
RIGHT = (
    "Spielplatz",
    "Spielplätze kaputt",
    "Kinderspielplatz",
    "Radweg Schlaglöcher",
    "Bank",
    "haltest",
    "Treppenhaus",
)
WRONG = (
    "Spielpaltz",
    "Bücherrei",
    "Treppenhuas",
    "Straßenlatrene",
    "Nachbarschaftstref",
    "Fahradabstellanlage",
)


def milliseconds(calls: Iterable[Callable[[], object]]) -> list[float]:
    """How long each took, the shortest first."""
    taken = []
    for call in calls:
        start = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)


class Targets:
    """What was measured beside what was wanted."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def tell(self, name: str, taken: list[float], most: float, more: str = "") -> None:
        """One line: median, slowest twentieth, and whether the median is within the target."""
        median = statistics.median(taken)
        slow = taken[max(int(0.95 * len(taken)) - 1, 0)]
        self.hold(
            name,
            median < most,
            f"median {median:6.1f} ms   95 % {slow:6.1f} ms   wanted < {most:.0f} ms{more}",
        )

    def hold(self, name: str, kept: bool, says: str) -> None:
        """One line, and remember what was missed."""
        print(f"  {name:<34} {says}{'' if kept else '   MISSED'}", flush=True)
        if not kept:
            self.missed.append(name)


def statements() -> dict[str, int]:
    """SQL statements of each page, asked for a second time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, counted = Client(headers={"host": "localhost"}), {}
    for name, path in PAGES.items():
        for _turn in range(2):
            with CaptureQueriesContext(connection) as caught:
                answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        counted[name] = len(caught)
    return counted


def fill() -> dict[str, int]:
    """The city gets its needs; statements of the pages with a hundredth of them, to be held against the whole."""
    voices.fill(NEEDS // 100, CONTRIBUTIONS // 100, seed=1)
    few = statements()
    start = time.perf_counter()
    voices.fill(NEEDS - NEEDS // 100, CONTRIBUTIONS - CONTRIBUTIONS // 100)
    print(f"  filled in {time.perf_counter() - start:.0f} s", flush=True)
    return few


def inside(targets: Targets, few: dict[str, int] | None) -> None:
    """What is measured without a server: statements, similar needs, the search."""
    from sozialraum.planning.needs.models import Contribution, Need, Word
    from sozialraum.planning.needs.queries.search import narrowed
    from sozialraum.planning.needs.queries.similar import similar
    from sozialraum.planning.needs.states import PUBLIC

    public = Need.objects.filter(state__in=PUBLIC)
    voices_all, words_all = Contribution.objects.count(), Word.objects.count()
    print(f"{public.count():,} public needs, {voices_all:,} contributions, {words_all:,} words", flush=True)
    for name, count in statements().items():
        was = few[name] if few else count
        targets.hold(
            f"{name}: SQL", count < STATEMENTS and count <= was, f"{count} statements, {was} with a hundredth"
        )
    draw = random.Random(5)
    chosen = list(Need.objects.filter(pk__in=draw.sample(list(public.values_list("pk", flat=True)), 45)))
    for one in chosen[:5]:
        similar(one)
    targets.tell("similar", milliseconds([lambda one=one: similar(one) for one in chosen[5:]]), SIMILAR)

    def search(typed: str) -> object:
        return list(narrowed(public, typed).needs.values_list("pk", "title")[:20])  # the best match first

    for name, words in (("search", RIGHT), ("search with typing errors", WRONG)):
        taken = milliseconds([lambda word=word: search(word) for word in words * 5])
        targets.tell(name, taken, SEARCH)
    lost = [word for word in WRONG if not search(word)]
    targets.hold("typing errors taken back", not lost, ", ".join(lost) or "all")


def outside(targets: Targets, folder: Path, requests: int) -> None:
    """What a browser waits for."""
    os.environ.pop("DATABASE_URL", None)  # the server starts its own
    with serving(folder) as port:
        for name, path in PAGES.items():
            for _ in range(6):
                fetch(port, path)
            targets.tell(name, milliseconds([lambda path=path: fetch(port, path)] * requests), PAGE)


def main() -> int:
    """Fill a city, measure, say what was missed."""
    words = argparse.ArgumentParser()
    words.add_argument("--requests", type=int, default=40)
    words.add_argument("--city", type=Path)
    given = words.parse_args()
    work = Path(tempfile.mkdtemp(prefix="sozialraum-bench-"))
    targets = Targets()
    try:
        folder = given.city or voices.city(work)
        with ready(folder.absolute()):
            inside(targets, None if given.city else fill())
        outside(targets, folder.absolute(), given.requests)
    finally:
        shutil.rmtree(work)
    if targets.missed:
        print(f"missed: {', '.join(targets.missed)}", file=sys.stderr)
    return bool(targets.missed)


if __name__ == "__main__":
    sys.exit(main())
