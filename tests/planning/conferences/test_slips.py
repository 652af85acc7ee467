"""Slips of paper are read by two persons, and no bank has more of them than people who vote on paper."""

from __future__ import annotations

import pytest

from sozialraum.planning.conferences.actions import attending, balloting, voting
from sozialraum.planning.conferences.models import Attendee, Ballot
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference
from worlds.meeting import by_bank, on_need, opened

pytestmark = pytest.mark.django_db


def read_alike(mara, bench) -> tuple[Ballot, Attendee]:
    """A ballot in which two have read the one slip alike, and whose slip it is."""
    running = opened(conference(mara, seats=2), mara)
    teller, on_paper = by_bank(running, "residents")
    attending.let_count(by=mara, attendee=teller)
    teller.refresh_from_db()
    attending.use_paper(by=mara, attendee=on_paper, on_paper=True)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    for reader in ({"by": mara}, {"attendee": teller}):
        voting.read_slip(ballot=ballot, number=1, bank="residents", given={"vote": "yes"}, **reader)
    return ballot, on_paper


def test_paper_counts_where_two_persons_read_the_same(mara, bench):
    body = conference(mara, seats=2)
    running = opened(body, mara)
    old, teller = by_bank(running, "residents")
    attending.use_paper(by=mara, attendee=old, on_paper=True)
    attending.let_count(by=mara, attendee=teller)
    teller.refresh_from_db()
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    slip = {"ballot": ballot, "number": 1, "bank": "residents"}
    voting.read_slip(by=mara, given={"vote": "yes"}, **slip)
    voting.read_slip(by=mara, given={"vote": "no"}, **slip)  # the same person corrects themselves
    with pytest.raises(Refused, match="zum zweiten Mal"):
        balloting.close_ballot(by=mara, ballot=ballot)
    with pytest.raises(Refused):
        voting.read_slip(attendee=old, given={"vote": "no"}, **slip)
    voting.read_slip(attendee=teller, given={"vote": "yes"}, **slip)
    with pytest.raises(Refused, match="1"):
        balloting.close_ballot(by=mara, ballot=ballot)  # they read different things
    voting.discard_slip(by=mara, ballot=ballot, number=1)
    voting.read_slip(by=mara, given={"vote": "no"}, **slip)
    voting.read_slip(attendee=teller, given={"vote": "no"}, **slip)
    assert balloting.close_ballot(by=mara, ballot=ballot).result["no"] == 1


def test_more_slips_than_voters_on_paper_are_found(mara, bench):
    ballot, on_paper = read_alike(mara, bench)
    for number, bank in ((2, "residents"), (1, "politics")):
        with pytest.raises(Refused, match="Mehr Stimmzettel"):
            voting.read_slip(by=mara, ballot=ballot, number=number, bank=bank, given={"vote": "yes"})
    attending.use_paper(by=mara, attendee=on_paper, on_paper=False)
    with pytest.raises(Refused, match="mehr Stimmzettel"):
        balloting.close_ballot(by=mara, ballot=ballot)


def test_who_left_before_leaves_no_slip_to_others(mara, bench):
    running = opened(conference(mara, seats=2), mara)
    gone, teller = by_bank(running, "residents")
    attending.use_paper(by=mara, attendee=gone, on_paper=True)
    attending.let_count(by=mara, attendee=teller)
    teller.refresh_from_db()
    attending.leave(by=mara, attendee=gone)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    with pytest.raises(Refused, match="Mehr Stimmzettel"):
        voting.read_slip(by=mara, ballot=ballot, number=1, bank="residents", given={"vote": "yes"})


def test_a_slip_that_both_read_alike_is_struck_out_with_a_reason(mara, bench):
    ballot, _on_paper = read_alike(mara, bench)
    with pytest.raises(Refused, match="Grund"):
        voting.discard_slip(by=mara, ballot=ballot, number=1)
    voting.discard_slip(by=mara, ballot=ballot, number=1, reason="gehört niemandem")
    assert Entry.objects.filter(act="conferences.slip_discarded").exists()
