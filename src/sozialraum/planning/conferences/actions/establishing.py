"""All conferences of a planning area are set up at once: its own, and one for each of its social spaces."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.actions.seating import set_up_body
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.people.rules import Agent, Refused


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
