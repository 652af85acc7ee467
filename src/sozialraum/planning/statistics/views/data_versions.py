"""Data versions: all of them, one in full, its issue log as page and file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sozialraum.planning.statistics import queries
from sozialraum.planning.statistics.files import CSV, table_file
from sozialraum.planning.statistics.queries import issues as issue_log
from sozialraum.planning.statistics.queries.data_versions import find, sheet, versions
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import day_in_words
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.version import Version

ISSUES_A_PAGE = 25


@require_safe
@published
def overview(request: HttpRequest) -> HttpResponse:
    """All published data versions, the newest first."""
    return render(
        request,
        "statistics/data_versions.html",
        {"trail": [(_("Datenstände"), None)], "versions": versions()},
    )


@require_safe
@published
def page(request: HttpRequest, id: str) -> HttpResponse:
    """What one data version was made of, and what changed since the one before."""
    version = _found(id)
    shown = sheet(version)
    return render(request, "statistics/data_version.html", {
        "trail": [(_(
            "Datenstände"
        ), "/datenstaende/"), (version.id, None)], "version": version, "sheet": shown,
        "severities": [issue_log.counted(s, n) for s, n in shown.issues.items()],
        "day": day_in_words(shown.line.published),
    })  # fmt: skip


def _found(id_: str) -> Version:
    queries.current()  # where nothing is published, say so rather than that this version doesn't exist
    try:
        return find(id_)
    except NotPublishedError:
        raise Http404 from None


@require_safe
@published
def issues(request: HttpRequest, id: str) -> HttpResponse:
    """The issue log with its filters."""
    version = _found(id)
    shown = issue_log.log(version, request.GET)
    pages = Paginator(shown.issues, ISSUES_A_PAGE)
    current = pages.get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    address = reverse("statistics:issues_download", args=[version.id])
    count = ngettext("{n} Hinweis", "{n} Hinweise", len(shown.issues)).format(n=len(shown.issues))
    return render(request, "statistics/issues.html", {
        "trail": [
            (_(
                "Datenstände"
            ), "/datenstaende/"), (version.id, f"/datenstaende/{version.id}/"), (_("Hinweise"), None),
        ],
        "version": version, "log": shown, "page_of_issues": current,
        "filtered": len(shown.issues) < shown.all,
        "files": [("CSV", f"{address}?{query.urlencode()}", count)],
    })  # fmt: skip


@require_safe
@published
def issues_download(request: HttpRequest, id: str) -> HttpResponse:
    """The issue log, as it is filtered, as CSV."""
    version = _found(id)
    return table_file(
        version, issue_log.table(version, issue_log.log(version, request.GET)), _("hinweise"), CSV
    )
