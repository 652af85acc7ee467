"""The page of a planning area, and its social spaces as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import area as query
from sozialraum.planning.situation.queries import area_files
from sozialraum.planning.situation.queries.offered import sections_of
from sozialraum.planning.situation.queries.spaces import NoSuchSpaceError, Where
from sozialraum.planning.situation.views import profile
from sozialraum.planning.statistics.files import refused, table_file
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import said


@require_safe
@published
def page(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of one planning area."""
    here = _where(request, code)
    found = query.page(here, request.GET)
    return render(request, "situation/area.html", {
        "trail": [(said(here.edition.title), "/suche/"), (here.name, None)], "here": here, "page_of": found.own,
        "area": found, "all_open": "alles" in request.GET, "offered": sections_of(here),
        "tabs": [(title, f"?dimension={key}#vergleich", now) for title, key, now in found.tabs],
        "files": [*_files(here), *profile.files(here)],
    })  # fmt: skip


def _where(request: HttpRequest, code: str) -> Where:
    try:
        return query.find(code, request.GET)
    except NoSuchSpaceError:
        raise Http404 from None


def _files(here: Where) -> list[tuple[str, str, str]]:
    asked = f"?stand={here.edition.key}&datenstand={here.version.id}"
    what = _("die Räume des Gebiets nebeneinander, letztes Jahr")
    return [
        (label, reverse("situation:area_download", args=[here.code, form]) + asked, what)
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
@published
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The social spaces of a planning area side by side as a file."""
    here = _where(request, code)
    if here.notes:
        return refused(here.notes)
    return table_file(here.version, area_files.table(here), area_files.stem(here), form)
