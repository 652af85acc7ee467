"""Search: by words, by a place on the map, and the list of all social spaces."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import search as query
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import said

LONGEST, MOST = 120, 40


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """What was found; without a question the list of all social spaces."""
    version, _found = chosen()
    asked = request.GET.get("q", "").strip()[:LONGEST]
    place = _place(request)
    context = {
        "trail": [(_("Suche"), None)], "asked": asked, "place": place,
        "unit": said(version.edition().title), "example": version.edition().names[0],
    }  # fmt: skip
    if place is not None:
        context["spaces_here"] = query.at(version, *place) if all(p is not None for p in place) else []
        context["place_wrong"] = None in place
    if asked:
        found = query.index(version).find(asked)
        groups = (
            (_("Räume"), query.SPACES),
            (_("Kennzahlen"), query.INDICATORS),
            (_("Indizes und Methoden"), query.METHODS),
        )
        by_kind = [(title, [e for e in found if e.kind == kind]) for title, kind in groups]
        context["results"] = [(title, e[:MOST], max(len(e) - MOST, 0)) for title, e in by_kind if e]
        context["count"] = len(found)
    elif place is None:
        context["areas"] = query.directory(version)
    return render(request, "situation/search.html", context)


def _place(request: HttpRequest) -> tuple[float | None, float | None] | None:
    """Latitude and longitude where a place is asked for."""
    if "lat" not in request.GET and "lon" not in request.GET:
        return None
    return query.coordinate(request.GET.get("lat", ""), 90), query.coordinate(request.GET.get("lon", ""), 180)
