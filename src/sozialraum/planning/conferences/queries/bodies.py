"""The public list of bodies: where each is responsible, when it meets next, who may come; the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Body, Holding, Seat, Session
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.conferences.queries.viewer import Viewer
from sozialraum.planning.conferences.states import UPCOMING, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

FORMER = "frueher"
MANY = {
    Body.Kind.SOCIAL_SPACE_CONFERENCE: gettext_lazy("Sozialraumkonferenzen"),
    Body.Kind.PLANNING_AREA_CONFERENCE: gettext_lazy("Planungsraumkonferenzen"),
    Body.Kind.STEERING_GROUP: gettext_lazy("Steuerungsgruppen"),
    Body.Kind.OTHER: gettext_lazy("Andere Gremien"),
}
COLUMNS = (
    "number", "kind", "name", "place", "place_name", "planning_area", "planning_area_name", "since", "until", "seats",
    "seats_held", *(f"seats_{bank.value}" for bank in Bank), "public", "quorum_percent", "quorum_per_bank", "majority",
    "banks_equal", "next_session", "address",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed down to; what nobody knows counts for nothing."""

    kind: str = ""
    area: str = ""
    when: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wanted:
        kind, when = asked.get("art", ""), asked.get("stand", "")
        return cls(
            kind if kind in Body.Kind.values else "", asked.get("planungsraum", "")[:120],
            when if when == FORMER else "",
        )  # fmt: skip

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.area or self.when)


@dataclass(frozen=True)
class Line:
    """A body in the list. seats: bank → how many; held: how many of all are held today."""

    body: Body
    place: str
    path: str
    area: str
    next: Session | None
    seats: Mapping[str, int]
    held: int

    @property
    def count(self) -> int:
        return sum(self.seats.values())

    @property
    def address(self) -> str:
        return reverse("conferences:body", args=[self.body.pk])


@dataclass(frozen=True)
class Missing:
    """A planning area that somebody runs and whose conferences aren't all there."""

    name: str
    code: str
    lacking: tuple[places.Lacking, ...]


@dataclass(frozen=True)
class Listing:
    """Everything on the page of bodies."""

    version: Version
    lines: tuple[Line, ...]
    kinds: tuple[tuple[str, tuple[Line, ...]], ...]
    missing: tuple[Missing, ...]
    choices: Mapping[str, list[tuple[str, str]]]


def listing(wanted: Wanted, who: Viewer) -> Listing:
    """Gather the page; five statements however many bodies there are. Raises NotPublishedError."""
    version, lines = current(), lines_of(_wanted(wanted), who)
    kinds = [(str(MANY[kind]), tuple(some)) for kind, some in groupby(lines, key=lambda one: one.body.kind)]
    missing = _missing(who) if who.scopes and not wanted.is_narrowed else ()
    return Listing(version, tuple(lines), tuple(kinds), tuple(missing), _choices())


def _wanted(wanted: Wanted) -> list[Body]:
    today = clock.today()
    found = Body.objects.filter(during__endswith__lte=today) if wanted.when else Body.objects.filter(
        during__contains=today
    )  # fmt: skip
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.area:
        found = found.filter(planning_area=wanted.area)
    return list(found)


def lines_of(bodies: Iterable[Body], who: Viewer) -> list[Line]:
    """Bodies as lines, by kind and name of their place; two statements."""
    version, found = current(), list(bodies)
    seats, coming = _seats(found), next_sessions(found, who)
    order = Body.Kind.values
    lines = [
        Line(
            one, places.place_name(version, one), places.place_path(version, one), places.area_name(version, one),
            coming.get(one.pk), {bank: n for bank, (n, _held) in seats.get(one.pk, {}).items()},
            sum(h for _n, h in seats.get(one.pk, {}).values()),
        )
        for one in found
    ]  # fmt: skip
    return sorted(lines, key=lambda x: (order.index(x.body.kind), sort_key(x.place), sort_key(x.body.name)))


def _seats(bodies: list[Body]) -> dict[int, dict[str, tuple[int, int]]]:
    """body → bank → how many seats there are today, and how many of them are held."""
    today = clock.today()
    held = Holding.objects.filter(
        seat=OuterRef("pk"), during__contains=today, part=Holding.Part.MEMBER
    )  # fmt: skip
    counted = (
        Seat.objects.filter(body__in=bodies, during__contains=today)
        .annotate(held=Exists(held)).order_by().values_list("body_id", "bank", "held").annotate(n=Count("pk"))
    )  # fmt: skip
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for body, bank, is_held, n in counted:
        all_, some = found.setdefault(body, {}).get(bank, (0, 0))
        found[body][bank] = (all_ + n, some + n * is_held)
    return found


def next_sessions(bodies: Iterable[Body], who: Viewer) -> dict[int, Session]:
    """body → the next session of it that somebody may know of; one statement."""
    coming = Session.objects.filter(who.seen, body__in=list(bodies), state__in=UPCOMING).select_related(
        "body"
    )
    found: dict[int, Session] = {}
    for one in coming.order_by("begins", "pk"):
        if one.state == SessionState.RUNNING or (one.ends or one.begins) >= clock.now():
            found.setdefault(one.body_id, one)
    return found


def _missing(who: Viewer) -> list[Missing]:
    areas: dict[str, list[places.Lacking]] = {}
    for one in places.all_lacking():
        if one.place.planning_area and who.runs_at(*one.place.scopes):
            areas.setdefault(one.place.planning_area, []).append(one)
    named = {key: places.area_place(key) for key in areas}
    return [
        Missing(place.name, key.partition("/")[2], tuple(areas[key])) for key, place in named.items() if place
    ]


def _choices() -> dict[str, list[tuple[str, str]]]:
    areas = [one for one in places.all_places() if one.scope.kind == "planning_area"]
    return {
        "kinds": [("", _("alle Arten")), *((kind.value, str(kind.label)) for kind in Body.Kind)],
        "areas": [("", _("ganze Stadt")), *((one.scope.key, one.name) for one in areas)],
        "when": [("", _("die es heute gibt")), (FORMER, _("die es nicht mehr gibt"))],
    }


def table(found: Listing) -> Table:
    """The list as a table to take along."""
    about = [(_("Sitze"), _("Gezählt sind die Sitze von heute. Besetzt heißt: Es gibt ein Mitglied."))]
    return Table(_("Gremien"), COLUMNS, [_row(one) for one in found.lines], about)


def _row(line: Line) -> list[Any]:
    body = line.body
    return [
        body.pk, body.kind, body.name, body.scope_key, line.place, body.planning_area, line.area,
        body.during.lower.isoformat(), body.during.upper.isoformat() if body.during.upper else "", line.count,
        line.held, *(line.seats.get(bank, 0) for bank in Bank.values), _yes(body.is_public), body.quorum_percent,
        body.quorum_per_bank, body.majority, _yes(body.banks_equal),
        timezone.localtime(line.next.begins).isoformat(timespec="minutes") if line.next else "", line.address,
    ]  # fmt: skip


def _yes(value: bool) -> str:
    return "true" if value else "false"
