"""The yearly report: which there are, and each as a page and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.paper import Document
from sozialraum.paper.html import html
from sozialraum.planning.conferences.views.printed import printed
from sozialraum.planning.journal import clock
from sozialraum.planning.reports.papers.yearly import yearly
from sozialraum.planning.reports.queries.figures import figures
from sozialraum.planning.reports.views.tables import trail
from sozialraum.planning.statistics.views.published import published


def _document(year: int) -> tuple[Document, tuple[int, ...]]:
    found = figures()
    if year not in found.years:
        raise Http404
    return yearly(year, found), found.years


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The report on the year that runs."""
    return redirect("reports:yearly", year=clock.today().year)


@require_safe
@published
def report(request: HttpRequest, year: int) -> HttpResponse:
    """The report on one year."""
    document, years = _document(year)
    context = {
        "trail": trail(document.reference), "document": document, "content": html(document, level=2), "year": year,
        "others": [(other, reverse("reports:yearly", args=[other]), other == year) for other in reversed(years)],
        "files": [("PDF", reverse("reports:yearly_pdf", args=[year]), _("zum Drucken und Ablegen"))],
    }  # fmt: skip
    return render(request, "reports/yearly.html", context)


@require_safe
@published
def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same on paper."""
    document, _years = _document(year)
    return printed(document, document.reference, is_public=True)
