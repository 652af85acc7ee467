"""What minutes tell stands: nothing is put on record after the session, and only the body approves in its name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sozialraum.paper.html import html
from sozialraum.paper.kept import of_data
from sozialraum.planning.conferences import counting, passes
from sozialraum.planning.conferences.actions import (
    agenda,
    attending,
    balloting,
    inviting,
    minuting,
    resolving,
    seating,
    speaking,
)
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Ballot,
    Conflict,
    Holding,
    Invitation,
    Minutes,
    Session,
    Vote,
)
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.queries.leaving import left_open
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.states import MinutesState, Outcome
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import closing
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, seat, session
from worlds.evening import earlier, evening, minutes_of
from worlds.meeting import balloted, opened

pytestmark = pytest.mark.django_db


# -- nothing after the end --


def test_once_a_session_is_closed_its_chair_adds_nothing_either(mara):
    session = evening(mara)
    item = session.items.get(need__isnull=False)
    one = session.attendees.filter(bank="politics").first()
    conflict = Conflict.objects.get(item=item)
    for act in (
        lambda: speaking.dissent(by=mara, item=item, bank="politics", text="Nachgereicht."),
        lambda: speaking.take_position(by=mara, item=item, bank="politics", text="Nachgereicht."),
        lambda: speaking.declare_conflict(by=mara, attendee=one, item=item, reason="Nachgereicht."),
        lambda: speaking.lift_conflict(by=mara, conflict=conflict, reason="Nachgereicht."),
    ):
        with pytest.raises(Refused, match="läuft nicht"):
            act()


def test_who_waits_at_the_door_has_no_interest_to_declare_and_holds_up_no_end(mara):
    session = evening(mara, closed=False)
    item = session.items.get(need__isnull=False)
    stranger = attending.knock(session=Session.objects.get(pk=session.pk), name="Wer Auch Immer")
    with pytest.raises(Refused):
        speaking.declare_conflict(attendee=stranger, item=item, reason="Mir gehört alles.")
    with pytest.raises(Refused):
        speaking.declare_conflict(by=mara, attendee=stranger, item=item, reason="Ihm gehört alles.")
    assert resolving.close_session(by=mara, session=session).state == "closed"


# -- approved by the body --


def approval(of: Session, by: Account, outcome: str = Outcome.ADOPTED) -> Session:
    """A later session with the minutes of another on its agenda and resolved; it still runs."""
    later = opened(of.body, by)
    item = agenda.add(
        by=by, session=later, kind="minutes", title="Protokoll genehmigen", source=f"minutes:{of.pk}"
    )
    balloting.take_up(by=by, item=item)
    resolving.resolve(by=by, item=item, outcome=outcome, text="Das Protokoll ist genehmigt.")
    resolving.finish_item(by=by, item=item)
    return later


def presented(by: Account, **rules: object) -> Minutes:
    session = earlier(evening(by, **rules), 20)
    return minuting.present(by=by, minutes=minutes_of(session))


def test_in_a_body_without_silence_only_a_session_that_resolved_so_approves(mara):
    held = presented(mara, silence_days=0)
    assert held.silence_until is None and minuting.approve_silent() == 0
    minuting.object_to(by=mara, minutes=held, text="Zu knapp.", name="Frau X")
    later = approval(held.session, mara)
    for other in (held.session, later):
        with pytest.raises(Refused, match="nur eine spätere Sitzung"):
            minuting.approve(by=mara, minutes=held, session=other)
    later = resolving.close_session(by=mara, session=later)
    held.refresh_from_db()
    if held.state == MinutesState.PRESENTED:
        minuting.publish(by=mara, minutes=minuting.approve(by=mara, minutes=held, session=later))
    held = minutes_of(held.session)
    assert held.approved_in == later and held.state == MinutesState.PUBLISHED
    assert held.remarks.get(kind="objection").answer == (
        "Das Gremium hat in der 2. Sitzung beschlossen: Das Protokoll ist genehmigt."
    )
    told = html(of_data(held.document["de"]))
    assert (
        "Einwände gegen das Protokoll" in told and "als es das Protokoll in der 2. Sitzung genehmigte" in told
    )
    assert (
        "Zu knapp." not in told
        and "Frau X" not in told
        and "Objections" in html(of_data(held.document["en"]))
    )
    assert "genehmigt in der 2. Sitzung" in html(composed(record(held)))


def test_an_objection_is_seen_where_the_minutes_are_approved(client, mara):
    held = presented(mara, silence_days=0)
    member = Holding.objects.filter(seat__body=held.session.body, seat__bank="residents").first()
    later = opened(held.session.body, mara)
    agenda.add(
        by=mara,
        session=later,
        kind="minutes",
        title="Protokoll genehmigen",
        source=f"minutes:{held.session_id}",
    )
    mine = Invitation.objects.create(session=later, holding=member, sequence=0)
    own = reverse("conferences:invitation", args=[passes.of_invitation(mine)])
    page, folded = (reverse(f"conferences:{name}", args=[later.pk]) for name in ("session", "dossier"))
    for address in (own, page, folded):
        assert "Dagegen liegt" not in client.get(address).content.decode()
    before = Invitation.objects.create(session=held.session, holding=member, sequence=0)
    minuting.object_to(by=mara, minutes=held, text="Zu knapp.", name="Frau X")
    link = f"/konferenzen/sitzungen/{held.session_id}/protokoll/"
    for address in (own, page, folded):
        told = client.get(address).content.decode()
        assert "Dagegen liegt ein Einwand vor." in told and link in told, address
        assert ("Zu knapp." in told) == (address == own) and "Frau X" not in told
    told = client.get(own).content.decode()
    assert f"einladung={passes.of_invitation(before)}".replace(":", "%3A") in told
    edit = reverse("conferences:minutes_edit", args=[held.session_id])
    client.force_login(mara)
    told = client.get(edit).content.decode()
    assert "Es gibt einen Einwand ohne Antwort" in told and "von selbst genehmigt" not in told
    desk = client.get("/schreibtisch/").content.decode()
    assert "Einwand gegen das Protokoll beantworten" in desk
    balloting.take_up(by=mara, item=later.items.get(kind="minutes"))
    for address in (f"/raum/{later.room_key}/leinwand/", reverse("conferences:chair", args=[later.pk])):
        told = client.get(address).content.decode()
        assert "Dagegen liegt ein Einwand vor." in told and link in told and "Zu knapp." not in told, address


def test_a_resolution_in_effect_approves_and_publishes(mara):
    held = presented(mara)
    later = resolving.close_session(by=mara, session=approval(held.session, mara))
    resolution = later.resolutions.get()
    minuting.approve_by_resolution(by=mara, resolution=resolution)
    held = minutes_of(held.session)
    assert held.state == MinutesState.PUBLISHED and held.approved_in == later and held.document["en"]
    assert minuting.approve_by_resolution(by=mara, resolution=resolution) is None


def test_what_the_body_rejected_or_resolved_on_something_else_approves_nothing(mara):
    held = presented(mara)
    later = resolving.close_session(by=mara, session=approval(held.session, mara, Outcome.REJECTED))
    assert minuting.approve_by_resolution(by=mara, resolution=later.resolutions.get()) is None
    of_need = held.session.resolutions.get()
    assert minuting.approve_by_resolution(by=mara, resolution=of_need) is None
    with pytest.raises(Refused):
        minuting.approve(by=mara, minutes=held, session=later)
    assert minutes_of(held.session).state == MinutesState.PRESENTED


def test_the_page_offers_only_sessions_that_approved_them(mara):
    held = presented(mara)
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), Client()
    client.force_login(mara)
    later = resolving.close_session(by=mara, session=opened(held.session.body, mara))
    assert "Beschließt eine spätere Sitzung" in client.get(edit).content.decode()
    assert client.post(edit, {"act": "approve", "session": later.pk}).status_code == 422
    # As it is where the minutes were presented only after the body had approved them.
    Minutes.objects.update(state=MinutesState.DRAFT)
    later = resolving.close_session(by=mara, session=approval(held.session, mara))
    Minutes.objects.filter(pk=held.pk).update(state=MinutesState.PRESENTED)
    assert client.post(edit, {"act": "approve", "session": later.pk}).status_code == 302
    assert minutes_of(held.session).state == MinutesState.PUBLISHED


# -- who is told --


def test_who_sits_in_the_body_and_was_absent_is_told_that_silence_runs_and_by_which_link(mara):
    body = conference(mara, seats=1)
    seat(body, mara, name="Anna Abwesend", email="anna@example.org")
    planned = session(body, mara, begins=timezone.now() + timedelta(minutes=5), place="Bürgerhaus")
    agenda.add(by=mara, session=planned, kind="topic", title="Punkt")
    inviting.invite(by=mara, session=planned, reason="Es eilt.")
    running = attending.open_session(by=mara, session=Session.objects.get(pk=planned.pk))
    there = Holding.objects.filter(seat__body=body).exclude(name="Anna Abwesend").first()
    attending.arrive(by=mara, session=running, holding=there)
    held = minutes_of(resolving.close_session(by=mara, session=running))
    minuting.present(by=mara, minutes=held)
    letters = Message.objects.filter(letter="minutes")
    assert letters.count() == 5
    mail = letters.get(contact__isnull=False)
    assert "nicht dabei" in mail.body and "niemand einen Einwand" in mail.body
    assert sum("nicht dabei" in one.body for one in letters) == 4
    (link,) = [word for word in closing(mail).split() if "/protokoll/" in word]
    page = "/" + link.partition("://")[2].partition("/")[2]
    assert "War etwas anders?" in Client().get(page).content.decode()


def test_what_was_counted_once_is_counted_again_only_where_something_else_lies_there(mara, monkeypatch):
    held = minutes_of(evening(mara))
    ballot = Ballot.objects.get(item__session=held.session, state="closed")
    assert record(held).agrees == {ballot.pk: True}
    counted = []
    count = counting.count
    monkeypatch.setattr(counting, "count", lambda *given: counted.append(1) or count(*given))
    assert record(held).agrees == {ballot.pk: True} and not counted
    Vote.objects.filter(ballot=ballot, value="yes").update(value="no")
    assert record(held).agrees == {ballot.pk: False} and counted


# -- what was, by the rules that were --


def test_rules_changed_afterwards_change_nothing_in_what_was(mara):
    session = earlier(evening(mara, quorum_percent=50, invitation_days=3), 30)
    session.invited = session.begins - timedelta(days=5)
    session.save(update_fields=["invited"])
    before = record(minutes_of(session))
    assert before.quorate and before.invited.kept
    for percent in (90, 100):
        seating.change_rules(
            by=mara, body=Session.objects.get(pk=session.pk).body, quorum_percent=percent, quorum_per_bank=3,
            invitation_days=21,
        )  # fmt: skip
    after = record(minutes_of(session))
    assert (after.needed, after.quorate, after.invited) == (before.needed, before.quorate, before.invited)
    assert minutes_of(session).session.body.quorum_percent == 100


def test_what_is_left_open_is_what_waits_and_what_has_no_result(mara):
    running = opened(conference(mara, seats=1), mara)
    kinds = (
        ("Wartet", "carry"),
        ("Ohne Ergebnis", "carry"),
        ("Mit Ergebnis", "carry"),
        ("Nur beraten", "none"),
    )
    made = [
        agenda.add(by=mara, session=running, kind="topic", title=title, method=method)
        for title, method in kinds
    ]
    AgendaItem.objects.filter(pk__in=[one.pk for one in made[1:]]).update(state="open")
    result = {"by": mara, "item": made[2], "outcome": Outcome.ADOPTED, "text": "Ja."}
    resolution = resolving.resolve(**result)
    assert [one.title for one in left_open(running)] == ["Wartet", "Ohne Ergebnis"]
    resolving.take_back(by=mara, resolution=resolution, reason="Verlesen.")
    assert [one.title for one in left_open(running)] == ["Wartet", "Ohne Ergebnis", "Mit Ergebnis"]
    resolving.finish_item(by=mara, item=made[0], postponed=True)
    for item in made[1], made[3]:
        resolving.finish_item(by=mara, item=item)
    left = ["Wartet", "Ohne Ergebnis", "Mit Ergebnis"]
    assert [one.title for one in left_open(running)] == left
    resolving.close_session(by=mara, session=running)
    assert [one.title for one in running.items.filter(state="postponed")] == left


def test_an_item_that_was_left_after_something_happened_on_it_is_told_whole(mara):
    running = evening(mara, closed=False)
    first = running.items.get(need__isnull=False)
    item = agenda.add(by=mara, session=running, kind="topic", title="Spielstraße", method="carry")
    balloting.take_up(by=mara, item=item)
    speaking.take_position(by=mara, item=item, bank="politics", text="Lieber nicht.")
    voter = running.attendees.filter(voting=True).last()
    ballot = balloted(item, mara, {voter: "no"})
    speaking.dissent(by=mara, item=item, bank="providers", text="Wir hätten sie gern.")
    resolving.finish_item(by=mara, item=item, postponed=True)
    told = html(composed(record(minutes_of(resolving.close_session(by=mara, session=running)))))
    agenda_, _line, left = told.rpartition("Verschoben auf die nächste Sitzung")
    for words in ("Lieber nicht.", "Wir hätten sie gern.", ballot.question):
        assert words in agenda_
    assert "Spielstraße" in left and "Wo tagt die nächste Konferenz?" not in agenda_
    assert str(first.title) not in left
