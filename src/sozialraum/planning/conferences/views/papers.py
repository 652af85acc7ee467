"""Documents of a session, as pages and as PDF: minutes and dossier."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.paper import Document
from sozialraum.paper.html import html
from sozialraum.paper.kept import of_data
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import minuting
from sozialraum.planning.conferences.forms.minutes import ObjectionForm
from sozialraum.planning.conferences.models import Ballot, Minutes, Session
from sozialraum.planning.conferences.papers.dossier import dossier as composed_dossier
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.queries import ballot_table
from sozialraum.planning.conferences.queries.dossier import dossier as folder
from sozialraum.planning.conferences.queries.reader import Reader, reader
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.states import PUBLIC, BallotState, MinutesState
from sozialraum.planning.conferences.views.printed import printed
from sozialraum.planning.conferences.views.trails import of_session
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import language

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_POST
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes; before they are published for those whose they are, who can object while they are presented."""
    session = _session(pk)
    who = reader(session, request.GET)
    found = _minutes(session)
    if found is None or not rules.may_read(request.user, found, who.holding):
        return _not_yet(request, session, who)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by = request.user if request.user.is_authenticated else None
            minuting.object_to(by=by, holding=who.holding, minutes=found, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            # What was done stands in the address: no cookie for whoever has only a link.
            there = f"{reverse('conferences:minutes', args=[pk])}{who.query}"
            return redirect(f"{there}{'&' if who.query else '?'}getan")
    document = document_of(found)
    printed_at = f"{reverse('conferences:minutes_pdf', args=[pk])}{who.query}"
    files = [("PDF", printed_at, _("zum Drucken und Ablegen")), *ballot_files(session, who.query)]
    context = {
        "trail": of_session(session, _("Protokoll")), "session": session, "minutes": found, "document": document,
        "content": html(document), "done": "getan" in request.GET, "form": form,
        "may_object": _may_object(request, found, who),
        "objections": found.remarks.filter(kind="objection"), "runs": rules.may_run(request.user, session.body),
        "files": files,
    }  # fmt: skip
    answer = render(request, "conferences/minutes.html", context, status=422 if form.errors else 200)
    return _between_us(answer) if who.is_known else answer


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    session = _session(pk)
    found = _minutes(session)
    if found is None or not rules.may_read(request.user, found, reader(session, request.GET).holding):
        raise Http404
    is_public = session.is_public and found.state == MinutesState.PUBLISHED
    return printed(document_of(found), f"{_('Protokoll')} {session}", is_public=is_public)


@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier: everybody's once a public session is invited, else for those who sit in the body or are invited."""
    session = _session(pk)
    who = reader(session, request.GET)
    if not who.is_known and not rules.may_see(request.user, session):
        return refused(request, session)
    document = composed_dossier(folder(session))
    printed_at = f"{reverse('conferences:dossier_pdf', args=[pk])}{who.query}"
    context = {
        "trail": of_session(session, _("Mappe")), "session": session, "document": document, "content": html(document),
        "files": [("PDF", printed_at, _("zum Drucken und Mitnehmen"))],
        "runs": rules.may_run(request.user, session.body),
    }  # fmt: skip
    answer = render(request, "conferences/dossier.html", context)
    return _between_us(answer) if who.is_known else answer


@require_safe
def dossier_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    session = _session(pk)
    if not reader(session, request.GET).is_known and not rules.may_see(request.user, session):
        return refused(request, session)
    is_public = session.is_public and session.state in PUBLIC
    return printed(composed_dossier(folder(session)), f"{_('Mappe')} {session}", is_public=is_public)


@require_safe
@published
def ballots_download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The ballots of a session as a file."""
    session = _session(pk)
    if not reader(session, request.GET).is_known and not rules.may_see(request.user, session):
        return refused(request, session)
    return table_file(current(), ballot_table.table(session), f"{_('Abstimmungen')} {session}", form)


def ballot_files(session: Session, query: str = "") -> list[tuple[str, str, str]]:
    """Its ballots to take along: label, address, what is in it; nothing where there are none."""
    if not Ballot.objects.filter(item__session=session).exclude(state=BallotState.OPEN).exists():
        return []
    return [
        (
            label,
            reverse("conferences:ballots_download", args=[session.pk, form]) + query,
            _("Abstimmungen nach Bänken"),
        )
        for label, form in (("XLSX", "xlsx"), ("CSV", "csv"))
    ]


def document_of(minutes: Minutes) -> Document:
    """As it was published; until then as it would be now."""
    if minutes.state == MinutesState.PUBLISHED and minutes.document:
        return of_data(minutes.document.get(language()) or minutes.document["de"])
    return composed(record(minutes))


def refused(request: HttpRequest, session: Session) -> HttpResponse:
    """Not for everybody: who isn't signed in is asked to, who may not is told so."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise NotAllowed(_("Das ist nur für die, die in diesem Gremium sitzen oder es leiten."))


def _not_yet(request: HttpRequest, session: Session, who: Reader) -> HttpResponse:
    """That minutes will stand here, said to whoever may know of the session."""
    if not who.is_known and not rules.may_see(request.user, session):
        return refused(request, session)
    context = {"trail": of_session(session, _("Protokoll")), "session": session}
    return render(request, "conferences/minutes_later.html", context)


def _may_object(request: HttpRequest, found: Minutes, who: Reader) -> bool:
    if found.state != MinutesState.PRESENTED:
        return False
    return who.holding is not None or rules.sits_in(request.user, found.session.body)


def _session(pk: int) -> Session:
    return get_object_or_404(Session.objects.select_related("body"), pk=pk)


def _minutes(session: Session) -> Minutes | None:
    found = Minutes.objects.select_related("approved_in").filter(session=session).first()
    if found is not None:
        found.session = session
    return found


def _between_us(answer: HttpResponse) -> HttpResponse:
    """A page behind a personal link: no cache, no search engine, no other site by its referrer."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
