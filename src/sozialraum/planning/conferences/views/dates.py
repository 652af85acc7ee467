"""A date is found: moments are proposed; who can when, by bank; one is chosen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import finding
from sozialraum.planning.conferences.forms.dates import (
    FOLDED_FROM,
    ChooseForm,
    HeardDatesForm,
    ProposeForm,
)
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.queries.dates import Overview, overview
from sozialraum.planning.conferences.queries.inviting import guests, on_paper
from sozialraum.planning.conferences.rules import MINUTE
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.conferences.views.trails import of_preparation
from sozialraum.planning.people.rules import Refused, required


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@required(MINUTE)
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose, look, choose."""
    session = get_object_or_404(Session.objects.select_related("body"), pk=pk)
    rules.running(request.user, session.body)
    found, do = overview(session), request.POST.get("do", "")
    proposals = [one.proposal for one in found.moments]
    propose = ProposeForm(
        request.POST if do == "propose" else None, proposed=[one.begins for one in proposals]
    )
    choose = ChooseForm(request.POST if do == "choose" else None, proposals=proposals, initial=_best(found))
    asked = guests(session)
    heard = HeardDatesForm(
        request.POST if do == "heard" else None, proposals=proposals, said={}, guests=asked, prefix="gehoert"
    )
    if request.method == "POST":
        form = {"choose": choose, "heard": heard}.get(do, propose)
        try:
            if (done := _do(request, session, propose, choose, heard)) is not None:
                return done
        except Refused as refusal:
            form.add_error(None, str(refusal)) if form.is_bound else messages.warning(request, str(refusal))
    rows = list(propose.rows())
    context = {
        "session": session, "here": found, "propose": propose, "choose": choose, "first": rows[:FOLDED_FROM],
        "more": rows[FOLDED_FROM:], "is_finding": session.state == SessionState.FINDING,
        "trail": of_preparation(session, _("Termin finden")), "heard": heard,
        "form": next((one for one in (choose, heard) if one.errors), propose), "letters": on_paper(asked),
        "may_hear": session.state == SessionState.FINDING and bool(proposals) and any(one.invitation for one in asked),
    }  # fmt: skip
    return render(request, "conferences/dates.html", context, status=422 if request.method == "POST" else 200)


def _best(found: Overview) -> dict[str, int]:
    return {"proposal": found.best.proposal.pk} if found.best else {}


def _do(
    request: HttpRequest, session: Session, propose: ProposeForm, choose: ChooseForm, heard: HeardDatesForm
) -> HttpResponse | None:
    if propose.is_bound and propose.is_valid():
        asked = finding.propose_dates(by=request.user, session=session, moments=propose.moments)
        said = ngettext(
            "Eine Person ist gefragt, wann es passt.", "%(n)d Personen sind gefragt, wann es passt.", asked
        )
        messages.success(request, said % {"n": asked})
        return redirect("conferences:dates", session.pk)
    if choose.is_bound and choose.is_valid():
        proposal = session.date_proposals.get(pk=choose.cleaned_data["proposal"])
        minutes = choose.cleaned_data["minutes"]
        finding.choose_date(by=request.user, session=session, proposal=proposal, minutes=minutes)
        messages.success(request, _("Der Termin steht fest. Jetzt die Tagesordnung."))
        return redirect("conferences:prepare", session.pk)
    if heard.is_bound and heard.is_valid():
        invitation = session.invitations.get(pk=heard.cleaned_data["who"])
        finding.note_dates(by=request.user, invitation=invitation, answers=heard.answers)
        messages.success(request, _("Die Antwort ist eingetragen."))
        return redirect("conferences:dates", session.pk)
    return None
