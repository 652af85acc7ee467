"""A session is planned, moved, called off; who sits in the body is invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts({"conferences.planned": gettext_lazy("Sitzung geplant")})


@transaction.atomic
def plan(
    *, by: Agent, body: Body, begins: datetime | None = None, ends: datetime | None = None, **values: Any
) -> Session:
    """A session of a body; without a moment its date is to be found. `values`: place, access, note, chair, …"""
    kept = Body.objects.select_for_update().get(pk=body.pk)  # numbers are given one after the other
    actor = rules.running(by, kept)
    if begins is not None and begins.date() not in kept.during:
        raise Refused(_("An diesem Tag gibt es das Gremium nicht."))
    last = kept.sessions.order_by("-number").values_list("number", flat=True).first() or 0
    session = Session.objects.create(
        body=kept, number=last + 1, state=SessionState.PLANNED if begins else SessionState.FINDING, begins=begins,
        ends=ends, made=clock.now(), **({"is_public": kept.is_public} | values),
    )  # fmt: skip
    steps.note(by=actor, act="conferences.planned", what=session, details={"begins": _moment(begins)})
    return session


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
