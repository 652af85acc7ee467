"""Money that proposes itself for an agenda: what a fund left over, and a fund that was divided a year ago."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.counting import EURO
from sozialraum.planning.conferences.models import Resolution, Session
from sozialraum.planning.conferences.queries.proposals import Kind, Proposal
from sozialraum.planning.conferences.queries.results import euros
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.journal import clock

A_YEAR = timedelta(days=330)  # funds are a year's; the session before it ends prepares the next
MINUTES = 30


def of_funds(session: Session) -> list[Proposal]:
    """From the last fund that the body divided; one statement. A new fund is put on the agenda by hand."""
    divided = Resolution.objects.filter(
        session__body=session.body_id, outcome=Outcome.FUNDED, effective__isnull=False, ballot__isnull=False
    )
    last = divided.select_related("ballot", "item", "session").order_by("-session__begins", "-pk").first()
    if last is None or last.ballot is None or last.session.begins is None:
        return []
    begins = session.begins or clock.now()
    day = date_format(timezone.localtime(last.session.begins), "DATE_FORMAT")
    if begins - last.session.begins >= A_YEAR:
        told = {"day": day, "sum": euros(last.item.fund or 0)}
        why = _("Zuletzt wurde er am %(day)s verteilt, mit %(sum)s.") % told
        return [_proposal(f"fund:{last.pk}:again", last.item.title, why, last.item.fund)]
    left = last.ballot.result.get("left", 0) // EURO * EURO
    if left < EURO:
        return []
    why = _("Vom %(day)s sind %(sum)s übrig.") % {"day": day, "sum": euros(left)}
    return [_proposal(f"fund:{last.pk}", _("Rest: %(title)s") % {"title": last.item.title}, why, left)]


def _proposal(key: str, title: str, why: str, fund: int | None) -> Proposal:
    return Proposal(key, Kind.FUND, title[:200], why, MINUTES, Method.FUND, fund=fund)
