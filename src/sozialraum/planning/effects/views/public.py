"""What everybody reads: the list, one need, one measure, living conditions."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sozialraum.planning.effects.queries import conditions as conditions_query
from sozialraum.planning.effects.queries import figures, listing, one
from sozialraum.planning.needs.models import Need
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

Trail = list[tuple[str, str | None]]


def trail(*more: tuple[str, str | None]) -> Trail:
    """The breadcrumb of a page below the list."""
    first: tuple[str, str | None] = (pgettext("stage", "Wirkung"), "/wirkung/" if more else None)
    return [first, *more]


@require_safe
@published
def effects(request: HttpRequest) -> HttpResponse:
    """Needs that are done or evaluated, and what came of each."""
    version = current()
    asked = listing.Wanted.of(request.GET, version)
    shown = listing.listing(asked, version, request.GET.get("seite"))
    context = {
        "trail": trail(), "here": shown, "asked": asked,
        "files": _files("effects:download", asked.query(), _("die Bedarfe dieser Ansicht")),
    }  # fmt: skip
    return render(request, "effects/effects.html", context)


def _files(name: str, query: str, what: str) -> list[tuple[str, str, str]]:
    query = "" if query == "?" else query
    return [
        (label, reverse(name, args=[form]) + query, what)
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file."""
    version = current()
    return table_file(
        version, listing.table(listing.Wanted.of(request.GET, version), version), "wirkung", form
    )


@require_safe
@published
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: people, figures, conference."""
    need = get_object_or_404(Need.objects.select_related("follows"), pk=pk)
    if not one.is_shown(need):
        raise Http404
    context = {
        "trail": trail((need.number, None)),
        "here": one.page(need, current(), request.user),
        "need": need,
    }
    return render(request, "effects/effect.html", context)


@require_safe
@published
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """What the figures say of one measure."""
    found = one.without_need(pk)
    if found is None:
        raise Http404
    done = one.done(found, figures.acting(), current())
    return render(request, "effects/measure.html", {"trail": trail((found.number, None)), "done": done})


@require_safe
@published
def conditions(request: HttpRequest) -> HttpResponse:
    """Whether disparity moved where the city acted."""
    shown = conditions_query.page(request.GET, current())
    context = {
        "trail": trail((_("Lebensbedingungen"), None)), "here": shown,
        "ways": [
            (conditions_query.INDICATOR, _("für diese Kennzahl")),
            (conditions_query.DIMENSION, _("in derselben Lebenslage")),
        ],
        "files": _files("effects:conditions_download", _query(request.GET), _("die Jahre als Tabelle")),
    }  # fmt: skip
    return render(request, "effects/conditions.html", context)


def _query(asked: Mapping[str, str]) -> str:
    kept = {key: asked[key] for key in ("kennzahl", "massnahmen") if key in asked}
    return f"?{urlencode(kept)}" if kept else ""


@require_safe
@published
def conditions_download(request: HttpRequest, form: str) -> HttpResponse:
    """The years as a file."""
    version = current()
    return table_file(version, conditions_query.table(request.GET, version), "lebensbedingungen", form)
