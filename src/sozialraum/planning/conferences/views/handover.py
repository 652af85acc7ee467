"""The report of a planning area's manager, to read and to print; what is left to the next one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import handing_over
from sozialraum.planning.conferences.forms.handover import NoteForm, period
from sozialraum.planning.conferences.models import HandOver
from sozialraum.planning.conferences.queries import handover as query
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import NotAllowed, Refused, may, required
from sozialraum.planning.statistics.views.published import published


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@required(rules.MINUTE)
@published
def handover(request: HttpRequest) -> HttpResponse:
    """What went up, what came back, what is open, in one of one's planning areas; and the notes of who left."""
    areas = query.areas_of(viewer(request.user).runs_at)
    if not areas:
        raise Http404
    wanted = request.GET.get("planungsraum", "")
    place = next((one for one in areas if one.scope.key == wanted), None)
    if wanted and place is None:
        raise NotAllowed(_("Für diesen Planungsraum sind Sie nicht zuständig."))
    key = (place or areas[0]).scope.key
    is_manager = may(request.user, MANAGER, Scope("planning_area", key))
    notes = query.notes(key) if is_manager else []
    own = next((one for one in notes if one.written_by_id == request.user.pk and not one.read), None)
    confirming = request.POST.get("act") == "bestaetigen"
    form = NoteForm(
        request.POST if request.method == "POST" and not confirming else None,
        initial={"note": own.note if own else ""},
    )
    refused = ""
    try:
        if confirming:
            found = get_object_or_404(
                HandOver, pk=_number(request.POST.get("uebergabe", "")), planning_area=key
            )
            handing_over.confirm(by=request.user, hand_over=found)
            messages.success(request, _("Bestätigt. Willkommen im Planungsraum."))
            return redirect(_here(key))
        if form.is_valid():
            handing_over.hand_over(by=request.user, planning_area=key, **form.cleaned_data)
            messages.success(request, _("Gespeichert. Wer nach Ihnen kommt, findet es auf dem Schreibtisch."))
            return redirect(_here(key))
    except Refused as refusal:
        refused = str(refusal)
    since, until = period(request.GET)
    context = {
        "here": query.report(key, since, until), "areas": [(one.scope.key, one.name) for one in areas], "form": form,
        "notes": notes, "own": own, "is_manager": is_manager, "refused": refused,
        "trail": [(_("Konferenzen"), "/konferenzen/"), (_("Bericht und Übergabe"), None)],
    }  # fmt: skip
    wrong = bool(form.errors or refused)
    return render(request, "conferences/handover.html", context, status=422 if wrong else 200)


def _number(text: str) -> int:
    return one_number(text) or 0


def _here(key: str) -> str:
    return f"{reverse('conferences:handover')}?planungsraum={key}#uebergabe"
