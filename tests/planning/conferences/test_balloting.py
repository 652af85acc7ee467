"""Ballots: who may vote, once each, secret, on paper, annulled and repeated, and what they come to."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Attendee, Ballot, Holding, Minutes, Slip, Vote
from sozialraum.planning.conferences.queries.quorum import quorum
from sozialraum.planning.conferences.queries.results import lines, outcomes, sentence
from sozialraum.planning.conferences.states import Method, Outcome, SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.meeting import attendees, balloted, on_need, opened
from worlds.people import somebody
from worlds.voices import manager, need

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(published):
    return manager()


@pytest.fixture
def bench(mara) -> Need:
    found = need()
    checking.accept(by=mara, need=found)
    found.refresh_from_db()
    return found


def by_bank(running, bank: str) -> list[Attendee]:
    return [one for one in attendees(running) if one.bank == bank]


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


# -- secret --


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
    assert "höchstens 75 €" in next(line.note for line in lines(closed, made) if line.title == "Vorhaben 0")
    with pytest.raises(Refused, match="ganzen Euro"):
        choosing.add_option(by=mara, item=item, title="Krumm", cost=99)


# -- paper --


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
    running = opened(conference(mara, seats=2), mara)
    teller, on_paper = by_bank(running, "residents")
    attending.let_count(by=mara, attendee=teller)
    teller.refresh_from_db()
    attending.use_paper(by=mara, attendee=on_paper, on_paper=True)
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    for reader in ({"by": mara}, {"attendee": teller}):
        voting.read_slip(ballot=ballot, number=1, bank="residents", given={"vote": "yes"}, **reader)
    for number, bank in ((2, "residents"), (1, "politics")):
        with pytest.raises(Refused, match="Mehr Stimmzettel"):
            voting.read_slip(by=mara, ballot=ballot, number=number, bank=bank, given={"vote": "yes"})
    attending.use_paper(by=mara, attendee=on_paper, on_paper=False)
    with pytest.raises(Refused, match="mehr Stimmzettel"):
        balloting.close_ballot(by=mara, ballot=ballot)


# -- undo, and what takes effect --


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
        assert "Der Schritt am Bedarf wurde nicht getan: " in Client().get(page).content.decode()


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


# -- what would give a vote away, or count one too many --


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
    running = opened(conference(mara, seats=2), mara)
    on_paper, teller = by_bank(running, "residents")
    attending.use_paper(by=mara, attendee=on_paper, on_paper=True)
    attending.let_count(by=mara, attendee=teller)
    teller.refresh_from_db()
    ballot = balloting.open_ballot(by=mara, item=on_need(running, bench, mara))
    for reader in ({"by": mara}, {"attendee": teller}):
        voting.read_slip(ballot=ballot, number=1, bank="residents", given={"vote": "yes"}, **reader)
    with pytest.raises(Refused, match="Grund"):
        voting.discard_slip(by=mara, ballot=ballot, number=1)
    voting.discard_slip(by=mara, ballot=ballot, number=1, reason="gehört niemandem")
    assert Entry.objects.filter(act="conferences.slip_discarded").exists()


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
