"""Ballots: who may vote, once each, secret, on paper, annulled and repeated, and what they come to."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Attendee, Holding, Vote
from sozialraum.planning.conferences.queries.quorum import quorum
from sozialraum.planning.conferences.queries.results import lines, outcomes, sentence
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, seat, session
from worlds.meeting import attendees, balloted, by_bank, on_need, opened

pytestmark = pytest.mark.django_db


# -- quorum and who votes --


def test_too_few_there_can_deliberate_and_not_vote(mara, bench):
    running = opened(conference(mara, seats=2), mara, absent=5)
    assert (quorum(running).present, quorum(running).missing) == (3, 1)
    item = on_need(running, bench, mara)
    with pytest.raises(Refused, match="fehlt 1 von 4") as refused:
        balloting.open_ballot(by=mara, item=item)
    assert refused.value.code == "quorum"
    with pytest.raises(Refused):
        resolving.resolve(by=mara, item=item, outcome=Outcome.CARRIED, text="x")


def test_a_bank_that_is_not_there_is_named(mara, bench):
    running = opened(conference(mara, seats=2, quorum_per_bank=1), mara, absent=2)
    with pytest.raises(Refused, match="Bewohnerschaft"):
        balloting.open_ballot(by=mara, item=on_need(running, bench, mara))


def test_who_comes_late_votes_from_then_on_and_who_left_no_more(mara, bench):
    body = conference(mara, seats=2)
    running = opened(body, mara, absent=1)
    item = on_need(running, bench, mara)
    ballot = balloting.open_ballot(by=mara, item=item)
    late = Holding.objects.filter(seat__body=body).order_by("pk").last()
    came = attending.arrive(by=mara, session=running, holding=late)
    assert voting.vote(attendee=came, ballot=ballot.pk, given={"vote": "no"})
    first = attendees(running)[0]
    attending.leave(by=mara, attendee=first)
    with pytest.raises(Refused, match="anwesend"):
        voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "yes"})


def test_the_deputy_votes_only_while_the_member_is_away(mara, bench):
    body = conference(mara, seats=2)
    one = Holding.objects.filter(seat__body=body, seat__bank="residents").first()
    from sozialraum.planning.conferences.actions import seating

    deputy = seating.seat_somebody(by=mara, seat=one.seat, name="Dora Vertretung", part="deputy")
    running = attending.open_session(by=mara, session=session(body, mara))
    assert attending.arrive(by=mara, session=running, holding=deputy).voting
    member = attending.arrive(by=mara, session=running, holding=one)
    assert member.voting and not Attendee.objects.get(holding=deputy).voting
    assert quorum(running).present == 1


def test_a_seat_votes_once_also_when_its_member_leaves_after_voting(mara, bench):
    from sozialraum.planning.conferences.actions import seating

    body = conference(mara, seats=2)
    one = Holding.objects.filter(seat__body=body, seat__bank="residents").first()
    deputy = seating.seat_somebody(by=mara, seat=one.seat, name="Dora Vertretung", part="deputy")
    running = opened(body, mara)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    member = running.attendees.get(holding=one)
    voting.vote(attendee=member, ballot=ballot.pk, given={"vote": "yes"})
    attending.leave(by=mara, attendee=member)
    came = attending.arrive(by=mara, session=running, holding=deputy)
    assert came.voting
    with pytest.raises(Refused, match="schon abgestimmt"):
        voting.vote(attendee=came, ballot=ballot.pk, given={"vote": "no"})
    waiting = attending.knock(session=running, name="Nochmal")
    with pytest.raises(Refused, match="schon einen Platz"):
        attending.admit(by=mara, attendee=waiting, holding=one)


def test_guests_and_who_has_an_interest_speak_and_do_not_vote(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    biased, *_others = by_bank(running, "providers")
    speaking.declare_conflict(attendee=biased, item=item, reason="Unser Verein bekäme den Auftrag.")
    guest = attending.arrive_as_guest(by=mara, session=running, name="Gast")
    ballot = balloting.open_ballot(by=mara, item=item)
    for who, why in ((biased, "befangen"), (guest, "ohne Stimmrecht")):
        with pytest.raises(Refused, match=why):
            voting.vote(attendee=who, ballot=ballot.pk, given={"vote": "yes"})
        speaking.ask_to_speak(attendee=who)
    assert running.speeches.count() == 2
    closed = balloting.close_ballot(by=mara, ballot=ballot)
    assert closed.rules["present"]["providers"] == 1


# -- once each --


def test_a_vote_counts_once_and_can_be_changed_while_it_is_open(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    first = attendees(running)[0]
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    assert voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "yes"})
    assert not voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "no"})
    closed = balloting.close_ballot(by=mara, ballot=ballot)
    assert (closed.result["yes"], closed.result["no"]) == (0, 1)
    with pytest.raises(Refused, match="zu spät"):
        voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "yes"})


def test_the_database_itself_refuses_a_second_vote(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    first = attendees(running)[0]
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "yes"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=ballot, attendee=first, bank=first.bank, value="yes")


@pytest.mark.parametrize("wrong", [{}, {"vote": "maybe"}, {"vote": ""}])
def test_what_is_no_vote_is_refused_and_nothing_is_kept(mara, bench, wrong):
    running = opened(conference(mara, seats=2), mara)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    with pytest.raises(Refused):
        voting.vote(attendee=attendees(running)[0], ballot=ballot.pk, given=wrong)
    assert not Vote.objects.exists()


# -- results --


def test_banks_weigh_the_same_and_who_is_outnumbered_is_named(mara, bench):
    body = conference(mara, seats=1)
    for number in range(6):
        seat(body, mara, bank="administration", name=f"Amt {number}")
    running = opened(body, mara)
    said = {one: "yes" if one.bank == "administration" else "no" for one in attendees(running)}
    closed = balloted(on_need(running, bench, mara), mara, said)
    assert (closed.result["passes"], closed.result["share"], closed.result["by_other"]) == (
        False,
        "1/4",
        "7/10",
    )
    assert closed.result["other"] and closed.result["against"] == ["administration"]
    assert outcomes(closed) == (Outcome.NOT_CARRIED, Outcome.DEFERRED)


def test_a_tie_is_said_and_only_defers_or_refuses(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    said = {one: "yes" if number % 2 else "no" for number, one in enumerate(attendees(running))}
    closed = balloted(on_need(running, bench, mara), mara, said)
    assert closed.result["tie"] and sentence(closed, []).startswith("Gleichstand: 4 Ja, 4 Nein")
    assert outcomes(closed) == (Outcome.DEFERRED, Outcome.NOT_CARRIED)
    with pytest.raises(Refused, match="nicht, was die Abstimmung"):
        resolving.resolve(by=mara, item=closed.item, ballot=closed, outcome=Outcome.CARRIED, text="x")


def test_resistance_finds_the_option_all_can_live_with_and_reasons_are_kept(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara, Method.CONSENSING)
    choosing.add_option(by=mara, item=item, title="Drei Bänke am Anger")
    speaker = attendees(running)[0]
    choosing.add_option(attendee=speaker, item=item, title="Eine Bank und ein Baum")
    passive, three, one = item.options.all()
    assert passive.is_passive and one.proposed_by == speaker.name
    filled = {
        f"o-{passive.pk}": "9", f"o-{three.pk}": "4", f"o-{one.pk}": "2", f"w-{three.pk}": "Zu viel auf einmal."
    }  # fmt: skip
    closed = balloted(item, mara, dict.fromkeys(attendees(running), filled))
    assert closed.result["best"] == [one.pk] and len(closed.result["reasons"]) == 8
    assert sentence(closed, [passive, three, one]).endswith("„Eine Bank und ein Baum“: 2,0 von 10.")
    assert [line.value for line in lines(closed, [passive, three, one])] == ["2,0", "4,0", "9,0"]
    with pytest.raises(Refused, match="Passivlösung"):
        choosing.withdraw_option(by=mara, option=passive)


def test_a_fund_is_spent_in_whole_euros_with_a_receipt(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara, Method.FUND, fund=1000_00)
    costs = (600_00, 400_00, 500_00)
    made = [
        choosing.add_option(by=mara, item=item, title=f"Vorhaben {n}", cost=c) for n, c in enumerate(costs)
    ]
    said = {one: {"choice": [str(made[0].pk), str(made[1].pk)]} for one in attendees(running)}
    closed = balloted(item, mara, said)
    paid = [one["option"] for one in closed.result["bought"]]
    assert sorted(paid) == [made[0].pk, made[1].pk] and closed.result["left"] == 0
    assert closed.result["weighing"] == "banks"
    assert "höchstens 75\u00a0€" in next(
        line.note for line in lines(closed, made) if line.title == "Vorhaben 0"
    )
    with pytest.raises(Refused, match="ganzen Euro"):
        choosing.add_option(by=mara, item=item, title="Krumm", cost=99)


def test_in_an_election_a_bank_with_many_chairs_does_not_win_by_numbers(mara, bench):
    body = conference(mara, seats=1)
    for number in range(5):
        seat(body, mara, bank="administration", name=f"Amt {number}")
    running = opened(body, mara)
    item = on_need(running, bench, mara, Method.ELECTION, places=1)
    many, others = (choosing.add_option(by=mara, item=item, title=name) for name in ("Vom Amt", "Von allen"))
    said = {
        one: {"choice": [str(many.pk if one.bank == "administration" else others.pk)]}
        for one in attendees(running)
    }
    closed = balloted(item, mara, said)
    assert closed.result["elected"] == [others.pk] and closed.result["other"]
    assert [line["votes"] for line in closed.result["options"]] == [3, 6]


def test_who_waits_at_the_door_says_nothing_and_hinders_nobody(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara)
    waiting = attending.knock(session=running, name="Wer Anders")
    waiting.conflicts.create(item=item, reason="x")
    resolving.close_session(by=mara, session=running)
    assert not Attendee.objects.filter(name="Wer Anders").exists()


def test_a_new_seat_votes_from_the_start_where_votes_rest_after_absence(mara):
    from datetime import timedelta

    from sozialraum.planning.conferences.actions import seating
    from sozialraum.planning.conferences.queries.seats import seated
    from worlds.people import today

    body = conference(mara, seats=2, rests_after=2)
    for _turn in range(3):
        resolving.close_session(by=mara, session=opened(body, mara, absent=1))
    new = seating.make_seat(
        by=mara, body=body, bank="residents", on_behalf_of="Neu", since=today() + timedelta(days=1)
    )
    seating.seat_somebody(by=mara, seat=new, name="Neu", since=today() + timedelta(days=1))
    rights = {one.seat.pk: one.right.votes for one in seated(body, today() + timedelta(days=2))}
    assert rights.pop(new.pk) and sorted(rights.values()) == [False] + [True] * 7
