"""A session that took place on paper: entered once, seen before it takes effect."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import papering
from sozialraum.planning.conferences.forms.paper import PaperForm
from sozialraum.planning.conferences.models import AgendaItem, Session
from sozialraum.planning.conferences.queries.matters import matters_of
from sozialraum.planning.conferences.queries.record import Record, record
from sozialraum.planning.conferences.queries.seats import seated
from sozialraum.planning.conferences.states import SESSION, SessionState
from sozialraum.planning.conferences.views.trails import of_session
from sozialraum.planning.people.rules import Refused, required

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; asked for with `preview` it shows what would take effect, and changes nothing."""
    session = get_object_or_404(Session.objects.select_related("body"), pk=pk)
    rules.running(request.user, session.body)
    form, preview = _form(request, session), None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "enter":
                papering.enter(by=request.user, session=session, held=form.held())
                messages.success(request, _("Die Sitzung ist eingetragen. Was beschlossen wurde, gilt."))
                return redirect("conferences:minutes_edit", pk)
            preview = _preview(request, session, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "trail": of_session(session, _("Auf Papier")), "session": session, "form": form, "preview": preview,
        "left": _left(preview, form) if preview else None, "may_enter": _may_enter(session),
    }  # fmt: skip
    return render(request, "conferences/paper.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, session: Session) -> PaperForm:
    day = timezone.localtime(session.begins).date() if session.begins else None
    items = list(session.items.select_related("need").prefetch_related("options"))
    return PaperForm(
        request.POST or None, session=session, seats=seated(session.body, day), items=items, matters=matters_of(items)
    )  # fmt: skip


def _may_enter(session: Session) -> bool:
    """Whether it can be closed without having been opened."""
    state = SessionState(session.state)
    return state != SessionState.RUNNING and SessionState.CLOSED in SESSION[state]


@dataclass(frozen=True)
class Left:
    """What was not taken up and is left for another time; what was, and ends without a result."""

    postponed: tuple[AgendaItem, ...]
    without: tuple[AgendaItem, ...]


def _left(preview: Record, form: PaperForm) -> Left:
    taken = form.held().items
    bare = [point.item for point in preview.points if not point.resolutions]
    return Left(
        tuple(one for one in bare if one.pk not in taken), tuple(one for one in bare if one.pk in taken)
    )


def _preview(request: HttpRequest, session: Session, form: PaperForm) -> Record:
    """Everything is done, looked at, and undone."""
    with transaction.atomic():
        entered = papering.enter(by=request.user, session=session, held=form.held())
        found = record(entered.minutes)
        for one in found.resolutions:
            if one.need is not None:
                one.need.refresh_from_db(fields=["state", "voices"])
        transaction.set_rollback(True)
    return found
