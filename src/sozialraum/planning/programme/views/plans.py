"""The programme of the city and of a planning area, as a page and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.conferences.views.printed import printed
from sozialraum.planning.programme.papers.programme import document
from sozialraum.planning.programme.queries.programme import Programme, programme
from sozialraum.planning.programme.views.measures import trail
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published


def _found(code: str = "") -> Programme:
    found = programme(current(), code)
    if found is None:
        raise Http404
    return found


@require_safe
@published
def city(request: HttpRequest) -> HttpResponse:
    """Of the whole city."""
    way = trail((_("Programm der Stadt"), None))
    context = {"here": _found(), "trail": way, "pdf": reverse("programme:programme_pdf")}
    return render(request, "programme/programme.html", context)


@require_safe
@published
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Of one planning area."""
    found = _found(code)
    way = trail((_("Programm der Stadt"), reverse("programme:programme")), (found.name, None))
    context = {"here": found, "trail": way, "pdf": reverse("programme:area_programme_pdf", args=[code])}
    return render(request, "programme/programme.html", context)


@require_safe
@published
def city_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a document."""
    return printed(document(_found()), _("programm"), is_public=True)


@require_safe
@published
def area_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a document."""
    found = _found(code)
    return printed(document(found), f"{_('programm')}-{found.name}", is_public=True)
