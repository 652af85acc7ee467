"""What the table resolves, takes back, and what takes effect when the session closes."""

from __future__ import annotations

import pytest
from django.test import Client

from sozialraum.planning.conferences.actions import attending, balloting, resolving, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Ballot, Minutes
from sozialraum.planning.conferences.states import Outcome, SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference
from worlds.meeting import attendees, balloted, on_need, opened
from worlds.people import somebody

pytestmark = pytest.mark.django_db


def test_the_chair_annuls_and_repeats_in_the_open(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "no"))
    result = resolving.resolve(by=mara, item=item, ballot=closed, outcome=Outcome.NOT_CARRIED, text="Nein.")
    with pytest.raises(Refused, match="beruht ein Beschluss"):
        balloting.annul(by=mara, ballot=closed, reason="falsch gefragt")
    resolving.take_back(by=mara, resolution=result, reason="falsch gefragt")
    balloting.annul(by=mara, ballot=closed, reason="falsch gefragt")
    again = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    assert again.number == 2 and Ballot.objects.get(pk=closed.pk).state == "annulled"
    resolving.resolve(by=mara, item=item, ballot=again, outcome=Outcome.CARRIED, text="Ja.")
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    wanted = [
        "ballot_closed",
        "resolved",
        "taken_back",
        "ballot_annulled",
        "ballot_opened",
        "ballot_closed",
        "resolved",
    ]
    assert [act.removeprefix("conferences.") for act in acts][-len(wanted) :] == wanted


def test_what_was_resolved_takes_effect_when_the_session_closes(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    resolving.resolve(
        by=mara, item=item, ballot=closed, outcome=Outcome.CARRIED, text="Die Konferenz trägt es."
    )
    bench.refresh_from_db()
    assert bench.state == State.DELIBERATING
    done = resolving.close_session(by=mara, session=running)
    bench.refresh_from_db()
    assert (done.state, bench.state) == (SessionState.CLOSED, State.CARRIED)
    line = Entry.objects.filter(act="needs.stepped").latest("pk")
    assert line.details["method"] == "carry" and line.details["quorum"] == "8/8"
    assert Minutes.objects.filter(session=running, state="draft").exists()
    assert running.resolutions.get().number == 1


def test_a_need_that_has_moved_on_keeps_its_way_and_the_resolution_says_so(mara, bench):
    from sozialraum.planning.needs.actions import contributing

    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    resolving.resolve(by=mara, item=item, ballot=closed, outcome=Outcome.CARRIED, text="Ja.")
    contributing.withdraw(by=None, contribution=bench.contributions.get())
    resolving.close_session(by=mara, session=running)
    bench.refresh_from_db()
    assert bench.state == State.WITHDRAWN
    assert "Jemand war schneller" in running.resolutions.get().not_taken
    for page in (f"/konferenzen/sitzungen/{running.pk}/", "/konferenzen/beschluesse/"):
        assert "Nicht ausgeführt: " in Client().get(page).content.decode()


def test_only_who_runs_the_place_runs_its_session(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    stranger = somebody()
    for act in (
        lambda: balloting.open_ballot(by=stranger, item=item),
        lambda: resolving.close_session(by=stranger, session=running),
        lambda: attending.arrive_as_guest(by=stranger, session=running, name="x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_quorum_is_that_of_the_counting_and_stays(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    for one in attendees(running)[:7]:
        attending.leave(by=mara, attendee=one)
    resolving.resolve(by=mara, item=item, ballot=closed, outcome=Outcome.CARRIED, text="Ja.")


def test_few_who_are_left_at_the_counting_resolve_nothing_later(mara, bench):
    body = conference(mara, seats=2)
    running = opened(body, mara)
    item = on_need(running, bench, mara)
    ballot = balloting.open_ballot(by=mara, item=item)
    voters = attendees(running)
    for one in voters[:6]:
        attending.leave(by=mara, attendee=one)
    voting.vote(attendee=voters[7], ballot=ballot.pk, given={"vote": "yes"})
    closed = balloting.close_ballot(by=mara, ballot=ballot)
    for one in voters[:6]:
        attending.arrive(by=mara, session=running, holding=one.holding)
    with pytest.raises(Refused, match="beschlussfähig"):
        resolving.resolve(by=mara, item=item, ballot=closed, outcome=Outcome.CARRIED, text="Ja.")


def test_what_was_lost_and_annulled_is_not_carried_without_a_vote(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "no"))
    balloting.annul(by=mara, ballot=closed, reason="war nichts")
    with pytest.raises(Refused, match="wiederholen"):
        resolving.resolve(by=mara, item=item, outcome=Outcome.CARRIED, text="Ja.")


def test_without_a_ballot_only_what_fits_the_item(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    with pytest.raises(Refused, match="passt nicht"):
        resolving.resolve(by=mara, item=item, outcome=Outcome.BUNDLED, text="Liste.")


def test_what_has_an_outcome_is_not_left_for_another_time(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    resolving.resolve(by=mara, item=item, ballot=closed, outcome=Outcome.CARRIED, text="Ja.")
    with pytest.raises(Refused, match="bevor Sie den Punkt verschieben"):
        resolving.finish_item(by=mara, item=item, postponed=True)
    resolving.close_session(by=mara, session=running)
    with pytest.raises(Refused, match="vorbei"):
        choosing.add_option(by=mara, item=item, title="Nachgereicht")
