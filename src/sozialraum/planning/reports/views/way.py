"""The whole way of a need on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import one
from sozialraum.planning.needs.rules import may_see
from sozialraum.planning.reports.queries.whole_way import whole_way


@require_safe
def way(request: HttpRequest, pk: int) -> HttpResponse:
    """From the first voice to the effect; a need that was merged leads to the one that it went into."""
    asked = get_object_or_404(Need, pk=pk)
    shown = one.led_to(asked)
    if not may_see(request.user, shown):
        raise Http404  # whether there is one is nobody else's business
    if shown.pk != asked.pk:
        return redirect("reports:way", pk=shown.pk)
    trail = [
        (_("Bedarfe"), "/bedarfe/"), (shown.number, f"/bedarfe/{shown.pk}/"), (_("Der ganze Weg"), None),
    ]  # fmt: skip
    context = {
        "trail": trail,
        "here": whole_way(shown),
        "need": shown,
        "back": reverse("needs:need", args=[shown.pk]),
    }
    return render(request, "reports/way.html", context)
