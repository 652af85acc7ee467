"""What isn't everybody's stands on no page that is: needs, sessions, names. And odd addresses break nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sozialraum.paper.html import html
from sozialraum.planning.conferences.actions import agenda, balloting, inviting, resolving, seating, speaking
from sozialraum.planning.conferences.forms.bodies import SeatingForm
from sozialraum.planning.conferences.models import Body, Resolution, Seat, Session
from sozialraum.planning.conferences.papers.dossier import dossier as composed_dossier
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.queries.dossier import dossier
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Scope
from worlds.conferring import conference, session
from worlds.evening import DISSENT, HIDDEN, bench, earlier, evening, minutes_of
from worlds.meeting import opened
from worlds.people import LONG_AGO
from worlds.voices import AREA, EDITION

pytestmark = pytest.mark.django_db
SECRET = "Herr Müller von nebenan schlägt seine Kinder."


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# -- needs that are between their author and the manager --


def test_of_a_need_that_is_not_public_everybody_reads_its_number_alone(mara):
    need = bench(mara)
    Need.objects.filter(pk=need.pk).update(state="returned", title=SECRET, wording=SECRET)
    running = opened(conference(mara, seats=1), mara)
    point = agenda.add(
        by=mara, session=running, kind="appeal", title=f"Widerspruch zu {need.number}", need=need
    )
    balloting.take_up(by=mara, item=point)
    room = read(reverse("conferences:room", args=[running.room_key]))
    assert need.number in room and SECRET not in room
    resolving.resolve(by=mara, item=point, outcome=Outcome.REJECTED, text="Es bleibt dabei.")
    held = resolving.close_session(by=mara, session=running)
    told = html(composed(record(minutes_of(held))))
    assert need.number in told and SECRET not in told
    assert reverse("needs:need", args=[need.pk]) not in told


# -- sessions that were not public --


def test_what_a_closed_circle_resolved_stands_in_no_dossier_that_everybody_reads(mara):
    body = conference(mara)
    for days, is_public, text in ((40, True, "Offen beschlossen."), (20, False, "Vertraulich beschlossen.")):
        running = opened(body, mara)
        Session.objects.filter(pk=running.pk).update(is_public=is_public)
        point = agenda.add(by=mara, session=running, kind="topic", title="Punkt")
        balloting.take_up(by=mara, item=point)
        resolving.resolve(by=mara, item=point, outcome=Outcome.ADOPTED, text=text)
        earlier(resolving.close_session(by=mara, session=running), days)
    coming = session(body, mara, begins=timezone.now() + timedelta(days=5))
    told = html(composed_dossier(dossier(coming)))
    assert "Vertraulich beschlossen." not in told and "Offen beschlossen." in told
    preparing_private = session(body, mara, begins=timezone.now() + timedelta(days=6), is_public=False)
    assert "Vertraulich beschlossen." in html(composed_dossier(dossier(preparing_private)))
    Session.objects.filter(body=body, closed__isnull=False).update(is_public=False)
    assert "noch keine öffentliche Sitzung" in html(composed_dossier(dossier(coming)))


def test_how_a_closed_circle_voted_stands_in_no_dossier_of_its_planning_area(mara):
    held = evening(mara)
    area = seating.set_up_body(
        by=mara, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name="Planungsraumkonferenz 1", since=LONG_AGO,
        scope=Scope("planning_area", AREA), edition=EDITION,
    )  # fmt: skip
    coming = session(area, mara, begins=timezone.now() + timedelta(days=5))
    assert "6 Ja, 1 Nein" in html(composed_dossier(dossier(coming)))
    Session.objects.filter(pk=held.pk).update(is_public=False)
    assert "6 Ja, 1 Nein" not in html(composed_dossier(dossier(coming)))


# -- names --


def test_room_and_minutes_agree_on_who_is_named_with_a_dissent(mara):
    running = evening(mara, closed=False)
    point = running.items.get(need__isnull=False)
    balloting.take_up(by=mara, item=point)
    named = running.attendees.filter(bank="politics").first()
    speaking.dissent(attendee=named, item=point, text="Mit Namen.")
    room = read(reverse("conferences:room", args=[running.room_key]))
    assert DISSENT in room and HIDDEN not in room and named.name in room


def test_who_was_elected_and_is_not_named_in_public_is_named_on_no_page_of_resolutions(mara):
    held = earlier(evening(mara), 20)
    Session.objects.filter(pk=held.pk).update(invited=held.begins)
    Resolution.objects.update(text=f"Gewählt: {HIDDEN}", reason=f"Nur {HIDDEN} trat an.")
    coming = session(held.body, mara, begins=timezone.now() + timedelta(days=5), place="Bürgerhaus")
    agenda.add(by=mara, session=coming, kind="topic", title="Punkt")
    inviting.invite(by=mara, session=coming, reason="Es eilt.")
    instead = "Gewählt: ein Mitglied der Bank Bewohnerschaft"
    for name, *values in (
        ("session", held.pk), ("overview",), ("resolutions",), ("resolutions_download", "csv"), ("dossier", coming.pk),
    ):  # fmt: skip
        text = read(reverse(f"conferences:{name}", args=values))
        assert HIDDEN not in text and instead in text, name


def test_a_dissent_for_the_bank_alone_is_signed_by_the_bank_in_the_journal_too(mara):
    running = evening(mara, closed=False)
    point = running.items.get(need__isnull=False)
    one = running.attendees.filter(bank="politics").first()
    made = speaking.dissent(attendee=one, item=point, text="Ohne Namen.", named=False)
    line = Entry.objects.get(act="conferences.dissent_recorded", details__dissent=made.pk)
    assert line.actor_id is None and str(one.pk) not in line.actor_name and one.name not in line.actor_name
    speaking.dissent(attendee=one, item=point, text="Mit Namen.")
    assert Entry.objects.filter(act="conferences.dissent_recorded").first().actor_name == f"#{one.pk}"


def test_nobody_is_named_in_public_before_they_agreed(mara):
    body = conference(mara, seats=1)
    for seat in Seat.objects.filter(body=body):
        assert not SeatingForm(seat=seat)["name_is_public"].value()


# -- odd addresses --


@pytest.mark.parametrize(
    "address",
    [
        "/konferenzen/beschluesse/?jahr=0000", "/konferenzen/beschluesse/?jahr=9999",
        "/konferenzen/?planungsraum=%00", "/konferenzen/kalender.ics?planungsraum=%00",
        "/konferenzen/teilnahme/?planungsraum=%00", "/konferenzen/beschluesse/?gremium=%C2%B2",
    ],
)  # fmt: skip
def test_an_odd_address_narrows_nothing_and_breaks_nothing(mara, address):
    assert Client().get(address).status_code == 200


def test_what_only_looks_like_a_number_is_none(mara):
    body = conference(mara, seats=1)
    planned = session(body, mara)
    point = agenda.add(by=mara, session=planned, kind="topic", title="Punkt")
    client = signed_in(mara)
    moved = {"do": "move", "item": "².up"}
    assert client.post(reverse("conferences:agenda", args=[planned.pk]), moved).status_code == 404
    assert client.get(reverse("conferences:item", args=[point.pk]), {"option": "²"}).status_code == 200
    assert client.get(reverse("conferences:session_new", args=[body.pk]), {"wieder": "²"}).status_code == 200
