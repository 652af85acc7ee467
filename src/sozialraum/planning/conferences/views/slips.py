"""Slips of paper: printed for a ballot, and read by two persons who don't see what the other read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences import passes, rules
from sozialraum.planning.conferences.actions import voting
from sozialraum.planning.conferences.models import Attendee, Ballot
from sozialraum.planning.conferences.queries import chairing, quorum
from sozialraum.planning.conferences.queries import room as rooms
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Refused, required

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Reading slips, for who runs the session."""
    ballot = _ballot(pk)
    rules.running(request.user, ballot.item.session.body)
    back = reverse("conferences:chair", args=[ballot.item.session_id])
    if request.method == "POST" and request.POST.get("act") == "discard":
        number = _number(request)
        if number:
            voting.discard_slip(by=request.user, ballot=ballot, number=number)
        return redirect("conferences:slips", pk)
    return _reading(request, ballot, back, request.user.name, by=request.user)


@never_cache
@READ_OR_POST
def place_slips(request: HttpRequest, given: str, pk: int) -> HttpResponse:
    """Reading slips, for somebody in the room whom the chair asked to."""
    attendee = passes.place(given)
    ballot = _ballot(pk)
    if attendee is None or attendee.session_id != ballot.item.session_id or not attendee.counts_paper:
        raise Http404
    back = reverse("conferences:place", args=[given])
    return _reading(request, ballot, back, chairing.reader_of(attendee), attendee=attendee)


def _reading(request: HttpRequest, ballot: Ballot, back: str, reader: str, **who: object) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            number, bank = _number(request), request.POST.get("bank", "")
            if not number or bank not in Bank.values:
                raise Refused(_("Bitte geben Sie die Nummer des Stimmzettels und seine Bank an."))
            voting.read_slip(ballot=ballot, number=number, bank=bank, given=request.POST, **who)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect(request.path)
    read, kept = chairing.slips_of(ballot, reader), request.POST if refusal else QueryDict()
    context = {
        "ballot": ballot, "paper": rooms.paper(rooms.told(ballot, ballot.item.options.all()), kept), "slips": read,
        "refusal": refusal, "kept": kept,
        "banks": Bank.choices, "back": back, "by_chair": "by" in who,
        "next_number": next((one.number for one, mine in read if not mine and not one.counts), len(read) + 1),
        "trail": [(_("Leitung") if "by" in who else _("Ihr Platz"), back), (_("Stimmzettel lesen"), None)],
    }  # fmt: skip
    return render(request, "conferences/slips.html", context, status=422 if refusal else 200)


@require_safe
@required(rules.MINUTE)
def ballot_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """As many slips as there are voters on paper on each bank, to be printed and cut."""
    ballot = _ballot(pk)
    session = ballot.item.session
    rules.running(request.user, session.body)
    here = Attendee.objects.filter(session=session, voting=True, on_paper=True, presences__left__isnull=True)
    banks = here.filter(presences__isnull=False).order_by("bank").values_list("bank", flat=True)
    context = {
        "ballot": ballot, "told": rooms.told(ballot, ballot.item.options.all()),
        "banks": [str(Bank(bank).label) for bank in banks], "quorum": quorum.quorum(session),
        "trail": [(_("Leitung"), reverse("conferences:chair", args=[session.pk])), (_("Stimmzettel"), None)],
    }  # fmt: skip
    return render(request, "conferences/ballot_sheet.html", context)


def _ballot(pk: int) -> Ballot:
    return get_object_or_404(Ballot.objects.select_related("item__session__body"), pk=pk)


def _number(request: HttpRequest) -> int:
    said = request.POST.get("number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
