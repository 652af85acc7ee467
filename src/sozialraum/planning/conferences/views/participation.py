"""Participation by bank against the population: a page for everybody, and the same as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries import participation as query
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.conferences.views.bodies import up
from sozialraum.planning.journal import clock
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.views.published import published


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """Who sits, comes and speaks, by bank; of all bodies, of those of a planning area, or of one."""
    here = _found(request)
    asked = {key: request.GET.get(key, "") for key in ("gremium", "planungsraum", "zeit")}
    kept = urlencode({key: value for key, value in asked.items() if value}, safe="/")
    files = [
        (label, reverse("conferences:participation_download", args=[form]) + (f"?{kept}" if kept else ""), "")
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    areas = [one for one in places.all_places() if one.scope.kind == "planning_area"]
    choices = {
        "bodies": [("", _("alle")), *((str(pk), name) for pk, name in _bodies().values_list("pk", "name"))],
        "areas": [("", _("ganze Stadt")), *((one.scope.key, one.name) for one in areas)],
        "years": [("", _("letzte 12 Monate")), ("3", _("letzte drei Jahre")), ("alle", _("alle"))],
    }
    context = {
        "here": here, "asked": asked, "choices": choices, "files": files, "rule": query.rule(),
        "chart": query.presence_chart(here.whole), "only": here.each[0] if len(here.each) == 1 else None,
        "trail": [*up(), (_("Wer am Tisch zu Wort kommt"), None)],
    }  # fmt: skip
    return render(request, "conferences/participation.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    here = _found(request)
    return table_file(here.version, query.table(here), "teilnahme-je-bank", form)


def _bodies() -> object:
    return Body.objects.filter(during__contains=clock.today()).order_by("kind", "name")


def _area(request: HttpRequest) -> str:
    return request.GET.get("planungsraum", "").replace("\x00", "")


def _found(request: HttpRequest) -> query.Found:
    bodies, number, area = _bodies(), one_number(request.GET.get("gremium", "")), _area(request)
    if number is not None:
        bodies = bodies.filter(pk=number)
    elif area:
        bodies = bodies.filter(planning_area=area)
    return query.found(list(bodies), request.GET.get("zeit", ""))
