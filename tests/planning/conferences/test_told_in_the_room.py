"""What the room is told beside question and result: what a yes does, who voted, what was taken back or repeated."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from sozialraum.planning.conferences import live, passes
from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Ballot, Minutes, Resolution, Session
from sozialraum.planning.conferences.papers.minutes import minutes
from sozialraum.planning.conferences.queries import recount
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.queries.results import lines
from sozialraum.planning.conferences.queries.room import room
from sozialraum.planning.conferences.queries.rounds import rounds
from sozialraum.planning.conferences.queries.turnout import turnout
from sozialraum.planning.needs.actions import checking
from worlds.conferring import conference, item
from worlds.markup import faults
from worlds.meeting import attendees, balloted, on_need, opened
from worlds.voices import need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _anew():
    live.forget()


@pytest.fixture
def held(mara) -> Session:
    return opened(conference(mara, seats=1), mara)


def screens(held: Session, desk: Client) -> dict[str, str]:
    """Desk, wall, room and somebody's own place, all sound."""
    live.forget()
    at = {
        "desk": reverse("conferences:chair", args=[held.pk]), "wall": f"/raum/{held.room_key}/leinwand/",
        "room": f"/raum/{held.room_key}/", "place": f"/platz/{passes.of_place(attendees(held)[-1])}/",
    }  # fmt: skip
    found = {
        name: (desk if name == "desk" else Client()).get(path).content.decode() for name, path in at.items()
    }
    assert {name: faults(text) for name, text in found.items()} == {name: [] for name in at}
    return found


def in_minutes(held: Session) -> str:
    """All that the minutes say, as text."""
    made, _new = Minutes.objects.get_or_create(session=held)
    held.refresh_from_db()
    return " ".join(str(block) for block in minutes(record(made)).blocks).replace("\\xa0", "\xa0")


def shown(held: Session):
    return room(Session.objects.select_related("body").get(pk=held.pk)).under


# -- what a yes does --


@pytest.fixture
def about(mara, held):
    found = need()
    checking.accept(by=mara, need=found)
    found.refresh_from_db()
    return on_need(held, found, mara)


def test_the_question_follows_the_motion_unless_the_chair_asks_otherwise(mara, desk, held, about):
    page = screens(held, desk)["desk"]
    assert "Soll die Konferenz diesen Bedarf tragen?" in page and "Ein Ja heißt: nicht getragen" in page
    form = {"act": "open-ballot", "item": about.pk, "motion": "deferred", "question": ""}
    desk.post(reverse("conferences:chair", args=[held.pk]), form)
    first = Ballot.objects.get()
    assert first.question == "Soll die Konferenz diesen Bedarf vertagen?"
    balloting.annul(by=mara, ballot=first, reason="Falsche Frage.")
    second = balloting.open_ballot(by=mara, item=about, motion="not_carried", question="Tragen wir das?")
    assert second.question == "Tragen wir das?"


def test_everybody_reads_beside_the_question_what_a_yes_does(mara, desk, held, about):
    attending.use_paper(by=mara, attendee=attendees(held)[0], on_paper=True)
    ballot = balloting.open_ballot(by=mara, item=about, motion="not_carried", question="Tragen wir das?")
    said = "Ein Ja heißt: <strong>nicht getragen</strong>"
    assert {name: said in text for name, text in screens(held, desk).items()} == {
        "desk": True, "wall": True, "room": True, "place": True,
    }  # fmt: skip
    own = Client().get(f"/platz/{passes.of_place(attendees(held)[-1])}/meins/").content.decode()
    assert said in own  # on the ballot itself
    slip = desk.get(reverse("conferences:ballot_sheet", args=[ballot.pk])).content.decode()
    assert said in slip
    attending.use_paper(by=mara, attendee=attendees(held)[0], on_paper=False)
    balloting.close_ballot(by=mara, ballot=ballot)
    assert all("(Ein Ja heißt: nicht getragen)" in text for text in screens(held, desk).values())
    assert "('Ein Ja heißt', 'nicht getragen')" in in_minutes(held)


# -- who voted --


def test_an_open_ballot_says_of_how_many_votes_are_in(mara, desk, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    biased, left, *_others = attendees(held)
    speaking.declare_conflict(attendee=biased, item=point, reason="x")
    ballot = balloting.open_ballot(by=mara, item=point)

    def counts() -> tuple[int, int]:
        live.forget()
        pulse = json.loads(Client().get(f"/raum/{held.room_key}/puls/").content)
        found = turnout(Ballot.objects.select_related("item").get(pk=ballot.pk))
        assert (found.given, found.may) == (pulse["g"], pulse["m"])
        return pulse["g"], pulse["m"]

    assert counts() == (0, 3)
    voting.vote(attendee=left, ballot=ballot.pk, given={"vote": "yes"})
    attending.leave(by=mara, attendee=left)
    assert counts() == (1, 3)  # who voted and left still counts
    attending.leave(by=mara, attendee=attendees(held)[2])
    assert counts() == (1, 2)
    pages = screens(held, desk)
    assert '<span data-live="given">1</span> von <span data-live="may">2</span>' in pages["wall"]
    assert 'Noch nicht abgestimmt haben: <strong data-live="missing">1</strong>' in pages["desk"]


def test_a_result_says_how_many_voted_which_banks_did_not_and_that_too_few_were_there(mara, desk, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    first, *others = attendees(held)
    ballot = balloting.open_ballot(by=mara, item=point)
    voting.vote(attendee=first, ballot=ballot.pk, given={"vote": "yes"})
    for one in others[:2]:
        attending.leave(by=mara, attendee=one)
    attending.leave(by=mara, attendee=others[2])
    attending.arrive(by=mara, session=held, holding=others[2].holding)
    attending.leave(by=mara, attendee=first)
    balloting.close_ballot(by=mara, ballot=ballot)
    found = shown(held).last
    silent = {"Politik", "Verwaltung", "Träger", "Bewohnerschaft"} - {first.get_bank_display()}
    assert (found.turnout.given, found.turnout.may) == (1, 2) and set(found.turnout.silent) == silent
    said = "1 Stimmen waren da, 2 sind nötig."
    pages = screens(held, desk)
    for text in pages.values():
        assert "1 von 2 haben abgestimmt." in text and "Ohne Stimme blieben:" in text and said in text
    assert 'id="feststellen"' not in pages["desk"] and "Stimmen Sie noch einmal ab" in pages["desk"]
    told = in_minutes(held)
    assert "1 von 2 haben abgestimmt. Ohne Stimme blieben: " in told and said in told


def test_with_enough_there_nothing_is_said_of_it(mara, desk, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    balloted(point, mara, dict.fromkeys(attendees(held), "yes"))
    pages = screens(held, desk)
    assert all("4 von 4 haben abgestimmt." in text for text in pages.values())
    assert not any("Ohne Stimme blieben" in text or "Beim Auszählen" in text for text in pages.values())
    assert 'id="feststellen"' in pages["desk"]


def test_of_few_secret_votes_no_bank_is_named_that_did_not_vote(mara, desk):
    held = opened(conference(mara, seats=2), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    closed = balloted(point, mara, dict.fromkeys(attendees(held)[:3], "yes"), secret=True)
    assert closed.result["banks_hidden"] and shown(held).last.turnout.silent == ()
    for text in (*screens(held, desk).values(), in_minutes(held)):
        assert "3 von 8 haben abgestimmt." in text and "Ohne Stimme blieben" not in text


def test_what_was_frozen_before_more_was_counted_still_agrees(mara, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    closed = balloted(point, mara, dict.fromkeys(attendees(held), "yes"))
    closed.refresh_from_db()
    closed.result.pop("voted")
    assert recount.agree([closed]) == {closed.pk: True} and turnout(closed) is None
    closed.result["banks"]["politics"]["yes"] += 1
    assert recount.agree([closed]) == {closed.pk: False}


# -- what counts no more --


def test_a_result_taken_back_is_told_everywhere_with_its_reason(mara, desk, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    ballot = balloted(point, mara, dict.fromkeys(attendees(held), "yes"))
    made = resolving.resolve(by=mara, item=point, ballot=ballot, outcome="adopted", text="Wir nehmen sie.")
    assert not any("Zurückgenommen" in text for text in screens(held, desk).values())
    resolving.take_back(by=mara, resolution=made, reason="Die Kosten fehlten.")
    balloting.take_up(by=mara, item=point)
    for text in screens(held, desk).values():
        assert "Zurückgenommen: beschlossen." in text and "Wir nehmen sie." in text
        assert "Die Kosten fehlten." in text
    told = in_minutes(held)
    assert "Ein Ergebnis wurde zurückgenommen (beschlossen):" in told and "Die Kosten fehlten." in told
    assert "Es wurde nichts beschlossen." in told


def test_another_session_s_taken_back_results_stay_there(mara, desk, held):
    made = resolving.resolve(
        by=mara, item=balloting.take_up(by=mara, item=item(held, mara)), outcome="noted", text="Gehört."
    )
    resolving.take_back(by=mara, resolution=made, reason="Doch nicht.")
    resolving.close_session(by=mara, session=held)
    other = opened(held.body, mara)
    balloting.take_up(by=mara, item=item(other, mara))
    assert not any("Doch nicht." in text for text in screens(other, desk).values())
    assert Resolution.objects.filter(taken_back__isnull=False).count() == 1


def test_a_repeat_is_no_round(mara, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    choosing.add_option(by=mara, item=point, title="Mit Lehne")
    given = {f"o-{one.pk}": "3" for one in point.options.all()}
    first = balloted(point, mara, dict.fromkeys(attendees(held), given))
    balloting.annul(by=mara, ballot=first, reason="Zu schnell.")
    for _number in range(2):
        balloted(point, mara, dict.fromkeys(attendees(held), given))
    assert [*rounds(point.ballots.all()).values()] == ["Wiederholung", "2. Runde"]
    told = in_minutes(held)
    assert "Abstimmung, Wiederholung" in told and "Abstimmung, 2. Runde" in told and "3. Runde" not in told
    assert "Die 1. Abstimmung wurde aufgehoben und zählt nicht: Zu schnell." in told


def test_yes_and_no_have_no_rounds(mara, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    for _number in range(3):
        balloted(point, mara, {})
    assert [*rounds(point.ballots.all()).values()] == ["", "Wiederholung", "2. Wiederholung"]


# -- how far apart --


def test_a_bank_that_is_split_does_not_look_like_one_in_the_middle(mara, desk):
    held = opened(conference(mara, seats=2), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    option = choosing.add_option(by=mara, item=point, title="Mit Lehne")
    passive = point.options.get(is_passive=True)
    votes = {}
    for number, one in enumerate(attendees(held)):
        split = one.bank == "politics"
        votes[one] = {f"o-{passive.pk}": "9", f"o-{option.pk}": "5" if not split else ("0", "10")[number % 2]}
    first = balloted(point, mara, votes)
    found = {bank: (mean, apart) for bank, mean, apart in lines(first, [option, passive])[0].cells}
    assert found["Politik"] == ("5,0", "±\xa05,0; 50\xa0%\xa0ab\xa08")
    assert found["Träger"] == ("5,0", "±\xa00,0; 0\xa0%\xa0ab\xa08")
    balloted(point, mara, {one: dict.fromkeys(given, "2") for one, given in votes.items()})
    for name, text in screens(held, desk).items():
        assert "±\xa05,0; 50\xa0%\xa0ab\xa08" in text, name  # the first one, folded
    assert "5,0\\n±\xa05,0\\n50\xa0%\xa0ab\xa08" in in_minutes(held)
    assert [one.ballot.number for one in shown(held).earlier] == [1]


def test_of_one_vote_on_a_bank_no_spread_is_told(mara, held):
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    choosing.add_option(by=mara, item=point, title="Mit Lehne")
    given = {f"o-{one.pk}": "3" for one in point.options.all()}
    balloted(point, mara, dict.fromkeys(attendees(held), given))
    assert not shown(held).last.tells_spread


def test_no_sentence_is_untrue_without_script(mara, held):
    attending.knock(session=held, name="Karla Klopf")
    at_the_door = held.attendees.get(name="Karla Klopf")
    text = Client().get(f"/platz/{passes.of_place(at_the_door)}/").content.decode()
    assert "laden Sie diese Seite neu" in text
