"""The city's money in the story: each year's key, what conferences promise, what is paid, and how a year is closed.

Once a month the keeper of the money goes through what is promised. Each act is done once, however often it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from django.utils import timezone

from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.meetings import Day, as_far_as_it_goes
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.programme.actions import distributing, funds
from sozialraum.planning.programme.models import Booking, Distribution, Fund
from sozialraum.planning.programme.queries import keys
from sozialraum.planning.programme.queries.accounts import open_reservations, standing
from sozialraum.planning.programme.queries.keys import Key
from sozialraum.planning.statistics.queries import current

FIRST = 725  # days ago: before it there is no conference
SPACES, AREAS = "Verfügungsfonds der Sozialräume", "Budget der Planungsräume"
EACH = {SPACES: 4_200, AREAS: 18_000}  # euros a space, as a mean
# Base, inhabitants, need: year by year need weighs more, after long talks.
WEIGHTS = ((50, 50, 0), (40, 40, 20), (30, 40, 30), (20, 40, 40))
WAITS = 40  # days until what was promised is done and paid
BUYS = 8  # funds that something is bought from in a month
WANTED = (
    ("Hochbeete am Nachbarschaftshaus", "1180.00"), ("Sitzbank mit Lehne an der Haltestelle", "890.00"),
    ("Bühne und Strom für das Straßenfest", "450.00"), ("Sprachcafé: Raummiete für ein halbes Jahr", "720.00"),
    ("Werkzeug für das Reparaturcafé", "364.50"), ("Lastenrad zum Ausleihen, Anteil", "1500.00"),
    ("Ausflug der Seniorengruppe", "286.40"), ("Lernhilfe: Bücher und Hefte", "312.75"),
    ("Graffiti-Werkstatt in den Ferien", "640.00"), ("Pflanzen für die Baumscheiben", "198.90"),
    ("Tischtennisplatte auf dem Bolzplatz, Anteil", "975.00"), ("Leihbücherschrank", "830.00"),
    ("Dolmetschen bei Elternabenden", "405.00"), ("Winterfest der Nachbarschaft", "340.25"),
)  # fmt: skip
SLOW, VERY_LONG = "Lastenrad", 300  # is delivered late, and the promise waits
FALLS_THROUGH = ("Das Vorhaben fällt aus.", "Es hat sich anders gelöst: Das Material wurde gespendet.",
                 "Der Verein hat den Antrag zurückgezogen.")  # fmt: skip


class Money:
    """Days on which money is split, promised, paid, carried over."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.first = now - timedelta(days=FIRST)

    def days(self) -> Iterator[Day]:
        """In any order; what lies before the story or after it is left out."""
        for year in range(self.first.year, self.now.year + 2):
            told = [
                (self._at(year - 1, 11, 4), self._draft), (self._at(year - 1, 12, 10), self._publish),
                (self._at(year, 1, 13), self._allot),
                (self._at(year + 1, 2, 17), self._close),
            ]  # fmt: skip
            for at, act in told:
                if self.first < at < self.now:
                    yield Day(at, partial(act, year))
            for month in range(1, 13):
                yield from self._month(year, month)

    def _month(self, year: int, month: int) -> Iterator[Day]:
        for at, act in (
            (self._at(year, month, 9), self._wish),
            (self._at(year, month, 22), self._go_through),
        ):
            if self.first < at < self.now:
                yield Day(at, partial(act, year, month))

    def _at(self, year: int, month: int, day: int) -> datetime:
        return timezone.make_aware(datetime(year, month, day, 10, 20))  # noqa: DTZ001  (made aware by the city's zone)

    # -- the key --

    def _draft(self, year: int) -> None:
        version = current()
        for title, system in ((SPACES, "social_spaces"), (AREAS, "planning_areas")):
            name = str(version.settings.get(system) or "")
            edition = keys.systems(version).get(name)
            if edition is None or Distribution.objects.filter(title=title, year=year).exists():
                continue
            measures = keys.measures(version, edition)
            base, inhabitants, need = WEIGHTS[min(max(year - self.first.year - 1, 0), len(WEIGHTS) - 1)]
            total = Decimal(EACH[title] * len(edition) // 1000 * 1000)
            key = Key(total, base, inhabitants, need, measures[0][0] if measures else "", name)
            distributing.draft(by=self.cast.planner(), title=title, year=year, key=key)

    def _publish(self, year: int) -> None:
        self._draft(year)
        for one in Distribution.objects.filter(title__in=EACH, year=year, published__isnull=True).order_by(
            "-pk"
        ):
            distributing.publish(by=self.cast.planner(), distribution=one)

    def _allot(self, year: int) -> None:
        self._publish(year)
        for one in Distribution.objects.filter(title__in=EACH, year=year, allotted__isnull=True):
            distributing.allot(by=self.cast.planner(), distribution=one)

    # -- promises and payments --

    def _wish(self, year: int, month: int) -> None:
        """Some conferences promise something small between their sessions."""
        draw = Random(f"money/{year}/{month}")  # noqa: S311  (a story, not a secret)
        there = list(
            Fund.objects.filter(year=year, closed__isnull=True, body__isnull=False).order_by("title")
        )
        for fund in draw.sample(there, min(BUYS, len(there))):
            text, amount = draw.choice(WANTED)
            if not fund.bookings.filter(text=text, kind=Booking.Kind.RESERVATION).exists():
                as_far_as_it_goes(
                    funds.reserve,
                    by=self._runs(fund),
                    fund=fund,
                    amount=Decimal(amount),
                    on=clock.today(),
                    text=text,
                )
        if month == 7 and len(there) > 1:
            source, target = draw.sample(there, 2)
            text = "Gemeinsames Sommerfest zweier Sozialräume"
            if not source.bookings.filter(text=text).exists():
                as_far_as_it_goes(
                    funds.transfer, by=self.cast.planner(), source=source, target=target, amount=Decimal("250.00"),
                    on=clock.today(), text=text,
                )  # fmt: skip

    def _go_through(self, year: int, month: int) -> None:
        """What was promised a while ago is paid, mostly; some falls through, some waits on."""
        today = clock.today()
        waiting = open_reservations(Booking.objects.filter(on__lte=today - timedelta(days=WAITS)))
        # What is held for a measure, or for one that is decided, is spent by those who run it.
        waiting = waiting.filter(measure__isnull=True).exclude(need__isnull=False, resolution__isnull=True)
        for one in waiting.select_related("fund__body"):
            draw = Random(f"money/{one.fund.title}/{one.text}/{year}/{month}")  # noqa: S311
            luck = draw.random()
            if one.text.startswith(SLOW) and (today - one.on).days < VERY_LONG:
                continue
            if luck < 0.62:
                cents = int(-one.amount * 100) * draw.randint(88, 100) // 100
                as_far_as_it_goes(
                    funds.pay, by=self.cast.planner(), fund=one.fund, amount=Decimal(cents) / 100, on=today,
                    text=f"{one.text}: Rechnung", reservation=one,
                )  # fmt: skip
            elif luck < 0.7:
                as_far_as_it_goes(funds.release, by=self._runs(one.fund), reservation=one, on=today,
                          text=draw.choice(FALLS_THROUGH))  # fmt: skip
        if month == 10:
            self._refund()

    def _refund(self) -> None:
        paid = (
            Booking.objects.filter(kind=Booking.Kind.PAYMENT, text__startswith="Bühne")
            .select_related("fund")
            .first()
        )
        text = "Pfand für die Bühne zurück"
        if paid is not None and not paid.fund.bookings.filter(text=text).exists():
            as_far_as_it_goes(
                funds.refund,
                by=self.cast.planner(),
                fund=paid.fund,
                amount=Decimal("50.00"),
                on=clock.today(),
                text=text,
            )

    def _close(self, year: int) -> None:
        """What is promised to nobody moves into the new year; funds with promises stay open until those are done."""
        for fund in Fund.objects.filter(year=year, closed__isnull=True).order_by("pk"):
            if not standing(fund).reserved:
                as_far_as_it_goes(funds.close_fund, by=self.cast.planner(), fund=fund)

    def _runs(self, fund: Fund) -> Account:
        return self.cast.manager(fund.planning_area) if fund.planning_area else self.cast.planner()
