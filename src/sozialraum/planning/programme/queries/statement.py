"""The statement of one fund: every booking with the running sums, narrowed, as a table and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum import paper
from sozialraum.numbers import one_number
from sozialraum.planning.journal import clock
from sozialraum.planning.programme.models import Booking, Fund
from sozialraum.planning.programme.queries.accounts import Line, Standing, standing, statement
from sozialraum.planning.programme.queries.euros import exact, together
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import language

Kind = Booking.Kind


@dataclass(frozen=True)
class Statement:
    """An account: all its lines in the order of booking, and those that were asked for."""

    fund: Fund
    standing: Standing
    every: list[Line]
    year: int = 0
    kind: str = ""

    @property
    def lines(self) -> list[Line]:
        """What was asked for; the running sums count all the others, too."""
        return [
            one for one in self.every
            if self.year in (0, one.booking.on.year) and self.kind in ("", one.booking.kind)
        ]  # fmt: skip

    @property
    def open(self) -> list[Line]:
        """Reservations that still stand, the oldest first."""
        return sorted(
            (one for one in self.every if one.is_open), key=lambda one: (one.booking.on, one.booking.pk)
        )

    @property
    def last(self) -> int:
        """The number of the newest booking; 0 where there is none."""
        return self.every[-1].booking.pk if self.every else 0

    @property
    def years(self) -> list[tuple[str, str]]:
        years = sorted({one.booking.on.year for one in self.every}, reverse=True)
        return [("", _("alle Jahre")), *((str(year), str(year)) for year in years)]

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        there = {one.booking.kind for one in self.every}
        return [("", _("alle Buchungen")), *((key, label) for key, label in Kind.choices if key in there)]

    @property
    def query(self) -> str:
        """What was asked for as the query of an address."""
        given = {key: value for key, value in (("jahr", self.year), ("art", self.kind)) if value}
        return f"?{urlencode(given)}" if given else ""


def of_fund(fund: Fund, query: Mapping[str, str]) -> Statement:
    """Two statements however many bookings there are."""
    rows = fund.bookings.select_related(
        "measure", "resolution__session__body", "transfer__fund", "counterpart__fund", "distribution"
    ).order_by("pk")
    year, kind = one_number(query.get("jahr", "")) or 0, query.get("art", "")
    return Statement(fund, standing(fund), statement(list(rows)), year, kind if kind in Kind.values else "")


def table(of: Statement) -> Table:
    """To take along; sums in euros, exact."""
    rows = [
        [
            one.booking.pk, one.booking.on.isoformat(), str(one.booking.get_kind_display()), one.booking.text,
            one.booking.amount, one.balance, one.free, one.booking.measure.number if one.booking.measure else "",
            one.booking.reservation_id or "",
        ]
        for one in of.lines
    ]  # fmt: skip
    columns = [
        _("Buchung"), _("Tag"), _("Art"), _("wofür"), _("Betrag"), _("auf dem Konto"), _("frei"), _("Maßnahme"),
        _("zu Reservierung"),
    ]  # fmt: skip
    about = [(_("Enthält"), _("Kontoauszug: %(fund)s, Beträge in Euro") % {"fund": of.fund})]
    return Table(str(of.fund), columns, rows, about)


def document(of: Statement) -> paper.Document:
    """The statement to print, of the day on which it is made."""
    invented = _("Vorführung: erfundene Stadt") if settings.CITY.demonstration else ""
    return paper.Document(
        _("Kontoauszug"), language(), tuple(_blocks(of)), settings.CITY.name or "Sozialraum", clock.today(),
        subtitle=str(of.fund), marks=invented, outline=False, reference=str(of.fund), address=settings.ADDRESS,
    )  # fmt: skip


def _blocks(of: Statement) -> Iterator[paper.Block]:
    found = of.standing
    pairs = [
        (_("Fonds"), of.fund.title), (_("Jahr"), str(of.fund.year)), (_("eingezahlt"), exact(found.deposited)),
        (_("umgebucht"), exact(found.transferred)),
        (_("ausgegeben"), exact(found.spent)), (_("auf dem Konto"), exact(found.balance)),
        (_("reserviert"), exact(found.reserved)), (_("frei"), exact(found.free)),
    ]  # fmt: skip
    yield paper.Facts(tuple(pairs))
    if not of.lines:
        yield paper.Paragraph(_("Auf diesem Konto ist noch nichts gebucht."))
        return
    heads = (_("Tag"), _("Art"), _("wofür"), _("Betrag"), _("auf dem Konto"), _("frei"))
    rows = tuple(
        (
            date_format(one.booking.on, "SHORT_DATE_FORMAT"), str(one.booking.get_kind_display()),
            _said(one.booking.text), *(together(exact(sum_)) for sum_ in (one.booking.amount, one.balance, one.free)),
        )
        for one in of.lines
    )  # fmt: skip
    yield paper.Table(_("Buchungen"), heads, rows, right=(3, 4, 5), row_heads=False)


def _said(text: str) -> paper.Part:
    return text if language() == "de" else paper.Said(text, "de")
