"""/verwaltung/organisationen/: whom people speak for."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.people import actions, queries
from sozialraum.planning.people.forms import OrganisationForm
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.rules import required

administered = required("accounts.administer")


@require_safe
@administered
def organisation_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("suche", "")
    page = Paginator(queries.organisations(search), 50).get_page(request.GET.get("seite"))
    return render(request, "people/organisation_list.html", {"page_of_organisations": page, "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def organisation_new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        actions.register_organisation(by=request.user, **form.cleaned_data)
        return redirect("people:organisations")
    return _asked(request, form, _("Organisation anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    known = {name: getattr(organisation, name) for name in ("name", "bank", "is_closed")}
    form = OrganisationForm(request.POST or None, organisation=organisation, initial=known)
    if form.is_valid():
        actions.change_organisation(by=request.user, organisation=organisation, **form.cleaned_data)
        return redirect("people:organisations")
    return _asked(request, form, _("Organisation ändern"))


def _asked(request: HttpRequest, form: OrganisationForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "people/organisation_form.html", context, status=422 if form.errors else 200)
