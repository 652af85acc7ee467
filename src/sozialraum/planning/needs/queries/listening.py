"""What is done where it is silent: doors to knock at, what is planned, and what came of what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from sozialraum.planning.needs.models import Contribution, ListeningStep
from sozialraum.planning.needs.queries.labels import space_name
from sozialraum.planning.people.models import WHOLE_CITY, Scope
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import roles_with
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

DAYS = 90
# Where people of a group are met: kinds of facilities.
DOORS: Mapping[str, tuple[str, ...]] = {
    "age_0_14": ("school_primary", "youth_centre"), "age_15_24": ("youth_centre", "school_secondary"),
    "with_children": ("kita",), "single_parent": ("kita",), "age_65_plus": ("senior_meeting",),
    "": ("library", "neighbourhood_centre", "community_centre"),
}  # fmt: skip
A_KIND, DOORS_SHOWN = 2, 6


@dataclass(frozen=True)
class Step:
    """One step and what came of it. before, after: contributions in the ninety days; `until`: the last of them."""

    step: ListeningStep
    name: str
    before: int
    after: int
    until: date | None

    @property
    def is_running(self) -> bool:
        """Whether the ninety days are not over yet."""
        return self.until is not None and self.until > timezone.localdate()


def steps(version: Version) -> list[Step]:
    """All steps, the latest first, each with its effect; one statement."""
    before = _counted(day__lt=OuterRef("done"), day__gte=OuterRef("done") - timedelta(days=DAYS))
    after = _counted(day__gte=OuterRef("done"), day__lt=OuterRef("done") + timedelta(days=DAYS))
    found = ListeningStep.objects.annotate(before=Coalesce(before, 0), after=Coalesce(after, 0))
    return [
        Step(one, space_name(version, "", one.social_space), one.before, one.after,
             one.done + timedelta(days=DAYS) if one.done else None)
        for one in found.order_by(F("done").desc(nulls_first=True), "-planned_for", "-pk")
    ]  # fmt: skip


def _counted(**days: object) -> Subquery:
    here = Contribution.objects.filter(social_space=OuterRef("social_space"), withdrawn__isnull=True)
    counted = (
        here.annotate(day=Coalesce("heard_on", TruncDate("registered")))
        .filter(**days)
        .order_by()
        .values("social_space")
    )
    return Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def doors(version: Version, edition: Edition, code: str, groups: Iterable[str]) -> list[tuple[str, str]]:
    """Facilities in a space through which the groups can be reached: name and kind."""
    row, found = edition.index_of(code), []
    kinds = [kind for group in [*groups, ""] for kind in DOORS.get(group, ())]
    newest = {
        re.sub(r"_\d{4}$", "", f.kind): f for f in sorted(version.facilities(edition), key=lambda f: f.as_of)
    }
    for kind in dict.fromkeys(kinds):
        f = newest.get(kind)
        here = np.flatnonzero(f.spaces == row).tolist() if f is not None else []
        found += [(f.names[i], said(f.title)) for i in here[:A_KIND] if f is not None and f.names[i]]
    return found[:DOORS_SHOWN]


def held(account: object, permission: str) -> set[Scope]:
    """Scopes in which somebody holds a permission today; nothing for the anonymous."""
    if getattr(account, "pk", None) is None:
        return set()
    return {one.scope for one in in_force_of(account) if one.role in roles_with(permission)}  # type: ignore[arg-type]


def is_theirs(scopes: set[Scope], *where: Scope) -> bool:
    """Whether one of the scopes that somebody holds is one of these, or the whole city."""
    return bool(scopes & {WHOLE_CITY, *where})
