"""Which measures somebody wants to see: the query of an address; what nobody knows counts for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.numbers import one_number
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.programme.models import Measure, Milestone, YearCost
from sozialraum.planning.programme.states import OPEN_MEASURES, SHOWN_MEASURES
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.version import Version

OPEN, LATE = "offen", "spaet"
LONGEST = 120
SORTS: dict[str, tuple[Promise, tuple[Any, ...]]] = {
    "": (gettext_lazy("zuletzt begonnen zuerst"), ("-begins", "-pk")),
    "ende": (gettext_lazy("was zuerst endet"), ("ends", "pk")),
    "kosten": (gettext_lazy("die teuersten zuerst"), (F("planned").desc(nulls_last=True), "pk")),
    "titel": (gettext_lazy("nach Titel"), ("title", "pk")),
}
PARTS = (
    ("q", "words"), ("planungsraum", "area"), ("raum", "space"), ("lebenslage", "dimension"), ("gruppe", "group"),
    ("amt", "department"), ("traeger", "provider"), ("stand", "state"), ("jahr", "year"), ("sortierung", "sort"),
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """One view of the list: all of it stands in its address."""

    words: str = ""
    area: str = ""
    space: str = ""
    dimension: str = ""
    group: str = ""
    department: str = ""
    provider: str = ""
    state: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address."""
        given = {field: query.get(name, "").replace("\x00", "").strip()[:LONGEST] for name, field in PARTS}
        for field in ("department", "provider", "year"):
            given[field] = given[field] if one_number(given[field]) is not None else ""
        given["state"] = given["state"] if given["state"] in {OPEN, LATE, *SHOWN_MEASURES} else ""
        given["group"] = given["group"] if given["group"] in GROUPS else ""
        given["sort"] = given["sort"] if given["sort"] in SORTS else ""
        return cls(**given)

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        given = {name: getattr(one, field) for name, field in PARTS if getattr(one, field)}
        return f"?{urlencode(given, safe='/')}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(replace(self, sort="").query())


def open_steps() -> QuerySet[Milestone]:
    """Steps that are neither done nor dropped."""
    return Milestone.objects.filter(done__isnull=True, dropped__isnull=True)


def late_steps() -> QuerySet[Milestone]:
    """Steps whose day is over, neither done nor dropped, of measures that aren't over."""
    return open_steps().filter(due__lt=clock.today(), measure__state__in=OPEN_MEASURES)


def found(w: Wanted) -> QuerySet[Measure]:
    """The measures of a view; all measures are public."""
    rows = Measure.objects.all()
    for word in w.words.split():
        number = one_number(word.upper().removeprefix("MN-"))
        told = Q(title__icontains=word) | Q(text__icontains=word) | Q(provider__name__icontains=word)
        rows = rows.filter(told if number is None else told | Q(pk=number))
    parts = {
        "planning_area": w.area, "space": w.space, "responsible": w.department, "provider": w.provider,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in parts.items() if value})
    if w.dimension:
        rows = rows.filter(dimensions__contains=[w.dimension])
    if w.group:
        rows = rows.filter(groups__contains=[w.group])
    if w.year:
        rows = rows.filter(Exists(YearCost.objects.filter(measure=OuterRef("pk"), year=int(w.year))))
    if w.state == OPEN:
        rows = rows.filter(state__in=OPEN_MEASURES)
    elif w.state == LATE:
        rows = rows.filter(Exists(late_steps().filter(measure=OuterRef("pk"))))
    elif w.state:
        rows = rows.filter(state=w.state)
    return rows


Options = list[tuple[str, Any]]


@dataclass(frozen=True)
class Choices:
    """What can be chosen: only what there is something of."""

    areas: Options
    spaces: Options
    dimensions: Options
    groups: Options
    departments: Options
    providers: Options
    states: Options
    years: Options
    sorts: Options


def choices(version: Version) -> Choices:
    """Of all measures; five statements."""
    places = list(
        Measure.objects.order_by().values_list("edition", "space", "planning_area", "dimensions", "groups")
    )
    areas = {area: labels.area_name(version, edition, area) for edition, _s, area, _d, _g in places if area}
    spaces = {space: labels.space_name(version, edition, space) for edition, space, _a, _d, _g in places}
    used = {key for *_, dimensions, _groups in places for key in dimensions}
    known = {key: said(one.title) for key, one in version.catalogue.dimensions.items() if key in used}
    groups = {key for *_, some in places for key in some}
    costs = YearCost.objects.filter(measure__in=Measure.objects.all())
    years = costs.order_by("-year").values_list("year", flat=True).distinct()

    return Choices(
        [("", _("alle Planungsräume")), *_by_name(areas)], [("", _("alle Räume")), *_by_name(spaces)],
        [("", _("alle Lebenslagen")), *known.items()],
        [("", _("alle Gruppen")), *((key, title) for key, title in GROUPS.items() if key in groups)],
        [("", _("alle Ämter")), *_organisations("measures")], [("", _("alle Träger")), *_organisations("provided")],
        [("", _("jeder Stand")), (OPEN, _("noch nicht zu Ende")), (LATE, _("mit überfälligem Schritt")),
         *((one.value, one.label) for one in SHOWN_MEASURES)],
        [("", _("alle Jahre")), *((str(year), str(year)) for year in years)],
        [(key, title) for key, (title, _order) in SORTS.items()],
    )  # fmt: skip


def _by_name(named: Mapping[str, str]) -> Options:
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def _organisations(relation: str) -> Options:
    rows = Organisation.objects.filter(**{f"{relation}__isnull": False}).order_by("name").distinct()
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
