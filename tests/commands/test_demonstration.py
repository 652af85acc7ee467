"""Musterstadt's voices: needs in every state, made through actions only, once; killed in the middle it goes on."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from sozialraum.commands import demonstration, people
from sozialraum.commands.story.fates import REASONS, way_to
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Contribution, ListeningStep, Need, Objection, Support
from sozialraum.planning.needs.states import State
from sozialraum.site.city import read_city
from sozialraum.warehouse.city import City
from worlds.served import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def muster(published, settings, monkeypatch) -> City:
    """Small Musterstadt is the city that is served; its people are there."""
    settings.CITY_FOLDER, settings.CITY = published, read_city(published)
    city = serve(monkeypatch, City(published))
    people.furnish(city)
    return city


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
    _walked_by_the_table()
    _told_and_not_sent()
    assert Contribution.objects.exclude(sealed_text=None).exists()
    assert not Contribution.objects.exclude(contact=None).exists()
    _told_day_by_day()
    before = picture()
    demonstration.furnish(muster)
    assert picture() == before


def _walked_by_the_table() -> None:
    """Each need's journal is a way of the state table that ends where it stands, each step with its reason."""
    steps: dict[str, list[tuple[str, str]]] = {}
    lines = Entry.objects.filter(subject_kind="need", act="needs.stepped").order_by("pk")
    for key, details, reason in lines.values_list("subject_key", "details", "reason"):
        steps.setdefault(key, []).append((details["from"], details["to"]))
        # An acceptance says nothing more than itself, and nobody has to give a reason for withdrawing.
        assert reason or details["to"] in (State.DELIBERATING, State.WITHDRAWN)
    for key, state in Need.objects.values_list("pk", "state"):
        here = State.REGISTERED
        for source, target in steps.get(str(key), []):
            assert source == here and states.step(source, target)
            here = target
        assert here == state
    registered = Entry.objects.filter(act="needs.registered").count()
    assert registered == Contribution.objects.count() == Need.objects.count() > 60


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


def _told_and_not_sent() -> None:
    """Everybody is told at their receipt; nothing goes out to people who don't exist."""
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SHOWN}
    ended = Entry.objects.filter(act="needs.stepped", details__to__in=[str(s) for s in states.END])
    told = set(Message.objects.filter(entry_id__in=ended.values("pk")).values_list("entry_id", flat=True))
    gone = set(ended.filter(details__to=State.WITHDRAWN).values_list("pk", flat=True))
    assert set(ended.values_list("pk", flat=True)) - gone == told - gone


def test_killed_in_the_middle_the_next_start_goes_on(muster, monkeypatch):
    killed = _Killed(monkeypatch)
    for after in (30, 120, 80, 200):
        killed.after(after)
        with pytest.raises(KeyboardInterrupt):
            demonstration.furnish(muster)
    killed.never()
    demonstration.furnish(muster)
    assert set(Need.objects.values_list("state", flat=True)) == set(State)
    _walked_by_the_table()
    tokens = Contribution.objects.values_list("token", flat=True)
    assert len(tokens) == len(set(tokens)) == Entry.objects.filter(act="needs.registered").count()


class _Killed:
    """Lets the program be killed when so many further lines of the journal are written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**9
        self.plain = Entry.objects.create
        monkeypatch.setattr(Entry.objects, "create", self._create)

    def after(self, lines: int) -> None:
        self.left = lines

    def never(self) -> None:
        self.left = 10**9

    def _create(self, **values: object) -> Entry:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return self.plain(**values)


def test_what_visitors_changed_stays_as_they_left_it(muster):
    demonstration.furnish(muster)
    Need.objects.filter(state=State.DELIBERATING).update(title="Von einer Besucherin geändert")
    before = picture()
    demonstration.furnish(muster)
    assert picture() == before


def test_a_real_city_gets_no_invented_voices(muster, monkeypatch):
    monkeypatch.setattr(City, "settings", {"demonstration": False})
    demonstration.furnish(muster)
    assert Contribution.objects.count() == 0


def test_there_is_a_way_and_a_reason_for_every_state():
    for state in set(State) - {State.REGISTERED, State.WITHDRAWN}:
        path = way_to(state)
        assert path[-1] == state
        assert all(step in REASONS or step == State.DELIBERATING for step in path)
