"""What is done at once: all conferences of a planning area are set up; a body gets all its seats and who holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.actions.seating import set_up_body
from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.rules import Agent, Refused

name_acts({"conferences.constituted": gettext_lazy("Gremium besetzt")})


@dataclass(frozen=True)
class Holder:
    """Who holds a seat, or stands in for who does; from the day on which the body is constituted."""

    name: str
    part: str = Holding.Part.MEMBER
    account: Account | None = None
    name_is_public: bool = False
    until: date | None = None
    appointed_by: str = ""


@dataclass(frozen=True)
class Chair:
    """A seat with who holds it: at most one member and one deputy."""

    bank: str
    on_behalf_of: str
    holders: tuple[Holder, ...] = ()
    organisation: Organisation | None = None
    voting: bool = True


@transaction.atomic
def set_up_area(
    *, by: Agent, planning_area: str, seats_per_bank: int = 2, since: date | None = None
) -> list[Body]:
    """The conferences that a planning area ("planungsraeume/1") lacks, each with empty seats; raises Refused if none.

    Each is set up by itself: its own line in the journal, and who may is asked for each.
    """
    lacking = places.lacking(planning_area, since)
    if not lacking:
        raise Refused(_("In diesem Planungsraum haben alle ihre Konferenz."))
    return [
        set_up_body(
            by=by, kind=one.kind, name=one.title, scope=one.place.scope, edition=one.place.edition,
            planning_area=planning_area, since=since, seats_per_bank=seats_per_bank,
        )
        for one in lacking
    ]  # fmt: skip


@transaction.atomic
def constitute(*, by: Agent, body: Body, chairs: Sequence[Chair]) -> list[Seat]:
    """A body that has no seats yet gets all of them from today on, each with who holds it; one line in the journal."""
    kept = Body.objects.select_for_update().get(pk=body.pk)
    actor = rules.running(by, kept)
    _require_whole(kept, chairs)
    today = clock.today()
    during = DateRange(today, kept.during.upper)
    seats = Seat.objects.bulk_create(
        Seat(
            body=kept, bank=one.bank, on_behalf_of=one.on_behalf_of.strip(), organisation=one.organisation,
            voting=one.voting, during=during,
        )
        for one in chairs
    )  # fmt: skip
    held = Holding.objects.bulk_create(
        Holding(
            seat=seat, part=one.part, name=one.name.strip(), account=one.account, name_is_public=one.name_is_public,
            during=DateRange(today, one.until or kept.during.upper), appointed_by=one.appointed_by,
        )
        for seat, chair in zip(seats, chairs, strict=True)
        for one in chair.holders
    )  # fmt: skip
    details: dict[str, Any] = {
        "from": today.isoformat(), "seats": [[one.pk, one.bank, one.voting] for one in seats],
        "holdings": [[one.pk, one.seat_id, str(one.part)] for one in held],
    }  # fmt: skip
    steps.note(by=actor, act="conferences.constituted", what=kept, details=details)
    return seats


def _require_whole(body: Body, chairs: Sequence[Chair]) -> None:
    if body.seats.exists():
        raise Refused(_("Dieses Gremium hat schon Sitze."))
    if clock.today() not in body.during:
        raise Refused(_("An diesem Tag gibt es das Gremium nicht."))
    holders = [one for chair in chairs for one in chair.holders]
    if not all(one.on_behalf_of.strip() for one in chairs) or not all(one.name.strip() for one in holders):
        raise Refused(_("Bitte nennen Sie für jeden Sitz, für wen er ist, und einen Namen."))
    members = Counter(one.account.pk for one in holders if one.account and one.part == Holding.Part.MEMBER)
    if any(seats > 1 for seats in members.values()):
        raise Refused(_("Eine Person hat mehr als einen Sitz."))
