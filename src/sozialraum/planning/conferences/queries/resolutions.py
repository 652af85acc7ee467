"""What was resolved: searched, narrowed, sorted; with where each need stands today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.models import Body, Resolution, Session
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.queries.viewer import Viewer
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.statistics.files import Table

SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("neueste zuerst"), ("-session__begins", "-session_id", "number", "pk")),
    "alt": (gettext_lazy("älteste zuerst"), ("session__begins", "session_id", "number", "pk")),
    "gremium": (gettext_lazy("nach Gremium"), ("session__body__name", "-session__begins", "number", "pk")),
    "ergebnis": (gettext_lazy("nach Ergebnis"), ("outcome", "-session__begins", "number", "pk")),
}
LONGEST = 120


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing."""

    words: str = ""
    body: str = ""
    outcome: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address."""
        year, body, outcome = query.get("jahr", ""), query.get("gremium", ""), query.get("ergebnis", "")
        sort = query.get("sortierung", "")
        return cls(
            query.get("q", "").replace("\x00", "").strip()[:LONGEST],
            body if one_number(body) is not None else "", outcome if outcome in Outcome.values else "",
            year if 1900 <= (one_number(year) or 0) <= 9998 else "", sort if sort in SORTS else "",
        )  # fmt: skip

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        parts = {
            "q": one.words, "gremium": one.body, "ergebnis": one.outcome, "jahr": one.year, "sortierung": one.sort
        }  # fmt: skip
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.body or self.outcome or self.year)


def found(wanted: Wanted, who: Viewer) -> QuerySet[Resolution]:
    """Resolutions that took effect in sessions that somebody may see."""
    seen = Session.objects.filter(who.seen).order_by().values("pk")
    rows = Resolution.objects.filter(effective__isnull=False, session__in=seen)
    for word in wanted.words.split():
        number = one_number(word.upper().removeprefix("B-"))
        told = (
            Q(text__icontains=word) | Q(item__title__icontains=word) | Q(session__body__name__icontains=word)
        )
        rows = rows.filter(told if number is None else told | Q(need=number))
    if wanted.body:
        rows = rows.filter(session__body=int(wanted.body))
    if wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    if wanted.year:
        rows = rows.filter(session__begins__year=int(wanted.year))
    rows = rows.select_related("session__body", "need", "item").defer("need__sought", "need__said")
    return rows.order_by(*SORTS[wanted.sort][1])


@dataclass(frozen=True)
class Choices:
    """What can be chosen: only what there is something of."""

    bodies: list[tuple[str, str]]
    outcomes: list[tuple[str, Any]]
    years: list[tuple[str, str]]
    sorts: list[tuple[str, Any]]


def choices(who: Viewer) -> Choices:
    """Of all that somebody may see; two statements."""
    seen = Session.objects.filter(who.seen, resolutions__effective__isnull=False)
    bodies = Body.objects.filter(sessions__in=seen.order_by().values("pk")).distinct()
    begun = seen.order_by().values_list("begins", flat=True).distinct()
    years = sorted({str(timezone.localtime(one).year) for one in begun if one}, reverse=True)
    return Choices(
        [("", _("alle Gremien")), *((str(pk), name) for pk, name in bodies.values_list("pk", "name"))],
        [("", _("alle Ergebnisse")), *Outcome.choices], [("", _("alle Jahre")), *((y, y) for y in years)],
        [(key, title) for key, (title, _order) in SORTS.items()],
    )  # fmt: skip


def table(wanted: Wanted, who: Viewer) -> Table:
    """The same to take along."""
    rows = [
        [
            timezone.localtime(one.session.begins).date().isoformat() if one.session.begins else "",
            one.session.body.name, one.session.number, one.number, one.item.title, str(one.get_outcome_display()),
            one.text, one.reason, one.need.number if one.need else "", _stands(one),
        ]
        for one in in_public(found(wanted, who))
    ]  # fmt: skip
    columns = [
        _("Tag"), _("Gremium"), _("Sitzung"), _("Nummer"), _("Worum es geht"), _("Ergebnis"), _("Beschluss"),
        _("Begründung"), _("Bedarf"), _("Stand heute"),
    ]  # fmt: skip
    about = [(_("Enthält"), _("Beschlüsse der Gremien, die wirksam geworden sind"))]
    if wanted.words:
        about.append((_("Gesucht"), wanted.words))
    return Table(_("Beschlüsse"), columns, rows, about)


def _stands(one: Resolution) -> str:
    return str(one.need.get_state_display()) if one.need and one.need.is_public else ""
