"""The key by which money is split: tried out, kept, published for good, allotted once; what a conference resolves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from sozialraum.planning.conferences.actions import agenda, balloting, resolving
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.programme.actions import distributing, funds
from sozialraum.planning.programme.actions.measures import begin_measure
from sozialraum.planning.programme.models import Booking, Distribution, Fund
from sozialraum.planning.programme.plans import Money
from sozialraum.planning.programme.queries import keys
from sozialraum.planning.programme.queries.accounts import open_reservations, standing
from sozialraum.planning.programme.queries.key_page import outcome
from sozialraum.planning.programme.queries.keys import shares_of
from worlds.carrying_out import a_need, a_plan, a_provider, agreed, department, of_provider
from worlds.conferring import conference
from worlds.meeting import attendees, balloted, opened
from worlds.money import fund, key
from worlds.people import today
from worlds.voices import manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def published_key(karla) -> Distribution:
    drafted = distributing.draft(by=karla, title="Fonds", year=today().year, key=key())
    return distributing.publish(by=karla, distribution=drafted)


def test_a_key_counts_figures_as_they_are_published_and_names_what_is_unknown(published):
    found = keys.tried(published, key("1000.00", whole_euros=False))
    assert sum(one.amount for one in found) == Decimal("1000.00")
    assert all(one.base + one.inhabitants + one.need == one.amount for one in found)
    figures = published.figures("unemployment_share")
    for one, value in zip(found, figures.values.tolist(), strict=True):
        assert one.burden is None or abs(float(one.burden) - value) <= 0.05  # one decimal
        assert one.assumed is (one.burden is None)
    again = [keys.Share.of_data(one.as_data()) for one in found]
    assert again == found


def test_who_gains_and_who_loses_adds_up_to_nothing(published, published_key):
    found = outcome(keys.tried(published, key(base=0, inhabitants=20, need=80)), published_key, "gewinn")
    moved = [one.more for one in found.rows]
    assert sum(moved) == 0 and any(moved) and moved == sorted(moved, reverse=True)
    assert found.rows[0].share.title in found.sentence and not found.differs
    same = outcome(keys.tried(published, key()), published_key, "")
    assert "ändert sich für niemanden" in same.sentence


def test_published_it_never_changes_and_its_money_goes_into_the_funds_once(karla, published_key):
    mara = manager()
    body = conference(mara)
    with pytest.raises(NotAllowed):
        distributing.allot(by=mara, distribution=published_key)
    distributing.allot(by=karla, distribution=published_key)
    with pytest.raises(Refused, match="schon zugeteilt"):
        distributing.allot(by=karla, distribution=published_key)
    own = Fund.objects.get(body=body)
    assert standing(own).free == shares_of(published_key)[0].amount
    given = Booking.objects.filter(distribution=published_key)
    assert sum(one.amount for one in given) == published_key.total and given.count() == len(
        published_key.shares
    )
    for act in (distributing.publish, distributing.discard):
        with pytest.raises(Refused, match="schon veröffentlicht"):
            act(by=karla, distribution=published_key)
    rows = Distribution.objects.filter(pk=published_key.pk)
    for change in (lambda: rows.update(total=5), lambda: rows.update(allotted=None), lambda: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_draft_is_only_for_those_who_keep_the_money(karla):
    made = distributing.draft(by=karla, title="Entwurf", year=2027, key=key())
    with pytest.raises(Refused, match="Veröffentlichen Sie"):
        distributing.allot(by=karla, distribution=made)
    browser = Client()
    assert browser.get(f"/geld/schluessel/{made.pk}/").status_code == 404
    browser.force_login(karla)
    assert "Entwurf, nur für Sie sichtbar" in browser.get(f"/geld/schluessel/{made.pk}/").content.decode()
    distributing.discard(by=karla, distribution=made)
    assert not Distribution.objects.exists()


def _divided(mara, body, *, on_agenda: int = 100_000, need=None) -> Resolution:
    """A conference divides 1,000 euros over two projects of 400 and 500, and all want both."""
    running = opened(body, mara)
    item = agenda.add(
        by=mara, session=running, kind="fund", title="Fonds", method=Method.FUND, fund=on_agenda
    )
    from sozialraum.planning.conferences.actions import options

    for title, cost in (("Bank", 40_000), ("Fest", 50_000)):
        options.add_option(by=mara, item=item, title=title, cost=cost, need=need if title == "Bank" else None)
    item = balloting.take_up(by=mara, item=item)
    everything = {"choice": [str(one.pk) for one in item.options.all()]}
    ballot = balloted(item, mara, dict.fromkeys(attendees(running), everything))
    resolving.resolve(by=mara, item=item, ballot=ballot, outcome=Outcome.FUNDED, text="Verteilt.")
    resolving.close_session(by=mara, session=running)
    return Resolution.objects.get(session=running)


def test_what_a_conference_resolves_is_reserved_in_its_fund(published):
    mara = manager()
    body = conference(mara)
    need, office, provider = a_need(), department(), a_provider()
    made = _divided(mara, body, need=need)
    own = Fund.objects.get(body=body)
    assert (standing(own).balance, standing(own).free) == (Decimal("1000.00"), Decimal("100.00"))
    promised = open_reservations(own.bookings.all())
    assert [(one.text, one.amount, one.resolution) for one in promised] == [
        ("Bank", Decimal("-400.00"), made), ("Fest", Decimal("-500.00"), made),
    ]  # fmt: skip
    assert made.details["fund"] == own.pk and not made.not_taken
    session = Client().get(f"/konferenzen/sitzungen/{made.session_id}/").content.decode()
    assert f'<a href="/geld/fonds/{own.pk}/">' in session
    page = Client().get(f"/geld/fonds/{own.pk}/").content.decode()
    assert f"/konferenzen/sitzungen/{made.session_id}/" in page and "beschlossen: " in page
    # Whoever carries the project out needs no second promise: the measure takes over what its need was promised.
    paid = Money("fund", own.year, Decimal("400.00"), fund=own, confirmed=today())
    plan = a_plan(office, provider=provider, budget_line=None, fundings=(paid,))
    measure = agreed(begin_measure(by=of_provider(provider), plan=plan, need=need))
    taken = measure.fundings.get().reservation
    assert (taken.measure, taken.resolution, standing(own).reserved) == (measure, made, Decimal("900.00"))


def test_what_is_not_free_is_left_out_and_said(karla):
    mara = manager()
    body = conference(mara)
    own = fund("Kleiner Fonds", holds="600.00", body=body)
    made = _divided(mara, body)
    assert standing(own).reserved in (Decimal("400.00"), Decimal("500.00"))
    assert "nicht genug frei" in made.not_taken and Fund.objects.filter(body=body).count() == 1
    for one in open_reservations(own.bookings.all()):
        funds.release(by=karla, reservation=one, on=today(), text="neu")
    funds.close_fund(by=karla, fund=own)
