"""Tables that everybody can see: what there is, each as a page with its chart, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.journal import clock
from sozialraum.planning.reports.queries import banks, departments, key_figures, spaces, whole_way
from sozialraum.planning.reports.queries.grid import Overview, file_of, shown
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.views.published import published

Options = list[tuple[str, str]]
YEAR, AREA, LEVEL = "jahr", "planungsraum", "ebene"


def year_of(request: HttpRequest) -> int:
    """The year that was asked for; 0 where none was."""
    return one_number(request.GET.get(YEAR, "")[:4]) or 0


def area_of(request: HttpRequest) -> str:
    """The planning area that was asked for, where there is such a one; else the whole city."""
    asked = request.GET.get(AREA, "")
    return asked if asked in dict(area_options()) else ""


def area_options() -> Options:
    """All planning areas by name."""
    found = [one for one in places.all_places() if one.scope.kind == "planning_area"]
    return [("", _("ganze Stadt")), *((one.scope.key, one.name) for one in found)]


def _departments(request: HttpRequest) -> Overview:
    return departments.page(year_of(request), area_of(request))


def _spaces(request: HttpRequest) -> Overview:
    level = spaces.AREAS if request.GET.get(LEVEL) == spaces.AREAS else spaces.SPACES
    return spaces.page(year_of(request), "" if level else area_of(request), level)


def _banks(request: HttpRequest) -> Overview:
    return banks.page(year_of(request))


def _key_figures(_request: HttpRequest) -> Overview:
    return key_figures.page()


PAGES: dict[str, Callable[[HttpRequest], Overview]] = {
    departments.KEY: _departments, spaces.KEY: _spaces, banks.KEY: _banks, key_figures.KEY: _key_figures,
}  # fmt: skip
FILTERS = {
    departments.KEY: (YEAR, AREA), spaces.KEY: (YEAR, LEVEL, AREA), banks.KEY: (YEAR,), key_figures.KEY: (),
}  # fmt: skip


def trail(title: str = "") -> list[tuple[str, str | None]]:
    """Where the page stands."""
    top = _("Übersichten")
    return [(top, "/uebersicht/"), (title, None)] if title else [(top, None)]


def files(request: HttpRequest, key: str) -> list[tuple[str, str, str]]:
    """The same as files, of what is shown."""
    asked = urlencode({k: v for k, v in request.GET.items() if k in FILTERS[key] and v}, safe="/")
    return [
        (label, reverse(f"reports:{key}_download", args=[form]) + (f"?{asked}" if asked else ""), "")
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What there is, and for whom."""
    context = {"trail": trail(), "example": whole_way.example(), "year": clock.today().year}
    return render(request, "reports/start.html", context)


def _page(request: HttpRequest, key: str) -> HttpResponse:
    found, filters = PAGES[key](request), FILTERS[key]
    asks_area = AREA in filters and not request.GET.get(LEVEL)
    context = {
        "trail": trail(str(found.title)), "here": found, "grids": [shown(one, request.GET) for one in found.grids],
        "years": [("", _("alle Jahre")), *((str(one), str(one)) for one in found.years)] if YEAR in filters else [],
        "areas": area_options() if asks_area else [], "area": area_of(request) if asks_area else "",
        "levels": [("", _("Sozialräume")), (spaces.AREAS, _("Planungsräume"))] if LEVEL in filters else [],
        "level": request.GET.get(LEVEL, ""), "year": str(found.year or ""), "files": files(request, key),
    }  # fmt: skip
    return render(request, "reports/table.html", context)


def _file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = PAGES[key](request)
    stem = "-".join(filter(None, ("uebersicht", key, str(found.year or ""))))
    return table_file(found.version, file_of(found, found.grids), stem, form)


@require_safe
@published
def department_page(request: HttpRequest) -> HttpResponse:
    """How departments answer."""
    return _page(request, departments.KEY)


@require_safe
@published
def department_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, departments.KEY, form)


@require_safe
@published
def space_page(request: HttpRequest) -> HttpResponse:
    """Voices, needs, measures and money of every space."""
    return _page(request, spaces.KEY)


@require_safe
@published
def space_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, spaces.KEY, form)


@require_safe
@published
def bank_page(request: HttpRequest) -> HttpResponse:
    """Who takes part, by bank."""
    return _page(request, banks.KEY)


@require_safe
@published
def bank_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, banks.KEY, form)


@require_safe
@published
def figure_page(request: HttpRequest) -> HttpResponse:
    """Key figures of the process, year against year."""
    return _page(request, key_figures.KEY)


@require_safe
@published
def figure_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, key_figures.KEY, form)
