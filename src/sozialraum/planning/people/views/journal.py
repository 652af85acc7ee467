"""/verwaltung/journal/: who did what, when and why; and what the program has sent."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sozialraum.planning.journal import queries
from sozialraum.planning.journal.forms import Filter
from sozialraum.planning.people.queries import letter_names, letters, told
from sozialraum.planning.people.rules import required

PER_PAGE = 50


@require_safe
@required("journal.read")
def journal(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    until = asked.get("bis")
    found = queries.entries(
        asked.get("suche", ""),
        asked.get("was", ""),
        asked.get("von"),
        queries.day_after(until) if until else None,
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"form": form, "page_of_entries": page, "lines": told(page)}
    return render(request, "people/journal.html", context)


@require_safe
@required("outbox.read")
def outbox_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(letter_names(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page_of_letters": page, "letters": [(name, letters(name)) for name in page]}
    return render(request, "people/outbox.html", context)


@require_safe
@required("outbox.read")
def outbox_letter(request: HttpRequest, name: str) -> HttpResponse:
    found = letters(f"{name}.log")
    if not found:
        raise Http404
    return render(request, "people/outbox_letter.html", {"letters": found})
