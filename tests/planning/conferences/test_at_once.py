"""Several act at the same moment on PostgreSQL: nothing is lost, nothing doubled, and the second is told."""

from __future__ import annotations

import pytest

from sozialraum.planning.conferences.actions import attending, balloting, resolving, voting
from sozialraum.planning.conferences.models import Ballot, Holding, PaperSlip, Vote
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.needs.actions import checking
from worlds.conferring import conference
from worlds.meeting import attendees, on_need, opened
from worlds.together import at_once
from worlds.voices import need

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item(mara):
    found = need()
    checking.accept(by=mara, need=found)
    found.refresh_from_db()
    return on_need(opened(conference(mara, seats=3), mara), found, mara)


def test_a_vote_that_meets_the_closing_counts_or_is_told_that_it_came_too_late(mara, item):
    voters = attendees(item.session)
    for _round in range(4):
        ballot = balloting.open_ballot(by=mara, item=item)
        said = at_once(
            *(
                lambda one=one, pk=ballot.pk: voting.vote(attendee=one, ballot=pk, given={"vote": "yes"})
                for one in voters
            ),
            lambda ballot=ballot: balloting.close_ballot(by=mara, ballot=ballot),
        )
        assert said[-1] == "done" and set(said[:-1]) <= {"done", "closed"}
        closed = Ballot.objects.get(pk=ballot.pk)
        assert closed.result["yes"] == said[:-1].count("done") == Vote.objects.filter(ballot=ballot).count()
        assert balloting.recount(by=mara, ballot=closed) == closed.result


def test_the_same_vote_sent_many_times_at_once_is_one(mara, item):
    voter, *others = attendees(item.session)
    for secret in (False, True):
        ballot = balloting.open_ballot(by=mara, item=item, secret=secret)
        acts = [lambda pk=ballot.pk: voting.vote(attendee=voter, ballot=pk, given={"vote": "no"})] * 6
        assert at_once(*acts) == ["done"] * 6
        for one in others[:3]:
            voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "yes"})
        closed = balloting.close_ballot(by=mara, ballot=ballot)
        assert (closed.result["yes"], closed.result["no"]) == (3, 1)
        balloting.annul(by=mara, ballot=closed, reason="noch einmal")


def test_two_who_open_a_ballot_or_close_a_session_at_once_do_it_once(mara, item):
    assert sorted(at_once(*[lambda: balloting.open_ballot(by=mara, item=item)] * 3)).count("done") == 1
    assert item.ballots.count() == 1
    balloting.close_ballot(by=mara, ballot=item.ballots.get())
    resolve = [lambda: resolving.resolve(
        by=mara, item=item, ballot=item.ballots.get(), outcome=Outcome.NOT_CARRIED, text="Nein."
    )] * 3  # fmt: skip
    assert at_once(*resolve).count("done") == 1
    assert at_once(*[lambda: resolving.close_session(by=mara, session=item.session)] * 3).count("done") == 1
    assert item.session.resolutions.get().number == 1


def test_member_and_deputy_who_come_in_together_have_one_vote(mara, item):
    from sozialraum.planning.conferences.actions import seating

    seat = Holding.objects.filter(seat__body=item.session.body, seat__bank="residents").first().seat
    member = seat.holdings.get()
    attending.leave(by=mara, attendee=item.session.attendees.get(holding=member))
    deputy = seating.seat_somebody(by=mara, seat=seat, name="Dora", part="deputy")
    come = [
        lambda one=one: attending.arrive(by=mara, session=item.session, holding=one)
        for one in (member, deputy)
    ]
    assert at_once(*come, *come) == ["done"] * 4
    there = item.session.attendees.filter(holding__seat=seat, presences__left__isnull=True)
    assert [one.name for one in there.filter(voting=True).distinct()] == [member.name]
    attending.leave(by=mara, attendee=item.session.attendees.get(holding=member))
    assert [one.name for one in there.filter(voting=True).distinct()] == ["Dora"]


def test_two_tellers_read_the_same_slip_at_once_and_both_count(mara, item):
    one, other = [one for one in attendees(item.session) if one.bank == "providers"][:2]
    for teller in (one, other):
        attending.let_count(by=mara, attendee=teller)
        teller.refresh_from_db()
    voter = item.session.attendees.filter(bank="politics").first()
    attending.use_paper(by=mara, attendee=voter, on_paper=True)
    ballot = balloting.open_ballot(by=mara, item=item)
    slip = {"ballot": ballot, "number": 1, "bank": "politics", "given": {"vote": "yes"}}
    assert (
        at_once(*(lambda who=who: voting.read_slip(attendee=who, **slip) for who in (one, other)))
        == ["done"] * 2
    )
    assert PaperSlip.objects.get(ballot=ballot).counts
