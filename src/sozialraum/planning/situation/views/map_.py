"""The map of an indicator or index: page, boundaries, figures for the live map, files."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sozialraum.charts import SpaceMap
from sozialraum.planning.situation.queries import map_ as query
from sozialraum.planning.situation.queries import map_files, options
from sozialraum.planning.situation.queries.choice import FEWEST, MOST, Choice, choice
from sozialraum.planning.situation.views.packed import packed
from sozialraum.planning.statistics.addresses import indicator_path
from sozialraum.planning.statistics.files import FORMS, attachment, file_name, refused, table_file
from sozialraum.planning.statistics.queries.versions import chosen, outlines_of
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import edition_title, title_of
from sozialraum.warehouse.version import NoFiguresError

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=300"


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """One view of the map with its table."""
    view = choice(request.GET)
    spaces = query.drawn(view)
    columns, labels = query.columns(view)
    before, after = query.neighbours(view.periods, view.period)
    return render(request, "situation/map.html", {
        "trail": [(_("Karte"), None)],
        "view": view, "title": title_of(view.version, view.indicator), "subtitle": query.subtitle(view),
        "edition": edition_title(view.edition), "map": spaces, "whole_city": query.in_the_whole_city(view),
        "method_words": query.method_words(view), "broken": query.break_of(view),
        "columns": columns, "labels": labels, "link": spaces.link,
        "per_page": query.WHOLE_UP_TO if len(view.edition) <= query.WHOLE_UP_TO else query.ROWS_A_PAGE,
        "before": before and (before, _here(view, jahr=before)), "after": after and (after, _here(view, jahr=after)),
        "forms": _forms(view), "address": _here(view, pinned=True), "files": _files(view),
        "more_open": view.cut != "quantile" or view.count != 5,
        "about": _about(view), "definition": view.version.names[view.indicator].explanation,
    })  # fmt: skip


def _here(view: Choice, pinned: bool = False, **changes: str) -> str:
    return reverse("situation:map") + view.query(pinned, **changes)


def _forms(view: Choice) -> dict[str, list]:
    """What can be chosen, as options of the form's selects."""
    return {
        "indicators": options.indicators(view.version, view.edition),
        "groups": options.groups(view.version, view.edition, view.indicator),
        "periods": [(p, p) for p in reversed(view.periods)],
        "editions": options.editions(view.version),
        "cuts": [
            ("quantile", _("gleich viele Räume je Klasse")), ("gleich", _("gleich breite Klassen")),
            ("natuerlich", _("natürliche Sprünge")),
        ],
        "counts": [(str(n), str(n)) for n in range(FEWEST, MOST + 1)],
    }  # fmt: skip


def _files(view: Choice) -> list[tuple[str, str, str]]:
    count = _("{count} Räume").format(count=len(view.edition))
    words = {
        "csv": "CSV",
        "xlsx": pgettext("file", "Tabelle (XLSX)"),
        "geojson": _("Karte mit Grenzen (GeoJSON)"),
    }
    asked = view.query(pinned=True, raum="")
    return [
        (label, reverse("situation:map_download", args=[form]) + asked, count)
        for form, label in words.items()
    ]


def _about(view: Choice) -> str:
    """The page that explains what is shown, as a German path."""
    return indicator_path(
        next((k for k in view.version.catalogue.indices if view.indicator.startswith(k)), view.indicator)
    )


@require_safe
@published
def outlines(request: HttpRequest, edition: str, content: str) -> HttpResponse:
    """Boundaries of an edition under the name of their content."""
    version, _found = chosen(request.GET.get("datenstand", ""))
    try:
        known = version.edition(edition)
    except NoFiguresError:
        raise Http404 from None
    if known.key != edition or version.outlines_name(known) != content:
        raise Http404
    return packed(request, outlines_of(version, known), "application/geo+json", FOR_EVER)


@require_safe
@published
def values(request: HttpRequest) -> HttpResponse:
    """The figures of a view for the live map."""
    view = choice(request.GET)
    if view.notes:
        return refused(view.notes)
    return packed(request, _data(query.drawn(view)), "application/json", ASK_AGAIN)


@lru_cache(maxsize=48)
def _data(spaces: SpaceMap) -> bytes:
    return spaces.data


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The figures of a view as a file."""
    view = choice(request.GET)
    if view.notes:
        return refused(view.notes)
    stem = f"{view.indicator}-{view.edition.key}-{view.period}-{view.group}".replace("@", "-")
    if form in FORMS:
        return table_file(view.version, map_files.table(view), stem, form)
    if form == "geojson":
        name = file_name(view.version, stem, form)
        return attachment(map_files.geojson(view), "application/geo+json", name)
    raise Http404
