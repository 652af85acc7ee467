"""The catalogue, one indicator or index, and its figures as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sozialraum.planning.statistics.addresses import map_path, profile_path
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.files import CSV, refused, table_file
from sozialraum.planning.statistics.queries import definition as words
from sozialraum.planning.statistics.queries import indicator as drawings
from sozialraum.planning.statistics.queries import spaces_table, table
from sozialraum.planning.statistics.queries.catalogue import listing
from sozialraum.planning.statistics.queries.choice import Choice, choose, editions_with
from sozialraum.planning.statistics.queries.pattern import MOST, pattern
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import edition_title, group_title, said, title_of
from sozialraum.warehouse.version import Version

# What the address of every year's figures adds.
EVERY_YEAR = "alle"


@require_safe
@published
def catalogue(request: HttpRequest) -> HttpResponse:
    """All indicators by dimension: what the city has, what it lacks, who could supply it."""
    version, _current = chosen()
    return render(request, "statistics/indicators.html", {
        "trail": [(_("Kennzahlen"), None)], "listing": listing(version, request.GET), "version": version,
    })  # fmt: skip


@require_safe
@published
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator, index, or variant of an index."""
    version, notes = _version(request)
    if key not in version.names:
        raise Http404
    shared = {"version": version, "key": key, "variants": _variants(version, key)}
    if not editions_with(version, key):
        return _without_figures(request, version, key, shared)
    choice = choose(version, key, request.GET)
    told = words.definition(version, key, choice.group)
    return render(request, "statistics/indicator.html", shared | {
        "trail": [(_("Kennzahlen"), "/kennzahlen/"), (told.title, None)],
        "definition": told, "example": words.example(choice), "choice": choice, "notes": (*notes, *choice.notes),
        "subtitle": _subtitle(choice), "forms": _forms(choice), "sheet": drawings.sheet(choice),
        "pattern": pattern(choice), "too_many": len(choice.edition) > MOST,
        "columns": [(title_of(version, key), choice.figures)],
        "labels": spaces_table.labels(choice), "caption": _caption(choice, told.title),
        "link": profile_path(version, choice.edition),
        "map_path": map_path(key, choice.edition, choice.period, choice.group),
        "class_heads": [said(n) for n in class_names(key)] if choice.is_index else [],
        "files": _files(choice),
    })  # fmt: skip


def _without_figures(
    request: HttpRequest, version: Version, key: str, shared: dict[str, Any]
) -> HttpResponse:
    """The definition of what this city has no data for, with the question who could supply it."""
    told = words.definition(version, key)
    found = version.names[key]
    dimension = version.catalogue.dimensions[getattr(found, "dimension", None) or found.dimensions[0]]
    return render(request, "statistics/indicator_without_figures.html", shared | {
        "trail": [(_(
            "Kennzahlen"
        ), "/kennzahlen/"), (told.title, None)], "definition": told, "dimension": dimension,
    })  # fmt: skip


def _version(request: HttpRequest) -> tuple[Version, tuple[str, ...]]:
    asked = request.GET.get("datenstand", "")
    version, found = chosen(asked)
    if found:
        return version, ()
    return version, (
        _("Den Datenstand „{name}“ gibt es nicht. Zu sehen ist der heutige.").format(name=asked),
    )


def _variants(version: Version, key: str) -> list[tuple[str, str, bool]]:
    home = reverse("statistics:indicators")
    return [
        (t, home + path.removeprefix("/kennzahlen/"), here) for t, path, here in words.variants(version, key)
    ]


def _subtitle(choice: Choice) -> str:
    parts = [edition_title(choice.edition), choice.period]
    if choice.group != "total":
        parts.append(group_title(choice.version, choice.group))
    return " · ".join(parts)


def _forms(choice: Choice) -> dict[str, list[tuple[str, str]]]:
    return {
        "periods": [(p, p) for p in reversed(choice.periods)],
        "groups": [(g, group_title(choice.version, g)) for g in choice.groups],
        "editions": [(e.key, edition_title(e)) for e in choice.editions],
    }


def _caption(choice: Choice, title: str) -> str:
    return _("{title}: alle Räume, {year}").format(title=title, year=choice.period)


def _files(choice: Choice) -> list[tuple[str, str, str]]:
    count = _("{count} Räume").format(count=len(choice.edition))
    years = _("{count} Räume, {first} bis {last}").format(
        count=len(choice.edition), first=choice.periods[0], last=choice.periods[-1]
    )

    def to(form: str, **changes: str) -> str:
        pinned = choice.query(datenstand=choice.version.id, **changes)
        return reverse("statistics:indicator_download", args=[choice.indicator, form]) + pinned

    files = [("CSV", to("csv"), count), (pgettext("file", "Tabelle (XLSX)"), to("xlsx"), count)]
    if len(choice.periods) > 1:
        files.append((_("CSV mit allen Jahren"), to("csv", umfang=EVERY_YEAR), years))
    return files


@require_safe
@published
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The figures of all spaces as a file; CSV also of every year."""
    version, notes = _version(request)
    if key not in version.names or not editions_with(version, key):
        raise Http404
    choice = choose(version, key, request.GET)
    if notes or choice.notes:
        return refused([*notes, *choice.notes])
    every_year = form == CSV and request.GET.get("umfang") == EVERY_YEAR
    when = EVERY_YEAR if every_year else choice.period
    stem = f"{key}-{choice.edition.key}-{when}-{choice.group}".replace("@", "-").replace("_", "-")
    return table_file(version, table.table(choice, every_year), stem, form)
