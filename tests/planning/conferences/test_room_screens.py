"""What all screens of a room share: names only where they may stand, the pulse and the sheet, and what a page costs."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.conferences import live, passes
from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Attendee, Ballot, Holding, Option, Session
from sozialraum.planning.conferences.queries.room import room
from worlds.conferring import conference, item, seat, session
from worlds.markup import faults
from worlds.meeting import attendees, balloted, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _anew():
    live.forget()


def screens(held: Session) -> dict[str, str]:
    """What everybody in the room sees, by screen."""
    live.forget()
    other = passes.of_place(held.attendees.filter(bank="politics").first())
    at = {"room": f"/raum/{held.room_key}/", "wall": f"/raum/{held.room_key}/leinwand/",
          "sheet": f"/raum/{held.room_key}/stand/", "place": f"/platz/{other}/"}  # fmt: skip
    return {name: Client().get(address).content.decode() for name, address in at.items()}


# -- names --


@pytest.fixture
def shy(mara) -> tuple[Session, Attendee, Attendee]:
    """A session on proposals, somebody on the residents' bank who does not want to be named, and a guest."""
    body = conference(mara, seats=1)
    seat(body, mara, name="Sieglinde Scheu", name_is_public=False)
    held = opened(body, mara)
    balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    held.refresh_from_db()
    guest = attending.arrive_as_guest(by=mara, session=held, name="Gudrun Gast", on_behalf_of="Haus 7")
    return held, held.attendees.get(name="Sieglinde Scheu"), guest


def test_who_does_not_want_to_be_named_is_called_by_their_bank_on_every_shared_screen(mara, desk, shy):
    held, one, guest = shy
    point = held.items.get()
    speaking.ask_to_speak(attendee=one)
    speaking.ask_to_speak(attendee=guest)
    speaking.declare_conflict(attendee=one, item=point, reason="Wohnt daneben.")
    speaking.dissent(attendee=one, item=point, text="Ich nicht.", named=False)
    speaking.take_position(attendee=one, item=point, bank="residents", text="Wir brauchen sie.")
    choosing.add_option(attendee=one, item=point, title="Mit Lehne")
    for name, shown in screens(held).items():
        assert "ein Mitglied der Bank Bewohnerschaft" in shown and "ein Gast" in shown, name
        for secret in ("Sieglinde", "Gudrun", "Haus 7", "Wohnt daneben."):
            assert secret not in shown, (name, secret)
    speaking.give_the_word(by=mara, speech=held.speeches.order_by("pk").first())
    assert all("Sieglinde" not in shown for shown in screens(held).values())
    chair = desk.get(f"/konferenzen/sitzungen/{held.pk}/leitung/").content.decode()
    assert all(name in chair for name in ("Sieglinde Scheu", "Gudrun Gast", "Haus 7", "Wohnt daneben."))
    assert Option.objects.get(title="Mit Lehne").proposed_by == ""


def test_who_may_be_named_is_named(mara, shy):
    held, one, _guest = shy
    open_ = held.attendees.filter(bank="providers").get()
    speaking.ask_to_speak(attendee=open_)
    choosing.add_option(attendee=open_, item=held.items.get(), title="Ohne Lehne")
    assert all(shown.count(open_.name) == 2 for shown in screens(held).values())
    Holding.objects.filter(pk=open_.holding_id).update(
        name_is_public=False
    )  # from now on, also where they stand already
    speaking.ask_to_speak(attendee=one)
    assert all("ein Mitglied der Bank Träger" in shown for shown in screens(held).values())


def test_a_dissent_names_who_may_be_named_and_chose_to_be(mara, shy):
    held, one, _guest = shy
    point, open_ = held.items.get(), held.attendees.filter(bank="providers").get()
    assert 'name="named"' not in Client().get(f"/platz/{passes.of_place(one)}/").content.decode()
    assert 'name="named"' in Client().get(f"/platz/{passes.of_place(open_)}/").content.decode()
    for who in (one, open_):
        for named in ("", "yes"):
            said = {"act": "dissent", "item": point.pk, "text": "Ich nicht.", "named": named}
            Client().post(f"/platz/{passes.of_place(who)}/", said)
    for shown in screens(held).values():
        assert "Sieglinde" not in shown and shown.count(f"{open_.name}, Träger") == 1


def test_reasons_of_resistance_are_told_with_the_result_and_without_a_name(mara, shy):
    held, *_others = shy
    point = held.items.get()
    option = choosing.add_option(by=mara, item=point, title="Mit Lehne")
    passive = point.options.get(is_passive=True)
    filled = {f"o-{one.pk}": "8" for one in point.options.all()} | {f"w-{option.pk}": "Zu laut."}
    filled[f"o-{passive.pk}"] = "9"
    balloted(point, mara, dict.fromkeys(attendees(held)[:1], filled))
    for shown in screens(held).values():
        assert "Zu laut." in shown and "100 % geben 8 und mehr" in shown


# -- pulse and sheet --


def test_the_pulse_tells_what_changes_without_news(mara):
    body = conference(mara, seats=2)
    held = opened(body, mara, absent=5)
    at = f"/raum/{held.room_key}/puls/"

    def pulse() -> dict[str, object]:
        live.forget()
        answer = Client().get(at)
        assert answer["Cache-Control"] == "no-store" and not answer.cookies
        return json.loads(answer.content)

    first = pulse()
    assert (first["s"], first["t"], first["n"], first["g"]) == ("running", 3, False, None)
    last = Holding.objects.filter(seat__body=body).order_by("pk").last()
    attending.arrive(by=mara, session=held, holding=last)
    attending.arrive_as_guest(by=mara, session=held, name="Gudrun Gast")
    second = pulse()
    assert (second["t"], second["u"], second["n"]) == (4, 1, True) and second["v"] == first["v"]
    attending.knock(session=held, name="Karla Klopf")
    assert (pulse()["d"], pulse()["v"]) == (1, first["v"])
    point = balloting.take_up(by=mara, item=item(held, mara, method="carry"))
    ballot = balloting.open_ballot(by=mara, item=point)
    assert pulse()["g"] == 0 and pulse()["v"] > second["v"]
    mine = f"/platz/{passes.of_place(attendees(held)[0])}/"
    Client().post(mine, {"act": "vote", "ballot": ballot.pk, "vote": "yes"})
    assert pulse()["g"] == 1
    assert Client().get("/raum/gibt-es-hier-nicht/puls/").status_code == 404


def test_a_screen_gets_the_sheet_once_and_anew_after_a_change(mara):
    held = opened(conference(mara, seats=1), mara)
    at = f"/raum/{held.room_key}/stand/"
    first = Client().get(at)
    mark = {"If-None-Match": first["ETag"]}
    assert "Gerade ist kein Punkt aufgerufen" in first.content.decode() and not first.cookies
    assert Client().get(at, headers=mark).status_code == 304
    english = Client().get(f"/en{at}", headers=mark)
    assert "No item is under way just now" in english.content.decode()
    balloting.take_up(by=mara, item=item(held, mara, "Bank am Anger"))
    live.forget()
    again = Client().get(at, headers=mark)
    assert again.status_code == 200 and again["ETag"] != first["ETag"]
    assert "Bank am Anger" in again.content.decode()
    assert Client().get("/raum/gibt-es-hier-nicht/stand/").status_code == 404
    assert Client().post(at).status_code == 405


def test_what_is_read_out_is_what_came_last(mara):
    held = opened(conference(mara, seats=1), mara)

    def heard() -> str:
        return room(Session.objects.select_related("body").get(pk=held.pk)).heard

    assert heard() == "Gerade ist kein Punkt aufgerufen"
    point = balloting.take_up(by=mara, item=item(held, mara, "Bank am Anger", method="carry"))
    assert heard() == "Bank am Anger"
    ballot = balloting.open_ballot(by=mara, item=point, question="Tragen wir das?")
    assert heard() == "Die Abstimmung läuft: Tragen wir das?"
    balloting.close_ballot(by=mara, ballot=ballot)
    assert heard().startswith("Nicht angenommen: 0 Ja")
    resolving.resolve(
        by=mara, item=point, ballot=Ballot.objects.get(), outcome="rejected", text="Wir lassen es."
    )
    assert heard() == "Wir lassen es."
    resolving.close_session(by=mara, session=held)
    assert heard() == "geschlossen"


# -- the pages themselves --


def test_pages_are_sound_in_both_languages_and_before_and_after_too(mara, desk):
    body = conference(mara, seats=1)
    held = session(body, mara)

    def look() -> None:
        pages = [
            f"/raum/{held.room_key}/",
            f"/raum/{held.room_key}/leinwand/",
            f"/konferenzen/sitzungen/{held.pk}/leitung/",
        ]
        pages += [f"/platz/{passes.of_place(one)}/" for one in held.attendees.all()[:1]]
        for at in pages:
            for language in ("", "/en"):
                answer = desk.get(language + at)
                assert answer.status_code == 200 and faults(answer.content.decode()) == [], language + at

    look()
    attending.open_session(by=mara, session=held)
    for holding in Holding.objects.filter(seat__body=body):
        attending.arrive(by=mara, session=held, holding=holding)
    attending.knock(session=held, name="Karla Klopf")
    look()
    resolving.close_session(by=mara, session=held)
    look()


@pytest.mark.parametrize("where", ["room", "wall", "chair", "place", "mine", "sheet", "pulse"])
def test_a_page_asks_the_database_as_often_for_sixty_as_for_five(mara, desk, where):
    body = conference(mara, seats=15, quorum_percent=1)
    few, many = (talked(opened(body, mara, absent=absent), mara) for absent in (55, 0))
    assert (few.attendees.count(), many.attendees.count()) == (5, 60)
    counts = []
    for held in (few, many):
        link = passes.of_place(held.attendees.order_by("pk").first())
        at = {
            "room": f"/raum/{held.room_key}/", "wall": f"/raum/{held.room_key}/leinwand/",
            "chair": f"/konferenzen/sitzungen/{held.pk}/leitung/", "place": f"/platz/{link}/",
            "mine": f"/platz/{link}/meins/", "sheet": f"/raum/{held.room_key}/stand/",
            "pulse": f"/raum/{held.room_key}/puls/",
        }[where]  # fmt: skip
        desk.get(at)
        live.forget()
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(at).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def talked(held: Session, mara) -> Session:
    """In a session all want to speak, some are biased, say something and hold against it; a round is counted."""
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    choosing.add_option(by=mara, item=point, title="Mit Lehne")
    people = attendees(held)
    for one in people:
        speaking.ask_to_speak(attendee=one)
    for one in people[: max(1, len(people) // 4)]:
        speaking.declare_conflict(attendee=one, item=point, reason="x")
        speaking.take_position(attendee=one, item=point, bank=one.bank, text="x")
        speaking.dissent(attendee=one, item=point, text="x")
    balloting.close_ballot(by=mara, ballot=balloting.open_ballot(by=mara, item=point))
    return held
