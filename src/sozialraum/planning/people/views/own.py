"""/konto/: one's own account, and the demonstration roles."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from sozialraum.planning.people import actions, queries
from sozialraum.planning.people.forms import LanguageForm
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import (
    connection,
    may_enter_by_one_click,
    require_may_enter_by_one_click,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_account(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if form.is_valid():
        language = form.cleaned_data["language"]
        actions.change_language(by=request.user, language=language)
        with override(language):
            return redirect("people:own_account")
    titles = queries.scope_titles()
    roles = [(item, queries.described(item, titles)) for item in queries.in_force_of(request.user)]
    return render(request, "people/own_account.html", {"form": form, "roles": roles})


@require_http_methods(["GET", "HEAD", "POST"])
def demonstration(request: HttpRequest) -> HttpResponse:
    """Choose a demonstration role; POST enters it. There is no such page outside of a demonstration."""
    asked = (settings.CITY.demonstration, *connection(request))
    if request.method != "POST":
        if not may_enter_by_one_click(*asked):
            raise Http404
        return render(request, "people/demonstration.html", {"roles": queries.demonstration_roles()})
    require_may_enter_by_one_click(*asked)
    asked_for = request.POST.get("account", "")
    account = get_object_or_404(
        Account, pk=asked_for if asked_for.isdecimal() else None, is_demonstration=True, is_active=True
    )
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    actions.note_sign_in(account=account)
    return redirect("desk:desk")
