"""From an answer to an agreement or a dissent: each act, who may, what it refuses, and what the journal tells."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions
from sozialraum.planning.answers.models import Move, Negotiation
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.answers.talks import laid_down, latest_answer
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.negotiating import ANSWER, Department, answered
from worlds.people import somebody_as
from worlds.voices import manager, spoken

pytestmark = pytest.mark.django_db
C, D, S = Side.CONFERENCE, Side.DEPARTMENT, Side.STEERING
N = NegotiationState


def fresh(talks: Negotiation) -> Negotiation:
    return Negotiation.objects.select_related("need").get(pk=talks.pk)


def lines(talks: Negotiation) -> list[Entry]:
    return list(Entry.objects.filter(subject_kind="need", subject_key=str(talks.need_id)).order_by("id"))


def latest_words(talks: Negotiation) -> str:
    return laid_down(fresh(talks))


def overdue(talks: Negotiation) -> Negotiation:
    Negotiation.objects.filter(pk=talks.pk).update(until=clock.today() - timedelta(days=1))
    return fresh(talks)


def test_what_the_conference_takes_is_agreed_in_one_step_with_one_letter(mara, green):
    answer = answered(mara, green, email="erika@example.org")
    before = Message.objects.filter(contact__isnull=False).count()
    made = negotiating.accept(by=mara, answer=answer, elsewhere=spoken())
    kept = fresh(made)
    assert (kept.state, kept.agreement, kept.mover, kept.need.state) == (N.AGREED, ANSWER, "", State.AGREED)
    assert kept.confirmed_by_department == answer.released and kept.confirmed_by_conference == kept.closed
    (round_,) = kept.rounds.all()
    assert [(one.kind, one.cost) for one in round_.moves.all()] == [
        ("passive", None),
        ("offer", Decimal("2400.50")),
    ]
    (letter,) = Message.objects.filter(contact__isnull=False).order_by("-pk")[
        : Message.objects.filter(contact__isnull=False).count() - before
    ]
    assert ANSWER in letter.body and letter.letter == "agreed"
    told = Message.objects.filter(title__startswith="Die Konferenz nimmt die Stellungnahme an")
    assert {one.account_id for one in told} == {green.officer.pk, green.head.pk}
    with pytest.raises(Refused):
        negotiating.accept(by=mara, answer=answer, elsewhere=spoken())


def test_other_words_than_the_answers_are_agreed_only_when_the_department_confirms_them(mara, green):
    answer = answered(mara, green)
    for stranger in (
        green.head,
        green.officer,
        manager("planungsraeume/2", "Nora Nord"),
        somebody_as("resident"),
    ):
        with pytest.raises(NotAllowed):
            negotiating.accept(by=stranger, answer=answer, elsewhere=spoken())
    assert latest_answer(Need.objects.get(pk=answer.request.need_id)) == answer
    made = fresh(negotiating.accept(by=mara, answer=answer, text="Eine Bank mit Lehne.", elsewhere=spoken()))
    assert (made.state, made.mover, made.agreement) == (N.AGREEING, D, "Eine Bank mit Lehne.")
    assert made.confirmed_by_conference and made.confirmed_by_department is None
    assert made.need.state == State.NEGOTIATING and made.until == clock.today() + timedelta(days=28)
    told = Message.objects.filter(title__startswith="Neues in der Aushandlung", body__contains=made.agreement)
    assert {one.account_id for one in told} == {green.officer.pk, green.head.pk}
    concluding.confirm(by=green.head, negotiation=made, side=D)
    assert (fresh(made).state, fresh(made).need.state) == (N.AGREED, State.AGREED)
    same = answered(mara, green, text="Eine Bank.\nIm Mai.")
    taken = negotiating.accept(by=mara, answer=same, text="Eine Bank.\r\nIm Mai.\r\n", elsewhere=spoken())
    assert taken.state == N.AGREED


def test_two_rounds_to_words_that_both_confirm(mara, green, talks):
    assert (talks.state, talks.mover) == (N.OPEN, C) and talks.until == clock.today() + timedelta(days=28)
    with pytest.raises(Refused, match="einfachen Worten"):
        negotiating.offer(by=mara, negotiation=talks, side=C, text=" ")
    offer = negotiating.offer(
        by=mara,
        negotiation=talks,
        side=C,
        text="Drei Bänke.",
        conditions="im Schatten",
        cost=Decimal("7200.10"),
    )
    assert (offer.kind, fresh(talks).mover) == (Move.Kind.COUNTER, D)
    with pytest.raises(NotAllowed):
        negotiating.offer(by=mara, negotiation=talks, side=D, text="Für das Amt.")
    positions.take_position(by=mara, move=offer, bank="residents", resistance=15, text="Drei reichen.")
    positions.take_position(by=mara, move=offer, bank="residents", resistance=10, text="Drei reichen.")
    assert offer.positions.get().resistance == 10
    with pytest.raises(Refused, match="zwischen 0 und 10"):
        positions.take_position(by=mara, move=offer, bank="residents", resistance=101, text="")
    until = fresh(talks).until
    made = negotiating.next_round(by=mara, negotiation=talks, outcome="Noch uneins.")
    assert made.number == 2 and (fresh(talks).mover, fresh(talks).until) == (D, until)
    with pytest.raises(Refused, match="noch kein Angebot"):
        negotiating.next_round(by=mara, negotiation=talks, outcome="Und noch einmal.")
    with pytest.raises(Refused, match="vorbei"):
        positions.take_position(by=mara, move=offer, bank="politics", resistance=5, text="")
    negotiating.offer(by=green.officer, negotiation=talks, side=D, text="Zwei Bänke.")
    concluding.propose_agreement(by=green.officer, negotiation=talks, side=D, text="Zwei Bänke bis Mai.")
    assert (fresh(talks).mover, fresh(talks).confirmed_by_department) == (D, None)  # the head has to
    with pytest.raises(NotAllowed):
        concluding.confirm(by=green.officer, negotiation=talks, side=D)
    concluding.confirm(by=green.head, negotiation=talks, side=D)
    with pytest.raises(Refused, match="schon bestätigt"):
        concluding.confirm(by=green.head, negotiation=talks, side=D)
    with pytest.raises(Refused, match="anderer Wortlaut"):
        concluding.confirm(by=mara, negotiation=talks, side=C, seen="Drei Bänke bis Mai.")
    concluding.confirm(by=mara, negotiation=talks, side=C, seen="Zwei Bänke bis Mai.\r\n")
    kept = fresh(talks)
    assert (kept.state, kept.need.state, kept.until) == (N.AGREED, State.AGREED, None)
    assert not kept.rounds.filter(closed__isnull=True).exists()
    told = {line.act: line for line in lines(talks)}
    assert told["answers.offered"].details["side"] == "department"
    assert told["answers.wording_confirmed"].details["confirmed"] == ["conference", "department"]
    assert (
        told["needs.stepped"].reason == "Zwei Bänke bis Mai." and told["needs.stepped"].details["rounds"] == 2
    )
    with pytest.raises(Refused, match="beendet"):
        negotiating.offer(by=mara, negotiation=talks, side=C, text="Doch drei.")


def test_who_declines_says_why_and_the_other_side_moves(mara, green, talks):
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Vier Bänke.")
    assert fresh(talks).mover == D and fresh(talks).confirmed_by_conference
    with pytest.raises(Refused):
        concluding.decline(by=green.head, negotiation=talks, side=D, reason=" ")
    concluding.decline(by=green.head, negotiation=talks, side=D, reason="Vier sind zu teuer.")
    kept = fresh(talks)
    assert (kept.state, kept.mover, kept.agreement, kept.confirmed_by_conference) == (N.OPEN, C, "", None)
    assert lines(talks)[-1].details["wording"] == "Vier Bänke."
    with pytest.raises(Refused, match="kein Wortlaut"):
        concluding.confirm(by=green.head, negotiation=talks, side=D)
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Drei Bänke.")
    concluding.propose_agreement(by=green.head, negotiation=talks, side=D, text="Drei Bänke ohne Lehne.")
    kept = fresh(talks)
    assert kept.confirmed_by_department and kept.confirmed_by_conference is None and kept.mover == C


def test_only_words_that_were_read_are_declined_or_put_away(mara, green, talks):
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Vier Bänke.")
    read = latest_words(talks)
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Zwei Bänke.", seen=read)
    late = {"by": green.head, "negotiation": talks, "side": D, "seen": read}
    for act in (
        lambda: concluding.decline(**late, reason="Zu teuer."),
        lambda: negotiating.offer(**late, text="Eine Bank."),
        lambda: concluding.propose_agreement(**late, text="Eine Bank."),
        lambda: concluding.confirm(**late),
    ):
        with pytest.raises(Refused, match="anderer Wortlaut"):
            act()
    kept = fresh(talks)
    assert (kept.state, kept.agreement, kept.mover) == (N.AGREEING, "Zwei Bänke.", D)
    concluding.decline(**late | {"seen": latest_words(talks)}, reason="Auch zwei sind zu teuer.")
    concluding.record_dissent(by=mara, negotiation=talks, side=C, words="Eine Bank ist zu wenig.")
    with pytest.raises(Refused, match="anderer Wortlaut"):  # the dissent was worded after the form was opened
        negotiating.offer(**late | {"seen": ""}, text="Zwei Bänke.")


def test_a_dissent_stands_in_the_words_of_both(mara, green, talks):
    concluding.record_dissent(by=mara, negotiation=talks, side=C, words="Eine Bank ist zu wenig.")
    assert (fresh(talks).state, fresh(talks).mover) == (N.PARTING, D)
    with pytest.raises(Refused, match="steht schon da"):
        concluding.record_dissent(by=mara, negotiation=talks, side=C, words="Noch einmal.")
    negotiating.offer(by=green.officer, negotiation=talks, side=D, text="Zwei Bänke.")
    assert (fresh(talks).state, fresh(talks).words_of_conference, fresh(talks).mover) == (N.OPEN, "", C)
    concluding.record_dissent(by=mara, negotiation=talks, side=C, words="Eine Bank ist zu wenig.")
    with pytest.raises(NotAllowed):
        concluding.record_dissent(by=green.officer, negotiation=talks, side=D, words="Mehr geht nicht.")
    concluding.record_dissent(by=green.head, negotiation=talks, side=D, words="Mehr geht nicht.")
    kept = fresh(talks)
    assert (kept.state, kept.need.state) == (N.DISSENT, State.DISSENT)
    reason = next(line for line in reversed(lines(talks)) if line.act == "needs.stepped").reason
    assert "Eine Bank ist zu wenig." in reason and "Mehr geht nicht." in reason


def test_nothing_expires_silently(mara, green, selma, talks):
    assert mediating.escalate_overdue() == 0
    overdue(talks)
    before = Message.objects.count()
    assert mediating.escalate_overdue() == 1 and mediating.escalate_overdue() == 0
    kept = fresh(talks)
    assert (kept.state, kept.mover) == (N.MEDIATING, S) and kept.until > clock.today()
    assert Message.objects.count() == before + 4  # manager, officer, head, steering group
    with pytest.raises(Refused, match="vermittelt gerade"):
        negotiating.offer(by=mara, negotiation=talks, side=C, text="Doch noch.")
    overdue(talks)
    assert mediating.escalate_overdue() == 1 and mediating.escalate_overdue() == 0  # told once
    assert fresh(talks).mover == S and fresh(talks).until < clock.today()
    with pytest.raises(NotAllowed):
        negotiating.offer(by=mara, negotiation=talks, side=S, text="Zwei.")
    made = negotiating.offer(by=selma, negotiation=talks, side=S, text="Zwei Bänke, eine mit Lehne.")
    assert made.kind == Move.Kind.MEDIATION and (fresh(talks).state, fresh(talks).mover) == (N.OPEN, D)


def test_the_steering_group_sets_a_date_words_an_agreement_or_states_the_dissent(mara, green, selma, talks):
    with pytest.raises(Refused, match="erst, wenn"):
        mediating.state_dissent(by=selma, negotiation=talks, reason="Es geht nicht.")
    mediating.to_steering(by=green.head, negotiation=talks, reason="Wir drehen uns im Kreis.")
    with pytest.raises(Refused, match="Zukunft"):
        mediating.set_date(by=selma, negotiation=talks, side=C, until=clock.today(), reason="Bitte.")
    day = clock.today() + timedelta(days=9)
    mediating.set_date(by=selma, negotiation=talks, side=C, until=day, reason="Fragen Sie die Schule.")
    assert (fresh(talks).state, fresh(talks).mover, fresh(talks).until) == (N.OPEN, C, day)
    mediating.to_steering(by=mara, negotiation=talks, reason="Die Schule will nicht.")
    concluding.propose_agreement(by=selma, negotiation=talks, side=S, text="Zwei Bänke.")
    kept = fresh(talks)
    assert kept.state == N.AGREEING and not (kept.confirmed_by_conference or kept.confirmed_by_department)
    concluding.confirm(by=green.head, negotiation=talks, side=D)
    concluding.decline(by=mara, negotiation=talks, side=C, reason="Nein.")
    mediating.to_steering(by=mara, negotiation=talks, reason="Es bleibt dabei.")
    mediating.state_dissent(by=selma, negotiation=talks, reason="Zwei Gespräche halfen nicht.")
    kept = fresh(talks)
    assert (kept.state, kept.need.state, kept.words_of_conference, kept.words_of_department) == (
        N.DISSENT, State.DISSENT, "Eine Bank reicht nicht.", ANSWER
    )  # fmt: skip


def test_a_substitute_confirms_for_the_head_that_is_away(mara, green, talks):
    from django.db.backends.postgresql.psycopg_any import DateRange

    from sozialraum.planning.answers.models import Substitution

    other = Department("Schulamt")
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Zwei Bänke.")
    with pytest.raises(NotAllowed):
        concluding.confirm(by=other.head, negotiation=talks, side=D)
    today = clock.today()
    Substitution.objects.create(
        department=green.organisation, head=green.head, substitute=other.head,
        during=DateRange(today, today + timedelta(days=7)),
    )  # fmt: skip
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Drei Bänke.")
    told = Message.objects.filter(body__contains="Drei Bänke.").values_list("account", flat=True)
    assert set(told) == {green.officer.pk, green.head.pk, other.head.pk}
    assert concluding.confirm(by=other.head, negotiation=talks, side=D).state == N.AGREED


@pytest.mark.parametrize("cost", ["1.005", "-5", "1e20", "NaN", "Infinity"])
def test_an_offer_costs_a_sum_of_money_and_is_for_a_day_to_come(mara, green, cost):
    talks = negotiating.open_negotiation(by=mara, answer=answered(mara, green), reason="Eine reicht nicht.")
    with pytest.raises(Refused, match="Euro und Cent"):
        negotiating.offer(by=mara, negotiation=talks, side=C, text="Zwei Bänke.", cost=Decimal(cost))
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(Refused, match="Vergangenheit"):
        negotiating.offer(by=mara, negotiation=talks, side=C, text="Zwei Bänke.", by_when=yesterday)
    assert Move.objects.filter(round__negotiation=talks, side=C).count() == 0
