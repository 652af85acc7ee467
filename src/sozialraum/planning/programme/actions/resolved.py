"""What a conference resolved to pay from its fund is reserved there at once, project by project."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules as conferences
from sozialraum.planning.conferences.models import Body, Option, Resolution
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent
from sozialraum.planning.programme import bookings
from sozialraum.planning.programme.models import Booking, Fund
from sozialraum.planning.programme.queries.accounts import standing
from sozialraum.planning.statistics.words import euros

CENTS = 100


@transaction.atomic
def reserve_winners(*, by: Agent, resolution: Resolution) -> None:
    """The consequence of a fund that a conference divided; see resolving.follow_up.

    The winners' costs are reserved in the conference's fund of that year, in the order in which they won. Where there
    is no fund it is opened and filled with what stood on the agenda; what is not free is left out and said.
    """
    costs = _won(resolution)
    if resolution.outcome != Outcome.FUNDED or not costs:
        return
    body = resolution.session.body
    actor = conferences.running(by, body)
    fund = _fund(actor, body, resolution)
    kept, today = bookings.locked(fund), clock.today()
    options = {one.pk: one for one in Option.objects.filter(pk__in=costs).select_related("need")}
    missing = []
    for pk, cost in costs.items():
        option = options[pk]
        if cost > standing(kept).free:
            missing.append(f"{option.title} ({euros(cost)})")
            continue
        bookings.reserved(actor, kept, cost, today, option.title, resolution=resolution, need=option.need)
    resolution.details = resolution.details | {"fund": kept.pk, "followed": f"/geld/fonds/{kept.pk}/"}
    if missing:
        told = _("Im Fonds ist nicht genug frei. Nicht reserviert: %(what)s.")
        resolution.details |= {"not_taken": told % {"what": ", ".join(missing)}}


def _won(resolution: Resolution) -> dict[int, Decimal]:
    """Options that are paid for with what they cost, in the order in which they won."""
    if resolution.ballot is None or "bought" not in resolution.ballot.result:
        return {}
    result = resolution.ballot.result
    cents = {one["option"]: one["cost"] for one in result["options"]}
    won = [*(one["option"] for one in result["bought"]), *result["completed"]]
    return {pk: Decimal(cents[pk]) / CENTS for pk in won if cents[pk]}


def _fund(actor: Actor, body: Body, resolution: Resolution) -> Fund:
    """The body's fund of the year in which it met; opened and filled where there is none."""
    year = timezone.localtime(resolution.session.begins or clock.now()).year
    found = bookings.fund_of(body, year)
    if found is not None:
        return found
    made = bookings.open_for(actor, body, year)
    if resolution.item.fund:
        text = bookings.in_german(gettext_lazy("Betrag laut Tagesordnung"))
        amount = Decimal(resolution.item.fund) / CENTS
        bookings.booked(
            actor, "programme.money_deposited", made, Booking.Kind.DEPOSIT, amount, clock.today(), text,
            resolution=resolution,
        )  # fmt: skip
    return made
