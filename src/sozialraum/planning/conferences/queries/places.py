"""Places that a body can be for: the city, its planning areas, its social spaces; which of them lack a conference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.people.models import WHOLE_CITY, Scope
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

# Which kinds belong to which places; a steering group and others may be anywhere.
PLACES = {
    Body.Kind.SOCIAL_SPACE_CONFERENCE: ScopeKind.SOCIAL_SPACE,
    Body.Kind.PLANNING_AREA_CONFERENCE: ScopeKind.PLANNING_AREA,
}


@dataclass(frozen=True)
class Place:
    """A place as a scope, with its name, the key of the planning area that holds it, and its edition."""

    scope: Scope
    name: str
    planning_area: str = ""
    edition: str = ""

    @property
    def key(self) -> str:
        """As a form sends it: social_space:sozialraeume/11."""
        return f"{self.scope.kind}:{self.scope.key}"

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """For the question who may."""
        area = (Scope(ScopeKind.PLANNING_AREA.value, self.planning_area),) if self.planning_area else ()
        return tuple(dict.fromkeys((self.scope, *area)))


@dataclass(frozen=True)
class Lacking:
    """A conference that isn't there."""

    kind: str
    place: Place

    @property
    def title(self) -> str:
        """What it would be called."""
        return name_for(self.kind, self.place)


@lru_cache(maxsize=8)
def _places(version: Version) -> tuple[Place, ...]:
    return tuple(_found(version))


def _found(version: Version) -> Iterator[Place]:
    spaces, system = version.edition(), version.settings.get("planning_areas")
    areas = version.edition(str(system)) if system else None
    if areas is not None:
        for code, name in zip(areas.codes, areas.names, strict=True):
            key = f"{areas.space_system}/{code}"
            yield Place(Scope(ScopeKind.PLANNING_AREA.value, key), name, key, areas.key)
    for i, code in enumerate(spaces.codes):
        parent = spaces.parents[i] if areas is not None and len(spaces.parents) else ""
        area = f"{system}/{parent}" if parent else ""
        scope = Scope(ScopeKind.SOCIAL_SPACE.value, f"{spaces.space_system}/{code}")
        yield Place(scope, spaces.names[i], area, spaces.key)


def all_places() -> list[Place]:
    """The whole city, planning areas, social spaces, as they are in force; raises NotPublishedError."""
    return [Place(WHOLE_CITY, settings.CITY.name or _("Ganze Stadt")), *_places(current())]


def area_place(key: str) -> Place | None:
    """The planning area of this key ("planungsraeume/1")."""
    return next((one for one in _places(current()) if one.scope == Scope("planning_area", key)), None)


def lacking(planning_area: str, since: date | None = None) -> list[Lacking]:
    """Which conferences a planning area lacks from a day on: its own first, then those of its social spaces."""
    return [one for one in all_lacking(since) if one.place.planning_area == planning_area]


def all_lacking(since: date | None = None) -> list[Lacking]:
    """The same of all planning areas; one statement."""
    day = since or clock.today()
    there = set(
        Body.objects.filter(kind__in=list(PLACES), during__overlap=DateRange(day, None)).values_list(
            "kind", "scope_kind", "scope_key"
        )
    )
    kinds = {kind.value: key.value for key, kind in PLACES.items()}
    return [
        Lacking(kinds[one.scope.kind], one)
        for one in _places(current())
        if (kinds[one.scope.kind], *one.scope) not in there
    ]


def name_for(kind: str, place: Place) -> str:
    """What a body is called unless somebody says otherwise; in German, since it is kept and read by everybody."""
    with override("de"):
        words = "Gremium" if kind == Body.Kind.OTHER else str(Body.Kind(kind).label)
    name = f"{words} {place.name}"[:180]
    if not Body.objects.filter(name=name).exists():
        return name
    area = area_place(place.planning_area) if place.scope.kind == ScopeKind.SOCIAL_SPACE else None
    name = f"{name} ({area.name})" if area else name
    taken = set(Body.objects.filter(name__startswith=name).values_list("name", flat=True))
    numbered = (name if n == 1 else f"{name} ({n})" for n in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def place_name(version: Version, body: Body) -> str:
    """Where a body is responsible, as it was called when the body was set up."""
    if body.scope_kind == ScopeKind.CITY:
        return _("Ganze Stadt")
    return labels.space_name(version, body.edition, body.scope_key)


def place_path(version: Version, body: Body) -> str:
    """The page of that place as a German path."""
    if body.scope_kind == ScopeKind.CITY:
        return "/stadt/"
    return labels.space_address(version, body.edition, body.scope_key)


def area_name(version: Version, body: Body) -> str:
    """The planning area that holds a body's place; nothing for the whole city."""
    if not body.planning_area:
        return ""
    same = body.scope_kind == ScopeKind.PLANNING_AREA
    return place_name(version, body) if same else labels.area_name(version, body.edition, body.planning_area)
