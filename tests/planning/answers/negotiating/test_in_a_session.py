"""What a session resolves about an answer happens when it closes; its ballots come back into the negotiation."""

from __future__ import annotations

import pytest
from django.test import Client

from sozialraum.planning.answers.actions import negotiating, positions
from sozialraum.planning.answers.models import Negotiation, Position
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.conferences.actions import agenda, attending, balloting, resolving
from sozialraum.planning.conferences.models import Holding, Session
from sozialraum.planning.conferences.papers.dossier import dossier as paper_of
from sozialraum.planning.conferences.queries.dossier import dossier
from sozialraum.planning.conferences.queries.proposals import proposals
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, session
from worlds.meeting import attendees, balloted, opened
from worlds.negotiating import ANSWER, answered

pytestmark = pytest.mark.django_db


def everybody_comes(mara, held: Session) -> None:
    attending.open_session(by=mara, session=held)
    for holding in Holding.objects.filter(seat__body=held.body):
        attending.arrive(by=mara, session=held, holding=holding)


def on_answer(mara, held: Session, need: Need):
    """The item that proposed itself, taken before the session opened."""
    item = held.items.get(source=f"answer:{need.pk}")
    return balloting.take_up(by=mara, item=item)


def _everybody_in_the_room_reads_the_answer(mara, held: Session) -> None:
    held = Session.objects.get(pk=held.pk)
    chair = Client()
    chair.force_login(mara)
    screens = (chair, f"/konferenzen/sitzungen/{held.pk}/leitung/"), (Client(), f"/raum/{held.room_key}/")
    for browser, address in screens:
        page = browser.get(address).content.decode()
        for words in ("Was das Fachamt antwortet", ANSWER, "Dafür reicht das Geld.", "2.400,50"):
            assert words in page, (address, words)


@pytest.mark.parametrize("vote, outcome", [("yes", Outcome.ACCEPTED), ("no", Outcome.NEGOTIATE)])
def test_the_table_takes_an_answer_or_negotiates_about_it(mara, green, vote, outcome):
    answer = answered(mara, green)
    need = answer.request.need
    body = conference(mara)
    held = session(body, mara)
    (one,) = [one for one in proposals(held) if one.key == f"answer:{need.pk}"]
    assert one.method == Method.CARRY
    agenda.take(by=mara, session=held, keys=[one.key])
    told = repr(paper_of(dossier(Session.objects.get(pk=held.pk))))
    assert ANSWER in told and "Grünflächenamt" in told and "2.400,50" in told
    writer = Client()
    writer.force_login(mara)
    on_paper = writer.get(f"/konferenzen/sitzungen/{held.pk}/papier/").content.decode()
    assert ANSWER in on_paper and "Was das Fachamt antwortet" in on_paper
    everybody_comes(mara, held)
    item = on_answer(mara, held, need)
    _everybody_in_the_room_reads_the_answer(mara, held)
    ballot = balloted(item, mara, dict.fromkeys(attendees(held), vote))
    if outcome == Outcome.NEGOTIATE:
        with pytest.raises(Refused, match="Was fehlt der Konferenz"):
            resolving.resolve(by=mara, item=item, ballot=ballot, outcome=outcome, text=item.title)
    resolving.resolve(
        by=mara,
        item=item,
        ballot=ballot,
        outcome=outcome,
        text="Die Konferenz will zwei Bänke.",
        reason="Eine ist zu wenig.",
    )
    resolving.close_session(by=mara, session=held)
    made = Negotiation.objects.get(need=need)
    need.refresh_from_db()
    if outcome == Outcome.ACCEPTED:
        assert (made.state, made.agreement, need.state) == (NegotiationState.AGREED, ANSWER, State.AGREED)
    else:
        assert (made.state, need.state) == (NegotiationState.OPEN, State.NEGOTIATING)
    assert made.session_id == held.pk and "not_taken" not in held.resolutions.get().details
    said = {"de": "Antwort angenommen", "en": "answer accepted"}
    if outcome == Outcome.NEGOTIATE:
        said = {"de": "in die Aushandlung gegeben", "en": "negotiat"}
    for language, word in said.items():
        start = "" if language == "de" else "/en"
        page = Client().get(f"{start}/konferenzen/beschluesse/").content.decode()
        rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
        assert word in rows and need.number in rows


def test_where_somebody_was_quicker_the_resolution_says_that_its_step_was_not_taken(mara, green):
    answer = answered(mara, green)
    held = opened(conference(mara), mara)
    item = agenda.add(
        by=mara, session=held, kind="answer", title="Antwort", need=answer.request.need, method=Method.CARRY
    )
    balloting.take_up(by=mara, item=item)
    resolving.resolve(by=mara, item=item, outcome=Outcome.ACCEPTED, text="Angenommen.")
    negotiating.open_negotiation(by=mara, answer=answer, reason="Zu wenig.")
    resolving.close_session(by=mara, session=held)
    assert "schneller" in held.resolutions.get().details["not_taken"]


def test_a_consensing_ballot_becomes_positions_of_the_banks(mara, talks):
    offer = negotiating.offer(by=mara, negotiation=talks, side=Side.CONFERENCE, text="Drei Bänke.")
    Negotiation.objects.filter(pk=talks.pk).update(mover="conference")
    body = conference(mara)
    held = session(body, mara)
    (one,) = [one for one in proposals(held) if one.key.startswith("negotiation:")]
    assert one.method == Method.CONSENSING and len(one.options) == 2
    agenda.take(by=mara, session=held, keys=[one.key])
    everybody_comes(mara, held)
    item = balloting.take_up(by=mara, item=held.items.get())
    options = list(item.options.order_by("position"))
    votes = {
        voter: {f"o-{option.pk}": str(3 * number) for number, option in enumerate(options)}
        | ({f"o-{options[2].pk}": "5"} if voter.name.endswith("1") else {})
        for voter in attendees(held)
    }
    ballot = balloted(item, mara, votes)
    assert positions.take_over_ballot(by=mara, negotiation=talks, ballot=ballot) == 12
    assert set(Position.objects.filter(move=offer).values_list("resistance", flat=True)) == {
        55
    }  # (5 + 6) / 2
    assert Position.objects.filter(move__kind="passive", resistance=0).count() == 4
    other = agenda.add(by=mara, session=held, kind="topic", title="Anderes", method=Method.CARRY)
    balloting.take_up(by=mara, item=other)
    wrong = balloted(other, mara, dict.fromkeys(attendees(held), "yes"))
    with pytest.raises(Refused, match="Konsensieren"):
        positions.take_over_ballot(by=mara, negotiation=talks, ballot=wrong)
