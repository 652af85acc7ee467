"""Funds are opened, filled, spent and closed. A booking is never changed: a mistake is booked back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Body, Resolution
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts, record
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import bookings, promises, rules
from sozialraum.planning.programme.actions import from_funds
from sozialraum.planning.programme.carrying import locked, require_open
from sozialraum.planning.programme.models import Booking, BudgetLine, Fund, Measure
from sozialraum.planning.programme.queries.accounts import standing
from sozialraum.planning.statistics.words import euros

Kind = Booking.Kind

name_acts(
    {
        "programme.fund_opened": gettext_lazy("Fonds eröffnet"),
        "programme.money_deposited": gettext_lazy("In einen Fonds eingezahlt"),
        "programme.money_transferred": gettext_lazy("Geld zwischen Fonds umgebucht"),
        "programme.money_reserved": gettext_lazy("Geld eines Fonds reserviert"),
        "programme.money_released": gettext_lazy("Reservierung freigegeben"),
        "programme.money_paid": gettext_lazy("Aus einem Fonds ausgezahlt"),
        "programme.money_refunded": gettext_lazy("Rückzahlung in einen Fonds gebucht"),
        "programme.fund_closed": gettext_lazy("Fonds abgeschlossen"),
    }
)


@transaction.atomic
def open_fund(
    *, by: Agent, title: str, year: int, body: Body | None = None, edition: str = "", space: str = "",
    planning_area: str = "", budget_line: BudgetLine | None = None,
) -> Fund:  # fmt: skip
    """A fund of a body, of a space, or of the whole city. space, planning_area: keys ("sozialraeume/11")."""
    actor = rules.keeping_money(by)
    return bookings.opened(
        actor, title=title, year=year, body=body, edition=edition, space=space, planning_area=planning_area,
        budget_line=budget_line,
    )  # fmt: skip


@transaction.atomic
def deposit(
    *, by: Agent, fund: Fund, amount: Decimal, on: date, text: str, seen: int | None = None
) -> Booking:  # fmt: skip
    """Money comes in. seen: the last booking that was seen; who didn't see the newest is told so."""
    actor = rules.keeping_money(by)
    kept = bookings.locked(fund, seen=seen)
    return bookings.booked(actor, "programme.money_deposited", kept, Kind.DEPOSIT, amount, on, text)


@transaction.atomic
def transfer(
    *, by: Agent, source: Fund, target: Fund, amount: Decimal, on: date, text: str, seen: int | None = None
) -> Booking:  # fmt: skip
    """From one fund to another: two bookings, both or neither. Returns the one that went out."""
    actor = rules.keeping_money(by)
    if source.pk == target.pk:
        raise Refused(_("Das ist derselbe Fonds. Bitte wählen Sie einen anderen."))
    source, target = bookings.locked_all([source, target])
    bookings.require_seen(source, seen)
    bookings.require_free(source, amount)
    return bookings.move(actor, source, target, amount, on, text)


@transaction.atomic
def reserve(
    *, by: Agent, fund: Fund, amount: Decimal, on: date, text: str, measure: Measure | None = None,
    resolution: Resolution | None = None, seen: int | None = None,
) -> Booking:  # fmt: skip
    """Promise money: it stays in the account and isn't free any more."""
    actor = rules.spending(by, fund)
    if measure is not None:
        require_open(locked(measure))  # what has ended holds nothing
    kept = bookings.locked(fund, seen=seen)
    return bookings.reserved(actor, kept, amount, on, text, measure=measure, resolution=resolution)


@transaction.atomic
def release(*, by: Agent, reservation: Booking, on: date, text: str, seen: int | None = None) -> Booking:
    """What was promised is free again."""
    actor = rules.spending(by, reservation.fund)
    kept = bookings.locked(reservation.fund, seen=seen)
    bookings.require_open(kept, reservation)
    if (funding := promises.funding_by(reservation)) is not None:
        told = _(
            "Dieses Geld ist der Maßnahme %(number)s zugesagt. Frei wird es, wenn dort gemeldet wird, dass es wegfällt."
        )
        raise Refused(told % {"number": funding.measure.number})
    return bookings.ended(actor, kept, reservation, on, text)


@transaction.atomic
def pay(
    *, by: Agent, fund: Fund, amount: Decimal, on: date, text: str, reservation: Booking | None = None,
    measure: Measure | None = None, seen: int | None = None,
) -> Booking:  # fmt: skip
    """Money goes out. A payment from a reservation ends it: what it didn't need is free again.

    What is promised to a measure stays promised to it as far as it isn't paid; see from_funds.spend.
    """
    actor = rules.keeping_money(by)
    if reservation is not None and (funding := promises.funding_by(reservation)) is not None:
        return from_funds.spend(
            by=by, funding=funding, amount=amount, on=on, text=text, reservation=reservation, seen=seen
        )
    kept = bookings.locked(fund, seen=seen)
    resolution, need = None, None
    if reservation is not None:
        bookings.require_open(kept, reservation)
        measure, resolution = measure or reservation.measure, reservation.resolution
        need = reservation.need
        bookings.ended(actor, kept, reservation, on, promises.paid_text(text))
    bookings.require_free(kept, amount)
    return bookings.booked(
        actor, "programme.money_paid", kept, Kind.PAYMENT, amount, on, text, sign=-1, measure=measure,
        reservation=reservation, resolution=resolution, need=need,
    )  # fmt: skip


@transaction.atomic
def refund(
    *, by: Agent, fund: Fund, amount: Decimal, on: date, text: str, measure: Measure | None = None,
    seen: int | None = None,
) -> Booking:  # fmt: skip
    """Money that was paid comes back."""
    actor = rules.keeping_money(by)
    kept = bookings.locked(fund, seen=seen)
    if amount > standing(kept).spent:
        raise Refused(
            _("So viel wurde nicht ausgezahlt. Buchen Sie anderes Geld, das hereinkommt, als Einzahlung.")
        )
    return bookings.booked(
        actor, "programme.money_refunded", kept, Kind.REFUND, amount, on, text, measure=measure
    )


@transaction.atomic
def close_fund(*, by: Agent, fund: Fund, carry_to: Fund | None = None, seen: int | None = None) -> Fund:
    """The account ends. What is left moves to another fund, else to that of the next year, opened where it isn't.

    Returns the fund as it was closed.
    """
    actor = rules.keeping_money(by)
    if carry_to is not None and carry_to.pk == fund.pk:
        raise Refused(_("Das ist derselbe Fonds. Bitte wählen Sie einen anderen."))
    following = carry_to or bookings.next_of(fund)
    first, *rest = bookings.locked_all([fund] if following is None else [fund, following])
    bookings.require_seen(first, seen)
    left = standing(first)
    if left.reserved:
        told = _(
            "Reserviert sind noch %(sum)s. Zahlen Sie sie aus oder geben Sie sie frei, bevor Sie abschließen."
        )
        raise Refused(told % {"sum": euros(left.reserved)})
    details: dict[str, Any] = {"left": str(left.balance)}
    if left.balance:
        kept = rest[0] if rest else bookings.opened(
            actor, title=first.title, year=first.year + 1, body=first.body, edition=first.edition, space=first.space,
            planning_area=first.planning_area, budget_line=first.budget_line,
        )  # fmt: skip
        if kept.year < first.year:
            raise Refused(_("Der Rest kann nicht in ein früheres Jahr zurück."))
        details["carried_to"] = kept.pk
        text, on = bookings.in_german(gettext_lazy("Übertrag aus %(year)d"), year=first.year), clock.today()
        bookings.move(actor, first, kept, left.balance, on, text)
    first.closed = clock.now()
    first.save(update_fields=["closed"])
    record(by=actor, act="programme.fund_closed", subject=bookings.about(first), details=details)
    return first
