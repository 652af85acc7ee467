"""A conference of the first social space in the city on squared paper, through actions only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sozialraum.planning.conferences.actions import agenda, preparing, seating
from sozialraum.planning.conferences.models import AgendaItem, Body, Holding, Session
from sozialraum.planning.people.models import Account, Scope
from sozialraum.planning.people.roles import Bank
from worlds.people import LONG_AGO
from worlds.voices import AREA, EDITION, SPACE

HERE = Scope("social_space", SPACE)


def conference(
    by: Account, *, seats: int = 2, name: str = "Sozialraumkonferenz Anger", **rules: object
) -> Body:
    """The Sozialraumkonferenz of the first space: so many seats a bank, each with a member."""
    kind = Body.Kind.SOCIAL_SPACE_CONFERENCE
    return _seated(by, seats, kind=kind, name=name, scope=HERE, edition=EDITION, **rules)


def conference_of_area(by: Account, *, seats: int = 1, name: str = "Planungsraumkonferenz Mitte") -> Body:
    """The same of the first planning area."""
    scope = Scope("planning_area", AREA)
    return _seated(by, seats, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name=name, scope=scope, edition="")


def _seated(by: Account, seats: int, **values: Any) -> Body:
    body = seating.set_up_body(by=by, planning_area=AREA, since=LONG_AGO, **values)
    for bank in Bank:
        for number in range(1, seats + 1):
            seat(body, by, bank=bank, name=f"{bank.label} {number}")
    return body


def seat(
    body: Body, by: Account, *, bank: str = Bank.RESIDENTS, name: str = "Erika Beispiel", **values: object
) -> Holding:
    """A seat and who holds it. `values`: account, email, part, voting."""
    voting = values.pop("voting", True)
    made = seating.make_seat(
        by=by, body=body, bank=bank, on_behalf_of=f"für {name}", voting=voting, since=LONG_AGO
    )
    values.setdefault("name_is_public", True)
    return seating.seat_somebody(by=by, seat=made, name=name, since=LONG_AGO, **values)


def session(body: Body, by: Account, *, begins: datetime | None = None, **values: object) -> Session:
    """A planned session, now unless said otherwise."""
    begins = begins or timezone.now()
    return preparing.plan(by=by, body=body, begins=begins, ends=begins + timedelta(hours=2), **values)


def item(of: Session, by: Account, title: str = "Bank am Anger", **values: object) -> AgendaItem:
    """A point at the end of an agenda."""
    kind = str(values.pop("kind", "need" if "need" in values else "topic"))
    return agenda.add(by=by, session=Session.objects.get(pk=of.pk), kind=kind, title=title, **values)
