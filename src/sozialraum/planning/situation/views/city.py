"""The page of the city as a whole, and its disparity and segregation as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import city as query
from sozialraum.planning.situation.queries import city_files
from sozialraum.planning.statistics.files import refused, table_file
from sozialraum.planning.statistics.views.published import published


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """Disparity, segregation and the city's own figures."""
    found = query.page(request.GET)
    return render(request, "situation/city.html", {
        "trail": [(_("Stadt im Ganzen"), None)], "here": found, "name": found.version.settings["name"],
        "about": found.version.settings.get("about"), "files": _files(found),
        "all_open": "alles" in request.GET,
    })  # fmt: skip


def _files(found: query.CityPage) -> list[tuple[str, str, str]]:
    if found.edition is None:
        return []
    asked = f"?stand={found.edition.key}&datenstand={found.version.id}"
    what = _("Unterschiede und getrenntes Wohnen, alle Jahre")
    whole = _("alle Kennzahlen der Stadt, Gruppen und Jahre")
    return [
        *((label, reverse("situation:city_download", args=[form]) + asked, what) for label, form in _FORMS),
        *(
            (label, reverse("situation:profile_download", args=["city", "city", form]), whole)
            for label, form in _FORMS
        ),
    ]


_FORMS = (("CSV", "csv"), ("XLSX", "xlsx"))


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Disparity and segregation as a file."""
    found = query.page(request.GET)
    if found.notes:
        return refused(found.notes)
    stem = f"stadt-{found.edition.key if found.edition else ''}".replace("@", "-")
    return table_file(found.version, city_files.table(found), stem, form)
