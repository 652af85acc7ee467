"""Bodies: the public list and page of each; setting them up, their rules, their end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import establishing, seating
from sozialraum.planning.conferences.forms.bodies import AreaForm, BodyForm, EndForm, RulesForm
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries import bodies as query
from sozialraum.planning.conferences.queries import one_body, places
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.people.rules import Refused, acting, required
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
END = "aufloesen"


@require_safe
@published
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies by kind; who runs a place sees what it lacks."""
    wanted, who = query.Wanted.of(request.GET), viewer(request.user)
    found = query.listing(wanted, who)
    asked = request.GET.urlencode()
    files = [
        (label, reverse("conferences:bodies_download", args=[form]) + (f"?{asked}" if asked else ""), _("diese Liste"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]  # fmt: skip
    context = {
        "here": found, "asked": wanted, "files": files, "may_set_up": bool(who.scopes),
        "trail": [*up()[:1], (_("Gremien"), None)],
    }  # fmt: skip
    return render(request, "conferences/body_list.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file."""
    found = query.listing(query.Wanted.of(request.GET), viewer(request.user))
    return table_file(found.version, query.table(found), "gremien", form)


@require_safe
@published
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body as everybody sees it."""
    found = get_object_or_404(Body, pk=pk)
    here = one_body.page(found, viewer(request.user), request.GET.get("seite"))
    return render(request, "conferences/body.html", {"here": here, "body": found, "trail": trail(found)})


@READ_OR_POST
@required(rules.MINUTE)
@published
def body_new(request: HttpRequest) -> HttpResponse:
    """Set up a body where one may."""
    who = viewer(request.user)
    initial = {
        "kind": request.GET.get("art", Body.Kind.SOCIAL_SPACE_CONFERENCE),
        "place": request.GET.get("ort", ""),
    }
    form = BodyForm(request.POST or None, may_at=lambda place: who.runs_at(*place.scopes), initial=initial)
    if form.is_valid():
        data = dict(form.cleaned_data)
        place = form.places[data.pop("place")]
        try:
            made = seating.set_up_body(
                by=request.user,
                scope=place.scope,
                planning_area=place.planning_area,
                edition=place.edition,
                **data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Eingerichtet. Benennen und besetzen Sie jetzt die Sitze."))
            return redirect("conferences:seats", made.pk)
    context = {
        "form": form, "title": _("Gremium einrichten"), "button": _("Einrichten"),
        "back": reverse("conferences:bodies"),
        "trail": [*up(), (_("Gremium einrichten"), None)],
    }  # fmt: skip
    return render(request, "conferences/body_form.html", context, status=422 if form.errors else 200)


@READ_OR_POST
@required(rules.MINUTE)
@published
def area_new(request: HttpRequest, code: str) -> HttpResponse:
    """Set up all conferences that a planning area lacks."""
    place = next(
        (p for p in places.all_places() if p.scope.kind == "planning_area" and p.scope.key.partition("/")[2] == code),
        None,
    )  # fmt: skip
    if place is None:
        raise Http404
    acting(request.user, rules.MINUTE, *place.scopes)
    form = AreaForm(request.POST or None)
    if form.is_valid():
        try:
            made = establishing.set_up_area(
                by=request.user, planning_area=place.scope.key, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "Eine Konferenz ist eingerichtet.", "%(n)d Konferenzen sind eingerichtet.", len(made)
            )
            messages.success(request, said % {"n": len(made)})
            return redirect("conferences:bodies")
    lacking = places.lacking(place.scope.key)
    title = _("Konferenzen für %(name)s") % {"name": place.name}
    context = {
        "form": form, "title": title, "lacking": lacking,
        "trail": [*up(), (title, None)],
    }  # fmt: skip
    return render(request, "conferences/body_area.html", context, status=422 if form.errors else 200)


@READ_OR_POST
@required(rules.MINUTE)
def body_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the rules of a body; dissolve it."""
    found = get_object_or_404(Body, pk=pk)
    rules.running(request.user, found)
    act = request.POST.get("act", "")
    initial = {field: getattr(found, field) for field in seating.RULES}
    form = RulesForm(request.POST if request.method == "POST" and act != END else None, initial=initial)
    end = EndForm(request.POST if act == END else None, prefix="ende")
    try:
        if act == END and end.is_valid():
            seating.end_body(by=request.user, body=found, **end.cleaned_data)
            messages.success(request, _("Vermerkt. Was das Gremium getan hat, bleibt stehen."))
            return redirect("conferences:body", pk)
        if act != END and form.is_valid():
            seating.change_rules(by=request.user, body=found, **form.cleaned_data)
            messages.success(request, _("Gespeichert. Ab jetzt gelten diese Regeln."))
            return redirect("conferences:body", pk)
    except Refused as refusal:
        (end if act == END else form).add_error(None, str(refusal))
    wrong = bool(form.errors or end.errors)
    context = {"form": form, "end": end, "body": found, "trail": trail(found, _("Regeln"))}
    return render(request, "conferences/body_rules.html", context, status=422 if wrong else 200)


def up() -> list[tuple[str, str | None]]:
    """The list of bodies and what lies above it."""
    return [(_("Konferenzen"), "/konferenzen/"), (_("Gremien"), reverse("conferences:bodies"))]


def trail(found: Body, *further: Any) -> list[tuple[str, str | None]]:
    """Where a page of a body stands; `further`: titles or pairs of title and address below it."""
    steps: list[tuple[str, str | None]] = [
        *up(),
        (found.name, reverse("conferences:body", args=[found.pk])),
        *(one if isinstance(one, tuple) else (one, None) for one in further),
    ]
    return [*steps[:-1], (steps[-1][0], None)]
