"""The municipal budget: looked through by everybody, loaded by whoever keeps the money."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum import intake
from sozialraum.intake.budget import Budget
from sozialraum.planning.people.rules import NotAllowed, Refused, may, required
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions.budget import load_budget
from sozialraum.planning.programme.forms.budget import BudgetForm
from sozialraum.planning.programme.queries import budget as query
from sozialraum.planning.programme.queries.budget_difference import difference
from sozialraum.planning.programme.views.measures import trail
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

LONGEST = 120


@require_safe
@published
def overview(request: HttpRequest) -> HttpResponse:
    """Product areas, the products of one, or what words are found in."""
    districts = query.districts(current())
    district, area, words = _asked(request, districts)
    areas = query.areas(district)
    area = area if area in dict(areas) else ""
    shown = query.products(district, area, words) if area or words else query.by_area(district)
    given = {"bezirk": district, "bereich": area, "q": words}
    context = {
        "here": shown, "is_there": query.is_there(), "district": district, "area": area, "words": words,
        "districts": districts, "areas": [("", _("alle Produktbereiche")), *((k, f"{k} {t}") for k, t in areas)],
        "of_products": bool(area or words), "files": _files(given), "may_load": may(request.user, rules.MONEY),
        "trail": trail((_("Haushalt"), None)),
    }  # fmt: skip
    return render(request, "programme/budget.html", context)


def _asked(request: HttpRequest, districts: list[tuple[str, str]]) -> tuple[str, str, str]:
    given = {
        name: request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]
        for name in ("bezirk", "bereich", "q")
    }
    return given["bezirk"] if given["bezirk"] in dict(districts) else "", given["bereich"], given["q"]


def _files(given: dict[str, str]) -> list[tuple[str, str, str]]:
    asked = urlencode({name: value for name, value in given.items() if value}, safe="/")
    asked = f"?{asked}" if asked else ""
    return [
        (label, reverse("programme:budget_download", args=[form]) + asked, _("alle Zeilen dieser Ansicht"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
@published
def product(request: HttpRequest, product: str) -> HttpResponse:
    """All lines of one product."""
    districts = query.districts(current())
    district = _asked(request, districts)[0]
    found = query.product(product, district)
    if found is None:
        raise Http404
    way = trail((_("Haushalt"), reverse("programme:budget")), (found.title, None))
    context = {
        "here": found, "district": district, "districts": districts, "trail": way,
        "files": _files({"produkt": product, "bezirk": district}), "may_begin": may(request.user, rules.REPORT),
    }  # fmt: skip
    return render(request, "programme/budget_product.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Lines as a file."""
    version = current()
    district, area, words = _asked(request, query.districts(version))
    key = request.GET.get("produkt", "").replace("\x00", "")[:20]
    return table_file(version, query.table(district, area, key, words), _("haushalt"), form)


@require_http_methods(["GET", "HEAD", "POST"])
@required(rules.MONEY)
@published
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file and say what it would change; load it where that was asked for."""
    form = BudgetForm(request.POST or None, request.FILES or None, version=current())
    context: dict[str, Any] = {}
    if form.is_valid():
        read: Budget = form.read
        context = {"read": read, "issues": [_issue(one, request.LANGUAGE_CODE) for one in read.issues]}
        try:
            if form.cleaned_data["load"]:
                found = load_budget(by=request.user, budget=read)
                messages.success(request, _told(found))
                return redirect("programme:budget")
            context["would"] = difference(read)
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
    way = trail((_("Haushalt"), reverse("programme:budget")), (_("Einlesen"), None))
    context |= {"form": form, "trail": way}
    return render(request, "programme/budget_upload.html", context, status=422 if form.errors else 200)


def _issue(issue: Any, language: str) -> dict[str, Any]:
    title, text, todo = intake.describe(issue, language)
    return {"severity": issue.severity, "row": issue.row, "title": title, "text": text, "todo": todo}


def _told(found: Any) -> str:
    if found.is_empty:
        return _("Alles war schon bekannt: Es hat sich nichts geändert.")
    return _("Eingelesen: %(lines)d neue Zeilen, %(amounts)d neue Beträge, %(changed)d geänderte.") % {
        "lines": len(found.new_lines), "amounts": len(found.new_amounts), "changed": len(found.changed),
    }  # fmt: skip
