"""Any spaces side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sozialraum.planning.situation.queries import compare as query
from sozialraum.planning.situation.queries.map_ import WHOLE_UP_TO
from sozialraum.planning.statistics.files import refused, table_file
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import group_title
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.version import Version


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """The spaces chosen, with all their figures by dimension."""
    shown = query.comparison(request.GET, request.GET.getlist("raum"))
    here = reverse("situation:compare")
    if shown.added and not shown.notes:
        return redirect(here + shown.query())
    sections = query.sections(shown) if shown.spaces else []
    version = shown.version
    return render(request, "situation/compare.html", {
        "trail": [(_("Vergleich"), None)],
        "shown": shown, "typed": request.GET.get("dazu", "").strip()[:120],
        "spaces": [(n, s, here + shown.without(s)) for n, s in enumerate(shown.spaces, 1)],
        "sections": [s for s in sections if s.rows], "gaps": [s for s in sections if not s.rows],
        "proposals": [(e, here + shown.with_reference(e.reference)) for e in shown.proposals],
        "suggestions": [(label, here + shown.with_reference(r)) for label, r in _suggestions(shown)],
        "groups": [(g, group_title(version, g)) for g in query.groups(version)],
        "periods": [("", _("das neueste")), *((p, p) for p in query.periods(version))],
        "names": _names(version), "room": len(shown.spaces) < query.MOST, "files": _files(shown),
        "signs": {int(c.figure.state) for s in sections for r in s.rows for c in r.cells},
    })  # fmt: skip


def _names(version: Version) -> list[str]:
    """Names for the list under the field; of very many spaces only those of the larger ones."""
    editions = [version.edition(), version.parent_of(version.edition()), version.edition(CITY)]
    small = [e for e in editions if isinstance(e, Edition) and len(e) <= WHOLE_UP_TO]
    return sorted({name for e in small for name in e.names})


def _suggestions(shown: query.Comparison) -> list[tuple[str, str]]:
    """What is worth standing beside what is chosen: the planning areas it lies in and the whole city."""
    if not shown.spaces or len(shown.spaces) >= query.MOST:
        return []
    version = shown.version
    found: dict[str, str] = {}
    for space in shown.spaces:
        parent = version.parent_of(space.edition)
        row = int(version.parent_rows(space.edition)[space.row]) if parent else -1
        if parent is not None and row >= 0:
            found[f"{parent.space_system}/{parent.codes[row]}"] = parent.names[row]
    city = version.edition(CITY)
    found.setdefault(f"{CITY}/{city.codes[0]}", city.names[0])
    have = {s.reference for s in shown.spaces}
    return [(name, reference) for reference, name in found.items() if reference not in have]


def _files(shown: query.Comparison) -> list[tuple[str, str, str]]:
    words = {"csv": "CSV", "xlsx": pgettext("file", "Tabelle (XLSX)")}
    asked = shown.query(datenstand=shown.version.id)
    return [
        (label, reverse("situation:compare_download", args=[form]) + asked, "")
        for form, label in words.items()
    ]


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The comparison as a file."""
    shown = query.comparison(request.GET, request.GET.getlist("raum"))
    typed = request.GET.get("dazu", "").strip()[:120]
    several = [_("„{name}“ passt auf mehrere Räume.").format(name=typed)] if shown.proposals else []
    if shown.notes or several:
        return refused([*shown.notes, *several])
    stem = "vergleich-" + "-".join(s.reference.replace("/", "-").replace("@", "-") for s in shown.spaces)
    return table_file(shown.version, query.table(shown), stem, form)
