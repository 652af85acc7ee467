"""One figure explains itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.statistics.addresses import indicator_path, space_path
from sozialraum.planning.statistics.queries.definition import definition
from sozialraum.planning.statistics.queries.figure import figure_sheet
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import edition_title, group_title, title_of
from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.version import NoFiguresError


@require_safe
@published
def page(
    request: HttpRequest, indicator: str, edition: str, code: str, period: str, group: str
) -> HttpResponse:
    """Value, state, parts, sources, calculation and neighbours of one figure."""
    version, found = chosen(request.GET.get("datenstand", ""))
    try:
        where = version.edition(edition)
        sheet = figure_sheet(version, indicator, where, code, period, group)
    except (NoFiguresError, UnknownSpaceError):
        raise Http404 from None
    notes = [] if found else [_("Diesen Datenstand gibt es nicht. Zu sehen ist der heutige.")]
    title = title_of(version, indicator)
    return render(request, "statistics/figure.html", {
        "trail": [
            (_("Kennzahlen"), "/kennzahlen/"), (title, indicator_path(indicator)),
            (sheet.space, space_path(version, where, code)), (period, None),
        ],
        "sheet": sheet, "version": version, "notes": notes, "edition": edition_title(where), "period": period,
        "group": "" if group == "total" else group_title(version, group),
        "definition": definition(version, indicator, group),
    })  # fmt: skip
