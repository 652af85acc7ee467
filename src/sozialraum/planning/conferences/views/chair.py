"""The chair's desk: everything that happens in the room is started here, each as a small form with `act`."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.planning.conferences import passes, rules
from sozialraum.planning.conferences.actions import attending, resolving
from sozialraum.planning.conferences.models import Attendee, Session
from sozialraum.planning.conferences.queries import chairing
from sozialraum.planning.conferences.queries.leaving import left_open
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.conferences.views.acts import ACTS
from sozialraum.planning.conferences.views.room import qr_code
from sozialraum.planning.conferences.views.trails import Trail, of_session
from sozialraum.planning.people.rules import Refused, required

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def session_of(request: HttpRequest, pk: int) -> Session:
    """The session, for who runs it."""
    session = get_object_or_404(Session.objects.select_related("body", "current"), pk=pk)
    rules.running(request.user, session.body)
    return session


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def chair(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk."""
    session = session_of(request, pk)
    refusal = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is None:
                raise Refused(_("Das gibt es hier nicht. Bitte laden Sie die Seite neu."))
            said = act(request, session)
        except Refused as refused:
            refusal = str(refused)
            session = session_of(request, pk)
        else:
            if said:
                messages.success(request, said)
            return redirect(
                f"{reverse('conferences:chair', args=[pk])}#{request.POST.get('anchor', 'jetzt')}"
            )
    context = {
        "session": session, "desk": chairing.desk(session), "refusal": refusal,
        # what was filled in and not taken, by the act it was for
        "kept": {request.POST["act"].replace("-", "_"): request.POST} if refusal and "act" in request.POST else {},
        "trail": _trail(session), "has_elected": _has_elected(session),
    }  # fmt: skip
    return render(request, "conferences/chair.html", context, status=422 if refusal else 200)


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What takes effect when the session is closed, seen before it does."""
    session = session_of(request, pk)
    refusal = ""
    if request.method == "POST":
        try:
            resolving.close_session(by=request.user, session=session)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Die Sitzung ist geschlossen. Was beschlossen ist, gilt jetzt."))
            for one in session.resolutions.filter(details__has_key="not_taken"):
                said = _("„%(text)s“: Nicht ausgeführt: %(why)s")
                messages.warning(request, said % {"text": one, "why": one.not_taken})
            return redirect("conferences:chair", pk)
    found = (
        session.resolutions.filter(taken_back__isnull=True)
        .select_related("need", "item")
        .order_by("item__position", "pk")
    )
    context = {
        "session": session, "resolutions": found, "left": left_open(session), "refusal": refusal,
        "trail": _trail(session, _("Schließen")),
    }  # fmt: skip
    return render(request, "conferences/close.html", context, status=422 if refusal else 200)


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def pass_card(request: HttpRequest, pk: int) -> HttpResponse:
    """A card with somebody's personal link: made when it is asked for, so that it opens nothing unseen.

    A new link makes the old one void, and stands in the journal: who was in by it sees that somebody took a card.
    """
    attendee = get_object_or_404(Attendee.objects.select_related("session__body"), pk=pk)
    rules.running(request.user, attendee.session.body)
    context = {
        "attendee": attendee,
        "session": attendee.session,
        "trail": _trail(attendee.session, attendee.name),
    }
    if request.method == "POST":
        made = attending.renew_pass(by=request.user, attendee=attendee)
        address = f"{settings.ADDRESS}{reverse('conferences:place', args=[passes.of_place(made)])}"
        context |= {"address": address, "code": qr_code(address)}
    return render(request, "conferences/pass_card.html", context)


def _has_elected(session: Session) -> bool:
    """Whether somebody is elected who is to be seated: that needs a term, and so a person to say it."""
    return session.resolutions.filter(outcome=Outcome.ELECTED, effective__isnull=False).exists()


def _trail(session: Session, title: str = "") -> Trail:
    trail = of_session(session, _("Leitung"))
    if not title:
        return trail
    return [*trail[:-1], (_("Leitung"), f"/konferenzen/sitzungen/{session.pk}/leitung/"), (title, None)]
