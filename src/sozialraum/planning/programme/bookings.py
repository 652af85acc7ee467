"""Lines of an account as they are written down: locked, checked, with their line in the journal.

Only actions call what stands here, inside their transaction, with the actor that their own rule found. Every booking
locks its fund first, so that two who act at once can't promise or spend the same euro; several funds are locked in the
order of their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.conferences.models import Body, Resolution
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, record
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.programme.models import Booking, BudgetLine, Fund, Measure
from sozialraum.planning.programme.queries.accounts import standing
from sozialraum.planning.statistics.words import euros

Kind = Booking.Kind
CENT, LARGEST = Decimal("0.01"), Decimal("999999999999.99")
FIRST_YEAR, LAST_YEAR = 1990, 2200


def about(fund: Fund) -> Subject:
    """The subject of a journal line: the fund by its number and name."""
    return Subject("fund", str(fund.pk), str(fund))


def opened(
    actor: Actor, *, title: str, year: int, body: Body | None = None, edition: str = "", space: str = "",
    planning_area: str = "", budget_line: BudgetLine | None = None,
) -> Fund:  # fmt: skip
    """A new fund; a name is there once a year."""
    title = title.strip()
    if not title:
        raise Refused(_("Bitte geben Sie dem Fonds einen Namen."))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Dieses Jahr kann nicht stimmen."))
    try:
        with transaction.atomic():
            made = Fund.objects.create(
                title=title, year=year, body=body, edition=edition, space=space, planning_area=planning_area,
                budget_line=budget_line,
            )  # fmt: skip
    except IntegrityError as error:
        told = _("Den Fonds „%(title)s“ gibt es %(year)d schon. Bitte wählen Sie einen anderen Namen.")
        raise Refused(told % {"title": title, "year": year}) from error
    details = {"year": year, "space": space, "body": str(body) if body else ""}
    record(by=actor, act="programme.fund_opened", subject=about(made), details=details)
    return made


def next_of(fund: Fund) -> Fund | None:
    """The fund that takes over the year after: of the same name."""
    return Fund.objects.filter(year=fund.year + 1, title=fund.title, closed__isnull=True).first()


def locked(fund: Fund, *, seen: int | None = None) -> Fund:
    """The fund as it stands now; others who book wait until this transaction is over. Refuses a closed one."""
    kept = locked_all([fund])[0]
    require_seen(kept, seen)
    return kept


def locked_all(funds: Sequence[Fund]) -> list[Fund]:
    """Several, in the order given; locked in the order of their numbers."""
    rows = Fund.objects.select_for_update(of=("self",)).select_related("body", "budget_line")
    kept = {one.pk: one for one in rows.filter(pk__in=[one.pk for one in funds]).order_by("pk")}
    for one in kept.values():
        if one.closed is not None:
            told = _("„%(fund)s“ ist abgeschlossen. Darauf wird nichts mehr gebucht.")
            raise Refused(told % {"fund": one}, "closed")
    return [kept[one.pk] for one in funds]


def require_seen(fund: Fund, seen: int | None) -> None:
    """Refuse who looked at an older statement, so that nothing is booked twice. seen: None asks nothing."""
    if seen is not None and seen != last_of(fund):
        raise Refused(
            _(
                "Auf diesem Konto wurde inzwischen gebucht. Bitte prüfen Sie den Kontoauszug: Vielleicht ist es "
                "schon geschehen."
            ),
            "quicker",
        )


def last_of(fund: Fund) -> int:
    """The number of its newest booking; 0 where there is none."""
    return fund.bookings.order_by("-pk").values_list("pk", flat=True).first() or 0


def require_free(fund: Fund, amount: Decimal) -> None:
    """Refuse what isn't there or is promised to others."""
    free = standing(fund).free
    if amount > free:
        told = _("Im „%(fund)s“ ist so viel nicht frei: Frei sind %(free)s, gebraucht werden %(sum)s.")
        raise Refused(told % {"fund": fund, "free": euros(free), "sum": euros(amount)}, "not_free")


def move(actor: Actor, source: Fund, target: Fund, amount: Decimal, on: date, text: str) -> Booking:
    """Out of one locked fund and into another; together nothing. Returns the booking that went out."""
    act = "programme.money_transferred"
    out = booked(actor, act, source, Kind.TRANSFER, amount, on, text, sign=-1, details={"to": target.pk})
    booked(actor, act, target, Kind.TRANSFER, amount, on, text, transfer=out, details={"from": source.pk})
    return out


def in_german(wording: Any, /, **values: Any) -> str:
    """What the program writes into an account is kept, and so German, whatever language is read."""
    with override("de"):
        return str(wording) % values


def reserved(
    actor: Actor, fund: Fund, amount: Decimal, on: date, text: str, *, measure: Measure | None = None,
    resolution: Resolution | None = None, need: Need | None = None,
) -> Booking:  # fmt: skip
    """A reservation in a locked fund."""
    require_free(fund, amount)
    return booked(
        actor, "programme.money_reserved", fund, Kind.RESERVATION, amount, on, text, sign=-1, measure=measure,
        resolution=resolution, need=need,
    )  # fmt: skip


def require_open(fund: Fund, reservation: Booking) -> None:
    """Refuse a reservation of another fund, and one that has ended."""
    if reservation.fund_id != fund.pk or reservation.kind != Kind.RESERVATION:
        raise Refused(_("Diese Reservierung gehört nicht zu diesem Fonds."))
    if fund.bookings.filter(kind=Kind.RELEASE, reservation=reservation).exists():
        raise Refused(
            _("Jemand war schneller: Diese Reservierung ist schon ausgezahlt oder freigegeben."), "quicker"
        )


def ended(actor: Actor, fund: Fund, reservation: Booking, on: date, text: str) -> Booking:
    """A reservation of a locked fund ends: what it held is free."""
    return booked(
        actor, "programme.money_released", fund, Kind.RELEASE, -reservation.amount, on, text, reservation=reservation,
        measure=reservation.measure, resolution=reservation.resolution, need=reservation.need,
    )  # fmt: skip


def booked(
    actor: Actor, act: str, fund: Fund, kind: str, amount: Decimal, on: date, text: str, *, sign: int = 1,
    details: dict[str, Any] | None = None, need: Need | None = None, **more: Any,
) -> Booking:  # fmt: skip
    """One line in a locked fund's account and in the journal; where it is about a need, also on the need's way."""
    text = _checked(fund, amount, on, text)
    made = Booking.objects.create(
        fund=fund, kind=kind, amount=sign * amount, on=on, text=text, booked=clock.now(),
        need=need, **{name: value for name, value in more.items() if value is not None},
    )  # fmt: skip
    told = {"booking": made.pk, "amount": str(made.amount), "on": on.isoformat()} | dict(details or {})
    told |= {name: value.pk for name, value in more.items() if value is not None}
    record(by=actor, act=act, subject=about(fund), details=told)
    measure = more.get("measure")
    need = need or (measure.need if measure is not None else None)
    if need is not None:
        record(
            by=actor,
            act=act,
            subject=steps.about(need),
            details=told | {"fund": fund.pk, "fund_title": str(fund)},
        )
    return made


def _checked(fund: Fund, amount: Decimal, on: date, text: str) -> str:
    if not (amount.is_finite() and 0 < amount <= LARGEST and amount == amount.quantize(CENT)):
        raise Refused(_("Bitte geben Sie einen Betrag über null an, höchstens auf den Cent genau."))
    if on > clock.today():
        raise Refused(_("Dieser Tag liegt in der Zukunft. Gebucht wird, was geschehen ist."))
    if on.year < min(fund.year, clock.today().year) - 1:
        told = _(
            "Dieser Tag liegt zu weit zurück: Der Fonds ist für %(year)d da. Bitte prüfen Sie das Datum."
        )
        raise Refused(told % {"year": fund.year})
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, wofür gebucht wird."))
    return text.strip()[:300]


def fund_of(body: Body, year: int) -> Fund | None:
    """The open fund of a body in a year, the first where there are several; refuses where all are closed."""
    found = Fund.objects.filter(body=body, year=year)
    one = found.filter(closed__isnull=True).order_by("pk").first()
    if one is None and found.exists():
        raise Refused(_("Der Fonds %(year)d ist schon abgeschlossen.") % {"year": year})
    return one


def open_for(actor: Actor, body: Body, year: int) -> Fund:
    """A body's fund, by its name."""
    title = in_german(gettext_lazy("Verfügungsfonds %(body)s"), body=body.name)
    return opened(
        actor, title=title[:200], year=year, body=body, edition=body.edition,
        space=body.scope_key if body.scope_kind == Body.Reach.SOCIAL_SPACE else "", planning_area=body.planning_area,
    )  # fmt: skip
