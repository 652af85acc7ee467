"""A session held through its pages: at the chair's desk, at the door, at somebody's own place, by plain forms."""

from __future__ import annotations

import pytest
from django.test import Client

from sozialraum.planning.conferences import live, passes
from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking, voting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Conflict,
    Dissent,
    Holding,
    Option,
    PaperSlip,
    Position,
    Resolution,
    Session,
    Vote,
)
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.states import State
from worlds.conferring import conference, item, session
from worlds.markup import faults
from worlds.meeting import attendees, balloted, on_need, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _anew():
    live.forget()


def act(desk: Client, held: Session, what: str, **fields: object):
    """One of the chair's forms; answers the page that follows."""
    return desk.post(f"/konferenzen/sitzungen/{held.pk}/leitung/", {"act": what, **fields}, follow=True)


def shown(answer, status: int = 200) -> str:
    """The text of a sound page."""
    text = answer.content.decode()
    assert answer.status_code == status, text[:500]
    assert faults(text) == []
    return text


def place(attendee: Attendee) -> str:
    return f"/platz/{passes.of_place(Attendee.objects.get(pk=attendee.pk))}/"


# -- a whole session --


def test_a_session_from_opening_to_closing_by_forms_alone(mara, desk, bench):
    body = conference(mara, seats=2)
    held = session(body, mara)
    point = item(held, mara, "Bank am Anger", need=bench, method="carry")
    chair = f"/konferenzen/sitzungen/{held.pk}/leitung/"
    assert "Sitzung eröffnen" in shown(desk.get(chair))
    assert "Die Sitzung ist eröffnet." in shown(act(desk, held, "open", minute_taker="Peer Protokoll"))
    held.refresh_from_db()
    assert (held.chair, held.minute_taker, len(held.door_code)) == ("Mara Manager", "Peer Protokoll", 6)

    for bank in body.seats.order_by("bank").values_list("bank", flat=True).distinct():
        members = list(Holding.objects.filter(seat__body=body, seat__bank=bank).values_list("pk", flat=True))
        act(desk, held, "everybody", holding=members)
    act(desk, held, "guest", name="Gudrun Gast", on_behalf_of="Nachbarin")
    assert held.attendees.filter(voting=True).count() == 8
    assert "Gudrun Gast" in shown(act(desk, held, "take-up", item=point.pk))

    text = shown(act(desk, held, "open-ballot", item=point.pk, question="Tragen wir das?", motion="carried"))
    assert "Tragen wir das?" in text and "Abstimmung schließen und auszählen" in text
    ballot = Ballot.objects.get()
    for number, one in enumerate(held.attendees.filter(voting=True)):
        fields = {"act": "vote", "ballot": ballot.pk, "vote": "no" if number == 0 else "yes"}
        page = Client().post(place(one), fields, follow=True)
        assert "Ihre Stimme ist angekommen." in shown(page)
    text = shown(act(desk, held, "close-ballot", ballot=ballot.pk))
    assert "Angenommen mit 7 Ja, 1 Nein, 0 Enthaltungen." in text
    assert all(
        f'<th scope="col">{bank}</th>' in text
        for bank in ("Politik", "Verwaltung", "Träger", "Bewohnerschaft")
    )
    english = shown(desk.get(f"/en{chair}"))
    assert (
        "Passed with 7 yes" in english and "Bank am Anger – Angenommen mit 7 Ja" in english
    )  # the record is German
    room = shown(Client().get(f"/raum/{held.room_key}/"))
    assert "Angenommen mit 7 Ja" in room and "88 % Ja, wenn jede Bank gleich viel wiegt" in room

    fields = {
        "item": point.pk,
        "ballot": ballot.pk,
        "outcome": "carried",
        "text": "Wir tragen es.",
        "reason": "Alle.",
    }
    assert "Es gilt, sobald die Sitzung geschlossen ist." in shown(act(desk, held, "resolve", **fields))
    assert "Das Ergebnis ist zurückgenommen." in shown(
        act(desk, held, "take-back", item=point.pk, reason="zu früh")
    )
    assert not Resolution.objects.filter(taken_back__isnull=True).exists()
    act(desk, held, "resolve", **fields)
    act(desk, held, "finish", item=point.pk)
    close = f"/konferenzen/sitzungen/{held.pk}/schliessen/"
    text = shown(desk.get(close))
    assert "Wir tragen es." in text and f"({bench.number}, eine Person dahinter)" in text
    bench.refresh_from_db()
    assert bench.state == State.DELIBERATING
    assert "Was beschlossen wurde, gilt." in shown(desk.post(close, follow=True))
    bench.refresh_from_db()
    assert bench.state == State.CARRIED
    assert "Die Sitzung ist geschlossen" in shown(Client().get(f"/raum/{held.room_key}/"))
    assert "Die Sitzung ist geschlossen" in shown(Client().get(place(held.attendees.first())))


def test_close_says_what_stays_open_and_is_refused_while_a_ballot_is_open(mara, desk, bench):
    held = opened(conference(mara, seats=1), mara)
    item(held, mara, "Verschiedenes")
    balloting.open_ballot(by=mara, item=on_need(held, bench, mara))
    close = f"/konferenzen/sitzungen/{held.pk}/schliessen/"
    text = shown(desk.get(close))
    assert "Verschiedenes" in text and "Es ist kein Ergebnis festgestellt." in text
    assert "Es läuft noch eine Abstimmung" in shown(desk.post(close), 422)


def test_an_item_with_its_result_is_done_when_the_next_is_taken_up(mara, desk, bench):
    held = opened(conference(mara, seats=1), mara)
    first, second = on_need(held, bench, mara), item(held, mara, "Verschiedenes")
    resolving.resolve(by=mara, item=first, outcome="carried", text="Wir tragen es.")
    act(desk, held, "take-up", item=second.pk)
    act(desk, held, "take-up", item=item(held, mara, "Noch etwas").pk)
    assert list(AgendaItem.objects.order_by("pk").values_list("state", flat=True)) == [
        "done",
        "waiting",
        "open",
    ]


# -- who comes in --


def test_through_the_door_onto_a_seat(mara, desk):
    body = conference(mara, seats=1)
    held = opened(body, mara, absent=1)
    phone, wrong = Client(), f"{(int(held.door_code) + 1) % 10**6:06}"
    assert "Code der Sitzung" in shown(phone.get("/raum/"))
    assert "läuft keine Sitzung" in shown(phone.get(f"/raum/?code={wrong}"))
    assert "Wie heißen Sie?" in shown(phone.get(f"/raum/?code={held.door_code[:3]} {held.door_code[3:]}"))
    shown(phone.post("/raum/", {"code": held.door_code, "name": ""}), 422)
    page = phone.post("/raum/", {"code": held.door_code, "name": "Karla Klopf", "on_behalf_of": "Kita"})
    mine = page["Location"]
    assert (
        "wartet vor der Tür" in shown(phone.get(mine)) and "Abstimmen" not in phone.get(mine).content.decode()
    )
    assert "nicht als anwesend" in shown(phone.post(mine, {"act": "word"}), 422)

    waiting = held.attendees.get(admitted=False)
    free = Holding.objects.filter(seat__body=body).order_by("pk").last()
    text = shown(desk.get(f"/konferenzen/sitzungen/{held.pk}/leitung/"))
    assert "Karla Klopf" in text and f'<option value="{free.pk}">' in text
    act(desk, held, "admit", attendee=waiting.pk, holding=free.pk)
    text = shown(phone.get(mine))
    assert free.name in text and "mit Stimmrecht" in text and "Karla Klopf" not in text


def test_who_is_turned_away_leaves_nothing_behind(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    mine = Client().post("/raum/", {"code": held.door_code, "name": "Karla Klopf"})["Location"]
    act(desk, held, "turn-away", attendee=held.attendees.get(admitted=False).pk)
    assert not Attendee.objects.filter(name="Karla Klopf").exists()
    assert Client().get(mine).status_code == 404


def test_a_wrong_link_opens_nothing_and_a_replaced_one_neither(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    one, other = attendees(held)[:2]
    old = place(one)
    assert "noindex" in Client().get(old)["X-Robots-Tag"]
    card = f"/konferenzen/anwesend/{one.pk}/karte/"
    assert old not in shown(desk.get(card))  # to look is not to take it
    signature = old.partition("-")[2]
    for wrong in (f"/platz/{other.pk}-{signature}", old[:-3] + "xx/", "/platz/x/", f"/platz/{one.pk}-/"):
        assert Client().get(wrong).status_code == 404
    page = desk.post(card)
    one.refresh_from_db()
    assert place(one) in shown(page) and place(one) != old
    assert Entry.objects.filter(act="conferences.pass_renewed").latest("pk").details == {"attendee": one.pk}
    assert [Client().get(at).status_code for at in (old, f"{old}meins/", place(one))] == [404, 404, 200]


# -- one's own place --


def test_a_vote_that_is_refused_keeps_what_was_filled_in(mara):
    held = opened(conference(mara, seats=1), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    option = choosing.add_option(by=mara, item=point, title="Eine Bank")
    ballot = balloting.open_ballot(by=mara, item=point)
    at, browser = place(attendees(held)[0]), Client()
    fields = {"act": "vote", "ballot": ballot.pk, f"o-{option.pk}": "11", f"w-{option.pk}": "Zu laut."}
    fields |= {f"o-{one.pk}": "5" for one in point.options.exclude(pk=option.pk)}
    text = shown(browser.post(at, fields), 422)
    assert "ganze Zahlen von 0 bis 10" in text and 'value="Zu laut."' in text
    answer = browser.post(at, fields, headers=JSON)
    assert answer.status_code == 422 and "ganze Zahlen" in answer.json()["refused"]
    assert not Vote.objects.exists()
    fields[f"o-{option.pk}"] = "7"
    assert browser.post(at, fields, headers=JSON).json() == {"said": "Ihre Stimme ist angekommen."}
    text = shown(browser.get(at))
    assert '<option value="7" selected>' in text and 'value="Zu laut."' in text and "Stimme ändern" in text
    balloting.close_ballot(by=mara, ballot=ballot)
    assert browser.post(at, fields, headers=JSON).json()["code"] == "closed"


def test_a_refused_vote_says_by_json_why(mara, bench):
    held = opened(conference(mara, seats=1), mara)
    point = on_need(held, bench, mara)
    biased, *_others = attendees(held)
    speaking.declare_conflict(attendee=biased, item=point, reason="x")
    ballot = balloting.open_ballot(by=mara, item=point)
    fields = {"act": "vote", "ballot": ballot.pk, "vote": "yes"}
    answer = Client().post(place(biased), fields, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "conflict")
    assert "sind Sie befangen" in shown(Client().get(place(biased)))
    for wrong in ({"act": "vote", "ballot": "x"}, {"act": "vote", "ballot": "9" * 30}, {"act": "dance"}, {}):
        assert Client().post(place(biased), wrong, headers=JSON).status_code == 422
    other = opened(held.body, mara)
    assert (
        "anderen Sitzung" in Client().post(place(attendees(other)[0]), fields, headers=JSON).json()["refused"]
    )


def test_a_secret_vote_is_final_and_its_form_is_gone(mara, bench):
    held = opened(conference(mara, seats=1), mara)
    ballot = balloting.open_ballot(by=mara, item=on_need(held, bench, mara, secret=True))
    at = place(attendees(held)[0])
    assert "Geheim abstimmen" in shown(Client().get(at))
    text = shown(Client().post(at, {"act": "vote", "ballot": ballot.pk, "vote": "no"}, follow=True))
    assert "Sie ist geheim und steht fest." in text and 'name="vote"' not in text
    again = {"act": "vote", "ballot": ballot.pk, "vote": "yes"}
    assert "Ihre erste Stimme gilt." in Client().post(at, again, headers=JSON).json()["said"]
    assert "Ihre erste Stimme gilt." in shown(Client().post(at, again, follow=True))
    for one in attendees(held)[1:]:
        voting.vote(attendee=one, ballot=ballot.pk, given={"vote": "yes"})
    balloting.close_ballot(by=mara, ballot=ballot)
    ballot.refresh_from_db()
    assert (ballot.result["yes"], ballot.result["no"]) == (3, 1)


def test_what_is_put_on_record_from_a_place(mara, bench):
    held = opened(conference(mara, seats=1), mara)
    point = on_need(held, bench, mara, method="consensing")
    one = attendees(held)[0]
    said = {"item": point.pk, "text": "  Ohne Bank kommt niemand.\x00 "}
    for name, words in (
        ("word", "Sie stehen auf der Redeliste."), ("position", "Haltung Ihrer Bank ist festgehalten"),
        ("option", "Ihr Vorschlag liegt auf dem Tisch."), ("dissent", "in Ihren Worten"), ("conflict", "Ist notiert"),
        ("no-word", "Sie stehen nicht mehr auf der Redeliste."),
    ):  # fmt: skip
        assert words in shown(Client().post(place(one), {"act": name, **said}, follow=True)), name
    found = (Position.objects.get(), Dissent.objects.get())
    assert {one.text for one in found} == {"Ohne Bank kommt niemand."} and found[1].name == ""
    assert Option.objects.filter(title="Ohne Bank kommt niemand.", proposed_by=one.name).exists()
    assert Conflict.objects.get().attendee == one
    long = {"act": "conflict", "item": point.pk, "text": "y" * 301}
    assert (
        "höchstens 300 Zeichen" in (text := shown(Client().post(place(one), long), 422)) and "y" * 301 in text
    )


def test_a_guest_speaks_for_no_bank_and_an_item_of_another_session_is_none(mara, bench):
    held = opened(conference(mara, seats=1), mara)
    point = on_need(held, bench, mara)
    guest = attending.arrive_as_guest(by=mara, session=held, name="Gudrun Gast")
    text = shown(Client().post(place(guest), {"act": "position", "item": point.pk, "text": "So."}), 422)
    assert "wer auf ihr sitzt" in text and 'value="position"' not in text
    strange = item(session(held.body, mara), mara)
    fields = {"act": "dissent", "item": strange.pk, "text": "So."}
    assert "nicht auf der Tagesordnung" in shown(Client().post(place(attendees(held)[0]), fields), 422)


# -- the chair's forms --


def test_a_refused_form_of_the_chair_keeps_what_was_written(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, kind="fund", method="fund", fund=1000_00))
    text = shown(act(desk, held, "add-option", item=point.pk, title="Hochbeete", cost="4,50"), 422)
    assert "ganzen Euro" in text and 'value="Hochbeete"' in text and 'value="4,50"' in text
    fields = {"item": point.pk, "outcome": "", "text": "Wir teilen es.", "reason": "Darum."}
    text = shown(act(desk, held, "resolve", **fields), 422)
    assert ">Wir teilen es.</textarea>" in text and ">Darum.</textarea>" in text
    act(desk, held, "add-option", item=point.pk, title="Hochbeete", cost="1.400 €")
    assert Option.objects.get().cost == 1400_00
    for wrong in ({"item": "9" * 30}, {"item": "²"}, {}):
        shown(act(desk, held, "take-up", **wrong), 422)
    shown(act(desk, held, "dance"), 422)


def test_everything_said_at_the_desk(mara, desk, bench):
    held = opened(conference(mara, seats=1), mara)
    point, one = on_need(held, bench, mara), attendees(held)[0]
    act(desk, held, "ask-word", attendee=one.pk)
    act(desk, held, "word", speech=held.speeches.get().pk)
    assert "hat das Wort" in shown(act(desk, held, "position", item=point.pk, bank="politics", text="Dafür."))
    act(desk, held, "end-word")
    act(desk, held, "dissent", item=point.pk, bank="providers", text="Dagegen.")
    act(desk, held, "conflict", item=point.pk, attendee=one.pk, reason="Wohnt daneben.")
    text = shown(act(desk, held, "take-up", item=point.pk))
    assert all(words in text for words in ("Dafür.", "Dagegen.", "Wohnt daneben.")) and one.name in text
    shown(act(desk, held, "lift", conflict=Conflict.objects.get().pk, reason=""), 422)
    act(desk, held, "lift", conflict=Conflict.objects.get().pk, reason="Doch nicht.")
    assert not Conflict.objects.exists()
    shown(act(desk, held, "position", item=point.pk, bank="circus", text="x"), 422)
    act(desk, held, "postpone", item=point.pk)
    assert AgendaItem.objects.get(pk=point.pk).state == "postponed"


def test_paper_is_printed_and_read_by_two(mara, desk, bench):
    held = opened(conference(mara, seats=1), mara)
    old, teller, *_others = attendees(held)
    act(desk, held, "paper", attendee=old.pk)
    act(desk, held, "count", attendee=teller.pk)
    ballot = balloting.open_ballot(by=mara, item=on_need(held, bench, mara))
    sheet = shown(desk.get(f"/konferenzen/abstimmungen/{ballot.pk}/stimmzettel/"))
    assert sheet.count('class="slip"') == 1 and old.get_bank_display() in sheet
    assert "Sie stimmen auf Papier ab." in shown(Client().get(place(old)))
    first, second = f"/konferenzen/abstimmungen/{ballot.pk}/lesen/", f"{place(teller)}zettel/{ballot.pk}/"
    fields = {"number": "1", "bank": old.bank, "vote": "yes"}
    assert "von Ihnen gelesen" in shown(desk.post(first, fields, follow=True))
    text = shown(Client().post(second, fields | {"vote": ""}), 422)
    assert "Ja, Nein oder Enthaltung" in text and f'value="{old.bank}" selected' in text
    assert "verschieden gelesen" in shown(Client().post(second, fields | {"vote": "no"}, follow=True))
    desk.post(first, {"act": "discard", "number": "1"})
    assert not PaperSlip.objects.exists()
    desk.post(first, fields)
    assert "von zwei Personen gleich gelesen" in shown(Client().post(second, fields, follow=True))
    assert "1 gelesen, 0 davon" in shown(desk.get(f"/konferenzen/sitzungen/{held.pk}/leitung/"))
    assert Client().get(f"{place(old)}zettel/{ballot.pk}/").status_code == 404
    assert balloting.close_ballot(by=mara, ballot=ballot).result["yes"] == 1


def test_a_list_goes_up_with_what_goes_back_and_why(mara, desk, bench):
    held = opened(conference(mara, seats=1), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, "Reihenfolge", kind="order", method="order"))
    option = choosing.add_option(by=mara, item=point, title=bench.number, need=bench)
    everybody = {one: {"choice": [str(option.pk)]} for one in attendees(held)}
    ballot = balloted(point, mara, everybody)
    back = {"item": point.pk, "ballot": ballot.pk, "back": bench.pk}
    shown(act(desk, held, "resolve", **back), 422)
    act(desk, held, "resolve", **back, **{f"reason-{bench.pk}": "Noch nicht reif."})
    assert Resolution.objects.get().outcome == "sent_back"


@pytest.mark.parametrize("method", ["dots", "election", "fund", "order"])
def test_every_method_has_a_form_that_works_without_script(mara, desk, method):
    held = opened(conference(mara, seats=1), mara)
    fund = {"fund": 1000_00} if method == "fund" else {}
    point = balloting.take_up(by=mara, item=item(held, mara, method=method, places=1, **fund))
    cost = 500_00 if method == "fund" else None
    options = [choosing.add_option(by=mara, item=point, title=f"Vorschlag {n}", cost=cost) for n in (1, 2)]
    ballot = balloting.open_ballot(by=mara, item=point)
    filled = {f"o-{options[0].pk}": "1"} if method == "dots" else {"choice": options[0].pk}
    for one in attendees(held):
        text = shown(Client().post(place(one), {"act": "vote", "ballot": ballot.pk, **filled}, follow=True))
        assert 'value="1">' in text if method == "dots" else f'value="{options[0].pk}" checked' in text
    text = shown(act(desk, held, "close-ballot", ballot=ballot.pk))
    assert (
        "Vorschlag 1" in text
        and balloting.recount(by=mara, ballot=Ballot.objects.get()) == Ballot.objects.get().result
    )
