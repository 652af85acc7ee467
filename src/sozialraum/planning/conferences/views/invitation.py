"""The personal page of somebody who holds a seat: opened by its link, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sozialraum.planning.conferences import events, passes
from sozialraum.planning.conferences.actions import attending, finding, inviting
from sozialraum.planning.conferences.forms.dates import DateAnswersForm
from sozialraum.planning.conferences.forms.invitation import AnswerForm
from sozialraum.planning.conferences.models import Invitation
from sozialraum.planning.conferences.queries import invitation as query
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.statistics.files import attachment

Forms = AnswerForm | DateAnswersForm


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, given: str) -> HttpResponse:
    """What somebody is invited to, and their answer. `?als=ics` is the entry for a calendar."""
    found = passes.invitation(given)
    if found is None:
        return _between_us(render(request, "conferences/invitation_unknown.html", status=404))
    session = found.session
    if request.GET.get("als") == "ics" and session.begins:
        text = events.published([(session, session.items.all())], title=events.title_of(session))
        return _between_us(attachment(text.encode(), "text/calendar; charset=utf-8", "termin.ics"))
    if request.method == "POST" and request.POST.get("do") == "enter":
        return _between_us(_enter(request, found, given))
    form = _form(request, found)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _answer(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            # What was done stands in the address: no cookie for whoever has only a link.
            return _between_us(redirect(f"{reverse('conferences:invitation', args=[given])}?getan"))
    context = {
        "here": query.page(found), "form": form, "given": given, "session": session, "done": "getan" in request.GET,
    }  # fmt: skip
    wrong = request.method == "POST"
    return _between_us(render(request, "conferences/invitation.html", context, status=422 if wrong else 200))


def _enter(request: HttpRequest, found: Invitation, given: str) -> HttpResponse:
    """Into the room, onto their own seat."""
    try:
        attendee = attending.enter(invitation=found)
    except Refused as refusal:
        context = {
            "here": query.page(found),
            "given": given,
            "session": found.session,
            "refused": str(refusal),
        }
        return render(request, "conferences/invitation.html", context, status=422)
    return redirect("conferences:place", passes.of_place(attendee))


def _form(request: HttpRequest, found: Invitation) -> Forms | None:
    """What can be answered now, if anything."""
    data = request.POST if request.method == "POST" else None
    if found.session.state == SessionState.FINDING:
        proposals = list(found.session.date_proposals.all())
        said = dict(found.date_answers.values_list("proposal_id", "answer"))
        return DateAnswersForm(data, proposals=proposals, said=said) if proposals else None
    if found.session.state == SessionState.INVITED and found.sequence is not None:
        initial = {"answer": found.answer, "note": found.note}
        return AnswerForm(data, has_deputy=query.has_deputy(found), initial=initial)
    return None


def _answer(request: HttpRequest, found: Invitation, form: Forms) -> None:
    by = request.user if request.user.is_authenticated else None
    if isinstance(form, DateAnswersForm):
        finding.answer_dates(by=by, invitation=found, answers=form.answers)
    else:
        inviting.answer(by=by, invitation=found, **form.cleaned_data)


def _between_us(response: HttpResponse) -> HttpResponse:
    """Nobody else learns of this page: no cache, no search engine, no other site by its referrer."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
