"""From nothing to a sent invitation; a date is found; a session is moved, called off, called again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.actions import agenda, finding, inviting, options, preparing
from sozialraum.planning.conferences.models import Body, DateAnswer, Invitation, Session
from sozialraum.planning.conferences.queries.dates import overview
from sozialraum.planning.conferences.queries.preparation import steps, usual
from sozialraum.planning.conferences.states import ItemState, Method, SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.people import LONG_AGO, somebody, today
from worlds.voices import manager, need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def boss(client):
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def body(boss):
    return conference(boss)


def fields(client, at: str) -> dict[str, str]:
    """What a form is filled with when it is opened."""
    form = client.get(at).context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in found.items() if value is not False}


# -- the whole, in a few clicks --------------------------------------------------------------------------------


def test_from_nothing_to_a_sent_invitation_in_three_clicks(client, body, boss):
    one = need("Am Anger fehlt eine Bank.")
    checking.accept(by=boss, need=one)
    seat(body, boss, name="Erika Mail", email="erika@example.org")
    new = f"/konferenzen/gremien/{body.pk}/sitzung/"
    at = client.post(new, fields(client, new) | {"place": "Bürgerhaus"})["Location"]  # 1: planned
    assert at.endswith("/tagesordnung/")
    assert client.post(at, {"do": "take", "all": "1"})["Location"] == at  # 2: taken
    there = f"/konferenzen/sitzungen/{Session.objects.get().pk}/einladungen/"
    assert there in client.get(at).content.decode()
    assert client.post(there)["Location"] == there  # 3: sent
    made = Session.objects.get()
    assert made.state == SessionState.INVITED and made.items.filter(need=one).exists()
    assert Message.objects.get(letter="invitation", state=Message.State.READY).calendar
    assert Invitation.objects.count() == 9


def test_what_is_usual_is_filled_in_and_keeps_the_period(client, body, boss):
    first = usual(body, "Mara")
    assert (timezone.localdate(first.begins) - today()).days >= body.invitation_days
    last = session(body, boss, begins=first.begins, place="Rathaus", chair="Clara", access="Rampe")
    Session.objects.filter(pk=last.pk).update(
        begins=first.begins - timedelta(days=364),
        ends=first.begins - timedelta(days=364) + timedelta(minutes=90),
    )
    again = usual(body, "Mara")
    assert (again.place, again.access, again.chair) == ("Rathaus", "Rampe", "Clara")
    assert again.begins.weekday() == timezone.localtime(first.begins).weekday()
    assert again.ends - again.begins == timedelta(minutes=90)


def test_a_date_is_to_be_found(client, body, boss):
    new = f"/konferenzen/gremien/{body.pk}/sitzung/"
    values = fields(client, new) | {"how": "finding", "day": "", "begins_at": "", "ends_at": ""}
    assert client.post(new, values)["Location"].endswith("/termin/")
    made = Session.objects.get()
    assert made.state == SessionState.FINDING and made.begins is None
    assert client.get(f"/konferenzen/sitzungen/{made.pk}/vorbereiten/").status_code == 200


def test_a_day_is_needed_and_an_end_after_the_beginning(client, body):
    new = f"/konferenzen/gremien/{body.pk}/sitzung/"
    filled = fields(client, new)
    for wrong in ({"day": ""}, {"ends_at": "17:00", "begins_at": "18:00"}, {"day": "2001-01-01"}):
        assert client.post(new, filled | wrong).status_code == 422
    assert not Session.objects.exists()


def test_the_steps_say_what_is_missing(body, boss):
    made = preparing.plan(by=boss, body=body)
    assert [one.state for one in steps(made)] == ["now", "now", "later", "later"]
    finding.propose_dates(by=boss, session=made, moments=moments())
    made = finding.choose_date(by=boss, session=made, proposal=made.date_proposals.first())
    assert [one.state for one in steps(made)] == ["now", "now", "later", "now"]
    assert "Der Ort fehlt" in steps(made)[0].missing
    made = preparing.change(by=boss, session=made, place="Bürgerhaus")
    agenda.add(by=boss, session=made, kind="topic", title="x")
    assert [one.state for one in steps(made)] == ["done", "done", "done", "now"]
    inviting.invite(by=boss, session=made)
    made.refresh_from_db()
    assert [one.state for one in steps(made)] == ["done"] * 4
    agenda.add(by=boss, session=made, kind="topic", title="y")
    assert steps(made)[3].state == "now" and "geändert" in steps(made)[3].missing


# -- a date is found -------------------------------------------------------------------------------------------


def moments(count: int = 3):
    first = timezone.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=30)
    return [first + timedelta(days=number) for number in range(count)]


def said(made: Session, name: str, *answers: str) -> None:
    """What somebody says to the moments in their order."""
    invitation = Invitation.objects.get(session=made, holding__name=name)
    proposals = made.date_proposals.all()
    finding.answer_dates(
        by=None, invitation=invitation, answers={one.pk: a for one, a in zip(proposals, answers, strict=True)}
    )


def test_the_best_date_is_quorate_with_all_banks(body, boss):
    made = preparing.plan(by=boss, body=body)
    assert finding.propose_dates(by=boss, session=made, moments=moments()) == 8
    assert Message.objects.filter(letter="dates").count() == 8
    for bank in ("Politik", "Verwaltung", "Träger"):
        said(made, f"{bank} 1", "yes", "yes", "no")
        said(made, f"{bank} 2", "yes", "no", "maybe")
    said(made, "Bewohnerschaft 1", "no", "yes", "maybe")
    found = overview(made)
    first, second, third = found.moments
    assert (first.yes, second.yes, third.yes) == (6, 4, 0)
    assert first.is_quorate and not first.has_all_banks
    assert second.is_quorate and second.has_all_banks
    assert not third.is_quorate and third.with_maybe is (4 * 100 >= 50 * 8)
    assert found.best is second and (found.asked, found.answered) == (8, 7)


def test_a_deputy_counts_for_the_chair(body, boss):
    from sozialraum.planning.conferences.actions import seating
    from sozialraum.planning.conferences.models import Holding

    held = Holding.objects.get(name="Politik 1")
    seating.seat_somebody(by=boss, seat=held.seat, part="deputy", name="Vera", since=LONG_AGO)
    made = preparing.plan(by=boss, body=body)
    finding.propose_dates(by=boss, session=made, moments=moments(2))
    said(made, "Politik 1", "no", "no")
    said(made, "Vera", "yes", "maybe")
    assert [one.yes for one in overview(made).moments] == [1, 0]
    assert [one.maybe for one in overview(made).moments] == [0, 1]


def test_each_bank_must_reach_its_own_quorum(boss):
    body = conference(boss, quorum_per_bank=2, quorum_percent=10)
    made = preparing.plan(by=boss, body=body)
    finding.propose_dates(by=boss, session=made, moments=moments(2))
    for bank in ("Politik", "Verwaltung", "Träger", "Bewohnerschaft"):
        said(made, f"{bank} 1", "yes", "yes")
        said(made, f"{bank} 2", "yes", "no")
    assert [one.is_quorate for one in overview(made).moments] == [True, False]


def test_other_dates_keep_what_was_said_to_those_that_stay(body, boss):
    made = preparing.plan(by=boss, body=body)
    finding.propose_dates(by=boss, session=made, moments=moments(2))
    said(made, "Politik 1", "yes", "no")
    finding.propose_dates(by=boss, session=made, moments=moments(3)[1:])
    assert DateAnswer.objects.get().answer == "no"
    for wrong in (moments(1), moments(9), [timezone.now() - timedelta(days=1), *moments(2)]):
        with pytest.raises(Refused):
            finding.propose_dates(by=boss, session=made, moments=wrong)


def test_dates_are_proposed_answered_and_chosen_on_pages(client, body, boss):
    made = preparing.plan(by=boss, body=body)
    at = f"/konferenzen/sitzungen/{made.pk}/termin/"
    assert client.post(at, {"do": "propose"}).status_code == 422
    values = {"do": "propose"}
    for number, moment in enumerate(moments(2), 1):
        values |= {f"day_{number}": moment.date().isoformat(), f"at_{number}": "18:00"}
    assert client.post(at, values)["Location"] == at
    invitation = Invitation.objects.filter(session=made).first()
    mine = f"/konferenzen/einladung/{passes.of_invitation(invitation)}/"
    shown = client.get(mine).content.decode()
    first, second = made.date_proposals.all()
    assert shown.count('type="radio"') == 6
    assert client.post(mine, {f"date_{first.pk}": "yes"}).status_code == 422
    answers = {f"date_{first.pk}": "yes", f"date_{second.pk}": "maybe"}
    assert client.post(mine, answers)["Location"] == f"{mine}?getan"
    assert "1 von 8 Mitgliedern" in client.get(at).content.decode()
    assert client.post(at, {"do": "choose", "proposal": "0", "minutes": "90"}).status_code == 422
    assert client.post(at, {"do": "choose", "proposal": first.pk, "minutes": "90"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.begins, made.ends) == (
        "planned",
        first.begins,
        first.begins + timedelta(minutes=90),
    )
    assert client.post(at, values).status_code == 422
    assert "Der Termin steht" in client.get(mine).content.decode()


# -- moved, called off, called again ---------------------------------------------------------------------------


def test_moving_is_one_form(client, body, boss):
    made = session(body, boss, begins=timezone.now() + timedelta(days=30), place="Bürgerhaus")
    agenda.add(by=boss, session=made, kind="topic", title="x")
    inviting.invite(by=boss, session=made)
    at = f"/konferenzen/sitzungen/{made.pk}/vorbereiten/"
    filled = fields(client, at)
    assert client.post(at, filled | {"place": ""}).status_code == 422
    assert client.post(at, filled | {"place": "Rathaus"})["Location"] == at
    made.refresh_from_db()
    assert (made.place, made.sequence) == ("Rathaus", 1)
    assert "Alle Eingeladenen bekommen Nachricht" in client.get(at).content.decode()


def test_a_planned_session_keeps_a_date_and_a_body_that_exists(body, boss):
    made = session(body, boss, begins=timezone.now() + timedelta(days=30))
    for values in (
        {"begins": None, "ends": None},
        {"begins": timezone.now() - timedelta(days=9999), "ends": None},
    ):
        with pytest.raises(Refused):
            preparing.change(by=boss, session=made, **values)
    with pytest.raises(NotAllowed):
        preparing.change(by=somebody(), session=made, place="x")


def test_calling_off_asks_why(client, body, boss):
    made = session(body, boss, begins=timezone.now() + timedelta(days=30))
    at = f"/konferenzen/sitzungen/{made.pk}/absagen/"
    assert "Noch weiß niemand" in client.get(at).content.decode()
    assert client.post(at, {"reason": ""}).status_code == 422
    assert client.post(at, {"reason": "Der Saal ist nass."}).status_code == 302
    made.refresh_from_db()
    assert made.state == SessionState.CANCELLED and not Message.objects.filter(letter="cancelled").exists()
    assert Entry.objects.get(act="conferences.cancelled").reason == "Der Saal ist nass."


def test_called_again_it_takes_over_what_was_not_dealt_with(client, body, boss):
    before = session(body, boss, begins=timezone.now() - timedelta(days=1), place="Bürgerhaus")
    done = agenda.add(by=boss, session=before, kind="topic", title="Erledigt")
    left = agenda.add(
        by=boss, session=before, kind="topic", title="Offen", source="x:1", method=Method.CONSENSING
    )
    options.add_option(by=boss, item=left, title="Zwei Bänke")
    type(done).objects.filter(pk=done.pk).update(state=ItemState.DONE)
    soon = timezone.now() + timedelta(days=20)
    with pytest.raises(Refused):
        preparing.call_again(by=boss, session=before, begins=soon)
    Session.objects.filter(pk=before.pk).update(state=SessionState.CLOSED)
    at = f"/konferenzen/sitzungen/{before.pk}/vorbereiten/"
    assert f"?wieder={before.pk}" in client.get(at).content.decode()
    new = f"/konferenzen/gremien/{body.pk}/sitzung/?wieder={before.pk}"
    assert client.post(new, fields(client, new)).status_code == 302
    again = Session.objects.get(repeats=before)
    assert (again.number, again.place, again.state) == (2, "Bürgerhaus", "planned")
    (item,) = again.items.all()
    assert (item.title, item.position, item.source) == ("Offen", 1, "x:1")
    assert [(o.title, o.is_passive) for o in item.options.all()][1:] == [("Zwei Bänke", False)]
    assert item.options.filter(is_passive=True).count() == 1
    with pytest.raises(Refused):
        preparing.call_again(by=boss, session=before, begins=soon)


def test_only_who_runs_the_place_prepares(client, body, boss):
    made = session(body, boss, begins=timezone.now() + timedelta(days=30))
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    for at in ("vorbereiten", "termin", "absagen"):
        where = f"/konferenzen/sitzungen/{made.pk}/{at}/"
        assert client.get(where).status_code == 403 and client.post(where, {"reason": "x"}).status_code == 403
    assert client.post(f"/konferenzen/gremien/{body.pk}/sitzung/").status_code == 403
    assert Body.objects.get().sessions.count() == 1
