"""A whole evening of a conference, through actions only: a need, a guest, somebody late, a conflict, a dissent."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from sozialraum.planning.conferences.actions import (
    agenda,
    attending,
    balloting,
    minuting,
    resolving,
    speaking,
)
from sozialraum.planning.conferences.models import Body, Holding, Minutes, Presence, Session
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from worlds.conferring import conference, seat
from worlds.meeting import attendees, balloted, on_need, opened
from worlds.voices import said

HIDDEN = "Hanna Heimlich"
DISSENT = "Die Bank hilft niemandem, der nachts schlafen will."


def bench(by: Account, text: str = "Am Anger fehlt eine Bank.", **values: object) -> Need:
    """A need that is deliberated: its words are read."""
    need = said(text, **values).contribution.need
    checking.accept(by=by, need=need)
    return Need.objects.get(pk=need.pk)


def evening(by: Account, *, closed: bool = True, body: Body | None = None, **rules: object) -> Session:
    """The session; closed, with what it resolved in effect. Seats: two a bank, and one of somebody who isn't named."""
    body = body or conference(by, seats=2, **rules)
    seat(body, by, name=HIDDEN, name_is_public=False, email="hanna@example.org")
    running = opened(body, by, absent=2)
    hidden = attending.arrive(by=by, session=running, holding=Holding.objects.get(name=HIDDEN))
    attending.arrive_as_guest(by=by, session=running, name="Gustav Gast")
    item = on_need(running, bench(by), by)
    _late(by, running)
    here = [one for one in attendees(running) if one.voting]
    speaking.take_position(by=by, item=item, bank="providers", text="Wir pflegen sie mit.")
    speaking.declare_conflict(by=by, attendee=here[0], item=item, reason="Ihm gehört der Anger.")
    void = balloted(item, by, dict.fromkeys(here[1:3], "yes"))
    balloting.annul(by=by, ballot=void, reason="Zu früh ausgezählt.")
    ballot = balloted(item, by, dict.fromkeys(here[1:-1], "yes") | {hidden: "no"})
    resolving.resolve(
        by=by, item=item, ballot=ballot, outcome=Outcome.CARRIED, text="Die Konferenz trägt die Bank mit.",
        reason="Viele sitzen dort.",
    )  # fmt: skip
    speaking.dissent(attendee=hidden, item=item, text=DISSENT)
    resolving.finish_item(by=by, item=item)
    agenda.add(by=by, session=running, kind="topic", title="Wo tagt die nächste Konferenz?")
    return resolving.close_session(by=by, session=running) if closed else running


def _late(by: Account, running: Session) -> None:
    """The last member comes when the first item has begun."""
    absent = Holding.objects.filter(seat__body=running.body, part="member").exclude(attended__session=running)
    attending.arrive(by=by, session=running, holding=absent.get())


def minutes_of(session: Session) -> Minutes:
    return Minutes.objects.select_related("session__body").get(session=session)


def earlier(session: Session, days: int) -> Session:
    """The same session some days ago, as if it had been then; its presences with it."""
    by = timedelta(days=days)
    for name in ("begins", "ends", "opened", "closed", "invited"):
        if getattr(session, name):
            setattr(session, name, getattr(session, name) - by)
    session.save()
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE conferences_presence SET arrived = arrived - %s, "left" = "left" - %s WHERE id = ANY(%s)',
            [by, by, list(Presence.objects.filter(attendee__session=session).values_list("pk", flat=True))],
        )
    return session


def silence_over(minutes: Minutes) -> Minutes:
    """The time for objections is over, and nobody had one: housekeeping approves and publishes."""
    Minutes.objects.filter(pk=minutes.pk).update(silence_until=timezone.localdate() - timedelta(days=1))
    minuting.approve_silent()
    return minutes_of(minutes.session)
