"""/verwaltung/konten/: find, make, correct, appoint, invite, close."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.journal.queries import entries_on
from sozialraum.planning.people import actions, queries
from sozialraum.planning.people.forms import AccountForm, AppointmentForm, EndForm, HandOverForm, ReasonForm
from sozialraum.planning.people.models import Account, Appointment
from sozialraum.planning.people.roles import ROLES
from sozialraum.planning.people.rules import Refused, required

administered = required("accounts.administer")
PER_PAGE = 50
LATEST = 20


@require_safe
@administered
def account_list(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("suche", "rolle", "zustand", "sort")}
    role_key = asked["rolle"] if asked["rolle"] in ROLES else ""
    state = asked["zustand"] or "active"
    found = queries.accounts(asked["suche"], role_key, state, asked["sort"] or "name")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    titles = queries.scope_titles()
    rows = [(account, [queries.described(item, titles) for item in account.in_force]) for account in page]
    context = {
        "page_of_accounts": page,
        "rows": rows,
        "asked": asked | {"zustand": state, "sort": asked["sort"] or "name"},
        "roles": [("", _("alle")), *((key, item.title) for key, item in ROLES.items())],
        "states": [("active", _("aktive")), ("closed", _("stillgelegte")), ("all", _("alle"))],
        "columns": [
            ("name", _("Name")),
            ("e-mail", _("E-Mail-Adresse")),
            ("zuletzt", _("Zuletzt angemeldet")),
        ],
    }
    return render(request, "people/account_list.html", context)


@require_safe
@administered
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account.objects.select_related("organisation"), pk=pk)
    titles, today = queries.scope_titles(), timezone.localdate()
    appointments = [
        {
            "appointment": item,
            "title": queries.described(item, titles),
            "is_open": item.during.upper is None or item.during.upper > today,
            "is_future": item.during.lower > today,
        }
        for item in queries.appointments_of(account)
    ]
    lines = queries.told(entries_on("account", str(account.pk))[:LATEST])
    context = {"account": account, "appointments": appointments, "lines": lines}
    return render(request, "people/account_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def account_new(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid():
        account = actions.create_account(by=request.user, **form.cleaned_data)
        messages.success(request, _("Das Konto ist angelegt. Berufen Sie die Person und laden Sie sie ein."))
        return redirect("people:account", account.pk)
    return _asked(request, form, _("Konto anlegen"), _("Anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    known = {name: getattr(account, name) for name in ("name", "email", "language", "organisation")}
    form = AccountForm(request.POST or None, account=account, initial=known)
    if form.is_valid():
        actions.change_account(by=request.user, account=account, **form.cleaned_data)
        return redirect("people:account", pk)
    return _asked(request, form, _("Konto ändern"), _("Speichern"), account)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def account_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation; who comes here by a link, as after signing in again, finds the account with its button."""
    account = get_object_or_404(Account, pk=pk)
    if request.method != "POST":
        return redirect("people:account", pk)
    try:
        actions.invite(by=request.user, account=account, site=request.build_absolute_uri("/").rstrip("/"))
        messages.success(request, _("Die Einladung ist verschickt."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:account", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    form = ReasonForm(request.POST or None)
    closing = account.is_active
    act = actions.deactivate if closing else actions.reactivate
    if form.is_valid():
        done = _tried(request, form, lambda: act(by=request.user, account=account, **form.cleaned_data))
        if done:
            return redirect("people:account", pk)
    title = _("Konto stilllegen") if closing else _("Konto wieder öffnen")
    lead = _("Die Person kann sich nicht mehr anmelden, und ihre Rollen enden heute.") if closing else ""
    return _asked(request, form, title, title, account, lead)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def appointment_new(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    form = AppointmentForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        if _tried(request, form, lambda: actions.appoint(by=request.user, account=account, **data)):
            return redirect("people:account", pk)
    return _asked(request, form, _("In eine Rolle berufen"), _("Berufen"), account, roles=ROLES.values())


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("account"), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        if _tried(
            request, form, lambda: actions.end_appointment(by=request.user, appointment=appointment, **data)
        ):
            return redirect("people:account", appointment.account_id)
    lead = queries.described(appointment, queries.scope_titles())
    return _asked(request, form, _("Berufung beenden"), _("Beenden"), appointment.account, lead)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def appointment_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("account"), pk=pk)
    form = HandOverForm(request.POST or None, account=appointment.account)
    if form.is_valid():
        data = form.cleaned_data
        if _tried(request, form, lambda: actions.hand_over(by=request.user, appointment=appointment, **data)):
            return redirect("people:account", data["to"].pk)
    lead = queries.described(appointment, queries.scope_titles())
    return _asked(request, form, _("Rolle übergeben"), _("Übergeben"), appointment.account, lead)


def _tried(request: HttpRequest, form, act) -> bool:  # type: ignore[no-untyped-def]
    """Do it; a refusal becomes an error of the form."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Erledigt."))
    return True


def _asked(  # type: ignore[no-untyped-def]
    request: HttpRequest,
    form,
    title: str,
    button: str,
    account: Account | None = None,
    lead: str = "",
    **more,
) -> HttpResponse | HttpResponseRedirect:
    context = {"form": form, "title": title, "button": button, "account": account, "lead": lead, **more}
    return render(request, "people/account_form.html", context, status=422 if form.errors else 200)
