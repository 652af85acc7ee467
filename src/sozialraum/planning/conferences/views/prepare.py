"""A session is planned in one page, prepared step by step on another, moved there, and called off on a third."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import preparing
from sozialraum.planning.conferences.forms.prepare import CancelForm, NewForm, SessionForm
from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries import preparation as query
from sozialraum.planning.conferences.rules import MINUTE
from sozialraum.planning.conferences.states import BEFORE, SessionState
from sozialraum.planning.conferences.views.trails import of_body, of_preparation
from sozialraum.planning.people.rules import Refused, required
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@required(MINUTE)
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a session; `?wieder=` names the one that is called again because too few came."""
    body = get_object_or_404(Body, pk=pk)
    rules.running(request.user, body)
    again = _again(body, request.GET.get("wieder", ""))
    usual = query.usual(body, request.user.name)
    form = NewForm.new(usual, is_public=body.is_public, data=request.POST or None, again=again is not None)
    if form.is_valid():
        try:
            session = _plan(request, body, again, form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("conferences:agenda" if session.begins else "conferences:dates", session.pk)
    context = {
        "body": body, "form": form, "again": again, "trail": of_body(body, _("Neue Sitzung")),
    }  # fmt: skip
    return render(request, "conferences/session_new.html", context, status=422 if form.errors else 200)


def _again(body: Body, number: str) -> Session | None:
    return body.sessions.filter(pk=one_number(number), state=SessionState.CLOSED).first()


def _plan(request: HttpRequest, body: Body, again: Session | None, values: dict[str, Any]) -> Session:
    if again is not None:
        return preparing.call_again(by=request.user, session=again, **values)
    return preparing.plan(by=request.user, body=body, **values)


@never_cache
@READ_OR_POST
@required(MINUTE)
@published
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps with what is missing; below them time, place and persons, which can be changed here."""
    session = _session(request, pk)
    form = SessionForm.of(session, request.POST or None)
    if session.state == SessionState.FINDING:
        for name in ("day", "begins_at", "ends_at"):
            form.fields[name].required = False
    if form.is_valid():
        try:
            kept = preparing.change(by=request.user, session=session, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = kept.sequence != session.sequence
            said = _("Gespeichert. Alle Eingeladenen bekommen Nachricht.") if told else _("Gespeichert.")
            messages.success(request, said)
            return redirect("conferences:prepare", session.pk)
    is_open = session.state in BEFORE
    context = {
        "session": session, "form": form, "steps": query.steps(session) if is_open else [], "is_open": is_open,
        "trail": of_preparation(session), "when": query.when(session.begins) if session.begins else "",
        "is_invited": session.state == SessionState.INVITED, "may_repeat": _may_repeat(session),
    }  # fmt: skip
    return render(request, "conferences/prepare.html", context, status=422 if form.errors else 200)


def _may_repeat(session: Session) -> bool:
    return session.state == SessionState.CLOSED and session.items.exclude(state="done").exists()


@never_cache
@READ_OR_POST
@required(MINUTE)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, then it is called off and everybody is told."""
    session = _session(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            preparing.cancel(by=request.user, session=session, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Abgesagt. Alle, die von der Sitzung wussten, bekommen Nachricht."))
            return redirect("conferences:prepare", session.pk)
    context = {
        "session": session, "form": form, "trail": of_preparation(session, _("Absagen")),
        "is_open": session.state in BEFORE, "told": session.invitations.count(),
    }  # fmt: skip
    return render(request, "conferences/cancel.html", context, status=422 if form.errors else 200)


def _session(request: HttpRequest, pk: int) -> Session:
    """A session, for whoever runs its body."""
    session = get_object_or_404(Session.objects.select_related("body", "repeats"), pk=pk)
    rules.running(request.user, session.body)
    return session
