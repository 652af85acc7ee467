"""Confirming and ending a subscription; what went out; what the vault holds."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.messages import actions, personal, queries
from sozialraum.planning.people.rules import required


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, number: int, mark: str) -> HttpResponse:
    """Where the link of a mail leads: one button confirms, one ends. Opening it changes nothing."""
    found = queries.subscription(number, mark)
    if found is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("was") == "beenden":
            actions.unsubscribe(number=number, mark=mark)
        else:
            actions.confirm(number=number, mark=mark)
        found = queries.subscription(number, mark)
    what = "" if found is None or found.ended else queries.subscribed_to(found)
    return render(request, "messages/subscription.html", {"subscription": found, "what": what})


@require_safe
@required("outbox.read")
def message_list(request: HttpRequest) -> HttpResponse:
    """What waits, and what did not arrive."""
    page = Paginator(queries.not_delivered(), 50).get_page(request.GET.get("seite"))
    context = {
        "page_of_messages": page,
        "waiting": queries.waiting(),
        "review": queries.waiting_for_review(),
    }
    return render(request, "messages/message_list.html", context)


@require_safe
@required("privacy.check")
def vault(request: HttpRequest) -> HttpResponse:
    """What is kept of persons, for what, until when, and that it is erased."""
    rows = queries.vault_overview(timezone.localdate())
    page = Paginator(queries.erasure_lines(), 50).get_page(request.GET.get("seite"))
    context = {
        "rows": rows,
        "purposes": personal.by_purpose(),
        "page_of_erasures": page,
        "erasures": queries.erasures(page),
    }
    return render(request, "messages/vault.html", context)


@require_safe
@required("privacy.check")
def erasures(request: HttpRequest) -> HttpResponse:
    """The erasures as a file: semicolons and a mark for UTF-8, so that a German spreadsheet opens it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Wann"), _("Was"), _("Wofür es da war"), _("Warum")])
    for one in queries.erasures(queries.erasure_lines().iterator(2000)):
        at = timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M")
        writer.writerow([at, str(one.what), str(one.detail), str(one.why)])
    answer = HttpResponse(target.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("loeschungen")}.csv"'
    return answer
