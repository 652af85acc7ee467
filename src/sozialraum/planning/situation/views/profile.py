"""The page of one space, and its figures as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import profile as query
from sozialraum.planning.situation.queries import profile_files
from sozialraum.planning.situation.queries.offered import sections_of
from sozialraum.planning.situation.queries.spaces import NoSuchSpaceError, Where, where
from sozialraum.planning.statistics.files import refused, table_file
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.editions import CITY


@require_safe
@published
def page(request: HttpRequest, system: str, code: str) -> HttpResponse:
    """All that is known of one space."""
    here = _where(request, system, code)
    elsewhere = _own_page(here)
    if elsewhere:
        return redirect(elsewhere)
    found = query.page(here, opened="alles" in request.GET)
    trail = [(said(here.edition.title), "/suche/")]
    trail += [(found.profile.parent_name, found.area_path)] if found.area_path else []
    return render(request, "situation/profile.html", {
        "trail": [*trail, (here.name, None)], "here": here, "page_of": found, "files": files(here),
        "all_open": "alles" in request.GET, "offered": sections_of(here),
    })  # fmt: skip


def _where(request: HttpRequest, system: str, code: str) -> Where:
    try:
        here = where(system, code, request.GET)
    except NoSuchSpaceError:
        raise Http404 from None
    if here.edition.role == "building_block":
        raise Http404
    return here


def _own_page(here: Where) -> str:
    """City and planning areas have pages of their own, as they stand today."""
    if here.edition.role == CITY:
        return reverse("situation:city")
    newest = here.version.edition(here.edition.space_system) is here.edition
    if newest and here.edition.space_system == here.version.settings.get("planning_areas"):
        return reverse("situation:area", args=[here.code])
    return ""


def files(here: Where) -> list[tuple[str, str, str]]:
    """The figures of a space as files: label, address, what is in it."""
    asked = f"?stand={here.edition.key}&datenstand={here.version.id}"
    what = _("alle Kennzahlen, Gruppen und Jahre")
    return [
        (
            label,
            reverse("situation:profile_download", args=[here.edition.space_system, here.code, form]) + asked,
            what,
        )
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
@published
def download(request: HttpRequest, system: str, code: str, form: str) -> HttpResponse:
    """All figures of one space as a file."""
    here = _where(request, system, code)
    if here.notes:
        return refused(here.notes)
    return table_file(here.version, profile_files.table(here), profile_files.stem(here), form)
