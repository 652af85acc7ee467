"""All negotiations: narrowed, sorted, counted, and the same as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sozialraum.numbers import one_number
from sozialraum.planning.answers.models import Negotiation, Round
from sozialraum.planning.answers.states import RUNNING, NegotiationState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import PUBLIC
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

RUNNING_ALL, OVERDUE = "laeuft", "ueberfaellig"
SORTS: dict[str, tuple[Promise, tuple[Any, ...]]] = {
    "": (gettext_lazy("was zuerst ansteht"), (F("until").asc(nulls_last=True), "-closed", "pk")),
    "neu": (gettext_lazy("neueste zuerst"), ("-opened", "-pk")),
    "alt": (gettext_lazy("älteste zuerst"), ("opened", "pk")),
    "amt": (gettext_lazy("nach Fachamt"), ("department__name", F("until").asc(nulls_last=True), "pk")),
    "runden": (gettext_lazy("meiste Runden zuerst"), ("-count", "pk")),
}  # fmt: skip
OTHER_STATES = (
    (RUNNING_ALL, gettext_lazy("alle, die laufen")),
    (OVERDUE, gettext_lazy("überfällig")),
)


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing."""

    state: str = ""
    mover: str = ""
    department: str = ""
    space: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address."""
        state, mover, sort = query.get("stand", ""), query.get("am-zug", ""), query.get("sortierung", "")
        department = query.get("amt", "")
        return cls(
            state if state in (*NegotiationState.values, *dict(OTHER_STATES)) else "",
            mover if mover in Side.values else "", department if one_number(department) is not None else "",
            query.get("raum", "").replace("\x00", "")[:120], sort if sort in SORTS else "",
        )  # fmt: skip

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        parts = {
            "stand": one.state, "am-zug": one.mover, "amt": one.department, "raum": one.space, "sortierung": one.sort
        }  # fmt: skip
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.mover or self.department or self.space)


def seen() -> QuerySet[Negotiation]:
    """Everybody's: negotiations about needs that are public."""
    return Negotiation.objects.filter(need__state__in=sorted(PUBLIC))


def found(wanted: Wanted) -> QuerySet[Negotiation]:
    """As asked for, with the number of rounds as `count`."""
    rows = seen()
    if wanted.state == OVERDUE:
        rows = rows.filter(until__lt=clock.today())
    elif wanted.state:
        rows = rows.filter(state__in=RUNNING if wanted.state == RUNNING_ALL else [wanted.state])
    if wanted.mover:
        rows = rows.filter(mover=wanted.mover)
    if wanted.department:
        rows = rows.filter(department=int(wanted.department))
    if wanted.space:
        rows = rows.filter(Q(need__social_space=wanted.space) | Q(need__planning_area=wanted.space))
    rows = rows.select_related("need", "department").defer("need__sought", "need__said")
    return rows.annotate(count=Count("rounds")).order_by(*SORTS[wanted.sort][1])


@dataclass(frozen=True)
class Line:
    """A negotiation in a list."""

    one: Negotiation
    place: str
    rounds: int
    is_overdue: bool


def is_overdue(one: Negotiation) -> bool:
    """Whether who moves should have moved."""
    return one.until is not None and one.until < clock.today()


def lines(some: Iterable[Negotiation], version: Version) -> list[Line]:
    """The same with names of places; no statement of its own."""
    return [
        Line(
            one, labels.space_name(version, one.need.edition, one.need.social_space), getattr(one, "count", 0),
            is_overdue(one),
        )
        for one in some
    ]  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What can be chosen: only what there is something of."""

    states: list[tuple[str, Any]]
    movers: list[tuple[str, Any]]
    departments: list[tuple[str, str]]
    spaces: list[tuple[str, str]]
    sorts: list[tuple[str, Any]]


def choices(version: Version) -> Choices:
    """Of all negotiations; two statements."""
    there = Negotiation.objects.filter(need=OuterRef("pk"))
    needs = Need.objects.filter(Exists(there)).order_by().values_list("edition", "social_space").distinct()
    spaces = {key: labels.space_name(version, edition, key) for edition, key in needs}
    departments = seen().order_by("department__name").values_list("department", "department__name").distinct()
    return Choices(
        [("", _("alle")), *OTHER_STATES, *NegotiationState.choices], [("", _("alle")), *Side.choices],
        [("", _("alle Fachämter")), *((str(pk), name) for pk, name in departments)],
        [("", _("alle Sozialräume")), *sorted(spaces.items(), key=lambda pair: pair[1])],
        [(key, title) for key, (title, _order) in SORTS.items()],
    )  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many there are, of all that is public."""

    running: int
    overdue: int
    agreed: int
    dissent: int
    agreed_at_once: int


def counts() -> Counts:
    """One statement."""
    first = Round.objects.filter(negotiation=OuterRef("pk"), number__gt=1)
    told = seen().aggregate(
        running=Count("pk", filter=Q(state__in=RUNNING)),
        overdue=Count("pk", filter=Q(until__lt=clock.today())),
        agreed=Count("pk", filter=Q(state=NegotiationState.AGREED)),
        dissent=Count("pk", filter=Q(state=NegotiationState.DISSENT)),
        agreed_at_once=Count(
            "pk", filter=Q(state=NegotiationState.AGREED) & Q(opened=F("closed")) & ~Exists(first)
        ),
    )
    return Counts(**told)


def table(wanted: Wanted) -> Table:
    """The same to take along."""
    version = current()
    rows: list[list[Any]] = [
        [
            line.one.need.number, line.one.need.title, line.place, line.one.department.name,
            str(line.one.get_state_display()), line.rounds, str(line.one.get_mover_display()) if line.one.mover else "",
            line.one.until.isoformat() if line.one.until else "", _("ja") if line.is_overdue else _("nein"),
            _day(line.one.opened), _day(line.one.closed), line.one.agreement,
            line.one.words_of_conference, line.one.words_of_department,
        ]
        for line in lines(found(wanted), version)
    ]  # fmt: skip
    columns = [
        _("Bedarf"), _("Worum es geht"), _("Sozialraum"), _("Fachamt"), pgettext("Aushandlungen", "Stand"), _("Runden"),
        _("am Zug"),
        _("bis"), _("überfällig"), _("eröffnet"), _("beendet"), _("Wortlaut der Einigung"),
        _("Sicht der Konferenz"), _("Sicht des Fachamts"),
    ]  # fmt: skip
    about = [(_("Enthält"), _("Aushandlungen zwischen Konferenzen und Fachämtern"))]
    return Table(_("Aushandlungen"), columns, rows, about)


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
