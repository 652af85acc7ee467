"""What everybody sees of measures: the list with its sums, and one measure."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.people.rules import may
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.queries import measure as one
from sozialraum.planning.programme.queries import measures as query
from sozialraum.planning.programme.queries.wanted import Wanted
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published


def trail(*further: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of measures; the last one is the page itself."""
    if not further:
        return [(_("Maßnahmen"), None)]
    return [(_("Maßnahmen"), reverse("programme:measures")), *further]


@require_safe
@published
def measure_list(request: HttpRequest) -> HttpResponse:
    """The list with its choices and sums."""
    wanted = Wanted.of(request.GET)
    context = {
        "here": query.listing(wanted, current(), request.GET.get("seite")), "asked": wanted, "trail": trail(),
        "files": [
            (label, reverse("programme:measures_download", args=[form]) + wanted.query(), _("diese Maßnahmen"))
            for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
        ],
        "may_begin": may(request.user, rules.REPORT) or may(request.user, rules.RECORD),
    }  # fmt: skip
    return render(request, "programme/measure_list.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    version = current()
    return table_file(version, query.table(Wanted.of(request.GET), version), _("massnahmen"), form)


@require_safe
@published
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure."""
    found = one.get(pk)
    if found is None:
        raise Http404
    context = {
        "here": one.page(found, current()), "measure": found, "trail": trail((found.number, None)),
        "may_report": rules.may_run(request.user, found),
    }  # fmt: skip
    return render(request, "programme/measure.html", context)
