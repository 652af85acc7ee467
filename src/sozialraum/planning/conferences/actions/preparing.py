"""A session is planned, moved, called off, called again over what is still open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import letters, rules, steps
from sozialraum.planning.conferences.models import AgendaItem, Body, Option, Session
from sozialraum.planning.conferences.states import ItemState, SessionState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.planned": gettext_lazy("Sitzung geplant"),
        "conferences.session_changed": gettext_lazy("Angaben zu einer Sitzung geändert"),
        "conferences.cancelled": gettext_lazy("Sitzung abgesagt"),
        "conferences.called_again": gettext_lazy("Sitzung erneut einberufen"),
    }
)

CHANGEABLE = ("begins", "ends", "place", "access", "note", "chair", "minute_taker", "is_public")
TOLD = ("begins", "ends", "place", "access")  # whoever is invited hears of it at once
YEARS_BACK, YEARS_AHEAD = -30, 10  # a year further away is a slip of the pen
TAKEN_ALONG = ("kind", "title", "text", "need", "source", "method", "secret", "minutes", "fund", "places")


@transaction.atomic
def plan(
    *, by: Agent, body: Body, begins: datetime | None = None, ends: datetime | None = None, **values: Any
) -> Session:
    """A session of a body; without a moment its date is to be found. `values`: place, access, note, chair, …"""
    kept = Body.objects.select_for_update().get(pk=body.pk)  # numbers are given one after the other
    actor = rules.running(by, kept)
    _require_time(kept, begins, ends)
    last = kept.sessions.order_by("-number").values_list("number", flat=True).first() or 0
    session = Session.objects.create(
        body=kept, number=last + 1, state=SessionState.PLANNED if begins else SessionState.FINDING, begins=begins,
        ends=ends, made=clock.now(), **({"is_public": kept.is_public} | values),
    )  # fmt: skip
    steps.note(by=actor, act="conferences.planned", what=session, details={"begins": _moment(begins)})
    return session


@transaction.atomic
def change(*, by: Agent, session: Session, **values: Any) -> Session:
    """Another time, place or person; who was invited is told at once of what concerns them. `values`: CHANGEABLE."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_before(kept)
    before = {field: getattr(kept, field) for field in CHANGEABLE}
    for field, value in values.items():
        if field not in CHANGEABLE:
            raise ValueError(f"{field} of a session is not changed by this")
        setattr(kept, field, value)
    changed = [field for field in CHANGEABLE if before[field] != getattr(kept, field)]
    if not changed:
        return kept
    _require_time(kept.body, kept.begins, kept.ends)
    if kept.begins is None and kept.state != SessionState.FINDING:
        raise Refused(_("Eine geplante Sitzung braucht einen Termin. Sie können sie auch absagen."))
    if kept.begins is not None and kept.state == SessionState.FINDING:
        kept.state = SessionState.PLANNED
    tells = kept.state == SessionState.INVITED and any(field in TOLD for field in changed)
    if tells and not kept.place.strip():
        raise Refused(_("Bitte sagen Sie, wo die Sitzung ist."))
    kept.sequence += tells
    kept.save(update_fields=[*CHANGEABLE, "state", "sequence"])
    details = {"changed": changed, "begins": [_moment(before["begins"]), _moment(kept.begins)]}
    entry = steps.note(by=actor, act="conferences.session_changed", what=kept, details=details)
    if tells:
        was = {"was_begins": before["begins"], "was_place": before["place"], "changed": changed}
        letters.tell_everybody(actor=actor, entry=entry, session=kept, letter="changed", **was)
    return kept


@transaction.atomic
def cancel(*, by: Agent, session: Session, reason: str) -> Session:
    """Call it off; everybody who knew of it is told why, and it leaves their calendars."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    require_step(kept.state, SessionState.CANCELLED)
    reason = rules.require_reason(reason)
    kept.state, kept.cancelled_because = SessionState.CANCELLED, reason[:500]
    kept.sequence += 1
    kept.save(update_fields=["state", "cancelled_because", "sequence"])
    entry = steps.note(by=actor, act="conferences.cancelled", what=kept, reason=reason)
    letters.tell_of_the_end(actor=actor, entry=entry, session=kept)
    return kept


@transaction.atomic
def call_again(
    *, by: Agent, session: Session, begins: datetime, ends: datetime | None = None, **values: Any
) -> Session:
    """A session over the same matters, because too few had come: it takes over what was not dealt with."""
    kept = steps.locked(session)
    rules.running(by, kept.body)
    if kept.state != SessionState.CLOSED:
        raise Refused(_("Erneut einberufen wird eine Sitzung, die geschlossen ist."))
    if kept.repeated_by.exclude(state=SessionState.CANCELLED).exists():
        raise Refused(_("Diese Sitzung ist schon erneut einberufen."))
    open_items = list(kept.items.exclude(state=ItemState.DONE).prefetch_related("options"))
    if not open_items:
        raise Refused(_("In dieser Sitzung blieb nichts offen."))
    same = {
        field: getattr(kept, field) for field in ("place", "access", "chair", "minute_taker", "is_public")
    }
    again = plan(by=by, body=kept.body, begins=begins, ends=ends, repeats=kept, **(same | values))
    for place, item in enumerate(open_items, 1):
        _take_along(item, again, place)
    actor = rules.running(by, kept.body)
    details = {"repeats": kept.pk, "items": len(open_items)}
    steps.note(by=actor, act="conferences.called_again", what=again, details=details)
    return again


def _take_along(item: AgendaItem, session: Session, place: int) -> None:
    same = {field: getattr(item, field) for field in TAKEN_ALONG}
    made = AgendaItem.objects.create(session=session, position=place, **same)
    Option.objects.bulk_create(
        Option(
            item=made, position=one.position, title=one.title, text=one.text, need_id=one.need_id, cost=one.cost,
            is_passive=one.is_passive, proposed_by=one.proposed_by,
        )
        for one in item.options.all()
        if not one.withdrawn
    )  # fmt: skip


def _require_time(body: Body, begins: datetime | None, ends: datetime | None) -> None:
    if begins is not None and timezone.localdate(begins) not in body.during:
        raise Refused(_("An diesem Tag gibt es das Gremium nicht."))
    if begins is not None and not YEARS_BACK < begins.year - clock.today().year < YEARS_AHEAD:
        raise Refused(_("Bitte prüfen Sie das Jahr."))
    if begins is not None and ends is not None and ends <= begins:
        raise Refused(_("Das Ende liegt nicht nach dem Beginn."))


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
