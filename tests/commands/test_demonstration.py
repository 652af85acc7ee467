"""Musterstadt's voices: needs in every state, made through actions only, once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum
from django.utils import timezone

from sozialraum.commands import demonstration
from sozialraum.commands.story.fates import REASONS, way_to
from sozialraum.commands.story.later import STEPS
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Contribution, ListeningStep, Need, Objection, Support
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import Booking, Distribution, Fund
from sozialraum.planning.programme.queries.accounts import statement
from sozialraum.warehouse.city import City
from worlds.told import walked_by_the_table

pytestmark = pytest.mark.django_db


def picture() -> tuple[object, ...]:
    """All that a visitor could notice."""
    needs = Need.objects.order_by("pk").values_list(
        "pk", "state", "title", "voices", "supports", "department"
    )
    return (
        list(needs), list(Contribution.objects.order_by("pk").values_list("token", "need_id", "text")),
        Entry.objects.count(), Message.objects.count(), Support.objects.count(), Objection.objects.count(),
    )  # fmt: skip


def test_every_state_through_actions_and_only_once(muster):
    demonstration.furnish(muster)
    found = Counter(Need.objects.values_list("state", flat=True))
    assert set(found) == set(State)
    walked_by_the_table()
    _told_and_not_sent()
    assert Contribution.objects.exclude(sealed_text=None).exists()
    assert not Contribution.objects.exclude(contact=None).exists()
    _told_day_by_day()
    _money_adds_up()
    Need.objects.filter(state=State.DELIBERATING).update(title="Von einer Besucherin geändert")
    before = picture()
    demonstration.furnish(muster)
    assert picture() == before


def _told_day_by_day() -> None:
    """Two years: what stands later in the journal happened later, and every need moved when its last line says."""
    days = list(Entry.objects.filter(subject_kind="need").order_by("pk").values_list("at", flat=True))
    assert days == sorted(days) and (days[-1] - days[0]).days > 300 and days[-1] <= timezone.now()
    for need in Need.objects.exclude(state=State.REGISTERED):
        last = Entry.objects.filter(
            subject_kind="need", subject_key=str(need.pk), act="needs.stepped"
        ).first()
        assert last and last.at == need.since > need.registered
    assert (
        ListeningStep.objects.filter(done=None).exists() and ListeningStep.objects.exclude(done=None).exists()
    )


def _money_adds_up() -> None:
    """Keys published and allotted, every kind of booking, a year closed and carried over; to the cent."""
    assert Distribution.objects.exclude(allotted=None).exists()
    assert set(Booking.objects.values_list("kind", flat=True)) == set(Booking.Kind.values)
    assert Booking.objects.filter(resolution__isnull=False, kind=Booking.Kind.RESERVATION).exists()
    for one in Fund.objects.prefetch_related("bookings"):
        lines = statement(sorted(one.bookings.all(), key=lambda line: line.pk))
        assert all(line.balance >= line.free >= 0 for line in lines)
        assert one.closed is None or not lines or lines[-1].balance == 0
    assert Fund.objects.exclude(closed=None).exists()
    moved = Booking.objects.filter(kind=Booking.Kind.TRANSFER)
    assert moved.exists() and moved.aggregate(sum=Sum("amount"))["sum"] == 0


def _told_and_not_sent() -> None:
    """Everybody is told at their receipt; nothing goes out to people who don't exist."""
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SHOWN}
    ended = Entry.objects.filter(act="needs.stepped", details__to__in=[str(s) for s in states.END])
    told = set(Message.objects.filter(entry_id__in=ended.values("pk")).values_list("entry_id", flat=True))
    gone = set(ended.filter(details__to=State.WITHDRAWN).values_list("pk", flat=True))
    assert set(ended.values_list("pk", flat=True)) - gone == told - gone


def test_a_real_city_gets_no_invented_voices(muster, monkeypatch):
    monkeypatch.setattr(City, "settings", {"demonstration": False})
    demonstration.furnish(muster)
    assert Contribution.objects.count() == 0


def test_there_is_a_way_and_a_reason_for_every_state():
    for state in set(State) - {State.REGISTERED, State.WITHDRAWN}:
        path = way_to(state)
        assert path[-1] == state
        assert all(step in REASONS or step in STEPS or step == State.DELIBERATING for step in path)
