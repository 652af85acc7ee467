"""Proposals of its own that a table puts in order are resolved as one; a list of needs holds needs alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sozialraum.planning.conferences.actions import agenda, balloting, options, resolving
from sozialraum.planning.conferences.queries import funds
from sozialraum.planning.conferences.queries.proposals import proposals
from sozialraum.planning.conferences.queries.results import outcomes, sentence
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, item, session
from worlds.meeting import attendees, balloted, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def test_an_order_of_proposals_is_one_resolution(mara):
    held = opened(conference(mara, seats=1), mara)
    point = item(held, mara, "Was zuerst?", method="order")
    made = [options.add_option(by=mara, item=point, title=title) for title in ("Bank", "Baum", "Brunnen")]
    point = balloting.take_up(by=mara, item=point)
    ballot = balloted(point, mara, {one: {"choice": [str(made[1].pk)]} for one in attendees(held)})
    assert [str(one) for one in outcomes(ballot)] == ["adopted", "noted"]
    said = sentence(ballot, made)
    assert said == "3 stehen auf der Liste, zuerst „Baum“."
    resolving.resolve(by=mara, item=point, ballot=ballot, outcome="adopted", text=said)
    resolving.close_session(by=mara, session=held)
    assert held.resolutions.get().number == 1


def test_a_list_of_needs_takes_no_proposals_of_its_own(mara):
    held = opened(conference(mara, seats=1), mara)
    point = item(held, mara, "Die Liste", kind="order", method="order")
    with pytest.raises(Refused, match="stehen Bedarfe"):
        options.add_option(by=mara, item=point, title="Ein Brunnen")


def test_a_fund_names_what_it_pays_for(mara):
    held = opened(conference(mara, seats=1), mara)
    point = item(held, mara, "Verfügungsfonds", kind="fund", method="fund", fund=300_000)
    made = [
        options.add_option(by=mara, item=point, title=t, cost=c)
        for t, c in (("Bank", 100_000), ("Baum", 150_000))
    ]
    point = balloting.take_up(by=mara, item=point)
    every = {"choice": [str(one.pk) for one in made]}
    ballot = balloted(point, mara, dict.fromkeys(attendees(held), every))
    said = sentence(ballot, made)
    assert said.startswith("2 Vorhaben werden bezahlt, zusammen 2.500")
    assert "„Bank“ (1.000" in said and "„Baum“ (1.500" in said


def test_counting_twice_is_counting_once(mara):
    held = opened(conference(mara, seats=1), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    ballot = balloted(point, mara, dict.fromkeys(attendees(held), "yes"))
    assert balloting.close_ballot(by=mara, ballot=ballot).result == ballot.result


def test_who_is_elected_is_to_be_seated(mara, client):
    client.force_login(mara)
    held = opened(conference(mara, seats=1), mara)
    point = item(held, mara, "Wahl", kind="election", method="election", places=1)
    made = [options.add_option(by=mara, item=point, title=title) for title in ("Eva", "Ada")]
    point = balloting.take_up(by=mara, item=point)
    ballot = balloted(point, mara, {one: {"choice": [str(made[0].pk)]} for one in attendees(held)})
    resolving.resolve(by=mara, item=point, ballot=ballot, outcome="elected", text="Gewählt: Eva.")
    at = f"/konferenzen/sitzungen/{held.pk}/leitung/"
    assert "Gewählte auf ihre Sitze berufen" not in client.get(at).content.decode()
    resolving.close_session(by=mara, session=held)
    assert "Gewählte auf ihre Sitze berufen" in client.get(at).content.decode()


def test_what_a_fund_left_over_proposes_itself_and_after_a_year_the_fund(mara):
    body = conference(mara, seats=1)
    held = opened(body, mara)
    point = item(held, mara, "Verfügungsfonds", kind="fund", method="fund", fund=300_000)
    made = options.add_option(by=mara, item=point, title="Bank", cost=100_000)
    options.add_option(by=mara, item=point, title="Turm", cost=290_000)
    point = balloting.take_up(by=mara, item=point)
    ballot = balloted(point, mara, {key: {"choice": [str(made.pk)]} for key in attendees(held)})
    resolving.resolve(by=mara, item=point, ballot=ballot, outcome="funded", text="Die Bank wird bezahlt.")
    soon = session(body, mara, begins=timezone.now() + timedelta(days=30))
    assert funds.of_funds(soon) == []  # nothing has taken effect yet
    resolving.close_session(by=mara, session=held)
    (rest,) = [one for one in proposals(soon) if one.kind == "fund"]
    assert (rest.title, rest.fund, rest.method) == ("Rest: Verfügungsfonds", 200_000, "fund")
    assert agenda.take(by=mara, session=soon, keys=[rest.key]) == 1
    assert not [one for one in proposals(soon) if one.kind == "fund"]
    (again,) = funds.of_funds(session(body, mara, begins=timezone.now() + timedelta(days=350)))
    assert (again.title, again.fund) == ("Verfügungsfonds", 300_000)
