"""The invented voices of a demonstration city, and what its invented people made of them: through actions only.

Each need goes its way step by step, from conference to office and back, over two years whose days are told one after
the other. Killed in the middle, the next start goes on where it stopped; done once, it is never done again, whatever
visitors changed meanwhile.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from time import process_time

from django.db import connection
from django.utils import timezone

from sozialraum.commands.progress import Bars, say
from sozialraum.commands.story import carrying_out, treasury
from sozialraum.commands.story.assembly import Assembly
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.introducing import Introducing
from sozialraum.commands.story.meetings import Day, as_far_as_it_goes, in_order
from sozialraum.commands.story.money import Money
from sozialraum.commands.story.sessions import Sittings
from sozialraum.commands.story.timetable import Timetable
from sozialraum.commands.story.upcoming import Upcoming
from sozialraum.commands.story.voices import Row, Story, days_of, listen
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions.demonstration import FURNISHED, note_furnished
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.warehouse.city import City


def furnish(city: City) -> None:
    """Have the voices that a demonstration city delivers; call inside `django.ready`, after its people are there."""
    delivery = city.folder / "delivery"
    if not city.settings.get("demonstration") or not (delivery / "meldungen.csv").exists():
        return
    if Entry.objects.filter(act=FURNISHED).exists():
        return
    say("Musterstadt speaks up …")
    since = process_time()
    cast = Cast.of(delivery / "organisationen.csv")
    treasury.publish(delivery)
    needs = {row["bedarf"]: row for row in _rows(delivery / "bedarfe.csv")}
    voices = _rows(delivery / "meldungen.csv")
    grouped = groupby(voices, lambda row: row["bedarf"])
    stories = [Story(needs[number], tuple(rows)) for number, rows in grouped]
    with Bars() as bars, _quick_commits():
        days = in_order(_days(stories, cast))
        for done, day in enumerate(days, 1):
            with clock.telling(day.at):
                as_far_as_it_goes(day.act)
            bars("two years", done, len(days))
    as_far_as_it_goes(listen, cast=cast)
    note_furnished(by=PROGRAM, voices=len(voices), needs=len(stories))
    held = Session.objects.filter(state=SessionState.CLOSED).count()
    took = f"{process_time() - since:.0f} s of processor time"
    say(
        f"{len(voices)} invented voices, {len(stories)} invented needs on their way, {held} sessions held ({took})."
    )


def _days(stories: Sequence[Story], cast: Cast) -> Iterator[Day]:
    """All that happened: voices came, were checked, and went from conference to office and back."""
    now = timezone.now().replace(second=0, microsecond=0)
    assembly = Assembly(cast, now)
    needs = [one.told() for one in stories]
    table = Timetable(needs, assembly.areas, now)
    for one in stories:
        yield from days_of(one, cast, table.stages[one.number], now)
    areas = dict.fromkeys(one.body for one in table.meetings if one.table == "area")
    yield from assembly.days(table.spaces, areas)
    yield from Money(cast, now).days()
    sittings = Sittings(assembly, {one.number: one for one in stories}, now)
    yield from sittings.days(table.meetings)
    yield from carrying_out.others(cast, now)
    yield from Upcoming(sittings, needs, table.spaces, now).days()
    yield from Introducing(cast, now).days()


@contextmanager
def _quick_commits() -> Iterator[None]:
    """Thousands of small steps don't each wait for the disk: what a crash takes is told again at the next start."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("SET synchronous_commit TO DEFAULT")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
