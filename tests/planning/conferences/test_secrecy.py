"""What was voted in secret can be counted again and not be traced, and no result gives a vote away."""

from __future__ import annotations

import pytest
from django.db import connection

from sozialraum.planning.conferences.actions import attending, balloting, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Ballot, Slip, Vote
from sozialraum.planning.conferences.queries.results import lines
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, seat
from worlds.meeting import attendees, balloted, on_need, opened

pytestmark = pytest.mark.django_db


def test_a_secret_vote_can_be_counted_again_and_not_traced(mara, bench):
    running = opened(conference(mara, seats=3), mara)
    item = on_need(running, bench, mara, secret=True)
    voters = attendees(running)
    ballot = balloting.open_ballot(by=mara, item=item)
    for number, one in enumerate(voters):
        voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "yes" if number % 3 else "no"})
        assert not voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "abstain"})
    before = set(Slip.objects.values_list("pk", flat=True))
    closed = balloting.close_ballot(by=mara, ballot=ballot)
    assert set(Vote.objects.values_list("value", flat=True)) == {None}
    assert not before & set(Slip.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM conferences_slip WHERE ballot_id = %s", [ballot.pk]
        )
        assert cursor.fetchone() == (1,)  # one transaction wrote them all
    assert {key: closed.result[key] for key in ("yes", "no", "abstained")} == {
        "yes": 8,
        "no": 4,
        "abstained": 0,
    }
    again = balloting.recount(by=mara, ballot=closed)
    assert again == closed.result and "banks_hidden" not in again


def test_with_few_votes_on_a_bank_a_secret_result_tells_nothing_by_bank(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    item = on_need(running, bench, mara, secret=True)
    closed = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    assert closed.result["banks_hidden"] and closed.result["passes"]
    assert not {"banks", "by_other", "against", "other", "given"} & closed.result.keys()
    assert [line.by_bank for line in lines(closed, [])] == [(), (), ()]


def lone(mara, bench, said: dict[str, str]):
    """A secret ballot of four banks, one of them with a single voter."""
    body = conference(mara, seats=1)
    for bank in ("politics", "administration", "providers"):
        for number in range(3):
            seat(body, mara, bank=bank, name=f"{bank} {number}")
    running = opened(body, mara)
    item = on_need(running, bench, mara, secret=True)
    return balloted(item, mara, {one: said[one.bank] for one in attendees(running)})


def test_a_secret_result_is_the_same_for_both_votes_of_a_lone_voter_and_its_mirror(mara, bench):
    """Six yes, seven no can come of a yes as well as of a no of the only resident."""
    closed = lone(
        mara, bench, {"politics": "yes", "administration": "no", "providers": "no", "residents": "no"}
    )
    assert closed.result["banks_hidden"]
    assert closed.result.keys() == {"passes", "tie", "yes", "no", "abstained", "voted", "banks_hidden"}


def test_reasons_of_a_secret_ballot_name_no_bank(mara, bench):
    running = opened(conference(mara, seats=3), mara)
    item = on_need(running, bench, mara, Method.CONSENSING, secret=True)
    choosing.add_option(by=mara, item=item, title="Eine Bank")
    filled = {f"o-{one.pk}": "8" for one in item.options.all()}
    filled |= {f"w-{one.pk}": "Zu nah." for one in item.options.all()}
    closed = balloted(item, mara, dict.fromkeys(attendees(running), filled))
    assert closed.result["reasons"] and not any("bank" in one for one in closed.result["reasons"])


def test_what_was_read_from_secret_slips_lies_among_the_others_afterwards(mara, bench):
    running = opened(conference(mara, seats=3), mara)
    old, teller, *others = attendees(running)
    attending.use_paper(by=mara, attendee=old, on_paper=True)
    attending.let_count(by=mara, attendee=teller)
    old.refresh_from_db()
    teller.refresh_from_db()
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara, secret=True))
    with pytest.raises(Refused, match="auf Papier"):
        voting.vote(attendee=old, ballot=ballot.pk, given={"vote": "yes"})
    for reader in ({"by": mara}, {"attendee": teller}):
        voting.read_slip(ballot=ballot, number=1, bank=old.bank, given={"vote": "no"}, **reader)
    for one in others:
        voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "yes"})
    closed = balloting.close_ballot(by=mara, ballot=ballot)
    assert (closed.result["yes"], closed.result["no"]) == (10, 1)
    assert not ballot.paper_slips.filter(first__isnull=False).exists()
    assert Slip.objects.filter(ballot=ballot).count() == 11
    assert balloting.recount(by=mara, ballot=closed) == closed.result


def test_two_secret_votes_are_not_told(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara, secret=True))
    for one in attendees(running)[:2]:
        voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "yes"})
    with pytest.raises(Refused, match="Weniger als drei"):
        balloting.close_ballot(by=mara, ballot=ballot)
    balloting.annul(by=mara, ballot=ballot, reason="zu wenige")
    assert Ballot.objects.get(pk=ballot.pk).result == {}
