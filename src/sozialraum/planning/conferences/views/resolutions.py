"""What was resolved, to search, to sort and to take along."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.conferences.queries import resolutions as query
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.conferences.views.trails import of_all
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

PER_PAGE = 50


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """The list with its choices."""
    wanted, who = query.Wanted.of(request.GET), viewer(request.user)
    page = Paginator(query.found(wanted, who), PER_PAGE).get_page(request.GET.get("seite"))
    page.object_list = in_public(page.object_list)
    files = [
        (
            label,
            reverse("conferences:resolutions_download", args=[form]) + wanted.query(),
            _("diese Beschlüsse"),
        )
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "page_of_resolutions": page, "asked": wanted, "choices": query.choices(who), "files": files,
        "trail": of_all(_("Beschlüsse")),
    }  # fmt: skip
    return render(request, "conferences/resolutions.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    table = query.table(query.Wanted.of(request.GET), viewer(request.user))
    return table_file(current(), table, "beschluesse", form)
