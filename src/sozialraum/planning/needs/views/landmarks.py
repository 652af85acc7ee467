"""Points of orientation for the map on which somebody shows a place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sozialraum.planning.needs.queries import landmarks as query
from sozialraum.planning.situation.views.packed import packed
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published


@require_safe
@published
def landmarks(request: HttpRequest) -> HttpResponse:
    """The city's facilities with a name, as GeoJSON."""
    return packed(request, query.landmarks(current()), "application/geo+json", "public, max-age=3600")
