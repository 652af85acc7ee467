"""The public's start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import start as query
from sozialraum.planning.situation.queries.map_ import WHOLE_UP_TO
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import said


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """The city at a glance, the way to one's own space, and how planning goes round."""
    version, _found = chosen()
    edition = version.edition()
    return render(request, "situation/start.html", {
        "name": version.settings["name"], "about": said(version.settings.get("about") or {}),
        "glance": query.glance(version), "finder": query.finder(version), "lately": query.lately(),
        "names": sorted(set(edition.names)) if len(edition) <= WHOLE_UP_TO else [], "example": edition.names[0],
        "version": version,
    })  # fmt: skip
