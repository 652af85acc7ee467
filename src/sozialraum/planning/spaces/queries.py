"""The only way to read spaces across: by code, by day, by a name that somebody typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from sozialraum.planning.spaces.models import Edition, Space, SpaceSystem

SEARCHED = (SpaceSystem.Role.SOCIAL_SPACE, SpaceSystem.Role.PLANNING_AREA)


def editions_on(day: date | None = None) -> QuerySet[Edition]:
    """The edition of each system that is in force on a day."""
    return Edition.objects.filter(during__contains=day or timezone.localdate()).select_related("system")


def edition_of(system: str, day: date | None = None) -> Edition | None:
    """The edition of a system in force on a day."""
    return editions_on(day).filter(system__key=system).first()


def space_of(system: str, code: str, day: date | None = None) -> Space | None:
    """A space by its code, as it stands on a day."""
    return (
        Space.objects.filter(edition__in=editions_on(day).filter(system__key=system), code=code)
        .select_related("edition__system")
        .first()
    )


def spaces_of(role: str, day: date | None = None) -> QuerySet[Space]:
    """All spaces of the systems in a role ("social_space") on a day, in the order of their editions."""
    return Space.objects.filter(edition__in=editions_on(day).filter(system__role=role)).select_related(
        "edition__system"
    )


def scopes_of(role: str) -> list[tuple[str, str]]:
    """Spaces of a role as scopes of appointments: key `system/code` and name."""
    found = spaces_of(role).values_list("edition__system__key", "code", "name")
    return [(f"{system}/{code}", name) for system, code, name in found]


def search(text: str, roles: Iterable[str] = SEARCHED, limit: int = 20) -> list[Space]:
    """Spaces in force today whose name or code is meant; with a slip of the pen the nearest names."""
    words = as_sought(text).split()
    if not words:
        return []
    today = Space.objects.filter(edition__in=editions_on().filter(system__role__in=list(roles)))
    found = today.select_related("edition__system")
    for word in words:
        found = found.filter(sought__contains=word)
    begins = Case(
        When(sought__startswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    exact = list(found.order_by(begins, "name", "pk")[:limit])
    return exact or _nearest(" ".join(words), today, limit)


def _nearest(sought: str, spaces: QuerySet[Space], limit: int) -> list[Space]:
    names: dict[str, list[int]] = {}
    for pk, name in spaces.values_list("pk", "name"):
        whole = as_sought(name)
        for part in {whole, *whole.split()}:
            names.setdefault(part, []).append(pk)
    near = difflib.get_close_matches(sought, names, n=limit, cutoff=0.72)
    order = list(dict.fromkeys(pk for name in near for pk in names[name]))[:limit]
    found = Space.objects.select_related("edition__system").in_bulk(order)
    return [found[pk] for pk in order]


def as_sought(text: str) -> str:
    """A name as it is compared: without case, accents and double letters, umlauts either way.

    >>> as_sought("Grünau-Mitte"), as_sought("GRUENAU  mitte")
    ('grunau mite', 'grunau mite')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = re.sub(r"([aou])e+", r"\1", plain)
    plain = re.sub(r"([a-z])\1+", r"\1", plain)
    return " ".join(re.findall(r"\w+", plain))
