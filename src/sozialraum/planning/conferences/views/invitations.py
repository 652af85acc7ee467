"""Who is invited and how; the letter as it will go out; what they answered; letters to print."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.planning.conferences import letters, passes, rules
from sozialraum.planning.conferences.actions import inviting
from sozialraum.planning.conferences.forms.invitation import HeardAnswerForm, InviteForm
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.queries import inviting as query
from sozialraum.planning.conferences.queries.preparation import agenda_changed
from sozialraum.planning.conferences.rules import MINUTE
from sozialraum.planning.conferences.states import SESSION as TABLE
from sozialraum.planning.conferences.states import SessionState, may_follow
from sozialraum.planning.conferences.views.room import qr_code
from sozialraum.planning.conferences.views.trails import of_preparation
from sozialraum.planning.people.rules import Refused, required


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@required(MINUTE)
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """One button invites all; afterwards the answers stand here. `?briefe` shows what is to be printed."""
    session = get_object_or_404(Session.objects.select_related("body"), pk=pk)
    rules.running(request.user, session.body)
    found = query.guests(session)
    if "briefe" in request.GET:
        return _letters(request, session, found)
    if request.method == "POST" and request.POST.get("do") == "release":
        return _release(request, session)
    is_again = session.state == SessionState.INVITED
    is_heard = request.method == "POST" and request.POST.get("do") == "heard"
    told = [one for one in found if one.invitation and one.invitation.sequence is not None]
    heard = HeardAnswerForm(request.POST if is_heard else None, guests=told, prefix="gehoert")
    if is_heard and (done := _hear(request, session, heard)) is not None:
        return done
    late = 0 if is_again else query.late_days(session)
    form = InviteForm(request.POST if request.method == "POST" and not is_heard else None, late=late)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason", "")
            seen = request.POST.get("seen", "")
            count = inviting.invite(by=request.user, session=session, reason=reason, seen=seen)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("Eine Person ist eingeladen.", "%(n)d Personen sind eingeladen.", count)
            messages.success(request, said % {"n": count})
            return redirect("conferences:invitations", session.pk)
    letters_ = query.on_paper(found)
    context = {
        "heard": heard, "may_hear": is_again and bool(told), "later": [one for one in letters_ if one.is_later],
        "session": session, "form": form, "guests": found, "answers": query.Answers.of(found), "late": late,
        "preview": _preview(session, found), "may_invite": may_follow(session.state, "invited", TABLE),
        "is_again": is_again, "changed": is_again and agenda_changed(session), "invite_by": query.invite_by(session),
        "held": list(query.letters_in_review(session)),
        "on_paper": sum(one.way == query.PAPER for one in found), "trail": of_preparation(session, _("Einladung")),
    }  # fmt: skip
    return render(
        request, "conferences/invitations.html", context, status=422 if form.errors or heard.errors else 200
    )


def _hear(request: HttpRequest, session: Session, heard: HeardAnswerForm) -> HttpResponse | None:
    """Write down an answer; nothing where it must be asked again."""
    if not heard.is_valid():
        return None
    said = heard.cleaned_data
    invitation = session.invitations.get(pk=said["who"])
    try:
        inviting.note_answer(by=request.user, invitation=invitation, answer=said["answer"], note=said["note"])
    except Refused as refusal:
        heard.add_error(None, str(refusal))
        return None
    messages.success(request, _("Die Antwort ist eingetragen."))
    return redirect("conferences:invitations", session.pk)


def _release(request: HttpRequest, session: Session) -> HttpResponse:
    try:
        count = inviting.release_letters(by=request.user, session=session)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = ngettext("Ein Brief ist freigegeben.", "%(n)d Briefe sind freigegeben.", count)
        messages.success(request, said % {"n": count})
    return redirect("conferences:invitations", session.pk)


def _preview(session: Session, found: list[query.Guest]) -> tuple[str, str] | None:
    """The letter to the first of the members, in German."""
    guest = next((one for one in found if not one.is_deputy), None)
    if (
        guest is None
        or session.begins is None
        or session.state not in (SessionState.PLANNED, SessionState.INVITED)
    ):
        return None
    letter = "invited_again" if session.state == SessionState.INVITED else "invitation"
    with override("de"):
        return letters.written(letter, session=session, items=session.items.all(), guest=guest)


def _letters(request: HttpRequest, session: Session, found: list[query.Guest]) -> HttpResponse:
    """The last letter to everybody who has no e-mail, with the personal link, a page each."""
    shown = [
        (one.guest, one.letter, link := settings.ADDRESS + _link(one.guest), qr_code(link))
        for one in query.on_paper(found)
    ]
    context = {"session": session, "letters": shown, "trail": of_preparation(session, _("Briefe"))}
    return render(request, "conferences/letters.html", context)


def _link(guest: query.Guest) -> str:
    return (
        reverse("conferences:invitation", args=[passes.of_invitation(guest.invitation)])
        if guest.invitation
        else ""
    )
